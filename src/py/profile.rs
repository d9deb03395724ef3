//! `profile`: what is in a column, as a dictionary for `ibriz.profiling`.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use super::columns::Columns;
use super::errors::{interruptible, to_python};
use crate::batch;
use crate::normalize::profile::Feature;
use crate::normalize::{Normalizer, Options};

/// Counts of a column: of its rows, and of each feature with the first examples.
#[pyfunction]
pub(super) fn profile<'py>(py: Python<'py>, columns: &Columns) -> PyResult<Bound<'py, PyDict>> {
    let key = Options::preset("search").and_then(Normalizer::new).map_err(to_python)?;
    let found = interruptible(py, |watch| batch::profile(&key, columns.chunks.clone(), watch))?;
    let dict = PyDict::new(py);
    let counts = [
        ("rows", found.rows),
        ("nulls", found.nulls),
        ("blanks", found.blanks),
        ("bytes", found.bytes),
        ("duplicates", found.duplicates),
        ("normalized_duplicates", found.normalized_duplicates),
    ];
    for (name, count) in counts {
        dict.set_item(name, count)?;
    }
    let features = PyList::empty(py);
    for ((_, name, step, doc), finding) in Feature::ALL.iter().zip(found.findings) {
        let examples: Vec<_> = finding.examples.into_iter().map(|(row, span)| (row, span.start, span.end)).collect();
        features.append((*name, *step, *doc, finding.rows, finding.count, examples))?;
    }
    dict.set_item("features", features)?;
    Ok(dict)
}
