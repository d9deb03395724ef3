//! What the tagger knows of a word from its letters alone: its form and the pieces of it.

use crate::token::folded;

/// How many rows the table of pieces has; a piece is told by its hash.
pub const PIECES: usize = 1 << 15;

/// Pieces of longer words are left out.
const MOST: usize = 48;

/// The form a word is known by: folded as look-ups are, every digit a 0.
///
/// ```
/// assert_eq!(ibriz::extract::names::form::form("الـقَاهِرَة"), "القاهره");
/// assert_eq!(ibriz::extract::names::form::form("٢٠١٨"), "0000");
/// ```
pub fn form(word: &str) -> String {
    let mut form = folded(word);
    if form.bytes().any(|b| b.is_ascii_digit() && b != b'0') {
        form = form.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    }
    form
}

/// The pieces of a form, as rows of the table of pieces: its beginnings and ends of one to five letters, all runs of two
/// to four, its length, and whether it holds digits or is Latin.
pub fn pieces(form: &str, out: &mut Vec<u32>) {
    out.clear();
    let framed: Vec<char> = std::iter::once('<').chain(form.chars()).chain(std::iter::once('>')).collect();
    let length = framed.len();
    for n in 2..=6_usize {
        let n = n.min(length);
        out.push(hash('P', &framed[..n]));
        out.push(hash('S', &framed[length - n..]));
    }
    out.push(hash('L', &[char::from(b'0' + length.min(12) as u8)]));
    out.push(hash('D', &[if form.bytes().any(|b| b.is_ascii_digit()) { '1' } else { '0' }]));
    out.push(hash('A', &[if form.is_ascii() { '1' } else { '0' }]));
    for n in 2..=4 {
        for run in framed.windows(n) {
            if out.len() == MOST {
                return;
            }
            out.push(hash('G', run));
        }
    }
}

/// FNV-1a over the code points: the model file depends on it, so it is ours and does not change.
fn hash(kind: char, letters: &[char]) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for c in std::iter::once(&kind).chain(letters) {
        hash = (hash ^ u64::from(u32::from(*c))).wrapping_mul(0x0100_0000_01b3);
    }
    ((hash >> 32) as usize % PIECES) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_word_are_one_form() {
        for word in ["أحمد", "احمد", "أَحْمَـد", "\u{FE83}ﺣﻤﺪ"] {
            assert_eq!(form(word), "احمد", "{word}");
        }
    }

    #[test]
    fn pieces_are_bounded_and_stay_in_the_table() {
        let mut out = Vec::new();
        for word in ["", "و", "الديمقراطيه", &"ا".repeat(10_000)] {
            pieces(word, &mut out);
            assert!((13..=MOST).contains(&out.len()) || word.len() < 4);
            assert!(out.iter().all(|row| (*row as usize) < PIECES));
        }
    }
}
