//! `Normalizer`: options in, strings, lists and Arrow columns through.

use std::hash::{DefaultHasher, Hash, Hasher};

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString, PyTuple};

use super::align::PyAligned;
use super::arrow::{ArrowColumn, import};
use super::columns::Columns;
use super::errors::{interruptible, to_python};
use super::sequence::{self, is_unchanged};
use super::texts::{text, with_scratch};
use super::transit;
use crate::batch::{self, Direction, Spans};
use crate::column::UncheckedColumn;
use crate::error::Error;
use crate::normalize::options::{Kind, Value};
use crate::normalize::{Normalizer, Options};

/// Normalizes text as its steps say.
///
/// Python may keep what it calls for one ([`super::vectorcall`]), so the type cannot be changed (PEP 590); with the stable
/// ABI it can.
#[cfg_attr(not(feature = "abi3"), pyclass(frozen, immutable_type, name = "Normalizer", module = "ibriz"))]
#[cfg_attr(feature = "abi3", pyclass(frozen, name = "Normalizer", module = "ibriz"))]
pub(super) struct PyNormalizer {
    normalizer: Normalizer,
    preset: String,
    /// What Python calls, once it knows.
    #[cfg(not(feature = "abi3"))]
    pub(super) entry: pyo3::ffi::vectorcallfunc,
}

/// Texts of more code points than this are worked on in the pool, where Ctrl-C reaches them.
const LONG: usize = 128 << 10;

#[pymethods]
impl PyNormalizer {
    #[new]
    #[pyo3(signature = (preset = "search", **steps))]
    fn new(py: Python<'_>, preset: &str, steps: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let mut options = Options::preset(preset).map_err(to_python)?;
        for (name, value) in steps.into_iter().flatten() {
            let name = name.cast_into::<PyString>()?;
            options.set(name.to_str()?, &step_value(&value)?).map_err(to_python)?;
        }
        let normalizer = py.detach(|| Normalizer::new(options)).map_err(to_python)?;
        Ok(Self {
            normalizer,
            preset: preset.to_owned(),
            #[cfg(not(feature = "abi3"))]
            entry: super::vectorcall::ENTRY,
        })
    }

    /// Normalizes a string, a list, or a column; what came in comes out.
    fn __call__<'py>(slf: &Bound<'py, Self>, x: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        #[cfg(not(feature = "abi3"))]
        super::vectorcall::enable(slf);
        if let Ok(text) = x.cast::<PyString>() {
            return slf.get().string(text);
        }
        if x.is_none() {
            return Ok(x.clone());
        }
        if x.is_exact_instance_of::<PyList>() {
            return Ok(slf.get().sequence(&x.cast::<PyList>()?.to_tuple())?.into_any());
        }
        slf.py().import("ibriz.frames")?.call_method1("normalize", (slf, x))
    }

    /// Normalizes the strings of a tuple; null rows stay None, unchanged ones the same object.
    fn sequence<'py>(&self, texts: &Bound<'py, PyTuple>) -> PyResult<Bound<'py, PyList>> {
        PyList::new(texts.py(), sequence::normalize(&self.normalizer, texts)?)
    }

    /// Normalizes Arrow data: a list of columns, one for each chunk.
    fn arrow(&self, py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<Vec<ArrowColumn>> {
        let arrays = import(data)?;
        let normalizer = &self.normalizer;
        let mut before = 0;
        let mut columns = Vec::with_capacity(arrays.len());
        for array in arrays {
            let rows = array.len();
            let in_column = |error: Error| error.in_rows(|row| row + before);
            let result = interruptible(py, |watch| {
                let column = UncheckedColumn::new(array, watch).map_err(in_column)?;
                batch::normalize_column(normalizer, &column, watch).map_err(in_column)
            })?;
            columns.push(ArrowColumn::from(result));
            before += rows;
        }
        Ok(columns)
    }

    /// Normalizes a string or a column and keeps the way back.
    fn align<'py>(slf: &Bound<'py, Self>, x: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        if let Ok(text) = x.cast::<PyString>() {
            let text = self::text(text)?;
            let normalizer = &slf.get().normalizer;
            let aligned = py.detach(|| normalizer.align(&text));
            return Ok(Bound::new(py, PyAligned { aligned })?.into_any());
        }
        py.import("ibriz.aligned")?.getattr("AlignedColumn")?.call1((slf, x))
    }

    /// Carries spans of rows of a column to the original texts or from them.
    fn carry(
        &self,
        py: Python<'_>,
        columns: &Columns,
        rows: Vec<usize>,
        starts: Vec<usize>,
        ends: Vec<usize>,
        to_original: bool,
    ) -> PyResult<(Vec<usize>, Vec<usize>)> {
        let direction = if to_original { Direction::ToOriginal } else { Direction::ToNormalized };
        let spans = Spans { rows, spans: starts.into_iter().zip(ends).map(|(start, end)| start..end).collect() };
        let carried =
            interruptible(py, |watch| batch::carry(&self.normalizer, &columns.chunks, spans, direction, watch))?;
        Ok(carried.into_iter().map(|span| (span.start, span.end)).unzip())
    }

    /// What it does, step by step.
    #[getter]
    fn steps(&self) -> Steps {
        let idle = Options::default();
        let options = self.normalizer.options();
        let is_at_work = |name: &str| options.get(name) != idle.get(name);
        let lines = Options::ALL.iter().filter(|option| is_at_work(option.name)).map(|option| {
            let value = options.get(option.name).map_or_else(String::new, |value| value.to_string());
            let does = match option.kind {
                Kind::Choice(values) => {
                    values.iter().find(|(name, _)| *name == value).map_or("", |(_, doc)| doc.trim())
                }
                Kind::Limit | Kind::Token => "",
            };
            (option.name.to_owned(), value, does.to_owned(), option.doc.trim().to_owned())
        });
        Steps { lines: lines.collect() }
    }

    /// The value of every option.
    #[getter]
    fn options<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        as_dict(py, self.normalizer.options())
    }

    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        Ok((PyTuple::new(py, [&self.preset])?, as_dict(py, self.normalizer.options())?))
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.normalizer.options() == other.normalizer.options()
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.normalizer.options().hash(&mut hasher);
        hasher.finish()
    }

    fn __repr__(&self) -> String {
        let preset = Options::preset(&self.preset).unwrap_or_default();
        let mut text = format!("Normalizer('{}'", self.preset);
        for option in Options::ALL {
            let value = self.normalizer.options().get(option.name);
            if value != preset.get(option.name) {
                match value {
                    Some(Value::Limit(limit)) => text += &format!(", {}={limit}", option.name),
                    Some(Value::Text(value)) => text += &format!(", {}='{value}'", option.name),
                    None => {}
                }
            }
        }
        text + ")"
    }
}

