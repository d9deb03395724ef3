//! The way through the memory of the strings themselves, as this version of Python lays it out.

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
use std::ffi::{c_int, c_uint};

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyString;
use pyo3::types::string::PyStringData;

use crate::normalize::Normalizer;
use crate::transcode::{utf8_from_ucs2, utf8_from_utf32, utf16_from_utf8, utf32_from_utf8};

/// How many lines of the cache are prefetched at once: the header of a string and some 130 letters. Posts otherwise spend a
/// tenth of their time in waiting for them.
const LINES: usize = 5;

/// Buffers that strings pass through.
#[derive(Default)]
pub(in super::super) struct Transit {
    units: Vec<u16>,
    code_points: Vec<u32>,
}

impl Transit {
    /// Appends the text of a string to UTF-8, with U+FFFD for every lone surrogate.
    #[expect(clippy::unused_self, reason = "the other way needs a buffer")]
    pub(in super::super) fn append(&mut self, string: &Bound<'_, PyString>, text: &mut String) -> PyResult<()> {
        // SAFETY: the tests of this module hold the bit field that tells the size of a unit to what Python says, and
        // no Python code runs while the units are read.
        match unsafe { string.data() }? {
            // Python takes the units for UTF-8 too then, and keeps nothing.
            PyStringData::Ucs1(units) if units.is_ascii() => text.push_str(string.to_str()?),
            PyStringData::Ucs1(units) => text.extend(units.iter().map(|unit| char::from(*unit))),
            PyStringData::Ucs2(units) => utf8_from_ucs2(units, text),
            PyStringData::Ucs4(units) => utf8_from_utf32(units, text),
        }
        Ok(())
    }

    /// The string as the tables of a normalizer make it of its units, the same object if it stays as it is; none if they,
    /// or Python, cannot, or if it has more code points than `longest`.
    pub(in super::super) fn normalized<'py>(
        &mut self,
        normalizer: &Normalizer,
        original: &Bound<'py, PyString>,
        longest: usize,
    ) -> Option<Bound<'py, PyString>> {
        // SAFETY: as in `append`.
        let data = unsafe { original.data() }.ok()?;
        // Strings made one after the other lie one behind the other, in blocks by size: the next one may be there.
        prefetch(data.as_bytes().as_ptr_range().end);
        match data {
            PyStringData::Ucs2(units) if units.len() <= longest => {
                let result = normalizer.normalize_units(units, &mut self.units)?;
                unless_same(original, ffi::PyUnicode_2BYTE_KIND, units, result)
            }
            PyStringData::Ucs4(units) if units.len() <= longest => {
                let result = normalizer.normalize_units(units, &mut self.code_points)?;
                unless_same(original, ffi::PyUnicode_4BYTE_KIND, units, result)
            }
            _ => None,
        }
    }

    /// A string object with this text.
    pub(in super::super) fn string<'py>(&mut self, py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyString>> {
        match text.bytes().max() {
            None | Some(0..0x80) => string(py, ffi::PyUnicode_1BYTE_KIND, text.as_bytes()),
            Some(0x80..0xF0) => {
                self.units.clear();
                utf16_from_utf8(text, &mut self.units);
                string(py, ffi::PyUnicode_2BYTE_KIND, &self.units)
            }
            Some(0xF0..) => {
                self.code_points.clear();
                utf32_from_utf8(text, &mut self.code_points);
                string(py, ffi::PyUnicode_4BYTE_KIND, &self.code_points)
            }
        }
    }
}

/// Asks the cache for memory that will be read soon, from an address on, whether there is any or not.
pub(in super::super) fn prefetch(start: *const u8) {
    #[cfg(target_arch = "x86_64")]
    for line in 0..LINES {
        // SAFETY: this is advice that changes nothing a program can see, whatever the address.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(start.wrapping_add(64 * line).cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (start, LINES);
}

/// A string object with a result, or the original if that has the same units.
fn unless_same<'py, T: PartialEq>(
    original: &Bound<'py, PyString>,
    kind: c_uint,
    units: &[T],
    result: &[T],
) -> Option<Bound<'py, PyString>> {
    if result == units { Some(original.clone()) } else { string(original.py(), kind, result).ok() }
}

/// A string object with these code points, in units of the kind.
fn string<'py, T>(py: Python<'py>, kind: c_uint, units: &[T]) -> PyResult<Bound<'py, PyString>> {
    debug_assert_eq!(kind as usize, size_of::<T>());
    // SAFETY: start and length are those of the slice, whose units are of the size that the kind says and code points,
    // none of them greater than U+10FFFF; a new reference or null with an exception comes back.
    let string = unsafe {
        let start = units.as_ptr().cast();
        let string = ffi::PyUnicode_FromKindAndData(kind as c_int, start, units.len().cast_signed());
        Bound::from_owned_ptr_or_err(py, string)
    };
    Ok(string?.cast_into::<PyString>()?)
}
