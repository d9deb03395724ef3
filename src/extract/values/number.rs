//! Numbers in digits of the three sets, with grouping and decimals read by position (`separators.rs`). Digits
//! joined in any other way (dates, times, versions, fractions, identifiers) are no number.

use std::ops::Range;

use super::super::digits::{after, before, digits_end};
use super::super::{Entity, Label, Source};
use super::magnitude::Magnitude;
use super::power::power_after;
use super::separators::{Groups, is_comma, is_number_space, is_separator};
use crate::script::{TATWEEL, digit_value, is_arabic_letter, is_bidi_control, is_mark, is_space};

/// A number as it is written and what it is worth.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// Where it stands, its sign included, in bytes.
    pub span: Range<usize>,
    /// In decimal digits of ASCII, without grouping, without zeros that say nothing.
    pub value: String,
}

impl Number {
    /// The number as a float; the nearest one for long numbers.
    pub fn magnitude(&self) -> f64 {
        self.value.parse().unwrap_or(f64::NAN)
    }

    pub(super) fn into_entity(self) -> Entity {
        let magnitude = self.magnitude();
        Entity::new(Label::Cardinal, self.span).with_value(self.value).with_number(magnitude)
    }
}

/// The numbers that stand by themselves in a text, from left to right.
///
/// ```
/// use ibriz::extract::Source;
/// use ibriz::extract::values::number::numbers;
///
/// let source = Source::new("و٤٠٠٠ ثم 1,234.5 ثم ١٫٥ في 2018/1/15");
/// let found: Vec<String> = numbers(&source).into_iter().map(|n| n.value).collect();
/// assert_eq!(found, ["4000", "1234.5", "1.5"]);
/// ```
pub fn numbers(source: &Source<'_>) -> Vec<Number> {
    let text = source.text();
    let mut numbers = Vec::with_capacity(source.runs().len());
    let mut floor = 0;
    for digit in source.runs() {
        if *digit >= floor {
            let run = Run { decimal_comma: source.has_decimal_comma(), ..Run::read(text, *digit) };
            floor = run.end();
            run.numbers(text, &mut numbers);
        }
    }
    numbers
}

/// The number whose first digit is at `digit`, whatever stands before and after it: «100» in «100km». Its sign is not
/// looked for. None if the digits are joined as no number is.
///
/// ```
/// use ibriz::extract::values::number::read_at;
///
/// assert_eq!(read_at("x1,500km", 1).map(|n| (n.span, n.value)), Some((1..6, "1500".to_owned())));
/// assert_eq!(read_at("2018/1/15", 0), None);
/// ```
pub fn read_at(text: &str, digit: usize) -> Option<Number> {
    let run = Run::read(text, digit);
    Some(Number { span: digit..run.end(), value: run.value(text)? })
}

/// Digits with what joins them directly: one more of `groups` than of `joints`.
struct Run {
    groups: Vec<Range<usize>>,
    joints: Vec<char>,
    decimal_comma: bool,
}

impl Run {
    fn read(text: &str, digit: usize) -> Self {
        let mut run = Self { groups: Vec::with_capacity(4), joints: Vec::new(), decimal_comma: false };
        run.groups.push(digit..digits_end(text, digit));
        run.read_spaced(text);
        loop {
            let end = run.end();
            let mut rest = text[end..].char_indices().filter(|(_, c)| !is_bidi_control(*c));
            let (Some((_, joint)), Some((i, next))) = (rest.next(), rest.next()) else { break };
            if !is_joint(joint) || digit_value(next).is_none() {
                break;
            }
            run.joints.push(joint);
            run.groups.push(end + i..digits_end(text, end + i));
        }
        run
    }

    /// Groups of three digits parted by spaces. An ordinary space parts numbers as well, so there it takes two such
    /// groups («1 234 567») or three zeros («40 000») and nothing of digits after them.
    fn read_spaced(&mut self, text: &str) {
        let length = |group: &Range<usize>| text[group.clone()].chars().filter(|c| digit_value(*c).is_some()).count();
        if length(&self.groups[0]) > 3 || text[self.groups[0].clone()].chars().find_map(digit_value) == Some(0) {
            return;
        }
        let Some(space) = after(text, self.end()).filter(|c| is_number_space(*c)) else { return };
        let mut end = self.end();
        let mut groups = Vec::new();
        while let Some(next) = digit_after(text, end, space) {
            let group = next..digits_end(text, next);
            if length(&group) != 3 {
                if space == ' ' {
                    return;
                }
                break;
            }
            end = group.end;
            groups.push(group);
        }
        let zeros = |group: &Range<usize>| text[group.clone()].chars().filter_map(digit_value).all(|digit| digit == 0);
        if space != ' ' || groups.len() > 1 || groups.first().is_some_and(zeros) {
            self.joints.resize(groups.len(), space);
            self.groups.append(&mut groups);
        }
    }

