//! `Extractor`: options in, documents and entity tables out.

use std::path::PathBuf;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString, PyTuple};

use super::arrow::import;
use super::document::PyDocument;
use super::errors::{interruptible, to_python};
use super::names::tagger;
use super::table::{ArrowTable, Builder};
use super::texts::{Transit, column, with_scratch};
use crate::batch::{self, Found};
use crate::column::Column;
use crate::error::Error;
use crate::extract::{ExtractOptions, Extractor, Label};

/// Finds entities as its options say.
#[pyclass(frozen, name = "Extractor", module = "ibriz")]
pub(super) struct PyExtractor {
    extractor: Extractor,
}

#[pymethods]
impl PyExtractor {
    #[new]
    #[pyo3(signature = (labels = None, *, nested = false, region = None, names = None, model = None, lexicon = None))]
    fn new(
        py: Python<'_>,
        labels: Option<&Bound<'_, PyAny>>,
        nested: bool,
        region: Option<String>,
        names: Option<String>,
        model: Option<PathBuf>,
        lexicon: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let wanted = labels.map(label_names).transpose()?;
        let model = model.map(|path| path.to_string_lossy().into_owned());
        let modelled = names.as_deref() != Some(NO_MODEL);
        // A model is read first: it may bring labels of its own, as may a lexicon.
        let own = model.as_deref().filter(|_| modelled).map(|model| tagger(py, Some(model))).transpose()?;
        let lexicon = lexicon.map(listed_names).transpose()?.unwrap_or_default();
        let labels = wanted.map(|wanted| wanted.iter().map(|name| Label::parse(name)).collect::<Result<Vec<_>, _>>());
        let labels = labels.transpose().map_err(to_python)?;
        let options = ExtractOptions { labels, nested, region, names, model, lexicon };
        let wants_names = options.labels.as_ref().is_none_or(|labels| labels.iter().any(|label| label.is_name()));
        let extractor = if modelled && wants_names {
            let tagger = own.map_or_else(|| tagger(py, None), Ok)?;
            Extractor::with_names(options, &tagger)
        } else {
            Extractor::new(options)
        };
        Ok(Self { extractor: extractor.map_err(to_python)? })
    }

    /// The document of a string, the documents of a list, the entity table of a column.
    fn __call__<'py>(slf: &Bound<'py, Self>, x: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        if let Ok(text) = x.cast::<PyString>() {
            return Ok(Bound::new(slf.py(), slf.get().document(text)?)?.into_any());
        }
        if x.is_none() {
            return Ok(x.clone());
        }
        slf.py().import("ibriz.frames")?.call_method1("extract", (slf, x))
    }

    /// The documents of the strings of a tuple; None for null rows.
    fn documents<'py>(&self, texts: &Bound<'py, PyTuple>) -> PyResult<Bound<'py, PyList>> {
        let py = texts.py();
        let (rows, _) = column(&mut Transit::default(), texts, 0, usize::MAX)?;
        let extractor = &self.extractor;
        let mut found = interruptible(py, |watch| batch::extract(extractor, rows, watch))?.into_iter().peekable();
        let documents = PyList::empty(py);
        for (row, text) in texts.iter_borrowed().enumerate() {
            let Ok(text) = text.cast::<PyString>() else {
                documents.append(py.None())?;
                continue;
            };
            let entities = std::iter::from_fn(|| found.next_if(|found| found.row == row)).map(|f| (f.span, f.entity));
            documents.append(PyDocument::new(&text.to_owned(), entities)?)?;
        }
        Ok(documents)
    }

    /// The entity table of the strings of a tuple.
    fn table(&self, texts: &Bound<'_, PyTuple>) -> PyResult<ArrowTable> {
        let py = texts.py();
        let (rows, _) = column(&mut Transit::default(), texts, 0, usize::MAX)?;
        let extractor = &self.extractor;
        let nested = self.nested();
        interruptible(py, |watch| {
            let found = batch::extract(extractor, rows.clone(), watch)?;
            Ok(table(&[(0, found)], &[rows], nested))
        })
    }

    /// The entity table of Arrow data.
    fn arrow_table(&self, py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<ArrowTable> {
        let arrays = import(data)?;
        let extractor = &self.extractor;
        let nested = self.nested();
        interruptible(py, |watch| {
            let mut chunks = Vec::with_capacity(arrays.len());
            let mut columns = Vec::with_capacity(arrays.len());
            let mut before = 0;
            for array in arrays {
                let in_column = |error: Error| error.in_rows_after(before);
                let column = Column::new(array, watch).map_err(in_column)?;
                chunks.push((before, batch::extract(extractor, column.clone(), watch).map_err(in_column)?));
                before += column.len();
                columns.push(column);
            }
            Ok(table(&chunks, &columns, nested))
        })
    }

    /// The labels it looks for.
    #[getter]
    fn labels(&self) -> Vec<&'static str> {
        self.extractor.labels().iter().map(|label| label.name()).collect()
    }

    /// Whether entities inside others are given too.
    #[getter]
    fn nested(&self) -> bool {
        self.extractor.options().nested
    }

    /// The country whose national telephone numbers are read.
    #[getter]
    fn region(&self) -> Option<&str> {
        self.extractor.options().region.as_deref()
    }

    /// The guideline that names follow.
    #[getter]
    fn names(&self) -> Option<&str> {
        self.extractor.options().names.as_deref()
    }

    /// The file of the model of names, if it is not the one that is shipped.
    #[getter]
    fn model(&self) -> Option<&str> {
        self.extractor.options().model.as_deref()
    }

    /// The names that are found by rule, by label.
    #[getter]
    fn lexicon<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let lexicon = PyDict::new(py);
        for (label, names) in &self.extractor.options().lexicon {
            lexicon.set_item(label.name(), names)?;
        }
        Ok(lexicon)
    }

    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let options = self.extractor.options();
        let labels = options.labels.as_ref().map(|labels| labels.iter().map(|label| label.name()).collect::<Vec<_>>());
        let keywords = PyDict::new(py);
        keywords.set_item("nested", options.nested)?;
        keywords.set_item("region", &options.region)?;
        keywords.set_item("names", &options.names)?;
        keywords.set_item("model", &options.model)?;
        keywords.set_item("lexicon", self.lexicon(py)?)?;
        Ok((PyTuple::new(py, [labels])?, keywords))
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.extractor.options() == other.extractor.options()
    }

    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        self.extractor.options().hash(&mut hasher);
        hasher.finish()
    }

    fn __repr__(&self) -> String {
        let options = self.extractor.options();
        let mut arguments = Vec::new();
        if let Some(labels) = &options.labels {
            arguments.push(format!("{:?}", labels.iter().map(|label| label.name()).collect::<Vec<_>>()));
        }
        if options.nested {
            arguments.push("nested=True".to_owned());
        }
        if let Some(region) = &options.region {
            arguments.push(format!("region='{region}'"));
        }
        if let Some(names) = &options.names {
            arguments.push(format!("names='{names}'"));
        }
        if let Some(model) = &options.model {
            arguments.push(format!("model='{model}'"));
        }
        if !options.lexicon.is_empty() {
            let lexicon = options.lexicon.iter().map(|(label, names)| format!("'{}': {names:?}", label.name()));
            arguments.push(format!("lexicon={{{}}}", lexicon.collect::<Vec<_>>().join(", ")));
        }
        format!("Extractor({})", arguments.join(", ").replace('"', "'"))
    }
}

