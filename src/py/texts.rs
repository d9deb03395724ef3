//! Python strings as text, one by one and as columns, and the buffers for it.

use std::cell::RefCell;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyFloat, PyString, PyTuple};

use super::transit::Transit;
use crate::column::{Column, Texts};

/// What is worked with on single strings, kept for the next one.
#[derive(Default)]
pub(super) struct Scratch {
    pub(super) transit: Transit,
    pub(super) text: String,
    pub(super) result: String,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Lends the buffers of this thread, emptied.
pub(super) fn with_scratch<T>(work: impl FnOnce(&mut Scratch) -> T) -> T {
    SCRATCH.with(|scratch| match scratch.try_borrow_mut() {
        Ok(mut scratch) => {
            scratch.text.clear();
            scratch.result.clear();
            work(&mut scratch)
        }
        // Python code ran in between and came here again.
        Err(_) => work(&mut Scratch::default()),
    })
}

/// The text of a string.
pub(super) fn text(string: &Bound<'_, PyString>) -> PyResult<String> {
    let mut text = String::new();
    Transit::default().append(string, &mut text)?;
    Ok(text)
}

/// The strings and nulls of a tuple as a column.
///
/// # Errors
/// A `TypeError` that names the first row that is something else.
pub(super) fn column(rows: &Bound<'_, PyTuple>) -> PyResult<Column> {
    let (mut transit, mut texts) = (Transit::default(), Texts::default());
    for (row, item) in rows.iter_borrowed().enumerate() {
        match as_string(&item, row)? {
            Some(string) => texts.push_with(|text| transit.append(string, text))?,
            None => texts.push_null(),
        }
    }
    Ok(texts.into_column())
}

/// The item at a row if it is a string; none if it is missing.
///
/// # Errors
/// A `TypeError` that names the row if it is something else.
pub(super) fn as_string<'i, 'py>(
    item: &'i Bound<'py, PyAny>,
    row: usize,
) -> PyResult<Option<&'i Bound<'py, PyString>>> {
    if is_missing(item) { Ok(None) } else { string(item, row).map(Some) }
}

/// None, NaN, and what pandas has for them.
fn is_missing(item: &Bound<'_, PyAny>) -> bool {
    if item.is_none() || item.is_instance_of::<PyString>() {
        return item.is_none();
    }
    let is_nan = item.cast::<PyFloat>().is_ok_and(|number| number.value().is_nan());
    is_nan || item.get_type().name().is_ok_and(|name| name == "NAType" || name == "NaTType")
}

fn string<'i, 'py>(item: &'i Bound<'py, PyAny>, row: usize) -> PyResult<&'i Bound<'py, PyString>> {
    item.cast::<PyString>().map_err(|_| {
        let hint = if item.is_instance_of::<PyBytes>() { "; decode it before, for example with .decode()" } else { "" };
        let kind = item.get_type().name().map_or_else(|_| "something".to_owned(), |name| name.to_string());
        PyTypeError::new_err(format!("row {row} is {kind}, not text{hint}"))
    })
}
