//! What stands around an amount and keeps it from being exact: «أكثر من 300», «حوالي 5 ملايين دولار», «10 على الأقل», and
//! ranges: «بين 20 و30 كيلومترا», «من 5 إلى 7», «10-20 دولار».

use std::ops::Range;
use std::sync::LazyLock;

use ahash::AHashSet;

use super::super::{Entity, Label};
use super::lexicon::NumberWord;
use super::phrases::Phrases;
use super::range::{Joint, begin, joint_before, opened};
use super::tokens::{Gap, Tokens};

/// The signs of the words before an amount and after it.
static COMPARISONS: LazyLock<[Phrases<&'static str>; 2]> = LazyLock::new(|| {
    let mut comparisons: [Phrases<&'static str>; 2] = Default::default();
    for line in include_str!("data/comparisons.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(sign), Some(place), Some(names)) = (cells.next(), cells.next(), cells.next()) else { continue };
        let phrases = &mut comparisons[usize::from(place == "after")];
        names.split('|').for_each(|name| phrases.add(name, sign));
    }
    comparisons
});

/// The most words that such a phrase has.
const LONGEST: usize = 4;

/// Marks the amounts that are not exact with a sign before their value (`>300`, `~5000000`), and adds ranges (`10/20`).
pub(super) fn bounded(tokens: &Tokens<'_>, amounts: &mut Vec<Entity>) {
    let places: Vec<Range<usize>> = amounts.iter().map(|amount| place(tokens, &amount.span)).collect();
    let ranges = ranges(tokens, amounts, &places);
    for (amount, place) in amounts.iter_mut().zip(&places) {
        let before = comparison_before(tokens, place.start).map(|(sign, _)| sign);
        if let Some(sign) = before.or_else(|| sign_after(tokens, place.end)) {
            mark(amount, sign);
        }
    }
    amounts.extend(ranges);
}

/// The tokens of a span.
fn place(tokens: &Tokens<'_>, span: &Range<usize>) -> Range<usize> {
    let start = tokens.list.partition_point(|token| token.span.end <= span.start);
    let end = tokens.list.partition_point(|token| token.span.start < span.end);
    start..end
}

fn mark(amount: &mut Entity, sign: &str) {
    // ISO 8601 has no place for it.
    if matches!(amount.label, Label::Duration | Label::Age) {
        return;
    }
    for form in [&mut amount.value, &mut amount.canonical].into_iter().flatten() {
        form.insert_str(0, sign);
    }
}

/// «أكثر من», the longest phrase that ends right before a token: its sign and where it begins.
pub(super) fn comparison_before(tokens: &Tokens<'_>, at: usize) -> Option<(&'static str, usize)> {
    if !tokens.follows(at) {
        return None;
    }
    (at.saturating_sub(LONGEST)..at).find_map(|start| {
        let fold = tokens.fold(start);
        let bare = fold.strip_prefix(['و', 'ف']).unwrap_or(fold);
        let found = |first: &str| COMPARISONS[0].at(tokens, start, first).filter(|(_, end)| *end == at);
        found(fold).or_else(|| found(bare)).map(|(sign, _)| (sign, start))
    })
}

