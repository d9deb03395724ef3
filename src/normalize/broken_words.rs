//! `broken_words="repair"`: spaces and tatweel that page layout has put inside of words, where the text proves it.
//!
//! A mark stands on a letter, never on a space. A presentation form that joins the next letter is followed by one that
//! joins the one before. Teh marbuta and alef maqsura are no words by themselves, nor is an alef before a lam; and four
//! or more letters with a space between each are one word spread out. Tatweel between two letters fills a line.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::edits::Edits;
use super::visual_order::{ends_open, form_joins_previous};
use crate::script::{
    TATWEEL, is_arabic_letter, is_arabic_mark, is_line_break, is_of_arabic_word, is_presentation_form, is_space,
};

/// The fewest single letters in a row that are a word spread out: enumerations of three («أ ب ج») are in use.
const SPREAD: usize = 4;

/// Deletes the spaces that part words.
pub(super) fn repair(text: &str, edits: &mut Edits<'_>) {
    let pieces = pieces(text);
    let spread = spread(text, &pieces);
    let lines = spread_lines(text);
    // What marks by themselves would stand on: the piece before, or the one that others before them were joined to.
    let mut carrier = "";
    for (i, piece) in pieces.iter().enumerate() {
        delete_fillers(text, piece, edits);
        let Some(next) = pieces.get(i + 1) else { break };
        let gap = piece.end..next.start;
        let (before, after) = (&text[piece.clone()], &text[next.clone()]);
        if before.contains(|c| !is_arabic_mark(c)) {
            carrier = before;
        }
        let is_one_line = text[gap.clone()].chars().all(is_space);
        let line = lines.partition_point(|line| line.end <= gap.start);
        let of_spread_line = gap.len() == 1 && lines.get(line).is_some_and(|line| line.contains(&gap.start));
        let is_spread = spread[i] || of_spread_line;
        let is_inside =
            is_spread || stands_on_letter(carrier, after) || is_torn(before, after) || is_part(before, after);
        if is_one_line && is_inside {
            edits.delete(gap);
        } else {
            carrier = "";
        }
    }
}

/// Deletes the tatweel between two letters of a piece; at its end it belongs to the word, as in «هـ».
fn delete_fillers(text: &str, piece: &Range<usize>, edits: &mut Edits<'_>) {
    let mut from = piece.start;
    while let Some(found) = text[from..piece.end].find(TATWEEL) {
        let start = from + found;
        let rest = &text[start..piece.end];
        from = piece.end - rest.trim_start_matches(TATWEEL).len();
        let is_letter = |c: Option<char>| c.is_some_and(|c| is_of_arabic_word(c) && c != TATWEEL);
        let inside = is_letter(text[piece.start..start].chars().next_back())
            && text[from..piece.end].starts_with(is_arabic_letter);
        if inside {
            edits.delete(start..from);
        }
    }
}

/// Whether marks by themselves, or with the alef of tanween, stand behind the space, and a letter for them before.
fn stands_on_letter(before: &str, after: &str) -> bool {
    let rest = after.trim_start_matches(is_arabic_mark);
    rest.len() < after.len()
        && !rest.trim_start_matches(['\u{627}', '\u{FE8D}', '\u{FE8E}']).starts_with(is_of_arabic_word)
        && before.chars().rev().find(|c| !is_arabic_mark(*c)).is_some_and(is_of_arabic_word)
}

/// Whether a presentation form that joins the next letter stands before the space, and one that is joined behind it.
fn is_torn(before: &str, after: &str) -> bool {
    ends_open(before) && after.trim_start_matches(is_arabic_mark).starts_with(form_joins_previous)
}

/// Whether one side is a letter that is no word and fits the other side.
fn is_part(before: &str, after: &str) -> bool {
    let alone = |text: &str| {
        let mut letters = text.nfkc().filter(|c| !is_arabic_mark(*c));
        letters.next().filter(|_| letters.next().is_none())
    };
    let letters = |text: &str| text.nfkc().filter(|c| is_arabic_letter(*c)).take(3).count();
    let ends = matches!(alone(after), Some('\u{629}' | '\u{649}'))
        && before.ends_with(is_of_arabic_word)
        && letters(before) > 1;
    let begins = alone(before) == Some('\u{627}') && after.nfkc().next() == Some('\u{644}') && letters(after) > 2;
    ends || begins
}

