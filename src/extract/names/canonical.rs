//! One spelling for all mentions of a name, and the code of a country, nationality or city.
//!
//! «وبالرقة», «للرقة» and «الرَّقَّة» are one name, as are «أحمد» and «احمد»; later in a text «ديلون» is «ريان ديلون».

use std::sync::LazyLock;

use ahash::AHashMap;

use super::form::form;
use super::lexicon::{Entrance, Lexicon};
use super::model::Model;
use crate::extract::{Entity, Label};
use crate::normalize::options::Value;
use crate::normalize::{Normalizer, Options};
use crate::token::proclitics;

/// The spelling of words the lexicon does not have: without marks, tatweel and the variants of alef, all else as written.
static PLAIN: LazyLock<Option<Normalizer>> = LazyLock::new(|| {
    let mut options = Options::preset("search").ok()?;
    for option in ["hamza", "alef_maqsura", "teh_marbuta", "foreign_letters", "latin"] {
        options.set(option, &Value::Text("keep".to_owned())).ok()?;
    }
    Normalizer::new(options).ok()
});

/// Gives a name its canonical form and, where the lexicon has one, its code as value. `words` are those of the name.
pub(super) fn settle(entity: &mut Entity, model: &Model, lexicon: &Lexicon, words: &[&str]) {
    let forms: Vec<String> = words.iter().map(|word| form(word)).collect();
    let entrances: Vec<Entrance> = forms.iter().map(|form| lexicon.entrance(form)).collect();
    if let Some(found) = lexicon.longest(entrances.iter()).filter(|found| found.words == words.len()) {
        let entry = found.entry;
        let is = |class: &str| lexicon.class(class).is_some_and(|place| entry.classes >> place & 1 == 1);
        let fits = match entity.label {
            Label::Loc => is("country") || is("city") || is("town"),
            Label::Misc | Label::Org => is("nation") || is("country"),
            _ => false,
        };
        entity.value = entry.code.as_deref().filter(|_| fits).map(str::to_owned);
        if let Some(shown) = &entry.shown {
            entity.canonical = Some(shown.to_string());
            return;
        }
    }
    let cut = proclitic(model, lexicon, &forms[0]);
    let mut shown = Vec::with_capacity(words.len());
    for (at, (word, form)) in words.iter().zip(&forms).enumerate() {
        let (cut, article) = if at == 0 { cut } else { (0, false) };
        let kept = if article { format!("ال{}", &form[cut..]) } else { form[cut..].to_owned() };
        shown.push(match lexicon.spelling(&kept) {
            Some(spelling) => spelling.to_owned(),
            None => spelled(word, &form[..cut], article),
        });
    }
    entity.canonical = Some(shown.join(" "));
}

/// A word as written, without its proclitics and with nothing but letters.
fn spelled(word: &str, cut: &str, article: bool) -> String {
    let plain = PLAIN.as_ref().map_or_else(|| word.to_owned(), |plain| plain.normalize(word).into_owned());
    let mut rest = plain.chars();
    // The folding of proclitics changes none of their letters, so that they are as many here as in the form.
    for _ in cut.chars() {
        rest.next();
    }
    format!("{}{}", if article { "ال" } else { "" }, rest.as_str())
}

/// How many bytes of the form of a name's first word are proclitics, and whether an article is left of which only ل
/// stands («للرقة»). The lexicon decides; for words it does not have, which of both is the more frequent word.
fn proclitic(model: &Model, lexicon: &Lexicon, form: &str) -> (usize, bool) {
    if lexicon.is_known(form) {
        return (0, false);
    }
    let rank = |form: &str| model.words.get(form).copied().unwrap_or(u32::MAX);
    let whole = rank(form);
    let mut likely = (0, false);
    for len in proclitics(form) {
        let (cut, rest) = form.split_at(len);
        let lam = cut.ends_with("لل");
        if cut.ends_with("ال") {
            break;
        }
        let candidate = if lam { format!("ال{rest}") } else { rest.to_owned() };
        if lexicon.is_known(&candidate) {
            return (len, lam);
        }
        if likely.0 == 0 && candidate.chars().count() > 3 && rank(&candidate) < whole {
            likely = (len, lam);
        }
    }
    likely
}

/// Joins a single name to the one full name of the same text that it is part of: a person's name to which a later
/// mention is shortened.
pub(super) fn join(entities: &mut [Entity]) {
    // For each word of full names the one name it is part of, or none if there are several.
    let mut full: AHashMap<String, Option<String>> = AHashMap::new();
    for name in entities.iter().filter(|entity| entity.label == Label::Person).filter_map(|e| e.canonical.as_ref()) {
        for part in name.split(' ').filter(|part| part.len() < name.len()) {
            let of = full.entry(part.to_owned()).or_insert_with(|| Some(name.clone()));
            if of.as_ref().is_some_and(|of| of != name) {
                *of = None;
            }
        }
    }
    for entity in entities.iter_mut().filter(|entity| entity.label == Label::Person) {
        let name = entity.canonical.as_deref().unwrap_or_default();
        if let Some(Some(of)) = full.get(name) {
            entity.canonical = Some(of.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str) -> Entity {
        Entity { canonical: Some(name.to_owned()), ..Entity::new(Label::Person, 0..1) }
    }

    #[test]
    fn surnames_join_the_one_full_name_they_are_part_of() {
        let mut entities =
            [person("ريان ديلون"), person("ديلون"), person("علي صالح"), person("علي عباس"), person("علي")];
        join(&mut entities);
        let names: Vec<&str> = entities.iter().filter_map(|entity| entity.canonical.as_deref()).collect();
        assert_eq!(names, ["ريان ديلون", "ريان ديلون", "علي صالح", "علي عباس", "علي"]);
    }

    #[test]
    fn words_are_spelled_without_noise() {
        assert_eq!(spelled("وَالـزَّرقَاوِيّ", "و", false), "الزرقاوي");
        assert_eq!(spelled("للمنظمة", "لل", true), "المنظمة");
    }
}
