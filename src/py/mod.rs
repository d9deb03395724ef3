//! The Python module `ibriz._native`. Each method takes its arguments out of Python, detaches from the interpreter,
//! calls the core and wraps the result; nothing is decided here.

mod align;
mod arrow;
mod columns;
mod document;
mod errors;
mod extractor;
mod names;
mod normalizer;
mod profile;
mod sequence;
mod table;
mod texts;
mod transit;
#[cfg(not(feature = "abi3"))]
mod vectorcall;

use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::extract::{Extractor, Label};
use crate::normalize::options::{Kind, OptionDoc};
use crate::normalize::{Options, PRESETS, instruction_set};
use crate::pool;

/// The options of the normalizer: for each its name, what it acts on, its values with what they do, and its kind.
#[pyfunction]
fn options(py: Python<'_>) -> PyResult<Vec<Bound<'_, PyDict>>> {
    let describe = |option: &OptionDoc| {
        let entry = PyDict::new(py);
        let (kind, values) = match option.kind {
            Kind::Choice(values) => ("choice", values.iter().map(|(name, doc)| (*name, doc.trim())).collect()),
            Kind::Limit => ("limit", Vec::new()),
            Kind::Token => ("token", Vec::new()),
        };
        entry.set_item("name", option.name)?;
        entry.set_item("kind", kind)?;
        entry.set_item("doc", option.doc.trim())?;
        entry.set_item("values", PyDict::from_sequence(values.into_pyobject(py)?.as_any())?)?;
        Ok(entry)
    };
    Options::ALL.iter().map(describe).collect()
}

/// The presets by name: what each is for, and the value of every option.
#[pyfunction]
fn presets(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let presets = PyDict::new(py);
    for (name, doc) in PRESETS {
        let preset = PyDict::new(py);
        preset.set_item("doc", doc)?;
        let options = Options::preset(name).map_err(errors::to_python)?;
        preset.set_item("options", normalizer::as_dict(py, &options)?)?;
        presets.set_item(name, preset)?;
    }
    Ok(presets)
}

/// What this build is and what it runs on.
#[pyfunction]
fn info(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let info = PyDict::new(py);
    info.set_item("version", env!("CARGO_PKG_VERSION"))?;
    info.set_item("threads", pool::threads())?;
    info.set_item("instructions", instruction_set())?;
    info.set_item("labels", Extractor::available().into_iter().map(Label::name).collect::<Vec<_>>())?;
    info.set_item("presets", PRESETS.iter().map(|(name, _)| *name).collect::<Vec<_>>())?;
    Ok(info)
}

/// The labels there are, each with what it stands for, and whether this version finds it.
#[pyfunction]
fn labels() -> Vec<(&'static str, &'static str, bool)> {
    let available = Extractor::available();
    Label::ALL.iter().map(|(label, doc)| (label.name(), doc.trim(), available.contains(label))).collect()
}

#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<normalizer::PyNormalizer>()?;
    module.add_class::<normalizer::Steps>()?;
    module.add_class::<extractor::PyExtractor>()?;
    module.add_class::<document::PyDocument>()?;
    module.add_class::<document::PyEntity>()?;
    module.add_class::<align::PyAligned>()?;
    module.add_class::<names::Features>()?;
    module.add_class::<arrow::ArrowColumn>()?;
    module.add_class::<columns::Columns>()?;
    module.add_class::<table::ArrowTable>()?;
    module.add_function(wrap_pyfunction!(options, module)?)?;
    module.add_function(wrap_pyfunction!(presets, module)?)?;
    module.add_function(wrap_pyfunction!(profile::profile, module)?)?;
    module.add_function(wrap_pyfunction!(info, module)?)?;
    module.add_function(wrap_pyfunction!(labels, module)?)?;
    Ok(())
}
