//! Currencies by name, abbreviation and sign, from `data/currencies.tsv`; their parts from `data/subunits.tsv`.

use std::sync::LazyLock;

use super::phrases::{Phrases, inflected};
use super::role::Roles;
use super::tokens::Tokens;

/// A currency as far as a name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Currency {
    /// ISO 4217; none where the noun has several («دينار») and nothing says which.
    pub(super) code: Option<&'static str>,
    /// The noun, folded; empty for signs and abbreviations.
    pub(super) noun: &'static str,
    /// Two of it.
    pub(super) dual: bool,
    /// A sign or abbreviation, which may stand before the number.
    pub(super) sign: bool,
}

/// A part of a currency: «قرش».
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Subunit {
    pub(super) noun: &'static str,
    /// The currency meant where nothing says which.
    pub(super) usual: Option<&'static str>,
    of: &'static str,
    pub(super) dual: bool,
}

impl Subunit {
    /// Whether it is a part of that currency.
    pub(super) fn is_of(&self, code: &str) -> bool {
        self.of.split('|').any(|known| known.trim_end_matches('!') == code)
    }
}

struct Row {
    code: &'static str,
    noun: &'static str,
    adjectives: &'static str,
    country: &'static str,
    parts: i128,
    signs: &'static str,
}

fn lines(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| line.split('\t').collect())
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let row = |cells: Vec<&'static str>| {
        let [code, noun, adjectives, country, parts, signs] = cells[..] else { return None };
        Some(Row { code, noun, adjectives, country, parts: parts.parse().ok()?, signs })
    };
    lines(include_str!("data/currencies.tsv")).filter_map(row).collect()
});

static NAMES: LazyLock<Phrases<Currency>> = LazyLock::new(names);

static SUBUNITS: LazyLock<Phrases<Subunit>> = LazyLock::new(|| {
    let mut subunits = Phrases::default();
    for cells in lines(include_str!("data/subunits.tsv")) {
        let [noun, plurals, of] = cells[..] else { continue };
        let usual = of.split('|').find_map(|code| code.strip_suffix('!'));
        let (one, two) = inflected(noun);
        for form in one.iter().map(String::as_str).chain(plurals.split('|')) {
            subunits.add(form, Subunit { noun, usual, of, dual: false });
        }
        for form in two {
            subunits.add(&form, Subunit { noun, usual, of, dual: true });
        }
    }
    subunits
});

fn names() -> Phrases<Currency> {
    let mut names = Phrases::default();
    for row in ROWS.iter() {
        for sign in row.signs.split('|').filter(|sign| !sign.is_empty()) {
            names.add(sign, Currency { code: Some(row.code), noun: "", dual: false, sign: true });
        }
        let noun = row.noun.trim_end_matches('!');
        let (one, two) = forms(noun);
        let full = Currency { code: Some(row.code), noun, dual: false, sign: false };
        for adjective in row.adjectives.split('|').filter(|adjective| !adjective.is_empty()) {
            for (forms, endings, meaning) in [
                (&one, &["", "ا", "ه"][..], full),
                (&two, &["", "ان", "ين", "تان", "تين"][..], Currency { dual: true, ..full }),
            ] {
                for (form, ending) in forms.iter().flat_map(|form| endings.iter().map(move |ending| (form, ending))) {
                    names.add(&format!("{form} {adjective}{ending}"), meaning);
                }
            }
        }
        if noun.len() < row.noun.len() {
            continue;
        }
        // The noun alone: the only currency that has it, or the dollar.
        let only = ROWS.iter().filter(|other| other.noun == row.noun).count() == 1 || row.code == "USD";
        let code = only.then_some(row.code);
        for (forms, dual) in [(&one, false), (&two, true)] {
            for form in forms {
                names.add(form, Currency { code, dual, ..full });
            }
        }
    }
    names
}

/// The forms of a noun that count one or many, and two.
fn forms(noun: &'static str) -> (Vec<String>, Vec<String>) {
    let row = lines(include_str!("data/currency_nouns.tsv")).find(|row| row[0] == noun);
    let plurals = row.as_ref().and_then(|row| row.get(2)).copied().unwrap_or("");
    let (mut one, mut two) = inflected(noun);
    if row.is_some_and(|row| row[1] == "m") && noun.ends_with('ه') {
        one = vec![noun.to_owned(), format!("{noun}ا")];
        two = ["ان", "ين", "ي"].map(|ending| format!("{noun}{ending}")).to_vec();
    }
    one.extend(plurals.split('|').filter(|form| !form.is_empty()).map(str::to_owned));
    (one, two)
}

