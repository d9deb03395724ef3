//! A part of a month, year or week: «آخر اثنين من مارس», «الأسبوع الأول من شهر 10», «الربع الأول من عام 2017», «منتصف مارس»,
//! «صيف 2016», «نهاية الأسبوع».

use std::ops::Range;

use super::super::reference::{iso_day, weekday as weekday_of};
use super::calendar::{weekday, weekday_without_article};
use super::century::{decade, decade_of};
use super::date::Found;
use super::interval::days;
use super::tokens::Tokens;

/// The dates with what stands before them and picks a part of them.
pub(super) fn parts(tokens: &Tokens<'_>, dates: Vec<Found>, week_start: u8) -> Vec<Found> {
    let of = |date: Found| part(tokens, &date, week_start).unwrap_or(date);
    // «أواخر ثمانينيات القرن العشرين» is a part of a part.
    dates.into_iter().map(of).map(of).collect()
}

fn part(tokens: &Tokens<'_>, date: &Found, week_start: u8) -> Option<Found> {
    let is_period = !date.is_day || date.day.is_some_and(|day| day.day.is_none());
    let first = date.tokens.start;
    let before = first.checked_sub(1).filter(|_| is_period && tokens.follows(first))?;
    let of = matches!(tokens.fold(before), "من" | "في" | "ل");
    if let Some(found) = edge(tokens, date, if tokens.fold(before) == "من" { before.checked_sub(1)? } else { before })
    {
        return Some(found);
    }
    if let Some(found) = season(tokens, date, before) {
        return Some(found);
    }
    let noun = if of { before.checked_sub(1)? } else { before };
    if let Some(name) = decade(tokens, noun).filter(|_| !of || tokens.follows(before)) {
        let century = date.value.as_deref();
        if century.is_none_or(|century| century.ends_with("XX")) {
            let value = century.and_then(|century| decade_of(century, name));
            return Some(taken(tokens, date, noun, value, false));
        }
    }
    let end = if of { before } else { first };
    let (which, what, start) = picked(tokens, end, of)?;
    let value = date.value.as_deref().and_then(|value| pick(value, which, what, week_start));
    Some(taken(tokens, date, start, value, matches!(what, What::Day | What::Weekday(_))))
}

fn taken(tokens: &Tokens<'_>, date: &Found, start: usize, value: Option<String>, is_day: bool) -> Found {
    let Range { end, .. } = date.tokens;
    let span = tokens.list[start].noun..date.span.end;
    Found { value, hijri: date.hijri, day: None, is_day, weekday: None, span, tokens: start..end }
}

/// What is picked of a period.
#[derive(Debug, Clone, Copy, PartialEq)]
enum What {
    Day,
    Weekday(u8),
    Week,
    Quarter,
    Half,
    Third,
}

/// «آخر اثنين», «أول يوم جمعة», «الثلاثاء الأخير», «الربع الثالث»: which, of what, and where it begins. The last is -1.
fn picked(tokens: &Tokens<'_>, end: usize, of: bool) -> Option<(i8, What, usize)> {
    let last = end.checked_sub(1).filter(|_| tokens.follows(end))?;
    let article = tokens.word(last)?.article || matches!(tokens.fold(last), "الاخير" | "الاخيره");
    if article && let Some(which) = ordinal(tokens, last) {
        let noun = last.checked_sub(1).filter(|_| of && tokens.follows(last))?;
        let what = noun_of(tokens, noun)?;
        let definite = matches!(what, What::Weekday(_)) || tokens.word(noun).is_some_and(|word| word.article);
        return definite.then_some((which, what, noun));
    }
    let what = noun_of(tokens, last).filter(|what| matches!(what, What::Day | What::Week | What::Weekday(_)))?;
    let mut noun = last;
    if let (What::Weekday(_), Some(day)) = (what, last.checked_sub(1).filter(|day| tokens.stem(*day) == "يوم")) {
        noun = day;
    }
    let first = noun.checked_sub(1).filter(|_| tokens.follows(noun))?;
    let construct = tokens.word(first).is_some_and(|word| !word.article);
    Some((ordinal(tokens, first).filter(|_| construct)?, what, first))
}

fn ordinal(tokens: &Tokens<'_>, at: usize) -> Option<i8> {
    if matches!(tokens.fold(at), "اخر" | "الاخير" | "الاخيره" | "باخر") {
        return Some(-1);
    }
    let ordinal = tokens.word(at)?.entry?.ordinal.filter(|ordinal| !ordinal.head && ordinal.value <= 5)?;
    i8::try_from(ordinal.value).ok()
}

fn noun_of(tokens: &Tokens<'_>, at: usize) -> Option<What> {
    Some(match tokens.stem(at) {
        "يوم" | "ايام" => What::Day,
        "اسبوع" => What::Week,
        "ربع" => What::Quarter,
        "نصف" => What::Half,
        "ثلث" => What::Third,
        _ => {
            let name = weekday(tokens, at).map(|(name, _)| name);
            What::Weekday(name.or_else(|| weekday_without_article(tokens, at))?)
        }
    })
}

fn pick(value: &str, which: i8, what: What, week_start: u8) -> Option<String> {
    let (from, to) = days(value)?;
    let nth = |first: i64, last: i64, step: i64| {
        let day = if which < 0 { last } else { first + step * i64::from(which - 1) };
        (from..to).contains(&day).then_some(day)
    };
    match what {
        What::Day => nth(from, to - 1, 1).map(iso_day),
        What::Weekday(name) => nth(on(from, name), on(to - 7, name), 7).map(iso_day),
        What::Week => {
            let day = nth(on(from, week_start), on(to - 7, week_start), 7)?;
            Some(format!("{}/{}", iso_day(day), iso_day(day + 7)))
        }
        What::Quarter | What::Half | What::Third => fraction(value, which, what),
    }
}

