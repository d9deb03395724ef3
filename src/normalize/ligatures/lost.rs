//! Lam-alef ligatures that are gone from text of presentation forms, with a space in their place.
//!
//! Makers of PDF files often forget to say which letters the glyph stands for. What is left proves it: a letter that
//! joins the next one has no letter to join, or the alef of the article has no lam, as in «ا ﻣﺮﻳﻜﻴﺔ» for الأمريكية. Which
//! alef it was a table of contexts from a corpus of news says.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::super::edits::Edits;
use super::super::visual_order::{ends_open, form_joins_previous};
use super::contexts::{Contexts, answer};
use super::{ALEF, LAM};
use crate::script::{is_arabic_letter, is_arabic_mark, is_of_arabic_word, is_presentation_form, is_proclitic};

/// The alef of a lam-alef, by what stands before and behind.
static ALEFS: LazyLock<Contexts<(), char>> = LazyLock::new(|| {
    let fields = |line: &'static str| {
        let mut fields = line.split('\t');
        Some(((fields.next()?, (), fields.next()?), fields.next()?.chars().next()?))
    };
    include_str!("alefs.tsv").lines().skip(1).filter_map(fields).collect()
});

/// Puts the ligatures back.
pub(in super::super) fn restore(text: &str, edits: &mut Edits<'_>) {
    if !text.contains(is_presentation_form) {
        return;
    }
    for (at, _) in text.match_indices(' ') {
        let before = text[..at].rsplit(|c| !is_of_arabic_word(c)).next().unwrap_or_default();
        let after = text[at + 1..].split(|c| !is_of_arabic_word(c)).next().unwrap_or_default();
        if !after.is_empty() && (is_open(before, after) || lacks_lam(before, after)) {
            let alef = answer(&ALEFS, &letters(before), (), &letters(after)).unwrap_or(ALEF);
            edits.replace(at..at + 1, &format!("{LAM}{alef}"));
        }
    }
}

/// Whether a form that joins the next letter stands before the space, and a letter that joins none behind it.
fn is_open(before: &str, after: &str) -> bool {
    ends_open(before) && after.starts_with(is_letter_or_form) && !after.starts_with(form_joins_previous)
}

fn is_letter_or_form(c: char) -> bool {
    is_arabic_letter(c) || is_presentation_form(c)
}

/// Whether an alef is all that stands before the space, but for proclitics, and a word without a lam behind it.
fn lacks_lam(before: &str, after: &str) -> bool {
    let letters: Vec<char> = letters(before);
    let is_article =
        letters.split_last().is_some_and(|(last, rest)| *last == ALEF && rest.iter().all(|c| is_proclitic(*c)));
    let word = self::letters(after);
    is_article && letters.len() < 4 && word.len() > 1 && word[0] != LAM && after.contains(is_presentation_form)
}

fn letters(word: &str) -> Vec<char> {
    word.nfkc().filter(|c| !is_arabic_mark(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::edits::edited;
    use super::*;

    fn restored(text: &str) -> String {
        edited(text, |text, _, edits| restore(text, edits)).nfkc().collect()
    }

    #[test]
    fn what_is_left_proves_what_is_gone() {
        assert_eq!(restored("اﻟﺒ د ﻣﻦ ﺧ ل"), "البلاد من خلال");
        assert_eq!(restored("ا ﻣﺮﻳﻜﻴﺔ وا ﻃﻔﺎل ﺑﺎ ﺿﺎﻓﺔ"), "الأمريكية والأطفال بالإضافة");
    }

    #[test]
    fn words_that_are_whole_stay_apart() {
        for text in ["ﻣﻦ ﻋﺎم", "ا لعالم", "ا ﻟﻌﺎﻟﻢ", "ما ﺑﻪ", "أ ﻣﺎ"] {
            assert_eq!(restored(text), text.nfkc().collect::<String>());
        }
    }
}
