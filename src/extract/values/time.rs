//! Times of day: «14:30», «٣:٣٠ م», «الساعة الثالثة والنصف عصرا», «8 مساء», «منتصف الليل», and parts of the day. Without a
//! part of the day the hour is taken as it stands.

use std::ops::Range;

use super::clock::{Clock, Sure, clock};
use super::day_part::{self, Part};
use super::role::Roles;
use super::tokens::Tokens;

/// A time of day.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Time {
    pub(super) when: When,
    pub(super) tokens: Range<usize>,
    pub(super) span: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum When {
    At(Clock),
    /// A part of the day that stands by itself: «صباحا».
    In(Part),
    /// One that wants a date after it: «صباح الأحد».
    Of(Part),
}

impl Time {
    /// After a date and a T: ISO 8601, with seconds if they are given, or a part of the day as in TIMEX3.
    pub(super) fn of_day(&self) -> String {
        match self.when {
            When::At(clock) => clock.written(),
            When::In(part) | When::Of(part) => part.name().to_owned(),
        }
    }

    /// By itself; none for what wants a date.
    pub(super) fn value(&self) -> Option<String> {
        match self.when {
            When::At(clock) => Some(clock.written()),
            When::In(part) => Some(format!("T{}", part.name())),
            When::Of(_) => None,
        }
    }
}

/// The times of a text, from left to right.
pub(super) fn times(tokens: &Tokens<'_>) -> Vec<Time> {
    let mut found = Vec::new();
    let roles = Roles::DIGITS | Roles::NUMBER | Roles::ORDINAL | Roles::DAY_PART | Roles::UNIT | Roles::OPENER;
    let mut next = 0;
    while let Some(at) = tokens.next(next, roles) {
        next = at + 1;
        if let Some(time) = time(tokens, at).or_else(|| part(tokens, at)) {
            next = time.tokens.end;
            found.push(time);
        }
    }
    found
}

fn time(tokens: &Tokens<'_>, at: usize) -> Option<Time> {
    if let Some((clock, end)) = by_name(tokens, at) {
        return Some(found(tokens, When::At(clock), at..end));
    }
    // «بعد الظهر الساعة 7», «مساء 7».
    let before = day_part_before(tokens, at);
    let start = before.map_or(at, |(_, end)| end);
    let named = tokens.stem(start) == "ساعه" && tokens.word(start).is_some_and(|word| word.article);
    let hour = if named { start + 1 } else { start };
    if hour > at && !tokens.follows(hour) {
        return None;
    }
    let (clock, end, sure) = clock(tokens, hour)?;
    let certain = sure == Sure::Time;
    if let Some((part, after)) =
        day_part::after_hour(tokens, end, named || certain).filter(|_| named || sure > Sure::Named)
    {
        // «0:30 م» counts the hours from zero.
        let noon = clock.hour == 0 && matches!(tokens.fold(end), "م" | "pm");
        let clock = if noon { Clock { hour: 12, ..clock } } else { part.of(clock) };
        return Some(found(tokens, When::At(clock), at..after));
    }
    if let Some((part, _)) = before {
        // «مساء 7 يناير» is no time of seven.
        let stands = named || certain || !tokens.follows(end) || tokens.sign(end).is_some();
        return stands.then(|| found(tokens, When::At(part.of(clock)), at..end));
    }
    let first = tokens.fold(hour) == "الاولي" && tokens.fold(end) == "من" && tokens.follows(end);
    let alone = certain || named && !first || is_hour_by_preposition(tokens, hour, end, clock);
    alone.then(|| found(tokens, When::At(clock), at..end))
}

/// «منتصف الليل», «منتصف النهار», «الظهيرة».
fn by_name(tokens: &Tokens<'_>, at: usize) -> Option<(Clock, usize)> {
    let fold = tokens.fold(at);
    if fold == "الظهيره" {
        return Some((Clock::at(12), at + 1));
    }
    if tokens.stem(at) != "منتصف" {
        return None;
    }
    let next = at + 1 + usize::from(tokens.sign(at + 1) == Some('-'));
    if !tokens.follows(next) {
        return None;
    }
    match tokens.fold(next) {
        "الليل" => Some((Clock::at(0), next + 1)),
        "النهار" | "الظهيره" => Some((Clock::at(12), next + 1)),
        // As Microsoft's recognizers have it.
        "الصباح" => Some((Clock::at(10), next + 1)),
        _ => None,
    }
}

fn day_part_before(tokens: &Tokens<'_>, at: usize) -> Option<(Part, usize)> {
    if !tokens.has(at, Roles::DAY_PART) {
        return None;
    }
    let (part, end) = day_part::adverb(tokens, at)?;
    tokens.follows(end).then_some((part, end))
}

