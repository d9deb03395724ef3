//! `lam_alef="repair"`: lam-alef ligatures that have been taken apart in the wrong order, as in األمن for الأمن.
//!
//! A reader of PDF files that turns a line letter by letter turns the two letters of a ligature as well. Two alefs in a
//! row prove it: no word is written so. Where a text has such proofs and next to no lam-alef in the right order, every
//! alef before a lam is in doubt, and a table of contexts from a corpus of news says which order is the usual one.
//! The table has the letters around the pair, three on each side, two or one, and the longest that is there counts.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::edits::Edits;
use crate::script::{is_arabic_letter, is_arabic_mark};

const LAM: char = '\u{644}';

/// Whether the lam comes first, by `before alef after`.
static CONTEXTS: LazyLock<HashMap<(&str, char, &str), bool>> = LazyLock::new(|| {
    let fields = |line: &'static str| {
        let mut fields = line.split('\t');
        let (before, alef) = (fields.next()?, fields.next()?.chars().next()?);
        Some(((before, alef, fields.next()?), fields.next()? == "lam"))
    };
    include_str!("contexts.tsv").lines().skip(1).filter_map(fields).collect()
});

/// The longest context of the table on one side.
const WIDEST: usize = 3;

fn is_alef(c: char) -> bool {
    matches!(c, '\u{622}' | '\u{623}' | '\u{625}' | '\u{627}')
}

/// Puts the pairs of a text in order, if the text proves that they are not.
pub(super) fn repair(text: &str, edits: &mut Edits<'_>) {
    let words = words(text);
    if !is_disordered(&words) {
        return;
    }
    for word in &words {
        for at in word.out_of_order() {
            let (alef, lam) = (&word.letters[at], &word.letters[at + 1]);
            edits.replace_char(alef.0..alef.0 + alef.1.len_utf8(), LAM);
            edits.replace_char(lam.0..lam.0 + LAM.len_utf8(), alef.1);
        }
    }
}

/// The letters of a word, each with where it stands; marks are left out.
struct Word {
    letters: Vec<(usize, char)>,
}

fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut letters = Vec::new();
    for (at, c) in text.char_indices() {
        if is_arabic_letter(c) {
            letters.push((at, c));
        } else if !is_arabic_mark(c) && !letters.is_empty() {
            words.push(Word { letters: std::mem::take(&mut letters) });
        }
    }
    words.push(Word { letters });
    words
}

/// Whether pairs in the wrong order are proved, by one with a hamza or by two, and are not outdone by pairs in the
/// right one.
fn is_disordered(words: &[Word]) -> bool {
    let (mut wrong, mut with_hamza, mut right) = (0, 0, 0);
    for word in words {
        for at in 0..word.letters.len() {
            wrong += usize::from(word.is_proof(at));
            with_hamza += usize::from(word.is_proof(at) && word.has_hamza(at));
            right += usize::from(word.is(at, |c| c == LAM) && word.is(at + 1, is_alef));
        }
    }
    (with_hamza > 0 || wrong > 1) && wrong > 3 * right
}

impl Word {
    fn is(&self, at: usize, class: impl Fn(char) -> bool) -> bool {
        self.letters.get(at).is_some_and(|letter| class(letter.1))
    }

    fn is_pair(&self, at: usize) -> bool {
        self.is(at, is_alef) && self.is(at + 1, |c| c == LAM)
    }

    /// Whether an alef before a lam comes after another one, or the two are all there is, but for a conjunction.
    fn is_proof(&self, at: usize) -> bool {
        let after_alef = at > 0 && self.is(at - 1, is_alef);
        self.is_pair(at) && (after_alef || (at == 0 && self.letters.len() == 2))
    }

    fn has_hamza(&self, at: usize) -> bool {
        self.is(at, |c| c != '\u{627}') || (at > 0 && self.is(at - 1, |c| c != '\u{627}' && is_alef(c)))
    }

    /// The places of the alefs that belong behind their lam.
    fn out_of_order(&self) -> Vec<usize> {
        let mut letters: Vec<char> = self.letters.iter().map(|letter| letter.1).collect();
        let mut found = Vec::new();
        for at in 0..letters.len().saturating_sub(1) {
            let is_pair = is_alef(letters[at]) && letters[at + 1] == LAM;
            if is_pair && (self.is_proof(at) || lam_comes_first(&letters, at)) {
                letters.swap(at, at + 1);
                found.push(at);
            }
        }
        found
    }
}

fn lam_comes_first(letters: &[char], at: usize) -> bool {
    let widths = (1..=WIDEST).rev();
    let known = widths.filter_map(|width| {
        let before = letters[at.saturating_sub(width)..at].iter();
        let before: String = std::iter::repeat_n('^', width.saturating_sub(at)).chain(before.copied()).collect();
        let after = letters[at + 2..].iter().copied().chain(std::iter::repeat('$')).take(width);
        CONTEXTS.get(&(before.as_str(), letters[at], after.collect::<String>().as_str())).copied()
    });
    known.into_iter().next().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::super::edits::Draft;
    use super::*;

    fn repaired(text: &str) -> String {
        let mut draft = Draft::new(text, true);
        draft.edit(|text, _, edits| repair(text, edits));
        draft.text.into_owned()
    }

    #[test]
    fn pairs_are_put_in_order_where_they_are_proved_wrong() {
        let page = "عقد مجلس األمن االجتماع الثالث بعد انطالق احتفاالت البالد، وقال العالم إنه ال يعلم";
        let right = "عقد مجلس الأمن الاجتماع الثالث بعد انطلاق احتفالات البلاد، وقال العالم إنه لا يعلم";
        assert_eq!(repaired(page), right);
        assert_eq!(repaired(right), right);
    }

    #[test]
    fn marks_stay_where_they_are() {
        assert_eq!(repaired("اَألمنُ"), "اَلأمنُ");
    }

    #[test]
    fn a_slip_of_the_pen_proves_nothing() {
        for text in ["االسلام عليكم", "قال العالم", "اال لا", "مجلس األمن لأن لا الأمن"]
        {
            assert_eq!(repaired(text), text);
        }
    }
}