/// Texts of more code points than this are worked on in the pool, where Ctrl-C reaches them.
const LONG: usize = 32 << 10;

impl PyExtractor {
    fn document(&self, string: &Bound<'_, PyString>) -> PyResult<PyDocument> {
        let py = string.py();
        if string.len()? > LONG {
            let (rows, _) = column(&mut Transit::default(), &PyTuple::new(py, [string])?, 0, usize::MAX)?;
            let extractor = &self.extractor;
            let found = interruptible(py, |watch| batch::extract(extractor, rows, watch))?;
            return PyDocument::new(string, found.into_iter().map(|f| (f.span, f.entity)));
        }
        with_scratch(|scratch| {
            scratch.transit.append(string, &mut scratch.text)?;
            PyDocument::new(string, batch::located(&scratch.text, self.extractor.extract(&scratch.text)))
        })
    }
}

/// What `names` is where no model is to be asked.
const NO_MODEL: &str = "none";

/// The names of a lexicon, from a dictionary of labels and lists of names.
fn listed_names(lexicon: &Bound<'_, PyAny>) -> PyResult<Vec<(Label, Vec<String>)>> {
    let wrong = || PyTypeError::new_err("lexicon: pass lists of names by label, such as {'ORG': ['شركة النور']}");
    let mut listed = Vec::new();
    for (label, names) in lexicon.cast::<PyDict>().map_err(|_| wrong())? {
        if names.is_instance_of::<PyString>() {
            return Err(wrong());
        }
        let names = names.try_iter().and_then(Iterator::collect::<PyResult<Vec<_>>>).map_err(|_| wrong())?;
        let names = names.iter().map(PyAnyMethods::extract).collect::<PyResult<Vec<String>>>().map_err(|_| wrong())?;
        let label = label.extract::<String>().map_err(|_| wrong())?;
        listed.push((Label::of_model(&label).map_err(to_python)?, names));
    }
    Ok(listed)
}

/// Labels as one name or several.
fn label_names(labels: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    if let Ok(name) = labels.extract::<String>() {
        return Ok(vec![name]);
    }
    labels
        .try_iter()?
        .map(|name| name?.extract())
        .collect::<PyResult<_>>()
        .map_err(|_| PyTypeError::new_err("labels: pass a label or a list of labels, such as ['PHONE', 'EMAIL']"))
}

/// One table of the entities of all chunks; each chunk comes with how many rows lie before it.
fn table(chunks: &[(usize, Vec<Found>)], columns: &[Column], nested: bool) -> ArrowTable {
    let mut builder = Builder::new(chunks.iter().map(|(_, found)| found.len()).sum(), nested);
    for ((before, found), column) in chunks.iter().zip(columns) {
        for found in found {
            builder.push(found, *before, column.row(found.row).unwrap_or(""));
        }
    }
    builder.finish()
}