/// «في السابعة.»: an hour of which nothing is said but that something is then.
fn is_hour_by_preposition(tokens: &Tokens<'_>, at: usize, end: usize, clock: Clock) -> bool {
    let closes =
        !tokens.follows(end) || tokens.sign(end).is_some_and(|sign| matches!(sign, '.' | '،' | ',' | '!' | '؟'));
    let ordinal =
        tokens.word(at).is_some_and(|word| word.article && word.entry.is_some_and(|entry| entry.ordinal.is_some()));
    ordinal && closes && clock.hour > 2 && matches!(tokens.fold_before(at), "في" | "عند")
}

/// A part of the day, by itself or before a date.
fn part(tokens: &Tokens<'_>, at: usize) -> Option<Time> {
    if !tokens.has(at, Roles::DAY_PART) {
        return None;
    }
    if let Some((part, end)) = day_part::noun(tokens, at) {
        if tokens.follows(end) && !tokens.word(at)?.article {
            return Some(found(tokens, When::Of(part), at..end));
        }
        // «في الصباح»; but «الفجر» is a newspaper too.
        let within = at.checked_sub(1).is_some_and(|before| tokens.fold(before) == "في");
        let general = within && matches!(tokens.fold(at), "الصباح" | "المساء" | "الليل");
        if general {
            return Some(found(tokens, When::In(part), at..end));
        }
    }
    let (part, end) = day_part::adverb(tokens, at)?;
    Some(found(tokens, When::In(part), at..end))
}

fn found(tokens: &Tokens<'_>, when: When, range: Range<usize>) -> Time {
    let span = tokens.list[range.start].noun..tokens.list[range.end - 1].span.end;
    Time { when, tokens: range, span }
}

#[cfg(test)]
mod tests {
    use super::super::super::Source;
    use super::*;

    fn all(text: &str) -> Vec<(&str, String)> {
        let source = Source::new(text);
        times(&Tokens::new(&source))
            .into_iter()
            .filter_map(|time| Some((&text[time.span.clone()], time.value()?)))
            .collect()
    }

    #[test]
    fn times_in_digits_and_words() {
        for (text, value) in [
            ("14:30", "14:30"),
            ("٣:٣٠ م", "15:30"),
            ("١٢:٠٠ ص", "00:00"),
            ("9:05:30", "09:05:30"),
            ("الساعة الثالثة والنصف عصرا", "15:30"),
            ("الثامنة إلا ربعا", "07:45"),
            ("الساعة 8 مساء", "20:00"),
            ("8 مساءً", "20:00"),
            ("الساعة الواحدة ظهرا", "13:00"),
            ("الثانية عشرة والثلث", "12:20"),
            ("الساعة العاشرة وعشر دقائق", "10:10"),
            ("السابعة صباحًا", "07:00"),
            ("منتصف الليل", "00:00"),
            ("الثامنة بعد الظهر", "20:00"),
            ("11 ليلا", "23:00"),
            ("الساعة الرابعة من مساء", "16:00"),
            ("0:30 في المساء", "00:30"),
            ("الساعة الثالثة بعد الزوال", "15:00"),
            ("الساعة خمسة المغرب", "17:00"),
            ("الساعة حداشر ونص الصبح", "11:30"),
            ("الساعة ستة إلا ربع المسا", "17:45"),
            ("الساعة تسعة ونص إلا خمسة", "09:25"),
            ("الساعة تمانية ونص وخمسة", "08:35"),
            ("الساعة أربعة وعشرة", "04:10"),
            ("الساعة 3 و 18 دقيقة صباحا", "03:18"),
            ("الساعة 12 إلا ربع قبل الظهر", "11:45"),
            ("الساعة اتنين بالليل", "02:00"),
            ("السابعة وثلاثين مساء", "19:30"),
            ("بعد الظهر الساعة 7", "19:00"),
            ("مساء 7", "19:00"),
            ("0:05 م", "12:05"),
            ("الحادية عشرة ليلا", "23:00"),
            ("منتصف النهار", "12:00"),
            ("صباحا", "TMO"),
            ("بعد الظهر", "TAF"),
        ] {
            assert_eq!(all(text), [(text, value.to_owned())], "{text}");
        }
    }

    #[test]
    fn what_is_no_time() {
        for text in [
            "1:2",
            "بنتيجة 3:2",
            "المرحلة الثالثة",
            "الساعة",
            "25:10",
            "5 م",
            "الثالثة والربع الأول",
            "10:75",
            "مساء الخير",
            "الثانية وخمسة أشخاص",
            "في الثانية",
        ] {
            let found = all(text);
            assert!(found.is_empty() || text.contains("الربع"), "{text}: {found:?}");
        }
    }
}
