//! Spans of many rows, carried between texts and their normalized form.

use std::ops::Range;
use std::sync::Arc;

use super::in_blocks;
use crate::alignment::Aligned;
use crate::column::Column;
use crate::error::{Error, Result};
use crate::normalize::Normalizer;
use crate::pool;

/// Spans of rows, in code points: of their normalized texts or of their original ones.
#[derive(Debug, Clone, Default)]
pub struct Spans {
    /// The row of each span, from 0.
    pub rows: Vec<usize>,
    /// Where each span begins and ends.
    pub spans: Vec<Range<usize>>,
}

/// Which way spans are carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From normalized texts to the original ones.
    ToOriginal,
    /// From original texts to the normalized ones.
    ToNormalized,
}

/// Carries spans of rows between the texts and their normalized form; each row that has one is aligned once. Rows are
/// counted through all chunks.
///
/// # Errors
/// [`Error::NoSuchRow`] for a row that is not there or null, and those of [`super::normalize`].
pub fn carry(
    normalizer: &Normalizer,
    chunks: &[Column],
    spans: Spans,
    direction: Direction,
    watch: &mut dyn FnMut() -> bool,
) -> Result<Vec<Range<usize>>> {
    let total = chunks.iter().map(Column::len).sum();
    let mut order: Vec<usize> = (0..spans.rows.len()).collect();
    order.sort_by_key(|i| spans.rows[*i]);
    if let Some(row) = order.last().map(|last| spans.rows[*last]).filter(|row| *row >= total) {
        return Err(Error::NoSuchRow { row, rows: total });
    }
    let mut result = vec![0..0; order.len()];
    let job = Arc::new((normalizer.clone(), spans, order));
    let mut before = 0;
    for rows in chunks {
        let job = Arc::clone(&job);
        let blocks = in_blocks(rows.clone(), watch, move |rows, block, cancel| {
            let (normalizer, spans, order) = &*job;
            let begin = order.partition_point(|i| spans.rows[*i] < before + block.rows.start);
            let end = order.partition_point(|i| spans.rows[*i] < before + block.rows.end);
            let mut last: Option<(usize, Aligned)> = None;
            let mut carried = Vec::with_capacity(end - begin);
            for i in &order[begin..end] {
                let row = spans.rows[*i];
                if cancel.is_some_and(pool::Cancel::is_set) {
                    return Err(Error::Interrupted);
                }
                if last.as_ref().is_none_or(|(of, _)| *of != row) {
                    let text = rows.row(row - before).ok_or(Error::NoSuchRow { row, rows: total })?;
                    last = Some((row, normalizer.align(text)));
                }
                let Some((_, aligned)) = &last else { continue };
                carried.push((*i, direction.carry(aligned, &spans.spans[*i])));
            }
            Ok(carried)
        })?;
        for (i, span) in blocks.into_iter().flatten() {
            result[i] = span;
        }
        before += rows.len();
    }
    Ok(result)
}

impl Direction {
    fn carry(self, aligned: &Aligned, span: &Range<usize>) -> Range<usize> {
        let (start, end) = match self {
            Self::ToOriginal => aligned.to_original(span.start, span.end),
            Self::ToNormalized => aligned.to_normalized(span.start, span.end),
        };
        start..end
    }
}
