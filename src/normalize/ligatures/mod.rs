//! `ligatures="repair"`: ligatures of lam that have been lost ([`lost`]) or taken apart in the wrong order, as in األمن for
//! الأمن and املدينة for المدينة.
//!
//! A reader of PDF files that turns a line letter by letter turns the two letters of a ligature as well. Two alefs in a
//! row prove it of lam-alef: no word is written so. Of lam with meem, hah, jeem and khah, articles do that have their lam
//! in third place; and اهلل is no word but the ligature of الله. Where a text has such proofs and next to no pairs in the
//! right order, every pair is in doubt, and a table of contexts from a corpus of news says which order is the usual one.

mod contexts;
mod lost;

use std::sync::LazyLock;

use super::edits::Edits;
use crate::script::{is_arabic_letter, is_arabic_mark, is_proclitic};
use contexts::{Contexts, answer};
pub(super) use lost::restore;

const ALEF: char = '\u{627}';
const LAM: char = '\u{644}';
const HEH: char = '\u{647}';

/// Whether the lam comes first, by what stands before, the other letter, and what stands behind.
static LAM_COMES_FIRST: LazyLock<Contexts<char, bool>> = LazyLock::new(|| {
    let fields = |line: &'static str| {
        let mut fields = line.split('\t');
        let (before, partner) = (fields.next()?, fields.next()?.chars().next()?);
        Some(((before, partner, fields.next()?), fields.next()? == "first"))
    };
    include_str!("contexts.tsv").lines().skip(1).filter_map(fields).collect()
});

fn is_alef(c: char) -> bool {
    matches!(c, '\u{622}' | '\u{623}' | '\u{625}' | ALEF)
}

fn is_bowl(c: char) -> bool {
    matches!(c, '\u{645}' | '\u{62D}' | '\u{62C}' | '\u{62E}')
}

/// Puts the pairs of a text in order, if the text proves that they are not.
pub(super) fn repair(text: &str, edits: &mut Edits<'_>) {
    let words = words(text);
    let disorder = Disorder::of(&words);
    for word in words.iter().filter(|word| disorder.any() || word.ends_in_god_turned_round()) {
        for ((at, before), after) in word.letters.iter().zip(word.in_order(disorder)) {
            edits.replace_char(*at..at + before.len_utf8(), after);
        }
    }
}

/// Which pairs of a text are in doubt.
#[derive(Debug, Clone, Copy)]
struct Disorder {
    /// Lam and alef.
    alefs: bool,
    /// Lam and one of meem, hah, jeem, khah.
    bowls: bool,
}

impl Disorder {
    /// Lam-alef is in doubt if proved wrong once with a hamza or twice, the others if three times, or once beside it; and
    /// if that is not outdone by pairs in the right order.
    fn of(words: &[Word]) -> Self {
        let (mut wrong, mut with_hamza, mut right) = (0, 0, 0);
        let (mut bowls_wrong, mut bowls_right) = (0, 0);
        for word in words {
            for at in 0..word.letters.len() {
                let is_proof = word.is_proof(at);
                wrong += usize::from(is_proof);
                with_hamza += usize::from(is_proof && word.has_hamza(at));
                right += usize::from(word.is(at, |c| c == LAM) && word.is(at + 1, is_alef));
            }
            bowls_wrong += usize::from(word.begins_with(is_bowl, |c| c == LAM) || word.triple().is_some());
            bowls_right += usize::from(word.begins_with(|c| c == LAM, is_bowl));
        }
        let alefs = (with_hamza > 0 || wrong > 1) && wrong > 3 * right;
        let fewest = if alefs { 1 } else { 3 };
        Self { alefs, bowls: bowls_wrong >= fewest && bowls_wrong > 3 * bowls_right }
    }

    fn any(self) -> bool {
        self.alefs || self.bowls
    }

