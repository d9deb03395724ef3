//! Days and times counted from when a text was written: «أمس», «قبل ثلاثة أيام», «الأسبوع المقبل», «الأربعاء الماضي»,
//! «الأشهر الستة الماضية», «15 من الشهر الجاري». Without a reference they are found and not resolved.

use std::ops::Range;
use std::sync::LazyLock;

use super::super::reference::{Reference, iso_day};
use super::super::{Prefer, WeekStart};
use super::anchor::{self, Grain};
use super::calendar::{Calendar, CalendarDay, weekday, weekday_without_article};
use super::date::{Found as Date, day_number};
use super::direction::direction;
use super::duration::{Duration, single};
use super::measure::Measure;
use super::number_words::quantity;
use super::offset::offset;
use super::phrases::Phrases;
use super::role::Roles;
use super::settle::{in_hijri_year, settled};
use super::tokens::Tokens;
use super::unit::{Kind, unit_of_stem};

/// A day or time counted from the reference.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Relative {
    pub(super) value: Option<String>,
    /// How far from the reference, in which unit.
    pub(super) distance: Option<(i64, Grain)>,
    /// It is finer than a day.
    pub(super) is_time: bool,
    /// It is one day.
    pub(super) is_day: bool,
    pub(super) span: Range<usize>,
    pub(super) tokens: Range<usize>,
}

/// What relative days are counted from, and how.
#[derive(Debug, Clone, Copy)]
pub(super) struct View {
    pub(super) reference: Option<Reference>,
    pub(super) prefer: Option<Prefer>,
    pub(super) week_start: WeekStart,
}

impl View {
    pub(super) fn week_start(self) -> u8 {
        match self.week_start {
            WeekStart::Monday => 1,
            WeekStart::Saturday => 6,
            WeekStart::Sunday => 7,
        }
    }

