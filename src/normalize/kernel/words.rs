//! Words that the tables cannot express go through the steps, each by itself, and the rest of the row does not.
//!
//! A word is what stands between two pieces of white space. No step looks beyond it, save those on markup, on the order
//! of a page and on misread text; where these might have a say, the whole row goes through the steps.

use std::ops::Range;

use super::super::choice::{Folding, HtmlEntities, Pattern, Removal, Repair, VisualOrder};
use super::super::composed::composed;
use super::super::edits::{Draft, Edit};
use super::super::mojibake;
use super::super::pass::{Changed, is_of_page};
use super::super::{presentation_forms, visual_order};
use super::{Kernel, Prepared, State};
use crate::script::{has_letter_form, is_letter_form, is_space};

impl Kernel {
    /// Puts the result of the whole word around `at` in place of what was appended of it, and returns where it ends in
    /// the text; none if the row has to go through the steps.
    pub(super) fn word(
        &self,
        text: &str,
        at: usize,
        out: &mut Vec<u8>,
        start: usize,
        state: &mut State,
    ) -> Option<usize> {
        let range = word_around(text, at);
        let word = &text[range.clone()];
        if !self.parts_words || self.belongs_to_row(word) {
            return None;
        }
        // White space, and nothing else outside of words that went this way, becomes a space or line break.
        out.truncate(out[start..].iter().rposition(|byte| is_white(*byte)).map_or(start, |i| start + i + 1));
        let from = out.len();
        let (mut draft, changed) = self.prepared(word, state.prepared, false);
        // What was prepared before went through the tables before.
        if state.prepared == Prepared::Yes || !self.run_prepared(&draft.text, out, state) {
            out.truncate(from);
            self.pass.finish(&mut draft, changed);
            out.extend_from_slice(draft.text.as_bytes());
        }
        let result = simdutf8::basic::from_utf8(&out[from..]).ok()?;
        state.doubts.page |= self.specials.options.visual_order == VisualOrder::Repair && has_letter_form(word);
        state.doubts.markup |= result.contains(['<', '&']);
        let options = &self.specials.options;
        let keeps_addresses = options.urls == Pattern::Keep || options.emails == Pattern::Keep;
        state.doubts.address |= keeps_addresses && result.contains(['@', '.', ':']);
        if self.may_be_misread(result) {
            return None;
        }
        state.after_space = out[start..].last().is_none_or(|byte| is_white(*byte));
        Some(range.end)
    }

    /// Appends the result of a prepared word by the tables; false if they cannot make it.
    fn run_prepared(&self, word: &str, out: &mut Vec<u8>, state: &mut State) -> bool {
        let start = out.len();
        let mut inner = State::new(Prepared::Yes);
        let is_done =
            self.run_stretch(word, 0, out, start, &mut inner) && self.finish_row(word, out, start, inner, None);
        state.doubts.add(inner.doubts);
        is_done
    }

    /// A word as the second half of the first pass finds it, and what was changed in it so far.
    fn prepared<'t>(&self, word: &'t str, prepared: Prepared, align: bool) -> (Draft<'t>, Changed) {
        let mut draft = Draft::new(word, align);
        let changed = match prepared {
            Prepared::No => self.pass.prepare(&mut draft),
            Prepared::Yes => Changed::UNKNOWN,
        };
        (draft, changed)
    }

    /// What the steps do to a word; positions are those of the word.
    pub(super) fn word_edits(&self, word: &str, prepared: Prepared) -> Vec<Edit> {
        let (mut draft, changed) = self.prepared(word, prepared, true);
        self.pass.finish(&mut draft, changed);
        composed(&draft.trail.unwrap_or_default()).unwrap_or_default()
    }

    /// Whether more than the word is needed to know what becomes of it.
    fn belongs_to_row(&self, word: &str) -> bool {
        let options = &self.specials.options;
        self.may_be_misread(word)
            // Blanks that are no white space to Unicode can be part of patterns.
            || word.contains(is_space)
            || (options.html_tags == Removal::Remove && word.contains('<'))
            || (options.html_entities == HtmlEntities::Decode && word.contains('&'))
            || (options.visual_order == VisualOrder::Repair && self.is_of_page(word))
    }

    /// Whether a word is more than letters as pages have them, which are in order in a word as they are in the row, and
    /// of which none is left in the result.
    fn is_of_page(&self, word: &str) -> bool {
        let is_of_letters = || {
            self.specials.options.presentation_forms == Folding::Fold
                && !word.contains(visual_order::is_bracket)
                && !word.contains(|c| is_letter_form(c) && presentation_forms::letters_of(c).is_empty())
                && visual_order::is_in_order(word)
        };
        is_of_page(word) && !is_of_letters()
    }

    /// Whether the row may tell that the word was read by the wrong table, once accents are composed.
    fn may_be_misread(&self, word: &str) -> bool {
        if self.specials.options.mojibake != Repair::Repair {
            return false;
        }
        if !word.contains(|c| matches!(c, '\u{300}'..='\u{36F}')) {
            return mojibake::is_possible(word);
        }
        mojibake::is_possible(&self.pass.composed_first(word))
    }
}

/// Whether a byte of a result is white space that parts words.
pub(super) fn is_white(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n')
}

/// The word that holds the character at `at`.
pub(super) fn word_around(text: &str, at: usize) -> Range<usize> {
    let before = text[..at].char_indices().rev().find(|(_, c)| c.is_whitespace());
    let start = before.map_or(0, |(i, c)| i + c.len_utf8());
    start..text[at..].find(char::is_whitespace).map_or(text.len(), |i| at + i)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_ends_at_white_space_of_any_kind() {
        let text = "أ \u{A0}b@c\u{301}\u{2003}\n";
        assert_eq!(&text[word_around(text, text.find('@').unwrap())], "b@c\u{301}");
        assert_eq!(word_around("@", 0), 0..1);
    }
}
