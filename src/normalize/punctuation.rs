//! `punctuation` `remove`, `space` and `isolate`; separators inside numbers, dates and times stay.

use super::choice::Punctuation;
use super::edits::{Edits, Shield};
use super::letters::stands_between_digits;
use super::shields::{Part, parts};
use crate::script::{is_line_break, is_number_separator, is_punctuation, is_space};

/// Removes every free mark, puts a space in its place, or parts it from its neighbours.
pub(super) fn separate(text: &str, shields: &[Shield], rule: Punctuation, edits: &mut Edits<'_>) {
    for part in parts(text, shields) {
        let Part::Plain { range, after_shield, before_shield } = part else { continue };
        let stretch = &text[range.clone()];
        match rule {
            Punctuation::Remove => replace_marks(stretch, range.start, "", edits),
            Punctuation::Space => replace_marks(stretch, range.start, " ", edits),
            Punctuation::Isolate => isolate(stretch, range.start, [after_shield, before_shield], edits),
            Punctuation::Keep | Punctuation::Ascii => {}
        }
    }
}

fn is_free(text: &str, at: usize, c: char) -> bool {
    is_punctuation(c) && !(is_number_separator(c) && stands_between_digits(text, at, c))
}

fn replace_marks(text: &str, offset: usize, with: &str, edits: &mut Edits<'_>) {
    for (at, c) in text.char_indices().filter(|(at, c)| is_free(text, *at, *c)) {
        edits.replace(offset + at..offset + at + c.len_utf8(), with);
    }
}

/// A space between every free mark and a neighbour that is not white space, another mark included. `beside` says
/// whether something stands before and after the stretch.
fn isolate(text: &str, offset: usize, beside: [bool; 2], edits: &mut Edits<'_>) {
    let is_white = |c| is_space(c) || is_line_break(c);
    // Of the character before: whether it is a free mark, and whether it wants to be parted at all.
    let (mut free_before, mut solid_before) = (false, beside[0]);
    for (at, c) in text.char_indices() {
        let (free, solid) = (is_free(text, at, c), !is_white(c));
        if (free || free_before) && solid && solid_before {
            edits.replace(offset + at..offset + at, " ");
        }
        (free_before, solid_before) = (free, solid);
    }
    if free_before && beside[1] {
        edits.replace(offset + text.len()..offset + text.len(), " ");
    }
}

#[cfg(test)]
mod tests {
    use super::super::edits::edited;
    use super::*;

    fn separated(text: &str, rule: Punctuation) -> String {
        edited(text, |text, shields, edits| separate(text, shields, rule, edits))
    }

    #[test]
    fn numbers_keep_their_separators() {
        assert_eq!(separated("في 1,234.56 (٣٫٥)؛ 14:30.", Punctuation::Remove), "في 1,234.56 ٣٫٥ 14:30");
        assert_eq!(separated("a,b", Punctuation::Space), "a b");
    }

    #[test]
    fn marks_are_parted_from_all_but_white_space() {
        assert_eq!(separated("قال:(نعم)!! 1.5.", Punctuation::Isolate), "قال : ( نعم ) ! ! 1.5 .");
    }
}