    fn concerns(self, partner: char) -> bool {
        (self.alefs && is_alef(partner)) || (self.bowls && is_bowl(partner))
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

impl Word {
    fn is(&self, at: usize, class: impl Fn(char) -> bool) -> bool {
        self.letters.get(at).is_some_and(|letter| class(letter.1))
    }

    fn is_pair(&self, at: usize) -> bool {
        self.is(at, is_alef) && self.is(at + 1, |c| c == LAM)
    }

    /// Where the alef of an article stands: the first letter that is no proclitic.
    fn article(&self) -> Option<usize> {
        let at = self.letters.iter().position(|(_, c)| !is_proclitic(*c))?;
        self.is(at, |c| c == ALEF).then_some(at)
    }

    /// Whether the word begins with an alef and letters of these two classes, and goes on.
    fn begins_with(&self, second: impl Fn(char) -> bool, third: impl Fn(char) -> bool) -> bool {
        self.article()
            .is_some_and(|at| self.is(at + 1, second) && self.is(at + 2, third) && self.letters.len() > at + 4)
    }

    /// Where an article is followed by two letters of a ligature of three and its lam: احملا for المحا.
    fn triple(&self) -> Option<usize> {
        let at = self.article()? + 1;
        (self.is(at, is_bowl) && self.is(at + 1, is_bowl) && self.is(at + 2, |c| c == LAM)).then_some(at)
    }

    /// Whether an alef and a lam come after the alef of an article.
    fn is_proof(&self, at: usize) -> bool {
        self.is_pair(at) && at.checked_sub(1).is_some_and(|before| self.article() == Some(before))
    }

    /// Whether a lam comes after two alefs, or after the one that is all of the word, as in لا.
    fn is_certain(&self, at: usize) -> bool {
        let after_alef = at.checked_sub(1).is_some_and(|before| self.is(before, is_alef));
        self.is_pair(at) && (after_alef || (self.letters.len() == 2 && self.is(at, |c| c == ALEF)))
    }

    fn has_hamza(&self, at: usize) -> bool {
        self.is(at, |c| c != ALEF) || (at > 0 && self.is(at - 1, |c| c != ALEF && is_alef(c)))
    }

    /// Whether the word is اهلل, with proclitics or عبد of names before it.
    fn ends_in_god_turned_round(&self) -> bool {
        let ends_so = |letters: &[(usize, char)], end: &[char]| {
            letters.len() >= end.len() && letters.iter().rev().zip(end.iter().rev()).all(|(letter, c)| letter.1 == *c)
        };
        if !ends_so(&self.letters, &[ALEF, HEH, LAM, LAM]) {
            return false;
        }
        let before = &self.letters[..self.letters.len() - 4];
        let servant = ['\u{639}', '\u{628}', '\u{62F}'];
        let proclitics = if ends_so(before, &servant) { &before[..before.len() - 3] } else { before };
        proclitics.iter().all(|(_, c)| matches!(c, '\u{648}' | '\u{641}' | '\u{628}' | '\u{62A}'))
    }

    /// The letters in their order.
    fn in_order(&self, disorder: Disorder) -> Vec<char> {
        let mut letters: Vec<char> = self.letters.iter().map(|letter| letter.1).collect();
        if self.ends_in_god_turned_round() {
            let from = letters.len() - 3;
            letters[from..].reverse();
        }
        if let Some(at) = self.triple().filter(|_| disorder.bowls) {
            letters[at..at + 3].reverse();
        }
        for at in 0..letters.len().saturating_sub(1) {
            let is_pair = disorder.concerns(letters[at]) && letters[at + 1] == LAM;
            if is_pair
                && (self.is_certain(at)
                    || answer(&LAM_COMES_FIRST, &letters[..at], letters[at], &letters[at + 2..]) == Some(true))
            {
                letters.swap(at, at + 1);
            }
        }
        letters
    }
}

#[cfg(test)]
mod tests {
    use super::super::edits::edited;
    use super::*;

    fn repaired(text: &str) -> String {
        edited(text, |text, _, edits| repair(text, edits))
    }

    #[test]
    fn pairs_are_put_in_order_where_they_are_proved_wrong() {
        let page = "عقد مجلس األمن االجتماع الثالث بعد انطالق احتفاالت البالد، وقال العالم إنه ال يعلم";
        let right = "عقد مجلس الأمن الاجتماع الثالث بعد انطلاق احتفالات البلاد، وقال العالم إنه لا يعلم";
        assert_eq!(repaired(page), right);
        assert_eq!(repaired(right), right);
    }

    #[test]
    fn meem_and_its_like_are_put_behind_the_article() {
        let page = "زار الوزير املدينة واجلامعة واحلديقة، وقال احملافظ إنه عمل كبري";
        assert_eq!(repaired(page), "زار الوزير المدينة والجامعة والحديقة، وقال المحافظ إنه عمل كبري");
        assert_eq!(repaired("أحلام واملاك"), "أحلام واملاك");
    }

    #[test]
    fn the_name_of_god_is_its_own_proof() {
        assert_eq!(repaired("عبداهلل واهلل الله التجاهلل"), "عبدالله والله الله التجاهلل");
    }

    #[test]
    fn marks_stay_where_they_are() {
        assert_eq!(repaired("اَألمنُ"), "اَلأمنُ");
    }

    #[test]
    fn a_slip_of_the_pen_proves_nothing() {
        for text in [
            "وعلى آل محمد",
            "اليوم ال220 (ال221",
            "عوضهاإلى ف صحاابى",
            "ايه مقابل ال بتعمله",
            "االسلام عليكم",
            "قال العالم",
            "اال لا",
            "مجلس األمن لأن لا الأمن",
        ] {
            assert_eq!(repaired(text), text);
        }
    }
}
