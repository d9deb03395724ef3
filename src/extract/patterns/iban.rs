//! International bank account numbers: ISO 13616, with the check digits of ISO 7064 (mod 97-10).

use std::ops::Range;

use super::super::digits::{after, before};
use super::super::{Entity, ExtractOptions, Label, Recognizer, Source};
use crate::script::{digit_value, is_bidi_control};

/// Finds account numbers; the value is the number in capitals without spaces.
pub(in super::super) struct Ibans;

/// Countries of the IBAN registry and the length of their numbers.
const LENGTHS: &[(&str, usize)] = &[
    ("AD", 24),
    ("AE", 23),
    ("AL", 28),
    ("AT", 20),
    ("AZ", 28),
    ("BA", 20),
    ("BE", 16),
    ("BG", 22),
    ("BH", 22),
    ("BI", 27),
    ("BR", 29),
    ("BY", 28),
    ("CH", 21),
    ("CR", 22),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DJ", 27),
    ("DK", 18),
    ("DO", 28),
    ("EE", 20),
    ("EG", 29),
    ("ES", 24),
    ("FI", 18),
    ("FK", 18),
    ("FO", 18),
    ("FR", 27),
    ("GB", 22),
    ("GE", 22),
    ("GI", 23),
    ("GL", 18),
    ("GR", 27),
    ("GT", 28),
    ("HN", 28),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IL", 23),
    ("IQ", 23),
    ("IS", 26),
    ("IT", 27),
    ("JO", 30),
    ("KW", 30),
    ("KZ", 20),
    ("LB", 28),
    ("LC", 32),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("LY", 25),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MN", 20),
    ("MR", 27),
    ("MT", 31),
    ("MU", 30),
    ("NI", 28),
    ("NL", 18),
    ("NO", 15),
    ("OM", 23),
    ("PK", 24),
    ("PL", 28),
    ("PS", 29),
    ("PT", 25),
    ("QA", 29),
    ("RO", 24),
    ("RS", 22),
    ("RU", 33),
    ("SA", 24),
    ("SC", 31),
    ("SD", 18),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("SO", 23),
    ("ST", 25),
    ("SV", 28),
    ("TL", 23),
    ("TN", 24),
    ("TR", 26),
    ("UA", 29),
    ("VA", 22),
    ("VG", 24),
    ("XK", 20),
    ("YE", 30),
];

impl Recognizer for Ibans {
    fn labels(&self) -> &'static [Label] {
        &[Label::Iban]
    }

    fn recognize(&self, source: &Source<'_>, _: &ExtractOptions, out: &mut Vec<Entity>) {
        let text = source.text();
        let mut floor = 0;
        for digit in source.runs() {
            if *digit < floor {
                continue;
            }
            if let Some((span, value)) = number(text, *digit) {
                floor = span.end;
                out.push(Entity::new(Label::Iban, span).with_value(value));
            }
        }
    }
}

/// The account number whose check digits begin at `digit`.
fn number(text: &str, digit: usize) -> Option<(Range<usize>, String)> {
    // «SA 03 8000 …» has a space after the country.
    let mut letters = text[..digit].char_indices().rev().filter(|(_, c)| !is_bidi_control(*c)).peekable();
    letters.next_if(|(_, c)| *c == ' ');
    let (_, second) = letters.next().filter(|(_, c)| c.is_ascii_alphabetic())?;
    let (start, first) = letters.next().filter(|(_, c)| c.is_ascii_alphabetic())?;
    let country: String = [first, second].iter().map(char::to_ascii_uppercase).collect();
    let (_, length) = LENGTHS.iter().find(|(code, _)| *code == country)?;
    let touches = |c: char| c.is_ascii_alphanumeric();
    if before(text, start).is_some_and(touches) {
        return None;
    }
    let mut value = country;
    let mut end = digit;
    let mut gap = 0;
    for (i, c) in text[digit..].char_indices() {
        let next = digit_value(c).map(|digit| char::from(b'0' + digit));
        match next.or_else(|| c.is_ascii_alphabetic().then(|| c.to_ascii_uppercase())) {
            Some(next) => {
                value.push(next);
                gap = 0;
            }
            // Groups stand apart by one space or hyphen.
            None if matches!(c, ' ' | '\u{A0}' | '-') && gap == 0 => gap = 1,
            None if is_bidi_control(c) => {}
            None => return None,
        }
        end = digit + i + c.len_utf8();
        if value.len() == *length {
            break;
        }
    }
    let complete = value.len() == *length && !after(text, end).is_some_and(touches);
    (complete && check_digits_hold(&value)).then_some((start..end, value))
}

/// ISO 7064: with the first four characters at the end and letters as 10 to 35, the remainder by 97 is 1.
fn check_digits_hold(value: &str) -> bool {
    let turned = value[4..].chars().chain(value[..4].chars());
    turned.filter_map(|c| c.to_digit(36)).fold(0, |sum, digit| {
        let shift = if digit > 9 { 100 } else { 10 };
        (sum * shift + digit) % 97
    }) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        let mut out = Vec::new();
        Ibans.recognize(&Source::new(text), &ExtractOptions::default(), &mut out);
        out.into_iter().map(|e| (text[e.span].to_owned(), e.value.unwrap())).collect()
    }

    #[test]
    fn numbers_with_right_check_digits() {
        let compact = "SA0380000000608010167519";
        for text in [
            "SA03 8000 0000 6080 1016 7519",
            compact,
            "sa03-8000-0000-6080-1016-7519",
            "SA 03 8000 0000 6080 1016 7519",
            "SA٠٣ 8000 0000 6080 1016 7519",
        ] {
            let around = format!("الحساب:{text}، شكرا");
            assert_eq!(found(&around), [(text.to_owned(), compact.to_owned())]);
        }
    }

    #[test]
    fn anything_else_is_none() {
        for text in [
            "SA0380000000608010167518",
            "SA03 8000",
            "XSA0380000000608010167519",
            "SA03800000006080101675199",
            "ZZ0380000000608010167519",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
