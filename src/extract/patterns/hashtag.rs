//! Hashtags: a number sign and a word of letters, marks, digits and underscores, with a letter in it (UAX #31, section
//! 6, without its extensions).

use std::ops::Range;

use crate::script::{is_letter, is_mark, is_number};

/// The hashtag that begins with the number sign at `at`.
pub(super) fn at(text: &str, at: usize) -> Option<Range<usize>> {
    let before = text[..at].chars().next_back();
    if before.is_some_and(|c| is_word(c) || c == '&') {
        return None;
    }
    let rest = &text[at + 1..];
    let letter = rest.chars().find(|c| !(is_number(*c) || *c == '_'))?;
    is_letter(letter).then(|| at..at + 1 + word_len(rest))
}

/// Whether a character can stand in the name of a hashtag or mention.
pub(super) fn is_word(c: char) -> bool {
    c == '_' || is_letter(c) || is_mark(c) || is_number(c)
}

/// How many bytes of such characters a text begins with.
pub(super) fn word_len(text: &str) -> usize {
    text.find(|c| !is_word(c)).unwrap_or(text.len())
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
}
