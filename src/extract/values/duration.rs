//! Lengths of time, simple and compound: «3 أيام و30 ساعة», «سنتان ونصف», «شهر كامل».

use std::ops::Range;

use super::magnitude::Magnitude;
use super::measure::Measure;
use super::role::Roles;
use super::tokens::Tokens;
use super::unit::{Kind, unit_of_stem};

/// A length of time.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Duration {
    /// ISO 8601: `P3DT30H`.
    pub(super) value: String,
    /// The magnitude and unit of a simple one.
    pub(super) simple: Option<(Magnitude, &'static str)>,
    pub(super) span: Range<usize>,
    pub(super) tokens: Range<usize>,
}

/// The durations among the measures of a text.
pub(super) fn durations(tokens: &Tokens<'_>, measures: &[Measure]) -> Vec<Duration> {
    let mut found = Vec::new();
    let times: Vec<&Measure> = measures.iter().filter(|measure| measure.unit.kind == Kind::Duration).collect();
    let mut i = 0;
    while i < times.len() {
        let mut end = i + 1;
        while end < times.len() && joins(tokens, times[end - 1], times[end]) {
            end += 1;
        }
        // «شهر» by itself is as often a date.
        if end > i + 1 || !times[i].weak {
            found.extend(duration(&times[i..end]));
        }
        i = end;
    }
    found
}

/// «بضعة أيام», «عدة أشهر»: so many of a unit that are not counted, as TIMEX3 has them (`PXD`); and «طوال الأسبوع», all of one.
pub(super) fn vague(tokens: &Tokens<'_>) -> Vec<Duration> {
    let mut found = Vec::new();
    let mut next = 0;
    while let Some(at) = tokens.next(next, Roles::UNIT) {
        next = at + 1;
        let Some(before) = at.checked_sub(1).filter(|_| tokens.follows(at)) else { continue };
        let Some((form, end)) = unit_of_stem(tokens, at).filter(|(form, _)| form.unit.kind == Kind::Duration) else {
            continue;
        };
        let article = tokens.word(at).is_some_and(|word| word.article);
        let fold = tokens.fold(before);
        let (quantifier, letters) = match fold.strip_prefix(['و', 'ل', 'ب', 'ف']).filter(|rest| is_quantifier(rest))
        {
            Some(rest) => (rest, 1),
            None => (fold, 0),
        };
        let Some((designator, is_time)) = designator(form.unit.code) else { continue };
        let count = match quantifier {
            "طوال" | "طيله" if article && !form.symbol && !form.dual => "1",
            _ if is_quantifier(quantifier) && form.symbol && !article && !matches!(quantifier, "طوال" | "طيله") => {
                "X"
            }
            _ => continue,
        };
        let value = format!("P{}{count}{designator}", if is_time { "T" } else { "" });
        let span = tokens.after_letters(before, letters)..tokens.list[end - 1].span.end;
        found.push(Duration { value, simple: None, span, tokens: before..end });
    }
    found
}

fn is_quantifier(word: &str) -> bool {
    matches!(word, "بضع" | "بضعه" | "عده" | "طوال" | "طيله")
}

/// The letter of ISO 8601 for a unit, and whether it stands after a T.
fn designator(code: &str) -> Option<(&'static str, bool)> {
    let of = |table: &[Designator]| {
        table
            .iter()
            .find(|(_, codes)| codes.iter().any(|(known, times, over)| *known == code && *times == 1 && *over == 1))
            .map(|(letter, _)| *letter)
    };
    of(DATE).map(|letter| (letter, false)).or_else(|| of(TIME).map(|letter| (letter, true)))
}

/// The length of a single measure of time.
pub(super) fn single(measure: &Measure) -> Option<Duration> {
    duration(&[measure])
}

/// Whether the second goes on with a smaller unit of the first: «سنة وشهر», «300 شهر، 20 اسبوع».
fn joins(tokens: &Tokens<'_>, first: &Measure, second: &Measure) -> bool {
    let between = first.tokens.end..second.tokens.start;
    let conjunction = tokens.word(second.tokens.start).is_some_and(|word| word.conjunction);
    let signs = between.clone().all(|at| matches!(tokens.sign(at), Some(',' | '،')) || tokens.fold(at) == "و");
    let linked = conjunction || between.clone().any(|at| tokens.fold(at) == "و") || !between.is_empty();
    let smaller = rank(second.unit.code) < rank(first.unit.code) || second.unit.code == "a" && first.unit.code == "mo";
    signs && linked && between.len() <= 2 && smaller
}

fn rank(code: &str) -> usize {
    ["ns", "us", "ms", "s", "min", "h", "d", "wk", "mo", "{quarter}", "a", "{decade}", "{century}"]
        .iter()
        .position(|known| *known == code)
        .unwrap_or(0)
}

fn duration(parts: &[&Measure]) -> Option<Duration> {
    let (first, last) = (parts.first()?, parts.last()?);
    let (mut date, mut time) = (String::new(), String::new());
    for (designator, codes) in DATE {
        if let Some(value) = sum(parts, codes) {
            date += &(value.written() + designator);
        }
    }
    for (designator, codes) in TIME {
        if let Some(value) = sum(parts, codes) {
            time += &(value.written() + designator);
        }
    }
    let value = if time.is_empty() { format!("P{date}") } else { format!("P{date}T{time}") };
    let simple = (parts.len() == 1).then_some((first.value, first.unit.code));
    let span = first.span.start..last.span.end;
    Some(Duration { value, simple, span, tokens: first.tokens.start..last.tokens.end })
}

