//! Names that a user listed: found by rule, with proclitics and in every spelling.

use super::form::form;
use super::lexicon::{Entrance, Entry, Lexicon};
use super::words::split;
use crate::error::{Error, Result};
use crate::extract::{Entity, Label};

/// A user's names by label.
#[derive(Debug)]
pub struct OwnNames {
    lexicon: Lexicon,
    labels: Vec<Label>,
}

/// As many as an entry of the lexicon has bits for.
const MOST_LABELS: usize = 32;

impl OwnNames {
    /// Takes the names in.
    ///
    /// # Errors
    /// [`Error::OptionValue`] for a name without a letter or digit, and for more than 32 labels.
    pub fn new(names: &[(Label, Vec<String>)]) -> Result<Self> {
        let refused = |value: &str, allowed: &str| Error::OptionValue {
            name: "lexicon".to_owned(),
            value: value.to_owned(),
            allowed: allowed.to_owned(),
        };
        if names.len() > MOST_LABELS {
            return Err(refused(&format!("{} labels", names.len()), "at most 32 labels"));
        }
        let mut lexicon = Lexicon::new(names.iter().map(|(label, _)| label.name().into()).collect());
        let mut words = Vec::new();
        for (place, (_, names)) in names.iter().enumerate() {
            for name in names {
                split(name, &mut words);
                let forms: Vec<String> = words.iter().map(|word| form(&name[word.span.clone()])).collect();
                if !name.chars().any(char::is_alphanumeric) || forms.iter().any(String::is_empty) {
                    return Err(refused(name, "names of letters or digits"));
                }
                let shown = Some(name.trim().into());
                lexicon.insert(&forms.join(" "), Entry { classes: 1 << place, code: None, shown });
            }
        }
        Ok(Self { lexicon, labels: names.iter().map(|(label, _)| *label).collect() })
    }

    /// The labels of the names.
    pub fn labels(&self) -> &[Label] {
        &self.labels
    }

    /// Appends the names of a text, the longest at each place, in order; none overlaps another.
    pub(super) fn recognize(&self, text: &str, out: &mut Vec<Entity>) {
        let mut words = Vec::new();
        split(text, &mut words);
        let entrance = |span: &std::ops::Range<usize>| self.lexicon.entrance(&form(&text[span.clone()]));
        let entrances: Vec<Entrance> = words.iter().map(|word| entrance(&word.span)).collect();
        let mut at = 0;
        while at < words.len() {
            let Some(found) = self.lexicon.longest(entrances[at..].iter()) else {
                at += 1;
                continue;
            };
            let place = words[at].span.start..words[at + found.words - 1].span.end;
            let label = self.labels[found.entry.classes.trailing_zeros() as usize];
            let canonical = found.entry.shown.as_deref().map(str::to_owned);
            out.push(Entity { canonical, ..Entity::new(label, place) });
            at += found.words;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(names: &[(Label, &[&str])]) -> Result<OwnNames> {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        OwnNames::new(&names.iter().map(|(label, names)| (*label, owned(names))).collect::<Vec<_>>())
    }

    #[test]
    fn names_are_found_with_proclitics_and_in_any_spelling() {
        let own = own(&[(Label::Org, &["شركة النور", "النور", "إبريز"]), (Label::Loc, &["حي السلام"])]).unwrap();
        let text = "وشركه النّور للنور وبحي الســلام، لابريز والإبريزية";
        let mut found = Vec::new();
        own.recognize(text, &mut found);
        let spans: Vec<_> = found.iter().map(|e| (e.label, &text[e.span.clone()], e.canonical.as_deref())).collect();
        assert_eq!(
            spans,
            [
                (Label::Org, "وشركه النّور", Some("شركة النور")),
                (Label::Org, "للنور", Some("النور")),
                (Label::Loc, "وبحي الســلام", Some("حي السلام")),
                (Label::Org, "لابريز", Some("إبريز")),
            ]
        );
    }

    #[test]
    fn names_without_letters_are_refused_by_name() {
        for name in ["", " ", "؟!"] {
            assert!(own(&[(Label::Org, &[name])]).unwrap_err().to_string().contains("lexicon"), "{name:?}");
        }
    }
}
