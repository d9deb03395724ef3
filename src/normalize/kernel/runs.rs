//! `repeats` and `punctuation_repeats` in the result of the tables: a quick look at its bytes says whether there may be
//! runs to cut.

use std::ops::Range;

use super::super::composed::composed;
use super::super::edits::{Draft, Edit, Stage};
use super::super::{context, patterns::emoji_shields};
use super::Engine;
#[cfg(target_arch = "x86_64")]
use super::avx512;
use super::words::is_white;

/// The limits on runs; 0 where runs are not cut.
#[derive(Debug, Clone, Copy)]
pub(super) struct Runs {
    pub(super) letters: u8,
    pub(super) punctuation: u8,
    pub(super) engine: Engine,
}

const BLOCK: usize = 64;

/// How far a look at a block reaches beyond it.
const BEYOND: usize = 5;

impl Runs {
    /// Whether no run is cut.
    pub(super) fn are_free(self) -> bool {
        self.letters == 0 && self.punctuation == 0
    }

    /// Cuts the runs of a row that begins at `start`; true if there were any. Only the words around what looks like one
    /// are looked at closely, since no run goes on over a space. What was cut is recorded, in positions of the row.
    pub(super) fn cut(self, out: &mut Vec<u8>, start: usize, mut record: Option<&mut Vec<Edit>>) -> bool {
        if self.are_free() {
            return false;
        }
        // All before `read` is done, and stands before `written`.
        let (mut read, mut written, mut from) = (start, start, start);
        while let Some(at) = self.next_block(&out[from..]) {
            let words = words_around(out, from, from + at);
            from = words.end;
            let Ok(text) = simdutf8::basic::from_utf8(&out[words.clone()]) else { continue };
            let Some((cut, trail)) = self.limited(text, record.is_some()) else { continue };
            if let (Some(record), Some(trail)) = (&mut record, trail) {
                let edits = composed(&trail).unwrap_or_default();
                record.extend(edits.into_iter().map(|edit| Edit { at: edit.at + words.start - start, ..edit }));
            }
            out.copy_within(read..words.start, written);
            written += words.start - read;
            out[written..written + cut.len()].copy_from_slice(cut.as_bytes());
            written += cut.len();
            read = words.end;
        }
        out.copy_within(read.., written);
        out.truncate(out.len() - (read - written));
        written < read
    }

    /// A text with its runs cut, and what was done to it; none if it has no run to cut.
    fn limited(self, text: &str, align: bool) -> Option<(String, Option<Vec<Stage>>)> {
        let mut draft = Draft::new(text, align);
        draft.shields = emoji_shields(text);
        let letters = draft.edit(|text, shields, edits| context::limit_letters(text, shields, self.letters, edits));
        let signs =
            draft.edit(|text, shields, edits| context::limit_punctuation(text, shields, self.punctuation, edits));
        (letters || signs).then(|| (draft.text.into_owned(), draft.trail))
    }

    /// The first block that holds a run to cut, and now and then one that holds none.
    fn next_block(self, text: &[u8]) -> Option<usize> {
        let mut at = 0;
        while at + BLOCK + BEYOND <= text.len() {
            if self.block_repeats(&text[at..at + BLOCK + BEYOND]) {
                return Some(at);
            }
            at += BLOCK;
        }
        let mut rest = [0; 2 * (BLOCK + BEYOND)];
        rest[..text.len() - at].copy_from_slice(&text[at..]);
        let last = [0, BLOCK]
            .into_iter()
            .filter(|i| at + i < text.len())
            .find(|i| self.block_repeats(&rest[*i..*i + BLOCK + BEYOND]));
        last.map(|i| at + i)
    }

    fn block_repeats(self, block: &[u8]) -> bool {
        let any_double = self.punctuation == 1;
        match self.engine {
            #[cfg(target_arch = "x86_64")]
            Engine::Avx512 => avx512::block_repeats(block, any_double),
            Engine::Scalar => block_repeats(block, any_double),
        }
    }
}