    fn end(&self) -> usize {
        self.groups[self.groups.len() - 1].end
    }

    fn numbers(&self, text: &str, out: &mut Vec<Number>) {
        let Some(start) = self.start(text) else { return };
        if is_part_of_word_after(text, self.end()) {
            out.extend(self.with_power(text, start));
            return;
        }
        if let Some((first, second)) = self.around_dash() {
            // Two numbers: «5-7», «2011–2017», «1.5-2.5».
            let number = |run: Self| Some(Number { span: run.groups[0].start..run.end(), value: run.value(text)? });
            if let (Some(first), Some(second)) = (number(first), number(second)) {
                out.extend([first, second]);
            }
        } else if let Some(value) = self.value(text) {
            let (sign, first) = (&text[start..self.groups[0].start], self.groups[0].start);
            let value =
                if sign.starts_with('٫') { format!("0.{}", digits_of(&text[first..self.end()])) } else { value };
            let negative = sign.starts_with(['-', '\u{2212}']) && value != "0";
            let value = if negative { format!("-{value}") } else { value };
            out.push(Number { span: start..self.end(), value });
        } else if self.joints.iter().all(|joint| is_comma(*joint)) {
            // A list without spaces.
            out.extend((0..self.groups.len()).filter_map(|i| self.plain(text, i)));
        }
    }

    fn value(&self, text: &str) -> Option<String> {
        if !self.joints.iter().all(|joint| is_separator(*joint)) {
            return None;
        }
        let digits = digits_of(&text[self.groups[0].start..self.end()]);
        let lengths = self.groups.iter().map(|group| text[group.clone()].chars().filter_map(digit_value).count());
        let ends = lengths.scan(0, |end, length| {
            *end += length;
            Some(*end)
        });
        let cuts: Vec<usize> = ends.take(self.joints.len()).collect();
        let decimals_follow = self.joints == ['.'] && decimals_follow(text, self.end());
        let decimal_comma = self.decimal_comma;
        Groups { digits: &digits, cuts: &cuts, separators: &self.joints, decimals_follow, decimal_comma }.value()
    }

    /// «1e10», «4K», «3.5M»: a number with a power of ten in Latin letters.
    fn with_power(&self, text: &str, start: usize) -> Option<Number> {
        let (power, end) = power_after(text, self.end())?;
        let value = Magnitude::decimal(&self.value(text)?)?;
        let scale = 10_i128.checked_pow(power.unsigned_abs())?;
        let scale = if power < 0 { Magnitude::ratio(1, scale)? } else { Magnitude::whole(scale) };
        let value = value.times(scale)?;
        let value = if text[start..].starts_with(['-', '\u{2212}']) { value.negated() } else { value };
        Some(Number { span: start..end, value: value.written() })
    }

    /// What stands before the one dash and after it.
    fn around_dash(&self) -> Option<(Self, Self)> {
        let at = self.joints.iter().position(|joint| matches!(joint, '-' | '\u{2013}'))?;
        let part = |groups: &[Range<usize>], joints: &[char]| Self {
            groups: groups.to_vec(),
            joints: joints.to_vec(),
            decimal_comma: self.decimal_comma,
        };
        let both =
            (part(&self.groups[..=at], &self.joints[..at]), part(&self.groups[at + 1..], &self.joints[at + 1..]));
        let separate = |run: &Self| run.joints.iter().all(|joint| is_separator(*joint));
        (separate(&both.0) && separate(&both.1)).then_some(both)
    }

    /// The digits of one group as a number of its own.
    fn plain(&self, text: &str, group: usize) -> Option<Number> {
        let span = self.groups[group].clone();
        let digits = digits_of(&text[span.clone()]);
        let value =
            Groups { digits: &digits, cuts: &[], separators: &[], decimals_follow: false, decimal_comma: false }
                .value()?;
        Some(Number { span, value })
    }

