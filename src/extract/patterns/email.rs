//! E-mail addresses: the dot-atom form of RFC 5322, section 3.4.1, with a domain name of at least two labels.

use std::ops::Range;

const LONGEST_LOCAL: usize = 64;
const LONGEST_DOMAIN: usize = 253;

/// The address around the at sign at `at`. Text before `floor` is closed.
pub(super) fn around(text: &str, at: usize, floor: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let from = floor.max(at.saturating_sub(LONGEST_LOCAL));
    let local = bytes[from..at].iter().rev().take_while(|b| is_local(**b)).count();
    let start = (at - local..at).find(|i| bytes[*i] != b'.')?;
    if bytes[at - 1] == b'.' {
        return None;
    }
    let domain = at + 1;
    let len = bytes[domain..]
        .iter()
        .take(LONGEST_DOMAIN)
        .take_while(|b| b.is_ascii_alphanumeric() || **b == b'-' || **b == b'.')
        .count();
    let domain_name = text[domain..domain + len].trim_end_matches(['.', '-']);
    let (_, ending) = domain_name.rsplit_once('.')?;
    let labels_are_filled = domain_name.split('.').all(|label| !label.is_empty() && !label.starts_with('-'));
    let ends_in_letters = ending.len() >= 2 && ending.bytes().all(|b| b.is_ascii_alphabetic());
    (labels_are_filled && ends_in_letters).then_some(start..domain + domain_name.len())
}

fn is_local(byte: u8) -> bool {
    // The other signs of an atom (! # $ & ' * / = ? ^ ` { | }) stand next to addresses more often than in them.
    byte.is_ascii_alphanumeric() || b".%+_~-".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::super::{Wanted, scan};

    fn emails(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        scan(text, Wanted::EMAIL, &mut out);
        out.into_iter().map(|found| &text[found.span]).collect()
    }

    #[test]
    fn addresses_stand_free_of_what_surrounds_them() {
        assert_eq!(
            emails("بريد:a.b+c@mail.example.com، (x_y@example.co.uk)."),
            ["a.b+c@mail.example.com", "x_y@example.co.uk"]
        );
        assert_eq!(emails("mailto:info@example.org وinfo@example.org"), ["info@example.org", "info@example.org"]);
    }

    #[test]
    fn what_lacks_a_domain_is_none() {
        for text in ["@example.com", "a@b", "a.@example.com", "a@-x.com", "a@x..com", "a@1.2.3.4"] {
            assert_eq!(emails(text), Vec::<&str>::new(), "{text}");
        }
    }
}
