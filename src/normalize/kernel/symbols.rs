//! Symbols and emoji that stay as they are or go, by table: most of what the tables of bytes leave out in posts.

use super::super::emoji::{self, EMOJI_SELECTOR, is_regional_indicator};
use super::State;
use super::special::{Handled, Specials, index, push, put};
use crate::script::{is_joiner, is_line_break, is_space};

/// The characters in the table: U+2000-2BFF, led by E2 80 to E2 AF, and U+1F000-1FAFF, led by F0 9F 80 to F0 9F AB.
const SHORT: u32 = 0x2000;
const SHORT_COUNT: usize = 0xC00;
const LONG: u32 = 0x1_F000;
const LONG_COUNT: usize = 0xB00;

/// What becomes of a symbol that is not part of a longer sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Not for the table to say.
    Ask,
    Stays,
    /// It stays, and so does U+FE0F behind it.
    StaysWithSelector,
    Goes,
    /// It becomes what stands at this place of [`Specials::results`].
    Becomes(usize),
}

/// A verdict for each character of the two ranges.
#[derive(Debug, Clone)]
pub(super) struct Symbols {
    verdicts: Vec<Verdict>,
}

impl Symbols {
    /// Asks about each character alone.
    pub(super) fn new(specials: &Specials) -> Self {
        let short = SHORT..SHORT + SHORT_COUNT as u32;
        let long = LONG..LONG + LONG_COUNT as u32;
        let verdict = |code| char::from_u32(code).map_or(Verdict::Ask, |c| verdict(specials, c));
        Self { verdicts: short.chain(long).map(verdict).collect() }
    }

    /// The verdict on a character of the two ranges.
    pub(super) fn verdict(&self, c: char) -> Verdict {
        let code = c as u32;
        let place = if code < LONG { code - SHORT } else { code - LONG + SHORT_COUNT as u32 };
        self.verdicts[place as usize]
    }

    /// Appends the result of the symbol that a text begins with, by the table or as [`Specials`] has it; returns how
    /// long the symbol is. None if the table does not tell.
    pub(super) fn take(&self, specials: &Specials, text: &str, out: &mut Vec<u8>, state: &mut State) -> Option<usize> {
        let (place, width) = match *text.as_bytes() {
            [0xE2, second @ 0x80..0xB0, third, ..] => (place(second, third), 3),
            [0xF0, 0x9F, third @ 0x80..0xAC, fourth, ..] => (SHORT_COUNT + place(third, fourth), 4),
            _ => return None,
        };
        let verdict = self.verdicts[place];
        let goes_on = verdict == Verdict::StaysWithSelector && text[width..].starts_with(EMOJI_SELECTOR);
        let width = if goes_on { width + EMOJI_SELECTOR.len_utf8() } else { width };
        let rest = &text[width..];
        if emoji::continues(rest.as_bytes()) {
            return None;
        }
        match verdict {
            Verdict::Ask => return None,
            Verdict::Goes => {}
            Verdict::Stays | Verdict::StaysWithSelector => push(&text[..width], out, state),
            Verdict::Becomes(i) => {
                let result = specials.results[i].as_deref()?;
                return put(result, rest, out, state).then_some(width);
            }
        }
        Some(width)
    }
}

/// The place of a character in its range, by its last two bytes.
fn place(before_last: u8, last: u8) -> usize {
    usize::from(before_last & 0x3F) << 6 | usize::from(last & 0x3F)
}

/// Asks about a character alone.
pub(super) fn verdict(specials: &Specials, c: char) -> Verdict {
    if is_space(c) || is_line_break(c) || is_joiner(c) || is_regional_indicator(c) {
        return Verdict::Ask;
    }
    let alone = c.to_string();
    let selected = format!("{c}{EMOJI_SELECTOR}");
    match result(specials, &alone) {
        Some(result) if result.is_empty() => Verdict::Goes,
        Some(result) if result != alone => {
            let place = index(c).filter(|i| specials.results[*i].as_deref() == Some(&result));
            place.map_or(Verdict::Ask, Verdict::Becomes)
        }
        Some(_) if result(specials, &selected) == Some(selected) => Verdict::StaysWithSelector,
        Some(_) => Verdict::Stays,
        None => Verdict::Ask,
    }
}

/// The result of a text that is taken in one go, if it gives cause for no doubt, not even behind a letter that begins
/// misread ones.
fn result(specials: &Specials, text: &str) -> Option<String> {
    let before = "\u{637}";
    let mut out = before.as_bytes().to_vec();
    let mut state = State::new(super::Prepared::Yes);
    let handled = specials.handle(&format!("{before}{text}"), before.len(), &mut out, 0, &mut state);
    let is_certain = matches!(handled, Handled::Done(width) if width == text.len()) && !state.doubts.any();
    is_certain.then(|| String::from_utf8(out.split_off(before.len())).ok())?
}

#[cfg(test)]
mod tests {
    use super::super::super::{Options, Pass};
    use super::super::Kernel;
    use super::*;

    fn taken(preset: &str, text: &str) -> String {
        let options = Options::preset(preset).unwrap();
        let kernel = Kernel::new(&options, &Pass::new(&options)).unwrap();
        let (mut out, mut state, mut rest) = (Vec::new(), State::new(super::super::Prepared::No), text);
        while let Some(width) = kernel.symbols.take(&kernel.specials, rest, &mut out, &mut state) {
            rest = &rest[width..];
        }
        format!("{}|{rest}", String::from_utf8(out).unwrap())
    }

    #[test]
    fn symbols_are_taken_up_to_what_belongs_together() {
        assert_eq!(taken("search", "😂•❤\u{FE0F}💙a"), "😂•❤\u{FE0F}💙|a");
        assert_eq!(taken("search", "😂👍🏽"), "😂|👍🏽");
        assert_eq!(taken("search", "♥👨\u{200D}👩"), "♥|👨\u{200D}👩");
        assert_eq!(taken("search", "♥🇸🇦"), "♥|🇸🇦");
        assert_eq!(taken("search", "\u{200E}♥\u{2003}"), "♥|\u{2003}");
        assert_eq!(taken("search", "–…"), "–...|");
        assert_eq!(taken("search", "💙…com"), "💙|…com");
    }
}