    /// Where the number begins, with its sign; none if it is part of a word or identifier.
    fn start(&self, text: &str) -> Option<usize> {
        let digit = self.groups[0].start;
        let (sign, outer) = sign_before(text, digit);
        let start = sign.unwrap_or(digit);
        let Some(before) = before(text, outer) else { return Some(start) };
        match before {
            '٫' => self.start_of_decimals(text),
            '_' | '/' | '\\' | '#' | '@' | '=' | '٬' => None,
            // «10$-20$» is a range, «كوفيد-19» a name.
            '-' => text[..outer].chars().rev().nth(1).filter(|c| "$€£%\u{66A}".contains(*c)).map(|_| start),
            '.' | ':' => {
                // «رقم:5» and «. 5» are text; «a.5» and «12:» are not.
                let beyond = text[..outer].chars().rev().filter(|c| !is_bidi_control(*c)).nth(1);
                let sticks = beyond.is_some_and(|c| c.is_ascii_alphanumeric() || digit_value(c).is_some());
                (!sticks).then_some(start)
            }
            c if is_arabic_letter(c) || is_mark(c) => (self.follows_word(text, outer)).then_some(start),
            c if c.is_alphanumeric() => None,
            _ => Some(start),
        }
    }

    /// «٫٥»: decimals with nothing before them.
    fn start_of_decimals(&self, text: &str) -> Option<usize> {
        let (at, _) = text[..self.groups[0].start].char_indices().rev().find(|(_, c)| *c == '٫')?;
        let stands_free = before(text, at).is_none_or(|c| is_space(c) || matches!(c, '(' | '\n' | '«'));
        (stands_free && self.joints.is_empty()).then_some(at)
    }

    /// Whether the Arabic word that ends at `end` lets a number begin: proclitics («و400», «بـ12», «الـ50»), or a word
    /// the space after which was forgotten («عام2018»). Units with an exponent («كم2»), zeros in place of a full stop
    /// («جدا0») and digits in the middle of letters are none.
    fn follows_word(&self, text: &str, end: usize) -> bool {
        let Some(word) = arabic_word_before(text, end) else { return false };
        let after_conjunction = word.strip_prefix(['و', 'ف']).unwrap_or(&word);
        if matches!(after_conjunction, "" | "ب" | "ل" | "ك" | "ال" | "بال" | "لل" | "كال" | "س") {
            return true;
        }
        let digits = &text[self.groups[0].clone()];
        let is_exponent = UNITS.contains(&word.as_str()) && matches!(digits, "2" | "3" | "٢" | "٣");
        let is_zero = digits.chars().filter_map(digit_value).all(|digit| digit == 0);
        let goes_on = after(text, self.end()).is_some_and(|c| is_arabic_letter(c) || c == '-');
        let joined = self.joints.iter().any(|joint| !is_separator(*joint));
        word.chars().count() > 1 && !is_exponent && !is_zero && !goes_on && !joined
    }
}

/// Units of length, which an exponent may follow.
const UNITS: &[&str] = &["كم", "سم", "مم", "متر", "كلم", "ملم", "دسم", "قدم", "ميل"];

/// The digit after one `space` at `end`.
fn digit_after(text: &str, end: usize, space: char) -> Option<usize> {
    let mut rest = text[end..].char_indices().filter(|(_, c)| !is_bidi_control(*c));
    let (_, first) = rest.next()?;
    let (i, next) = rest.next()?;
    (first == space && digit_value(next).is_some()).then_some(end + i)
}

fn is_joint(c: char) -> bool {
    (is_separator(c) && !is_number_space(c))
        || matches!(c, '/' | ':' | '-' | '\\' | '_' | '\u{2013}' | '\u{2215}' | '\u{2044}')
}

/// What follows a number with a full stop and three digits and makes them decimals.
const DECIMAL_COMPANY: &[&str] = &[
    "%",
    "\u{66A}",
    "بالم",
    "في الم",
    "فى الم",
    "مليون",
    "ملايين",
    "مليار",
    "بليون",
    "بلايين",
    "تريليون",
    "ترليون",
    "ألف",
    "الف",
    "آلاف",
    "الاف",
    "دينار",
    "دنانير",
    "د.ك",
    "د.ب",
    "KWD",
    "BHD",
];

fn decimals_follow(text: &str, end: usize) -> bool {
    let unseen = |c: char| is_mark(c) || is_bidi_control(c) || c == TATWEEL;
    let rest: String = text[end..].chars().take(16).filter(|c| !unseen(*c)).collect();
    DECIMAL_COMPANY.iter().any(|word| rest.trim_start_matches(is_space).starts_with(word))
}

/// The place of a minus or plus sign before `digit`, and where what stands before the number ends.
fn sign_before(text: &str, digit: usize) -> (Option<usize>, usize) {
    let mut chars = text[..digit].char_indices().rev().filter(|(_, c)| !is_bidi_control(*c));
    match (chars.next(), chars.next()) {
        (Some((at, '-' | '\u{2212}' | '+')), beyond)
            if beyond.is_none_or(|(_, c)| is_space(c) || matches!(c, '(' | '\n' | '[' | '«' | '"' | ':')) =>
        {
            (Some(at), at)
        }
        _ => (None, digit),
    }
}

