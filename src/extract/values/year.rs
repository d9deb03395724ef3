//! Years: «عام 2013», «سنة ألفين وعشرة», «1436هـ», «في 2017», «عام 44 ق.م», and those after a month.

use super::calendar::{Calendar, CalendarDay, Month, hijri_year_in};
use super::number_words::{Form, quantity};
use super::numeric_date::{before_christ, era};
use super::tokens::Tokens;

/// The year after a month, its calendar, and the token after it; else the month's calendar and where the month ends.
pub(super) fn year_after(
    tokens: &Tokens<'_>,
    at: usize,
    month: Month,
    day: Option<u8>,
) -> (Option<i32>, Calendar, usize) {
    let open = (None, month.calendar, at);
    let comma = usize::from(matches!(tokens.sign(at), Some(',' | '،' | '/' | '-')));
    let mut next = at + comma;
    let mut named = false;
    while matches!(tokens.fold(next), "من" | "في" | "عام" | "العام" | "سنه" | "لسنه" | "لعام" | "بعام")
        && tokens.follows(next)
    {
        named |= !matches!(tokens.fold(next), "من" | "في");
        next += 1;
    }
    let Some((year, digits, end)) = year(tokens, next).filter(|_| tokens.follows(next)) else { return open };
    if !named && !digits && comma == 0 && year < 1900 {
        return open;
    }
    // «رمضان 2019» is the Ramadan that came in that year.
    if let Calendar::Hijri(method) = month.calendar
        && year >= 1600
    {
        let Some(hijri) = hijri_year_in(method, year, month.number, day) else { return open };
        return (Some(hijri), month.calendar, end);
    }
    let (calendar, after) = era(tokens, end, year);
    // A month says which calendar it is, and «1438» after March is a mistake.
    let fits = if month.calendar.is_hijri() { (1..1600).contains(&year) } else { calendar == Calendar::Gregorian };
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
pub(super) fn year_alone(tokens: &Tokens<'_>, at: usize) -> Option<(CalendarDay, usize)> {
    let fold = tokens.stem(at);
    let bare = fold.strip_prefix("ال").unwrap_or(fold);
    let bare = bare.strip_prefix(['ل', 'ب', 'و']).filter(|rest| matches!(*rest, "عام" | "سنه")).unwrap_or(bare);
    let named = matches!(bare, "عام" | "سنه");
    let start = if named { at + 1 } else { at };
    if named && !tokens.follows(start) {
        return None;
    }
    if named && let Some(found) = early_year(tokens, start) {
        return Some(found);
    }
    let (year, digits, end) = year(tokens, start)?;
    let (calendar, after) = era(tokens, end, year);
    let announced = (YEAR_FOLLOWS.contains(&tokens.fold_before(at)) || is_part_of_year(tokens, at))
        && (1900..2100).contains(&year)
        && stands_free(tokens, end);
    let with_era = after > end && digits;
    (named || with_era || (digits && announced))
        .then_some((CalendarDay { calendar, year: Some(year), month: None, day: None }, after))
}

/// «النصف الثاني من 2018».
fn is_part_of_year(tokens: &Tokens<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(2).filter(|_| tokens.fold_before(at) == "من") else { return false };
    let ordinal =
        tokens.word(before).is_some_and(|word| word.article && word.entry.is_some_and(|e| e.ordinal.is_some()));
    ordinal || matches!(tokens.fold(before), "الاخير" | "الاخيره")
}

/// «عام 44 ق.م», «سنة 70 ميلادية», «سنة 61 هـ»: what is said by the era alone to be a year.
fn early_year(tokens: &Tokens<'_>, at: usize) -> Option<(CalendarDay, usize)> {
    let (year, end) = match tokens.digits(at) {
        Some(digits) => (digits.value.parse().ok()?, at + 1),
        None => quantity(tokens, at).and_then(|number| Some((number.value.as_whole()?, number.tokens.end)))?,
    };
    let year = i32::try_from(year).ok().filter(|year| (1..10_000).contains(year))?;
    let of = |calendar, year| CalendarDay { calendar, year: Some(year), month: None, day: None };
    if let Some(after) = before_christ(tokens, end) {
        return Some((of(Calendar::Gregorian, -year), after));
    }
    // The later ones need no era.
    let (calendar, after) = era(tokens, end, year);
    (after > end && year < 1000).then_some((of(calendar, year), after))
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
pub(super) fn stands_free(tokens: &Tokens<'_>, at: usize) -> bool {
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
    use super::super::found_on_10_march_2021;

    #[test]
    fn years_with_and_without_a_noun() {
        for (text, found, value) in [
            ("عام 2013", "عام 2013", "2013"),
            ("سنة ألفين وعشرة", "سنة ألفين وعشرة", "2010"),
            ("في 2017،", "2017", "2017"),
            ("1436هـ", "1436هـ", "2014-10-25/2015-10-14"),
            ("عام 44 ق.م", "عام 44 ق.م", "-0043"),
            ("مايو عام 2018", "مايو عام 2018", "2018-05"),
        ] {
            assert_eq!(found_on_10_march_2021(text, None), [(found.to_owned(), value.to_owned())], "{text}");
        }
        for text in ["في 2017 قرية", "رقم 2017", "عام 44"] {
            assert_eq!(found_on_10_march_2021(text, None), [], "{text}");
        }
    }
}
