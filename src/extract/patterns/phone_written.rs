//! How telephone numbers are written: groups of digits, what may stand between them, and what may not stand around them.

use std::ops::Range;

use super::super::digits::{before, digits_end};
use crate::script::{digit_value, is_bidi_control, is_space};

/// No number is written in more groups.
const MOST_GROUPS: usize = 8;

/// Groups of digits as they are written, with the sign or bracket before them.
pub(super) struct Written<'t> {
    text: &'t str,
    start: usize,
    /// A plus sign stands before the first group.
    pub plus: bool,
    /// A bracket stands before the first group.
    bracket: Option<usize>,
    pub groups: Vec<Range<usize>>,
    /// What stands before each group but the first.
    separators: Vec<char>,
    /// All digits in ASCII, and how many there are up to the end of each group.
    digits: String,
    ends: Vec<usize>,
}

impl<'t> Written<'t> {
    /// Reads the groups from the digit at `digit` on; none if there are less than seven digits, or if they are the rest
    /// of something longer.
    pub(super) fn read(text: &'t str, digit: usize) -> Option<Self> {
        let (start, plus, bracket) = opening(text, digit);
        let mut written = Self {
            text,
            start,
            plus,
            bracket,
            groups: Vec::new(),
            separators: Vec::new(),
            digits: String::new(),
            ends: Vec::new(),
        };
        let mut next = digit;
        loop {
            let group = next..digits_end(text, next);
            let end = group.end;
            written.digits.extend(text[group.clone()].chars().filter_map(digit_value).map(|d| char::from(b'0' + d)));
            written.groups.push(group);
            written.ends.push(written.digits.len());
            if written.groups.len() == MOST_GROUPS {
                break;
            }
            let Some((separator, after)) = separator(text, end) else { break };
            written.separators.push(separator);
            next = after;
        }
        (written.digits.len() >= 7 && stands_free_before(text, start)).then_some(written)
    }

    /// How many groups there are.
    pub(super) fn len(&self) -> usize {
        self.groups.len()
    }

    /// The digits of the first groups.
    pub(super) fn digits(&self, count: usize) -> &str {
        &self.digits[..self.ends[count - 1]]
    }

    /// How many digits a group has.
    fn length(&self, group: usize) -> usize {
        self.ends[group] - if group == 0 { 0 } else { self.ends[group - 1] }
    }

    /// The place of the first groups, with a sign before them and a bracket that is closed among them.
    pub(super) fn span(&self, count: usize) -> Range<usize> {
        let end = self.groups[count - 1].end;
        let open_ended = self.bracket.is_some() && !self.text[self.start..end].contains(')');
        if !open_ended {
            return self.start..end;
        }
        let after_bracket = self.bracket.map_or(self.start, |bracket| bracket + 1);
        let inner = &self.text[after_bracket..self.groups[0].start];
        let start = inner.find(['+', '\u{FF0B}']).map_or(self.groups[0].start, |i| after_bracket + i);
        start..end
    }

    /// What stands alone in brackets before the other groups, as calling and area codes do.
    pub(super) fn code_in_brackets(&self) -> Option<&str> {
        let after = self.text[self.groups[0].end..].chars().find(|c| !is_bidi_control(*c));
        (self.bracket.is_some() && after == Some(')') && self.groups.len() > 1).then(|| self.digits(1))
    }

    /// The end of a plus sign behind the number, where the direction of the line has turned it round: «966501234567+»,
    /// «501234567 (966+)».
    pub(super) fn turned_plus(&self, count: usize) -> Option<usize> {
        let end = self.groups[count - 1].end;
        let mut seen = self.text[end..].char_indices().filter(|(_, c)| !is_bidi_control(*c));
        let (plus, _) = seen.next().filter(|(_, c)| *c == '+' && !self.plus)?;
        let bracket = seen.next().filter(|(_, c)| *c == ')' && count > 1);
        Some(end + 1 + bracket.map_or(plus, |(at, _)| at))
    }

    /// The digits of the first groups as they are to be read: a code that stands last before a turned plus sign first.
    pub(super) fn turned_digits(&self, count: usize) -> String {
        let (before, last) = self.digits(count).split_at(if count > 1 { self.ends[count - 2] } else { 0 });
        format!("{last}{before}")
    }

    /// Whether a calling code can be read without a plus sign: it is the first group, or the number is one group.
    pub(super) fn code_stands_alone(&self, count: usize, code: &str) -> bool {
        count == 1 || self.digits(1) == code
    }

    /// Whether the first groups are followed by nothing that makes them part of something else.
    pub(super) fn stands_free_after(&self, count: usize) -> bool {
        let mut rest = self.text[self.groups[count - 1].end..].chars().filter(|c| !is_bidi_control(*c));
        let next = rest.next();
        let after_next = rest.next();
        match next {
            None => true,
            Some('.' | ',' | '-' | '/' | ':' | '٫' | '٬') => after_next.is_none_or(|c| digit_value(c).is_none()),
            Some('%' | '٪' | '_' | '$' | '€') => false,
            Some(c) => !(c.is_ascii_alphanumeric() || digit_value(c).is_some()),
        }
    }