/// «على الأقل», «أو أكثر».
fn sign_after(tokens: &Tokens<'_>, at: usize) -> Option<&'static str> {
    if !tokens.follows(at) {
        return None;
    }
    COMPARISONS[1].at(tokens, at, tokens.fold(at)).map(|(sign, _)| sign)
}

fn ranges(tokens: &Tokens<'_>, amounts: &[Entity], places: &[Range<usize>]) -> Vec<Entity> {
    let mut found = Vec::new();
    // A number with a unit is no number by itself.
    let with_unit = amounts.iter().zip(places).filter(|(amount, _)| amount.label != Label::Cardinal);
    let starts: AHashSet<usize> = with_unit.map(|(_, place)| place.start).collect();
    let counted = |amount: &Entity, start: usize| amount.label == Label::Cardinal && starts.contains(&start);
    // By where they end, the most telling last.
    let mut by_end: Vec<usize> = (0..amounts.len()).collect();
    by_end.sort_by_key(|i| (places[*i].end, amounts[*i].label != Label::Cardinal));
    for (last, place) in amounts.iter().zip(places).filter(|(last, place)| !counted(last, place.start)) {
        let Some((joint, end)) = joint_before(tokens, place.start) else { continue };
        let after = by_end.partition_point(|i| places[*i].end <= end);
        let first = by_end[..after].iter().rev().copied().take_while(|i| places[*i].end == end);
        let Some(first) = first.into_iter().find(|i| goes_with(&amounts[*i], last)) else { continue };
        let Some(start) = opened(tokens, joint, places[first].start) else { continue };
        let worded = start < places[first].start || last.label != Label::Cardinal;
        if worded || is_plain_range(tokens, place.start, joint) {
            found.extend(range(tokens, &amounts[first], last, place, begin(tokens, start)));
        }
    }
    found
}

/// Whether one can be the lower end of a range with the other.
fn goes_with(first: &Entity, last: &Entity) -> bool {
    first.label == Label::Cardinal
        || first.label == last.label && (first.unit == last.unit || last.label == Label::Duration)
}

/// «5-7», «20~100»; what has words of a match around is a score.
fn is_plain_range(tokens: &Tokens<'_>, last: usize, joint: Joint) -> bool {
    const MATCH: &[&str] = &[
        "فاز",
        "فوز",
        "الفوز",
        "فوزه",
        "بنتيجه",
        "نتيجه",
        "النتيجه",
        "تعادل",
        "التعادل",
        "هزيمه",
        "خسر",
        "تغلب",
        "تقدم",
        "هدف",
        "بركلات",
    ];
    let dash = last.checked_sub(1).and_then(|dash| tokens.sign(dash));
    let glued = tokens.list[last].gap == Gap::Nothing && tokens.list[last - 1].gap == Gap::Nothing;
    let near = last.saturating_sub(10)..(last + 4).min(tokens.list.len());
    let is_match = near.clone().any(|at| MATCH.contains(&tokens.fold(at)));
    joint == Joint::To && !is_match && matches!(dash, Some('-' | '\u{2013}' | '~')) && (glued || dash != Some('-'))
}

fn range(tokens: &Tokens<'_>, first: &Entity, last: &Entity, place: &Range<usize>, start: usize) -> Option<Entity> {
    let (mut low, high) = (first.number?, last.number?);
    let mut written = first.value.clone()?;
    // «من 3 إلى 5 ملايين» begins with three millions.
    let scale = place.clone().rev().find_map(|at| match tokens.word(at)?.entry?.number? {
        NumberWord::Scale { power, count: 1 } | NumberWord::Scales { power } => Some(10_f64.powi(power as i32)),
        _ => None,
    });
    if let Some(scale) = scale.filter(|scale| first.label == Label::Cardinal && low < *scale && low * scale < high) {
        low *= scale;
        written = format!("{low}");
    }
    if low >= high && (first.unit == last.unit || first.label == Label::Cardinal) {
        return None;
    }
    if matches!(last.label, Label::Duration | Label::Age) && first.label == Label::Cardinal {
        written = last.value.as_deref()?.replace(&format!("{high}"), &written);
    }
    let value = format!("{written}/{}", last.value.as_deref()?);
    let mut entity = Entity::new(last.label, start..last.span.end);
    let canonical = last.canonical.as_ref().and_then(|canonical| canonical.strip_prefix(last.value.as_deref()?));
    entity.canonical = canonical.map(|unit| format!("{value}{unit}"));
    entity.unit.clone_from(&last.unit);
    Some(entity.with_value(value))
}

#[cfg(test)]
mod tests {
    use super::super::super::{ExtractOptions, Extractor};

    fn all(text: &str) -> Vec<(String, String)> {
        let found = Extractor::new(ExtractOptions::default()).unwrap().extract(text);
        found.into_iter().map(|e| (text[e.span].to_owned(), e.canonical.or(e.value).unwrap_or_default())).collect()
    }

    #[test]
    fn amounts_that_are_not_exact() {
        for (text, amount, value) in [
            ("قتل أكثر من 300 شخص", "300 شخص", ">300 {person}"),
            ("وأقل من 5%", "5%", "<5%"),
            ("حوالي 5 ملايين دولار", "5 ملايين دولار", "~5000000 USD"),
            ("ما لا يقل عن عشرين", "عشرين", ">=20"),
            ("12 كيلومترا على الأقل", "12 كيلومترا", ">=12 km"),
            ("200 أو أكثر", "200", ">=200"),
            ("لا يزيد عن 50", "50", "<=50"),
        ] {
            assert_eq!(all(text), [(amount.to_owned(), value.to_owned())], "{text}");
        }
    }

    #[test]
    fn ranges_of_amounts() {
        for (text, amount, value) in [
            ("بين 20 و30 كيلومترا", "بين 20 و30 كيلومترا", "20/30 km"),
            ("من 5 إلى 7", "من 5 إلى 7", "5/7"),
            ("بحدود 10-20 دولار", "10-20 دولار", "10/20 USD"),
            ("من عشرة لعشرين دولار", "من عشرة لعشرين دولار", "10/20 USD"),
            ("من 3 إلى 5 ملايين نسمة", "من 3 إلى 5 ملايين نسمة", "3000000/5000000 {person}"),
            ("10$-20$", "10$-20$", "10/20 USD"),
            ("بنسبة 5–7%", "5–7%", "5/7%"),
            ("من 5-7 أيام", "من 5-7 أيام", "P5D/P7D"),
            ("من يومين إلى ثلاثة أشهر", "من يومين إلى ثلاثة أشهر", "P2D/P3M"),
            ("تتراوح أعمارهم بين 5 و12 سنة", "بين 5 و12 سنة", "P5Y/P12Y"),
        ] {
            assert!(all(text).contains(&(amount.to_owned(), value.to_owned())), "{text}: {:?}", all(text));
        }
        for text in ["فاز 1-3", "هاتف 2-3-4", "من 7 إلى 5", "20 و30", "بين 20 شخصا و30 كيلومترا"]
        {
            assert!(all(text).iter().all(|(_, value)| !value.contains('/')), "{text}: {:?}", all(text));
        }
    }
}
