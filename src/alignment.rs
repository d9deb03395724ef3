//! Positions between a text and its normalized form, in both directions.
//!
//! Every step of the normalizer leaves a list of what it changed; a position is carried through them one after the
//! other, each by binary search, so that an answer costs O(steps × log changes).

use std::ops::Range;

use crate::normalize::edits::{Edit, Moved, Stage};
use crate::script::is_mark;

/// A text, its normalized form, and the way from each to the other. Positions are code points, spans half-open.
///
/// ```
/// use ibriz::normalize::{Normalizer, Options};
///
/// let search = Normalizer::new(Options::preset("search")?)?;
/// let aligned = search.align("في الـــرَّقَّةِ");
/// assert_eq!(aligned.text(), "في الرقه");
/// assert_eq!(aligned.to_original(3, 8), (3, 16));
/// assert_eq!(aligned.to_normalized(3, 16), (3, 8));
/// # Ok::<(), ibriz::error::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Aligned {
    original: String,
    text: String,
    original_index: CodePointIndex,
    text_index: CodePointIndex,
    stages: Vec<Links>,
}

impl Aligned {
    pub(crate) fn new(original: &str, text: String, stages: Vec<Stage>) -> Self {
        Self {
            original_index: CodePointIndex::new(original),
            text_index: CodePointIndex::new(&text),
            original: original.to_owned(),
            text,
            stages: stages.into_iter().map(Links::new).collect(),
        }
    }

    /// The normalized text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text as it was.
    pub fn original(&self) -> &str {
        &self.original
    }

    /// The span of the original text that a span of the normalized text came from. A letter at its end keeps the marks
    /// that stand on it; text that was deleted at its edges is left out; an inserted text gives an empty span at the
    /// place of insertion. Positions beyond the end count as the end.
    pub fn to_original(&self, start: usize, end: usize) -> (usize, usize) {
        let span = self.text_index.bytes(&self.text, start, end);
        let empty = span.is_empty();
        let mut span = self.stages.iter().rev().fold(span, |span, links| links.backwards(span));
        if !empty && !span.is_empty() {
            let rest = &self.original[span.end..];
            span.end = self.original.len() - rest.trim_start_matches(is_mark).len();
        }
        self.original_index.code_points(&self.original, span)
    }

    /// The span of the normalized text that a span of the original text became; empty where it was deleted.
    pub fn to_normalized(&self, start: usize, end: usize) -> (usize, usize) {
        let span = self.original_index.bytes(&self.original, start, end);
        let span = self.stages.iter().fold(span, |span, links| links.forwards(span));
        self.text_index.code_points(&self.text, span)
    }
}

/// One step's changes, to be searched from both sides.
#[derive(Debug, Clone)]
enum Links {
    /// Replacements, ordered on both sides alike.
    Edits(Vec<Link>),
    /// Characters that changed places, ordered by their place after and before.
    Order { by_after: Vec<Moved>, by_before: Vec<Moved> },
}

/// The bytes `before` became the bytes `after`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Link {
    before: Range<usize>,
    after: Range<usize>,
}

impl Links {
    fn new(stage: Stage) -> Self {
        match stage {
            Stage::Edits(edits) => Self::Edits(links(&edits)),
            Stage::Order(by_after) => {
                let mut by_before: Vec<Moved> =
                    by_after.iter().map(|m| Moved { from: m.to, to: m.from, len: m.len }).collect();
                by_before.sort_by_key(|m| m.to);
                Self::Order { by_after, by_before }
            }
        }
    }

    fn backwards(&self, span: Range<usize>) -> Range<usize> {
        match self {
            Self::Edits(links) => carry(links, &span, |link| (&link.after, &link.before)),
            Self::Order { by_after, .. } => carry_moved(by_after, &span),
        }
    }

    fn forwards(&self, span: Range<usize>) -> Range<usize> {
        match self {
            Self::Edits(links) => carry(links, &span, |link| (&link.before, &link.after)),
            Self::Order { by_before, .. } => carry_moved(by_before, &span),
        }
    }
}

fn links(edits: &[Edit]) -> Vec<Link> {
    let (mut before_end, mut after_end) = (0, 0);
    edits
        .iter()
        .map(|edit| {
            let start = after_end + (edit.at - before_end);
            (before_end, after_end) = (edit.at + edit.old, start + edit.new);
            Link { before: edit.at..before_end, after: start..after_end }
        })
        .collect()
}

/// Carries a span from one side of the links to the other; `sides` gives the near and the far side of a link. The
/// start moves past what vanishes or appears there, the end stays before it.
fn carry(links: &[Link], span: &Range<usize>, sides: fn(&Link) -> (&Range<usize>, &Range<usize>)) -> Range<usize> {
    let through = |position: usize, passed: usize, at_start: bool| {
        let Some(link) = passed.checked_sub(1).map(|i| &links[i]) else { return position };
        let (near, far) = sides(link);
        match position.checked_sub(near.end) {
            Some(beyond) if at_start || beyond > 0 => far.end + beyond,
            _ if at_start => far.start,
            _ => far.end,
        }
    };
    let start = through(span.start, links.partition_point(|link| sides(link).0.start <= span.start), true);
    if span.is_empty() {
        return start..start;
    }
    let end = through(span.end, links.partition_point(|link| sides(link).0.start < span.end), false);
    start..end.max(start)
}

