//! Errors of the core as Python exceptions, and Ctrl-C.

use pyo3::exceptions::{PyKeyboardInterrupt, PyOverflowError, PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;

use crate::error::{Error, Result};

/// The exception that says what an error says.
pub(super) fn to_python(error: Error) -> PyErr {
    let message = error.to_string();
    match error {
        Error::NotText(_) => PyTypeError::new_err(message),
        Error::Interrupted => PyKeyboardInterrupt::new_err(()),
        Error::TooLong(_) => PyOverflowError::new_err(message),
        Error::Pool(_) | Error::Panicked { .. } => PyRuntimeError::new_err(message),
        _ => PyValueError::new_err(message),
    }
}

/// Runs `work` detached from the interpreter; the function it is given asks the interpreter whether a signal has come
/// in. What a signal handler raises is raised.
pub(super) fn interruptible<T: Send>(
    py: Python<'_>,
    work: impl FnOnce(&mut dyn FnMut() -> bool) -> Result<T> + Send,
) -> PyResult<T> {
    let mut raised = None;
    // The method by its name would be of one lifetime only.
    #[allow(clippy::redundant_closure_for_method_calls)]
    let result = py.detach(|| {
        work(&mut || match Python::attach(|py| py.check_signals()) {
            Ok(()) => true,
            Err(error) => {
                raised = Some(error);
                false
            }
        })
    });
    match raised {
        Some(error) => Err(error),
        None => result.map_err(to_python),
    }
}
