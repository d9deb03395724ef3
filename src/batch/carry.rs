//! Spans of many rows, carried between texts and their normalized form.

use std::ops::Range;

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

/// Carries spans of rows between the texts and their normalized form; each row that has one is aligned once.
///
/// # Errors
/// [`Error::NoSuchRow`] for a row that is not there or null, and those of [`super::normalize`].
pub fn carry(
    normalizer: &Normalizer,
    rows: Column,
    spans: Spans,
    direction: Direction,
    watch: &mut dyn FnMut() -> bool,
) -> Result<Vec<Range<usize>>> {
    let is_there = |row: &usize| *row < rows.len() && rows.row(*row).is_some();
    if let Some(row) = spans.rows.iter().find(|row| !is_there(row)) {
        return Err(Error::NoSuchRow { row: *row, rows: rows.len() });
    }
    let total = spans.rows.len();
    let mut order: Vec<usize> = (0..total).collect();
    order.sort_by_key(|i| spans.rows[*i]);
    let normalizer = normalizer.clone();
    let blocks = in_blocks(rows, watch, move |rows, block, cancel| {
        let first = order.partition_point(|i| spans.rows[*i] < block.rows.start);
        let mut carried = Vec::new();
        let of_block = order[first..].iter().take_while(|i| spans.rows[**i] < block.rows.end);
        let mut last: Option<(usize, Aligned)> = None;
        for i in of_block {
            let row = spans.rows[*i];
            if last.as_ref().is_none_or(|(of, _)| *of != row) {
                if cancel.is_some_and(pool::Cancel::is_set) {
                    return Err(Error::Interrupted);
                }
                last = rows.row(row).map(|text| (row, normalizer.align(text)));
            }
            let Some((_, aligned)) = &last else { continue };
            let Range { start, end } = spans.spans[*i];
            let (start, end) = match direction {
                Direction::ToOriginal => aligned.to_original(start, end),
                Direction::ToNormalized => aligned.to_normalized(start, end),
            };
            carried.push((*i, start..end));
        }
        Ok(carried)
    })?;
    let mut result = vec![0..0; total];
    for (i, span) in blocks.into_iter().flatten() {
        result[i] = span;
    }
    Ok(result)
}
