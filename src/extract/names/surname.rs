//! Surnames by which a text names a person again: «وقال المعلم» after «وليد المعلم».
//!
//! Many surnames are common words, so that the tagger passes them by. Between a verb of saying and the rest of a sentence
//! the last word of a full name that the text gave before is that person.

use ahash::AHashMap;

use super::form::form;
use crate::extract::{Entity, Label};
use crate::token::words;

/// The forms of verbs that say who speaks, without the conjunction.
const SAYING: &[&str] = &[
    "قال",
    "قالت",
    "يقول",
    "تقول",
    "اضاف",
    "اضافت",
    "اكد",
    "اكدت",
    "اوضح",
    "اوضحت",
    "صرح",
    "صرحت",
    "اعلن",
    "اعلنت",
    "كتب",
    "كتبت",
    "تابع",
    "تابعت",
    "شدد",
    "شددت",
    "اشار",
    "اشارت",
    "اعتبر",
    "اعتبرت",
    "نفي",
    "نفت",
    "راي",
    "رات",
    "ذكر",
    "ذكرت",
    "بين",
    "بينت",
    "زعم",
    "زعمت",
    "اعرب",
    "اعربت",
];

/// Adds the persons named again by their surname alone. `names` are those of the text, in order.
pub(super) fn find(text: &str, names: &mut Vec<Entity>) {
    // For each surname where it was first given.
    let mut surnames: AHashMap<String, usize> = AHashMap::new();
    for name in names.iter().filter(|name| name.label == Label::Person) {
        let mut parts = words(&text[name.span.clone()]);
        if let (Some(_), Some(last)) = (parts.next(), parts.last()) {
            surnames.entry(form(&text[name.span.clone()][last])).or_insert(name.span.end);
        }
    }
    if surnames.is_empty() {
        return;
    }
    let mut again = Vec::new();
    let mut says = false;
    for word in words(text) {
        let form = form(&text[word.clone()]);
        let given = surnames.get(&form).filter(|end| says && **end < word.start);
        let taken = names.partition_point(|name| name.span.end <= word.start);
        if given.is_some() && names.get(taken).is_none_or(|name| name.span.start >= word.end) {
            let canonical = Some(text[word.clone()].to_owned());
            again.push(Entity { canonical, score: 0.9, ..Entity::new(Label::Person, word) });
        }
        says = SAYING.contains(&form.strip_prefix(['و', 'ف']).unwrap_or(&form));
    }
    if !again.is_empty() {
        names.append(&mut again);
        names.sort_by_key(|name| name.span.start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn again(text: &str, name: &str) -> Vec<String> {
        let start = text.find(name).unwrap();
        let mut names = vec![Entity::new(Label::Person, start..start + name.len())];
        find(text, &mut names);
        names[1..].iter().map(|name| text[name.span.clone()].to_owned()).collect()
    }

    #[test]
    fn a_surname_after_a_verb_of_saying_is_the_person_named_before() {
        let name = "وليد المعلم";
        assert_eq!(again("سافر وليد المعلم، وقال المعلم إن المعلم الجيد غائب", name), ["المعلم"]);
        assert!(again("قال المعلم إن وليد المعلم سافر", name).is_empty());
        assert!(again("سافر وليد المعلم وعاد المعلم", name).is_empty());
        assert!(again("سافر وليد، وقال وليد", "وليد").is_empty());
    }
}
