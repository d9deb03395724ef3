//! Spans of days: «من 3 إلى 7 مارس», «٣–٩ يناير ٢٠٢٤», «بين 2011 و2017», «13 إلى 15 تموز», «2011-2017». Half-open, as ISO
//! 8601 has intervals.

use super::calendar::CalendarDay;
use super::date::{Found, day_number};
use super::interval::between;
use super::numeric_date::number;
use super::tokens::Tokens;

/// The ranges that dates make, two together or one with a number before or after it; those they are made of are
/// parts of them.
pub(super) fn ranges(tokens: &Tokens<'_>, dates: &[Found]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for (i, date) in dates.iter().enumerate() {
        let range = with_date_before(tokens, &dates[..i], date)
            .or_else(|| with_number_before(tokens, date))
            .or_else(|| with_number_after(tokens, date));
        if let Some(range) = range
            && found.last().is_none_or(|last| last.tokens.end <= range.tokens.start)
        {
            found.push(range);
        }
    }
    let starts: Vec<usize> = found.iter().map(|range| range.tokens.start).collect();
    let free = |at: usize| starts.binary_search(&at).is_err();
    found.extend(
        (0..tokens.list.len())
            .filter(|at| tokens.digits(*at).is_some())
            .filter_map(|at| years(tokens, at).filter(|range| free(range.tokens.start))),
    );
    found.sort_by_key(|range| range.tokens.start);
    found
}

/// What joins the two ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Joint {
    /// «إلى», «حتى», a dash.
    To,
    /// «و», which makes a range only after «بين».
    And,
}

/// The joint that ends right before a token, and where it begins.
pub(super) fn joint_before(tokens: &Tokens<'_>, at: usize) -> Option<(Joint, usize)> {
    if !tokens.follows(at) {
        return None;
    }
    // «للخمسة», «والستة».
    if let Some(word) = tokens.word(at).filter(|word| word.entry.is_some()) {
        if word.preposition == Some('ل') {
            return Some((Joint::To, at));
        }
        if word.conjunction {
            return Some((Joint::And, at));
        }
    }
    let before = at.checked_sub(1)?;
    let joint = match tokens.fold(before) {
        "الي" | "حتي" | "لغايه" | "وحتي" | "والي" | "ل" => Joint::To,
        "و" => Joint::And,
        // A tatweel is a dash for many.
        "" if tokens.text[tokens.list[before].span.clone()] == *"\u{640}" => Joint::To,
        _ => match tokens.sign(before)? {
            '-' | '\u{2013}' | '\u{2014}' | '~' => Joint::To,
            _ => return None,
        },
    };
    let noun = before.checked_sub(1).filter(|noun| joint == Joint::To && tokens.fold(*noun) == "و");
    Some((joint, noun.unwrap_or(before)))
}

/// «من» or «بين» before the first end, which is part of the range; «بين» and «و» go together.
pub(super) fn opened(tokens: &Tokens<'_>, joint: Joint, start: usize) -> Option<usize> {
    let before = start.checked_sub(1).filter(|_| tokens.follows(start));
    let fold = before.map_or("", |before| tokens.fold(before));
    let bare = fold.strip_prefix('و').unwrap_or(fold);
    match (bare, joint) {
        ("بين", _) if before.is_some_and(|at| matches!(tokens.fold_before(at), "ما" | "فيما")) => {
            before?.checked_sub(1)
        }
        ("بين", _) | ("من" | "منذ", Joint::To) => before,
        (_, Joint::To) => Some(start),
        (_, Joint::And) => None,
    }
}

/// Where the first word of a range begins: «وبين» and «ومن» leave their conjunction out.
pub(super) fn begin(tokens: &Tokens<'_>, start: usize) -> usize {
    if matches!(tokens.fold(start), "وبين" | "ومن" | "ومنذ") {
        return tokens.after_letters(start, 1);
    }
    tokens.list[start].noun
}