    fn unit(self, grain: Grain, count: i64) -> Option<String> {
        anchor::unit(self.reference?, grain, count, self.week_start())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Anchor {
    Day(i8),
    Now,
    Night,
}

static ANCHORS: LazyLock<Phrases<Anchor>> = LazyLock::new(|| {
    let mut anchors = Phrases::default();
    for line in include_str!("data/anchors.tsv").lines().filter(|line| !line.starts_with('#')) {
        let Some((what, names)) = line.split_once('\t') else { continue };
        let anchor = match what {
            "now" => Anchor::Now,
            "night" => Anchor::Night,
            days => Anchor::Day(days.parse().unwrap_or_default()),
        };
        names.split('|').for_each(|name| anchors.add(name, anchor));
    }
    anchors
});

/// The words that stand for a day by themselves.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    ANCHORS.first_words()
}

/// What in a text is counted from its reference, from left to right; and of `dates` those that it does not replace.
pub(super) fn relatives(
    tokens: &Tokens<'_>,
    view: View,
    dates: Vec<Date>,
    durations: &[Duration],
    measures: &[Measure],
) -> (Vec<Relative>, Vec<Date>) {
    let mut found = Vec::new();
    found.extend(dates.iter().filter_map(|date| after_date(tokens, view, date)));
    let starts_date = |at: usize| dates.binary_search_by_key(&at, |date| date.tokens.start).is_ok();
    let weak = measures.iter().filter(|measure| measure.weak && measure.unit.kind == Kind::Duration);
    let weak = weak.filter(|measure| !starts_date(measure.tokens.start) && !starts_date(measure.tokens.end));
    let singles: Vec<Duration> = weak.filter_map(single).collect();
    found.extend(durations.iter().chain(&singles).filter_map(|duration| offset(tokens, view, duration)));
    let mut next = 0;
    while let Some(at) = tokens.next(next, Roles::ANCHOR | Roles::UNIT) {
        next = at + 1;
        if tokens.has(at, Roles::ANCHOR) {
            found.extend(anchored(tokens, view, at));
        }
        if tokens.has(at, Roles::UNIT) && tokens.word(at).is_some_and(|word| word.article) {
            found.extend(of_unit(tokens, view, at));
        }
    }
    found.sort_by_key(|relative| (relative.tokens.start, std::cmp::Reverse(relative.tokens.end)));
    let mut end = 0;
    found.retain(|relative| {
        let free = relative.tokens.start >= end;
        end = end.max(relative.tokens.end);
        free
    });
    let overlaps = |date: &Date| {
        let next = found.partition_point(|relative| relative.tokens.end <= date.tokens.start);
        found.get(next).is_some_and(|relative| relative.tokens.start < date.tokens.end)
    };
    let rest = dates.into_iter().filter(|date| !overlaps(date)).map(|date| settled(view, date)).collect();
    (found, rest)
}

pub(super) fn relative(
    tokens: &Tokens<'_>,
    range: Range<usize>,
    value: Option<String>,
    distance: Option<(i64, Grain)>,
) -> Relative {
    let span = tokens.list[range.start].noun..tokens.list[range.end - 1].span.end;
    let is_time = distance.is_some_and(|(_, grain)| grain.is_of_clock());
    let is_day = distance.is_none_or(|(_, grain)| grain == Grain::Day);
    // «العام التالي» is counted from what was told before, not from the reference.
    let told = matches!(tokens.fold(range.end - 1), "التالي" | "التاليه" | "التاليين" | "التاليتين");
    let (value, distance) = if told { (None, None) } else { (value, distance) };
    Relative { value, distance, is_time, is_day, span, tokens: range }
}

/// The word of a token without a conjunction.
pub(super) fn bare<'t>(tokens: &'t Tokens<'_>, at: usize) -> &'t str {
    let fold = tokens.fold(at);
    match fold.strip_prefix(['و', 'ف']) {
        Some(rest) if rest.chars().count() > 2 => rest,
        _ => fold,
    }
}

pub(super) fn before(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    at.checked_sub(1).filter(|_| tokens.follows(at))
}

/// «أمس», «أول أمس», «أمس الأول», «بعد غد», «يوم غد», «الآن», «الليلة».
fn anchored(tokens: &Tokens<'_>, view: View, at: usize) -> Option<Relative> {
    // «كامس» is a king.
    if tokens.word(at)?.preposition == Some('ك') {
        return None;
    }
    let (found, mut end) = ANCHORS.at(tokens, at, tokens.stem(at))?;
    let mut start = at;
    let mut days = match found {
        Anchor::Now => {
            let now = view.reference.and_then(|now| anchor::away(now, Grain::Second, 0));
            return Some(relative(tokens, at..end, now, Some((0, Grain::Second))));
        }
        Anchor::Night => 0,
        Anchor::Day(days) => i64::from(days),
    };
    let follows = |at: usize, word: &str| tokens.follows(at) && tokens.fold(at) == word;
    if days == -1 && (follows(end, "الاول") || follows(end, "الاولي")) {
        (days, end) = (-2, end + 1);
    } else if let Some(first) = before(tokens, at) {
        let from = if tokens.fold(first) == "من" { before(tokens, first).unwrap_or(first) } else { first };
        match (bare(tokens, from), days) {
            ("اول", -1) | ("بعد", 1) => (days, start) = (days * 2, from),
            ("قبل", -1) if from == first => (days, start) = (-2, first),
            ("يوم" | "نهار", _) if from == first => start = first,
            _ => {}
        }
    }
    // «اليوم اللي قبل امبارح».
    if days == -2
        && let Some(that) = before(tokens, start).filter(|that| matches!(tokens.fold(*that), "اللي" | "الي" | "الذي"))
        && let Some(day) = before(tokens, that).filter(|day| tokens.fold(*day) == "اليوم")
    {
        start = day;
    }
    let mut value = view.unit(Grain::Day, days);
    if found == Anchor::Night {
        value = value.map(|day| day + "TNI");
    }
    let end = named_again(tokens, end);
    Some(relative(tokens, start..end, value, Some((days, Grain::Day))))
}

/// The token after the weekday that says a day again: «أمس الثلاثاء», «اليوم الأربعاء».
fn named_again(tokens: &Tokens<'_>, at: usize) -> usize {
    let at_weekday =
        weekday(tokens, at).filter(|_| tokens.follows(at) && tokens.word(at).is_some_and(|word| !word.conjunction));
    at_weekday.map_or(at, |(_, end)| end)
}

/// «الأسبوع الماضي», «هذا العام», «العام قبل الماضي», «اليوم», «الأشهر الستة الماضية», «15 من الشهر الجاري».
fn of_unit(tokens: &Tokens<'_>, view: View, at: usize) -> Option<Relative> {
    let (form, end) = unit_of_stem(tokens, at)?;
    let grain = Grain::of(form.unit.code)?;
    if form.dual || form.symbol {
        return several(tokens, view, at..end, grain, form.dual);
    }
    let (count, range) = counted(tokens, at..end, grain)?;
    if grain == Grain::Month
        && let Some((day, start)) = day_before(tokens, range.start)
    {
        let value = view.reference.and_then(|reference| anchor::month(reference, count));
        let value = value.map(|(year, month)| CalendarDay {
            calendar: Calendar::Gregorian,
            year: Some(year),
            month: Some(month),
            day: Some(day),
        });
        return Some(relative(tokens, start..range.end, value.and_then(CalendarDay::value), None));
    }
    if grain == Grain::Week
        && let Some((name, start)) = weekday_before(tokens, range.start)
    {
        let day = view.reference.and_then(|r| anchor::day_in_week(r, name, count, view.week_start()));
        return Some(relative(tokens, start..range.end, day.map(iso_day), None));
    }
    if grain == Grain::Week
        && let Some((name, end)) = weekday_after(tokens, range.end)
    {
        let day = view.reference.and_then(|r| anchor::day_in_week(r, name, count, view.week_start()));
        return Some(relative(tokens, range.start..end, day.map(iso_day), None));
    }
    Some(relative(tokens, range, view.unit(grain, count), Some((count, grain))))
}

/// «الأسبوع القادم الأحد», «هذا الأسبوع يوم السبت».
fn weekday_after(tokens: &Tokens<'_>, at: usize) -> Option<(u8, usize)> {
    let name = at + usize::from(tokens.fold(at) == "يوم");
    let plain = tokens.word(name).is_some_and(|word| !word.conjunction && word.preposition.is_none());
    weekday(tokens, name).filter(|_| plain && tokens.follows(at) && tokens.follows(name))
}

/// How many units from that of the reference, and the tokens that say so.
fn counted(tokens: &Tokens<'_>, noun: Range<usize>, grain: Grain) -> Option<(i64, Range<usize>)> {
    const OTHERS: &[&str] = &[
        "في",
        "ذلك",
        "ذاك",
        "نفس",
        "عين",
        "المصري",
        "صحيفه",
        "جريده",
        "قناه",
        "موقع",
        "طوال",
        "طيله",
        "نصف",
        "نهايه",
        "بدايه",
        "كل",
    ];
    const THIS: &[&str] = &["هذا", "هذه", "هاد", "هاذ", "هاي", "هذي", "هالحين"];
    let first = before(tokens, noun.start);
    let is_this = |at: usize| {
        let fold = bare(tokens, at);
        THIS.contains(&fold) || fold.strip_prefix(['ب', 'ل']).is_some_and(|rest| THIS.contains(&rest))
    };
    if let Some((count, end)) = direction(tokens, noun.end) {
        let start = first.filter(|first| count == 0 && is_this(*first)).unwrap_or(noun.start);
        return Some((count, start..end));
    }
    // «في مثل هذا اليوم» is one of other years.
    let like = |at: usize| before(tokens, at).is_some_and(|before| matches!(bare(tokens, before), "مثل" | "بمثل"));
    if let Some(this) = first.filter(|first| is_this(*first) && !like(*first)) {
        return Some((0, this..named_again(tokens, noun.end)));
    }
    if tokens.follows(noun.end) && THIS.contains(&tokens.fold(noun.end)) && !tokens.follows(noun.end + 1) {
        return Some((0, noun.start..noun.end + 1));
    }
    // «العام» with nothing around it.
    if noun.len() == tokens.list.len() && !grain.is_of_clock() {
        return Some((0, noun));
    }
    // «اليوم» by itself is today, unless something else is said of it: «اليوم الوطني», «في اليوم», «ذلك اليوم», or it is a
    // newspaper: «المصري اليوم».
    let said = tokens.follows(noun.end) && tokens.fold(noun.end).starts_with("ال");
    let end = named_again(tokens, noun.end);
    let other = first.is_some_and(|first| is_this(first) || OTHERS.contains(&bare(tokens, first)));
    let plain = tokens.word(noun.start).is_some_and(|word| word.preposition.is_none());
    (grain == Grain::Day && plain && !other && (!said || end > noun.end)).then_some((0, noun.start..end))
}

/// The day of the month that «من» joins to a month: «الثلاثاء التاسع عشر من», «15 من».
fn day_before(tokens: &Tokens<'_>, month: usize) -> Option<(u8, usize)> {
    let of = before(tokens, month).filter(|of| matches!(tokens.fold(*of), "من" | "في"))?;
    let first = of.saturating_sub(3);
    let (day, start) = (first..of).find_map(|at| {
        let (day, end) = day_number(tokens, at)?;
        (end == of && tokens.follows(of)).then_some((day, at))
    })?;
    Some((day, weekday_before(tokens, start).map_or(start, |(_, start)| start)))
}

/// The weekday right before a token, or with «من» between.
fn weekday_before(tokens: &Tokens<'_>, at: usize) -> Option<(u8, usize)> {
    let last = before(tokens, at)?;
    let last =
        if matches!(tokens.fold(last), "من" | "في" | "الموافق") { before(tokens, last)? } else { last };
    if let Some((name, _)) = weekday(tokens, last) {
        return Some((name, last));
    }
    // «ثلاثاء الأسبوع الماضي» goes without an article.
    let name = weekday_without_article(tokens, last)?;
    (last + 1 == at).then_some((name, last))
}

/// «الأشهر الستة الماضية», «الأسبوعين المقبلين»: so many whole units before or after that of the reference.
fn several(tokens: &Tokens<'_>, view: View, noun: Range<usize>, grain: Grain, dual: bool) -> Option<Relative> {
    let (count, next) = if dual {
        (2, noun.end)
    } else if let Some(digits) = tokens.digits(noun.end) {
        (digits.value.parse().ok()?, noun.end + 1)
    } else {
        let number = quantity(tokens, noun.end).filter(|_| tokens.follows(noun.end))?;
        (i64::try_from(number.value.as_whole()?).ok()?, number.tokens.end)
    };
    let last = tokens.follows(next) && matches!(tokens.fold(next), "الاخيره" | "الاخيرين" | "الاخيرتين");
    let (sign, end) = if last { (-1, next + 1) } else { direction(tokens, next).filter(|(sign, _)| *sign != 0)? };
    if sign.abs() != 1 || !(1..100_000).contains(&count) {
        return None;
    }
    let value = view.reference.and_then(|r| anchor::stretch(r, grain, count, sign < 0, view.week_start()));
    let mut found = relative(tokens, noun.start..end, value, Some((sign * count, grain)));
    found.is_day = false;
    Some(found)
}

/// «الأربعاء الماضي», «سبتمبر المقبل», «15 مارس من العام الماضي».
fn after_date(tokens: &Tokens<'_>, view: View, date: &Date) -> Option<Relative> {
    let end = date.tokens.end;
    if let Some(name) = date.weekday.filter(|_| date.day.is_none()) {
        let (count, end) = direction(tokens, end)?;
        let day = view.reference.and_then(|reference| anchor::day_named(reference, name, count));
        let open = date.value.clone().filter(|_| view.reference.is_none());
        return Some(relative(tokens, date.tokens.start..end, day.map(iso_day).or(open), None));
    }
    let day = date.day.filter(|day| day.year.is_none())?;
    let month = day.month?;
    if day.calendar.is_hijri() {
        let (count, end) = direction(tokens, end).filter(|(count, _)| count.abs() <= 1)?;
        let prefer = if count < 0 { Prefer::Past } else { Prefer::Future };
        let value = view.reference.and_then(|reference| in_hijri_year(reference, prefer, day, month, count != 0));
        return Some(Relative { is_day: date.is_day, ..relative(tokens, date.tokens.start..end, value, None) });
    }
    let (year, end) = if let Some((count, end)) = direction(tokens, end) {
        (view.reference.and_then(|reference| anchor::year_of(reference, month, day.day, count)), end)
    } else {
        let noun = end + usize::from(matches!(tokens.fold(end), "من" | "في") && tokens.follows(end));
        let (form, after) = unit_of_stem(tokens, noun).filter(|_| tokens.follows(noun))?;
        let (count, range) = counted(tokens, noun..after, Grain::of(form.unit.code).filter(|g| *g == Grain::Year)?)?;
        (view.reference.and_then(|reference| anchor::year(reference, count)), range.end)
    };
    // Without a reference what is known is the month.
    let open = date.value.clone().filter(|_| view.reference.is_none());
    let value = year.and_then(|year| CalendarDay { year: Some(year), ..day }.value()).or(open);
    Some(Relative { is_day: date.is_day, ..relative(tokens, date.tokens.start..end, value, None) })
}
