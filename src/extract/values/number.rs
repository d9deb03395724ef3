//! Numbers in digits of the three sets, with grouping and decimals read by position.
//!
//! U+066B always parts decimals and U+066C always groups. Full stop, comma and Arabic comma do what their place says:
//! of two kinds the last parts decimals; one kind that parts groups of three (or of two before the last, as in India)
//! groups; one comma before one or two digits, and one full stop, part decimals. Digits joined in any other way (dates,
//! times, versions, fractions, identifiers) are no number.

use std::ops::Range;

use super::super::patterns::digits::{after, before, digits_end, next_digit};
use super::super::{Entity, Label};
use crate::script::{TATWEEL, digit_value, is_arabic_letter, is_bidi_control, is_mark, is_space};

/// A number as it is written and what it is worth.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// Where it stands, its sign included, in bytes.
    pub span: Range<usize>,
    /// In decimal digits of ASCII, without grouping, without zeros that say nothing.
    pub value: String,
}

impl Number {
    /// The number as a float; the nearest one for long numbers.
    pub fn magnitude(&self) -> f64 {
        self.value.parse().unwrap_or(f64::NAN)
    }

    pub(super) fn into_entity(self) -> Entity {
        let magnitude = self.magnitude();
        Entity::new(Label::Cardinal, self.span).with_value(self.value).with_number(magnitude)
    }
}

/// The numbers of a text, from left to right.
///
/// ```
/// use ibriz::extract::values::number::numbers;
///
/// let found: Vec<String> = numbers("و٤٠٠٠ ثم 1,234.5 ثم ١٫٥ في 2018/1/15").map(|n| n.value).collect();
/// assert_eq!(found, ["4000", "1234.5", "1.5"]);
/// ```
pub fn numbers(text: &str) -> impl Iterator<Item = Number> {
    let mut from = 0;
    let mut ready: std::collections::VecDeque<Number> = std::collections::VecDeque::new();
    std::iter::from_fn(move || {
        while ready.is_empty() {
            let digit = next_digit(text, from)?;
            let run = Run::read(text, digit);
            from = run.end();
            ready.extend(run.numbers(text));
        }
        ready.pop_front()
    })
}

/// Digits with what joins them directly: `groups` has one more than `joints`.
struct Run {
    groups: Vec<Range<usize>>,
    joints: Vec<char>,
}

impl Run {
    fn read(text: &str, digit: usize) -> Self {
        let mut groups = Vec::new();
        groups.push(digit..digits_end(text, digit));
        let mut joints = Vec::new();
        loop {
            let end = groups[groups.len() - 1].end;
            let mut rest = text[end..].char_indices().filter(|(_, c)| !is_bidi_control(*c));
            let (Some((_, joint)), Some((i, next))) = (rest.next(), rest.next()) else { break };
            if !is_joint(joint) || digit_value(next).is_none() {
                break;
            }
            joints.push(joint);
            groups.push(end + i..digits_end(text, end + i));
        }
        Self { groups, joints }
    }

    fn end(&self) -> usize {
        self.groups[self.groups.len() - 1].end
    }

    fn numbers(&self, text: &str) -> Vec<Number> {
        let Some(start) = self.start(text) else { return Vec::new() };
        if is_part_of_word_after(text, self.end()) {
            return Vec::new();
        }
        if self.joints == ['-'] {
            // Two numbers: «5-7», «2011-2017».
            let parts = [0, 1].map(|i| self.plain(text, i));
            return parts.into_iter().flatten().collect();
        }
        if self.joints.iter().any(|joint| !is_separator(*joint)) {
            return Vec::new();
        }
        let digits: Vec<String> = self.groups.iter().map(|group| digits_of(&text[group.clone()])).collect();
        if let Some(value) = value(&digits, &self.joints) {
            let negative = text[start..self.groups[0].start].starts_with(['-', '\u{2212}']);
            let value = if negative && value != "0" { format!("-{value}") } else { value };
            return vec![Number { span: start..self.end(), value }];
        }
        if self.joints.iter().all(|joint| matches!(joint, ',' | '\u{60C}')) {
            // A list without spaces.
            return (0..self.groups.len()).filter_map(|i| self.plain(text, i)).collect();
        }
        Vec::new()
    }

