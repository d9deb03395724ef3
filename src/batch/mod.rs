//! A normalizer or extractor run over many rows, on every core.

mod carry;
mod profile;

use std::ops::Range;
use std::sync::Arc;

use arrow_array::ArrayRef;

use crate::column::{Column, Texts, UncheckedColumn};
use crate::error::{Error, Result};
use crate::extract::{Entity, Extractor, Reference};
use crate::normalize::Normalizer;
use crate::offsets::Walk;
use crate::output::Output;
use crate::pool;
pub use carry::{Direction, Spans, carry};
pub use profile::{Finding, Profile, profile};

/// Cuts `rows` rows into ranges of about `target` bytes each; `bytes` tells the bytes of a range. It is asked about
/// ranges not much longer than a block, since for some columns it has to add up.
pub fn cut(rows: usize, target: usize, bytes: impl Fn(Range<usize>) -> usize) -> Vec<Range<usize>> {
    let mut blocks = Vec::new();
    let mut start = 0;
    let mut step = 1;
    while start < rows {
        // A row costs something even if it is empty.
        let is_full = |end: usize| bytes(start..end) + 8 * (end - start) >= target;
        while step < rows - start && !is_full(start + step) {
            step *= 2;
        }
        let (mut low, mut high) = (start + 1, (start + step).min(rows));
        while low < high {
            let middle = low.midpoint(high);
            if is_full(middle) { high = middle } else { low = middle + 1 }
        }
        blocks.push(start..low);
        // Rows do not change that much from one block to the next.
        step = ((low - start) / 2).max(1);
        start = low;
    }
    blocks
}

/// An entity of a column: where it is in which row, in code points.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The row, from 0.
    pub row: usize,
    /// Where it stands in the row's text, in code points.
    pub span: Range<usize>,
    /// What it is; its own span is in bytes, its parent counts within the row.
    pub entity: Entity,
}

/// Work on less than this is done at once, without the pool.
const SMALL: usize = 64 << 10;
/// Blocks of more than this would leave the cache of a core, keep an interrupt waiting, and the last one the other threads.
const LARGEST_BLOCK: usize = 256 << 10;
const SMALLEST_BLOCK: usize = 32 << 10;

/// Rows that are cut into blocks: how many there are, and about how many bytes some of them hold.
pub(crate) trait InBlocks: Send + Sync + 'static {
    fn len(&self) -> usize;
    fn bytes(&self, rows: Range<usize>) -> usize;
}

impl InBlocks for Column {
    fn len(&self) -> usize {
        self.len()
    }
    fn bytes(&self, rows: Range<usize>) -> usize {
        self.bytes(rows)
    }
}

/// Normalizes rows: their texts in order. `watch` is asked every 20 ms whether to go on.
///
/// # Errors
/// [`Error::Interrupted`], [`Error::Panicked`], [`Error::Pool`].
pub fn normalize(normalizer: &Normalizer, rows: Column, watch: &mut dyn FnMut() -> bool) -> Result<Texts> {
    let normalizer = normalizer.clone();
    append_rows(rows, watch, move |rows, row, out| {
        if let Some(text) = rows.row(row) {
            normalizer.normalize_into(text, out);
        }
        Ok(())
    })
}

/// The texts that `append` makes of rows, one after the other.
fn append_rows<R: InBlocks>(
    rows: R,
    watch: &mut dyn FnMut() -> bool,
    append: impl Fn(&R, usize, &mut String) -> Result<()> + Send + Sync + 'static,
) -> Result<Texts> {
    let total = rows.bytes(0..rows.len());
    let output = Arc::new(Output::new(total));
    let shared = Arc::clone(&output);
    let blocks = in_blocks(rows, watch, move |rows, block, cancel| {
        let mut part = shared.begin(block.number);
        let mut ends = Vec::with_capacity(block.rows.len());
        for (done, row) in block.rows.enumerate() {
            append(rows, row, &mut part.text)?;
            ends.push(part.len());
            shared.advance(&mut part);
            if done % 64 == 0 && cancel.is_some_and(pool::Cancel::is_set) {
                return Err(Error::Interrupted);
            }
        }
        shared.end(part);
        Ok(ends)
    })?;
    let mut before = 0;
    let mut ends = Vec::with_capacity(blocks.iter().map(Vec::len).sum());
    for block in blocks {
        ends.extend(block.iter().map(|end| before + end));
        before += block.last().copied().unwrap_or(0);
    }
    let text = output.finish();
    assert_eq!(text.len(), before, "all blocks are in");
    // SAFETY: each end is the length that a string of whole rows had, and the last one that of all of them.
    Ok(unsafe { Texts::new_unchecked(text, ends) })
}

