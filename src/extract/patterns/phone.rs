//! Telephone numbers: international (+ or 00) of every country, national of the Arab countries.
//!
//! The value is the number in E.164. A national number without a region has one only where no other country's plan has
//! the same number; it is then still a telephone number, but only mobile ones are told from other long numbers.

use std::ops::Range;

use super::super::{Entity, ExtractOptions, Label, Recognizer, Source};
use super::super::digits::{ascii_digits, before, digits_end};
use super::phone_plans::{PLANS, Plan, calling_code};
use crate::script::{digit_value, is_bidi_control};

/// Finds telephone numbers.
pub(in super::super) struct Phones;

/// The fewest and most digits of an international number with its code.
const SHORTEST: usize = 8;
const LONGEST: usize = 15;
/// No number is written in more groups.
const MOST_GROUPS: usize = 8;

impl Recognizer for Phones {
    fn labels(&self) -> &'static [Label] {
        &[Label::Phone]
    }

    fn recognize(&self, source: &Source<'_>, options: &ExtractOptions, out: &mut Vec<Entity>) {
        let text = source.text();
        let mut floor = 0;
        for digit in source.runs() {
            if *digit < floor {
                continue;
            }
            let written = Written::read(text, *digit);
            if !stands_free_before(text, written.start) {
                continue;
            }
            if let Some((span, value)) = written.number(text, options.region.as_deref()) {
                floor = span.end;
                let entity = Entity::new(Label::Phone, span);
                out.push(match value {
                    Some(value) => entity.with_value(value),
                    None => entity,
                });
            }
        }
    }
}

/// Groups of digits as they are written, with the sign or bracket before them.
struct Written {
    start: usize,
    /// A plus sign stands before the first group, or, turned round by the direction of the line, behind the last.
    plus: bool,
    groups: Vec<Range<usize>>,
    /// What stands before each group but the first.
    separators: Vec<char>,
}

impl Written {
    fn read(text: &str, digit: usize) -> Self {
        let (start, plus) = opening(text, digit);
        let mut groups = Vec::new();
        groups.push(digit..digits_end(text, digit));
        let mut separators = Vec::new();
        while groups.len() < MOST_GROUPS {
            let Some((separator, next)) = separator(text, groups[groups.len() - 1].end) else { break };
            separators.push(separator);
            groups.push(next..digits_end(text, next));
        }
        Self { start, plus, groups, separators }
    }

    /// The longest run of groups from the first that is a telephone number, with its value if that is certain.
    fn number(&self, text: &str, region: Option<&str>) -> Option<(Range<usize>, Option<String>)> {
        (1..=self.groups.len()).rev().find_map(|count| {
            let end = self.groups[count - 1].end;
            let digits = ascii_digits(&text[self.groups[0].start..end]);
            if digits.len() < 7 || digits.len() > LONGEST + 2 || !stands_free_after(text, end) {
                return None;
            }
            let trailing_plus = text[end..].starts_with('+') && !self.plus;
            if let Some(value) = self.international(&digits, trailing_plus) {
                return Some((self.start..end + usize::from(trailing_plus), Some(value)));
            }
            if self.plus || self.looks_like_date(text, count) || self.separators[..count - 1].contains(&'/') {
                return None;
            }
            let value = match national(&digits, region)? {
                National::Certain(value) => Some(value),
                National::Open => None,
            };
            Some((self.start..end, value))
        })
    }

    fn international(&self, digits: &str, trailing_plus: bool) -> Option<String> {
        let number = if self.plus || trailing_plus { digits } else { digits.strip_prefix("00")? };
        let code = calling_code(number)?;
        let national = &number[code.len()..];
        let plan = PLANS.iter().find(|plan| plan.code == code);
        // «+966 (0) 50 …»: the 0 is for those who call from inside the country.
        let national = match plan {
            Some(plan) if plan.trunk => national.strip_prefix('0').unwrap_or(national),
            _ => national,
        };
        let fits = match (plan, code) {
            (Some(plan), _) => plan.has(national),
            (None, "1") => national.len() == 10 && !national.starts_with(['0', '1']),
            (None, "7") => national.len() == 10,
            _ => (SHORTEST..=LONGEST).contains(&number.len()) && national.len() >= 5,
        };
        fits.then(|| format!("+{code}{national}"))
    }

    /// Day, month, year in either order.
    fn looks_like_date(&self, text: &str, count: usize) -> bool {
        let lengths: Vec<usize> = self.groups[..count].iter().map(|g| ascii_digits(&text[g.clone()]).len()).collect();
        matches!(lengths[..], [1..=2, 1..=2, 2 | 4] | [4, 1..=2, 1..=2] | [4, 4])
            && !self.separators[..count - 1].contains(&' ')
    }
}

