//! Python strings to text and back, without leaving a copy in UTF-8 beside each string as `PyUnicode_AsUTF8` does.

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyString;

#[cfg(not(feature = "abi3"))]
mod in_place;
#[cfg(feature = "abi3")]
mod stable;

#[cfg(not(feature = "abi3"))]
pub(super) use in_place::{Transit, prefetch};
#[cfg(feature = "abi3")]
pub(super) use stable::Transit;

/// How many code points a string has, whatever `__len__` of a subclass says.
pub(super) fn length(string: &Bound<'_, PyString>) -> usize {
    // SAFETY: it is a string object.
    unsafe { ffi::PyUnicode_GetLength(string.as_ptr()) }.cast_unsigned()
}
