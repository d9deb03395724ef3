//! The numbering plans of the Arab countries, and the calling codes and lengths of all others (ITU-T E.164 and the
//! national plans deposited with it).

/// How a country numbers its telephones. A list of numbers is written as the first digits that numbers of one length
/// have: `"10,11:10 3:8"` are ten digits from 10 or 11 on, and eight from 3 on.
pub(super) struct Plan {
    /// ISO 3166.
    pub country: &'static str,
    /// The calling code.
    pub code: &'static str,
    /// Whether mobile and fixed numbers are dialled with a 0 before them inside the country.
    pub trunk: bool,
    /// Numbers of mobile telephones.
    mobile: &'static str,
    /// Numbers of fixed lines.
    fixed: &'static str,
    /// Numbers that are dialled without a 0: free and shared cost lines, and the long numbers of Lebanon.
    bare: &'static str,
}

const fn plan(
    (country, code): (&'static str, &'static str),
    trunk: bool,
    mobile: &'static str,
    fixed: &'static str,
    bare: &'static str,
) -> Plan {
    Plan { country, code, trunk, mobile, fixed, bare }
}

pub(super) const PLANS: &[Plan] = &[
    plan(
        ("EG", "20"),
        true,
        "10,11,12,15:10",
        "2,13,15,40,45,46,47,48,50,55,57,62,64,65,66,68,69,82,84,86,88,92,93,95,96,97:9 3:8 800,900:10",
        "",
    ),
    plan(("SA", "966"), true, "5:9", "11,12,13,14,16,17:9", "92:9 800,811:10"),
    plan(
        ("AE", "971"),
        true,
        "50,52,54,55,56,58:9",
        "2,3,4,6,7,9:8",
        "400,600,700,900:9 800:5 800:6 800:7 800:8 800:9 800:10",
    ),
    plan(("KW", "965"), false, "5,6,9,41:8", "2:8", "18:7"),
    plan(("QA", "974"), false, "3,5,6,7:8", "4:8", "2,800:7"),
    plan(("BH", "973"), false, "3,63,66,67,69:8", "1:8", "77,80,84,87,90:8"),
    plan(("OM", "968"), false, "7,9:8", "2:8", "800:8 800:9 500:7 900:8"),
    plan(("JO", "962"), true, "70,74,77,78,79:9", "2,3,5,6:8", "80,81,85,87,88,90:8"),
    plan(("LB", "961"), true, "3:7", "1,4,5,6,7,8,9:7", "70,71,76,78,79,80,81,90,91:8"),
    plan(("SY", "963"), true, "93,94,95,96,98,99:9", "1,2,3,4:9 14,15,16,2,3,4,5:8", ""),
    plan(("IQ", "964"), true, "73,74,75,76,77,78,79:10", "1,2,3,4,5,6:8 2,3,4,5,6:9", ""),
    plan(("PS", "970"), true, "56,59:9", "2,4,8,9:8", "1700,1800,1900:10"),
    plan(("YE", "967"), true, "70,71,73,77,78:9", "1,2,3,4,5,6,7:7 17:8", ""),
    plan(("LY", "218"), true, "91,92,93,94,95,96:9", "2,3,4,5,6,7,8:9", ""),
    plan(("TN", "216"), false, "2,4,5,9:8", "3,7:8", "8:8"),
    plan(("DZ", "213"), true, "5,6,7:9", "1,2,3,4:8 80,98:9", ""),
    plan(("MA", "212"), true, "6,7:9", "5,8:9", ""),
    plan(("MR", "222"), false, "2,3,4:8", "", "80:8"),
    plan(("SD", "249"), true, "9,10,11,12:9", "15,16,18:9", ""),
    plan(("SO", "252"), false, "6,7,9:9 7:8", "1,2,3,4,5:7", ""),
    plan(("DJ", "253"), false, "77:8", "2:8", ""),
    plan(("KM", "269"), false, "3,4:7", "7:7", "8:7"),
];

/// Of which kind a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Line {
    Mobile,
    /// Of a fixed line or a service.
    Other,
}

impl Plan {
    /// The plan of a country.
    pub(super) fn of(country: &str) -> Option<&'static Self> {
        PLANS.iter().find(|plan| plan.country == country)
    }

    /// The kind of a number as E.164 has it, without code and 0.
    pub(super) fn line(&self, number: &str) -> Option<Line> {
        if has(self.mobile, number) {
            Some(Line::Mobile)
        } else {
            (has(self.fixed, number) || has(self.bare, number)).then_some(Line::Other)
        }
    }

    /// A number as it is dialled inside the country, in the form of E.164, and its kind.
    pub(super) fn dialled<'d>(&self, digits: &'d str) -> Option<(&'d str, Line)> {
        let number = if self.trunk && !has(self.bare, digits) { digits.strip_prefix('0')? } else { digits };
        Some((number, self.line(number)?))
    }

    /// Whether a number is as long as numbers of this plan are or, before it was extended, were.
    pub(super) fn has_length(&self, number: &str) -> bool {
        let lengths = || [self.mobile, self.fixed].into_iter().flat_map(lists).map(|(_, length)| length);
        let (shortest, longest) = (lengths().min().unwrap_or(8), lengths().max().unwrap_or(8));
        (shortest - 1..=longest).contains(&number.len())
    }
}

