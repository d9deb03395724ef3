//! Words of running text, with their place, and the one spelling they are looked up by.

use std::ops::Range;
use std::sync::LazyLock;

use crate::normalize::{Normalizer, Options};
use crate::script::{
    is_arabic_letter, is_bidi_control, is_joiner, is_letter, is_mark, is_number, is_zero_width, mark_group,
};

/// Whether a character belongs to the word it stands in: letters, digits and marks, and what has no width: directional
/// marks, joiners and the like never part a word.
pub fn is_in_word(c: char) -> bool {
    // The bulk of Arabic text at once; the rest by its properties.
    if matches!(c, 'ء'..='\u{652}' | '0'..='9' | 'a'..='z' | 'A'..='Z') {
        return true;
    }
    if matches!(c, ' '..='/' | ':'..='@' | '\n') {
        return false;
    }
    is_letter(c) || is_number(c) || is_mark(c) || mark_group(c).is_some() || is_unseen(c)
}

/// Whether a character shows nothing and separates nothing: directional controls, joiners, zero width characters.
pub fn is_unseen(c: char) -> bool {
    is_bidi_control(c) || is_joiner(c) || is_zero_width(c)
}

/// The words of a text, in bytes, from left to right. Unseen characters at either end are left out.
///
/// ```
/// use ibriz::token::words;
///
/// let text = "قال: \u{200F}«الـرَّقَّة» 25-7";
/// let found: Vec<&str> = words(text).map(|word| &text[word]).collect();
/// assert_eq!(found, ["قال", "الـرَّقَّة", "25", "7"]);
/// ```
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + text[from..].find(|c| is_in_word(c) && !is_unseen(c))?;
            let len = text[start..].find(|c| !is_in_word(c)).unwrap_or(text.len() - start);
            from = start + len;
            let word = text[start..from].trim_end_matches(is_unseen);
            if !word.is_empty() {
                return Some(start..start + word.len());
            }
        }
    })
}

static LOOK_UP: LazyLock<Option<Normalizer>> =
    LazyLock::new(|| Options::preset("search").and_then(Normalizer::new).ok());

/// A word in the spelling by which it is looked up: that of the `search` preset, so without marks, tatweel and
/// directional marks, ا for every alef, ي for ى and ئ, ه for ة.
///
/// ```
/// assert_eq!(ibriz::token::folded("المِئَـة"), "الميه");
/// ```
pub fn folded(word: &str) -> String {
    LOOK_UP.as_ref().map_or_else(|| word.to_owned(), |search| search.normalize(word).into_owned())
}

/// How many bytes of proclitics a word begins with: conjunctions و ف, then prepositions ب ل ك, then the article ال,
/// of which ل after the preposition ل is what is left («للرقة»). Whether they are proclitics or the first letters of the
/// word only a lexicon can tell; what is left is never empty.
///
/// ```
/// use ibriz::token::proclitics;
///
/// let word = "وبالرقة";
/// let cuts: Vec<&str> = proclitics(word).map(|len| &word[len..]).collect();
/// assert_eq!(cuts, ["بالرقة", "الرقة", "رقة"]);
/// ```
pub fn proclitics(word: &str) -> impl Iterator<Item = usize> {
    const SLOTS: [&[&str]; 3] = [&["و", "ف"], &["ب", "ل", "ك"], &["ال"]];
    let (mut at, mut slot, mut last) = (0, 0, "");
    std::iter::from_fn(move || {
        while slot < SLOTS.len() {
            let rest = &word[at..];
            let clitics = if slot == 2 && last == "ل" { &["ال", "ل"] } else { SLOTS[slot] };
            let found = clitics.iter().find(|clitic| rest.starts_with(**clitic));
            slot += 1;
            let Some(clitic) = found else { continue };
            last = clitic;
            let after = rest[clitic.len()..].trim_start_matches(|c| is_mark(c) || c == '\u{640}');
            if !after.chars().any(|c| is_arabic_letter(c) || is_number(c)) {
                return None;
            }
            at = word.len() - after.len();
            return Some(at);
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_hold_their_marks_and_unseen_characters() {
        let text = "\u{202B}مُحَ\u{200F}مَّد\u{202C} و\u{200C}x_1";
        assert_eq!(words(text).map(|word| &text[word]).collect::<Vec<_>>(), ["مُحَ\u{200F}مَّد", "و\u{200C}x", "1"]);
        assert_eq!(words("\u{200F} . \u{200F}").count(), 0);
    }

    #[test]
    fn proclitics_leave_a_word() {
        assert_eq!(proclitics("و").count(), 0);
        assert_eq!(proclitics("وَلَد").map(|len| "وَلَد"[len..].to_owned()).collect::<Vec<_>>(), ["لَد", "د"]);
        assert_eq!(proclitics("الـ21").next(), Some("الـ".len()));
        assert_eq!(proclitics("لِلرَّقَّة").map(|len| "لِلرَّقَّة"[len..].to_owned()).collect::<Vec<_>>(), ["لرَّقَّة", "رَّقَّة"]);
    }
}