/// The words with which the names of currencies and their parts begin.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    NAMES.first_words().chain(SUBUNITS.first_words())
}

/// The currency that begins with the word of a token, whatever its proclitics, and the token after it.
pub(super) fn currency_of_stem(tokens: &Tokens<'_>, at: usize) -> Option<(Currency, usize)> {
    if tokens.has(at, Roles::CURRENCY) { NAMES.at(tokens, at, tokens.stem(at)) } else { None }
}

/// The currency that begins with a token, and the token after it.
pub(super) fn currency(tokens: &Tokens<'_>, at: usize) -> Option<(Currency, usize)> {
    let (mut currency, mut end) = if let Some(sign) = tokens.sign(at) {
        NAMES.at(tokens, at, sign.encode_utf8(&mut [0; 4]))?
    } else {
        let is_bare = tokens.stem(at).len() == tokens.fold(at).len();
        currency_of_stem(tokens, at).filter(|_| is_bare)?
    };
    let written = &tokens.text[tokens.list[at].span.start..tokens.list[end - 1].span.end];
    // «د.إ» and «د.أ» fold to one.
    if currency.sign && currency.code == Some("AED") && written.contains('أ') {
        currency.code = Some("JOD");
    }
    // «100 top» is no money, «100 TOP» is.
    let has = |is: fn(&char) -> bool| written.chars().any(|c| is(&c));
    if currency.sign && has(char::is_ascii_lowercase) && !has(char::is_ascii_uppercase) {
        return None;
    }
    // The full stop of an abbreviation belongs to it if no sentence ends there.
    if currency.sign && end - at > 2 && tokens.sign(end) == Some('.') && end + 1 == tokens.list.len() {
        end += 1;
    }
    Some((currency, end))
}

/// The part of a currency that begins with a token, and the token after it.
pub(super) fn subunit(tokens: &Tokens<'_>, at: usize) -> Option<(Subunit, usize)> {
    let bare = tokens.word(at).is_some_and(|word| word.preposition.is_none() && !word.article);
    if bare && tokens.has(at, Roles::CURRENCY) { SUBUNITS.at(tokens, at, tokens.stem(at)) } else { None }
}

/// How many parts a currency has.
pub(super) fn parts(code: &str) -> i128 {
    ROWS.iter().find(|row| row.code == code).map_or(100, |row| row.parts)
}

/// The currency of a country that has this noun.
pub(super) fn of_region(noun: &str, region: &str) -> Option<&'static str> {
    ROWS.iter().find(|row| row.noun == noun && row.country == region).map(|row| row.code)
}

#[cfg(test)]
mod tests {
    use super::super::super::Source;
    use super::*;

    #[test]
    fn every_row_is_understood() {
        let rows = lines(include_str!("data/currencies.tsv")).count();
        assert_eq!(ROWS.len(), rows);
        assert!(lines(include_str!("data/subunits.tsv")).all(|row| row.len() == 3));
    }

    #[test]
    fn names_signs_and_forms() {
        for (text, code) in [
            ("جنيهان مصريان", Some("EGP")),
            ("دراهم مغربية", Some("MAD")),
            ("ليرة تركية", Some("TRY")),
            ("دينارًا كويتيًا", Some("KWD")),
            ("د.إ", Some("AED")),
            ("د.أ", Some("JOD")),
            ("US$", Some("USD")),
            ("دينار", None),
            ("دولارات", Some("USD")),
            ("€", Some("EUR")),
            ("روبية نيبالية", Some("NPR")),
            ("بيزو كولومبي", Some("COP")),
            ("بات تايلاندي", Some("THB")),
            ("CZK", Some("CZK")),
        ] {
            let source = Source::new(text);
            let tokens = Tokens::new(&source);
            let (found, end) = currency(&tokens, 0).unwrap();
            assert_eq!((found.code, end), (code, tokens.list.len()), "{text}");
        }
        for text in ["بات", "top", "بر الأمان", "أفغاني"] {
            let source = Source::new(text);
            assert!(currency(&Tokens::new(&source), 0).is_none(), "{text}");
        }
    }
}
