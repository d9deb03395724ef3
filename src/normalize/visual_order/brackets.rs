//! Brackets that face the wrong way, told by what they stand beside.
//!
//! A page shows the mirror image of a bracket in Arabic text (UAX #9, rule L4). Some makers of PDF files note which
//! character was meant and some which is seen, and readers hand on either; so each kind of bracket is judged by the
//! places where it stands: an opening one has a space before it and a word behind it.

use memchr::memchr2_iter;

use super::super::edits::Edits;
use super::line::mirrored;
use crate::script::{is_letter, is_line_break, is_number, is_punctuation, is_space};

const KINDS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('{', '}'), ('\u{AB}', '\u{BB}')];

/// Mirrors all brackets of each kind of which more face the wrong way than the right one.
pub(super) fn face(text: &str, edits: &mut Edits<'_>) {
    let wrong: Vec<(char, char)> = KINDS.into_iter().filter(|kind| face_wrong(text, *kind)).collect();
    if wrong.is_empty() {
        return;
    }
    for (at, c) in text.char_indices() {
        if let Some(mirror) = mirrored(c).filter(|_| wrong.iter().any(|(open, close)| c == *open || c == *close)) {
            edits.replace_char(at..at + c.len_utf8(), mirror);
        }
    }
}

/// Whether a character is a bracket of these kinds.
pub(in super::super) fn is_one(c: char) -> bool {
    KINDS.iter().any(|(open, close)| c == *open || c == *close)
}

/// Whether there are brackets to mirror.
pub(super) fn any_wrong(text: &str) -> bool {
    KINDS.into_iter().any(|kind| face_wrong(text, kind))
}

fn face_wrong(text: &str, (open, close): (char, char)) -> bool {
    let (mut right, mut wrong) = (0, 0);
    for (at, c) in found(text, (open, close)) {
        let before = text[..at].chars().next_back();
        let after = text[at + c.len_utf8()..].chars().next();
        match (is_word(before), is_word(after)) {
            (false, true) if is_gap(before) => *(if c == open { &mut right } else { &mut wrong }) += 1,
            (true, false) if is_gap(after) => *(if c == close { &mut right } else { &mut wrong }) += 1,
            _ => {}
        }
    }
    wrong > right
}

/// Where the brackets of a kind are.
fn found(text: &str, (open, close): (char, char)) -> impl Iterator<Item = (usize, char)> {
    let first_byte = |c: char| c.encode_utf8(&mut [0; 4]).as_bytes()[0];
    let places = memchr2_iter(first_byte(open), first_byte(close), text.as_bytes());
    places.filter_map(|at| Some((at, text[at..].chars().next()?))).filter(move |(_, c)| *c == open || *c == close)
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(|c| is_letter(c) || is_number(c))
}

fn is_gap(c: Option<char>) -> bool {
    c.is_none_or(|c| is_space(c) || is_line_break(c) || (is_punctuation(c) && mirrored(c).is_none()))
}

#[cfg(test)]
mod tests {
    use super::super::super::edits::edited;
    use super::*;

    fn faced(text: &str) -> String {
        edited(text, |text, _, edits| face(text, edits))
    }

    #[test]
    fn each_kind_is_judged_by_itself() {
        assert_eq!(faced("قال »نعم« (لا)"), "قال «نعم» (لا)");
        assert_eq!(faced("قال «نعم» )لا(."), "قال «نعم» (لا).");
        assert_eq!(faced("1) أ 2) ب"), "1) أ 2) ب");
        assert_eq!(faced("a(b)c"), "a(b)c");
    }
}