fn range(tokens: &Tokens<'_>, start: usize, end: usize, value: Option<String>, hijri: bool) -> Found {
    let span = begin(tokens, start)..tokens.list[end - 1].span.end;
    Found { value, hijri, day: None, is_day: false, weekday: None, span, tokens: start..end }
}

/// «30 كانون الأول 2023 – 5 كانون الثاني 2024».
fn with_date_before(tokens: &Tokens<'_>, before: &[Found], date: &Found) -> Option<Found> {
    let (joint, end) = joint_before(tokens, date.tokens.start)?;
    let first = before.iter().rev().take(3).find(|first| first.tokens.end == end)?;
    let start = opened(tokens, joint, first.tokens.start)?;
    let value = match (&first.value, &date.value) {
        (Some(from), Some(to)) => filled(first, date, 0)
            .and_then(|from| between(&from, to))
            // «30 ديسمبر - 5 يناير 2024» begins the year before.
            .or_else(|| between(&filled(first, date, -1)?, to))
            .or_else(|| between(from, &filled(date, first, 0)?))
            .or_else(|| between(from, to)),
        _ => None,
    };
    let resolvable = value.is_some() || first.value.is_none() || date.value.is_none();
    resolvable.then(|| range(tokens, start, date.tokens.end, value, first.hijri || date.hijri))
}

/// A date with the year, or one some years off, and the month that only the other end says.
fn filled(date: &Found, other: &Found, years: i32) -> Option<String> {
    let (day, other) = (date.day?, other.day?);
    let month = day.month.or(other.month);
    (day.calendar == other.calendar && day.year.is_none())
        .then(|| CalendarDay { year: other.year.map(|year| year + years), month, ..day }.value())?
}

/// «3 إلى 7 مارس», «الثالث والعشرون وحتى السادس والعشرين من أكتوبر», «2011 و2017».
fn with_number_before(tokens: &Tokens<'_>, date: &Found) -> Option<Found> {
    let (joint, end) = joint_before(tokens, date.tokens.start)?;
    if let Some(found) = with_year_before(tokens, date, joint, end) {
        return Some(found);
    }
    let glued = || Some((u8::try_from(number(tokens, end.checked_sub(1)?)?.0).ok()?, end - 1));
    let worded = |at: usize| day_number(tokens, at).filter(|(_, after)| *after == end).map(|(number, _)| (number, at));
    let (number, first) =
        (end.saturating_sub(3)..end).find_map(worded).or_else(glued).filter(|_| tokens.follows(end))?;
    let start = opened(tokens, joint, first)?;
    let to = date.value.as_deref();
    let from = match date.day {
        Some(day) if day.day.is_some() && day.month.is_some() => CalendarDay { day: Some(number), ..day }.value(),
        None if date.is_day => to.and_then(|value| Some(format!("{}-{number:02}", value.get(..7)?))),
        _ => return None,
    };
    let value = from.as_deref().zip(to).and_then(|(from, to)| between(from, to));
    (value.is_some() || to.is_none()).then(|| range(tokens, start, date.tokens.end, value, date.hijri))
}

/// «1390-1400 هـ», «من 1990 إلى عام 2000», «من 2011 حتى العام الماضي».
fn with_year_before(tokens: &Tokens<'_>, date: &Found, joint: Joint, end: usize) -> Option<Found> {
    let at = end.checked_sub(1)?;
    let start = opened(tokens, joint, at)?;
    let from = match date.day {
        Some(day) if day.month.is_none() && day.day.is_none() => {
            let first = number(tokens, at).filter(|(year, digits)| *digits >= 3 && Some(*year) < day.year)?.0;
            CalendarDay { year: Some(first), ..day }.value()?
        }
        // «من 2011 حتى العام الماضي».
        None if !date.is_day && start < at => format!("{:04}", year(tokens, at)?),
        _ => return None,
    };
    let value = between(&from, date.value.as_deref()?)?;
    Some(range(tokens, start, date.tokens.end, Some(value), date.hijri))
}

