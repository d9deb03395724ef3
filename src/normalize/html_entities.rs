//! HTML character references: `&amp;` `&nbsp;` `&#1593;` `&#x639;` decoded.
//!
//! Names and the treatment of numbers are those of the HTML Living Standard, section 13.5. The semicolon is required,
//! also after numbers: `&copy=1` in an address is no reference.

use std::collections::HashMap;
use std::sync::LazyLock;

use entities::ENTITIES;
use memchr::memchr_iter;

use super::edits::Edits;

/// Names without the ampersand and the semicolon.
static NAMES: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| ENTITIES.iter().filter_map(|e| Some((name_of(e.entity)?, e.characters))).collect());

fn name_of(reference: &str) -> Option<&str> {
    reference.strip_prefix('&')?.strip_suffix(';')
}

/// The longest name, `&CounterClockwiseContourIntegral;`, and room for numbers with zeros in front.
const LONGEST: usize = 40;

/// What numbers 128 to 159 mean: the characters of windows-1252 at those places, where it has one.
pub(super) const WINDOWS_1252: [u32; 32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
    0x017E, 0x0178,
];

/// Replaces every character reference by what it stands for; an ampersand that comes out begins the next one.
pub(super) fn decode(text: &str, edits: &mut Edits<'_>) {
    for start in memchr_iter(b'&', text.as_bytes()) {
        let (mut end, mut decoded) = (start + 1, "&".to_owned());
        while decoded == "&"
            && let Some((width, meant)) = reference(&text[end..])
        {
            end += width;
            decoded = meant;
        }
        edits.replace(start..end, &decoded);
    }
}

/// Whether there is a reference in a text.
pub(super) fn any(text: &str) -> bool {
    memchr_iter(b'&', text.as_bytes()).any(|at| reference(&text[at + 1..]).is_some())
}

/// Whether a text begins with a reference.
pub(super) fn is_at_start(text: &str) -> bool {
    text.strip_prefix('&').is_some_and(|rest| reference(rest).is_some())
}

/// The reference whose ampersand stands before a text: how much of the text is part of it, and what it stands for.
fn reference(text: &str) -> Option<(usize, String)> {
    let name = text.bytes().take(LONGEST).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    if text.as_bytes().get(name) != Some(&b';') {
        return None;
    }
    let meant = match text[..name].strip_prefix('#') {
        Some(number) => numeric(number)?,
        None => (*NAMES.get(&text[..name])?).to_owned(),
    };
    Some((name + 1, meant))
}

fn numeric(number: &str) -> Option<String> {
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(hex) => (hex, 16),
        None => (number, 10),
    };
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    // Too large for u32 is too large for Unicode.
    let code = match u32::from_str_radix(digits, radix).unwrap_or(u32::MAX) {
        0 => 0xFFFD,
        code @ 0x80..=0x9F => WINDOWS_1252[code as usize - 0x80],
        code => code,
    };
    if matches!(code, 0x1..=0x8 | 0xB | 0xE..=0x1F | 0x7F..=0x9F | 0xFDD0..=0xFDEF)
        || (code <= 0x10_FFFF && code & 0xFFFE == 0xFFFE)
    {
        // Controls and noncharacters stand for nothing.
        return Some(if WINDOWS_1252.contains(&code) { char::from_u32(code)?.to_string() } else { String::new() });
    }
    Some(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER).to_string())
}

#[cfg(test)]
mod tests {
    use super::super::edits::edited;
    use super::*;

    fn decoded(text: &str) -> String {
        edited(text, |text, _, edits| decode(text, edits))
    }

    #[test]
    fn references_are_decoded() {
        assert_eq!(decoded("&amp;lt; &#1593;&#x639;&#X639; &nbsp;|"), "< ععع \u{A0}|");
        assert_eq!(decoded("&amp;amp;#38;copy &amp&#38;amp;"), "&copy &amp&");
        assert_eq!(decoded("&NotEqualTilde;"), "\u{2242}\u{338}");
        assert_eq!(decoded("&#128;&#0;&#xD800;&#99999999999;&#1;"), "€\u{FFFD}\u{FFFD}\u{FFFD}");
    }

    #[test]
    fn what_is_no_reference_stays() {
        for text in ["& ; &amp &copy=1 &نص; &;", "&#; &#x; &#12a;", "AT&T; &unknown;"] {
            assert_eq!(decoded(text), text);
        }
    }
}
