//! What the tables leave out: characters of three and four bytes and the rarer ones of two, one at a time.

use super::super::choice::{HtmlEntities, Joiners, Pattern, Removal, Repair, VisualOrder, Whitespace};
use super::super::letters::{Becomes, Letters};
use super::super::options::Options;
use super::super::{
    emoji, html_entities, html_tags, mojibake, patterns, presentation_forms, unicode_form, visual_order,
};
use super::compile::{depends_on_neighbours, is_syntax};
use super::words::word_around;
use super::{Prepared, State};
use crate::script::{
    is_arabic_letter, is_joiner, is_letter_form, is_line_break, is_presentation_form, is_space, presentation_form_place,
};

/// What is needed to handle special characters.
#[derive(Debug, Clone)]
pub(super) struct Specials {
    pub(super) letters: Letters,
    pub(super) options: Options,
    /// For U+0000-07FF and U+2000-22FF: the result, if it can stand anywhere.
    pub(super) results: Vec<Option<Box<str>>>,
    /// For [`PRESENTATION_FORMS`](crate::script::PRESENTATION_FORMS): the result, if it is the same in every word.
    pub(super) forms: Vec<Option<Box<str>>>,
    /// Whether ASCII becomes the same inside of kept addresses as elsewhere.
    pub(super) ascii_addresses_are_safe: bool,
    /// Whether any pattern is removed, replaced or split.
    pub(super) replaces_patterns: bool,
}

/// What becomes of a special character.
pub(super) enum Handled {
    /// Its result was appended, and that of all these bytes of the text.
    Done(usize),
    /// The word that it is part of has to go through the steps.
    Word,
    /// The row has to go through the steps.
    Row,
}

impl Specials {
    /// Appends the result of the character at `at`. `start` is where the row begins in `out`.
    pub(super) fn handle(&self, text: &str, at: usize, out: &mut Vec<u8>, start: usize, state: &mut State) -> Handled {
        let rest = &text[at..];
        let Some(c) = rest.chars().next() else { return Handled::Row };
        if self.options.whitespace != Whitespace::Keep && (is_space(c) || is_line_break(c)) {
            return self.white(rest, c, out, start, state).map_or(Handled::Row, Handled::Done);
        }
        match c {
            '<' | '&' => return self.markup(rest, out, state),
            '@' | '.' | ':' if at >= state.cleared => return self.address(text, at, state),
            '#' if self.replaces_patterns && at >= state.cleared => return self.address(text, at, state),
            '@' | '#' if self.replaces_patterns => {
                // The tables leave both out, as they may begin a pattern.
                push(&rest[..1], out, state);
                return Handled::Done(1);
            }
            _ => {}
        }
        if let Some(len) = emoji::sequence_len(rest) {
            let sequence = &rest[..len];
            if self.options.emoji != Pattern::Keep || !unicode_form::is_normal(sequence, self.options.unicode) {
                return Handled::Word;
            }
            push(sequence, out, state);
            return Handled::Done(len);
        }
        if is_joiner(c) && self.options.joiners != Joiners::Keep && stands_alone(text, at, c) {
            return Handled::Done(c.len_utf8());
        }
        if is_presentation_form(c)
            && at >= state.cleared
            && let Some(result) = self.form(c, &text[..at], &rest[c.len_utf8()..])
        {
            push(result, out, state);
            state.doubts.page |= self.is_of_page(c);
            return Handled::Done(c.len_utf8());
        }
        state.doubts.defect |= self.may_need_repair(c, out);
        // Two halves may come to stand together and make a flag.
        state.doubts.address |= self.replaces_patterns && emoji::is_regional_indicator(c);
        self.character(rest, c, out, state).map_or(Handled::Word, Handled::Done)
    }

