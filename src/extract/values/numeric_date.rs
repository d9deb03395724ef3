//! Dates in digits: «15/3/2017», «2017-03-15», «٣/١/٢٠٢٤», «١٩/١٠/١٤٤٢ هـ». The day comes before the month, unless the
//! year comes first or it cannot be so.

use std::ops::Range;

use super::calendar::{Calendar, CalendarDay};
use super::tokens::{Gap, Tokens};

/// The date in digits that begins with a token, and the token after it, an era included.
pub(super) fn numeric_date(tokens: &Tokens<'_>, at: usize) -> Option<(CalendarDay, usize)> {
    let glued = |at: usize| tokens.list.get(at).is_some_and(|token| token.gap == Gap::Nothing);
    let separator = tokens.sign(at + 1).filter(|sign| matches!(sign, '/' | '-' | '.' | '\\' | '\u{2013}'))?;
    if tokens.sign(at + 3) != Some(separator) || !(at + 1..at + 5).all(glued) {
        return None;
    }
    let starts = at == 0 || !glued(at) || !matches!(tokens.sign(at - 1), Some('/' | '-' | '.' | ':' | '@' | '#' | '_'));
    let goes_on = glued(at + 5) && matches!(tokens.sign(at + 5), Some('/' | '-' | ':' | '@' | '_'));
    let parts = [number(tokens, at)?, number(tokens, at + 2)?, number(tokens, at + 4)?];
    if !starts || goes_on {
        return None;
    }
    let (year, month, day) = in_order(parts)?;
    let (calendar, end) = era(tokens, at + 5, year);
    let day = CalendarDay { calendar, year: Some(year), month: Some(month), day: Some(day) };
    day.value().map(|_| (day, end))
}

/// Digits and how many there are.
fn number(tokens: &Tokens<'_>, at: usize) -> Option<(i32, usize)> {
    let fold = tokens.fold(at);
    let digits = if fold.is_empty() { tokens.digits(at)?.value.as_str() } else { fold };
    (digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit()))
        .then(|| Some((digits.parse().ok()?, digits.len())))?
}

fn in_order([first, second, third]: [(i32, usize); 3]) -> Option<(i32, u8, u8)> {
    let (year, month, day) = match (first.1, third.1) {
        (4, 1 | 2) => (first.0, second.0, third.0),
        (1 | 2, 4) if second.0 <= 12 => (third.0, second.0, first.0),
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
    match tokens.fold(at) {
        "ه" | "هجري" | "هجريه" if follows => (Calendar::Hijri, at + 1),
        "م" | "ميلادي" | "ميلاديه" if follows => (Calendar::Gregorian, at + 1),
        _ if (1300..1500).contains(&year) => (Calendar::Hijri, at),
        _ => (Calendar::Gregorian, at),
    }
}

/// The bytes of a range of tokens.
pub(super) fn span(tokens: &Tokens<'_>, range: Range<usize>) -> Range<usize> {
    tokens.list[range.start].noun..tokens.list[range.end - 1].span.end
}
