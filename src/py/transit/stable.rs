//! The way through the stable ABI, which copies the code points of a string and takes UTF-16.

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::normalize::Normalizer;
use crate::transcode::{utf8_from_utf32, utf16_from_utf8};

/// Buffers that strings pass through.
#[derive(Default)]
pub(in super::super) struct Transit {
    code_points: Vec<u32>,
    units: Vec<u16>,
}

impl Transit {
    /// Appends the text of a string to UTF-8, with U+FFFD for every lone surrogate.
    pub(in super::super) fn append(&mut self, string: &Bound<'_, PyString>, text: &mut String) -> PyResult<()> {
        let len = super::length(string);
        if self.code_points.len() < len {
            self.code_points.resize(len.next_power_of_two(), 0);
        }
        let start = self.code_points.as_mut_ptr();
        // SAFETY: it is a string object, and the buffer has room for as many code points as it has.
        let copied = unsafe { ffi::PyUnicode_AsUCS4(string.as_ptr(), start, len.cast_signed(), 0) };
        if copied.is_null() {
            return Err(PyErr::fetch(string.py()));
        }
        utf8_from_utf32(&self.code_points[..len], text);
        Ok(())
    }

    /// None: there is no way to the units of a string but a copy, from which text is made as fast.
    #[expect(clippy::unused_self, reason = "the other way needs a buffer")]
    pub(in super::super) fn normalized<'py>(
        &mut self,
        _: &Normalizer,
        _: &Bound<'py, PyString>,
        _: usize,
    ) -> Option<Bound<'py, PyString>> {
        None
    }

    /// A string object with this text.
    pub(in super::super) fn string<'py>(&mut self, py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyString>> {
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