/// The letters of the word that ends at `end`, no more than the longest words have; none if it is not all Arabic.
fn arabic_word_before(text: &str, end: usize) -> Option<String> {
    const LONGEST: usize = 24;
    let mut letters = Vec::with_capacity(8);
    for (count, c) in text[..end].chars().rev().enumerate() {
        if count > LONGEST {
            return None;
        }
        if is_arabic_letter(c) && c != TATWEEL {
            letters.push(c);
        } else if !(c == TATWEEL || is_mark(c) || is_bidi_control(c)) {
            if c.is_alphanumeric() || matches!(c, '_' | '#' | '@') {
                return None;
            }
            break;
        }
    }
    Some(letters.into_iter().rev().collect())
}

/// Whether the number goes on as a word in Latin letters («5G», «3D») or an identifier.
fn is_part_of_word_after(text: &str, end: usize) -> bool {
    after(text, end).is_some_and(|c| c == '_' || (c.is_alphabetic() && !is_arabic_letter(c)))
}

fn digits_of(text: &str) -> String {
    super::super::digits::ascii_digits(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, String)> {
        numbers(&Source::new(text)).into_iter().map(|number| (&text[number.span], number.value)).collect()
    }

    #[test]
    fn separators_are_read_by_position() {
        for (written, value) in [
            ("٤٠٠٠", "4000"),
            ("۱۲", "12"),
            ("1,234", "1234"),
            ("1.234.567", "1234567"),
            ("1.234,5", "1234.5"),
            ("1,234.50", "1234.5"),
            ("١٬٢٣٤٫٥", "1234.5"),
            ("3,5", "3.5"),
            ("3،5", "3.5"),
            ("0,125", "0.125"),
            ("2.718", "2.718"),
            ("12,34,567", "1234567"),
            ("007", "7"),
            ("-5", "-5"),
            ("1\u{200F},\u{200E}234", "1234"),
            ("1٬000", "1000"),
            ("3,14159", "3.14159"),
            ("1234,567", "1234.567"),
            ("٫٧٧", "0.77"),
            ("17.500", "17500"),
            ("104.481", "104481"),
            ("2.785", "2.785"),
            ("40 000", "40000"),
            ("1 234 567,89", "1234567.89"),
            ("5\u{A0}179", "5179"),
        ] {
            assert_eq!(found(written), [(written, value.to_owned())], "{written}");
        }
    }

    #[test]
    fn proclitics_and_signs_are_told_apart() {
        assert_eq!(found("و400 وبـ12 الـ50")[..], [("400", "400".into()), ("12", "12".into()), ("50", "50".into())]);
        assert_eq!(found("(-3) 5-7 كوفيد-19"), [("-3", "-3".into()), ("5", "5".into()), ("7", "7".into())]);
        assert_eq!(
            found("العدد:5، و10,20,30"),
            [("5", "5".into()), ("10", "10".into()), ("20", "20".into()), ("30", "30".into())]
        );
    }

    #[test]
    fn what_follows_a_full_stop_and_three_digits_decides() {
        assert_eq!(found("2.500 مليون")[0].1, "2.5");
        assert_eq!(found("120.500 %")[0].1, "120.5");
        assert_eq!(found("12.500 دينار")[0].1, "12.5");
        assert_eq!(found("2.500 رجل")[0].1, "2500");
    }

    #[test]
    fn spaces_group_only_what_cannot_be_two_numbers() {
        assert_eq!(found("بين 300 400 رجل").len(), 2);
        assert_eq!(found("0 123 456").len(), 3);
        assert_eq!(found("2018 123 456").len(), 3);
        assert_eq!(found("10,2018").len(), 2);
    }

    #[test]
    fn a_forgotten_space_before_a_number() {
        assert_eq!(found("عام2018 بلغ140.2"), [("2018", "2018".into()), ("140.2", "140.2".into())]);
        assert_eq!(found("مساحتها 5 كم2 جدا0 فإ1ا شكل٣- تي2349-56"), [("5", "5".into())]);
    }

    #[test]
    fn digits_joined_otherwise_are_no_numbers() {
        for text in
            ["2018/1/15", "14:30", "1.2.3", "م2", "A4", "5G", "x_5", "012345", "1.2,3.4", "#5", "a.5", "2018-01-15"]
        {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