/// Normalizes a column: one of the same type, of a dictionary only the distinct values are touched.
///
/// # Errors
/// Those of [`normalize`], [`Error::TooLong`], and [`Error::InvalidUtf8`] with the first broken row.
pub fn normalize_column(
    normalizer: &Normalizer,
    column: &UncheckedColumn,
    watch: &mut dyn FnMut() -> bool,
) -> Result<ArrayRef> {
    let normalizer = normalizer.clone();
    let texts = append_rows(column.texts(), watch, move |rows, row, out| match rows.row(row) {
        Some(bytes) => normalizer.normalize_bytes_into(bytes, out).map_err(|_| Error::InvalidUtf8 { row }),
        None => Ok(()),
    });
    match texts {
        // The row that some thread came upon may not be the first.
        Err(Error::InvalidUtf8 { row }) => Err(column.check(watch).err().unwrap_or(Error::InvalidUtf8 { row })),
        texts => column.with_texts(texts?),
    }
}

/// When the texts of rows were written: one for each row of a column, from a first row on.
#[derive(Debug, Clone, Default)]
pub struct References {
    rows: Arc<[Option<Reference>]>,
    first: usize,
}

impl References {
    /// The references of the rows of a column.
    pub fn new(rows: impl IntoIterator<Item = Option<Reference>>) -> Self {
        Self { rows: rows.into_iter().collect(), first: 0 }
    }

    /// Those of the rows from one on.
    #[must_use]
    pub fn from_row(&self, first: usize) -> Self {
        Self { rows: Arc::clone(&self.rows), first: self.first + first }
    }

    /// That of a row, if it has one.
    pub fn of(&self, row: usize) -> Option<Reference> {
        self.rows.get(self.first + row).copied().flatten()
    }
}

/// The entities of rows, in order of row and position; rows without a reference have that of the extractor.
///
/// # Errors
/// [`Error::Interrupted`], [`Error::Panicked`], [`Error::Pool`].
pub fn extract(
    extractor: &Extractor,
    rows: Column,
    references: &References,
    watch: &mut dyn FnMut() -> bool,
) -> Result<Vec<Found>> {
    let (extractor, references) = (extractor.clone(), references.clone());
    let blocks = in_blocks(rows, watch, move |rows, block, cancel| {
        let mut found = Vec::new();
        for (done, row) in block.rows.enumerate() {
            let Some(text) = rows.row(row) else { continue };
            let entities = extractor.extract_at(text, references.of(row));
            found.extend(located(text, entities).map(|(span, entity)| Found { row, span, entity }));
            if done % 64 == 0 && cancel.is_some_and(pool::Cancel::is_set) {
                return Err(Error::Interrupted);
            }
        }
        Ok(found)
    })?;
    Ok(blocks.into_iter().flatten().collect())
}

/// Entities with their spans in code points.
pub fn located(text: &str, entities: Vec<Entity>) -> impl Iterator<Item = (Range<usize>, Entity)> {
    let mut walk = Walk::new(text);
    entities.into_iter().map(move |entity| (walk.code_points(entity.span.clone()), entity))
}

/// Whether so many bytes are worked on at once: few, or by a single thread.
fn is_one_block(bytes: usize) -> bool {
    bytes <= SMALL || pool::threads() == 1
}

/// A range of rows to work on.
struct Block {
    rows: Range<usize>,
    /// Its place among the blocks; none if a row is tried by itself, only to see whether it fails.
    number: Option<usize>,
}

