//! Arrow in and out through the `PyCapsule` interface, so that no Arrow library has to be installed.

use std::sync::Arc;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi, to_ffi};
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::{Array, ArrayRef, make_array};
use arrow_schema::ArrowError;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

/// A column of text in Arrow form; any Arrow library takes it (`pyarrow.array(x)`, `polars.Series(x)`).
#[pyclass(frozen, module = "ibriz._native")]
pub(super) struct ArrowColumn {
    pub(super) array: ArrayRef,
}

#[pymethods]
impl ArrowColumn {
    /// The Arrow `PyCapsule` interface: schema and array.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        // The interface lets a producer pass over the schema asked for.
        drop(requested_schema);
        capsules(py, self.array.as_ref())
    }

    fn __len__(&self) -> usize {
        self.array.len()
    }
}

/// The two capsules that hand an array over.
pub(super) fn capsules<'py>(py: Python<'py>, array: &dyn Array) -> PyResult<Bound<'py, PyTuple>> {
    let (array, schema) = to_ffi(&array.to_data()).map_err(failed)?;
    let schema = PyCapsule::new_with_value(py, schema, c"arrow_schema")?;
    let array = PyCapsule::new_with_value(py, array, c"arrow_array")?;
    PyTuple::new(py, [schema, array])
}

/// The arrays that an object exports: one, or the chunks of a stream.
pub(super) fn import(object: &Bound<'_, PyAny>) -> PyResult<Vec<ArrayRef>> {
    if object.hasattr("__arrow_c_array__")? {
        return Ok(vec![import_array(&object.call_method0("__arrow_c_array__")?)?]);
    }
    if object.hasattr("__arrow_c_stream__")? {
        return import_stream(&object.call_method0("__arrow_c_stream__")?);
    }
    Err(PyTypeError::new_err(format!("{} exports no Arrow data", object.get_type().name()?)))
}

fn import_array(pair: &Bound<'_, PyAny>) -> PyResult<ArrayRef> {
    let (schema, array): (Bound<'_, PyCapsule>, Bound<'_, PyCapsule>) = pair.extract()?;
    let schema = schema.pointer_checked(Some(c"arrow_schema"))?.cast::<FFI_ArrowSchema>();
    let array = array.pointer_checked(Some(c"arrow_array"))?.cast::<FFI_ArrowArray>();
    // SAFETY: the capsules carry the names under which the interface promises these structures; the array is moved out
    // and its capsule left released, as the interface has it.
    let (array, schema) = unsafe { (FFI_ArrowArray::from_raw(array.as_ptr()), schema.as_ref()) };
    // SAFETY: both come from one export, which promises that they fit. What arrow-rs does not check `Column` does.
    let data = unsafe { from_ffi(array, schema) }.map_err(failed)?;
    Ok(make_array(data))
}

fn import_stream(capsule: &Bound<'_, PyAny>) -> PyResult<Vec<ArrayRef>> {
    let stream = capsule.cast::<PyCapsule>()?.pointer_checked(Some(c"arrow_array_stream"))?;
    // SAFETY: the capsule carries the name under which the interface promises this structure; it is moved out and left
    // released, as the interface has it.
    let reader = unsafe { ArrayStreamReader::from_raw(stream.cast::<FFI_ArrowArrayStream>().as_ptr()) };
    reader.map_err(failed)?.collect::<Result<_, _>>().map_err(failed)
}

fn failed(error: ArrowError) -> PyErr {
    PyValueError::new_err(format!("Arrow data could not be exchanged: {error}"))
}

impl From<ArrayRef> for ArrowColumn {
    fn from(array: ArrayRef) -> Self {
        Self { array: Arc::clone(&array) }
    }
}