    /// Whether the first groups can be a number of one country: no date, no ISBN, nothing with alternatives.
    pub(super) fn is_national(&self, count: usize) -> bool {
        let slashes = self.separators[..count - 1].iter().filter(|separator| **separator == '/').count();
        // Lebanon and Syria write «03/123456».
        let after_area = slashes == 1 && self.separators[0] == '/' && self.length(0) < 4 && self.length(1) > 2;
        let odd_end = count > 1 && (self.length(count - 1) == 1 || (self.digits(1) == "0" && self.bracket.is_none()));
        (slashes == 0 || after_area) && !odd_end && !self.looks_like_date(count)
    }

    /// Day, month, year in either order; two years.
    fn looks_like_date(&self, count: usize) -> bool {
        let lengths: Vec<usize> = (0..count).map(|group| self.length(group)).collect();
        let is_year = |digits: &str| digits.starts_with("19") || digits.starts_with("20");
        match lengths[..] {
            [1..=2, 1..=2, 4] => is_year(&self.digits[self.ends[1]..]),
            [4, 1..=2, 1..=2] | [4, 4] => is_year(&self.digits),
            [1..=2, 1..=2, 2] => true,
            _ => false,
        }
    }
}

/// Where a number begins whose first digit is at `digit`: at a plus sign, a bracket, or both; whether there is a plus
/// sign; and the place of the bracket.
fn opening(text: &str, digit: usize) -> (usize, bool, Option<usize>) {
    let (mut start, mut plus, mut bracket) = (digit, false, None);
    let mut gap = false;
    for (i, c) in text[..digit].char_indices().rev().take(6) {
        match c {
            '+' | '\u{FF0B}' if !plus => (start, plus, gap) = (i, true, false),
            '(' if bracket.is_none() && !gap => (start, bracket) = (i, Some(i)),
            // «+ 974 4403 4980»
            ' ' if !gap && !plus && bracket.is_none() => gap = true,
            _ if is_bidi_control(c) => {}
            _ => break,
        }
    }
    (start, plus, bracket)
}

/// What stands between two groups at `at`, and where the next one begins.
fn separator(text: &str, at: usize) -> Option<(char, usize)> {
    let mut separator = None;
    let mut brackets = 0;
    for (i, c) in text[at..].char_indices().take(8) {
        match c {
            _ if digit_value(c).is_some() => return separator.map(|separator| (separator, at + i)),
            '(' | ')' if brackets < 2 => {
                brackets += 1;
                separator = separator.or(Some(' '));
            }
            _ if is_space(c) && separator.is_none_or(|s| s == ' ' || s == '-') => separator = separator.or(Some(' ')),
            '-' | '\u{2010}' | '\u{2011}' | '\u{2013}' if separator.is_none_or(|s| s == ' ') => separator = Some('-'),
            '.' | '/' if separator.is_none() => separator = Some(c),
            _ if is_bidi_control(c) => {}
            _ => return None,
        }
    }
    None
}

/// A number is not the rest of a longer one, nor of a word in Latin letters, a price or a path.
fn stands_free_before(text: &str, start: usize) -> bool {
    before(text, start).is_none_or(|c| {
        !(c.is_ascii_alphanumeric()
            || digit_value(c).is_some()
            || matches!(c, '_' | '/' | '=' | '-' | '.' | ',' | '$' | '€' | '£' | '#' | '٫' | '٬'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The number that begins with the first digit of a text.
    fn read(text: &str) -> Option<Written<'_>> {
        Written::read(text, text.find(|c| digit_value(c).is_some())?)
    }

    fn span(text: &str, count: usize) -> Option<&str> {
        read(text).map(|written| &text[written.span(count)])
    }

    #[test]
    fn brackets_are_part_of_a_number_when_they_close_in_it() {
        assert_eq!(span("(+966) 50 1", 3), None);
        assert_eq!(span("(+966) 50 1234", 3), Some("(+966) 50 1234"));
        assert_eq!(span("(+966 50 1234)", 3), Some("+966 50 1234"));
        assert_eq!(span("(050 1234567)", 2), Some("050 1234567"));
        assert_eq!(span("+(966) 501234", 2), Some("+(966) 501234"));
    }

    #[test]
    fn groups_end_where_no_number_goes_on() {
        assert_eq!(read("050 - 123 4567").map(|written| written.len()), Some(3));
        assert_eq!(read("05012345، 67").map(|written| written.len()), Some(1));
        assert_eq!(read("0501234--567").map(|written| written.len()), Some(1));
        assert_eq!(read("1 2 3 4 5 6 7 8 9 0").map(|written| written.len()), Some(MOST_GROUPS));
    }

    #[test]
    fn the_rest_of_something_longer_is_none() {
        for text in ["x1234567", "$1234567", "#1234567", ".1234567", "-1234567", "=1234567"] {
            assert!(read(text).is_none(), "{text}");
        }
        assert!(!read("1234567%").is_some_and(|written| written.stands_free_after(1)));
        assert!(!read("1234567.8").is_some_and(|written| written.stands_free_after(1)));
        assert!(read("1234567.").is_some_and(|written| written.stands_free_after(1)));
    }

    #[test]
    fn dates_and_book_numbers_are_not_national() {
        for text in ["15-01-2018", "2018-01-15", "2018-2019", "03 10 2018", "0-521-52290-0", "05/12/2345678"] {
            let written = read(text).unwrap();
            assert!(!written.is_national(written.len()), "{text}");
        }
        for text in ["050-123-4567", "03/123456", "(0)50 1234567", "66 12 34 56"] {
            let written = read(text).unwrap();
            assert!(written.is_national(written.len()), "{text}");
        }
    }
}
