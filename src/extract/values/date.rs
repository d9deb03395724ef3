//! Dates in words: «الأحد 15 مارس 2017», «الخامس من سبتمبر / أيلول», «مايو 2018», «٩ ذو القعدة ١٤٣٩ هـ», «عام 2013», and
//! those in digits. What has no year keeps it open.

use std::ops::Range;

use super::calendar::{Calendar, CalendarDay, Month, month, weekday};
use super::number_words::{Form, quantity};
use super::numeric_date::{era, numeric_date, span};
use super::ordinal::ordinal;
use super::tokens::Tokens;

/// A date: its value, its bytes, and whether it is of the Hijri calendar.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) value: Option<String>,
    pub(super) hijri: bool,
    pub(super) span: Range<usize>,
    pub(super) tokens: Range<usize>,
}

/// The dates of a text, from left to right.
pub(super) fn dates(tokens: &Tokens<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.list.len() {
        match date(tokens, at) {
            Some((date, end)) => {
                at = end;
                found.push(date);
            }
            None => at += 1,
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
            && let Some((day, end)) = day(tokens, next)
        {
            return Some((found(tokens, day, at..end), end));
        }
        let value = Some(format!("XXXX-WXX-{number}"));
        let span = tokens.list[at].noun..tokens.list[after - 1].span.end;
        return Some((Found { value, hijri: false, span, tokens: at..after }, after));
    }
    let (day, end) = day(tokens, at)?;
    Some((found(tokens, day, at..end), end))
}

fn found(tokens: &Tokens<'_>, day: CalendarDay, range: Range<usize>) -> Found {
    let value = day.value();
    Found { value, hijri: day.calendar == Calendar::Hijri, span: span(tokens, range.clone()), tokens: range }
}

fn day(tokens: &Tokens<'_>, at: usize) -> Option<(CalendarDay, usize)> {
    numeric_date(tokens, at)
        .or_else(|| day_of_month(tokens, at))
        .or_else(|| month_first(tokens, at))
        .or_else(|| year_alone(tokens, at))
}

/// «15 مارس 2017», «الخامس من سبتمبر», «خمسة فبراير».
fn day_of_month(tokens: &Tokens<'_>, at: usize) -> Option<(CalendarDay, usize)> {
    let (day, mut next) = day_number(tokens, at)?;
    for word in ["من", "شهر"] {
        if tokens.fold(next) == word && tokens.follows(next) {
            next += 1;
        }
    }
    let is_bare = tokens.word(next).is_some_and(|word| word.preposition.is_none() && !word.conjunction);
    let (month, after) = named_month(tokens, next).filter(|_| is_bare && tokens.follows(next))?;
    let (year, calendar, end) = year_after(tokens, after, month);
    Some((CalendarDay { calendar, year, month: Some(month.number), day: Some(day) }, end))
}

/// «سبتمبر 2017», «سبتمبر 10, 2001», «في سبتمبر».
fn month_first(tokens: &Tokens<'_>, at: usize) -> Option<(CalendarDay, usize)> {
    let (month, after) = named_month(tokens, at)?;
    let day = |year, calendar, day| CalendarDay { calendar, year, month: Some(month.number), day };
    let (year, calendar, end) = year_after(tokens, after, month);
    if year.is_some() {
        return Some((day(year, calendar, None), end));
    }
    if let Some((number, next)) = day_number(tokens, after).filter(|_| tokens.follows(after)) {
        let (year, calendar, end) = year_after(tokens, next, month);
        if year.is_some() {
            return Some((day(year, calendar, Some(number)), end));
        }
    }
    let doubled = month_end(tokens, at).is_some_and(|(_, single)| single < after);
    let announced = MONTH_FOLLOWS.contains(&before(tokens, at)) || tokens.word(at)?.preposition == Some('ل');
    (doubled || announced || !month.weak).then_some((day(None, month.calendar, None), after))
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

fn before<'t>(tokens: &'t Tokens<'_>, at: usize) -> &'t str {
    at.checked_sub(1).filter(|_| tokens.follows(at)).map_or("", |before| tokens.fold(before))
}

fn month_end(tokens: &Tokens<'_>, at: usize) -> Option<(Month, usize)> {
    month(tokens, at).filter(|(_, end)| (at + 1..*end).all(|i| tokens.follows(i)))
}

/// A month, perhaps by two names: «سبتمبر / أيلول», «يونيو حزيران», «كانون الثاني (يناير)».
fn named_month(tokens: &Tokens<'_>, at: usize) -> Option<(Month, usize)> {
    let (first, end) = month_end(tokens, at)?;
    let bracket = tokens.sign(end) == Some('(');
    let apart = usize::from(bracket || matches!(tokens.sign(end), Some('/' | '-' | '\\')));
    let Some((second, after)) = month_end(tokens, end + apart).filter(|_| tokens.follows(end + apart)) else {
        return Some((first, end));
    };
    let same = second.calendar == first.calendar && second.number == first.number;
    let plain = tokens.word(end + apart).is_some_and(|word| !word.conjunction && word.preposition.is_none());
    if !same || !plain || (bracket && tokens.sign(after) != Some(')')) {
        return Some((first, end));
    }
    Some((Month { weak: false, ..first }, after + usize::from(bracket)))
}

/// 1 to 31 in digits, words or as an ordinal.
fn day_number(tokens: &Tokens<'_>, at: usize) -> Option<(u8, usize)> {
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

/// The year after a month, its calendar, and the token after it; else the month's calendar and where the month ends.
fn year_after(tokens: &Tokens<'_>, at: usize, month: Month) -> (Option<i32>, Calendar, usize) {
    let open = (None, month.calendar, at);
    let comma = usize::from(matches!(tokens.sign(at), Some(',' | '،' | '/' | '-')));
    let mut next = at + comma;
    let mut named = false;
    while matches!(tokens.fold(next), "من" | "عام" | "العام" | "سنه" | "لسنه" | "لعام") && tokens.follows(next)
    {
        named |= tokens.fold(next) != "من";
        next += 1;
    }
    let Some((year, digits, end)) = year(tokens, next).filter(|_| tokens.follows(next)) else { return open };
    if !named && !digits && comma == 0 && year < 1900 {
        return open;
    }
    let (calendar, after) = era(tokens, end, year);
    // A month says which calendar it is, and «1438» after March is a mistake.
    let fits =
        if month.calendar == Calendar::Hijri { (1..1600).contains(&year) } else { calendar == Calendar::Gregorian };
    if fits { (Some(year), month.calendar, after) } else { open }
}

/// A year in four digits or in words, whether it is in digits, and the token after it.
fn year(tokens: &Tokens<'_>, at: usize) -> Option<(i32, bool, usize)> {
    if let Some(digits) = tokens.digits(at) {
        let year = digits.value.parse().ok().filter(|year| (1000..2200).contains(year))?;
        let plain = tokens.text[digits.span.clone()].chars().all(|c| crate::script::digit_value(c).is_some());
        return plain.then_some((year, true, at + 1));
    }
    tokens.word(at)?.entry?;
    let number = quantity(tokens, at).filter(|number| number.form == Form::Words)?;
    let year = i32::try_from(number.value.as_whole()?).ok().filter(|year| (1000..2200).contains(year))?;
    Some((year, false, number.tokens.end))
}

/// «عام 2013», «سنة ألفين وعشرة», «1436هـ», «في 2017».
fn year_alone(tokens: &Tokens<'_>, at: usize) -> Option<(CalendarDay, usize)> {
    let fold = tokens.stem(at);
    let bare = fold.strip_prefix("ال").unwrap_or(fold);
    let bare = bare.strip_prefix(['ل', 'ب', 'و']).filter(|rest| matches!(*rest, "عام" | "سنه")).unwrap_or(bare);
    let named = matches!(bare, "عام" | "سنه");
    let start = if named { at + 1 } else { at };
    if named && !tokens.follows(start) {
        return None;
    }
    let (year, digits, end) = year(tokens, start)?;
    let (calendar, after) = era(tokens, end, year);
    let announced =
        YEAR_FOLLOWS.contains(&before(tokens, at)) && (1900..2100).contains(&year) && stands_free(tokens, end);
    let with_era = after > end && digits;
    (named || with_era || (digits && announced))
        .then_some((CalendarDay { calendar, year: Some(year), month: None, day: None }, after))
}

/// Words after which four digits are a year if nothing is counted by them.
const YEAR_FOLLOWS: &[&str] = &[
    "في",
    "منذ",
    "حتي",
    "قبل",
    "بعد",
    "موسم",
    "بحلول",
    "مطلع",
    "نهايه",
    "بدايه",
    "اواخر",
    "اوايل",
    "منتصف",
    "صيف",
    "شتاء",
    "خريف",
];

/// Whether what follows is no noun that the number could count.
fn stands_free(tokens: &Tokens<'_>, at: usize) -> bool {
    const FUNCTION_WORDS: &[&str] = &[
        "من",
        "في",
        "علي",
        "الي",
        "عن",
        "ان",
        "حيث",
        "كان",
        "كانت",
        "بعد",
        "قبل",
        "حتي",
        "لكن",
        "ثم",
        "او",
        "هو",
        "هي",
        "التي",
        "الذي",
        "لم",
        "لن",
        "قد",
        "عندما",
        "مع",
    ];
    let Some(word) = tokens.word(at).filter(|_| tokens.follows(at)) else { return true };
    let fold = tokens.fold(at);
    word.conjunction || FUNCTION_WORDS.contains(&fold) || fold.starts_with("ال") || fold.starts_with('و')
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
