//! The moment a text is read at, from which «أمس» and «قبل ثلاثة أيام» are counted.

use icu_calendar::types::RataDie;
use icu_calendar::{Date, Iso};

use crate::error::{Error, Result};

/// A day and, if it is known, a time of day: when a text was written. It has no time zone but the text's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Reference {
    /// Days from the day before 1 January of the year 1 (rata die).
    pub(super) day: i64,
    /// Seconds from midnight.
    pub(super) second: Option<u32>,
}

impl Reference {
    /// Reads ISO 8601: a date, or a date and a time of day. A fraction of a second and a time zone after it do not
    /// count.
    ///
    /// ```
    /// use ibriz::extract::Reference;
    /// assert!(Reference::parse("2017-09-15")?.to_string().starts_with("2017-09-15"));
    /// assert_eq!(Reference::parse("2017-09-15T10:30:00.5+03:00")?.to_string(), "2017-09-15T10:30:00");
    /// assert!(Reference::parse("15.9.2017").is_err());
    /// # Ok::<(), ibriz::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::OptionValue`].
    pub fn parse(iso: &str) -> Result<Self> {
        Self::read(iso.trim()).ok_or_else(|| Error::OptionValue {
            name: "reference".to_owned(),
            value: iso.to_owned(),
            allowed: "a date or moment, as 2017-09-15 or 2017-09-15T10:30:00".to_owned(),
        })
    }

    /// The moment so many seconds after the beginning of 1970, by the clock of the text.
    pub fn from_seconds(seconds: i64) -> Self {
        // 1 January 1970 is the day 719,163.
        Self { day: seconds.div_euclid(86_400) + 719_163, second: Some(seconds.rem_euclid(86_400) as u32) }
    }

    /// The same without a time of day.
    #[must_use]
    pub fn day_alone(self) -> Self {
        Self { second: None, ..self }
    }

    fn read(iso: &str) -> Option<Self> {
        let (date, time) = iso.split_at_checked(10)?;
        let mut parts = date.split('-');
        let mut next = |digits: usize| parts.next().filter(|part| part.len() == digits)?.parse::<i32>().ok();
        let (year, month, day) = (next(4)?, u8::try_from(next(2)?).ok()?, u8::try_from(next(2)?).ok()?);
        let day = Date::try_new_iso(year, month, day).ok()?.to_rata_die().to_i64_date();
        let Some(time) = time.strip_prefix(['T', ' ']) else {
            return time.is_empty().then_some(Self { day, second: None });
        };
        let mut parts = time.get(..8).or_else(|| time.get(..5))?.split(':');
        let mut below = |limit: u32| parts.next()?.parse::<u32>().ok().filter(|part| *part < limit);
        let (hour, minute) = (below(24)?, below(60)?);
        Some(Self { day, second: Some(hour * 3600 + minute * 60 + below(60).unwrap_or(0)) })
    }

    /// Year, month and day.
    pub(super) fn date(self) -> (i32, u8, u8) {
        date(self.day)
    }

    /// The day of the week, 1 for Monday.
    pub(super) fn weekday(self) -> i64 {
        weekday(self.day)
    }
}

impl std::fmt::Display for Reference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&iso_day(self.day))?;
        self.second.map_or(Ok(()), |second| write!(f, "T{}", iso_time(second)))
    }
}

/// Year, month and day of a day.
pub(super) fn date(day: i64) -> (i32, u8, u8) {
    let date = Date::from_rata_die(RataDie::new(day), Iso);
    (date.year().extended_year(), date.month().ordinal, date.day_of_month().0)
}

/// The day with that date; none if there is none.
pub(super) fn day_of(year: i32, month: u8, day: u8) -> Option<i64> {
    Some(Date::try_new_iso(year, month, day).ok()?.to_rata_die().to_i64_date())
}

/// The day of the week, 1 for Monday: 1 January of the year 1 was one.
pub(super) fn weekday(day: i64) -> i64 {
    (day - 1).rem_euclid(7) + 1
}

pub(super) fn iso_day(day: i64) -> String {
    let (year, month, day) = date(day);
    format!("{year:04}-{month:02}-{day:02}")
}

pub(super) fn iso_time(second: u32) -> String {
    format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_moments_are_read() {
        let reference = Reference::parse("2017-09-15 10:30").unwrap();
        assert_eq!((reference.date(), reference.weekday()), ((2017, 9, 15), 5));
        assert_eq!(reference.to_string(), "2017-09-15T10:30:00");
        assert_eq!(Reference::parse("2024-02-29").unwrap().to_string(), "2024-02-29");
        assert_eq!(Reference::from_seconds(1_505_471_400).to_string(), "2017-09-15T10:30:00");
        assert_eq!(Reference::from_seconds(-1).day_alone().to_string(), "1969-12-31");
        for bad in ["", "2017-9-15", "2017-02-30", "2017-09-15T25:00", "اليوم", "2017-09-15x"] {
            assert!(Reference::parse(bad).unwrap_err().to_string().contains("reference"), "{bad}");
        }
    }
}