/// The smallest span that holds everything that the span's characters moved to.
fn carry_moved(moved: &[Moved], span: &Range<usize>) -> Range<usize> {
    let first = moved.partition_point(|m| m.to + m.len <= span.start);
    if span.is_empty() {
        let at = moved.get(first).map_or(span.start, |m| m.from + (span.start - m.to));
        return at..at;
    }
    let touched = moved[first..].iter().take_while(|m| m.to < span.end).map(|m| {
        let (skip, cut) = (span.start.saturating_sub(m.to), (m.to + m.len).saturating_sub(span.end));
        m.from + skip..m.from + m.len - cut
    });
    touched.reduce(|hull, next| hull.start.min(next.start)..hull.end.max(next.end)).unwrap_or(span.clone())
}

const STRIDE: usize = 128;

/// How many code points begin before every 128th byte of a text.
#[derive(Debug, Clone)]
struct CodePointIndex {
    before: Vec<usize>,
}

impl CodePointIndex {
    fn new(text: &str) -> Self {
        let mut count = 0;
        let before = text
            .as_bytes()
            .chunks(STRIDE)
            .map(|chunk| {
                let here = count;
                count += chunk.iter().filter(|b| begins_code_point(**b)).count();
                here
            })
            .collect();
        Self { before }
    }

    /// The byte position of a code point; the end of the text if there are not so many.
    fn byte(&self, text: &str, code_point: usize) -> usize {
        let block = self.before.partition_point(|before| *before <= code_point).saturating_sub(1);
        let mut count = self.before.get(block).copied().unwrap_or(0);
        let from = block * STRIDE;
        for (i, byte) in text.as_bytes().iter().enumerate().skip(from) {
            if begins_code_point(*byte) {
                if count == code_point {
                    return i;
                }
                count += 1;
            }
        }
        text.len()
    }

    fn bytes(&self, text: &str, start: usize, end: usize) -> Range<usize> {
        let first = self.byte(text, start);
        first..if end <= start { first } else { self.byte(text, end) }
    }

    fn code_point(&self, text: &str, byte: usize) -> usize {
        let block = (byte / STRIDE).min(self.before.len().saturating_sub(1));
        let before = self.before.get(block).copied().unwrap_or(0);
        before + text.as_bytes()[block * STRIDE..byte].iter().filter(|b| begins_code_point(**b)).count()
    }

    fn code_points(&self, text: &str, span: Range<usize>) -> (usize, usize) {
        (self.code_point(text, span.start), self.code_point(text, span.end))
    }
}

fn begins_code_point(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use crate::normalize::{Normalizer, Options};

    fn aligned(text: &str, preset: &str) -> super::Aligned {
        Normalizer::new(Options::preset(preset).unwrap()).unwrap().align(text)
    }

    fn original(text: &str, preset: &str, word: &str) -> String {
        let aligned = aligned(text, preset);
        let start = aligned.text()[..aligned.text().find(word).unwrap()].chars().count();
        let (start, end) = aligned.to_original(start, start + word.chars().count());
        text.chars().skip(start).take(end - start).collect()
    }

    #[test]
    fn words_are_found_again() {
        assert_eq!(original("زار  مُحَمَّدٌ الـقـاهِرَةَ", "search", "محمد"), "مُحَمَّدٌ");
        assert_eq!(original("زار  مُحَمَّدٌ الـقـاهِرَةَ", "search", "القاهره"), "الـقـاهِرَةَ");
        assert_eq!(original("سنة ﻻ أعلم", "search", "لا"), "ﻻ");
        assert_eq!(original("<b>نص</b>&nbsp;آخر", "social", "اخر"), "آخر");
        assert_eq!(original("<b>نص</b>&nbsp;آخر", "social", "نص"), "نص");
    }

    #[test]
    fn turned_lines_are_followed() {
        let page = "\u{FEE2}\u{FEDC}\u{FEF4}\u{FEE0}\u{FECB} \u{FEE1}\u{FEFC}\u{FEB3}";
        assert_eq!(original(page, "search", "سلام"), "\u{FEE1}\u{FEFC}\u{FEB3}");
        assert_eq!(original(page, "search", "عليكم"), "\u{FEE2}\u{FEDC}\u{FEF4}\u{FEE0}\u{FECB}");
    }

    #[test]
    fn what_was_deleted_maps_to_a_place() {
        let aligned = aligned("أ\u{64E}\u{64B}ب", "search");
        assert_eq!(aligned.to_normalized(1, 3), (1, 1));
        assert_eq!(aligned.to_original(0, 1), (0, 3));
        assert_eq!(aligned.to_original(1, 2), (3, 4));
        assert_eq!(aligned.to_original(0, 99), (0, 4));
        assert_eq!(aligned.to_original(7, 9), (4, 4));
    }
}
