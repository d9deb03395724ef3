//! What a token can be the beginning of, as a set: rules look at the tokens that can be theirs and at no other.

use std::ops::BitOr;

/// A set of roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Roles(u16);

impl Roles {
    /// A number word.
    pub(super) const NUMBER: Self = Self(1);
    /// A part of one: «نصف».
    pub(super) const FRACTION: Self = Self(1 << 1);
    pub(super) const ORDINAL: Self = Self(1 << 2);
    /// The beginning of the name of a unit.
    pub(super) const UNIT: Self = Self(1 << 3);
    /// That of a currency or of a part of one.
    pub(super) const CURRENCY: Self = Self(1 << 4);
    /// That of a month, weekday or holiday.
    pub(super) const CALENDAR: Self = Self(1 << 5);
    /// A day counted from when the text was written: «أمس».
    pub(super) const ANCHOR: Self = Self(1 << 6);
    /// A part of the day: «صباحا».
    pub(super) const DAY_PART: Self = Self(1 << 7);
    /// A word that opens an expression of time and means nothing else in it: «كل», «مرتين», «منتصف».
    pub(super) const OPENER: Self = Self(1 << 8);
    /// «سالب».
    pub(super) const MINUS: Self = Self(1 << 9);
    /// Digits, whether they are a number by themselves or not.
    pub(super) const DIGITS: Self = Self(1 << 10);
    pub(super) const SIGN: Self = Self(1 << 11);

    /// What a number begins with.
    pub(super) const fn numbers() -> Self {
        Self(Self::NUMBER.0 | Self::FRACTION.0 | Self::MINUS.0 | Self::DIGITS.0 | Self::SIGN.0)
    }

    /// Whether one of the other's roles is among them.
    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl BitOr for Roles {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