/// Runs `work` on ranges of rows: at once if they are few, else in the pool.
fn in_blocks<R, T, F>(rows: R, watch: &mut dyn FnMut() -> bool, work: F) -> Result<Vec<T>>
where
    R: InBlocks,
    T: Send + 'static,
    F: Fn(&R, Block, Option<&pool::Cancel>) -> Result<T> + Send + Sync + 'static,
{
    let total = rows.bytes(0..rows.len());
    let fails = |rows: &R, work: &F, row: usize| {
        pool::guarded(|| work(rows, Block { rows: row..row + 1, number: None }, None)).is_err()
    };
    if total <= SMALL {
        let all = 0..rows.len();
        let result = pool::guarded(|| work(&rows, Block { rows: all.clone(), number: Some(0) }, None));
        return result
            .map(|block| vec![block])
            .map_err(|error| name_row(error, Some(&all), |row| fails(&rows, &work, row)));
    }
    let blocks = if is_one_block(total) {
        vec![Range { start: 0, end: rows.len() }]
    } else {
        let target = (total / (4 * pool::threads())).clamp(SMALLEST_BLOCK, LARGEST_BLOCK);
        cut(rows.len(), target, |range| rows.bytes(range))
    };
    let shared = Arc::new((rows, work, blocks));
    let job = Arc::clone(&shared);
    let result = pool::run(
        shared.2.len(),
        move |i, cancel| {
            let (rows, work, blocks) = &*job;
            work(rows, Block { rows: blocks[i].clone(), number: Some(i) }, Some(cancel))
        },
        watch,
    );
    result.map_err(|error| match error {
        Error::Panicked { item } => {
            name_row(Error::Panicked { item }, shared.2.get(item), |row| fails(&shared.0, &shared.1, row))
        }
        other => other,
    })
}

/// Puts the row at fault in place of the block.
fn name_row(error: Error, block: Option<&Range<usize>>, fails: impl Fn(usize) -> bool) -> Error {
    match (error, block) {
        (Error::Panicked { item }, Some(block)) => {
            Error::Panicked { item: block.clone().find(|row| fails(*row)).unwrap_or(item) }
        }
        (error, _) => error,
    }
}

#[cfg(test)]
mod tests {
    use arrow_array::StringArray;

    use super::*;
    use crate::extract::ExtractOptions;
    use crate::normalize::Options;

    fn array(rows: usize) -> ArrayRef {
        let texts: Vec<Option<String>> =
            (0..rows).map(|i| (i % 7 != 0).then(|| format!("المُدَوَّنة {i} ").repeat(i % 50))).collect();
        Arc::new(StringArray::from(texts))
    }

    fn column(rows: usize) -> Column {
        Column::new(array(rows), &mut || true).unwrap()
    }

    #[test]
    fn blocks_in_the_pool_give_what_rows_give() {
        let normalizer = Normalizer::new(Options::preset("search").unwrap()).unwrap();
        for rows in [0, 1, 10, 5000] {
            let column = column(rows);
            let unchecked = UncheckedColumn::new(array(rows), &mut || true).unwrap();
            let result = normalize_column(&normalizer, &unchecked, &mut || true).unwrap();
            let result = Column::new(result, &mut || true).unwrap();
            assert_eq!(result.len(), rows);
            for i in 0..rows {
                let expected = column.row(i).map(|text| normalizer.normalize(text));
                assert_eq!(result.row(i), expected.as_deref(), "row {i}");
            }
        }
    }

    #[test]
    fn entities_know_their_rows() {
        let extractor = Extractor::new(ExtractOptions::default()).unwrap();
        let column = column(3000);
        let found = extract(&extractor, column.clone(), &References::default(), &mut || true).unwrap();
        let by_row: Vec<(usize, Entity)> = (0..column.len())
            .flat_map(|i| {
                column.row(i).map(|text| extractor.extract(text)).unwrap_or_default().into_iter().map(move |e| (i, e))
            })
            .collect();
        assert!(!found.is_empty());
        assert_eq!(found.iter().map(|f| (f.row, f.entity.clone())).collect::<Vec<_>>(), by_row);
        let text = column.row(found[5].row).unwrap();
        let word: String = text.chars().skip(found[5].span.start).take(found[5].span.len()).collect();
        assert_eq!(word, text[found[5].entity.span.clone()]);
    }

    #[test]
    fn cutting_looks_at_every_row_a_few_times_only() {
        let looked = std::cell::Cell::new(0);
        let blocks = cut(100_000, 1000, |rows| {
            looked.set(looked.get() + rows.len());
            10 * rows.len()
        });
        assert!(blocks.iter().all(|block| block.len() == 56 || block.end == 100_000));
        assert!(looked.get() < 10 * 100_000, "{} rows", looked.get());
    }

    #[test]
    fn an_interrupted_call_says_so() {
        let normalizer = Normalizer::new(Options::preset("search").unwrap()).unwrap();
        assert_eq!(normalize(&normalizer, column(20_000), &mut || false).unwrap_err(), Error::Interrupted);
    }
}
