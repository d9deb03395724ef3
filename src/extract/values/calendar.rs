//! Months and weekdays by their names, and days of both calendars. Hijri days are those of Umm al-Qura.

use std::sync::LazyLock;

use icu_calendar::cal::Hijri;
use icu_calendar::cal::hijri::{TabularAlgorithmEpoch as Epoch, TabularAlgorithmLeapYears as LeapYears};
use icu_calendar::{Date, Iso};

use super::super::HijriMethod;
use super::super::reference::{date, iso_day};
use super::holiday;
use super::phrases::Phrases;
use super::role::Roles;
use super::tokens::Tokens;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Calendar {
    Gregorian,
    Hijri(HijriMethod),
}

impl Calendar {
    pub(super) fn is_hijri(self) -> bool {
        matches!(self, Self::Hijri(_))
    }
}

/// A month as it is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Month {
    pub(super) calendar: Calendar,
    pub(super) number: u8,
    /// The name means other things too.
    pub(super) weak: bool,
}

static MONTHS: LazyLock<Phrases<Month>> = LazyLock::new(|| {
    let mut months = Phrases::default();
    for line in include_str!("data/months.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(calendar), Some(number), Some(names)) = (cells.next(), cells.next(), cells.next()) else { continue };
        let calendar = if calendar == "h" { Calendar::Hijri(HijriMethod::default()) } else { Calendar::Gregorian };
        let number = number.parse().unwrap_or_default();
        for name in names.split('|') {
            let month = Month { calendar, number, weak: name.ends_with('!') };
            months.add(name.trim_end_matches('!'), month);
        }
    }
    months
});

static WEEKDAYS: LazyLock<Phrases<u8>> = LazyLock::new(|| {
    let mut weekdays = Phrases::default();
    for line in include_str!("data/weekdays.tsv").lines().filter(|line| !line.starts_with('#')) {
        if let Some((number, names)) = line.split_once('\t') {
            names.split('|').for_each(|name| weekdays.add(name, number.parse().unwrap_or_default()));
        }
    }
    weekdays
});

/// The words with which the names of months, weekdays and holidays begin.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    MONTHS.first_words().chain(WEEKDAYS.first_words()).chain(holiday::first_words())
}

/// The month whose name begins with a token, whatever its proclitics, and the token after it.
pub(super) fn month(tokens: &Tokens<'_>, at: usize) -> Option<(Month, usize)> {
    if tokens.has(at, Roles::CALENDAR) { MONTHS.at(tokens, at, tokens.stem(at)) } else { None }
}

/// The weekday that a token names, 1 for Monday, and the token after it.
pub(super) fn weekday(tokens: &Tokens<'_>, at: usize) -> Option<(u8, usize)> {
    if tokens.has(at, Roles::CALENDAR) { WEEKDAYS.at(tokens, at, tokens.stem(at)) } else { None }
}

/// The weekday that a token names without its article: «ثلاثاء».
pub(super) fn weekday_without_article(tokens: &Tokens<'_>, at: usize) -> Option<u8> {
    WEEKDAYS.alone(&format!("ال{}", tokens.fold(at)))
}

/// A day, month or year, as far as the text tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CalendarDay {
    pub(super) calendar: Calendar,
    pub(super) year: Option<i32>,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
}

impl CalendarDay {
    /// In ISO 8601, of what has no year in the manner of TIMEX3; none for what is in no calendar, and for Hijri days
    /// whose year is not known.
    pub(super) fn value(self) -> Option<String> {
        match self.calendar {
            Calendar::Gregorian => self.gregorian(),
            Calendar::Hijri(method) => self.hijri(method),
        }
    }

    fn gregorian(self) -> Option<String> {
        if self.year.is_none() && self.month.is_none() && self.day.is_none() {
            return None;
        }
        // 2000 had a 29th of February.
        if let (Some(month), Some(day)) = (self.month, self.day) {
            Date::try_new_iso(self.year.unwrap_or(2000), month, day).ok()?;
        }
        let year = match self.year {
            Some(year) if year < 0 => format!("-{:04}", -year - 1),
            Some(year) => format!("{year:04}"),
            None => "XXXX".to_owned(),
        };
        Some(match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
            (Some(month), None) => format!("{year}-{month:02}"),
            (None, Some(day)) => format!("{year}-XX-{day:02}"),
            (None, None) => year,
        })
    }

    /// A day, or the half-open interval of a month or year.
    fn hijri(self, method: HijriMethod) -> Option<String> {
        let year = self.year?;
        if let (Some(month), Some(day)) = (self.month, self.day) {
            return iso(method, year, month, day);
        }
        let (next_year, next_month) = match self.month {
            Some(month @ ..12) => (year, month + 1),
            _ => (year + 1, 1),
        };
        Some(format!("{}/{}", iso(method, year, self.month.unwrap_or(1), 1)?, iso(method, next_year, next_month, 1)?))
    }
}