    /// The digits of one group as a number of its own.
    fn plain(&self, text: &str, group: usize) -> Option<Number> {
        let span = self.groups[group].clone();
        let value = value(&[digits_of(&text[span.clone()])], &[])?;
        Some(Number { span, value })
    }

    /// Where the number begins, with its sign; none if it is part of a word or identifier.
    fn start(&self, text: &str) -> Option<usize> {
        let digit = self.groups[0].start;
        let (sign, outer) = sign_before(text, digit);
        let start = sign.unwrap_or(digit);
        match before(text, outer) {
            Some('_' | '/' | '\\' | '#' | '@' | '=' | '.' | ':' | '٫' | '٬') => {
                // «رقم:5» and «. 5» are text; «a.5» and «12:» are not.
                let beyond = text[..outer].chars().rev().filter(|c| !is_bidi_control(*c)).nth(1);
                let sticks = beyond.is_some_and(|c| c.is_ascii_alphanumeric() || digit_value(c).is_some());
                let is_sign = matches!(before(text, outer), Some('.' | ':'));
                (is_sign && !sticks).then_some(start)
            }
            // «كوفيد-19» is a name.
            Some('-') => None,
            Some(c) if is_arabic_letter(c) || is_mark(c) => follows_proclitics(text, outer).then_some(start),
            Some(c) if c.is_alphanumeric() => None,
            _ => Some(start),
        }
    }
}

fn is_joint(c: char) -> bool {
    is_separator(c) || matches!(c, '/' | ':' | '-' | '\\' | '_' | '\u{2013}' | '\u{2215}' | '\u{2044}')
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | '\u{60C}' | '\u{66B}' | '\u{66C}' | '\'' | '\u{2019}')
}

/// The place of a minus or plus sign before `digit`, and where what stands before the number ends.
fn sign_before(text: &str, digit: usize) -> (Option<usize>, usize) {
    let mut chars = text[..digit].char_indices().rev().filter(|(_, c)| !is_bidi_control(*c));
    match (chars.next(), chars.next()) {
        (Some((at, '-' | '\u{2212}' | '+')), beyond)
            if beyond.is_none_or(|(_, c)| is_space(c) || matches!(c, '(' | '\n' | '[' | '«' | '"' | ':')) =>
        {
            (Some(at), at)
        }
        _ => (None, digit),
    }
}

/// Whether the word that ends at `end` is nothing but proclitics: «و400», «بـ12», «الـ50».
fn follows_proclitics(text: &str, end: usize) -> bool {
    let mut letters = Vec::with_capacity(5);
    for c in text[..end].chars().rev() {
        if is_arabic_letter(c) && c != TATWEEL {
            letters.push(c);
        } else if !(c == TATWEEL || is_mark(c) || is_bidi_control(c)) {
            if c.is_alphanumeric() {
                return false;
            }
            break;
        }
        if letters.len() > 4 {
            return false;
        }
    }
    letters.reverse();
    let letters: String = letters.into_iter().collect();
    let rest = letters.strip_prefix(['و', 'ف']).unwrap_or(&letters);
    matches!(rest, "" | "ب" | "ل" | "ك" | "ال" | "بال" | "لل" | "كال" | "س")
}

/// Whether the number goes on as a word in Latin letters («5G», «3D») or an identifier.
fn is_part_of_word_after(text: &str, end: usize) -> bool {
    after(text, end).is_some_and(|c| c == '_' || (c.is_alphabetic() && !is_arabic_letter(c)))
}

fn digits_of(text: &str) -> String {
    super::super::patterns::digits::ascii_digits(text)
}