/// The words that a block is part of, those before `from` left out.
fn words_around(bytes: &[u8], from: usize, block: usize) -> Range<usize> {
    let start = bytes[from..block].iter().rposition(|byte| is_white(*byte)).map_or(from, |i| from + i);
    let inside = bytes.len().min(block + BLOCK + BEYOND);
    let end = bytes[inside..].iter().position(|byte| is_white(*byte)).map_or(bytes.len(), |i| inside + i);
    start..end
}

/// Whether a block may hold a run to cut. There is no branch inside, so that the compiler makes vectors of it.
#[expect(clippy::inline_always, reason = "compiled once more for wider vectors, by what it is inlined into")]
#[inline(always)]
pub(super) fn block_repeats(block: &[u8], any_double: bool) -> bool {
    let [b0, b1, b2, b3, b4, b5] = [0, 1, 2, 3, 4, 5].map(|i| &block[i..i + BLOCK]);
    let mut found = 0_u8;
    for i in 0..BLOCK {
        let single = u8::from(b0[i] == b1[i]) & u8::from(b0[i] != 0);
        let pair = u8::from(b0[i] == b2[i]) & u8::from(b1[i] == b3[i]) & u8::from(b0[i] >= 0xC2);
        let long = u8::from(b0[i] == b3[i]) & u8::from(b1[i] == b4[i]) & u8::from(b2[i] == b5[i]);
        let triple = (single & u8::from(b1[i] == b2[i])) | (pair & u8::from(b2[i] == b4[i]) & u8::from(b3[i] == b5[i]));
        let sign = (single & u8::from(!b0[i].is_ascii_alphanumeric()) & u8::from(b0[i] < 0x80))
            | (pair & is_sign(b0[i], b1[i]));
        found |= triple | (long & u8::from(b0[i] >= 0xE0)) | (sign & u8::from(any_double));
    }
    found != 0
}

/// Whether a pair of bytes is, or could be, a punctuation mark: those of the Arabic block by name, all else but its
/// letters for safety.
#[expect(clippy::inline_always, reason = "as above")]
#[inline(always)]
fn is_sign(first: u8, second: u8) -> u8 {
    let arabic = u8::from(first & 0xFC == 0xD8);
    let d8 = u8::from(first == 0xD8) & (u8::from(matches!(second, 0x89 | 0x8A | 0x8C | 0x8D | 0x9B | 0x9D..=0x9F)));
    let d9 = u8::from(first == 0xD9) & u8::from(matches!(second, 0xAA..=0xAD));
    let db = u8::from(first == 0xDB) & u8::from(second == 0x94);
    (1 - arabic) | d8 | d9 | db
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, letters: u8, punctuation: u8) -> String {
        let mut out = [b"mmm", text.as_bytes()].concat();
        let mut edits = Vec::new();
        assert_eq!(
            Runs { letters, punctuation, engine: Engine::best() }.cut(&mut out, 3, Some(&mut edits)),
            !edits.is_empty()
        );
        let shorter: usize = edits.iter().map(|edit| edit.old - edit.new).sum();
        assert_eq!(out.len() + shorter, 3 + text.len());
        String::from_utf8(out).unwrap().split_off(3)
    }

    #[test]
    fn runs_are_cut_wherever_they_stand() {
        for filler in 0..200 {
            let text = |run: &str| format!("{}{run}{}", "ab".repeat(filler), "بت".repeat(filler));
            for (run, expected) in [("ممم", "مم"), ("rrrr", "rr"), ("الله", "الله")] {
                assert_eq!(cut(&text(run), 2, 0), text(expected), "{run} after {filler}");
            }
            for run in ["!", "؟", "،", "…", "»", "\u{61D}", "٪", "۔"] {
                assert_eq!(cut(&text(&run.repeat(2)), 2, 1), text(run), "{run} after {filler}");
            }
            assert_eq!(cut(&text("! ?"), 2, 1), text("! ?"));
        }
    }

    #[test]
    fn many_runs_are_cut_in_one_row() {
        for filler in 0..150 {
            let row = |run: &str| format!("{run} {} {run}\n{run}{run}ك {run}", "بت ".repeat(filler));
            assert_eq!(cut(&row("مممم"), 2, 0), row("مم").replace("مممم", "مم"), "{filler}");
        }
    }
}
