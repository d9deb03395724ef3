//! The numbering plans of the Arab countries, and the calling codes of all others (ITU-T E.164 and the national plans
//! deposited with it).

/// How a country numbers its telephones. Patterns are the first digits of the national number, each with how many
/// digits the whole has.
pub(super) struct Plan {
    /// ISO 3166.
    pub country: &'static str,
    /// The calling code.
    pub code: &'static str,
    /// Whether national numbers are dialled with a 0 before them.
    pub trunk: bool,
    /// Numbers of mobile telephones.
    pub mobile: &'static [(&'static str, usize)],
    /// Numbers of fixed lines and services.
    pub fixed: &'static [(&'static str, usize)],
}

pub(super) const PLANS: &[Plan] = &[
    Plan {
        country: "EG",
        code: "20",
        trunk: true,
        mobile: &[("10", 10), ("11", 10), ("12", 10), ("15", 10)],
        fixed: &[
            ("2", 9),
            ("3", 8),
            ("13", 9),
            ("15", 9),
            ("40", 9),
            ("45", 9),
            ("46", 9),
            ("47", 9),
            ("48", 9),
            ("50", 9),
            ("55", 9),
            ("57", 9),
            ("62", 9),
            ("64", 9),
            ("65", 9),
            ("66", 9),
            ("68", 9),
            ("69", 9),
            ("82", 9),
            ("84", 9),
            ("86", 9),
            ("88", 9),
            ("92", 9),
            ("93", 9),
            ("95", 9),
            ("96", 9),
            ("97", 9),
            ("800", 10),
            ("900", 10),
        ],
    },
    Plan {
        country: "SA",
        code: "966",
        trunk: true,
        mobile: &[("5", 9)],
        fixed: &[("11", 9), ("12", 9), ("13", 9), ("14", 9), ("16", 9), ("17", 9), ("92", 9), ("800", 10)],
    },
    Plan {
        country: "AE",
        code: "971",
        trunk: true,
        mobile: &[("50", 9), ("52", 9), ("54", 9), ("55", 9), ("56", 9), ("58", 9)],
        fixed: &[("2", 8), ("3", 8), ("4", 8), ("6", 8), ("7", 8), ("9", 8), ("600", 9)],
    },
    Plan {
        country: "KW",
        code: "965",
        trunk: false,
        mobile: &[("5", 8), ("6", 8), ("9", 8), ("41", 8)],
        fixed: &[("2", 8), ("18", 7)],
    },
    Plan {
        country: "QA",
        code: "974",
        trunk: false,
        mobile: &[("3", 8), ("5", 8), ("6", 8), ("7", 8)],
        fixed: &[("4", 8), ("800", 7)],
    },
    Plan {
        country: "BH",
        code: "973",
        trunk: false,
        mobile: &[("3", 8), ("66", 8)],
        fixed: &[("1", 8), ("77", 8), ("80", 8)],
    },
    Plan { country: "OM", code: "968", trunk: false, mobile: &[("7", 8), ("9", 8)], fixed: &[("2", 8), ("800", 8)] },
    Plan {
        country: "JO",
        code: "962",
        trunk: true,
        mobile: &[("75", 9), ("77", 9), ("78", 9), ("79", 9)],
        fixed: &[("2", 8), ("3", 8), ("5", 8), ("6", 8), ("800", 8)],
    },
    Plan {
        country: "LB",
        code: "961",
        trunk: true,
        mobile: &[("3", 7), ("70", 8), ("71", 8), ("76", 8), ("78", 8), ("79", 8), ("81", 8)],
        fixed: &[("1", 7), ("4", 7), ("5", 7), ("6", 7), ("7", 7), ("8", 7), ("9", 7)],
    },
    Plan {
        country: "SY",
        code: "963",
        trunk: true,
        mobile: &[("93", 9), ("94", 9), ("95", 9), ("96", 9), ("98", 9), ("99", 9)],
        fixed: &[
            ("11", 9),
            ("14", 9),
            ("15", 9),
            ("16", 9),
            ("21", 9),
            ("22", 9),
            ("23", 9),
            ("25", 9),
            ("31", 9),
            ("33", 9),
            ("34", 9),
            ("41", 9),
            ("43", 9),
            ("51", 8),
            ("52", 8),
            ("53", 8),
        ],
    },
    Plan {
        country: "IQ",
        code: "964",
        trunk: true,
        mobile: &[("73", 10), ("74", 10), ("75", 10), ("76", 10), ("77", 10), ("78", 10), ("79", 10)],
        fixed: &[("1", 8), ("2", 8), ("3", 8), ("4", 8), ("5", 8), ("6", 8)],
    },
    Plan {
        country: "PS",
        code: "970",
        trunk: true,
        mobile: &[("56", 9), ("59", 9)],
        fixed: &[("2", 8), ("4", 8), ("8", 8), ("9", 8), ("1700", 10), ("1800", 10)],
    },
    Plan {
        country: "YE",
        code: "967",
        trunk: true,
        mobile: &[("70", 9), ("71", 9), ("73", 9), ("77", 9), ("78", 9)],
        fixed: &[("1", 7), ("2", 7), ("3", 7), ("4", 7), ("5", 7), ("6", 7), ("7", 7)],
    },
    Plan {
        country: "LY",
        code: "218",
        trunk: true,
        mobile: &[("91", 9), ("92", 9), ("93", 9), ("94", 9), ("95", 9), ("96", 9)],
        fixed: &[("21", 9), ("22", 9), ("23", 9), ("24", 9), ("25", 9), ("51", 9), ("61", 9), ("71", 9)],
    },
    Plan {
        country: "TN",
        code: "216",
        trunk: false,
        mobile: &[("2", 8), ("4", 8), ("5", 8), ("9", 8)],
        fixed: &[("3", 8), ("7", 8), ("8", 8)],
    },
    Plan {
        country: "DZ",
        code: "213",
        trunk: true,
        mobile: &[("5", 9), ("6", 9), ("7", 9)],
        fixed: &[("2", 8), ("3", 8), ("4", 8), ("98", 9), ("800", 9)],
    },
    Plan { country: "MA", code: "212", trunk: true, mobile: &[("6", 9), ("7", 9)], fixed: &[("5", 9), ("8", 9)] },
    Plan { country: "MR", code: "222", trunk: false, mobile: &[("2", 8), ("3", 8), ("4", 8)], fixed: &[("80", 8)] },
    Plan {
        country: "SD",
        code: "249",
        trunk: true,
        mobile: &[("9", 9), ("10", 9), ("11", 9), ("12", 9)],
        fixed: &[("15", 9), ("16", 9), ("18", 9)],
    },
    Plan {
        country: "SO",
        code: "252",
        trunk: false,
        mobile: &[("6", 9), ("7", 9), ("9", 9)],
        fixed: &[("1", 7), ("2", 7), ("3", 7)],
    },
    Plan { country: "DJ", code: "253", trunk: false, mobile: &[("77", 8)], fixed: &[("21", 8), ("27", 8)] },
    Plan { country: "KM", code: "269", trunk: false, mobile: &[("3", 7), ("4", 7)], fixed: &[("7", 7)] },
];

impl Plan {
    /// Whether a national number, without the 0 before it, is one of the plan's.
    pub(super) fn has(&self, national: &str) -> bool {
        Self::matches(self.mobile, national) || Self::matches(self.fixed, national)
    }

    /// Whether it is the number of a mobile telephone.
    pub(super) fn has_mobile(&self, national: &str) -> bool {
        Self::matches(self.mobile, national)
    }

    fn matches(patterns: &[(&str, usize)], national: &str) -> bool {
        patterns.iter().any(|(prefix, length)| national.len() == *length && national.starts_with(prefix))
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_arab_country_has_one_plan_under_its_own_code() {
        assert_eq!(PLANS.len(), 22);
        for plan in PLANS {
            assert_eq!(calling_code(&format!("{}5000000", plan.code)), Some(plan.code), "{}", plan.country);
            assert!(
                plan.mobile.iter().chain(plan.fixed).all(|(prefix, length)| prefix.len() < *length && *length <= 10)
            );
        }
    }
}
