//! Exact magnitudes: a third is a third, and 10^18 and a half loses nothing.

/// A rational number. Operations that leave its range give none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Magnitude {
    numerator: i128,
    denominator: i128,
}

/// Nothing in a text is worth more.
const LARGEST: i128 = 10_i128.pow(24);

impl Magnitude {
    pub(super) const ZERO: Self = Self::whole(0);

    pub(super) const fn whole(number: i128) -> Self {
        Self { numerator: number, denominator: 1 }
    }

    /// A fraction in lowest terms; the denominator is not 0.
    pub(super) fn ratio(numerator: i128, denominator: i128) -> Option<Self> {
        let divisor = gcd(numerator.unsigned_abs(), denominator.unsigned_abs()) as i128;
        let sign = denominator.signum();
        let reduced =
            Self { numerator: sign * numerator / divisor.max(1), denominator: sign * denominator / divisor.max(1) };
        (denominator != 0 && reduced.numerator.abs() <= LARGEST * 1_000_000 && reduced.denominator <= LARGEST)
            .then_some(reduced)
    }

    /// A decimal in ASCII, as the number rules write it.
    pub(super) fn decimal(written: &str) -> Option<Self> {
        let (whole, fraction) = written.split_once('.').unwrap_or((written, ""));
        if whole.len() + fraction.len() > 28 {
            return None;
        }
        let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
        Self::ratio(digits, 10_i128.pow(fraction.len() as u32))
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let left = self.numerator.checked_mul(other.denominator)?;
        let right = other.numerator.checked_mul(self.denominator)?;
        Self::ratio(left.checked_add(right)?, self.denominator.checked_mul(other.denominator)?)
    }

    pub(super) fn times(self, other: Self) -> Option<Self> {
        let numerator = self.numerator.checked_mul(other.numerator)?;
        Self::ratio(numerator, self.denominator.checked_mul(other.denominator)?)
    }

    pub(super) fn negated(self) -> Self {
        Self { numerator: -self.numerator, ..self }
    }

    /// Whether it is below a positive whole number and not negative.
    pub(super) fn is_below(self, limit: i128) -> bool {
        self.numerator >= 0 && limit.checked_mul(self.denominator).is_some_and(|limit| self.numerator < limit)
    }

    pub(super) fn as_whole(self) -> Option<i128> {
        (self.denominator == 1).then_some(self.numerator)
    }

    /// Whether it is so many hundreds of a scale.
    pub(super) fn is_hundreds_of(self, scale: i128) -> bool {
        self.as_whole().is_some_and(|whole| whole >= 100 * scale && whole % (100 * scale) == 0)
    }

    pub(super) fn to_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }

    /// In decimal digits, rounded to 15 after the point.
    fn rounded(self) -> String {
        let whole = self.numerator.abs() / self.denominator;
        let rest = self.numerator.abs() % self.denominator;
        let scale = 10_i128.pow(15);
        let digits = rest.checked_mul(scale).map_or(0, |scaled| (scaled + self.denominator / 2) / self.denominator);
        let sign = if self.numerator < 0 { "-" } else { "" };
        if digits == scale {
            return format!("{sign}{}", whole + 1);
        }
        format!("{sign}{whole}.{}", format!("{digits:015}").trim_end_matches('0'))
    }

    /// In decimal digits: all of them, or 15 after the point if they never end.
    pub(super) fn written(self) -> String {
        let sign = if self.numerator < 0 { "-" } else { "" };
        let (mut rest, divisor) = (self.numerator.unsigned_abs(), self.denominator.unsigned_abs());
        let whole = rest / divisor;
        rest %= divisor;
        let mut fraction = String::new();
        while rest > 0 && fraction.len() < 30 {
            rest *= 10;
            fraction.push(char::from(b'0' + (rest / divisor) as u8));
            rest %= divisor;
        }
        if rest > 0 {
            return self.rounded();
        }
        match fraction.trim_end_matches('0') {
            "" => format!("{sign}{whole}"),
            fraction => format!("{sign}{whole}.{fraction}"),
        }
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arithmetic_is_exact() {
        let third = Magnitude::ratio(1, 3).unwrap();
        assert_eq!(third.plus(third).unwrap().plus(third), Some(Magnitude::whole(1)));
        assert_eq!(third.written(), "0.333333333333333");
        let half = Magnitude::ratio(1, 2).unwrap();
        assert_eq!(half.times(Magnitude::whole(10_i128.pow(18) + 1)).unwrap().written(), "500000000000000000.5");
        assert_eq!(Magnitude::decimal("3.50").unwrap().written(), "3.5");
        assert_eq!(Magnitude::decimal("-0.25").unwrap().written(), "-0.25");
        assert_eq!(Magnitude::decimal(&"9".repeat(40)), None);
        let large = Magnitude::whole(LARGEST);
        assert_eq!(large.times(large), None);
    }
}
