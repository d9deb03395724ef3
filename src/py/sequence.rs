//! The strings of a tuple, normalized: one after the other as far as the tables go, the rest together in the pool.

use std::mem;
use std::time::{Duration, Instant};

use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

use super::errors::interruptible;
use super::texts::as_string;
use super::transit::{self, Transit};
use crate::batch;
use crate::column::Texts;
use crate::normalize::Normalizer;

/// How many code points there are between two looks at the clock; a row counts as [`ROW`] more.
const LOOK: usize = 8 << 10;
const ROW: usize = 64;
/// How long other threads, and signals, wait. To let others in more often than Python's switch interval, of 5 ms if nobody
/// changes it, would keep them out: it lets them begin to wait anew.
const PATIENCE: Duration = Duration::from_millis(10);
/// How many bytes go to the pool at a time: enough for many threads, few enough for a cache, and for buffers that the
/// allocator hands out again instead of asking for fresh pages.
const BYTES: usize = 1 << 20;
/// Strings of more code points than this go to the pool.
const LONGEST: usize = 4 << 10;

/// Rows for the pool, and where they stand.
#[derive(Default)]
struct Rest {
    texts: Texts,
    rows: Vec<usize>,
}

/// The normalized strings; null rows stay what they are, unchanged ones the same object.
///
/// # Errors
/// A `TypeError` that names the first row that is no string; what a signal handler raises.
pub(super) fn normalize<'py>(normalizer: &Normalizer, texts: &Bound<'py, PyTuple>) -> PyResult<Vec<Bound<'py, PyAny>>> {
    let (py, mut transit, mut rest) = (texts.py(), Transit::default(), Rest::default());
    let mut results = Vec::with_capacity(texts.len());
    let mut turn = Turn { done: 0, since: Instant::now() };
    for row in 0..texts.len() {
        let item = texts.get_item(row)?;
        turn.done += ROW;
        let result = match as_string(&item, row)? {
            Some(string) => {
                turn.done += transit::length(string);
                rest.take(normalizer, string, row, &mut transit)?
            }
            None => None,
        };
        results.push(result.unwrap_or(item));
        if rest.is_full() {
            mem::take(&mut rest).finish(py, normalizer, &mut transit, &mut results)?;
        }
        turn.pass_on(py)?;
    }
    rest.finish(py, normalizer, &mut transit, &mut results)?;
    Ok(results)
}

/// How long this thread has had the interpreter.
struct Turn {
    /// The code points since the last look at the clock.
    done: usize,
    since: Instant,
}

impl Turn {
    /// Lets signals and other threads in when it is time.
    fn pass_on(&mut self, py: Python<'_>) -> PyResult<()> {
        if self.done < LOOK {
            return Ok(());
        }
        self.done = 0;
        if self.since.elapsed() >= PATIENCE {
            py.detach(|| ());
            py.check_signals()?;
            self.since = Instant::now();
        }
        Ok(())
    }
}

impl Rest {
    /// Whether it is time to work on it; empty rows take their place, too.
    fn is_full(&self) -> bool {
        self.texts.bytes() + 8 * self.rows.len() >= BYTES
    }

    /// The normalized string, or none and the string is one of the rest.
    fn take<'py>(
        &mut self,
        normalizer: &Normalizer,
        string: &Bound<'py, PyString>,
        row: usize,
        transit: &mut Transit,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        let result = transit.normalized(normalizer, string, LONGEST);
        if result.is_none() {
            self.texts.push_with(|text| transit.append(string, text))?;
            self.rows.push(row);
        }
        Ok(result.map(Bound::into_any))
    }

    /// Puts the results of the rest in place of the strings.
    fn finish<'py>(
        self,
        py: Python<'py>,
        normalizer: &Normalizer,
        transit: &mut Transit,
        results: &mut [Bound<'py, PyAny>],
    ) -> PyResult<()> {
        let Self { texts, rows } = self;
        if rows.is_empty() {
            return Ok(());
        }
        let column = texts.into_column();
        let originals = column.clone();
        let changed = interruptible(py, |watch| {
            batch::normalize(normalizer, column, watch).map_err(|error| error.in_rows(|row| rows[row]))
        })?;
        for ((i, row), text) in rows.iter().enumerate().zip(changed.iter()) {
            if !originals.row(i).is_some_and(|original| is_unchanged(original, text)) {
                results[*row] = transit.string(py, text)?.into_any();
            }
        }
        Ok(())
    }
}

/// Whether a text is the string it came from; with U+FFFD in it it may have come from a lone surrogate.
pub(super) fn is_unchanged(original: &str, text: &str) -> bool {
    original == text && !text.contains(char::REPLACEMENT_CHARACTER)
}
