//! What the table of code points does not tell: addresses, emoji sequences, and words that go through the steps.

use std::ops::Range;

use super::super::super::choice::{HtmlEntities, Joiners, Removal, Whitespace};
use super::super::super::emoji::{self, EMOJI_SELECTOR};
use super::super::super::{presentation_forms, unicode_form};
use super::super::special::{Handled, ends_host};
use super::super::{Doubts, Kernel, Prepared, State};
use super::Row;
use super::table::{LONGER, SIGN, Table, WORD, longer};
use crate::script::{is_line_break, is_pictograph, is_presentation_form, is_space};
use crate::transcode::Unit;

/// How many units are looked at before and behind a place for an emoji sequence; a longer one goes through the steps with
/// its word.
const SEQUENCE: usize = 40;

/// Words of more units are not looked at over and over.
const LONGEST_WORD: usize = 50;

const JOINER: char = '\u{200D}';

impl Kernel {
    /// Writes the result of what stands at the place of the row, and of more of it; none if the row has to go through
    /// text.
    #[inline(never)]
    pub(super) fn aside<U: Unit>(&self, table: &Table, entry: u16, row: &mut Row<'_, U>) -> Option<()> {
        match entry {
            SIGN => self.sign(table, row),
            LONGER => self.longer(row),
            WORD => match row.char(row.at)? {
                EMOJI_SELECTOR => self.selector(table, row),
                JOINER => self.joiner(table, row),
                c if is_presentation_form(c) && self.form(c, row) => Some(()),
                _ => self.special(row),
            },
            _ => None,
        }
    }

    /// `@`, `.` or `:`: as [`super::super::special::Specials::address`].
    fn sign<U: Unit>(&self, table: &Table, row: &mut Row<'_, U>) -> Option<()> {
        if row.at >= row.cleared && table.hints_at_address(row.units, row.at) {
            let word = row.word();
            if !self.is_clear(table, &row.units[word.clone()]) {
                return self.unit_word(row);
            }
            row.cleared = word.end;
        }
        row.keep();
        Some(())
    }

    /// As [`super::super::special::Specials::is_clear`]: if there is nothing in a word that becomes something else, what is an address in it makes
    /// no difference.
    fn is_clear<U: Unit>(&self, table: &Table, word: &[U]) -> bool {
        let is_kept = |unit: &U| (*unit).into() < 0x80 || table.keeps((*unit).into());
        if word.iter().all(is_kept) {
            return self.specials.ascii_addresses_are_safe;
        }
        text(word).is_some_and(|word| self.specials.is_clear(&word, Prepared::No))
    }

    fn longer<U: Unit>(&self, row: &mut Row<'_, U>) -> Option<()> {
        let result = longer(&self.specials, row.char(row.at)?)?;
        if result.ends_with('.') && !ends_host(row.char(row.at + 1)) {
            return self.unit_word(row);
        }
        row.push_text(result)?;
        row.at += 1;
        Some(())
    }

    /// The selector of an emoji stays with it, and goes or stays as the letters have it elsewhere.
    fn selector<U: Unit>(&self, table: &Table, row: &mut Row<'_, U>) -> Option<()> {
        match row.before() {
            Some(c) if is_pictograph(c) && row.has_kept_last() => {
                row.keep();
                return Some(());
            }
            // With its selector it is an emoji, which stays.
            Some(c) if is_pictograph(c) => return self.unit_word(row),
            Some(c) if continues_emoji(c) => return self.sequence(row).or_else(|| self.unit_word(row)),
            _ => {}
        }
        if !table.selector_goes || row.char(row.at + 1) == Some('\u{20E3}') {
            return self.unit_word(row);
        }
        row.at += 1;
        Some(())
    }

    /// A joiner stays between two emoji, and goes where it stands alone.
    fn joiner<U: Unit>(&self, table: &Table, row: &mut Row<'_, U>) -> Option<()> {
        let (before, after) = (row.before(), row.char(row.at + 1));
        let is_space = |c: Option<char>| c.is_none_or(|c| c == ' ');
        if self.specials.options.joiners != Joiners::Keep && is_space(before) && is_space(after) {
            row.at += 1;
            return Some(());
        }
        // Those below U+2300 are no emoji without their selector.
        if before.is_some_and(|c| c >= '\u{2300}' && is_pictograph(c))
            && after.is_some_and(|c| is_pictograph(c) && table.keeps(c.into()))
            && row.has_kept_last()
        {
            row.keep();
            return Some(());
        }
        if before.is_some_and(continues_emoji) {
            return self.sequence(row).or_else(|| self.unit_word(row));
        }
        self.special(row)
    }

    /// Writes what is left of the emoji sequence that the place of the row is in; none if it is in none that stays.
    fn sequence<U: Unit>(&self, row: &mut Row<'_, U>) -> Option<()> {
        let start = row.sequence_start()?;
        let end = row.units.len().min(start + 2 * SEQUENCE);
        let ahead: String = row.units[start..end].iter().map_while(|unit| char::from_u32((*unit).into())).collect();
        let sequence = &ahead[..emoji::sequence_len(&ahead)?];
        let past = start + sequence.chars().count();
        let is_whole = past > row.at && (past < end || end == row.units.len());
        if !is_whole || !row.has_kept_last() || !unicode_form::is_normal(sequence, self.specials.options.unicode) {
            return None;
        }
        while row.at < past {
            row.keep();
        }
        Some(())
    }

