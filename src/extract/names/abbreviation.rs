//! Organisations and the short forms a text gives them: «قوات سوريا الديمقراطية (قسد)».
//!
//! A single word in brackets after an organisation is its abbreviation if its letters stand in the name in that order,
//! the first at the beginning of a word (after Schwartz and Hearst 2003), or if it is Latin capitals. It is an
//! organisation then, and wherever else the text has it.

use std::ops::Range;

use ahash::AHashMap;

use super::form::form;
use crate::extract::{Entity, Label};
use crate::token::{is_unseen, proclitics, words};

/// Gives the abbreviations of the text's organisations their long form as `canonical`, and adds those that were not
/// found. `names` are those of the text, in order.
pub(super) fn join(text: &str, names: &mut Vec<Entity>) {
    let mut long: AHashMap<String, String> = AHashMap::new();
    for entity in names.iter().filter(|entity| entity.label == Label::Org) {
        if let Some(short) = in_brackets(text, entity.span.end)
            && let Some(canonical) = entity.canonical.as_ref().filter(|name| abbreviates(&text[short.clone()], name))
        {
            long.insert(form(&text[short]), canonical.clone());
        }
    }
    if long.is_empty() {
        return;
    }
    names.retain(|name| name.label == Label::Org || of(&long, &text[name.span.clone()]).is_none());
    let taken: Vec<Range<usize>> = names.iter().map(|name| name.span.clone()).collect();
    for name in names.iter_mut() {
        if let Some(canonical) = of(&long, &text[name.span.clone()]) {
            name.canonical = Some(canonical.clone());
        }
    }
    for word in words(text) {
        let next = taken.partition_point(|span| span.end <= word.start);
        let is_free = taken.get(next).is_none_or(|span| span.start >= word.end);
        if let Some(canonical) = of(&long, &text[word.clone()]).filter(|_| is_free) {
            names.push(Entity { canonical: Some(canonical.clone()), ..Entity::new(Label::Org, word) });
        }
    }
    names.sort_by_key(|name| name.span.start);
}

/// The one word in the brackets that open right after this place.
fn in_brackets(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = &text[from..];
    let open = rest.trim_start_matches(quote);
    let inner = open.strip_prefix(['(', '['])?;
    let inside = &inner[..inner.find([')', ']'])?];
    let start = text.len() - inner.len();
    let word = words(inside).next()?;
    let alone =
        inside[..word.start].trim_matches(quote).is_empty() && inside[word.end..].trim_matches(quote).is_empty();
    alone.then_some(start + word.start..start + word.end)
}

fn quote(c: char) -> bool {
    c.is_whitespace() || is_unseen(c) || "«»\"“”'".contains(c)
}

/// Whether a word can be short for a name.
fn abbreviates(short: &str, name: &str) -> bool {
    if short.len() > 1 && short.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-') {
        return true;
    }
    let short: Vec<char> = form(short).chars().collect();
    let name = form_of_words(name);
    if !(2..=6).contains(&short.len()) || name.contains(&short.iter().collect::<String>()) {
        return false;
    }
    let begins = name.iter().position(|word| word.starts_with(short[0]));
    let Some(begins) = begins.filter(|at| *at < 2) else { return false };
    let mut letters = name[begins..].iter().flat_map(|word| word.chars());
    short.iter().all(|letter| letters.any(|other| other == *letter))
}

/// The forms of the words of a name without articles.
fn form_of_words(name: &str) -> Vec<String> {
    name.split(' ').map(form).map(|word| word.strip_prefix("ال").map_or(word.clone(), str::to_owned)).collect()
}

/// The long form of a word, with or without its proclitics.
fn of<'l>(long: &'l AHashMap<String, String>, word: &str) -> Option<&'l String> {
    let form = form(word);
    long.get(&form).or_else(|| proclitics(&form).find_map(|len| long.get(&form[len..])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_form_in_brackets_is_the_organisation_wherever_it_stands() {
        let text = "قوات سوريا الديمقراطية (قسد) تقدمت، وقالت قسد إن لقسد مواقع (جديدة)";
        let long = "قوات سوريا الديمقراطية";
        let mut names = vec![Entity { canonical: Some(long.to_owned()), ..Entity::new(Label::Org, 0..long.len()) }];
        join(text, &mut names);
        let found: Vec<_> = names.iter().map(|e| (&text[e.span.clone()], e.canonical.as_deref().unwrap())).collect();
        assert_eq!(found, [(long, long), ("قسد", long), ("قسد", long), ("لقسد", long)]);
    }

    #[test]
    fn letters_in_order_from_the_beginning_of_a_word_or_latin_capitals() {
        assert!(abbreviates("قسد", "قوات سوريا الديمقراطية"));
        assert!(abbreviates("WHO", "منظمة الصحة العالمية"));
        assert!(abbreviates("حماس", "حركة المقاومة الإسلامية"));
        for (short, name) in [("القاهرة", "جامعة القاهرة"), ("مصر", "جامعة القاهرة"), ("Inc", "شركة النور")]
        {
            assert!(!abbreviates(short, name), "{short}");
        }
    }
}
