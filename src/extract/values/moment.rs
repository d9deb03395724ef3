//! A date and a time of day side by side are one moment: «الأحد 22 يوليو 2018 15:05», «الساعة 8 مساء يوم الأحد».

use std::ops::Range;

use super::date::Found as Date;
use super::time::{Time, When};
use super::tokens::Tokens;

/// A date with a time of day.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Moment {
    /// ISO 8601, of what has no year in the manner of TIMEX3; none if it is not known.
    pub(super) day: Option<String>,
    pub(super) time: Time,
    pub(super) tokens: Range<usize>,
    pub(super) span: Range<usize>,
}

impl Moment {
    /// ISO 8601, none if the day is not known.
    pub(super) fn value(&self) -> Option<String> {
        self.day.as_ref().map(|day| format!("{day}T{}", self.time.of_day()))
    }
}

/// The moments that dates and times, both from left to right, make together.
pub(super) fn moments(tokens: &Tokens<'_>, dates: &[Date], times: &[Time]) -> Vec<Moment> {
    let mut found = Vec::new();
    let mut next = 0;
    for date in dates {
        while times.get(next).is_some_and(|time| time.tokens.end <= date.tokens.start && !joins(tokens, time, date)) {
            next += 1;
        }
        let Some(time) = times.get(next) else { break };
        if date.is_day && (joins(tokens, time, date) || follows(tokens, date, time)) {
            let span = date.span.start.min(time.span.start)..date.span.end.max(time.span.end);
            let tokens = date.tokens.start.min(time.tokens.start)..date.tokens.end.max(time.tokens.end);
            found.push(Moment { day: date.value.clone(), time: time.clone(), tokens, span });
            next += 1;
        }
    }
    found
}

/// The time right before the date, or with «يوم» and the like between.
fn joins(tokens: &Tokens<'_>, time: &Time, date: &Date) -> bool {
    let between = time.tokens.end..date.tokens.start;
    time.tokens.end <= date.tokens.start && between.len() <= 3 && are_small(tokens, between)
}

/// The time right after the date, or with a comma or «في» between.
fn follows(tokens: &Tokens<'_>, date: &Date, time: &Time) -> bool {
    let between = date.tokens.end..time.tokens.start;
    !matches!(time.when, When::Of(_))
        && date.tokens.end <= time.tokens.start
        && between.len() <= 2
        && are_small(tokens, between)
}

fn are_small(tokens: &Tokens<'_>, mut between: Range<usize>) -> bool {
    let end = between.end;
    between.all(|at| {
        let word = matches!(tokens.fold(at), "يوم" | "من" | "في" | "عند" | "علي" | "بتاريخ" | "تمام");
        tokens.follows(at) && (word || matches!(tokens.sign(at), Some('،' | ',' | '-')))
    }) && tokens.follows(end)
}