/// The first digits and the length of each part of a list of numbers.
fn lists(numbers: &'static str) -> impl Iterator<Item = (&'static str, usize)> {
    numbers.split_ascii_whitespace().filter_map(|list| {
        let (prefixes, length) = list.split_once(':')?;
        Some((prefixes, length.parse().ok()?))
    })
}

fn has(numbers: &'static str, number: &str) -> bool {
    lists(numbers).any(|(prefixes, length)| {
        number.len() == length && prefixes.split(',').any(|prefix| number.starts_with(prefix))
    })
}

const TWO_DIGIT_CODES: &[&str] = &[
    "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49", "51",
    "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84", "86", "90",
    "91", "92", "93", "94", "95", "98",
];

/// The first two digits of the codes of three digits in use.
const THREE_DIGIT_CODES: &[&str] = &[
    "21", "22", "23", "24", "25", "26", "29", "35", "37", "38", "42", "50", "59", "67", "68", "69", "80", "85", "87",
    "88", "96", "97", "99",
];

/// How many digits the numbers of the countries have that Arabic texts speak of most, after the code.
const LENGTHS: &[(&str, usize, usize)] = &[
    ("1", 10, 10),
    ("7", 10, 10),
    ("27", 9, 9),
    ("30", 10, 10),
    ("31", 9, 9),
    ("32", 8, 9),
    ("33", 9, 9),
    ("34", 9, 9),
    ("36", 8, 9),
    ("39", 6, 11),
    ("40", 9, 9),
    ("41", 9, 9),
    ("44", 9, 10),
    ("45", 8, 8),
    ("46", 7, 9),
    ("47", 8, 8),
    ("48", 9, 9),
    ("49", 6, 11),
    ("52", 10, 10),
    ("55", 10, 11),
    ("60", 8, 10),
    ("61", 9, 9),
    ("62", 8, 12),
    ("63", 8, 10),
    ("65", 8, 8),
    ("66", 8, 9),
    ("81", 9, 10),
    ("82", 8, 10),
    ("84", 9, 10),
    ("86", 10, 11),
    ("90", 10, 10),
    ("91", 10, 10),
    ("92", 9, 10),
    ("93", 9, 9),
    ("94", 9, 9),
    ("98", 10, 10),
    ("221", 9, 9),
    ("223", 8, 8),
    ("227", 8, 8),
    ("235", 8, 8),
    ("251", 9, 9),
    ("254", 9, 9),
    ("291", 7, 7),
    ("353", 7, 9),
    ("357", 8, 8),
    ("380", 9, 9),
    ("880", 10, 10),
    ("960", 7, 7),
    ("972", 8, 9),
];

/// The calling code that an international number begins with.
pub(super) fn calling_code(digits: &str) -> Option<&str> {
    if digits.starts_with(['1', '7']) {
        return digits.get(..1);
    }
    let two = digits.get(..2)?;
    if TWO_DIGIT_CODES.contains(&two) {
        return Some(two);
    }
    if THREE_DIGIT_CODES.contains(&two) { digits.get(..3) } else { None }
}

/// Whether a number after the code of a country without a plan here has a length it can have; E.164 allows 15 digits in
/// all.
pub(super) fn has_length(code: &str, number: &str) -> bool {
    let known = LENGTHS.iter().find(|(known, ..)| *known == code);
    let (shortest, longest) = known.map_or((5, 15 - code.len()), |(_, shortest, longest)| (*shortest, *longest));
    (shortest..=longest).contains(&number.len()) && !(code == "1" && number.starts_with(['0', '1']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_arab_country_has_one_plan_under_its_own_code() {
        assert_eq!(PLANS.len(), 22);
        for plan in PLANS {
            assert_eq!(calling_code(&format!("{}5000000", plan.code)), Some(plan.code), "{}", plan.country);
            let all: Vec<_> = [plan.mobile, plan.fixed, plan.bare].into_iter().flat_map(lists).collect();
            let written: usize =
                [plan.mobile, plan.fixed, plan.bare].iter().map(|list| list.matches(':').count()).sum();
            assert_eq!(all.len(), written, "{}", plan.country);
            assert!(all.iter().all(|(prefixes, length)| !prefixes.is_empty() && (5..=10).contains(length)));
        }
    }

    #[test]
    fn the_0_inside_the_country() {
        let of = |country: &str, digits| Plan::of(country).and_then(|plan| plan.dialled(digits));
        assert_eq!(of("EG", "01012345678"), Some(("1012345678", Line::Mobile)));
        assert_eq!(of("EG", "1012345678"), None);
        assert_eq!(of("SA", "920012345"), Some(("920012345", Line::Other)));
        assert_eq!(of("LB", "71123456"), Some(("71123456", Line::Other)));
        assert_eq!(of("LB", "03123456"), Some(("3123456", Line::Mobile)));
        assert_eq!(of("QA", "66123456"), Some(("66123456", Line::Mobile)));
    }
}
