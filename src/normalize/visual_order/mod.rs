//! `visual_order`: text in the order in which it stands on the page, put in the order in which it is read.
//!
//! Text taken out of PDF files can hold its letters in the order in which they stand on the page, from left to right.
//! Presentation forms prove it: in logical order a letter that joins the next one (initial or medial form) is followed
//! by one that joins the one before (medial or final form); in visual order it is the other way round. A line is
//! turned when the joins that only make sense backwards are at least twice as many as those that only make sense
//! forwards; with `"words"` the words of plain letters are asked too. Lines that tell nothing follow the others of
//! their text. Numbers and words in Latin letters keep their own direction (the inverse of UAX #9, rule L2), brackets
//! and guillemets are mirrored (L4), and where a text is of a page, they are made to face the right way.

mod brackets;
mod direction;
mod embeddings;
mod line;

use std::ops::Range;

use super::choice::VisualOrder;
use super::edits::Draft;
use crate::script::{has_letter_form, is_arabic_letter, is_line_break, is_presentation_form};
pub(super) use brackets::is_one as is_bracket;
use direction::Evidence;
pub(super) use direction::{ends_open, form_joins_previous};
pub(super) use embeddings::any as has_embedding;

/// Puts what stands as on a page in logical order; true if there was something.
pub(super) fn repair(draft: &mut Draft<'_>, rule: VisualOrder) -> bool {
    let has_forms = has_letter_form(&draft.text);
    let embedded = resolve_embeddings(draft);
    let lines = backward_lines(&draft.text, rule == VisualOrder::Words);
    turn(draft, &lines, true);
    let is_page = has_forms || embedded || !lines.is_empty();
    let faced = is_page && draft.edit(|text, _, edits| brackets::face(text, edits));
    embedded || !lines.is_empty() || faced
}

/// Whether a text has lines as `pdftotext` writes them.
pub(super) fn has_embedded_page(text: &str) -> bool {
    !embeddings::find(text).controls.is_empty()
}

/// Whether [`repair`] by the forms of letters leaves a text with such forms as it is.
pub(super) fn is_in_order(text: &str) -> bool {
    !has_embedding(text) && backward_lines(text, false).is_empty() && !brackets::any_wrong(text)
}

/// Whether [`is_in_order`] holds for a text of one line without brackets, whatever Unicode form it is in; false for others.
pub(super) fn is_plainly_in_order(chars: impl Iterator<Item = char> + Clone) -> bool {
    let is_plain = |c| !brackets::is_one(c) && !is_line_break(c) && c != '\u{202B}';
    chars.clone().all(is_plain) && !Evidence::of_forms(chars).is_backwards()
}

fn resolve_embeddings(draft: &mut Draft<'_>) -> bool {
    let found = embeddings::find(&draft.text);
    if found.controls.is_empty() {
        return false;
    }
    turn(draft, &found.stretches, false);
    draft.edit(|text, _, edits| {
        for at in found.controls {
            let width = text[at..].chars().next().map_or(0, char::len_utf8);
            edits.delete(at..at + width);
        }
    })
}

/// The lines that run backwards. Those that tell nothing by themselves do so if all that tell something do.
fn backward_lines(text: &str, words: bool) -> Vec<Range<usize>> {
    if !words {
        let evidence = Evidence::of(text, words);
        let is_decided = !evidence.has_backwards() || (!evidence.is_backwards() && !text.contains(is_line_break));
        if is_decided {
            return Vec::new();
        }
    }
    let mut lines = Vec::new();
    let mut from = 0;
    for line in text.split_inclusive(is_line_break) {
        let content = line.trim_end_matches(is_line_break);
        lines.push((from..from + content.len(), Evidence::of(content, words)));
        from += line.len();
    }
    let any_forwards = lines.iter().any(|(_, evidence)| evidence.is_forwards());
    let any_backwards = lines.iter().any(|(_, evidence)| evidence.is_backwards());
    let follows = any_backwards && !any_forwards;
    let is_arabic =
        |range: &Range<usize>| text[range.clone()].contains(|c| is_arabic_letter(c) || is_presentation_form(c));
    let is_turned =
        |(range, evidence): &(Range<usize>, Evidence)| evidence.is_backwards() || (follows && is_arabic(range));
    lines.into_iter().filter(is_turned).map(|(range, _)| range).collect()
}

