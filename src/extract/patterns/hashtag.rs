//! Hashtags: a number sign and a word of letters, marks, digits and underscores, with a letter in it (UAX #31, section
//! 6, without its extensions). Directional marks and joiners do not end it.

use std::ops::Range;

use crate::script::{is_bidi_control, is_joiner, is_letter, is_mark, is_number, is_variation_selector};

/// The hashtag that begins with the number sign at `at`; text before `floor` belongs to another pattern, and hashtags are
/// often written one behind the other without a space.
pub(super) fn at(text: &str, at: usize, floor: usize) -> Option<Range<usize>> {
    let before = text[floor..at].chars().next_back();
    if before.is_some_and(|c| c == '&' || (is_word(c) && !belongs_to_emoji(c))) {
        return None;
    }
    let rest = &text[at + 1..];
    let letter = rest.chars().find(|c| !(is_number(*c) || *c == '_' || is_unseen(*c)))?;
    let end = at + 1 + word_len(rest);
    (is_letter(letter) && !is_colour(text, at, end)).then_some(at..end)
}

/// Whether a character can stand in the name of a hashtag or mention.
pub(super) fn is_word(c: char) -> bool {
    c == '_' || is_letter(c) || is_mark(c) || is_number(c)
}

/// How many bytes of such characters a text begins with.
fn word_len(text: &str) -> usize {
    let mut end = 0;
    for (i, c) in text.char_indices() {
        if is_word(c) {
            end = i + c.len_utf8();
        } else if !is_unseen(c) {
            break;
        }
    }
    end
}

fn is_unseen(c: char) -> bool {
    is_bidi_control(c) || is_joiner(c)
}

/// Variation selectors and the keycap are marks, but those of the emoji before them.
fn belongs_to_emoji(c: char) -> bool {
    is_variation_selector(c) || c == '\u{20E3}'
}

/// A colour of HTML or CSS: `background: #aabbcc;`, `bgcolor="#fff"`.
fn is_colour(text: &str, at: usize, end: usize) -> bool {
    let digits = &text[at + 1..end];
    matches!(digits.len(), 3 | 6)
        && digits.bytes().all(|b| b.is_ascii_hexdigit())
        && text[end..].starts_with(['"', '\'', ';'])
        && text[..at].trim_end_matches(' ').ends_with(['"', '\'', ':', '='])
}

#[cfg(test)]
mod tests {
    use super::super::{Wanted, scan};

    #[test]
    fn a_hashtag_has_a_letter_and_stands_free() {
        let text = "#السعودية_اليوم، #2030_رؤية #123 a#b &#39; #الرَّقَّة! (#x)";
        let mut out = Vec::new();
        scan(text, Wanted::HASHTAG, &mut out);
        let found: Vec<&str> = out.into_iter().map(|found| &text[found.span]).collect();
        assert_eq!(found, ["#السعودية_اليوم", "#2030_رؤية", "#الرَّقَّة", "#x"]);
    }

    #[test]
    fn hashtags_stand_behind_each_other_and_behind_mentions() {
        let mut out = Vec::new();
        scan("#عاجل#السعودية#2030_رؤية @user#سلام #12#ب", Wanted::HASHTAG, &mut out);
        let spans: Vec<_> = out.into_iter().map(|found| found.span).collect();
        assert_eq!(spans, [0..9, 9..26, 26..40, 46..55]);
    }

    #[test]
    fn emoji_before_and_unseen_characters_inside() {
        let text = "\u{270C}\u{FE0F}#سلام 1\u{FE0F}\u{20E3}#أول #\u{200F}يوم\u{200F}_الجمعة\u{200F} #\u{FE0F}\u{20E3}";
        let mut out = Vec::new();
        scan(text, Wanted::HASHTAG, &mut out);
        let found: Vec<&str> = out.into_iter().map(|found| &text[found.span]).collect();
        assert_eq!(found, ["#سلام", "#أول", "#\u{200F}يوم\u{200F}_الجمعة"]);
    }

    #[test]
    fn colours_are_none() {
        let text = "style=\"background: #aabccc;\" bgcolor=\"#FFF\" #facade";
        let mut out = Vec::new();
        scan(text, Wanted::HASHTAG, &mut out);
        assert_eq!(out.len(), 1);
    }
}
