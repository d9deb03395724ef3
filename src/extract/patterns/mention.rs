//! Mentions: an at sign and a name of letters, marks, digits and underscores. A Latin name ends where Arabic goes on.

use std::ops::Range;

use super::hashtag::is_word;
use crate::script::is_arabic_letter;

/// The mention that begins with the at sign at `at`.
pub(super) fn at(text: &str, at: usize) -> Option<Range<usize>> {
    let mut before = text[..at].chars().rev();
    let glued = match before.next() {
        Some('.') => before.next().is_some_and(|c| c.is_ascii_alphanumeric()),
        // As Twitter has it: «f*@kn» names nobody.
        Some('@' | '!' | '#' | '$' | '%' | '&' | '*') => true,
        Some(c) => is_word(c),
        None => false,
    };
    let rest = &text[at + 1..];
    let is_latin = rest.starts_with(|c: char| c.is_ascii());
    let len = rest.find(|c| !is_word(c) || (is_latin && is_arabic_letter(c))).unwrap_or(rest.len());
    let names = rest[..len].chars().any(|c| c != '_');
    let goes_on = rest[len..].starts_with('@') || rest[len..].starts_with("://");
    (!glued && names && !goes_on).then_some(at..at + 1 + len)
}

#[cfg(test)]
mod tests {
    use super::super::{Wanted, scan};

    #[test]
    fn a_mention_begins_no_later_than_its_word() {
        let text = "شكرا @user_1، @محمد و a@b @@c .@d (@e) x.@f f*@kn @_ @g@h @http://x @user_2قال";
        let mut out = Vec::new();
        scan(text, Wanted::MENTION, &mut out);
        let found: Vec<&str> = out.into_iter().map(|found| &text[found.span]).collect();
        assert_eq!(found, ["@user_1", "@محمد", "@d", "@e", "@user_2"]);
    }
}
