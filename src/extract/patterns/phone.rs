//! Telephone numbers: international (+ or 00) of every country, national of the Arab countries.
//!
//! The value is the number in E.164. A national number without a region has one only where no other country's plan has
//! the same number; it is then still a telephone number. Without a region, mobile numbers are told from other long
//! numbers by their plan alone; those of fixed lines and those that are dialled without a 0 need a word before them
//! that says so («هاتف»), or an area code in brackets.

use std::ops::Range;

use super::super::{Entity, ExtractOptions, Label, Recognizer, Source};
use super::phone_plans::{Line, PLANS, Plan, calling_code, has_length};
use super::phone_written::Written;
use crate::script::{TATWEEL, digit_value, is_bidi_control, is_mark};

/// Finds telephone numbers.
pub(in super::super) struct Phones;

/// The most digits of an international number with its code.
const LONGEST: usize = 15;

impl Recognizer for Phones {
    fn labels(&self) -> &'static [Label] {
        &[Label::Phone]
    }

    fn recognize(&self, source: &Source<'_>, options: &ExtractOptions, out: &mut Vec<Entity>) {
        let text = source.text();
        let region = options.region.as_deref().and_then(Plan::of);
        let mut floor = 0;
        for digit in source.runs() {
            if *digit < floor {
                continue;
            }
            let Some(written) = Written::read(text, *digit) else { continue };
            let Some((span, value)) = number(text, &written, region) else { continue };
            floor = span.end;
            let mut entity = Entity::new(Label::Phone, span);
            entity.value = value;
            out.push(entity);
        }
    }
}

/// The countries whose national numbers can be read.
pub(in super::super) fn regions() -> impl Iterator<Item = &'static str> {
    PLANS.iter().map(|plan| plan.country)
}

/// The longest run of groups from the first that is a telephone number, with its value if that is certain.
fn number(text: &str, written: &Written<'_>, region: Option<&Plan>) -> Option<(Range<usize>, Option<String>)> {
    let is_code = |code: &str| code.starts_with('0') || PLANS.iter().any(|plan| plan.code == code);
    let announced = written.code_in_brackets().is_some_and(is_code) || is_announced(text, written.groups[0].start);
    let counts = || (1..=written.len()).rev().filter(|count| fits(written, *count));
    let by_plan = counts().find_map(|count| {
        if let Some(value) = international(written, count, announced) {
            let span = written.span(count);
            return Some((span.start..written.turned_plus(count).unwrap_or(span.end), Some(value)));
        }
        if written.plus || !written.is_national(count) {
            return None;
        }
        let value = match national(written.digits(count), region, announced)? {
            National::Certain(value) => Some(value),
            National::Open => None,
        };
        Some((written.span(count), value))
    });
    // Plans change; behind a plus sign their lengths are enough.
    by_plan.or_else(|| {
        let mut counts = counts().filter(|_| written.plus);
        counts.find_map(|count| {
            let (code, number) = split_code(written.digits(count))?;
            let plan = PLANS.iter().find(|plan| plan.code == code)?;
            plan.has_length(number).then(|| (written.span(count), Some(format!("+{code}{number}"))))
        })
    })
}

fn fits(written: &Written<'_>, count: usize) -> bool {
    (7..=LONGEST + 3).contains(&written.digits(count).len()) && written.stands_free_after(count)
}

/// The calling code and what follows it, without the 0 for those who call from inside the country: «+966 (0) 50 …».
fn split_code(digits: &str) -> Option<(&str, &str)> {
    let code = calling_code(digits)?;
    let number = &digits[code.len()..];
    let trunk = PLANS.iter().any(|plan| plan.code == code && plan.trunk);
    Some((code, if trunk { number.strip_prefix('0').unwrap_or(number) } else { number }))
}

/// The value of an international number. Without a sign, a calling code is one only before a mobile number, or in
/// brackets or after a word that says so.
fn international(written: &Written<'_>, count: usize, announced: bool) -> Option<String> {
    let turned = written.turned_plus(count).map(|_| written.turned_digits(count));
    let digits = turned.as_deref().unwrap_or_else(|| written.digits(count));
    let signed = written.plus || turned.is_some();
    let zeros = digits.strip_prefix("00").filter(|_| !signed);
    let (code, number) = split_code(zeros.unwrap_or(digits))?;
    let signed = signed || zeros.is_some();
    let alone = written.code_stands_alone(count, code);
    let right = match PLANS.iter().find(|plan| plan.code == code) {
        Some(plan) => match plan.line(number)? {
            Line::Mobile => signed || (alone && code.len() + number.len() >= 11),
            Line::Other => signed || (alone && announced),
        },
        None => signed && has_length(code, number),
    };
    right.then(|| format!("+{code}{number}"))
}

