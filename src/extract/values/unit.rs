//! Units of measurement, of time, and counted nouns: the names of `data/units.tsv` and how they are counted.

use std::sync::LazyLock;

use super::phrases::{Phrases, inflected};
use super::role::Roles;
use super::tokens::{Tokens, Word};

/// A unit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// In UCUM, or in braces what UCUM calls an annotation.
    pub(super) code: &'static str,
    pub(super) kind: Kind,
}

/// What it measures, as far as the rules tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Measure,
    Temperature,
    Count,
    Duration,
}

/// A unit as it is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    pub(super) unit: &'static Unit,
    /// The dual: two of it without a number.
    pub(super) dual: bool,
    /// A symbol or plural, which stands for nothing without a number.
    pub(super) symbol: bool,
}

static FORMS: LazyLock<Phrases<Form>> = LazyLock::new(|| read(include_str!("data/units.tsv")));

fn read(table: &'static str) -> Phrases<Form> {
    let mut forms = Phrases::default();
    for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(code), Some(kind), Some(names)) = (cells.next(), cells.next(), cells.next()) else { continue };
        let kind = match kind {
            "duration" => Kind::Duration,
            "temperature" => Kind::Temperature,
            "count" => Kind::Count,
            _ => Kind::Measure,
        };
        // Read once, kept for good.
        let unit: &'static Unit = Box::leak(Box::new(Unit { code, kind }));
        for name in names.split('|') {
            if let Some(symbol) = name.strip_prefix('=') {
                forms.add(symbol, Form { unit, dual: false, symbol: true });
                continue;
            }
            let (one, two) = inflected(name);
            for (i, form) in one.iter().enumerate() {
                // The accusative is a singular too.
                forms.add(form, Form { unit, dual: false, symbol: i > 0 && !form.ends_with('ا') });
            }
            let dual = if kind == Kind::Count { Vec::new() } else { two };
            for form in dual {
                forms.add(&form, Form { unit, dual: true, symbol: false });
            }
        }
    }
    forms
}

/// The words with which the names of units begin.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    FORMS.first_words()
}

/// The unit that begins with a token, and the token after it.
pub(super) fn unit(tokens: &Tokens<'_>, at: usize) -> Option<(Form, usize)> {
    if let Some(sign) = tokens.sign(at) {
        return FORMS.at(tokens, at, sign.encode_utf8(&mut [0; 4]));
    }
    let bare = |word: Word| word.preposition.is_none() && !word.conjunction && !word.article;
    if tokens.has(at, Roles::UNIT) && tokens.word(at).is_some_and(bare) {
        FORMS.at(tokens, at, tokens.fold(at))
    } else {
        None
    }
}

/// The unit whose name begins with the word of a token, whatever its proclitics, and the token after it.
pub(super) fn unit_of_stem(tokens: &Tokens<'_>, at: usize) -> Option<(Form, usize)> {
    match tokens.word(at) {
        Some(_) if tokens.has(at, Roles::UNIT) => FORMS.at(tokens, at, tokens.stem(at)),
        Some(_) => None,
        None => unit(tokens, at),
    }
}
