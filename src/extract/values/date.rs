//! Dates in words: «الأحد 15 مارس 2017», «الخامس من سبتمبر / أيلول», «مايو 2018», «٩ ذو القعدة ١٤٣٩ هـ», «عام 2013», and
//! those in digits. What has no year keeps it open.

use std::ops::Range;

use super::calendar::{Calendar, CalendarDay, Month, weekday, weekday_without_article};
use super::century::{century, decade_alone};
use super::direction::direction;
use super::holiday::holiday;
use super::named_month::named_month;
use super::number_words::{Form, quantity};
use super::numeric_date::{day_and_month, numeric_date, span};
use super::ordinal::ordinal;
use super::relative::Relative;
use super::role::Roles;
use super::tokens::Tokens;
use super::year::{stands_free, year_after, year_alone};

/// A date: its value, its bytes, and whether it is of the Hijri calendar.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) value: Option<String>,
    pub(super) hijri: bool,
    /// What is said of day, month and year, if anything is.
    pub(super) day: Option<CalendarDay>,
    /// Whether it is one day, known or not.
    pub(super) is_day: bool,
    /// The weekday that is named, 1 for Monday.
    pub(super) weekday: Option<u8>,
    pub(super) span: Range<usize>,
    pub(super) tokens: Range<usize>,
}

impl From<Relative> for Found {
    fn from(relative: Relative) -> Self {
        let Relative { value, is_day, span, tokens, .. } = relative;
        Self { value, hijri: false, day: None, is_day, weekday: None, span, tokens }
    }
}

/// The dates of a text, from left to right.
pub(super) fn dates(tokens: &Tokens<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let roles = Roles::DIGITS | Roles::NUMBER | Roles::ORDINAL | Roles::CALENDAR | Roles::UNIT | Roles::OPENER;
    let mut next = 0;
    while let Some(at) = tokens.next(next, roles) {
        next = at + 1;
        if let Some((date, end)) = date(tokens, at) {
            next = end;
            found.push(date);
        }
    }
    found
}

fn date(tokens: &Tokens<'_>, at: usize) -> Option<(Found, usize)> {
    if let Some((number, after)) = weekday(tokens, at) {
        // A comma and «الموافق» may stand between the weekday and the day.
        let comma = usize::from(matches!(tokens.sign(after), Some(',' | '،')));
        let next = after + comma + usize::from(tokens.fold(after + comma) == "الموافق");
        if tokens.follows(next)
            && let Some((day, end)) = day(tokens, next).or_else(|| day_alone(tokens, next))
        {
            return Some((Found { weekday: Some(number), ..found(tokens, day, at..end) }, end));
        }
        let value = Some(format!("XXXX-WXX-{number}"));
        let span = tokens.list[at].noun..tokens.list[after - 1].span.end;
        return Some((
            Found { value, hijri: false, day: None, is_day: true, weekday: Some(number), span, tokens: at..after },
            after,
        ));
    }
    if let Some((day, end)) = day(tokens, at) {
        return Some((found(tokens, day, at..end), end));
    }
    if let Some((value, end)) = century(tokens, at) {
        return Some((named(value, span(tokens, at..end), at..end), end));
    }
    let value = decade_alone(tokens, at)?;
    Some((named(value, span(tokens, at..at + 1), at..at + 1), at + 1))
}

fn named(value: String, span: Range<usize>, tokens: Range<usize>) -> Found {
    Found { value: Some(value), hijri: false, day: None, is_day: false, weekday: None, span, tokens }
}

fn found(tokens: &Tokens<'_>, day: CalendarDay, range: Range<usize>) -> Found {
    let value = day.value();
    let hijri = day.calendar.is_hijri();
    let is_day = day.day.is_some();
    Found { value, hijri, day: Some(day), is_day, weekday: None, span: span(tokens, range.clone()), tokens: range }
}

fn day(tokens: &Tokens<'_>, at: usize) -> Option<(CalendarDay, usize)> {
    if tokens.has(at, Roles::DIGITS) {
        return numeric_date(tokens, at)
            .or_else(|| day_and_month(tokens, at))
            .or_else(|| day_of_month(tokens, at))
            .or_else(|| year_alone(tokens, at));
    }
    holiday_of_year(tokens, at)
        .or_else(|| day_of_month(tokens, at))
        .or_else(|| month_first(tokens, at))
        .or_else(|| year_alone(tokens, at))
        .or_else(|| day_by_noun(tokens, at))
        .or_else(|| day_by_ordinal(tokens, at))
}

