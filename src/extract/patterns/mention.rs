//! Mentions: an at sign and a name of letters, marks, digits and underscores.

use std::ops::Range;

use super::hashtag::{is_word, word_len};

/// The mention that begins with the at sign at `at`.
pub(super) fn at(text: &str, at: usize) -> Option<Range<usize>> {
    let before = text[..at].chars().next_back();
    if before.is_some_and(|c| is_word(c) || matches!(c, '@' | '.')) {
        return None;
    }
    let name = word_len(&text[at + 1..]);
    (name > 0).then_some(at..at + 1 + name)
}

#[cfg(test)]
mod tests {
    use super::super::{Wanted, scan};

    #[test]
    fn a_mention_begins_no_later_than_its_word() {
        let text = "شكرا @user_1، @محمد و a@b @@c .@d (@e)";
        let mut out = Vec::new();
        scan(text, Wanted::MENTION, &mut out);
        let found: Vec<&str> = out.into_iter().map(|found| &text[found.span]).collect();
        assert_eq!(found, ["@user_1", "@محمد", "@e"]);
    }
}
