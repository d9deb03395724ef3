//! IP addresses: version 4 in four numbers (RFC 791), version 6 in hexadecimal groups (RFC 4291, section 2.2). A port or
//! prefix length behind an address is no part of it.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

use memchr::memmem;

use super::super::{Entity, ExtractOptions, Label, Recognizer, Source};

/// Finds IP addresses; the value is the address in its shortest form.
pub(in super::super) struct Addresses;

/// The longest address: a version 6 one with a version 4 one at its end.
const LONGEST: usize = 45;

impl Recognizer for Addresses {
    fn labels(&self) -> &'static [Label] {
        &[Label::Ip]
    }

    fn recognize(&self, source: &Source<'_>, _: &ExtractOptions, out: &mut Vec<Entity>) {
        let text = source.text();
        let mut floor = 0;
        let mut take = |at: usize| {
            if at < floor {
                return;
            }
            let written = written(text, at, floor);
            floor = written.end.max(at + 1);
            out.extend(address(text, written));
        };
        // An address has a digit or the double colon; both kinds of places are visited in order.
        let mut colons = memmem::find_iter(text.as_bytes(), b"::").peekable();
        for digit in source.runs() {
            while let Some(colon) = colons.next_if(|colon| colon < digit) {
                take(colon);
            }
            take(*digit);
        }
        colons.for_each(take);
    }
}

fn is_part(byte: u8) -> bool {
    byte.is_ascii_hexdigit() || byte == b'.' || byte == b':'
}

/// The characters of an address around `at`, no more than tell that it is too long.
fn written(text: &str, at: usize, floor: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let from = floor.max(at.saturating_sub(LONGEST));
    let start = at - bytes[from..at].iter().rev().take_while(|b| is_part(**b)).count();
    let end = at + bytes[at..].iter().take(LONGEST + 2).take_while(|b| is_part(**b)).count();
    start..end
}

/// The address that these characters are.
fn address(text: &str, mut span: Range<usize>) -> Option<Entity> {
    let is_separator = |b: &u8| *b == b'.' || *b == b':';
    if text.as_bytes()[span.clone()].iter().filter(|b| is_separator(b)).count() < 2 {
        return None;
    }
    let written = &text[span.clone()];
    // Punctuation of the sentence; «ip:192.168.1.1» has a colon of its own before it.
    let trimmed = written.trim_end_matches('.');
    let trimmed = if trimmed.ends_with("::") { trimmed } else { trimmed.trim_end_matches(':') };
    let led = if trimmed.starts_with("::") { trimmed } else { trimmed.trim_start_matches(':') };
    span = span.start + trimmed.len() - led.len()..span.start + trimmed.len();
    if let Some((host, port)) = led.split_once(':')
        && host.contains('.')
        && port.bytes().all(|b| b.is_ascii_digit())
    {
        span.end = span.start + host.len();
    }
    let value = version_4(text, &span).or_else(|| version_6(&text[span.clone()]))?;
    stands_free(text, &span).then(|| Entity::new(Label::Ip, span).with_value(value))
}

fn stands_free(text: &str, span: &Range<usize>) -> bool {
    let touches = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    !(before.is_some_and(|c| touches(c) || c == '.') || after.is_some_and(touches))
}

/// Four numbers of one digit each are the number of a chapter or a version far more often than an address, but for
/// those that say nothing else: 8.8.8.8, 1.0.0.1.
fn version_4(text: &str, span: &Range<usize>) -> Option<String> {
    let written = &text[span.clone()];
    let address: Ipv4Addr = written.parse().ok()?;
    let [first, rest @ ..] = address.octets();
    let says_nothing_else = rest.iter().all(|octet| *octet == first) || rest[..2] == [0, 0];
    let is_followed = text[span.end..].starts_with([':', '/']);
    (written.len() > 7 || says_nothing_else || is_followed).then(|| address.to_string())
}

/// «::» alone, times of day and paths of program names are no addresses.
fn version_6(written: &str) -> Option<String> {
    let groups = written.split(':').filter(|group| !group.is_empty()).count();
    let has_digit = written.bytes().any(|b| b.is_ascii_digit());
    let address: Ipv6Addr = written.parse().ok()?;
    ((groups >= 2 && has_digit) || written == "::1").then(|| address.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        let mut out = Vec::new();
        Addresses.recognize(&Source::new(text), &ExtractOptions::default(), &mut out);
        out.into_iter().map(|e| (text[e.span].to_owned(), e.value.unwrap())).collect()
    }

    #[test]
    fn addresses_of_both_versions() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            found("من 192.168.1.10:8080، و10.0.0.1/8."),
            [pair("192.168.1.10", "192.168.1.10"), pair("10.0.0.1", "10.0.0.1")]
        );
        assert_eq!(
            found("(2001:DB8:0:0::1) ثم fe80::1."),
            [pair("2001:DB8:0:0::1", "2001:db8::1"), pair("fe80::1", "fe80::1")]
        );
    }

    #[test]
    fn rows_of_separators_are_read_in_linear_time() {
        for piece in [".", ":", "1.", "::", "f:", "1.1.1.1", "1:", "::f.", "1.1.1.1:1"] {
            found(&piece.repeat(300_000));
        }
    }

    #[test]
    fn chapters_are_told_from_addresses() {
        assert_eq!(found("الفصل 1.3.2.2 والفصل 4.1.1.3.").len(), 0);
        assert_eq!(found("خادم 8.8.8.8 و1.0.0.1 ثم 9.9.9.1:53").len(), 3);
    }

    #[test]
    fn numbers_of_other_kinds_are_none() {
        for text in ["256.1.1.1", "1.2.3", "1.2.3.4.5", "12:30:45", "std::vec", "::", "v1.2.3.4", "01.2.3.4", "a:b"] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
