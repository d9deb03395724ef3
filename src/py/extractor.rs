//! `Extractor`: options in, documents and entity tables out.

use std::path::PathBuf;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyDict, PyList, PyString, PyTuple};

use super::arrow::import;
use super::document::PyDocument;
use super::errors::{interruptible, to_python};
use super::names::tagger;
use super::table::{ArrowTable, Builder};
use super::texts::{column, with_scratch};
use crate::batch::{self, Found, References};
use crate::column::Column;
use crate::error::Error;
use crate::extract::{DateOrder, ExtractOptions, Extractor, HijriMethod, Label, Prefer, Reference, WeekStart};

/// Finds entities as its options say.
#[pyclass(frozen, name = "Extractor", module = "ibriz")]
pub(super) struct PyExtractor {
    extractor: Extractor,
}

#[pymethods]
impl PyExtractor {
    #[new]
    #[pyo3(signature = (labels = None, *, nested = false, region = None, names = None, model = None, lexicon = None,
        reference = None, prefer = None, week_start = "monday", day_first = true,
        hijri_method = "umm_al_qura"))]
    #[expect(clippy::too_many_arguments, reason = "they are the keywords of the Python class")]
    fn new(
        py: Python<'_>,
        labels: Option<&Bound<'_, PyAny>>,
        nested: bool,
        region: Option<String>,
        names: Option<String>,
        model: Option<PathBuf>,
        lexicon: Option<&Bound<'_, PyAny>>,
        reference: Option<&Bound<'_, PyAny>>,
        prefer: Option<&str>,
        week_start: &str,
        day_first: bool,
        hijri_method: &str,
    ) -> PyResult<Self> {
        let wanted = labels.map(label_names).transpose()?;
        let model = model.map(|path| path.to_string_lossy().into_owned());
        let modelled = names.as_deref() != Some(NO_MODEL);
        // A model is read first: it may bring labels of its own, as may a lexicon.
        let own = model.as_deref().filter(|_| modelled).map(|model| tagger(py, Some(model))).transpose()?;
        let lexicon = lexicon.map(listed_names).transpose()?.unwrap_or_default();
        let labels = wanted.map(|wanted| wanted.iter().map(|name| Label::parse(name)).collect::<Result<Vec<_>, _>>());
        let labels = labels.transpose().map_err(to_python)?;
        let reference = reference.map(moment).transpose()?;
        let prefer = prefer.map(|prefer| named("prefer", prefer, PREFERENCES)).transpose()?;
        let week_start = named("week_start", week_start, WEEK_STARTS)?;
        let hijri_method = named("hijri_method", hijri_method, HIJRI_METHODS)?;
        let date_order = if day_first { DateOrder::DayFirst } else { DateOrder::MonthFirst };
        let options = ExtractOptions {
            labels,
            nested,
            region,
            names,
            model,
            lexicon,
            reference,
            prefer,
            week_start,
            date_order,
            hijri_method,
        };
        let wants_names = options.labels.as_ref().is_none_or(|labels| labels.iter().any(|label| label.is_name()));
        let extractor = if modelled && wants_names {
            let tagger = own.map_or_else(|| tagger(py, None), Ok)?;
            Extractor::with_names(options, &tagger)
        } else {
            Extractor::new(options)
        };
        Ok(Self { extractor: extractor.map_err(to_python)? })
    }

    /// The document of a string, the documents of a list, the entity table of a column.
    #[pyo3(signature = (x, *, reference = None))]
    fn __call__<'py>(
        slf: &Bound<'py, Self>,
        x: &Bound<'py, PyAny>,
        reference: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        if let Ok(text) = x.cast::<PyString>() {
            let reference = reference.map(moment).transpose()?;
            return Ok(Bound::new(slf.py(), slf.get().document(text, reference)?)?.into_any());
        }
        if x.is_none() {
            return Ok(x.clone());
        }
        slf.py().import("ibriz.frames")?.call_method1("extract", (slf, x, reference))
    }

    /// The documents of the strings of a tuple; None for null rows.
    #[pyo3(signature = (texts, references = None))]
    fn documents<'py>(&self, texts: &Bound<'py, PyTuple>, references: Option<Rows>) -> PyResult<Bound<'py, PyList>> {
        let references = of_rows(references);
        let py = texts.py();
        let rows = column(texts)?;
        let extractor = &self.extractor;
        let found = interruptible(py, |watch| batch::extract(extractor, rows, &references, watch))?;
        let mut found = found.into_iter().peekable();
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
    #[pyo3(signature = (texts, references = None))]
    fn table(&self, texts: &Bound<'_, PyTuple>, references: Option<Rows>) -> PyResult<ArrowTable> {
        let references = of_rows(references);
        let py = texts.py();
        let rows = column(texts)?;
        let extractor = &self.extractor;
        let nested = self.nested();
        interruptible(py, |watch| {
            let found = batch::extract(extractor, rows.clone(), &references, watch)?;
            Ok(table(&[(0, found)], &[rows], nested))
        })
    }

    /// The entity table of Arrow data.
    #[pyo3(signature = (data, references = None))]
    fn arrow_table(&self, py: Python<'_>, data: &Bound<'_, PyAny>, references: Option<Rows>) -> PyResult<ArrowTable> {
        let references = of_rows(references);
        let arrays = import(data)?;
        let extractor = &self.extractor;
        let nested = self.nested();
        interruptible(py, |watch| {
            let mut chunks = Vec::with_capacity(arrays.len());
            let mut columns = Vec::with_capacity(arrays.len());
            let mut before = 0;
            for array in arrays {
                let in_column = |error: Error| error.in_rows(|row| row + before);
                let column = Column::new(array, watch).map_err(in_column)?;
                let written = references.from_row(before);
                chunks.push((before, batch::extract(extractor, column.clone(), &written, watch).map_err(in_column)?));
                before += column.len();
                columns.push(column);
            }
            Ok(table(&chunks, &columns, nested))
        })
    }

    /// The labels it looks for.
    #[getter]
    fn labels(&self) -> Vec<&'static str> {
        self.extractor.labels().iter().map(|label| label.name()).collect()
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

    /// The guideline that names follow.
    #[getter]
    fn names(&self) -> Option<&str> {
        self.extractor.options().names.as_deref()
    }

    /// The file of the model of names, if it is not the one that is shipped.
    #[getter]
    fn model(&self) -> Option<&str> {
        self.extractor.options().model.as_deref()
    }

    /// When the texts were written, in ISO 8601.
    #[getter]
    fn reference(&self) -> Option<String> {
        self.extractor.options().reference.map(|reference| reference.to_string())
    }

    /// Which of the days of a name is meant where the text does not say.
    #[getter]
    fn prefer(&self) -> Option<&'static str> {
        name_of(self.extractor.options().prefer?, PREFERENCES)
    }

    /// The day with which weeks begin.
    #[getter]
    fn week_start(&self) -> Option<&'static str> {
        name_of(self.extractor.options().week_start, WEEK_STARTS)
    }

    /// Whether 3/4/2017 is the third of April.
    #[getter]
    fn day_first(&self) -> bool {
        self.extractor.options().date_order == DateOrder::DayFirst
    }

    /// How Hijri days become Gregorian ones.
    #[getter]
    fn hijri_method(&self) -> Option<&'static str> {
        name_of(self.extractor.options().hijri_method, HIJRI_METHODS)
    }

    /// The names that are found by rule, by label.
    #[getter]
    fn lexicon<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let lexicon = PyDict::new(py);
        for (label, names) in &self.extractor.options().lexicon {
            lexicon.set_item(label.name(), names)?;
        }
        Ok(lexicon)
    }

    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let options = self.extractor.options();
        let labels = options.labels.as_ref().map(|labels| labels.iter().map(|label| label.name()).collect::<Vec<_>>());
        let keywords = PyDict::new(py);
        keywords.set_item("nested", options.nested)?;
        keywords.set_item("region", &options.region)?;
        keywords.set_item("names", &options.names)?;
        keywords.set_item("model", &options.model)?;
        keywords.set_item("lexicon", self.lexicon(py)?)?;
        keywords.set_item("reference", self.reference())?;
        keywords.set_item("prefer", self.prefer())?;
        keywords.set_item("week_start", self.week_start())?;
        keywords.set_item("day_first", self.day_first())?;
        keywords.set_item("hijri_method", self.hijri_method())?;
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
        if let Some(names) = &options.names {
            arguments.push(format!("names='{names}'"));
        }
        if let Some(model) = &options.model {
            arguments.push(format!("model='{model}'"));
        }
        if !options.lexicon.is_empty() {
            let lexicon = options.lexicon.iter().map(|(label, names)| format!("'{}': {names:?}", label.name()));
            arguments.push(format!("lexicon={{{}}}", lexicon.collect::<Vec<_>>().join(", ")));
        }
        if let Some(reference) = &options.reference {
            arguments.push(format!("reference='{reference}'"));
        }
        if let Some(prefer) = self.prefer() {
            arguments.push(format!("prefer='{prefer}'"));
        }
        if let Some(start) = self.week_start().filter(|start| *start != WEEK_STARTS[0].0) {
            arguments.push(format!("week_start='{start}'"));
        }
        if !self.day_first() {
            arguments.push("day_first=False".to_owned());
        }
        if let Some(method) = self.hijri_method().filter(|method| *method != HIJRI_METHODS[0].0) {
            arguments.push(format!("hijri_method='{method}'"));
        }
        format!("Extractor({})", arguments.join(", ").replace('"', "'"))
    }
}