    /// Appends the result of a character that is not part of anything greater; none if the steps have to be asked.
    fn character(&self, rest: &str, c: char, out: &mut Vec<u8>, state: &mut State) -> Option<usize> {
        if depends_on_neighbours(c, &self.options) {
            return None;
        }
        if let Some(i) = index(c) {
            let Some(result) = &self.results[i] else { return self.marks(rest, out, state) };
            return put(result, &rest[c.len_utf8()..], out, state).then_some(c.len_utf8());
        }
        let form = self.options.unicode;
        if matches!(c, '\u{FE00}'..='\u{FE0F}') {
            // The selector of an emoji has been taken with it, unless a keycap follows.
            let goes = matches!(self.letters.of(c), Becomes::Nothing) && !rest[c.len_utf8()..].starts_with('\u{20E3}');
            return goes.then_some(c.len_utf8());
        }
        if is_presentation_form(c) || !unicode_form::is_inert(c, form) {
            return None;
        }
        match self.letters.of(c) {
            Becomes::Itself => push(&rest[..c.len_utf8()], out, state),
            Becomes::Nothing => {}
            Becomes::Char(other) if unicode_form::is_inert(other, form) && !is_space(other) && !is_syntax(other) => {
                push(other.encode_utf8(&mut [0; 4]), out, state);
            }
            Becomes::Char(_) | Becomes::Text(_) => return None,
        }
        Some(c.len_utf8())
    }

    /// The result of a presentation form between two texts; none if the steps have to be asked.
    fn form(&self, c: char, before: &str, after: &str) -> Option<&str> {
        let is_alone = || {
            let neighbours = [before.chars().next_back(), after.chars().next()];
            neighbours.into_iter().flatten().all(char::is_whitespace)
        };
        self.form_alone(c).filter(|_| !presentation_forms::is_phrase(c) || is_alone())
    }

    /// The result of a presentation form in a word of its own.
    pub(super) fn form_alone(&self, c: char) -> Option<&str> {
        self.forms.get(presentation_form_place(c)?)?.as_deref()
    }

    /// Whether a character tells something of the order of its text.
    pub(super) fn is_of_page(&self, c: char) -> bool {
        self.options.visual_order == VisualOrder::Repair && is_letter_form(c)
    }

    /// Appends `<` or `&` if no tag and no reference begins with it.
    fn markup(&self, rest: &str, out: &mut Vec<u8>, state: &mut State) -> Handled {
        let opens_tag = self.options.html_tags == Removal::Remove && html_tags::is_at_start(rest);
        if opens_tag || (self.options.html_entities == HtmlEntities::Decode && html_entities::is_at_start(rest)) {
            return Handled::Row;
        }
        push(&rest[..1], out, state);
        state.doubts.markup = true;
        Handled::Done(1)
    }

    /// Clears the word around what may be part of an address: one that stays is of ASCII, to which the tables do what
    /// the steps do, and of what is replaced there is nothing left.
    fn address(&self, text: &str, at: usize, state: &mut State) -> Handled {
        let range = word_around(text, at);
        if !self.is_clear(&text[range.clone()], state.prepared) {
            return Handled::Word;
        }
        state.cleared = range.end;
        state.doubts.address = true;
        Handled::Done(0)
    }

    /// Whether the tables do to a word with signs of addresses what the steps do.
    pub(super) fn is_clear(&self, word: &str, prepared: Prepared) -> bool {
        // Addresses keep their letters, the tables only those that they do not change.
        let is_kept = |address: &str| {
            // What is cut in the result of a character, as in the stops of U+2026, stays in an address.
            let is_cut = self.options.cuts_runs() && address.chars().zip(address.chars().skip(1)).any(|(a, b)| a == b);
            !is_cut && address.chars().all(|c| c.is_ascii() || self.keeps(c))
        };
        let keeps_addresses = |word: &str| patterns::addresses(word).all(|span| is_kept(&word[span]));
        self.ascii_addresses_are_safe
            && (!self.replaces_patterns || (prepared == Prepared::Yes && !patterns::any_replaced(word, &self.options)))
            && (word.is_ascii() || keeps_addresses(&unicode_form::composed(word, self.options.unicode)))
    }

    /// Whether the tables leave a character as it is.
    fn keeps(&self, c: char) -> bool {
        let result = index(c).and_then(|i| self.results[i].as_deref());
        result.is_some_and(|result| result.chars().eq([c]))
    }

    /// White space by the rule of the option.
    fn white(&self, text: &str, c: char, out: &mut Vec<u8>, start: usize, state: &mut State) -> Option<usize> {
        let width = c.len_utf8();
        match self.options.whitespace {
            // CR LF is one line break, also over characters that go.
            Whitespace::Unify if c == '\r' => return text[width..].starts_with('\n').then_some(width),
            Whitespace::Unify => push(if is_line_break(c) { "\n" } else { " " }, out, state),
            Whitespace::Lines if is_line_break(c) => {
                trim_end(out, start);
                if out.len() > start {
                    out.push(b'\n');
                }
                state.after_space = true;
            }
            _ if state.after_space => {}
            _ => push(" ", out, state),
        }
        Some(width)
    }

