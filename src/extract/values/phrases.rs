//! Names of several words and signs («كيلومتر مربع», «د.ك», «كم/س»), found from their first token on, and how nouns are
//! inflected.

use std::collections::HashMap;

use super::tokens::Tokens;

/// What stands for what, by the folded first word of its name.
pub(super) struct Phrases<T>(HashMap<String, Vec<(Vec<String>, T)>, ahash::RandomState>);

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self(HashMap::default())
    }
}

impl<T: Copy> Phrases<T> {
    /// Adds a name: folded words and signs, parted by spaces. What was added first stays.
    pub(super) fn add(&mut self, phrase: &str, meaning: T) {
        let mut words = phrase.split(' ').map(str::to_owned);
        let Some(first) = words.next() else { return };
        let rest: Vec<String> = words.collect();
        let list = self.0.entry(first).or_default();
        if list.iter().all(|(known, _)| *known != rest) {
            list.push((rest, meaning));
            list.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
    }

    /// The first words of all names.
    pub(super) fn first_words(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// What a name of one word stands for.
    pub(super) fn alone(&self, name: &str) -> Option<T> {
        self.0.get(name)?.iter().find(|(rest, _)| rest.is_empty()).map(|(_, meaning)| *meaning)
    }

    /// The longest name that begins with a token, of which `first` is the form to look for; and the token after it.
    pub(super) fn at(&self, tokens: &Tokens<'_>, at: usize, first: &str) -> Option<(T, usize)> {
        let list = self.0.get(first)?;
        let matches = |rest: &[String]| {
            rest.iter().enumerate().all(|(i, word)| tokens.follows(at + 1 + i) && is(tokens, at + 1 + i, word))
        };
        list.iter().find(|(rest, _)| matches(rest)).map(|(rest, meaning)| (*meaning, at + 1 + rest.len()))
    }
}

fn is(tokens: &Tokens<'_>, at: usize, word: &str) -> bool {
    match (tokens.sign(at), tokens.digits(at)) {
        (Some(sign), _) => word.chars().eq([sign]),
        (_, Some(digits)) => digits.value == word,
        _ => tokens.fold(at) == word,
    }
}

/// The forms of a folded noun that count one or many, and those that count two. Only the first word is inflected, an
/// adjective after it agrees.
pub(super) fn inflected(noun: &str) -> (Vec<String>, Vec<String>) {
    let (head, rest) = noun.split_once(' ').map_or((noun, ""), |(head, rest)| (head, rest));
    let with = |head: String, rest: String| if rest.is_empty() { head } else { format!("{head} {rest}") };
    let (mut one, mut two) = (vec![noun.to_owned()], Vec::new());
    if let Some(stem) = head.strip_suffix('ه') {
        one.push(with(format!("{stem}ات"), rest.to_owned()));
        for ending in ["تان", "تين"] {
            two.push(with(format!("{stem}{ending}"), adjective_in(rest, ending)));
        }
    } else {
        one.push(with(format!("{head}ا"), adjective_in(rest, "ا")));
        one.push(with(format!("{head}ا"), rest.to_owned()));
        for ending in ["ان", "ين"] {
            two.push(with(format!("{head}{ending}"), adjective_in(rest, ending)));
            two.push(with(format!("{head}{ending}"), rest.to_owned()));
        }
        // In construct: «ربعي سنة».
        if !rest.is_empty() {
            two.push(with(format!("{head}ي"), rest.to_owned()));
        }
    }
    (one, two)
}

/// An adjective of one word with an ending; what has more words stays.
fn adjective_in(adjective: &str, ending: &str) -> String {
    match (adjective.is_empty() || adjective.contains(' '), adjective.strip_suffix('ه'), ending) {
        (true, ..) => adjective.to_owned(),
        (_, Some(stem), "تان" | "تين") => format!("{stem}{ending}"),
        (_, None, "ا" | "ان" | "ين") => format!("{adjective}{ending}"),
        _ => adjective.to_owned(),
    }
}
