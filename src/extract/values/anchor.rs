//! Days, weeks, months and years counted from a reference, as ISO 8601.

use super::super::reference::{Reference, date, day_of, iso_day, iso_time, weekday};

/// A unit that is counted from a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grain {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Grain {
    /// The grain of a unit of `data/units.tsv`.
    pub(super) fn of(code: &str) -> Option<Self> {
        Some(match code {
            "s" => Self::Second,
            "min" => Self::Minute,
            "h" => Self::Hour,
            "d" => Self::Day,
            "wk" => Self::Week,
            "mo" => Self::Month,
            "{quarter}" => Self::Quarter,
            "a" => Self::Year,
            "{decade}" => Self::Decade,
            "{century}" => Self::Century,
            _ => return None,
        })
    }

    /// Whether it is finer than a day.
    pub(super) fn is_of_clock(self) -> bool {
        matches!(self, Self::Second | Self::Minute | Self::Hour)
    }

    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Second => "s",
            Self::Minute => "min",
            Self::Hour => "h",
            Self::Day => "d",
            Self::Week => "wk",
            Self::Month => "mo",
            Self::Quarter => "{quarter}",
            Self::Year => "a",
            Self::Decade => "{decade}",
            Self::Century => "{century}",
        }
    }
}

/// A moment as far from the reference as a length of time says: a day for days and weeks, a month for months, a year
/// for years. None beyond the years 1 to 9999, and for hours if the reference has no time of day.
pub(super) fn away(reference: Reference, grain: Grain, count: i64) -> Option<String> {
    let second = match grain {
        Grain::Second => 1,
        Grain::Minute => 60,
        Grain::Hour => 3600,
        Grain::Week => return away(reference, Grain::Day, count.checked_mul(7)?),
        Grain::Quarter => return unit(reference, Grain::Month, count.checked_mul(3)?, 1),
        _ => return unit(reference, grain, count, 1),
    };
    let now = i64::from(reference.second?).checked_add(count.checked_mul(second)?)?;
    let day = in_range(reference.day.checked_add(now.div_euclid(86_400))?)?;
    Some(format!("{}T{}", iso_day(day), iso_time(now.rem_euclid(86_400) as u32)))
}

/// The day, week, month, year, decade or century that lies `count` units after that of the reference.
pub(super) fn unit(reference: Reference, grain: Grain, count: i64, week_start: u8) -> Option<String> {
    match grain {
        Grain::Second => away(reference, grain, count),
        // As exact as the unit: 2017-09-15T11.
        Grain::Minute => away(reference, grain, count).map(|moment| moment[..16].to_owned()),
        Grain::Hour => away(reference, grain, count).map(|moment| moment[..13].to_owned()),
        Grain::Day => Some(iso_day(in_range(reference.day.checked_add(count)?)?)),
        Grain::Week => {
            let start = week(reference, count, week_start)?;
            if week_start == 1 {
                return Some(iso_week(start));
            }
            Some(format!("{}/{}", iso_day(start), iso_day(start + 7)))
        }
        Grain::Month => month(reference, count).map(|(year, month)| format!("{year:04}-{month:02}")),
        Grain::Quarter => {
            let (year, month) = month(reference, count.checked_mul(3)?)?;
            Some(format!("{year:04}-Q{}", (month - 1) / 3 + 1))
        }
        Grain::Year => year(reference, count).map(|year| format!("{year:04}")),
        Grain::Decade => year(reference, count.checked_mul(10)?).map(|year| format!("{:03}X", year / 10)),
        Grain::Century => year(reference, count.checked_mul(100)?).map(|year| format!("{:02}XX", (year - 1) / 100)),
    }
}

/// The `count` whole units before that of the reference, or after it: a half-open interval.
pub(super) fn stretch(reference: Reference, grain: Grain, count: i64, past: bool, week_start: u8) -> Option<String> {
    let (from, to) = if past { (count.checked_neg()?, 0) } else { (1, count.checked_add(1)?) };
    let bound = |count: i64| match grain {
        Grain::Week => week(reference, count, week_start).map(iso_day),
        Grain::Second | Grain::Minute | Grain::Hour => None,
        _ => unit(reference, grain, count, week_start),
    };
    if grain.is_of_clock() {
        let (now, then) = (away(reference, grain, 0)?, away(reference, grain, if past { from } else { count })?);
        return Some(if past { format!("{then}/{now}") } else { format!("{now}/{then}") });
    }
    Some(format!("{}/{}", bound(from)?, bound(to)?))
}

/// The day of that name: with 0 in the week of the reference, with -1 the last one before it, with 1 the next one.
pub(super) fn day_named(reference: Reference, name: u8, count: i64) -> Option<i64> {
    let ahead = (i64::from(name) - reference.weekday()).rem_euclid(7);
    let day = match count {
        0 => reference.day - reference.weekday() + i64::from(name),
        1.. => reference.day + if ahead == 0 { 7 } else { ahead } + 7 * (count - 1),
        _ => reference.day + if ahead == 0 { -7 } else { ahead - 7 } + 7 * (count + 1),
    };
    in_range(day)
}

/// The day of that name in the week `count` weeks after that of the reference.
pub(super) fn day_in_week(reference: Reference, name: u8, count: i64, week_start: u8) -> Option<i64> {
    let start = week(reference, count, week_start)?;
    Some(start + (i64::from(name) - i64::from(week_start)).rem_euclid(7))
}

