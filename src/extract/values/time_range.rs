//! Spans of hours: «من الساعة 4 حتى 5 مساء», «بين الخامسة والسادسة مساء», «من 4 مساء اليوم حتى 5 مساء غدا».

use std::ops::Range;

use super::clock::{Clock, Sure, clock};
use super::moment::Moment;
use super::range::{begin, joint_before, opened};
use super::time::{Time, When};
use super::tokens::Tokens;

/// A span of hours: its value, `16:00/17:00` or with the days, and its bytes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TimeRange {
    pub(super) value: Option<String>,
    pub(super) span: Range<usize>,
}

/// One end of a range.
struct End<'t> {
    clock: Clock,
    /// Whether a part of the day or 24 hours tell which half of the day it is.
    certain: bool,
    day: Day<'t>,
    tokens: Range<usize>,
}

/// The day of an end of a range.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Day<'t> {
    Unsaid,
    /// It is named, and counted from a reference that is not there.
    Unknown,
    Known(&'t str),
}

/// The ranges that times make, with their days if they have some.
pub(super) fn time_ranges(tokens: &Tokens<'_>, times: &[Time], moments: &[Moment]) -> Vec<TimeRange> {
    let mut found = Vec::new();
    for (i, time) in times.iter().enumerate() {
        let Some(last) = end_of(tokens, time, moments) else { continue };
        let Some((joint, end)) = joint_before(tokens, last.tokens.start) else { continue };
        let named = times[..i].iter().rev().take(2).filter_map(|first| end_of(tokens, first, moments));
        let first = named.into_iter().find(|first| first.tokens.end == end).or_else(|| hour_before(tokens, end));
        let Some(first) = first else { continue };
        let Some(start) = opened(tokens, joint, first.tokens.start) else { continue };
        // «الساعة 4 - 5» may be anything.
        if start == first.tokens.start && !first.certain && tokens.sign(end).is_some() && !last.certain {
            continue;
        }
        let span = begin(tokens, start)..tokens.list[last.tokens.end - 1].span.end;
        found.push(TimeRange { value: value(&first, &last), span });
    }
    found
}

fn end_of<'t>(tokens: &Tokens<'_>, time: &Time, moments: &'t [Moment]) -> Option<End<'t>> {
    let When::At(clock) = time.when else { return None };
    let certain = clock.hour > 12 || super::day_part::after_hour(tokens, time.tokens.end - 1, true).is_some();
    // Moments have their times in order.
    let moment = moments.binary_search_by_key(&time.tokens.start, |moment| moment.time.tokens.start);
    let moment = moment.ok().map(|place| &moments[place]);
    Some(End {
        clock,
        certain,
        day: moment.map_or(Day::Unsaid, |moment| moment.day.as_deref().map_or(Day::Unknown, Day::Known)),
        tokens: moment.map_or(&time.tokens, |moment| &moment.tokens).clone(),
    })
}

/// An hour that only the other end makes a time of: «بين الخامسة».
fn hour_before<'t>(tokens: &Tokens<'_>, end: usize) -> Option<End<'t>> {
    (end.saturating_sub(4)..end).find_map(|at| {
        let (clock, after, sure) = clock(tokens, at)?;
        (after == end && sure >= Sure::Hour && tokens.follows(end)).then_some(End {
            clock,
            certain: false,
            day: Day::Unsaid,
            tokens: at..end,
        })
    })
}

fn value(first: &End<'_>, last: &End<'_>) -> Option<String> {
    let (mut from, mut to) = (first.clock, last.clock);
    let one_day = first.day == Day::Unsaid || last.day == Day::Unsaid || first.day == last.day;
    // The half of the day that one end tells is that of the other, as long as they keep their order.
    if last.certain && !first.certain && to.hour >= 12 && from.hour < 12 && from.hour + 12 <= to.hour && one_day {
        from.hour += 12;
    } else if first.certain && !last.certain && from.hour >= 12 && to.hour < 12 && to.hour + 12 > from.hour {
        to.hour += 12;
    }
    match (first.day, last.day) {
        (Day::Unsaid, Day::Unsaid) => Some(format!("{}/{}", from.written(), to.written())),
        (Day::Known(day), Day::Unsaid) | (Day::Unsaid, Day::Known(day)) => {
            Some(format!("{day}T{}/{day}T{}", from.written(), to.written()))
        }
        (Day::Known(first), Day::Known(last)) => Some(format!("{first}T{}/{last}T{}", from.written(), to.written())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::found_on_10_march_2021;

    #[test]
    fn two_hours_make_a_range() {
        for (text, found, value) in [
            ("من الساعة 4 حتى 5 مساء", "من الساعة 4 حتى 5 مساء", "16:00/17:00"),
            ("بين الخامسة والسادسة مساء", "بين الخامسة والسادسة مساء", "17:00/18:00"),
            ("من 9 صباحا إلى 5 مساء", "من 9 صباحا إلى 5 مساء", "09:00/17:00"),
            ("من 4 مساء اليوم حتى 5 مساء غدا", "من 4 مساء اليوم حتى 5 مساء غدا", "2021-03-10T16:00/2021-03-11T17:00"),
            ("14:00-15:30", "14:00-15:30", "14:00/15:30"),
        ] {
            assert_eq!(found_on_10_march_2021(text, None), [(found.to_owned(), value.to_owned())], "{text}");
        }
    }
}
