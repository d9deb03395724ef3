//! What groups of digits with separators between them are worth.
//!
//! U+066B always parts decimals; U+066C, an apostrophe and a space always group. Full stop, comma and Arabic comma do
//! what their place says: of two kinds the last parts decimals; one kind that stands several times groups; a single
//! comma before three digits groups and before any other number of digits parts decimals; a single full stop parts
//! decimals, but for thousands in plain sight (see [`groups_thousands`]). Groups have three digits, or two before a last
//! one of three, as in India.

/// Digits in ASCII, cut into groups.
pub(super) struct Groups<'d> {
    pub digits: &'d str,
    /// Where each group but the first begins.
    pub cuts: &'d [usize],
    /// What stands before each of these.
    pub separators: &'d [char],
    /// Whether what follows says that a full stop parts decimals.
    pub decimals_follow: bool,
    /// Whether a comma parts decimals wherever it can, and a full stop groups: so it is in the Maghreb.
    pub decimal_comma: bool,
}

/// Whether a character can part the groups or the decimals of one number.
pub(super) fn is_separator(c: char) -> bool {
    is_comma(c) || is_grouping(c) || matches!(c, '.' | '\u{66B}')
}

pub(super) fn is_comma(c: char) -> bool {
    matches!(c, ',' | '\u{60C}')
}

/// A space within a number: no-break, narrow no-break, thin, or an ordinary one.
pub(super) fn is_number_space(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}')
}

fn is_grouping(c: char) -> bool {
    matches!(c, '\u{66C}' | '\'' | '\u{2019}') || is_number_space(c)
}

impl Groups<'_> {
    /// The value in decimal digits without grouping and without zeros that say nothing; none if this is no one number.
    pub(super) fn value(&self) -> Option<String> {
        let whole_end = self.whole_end()?;
        let (whole, fraction) = self.digits.split_at(whole_end);
        // An identifier or telephone number, not a number.
        if fraction.is_empty() && whole.len() > 3 && whole.starts_with('0') {
            return None;
        }
        let whole = match whole.trim_start_matches('0') {
            "" => "0",
            trimmed => trimmed,
        };
        Some(match fraction.trim_end_matches('0') {
            "" => whole.to_owned(),
            fraction => format!("{whole}.{fraction}"),
        })
    }

    /// Where the decimals begin.
    fn whole_end(&self) -> Option<usize> {
        let Some((last, grouping)) = self.separators.split_last() else { return Some(self.digits.len()) };
        let decimals = self.cuts[self.cuts.len() - 1];
        let all = self.digits.len();
        match (*last, grouping) {
            (last, _) if is_grouping(last) => self.are_grouped(self.cuts.len()).then_some(all),
            ('\u{66B}', []) => Some(decimals),
            ('.', []) if self.decimal_comma && self.are_grouped(1) && !self.digits.starts_with('0') => Some(all),
            (',' | '\u{60C}', []) if self.decimal_comma => Some(decimals),
            ('.', []) => Some(if self.groups_thousands() { all } else { decimals }),
            (',' | '\u{60C}', []) if self.are_grouped(1) && !self.digits.starts_with('0') => Some(all),
            (comma, []) => self.are_decimals_after(comma).then_some(decimals),
            (last, grouping) if grouping.contains(&last) => self.are_grouped(self.cuts.len()).then_some(all),
            _ => self.are_grouped(self.cuts.len() - 1).then_some(decimals),
        }
    }

    /// A single full stop before three digits: three digits before it («104.481») or two zeros at the end («17.500») are
    /// thousands, unless a scale («2.500 مليون»), a percent sign or a currency of a thousand parts follows. Anything
    /// else («2.785») is as often a rate as a count and stays decimal.
    fn groups_thousands(&self) -> bool {
        let thousands = self.cuts[0] == 3 || self.digits.ends_with("00");
        self.are_grouped(1) && thousands && !self.digits.starts_with('0') && !self.decimals_follow
    }

    /// Decimals after a comma; a year after a comma («10,2018») is the next of a list.
    fn are_decimals_after(&self, comma: char) -> bool {
        let (whole, fraction) = self.digits.split_at(self.cuts[0]);
        let is_year = fraction.len() == 4 && (fraction.starts_with("19") || fraction.starts_with("20"));
        match fraction.len() {
            1 | 2 => true,
            _ if whole == "0" => true,
            3 => comma == ',',
            _ => whole.len() < 4 && !is_year,
        }
    }

    /// Whether the first `count` separators are of one kind and part groups as thousands are grouped.
    fn are_grouped(&self, count: usize) -> bool {
        let end = self.cuts.get(count).copied().unwrap_or(self.digits.len());
        let cuts = &self.cuts[..count];
        let one_kind = self.separators[..count].windows(2).all(|pair| pair[0] == pair[1]);
        let first = cuts[0];
        let three = cuts.windows(2).all(|pair| pair[1] - pair[0] == 3) && first <= 3;
        let two = cuts.windows(2).all(|pair| pair[1] - pair[0] == 2) && first <= 2;
        one_kind && self.separators[0] != '\u{66B}' && end - cuts[count - 1] == 3 && (three || two)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The value of a number in ASCII digits.
    fn value(written: &str, decimals_follow: bool) -> Option<String> {
        let digits: String = written.chars().filter(char::is_ascii_digit).collect();
        let separators: Vec<char> = written.chars().filter(|c| !c.is_ascii_digit()).collect();
        let parts = written.split(|c: char| !c.is_ascii_digit()).map(str::len);
        let cuts: Vec<usize> = parts
            .scan(0, |end, length| {
                *end += length;
                Some(*end)
            })
            .take(separators.len())
            .collect();
        Groups { digits: &digits, cuts: &cuts, separators: &separators, decimals_follow, decimal_comma: false }.value()
    }

    #[test]
    fn of_two_kinds_the_last_parts_decimals() {
        for written in ["1,234.5", "1.234,5", "1٬234٫5", "1 234,5", "1'234.5"] {
            assert_eq!(value(written, false).as_deref(), Some("1234.5"), "{written}");
        }
    }

    #[test]
    fn groups_of_another_length_are_no_number() {
        for written in ["1,23,4", "1.2.3", "1234,567,890", "12,3456,789", "1٬23", "1.234.56", "1٫2٫3", "1,234.567,8"]
        {
            assert_eq!(value(written, false), None, "{written}");
        }
    }

    #[test]
    fn three_digits_after_a_full_stop() {
        let both = |written| [value(written, false), value(written, true)].map(Option::unwrap_or_default);
        assert_eq!(both("17.500"), ["17500", "17.5"]);
        assert_eq!(both("104.481"), ["104481", "104.481"]);
        assert_eq!(both("17.481"), ["17.481", "17.481"]);
        assert_eq!(both("0.500"), ["0.5", "0.5"]);
        assert_eq!(both("1234.500"), ["1234.5", "1234.5"]);
    }

    #[test]
    fn identifiers_begin_with_zeros() {
        assert_eq!(value("0123", false), None);
        assert_eq!(value("007", false).as_deref(), Some("7"));
        assert_eq!(value("000", false).as_deref(), Some("0"));
    }
}