    /// Whether neither a tag nor a reference has come about.
    pub(super) fn has_no_markup(&self, result: &[u8]) -> bool {
        let Ok(result) = simdutf8::basic::from_utf8(result) else { return false };
        let tokens = self.options.tokens().map(|(_, token)| token);
        let has_tag = self.options.html_tags == Removal::Remove && html_tags::any(result, &tokens);
        let has_reference = self.options.html_entities == HtmlEntities::Decode && html_entities::any(result);
        !has_tag && !has_reference
    }

    /// Whether no pattern has come about that would have been replaced.
    pub(super) fn has_no_pattern(&self, result: &[u8]) -> bool {
        let Ok(result) = simdutf8::basic::from_utf8(result) else { return false };
        !self.replaces_patterns || !patterns::any_replaced(result, &self.options)
    }

    /// Whether a character could be part of what `mojibake` and `visual_order` repair.
    fn may_need_repair(&self, c: char, out: &[u8]) -> bool {
        // Tah, zah, ain and ghain are D8 B7 to D8 BA; what follows one of them follows all.
        let continues = || matches!(out, [.., 0xD8, 0xB7..=0xBA]) && mojibake::continues('\u{637}', c);
        let misread = || mojibake::is_accented(c) || continues();
        (self.options.mojibake == Repair::Repair && misread())
            || (self.options.visual_order == VisualOrder::Repair && c == '\u{202B}')
    }

    /// Whether there is nothing to repair in a text, composed as the steps find it, nor in its result.
    pub(super) fn is_sound(&self, text: &str, result: &[u8]) -> bool {
        let Ok(result) = simdutf8::basic::from_utf8(result) else { return false };
        let is_misread = |text: &str| self.options.mojibake == Repair::Repair && mojibake::is_certain(text);
        let is_page =
            |text: &str| self.options.visual_order == VisualOrder::Repair && visual_order::has_embedded_page(text);
        ![text, result].iter().any(|text| is_misread(text) || is_page(text))
    }
}

/// Whether what follows a full stop cannot be part of an address, whatever becomes of it.
pub(super) fn ends_host(next: Option<char>) -> bool {
    let is_plain = |c: char| is_arabic_letter(c) || matches!(c, '\u{660}'..='\u{669}' | '\u{2026}');
    next.is_none_or(|c| is_plain(c) || is_space(c) || matches!(c, '\n' | '!'..='@' | '['..='`'))
}

/// Takes the white space off the end of a row; there is at most one character of it.
pub(super) fn trim_end(out: &mut Vec<u8>, start: usize) {
    if out.len() > start && matches!(out.last(), Some(b' ' | b'\n')) {
        out.pop();
    }
}

/// Whether there are spaces, or the ends of the text, on both sides of a character.
fn stands_alone(text: &str, at: usize, c: char) -> bool {
    let is_end = |byte: Option<&u8>| byte.is_none_or(|byte| *byte == b' ');
    is_end(text.as_bytes()[..at].last()) && is_end(text.as_bytes().get(at + c.len_utf8()))
}

/// Appends a result from [`Specials::results`] before `rest`, unless both together might be part of an address.
pub(super) fn put(result: &str, rest: &str, out: &mut Vec<u8>, state: &mut State) -> bool {
    let is_free = !result.ends_with('.') || ends_host(rest.chars().next());
    if is_free {
        push(result, out, state);
    }
    is_free
}

pub(super) fn push(result: &str, out: &mut Vec<u8>, state: &mut State) {
    out.extend_from_slice(result.as_bytes());
    if let Some(last) = result.as_bytes().last() {
        state.after_space = *last == b' ';
    }
}

/// Where the result of a character stands in [`Specials::results`].
pub(super) fn index(c: char) -> Option<usize> {
    match c as u32 {
        code @ 0..=0x7FF => Some(code as usize),
        code @ 0x2000..=0x22FF => Some(code as usize - 0x2000 + 0x800),
        _ => None,
    }
}

/// The characters that have a place in [`Specials::results`], in its order.
pub(super) fn indexed() -> impl Iterator<Item = char> {
    ('\0'..='\u{7FF}').chain('\u{2000}'..='\u{22FF}')
}
