//! `Columns`: a column that was checked once and is asked often.

use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::arrow::import;
use super::errors::interruptible;
use super::texts::column;
use crate::column::Column;

/// The chunks of a column: a tuple of strings and None is copied, Arrow data is not.
#[pyclass(frozen, module = "ibriz._native")]
pub(super) struct Columns {
    pub(super) chunks: Vec<Column>,
}

#[pymethods]
impl Columns {
    #[new]
    fn new(data: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(texts) = data.cast::<PyTuple>() {
            return Ok(Self { chunks: vec![column(texts)?] });
        }
        let checked = |array| interruptible(data.py(), |watch| Column::new(array, watch));
        Ok(Self { chunks: import(data)?.into_iter().map(checked).collect::<PyResult<_>>()? })
    }

    /// How many rows there are.
    fn __len__(&self) -> usize {
        self.chunks.iter().map(Column::len).sum()
    }
}
