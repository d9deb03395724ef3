//! Marks that stay: two of them may have to change places (canonical ordering, UAX #15), which the tables cannot do.
//!
//! Tashkeel, U+064B-0652 and U+0670, compose with nothing, and their combining classes, 27 to 35, ascend as their code
//! points do, and so as their second bytes in UTF-8. The tables let one pass that stands behind what begins a segment, or
//! behind a smaller one, and stop where a smaller one or another mark follows.

use std::ops::RangeInclusive;

use super::super::choice::UnicodeForm;
use super::super::letters::Becomes;
use super::super::unicode_form;
use super::compile::depends_on_neighbours;
use super::scalar::pair;
use super::special::{Specials, push};
use super::{GONE, State, Tables};

/// The first byte of tashkeel in UTF-8, and the second ones: of the signs in a row, and of the superscript alef.
pub(super) const TASHKEEL: (u8, RangeInclusive<u8>, u8) = (0xD9, 0x8B..=0x92, 0xB0);

/// The first bytes of other marks, and of signs between them, and their second ones. What lies past U+06FF the tables do not
/// know.
pub(super) const OTHER_MARKS: [(u8, RangeInclusive<u8>); 3] =
    [(0xD8, 0x90..=0x9A), (0xD9, 0x93..=0x9F), (0xDB, 0x96..=0xAD)];

/// Whether a character is tashkeel.
pub(super) fn is_tashkeel(c: char) -> bool {
    matches!(c.encode_utf8(&mut [0; 4]).as_bytes(), [lead, second] if is_tashkeel_pair([*lead, *second]))
}

/// The same of two bytes of UTF-8.
fn is_tashkeel_pair(pair: [u8; 2]) -> bool {
    let (first, signs, alef) = TASHKEEL;
    pair[0] == first && (signs.contains(&pair[1]) || pair[1] == alef)
}

fn is_other_mark(pair: [u8; 2]) -> bool {
    OTHER_MARKS.iter().any(|(first, seconds)| pair[0] == *first && seconds.contains(&pair[1]))
}

/// Whether tashkeel stands at a place of a text and may have to change places, with what was written or with what
/// follows, or with what it comes to stand behind when something goes. Both engines stop at the same places, since words
/// that go through the steps are told apart by them.
pub(super) fn is_disordered(tables: &Tables, bytes: &[u8], at: usize, out: &[u8]) -> bool {
    let [lead, second, rest @ ..] = &bytes[at..] else { return false };
    if !is_tashkeel_pair([*lead, *second]) {
        return false;
    }
    let is_before_other = rest.first_chunk().is_some_and(|pair| {
        let is_smaller = is_tashkeel_pair(*pair) && pair[1] < *second;
        is_smaller || is_other_mark(*pair)
    });
    let is_behind_gone = match bytes[..at] {
        [.., byte @ 0..0x80] => tables.ascii[usize::from(byte)] == GONE,
        [.., lead @ 0xD8..=0xDB, next] => tables.cont[pair(lead, next)] == GONE,
        _ => false,
    };
    let is_behind_smaller = matches!(out, [.., lead, before] if is_tashkeel_pair([*lead, *before]) && before <= second);
    is_before_other || is_behind_gone || !(is_behind_smaller || ends_in_starter(out))
}

impl Specials {
    /// Appends a run of marks that stay, in canonical order, and returns its length; none if it is not the whole run.
    pub(super) fn marks(&self, text: &str, out: &mut Vec<u8>, state: &mut State) -> Option<usize> {
        if !ends_in_starter(out) {
            return None;
        }
        self.tashkeel(text, out, state).or_else(|| self.any_marks(text, out, state))
    }

    /// The common case: a run of tashkeel alone.
    fn tashkeel(&self, text: &str, out: &mut Vec<u8>, state: &mut State) -> Option<usize> {
        let (pairs, _) = text.as_bytes().as_chunks::<2>();
        let len = 2 * pairs.iter().take_while(|pair| is_tashkeel_pair(**pair)).count();
        let (run, rest) = text.split_at(len);
        let is_whole = len > 0 && rest.chars().next().is_none_or(unicode_form::begins_segment);
        let stays = |c| matches!(self.letters.of(c), Becomes::Itself) && !depends_on_neighbours(c, &self.options);
        if !is_whole || !run.chars().all(stays) {
            return None;
        }
        let start = out.len();
        push(run, out, state);
        if self.options.unicode != UnicodeForm::None {
            out[start..].as_chunks_mut::<2>().0.sort_unstable();
        }
        Some(len)
    }

    fn any_marks(&self, text: &str, out: &mut Vec<u8>, state: &mut State) -> Option<usize> {
        let len = text.find(unicode_form::begins_segment).unwrap_or(text.len());
        let run = &text[..len];
        let is_free = |c| matches!(c, '\u{610}'..='\u{6FF}') && !matches!(c, '\u{653}'..='\u{655}');
        if run.is_empty() || !run.chars().all(|c| is_free(c) && !depends_on_neighbours(c, &self.options)) {
            return None;
        }
        let mut ordered = String::new();
        unicode_form::normal_form(run, self.options.unicode, &mut ordered);
        for c in ordered.chars() {
            match self.letters.of(c) {
                Becomes::Itself => push(c.encode_utf8(&mut [0; 4]), out, state),
                Becomes::Nothing => {}
                Becomes::Char(_) | Becomes::Text(_) => return None,
            }
        }
        Some(len)
    }
}

/// Whether what was written ends in a character before which marks cannot move.
fn ends_in_starter(out: &[u8]) -> bool {
    let Some(start) = out.iter().rposition(|byte| byte & 0xC0 != 0x80) else { return true };
    let last = std::str::from_utf8(&out[start..]).ok().and_then(|last| last.chars().next());
    last.is_none_or(unicode_form::begins_segment)
}
