//! `Extractor`: options in, documents and entity tables out.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString, PyTuple};

use super::arrow::import;
use super::document::PyDocument;
use super::errors::{interruptible, to_python};
use super::table::{ArrowTable, Builder};
use super::texts::{Transit, column, with_scratch};
use crate::batch::{self, Found};
use crate::column::Column;
use crate::error::Error;
use crate::extract::{ExtractOptions, Extractor, Label};

/// Finds entities as its options say.
#[pyclass(frozen, name = "Extractor", module = "ibriz")]
pub(super) struct PyExtractor {
    extractor: Extractor,
}

#[pymethods]
impl PyExtractor {
    #[new]
    #[pyo3(signature = (labels = None, *, nested = false, region = None))]
    fn new(labels: Option<&Bound<'_, PyAny>>, nested: bool, region: Option<String>) -> PyResult<Self> {
        let labels = labels.map(names).transpose()?;
        let labels = labels
            .map(|names| names.iter().map(|name| Label::parse(name)).collect::<Result<Vec<_>, _>>())
            .transpose()
            .map_err(to_python)?;
        let extractor = Extractor::new(ExtractOptions { labels, nested, region }).map_err(to_python)?;
        Ok(Self { extractor })
    }

    /// The document of a string, the documents of a list, the entity table of a column.
    fn __call__<'py>(slf: &Bound<'py, Self>, x: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        if let Ok(text) = x.cast::<PyString>() {
            return Ok(Bound::new(slf.py(), slf.get().document(text)?)?.into_any());
        }
        if x.is_none() {
            return Ok(x.clone());
        }
        slf.py().import("ibriz.frames")?.call_method1("extract", (slf, x))
    }

    /// The documents of the strings of a tuple; None for null rows.
    fn documents<'py>(&self, texts: &Bound<'py, PyTuple>) -> PyResult<Bound<'py, PyList>> {
        let py = texts.py();
        let (rows, _) = column(&mut Transit::default(), texts, 0, usize::MAX)?;
        let extractor = &self.extractor;
        let mut found = interruptible(py, |watch| batch::extract(extractor, rows, watch))?.into_iter().peekable();
        let documents = PyList::empty(py);
        for (row, text) in texts.iter_borrowed().enumerate() {
            let Ok(text) = text.cast::<PyString>() else {
                documents.append(py.None())?;
                continue;
            };
            let entities = std::iter::from_fn(|| found.next_if(|found| found.row == row)).map(|f| (f.span, f.entity));
            documents.append(PyDocument::new(&text.to_owned(), entities)?)?;
        }
        Ok(documents)
    }

    /// The entity table of the strings of a tuple.
    fn table(&self, texts: &Bound<'_, PyTuple>) -> PyResult<ArrowTable> {
        let py = texts.py();
        let (rows, _) = column(&mut Transit::default(), texts, 0, usize::MAX)?;
        let extractor = &self.extractor;
        let nested = self.nested();
        interruptible(py, |watch| {
            let found = batch::extract(extractor, rows.clone(), watch)?;
            Ok(table(&[(0, found)], &[rows], nested))
        })
    }

    /// The entity table of Arrow data.
    fn arrow_table(&self, py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<ArrowTable> {
        let arrays = import(data)?;
        let extractor = &self.extractor;
        let nested = self.nested();
        interruptible(py, |watch| {
            let mut chunks = Vec::with_capacity(arrays.len());
            let mut columns = Vec::with_capacity(arrays.len());
            let mut before = 0;
            for array in arrays {
                let in_column = |error: Error| error.in_rows_after(before);
                let column = Column::new(array, watch).map_err(in_column)?;
                chunks.push((before, batch::extract(extractor, column.clone(), watch).map_err(in_column)?));
                before += column.len();
                columns.push(column);
            }
            Ok(table(&chunks, &columns, nested))
        })
    }

    /// The labels it looks for.
    #[getter]
    fn labels(&self) -> Vec<&'static str> {
        let labels = self.extractor.options().labels.clone().unwrap_or_else(Extractor::available);
        labels.into_iter().map(Label::name).collect()
    }

    /// Whether entities inside others are given too.
    #[getter]
    fn nested(&self) -> bool {
        self.extractor.options().nested
    }

    /// The country whose national telephone numbers are read.
    #[getter]
    fn region(&self) -> Option<&str> {
        self.extractor.options().region.as_deref()
    }

    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let options = self.extractor.options();
        let labels = options.labels.as_ref().map(|labels| labels.iter().map(|label| label.name()).collect::<Vec<_>>());
        let keywords = PyDict::new(py);
        keywords.set_item("nested", options.nested)?;
        keywords.set_item("region", &options.region)?;
        Ok((PyTuple::new(py, [labels])?, keywords))
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.extractor.options() == other.extractor.options()
    }

    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        self.extractor.options().hash(&mut hasher);
        hasher.finish()
    }

    fn __repr__(&self) -> String {
        let options = self.extractor.options();
        let mut arguments = Vec::new();
        if let Some(labels) = &options.labels {
            arguments.push(format!("{:?}", labels.iter().map(|label| label.name()).collect::<Vec<_>>()));
        }
        if options.nested {
            arguments.push("nested=True".to_owned());
        }
        if let Some(region) = &options.region {
            arguments.push(format!("region='{region}'"));
        }
        format!("Extractor({})", arguments.join(", ").replace('"', "'"))
    }
}

/// Texts of more code points than this are worked on in the pool, where Ctrl-C reaches them.
const LONG: usize = 32 << 10;

impl PyExtractor {
    fn document(&self, string: &Bound<'_, PyString>) -> PyResult<PyDocument> {
        let py = string.py();
        if string.len()? > LONG {
            let (rows, _) = column(&mut Transit::default(), &PyTuple::new(py, [string])?, 0, usize::MAX)?;
            let extractor = &self.extractor;
            let found = interruptible(py, |watch| batch::extract(extractor, rows, watch))?;
            return PyDocument::new(string, found.into_iter().map(|f| (f.span, f.entity)));
        }
        with_scratch(|scratch| {
            scratch.transit.append(string, &mut scratch.text)?;
            PyDocument::new(string, batch::located(&scratch.text, self.extractor.extract(&scratch.text)))
        })
    }
}

/// Labels as one name or several.
fn names(labels: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    if let Ok(name) = labels.extract::<String>() {
        return Ok(vec![name]);
    }
    labels
        .try_iter()?
        .map(|name| name?.extract())
        .collect::<PyResult<_>>()
        .map_err(|_| PyTypeError::new_err("labels: pass a label or a list of labels, such as ['PHONE', 'EMAIL']"))
}

/// One table of the entities of all chunks; each chunk comes with how many rows lie before it.
fn table(chunks: &[(usize, Vec<Found>)], columns: &[Column], nested: bool) -> ArrowTable {
    let mut builder = Builder::new(chunks.iter().map(|(_, found)| found.len()).sum(), nested);
    for ((before, found), column) in chunks.iter().zip(columns) {
        for found in found {
            builder.push(found, *before, column.row(found.row).unwrap_or(""));
        }
    }
    builder.finish()
}
