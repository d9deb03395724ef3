//! Patterns that text is written in by rule: addresses, tags, numbers with a checksum. One file each.

pub(super) mod digits;
pub mod email;
pub mod hashtag;
pub mod iban;
pub mod ip;
pub mod mention;
pub mod phone;
mod phone_plans;
mod scan;
pub mod url;

pub use scan::{Found, PatternKind, Wanted, scan};

use super::{Entity, ExtractOptions, Label, Recognizer};

/// The patterns of running prose: URL, EMAIL, MENTION, HASHTAG.
pub(super) struct Running;

impl Recognizer for Running {
    fn labels(&self) -> &'static [Label] {
        &[Label::Url, Label::Email, Label::Mention, Label::Hashtag]
    }

    fn recognize(&self, text: &str, _: &ExtractOptions, out: &mut Vec<Entity>) {
        let mut found = Vec::new();
        scan(text, Wanted::ALL, &mut found);
        out.extend(found.into_iter().map(|found| {
            let label = match found.kind {
                PatternKind::Url => Label::Url,
                PatternKind::Email => Label::Email,
                PatternKind::Mention => Label::Mention,
                PatternKind::Hashtag => Label::Hashtag,
            };
            Entity::new(label, found.span)
        }));
    }
}
