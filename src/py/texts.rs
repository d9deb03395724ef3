//! Python strings to text and back, without leaving a copy in UTF-8 beside each string as `PyUnicode_AsUTF8` does.

use std::cell::RefCell;

use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyFloat, PyString, PyTuple};

use crate::column::{Column, Texts};
use crate::transcode::{utf8_from_utf32, utf16_from_utf8};

/// Buffers that strings pass through.
#[derive(Default)]
pub(super) struct Transit {
    code_points: Vec<u32>,
    units: Vec<u16>,
}

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

impl Transit {
    /// Appends the text of a string to UTF-8, with U+FFFD for every lone surrogate.
    pub(super) fn append(&mut self, string: &Bound<'_, PyString>, text: &mut String) -> PyResult<()> {
        utf8_from_utf32(self.code_points(string)?, text);
        Ok(())
    }

    fn code_points(&mut self, string: &Bound<'_, PyString>) -> PyResult<&[u32]> {
        let len = string.len()?;
        if self.code_points.len() < len {
            self.code_points.resize(len.next_power_of_two(), 0);
        }
        let start = self.code_points.as_mut_ptr();
        // SAFETY: it is a string object, and the buffer has room for as many code points as it has.
        let copied = unsafe { ffi::PyUnicode_AsUCS4(string.as_ptr(), start, len.cast_signed(), 0) };
        if copied.is_null() { Err(PyErr::fetch(string.py())) } else { Ok(&self.code_points[..len]) }
    }

    /// A string object with this text.
    pub(super) fn string<'py>(&mut self, py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyString>> {
        self.units.clear();
        utf16_from_utf8(text, &mut self.units);
        let size = (2 * self.units.len()).cast_signed();
        let mut byte_order = if cfg!(target_endian = "little") { -1 } else { 1 };
        // SAFETY: start and size are those of the buffer; a new reference or null with an exception comes back.
        let string = unsafe {
            let start = self.units.as_ptr().cast();
            Bound::from_owned_ptr_or_err(
                py,
                ffi::PyUnicode_DecodeUTF16(start, size, std::ptr::null(), &raw mut byte_order),
            )
        };
        Ok(string?.cast_into::<PyString>()?)
    }
}

/// The text of a string.
pub(super) fn text(string: &Bound<'_, PyString>) -> PyResult<String> {
    let mut text = String::new();
    Transit::default().append(string, &mut text)?;
    Ok(text)
}

/// The strings and nulls of a tuple from `first` on as a column, up to `limit` bytes and at least one; and the row
/// after the last.
///
/// # Errors
/// A `TypeError` that names the first row that is something else.
pub(super) fn column(
    transit: &mut Transit,
    rows: &Bound<'_, PyTuple>,
    first: usize,
    limit: usize,
) -> PyResult<(Column, usize)> {
    let mut texts = Texts::default();
    let mut row = first;
    while row < rows.len() && (row == first || texts.bytes() < limit) {
        let item = rows.get_borrowed_item(row)?;
        if is_missing(&item) {
            texts.push(None);
        } else {
            texts.push(Some(transit.code_points(string(&item, row)?)?));
        }
        row += 1;
    }
    Ok((texts.into_column(), row))
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
