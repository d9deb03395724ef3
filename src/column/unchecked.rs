//! A column as it came, for work that tells UTF-8 on its way, so that main memory is read once.

use std::ops::Range;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, GenericStringArray, OffsetSizeTrait};
use arrow_schema::DataType;

use super::{Column, Rows, Texts, bounded};
use crate::batch::InBlocks;
use crate::error::Result;

/// A column whose bytes may be no UTF-8, for work that finds out on its way. Cloning is cheap.
#[derive(Debug, Clone)]
pub struct UncheckedColumn(Column);

impl UncheckedColumn {
    /// Takes an array as a column; the offsets of its rows are checked, their bytes are not.
    ///
    /// # Errors
    /// Those of [`Column::new`].
    pub fn new(array: ArrayRef, watch: &mut dyn FnMut() -> bool) -> Result<Self> {
        let rows = match array.data_type() {
            DataType::Utf8 => Rows::Small(bounded(array.as_string())?.clone()),
            DataType::LargeUtf8 => Rows::Large(bounded(array.as_string())?.clone()),
            _ => return Column::new(array, watch).map(Self),
        };
        Ok(Self(Column { array, rows }))
    }

    /// Checks all the bytes.
    ///
    /// # Errors
    /// Those of [`Column::new`].
    pub fn check(&self, watch: &mut dyn FnMut() -> bool) -> Result<Column> {
        Column::new(Arc::clone(&self.0.array), watch)
    }

    /// The bytes of a row; none if it is null.
    pub fn row(&self, i: usize) -> Option<&[u8]> {
        match &self.0.rows {
            Rows::Small(array) => bytes_of(array, i),
            Rows::Large(array) => bytes_of(array, i),
            Rows::View(_) | Rows::Dictionary { .. } | Rows::Null => self.0.row(i).map(str::as_bytes),
        }
    }

    /// See [`Column::texts`].
    #[must_use]
    pub fn texts(&self) -> Self {
        Self(self.0.texts().clone())
    }

    /// See [`Column::with_texts`].
    ///
    /// # Errors
    /// Those of [`Column::with_texts`].
    pub fn with_texts(&self, texts: Texts) -> Result<ArrayRef> {
        self.0.with_texts(texts)
    }
}

impl InBlocks for UncheckedColumn {
    fn len(&self) -> usize {
        self.0.len()
    }
    fn bytes(&self, rows: Range<usize>) -> usize {
        self.0.bytes(rows)
    }
}

fn bytes_of<O: OffsetSizeTrait>(array: &GenericStringArray<O>, i: usize) -> Option<&[u8]> {
    let offsets = array.value_offsets();
    array.is_valid(i).then(|| &array.values()[offsets[i].as_usize()..offsets[i + 1].as_usize()])
}

#[cfg(test)]
mod tests {
    use arrow_array::{GenericByteArray, StringArray};
    use arrow_buffer::{Buffer, OffsetBuffer, ScalarBuffer};

    use super::*;
    use crate::error::Error;

    #[test]
    fn broken_bytes_are_handed_out_as_they_are() {
        let array = |offsets: Vec<i32>| -> StringArray {
            let offsets = OffsetBuffer::new(ScalarBuffer::from(offsets));
            // SAFETY: not sound, which is what such columns are for; no row is read as text before it is checked.
            unsafe { GenericByteArray::new_unchecked(offsets, Buffer::from_slice_ref("\u{627}\u{628}"), None) }
        };
        let column = UncheckedColumn::new(Arc::new(array(vec![0, 2, 3, 4])), &mut || true).unwrap();
        assert_eq!(column.row(0), Some("\u{627}".as_bytes()));
        assert_eq!(column.row(1), Some(&[0xD8][..]));
        assert_eq!(column.check(&mut || true).unwrap_err(), Error::InvalidUtf8 { row: 1 });
        let beyond = UncheckedColumn::new(Arc::new(array(vec![0, 2, 9])), &mut || true);
        assert!(matches!(beyond.unwrap_err(), Error::BrokenArray(_)));
    }
}
