//! Python strings as rows of text, without copying them.

use std::ops::Range;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString, PyTuple};

use crate::batch::{TextRows, cut};

/// The strings of a sequence, borrowed from the objects.
pub(super) struct PyTexts {
    texts: Vec<Text>,
    /// For each row how many bytes lie before its end.
    ends: Vec<usize>,
    owner: Py<PyTuple>,
}

enum Text {
    Null,
    /// UTF-8 that belongs to a string object.
    Borrowed(*const u8, usize),
    /// Of a string that holds lone surrogates.
    Own(Box<str>),
}

// SAFETY: the pointers lead into string objects, which never change and are kept alive by `owner`.
unsafe impl Send for PyTexts {}
// SAFETY: as above.
unsafe impl Sync for PyTexts {}

impl PyTexts {
    /// Takes the strings and `None`s of a tuple.
    ///
    /// # Errors
    /// A `TypeError` that names the first row that is something else.
    pub(super) fn new(owner: &Bound<'_, PyTuple>) -> PyResult<Self> {
        let mut texts = Vec::with_capacity(owner.len());
        let mut ends = Vec::with_capacity(owner.len());
        let mut end = 0;
        for (row, item) in owner.iter_borrowed().enumerate() {
            let text = if item.is_none() { Text::Null } else { Text::new(string(&item, row)?)? };
            end += text.as_str().map_or(0, str::len);
            ends.push(end);
            texts.push(text);
        }
        Ok(Self { texts, ends, owner: owner.clone().unbind() })
    }

    /// One string.
    pub(super) fn one(text: &Bound<'_, PyString>) -> PyResult<Self> {
        Self::new(&PyTuple::new(text.py(), [text])?)
    }

    /// The tuple the strings belong to.
    pub(super) fn owner(&self, py: Python<'_>) -> Py<PyTuple> {
        self.owner.clone_ref(py)
    }
}

fn string<'i, 'py>(item: &'i Bound<'py, PyAny>, row: usize) -> PyResult<&'i Bound<'py, PyString>> {
    item.cast::<PyString>().map_err(|_| {
        let hint = if item.is_instance_of::<PyBytes>() { "; decode it before, for example with .decode()" } else { "" };
        let kind = item.get_type().name().map_or_else(|_| "something".to_owned(), |name| name.to_string());
        PyTypeError::new_err(format!("row {row} is {kind}, not text{hint}"))
    })
}

impl Text {
    fn new(string: &Bound<'_, PyString>) -> PyResult<Self> {
        match string.to_str() {
            Ok(text) => Ok(Self::Borrowed(text.as_ptr(), text.len())),
            Err(_) => Ok(Self::Own(without_surrogates(string)?.into_boxed_str())),
        }
    }

    fn as_str(&self) -> Option<&str> {
        match self {
            Self::Null => None,
            Self::Borrowed(start, len) => {
                // SAFETY: the bytes came from a `&str` of a string object that the owner keeps alive.
                Some(unsafe { std::str::from_utf8_unchecked(std::slice::from_raw_parts(*start, *len)) })
            }
            Self::Own(text) => Some(text),
        }
    }
}

/// The text of a string with U+FFFD for every lone surrogate, one for one.
pub(super) fn without_surrogates(string: &Bound<'_, PyString>) -> PyResult<String> {
    let encoded = string.call_method1("encode", ("utf-32-le", "surrogatepass"))?.cast_into::<PyBytes>()?;
    let code_points = encoded.as_bytes().chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
    Ok(code_points.map(|code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

impl TextRows for PyTexts {
    fn len(&self) -> usize {
        self.texts.len()
    }
    fn row(&self, i: usize) -> Option<&str> {
        self.texts[i].as_str()
    }
    fn bytes(&self, rows: Range<usize>) -> usize {
        let before = |row: usize| row.checked_sub(1).map_or(0, |last| self.ends[last]);
        before(rows.end) - before(rows.start)
    }
    fn blocks(&self, target: usize) -> Vec<Range<usize>> {
        cut(self.len(), target, |rows| self.bytes(rows))
    }
}
