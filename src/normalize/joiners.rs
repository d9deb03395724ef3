//! `joiners="unneeded"`, `"words"` and `"space"`: the zero width non-joiner and joiner by what stands beside them.
//!
//! Which letters join is told by Unicode's `ArabicShaping.txt` (the property `Joining_Type`, Unicode Standard 9.2).

use super::choice::Joiners;
use super::edits::{Edits, Shield};
use super::shields::plain;
use crate::script::{
    is_arabic_letter, is_arabic_mark, is_joiner, is_letter, is_mark, is_of_other_script, joins_next, joins_previous,
};

const NON_JOINER: char = '\u{200C}';

/// How many marks and joiners are looked past: no letter has more, and no text may take forever.
const MOST_MARKS: usize = 16;

/// Treats every run of joiners as the rule says.
pub(super) fn tidy(text: &str, shields: &[Shield], rule: Joiners, edits: &mut Edits<'_>) {
    for (offset, stretch) in plain(text, shields) {
        let mut from = 0;
        while let Some(found) = stretch[from..].find(is_joiner) {
            let at = from + found;
            let run = &stretch[at..];
            let run = &run[..run.find(|c| !is_joiner(c)).unwrap_or(run.len())];
            let between = Between { before: &stretch[..at], after: &stretch[at + run.len()..] };
            edits.replace(offset + at..offset + at + run.len(), between.result(run, rule));
            from = at + run.len();
        }
    }
}

/// What stands on both sides of a run of joiners.
struct Between<'t> {
    before: &'t str,
    after: &'t str,
}

impl Between<'_> {
    fn result<'r>(&self, run: &'r str, rule: Joiners) -> &'r str {
        let parts = run.contains(NON_JOINER);
        match rule {
            Joiners::Keep => run,
            Joiners::Unneeded => self.needed(run),
            Joiners::Words if parts && self.parts_words() => " ",
            Joiners::Space if parts && self.joins() == (true, true) => " ",
            Joiners::Remove | Joiners::Words | Joiners::Space => "",
        }
    }

    fn last(&self) -> Option<char> {
        self.before.chars().rev().take(MOST_MARKS).find(|c| !is_mark(*c) && !is_joiner(*c))
    }

    fn first(&self) -> Option<char> {
        self.after.chars().take(MOST_MARKS).find(|c| !is_mark(*c) && !is_joiner(*c))
    }

    /// Whether the letter before joins the next one, and the letter after the one before it.
    fn joins(&self) -> (bool, bool) {
        (self.last().is_some_and(joins_next), self.first().is_some_and(joins_previous))
    }

    /// What of a run shows: one joiner of each kind, in runs of one kind; other scripts have rules of their own.
    fn needed<'r>(&self, run: &'r str) -> &'r str {
        let one = &run[..NON_JOINER.len_utf8()];
        let is_mixed = !run.chars().all(|c| one.starts_with(c));
        if is_mixed || [self.last(), self.first()].into_iter().flatten().any(is_of_other_script) {
            return run;
        }
        let shows = match self.joins() {
            (true, true) => one.starts_with(NON_JOINER),
            (false, false) => false,
            _ => !one.starts_with(NON_JOINER),
        };
        if shows { one } else { "" }
    }

    /// Whether a word ends here and another begins: teh marbuta and alef maqsura end words, and the article begins one
    /// where more than proclitics stand before it.
    fn parts_words(&self) -> bool {
        let ends = self.first().is_some_and(is_letter)
            && self.last().is_some_and(|c| matches!(c, '\u{629}' | '\u{649}' | '\u{6C3}'));
        let letters = |c: &char| !is_arabic_mark(*c);
        let mut after = self.after.chars().take(MOST_MARKS).filter(letters);
        let is_article = after.next() == Some('\u{627}') && after.next() == Some('\u{644}');
        let word = after.take_while(|c| is_arabic_letter(*c)).take(2).count();
        let before = self
            .before
            .chars()
            .rev()
            .take(MOST_MARKS)
            .filter(letters)
            .take_while(|c| is_arabic_letter(*c))
            .take(3)
            .count();
        ends || (is_article && word == 2 && before == 3)
    }
}

#[cfg(test)]
mod tests {
    use super::super::edits::edited;
    use super::*;

    fn tidied(text: &str, rule: Joiners) -> String {
        edited(text, |text, shields, edits| tidy(text, shields, rule, edits))
    }

    #[test]
    fn what_shows_is_needed() {
        let unneeded = |text| tidied(text, Joiners::Unneeded);
        assert_eq!(unneeded("می\u{200C}\u{200C}روم"), "می\u{200C}روم");
        assert_eq!(unneeded("دار\u{200C}ها و\u{200C} 5\u{200C}"), "دارها و 5");
        assert_eq!(unneeded("ه\u{200D} به\u{200D}ا"), "ه\u{200D} بها");
        assert_eq!(unneeded("بِ\u{200C}تَ"), "بِ\u{200C}تَ");
        assert_eq!(unneeded("क्\u{200D}ष"), "क्\u{200D}ष");
    }

    #[test]
    fn words_are_neither_joined_nor_split() {
        let words = |text| tidied(text, Joiners::Words);
        assert_eq!(words("مدرسةٌ\u{200C}كبيرة"), "مدرسةٌ كبيرة");
        assert_eq!(words("كتاب\u{200C}الله و\u{200C}الله"), "كتاب الله والله");
        assert_eq!(words("می\u{200C}روم مدرسة\u{200C}."), "میروم مدرسة.");
    }

    #[test]
    fn a_space_stands_where_letters_would_join() {
        assert_eq!(tidied("می\u{200C}روم دار\u{200C}ها", Joiners::Space), "می روم دارها");
    }
}