/// Turns stretches of the text.
fn turn(draft: &mut Draft<'_>, stretches: &[Range<usize>], mirror: bool) {
    if stretches.is_empty() {
        return;
    }
    let mut out = String::with_capacity(draft.text.len());
    let mut moved = Vec::new();
    let mut from = 0;
    for stretch in stretches {
        line::keep(&draft.text[from..stretch.start], from, &mut out, &mut moved);
        line::turn(&draft.text[stretch.clone()], stretch.start, mirror, &mut out, &mut moved);
        from = stretch.end;
    }
    line::keep(&draft.text[from..], from, &mut out, &mut moved);
    draft.reorder(out, moved);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(text: &str) -> String {
        let mut draft = Draft::new(text, true);
        repair(&mut draft, VisualOrder::Words);
        draft.text.into_owned()
    }

    #[test]
    fn backward_lines_are_turned_and_others_stay() {
        // «سلام (عليكم)» as it stands on the page, from left to right.
        let page = "(\u{FEE2}\u{FEDC}\u{FEF4}\u{FEE0}\u{FECB}) \u{FEE1}\u{FEFC}\u{FEB3}";
        let logical = "\u{FEB3}\u{FEFC}\u{FEE1} (\u{FECB}\u{FEE0}\u{FEF4}\u{FEDC}\u{FEE2})";
        assert_eq!(repaired(page), logical);
        assert_eq!(repaired(logical), logical);
        assert_eq!(repaired(&format!("{logical}\n{page}\nنص")), format!("{logical}\n{logical}\nنص"));
    }

    #[test]
    fn numbers_and_latin_words_keep_their_direction() {
        let word = "\u{FEE2}\u{FEDC}\u{FEF4}\u{FEE0}\u{FECB}";
        let turned: String = word.chars().rev().collect();
        assert_eq!(repaired(&format!("2018/1/15 {word} 12 34")), format!("34 12 {turned} 2018/1/15"));
        assert_eq!(repaired(&format!("{word} New York 5")), format!("New York 5 {turned}"));
        assert_eq!(repaired(&format!("50% {word}")), format!("{turned} 50%"));
    }

    #[test]
    fn marks_stay_with_their_letters() {
        let kept = "\u{FEE2}\u{64F}\u{FEDC}\u{FEF4}\u{FEE0}\u{64E}\u{FECB}\u{64E}";
        let logical = "\u{FECB}\u{64E}\u{FEE0}\u{64E}\u{FEF4}\u{FEDC}\u{FEE2}\u{64F}";
        assert_eq!(repaired(kept), logical);
        assert_eq!(repaired(&logical.chars().rev().collect::<String>()), logical);
    }

    #[test]
    fn lines_of_plain_letters_follow_their_words() {
        let page = "ةيملاعلا ةمظنملا تنلعأ\n2018 ماع\n(ةينطو)";
        assert_eq!(repaired(page), "أعلنت المنظمة العالمية\nعام 2018\n(وطنية)");
        let mut draft = Draft::new(page, false);
        assert!(!repair(&mut draft, VisualOrder::Repair));
    }

    #[test]
    fn stretches_of_a_page_are_turned() {
        let page = "\u{202B}القصف\u{202A} ،\u{202C}بحسب \u{202A} :CNN\u{202C}رقم \"\u{202A} \"236\u{202C}من\u{202C}";
        assert_eq!(repaired(page), "القصف، بحسب CNN: رقم \"236\" من");
        let authors = "\u{202B}لغة \u{202A}C++ 11\u{202C}\u{202C}";
        assert_eq!(repaired(authors), authors);
    }

    #[test]
    fn brackets_of_a_page_face_inwards() {
        assert_eq!(repaired("\u{FED7}\u{FE8E}\u{FEDD} »نعم«"), "\u{FED7}\u{FE8E}\u{FEDD} «نعم»");
        assert_eq!(repaired("قال »نعم«"), "قال »نعم«");
    }
}