impl PyNormalizer {
    /// The string as the tables make it; none if they cannot.
    pub(super) fn at_once<'py>(&self, string: &Bound<'py, PyString>) -> Option<Bound<'py, PyString>> {
        with_scratch(|scratch| scratch.transit.normalized(&self.normalizer, string, LONG))
    }

    fn string<'py>(&self, string: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyAny>> {
        if let Some(result) = self.at_once(string) {
            return Ok(result.into_any());
        }
        let py = string.py();
        if transit::length(string) > LONG {
            return self.sequence(&PyTuple::new(py, [string])?)?.get_item(0);
        }
        with_scratch(|scratch| {
            scratch.transit.append(string, &mut scratch.text)?;
            self.normalizer.normalize_into(&scratch.text, &mut scratch.result);
            if is_unchanged(&scratch.text, &scratch.result) {
                return Ok(string.clone().into_any());
            }
            Ok(scratch.transit.string(py, &scratch.result)?.into_any())
        })
    }
}

fn step_value(value: &Bound<'_, PyAny>) -> PyResult<Value> {
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(Value::Text(text.to_str()?.to_owned()));
    }
    value.extract::<u8>().map(Value::Limit).map_err(|_| {
        PyTypeError::new_err(format!("{value} is no value of a step: pass a name, or a number from 0 to 255"))
    })
}

/// Every option with its value.
pub(super) fn as_dict<'py>(py: Python<'py>, options: &Options) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    for option in Options::ALL {
        match options.get(option.name) {
            Some(Value::Limit(limit)) => dict.set_item(option.name, limit)?,
            Some(Value::Text(text)) => dict.set_item(option.name, text)?,
            None => {}
        }
    }
    Ok(dict)
}

/// The steps of a normalizer that are at work, in the order in which they are documented.
#[pyclass(frozen, module = "ibriz._native")]
pub(super) struct Steps {
    lines: Vec<(String, String, String, String)>,
}

#[pymethods]
impl Steps {
    fn __len__(&self) -> usize {
        self.lines.len()
    }

    /// The name, the value, what the value does, and what the step acts on.
    fn __getitem__(&self, index: usize) -> PyResult<(String, String, String, String)> {
        self.lines.get(index).cloned().ok_or_else(|| pyo3::exceptions::PyIndexError::new_err("no such step"))
    }

    fn __repr__(&self) -> String {
        let width =
            self.lines.iter().map(|(name, value, ..)| name.len() + value.chars().count() + 3).max().unwrap_or(0);
        let line = |(name, value, does, acts_on): &(String, String, String, String)| {
            let setting = format!("{name} = {value}");
            let does = if does.is_empty() { String::new() } else { format!("{does}. ") };
            format!("{setting:width$}  {does}{acts_on}")
        };
        self.lines.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}
