//! Windows-1252 and Windows-1256, and text of the second read by the first.

use std::ops::Range;

use crate::script::{is_arabic_letter, is_letter};

/// Bytes 80 to 9F of Windows-1252; what it leaves open is the control character of that number.
#[rustfmt::skip]
const WINDOWS_1252: [char; 32] = [
    '\u{20AC}', '\u{81}', '\u{201A}', '\u{192}', '\u{201E}', '\u{2026}', '\u{2020}', '\u{2021}',
    '\u{2C6}', '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{8D}', '\u{17D}', '\u{8F}',
    '\u{90}', '\u{2018}', '\u{2019}', '\u{201C}', '\u{201D}', '\u{2022}', '\u{2013}', '\u{2014}',
    '\u{2DC}', '\u{2122}', '\u{161}', '\u{203A}', '\u{153}', '\u{9D}', '\u{17E}', '\u{178}',
];

/// Bytes 80 to FF of Windows-1256.
#[rustfmt::skip]
const WINDOWS_1256: [char; 128] = [
    '\u{20AC}', '\u{67E}', '\u{201A}', '\u{192}', '\u{201E}', '\u{2026}', '\u{2020}', '\u{2021}',
    '\u{2C6}', '\u{2030}', '\u{679}', '\u{2039}', '\u{152}', '\u{686}', '\u{698}', '\u{688}',
    '\u{6AF}', '\u{2018}', '\u{2019}', '\u{201C}', '\u{201D}', '\u{2022}', '\u{2013}', '\u{2014}',
    '\u{6A9}', '\u{2122}', '\u{691}', '\u{203A}', '\u{153}', '\u{200C}', '\u{200D}', '\u{6BA}',
    '\u{A0}', '\u{60C}', '\u{A2}', '\u{A3}', '\u{A4}', '\u{A5}', '\u{A6}', '\u{A7}',
    '\u{A8}', '\u{A9}', '\u{6BE}', '\u{AB}', '\u{AC}', '\u{AD}', '\u{AE}', '\u{AF}',
    '\u{B0}', '\u{B1}', '\u{B2}', '\u{B3}', '\u{B4}', '\u{B5}', '\u{B6}', '\u{B7}',
    '\u{B8}', '\u{B9}', '\u{61B}', '\u{BB}', '\u{BC}', '\u{BD}', '\u{BE}', '\u{61F}',
    '\u{6C1}', '\u{621}', '\u{622}', '\u{623}', '\u{624}', '\u{625}', '\u{626}', '\u{627}',
    '\u{628}', '\u{629}', '\u{62A}', '\u{62B}', '\u{62C}', '\u{62D}', '\u{62E}', '\u{62F}',
    '\u{630}', '\u{631}', '\u{632}', '\u{633}', '\u{634}', '\u{635}', '\u{636}', '\u{D7}',
    '\u{637}', '\u{638}', '\u{639}', '\u{63A}', '\u{640}', '\u{641}', '\u{642}', '\u{643}',
    '\u{E0}', '\u{644}', '\u{E2}', '\u{645}', '\u{646}', '\u{647}', '\u{648}', '\u{E7}',
    '\u{E8}', '\u{E9}', '\u{EA}', '\u{EB}', '\u{649}', '\u{64A}', '\u{EE}', '\u{EF}',
    '\u{64B}', '\u{64C}', '\u{64D}', '\u{64E}', '\u{F4}', '\u{64F}', '\u{650}', '\u{F7}',
    '\u{651}', '\u{F9}', '\u{652}', '\u{FB}', '\u{FC}', '\u{200E}', '\u{200F}', '\u{6D2}',
];

/// The bytes of U+0600-06FF in Windows-1256; 0 where it has none.
const ARABIC_BYTES: [u8; 256] = {
    let mut bytes = [0; 256];
    let mut at = 0;
    while at < WINDOWS_1256.len() {
        let c = WINDOWS_1256[at] as usize;
        if c >= 0x600 && c < 0x700 {
            bytes[c - 0x600] = 0x80 + at as u8;
        }
        at += 1;
    }
    bytes
};

