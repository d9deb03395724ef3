//! Columns of text: Arrow arrays of every string type, checked once, and cut into blocks by bytes.
//!
//! What comes in over the C data interface is not checked by arrow-rs, so [`Column::new`] looks at every offset and
//! every byte before a row is handed out as `&str`; [`UncheckedColumn`] hands out bytes.

mod unchecked;

use std::ops::Range;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{
    Array, ArrayRef, BinaryViewArray, GenericByteArray, GenericStringArray, LargeStringArray, OffsetSizeTrait,
    StringArray, StringViewArray, downcast_integer_array, new_null_array,
};
use arrow_buffer::{ArrowNativeType, BooleanBufferBuilder, Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::DataType;

use crate::batch::cut;
use crate::error::{Error, Result};
use crate::pool;
pub use unchecked::UncheckedColumn;

/// A checked column of text. Cloning is cheap.
#[derive(Debug, Clone)]
pub struct Column {
    array: ArrayRef,
    rows: Rows,
}

/// Where the text of each row is.
#[derive(Debug, Clone)]
enum Rows {
    Small(StringArray),
    Large(LargeStringArray),
    View(StringViewArray),
    /// The distinct values, and for each row the place of its value.
    Dictionary {
        values: Box<Column>,
        keys: Arc<[Option<u32>]>,
    },
    /// Nulls only.
    Null,
}

impl Column {
    /// Checks an array and takes it as a column. `watch` is asked every 20 ms whether to go on.
    ///
    /// # Errors
    /// [`Error::NotText`], [`Error::InvalidUtf8`] with the first broken row, [`Error::BrokenArray`],
    /// [`Error::Interrupted`].
    pub fn new(array: ArrayRef, watch: &mut dyn FnMut() -> bool) -> Result<Self> {
        let rows = match array.data_type() {
            DataType::Utf8 => Rows::Small(checked(array.as_string::<i32>(), watch)?),
            DataType::LargeUtf8 => Rows::Large(checked(array.as_string::<i64>(), watch)?),
            DataType::Utf8View => Rows::View(checked_view(array.as_string_view(), watch)?),
            DataType::Dictionary(_, values) if is_text(values) => dictionary(&array, watch)?,
            DataType::Null => Rows::Null,
            other => return Err(Error::NotText(other.to_string())),
        };
        Ok(Self { array, rows })
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.array.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.array.is_empty()
    }

    /// The text of a row; none if it is null.
    pub fn row(&self, i: usize) -> Option<&str> {
        match &self.rows {
            Rows::Small(array) => array.is_valid(i).then(|| array.value(i)),
            Rows::Large(array) => array.is_valid(i).then(|| array.value(i)),
            Rows::View(array) => array.is_valid(i).then(|| array.value(i)),
            Rows::Dictionary { values, keys } => values.row(keys[i]? as usize),
            Rows::Null => None,
        }
    }

    /// About how many bytes of text the rows hold.
    pub fn bytes(&self, rows: Range<usize>) -> usize {
        match &self.rows {
            Rows::Small(array) => (array.value_offsets()[rows.end] - array.value_offsets()[rows.start]) as usize,
            Rows::Large(array) => (array.value_offsets()[rows.end] - array.value_offsets()[rows.start]) as usize,
            Rows::View(array) => array.views()[rows].iter().map(|view| *view as u32 as usize).sum(),
            Rows::Dictionary { .. } | Rows::Null => rows.map(|i| self.row(i).map_or(0, str::len)).sum(),
        }
    }

    /// The column whose texts are worked on: of a dictionary its values.
    pub fn texts(&self) -> &Self {
        match &self.rows {
            Rows::Dictionary { values, .. } => values,
            _ => self,
        }
    }

    /// The same column, of the same type, with other texts in place of [`Self::texts`].
    ///
    /// # Errors
    /// [`Error::TooLong`].
    pub fn with_texts(&self, texts: Texts) -> Result<ArrayRef> {
        Ok(match &self.rows {
            Rows::Small(array) => {
                if i32::try_from(texts.text.len()).is_err() {
                    return Err(Error::TooLong("string".to_owned()));
                }
                Arc::new(texts.into_array::<i32>(array.nulls().cloned()))
            }
            Rows::Large(array) => Arc::new(texts.into_array::<i64>(array.nulls().cloned())),
            Rows::View(array) => Arc::new(StringViewArray::from(&texts.into_array::<i64>(array.nulls().cloned()))),
            Rows::Dictionary { values, .. } => self.array.as_any_dictionary().with_values(values.with_texts(texts)?),
            Rows::Null => new_null_array(&DataType::Null, self.len()),
        })
    }
}

/// The texts of rows, one after the other.
#[derive(Debug, Default)]
pub struct Texts {
    text: String,
    /// Where each row ends.
    ends: Vec<usize>,
    /// The null rows, in order; they have no bytes.
    nulls: Vec<usize>,
}

impl Texts {
    /// The texts that end at `ends` in `text`; a null row has no bytes.
    ///
    /// # Safety
    /// `ends` ascend and lie between characters of `text`.
    pub(crate) unsafe fn new_unchecked(text: String, ends: Vec<usize>) -> Self {
        debug_assert!(ends.iter().all(|end| text.is_char_boundary(*end)));
        Self { text, ends, nulls: Vec::new() }
    }

    /// Adds a row, which a function appends to those before.
    ///
    /// # Errors
    /// Those of the function; no row is added then.
    pub fn push_with<E>(
        &mut self,
        append: impl FnOnce(&mut String) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let start = self.text.len();
        let appended = append(&mut self.text);
        match appended {
            Ok(()) => self.ends.push(self.text.len()),
            Err(_) => self.text.truncate(start),
        }
        appended
    }

    /// Adds a row that is null.
    pub fn push_null(&mut self) {
        self.nulls.push(self.ends.len());
        self.ends.push(self.text.len());
    }

    /// How many bytes all of them have.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    /// The texts in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.text[start..*end])
    }

    /// The texts as a column of `large_string`.
    pub fn into_column(self) -> Column {
        let nulls = (!self.nulls.is_empty()).then(|| {
            let mut valid = BooleanBufferBuilder::new(self.ends.len());
            valid.append_n(self.ends.len(), true);
            for row in &self.nulls {
                valid.set_bit(*row, false);
            }
            NullBuffer::new(valid.finish())
        });
        let array = self.into_array::<i64>(nulls);
        Column { array: Arc::new(array.clone()), rows: Rows::Large(array) }
    }

    fn into_array<O: OffsetSizeTrait>(self, nulls: Option<NullBuffer>) -> GenericStringArray<O> {
        let offsets: Vec<O> = std::iter::once(0).chain(self.ends).map(O::usize_as).collect();
        let offsets = OffsetBuffer::new(ScalarBuffer::from(offsets));
        // SAFETY: the text is UTF-8, and its rows end between characters by how it was made.
        unsafe { GenericByteArray::new_unchecked(offsets, Buffer::from_vec(self.text.into_bytes()), nulls) }
    }
}

