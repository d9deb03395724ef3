//! IP addresses: version 4 in four numbers (RFC 791), version 6 in hexadecimal groups (RFC 4291, section 2.2).

use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

use memchr::memchr2_iter;

use super::super::{Entity, ExtractOptions, Label, Recognizer};

/// Finds IP addresses; the value is the address in its shortest form.
pub(in super::super) struct Addresses;

/// The longest address: a version 6 one with a version 4 one at its end.
const LONGEST: usize = 45;

impl Recognizer for Addresses {
    fn labels(&self) -> &'static [Label] {
        &[Label::Ip]
    }

    fn recognize(&self, text: &str, _: &ExtractOptions, out: &mut Vec<Entity>) {
        let mut floor = 0;
        for at in memchr2_iter(b'.', b':', text.as_bytes()) {
            if at < floor {
                continue;
            }
            let candidate = candidate(text, at, floor);
            floor = candidate.end.max(at + 1);
            if let Some(value) = address(text, &candidate) {
                out.push(Entity::new(Label::Ip, candidate).with_value(value));
            }
        }
    }
}

/// The characters of an address around `at`.
fn candidate(text: &str, at: usize, floor: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let is_part = |b: &u8| b.is_ascii_hexdigit() || *b == b'.' || *b == b':';
    let from = floor.max(at.saturating_sub(LONGEST));
    let start = at - bytes[from..at].iter().rev().take_while(|b| is_part(b)).count();
    let mut end = at + bytes[at..].iter().take_while(|b| is_part(b)).count();
    while end > at && (bytes[end - 1] == b'.' || (bytes[end - 1] == b':' && !text[start..end].ends_with("::"))) {
        end -= 1;
    }
    // The port after a version 4 address is no part of it.
    match text[start..end].split_once(':') {
        Some((host, port)) if host.contains('.') && port.bytes().all(|b| b.is_ascii_digit()) => {
            start..start + host.len()
        }
        _ => start..end.max(start),
    }
}

fn address(text: &str, span: &Range<usize>) -> Option<String> {
    let written = &text[span.clone()];
    let touches = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    if written.len() > LONGEST
        || text[..span.start].chars().next_back().is_some_and(touches)
        || text[span.end..].chars().next().is_some_and(touches)
    {
        return None;
    }
    if let Ok(address) = written.parse::<Ipv4Addr>() {
        return Some(address.to_string());
    }
    // «::» alone and times of day are no addresses.
    let groups = written.split(':').filter(|group| !group.is_empty()).count();
    let address = written.parse::<Ipv6Addr>().ok()?;
    (groups >= 2 || written == "::1").then(|| address.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        let mut out = Vec::new();
        Addresses.recognize(text, &ExtractOptions::default(), &mut out);
        out.into_iter().map(|e| (text[e.span].to_owned(), e.value.unwrap())).collect()
    }

    #[test]
    fn addresses_of_both_versions() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(found("من 192.168.1.10:8080، و10.0.0.1/8."), [pair("192.168.1.10", "192.168.1.10")]);
        assert_eq!(
            found("(2001:DB8:0:0::1) ثم fe80::1."),
            [pair("2001:DB8:0:0::1", "2001:db8::1"), pair("fe80::1", "fe80::1")]
        );
    }

    #[test]
    fn numbers_of_other_kinds_are_none() {
        for text in ["256.1.1.1", "1.2.3", "1.2.3.4.5", "12:30:45", "std::vec", "::", "v1.2.3.4", "01.2.3.4", "a:b"] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