/// «تموز 13 إلى 15».
fn with_number_after(tokens: &Tokens<'_>, date: &Found) -> Option<Found> {
    let day = date.day.filter(|day| day.day.is_some() && day.month.is_some())?;
    let at = date.tokens.end;
    let number = [at, at + 1, at + 2].into_iter().find(|number| tokens.digits(*number).is_some())?;
    let (joint, begin) = joint_before(tokens, number)?;
    let (last, end) = day_number(tokens, number).filter(|_| begin == at && tokens.follows(at))?;
    // «15 مارس - 3 قتلى».
    if joint != Joint::To || tokens.digits(at.checked_sub(1)?).is_none() || !super::year::stands_free(tokens, end) {
        return None;
    }
    let to = CalendarDay { day: Some(last), ..day }.value()?;
    let value = between(date.value.as_deref()?, &to)?;
    Some(range(tokens, date.tokens.start, end, Some(value), date.hijri))
}

/// «2011-2017», «من 2011 إلى 2017», «بين 2011 و2017», «بين عامي 2011 و2017».
fn years(tokens: &Tokens<'_>, at: usize) -> Option<Found> {
    let first = year(tokens, at)?;
    let next = [at + 1, at + 2, at + 3].into_iter().find(|next| tokens.digits(*next).is_some())?;
    let (joint, begin) = joint_before(tokens, next)?;
    let last = year(tokens, next).filter(|last| *last > first && begin == at + 1 && tokens.follows(begin))?;
    let noun = at
        .checked_sub(1)
        .filter(|noun| tokens.follows(at) && matches!(tokens.stem(*noun), "عامي" | "سنتي" | "عام" | "سنه"));
    let start = noun.unwrap_or(at);
    // «عامي 2011 و2017» are two years.
    let start = opened(tokens, joint, start)?;
    let worded = start < at || tokens.sign(at + 1).is_some();
    let goes_on = matches!(tokens.sign(next + 1), Some('-' | '/')) && tokens.digits(next + 2).is_some();
    let came_on = at > 1 && matches!(tokens.sign(at - 1), Some('-' | '/' | '+')) && tokens.digits(at - 2).is_some();
    let value = between(&format!("{first:04}"), &format!("{last:04}"))?;
    (worded && !goes_on && !came_on && last - first < 200).then(|| range(tokens, start, next + 1, Some(value), false))
}

fn year(tokens: &Tokens<'_>, at: usize) -> Option<i32> {
    let digits = tokens.digits(at)?;
    let plain = tokens.text[digits.span.clone()].chars().all(|c| crate::script::digit_value(c).is_some());
    digits.value.parse().ok().filter(|year| plain && (1800..2100).contains(year))
}

#[cfg(test)]
mod tests {
    use super::super::found_on_10_march_2021;

    #[test]
    fn two_ends_make_a_range() {
        for (text, found, value) in [
            ("من 3 إلى 7 مارس 2019", "من 3 إلى 7 مارس 2019", "2019-03-03/2019-03-08"),
            ("وبين 2011 و2017", "بين 2011 و2017", "2011/2018"),
            ("2001-2009", "2001-2009", "2001/2010"),
            ("من 2011 حتى العام الماضي", "من 2011 حتى العام الماضي", "2011/2021"),
            ("30 ديسمبر - 5 يناير 2024", "30 ديسمبر - 5 يناير 2024", "2023-12-30/2024-01-06"),
        ] {
            assert_eq!(found_on_10_march_2021(text, None), [(found.to_owned(), value.to_owned())], "{text}");
        }
        for text in ["من 7 إلى 3", "سنة 20 إلى 30"] {
            assert_eq!(found_on_10_march_2021(text, None), [], "{text}");
        }
    }
}
