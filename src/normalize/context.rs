//! Letters and signs in their context: final yeh and alef maqsura, runs of one letter or mark.

use super::choice::AlefMaqsura;
use super::edits::{Edits, Shield};
use super::shields::plain;
use crate::script::{is_arabic_letter, is_arabic_mark, is_letter, is_punctuation, is_space};

/// `farsi_yeh="maqsura_final"`: what stands at the end of a word; the others become yeh with the letters by themselves.
pub(super) fn final_farsi_yeh(text: &str, shields: &[Shield], edits: &mut Edits<'_>) {
    change_finals(text, shields, ('\u{6CC}', '\u{649}'), edits);
}

/// `alef_maqsura="yeh_final"` and `"maqsura_final"`.
pub(super) fn final_letters(text: &str, shields: &[Shield], rule: AlefMaqsura, edits: &mut Edits<'_>) {
    match rule {
        AlefMaqsura::YehFinal => change_finals(text, shields, ('\u{649}', '\u{64A}'), edits),
        AlefMaqsura::MaqsuraFinal => change_finals(text, shields, ('\u{64A}', '\u{649}'), edits),
        _ => {}
    }
}

/// Changes one letter into another at the end of words. A word ends where no Arabic letter follows, past the marks on
/// the last one.
fn change_finals(text: &str, shields: &[Shield], (from, to): (char, char), edits: &mut Edits<'_>) {
    for (offset, stretch) in plain(text, shields) {
        // The last letter to change, until it is known whether its word ends there.
        let mut last: Option<usize> = None;
        for (at, c) in stretch.char_indices() {
            if is_arabic_mark(c) {
                continue;
            }
            if let Some(at) = last.take().filter(|_| !is_arabic_letter(c)) {
                edits.replace_char(offset + at..offset + at + from.len_utf8(), to);
            }
            last = (c == from).then_some(at);
        }
        if let Some(at) = last {
            edits.replace_char(offset + at..offset + at + from.len_utf8(), to);
        }
    }
}

/// `repeats`: runs of one letter longer than the limit, and longer than two, are cut to the limit.
pub(super) fn limit_letters(text: &str, shields: &[Shield], limit: u8, edits: &mut Edits<'_>) {
    // Blanks that Unicode counts as letters (the Hangul fillers) are white space here.
    let counts = |c| is_letter(c) && !is_space(c);
    limit_runs(text, shields, limit.into(), usize::from(limit).max(2), counts, edits);
}

/// `punctuation_repeats`: runs of one punctuation mark longer than the limit are cut to it.
pub(super) fn limit_punctuation(text: &str, shields: &[Shield], limit: u8, edits: &mut Edits<'_>) {
    limit_runs(text, shields, limit.into(), limit.into(), is_punctuation, edits);
}

/// Cuts runs of one and the same character that are longer than `longest` to `limit`.
fn limit_runs(
    text: &str,
    shields: &[Shield],
    limit: usize,
    longest: usize,
    counts: fn(char) -> bool,
    edits: &mut Edits<'_>,
) {
    if limit == 0 {
        return;
    }
    for (offset, stretch) in plain(text, shields) {
        let mut run = ('\0', 0, 0);
        for (at, c) in stretch.char_indices().chain([(stretch.len(), '\0')]) {
            if c == run.0 && at < stretch.len() {
                run.2 += 1;
                continue;
            }
            let (repeated, start, len) = run;
            if len > longest && counts(repeated) {
                edits.delete(offset + start + limit * repeated.len_utf8()..offset + at);
            }
            run = (c, at, 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::edits::edited;
    use super::*;

    fn stepped(text: &str, step: impl FnOnce(&str, &[Shield], &mut Edits<'_>)) -> String {
        edited(text, step)
    }

    #[test]
    fn a_word_ends_after_the_marks_of_its_last_letter() {
        let finals = |text, rule| stepped(text, |text, shields, edits| final_letters(text, shields, rule, edits));
        assert_eq!(finals("عليٌّ علي، عليه", AlefMaqsura::MaqsuraFinal), "علىٌّ على، عليه");
        assert_eq!(finals("مستشفى مستشفىـ", AlefMaqsura::YehFinal), "مستشفي مستشفىـ");
    }

    #[test]
    fn runs_are_cut_but_double_letters_stay() {
        let cut = |text, n| stepped(text, |text, shields, edits| limit_letters(text, shields, n, edits));
        assert_eq!(cut("راااائع جدددا الله 1000", 1), "رائع جدا الله 1000");
        assert_eq!(cut("راااائع مممم", 2), "راائع مم");
        let marks = |text, n| stepped(text, |text, shields, edits| limit_punctuation(text, shields, n, edits));
        assert_eq!(marks("ماذا؟؟؟!! ...", 1), "ماذا؟! .");
    }
}
