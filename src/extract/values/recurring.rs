//! Times that recur: «كل يوم أحد», «كل 3 أيام», «أسبوعيا», «مرتين في الشهر», «كل صباح».

use std::ops::Range;

use super::anchor::Grain;
use super::calendar::{weekday, weekday_without_article};
use super::day_part;
use super::number_words::quantity;
use super::role::Roles;
use super::time::{Time, When};
use super::tokens::Tokens;
use super::unit::unit_of_stem;

/// A recurring time, as TIMEX3 has them: the period (`P1W`), or what of it recurs (`XXXX-WXX-7`).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Recurring {
    pub(super) value: String,
    /// How often in a period.
    pub(super) times: Option<i64>,
    pub(super) span: Range<usize>,
    tokens: Range<usize>,
}

/// The recurring times of a text, from left to right; with the time of day that stands by them.
pub(super) fn recurring(tokens: &Tokens<'_>, times: &[Time]) -> Vec<Recurring> {
    let mut found: Vec<Recurring> = Vec::new();
    let mut next = 0;
    while let Some(at) = tokens.next(next, Roles::OPENER | Roles::UNIT | Roles::NUMBER | Roles::DIGITS) {
        next = at + 1;
        let Some((value, range)) = set(tokens, at) else { continue };
        next = range.end;
        let (value, range) = at_hour(tokens, times, value, range);
        let (count, range) = frequency(tokens, range);
        if found.last().is_some_and(|last| last.tokens.end > range.start) {
            continue;
        }
        let span = tokens.list[range.start].noun..tokens.list[range.end - 1].span.end;
        next = range.end;
        found.push(Recurring { value, times: count, span, tokens: range });
    }
    found
}

fn set(tokens: &Tokens<'_>, at: usize) -> Option<(String, Range<usize>)> {
    if !tokens.has(at, Roles::OPENER) && tokens.stem(at) != "ايام" {
        return per(tokens, at);
    }
    if let Some(value) = adverb(tokens.stem(at)) {
        return Some((value.to_owned(), at..at + 1));
    }
    if tokens.stem(at) == "كل" && tokens.follows(at + 1) {
        let (value, end) = each(tokens, at + 1)?;
        return Some((value, before_each(tokens, at)..end));
    }
    // «أيام الأحد».
    if tokens.stem(at) == "ايام"
        && !tokens.word(at)?.article
        && let Some((name, end)) = weekday(tokens, at + 1).filter(|_| tokens.follows(at + 1))
    {
        return Some((format!("XXXX-WXX-{name}"), at..end));
    }
    per(tokens, at)
}

fn adverb(fold: &str) -> Option<&'static str> {
    Some(match fold {
        "يوميا" => "P1D",
        "اسبوعيا" => "P1W",
        "شهريا" => "P1M",
        "سنويا" => "P1Y",
        "فصليا" => "P3M",
        _ => return None,
    })
}

/// «يوم», «يوم أحد», «3 أيام», «يومين», «صباح» after «كل».
fn each(tokens: &Tokens<'_>, at: usize) -> Option<(String, usize)> {
    if is_greeting(tokens, at) {
        return None;
    }
    let day = usize::from(tokens.fold(at) == "يوم");
    if let Some((name, end)) = weekday_bare(tokens, at + day).filter(|_| tokens.follows(at + day)) {
        return Some((format!("XXXX-WXX-{name}"), end));
    }
    if let Some((part, end)) = day_part::noun(tokens, at).filter(|_| tokens.stem(at) == tokens.fold(at)) {
        return Some((format!("XXXX-XX-XXT{}", part.name()), end));
    }
    if let Some(number) = quantity(tokens, at) {
        let (form, end) = unit_of_stem(tokens, number.tokens.end).filter(|_| tokens.follows(number.tokens.end))?;
        let count = number.value.as_whole().filter(|count| (1..10_000).contains(count))?;
        return Some((period(Grain::of(form.unit.code)?, count)?, end));
    }
    let (form, end) = unit_of_stem(tokens, at).filter(|_| tokens.word(at).is_some_and(|word| !word.article))?;
    let count = if form.dual { 2 } else { 1 };
    Some((period(Grain::of(form.unit.code)?, count)?, end))
}

/// «كل عام وأنتم بخير».
fn is_greeting(tokens: &Tokens<'_>, at: usize) -> bool {
    let next = at + 1 + usize::from(tokens.fold(at + 1) == "و");
    let fold = tokens.fold(next);
    let fold = fold.strip_prefix('و').unwrap_or(fold);
    matches!(tokens.fold(at), "عام" | "سنه")
        && (fold.starts_with("انت") || matches!(fold, "حضرتك" | "حضراتكم" | "هي" | "هو" | "وطني" | "الجميع" | "الامه"))
}

fn weekday_bare(tokens: &Tokens<'_>, at: usize) -> Option<(u8, usize)> {
    if let Some(found) = weekday(tokens, at) {
        return Some(found);
    }
    let name = weekday_without_article(tokens, at)?;
    // «كل اثنين» and «كل أحد» mean other things.
    let certain = tokens.fold(at.checked_sub(1)?) == "يوم" || !matches!(name, 1 | 7);
    certain.then_some((name, at + 1))
}

fn period(grain: Grain, count: i128) -> Option<String> {
    Some(match grain {
        Grain::Second => format!("PT{count}S"),
        Grain::Minute => format!("PT{count}M"),
        Grain::Hour => format!("PT{count}H"),
        Grain::Day => format!("P{count}D"),
        Grain::Week => format!("P{count}W"),
        Grain::Month => format!("P{count}M"),
        Grain::Quarter => format!("P{}M", count * 3),
        Grain::Year => format!("P{count}Y"),
        Grain::Decade => format!("P{}Y", count * 10),
        Grain::Century => return None,
    })
}

