//! What a corpus says of a place in a word, by the letters around it: three on each side, two or one; the longest context
//! that is in the table counts.

use std::collections::HashMap;
use std::hash::Hash;

/// The longest context on one side.
const WIDEST: usize = 3;

/// A table of contexts: what stands before, `key`, what stands behind, and the answer.
pub(super) type Contexts<K, V> = HashMap<(&'static str, K, &'static str), V>;

/// The answer of the longest context known; `^` stands before a word and `$` behind it.
pub(super) fn answer<K: Copy + Eq + Hash, V: Copy>(
    table: &Contexts<K, V>,
    before: &[char],
    key: K,
    after: &[char],
) -> Option<V> {
    (1..=WIDEST).rev().find_map(|width| {
        let start = before.len().saturating_sub(width);
        let padding = std::iter::repeat_n('^', width.saturating_sub(before.len()));
        let left: String = padding.chain(before[start..].iter().copied()).collect();
        let right: String = after.iter().copied().chain(std::iter::repeat('$')).take(width).collect();
        look_up(table, &left, key, &right)
    })
}

// The key of the table lives as long as the program, the one that is looked up does not.
fn look_up<'t, K: Copy + Eq + Hash, V: Copy>(
    table: &HashMap<(&'t str, K, &'t str), V>,
    left: &'t str,
    key: K,
    right: &'t str,
) -> Option<V> {
    table.get(&(left, key, right)).copied()
}
