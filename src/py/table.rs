//! The long entity table: one row for each entity.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::builder::{Float64Builder, Int64Builder, LargeStringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchIterator, StructArray};
use arrow_schema::{DataType, Field, Schema};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyTuple};

use super::arrow::capsules;
use crate::batch::Found;

/// An entity table in Arrow form; any Arrow library takes it.
#[pyclass(frozen, module = "ibriz._native")]
pub(super) struct ArrowTable {
    batch: RecordBatch,
}

#[pymethods]
impl ArrowTable {
    /// The Arrow `PyCapsule` interface: schema and array, of a struct.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        drop(requested_schema);
        capsules(py, &StructArray::from(self.batch.clone()))
    }

    /// The Arrow `PyCapsule` interface: a stream of one batch.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        drop(requested_schema);
        let batches = RecordBatchIterator::new([Ok(self.batch.clone())], self.batch.schema());
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(batches)), c"arrow_array_stream")
    }

    fn __len__(&self) -> usize {
        self.batch.num_rows()
    }

    /// The columns as lists, for those without an Arrow library.
    fn to_lists<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let columns = PyDict::new(py);
        for (field, column) in self.batch.schema().fields().iter().zip(self.batch.columns()) {
            let name = field.name();
            match column.data_type() {
                DataType::Int64 => {
                    columns.set_item(name, column.as_primitive::<Int64Type>().iter().collect::<Vec<_>>())?;
                }
                DataType::Float64 => {
                    columns.set_item(name, column.as_primitive::<Float64Type>().iter().collect::<Vec<_>>())?;
                }
                _ => columns.set_item(name, column.as_string::<i64>().iter().collect::<Vec<_>>())?,
            }
        }
        Ok(columns)
    }
}

/// Gathers the rows of a table.
pub(super) struct Builder {
    row: Int64Builder,
    start: Int64Builder,
    end: Int64Builder,
    label: LargeStringBuilder,
    text: LargeStringBuilder,
    canonical: LargeStringBuilder,
    value: LargeStringBuilder,
    number: Float64Builder,
    unit: LargeStringBuilder,
    score: Float64Builder,
    entity: Int64Builder,
    parent: Option<Int64Builder>,
    /// The row of the column at hand, and where its entities begin in the table.
    current: (usize, i64),
    len: i64,
}

impl Builder {
    pub(super) fn new(rows: usize, nested: bool) -> Self {
        Self {
            row: Int64Builder::with_capacity(rows),
            start: Int64Builder::with_capacity(rows),
            end: Int64Builder::with_capacity(rows),
            label: LargeStringBuilder::new(),
            text: LargeStringBuilder::new(),
            canonical: LargeStringBuilder::new(),
            value: LargeStringBuilder::new(),
            number: Float64Builder::with_capacity(rows),
            unit: LargeStringBuilder::new(),
            score: Float64Builder::with_capacity(rows),
            entity: Int64Builder::with_capacity(rows),
            parent: nested.then(Int64Builder::new),
            current: (usize::MAX, 0),
            len: 0,
        }
    }

    /// Adds an entity found in `text`; `before` rows lie before the chunk it counts its row in.
    pub(super) fn push(&mut self, found: &Found, before: usize, text: &str) {
        let entity = &found.entity;
        let row = before + found.row;
        if self.current.0 != row {
            self.current = (row, self.len);
        }
        let written = &text[entity.span.clone()];
        self.row.append_value(row as i64);
        self.start.append_value(found.span.start as i64);
        self.end.append_value(found.span.end as i64);
        self.label.append_value(entity.label.name());
        self.text.append_value(written);
        self.canonical.append_value(entity.grouped(written));
        self.value.append_option(entity.value.as_deref());
        self.number.append_option(entity.number);
        self.unit.append_option(entity.unit.as_deref());
        self.score.append_value(f64::from(entity.score));
        self.entity.append_value(i64::from(entity.id));
        if let Some(parent) = &mut self.parent {
            // Within the row the parent is known by its place; in the table by its line.
            parent.append_option(entity.parent.map(|place| self.current.1 + i64::from(place)));
        }
        self.len += 1;
    }

    pub(super) fn finish(mut self) -> ArrowTable {
        let mut columns: Vec<(&str, ArrayRef)> = vec![
            ("row", Arc::new(self.row.finish())),
            ("start", Arc::new(self.start.finish())),
            ("end", Arc::new(self.end.finish())),
            ("label", Arc::new(self.label.finish())),
            ("text", Arc::new(self.text.finish())),
            ("canonical", Arc::new(self.canonical.finish())),
            ("value", Arc::new(self.value.finish())),
            ("number", Arc::new(self.number.finish())),
            ("unit", Arc::new(self.unit.finish())),
            ("score", Arc::new(self.score.finish())),
            ("entity", Arc::new(self.entity.finish())),
        ];
        if let Some(parent) = &mut self.parent {
            columns.push(("parent", Arc::new(parent.finish())));
        }
        let never_null = ["row", "start", "end", "label", "text", "canonical", "score", "entity"];
        let fields: Vec<Field> = columns
            .iter()
            .map(|(name, column)| Field::new(*name, column.data_type().clone(), !never_null.contains(name)))
            .collect();
        let schema = Arc::new(Schema::new_with_metadata(fields, HashMap::new()));
        let columns = columns.into_iter().map(|(_, column)| column).collect();
        let batch =
            RecordBatch::try_new(schema, columns).expect("columns filled together fit the schema made from them");
        ArrowTable { batch }
    }
}
