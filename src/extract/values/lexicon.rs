//! What number words mean, from the tables under `data`, found by their folded form.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::role::Roles;
use super::{calendar, century, currency, day_part, relative, unit};

/// A number word and how it takes part in a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberWord {
    /// 0 to 9.
    Unit(u8),
    /// A unit that is one only within a number, as «ربع» in «ربع مية», and something else alone.
    UnitBefore(u8),
    /// One or two before «عشر» only: «أحد», «اثنا».
    TeenHead(u8),
    /// «عشر», «عشرة».
    Ten,
    /// 11 to 19 in one word: «حداشر».
    Teen(u8),
    /// 20 to 90.
    Tens(u8),
    /// 100 to 900 in one word.
    Hundred(u16),
    /// «مئات» after a unit.
    Hundreds,
    /// A power of a thousand, once or twice.
    Scale { power: u32, count: u8 },
    /// The plural of one, after a number: «آلاف».
    Scales { power: u32 },
    /// A unit and «آلاف» in one word: «خمستلاف».
    Thousands(u8),
}

/// A part of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FractionWord {
    /// «نصف»; weak where the word is first of all something else: «خمس».
    One { parts: u8, weak: bool },
    /// «أرباع» after a unit.
    Several { parts: u8 },
    /// «ثلثا».
    Two { parts: u8 },
}

/// An ordinal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OrdinalWord {
    pub(super) value: u8,
    /// Only within a larger one: «حادي».
    pub(super) head: bool,
    /// Only with the article.
    pub(super) weak: bool,
}

/// All that a word can be among values.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) number: Option<NumberWord>,
    pub(super) fraction: Option<FractionWord>,
    pub(super) ordinal: Option<OrdinalWord>,
    pub(super) roles: Roles,
}

/// The entries by their folded form.
struct Lexicon {
    entries: HashMap<String, Entry, ahash::RandomState>,
    /// For the first two letters of a word how long those in the lexicon are, a bit for each length: most words are in
    /// none, and to see that is cheaper than to hash them.
    lengths: Box<[u32; 1 << 12]>,
}

/// Where in [`Lexicon::lengths`] a word is, if it has two letters of two bytes.
fn shape(folded: &str) -> Option<(usize, u32)> {
    let [0xD8..=0xDB, first, 0xD8..=0xDB, second, ..] = folded.as_bytes() else { return None };
    let letters = usize::from(first & 0x3F) << 6 | usize::from(second & 0x3F);
    Some((letters, 1 << (folded.len() / 2).min(31)))
}

/// The entry of a folded word without proclitics.
pub(super) fn entry(folded: &str) -> Option<&'static Entry> {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
        let entries = read();
        let mut lengths = Box::new([0; 1 << 12]);
        for (letters, length) in entries.keys().filter_map(|word| shape(word)) {
            lengths[letters] |= length;
        }
        Lexicon { entries, lengths }
    });
    if shape(folded).is_some_and(|(letters, length)| LEXICON.lengths[letters] & length == 0) {
        return None;
    }
    LEXICON.entries.get(folded)
}

fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn read() -> HashMap<String, Entry, ahash::RandomState> {
    let mut entries: HashMap<String, Entry, ahash::RandomState> = HashMap::default();
    for row in rows(include_str!("data/numbers.tsv")) {
        let [form, kind, value] = row[..] else { continue };
        let value: u32 = value.parse().unwrap_or_default();
        let entry = entries.entry(form.to_owned()).or_default();
        if let Some(number) = number(kind, value) {
            entry.number = Some(number);
        }
        if let Some(fraction) = fraction(kind, value as u8) {
            entry.fraction = Some(fraction);
        }
    }
    for (form, number) in joined() {
        entries.entry(form).or_default().number.get_or_insert(number);
    }
    for row in rows(include_str!("data/ordinals.tsv")) {
        let [form, value] = row[..] else { continue };
        let (value, remark) = value.split_once(' ').unwrap_or((value, ""));
        let ordinal =
            OrdinalWord { value: value.parse().unwrap_or_default(), head: remark == "head", weak: remark == "weak" };
        entries.entry(form.to_owned()).or_default().ordinal = Some(ordinal);
    }
    for entry in entries.values_mut() {
        entry.roles = of_numbers(entry);
    }
    let mut add = |words: &mut dyn Iterator<Item = &str>, roles: Roles| {
        for word in words {
            entries.entry(word.to_owned()).or_default().roles.add(roles);
        }
    };
    add(&mut unit::first_words(), Roles::UNIT);
    add(&mut calendar::first_words(), Roles::CALENDAR);
    add(&mut relative::first_words(), Roles::ANCHOR);
    add(&mut day_part::first_words(), Roles::DAY_PART);
    add(&mut currency::first_words(), Roles::CURRENCY);
    add(&mut century::decades().iter().map(|(name, _)| name.as_str()), Roles::OPENER);
    add(&mut OPENERS.iter().copied(), Roles::OPENER);
    add(&mut MINUS.iter().copied(), Roles::MINUS);
    entries
}

/// Words that open an expression of time.
const OPENERS: &[&str] = &["كل", "منتصف", "مره", "مرتين", "مرتان", "يوميا", "اسبوعيا", "شهريا", "سنويا", "فصليا"];

