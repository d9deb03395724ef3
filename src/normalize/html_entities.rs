//! HTML character references: `&amp;` `&nbsp;` `&#1593;` `&#x639;` decoded.
//!
//! Names and the treatment of numbers are those of the HTML Living Standard, section 13.5. The semicolon is required,
//! also after numbers: `&copy=1` in an address is no reference.

use std::collections::HashMap;
use std::sync::LazyLock;

use entities::ENTITIES;
use memchr::memchr_iter;

use super::edits::Edits;

static NAMES: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| ENTITIES.iter().filter(|e| e.entity.ends_with(';')).map(|e| (e.entity, e.characters)).collect());

/// The longest name, `&CounterClockwiseContourIntegral;`, and room for numbers with zeros in front.
const LONGEST: usize = 40;

/// What numbers 128 to 159 mean: the characters of windows-1252 at those places, where it has one.
pub(super) const WINDOWS_1252: [u32; 32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
    0x017E, 0x0178,
];

/// Replaces every character reference by what it stands for.
pub(super) fn decode(text: &str, edits: &mut Edits<'_>) {
    for start in memchr_iter(b'&', text.as_bytes()) {
        let bytes = &text.as_bytes()[start..text.len().min(start + LONGEST)];
        let named = bytes[1..].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'#').count();
        if bytes.get(named + 1) != Some(&b';') {
            continue;
        }
        let end = start + named + 2;
        if let Some(decoded) = reference(&text[start..end]) {
            edits.replace(start..end, &decoded);
        }
    }
}

fn reference(reference: &str) -> Option<String> {
    if let Some(number) = reference.strip_prefix("&#") {
        return numeric(number.strip_suffix(';')?);
    }
    NAMES.get(reference).map(|characters| (*characters).to_owned())
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
    fn references_are_decoded_once() {
        assert_eq!(decoded("&amp;lt; &#1593;&#x639;&#X639; &nbsp;|"), "&lt; ععع \u{A0}|");
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