/// The first day of that name from a day on.
fn on(day: i64, name: u8) -> i64 {
    day + (i64::from(name) - weekday_of(day)).rem_euclid(7)
}

/// A quarter, half or third of a year: `2017-Q1`, else the months from one to another.
fn fraction(value: &str, which: i8, what: What) -> Option<String> {
    let count = match what {
        What::Quarter => 4,
        What::Half => 2,
        _ => 3,
    };
    let which = if which < 0 { count } else { which };
    let year: i32 = value.parse().ok().filter(|_| value.len() == 4 && which <= count)?;
    if what == What::Quarter {
        return Some(format!("{year:04}-Q{which}"));
    }
    Some(of_months(year, 12 / count * (which - 1) + 1, 12 / count))
}

fn of_months(year: i32, first: i8, count: i8) -> String {
    let after = first + count;
    let (next, month) = if after > 12 { (year + 1, after - 12) } else { (year, after) };
    format!("{year:04}-{first:02}/{next:04}-{month:02}")
}

/// «مطلع مارس», «منتصف 2017», «أواخر العام الماضي»: thirds of a month and of a year, roughly as they are meant. Of a week
/// only its end is a time of its own.
fn edge(tokens: &Tokens<'_>, date: &Found, at: usize) -> Option<Found> {
    let fold = tokens.fold(at);
    let bare = fold.strip_prefix(['و', 'ف']).unwrap_or(fold);
    let prefixed = || bare.strip_prefix(['ب', 'ل']).and_then(|rest| Some((third_named(rest)?, rest)));
    let (third, bare) = third_named(bare).map(|third| (third, bare)).or_else(prefixed)?;
    if !tokens.follows(at + 1) {
        return None;
    }
    let value = date.value.as_deref().and_then(|value| third_of(value, third));
    let skipped = fold.len() - bare.len();
    let mut found = taken(tokens, date, at, value, false);
    let prefix = fold[..skipped].chars().count();
    found.span.start = tokens.after_letters(at, prefix);
    Some(found)
}

/// Which third a word means.
fn third_named(word: &str) -> Option<i8> {
    Some(match word {
        "مطلع" | "اوايل" | "بدايه" | "بدايات" | "مستهل" => 0,
        "منتصف" | "اواسط" | "وسط" | "اوسط" | "نص" => 1,
        "نهايه" | "اواخر" | "ختام" | "نهايات" => 2,
        _ => return None,
    })
}

fn third_of(value: &str, third: i8) -> Option<String> {
    if value.contains("-W") {
        return (third == 2).then(|| format!("{value}-WE"));
    }
    if value.len() == 4 && !value.contains('X') {
        return Some(of_months(value.parse().ok()?, third * 4 + 1, 4));
    }
    if let Some(open) = value.strip_suffix('X') {
        let (first, length) = open
            .strip_suffix('X')
            .map_or((10 * open.parse::<i32>().ok()?, 10), |open| (100 * open.parse::<i32>().unwrap_or_default(), 100));
        let (from, to) = [(0, 4), (3, 7), (6, 10)][third as usize];
        return Some(format!("{:04}/{:04}", first + from * length / 10, first + to * length / 10));
    }
    let (from, to) = days(value)?;
    let length = match to - from {
        28..=31 => 10,
        // A Hijri year.
        353..=356 => 118,
        _ => return None,
    };
    let (first, last) =
        [(from, from + length), (from + length, from + 2 * length), (from + 2 * length, to)][third as usize];
    Some(format!("{}/{}", iso_day(first), iso_day(last)))
}

/// «صيف 2016», «شتاء العام الماضي»: as TIMEX3 has them.
fn season(tokens: &Tokens<'_>, date: &Found, at: usize) -> Option<Found> {
    let name = match tokens.stem(at) {
        "ربيع" => "SP",
        "صيف" => "SU",
        "خريف" => "FA",
        "شتاء" => "WI",
        _ => return None,
    };
    let is_year = date.value.as_deref().is_none_or(|value| value.len() == 4 && !value.contains('X'));
    let whole = date.day.is_none_or(|day| day.month.is_none());
    let value = date.value.as_ref().map(|value| format!("{value}-{name}"));
    (is_year && whole).then(|| taken(tokens, date, at, value, false))
}

#[cfg(test)]
mod tests {
    use super::super::found_on_10_march_2021;

    #[test]
    fn parts_of_months_and_years() {
        for (text, found, value) in [
            ("آخر اثنين من مارس 2020", "آخر اثنين من مارس 2020", "2020-03-30"),
            ("وبنهاية العام الماضي", "نهاية العام الماضي", "2020-09/2021-01"),
            ("مطلع 2016", "مطلع 2016", "2016-01/2016-05"),
            ("الثلث الأول من عام 2018", "الثلث الأول من عام 2018", "2018-01/2018-05"),
            ("شتاء 2018", "شتاء 2018", "2018-WI"),
            ("خامس أحد من فبراير 2021", "خامس أحد من فبراير 2021", ""),
        ] {
            assert_eq!(found_on_10_march_2021(text, None), [(found.to_owned(), value.to_owned())], "{text}");
        }
    }
}