/// «في الثاني والعشرين.»: a masculine ordinal of two words of which nothing else is said.
fn day_by_ordinal(tokens: &Tokens<'_>, at: usize) -> Option<(CalendarDay, usize)> {
    let announced = matches!(tokens.fold_before(at), "في" | "منذ" | "حتي" | "يوم");
    let (day, end) = day_number(tokens, at).filter(|(day, end)| announced && *day > 10 && *end > at + 1)?;
    let masculine = tokens.word(at)?.article && !tokens.stem(at).ends_with('ه');
    let closes = !tokens.follows(end) || tokens.sign(end).is_some();
    (masculine && closes).then_some((unnamed(day), end))
}

/// «عيد الأضحى 2013».
fn holiday_of_year(tokens: &Tokens<'_>, at: usize) -> Option<(CalendarDay, usize)> {
    let (holiday, after) = holiday(tokens, at)?;
    let month = Month { calendar: tokens.calendar(holiday.calendar), number: holiday.month, weak: false };
    let (year, calendar, end) = year_after(tokens, after, month, holiday.day(None));
    let day = holiday.day(year);
    Some((CalendarDay { calendar, year, month: day.map(|_| holiday.month), day }, end))
}

/// A day of a month that is not named, after a weekday: «الأربعاء 27», «الجمعة في 22», «السبت السادس عشر».
fn day_alone(tokens: &Tokens<'_>, at: usize) -> Option<(CalendarDay, usize)> {
    let start = at + usize::from(tokens.fold(at) == "في");
    let (day, end) = day_number(tokens, start).filter(|_| tokens.follows(start))?;
    let certain = tokens.digits(start).is_some() || tokens.word(start).is_some_and(|word| word.article);
    // «الأربعاء 27 لاعبا», «الثلاثاء الثاني من مارس».
    let closes = stands_free(tokens, end) && !matches!(tokens.fold(end), "من" | "في" | "الي" | "حتي");
    (certain && closes && !tokens.fold(end).starts_with("ال")).then_some((unnamed(day), end))
}

/// «يوم 21».
fn day_by_noun(tokens: &Tokens<'_>, at: usize) -> Option<(CalendarDay, usize)> {
    let is_day = tokens.stem(at) == "يوم" && tokens.word(at)?.preposition.is_none_or(|c| c == 'ل');
    tokens.digits(at + 1).filter(|_| is_day && tokens.follows(at + 1))?;
    let (day, end) = day_number(tokens, at + 1)?;
    let named = day_of_month(tokens, at + 1).is_some();
    (!named && stands_free(tokens, end) && tokens.fold_before(at) != "كل").then_some((unnamed(day), end))
}

fn unnamed(day: u8) -> CalendarDay {
    CalendarDay { calendar: Calendar::Gregorian, year: None, month: None, day: Some(day) }
}

/// «15 مارس 2017», «الخامس من سبتمبر», «خمسة فبراير».
fn day_of_month(tokens: &Tokens<'_>, at: usize) -> Option<(CalendarDay, usize)> {
    if is_picked(tokens, at) {
        return None;
    }
    let (day, mut next) = day_number(tokens, at).or_else(|| first_day(tokens, at))?;
    if matches!(tokens.sign(next), Some('.' | '/')) && tokens.digits(at).is_some() {
        next += 1;
    }
    if tokens.fold(next) == "من" && tokens.follows(next) {
        next += 1;
    }
    let is_bare = tokens.word(next).is_some_and(|word| word.preposition.is_none() && !word.conjunction);
    let (month, after) = named_month(tokens, next).filter(|_| is_bare && tokens.follows(next))?;
    let (year, calendar, end) = year_after(tokens, after, month, Some(day));
    Some((CalendarDay { calendar, year, month: Some(month.number), day: Some(day) }, end))
}

/// «آخر اثنين من مارس» is a Monday, «الأسبوع الأول من مارس» a week, «الأربعاء الثانية من مارس» the second of them.
fn is_picked(tokens: &Tokens<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|_| tokens.follows(at)) else { return false };
    let construct = tokens.word(before).is_some_and(|word| !word.article);
    let ordinal = tokens.word(before).and_then(|word| word.entry?.ordinal).is_some() || tokens.fold(before) == "اخر";
    let names = weekday_without_article(tokens, at).is_some();
    let noun = matches!(tokens.stem(before), "اسبوع" | "يوم" | "ربع" | "نصف" | "ثلث" | "شهر") && !construct;
    let feminine = tokens.stem(at).ends_with('ه') && weekday(tokens, before).is_some();
    construct && ordinal && names || (noun || feminine) && tokens.word(at).is_some_and(|word| word.article)
}

/// «أول يناير».
fn first_day(tokens: &Tokens<'_>, at: usize) -> Option<(u8, usize)> {
    (tokens.stem(at) == "اول" && tokens.word(at)?.preposition.is_none()).then_some((1, at + 1))
}