/// For each piece whether it and the next belong to a word that is spread out, one letter a piece.
fn spread(text: &str, pieces: &[Range<usize>]) -> Vec<bool> {
    let is_letter = |piece: &Range<usize>| {
        let mut chars = text[piece.clone()].chars().filter(|c| !is_arabic_mark(*c));
        chars.next().is_some_and(|c| is_arabic_letter(c) || is_presentation_form(c)) && chars.next().is_none()
    };
    let mut spread = vec![false; pieces.len()];
    let mut first = 0;
    for i in 0..pieces.len() {
        let touches = pieces.get(i + 1).is_some_and(|next| text[pieces[i].end..next.start].chars().count() == 1);
        if !is_letter(&pieces[i]) {
            first = i + 1;
        } else if !touches || !is_letter(&pieces[i + 1]) {
            if i + 1 - first >= SPREAD {
                spread[first..i].fill(true);
            }
            first = i + 1;
        }
    }
    spread
}

/// What stands between spaces.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut from = 0;
    let mut pieces = Vec::new();
    for piece in text.split(is_space) {
        if !piece.is_empty() {
            pieces.push(from..from + piece.len());
        }
        from += piece.len() + text[from + piece.len()..].chars().next().map_or(0, char::len_utf8);
    }
    pieces
}

/// The lines of which every character has a space behind it: seven of ten pieces are one character, words have two
/// spaces or more between them.
fn spread_lines(text: &str) -> Vec<Range<usize>> {
    let mut from = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive(is_line_break) {
        let pieces = line.split(is_space).filter(|piece| !piece.is_empty());
        let (mut all, mut single) = (0, 0);
        for piece in pieces {
            all += 1;
            single += usize::from(piece.chars().filter(|c| !is_arabic_mark(*c)).nth(1).is_none());
        }
        if all > 2 * SPREAD && 10 * single > 7 * all && line.trim_matches(is_space).contains("  ") {
            lines.push(from..from + line.len());
        }
        from += line.len();
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::edits::edited;
    use super::*;

    fn repaired(text: &str) -> String {
        edited(text, |text, _, edits| repair(text, edits))
    }

    #[test]
    fn what_cannot_stand_alone_is_joined() {
        assert_eq!(repaired("خوفا \u{64B} من"), "خوفا\u{64B} من");
        assert_eq!(repaired("حوثي \u{64B}ا"), "حوثي\u{64B}ا");
        assert_eq!(repaired("حوثي \u{651} \u{64B} \u{64E}"), "حوثي\u{651}\u{64B}\u{64E}");
        assert_eq!(repaired("مدرس ة عل ى ا لعالم"), "مدرسة على العالم");
        assert_eq!(repaired("\u{FEE3}\u{FEAA}\u{FEF3} \u{FEE8}\u{FE94}"), "\u{FEE3}\u{FEAA}\u{FEF3}\u{FEE8}\u{FE94}");
    }

    #[test]
    fn a_mark_between_forms_that_join_parts_nothing() {
        assert_eq!(repaired("\u{FEE7} \u{64F}\u{FEB8}\u{FEAE}"), "\u{FEE7}\u{64F}\u{FEB8}\u{FEAE}");
    }

    #[test]
    fn letters_with_a_space_each_are_one_word() {
        assert_eq!(repaired("ا ل س ل ا م  ع ل ي ك م"), "السلام  عليكم");
        assert_eq!(repaired("أ ب ج"), "أ ب ج");
        assert_eq!(repaired("و ا ل ق و ل  ،  5 0  ن ص\nأ ب ج"), "والقول  ،  50  نص\nأ ب ج");
    }

    #[test]
    fn tatweel_that_fills_a_line_goes() {
        assert_eq!(
            repaired("ال\u{640}\u{640}كشف عن 1439 ه\u{640} ل\u{640} CNN"),
            "الكشف عن 1439 ه\u{640} ل\u{640} CNN"
        );
    }

    #[test]
    fn words_stay_apart() {
        for text in ["قال و ذهب", "ا\nلعالم", "\u{FEE3}\u{FEE6} \u{FEE3}\u{FEE6}", "أ لا", " \u{64B}", "البعض \u{650}من"]
        {
            assert_eq!(repaired(text), text);
        }
    }
}