/// The year in which a month, or a day of one, next comes or last came: with -1 the last one before the reference, with 1
/// the next one after it, with 0 that of the reference.
pub(super) fn year_of(reference: Reference, month: u8, day: Option<u8>, count: i64) -> Option<i32> {
    let (year, this_month, this_day) = reference.date();
    let here = (this_month, day.map_or(0, |_| this_day));
    let there = (month, day.unwrap_or(0));
    let shift = match count {
        0 => 0,
        1.. => count - i64::from(there > here),
        _ => count + i64::from(there < here),
    };
    i32::try_from(i64::from(year) + shift).ok().filter(|year| (1..10_000).contains(year))
}

pub(super) fn year(reference: Reference, count: i64) -> Option<i32> {
    i32::try_from(i64::from(reference.date().0).checked_add(count)?).ok().filter(|year| (1..10_000).contains(year))
}

/// The month `count` months after that of the reference, with its year.
pub(super) fn month(reference: Reference, count: i64) -> Option<(i32, u8)> {
    let (year, month, _) = reference.date();
    let months = (i64::from(year) * 12 + i64::from(month) - 1).checked_add(count)?;
    let year = i32::try_from(months.div_euclid(12)).ok().filter(|year| (1..10_000).contains(year))?;
    Some((year, months.rem_euclid(12) as u8 + 1))
}

/// The first day of the week `count` weeks after that of the reference.
fn week(reference: Reference, count: i64, week_start: u8) -> Option<i64> {
    let since = (reference.weekday() - i64::from(week_start)).rem_euclid(7);
    in_range((reference.day - since).checked_add(count.checked_mul(7)?)?)
}

/// The week that begins with a Monday, as ISO 8601 counts: it belongs to the year of its Thursday.
fn iso_week(monday: i64) -> String {
    let thursday = monday + 3;
    let year = date(thursday).0;
    let first = day_of(year, 1, 1).unwrap_or(thursday);
    debug_assert_eq!(weekday(monday), 1, "weeks begin on Monday");
    format!("{year:04}-W{:02}", (thursday - first) / 7 + 1)
}

/// Days of the years 1 to 9999.
fn in_range(day: i64) -> Option<i64> {
    (1..=3_652_059).contains(&day).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reference() -> Reference {
        Reference::parse("2017-09-15T10:30:00").unwrap()
    }

    #[test]
    fn units_are_counted_from_the_reference() {
        let at = |grain, count| unit(reference(), grain, count, 1).unwrap();
        assert_eq!(at(Grain::Day, -1), "2017-09-14");
        assert_eq!(at(Grain::Week, 0), "2017-W37");
        assert_eq!(at(Grain::Week, -37), "2016-W52");
        assert_eq!(at(Grain::Month, -9), "2016-12");
        assert_eq!(at(Grain::Year, 1), "2018");
        assert_eq!(at(Grain::Decade, -1), "200X");
        assert_eq!(at(Grain::Century, -1), "19XX");
        assert_eq!(unit(reference(), Grain::Week, -1, 7).unwrap(), "2017-09-03/2017-09-10");
        assert_eq!(unit(reference(), Grain::Year, i64::MAX, 1), None);
        assert_eq!(unit(reference(), Grain::Day, i64::MIN, 1), None);
    }

    #[test]
    fn lengths_lead_to_moments() {
        assert_eq!(away(reference(), Grain::Hour, -11).unwrap(), "2017-09-14T23:30:00");
        assert_eq!(away(reference(), Grain::Week, 2).unwrap(), "2017-09-29");
        assert_eq!(away(reference(), Grain::Month, -6).unwrap(), "2017-03");
        assert_eq!(away(Reference::parse("2017-09-15").unwrap(), Grain::Hour, -1), None);
    }

    #[test]
    fn stretches_are_whole_units() {
        assert_eq!(stretch(reference(), Grain::Month, 6, true, 1).unwrap(), "2017-03/2017-09");
        assert_eq!(stretch(reference(), Grain::Week, 3, false, 1).unwrap(), "2017-09-18/2017-10-09");
        assert_eq!(stretch(reference(), Grain::Hour, 2, true, 1).unwrap(), "2017-09-15T08:30:00/2017-09-15T10:30:00");
    }

    #[test]
    fn names_of_days_and_months_are_the_next_or_the_last() {
        let named = |name, count| iso_day(day_named(reference(), name, count).unwrap());
        // The reference is a Friday.
        assert_eq!([named(5, -1), named(5, 1), named(5, 0)], ["2017-09-08", "2017-09-22", "2017-09-15"]);
        assert_eq!([named(3, -1), named(3, 1), named(7, 1)], ["2017-09-13", "2017-09-20", "2017-09-17"]);
        assert_eq!(named(3, -2), "2017-09-06");
        assert_eq!(iso_day(day_in_week(reference(), 7, -1, 1).unwrap()), "2017-09-10");
        assert_eq!(iso_day(day_in_week(reference(), 7, -1, 7).unwrap()), "2017-09-03");
        let year = |month, day, count| year_of(reference(), month, day, count).unwrap();
        assert_eq!(
            [year(9, None, -1), year(9, None, 1), year(8, None, -1), year(10, None, 1)],
            [2016, 2018, 2017, 2017]
        );
        assert_eq!([year(9, Some(20), 1), year(9, Some(20), -1), year(9, Some(15), -1)], [2017, 2016, 2016]);
    }
}
