//! `tanween_alef`: the alef that carries a fathatan at the end of a word, as in كتاباً or كتابًا.
//!
//! Both orders are in use; the mark is told of the word's last letter, the alef is but its seat, which the pausal form
//! of dialects and many stemmers leave out.

use super::choice::TanweenAlef;
use super::edits::{Edits, Shield};
use super::shields::plain;
use crate::script::{is_arabic_letter, is_arabic_mark};

const ALEF: char = '\u{627}';

/// How many marks are looked past: no letter has more, and no text may take forever.
const MOST_MARKS: usize = 16;

fn is_fathatan(c: char) -> bool {
    matches!(c, '\u{64B}' | '\u{8F0}')
}

/// Moves or removes every fathatan that has an alef at the end of a word.
pub(super) fn settle(text: &str, shields: &[Shield], rule: TanweenAlef, edits: &mut Edits<'_>) {
    for (offset, stretch) in plain(text, shields) {
        let mut from = 0;
        while let Some(found) = stretch[from..].find(is_fathatan) {
            let at = from + found;
            from = at + stretch[at..].chars().next().map_or(1, char::len_utf8);
            if let Some(seat) = Seat::around(stretch, at) {
                seat.settle(stretch, offset, rule, edits);
                from = from.max(seat.end);
            }
        }
    }
}

/// Where the marks at a position end; none if they are more than a letter has.
fn past_marks(text: &str, at: usize) -> Option<usize> {
    let mut rest = text[at..].char_indices().take(MOST_MARKS + 1);
    rest.find(|(_, c)| !is_arabic_mark(*c)).map(|(i, _)| at + i).or_else(|| {
        let is_end = text[at..].chars().nth(MOST_MARKS).is_none();
        is_end.then_some(text.len())
    })
}

/// A final alef with its fathatan, in bytes of the text.
struct Seat {
    /// Where the word begins.
    word: usize,
    /// The mark.
    mark: usize,
    /// The alef.
    alef: usize,
    /// Where the marks on the alef end, and the word with them.
    end: usize,
}

impl Seat {
    /// The seat of the fathatan at a position: the alef it stands on, or the one behind its letter.
    fn around(text: &str, mark: usize) -> Option<Self> {
        let before = text[..mark].char_indices().rev().take(MOST_MARKS);
        let base = before.into_iter().find(|(_, c)| !is_arabic_mark(*c))?;
        let next = past_marks(text, mark)?;
        let alef = if base.1 == ALEF && !text[next..].starts_with(ALEF) { base.0 } else { next };
        if !text[alef..].starts_with(ALEF) {
            return None;
        }
        let end = past_marks(text, alef + ALEF.len_utf8())?;
        if text[end..].starts_with(is_arabic_letter) {
            return None;
        }
        let word = text[..alef].rfind(|c| !is_arabic_letter(c) && !is_arabic_mark(c));
        let word = word.map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
        text[word..alef].contains(is_arabic_letter).then_some(Self { word, mark, alef, end })
    }

    fn settle(&self, text: &str, offset: usize, rule: TanweenAlef, edits: &mut Edits<'_>) {
        let whole = offset + self.mark.min(self.alef)..offset + self.end;
        let inside = &text[whole.start - offset..self.end];
        let fathatan: String = inside.chars().find(|c| is_fathatan(*c)).into_iter().collect();
        let others = |part: &str| part.replacen(is_fathatan, "", 1);
        let result = match rule {
            TanweenAlef::Before if self.mark > self.alef => fathatan + &others(inside),
            TanweenAlef::After if self.mark < self.alef => {
                let alef = self.alef - self.mark;
                format!("{}{ALEF}{fathatan}{}", others(&inside[..alef]), &inside[alef + ALEF.len_utf8()..])
            }
            TanweenAlef::Remove if self.is_particle(text) => others(inside),
            TanweenAlef::Remove => others(inside).replacen(ALEF, "", 1),
            _ => return,
        };
        edits.replace(whole, &result);
    }

    /// Whether the word is إذًا, whose alef belongs to it.
    fn is_particle(&self, text: &str) -> bool {
        let letters = text[self.word..self.alef].chars().filter(|c| !is_arabic_mark(*c));
        let after_proclitic = letters.skip_while(|c| matches!(c, '\u{648}' | '\u{641}'));
        let stem: String = after_proclitic.collect();
        matches!(stem.as_str(), "\u{625}\u{630}" | "\u{627}\u{630}")
    }
}

#[cfg(test)]
mod tests {
    use super::super::edits::edited;
    use super::*;

    fn settled(text: &str, rule: TanweenAlef) -> String {
        edited(text, |text, shields, edits| settle(text, shields, rule, edits))
    }

    #[test]
    fn both_orders_are_one() {
        let both = "كتاب\u{64B}ا شكرا\u{64B}، جد\u{64B}\u{651}ا";
        assert_eq!(settled(both, TanweenAlef::Before), "كتاب\u{64B}ا شكر\u{64B}ا، جد\u{64B}\u{651}ا");
        assert_eq!(settled(both, TanweenAlef::After), "كتابا\u{64B} شكرا\u{64B}، جد\u{651}ا\u{64B}");
        assert_eq!(settled(both, TanweenAlef::Remove), "كتاب شكر، جد\u{651}");
    }

    #[test]
    fn what_is_no_seat_stays() {
        for text in ["هد\u{64B}ى", "مساء\u{64B}", "ا\u{64B}", "مدرسة\u{64B}", "را\u{64B}س", "ب\u{64B} ا"]
        {
            for rule in [TanweenAlef::Before, TanweenAlef::After, TanweenAlef::Remove] {
                assert_eq!(settled(text, rule), text);
            }
        }
        assert_eq!(settled("وإذا\u{64B} إذ\u{64B}ا", TanweenAlef::Remove), "وإذا إذا");
    }
}
