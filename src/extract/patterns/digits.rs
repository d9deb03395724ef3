//! Digits of the three sets with what may stand between them, as telephone numbers and account numbers are written.

use crate::script::{digit_value, is_bidi_control};

/// Where the next digit stands from `from` on.
pub(in super::super) fn next_digit(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    (from..bytes.len()).find(|&i| match bytes[i] {
        b'0'..=b'9' => true,
        0xD9 => matches!(bytes[i + 1], 0xA0..=0xA9),
        0xDB => matches!(bytes[i + 1], 0xB0..=0xB9),
        _ => false,
    })
}

/// The end of the run of digits at `at`; directional marks stand between them as if they were not there.
pub(in super::super) fn digits_end(text: &str, at: usize) -> usize {
    let mut end = at;
    for (i, c) in text[at..].char_indices() {
        if digit_value(c).is_some() {
            end = at + i + c.len_utf8();
        } else if !is_bidi_control(c) {
            break;
        }
    }
    end
}

/// The digits in a stretch of text, in ASCII.
pub(in super::super) fn ascii_digits(text: &str) -> String {
    text.chars().filter_map(digit_value).map(|value| char::from(b'0' + value)).collect()
}

/// The character before `at`, past directional marks.
pub(in super::super) fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().rev().find(|c| !is_bidi_control(*c))
}

/// The character after `at`, past directional marks.
pub(in super::super) fn after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().find(|c| !is_bidi_control(*c))
}
