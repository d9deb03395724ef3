//! What becomes of a code point, in one table filled from those of the kernel.

use super::super::super::choice::Whitespace;
use super::super::super::emoji::{EMOJI_SELECTOR, is_regional_indicator};
use super::super::super::letters::Becomes;
use super::super::super::unicode_form;
use super::super::marks::is_tashkeel;
use super::super::special::{Specials, index};
use super::super::symbols::{Verdict, verdict};
use super::super::{GONE as NO_BYTE, Kernel, SPECIAL, Tables};
use crate::script::{is_line_break, is_space};
use crate::transcode::Unit;

/// The code points with an entry: those below U+2C00, and U+1F000-1FAFF behind them. The entry behind these is for
/// all others; one more stands there because entries are read two at a time.
pub(super) const SHORT_COUNT: usize = 0x2C00;
pub(super) const LONG_START: u32 = 0x1_F000;
pub(super) const LONG_COUNT: usize = 0xB00;
const COUNT: usize = SHORT_COUNT + LONG_COUNT + 2;

/// Entries that are no result. Results lie below the surrogates.
pub(super) const GONE: u16 = 0xFFE0;
/// It stays, as it does for all entries from here on that are found to make no difference. Code points that fit stand in the
/// table themselves.
pub(super) const STAYS: u16 = 0xFFE1;
/// It stays, and so does the selector of an emoji behind it.
pub(super) const WITH_SELECTOR: u16 = 0xFFE2;
/// From here on the table does not tell: what stands beside it has to be asked.
pub(super) const FIRST_ASIDE: u16 = 0xFFF0;
/// A sign of an address, which stays.
pub(super) const SIGN: u16 = 0xFFF0;
/// It becomes more than one character, or a full stop.
pub(super) const LONGER: u16 = 0xFFF1;
/// The word that it is part of has to go through the steps, or what joins emoji together has to be looked at.
pub(super) const WORD: u16 = 0xFFF2;
/// The row has to go through text.
pub(super) const ROW: u16 = 0xFFF3;

/// An entry for each code point.
#[derive(Debug, Clone)]
pub(in super::super) struct Table {
    pub(super) entries: Box<[u16; COUNT]>,
    /// The space that goes after another one; [`GONE`] if none does.
    pub(super) blank: u16,
    /// Whether the selector of emoji is deleted where it stands behind none.
    pub(super) selector_goes: bool,
}

impl Table {
    /// The table of a kernel; none if it has steps that look at results, which are in UTF-8.
    pub(in super::super) fn new(kernel: &Kernel) -> Option<Self> {
        if kernel.specials.replaces_patterns || !kernel.runs.are_free() {
            return None;
        }
        let mut entries: Box<[u16; COUNT]> = vec![WORD; COUNT].into_boxed_slice().try_into().ok()?;
        for (place, entry) in entries.iter_mut().enumerate().take(SHORT_COUNT + LONG_COUNT) {
            *entry = char::from_u32(code(place)).map_or(ROW, |c| entry_of(kernel, c));
        }
        let blank = if kernel.tables.collapses { u16::from(b' ') } else { GONE };
        let selector_goes = matches!(kernel.specials.letters.of(EMOJI_SELECTOR), Becomes::Nothing);
        Some(Self { entries, blank, selector_goes })
    }

    #[inline]
    pub(super) fn entry(&self, code: u32) -> u16 {
        self.entries[place(code)]
    }

    /// Whether a code point stays as it is.
    pub(super) fn keeps(&self, code: u32) -> bool {
        let entry = self.entry(code);
        (STAYS..FIRST_ASIDE).contains(&entry) || u32::from(entry) == code
    }

    /// Whether a sign at a place could be part of an address, as the tables of bytes have it.
    #[inline]
    pub(super) fn hints_at_address<U: Unit>(&self, units: &[U], at: usize) -> bool {
        let is_at_sign = units[at] == U::from(u16::from(b'@'));
        let Some(next) = units.get(at + 1).map(|next| (*next).into()) else { return is_at_sign };
        let may_go = match next {
            0..0x80 | 0x600..0x700 => self.entry(next) == GONE,
            _ => true,
        };
        let continues =
            |c: char| if units[at] == U::from(u16::from(b':')) { c == '/' } else { c.is_ascii_alphabetic() };
        is_at_sign || may_go || char::from_u32(next).is_some_and(continues)
    }
}

#[inline]
fn place(code: u32) -> usize {
    let long = (code.wrapping_sub(LONG_START) as usize).min(LONG_COUNT);
    if (code as usize) < SHORT_COUNT { code as usize } else { SHORT_COUNT + long }
}

fn code(place: usize) -> u32 {
    if place < SHORT_COUNT { place as u32 } else { LONG_START + (place - SHORT_COUNT) as u32 }
}

fn entry_of(kernel: &Kernel, c: char) -> u16 {
    let Kernel { tables, specials, symbols, .. } = kernel;
    match c {
        '@' | '.' | ':' if tables.ascii[c as usize] == c as u8 => SIGN,
        '\0'..='\x7F' => byte_result(tables.ascii[c as usize]),
        _ if tables.orders_marks && is_tashkeel(c) => ROW,
        '\u{600}'..='\u{6FF}' => pair_result(tables, c as usize & 0xFF),
        _ if is_space(c) || is_line_break(c) => blank_result(specials.options.whitespace, c),
        // Half of a flag stays as a flag does.
        _ if is_regional_indicator(c) => {
            let stays = matches!(specials.letters.of(c), Becomes::Itself)
                && unicode_form::is_inert(c, specials.options.unicode);
            if stays { STAYS } else { WORD }
        }
        '\u{2000}'..'\u{2C00}' | '\u{1F000}'.. => symbol_result(specials, symbols.verdict(c), c),
        '\u{80}'..='\u{7FF}' => symbol_result(specials, verdict(specials, c), c),
        _ => WORD,
    }
}

fn byte_result(byte: u8) -> u16 {
    match byte {
        NO_BYTE => GONE,
        SPECIAL => ROW,
        byte => u16::from(byte),
    }
}

fn pair_result(tables: &Tables, pair: usize) -> u16 {
    match (tables.lead[pair], tables.cont[pair]) {
        (NO_BYTE, last) => byte_result(last),
        (first @ 0xC0..=0xDF, second) => u16::from(first & 0x1F) << 6 | u16::from(second & 0x3F),
        _ => ROW,
    }
}

fn blank_result(rule: Whitespace, c: char) -> u16 {
    match rule {
        Whitespace::Collapse => u16::from(b' '),
        Whitespace::Unify | Whitespace::Lines if is_space(c) => u16::from(b' '),
        _ => ROW,
    }
}

fn symbol_result(specials: &Specials, verdict: Verdict, c: char) -> u16 {
    match verdict {
        Verdict::Ask => WORD,
        Verdict::Goes => GONE,
        Verdict::StaysWithSelector => WITH_SELECTOR,
        Verdict::Stays => u16::try_from(c as u32).unwrap_or(STAYS),
        Verdict::Becomes(i) => {
            let mut result = specials.results[i].iter().flat_map(|result| result.chars());
            match (result.next(), result.next()) {
                (Some(only @ '\0'..='\u{D7FF}'), None) if only != '.' => only as u16,
                _ => LONGER,
            }
        }
    }
}

/// What a code point whose entry is [`LONGER`] becomes.
pub(super) fn longer(specials: &Specials, c: char) -> Option<&str> {
    specials.results[index(c)?].as_deref()
}
