//! `html.unescape` of Python: references with and without a semicolon, the longest name that a run of letters begins with.

use std::collections::HashMap;
use std::sync::LazyLock;

use entities::ENTITIES;
use memchr::memchr;

use super::super::edits::Edits;
use super::super::html_entities::WINDOWS_1252;

/// Names without the ampersand.
static NAMES: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| ENTITIES.iter().map(|entity| (&entity.entity[1..], entity.characters)).collect());

/// As many characters as a name is looked for in.
const LONGEST: usize = 32;

pub(super) fn unescape(text: &str, edits: &mut Edits<'_>) {
    let mut from = 0;
    while let Some(start) = memchr(b'&', &text.as_bytes()[from..]).map(|at| from + at) {
        let rest = &text[start + 1..];
        let found = if rest.starts_with('#') { number(rest) } else { name(rest) };
        from = start + 1;
        if let Some((length, result)) = found {
            from += length;
            edits.replace(start..from, &result);
        }
    }
}

/// The reference by number at the beginning of a text, how long it is and what it stands for.
fn number(text: &str) -> Option<(usize, String)> {
    let (digits, radix, before) = match text[1..].strip_prefix(['x', 'X']) {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_hexdigit()) => (rest, 16, 2),
        _ => (&text[1..], 10, 1),
    };
    let length = digits.bytes().take_while(|b| char::from(*b).is_digit(radix)).count();
    if length == 0 {
        return None;
    }
    let end = before + length;
    let whole = end + usize::from(text[end..].starts_with(';'));
    // What is too large for u32 is too large for Unicode.
    let code = u32::from_str_radix(&digits[..length], radix).unwrap_or(u32::MAX);
    let result = match code {
        0 => '\u{FFFD}'.to_string(),
        0x0D => '\r'.to_string(),
        0x80..=0x9F => char::from_u32(WINDOWS_1252[code as usize - 0x80]).into_iter().collect(),
        0x1..=0x8 | 0xB | 0xE..=0x1F | 0x7F | 0xFDD0..=0xFDEF => String::new(),
        code if code <= 0x10_FFFF && code & 0xFFFE == 0xFFFE => String::new(),
        code => char::from_u32(code).unwrap_or('\u{FFFD}').to_string(),
    };
    Some((whole, result))
}

/// The reference by name at the beginning of a text.
fn name(text: &str) -> Option<(usize, String)> {
    let ends = |c: char| matches!(c, '\t' | '\n' | '\x0C' | ' ' | '<' | '&' | '#' | ';');
    let run: usize = text.chars().take_while(|c| !ends(*c)).take(LONGEST).map(char::len_utf8).sum();
    if run == 0 {
        return None;
    }
    let whole = run + usize::from(text[run..].starts_with(';'));
    if let Some(characters) = NAMES.get(&text[..whole]) {
        return Some((whole, (*characters).to_owned()));
    }
    // The longest name it begins with; one letter is none.
    let mut shorter = text[..whole].char_indices().map(|(at, _)| at).filter(|at| *at > 1).rev();
    shorter.find_map(|at| NAMES.get(&text[..at]).map(|characters| (at, (*characters).to_owned())))
}

#[cfg(test)]
mod tests {
    use super::super::super::edits::Draft;
    use super::*;

    #[test]
    fn references_are_read_as_python_reads_them() {
        for (text, expected) in [
            ("&lt;b&gt; &amp;amp; &nbsp;|", "<b> &amp; \u{A0}|"),
            ("&copy=1 &ampx &notit; &unknown; & &;", "©=1 &x ¬it; &unknown; & &;"),
            ("&#65;&#65 &#x41;&#X41g &#x; &#;", "AAA Ag &#x; &#;".replacen("AAA A", "AA AA", 1).as_str()),
            ("&#128;&#0;&#xD800;&#99999999999;&#1;&#x7f;", "€\u{FFFD}\u{FFFD}\u{FFFD}"),
        ] {
            let mut draft = Draft::new(text, false);
            draft.edit(|text, _, edits| unescape(text, edits));
            assert_eq!(draft.text, expected, "{text}");
        }
    }
}