    /// Writes what becomes of a presentation form, and of those that follow it; false if that depends on its word.
    fn form<U: Unit>(&self, c: char, row: &mut Row<'_, U>) -> bool {
        if row.at < row.cleared {
            return false;
        }
        let first = row.at;
        let mut form = c;
        while let Some(result) = self.specials.form_alone(form).filter(|_| !presentation_forms::is_phrase(form))
            && row.push_text(result).is_some()
        {
            row.is_of_page |= self.specials.is_of_page(form);
            row.at += 1;
            match row.char(row.at) {
                Some(next) if is_presentation_form(next) => form = next,
                _ => break,
            }
        }
        row.at > first
    }

    /// White space of three bytes in UTF-8.
    fn blank<U: Unit>(&self, c: char, row: &mut Row<'_, U>) -> Option<()> {
        let rule = self.specials.options.whitespace;
        if rule == Whitespace::Keep || is_line_break(c) {
            return None;
        }
        let goes = self.tables.collapses && row.written.checked_sub(1).is_none_or(|last| row.is_white(last));
        if !goes {
            row.push(U::from(u16::from(b' ')));
        }
        row.at += 1;
        Some(())
    }

    /// Writes what [`super::super::special::Specials::handle`] makes of a character in its word, or else the result of the whole word.
    fn special<U: Unit>(&self, row: &mut Row<'_, U>) -> Option<()> {
        let c = row.char(row.at)?;
        if is_space(c) || is_line_break(c) {
            return self.blank(c, row);
        }
        let range = row.word();
        if range.len() > LONGEST_WORD {
            return None;
        }
        let mut word = String::with_capacity(2 * range.len());
        let mut at = 0;
        for i in range.clone() {
            at = if i == row.at { word.len() } else { at };
            word.push(row.char(i)?);
        }
        // All that it looks at is what stands last before it.
        let out = row.written.checked_sub(1).map_or_else(|| Some(String::new()), |last| text(&row.out[last..=last]))?;
        let (start, mut out, mut state) = (out.len(), out.into_bytes(), State::new(Prepared::No));
        state.cleared = if row.at < row.cleared { word.len() } else { 0 };
        match self.specials.handle(&word, at, &mut out, start, &mut state) {
            Handled::Done(width) if !Doubts { page: false, ..state.doubts }.any() => {
                row.is_of_page |= state.doubts.page;
                row.at += word[at..at + width].chars().count();
                row.push_text(simdutf8::basic::from_utf8(&out[start..]).ok()?)
            }
            Handled::Row => None,
            _ => self.put_word(&word, range.end, row),
        }
    }

    /// Puts the result of the whole word around the place of the row where what was written of it is: as
    /// [`Kernel::word`], for a text that is this word.
    fn unit_word<U: Unit>(&self, row: &mut Row<'_, U>) -> Option<()> {
        let range = row.word();
        if range.end == row.at {
            return None;
        }
        self.put_word(&text(&row.units[range.clone()])?, range.end, row)
    }

    fn put_word<U: Unit>(&self, word: &str, end: usize, row: &mut Row<'_, U>) -> Option<()> {
        let (mut result, mut state) = (Vec::new(), State::new(Prepared::No));
        self.word(word, 0, &mut result, 0, &mut state)?;
        // All that could come of an address is that it is cut or replaced, which no kernel with a table does.
        if state.doubts.defect || (state.doubts.markup && self.reads_markup()) {
            return None;
        }
        row.is_of_page |= state.doubts.page;
        row.cut_word();
        row.at = end;
        row.push_text(simdutf8::basic::from_utf8(&result).ok()?)
    }

    fn reads_markup(&self) -> bool {
        let options = &self.specials.options;
        options.html_tags == Removal::Remove || options.html_entities == HtmlEntities::Decode
    }
}

impl<U: Unit> Row<'_, U> {
    /// The character before the place of the row.
    fn before(&self) -> Option<char> {
        self.char(self.at.checked_sub(1)?)
    }

    /// Whether what was written last is what stands before the place of the row.
    fn has_kept_last(&self) -> bool {
        self.at > 0 && self.written > 0 && self.out[self.written - 1] == self.units[self.at - 1]
    }

    /// Writes a unit as it is.
    fn keep(&mut self) {
        self.push(self.units[self.at]);
        self.at += 1;
    }

    /// Where the emoji sequence that goes on at the place of the row begins.
    fn sequence_start(&self) -> Option<usize> {
        let mut start = self.at;
        while self.at - start < SEQUENCE {
            start = start.checked_sub(1)?;
            let c = self.char(start)?;
            let is_joined = || start > 0 && self.char(start - 1) == Some(JOINER);
            let goes_on = continues_emoji(c) || (is_pictograph(c) && is_joined());
            if !goes_on {
                return Some(start);
            }
        }
        None
    }

    /// The word at the place of the row, as [`super::super::words::word_around`].
    fn word(&self) -> Range<usize> {
        let parts = |unit: &U| char::from_u32((*unit).into()).is_some_and(char::is_whitespace);
        let start = self.units[..self.at].iter().rposition(parts).map_or(0, |i| i + 1);
        start..self.units[self.at..].iter().position(parts).map_or(self.units.len(), |i| self.at + i)
    }

    /// Takes back what was written of a word.
    fn cut_word(&mut self) {
        self.written = (0..self.written).rev().find(|i| self.is_white(*i)).map_or(0, |i| i + 1);
    }
}

/// Whether a character belongs to the emoji before it.
fn continues_emoji(c: char) -> bool {
    emoji::continues(c.encode_utf8(&mut [0; 4]).as_bytes())
}

/// Units as text; none if there is a surrogate among them.
pub(super) fn text<U: Unit>(units: &[U]) -> Option<String> {
    units.iter().map(|unit| char::from_u32((*unit).into())).collect()
}
