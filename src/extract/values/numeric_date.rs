//! Dates in digits: «15/3/2017», «2017-03-15», «٣/١/٢٠٢٤», «١٩/١٠/١٤٤٢ هـ». The day comes before the month, unless the
//! year comes first or it cannot be so.

use std::ops::Range;

use super::calendar::{Calendar, CalendarDay};
use super::tokens::{Gap, Tokens};

/// The date in digits that begins with a token, and the token after it, an era included.
pub(super) fn numeric_date(tokens: &Tokens<'_>, at: usize) -> Option<(CalendarDay, usize)> {
    let glued = |at: usize| tokens.list.get(at).is_some_and(|token| token.gap == Gap::Nothing);
    let separator = tokens.sign(at + 1).filter(|sign| matches!(sign, '/' | '-' | '.' | '\\' | '\u{2013}'))?;
    // «16 / 8 / 1436»: spaces stand around slashes only.
    let spaced = separator == '/' && (at + 1..at + 5).all(|at| tokens.follows(at));
    if tokens.sign(at + 3) != Some(separator) || !(spaced || (at + 1..at + 5).all(glued)) {
        return None;
    }
    let starts = at == 0 || !glued(at) || !matches!(tokens.sign(at - 1), Some('/' | '-' | '.' | ':' | '@' | '#' | '_'));
    let goes_on = glued(at + 5) && matches!(tokens.sign(at + 5), Some('/' | '-' | ':' | '@' | '_'));
    let parts = [number(tokens, at)?, number(tokens, at + 2)?, number(tokens, at + 4)?];
    if !starts || goes_on {
        return None;
    }
    let (year, month, day) = in_order(parts, tokens.month_first)?;
    let (calendar, end) = era(tokens, at + 5, year);
    let day = CalendarDay { calendar, year: Some(year), month: Some(month), day: Some(day) };
    day.value().map(|_| (day, end))
}

/// «في 22/4», «9/2021»: a date without a year or without a day. Most of what looks like this is none.
pub(super) fn day_and_month(tokens: &Tokens<'_>, at: usize) -> Option<(CalendarDay, usize)> {
    let glued = |at: usize| tokens.list.get(at).is_some_and(|token| token.gap == Gap::Nothing);
    let sign = tokens.sign(at + 1).filter(|sign| matches!(sign, '/' | '-'))?;
    if !glued(at + 1) || !glued(at + 2) || glued(at) && at > 0 && tokens.sign(at - 1).is_some() {
        return None;
    }
    if glued(at + 3) && tokens.sign(at + 3).is_some_and(|sign| !matches!(sign, '.' | '،' | ',' | ')' | '؟' | '!')) {
        return None;
    }
    let (first, second) = (number(tokens, at)?, number(tokens, at + 2)?);
    let of = |year, month: i32, day: Option<i32>| CalendarDay {
        calendar: Calendar::Gregorian,
        year,
        month: u8::try_from(month).ok(),
        day: day.and_then(|day| u8::try_from(day).ok()),
    };
    if sign == '/' && second.1 == 4 && (1900..2100).contains(&second.0) && (1..=12).contains(&first.0) && first.1 <= 2 {
        return Some((of(Some(second.0), first.0, None), at + 3));
    }
    let (day, month) =
        if second.0 > 12 || tokens.month_first && first.0 <= 12 { (second, first) } else { (first, second) };
    if first.1 > 2 || second.1 > 2 || !is_announced(tokens, at, sign, first.1 == 2 && second.1 == 2, day.0 > 12) {
        return None;
    }
    let date = of(None, month.0, Some(day.0));
    ((1..=12).contains(&month.0) && day.0 > 0 && date.value().is_some()).then_some((date, at + 3))
}

/// Whether what stands before two numbers makes a date of them: «بتاريخ», «يوم»; «في» if they can be no fraction.
fn is_announced(tokens: &Tokens<'_>, at: usize, sign: char, both_of_two: bool, no_fraction: bool) -> bool {
    match tokens.fold_before(at) {
        "يوم" | "ليوم" | "بتاريخ" | "تاريخ" | "الموافق" => true,
        "في" | "عند" | "من" | "حتي" | "الي" => no_fraction,
        _ => sign == '/' && both_of_two && no_fraction,
    }
}

/// Digits and how many there are.
pub(super) fn number(tokens: &Tokens<'_>, at: usize) -> Option<(i32, usize)> {
    let fold = tokens.fold(at);
    let digits = if fold.is_empty() { tokens.digits(at)?.value.as_str() } else { fold };
    (digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit()))
        .then(|| Some((digits.parse().ok()?, digits.len())))?
}

fn in_order([first, second, third]: [(i32, usize); 3], month_first: bool) -> Option<(i32, u8, u8)> {
    let (year, month, day) = match (first.1, third.1) {
        (4, 1 | 2) => (first.0, second.0, third.0),
        (1 | 2, 4) if second.0 <= 12 && !(month_first && first.0 <= 12) => (third.0, second.0, first.0),
        // The month comes first, as in America.
        (1 | 2, 4) => (third.0, first.0, second.0),
        _ => return None,
    };
    let is_day = (1000..3000).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day) && second.1 <= 2;
    is_day.then_some((year, month as u8, day as u8))
}

/// The calendar of a year, by the era after it or by itself, and the token after the era.
pub(super) fn era(tokens: &Tokens<'_>, at: usize, year: i32) -> (Calendar, usize) {
    let follows = tokens.follows(at);
    if is_hijri(tokens, at) {
        return (Calendar::Hijri(tokens.hijri_method), at + 1);
    }
    match tokens.fold(at) {
        "م" | "ميلادي" | "ميلاديه" | "الميلادي" | "للميلاد" if follows => {
            (Calendar::Gregorian, at + 1)
        }
        _ if (1300..1500).contains(&year) => (Calendar::Hijri(tokens.hijri_method), at),
        _ => (Calendar::Gregorian, at),
    }
}

/// The token after «ق.م» or «قبل الميلاد», if that stands here.
pub(super) fn before_christ(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    if !tokens.follows(at) {
        return None;
    }
    match tokens.fold(at) {
        "قبل" if tokens.fold(at + 1) == "الميلاد" => Some(at + 2),
        "ق" => {
            let next = at + 1 + usize::from(tokens.sign(at + 1) == Some('.'));
            (tokens.fold(next) == "م").then_some(next + 1)
        }
        _ => None,
    }
}

/// Whether an era that says so is that of the Hijra.
pub(super) fn is_hijri(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.follows(at) && matches!(tokens.fold(at), "ه" | "هجري" | "هجريه" | "الهجري" | "الهجريه" | "للهجره")
}

/// The bytes of a range of tokens.
pub(super) fn span(tokens: &Tokens<'_>, range: Range<usize>) -> Range<usize> {
    tokens.list[range.start].noun..tokens.list[range.end - 1].span.end
}
