//! Which way a line runs, told by its letters.

use crate::script::{TATWEEL, is_arabic_letter, is_arabic_mark, is_mark, is_presentation_form};

/// How many places of a line make sense in one order only.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Evidence {
    forwards: u32,
    backwards: u32,
    /// Whether some of it can be no coincidence.
    decisive: bool,
}

impl Evidence {
    /// By presentation forms and, if asked for, by words of plain letters.
    pub(super) fn of(line: &str, words: bool) -> Self {
        let forms = Self::of_forms(line.chars());
        if words && forms.forwards + forms.backwards == 0 { Self::of_words(line) } else { forms }
    }

    /// Whether anything at all speaks for the order on the page.
    pub(super) fn has_backwards(self) -> bool {
        self.backwards > 0
    }

    pub(super) fn is_backwards(self) -> bool {
        self.decisive && self.backwards >= 2 * self.forwards
    }

    pub(super) fn is_forwards(self) -> bool {
        self.forwards > 0 && self.forwards >= 2 * self.backwards
    }

    /// By presentation forms: all pairs of neighbours that are such, or tatweel, over marks between them.
    pub(super) fn of_forms(line: impl Iterator<Item = char>) -> Self {
        let mut found = Self::default();
        let (mut forms, mut letters, mut last) = (0, 0, None);
        for c in line {
            let is_form = is_presentation_form(c);
            if !is_form && is_mark(c) {
                continue;
            }
            let form = form(c);
            found.compare(last, form);
            last = form;
            forms += usize::from(is_form);
            letters += usize::from(c != TATWEEL && is_arabic_letter(c));
        }
        // Posts are adorned with some forms of any kind; pages have few other letters.
        found.decisive = found.backwards > 0 && 2 * forms > letters;
        found
    }

    /// Takes two neighbours into account.
    fn compare(&mut self, a: Option<Form>, b: Option<Form>) {
        let (Some(a), Some(b)) = (a, b) else { return };
        let makes_sense_forwards = a.joins_next() && b.joins_previous();
        let makes_sense_backwards = a.joins_previous() && b.joins_next();
        self.forwards += u32::from(makes_sense_forwards && !makes_sense_backwards);
        self.backwards += u32::from(makes_sense_backwards && !makes_sense_forwards);
    }

    /// Teh marbuta and alef maqsura end words and begin none, the article begins words. One such word may be a slip of
    /// the pen; it takes two.
    fn of_words(line: &str) -> Self {
        let mut found = Self::default();
        let mut ends_seen_first = false;
        for word in line.split(|c| !is_arabic_letter(c) && !is_mark(c)) {
            let letters: Vec<char> = word.chars().filter(|c| !is_mark(*c)).collect();
            let [first, second, .., before_last, last] = letters[..] else { continue };
            let is_end = |c| matches!(c, '\u{629}' | '\u{649}');
            let is_article = |a, b| (a, b) == ('\u{627}', '\u{644}');
            ends_seen_first |= is_end(first);
            found.forwards += u32::from(is_end(last)) + u32::from(is_article(first, second));
            found.backwards += u32::from(is_end(first)) + u32::from(is_article(last, before_last));
        }
        found.decisive = ends_seen_first && found.backwards > 1;
        found
    }
}

/// Which neighbours a presentation form joins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Isolated,
    Final,
    Initial,
    Medial,
}

impl Form {
    fn joins_next(self) -> bool {
        matches!(self, Self::Initial | Self::Medial)
    }
    fn joins_previous(self) -> bool {
        matches!(self, Self::Medial | Self::Final)
    }
}

const IN_FOURS: [Form; 4] = [Form::Isolated, Form::Final, Form::Initial, Form::Medial];

/// Runs of letters in the code charts: first, last, and how many forms each letter has (isolated, final and, for
/// letters that join on both sides, initial, medial).
const CHART: &[(u32, u32, u32)] = &[
    (0xFB50, 0xFB51, 2),
    (0xFB52, 0xFB81, 4),
    (0xFB82, 0xFB8D, 2),
    (0xFB8E, 0xFB9D, 4),
    (0xFB9E, 0xFB9F, 2),
    (0xFBA0, 0xFBA3, 4),
    (0xFBA4, 0xFBA5, 2),
    (0xFBA6, 0xFBAD, 4),
    (0xFBAE, 0xFBB1, 2),
    (0xFBD3, 0xFBD6, 4),
    (0xFBD7, 0xFBDC, 2),
    (0xFBDE, 0xFBE3, 2),
    (0xFBE4, 0xFBE7, 4),
    (0xFBFC, 0xFBFF, 4),
    (0xFE81, 0xFE88, 2),
    (0xFE89, 0xFE8C, 4),
    (0xFE8D, 0xFE8E, 2),
    (0xFE8F, 0xFE92, 4),
    (0xFE93, 0xFE94, 2),
    (0xFE95, 0xFEA8, 4),
    (0xFEA9, 0xFEB0, 2),
    (0xFEB1, 0xFEEC, 4),
    (0xFEED, 0xFEF0, 2),
    (0xFEF1, 0xFEF4, 4),
    (0xFEF5, 0xFEFC, 2),
];

fn form(c: char) -> Option<Form> {
    if c == TATWEEL {
        return Some(Form::Medial);
    }
    if !is_presentation_form(c) {
        return None;
    }
    let code = c as u32;
    let run = CHART.partition_point(|(_, last, _)| *last < code);
    let (first, _, forms) = CHART.get(run).filter(|(first, ..)| *first <= code)?;
    Some(IN_FOURS[((code - first) % forms) as usize])
}

/// Whether the last letter of a piece of text, past its marks, is a form that joins the one after it.
pub(in super::super) fn ends_open(piece: &str) -> bool {
    piece.chars().rev().find(|c| !is_arabic_mark(*c)).and_then(form).is_some_and(Form::joins_next)
}

/// Whether a letter in this form joins the one before it.
pub(in super::super) fn form_joins_previous(c: char) -> bool {
    form(c).is_some_and(Form::joins_previous)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_tell_the_direction() {
        let page = Evidence::of("ةيملاعلا ةمظنملا تنلعأ", true);
        assert!(page.is_backwards() && !page.is_forwards());
        let logical = Evidence::of("أعلنت المنظمة العالمية", true);
        assert!(logical.is_forwards() && !logical.is_backwards());
        // A space in the wrong place is no page.
        assert!(!Evidence::of("جميل ةجدا هنا", true).is_backwards());
        assert!(!Evidence::of("مثلا فضلا أصلا", true).is_backwards());
        assert!(!Evidence::of("ةيملاعلا ةمظنملا", false).is_backwards());
    }

    #[test]
    fn forms_follow_the_chart() {
        use unicode_normalization::UnicodeNormalization;
        for (first, last, forms) in CHART {
            assert_eq!((last + 1 - first) % forms, 0, "{first:X}");
            for code in (*first..=*last).step_by(*forms as usize) {
                let letters = |code: u32| char::from_u32(code).unwrap().nfkc().collect::<String>();
                assert!((code..code + forms).all(|other| letters(other) == letters(code)), "{code:X}");
            }
        }
    }
}
