//! Holidays that have a rule in either calendar: «عيد الأضحى 2013», «رأس السنة الهجرية», «يوم الشكر».

use std::sync::LazyLock;

use super::super::HijriMethod;
use super::super::reference::{day_of, weekday};
use super::calendar::Calendar;
use super::phrases::Phrases;
use super::role::Roles;
use super::tokens::Tokens;

/// The day of a holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Holiday {
    pub(super) calendar: Calendar,
    pub(super) month: u8,
    rule: Rule,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    Day(u8),
    /// The fourth Thursday.
    Weekday {
        which: u8,
        name: u8,
    },
}

impl Holiday {
    /// The day of the month; of a weekday it is known for a year only.
    pub(super) fn day(self, year: Option<i32>) -> Option<u8> {
        match self.rule {
            Rule::Day(day) => Some(day),
            Rule::Weekday { which, name } => {
                let first = weekday(day_of(year?, self.month, 1)?) as u8;
                Some((name + 7 - first) % 7 + 1 + 7 * (which - 1))
            }
        }
    }
}

static HOLIDAYS: LazyLock<Phrases<Holiday>> = LazyLock::new(|| {
    let mut holidays = Phrases::default();
    for line in include_str!("data/holidays.tsv").lines().filter(|line| !line.starts_with('#')) {
        let Some((holiday, names)) = read(line) else { continue };
        for name in names.split('|') {
            // Found by its first word without the article, as all that is looked up.
            holidays.add(name.strip_prefix("ال").unwrap_or(name), holiday);
            holidays.add(&format!("يوم {name}"), holiday);
        }
    }
    holidays
});

fn read(line: &str) -> Option<(Holiday, &str)> {
    let mut cells = line.split('\t');
    let calendar = if cells.next()? == "h" { Calendar::Hijri(HijriMethod::default()) } else { Calendar::Gregorian };
    let month = cells.next()?.parse().ok()?;
    let rule = cells.next()?;
    let rule = match rule.split_once('/') {
        Some((which, name)) => Rule::Weekday { which: which.parse().ok()?, name: name.parse().ok()? },
        None => Rule::Day(rule.parse().ok()?),
    };
    Some((Holiday { calendar, month, rule }, cells.next()?))
}

pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    HOLIDAYS.first_words()
}

/// The holiday whose name begins with a token, whatever its proclitics, and the token after it.
pub(super) fn holiday(tokens: &Tokens<'_>, at: usize) -> Option<(Holiday, usize)> {
    if tokens.has(at, Roles::CALENDAR) { HOLIDAYS.at(tokens, at, tokens.stem(at)) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_understood() {
        let lines = include_str!("data/holidays.tsv").lines().filter(|line| !line.starts_with('#'));
        assert!(lines.into_iter().all(|line| read(line).is_some()));
        let fourth_thursday =
            Holiday { calendar: Calendar::Gregorian, month: 11, rule: Rule::Weekday { which: 4, name: 4 } };
        assert_eq!([2018, 2019].map(|year| fourth_thursday.day(Some(year)).unwrap()), [22, 28]);
    }
}