/// What is known of a national number.
enum National {
    /// One country has it: its value.
    Certain(String),
    /// Several countries have it.
    Open,
}

/// Reads a national number by the plan of a region, or, without one, by the plans of all countries.
fn national(digits: &str, region: Option<&Plan>, announced: bool) -> Option<National> {
    let value = |plan: &Plan, number: &str| format!("+{}{number}", plan.code);
    if let Some(plan) = region {
        return plan.dialled(digits).map(|(number, _)| National::Certain(value(plan, number)));
    }
    let mut plans = PLANS.iter().filter_map(|plan| {
        let (number, line) = plan.dialled(digits)?;
        let told = announced || (plan.trunk && line == Line::Mobile);
        told.then_some((plan, number))
    });
    let (plan, number) = plans.next()?;
    Some(if plans.next().is_none() { National::Certain(value(plan, number)) } else { National::Open })
}

/// Words that say that a telephone number follows, in the beginnings that their forms share.
const ANNOUNCING: &[&str] = &[
    "هاتف",
    "تلفون",
    "تليفون",
    "تلفن",
    "جوال",
    "موبايل",
    "محمول",
    "نقال",
    "خليوي",
    "فاكس",
    "واتس",
    "اتصل",
    "اتصال",
    "المحول",
    "سنترال",
    "tel",
    "phone",
    "fax",
    "mobile",
    "whatsapp",
    "call",
    "hotline",
];

/// Whether such a word stands shortly before, with no other digits between.
fn is_announced(text: &str, start: usize) -> bool {
    const NEAR: usize = 40;
    let mut near: Vec<char> = text[..start]
        .chars()
        .rev()
        .take(4 * NEAR)
        .take_while(|c| digit_value(*c).is_none() && *c != '\n')
        .filter(|c| !(is_mark(*c) || is_bidi_control(*c) || *c == TATWEEL))
        .take(NEAR)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    near.reverse();
    let near: String = near.into_iter().collect();
    ANNOUNCING.iter().any(|word| near.contains(word))
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
        one("(+974 4403 4980)", "+974 4403 4980", Some("+97444034980"));
        one("+ 974 4403 4980", "+ 974 4403 4980", Some("+97444034980"));
        one("(968) 23293333", "(968) 23293333", Some("+96823293333"));
        one("966501234567", "966501234567", Some("+966501234567"));
        one("تواصل 550277780 (966+) الآن", "550277780 (966+)", Some("+966550277780"));
        one("+96614693738", "+96614693738", Some("+96614693738"));
        one("+33 1 46 64 79 98 12", "+33 1 46 64 79 98", Some("+33146647998"));
    }

    #[test]
    fn national_numbers_of_one_country_or_several() {
        one("موبايل 01012345678", "01012345678", Some("+201012345678"));
        one("٠٧٩٠١٢٣٤٥٦٧", "٠٧٩٠١٢٣٤٥٦٧", Some("+9647901234567"));
        one("جوال 0501234567", "0501234567", None);
        one("للحجز 03/123456", "03/123456", Some("+9613123456"));
        assert_eq!(found("0501234567", Some("SA"))[0].1.as_deref(), Some("+966501234567"));
        assert_eq!(found("6612 3456", Some("QA"))[0].1.as_deref(), Some("+97466123456"));
        assert_eq!(found("6612 3456", None), []);
    }

    #[test]
    fn fixed_lines_are_announced() {
        one("فاكس: 01 555 123", "01 555 123", None);
        one("(013) 8602429", "(013) 8602429", None);
        one("هاتِف 1700 1234", "1700 1234", Some("+97317001234"));
        assert_eq!(found("غرفة 1700 1234", None), []);
        assert_eq!(found("(0501234567)", None)[0].0, "0501234567");
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
            "ISBN 0-521-52290-0",
            "03 10 2018",
            "2010 - 2011 - 2012",
            "(1851) (1865)",
            "05/12/2345678",
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