/// What groups of digits with separators between them are worth; none if they are no one number.
fn value(groups: &[String], separators: &[char]) -> Option<String> {
    let (whole, fraction) = split_decimals(groups, separators)?;
    let whole: String = whole.concat();
    // An identifier or telephone number, not a number.
    if fraction.is_none() && whole.len() > 3 && whole.starts_with('0') {
        return None;
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        trimmed => trimmed,
    };
    Some(match fraction.map(|fraction| fraction.trim_end_matches('0')) {
        None | Some("") => whole.to_owned(),
        Some(fraction) => format!("{whole}.{fraction}"),
    })
}

/// The groups before and the digits after the decimal separator.
fn split_decimals<'g>(groups: &'g [String], separators: &[char]) -> Option<(&'g [String], Option<&'g str>)> {
    let Some((last, grouping)) = separators.split_last() else { return Some((groups, None)) };
    let fraction = &groups[groups.len() - 1];
    let decimal = (&groups[..groups.len() - 1], Some(fraction.as_str()));
    let grouped = |groups: &[String], separators: &[char]| {
        separators.iter().all(|s| *s == separators[0] && *s != '\u{66B}') && are_groups(groups)
    };
    match (last, grouping) {
        ('\u{66C}' | '\'' | '\u{2019}', _) => grouped(groups, separators).then_some((groups, None)),
        (',' | '\u{60C}', []) if fraction.len() == 3 && are_groups(groups) && groups[0] != "0" => Some((groups, None)),
        (',' | '\u{60C}', []) => (fraction.len() < 3 || groups[0] == "0").then_some(decimal),
        ('.' | '\u{66B}', []) => Some(decimal),
        (last, grouping) if grouping.contains(last) => grouped(groups, separators).then_some((groups, None)),
        (_, grouping) => grouped(&groups[..groups.len() - 1], grouping).then_some(decimal),
    }
}

/// Groups of three, or, as in India, of two before a last one of three.
fn are_groups(groups: &[String]) -> bool {
    let Some((first, rest)) = groups.split_first() else { return false };
    let Some((last, middle)) = rest.split_last() else { return true };
    let middle_is = |length: usize| middle.iter().all(|group| group.len() == length);
    last.len() == 3 && ((middle_is(3) && first.len() <= 3) || (middle_is(2) && first.len() <= 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, String)> {
        numbers(text).map(|number| (&text[number.span], number.value)).collect()
    }

    #[test]
    fn separators_are_read_by_position() {
        for (written, value) in [
            ("٤٠٠٠", "4000"),
            ("۱۲", "12"),
            ("1,234", "1234"),
            ("1.234.567", "1234567"),
            ("1.234,5", "1234.5"),
            ("1,234.50", "1234.5"),
            ("١٬٢٣٤٫٥", "1234.5"),
            ("3,5", "3.5"),
            ("3،5", "3.5"),
            ("0,125", "0.125"),
            ("2.718", "2.718"),
            ("12,34,567", "1234567"),
            ("007", "7"),
            ("-5", "-5"),
            ("1\u{200F},\u{200E}234", "1234"),
            ("1٬000", "1000"),
        ] {
            assert_eq!(found(written), [(written, value.to_owned())], "{written}");
        }
    }

    #[test]
    fn proclitics_and_signs_are_told_apart() {
        assert_eq!(found("و400 وبـ12 الـ50")[..], [("400", "400".into()), ("12", "12".into()), ("50", "50".into())]);
        assert_eq!(found("(-3) 5-7 كوفيد-19"), [("-3", "-3".into()), ("5", "5".into()), ("7", "7".into())]);
        assert_eq!(
            found("العدد:5، و10,20,30"),
            [("5", "5".into()), ("10", "10".into()), ("20", "20".into()), ("30", "30".into())]
        );
    }

    #[test]
    fn digits_joined_otherwise_are_no_numbers() {
        for text in
            ["2018/1/15", "14:30", "1.2.3", "م2", "A4", "5G", "x_5", "012345", "1.2,3.4", "#5", "a.5", "2018-01-15"]
        {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
