//! `Aligned`: a normalized text with the way back.

use pyo3::prelude::*;

use crate::alignment::Aligned;

/// A text, its normalized form, and positions between them.
#[pyclass(frozen, name = "Aligned", module = "ibriz")]
pub(super) struct PyAligned {
    pub(super) aligned: Aligned,
}

#[pymethods]
impl PyAligned {
    /// The normalized text.
    #[getter]
    fn text(&self) -> &str {
        self.aligned.text()
    }

    /// The text as it was.
    #[getter]
    fn original(&self) -> &str {
        self.aligned.original()
    }

    /// The span of the original that a span of the normalized text came from.
    fn to_original(&self, start: usize, end: usize) -> (usize, usize) {
        self.aligned.to_original(start, end)
    }

    /// The span of the normalized text that a span of the original became.
    fn to_normalized(&self, start: usize, end: usize) -> (usize, usize) {
        self.aligned.to_normalized(start, end)
    }

    fn __repr__(&self) -> String {
        format!("Aligned({:?})", self.aligned.text())
    }
}