/// «مرتين في الشهر», «3 مرات في الأسبوع».
fn per(tokens: &Tokens<'_>, at: usize) -> Option<(String, Range<usize>)> {
    let (_, end) = count_of_times(tokens, at)?;
    let noun = end + usize::from(matches!(tokens.fold(end), "في" | "ب"));
    let word = tokens
        .word(noun)
        .filter(|word| tokens.follows(noun) && word.article && word.preposition.is_none_or(|c| c == 'ب'))?;
    let (form, after) = unit_of_stem(tokens, noun)?;
    if noun == end && word.preposition.is_none() || form.dual || super::direction::direction(tokens, after).is_some() {
        return None;
    }
    Some((period(Grain::of(form.unit.code)?, 1)?, at..after))
}

/// «مرة», «مرتين», «ثلاث مرات»; and the token after it.
fn count_of_times(tokens: &Tokens<'_>, at: usize) -> Option<(i64, usize)> {
    match tokens.stem(at) {
        "مره" if matches!(tokens.fold(at + 1), "واحده" | "وحده") => return Some((1, at + 2)),
        "مره" => return Some((1, at + 1)),
        "مرتين" | "مرتان" => return Some((2, at + 1)),
        _ => {}
    }
    let number = quantity(tokens, at)?;
    let end = number.tokens.end;
    let count = i64::try_from(number.value.as_whole()?).ok()?;
    (tokens.follows(end) && matches!(tokens.fold(end), "مرات" | "مره")).then_some((count, end + 1))
}

/// How often, if that stands before the period or in it, and the tokens with it: «3 مرات يوميا», «مرتين كل أسبوع».
fn frequency(tokens: &Tokens<'_>, range: Range<usize>) -> (Option<i64>, Range<usize>) {
    if let Some((count, _)) = count_of_times(tokens, range.start) {
        return (Some(count), range);
    }
    let before = (range.start.saturating_sub(3)..range.start).find_map(|at| {
        let (count, end) = count_of_times(tokens, at)?;
        (end == range.start && tokens.follows(end)).then_some((count, at))
    });
    match before {
        Some((count, start)) => (Some(count), start..range.end),
        None => (None, range),
    }
}

/// «صباح كل يوم», «بعد ظهر كل يوم».
fn before_each(tokens: &Tokens<'_>, at: usize) -> usize {
    let Some(before) = at.checked_sub(1).filter(|_| tokens.follows(at)) else { return at };
    if day_part::noun(tokens, before).is_none() {
        return at;
    }
    before.checked_sub(1).filter(|_| matches!(tokens.fold(before - 1), "بعد" | "قبل")).unwrap_or(before)
}

/// A recurring day with its time of day, before it or after it.
fn at_hour(tokens: &Tokens<'_>, times: &[Time], value: String, range: Range<usize>) -> (String, Range<usize>) {
    if !(value.starts_with("XXXX-WXX") || value == "P1D") {
        return (value, range);
    }
    let small = |at: usize| tokens.follows(at) && matches!(tokens.fold(at), "في" | "عند" | "من");
    let near = times.partition_point(|time| time.tokens.start < range.start);
    let near = &times[near.saturating_sub(1)..(near + 2).min(times.len())];
    let beside = near.iter().filter(|time| matches!(time.when, When::At(_))).find(|time| {
        let between =
            if time.tokens.start >= range.end { range.end..time.tokens.start } else { time.tokens.end..range.start };
        between.len() <= 1 && between.start <= between.end && between.clone().all(small) && tokens.follows(between.end)
    });
    let Some(time) = beside else { return (value, range) };
    let day = if value == "P1D" { "XXXX-XX-XX" } else { value.as_str() };
    let tokens = range.start.min(time.tokens.start)..range.end.max(time.tokens.end);
    (format!("{day}T{}", time.of_day()), tokens)
}

#[cfg(test)]
mod tests {
    use super::super::super::Source;
    use super::super::time::times;
    use super::*;

    fn all(text: &str) -> Vec<(&str, String, Option<i64>)> {
        let source = Source::new(text);
        let tokens = Tokens::new(&source);
        recurring(&tokens, &times(&tokens)).into_iter().map(|set| (&text[set.span], set.value, set.times)).collect()
    }

    #[test]
    fn sets_and_how_often() {
        for (text, value, times) in [
            ("كل يوم", "P1D", None),
            ("أسبوعيًا", "P1W", None),
            ("كل 3 أيام", "P3D", None),
            ("كل ثلاثة أشهر", "P3M", None),
            ("كل يومين", "P2D", None),
            ("كل يوم أحد", "XXXX-WXX-7", None),
            ("كل جمعة", "XXXX-WXX-5", None),
            ("أيام الخميس", "XXXX-WXX-4", None),
            ("كل صباح", "XXXX-XX-XXTMO", None),
            ("كل يوم اثنين الساعة 4 مساء", "XXXX-WXX-1T16:00", None),
            ("الساعة 9 صباحا كل يوم أحد", "XXXX-WXX-7T09:00", None),
            ("مرتين في الشهر", "P1M", Some(2)),
            ("ثلاث مرات يوميا", "P1D", Some(3)),
            ("مرة واحدة كل أسبوع", "P1W", Some(1)),
            ("5 مرات في السنة", "P1Y", Some(5)),
        ] {
            assert_eq!(all(text), [(text, value.to_owned(), times)], "{text}");
        }
        for text in
            ["كل عام وأنتم بخير", "كل سنة وأنت طيب", "كل شيء", "كل أحد يعرف", "مرتين في الشهر الماضي", "كل الأيام"]
        {
            assert_eq!(all(text), [], "{text}");
        }
    }
}