/// Texts of more code points than this are worked on in the pool, where Ctrl-C reaches them.
const LONG: usize = 32 << 10;

impl PyExtractor {
    fn document(&self, string: &Bound<'_, PyString>, reference: Option<Reference>) -> PyResult<PyDocument> {
        let py = string.py();
        if string.len()? > LONG {
            let rows = column(&PyTuple::new(py, [string])?)?;
            let extractor = &self.extractor;
            let references = References::new([reference]);
            let found = interruptible(py, |watch| batch::extract(extractor, rows, &references, watch))?;
            return PyDocument::new(string, found.into_iter().map(|f| (f.span, f.entity)));
        }
        with_scratch(|scratch| {
            scratch.transit.append(string, &mut scratch.text)?;
            let found = self.extractor.extract_at(&scratch.text, reference);
            PyDocument::new(string, batch::located(&scratch.text, found))
        })
    }
}

const PREFERENCES: &[(&str, Prefer)] = &[("past", Prefer::Past), ("future", Prefer::Future)];
const WEEK_STARTS: &[(&str, WeekStart)] =
    &[("monday", WeekStart::Monday), ("sunday", WeekStart::Sunday), ("saturday", WeekStart::Saturday)];
const HIJRI_METHODS: &[(&str, HijriMethod)] = &[("umm_al_qura", HijriMethod::UmmAlQura), ("civil", HijriMethod::Civil)];