/// The designators of ISO 8601, and the units that count in each, with how many of it they are worth: above the line
/// and below.
type Designator = (&'static str, &'static [(&'static str, i128, i128)]);
const DATE: &[Designator] = &[
    ("Y", &[("a", 1, 1), ("{decade}", 10, 1), ("{century}", 100, 1)]),
    ("M", &[("mo", 1, 1), ("{quarter}", 3, 1)]),
    ("W", &[("wk", 1, 1)]),
    ("D", &[("d", 1, 1)]),
];
const TIME: &[Designator] = &[
    ("H", &[("h", 1, 1)]),
    ("M", &[("min", 1, 1)]),
    ("S", &[("s", 1, 1), ("ms", 1, 1000), ("us", 1, 1_000_000), ("ns", 1, 1_000_000_000)]),
];

/// What the parts in some units add up to; none if there are none of them.
fn sum(parts: &[&Measure], codes: &[(&str, i128, i128)]) -> Option<Magnitude> {
    let mut total: Option<Magnitude> = None;
    for part in parts {
        if let Some((_, times, over)) = codes.iter().find(|(code, ..)| *code == part.unit.code) {
            let value = part.value.times(Magnitude::ratio(*times, *over)?)?;
            total = Some(total.unwrap_or(Magnitude::ZERO).plus(value)?);
        }
    }
    total
}

/// Words after which years are an age: «البالغ من العمر 50 عاما», «عمره 12 سنة».
pub(super) fn is_age(tokens: &Tokens<'_>, duration: &Duration) -> bool {
    let in_years = duration.simple.is_some_and(|(_, unit)| matches!(unit, "a" | "mo" | "d" | "wk"));
    let before = duration.tokens.start.saturating_sub(3)..duration.tokens.start;
    let announces = |at: usize| {
        let fold = tokens.fold(at);
        let bare = fold.strip_prefix(['و', 'ف']).unwrap_or(fold);
        matches!(
            bare,
            "العمر"
                | "عمره"
                | "عمرها"
                | "عمرهم"
                | "عمري"
                | "عمرك"
                | "اعمارهم"
                | "سنها"
                | "بعمر"
                | "بعمره"
        ) || (bare == "عمر" && at + 2 >= duration.tokens.start)
    };
    if stands_in_brackets(tokens, duration) {
        return true;
    }
    in_years && before.clone().any(announces) && before.clone().all(|at| tokens.sign(at).is_none_or(|sign| sign == ':'))
}

/// «ريان ديلون (23 عاما)».
fn stands_in_brackets(tokens: &Tokens<'_>, duration: &Duration) -> bool {
    let before = duration.tokens.start.checked_sub(1).and_then(|before| tokens.sign(before));
    let whole = duration.simple.filter(|(_, unit)| *unit == "a").and_then(|(value, _)| value.as_whole());
    before == Some('(')
        && tokens.sign(duration.tokens.end) == Some(')')
        && whole.is_some_and(|years| (1..120).contains(&years))
}

#[cfg(test)]
mod tests {
    use super::super::super::Source;
    use super::super::measure::measures;
    use super::super::number_words::quantities;
    use super::*;

    fn found(text: &str) -> Vec<(&str, String)> {
        let source = Source::new(text);
        let tokens = Tokens::new(&source);
        let measures = measures(&tokens, &quantities(&tokens));
        durations(&tokens, &measures).into_iter().map(|d| (&text[d.span], d.value)).collect()
    }

    #[test]
    fn lengths_that_are_not_counted() {
        for (text, expected, value) in [
            ("غاب بضعة أيام", "بضعة أيام", "PXD"),
            ("لعدة أشهر", "عدة أشهر", "PXM"),
            ("لبضع دقائق", "بضع دقائق", "PTXM"),
            ("طوال الأسبوع", "طوال الأسبوع", "P1W"),
        ] {
            let source = Source::new(text);
            let found = vague(&Tokens::new(&source));
            assert_eq!((&text[found[0].span.clone()], found[0].value.as_str()), (expected, value));
        }
    }

    #[test]
    fn durations_simple_and_compound() {
        for (text, value) in [
            ("30 يوم", "P30D"),
            ("3 أيام و 30 ساعة و 30 ثانية", "P3DT30H30S"),
            ("300 شهر، 20 اسبوع ويومين و3 ساعات و40 دقيقة", "P300M20W2DT3H40M"),
            ("ساعتان ونصف", "PT2.5H"),
            ("عامان", "P2Y"),
            ("نصف عام", "P0.5Y"),
            ("3.5 ثانية", "PT3.5S"),
            ("عقدين", "P20Y"),
            ("250 ملي ثانية", "PT0.25S"),
        ] {
            assert_eq!(found(text), [(text, value.to_owned())], "{text}");
        }
        assert_eq!(found("سأغادر لمدة شهر"), [("شهر", "P1M".to_owned())]);
        assert_eq!(found("لبقاء يوم كامل"), [("يوم كامل", "P1D".to_owned())]);
        assert_eq!(found("في الساعة 8 من يوم 5"), []);
    }
}
