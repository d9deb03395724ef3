//! `repeats` and `punctuation_repeats` in the result of the tables: a quick look at its bytes says whether there may be
//! runs to cut.

use super::super::edits::Draft;
use super::super::{context, patterns::emoji_shields};

/// The limits on runs; 0 where runs are not cut.
#[derive(Debug, Clone, Copy)]
pub(super) struct Runs {
    pub(super) letters: u8,
    pub(super) punctuation: u8,
}

const BLOCK: usize = 64;

impl Runs {
    /// Cuts the runs of a row that begins at `start`; true if there were any.
    pub(super) fn cut(self, out: &mut Vec<u8>, start: usize) -> bool {
        let Ok(text) = std::str::from_utf8(&out[start..]) else { return false };
        let mut draft = Draft::new(text, false);
        draft.shields = emoji_shields(text);
        let letters = draft.edit(|text, shields, edits| context::limit_letters(text, shields, self.letters, edits));
        let signs =
            draft.edit(|text, shields, edits| context::limit_punctuation(text, shields, self.punctuation, edits));
        if letters || signs {
            let cut = draft.text.into_owned();
            out.truncate(start);
            out.extend_from_slice(cut.as_bytes());
        }
        letters || signs
    }

    /// Says yes wherever there is a run to cut, and now and then where there is none.
    pub(super) fn may_be_cut(self, text: &[u8]) -> bool {
        if self.letters == 0 && self.punctuation == 0 {
            return false;
        }
        let any_double = self.punctuation == 1;
        let mut at = 0;
        // Each block looks five bytes beyond its end.
        while at + BLOCK + 5 <= text.len() {
            if block_repeats(&text[at..at + BLOCK + 5], any_double) {
                return true;
            }
            at += BLOCK;
        }
        let mut rest = [0; BLOCK * 2 + 10];
        rest[..text.len() - at].copy_from_slice(&text[at..]);
        block_repeats(&rest[..BLOCK + 5], any_double) || block_repeats(&rest[BLOCK..BLOCK * 2 + 5], any_double)
    }
}

// No branch inside, so that the compiler makes vectors of it.
fn block_repeats(block: &[u8], any_double: bool) -> bool {
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

    #[test]
    fn runs_are_seen_wherever_they_stand() {
        let letters = Runs { letters: 2, punctuation: 0 };
        let both = Runs { letters: 2, punctuation: 1 };
        for filler in 0..200 {
            let text = |run: &str| format!("{}{run}{}", "ab".repeat(filler), "بت".repeat(filler));
            for run in ["ممم", "rrr", "€€€"] {
                assert!(letters.may_be_cut(text(run).as_bytes()), "{run} after {filler}");
            }
            for run in ["!!", "؟؟", "،،", "……", "»»", "\u{61D}\u{61D}", "٪٪", "۔۔"] {
                assert!(both.may_be_cut(text(run).as_bytes()), "{run} after {filler}");
            }
            for run in ["الله", "mm", "! ?", "يي"] {
                assert!(!both.may_be_cut(text(run).as_bytes()), "{run} after {filler}");
            }
        }
    }
}
