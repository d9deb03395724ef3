//! The shipped model of names and others, and what it sees of a text, for training: the code that runs when names are
//! found.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;

use super::errors::to_python;
use crate::extract::names::Tagger;
use crate::extract::names::form::{PIECES, form, pieces};
use crate::extract::names::lexicon::{Entrance, Lexicon};
use crate::extract::names::words::{Word, split};
use crate::offsets::Walk;

/// The taggers read so far, by the file of their model.
static TAGGERS: Mutex<Option<HashMap<PathBuf, Tagger>>> = Mutex::new(None);

/// The tagger of a model file, or of the one that is shipped; read once.
pub(super) fn tagger(py: Python<'_>, model: Option<&str>) -> PyResult<Tagger> {
    let native: PathBuf = py.import("ibriz._native")?.filename()?.extract()?;
    let shipped = native.with_file_name("models");
    let path = model.map_or_else(|| shipped.join("names.safetensors"), PathBuf::from);
    let mut taggers = TAGGERS.lock().unwrap_or_else(PoisonError::into_inner);
    let taggers = taggers.get_or_insert_default();
    if let Some(tagger) = taggers.get(&path) {
        return Ok(tagger.clone());
    }
    let unreadable = |path: &Path, error: std::io::Error| PyOSError::new_err(format!("{}: {error}", path.display()));
    let bytes = std::fs::read(&path).map_err(|error| unreadable(&path, error))?;
    let lexicon = shipped.join("lexicon.tsv");
    let lexicon = std::fs::read_to_string(&lexicon).map_err(|error| unreadable(&lexicon, error))?;
    let tagger = Tagger::read(&bytes, &lexicon).map_err(to_python)?;
    taggers.insert(path, tagger.clone());
    Ok(tagger)
}

/// The words of texts, their forms, and what the lexicon and the letters say about them.
#[pyclass(module = "ibriz._native", frozen, name = "NameFeatures")]
pub(super) struct Features {
    lexicon: Lexicon,
}

#[pymethods]
impl Features {
    #[new]
    fn new(lexicon: &str) -> PyResult<Self> {
        Ok(Self { lexicon: Lexicon::parse(lexicon).map_err(to_python)? })
    }

    /// How many bits the lexicon gives a word, and how many rows the table of pieces has.
    #[getter]
    fn sizes(&self) -> (usize, usize) {
        (self.lexicon.bits(), PIECES)
    }

    /// The words of a text: start and end in code points, the form, the marks of the lexicon, and whether a sentence
    /// begins there.
    fn words(&self, text: &str) -> Vec<(usize, usize, String, u64, bool)> {
        let mut words = Vec::new();
        split(text, &mut words);
        let forms: Vec<String> = words.iter().map(|word| form(&text[word.span.clone()])).collect();
        let entrances: Vec<Entrance> = forms.iter().map(|form| self.lexicon.entrance(form)).collect();
        let mut marks = vec![0; words.len()];
        let mut from = 0;
        for sentence in words.chunk_by(|_, next| !next.begins) {
            let to = from + sentence.len();
            self.lexicon.mark(&entrances[from..to], &mut marks[from..to]);
            from = to;
        }
        let mut walk = Walk::new(text);
        let row = |((word, form), mark): ((Word, String), u64)| {
            let place = walk.code_points(word.span);
            (place.start, place.end, form, mark, word.begins)
        };
        words.into_iter().zip(forms).zip(marks).map(row).collect()
    }

    /// The pieces of a form, as rows of the table of pieces.
    #[staticmethod]
    fn pieces(form: &str) -> Vec<u32> {
        let mut out = Vec::new();
        pieces(form, &mut out);
        out
    }

    /// The form of a word.
    #[staticmethod]
    fn form(word: &str) -> String {
        form(word)
    }
}
