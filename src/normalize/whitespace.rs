//! `whitespace`: one kind of space, one kind of line break, runs collapsed.

use super::choice::Whitespace;
use super::edits::Edits;
use crate::script::{is_line_break, is_space};

/// Brings the white space of a text in order.
pub(super) fn tidy(text: &str, rule: Whitespace, edits: &mut Edits<'_>) {
    match rule {
        Whitespace::Keep => {}
        Whitespace::Unify => unify(text, edits),
        Whitespace::Lines => collapse(text, "\n", edits),
        Whitespace::Collapse => collapse(text, " ", edits),
    }
}

fn unify(text: &str, edits: &mut Edits<'_>) {
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if c == '\r' && text[end..].starts_with('\n') {
            edits.delete(at..end);
        } else if is_line_break(c) {
            edits.replace(at..end, "\n");
        } else if is_space(c) {
            edits.replace(at..end, " ");
        }
    }
}

/// Runs of white space to one: `line_break` if a line ends in the run, else a space; nothing at both ends of the text.
fn collapse(text: &str, line_break: &str, edits: &mut Edits<'_>) {
    let mut run: Option<(usize, bool)> = None;
    for (at, c) in text.char_indices() {
        if is_space(c) || is_line_break(c) {
            let (start, breaks) = run.unwrap_or((at, false));
            run = Some((start, breaks || is_line_break(c)));
        } else if let Some((start, breaks)) = run.take() {
            let with = if breaks { line_break } else { " " };
            edits.replace(start..at, if start == 0 { "" } else { with });
        }
    }
    if let Some((start, _)) = run {
        edits.delete(start..text.len());
    }
}

#[cfg(test)]
mod tests {
    use super::super::edits::edited;
    use super::*;

    fn tidied(text: &str, rule: Whitespace) -> String {
        edited(text, |text, _, edits| tidy(text, rule, edits))
    }

    #[test]
    fn runs_collapse_and_ends_are_trimmed() {
        assert_eq!(tidied("\u{A0} أ \t ب\r\n\r\n ج ", Whitespace::Collapse), "أ ب ج");
        assert_eq!(tidied(" أ \t ب \r\n\u{2028} ج ", Whitespace::Lines), "أ ب\nج");
        assert_eq!(tidied(" أ\r\n\rب\u{3000}", Whitespace::Unify), " أ\n\nب ");
        assert_eq!(tidied(" \n ", Whitespace::Collapse), "");
    }
}
