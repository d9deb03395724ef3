//! The days that an ISO 8601 value stands for, and what comes right after them.

use super::super::reference::{date, day_of, iso_day};

/// The first day of a value and the first after it: of a day, week, month, quarter, year, decade, century or interval.
pub(super) fn days(value: &str) -> Option<(i64, i64)> {
    if let Some((from, to)) = value.split_once('/') {
        return Some((days(from)?.0, days(to)?.0));
    }
    if let Some((year, week)) = value.split_once("-W") {
        return week_days(year.parse().ok()?, week.parse().ok()?);
    }
    if let Some((year, quarter)) = value.split_once("-Q") {
        let (year, quarter): (i32, u8) = (year.parse().ok()?, quarter.parse().ok()?);
        return months(year, quarter * 3 - 2, 3);
    }
    if let Some(open) = value.strip_suffix("XX").or_else(|| value.strip_suffix('X')) {
        let years = if open.len() == 2 { 100 } else { 10 };
        let first = open.parse::<i32>().ok()? * years;
        return Some((day_of(first.max(1), 1, 1)?, day_of(first + years, 1, 1)?));
    }
    let mut parts = value.splitn(3, '-').map(|part| part.parse::<i32>().ok());
    let year = parts.next()??;
    match (parts.next(), parts.next()) {
        (None, _) => months(year, 1, 12),
        (Some(month), None) => months(year, u8::try_from(month?).ok()?, 1),
        (Some(month), Some(day)) => {
            let day = day_of(year, u8::try_from(month?).ok()?, u8::try_from(day?).ok()?)?;
            Some((day, day + 1))
        }
    }
}

fn months(year: i32, first: u8, count: u8) -> Option<(i64, i64)> {
    let after = i32::from(first) - 1 + i32::from(count);
    Some((day_of(year, first, 1)?, day_of(year + after / 12, (after % 12) as u8 + 1, 1)?))
}

/// A week of ISO 8601: the first of a year is that with its first Thursday.
fn week_days(year: i32, week: i64) -> Option<(i64, i64)> {
    let fourth = day_of(year, 1, 4)?;
    let monday = fourth - (fourth - 1).rem_euclid(7) + 7 * (week - 1);
    Some((monday, monday + 7))
}

/// The half-open interval from the beginning of one value to the end of another, as exact as both are; of values without
/// a year too. None if the second does not come after the first, or nothing tells.
pub(super) fn between(first: &str, last: &str) -> Option<String> {
    let from = first.split('/').next()?;
    let to = after(last)?;
    let is_open = |value: &str| value.starts_with("XXXX");
    if is_open(from) != is_open(&to) {
        return None;
    }
    // A year that is not said may turn.
    let ordered = if is_open(from) { from != last } else { days(from)?.0 < days(&to)?.0 };
    ordered.then(|| format!("{from}/{to}"))
}

/// What comes right after a value: the next day of a day, the next month of a month.
fn after(value: &str) -> Option<String> {
    if let Some((_, to)) = value.split_once('/') {
        return Some(to.to_owned());
    }
    if let Some(rest) = value.strip_prefix("XXXX-") {
        return after_in_no_year(rest).map(|next| format!("XXXX-{next}"));
    }
    let (_, next) = days(value)?;
    let (year, month, _) = date(next);
    Some(match value.len() {
        4 if !value.contains('X') => format!("{year:04}"),
        4 => format!("{year:04}"),
        7 if !value.contains(['W', 'Q']) => format!("{year:04}-{month:02}"),
        _ => iso_day(next),
    })
}

fn after_in_no_year(rest: &str) -> Option<String> {
    // The day after Thursday.
    if let Some(name) = rest.strip_prefix("WXX-") {
        return Some(format!("WXX-{}", name.parse::<u8>().ok()? % 7 + 1));
    }
    // 2000 had a 29th of February.
    let (_, next) = days(&format!("2000-{rest}"))?;
    let (_, month, day) = date(next);
    Some(if rest.len() == 2 { format!("{month:02}") } else { format!("{month:02}-{day:02}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_hold_days() {
        let of = |value| days(value).map(|(from, to)| (iso_day(from), iso_day(to))).unwrap();
        let both = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        assert_eq!(of("2017"), both("2017-01-01", "2018-01-01"));
        assert_eq!(of("2017-12"), both("2017-12-01", "2018-01-01"));
        assert_eq!(of("2017-09-15"), both("2017-09-15", "2017-09-16"));
        assert_eq!(of("2017-W37"), both("2017-09-11", "2017-09-18"));
        assert_eq!(of("2017-Q4"), both("2017-10-01", "2018-01-01"));
        assert_eq!(of("199X"), both("1990-01-01", "2000-01-01"));
        assert_eq!(of("19XX"), both("1900-01-01", "2000-01-01"));
        assert_eq!(of("2024-03-11/2024-04-10"), both("2024-03-11", "2024-04-10"));
        assert!(days("XXXX-03").is_none() && days("T10").is_none() && days("").is_none());
    }

    #[test]
    fn intervals_are_half_open() {
        assert_eq!(between("2017-03-03", "2017-03-07").unwrap(), "2017-03-03/2017-03-08");
        assert_eq!(between("2011", "2017").unwrap(), "2011/2018");
        assert_eq!(between("2011-03", "2017").unwrap(), "2011-03/2018");
        assert_eq!(between("XXXX-12-30", "XXXX-12-31").unwrap(), "XXXX-12-30/XXXX-01-01");
        assert_eq!(between("2017-12-30", "2018-01-05").unwrap(), "2017-12-30/2018-01-06");
        assert_eq!(between("2018", "2017"), None);
        assert_eq!(between("XXXX-03-01", "2017"), None);
    }
}
