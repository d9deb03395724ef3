//! UTF-8 read one byte at a time.

use std::ops::Range;

use memchr::memchr3_iter;

use super::single_byte::{to_windows_1252, to_windows_1256};
use crate::script::is_arabic_letter;

/// How many Arabic letters have to come out of one stretch of a text for it to be certain.
const FEWEST: usize = 2;

/// After how many that cannot be read a stretch is given up.
const PATIENCE: usize = 4;

/// How many characters have to be read for each that cannot.
const READ_TO_LOST: usize = 4;

/// Whether a text can hold any of it, or letters of Windows-1256 read as Windows-1252.
pub(in super::super) fn is_possible(text: &str) -> bool {
    hints(text).next().is_some()
}

/// Where there is an accented letter, or a sign that can continue a character.
fn hints(text: &str) -> impl Iterator<Item = usize> {
    // All of them begin with one of these bytes.
    memchr3_iter(0xC2, 0xC3, 0xE2, text.as_bytes()).filter(|at| {
        let sign = text[*at..].chars().next();
        sign.is_some_and(|sign| {
            is_accented(sign) || text[..*at].chars().next_back().is_some_and(|lead| continues(lead, sign))
        })
    })
}

/// Whether a character is a letter of ISO 8859-1 beyond ASCII.
pub(in super::super) fn is_accented(c: char) -> bool {
    matches!(c, '\u{C0}'..='\u{FF}' if c != '\u{D7}' && c != '\u{F7}')
}

/// Whether a sign behind tah, zah, ain or ghain may be a byte of UTF-8 read as Windows-1256. Closing quotes and stops may
/// stand behind words that end so, and no word is made of these alone.
pub(in super::super) fn continues(lead: char, sign: char) -> bool {
    matches!(lead, '\u{637}'..='\u{63A}')
        && matches!(sign, '\u{80}'..='\u{BF}' | '\u{2013}'..='\u{203A}' | '\u{20AC}' | '\u{2122}')
        && !matches!(
            sign,
            '\u{A0}' | '\u{AB}' | '\u{BB}' | '\u{2013}' | '\u{2014}' | '\u{2018}'
                ..='\u{201F}' | '\u{2022}' | '\u{2026}' | '\u{2039}' | '\u{203A}'
        )
}

/// The characters that were meant, each with the stretch that stands for it; nothing if that is not certain.
pub(super) fn find(text: &str) -> Vec<(Range<usize>, char)> {
    let latin = decode(text, to_windows_1252);
    if latin.is_empty() { decode(text, to_windows_1256) } else { latin }
}

/// Reads a text as bytes of one table and these as UTF-8: where there are hints, and if they are right, everywhere.
fn decode(text: &str, byte: fn(char) -> Option<u8>) -> Vec<(Range<usize>, char)> {
    let mut done = 0;
    let hinted = hints(text).filter_map(|at| {
        let stretch = (at >= done).then(|| stretch_around(text, at))?;
        done = stretch.end;
        decode_stretch(text, stretch, byte)
    });
    if !is_certain(&hinted.flatten().collect::<Vec<_>>()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(|c: char| !c.is_ascii()) {
        let stretch = stretch_around(text, from + start);
        from = stretch.end;
        found.extend(decode_stretch(text, stretch, byte).into_iter().flatten());
    }
    found
}

/// The characters beyond ASCII around a position, with nothing else between them.
fn stretch_around(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind(|c: char| c.is_ascii()).map_or(0, |before| before + 1);
    let end = text[at..].find(|c: char| c.is_ascii()).map_or(text.len(), |len| at + len);
    start..end
}

fn is_certain(found: &[(Range<usize>, char)]) -> bool {
    found.iter().filter(|(_, c)| is_arabic_letter(*c)).nth(FEWEST - 1).is_some() || is_misread_twice(found)
}

/// Whether what was meant is misread text itself.
fn is_misread_twice(found: &[(Range<usize>, char)]) -> bool {
    found.len() > FEWEST && !find(&found.iter().map(|(_, meant)| *meant).collect::<String>()).is_empty()
}

/// What of a stretch can be read, if that is almost all of it: the end of a text may have been cut off.
fn decode_stretch(
    text: &str,
    stretch: Range<usize>,
    byte: fn(char) -> Option<u8>,
) -> Option<Vec<(Range<usize>, char)>> {
    let mut at = stretch.start;
    let (mut found, mut failed) = (Vec::new(), 0);
    while at < stretch.end {
        let rest = &text[at..stretch.end];
        if let Some((len, meant)) = decode_one(rest, byte) {
            found.push((at..at + len, meant));
            at += len;
        } else {
            failed += 1;
            if failed > PATIENCE && failed > found.len() {
                return None;
            }
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    (found.len() >= failed * READ_TO_LOST).then_some(found)
}

/// The character that a text begins with, and how many bytes of the text stand for it.
fn decode_one(text: &str, byte: fn(char) -> Option<u8>) -> Option<(usize, char)> {
    let mut chars = text.chars();
    let lead = byte(chars.next()?)?;
    let len = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    for place in &mut bytes[1..len] {
        *place = byte(chars.next()?)?;
    }
    let meant = std::str::from_utf8(&bytes[..len]).ok()?.chars().next()?;
    Some((text.len() - chars.as_str().len(), meant))
}
