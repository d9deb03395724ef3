//! Lines with directional embeddings, as `pdftotext` writes them.
//!
//! Poppler puts each Arabic line between U+202B and U+202C, the letters in reading order; but whatever lies between two
//! stretches of Arabic letters and begins on its right with a number, a Latin letter, a full stop or a comma stands
//! between U+202A and U+202C *as on the page*, from left to right, spaces and all (`TextPage::dumpFragment`). Such
//! stretches are turned, and the controls of the line deleted.
//!
//! Embeddings that an author has put in hold text in reading order. What tells the two apart is a stretch that begins
//! with a space or has neither letter nor digit, or presentation forms.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem;

use crate::script::{is_line_break, is_presentation_form};

const LEFT_TO_RIGHT: char = '\u{202A}';
const RIGHT_TO_LEFT: &str = "\u{202B}";
const END: char = '\u{202C}';

/// What is to be done to a text, in bytes and in order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Stretches as on the page.
    pub(super) stretches: Vec<Range<usize>>,
    /// Controls.
    pub(super) controls: Vec<usize>,
}

/// Whether there may be a line of a page.
pub(in super::super) fn any(text: &str) -> bool {
    next(text, 0).is_some()
}

/// The next place where a line may begin.
fn next(text: &str, from: usize) -> Option<usize> {
    static EMBEDDING: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new(RIGHT_TO_LEFT));
    EMBEDDING.find(&text.as_bytes()[from..]).map(|i| from + i)
}

/// Finds the lines of a page; nothing if the embeddings may be an author's.
pub(super) fn find(text: &str) -> Found {
    let mut all = Found::default();
    let mut certain = false;
    let mut from = 0;
    while let Some(start) = next(text, from) {
        let inside = start + RIGHT_TO_LEFT.len();
        from = inside;
        if let Some((line, end)) = line(text, inside) {
            certain |= text[inside..end].contains(is_presentation_form)
                || line.stretches.iter().any(|stretch| is_of_page(&text[stretch.clone()]));
            all.controls.push(start);
            all.controls.extend(line.controls);
            all.stretches.extend(line.stretches);
            from = end;
        }
    }
    if certain { all } else { Found::default() }
}

/// What is in a line that begins at a position, and where it ends: at its own end or that of the text's line. None if
/// the controls are not nested as poppler nests them.
fn line(text: &str, start: usize) -> Option<(Found, usize)> {
    let mut found = Found::default();
    let mut open: Option<usize> = None;
    for (i, c) in text[start..].char_indices() {
        let at = start + i;
        match c {
            LEFT_TO_RIGHT if open.is_none() => {
                found.controls.push(at);
                open = Some(at + c.len_utf8());
            }
            END => {
                found.controls.push(at);
                match open.take() {
                    Some(begin) => found.stretches.push(begin..at),
                    None => return Some((found, at + c.len_utf8())),
                }
            }
            c if is_line_break(c) => return open.is_none().then_some((found, at)),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => return None,
            _ => {}
        }
    }
    open.is_none().then_some((found, text.len()))
}

fn is_of_page(stretch: &str) -> bool {
    stretch.starts_with(' ') || !stretch.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_page_are_found() {
        let text = "  \u{202B}قال\u{202A} :CNN\u{202C}نعم\u{202C}\n\u{202B}ثم\u{202C}";
        let found = find(text);
        assert_eq!(found.stretches.iter().map(|range| &text[range.clone()]).collect::<Vec<_>>(), [" :CNN"]);
        assert_eq!(found.controls.len(), 6);
    }

    #[test]
    fn an_authors_embeddings_stay() {
        for text in
            ["\u{202B}قال \u{202A}C++ 11\u{202C} نعم\u{202C}", "\u{202A} x\u{202C}", "\u{202B}ا \u{202E}x\u{202C}"]
        {
            assert_eq!(find(text), Found::default());
        }
    }
}
