//! `normalizer(text)` by the vectorcall protocol (PEP 590): Python hands a string over as it is, where `__call__` gets a
//! tuple made for it, which takes a tenth of the time of a short row.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::{ptr, slice};

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};
use pyo3::{Borrowed, ffi};

use super::normalizer::PyNormalizer;
use super::transit::prefetch;

/// What Python calls, found in each normalizer.
pub(super) const ENTRY: ffi::vectorcallfunc = enter;

/// Lets Python call all normalizers this way from now on.
pub(super) fn enable(normalizer: &Bound<'_, PyNormalizer>) {
    let object = normalizer.as_ptr();
    let entry = &raw const normalizer.get().entry;
    // SAFETY: the entry lies inside of the object, at the same place in each of this type, which is not subclassed; it is
    // set when one is made. The type takes no other `__call__` and lives as long as the module, and this thread is attached
    // to the interpreter.
    unsafe {
        let kind = ffi::Py_TYPE(object);
        if (*kind).tp_flags & ffi::Py_TPFLAGS_HAVE_VECTORCALL == 0 {
            (*kind).tp_vectorcall_offset = entry.byte_offset_from(object);
            (*kind).tp_flags |= ffi::Py_TPFLAGS_HAVE_VECTORCALL;
        }
    }
}

/// Normalizes one string at once if it can be, and does all else as `__call__`.
unsafe extern "C" fn enter(
    normalizer: *mut ffi::PyObject,
    arguments: *const *mut ffi::PyObject,
    count: usize,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: Python calls this attached, with a normalizer, so many arguments, and a tuple of names or null.
    unsafe {
        let positional = ffi::PyVectorcall_NARGS(count).cast_unsigned();
        if positional == 1
            && names.is_null()
            && let Ok(Some(result)) = catch_unwind(AssertUnwindSafe(|| at_once(normalizer, *arguments)))
        {
            return result;
        }
        by_call(normalizer, arguments, positional, names)
    }
}

/// The normalized string; none if the argument is none or cannot be normalized at once.
///
/// # Safety
/// This thread is attached; the first is a normalizer, the second any object.
unsafe fn at_once(normalizer: *mut ffi::PyObject, argument: *mut ffi::PyObject) -> Option<*mut ffi::PyObject> {
    // SAFETY: as the caller says.
    let (normalizer, argument) = unsafe {
        let py = Python::assume_attached();
        let normalizer = Borrowed::from_ptr(py, normalizer).cast_unchecked::<PyNormalizer>();
        (normalizer, Borrowed::from_ptr(py, argument))
    };
    // So that it is on its way while the type is looked at.
    prefetch(argument.as_ptr().cast());
    let string = argument.cast::<PyString>().ok()?;
    Some(normalizer.get().at_once(&string)?.into_ptr())
}

/// Calls `__call__`.
///
/// # Safety
/// As for a vectorcall, `positional` of whose arguments have no name.
unsafe fn by_call(
    normalizer: *mut ffi::PyObject,
    arguments: *const *mut ffi::PyObject,
    positional: usize,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    Python::attach(|py| {
        // SAFETY: as the caller says; a name stands for each argument behind those that have none.
        let (names, arguments, call) = unsafe {
            let names = Bound::from_borrowed_ptr_or_opt(py, names).map(|names| names.cast_into_unchecked::<PyTuple>());
            let count = positional + names.as_ref().map_or(0, PyTupleMethods::len);
            let arguments = slice::from_raw_parts(arguments, count).iter();
            let arguments: Vec<_> = arguments.map(|argument| Bound::from_borrowed_ptr(py, *argument)).collect();
            (names, arguments, (*ffi::Py_TYPE(normalizer)).tp_call)
        };
        let packed = || {
            let (positional, others) = arguments.split_at(positional);
            let dict = PyDict::new(py);
            for (name, argument) in names.iter().flatten().zip(others) {
                dict.set_item(name, argument)?;
            }
            PyResult::Ok((PyTuple::new(py, positional)?, dict))
        };
        match (packed(), call) {
            // SAFETY: this is how Python calls it otherwise.
            (Ok((tuple, dict)), Some(call)) => unsafe { call(normalizer, tuple.as_ptr(), dict.as_ptr()) },
            (Err(error), _) => {
                error.restore(py);
                ptr::null_mut()
            }
            (Ok(_), None) => {
                PyTypeError::new_err("a normalizer of this kind cannot be called").restore(py);
                ptr::null_mut()
            }
        }
    })
}
