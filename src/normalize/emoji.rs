//! Emoji sequences, found whole (UTS #51): flags, keycaps, and pictographs with their selectors, skin tones, tags and
//! the others they are joined with.
//!
//! Pictographs below U+2300 (© ® ‼ ™ ↔ …) are text unless U+FE0F follows them.

use std::ops::Range;

use memchr::{memchr3, memmem};

use crate::script::is_pictograph;

pub(super) const EMOJI_SELECTOR: char = '\u{FE0F}';
const JOINER: char = '\u{200D}';

/// The emoji sequences of a text, from left to right, in bytes.
pub(super) fn find(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    // Digits, signs, © and ® begin a sequence only with a selector or keycap somewhere behind them.
    let selectors =
        memmem::find(bytes, "\u{FE0F}".as_bytes()).is_some() || memmem::find(bytes, "\u{20E3}".as_bytes()).is_some();
    let mut from = 0;
    std::iter::from_fn(move || {
        while let Some(start) = next_candidate(bytes, from, selectors) {
            if let Some(len) = sequence_len(&text[start..]) {
                from = start + len;
                return Some(start..from);
            }
            from = start + text[start..].chars().next().map_or(1, char::len_utf8);
        }
        None
    })
}

/// The next byte that could begin a sequence: pictographs from U+2300 lie behind the lead bytes E2, E3 and F0.
fn next_candidate(bytes: &[u8], from: usize, selectors: bool) -> Option<usize> {
    if !selectors {
        return memchr3(0xE2, 0xE3, 0xF0, &bytes[from..]).map(|i| from + i);
    }
    (from..bytes.len()).find(|&i| matches!(bytes[i], 0xE2 | 0xE3 | 0xF0 | 0xC2 | b'0'..=b'9' | b'#' | b'*'))
}

/// The length of the sequence that a text begins with.
pub(super) fn sequence_len(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let rest = &text[first.len_utf8()..];
    if is_regional_indicator(first) {
        let second = rest.chars().next().filter(|c| is_regional_indicator(*c))?;
        return Some(first.len_utf8() + second.len_utf8());
    }
    if matches!(first, '0'..='9' | '#' | '*') {
        let keycap = rest.strip_prefix(EMOJI_SELECTOR).unwrap_or(rest).strip_prefix('\u{20E3}')?;
        return Some(text.len() - keycap.len());
    }
    if !is_pictograph(first) || (first < '\u{2300}' && !rest.starts_with(EMOJI_SELECTOR)) {
        return None;
    }
    let mut rest = after_modifiers(rest);
    while let Some(joined) = rest.strip_prefix(JOINER)
        && let Some(next) = joined.chars().next().filter(|c| is_pictograph(*c))
    {
        rest = after_modifiers(&joined[next.len_utf8()..]);
    }
    Some(text.len() - rest.len())
}

pub(super) fn is_regional_indicator(c: char) -> bool {
    matches!(c, '\u{1F1E6}'..='\u{1F1FF}')
}

/// Whether a text begins with what makes one sequence with a pictograph before it: a joiner, a selector, a skin tone, a
/// tag.
pub(super) fn continues(text: &[u8]) -> bool {
    match *text {
        [0xE2, 0x80, last, ..] => last == 0x8D,
        [0xEF, 0xB8, last, ..] => last == 0x8F,
        [0xF0, 0x9F, 0x8F, last, ..] => last >= 0xBB,
        [0xF3, ..] => true,
        _ => false,
    }
}

/// What is left after selectors, skin tones and closed tag sequences.
fn after_modifiers(mut rest: &str) -> &str {
    loop {
        // All of them have a first byte of these.
        if !matches!(rest.as_bytes().first(), Some(0xEF | 0xF0 | 0xF3)) {
            return rest;
        }
        let past = rest.trim_start_matches(|c| matches!(c, EMOJI_SELECTOR | '\u{1F3FB}'..='\u{1F3FF}'));
        let tags = past.trim_start_matches(|c| matches!(c, '\u{E0020}'..='\u{E007E}'));
        let past = if tags.len() < past.len() { tags.strip_prefix('\u{E007F}').unwrap_or(past) } else { past };
        if past.len() == rest.len() {
            return rest;
        }
        rest = past;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        find(text).map(|range| &text[range]).collect()
    }

    #[test]
    fn sequences_are_whole() {
        assert_eq!(found("أ😀👍🏽ب"), ["😀", "👍🏽"]);
        assert_eq!(found("👨\u{200D}👩\u{200D}👧🇸🇦🇪"), ["👨\u{200D}👩\u{200D}👧", "🇸🇦"]);
        assert_eq!(found("1\u{FE0F}\u{20E3}#\u{20E3}"), ["1\u{FE0F}\u{20E3}", "#\u{20E3}"]);
        assert_eq!(found("❤\u{FE0F}❤"), ["❤\u{FE0F}", "❤"]);
        let england = "\u{1F3F4}\u{E0067}\u{E0062}\u{E007F}";
        assert_eq!(found(england), [england]);
    }

    #[test]
    fn what_makes_a_sequence_longer_continues_it() {
        for c in '\0'..=char::MAX {
            let text = format!("{c}👩");
            if sequence_len(&format!("👩{text}")) != Some("👩".len()) {
                assert!(continues(text.as_bytes()), "{c:?}");
            }
        }
        assert!(!["a", "👩", "\u{2026}", "\u{FE0E}", "\u{64B}"].iter().any(|text| continues(text.as_bytes())));
    }

    #[test]
    fn text_symbols_need_the_selector() {
        assert_eq!(found("© ® ™ ↔ 1 # “”"), Vec::<&str>::new());
        assert_eq!(found("©\u{FE0F} ™\u{FE0F}"), ["©\u{FE0F}", "™\u{FE0F}"]);
    }
}