/// The value of that name.
fn named<T: Copy>(option: &str, name: &str, values: &[(&'static str, T)]) -> PyResult<T> {
    let found = values.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    found.ok_or_else(|| {
        to_python(Error::OptionValue {
            name: option.to_owned(),
            value: name.to_owned(),
            allowed: values.iter().map(|(known, _)| *known).collect::<Vec<_>>().join(", "),
        })
    })
}

fn name_of<T: PartialEq>(value: T, values: &[(&'static str, T)]) -> Option<&'static str> {
    values.iter().find(|(_, known)| *known == value).map(|(name, _)| *name)
}

/// The references of a column, two arrays of a value for each row: eight bytes, seconds from the beginning of 1970; and
/// one byte, 0 for none, 1 for a day, 2 for a moment.
type Rows = (PyBackedBytes, PyBackedBytes);

fn of_rows(references: Option<Rows>) -> References {
    let Some((seconds, kinds)) = references else { return References::default() };
    let (seconds, _) = seconds.as_chunks();
    References::new(seconds.iter().zip(kinds.iter()).map(|(seconds, kind)| {
        let moment = Reference::from_seconds(i64::from_ne_bytes(*seconds));
        match kind {
            0 => None,
            1 => Some(moment.day_alone()),
            _ => Some(moment),
        }
    }))
}

/// A reference from a date, a datetime, or a text in ISO 8601.
fn moment(reference: &Bound<'_, PyAny>) -> PyResult<Reference> {
    let text = match reference.extract::<String>() {
        Ok(text) => text,
        Err(_) => reference
            .call_method0("isoformat")
            .and_then(|text| text.extract::<String>())
            .map_err(|_| PyTypeError::new_err("reference: pass a date, a datetime, or a text such as '2017-09-15'"))?,
    };
    Reference::parse(&text).map_err(to_python)
}

/// What `names` is where no model is to be asked.
const NO_MODEL: &str = "none";

/// The names of a lexicon, from a dictionary of labels and lists of names.
fn listed_names(lexicon: &Bound<'_, PyAny>) -> PyResult<Vec<(Label, Vec<String>)>> {
    let wrong = || PyTypeError::new_err("lexicon: pass lists of names by label, such as {'ORG': ['شركة النور']}");
    let mut listed = Vec::new();
    for (label, names) in lexicon.cast::<PyDict>().map_err(|_| wrong())? {
        if names.is_instance_of::<PyString>() {
            return Err(wrong());
        }
        let names = names.try_iter().and_then(Iterator::collect::<PyResult<Vec<_>>>).map_err(|_| wrong())?;
        let names = names.iter().map(PyAnyMethods::extract).collect::<PyResult<Vec<String>>>().map_err(|_| wrong())?;
        let label = label.extract::<String>().map_err(|_| wrong())?;
        listed.push((Label::of_model(&label).map_err(to_python)?, names));
    }
    Ok(listed)
}

/// Labels as one name or several.
fn label_names(labels: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
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