/// «سبتمبر 2017», «سبتمبر 10, 2001», «في سبتمبر».
fn month_first(tokens: &Tokens<'_>, at: usize) -> Option<(CalendarDay, usize)> {
    let (month, after) = named_month(tokens, at)?;
    let day = |year, calendar, day| CalendarDay { calendar, year, month: Some(month.number), day };
    let (year, calendar, end) = year_after(tokens, after, month, None);
    if year.is_some() {
        return Some((day(year, calendar, None), end));
    }
    if let Some((number, next)) = day_number(tokens, after).filter(|_| tokens.follows(after)) {
        let (year, calendar, end) = year_after(tokens, next, month, Some(number));
        if year.is_some() {
            return Some((day(year, calendar, Some(number)), end));
        }
        // «مايو الحادي عشر», «تموز 13».
        let free = tokens.digits(after).is_none() || stands_free(tokens, next);
        if free && tokens.word(after).is_none_or(|word| word.article) {
            return Some((day(None, month.calendar, Some(number)), next));
        }
    }
    let announced = MONTH_FOLLOWS.contains(&tokens.fold_before(at)) || tokens.word(at)?.preposition == Some('ل');
    let directed = direction(tokens, after).is_some();
    (announced || directed || !month.weak).then_some((day(None, month.calendar, None), after))
}

/// Words before a month, whatever else its name may mean.
const MONTH_FOLLOWS: &[&str] = &[
    "في",
    "شهر",
    "لشهر",
    "وشهر",
    "بشهر",
    "خلال",
    "منذ",
    "حتي",
    "نهايه",
    "بدايه",
    "مطلع",
    "اواخر",
    "اوايل",
    "منتصف",
    "منتصفي",
];

/// 1 to 31 in digits, words or as an ordinal.
pub(super) fn day_number(tokens: &Tokens<'_>, at: usize) -> Option<(u8, usize)> {
    let in_range = |value: i128| u8::try_from(value).ok().filter(|day| (1..=31).contains(day));
    if let Some(digits) = tokens.digits(at) {
        return Some((in_range(digits.value.parse().ok()?)?, at + 1));
    }
    let word = tokens.word(at)?;
    word.entry?;
    if let Some(ordinal) = ordinal(tokens, at).filter(|_| word.article) {
        return Some((in_range(ordinal.value.as_whole()?)?, ordinal.tokens.end));
    }
    let number = quantity(tokens, at).filter(|number| number.form == Form::Words && !number.article)?;
    Some((in_range(number.value.as_whole()?)?, number.tokens.end))
}

#[cfg(test)]
mod tests {
    use super::super::super::Source;
    use super::*;

    fn all(text: &str) -> Vec<(&str, String)> {
        let source = Source::new(text);
        dates(&Tokens::new(&source)).into_iter().map(|d| (&text[d.span], d.value.unwrap_or_default())).collect()
    }

    #[test]
    fn whole_texts() {
        for (text, value) in [
            ("15 مارس 2017", "2017-03-15"),
            ("الأحد، 22 يوليو 2018", "2018-07-22"),
            ("٣/\u{200F}١/\u{200F}٢٠٢٤", "2024-01-03"),
            ("2016/02/22", "2016-02-22"),
            ("٢٠ تشرين الثاني ٢٠١٤", "2014-11-20"),
            ("الخامس من سبتمبر / أيلول", "XXXX-09-05"),
            ("الاثنين، يناير الثاني والعشرين، 2018", "2018-01-22"),
            ("٩ ذو القعدة ١٤٣٩ هـ", "2018-07-22"),
            ("١٩\u{200F}/١٠\u{200F}/١٤٤٢ هـ", "2021-05-31"),
            ("الثالث من مارس سنة ٢٠٢٦", "2026-03-03"),
            ("عشرة يناير ألفين وستة وعشرين", "2026-01-10"),
            ("عام 2013", "2013"),
            ("مايو 2018", "2018-05"),
            ("1436هـ", "2014-10-25/2015-10-14"),
            ("كانون الثاني/يناير 2019", "2019-01"),
            ("يونيو حزيران", "XXXX-06"),
            ("7 كانون 2 2010", "2010-01-07"),
            ("الجمعة", "XXXX-WXX-5"),
        ] {
            assert_eq!(all(text), [(text, value.to_owned())], "{text}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in
            ["مارس الرياضة", "أب الأسرة", "صفر نقطة", "1.2.3", "192.168.10.24", "في 2000 موقع", "3/4", "سورة محرم"]
        {
            assert_eq!(all(text), [], "{text}");
        }
        assert_eq!(all("31 فبراير 2017"), [("31 فبراير 2017", String::new())]);
        assert_eq!(all("وفي سبتمبر، قال"), [("سبتمبر", "XXXX-09".to_owned())]);
    }
}
