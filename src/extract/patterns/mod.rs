//! Patterns that text is written in by rule: addresses, tags, numbers with a checksum. One file each.

pub mod email;
pub mod hashtag;
pub mod iban;
pub mod ip;
pub mod mention;
pub mod phone;
mod phone_plans;
mod phone_written;
mod scan;
pub mod url;

pub use scan::{Found, PatternKind, Wanted, scan};

use super::{Entity, ExtractOptions, Label, Recognizer, Source};
use crate::token::folded;

/// The patterns of running prose: URL, EMAIL, MENTION, HASHTAG.
pub(super) struct Running;

impl Recognizer for Running {
    fn labels(&self) -> &'static [Label] {
        &[Label::Url, Label::Email, Label::Mention, Label::Hashtag]
    }

    fn recognize(&self, source: &Source<'_>, _: &ExtractOptions, out: &mut Vec<Entity>) {
        let text = source.text();
        let mut found = Vec::new();
        scan(text, Wanted::ALL, &mut found);
        out.extend(found.into_iter().map(|found| {
            let label = match found.kind {
                PatternKind::Url => Label::Url,
                PatternKind::Email => Label::Email,
                PatternKind::Mention => Label::Mention,
                PatternKind::Hashtag => Label::Hashtag,
            };
            let value = value(label, &text[found.span.clone()]);
            Entity::new(label, found.span).with_value(value)
        }));
    }
}

/// What a pattern means: an address with its host in lower case (RFC 3986, section 6.2.2.1; mail hosts treat the local
/// part alike too), the name behind a sign in the spelling words are looked up by.
fn value(label: Label, written: &str) -> String {
    match label {
        Label::Email => written.to_ascii_lowercase(),
        Label::Mention => written[1..].to_lowercase(),
        Label::Hashtag => folded(&written[1..]),
        _ => {
            let with_scheme = if written.contains("://") { written.to_owned() } else { format!("https://{written}") };
            let host = with_scheme.find("://").map_or(0, |i| i + 3);
            let path = with_scheme[host..].find(['/', '?', '#']).map_or(with_scheme.len(), |i| host + i);
            format!("{}{}", with_scheme[..path].to_ascii_lowercase(), &with_scheme[path..])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_fall_together_where_meanings_do() {
        let of = |label, written| value(label, written);
        assert_eq!(of(Label::Url, "WWW.Example.com/A?b"), "https://www.example.com/A?b");
        assert_eq!(of(Label::Url, "HTTP://Example.com"), "http://example.com");
        assert_eq!(of(Label::Email, "Info@Example.com"), "info@example.com");
        assert_eq!(of(Label::Hashtag, "#الرَّقَّة_الآن"), of(Label::Hashtag, "#الرقة_الان"));
        assert_eq!(of(Label::Mention, "@User_1"), "user_1");
    }
}
