//! Organisations that Arabic texts name in Latin letters («Google»): corpora of Arabic hold too few for a model to learn.

use std::sync::LazyLock;

use super::own::OwnNames;
use crate::extract::{Entity, Label};

static ORGANISATIONS: LazyLock<Option<OwnNames>> = LazyLock::new(|| {
    let names = include_str!("data/latin.tsv").lines().filter(|line| !line.starts_with('#')).map(str::to_owned);
    OwnNames::new(&[(Label::Org, names.collect())]).ok()
});

/// Adds the organisations to the names of a text that the model found, both in order. What is written in small letters is
/// a word; a name of the model stands, unless it is one and the same.
pub(super) fn find(text: &str, names: &mut Vec<Entity>) {
    let Some(organisations) = ORGANISATIONS.as_ref().filter(|_| text.bytes().any(|b| b.is_ascii_uppercase())) else {
        return;
    };
    let mut found = Vec::new();
    organisations.recognize(text, &mut found);
    // A proclitic may stand before it.
    let first = |entity: &Entity| text[entity.span.clone()].chars().find(char::is_ascii_alphabetic);
    found.retain(|entity| first(entity).is_some_and(|c| c.is_ascii_uppercase()));
    for entity in found {
        let next = names.partition_point(|name| name.span.end <= entity.span.start);
        match names.get_mut(next) {
            Some(name) if name.span == entity.span => {
                name.label = entity.label;
                name.canonical = entity.canonical;
            }
            Some(name) if name.span.start < entity.span.end => {}
            _ => names.insert(next, entity),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organisations_in_latin_letters() {
        let text = "أعلنت Microsoft و Apple عن تعاون مع Goldman Sachs، وأكل apple";
        let mut names = vec![Entity::new(Label::Misc, 11..20)];
        assert_eq!(&text[11..20], "Microsoft");
        find(text, &mut names);
        let found: Vec<_> = names.iter().map(|name| (name.label, &text[name.span.clone()])).collect();
        assert_eq!(found, [(Label::Org, "Microsoft"), (Label::Org, "Apple"), (Label::Org, "Goldman Sachs")]);
    }
}