/// What a byte is in Windows-1252.
#[cfg(test)]
pub(super) fn windows_1252(byte: u8) -> char {
    let high = byte.checked_sub(0x80).and_then(|at| WINDOWS_1252.get(usize::from(at)));
    high.copied().unwrap_or(char::from(byte))
}

/// What a byte is in Windows-1256.
pub(super) fn windows_1256(byte: u8) -> char {
    byte.checked_sub(0x80).map_or(char::from(byte), |at| WINDOWS_1256[usize::from(at)])
}

/// The byte of a character in Windows-1252 or, if that has none, in ISO 8859-1.
pub(super) fn to_windows_1252(c: char) -> Option<u8> {
    if matches!(c, '\u{370}'..='\u{1FFF}') {
        return None;
    }
    let special = WINDOWS_1252.iter().position(|special| *special == c);
    special.map(|at| 0x80 + at as u8).or_else(|| u8::try_from(c as u32).ok())
}

/// The byte of a character in Windows-1256.
pub(super) fn to_windows_1256(c: char) -> Option<u8> {
    if c.is_ascii() {
        return Some(c as u8);
    }
    // Those of Unicode's Arabic block are the most of them, and Arabic text has no others.
    ARABIC_BYTES.get((c as usize).wrapping_sub(0x600)).map_or_else(
        || WINDOWS_1256.iter().position(|other| *other == c).map(|at| 0x80 + at as u8),
        |byte| (*byte != 0).then_some(*byte),
    )
}

/// How many letters of misread words it takes.
const FEWEST: usize = 4;

/// What the words of a text that are Windows-1256 read as Windows-1252 were meant to be.
///
/// They are words of letters beyond ASCII alone, all of which are Arabic letters and marks in Windows-1256; a text has
/// them throughout or not at all.
pub(super) fn find(text: &str) -> Vec<(Range<usize>, char)> {
    let mut misread: Vec<Range<usize>> = Vec::new();
    for word in words(text).filter(|word| !text[word.clone()].is_ascii()) {
        if !is_misread(&text[word.clone()]) {
            return Vec::new();
        }
        misread.push(word);
    }
    let letters: usize = misread.iter().map(|word| text[word.clone()].chars().count()).sum();
    let has_alef_or_lam = misread.iter().any(|word| text[word.clone()].contains(['\u{C7}', '\u{E1}']));
    if letters < FEWEST || !has_alef_or_lam {
        return Vec::new();
    }
    let stretch = misread[0].start..misread[misread.len() - 1].end;
    let meant = |(at, c): (usize, char)| {
        let meant = to_windows_1252(c).map(windows_1256).filter(|meant| *meant != c)?;
        // Signs that both tables have stay; a comma, semicolon or question mark may stand beside the words.
        let is_theirs = stretch.contains(&at) || matches!(c, '\u{A1}' | '\u{BA}' | '\u{BF}');
        is_theirs.then(|| (at..at + c.len_utf8(), meant))
    };
    text.char_indices().filter(|(_, c)| !c.is_ascii()).filter_map(meant).collect()
}

/// Runs of letters, and of what stands for letters and marks of Windows-1256.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(is_of_word)?;
        from = text[start..].find(|c| !is_of_word(c)).map_or(text.len(), |len| start + len);
        Some(start..from)
    })
}

fn is_of_word(c: char) -> bool {
    // The ordinal sign U+00BA is a letter to Unicode, and the semicolon of Windows-1256.
    (is_letter(c) && c != '\u{BA}') || is_meant_for_word(c)
}

/// Whether a character beyond ASCII stands for an Arabic letter or mark.
fn is_meant_for_word(c: char) -> bool {
    let meant = (!c.is_ascii()).then(|| to_windows_1252(c)).flatten().map(windows_1256);
    meant.is_some_and(|meant| meant != c && (is_arabic_letter(meant) || matches!(meant, '\u{64B}'..='\u{652}')))
}

fn is_misread(word: &str) -> bool {
    word.chars().all(is_meant_for_word)
}