/// Where a number begins whose first digit is at `digit`: at a plus sign, a bracket, or both.
fn opening(text: &str, digit: usize) -> (usize, bool) {
    let (mut start, mut plus, mut bracket) = (digit, false, false);
    for (i, c) in text[..digit].char_indices().rev().take(6) {
        match c {
            '+' | '\u{FF0B}' if !plus => (start, plus) = (i, true),
            '(' if !bracket => (start, bracket) = (i, true),
            _ if is_bidi_control(c) => {}
            _ => break,
        }
    }
    (start, plus)
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
            ' ' | '\u{A0}' | '\u{202F}' if separator.is_none_or(|s| s == ' ' || s == '-') => {
                separator = separator.or(Some(' '));
            }
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

fn stands_free_after(text: &str, end: usize) -> bool {
    let mut rest = text[end..].chars().filter(|c| !is_bidi_control(*c));
    let next = rest.next();
    let after_next = rest.next();
    let goes_on = |c: char| c.is_ascii_alphanumeric() || digit_value(c).is_some();
    match next {
        None => true,
        Some('.' | ',' | '-' | '/' | ':' | '٫' | '٬') => after_next.is_none_or(|c| digit_value(c).is_none()),
        Some('%' | '٪' | '_' | '$' | '€') => false,
        Some(c) => !goes_on(c),
    }
}

/// What is known of a national number.
enum National {
    /// One country has it: its value.
    Certain(String),
    /// Several countries have it.
    Open,
}

/// Reads a national number by the plan of a region, or, without one, by the plans of all countries.
fn national(digits: &str, region: Option<&str>) -> Option<National> {
    let of = |plan: &Plan| format!("+{}{}", plan.code, without_trunk(plan, digits).unwrap_or(digits));
    if let Some(plan) = region.and_then(|region| PLANS.iter().find(|plan| plan.country == region)) {
        return without_trunk(plan, digits)
            .is_some_and(|national| plan.has(national))
            .then(|| National::Certain(of(plan)));
    }
    let fits =
        |plan: &&Plan| plan.trunk && without_trunk(plan, digits).is_some_and(|national| plan.has_mobile(national));
    let mut plans = PLANS.iter().filter(fits);
    let first = plans.next()?;
    Some(if plans.next().is_none() { National::Certain(of(first)) } else { National::Open })
}

/// A national number without the 0 that is dialled before it, if it has to have one.
fn without_trunk<'d>(plan: &Plan, digits: &'d str) -> Option<&'d str> {
    if plan.trunk { digits.strip_prefix('0') } else { Some(digits) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, region: Option<&str>) -> Vec<(String, Option<String>)> {
        let options = ExtractOptions { region: region.map(str::to_owned), ..ExtractOptions::default() };
        let mut out = Vec::new();
        Phones.recognize(&Source::new(text), &options, &mut out);
        out.into_iter().map(|e| (text[e.span].to_owned(), e.value)).collect()
    }

    fn one(text: &str, number: &str, value: Option<&str>) {
        assert_eq!(found(text, None), [(number.to_owned(), value.map(str::to_owned))], "{text}");
    }

    #[test]
    fn international_numbers() {
        one("هاتف:+966 50 123 4567.", "+966 50 123 4567", Some("+966501234567"));
        one("واتساب 00971-50-1234567", "00971-50-1234567", Some("+971501234567"));
        one("\u{200F}(+20) 10 1234 5678", "(+20) 10 1234 5678", Some("+201012345678"));
        one("+٩٦٢٧٩٠١٢٣٤٥٦", "+٩٦٢٧٩٠١٢٣٤٥٦", Some("+962790123456"));
        one("+966 (0)50 123 4567", "+966 (0)50 123 4567", Some("+966501234567"));
        one("966501234567+ للحجز", "966501234567+", Some("+966501234567"));
        one("+44 20 7946 0018", "+44 20 7946 0018", Some("+442079460018"));
        one("+1 (202) 555-0143", "+1 (202) 555-0143", Some("+12025550143"));
    }

    #[test]
    fn national_numbers_of_one_country_or_several() {
        one("موبايل 01012345678", "01012345678", Some("+201012345678"));
        one("٠٧٩٠١٢٣٤٥٦٧", "٠٧٩٠١٢٣٤٥٦٧", Some("+9647901234567"));
        one("جوال 0501234567", "0501234567", None);
        assert_eq!(found("0501234567", Some("SA"))[0].1.as_deref(), Some("+966501234567"));
        assert_eq!(found("6612 3456", Some("QA"))[0].1.as_deref(), Some("+97466123456"));
        assert_eq!(found("6612 3456", None), []);
    }

    #[test]
    fn other_numbers_are_none() {
        for text in [
            "2018-2019",
            "01/12/2018",
            "2018-01-15",
            "1234567",
            "10.000.000",
            "1,234,567",
            "05012345678901234",
            "$0501234567",
            "SA0380000000608010167519",
            "x0501234567",
            "192.168.100.200",
            "3.1415926535",
            "+12",
            "20101234567%",
        ] {
            assert_eq!(found(text, None), [], "{text}");
        }
    }

    #[test]
    fn rows_of_digits_are_read_in_linear_time() {
        for piece in ["1", "1 ", "+1", "(1)", "0 5-"] {
            found(&piece.repeat(300_000), None);
        }
    }
}
