//! What is in a column: each feature with its rows, duplicates before and after normalization.

use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::ops::Range;

use super::in_blocks;
use crate::column::Column;
use crate::error::{Error, Result};
use crate::normalize::Normalizer;
use crate::normalize::profile::{Feature, features};
use crate::offsets::Walk;
use crate::pool;

/// What is in a column, feature by feature.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// How many rows there are, how many of them are null, and how many hold nothing but white space.
    pub rows: usize,
    /// See `rows`.
    pub nulls: usize,
    /// See `rows`.
    pub blanks: usize,
    /// Bytes of text.
    pub bytes: usize,
    /// Rows that say what one before says, to the letter.
    pub duplicates: usize,
    /// Rows that say what one before says, once both are normalized.
    pub normalized_duplicates: usize,
    /// For each feature, in the order of [`Feature::ALL`].
    pub findings: Vec<Finding>,
}

/// How often a column has a feature.
#[derive(Debug, Clone, Default)]
pub struct Finding {
    /// In how many rows.
    pub rows: usize,
    /// How often.
    pub count: usize,
    /// The first rows that have it, and where, in code points.
    pub examples: Vec<(usize, Range<usize>)>,
}

/// How many examples are kept.
const EXAMPLES: usize = 3;

/// Looks at every row for what steps would treat; `key` is what makes two rows the same.
///
/// # Errors
/// Those of [`super::normalize`].
pub fn profile(key: &Normalizer, chunks: Vec<Column>, watch: &mut dyn FnMut() -> bool) -> Result<Profile> {
    let mut profile = Profile { findings: vec![Finding::default(); Feature::ALL.len()], ..Profile::default() };
    let (mut texts, mut keys) = (HashSet::new(), HashSet::new());
    for rows in chunks {
        let before = profile.rows;
        profile.rows += rows.len();
        for part in parts(key, rows, watch).map_err(|error| error.in_rows(|row| row + before))? {
            profile.take(part, before, &mut texts, &mut keys);
        }
    }
    Ok(profile)
}

/// What is in the blocks of one chunk.
fn parts(key: &Normalizer, rows: Column, watch: &mut dyn FnMut() -> bool) -> Result<Vec<Part>> {
    let key = key.clone();
    in_blocks(rows, watch, move |rows, block, cancel| {
        let mut part = Part::new();
        for (done, row) in block.rows.enumerate() {
            part.take(row, rows.row(row), &key);
            if done % 64 == 0 && cancel.is_some_and(pool::Cancel::is_set) {
                return Err(Error::Interrupted);
            }
        }
        Ok(part)
    })
}

impl Profile {
    /// Adds a block of the chunk that begins at row `before`.
    fn take(&mut self, part: Part, before: usize, texts: &mut HashSet<u64>, keys: &mut HashSet<u64>) {
        self.nulls += part.nulls;
        self.blanks += part.blanks;
        self.bytes += part.bytes;
        for (text, key) in part.hashes {
            self.duplicates += usize::from(!texts.insert(text));
            self.normalized_duplicates += usize::from(!keys.insert(key));
        }
        for (finding, more) in self.findings.iter_mut().zip(part.findings) {
            finding.rows += more.rows;
            finding.count += more.count;
            let room = EXAMPLES - finding.examples.len();
            finding.examples.extend(more.examples.into_iter().take(room).map(|(row, span)| (before + row, span)));
        }
    }
}

/// What was found in a block of rows.
struct Part {
    nulls: usize,
    blanks: usize,
    bytes: usize,
    /// Of each row the hash of its text and of its key: 64 bits each, so that two of ten million rows have the same by
    /// chance once in 400,000 columns.
    hashes: Vec<(u64, u64)>,
    findings: Vec<Finding>,
}

impl Part {
    fn new() -> Self {
        let findings = vec![Finding::default(); Feature::ALL.len()];
        Self { nulls: 0, blanks: 0, bytes: 0, hashes: Vec::new(), findings }
    }

    fn take(&mut self, row: usize, text: Option<&str>, key: &Normalizer) {
        let Some(text) = text else {
            self.nulls += 1;
            return;
        };
        self.blanks += usize::from(text.trim().is_empty());
        self.bytes += text.len();
        let hash = |text: &str| BuildHasherDefault::<DefaultHasher>::default().hash_one(text);
        self.hashes.push((hash(text), hash(&key.normalize(text))));
        for hit in features(text) {
            let finding = &mut self.findings[hit.feature as usize];
            finding.rows += 1;
            finding.count += hit.count;
            if finding.examples.len() < EXAMPLES {
                finding.examples.push((row, Walk::new(text).code_points(hit.first)));
            }
        }
    }
}
