//! Turning a line: from the order on the page, left to right, to the order in which it is read.

use super::super::edits::Moved;
use crate::script::{digit_value, is_letter, is_mark};

/// Appends a stretch as it is.
pub(super) fn keep(text: &str, offset: usize, out: &mut String, moved: &mut Vec<Moved>) {
    if !text.is_empty() {
        moved.push(Moved { from: offset, to: out.len(), len: text.len() });
        out.push_str(text);
    }
}

/// Appends a line turned round, with its brackets mirrored if asked for.
pub(super) fn turn(text: &str, offset: usize, mirror: bool, out: &mut String, moved: &mut Vec<Moved>) {
    let clusters = clusters(text);
    for run in runs(&clusters).into_iter().rev() {
        let left_to_right = run.left_to_right;
        let mut emit = |cluster: &Cluster<'_>| {
            moved.push(Moved { from: offset + cluster.start, to: out.len(), len: cluster.text.len() });
            match mirrored(cluster.first) {
                Some(mirrored) if mirror && !left_to_right => out.push(mirrored),
                _ => out.push_str(cluster.text),
            }
        };
        let run = &clusters[run.first..run.last];
        if left_to_right { run.iter().for_each(&mut emit) } else { run.iter().rev().for_each(&mut emit) }
    }
}

/// What moves as one: a character, with its marks where they follow it.
struct Cluster<'t> {
    start: usize,
    text: &'t str,
    first: char,
}

fn clusters(line: &str) -> Vec<Cluster<'_>> {
    let marks_first = marks_precede_letters(line);
    let mut clusters: Vec<Cluster<'_>> = Vec::new();
    for (start, c) in line.char_indices() {
        let end = start + c.len_utf8();
        match clusters.last_mut() {
            Some(last) if !marks_first && is_mark(c) => last.text = &line[last.start..end],
            _ => clusters.push(Cluster { start, text: &line[start..end], first: c }),
        }
    }
    clusters
}

/// Whether the line was turned by code points, so that marks stand before their letters: then a mark stands at the
/// beginning of a word.
fn marks_precede_letters(line: &str) -> bool {
    let mut after_letter = false;
    line.chars().any(|c| {
        let lonely = is_mark(c) && !after_letter;
        after_letter = is_mark(c) || is_letter(c);
        lonely
    })
}

/// Clusters `first..last` of one direction.
struct Run {
    first: usize,
    last: usize,
    left_to_right: bool,
}

/// The directions of a line: numbers with the separators inside them, and words in other letters with all that stands
/// between them, run from left to right; each other cluster is a run of its own kind from right to left.
fn runs(clusters: &[Cluster<'_>]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut at = 0;
    while at < clusters.len() {
        let last = left_to_right_end(clusters, at);
        match runs.last_mut() {
            Some(run) if last == at && !run.left_to_right => run.last += 1,
            _ if last == at => runs.push(Run { first: at, last: at + 1, left_to_right: false }),
            _ => runs.push(Run { first: at, last, left_to_right: true }),
        }
        at = last.max(at + 1);
    }
    runs
}

/// Where the run from left to right that begins at `at` ends; `at` itself if none does.
fn left_to_right_end(clusters: &[Cluster<'_>], at: usize) -> usize {
    let (mut end, mut words) = (at, false);
    for (i, cluster) in clusters.iter().enumerate().skip(at) {
        let c = cluster.first;
        let number_sign = matches!(c, '%' | '$' | '#' | '\u{A2}'..='\u{A5}' | '°' | '€' | '\u{66A}');
        if digit_value(c).is_some() || (is_letter(c) && is_left_to_right_letter(c)) {
            words |= is_letter(c);
            end = i + 1;
        } else if is_letter(c) || (end == at && !number_sign) {
            break;
        } else if number_sign && end == i {
            // A sign that touches the number belongs to it.
            end = if end > at || next_is_digit(clusters, i) { i + 1 } else { break };
        } else if !(words || (is_inner_separator(c) && next_is_digit(clusters, i) && end == i)) {
            break;
        }
    }
    end
}

fn next_is_digit(clusters: &[Cluster<'_>], at: usize) -> bool {
    clusters.get(at + 1).is_some_and(|next| digit_value(next.first).is_some())
}

fn is_inner_separator(c: char) -> bool {
    crate::script::is_number_separator(c) || c == '+'
}

// Hebrew, Syriac, Thaana, N'Ko and the like also run from right to left.
fn is_left_to_right_letter(c: char) -> bool {
    !matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// The bracket that faces the other way; both have the same length in UTF-8.
pub(super) fn mirrored(c: char) -> Option<char> {
    Some(match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        '‹' => '›',
        '›' => '‹',
        _ => return None,
    })
}
