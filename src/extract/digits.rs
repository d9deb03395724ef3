//! Digits of the three sets: where they stand in a text, found once for all recognizers, and how to read them.

use super::Reference;
use crate::script::{digit_value, is_bidi_control};

/// A text with the places where its digits begin.
///
/// Most families of entities begin with digits, so they are looked for once.
#[derive(Debug, Clone)]
pub struct Source<'t> {
    text: &'t str,
    runs: Vec<usize>,
    reference: Option<Reference>,
    decimal_comma: bool,
}

impl<'t> Source<'t> {
    /// Finds the digits of a text.
    ///
    /// ```
    /// use ibriz::extract::Source;
    ///
    /// assert_eq!(Source::new("من 12 إلى ٣٤ و5x6").runs(), [5, 15, 22, 24]);
    /// ```
    pub fn new(text: &'t str) -> Self {
        let mut runs = Vec::new();
        let mut from = 0;
        while let Some(digit) = next_digit(text.as_bytes(), from) {
            runs.push(digit);
            from = digits_end(text, digit);
        }
        Self { text, runs, reference: None, decimal_comma: false }
    }

    /// The same, written at a moment.
    #[must_use]
    pub fn read_at(self, reference: Option<Reference>) -> Self {
        Self { reference, ..self }
    }

    /// The same, of a country (ISO 3166) whose numbers have a comma before their decimals, or not.
    #[must_use]
    pub fn from_region(self, region: Option<&str>) -> Self {
        let decimal_comma = region.is_some_and(|region| DECIMAL_COMMA.contains(&region));
        Self { decimal_comma, ..self }
    }

    /// Whether a single comma parts decimals, whatever follows.
    pub fn has_decimal_comma(&self) -> bool {
        self.decimal_comma
    }

    /// When the text was written, if that is known.
    pub fn reference(&self) -> Option<Reference> {
        self.reference
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Where each run of digits begins, in bytes; directional marks do not end a run.
    pub fn runs(&self) -> &[usize] {
        &self.runs
    }
}

/// The Arab countries that write 1.234,5 (CLDR).
const DECIMAL_COMMA: &[&str] = &["DZ", "EH", "LY", "MA", "MR", "TN"];

/// Whether two bytes begin a digit: the second is looked at where the first is not ASCII.
const fn begins_digit(first: u8, second: u8) -> bool {
    (first.wrapping_sub(b'0') < 10)
        | ((first == 0xD9) & (second.wrapping_sub(0xA0) < 10))
        | ((first == 0xDB) & (second.wrapping_sub(0xB0) < 10))
}

/// Where the next digit stands from `from` on.
fn next_digit(bytes: &[u8], from: usize) -> Option<usize> {
    // Blocks of a fixed length without branches inside are what compilers turn into vector instructions.
    const BLOCK: usize = 64;
    let second = |i: usize| bytes.get(i + 1).copied().unwrap_or(0);
    let mut at = from;
    while let Some(block) = bytes.get(at..=at + BLOCK) {
        let any = (0..BLOCK).fold(false, |any, i| any | begins_digit(block[i], block[i + 1]));
        if any {
            break;
        }
        at += BLOCK;
    }
    (at..bytes.len()).find(|&i| begins_digit(bytes[i], second(i)))
}

/// The end of the run of digits at `at`; directional marks stand between them as if they were not there.
pub(super) fn digits_end(text: &str, at: usize) -> usize {
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
pub(super) fn ascii_digits(text: &str) -> String {
    text.chars().filter_map(digit_value).map(|value| char::from(b'0' + value)).collect()
}

/// The character before `at`, past directional marks.
pub(super) fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().rev().find(|c| !is_bidi_control(*c))
}

/// The character after `at`, past directional marks.
pub(super) fn after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().find(|c| !is_bidi_control(*c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_found_wherever_they_stand() {
        for digit in ["7", "٧", "۷", "٠", "٩", "۰", "۹", "0", "9"] {
            for before in (0..70).chain(120..135) {
                let text = format!("{}{digit}{}", "ل".repeat(before), "م٪،".repeat(before % 40));
                assert_eq!(Source::new(&text).runs(), [2 * before], "{digit} after {before}");
            }
        }
        assert!(Source::new("ؠـ\u{65F}٪٫٬٭ٮٯ\u{6ED}ۮۯۺ").runs().is_empty());
    }

    #[test]
    fn directional_marks_do_not_end_a_run() {
        assert_eq!(Source::new("1\u{200F}2 \u{202B}3").runs(), [0, 9]);
    }
}