/// The years that were printed, from 1343 to 1500: the first day, and how long the months are.
static PRINTED: LazyLock<Vec<(i32, Date<Iso>, &'static str)>> = LazyLock::new(|| {
    let read = |line: &'static str| {
        let mut cells = line.split('\t');
        let (year, first, months) = (cells.next()?, cells.next()?, cells.next()?);
        let mut parts = first.split('-');
        let mut next = || parts.next()?.parse::<i32>().ok();
        let (y, m, d) = (next()?, next()?, next()?);
        Some((year.parse().ok()?, Date::try_new_iso(y, m as u8, d as u8).ok()?, months))
    };
    include_str!("data/umm_al_qura.tsv").lines().filter(|line| !line.starts_with('#')).filter_map(read).collect()
});

/// The Gregorian day of a Hijri one.
fn iso(method: HijriMethod, year: i32, month: u8, day: u8) -> Option<String> {
    hijri_day(method, year, month, day).map(iso_day)
}

/// A Hijri day: by the printed calendar, beyond its years as ICU predicts them, or by the tables of the civil one.
pub(super) fn hijri_day(method: HijriMethod, year: i32, month: u8, day: u8) -> Option<i64> {
    let first_year = PRINTED.first()?.0;
    let printed = usize::try_from(year - first_year).ok().and_then(|place| PRINTED.get(place));
    let (first, months) = match (method, printed) {
        (HijriMethod::UmmAlQura, Some((_, first, months))) => (first, months),
        (HijriMethod::UmmAlQura, None) => {
            let date = Date::try_new_hijri_with_calendar(year, month, day, Hijri::new_umm_al_qura()).ok()?;
            return Some(date.to_rata_die().to_i64_date());
        }
        (HijriMethod::Civil, _) => {
            let civil = Hijri::new_tabular(LeapYears::TypeII, Epoch::Friday);
            let date = Date::try_new_hijri_with_calendar(year, month, day, civil).ok()?;
            return Some(date.to_rata_die().to_i64_date());
        }
    };
    // 28 and 29, 30 and 31.
    let length = |last: u8| i64::from(last - b'0') + if last >= b'8' { 20 } else { 30 };
    let lengths: Vec<i64> = months.bytes().map(length).collect();
    let place = usize::from(month.checked_sub(1)?);
    if day == 0 || i64::from(day) > *lengths.get(place)? {
        return None;
    }
    Some(first.to_rata_die().to_i64_date() + lengths[..place].iter().sum::<i64>() + i64::from(day) - 1)
}

/// The Hijri years that may share days with a Gregorian one.
pub(super) fn hijri_years_about(gregorian: i32) -> impl Iterator<Item = i32> {
    let about = (gregorian - 622) * 33 / 32;
    about - 1..=about + 2
}

/// The first Hijri year whose month, or day of it, falls into a Gregorian year: «رمضان 2019».
pub(super) fn hijri_year_in(method: HijriMethod, gregorian: i32, month: u8, day: Option<u8>) -> Option<i32> {
    hijri_years_about(gregorian)
        .find(|year| hijri_day(method, *year, month, day.unwrap_or(1)).is_some_and(|day| date(day).0 == gregorian))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(calendar: Calendar, year: i32, month: u8, day: u8) -> Option<String> {
        CalendarDay {
            calendar,
            year: Some(year).filter(|year| *year > 0),
            month: Some(month),
            day: Some(day).filter(|day| *day > 0),
        }
        .value()
    }

    #[test]
    fn days_of_both_calendars() {
        assert_eq!(value(Calendar::Gregorian, 2017, 9, 15).unwrap(), "2017-09-15");
        assert_eq!(value(Calendar::Gregorian, 2017, 2, 31), None);
        assert_eq!(value(Calendar::Gregorian, 0, 2, 29).unwrap(), "XXXX-02-29");
        assert_eq!(value(Calendar::Gregorian, 2017, 9, 0).unwrap(), "2017-09");
        // 1 Muharram 1440 and 1 Ramadan 1445.
        assert_eq!(value(Calendar::Hijri(HijriMethod::UmmAlQura), 1440, 1, 1).unwrap(), "2018-09-11");
        assert_eq!(value(Calendar::Hijri(HijriMethod::UmmAlQura), 1445, 9, 1).unwrap(), "2024-03-11");
        assert_eq!(value(Calendar::Hijri(HijriMethod::UmmAlQura), 1445, 9, 0).unwrap(), "2024-03-11/2024-04-10");
        assert_eq!(value(Calendar::Hijri(HijriMethod::UmmAlQura), 1445, 9, 31), None);
        // Printed years differ from those predicted backwards; 1299 is predicted.
        assert_eq!(value(Calendar::Hijri(HijriMethod::UmmAlQura), 1400, 1, 1).unwrap(), "1979-11-20");
        // The tables of the civil calendar are a day off as often as not.
        assert_eq!(value(Calendar::Hijri(HijriMethod::Civil), 1445, 9, 1).unwrap(), "2024-03-11");
        assert_eq!(value(Calendar::Hijri(HijriMethod::Civil), 1440, 1, 1).unwrap(), "2018-09-12");
        assert_eq!(PRINTED.len(), 158);
        assert!(value(Calendar::Hijri(HijriMethod::UmmAlQura), 1299, 1, 1).is_some());
        assert_eq!(hijri_year_in(HijriMethod::UmmAlQura, 2019, 9, None), Some(1440));
        assert_eq!(hijri_year_in(HijriMethod::UmmAlQura, 2013, 1, Some(1)), Some(1435));
    }
}