/// Words before a number below zero.
pub(super) const MINUS: &[&str] = &["سالب", "ناقص"];

fn of_numbers(entry: &Entry) -> Roles {
    let mut roles = Roles::default();
    for (has, role) in [
        (entry.number.is_some(), Roles::NUMBER),
        (entry.fraction.is_some(), Roles::FRACTION),
        (entry.ordinal.is_some(), Roles::ORDINAL),
    ] {
        if has {
            roles.add(role);
        }
    }
    roles
}

fn number(kind: &str, value: u32) -> Option<NumberWord> {
    Some(match kind {
        "unit" => NumberWord::Unit(value as u8),
        "unit_only_before" => NumberWord::UnitBefore(value as u8),
        "teen_head" => NumberWord::TeenHead(value as u8),
        "ten" => NumberWord::Ten,
        "tens" => NumberWord::Tens(value as u8),
        "hundred" => NumberWord::Hundred(value as u16),
        "hundreds" => NumberWord::Hundreds,
        "scale" => NumberWord::Scale { power: value, count: 1 },
        "scales" => NumberWord::Scales { power: value },
        "scale_two" => NumberWord::Scale { power: value, count: 2 },
        _ => return None,
    })
}

fn fraction(kind: &str, parts: u8) -> Option<FractionWord> {
    Some(match kind {
        "fraction" => FractionWord::One { parts, weak: false },
        "fraction_weak" => FractionWord::One { parts, weak: true },
        "fractions" => FractionWord::Several { parts },
        "fraction_two" => FractionWord::Two { parts },
        _ => return None,
    })
}

/// The first parts of words that join a unit with ten, a hundred or thousands, in every dialect's spelling.
const STEMS: &[(u8, &[&str])] = &[
    (1, &["حد", "احد", "حدا", "احدا", "هد"]),
    (
        2,
        &[
            "اتن", "اثن", "تن", "ثن", "اطن", "طن", "اتنا", "اثنا", "اثني", "اتني", "اطنا", "طنا", "تنا", "ثنا", "ثنت",
            "تنت", "اثنت", "اتنت",
        ],
    ),
    (3, &["ثلاث", "تلات", "ثلث", "تلت", "ثلات", "ثلا", "تلا", "ثل", "تل", "ثلت", "ثلاثه", "تلاته"]),
    (4, &["اربع", "ربع", "اربعه"]),
    (5, &["خمس", "خمسه"]),
    (6, &["ست", "س", "سته"]),
    (7, &["سبع", "سبعه"]),
    (8, &["ثمان", "ثماني", "ثمن", "تمان", "تماني", "تمن", "ثمانيه", "تمنيه", "تمانيه", "ثما", "تما"]),
    (9, &["تسع", "تسعه"]),
];
const TEENS: &[&str] = &["عشر", "عشره", "تاشر", "اشر", "طاشر", "تعشر", "طعشر", "طعش", "تعش", "عش", "تعشره", "طعشره"];
const HUNDREDS: &[&str] = &["مايه", "ميه", "ماءه", "مءه", "ميءه", "مايت", "ميت"];
const THOUSANDS: &[&str] = &["تلاف", "تالاف", "الاف", "ثلاف"];

fn joined() -> Vec<(String, NumberWord)> {
    let mut words = Vec::new();
    for (unit, stems) in STEMS {
        for stem in *stems {
            words.extend(TEENS.iter().map(|ten| (format!("{stem}{ten}"), NumberWord::Teen(10 + unit))));
            if *unit > 2 && *stem != "س" {
                let hundred = NumberWord::Hundred(u16::from(*unit) * 100);
                words.extend(HUNDREDS.iter().map(|suffix| (format!("{stem}{suffix}"), hundred)));
                words.extend(THOUSANDS.iter().map(|suffix| (format!("{stem}{suffix}"), NumberWord::Thousands(*unit))));
            }
        }
    }
    words.extend(THOUSANDS.iter().map(|suffix| (format!("عشر{suffix}"), NumberWord::Thousands(10))));
    // «ستلاف» is six of them, «سعشر» nothing.
    words.push(("ستلاف".to_owned(), NumberWord::Thousands(6)));
    words.retain(|(form, _)| !matches!(form.as_str(), "سعشره" | "سعشر" | "سعش" | "تلعش" | "ثلعش" | "تناشر" | "تلاشر"));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_tables_is_understood() {
        for row in rows(include_str!("data/numbers.tsv")) {
            assert_eq!(row.len(), 3, "{row:?}");
            let value = row[2].parse().unwrap();
            assert!(number(row[1], value).is_some() || fraction(row[1], value as u8).is_some());
        }
        assert_eq!(entry("سبعطعشر").unwrap().number, Some(NumberWord::Teen(17)));
        assert_eq!(entry("ثمنميه").unwrap().number, Some(NumberWord::Hundred(800)));
        assert_eq!(entry("خمستلاف").unwrap().number, Some(NumberWord::Thousands(5)));
        assert_eq!(entry("ثلث").unwrap().fraction, Some(FractionWord::One { parts: 3, weak: false }));
    }
}