fn is_text(data_type: &DataType) -> bool {
    matches!(data_type, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
}

/// Checks that offsets ascend within the values and cut no character, and that the values are UTF-8.
fn checked<O: OffsetSizeTrait>(
    array: &GenericStringArray<O>,
    watch: &mut dyn FnMut() -> bool,
) -> Result<GenericStringArray<O>> {
    let offsets = bounded(array)?.value_offsets();
    let blocks = cut(array.len(), CHECKED_BLOCK, |rows| (offsets[rows.end] - offsets[rows.start]).as_usize());
    let shared = array.clone();
    check_blocks(blocks, watch, move |rows| first_broken(&shared, rows))?;
    Ok(array.clone())
}

/// Checks that offsets ascend within the values.
fn bounded<O: OffsetSizeTrait>(array: &GenericStringArray<O>) -> Result<&GenericStringArray<O>> {
    let (offsets, values) = (array.value_offsets(), array.values());
    let bounds = offsets.iter().try_fold(0, |before, offset| {
        let offset = offset.to_usize().filter(|offset| *offset >= before && *offset <= values.len())?;
        Some(offset)
    });
    if bounds.is_none() {
        return Err(Error::BrokenArray("its offsets do not ascend within its values".to_owned()));
    }
    Ok(array)
}

/// The first row of a range that is no UTF-8.
fn first_broken<O: OffsetSizeTrait>(array: &GenericStringArray<O>, mut rows: Range<usize>) -> Option<usize> {
    let (offsets, values) = (array.value_offsets(), array.values());
    let bytes = |rows: Range<usize>| &values[offsets[rows.start].as_usize()..offsets[rows.end].as_usize()];
    let begin = offsets[rows.start].as_usize();
    let cuts_nothing = |text: &str| {
        let mut inner = offsets[rows.start..=rows.end].iter();
        inner.all(|offset| text.is_char_boundary(offset.as_usize() - begin))
    };
    if simdutf8::basic::from_utf8(bytes(rows.clone())).is_ok_and(cuts_nothing) {
        return None;
    }
    rows.find(|i| array.is_valid(*i) && simdutf8::basic::from_utf8(bytes(*i..i + 1)).is_err())
}

fn checked_view(array: &StringViewArray, watch: &mut dyn FnMut() -> bool) -> Result<StringViewArray> {
    let (views, buffers, nulls) = array.clone().into_parts();
    let bytes =
        BinaryViewArray::try_new(views, buffers, nulls).map_err(|error| Error::BrokenArray(error.to_string()))?;
    let len = |rows: Range<usize>| bytes.views()[rows].iter().map(|view| *view as u32 as usize).sum();
    let blocks = cut(bytes.len(), CHECKED_BLOCK, len);
    check_blocks(blocks, watch, move |mut rows| {
        rows.find(|i| bytes.is_valid(*i) && simdutf8::basic::from_utf8(bytes.value(*i)).is_err())
    })?;
    Ok(array.clone())
}

/// How many bytes are checked at a time.
const CHECKED_BLOCK: usize = 1 << 20;

/// Runs a search for broken rows over blocks of rows, in the pool if there are several.
fn check_blocks(
    blocks: Vec<Range<usize>>,
    watch: &mut dyn FnMut() -> bool,
    first_broken: impl Fn(Range<usize>) -> Option<usize> + Send + Sync + 'static,
) -> Result<()> {
    let broken = match &blocks[..] {
        [] => None,
        [only] => first_broken(only.clone()),
        _ => {
            let found = pool::run(blocks.len(), move |i, _| Ok(first_broken(blocks[i].clone())), watch)?;
            found.into_iter().flatten().next()
        }
    };
    broken.map_or(Ok(()), |row| Err(Error::InvalidUtf8 { row }))
}

fn dictionary(array: &ArrayRef, watch: &mut dyn FnMut() -> bool) -> Result<Rows> {
    let dictionary = array.as_any_dictionary();
    let values = Column::new(Arc::clone(dictionary.values()), watch)?;
    let keys = dictionary.keys();
    let keys: Vec<Option<usize>> = downcast_integer_array!(
        keys => keys.iter().map(|key| key.map(ArrowNativeType::as_usize)).collect(),
        other => return Err(Error::NotText(format!("dictionary with keys of type {other}")))
    );
    let place = |(row, key): (usize, Option<usize>)| match key {
        Some(key) if key >= values.len() => {
            Err(Error::BrokenArray(format!("row {row} has key {key}, but the dictionary has {} values", values.len())))
        }
        key => Ok(key.map(|key| key as u32)),
    };
    let keys = keys.into_iter().enumerate().map(place).collect::<Result<Arc<[_]>>>()?;
    Ok(Rows::Dictionary { values: Box::new(values), keys })
}

#[cfg(test)]
mod tests {
    use arrow_array::DictionaryArray;
    use arrow_array::types::Int8Type;

    use super::*;

    fn new(array: ArrayRef) -> Result<Column> {
        Column::new(array, &mut || true)
    }

    fn rows(column: &Column) -> Vec<Option<&str>> {
        (0..column.len()).map(|i| column.row(i)).collect()
    }

    fn doubled(column: &Column) -> ArrayRef {
        let texts = column.texts();
        let (mut text, mut ends) = (String::new(), Vec::new());
        for i in 0..texts.len() {
            text += &texts.row(i).unwrap_or("").repeat(2);
            ends.push(text.len());
        }
        // SAFETY: whole texts were put one after the other.
        column.with_texts(unsafe { Texts::new_unchecked(text, ends) }).unwrap()
    }

    const TEXTS: [Option<&str>; 5] =
        [Some("أب"), None, Some(""), Some("a longer text, more than twelve bytes"), Some("ج")];

    #[test]
    fn every_type_keeps_its_type_rows_and_nulls() {
        let dictionary: DictionaryArray<Int8Type> = TEXTS.into_iter().collect();
        let arrays: [ArrayRef; 4] = [
            Arc::new(StringArray::from(TEXTS.to_vec())),
            Arc::new(LargeStringArray::from(TEXTS.to_vec())),
            Arc::new(StringViewArray::from(TEXTS.to_vec())),
            Arc::new(dictionary),
        ];
        for array in arrays {
            for (from, len) in [(0, 5), (1, 3), (4, 1), (2, 0)] {
                let column = new(array.slice(from, len)).unwrap();
                assert_eq!(rows(&column), TEXTS[from..from + len]);
                let result = doubled(&column);
                assert_eq!(result.data_type(), array.data_type());
                let twice: Vec<Option<String>> =
                    TEXTS[from..from + len].iter().map(|text| text.map(|text| text.repeat(2))).collect();
                let column = new(result).unwrap();
                assert_eq!(rows(&column), twice.iter().map(Option::as_deref).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn texts_become_a_column() {
        let mut texts = Texts::default();
        for row in [Some("ب"), None, Some(""), Some("ت")] {
            let Some(row) = row else {
                texts.push_null();
                continue;
            };
            let append = |text: &mut String| {
                text.push_str(row);
                if row == "ت" { Err(()) } else { Ok(()) }
            };
            assert_eq!(texts.push_with(append).is_ok(), row != "ت");
        }
        let column = texts.into_column();
        assert_eq!(rows(&column), [Some("ب"), None, Some("")]);
    }

    #[test]
    fn blocks_follow_bytes_not_rows() {
        let long = "x".repeat(1000);
        let array = StringArray::from(vec!["a", long.as_str(), "b", "c", long.as_str()]);
        let column = new(Arc::new(array)).unwrap();
        let blocks = |target| cut(column.len(), target, |rows| column.bytes(rows));
        assert_eq!(blocks(100), [0..2, 2..5]);
        let everything: usize = blocks(1).iter().map(Range::len).sum();
        assert_eq!(everything, 5);
        assert_eq!(new(new_null_array(&DataType::Null, 3)).unwrap().row(2), None);
    }

    #[test]
    fn broken_bytes_are_found_by_row() {
        let offsets = OffsetBuffer::new(ScalarBuffer::from(vec![0, 2, 3, 4, 6]));
        // The second and third row share the two bytes of a letter.
        let bytes = Buffer::from_slice_ref("\u{627}\u{628}\u{629}".as_bytes());
        // SAFETY: not sound, which is what the check is for; no row is read before it.
        let array: StringArray = unsafe { GenericByteArray::new_unchecked(offsets, bytes, None) };
        assert_eq!(new(Arc::new(array)).unwrap_err(), Error::InvalidUtf8 { row: 1 });
        let numbers: ArrayRef = Arc::new(arrow_array::Int32Array::from(vec![1]));
        assert_eq!(new(numbers).unwrap_err(), Error::NotText("Int32".to_owned()));
    }
}
