//! Which of the days of a name is meant: the last «15 مارس» before the reference, or the next one after it.

use super::super::Prefer;
use super::super::reference::{Reference, date, day_of, iso_day, weekday};
use super::anchor;
use super::calendar::{Calendar, CalendarDay, hijri_day, hijri_years_about};
use super::date::Found as Date;
use super::relative::View;

/// A date whose year, month or week the text does not say, as the reference and the preference settle it.
pub(super) fn settled(view: View, date: Date) -> Date {
    let (Some(reference), Some(prefer)) = (view.reference, view.prefer) else { return date };
    let value = match (date.day, date.weekday) {
        (None, Some(name)) => day_named(reference, prefer, name),
        (Some(day), name) if day.year.is_none() => match (day.calendar, day.month) {
            (Calendar::Gregorian, Some(month)) => in_year(reference, prefer, day, month),
            (Calendar::Gregorian, None) => day.day.and_then(|day| in_month(reference, prefer, day, name)),
            (Calendar::Hijri(_), Some(month)) => in_hijri_year(reference, prefer, day, month, false),
            (Calendar::Hijri(_), None) => None,
        },
        _ => None,
    };
    // What was open is so no more, also for what is made of it.
    let year = value.as_deref().and_then(|value| value.get(..4)?.parse().ok());
    let day = date.day.map(|day| match day.calendar {
        Calendar::Gregorian if day.month.is_some() => CalendarDay { year: day.year.or(year), ..day },
        _ => day,
    });
    Date { value: value.or(date.value), day, ..date }
}

fn sign(prefer: Prefer) -> i64 {
    if prefer == Prefer::Past { -1 } else { 1 }
}

fn day_named(reference: Reference, prefer: Prefer, name: u8) -> Option<String> {
    if i64::from(name) == reference.weekday() {
        return Some(iso_day(reference.day));
    }
    anchor::day_named(reference, name, sign(prefer)).map(iso_day)
}

fn in_year(reference: Reference, prefer: Prefer, day: CalendarDay, month: u8) -> Option<String> {
    let (year, this_month, this_day) = reference.date();
    let is_now = month == this_month && day.day.is_none_or(|day| day == this_day);
    let year = if is_now { Some(year) } else { anchor::year_of(reference, month, day.day, sign(prefer)) };
    CalendarDay { year: Some(year?), ..day }.value()
}

/// The nearest month that has such a day, on that weekday if one is named.
fn in_month(reference: Reference, prefer: Prefer, day: u8, name: Option<u8>) -> Option<String> {
    let found = (0..14).find_map(|count| {
        let (year, month) = anchor::month(reference, sign(prefer) * count)?;
        let found = day_of(year, month, day)?;
        let fits = if prefer == Prefer::Past { found <= reference.day } else { found >= reference.day };
        (fits && name.is_none_or(|name| weekday(found) == i64::from(name))).then_some(found)
    })?;
    Some(iso_day(found))
}

/// A day of the Hijri calendar, or a month of it, the last or the next; `apart` if that of the reference does not count.
pub(super) fn in_hijri_year(
    reference: Reference,
    prefer: Prefer,
    day: CalendarDay,
    month: u8,
    apart: bool,
) -> Option<String> {
    let year = date(reference.day).0;
    let mut candidates = hijri_years_about(year - 1).chain(hijri_years_about(year + 1));
    let Calendar::Hijri(method) = day.calendar else { return None };
    let start = |year: i32| hijri_day(method, year, month, day.day.unwrap_or(1));
    // A month that has begun is not over.
    let length = if day.day.is_some() { 0 } else { 29 };
    let year = match (prefer, apart) {
        (Prefer::Past, false) => {
            candidates.filter(|year| start(*year).is_some_and(|start| start <= reference.day)).max()
        }
        (Prefer::Past, true) => {
            candidates.filter(|year| start(*year).is_some_and(|start| start + length < reference.day)).max()
        }
        (Prefer::Future, false) => {
            candidates.find(|year| start(*year).is_some_and(|start| start + length >= reference.day))
        }
        (Prefer::Future, true) => candidates.find(|year| start(*year).is_some_and(|start| start > reference.day)),
    };
    CalendarDay { year: Some(year?), ..day }.value()
}

#[cfg(test)]
mod tests {
    use super::super::found_on_10_march_2021;
    use super::*;

    #[test]
    fn the_last_and_the_next() {
        for (text, past, future) in [
            ("الجمعة", "2021-03-05", "2021-03-12"),
            ("الأربعاء", "2021-03-10", "2021-03-10"),
            ("15 مارس", "2020-03-15", "2021-03-15"),
            ("أغسطس", "2020-08", "2021-08"),
            ("الأحد 14", "2021-02-14", "2021-03-14"),
            ("عيد الفطر", "2020-05-24", "2021-05-13"),
            ("رمضان", "2020-04-24/2020-05-24", "2021-04-13/2021-05-13"),
        ] {
            let value = |prefer| found_on_10_march_2021(text, Some(prefer)).remove(0).1;
            assert_eq!([value(Prefer::Past), value(Prefer::Future)], [past, future], "{text}");
        }
    }
}
