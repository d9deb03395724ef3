//! Positions between a text and its normalized form, in both directions.
//!
//! Every step of the normalizer leaves a list of what it changed; a position is carried through them one after the
//! other, each by binary search, so that an answer costs O(steps × log changes). The fast path leaves marks instead,
//! between which the few hundred bytes around a position are gone over again.

mod links;
mod trace;

use std::sync::OnceLock;

use crate::normalize::edits::Stage;
use crate::offsets::CodePointIndex;
use crate::script::is_mark;
use links::Links;
pub(crate) use trace::Trace;

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
    // Made when they are first asked.
    original_index: OnceLock<CodePointIndex>,
    text_index: OnceLock<CodePointIndex>,
    stages: Vec<Links>,
    // What the fast path did, after the stages.
    trace: Option<Trace>,
}

impl Aligned {
    pub(crate) fn new(original: &str, text: String, stages: Vec<Stage>, trace: Option<Trace>) -> Self {
        Self {
            original_index: OnceLock::new(),
            text_index: OnceLock::new(),
            original: original.to_owned(),
            text,
            stages: stages.into_iter().map(Links::new).collect(),
            trace,
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
        let span = self.text_index().bytes(&self.text, start, end);
        let empty = span.is_empty();
        let span = self.trace.as_ref().map_or(span.clone(), |trace| trace.backwards(&self.original, span));
        let mut span = self.stages.iter().rev().fold(span, |span, links| links.backwards(span));
        if !empty && !span.is_empty() {
            let rest = &self.original[span.end..];
            span.end = self.original.len() - rest.trim_start_matches(is_mark).len();
        }
        self.original_index().code_points(&self.original, span)
    }

    fn original_index(&self) -> &CodePointIndex {
        self.original_index.get_or_init(|| CodePointIndex::new(&self.original))
    }

    fn text_index(&self) -> &CodePointIndex {
        self.text_index.get_or_init(|| CodePointIndex::new(&self.text))
    }

    /// The span of the normalized text that a span of the original text became; empty where it was deleted.
    pub fn to_normalized(&self, start: usize, end: usize) -> (usize, usize) {
        let span = self.original_index().bytes(&self.original, start, end);
        let span = self.stages.iter().fold(span, |span, links| links.forwards(span));
        let span = self.trace.as_ref().map_or(span.clone(), |trace| trace.forwards(&self.original, span));
        self.text_index().code_points(&self.text, span)
    }
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

    /// Both ways of every character, and of every span from the beginning.
    fn assert_same(text: &str, normalizer: &Normalizer) {
        let (fast, slow) = (normalizer.align(text), normalizer.align_by_steps(text));
        assert_eq!(fast.text(), slow.text());
        // A space beside a pattern that is removed may or may not count the pattern in.
        for (at, _) in fast.text().chars().enumerate().filter(|(_, c)| *c != ' ') {
            assert_eq!(fast.to_original(at, at + 1), slow.to_original(at, at + 1), "{at} of {text:?}");
            assert_eq!(fast.to_original(0, at + 1), slow.to_original(0, at + 1), "0 to {at} of {text:?}");
        }
        let is_space = |(start, end): (usize, usize)| slow.text().chars().skip(start).take(end - start).eq([' ']);
        // What is deleted inside of white space counts as part of it on the fast path.
        for (at, _) in text.chars().enumerate().filter(|(_, c)| *c != '\u{200F}') {
            let span = slow.to_normalized(at, at + 1);
            assert!(is_space(span) || fast.to_normalized(at, at + 1) == span, "{at} of {text:?}");
        }
    }

    #[test]
    fn the_fast_path_leads_back_as_the_steps_do() {
        let words = [
            "مُحَمَّدٌ ",
            "الـقـاهِرَةَ",
            "  ",
            " \n ",
            "أ",
            "٤٠",
            ".",
            "كلمة، ",
            "😀 ",
            "café ",
            "ﻻ",
            "\u{200F}",
            "X",
            " #وسم_جديد ",
            "@user",
            " مدرسة\u{200C}كبيرة",
            " www.a.com ",
            "ر٫ب",
            "❤\u{FE0F}",
            "هههه",
        ];
        let mut seed = 7_u32;
        for preset in ["search", "minimal", "model", "social", "none"] {
            let normalizer = Normalizer::new(Options::preset(preset).unwrap()).unwrap();
            for length in [0, 1, 3, 10, 300] {
                for _ in 0..40 {
                    let next = || {
                        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                        words[(seed >> 16) as usize % words.len()]
                    };
                    let text: String = std::iter::repeat_with(next).take(length).collect();
                    assert_same(&text, &normalizer);
                }
            }
        }
    }
}
