//! `Document` and `Entity`: one text and what was found in it.

use std::ops::Range;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PySlice, PyString, PyTuple};

use crate::extract::Entity;

/// A text and its entities.
#[pyclass(frozen, name = "Document", module = "ibriz")]
pub(super) struct PyDocument {
    text: Py<PyString>,
    entities: Py<PyTuple>,
}

/// A span of text and what it means. Positions are code points: `text[entity.start:entity.end] == entity.text`.
#[pyclass(frozen, name = "Entity", module = "ibriz")]
pub(super) struct PyEntity {
    text: Py<PyString>,
    start: usize,
    end: usize,
    entity: Entity,
}

impl PyEntity {
    fn written(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        Ok(self.text.bind(py).get_item(PySlice::new(py, self.start as isize, self.end as isize, 1))?.unbind())
    }
}

#[pymethods]
impl PyEntity {
    /// What kind of entity it is.
    #[getter]
    fn label(&self) -> &'static str {
        self.entity.label.name()
    }

    /// The text of the entity as it is written.
    #[getter]
    fn text(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        self.written(py)
    }

    /// Where it begins, in code points.
    #[getter]
    fn start(&self) -> usize {
        self.start
    }

    /// Where it ends, in code points.
    #[getter]
    fn end(&self) -> usize {
        self.end
    }

    /// One spelling for all that mean the same, to group by.
    #[getter]
    fn canonical(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        match self.entity.canonical.as_ref().or(self.entity.value.as_ref()) {
            Some(canonical) => Ok(PyString::new(py, canonical).into_any().unbind()),
            None => self.written(py),
        }
    }

    /// The resolved meaning.
    #[getter]
    fn value(&self) -> Option<&str> {
        self.entity.value.as_deref()
    }

    /// The magnitude.
    #[getter]
    fn number(&self) -> Option<f64> {
        self.entity.number
    }

    /// The unit of the magnitude.
    #[getter]
    fn unit(&self) -> Option<&str> {
        self.entity.unit.as_deref()
    }

    /// How sure it is, from 0 to 1.
    #[getter]
    fn score(&self) -> f32 {
        self.entity.score
    }

    /// A number for what it speaks of: the same for all of one label and one canonical form in a document.
    #[getter]
    fn id(&self) -> u32 {
        self.entity.id
    }

    /// The entity this one is part of, by its place among the document's entities.
    #[getter]
    fn parent(&self) -> Option<u32> {
        self.entity.parent
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let text = self.written(py)?;
        let mut repr = format!("Entity({} {}-{} {}", self.label(), self.start, self.end, text.bind(py).repr()?);
        if let Some(value) = &self.entity.value {
            repr += &format!(" = {value}");
        }
        if let Some(unit) = &self.entity.unit {
            repr += &format!(" {unit}");
        }
        Ok(repr + ")")
    }

    fn __eq__(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        let same_text = self.written(py)?.bind(py).eq(other.written(py)?)?;
        Ok(same_text && (self.start, self.end) == (other.start, other.end) && self.entity == other.entity)
    }

    fn __hash__(&self) -> usize {
        self.start.wrapping_mul(31).wrapping_add(self.end)
    }
}

impl PyDocument {
    pub(super) fn new(
        text: &Bound<'_, PyString>,
        entities: impl Iterator<Item = (Range<usize>, Entity)>,
    ) -> PyResult<Self> {
        let py = text.py();
        let entities = entities
            .map(|(span, entity)| {
                let text = text.clone().unbind();
                Py::new(py, PyEntity { text, start: span.start, end: span.end, entity })
            })
            .collect::<PyResult<Vec<_>>>()?;
        Ok(Self { text: text.clone().unbind(), entities: PyTuple::new(py, entities)?.unbind() })
    }
}

#[pymethods]
impl PyDocument {
    /// The text as it was given.
    #[getter]
    fn text(&self, py: Python<'_>) -> Py<PyString> {
        self.text.clone_ref(py)
    }

    /// What was found, by position; an entity comes before what is part of it.
    #[getter]
    fn entities(&self, py: Python<'_>) -> Py<PyTuple> {
        self.entities.clone_ref(py)
    }

    fn __len__(&self, py: Python<'_>) -> usize {
        self.entities.bind(py).len()
    }

    fn __iter__(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        Ok(self.entities.bind(py).as_any().try_iter()?.into_any().unbind())
    }

    fn __getitem__<'py>(&self, py: Python<'py>, index: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.entities.bind(py).as_any().get_item(index)
    }

    /// The entities as dictionaries with the keys of a Hugging Face pipeline (`entity_group`, `score`, `word`, `start`,
    /// `end`), and the others beside them.
    fn to_dicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let dicts = PyList::empty(py);
        for entity in self.entities.bind(py).iter() {
            let dict = PyDict::new(py);
            for (key, attribute) in [
                ("entity_group", "label"),
                ("score", "score"),
                ("word", "text"),
                ("start", "start"),
                ("end", "end"),
                ("canonical", "canonical"),
                ("value", "value"),
                ("number", "number"),
                ("unit", "unit"),
                ("entity", "id"),
                ("parent", "parent"),
            ] {
                dict.set_item(key, entity.getattr(attribute)?)?;
            }
            dicts.append(dict)?;
        }
        Ok(dicts)
    }

    /// The words of the text, each with its IOB2 tag.
    fn to_iob<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("ibriz.display")?.call_method1("to_iob", (slf,))
    }

    /// A spaCy `Doc` made by `nlp`, with the entities set on it.
    fn to_spacy<'py>(slf: &Bound<'py, Self>, nlp: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("ibriz.display")?.call_method1("to_spacy", (slf, nlp))
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("ibriz.display")?.call_method1("to_html", (slf,))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let text = self.text.bind(py);
        let beginning = super::texts::text(&text.get_item(PySlice::new(py, 0, 40, 1))?.cast_into::<PyString>()?)?;
        let dots = if text.len()? > 40 { "…" } else { "" };
        Ok(format!("Document({beginning:?}{dots}, {} entities)", self.entities.bind(py).len()))
    }
}
