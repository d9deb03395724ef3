//! The labels of entities.

use crate::error::{Error, Result};

macro_rules! labels {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// What kind of entity a span is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Label { $($(#[doc = $doc])+ $variant,)+ }

        impl Label {
            /// Every label there is or will be, each with what it stands for.
            pub const ALL: &'static [(Self, &'static str)] = &[$((Self::$variant, concat!($($doc),+)),)+];

            /// The name of the label in tables.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

labels! {
    /// a person's name
    Person = "PERSON",
    /// an organisation
    Org = "ORG",
    /// a place
    Loc = "LOC",
    /// another name
    Misc = "MISC",
    /// a day, month, year or span of days
    Date = "DATE",
    /// a time of day
    Time = "TIME",
    /// a length of time
    Duration = "DURATION",
    /// a recurring time
    Set = "SET",
    /// an age
    Age = "AGE",
    /// an amount of money
    Money = "MONEY",
    /// a percentage
    Percent = "PERCENT",
    /// a number of units
    Quantity = "QUANTITY",
    /// a number
    Cardinal = "CARDINAL",
    /// a place in a row
    Ordinal = "ORDINAL",
    /// a URL or domain name
    Url = "URL",
    /// an e-mail address
    Email = "EMAIL",
    /// a telephone number
    Phone = "PHONE",
    /// a hashtag
    Hashtag = "HASHTAG",
    /// a mention of an account
    Mention = "MENTION",
    /// an international bank account number
    Iban = "IBAN",
    /// an internet address in numbers
    Ip = "IP",
}

impl Label {
    /// The label of that name, in capitals or not.
    ///
    /// ```
    /// use ibriz::extract::Label;
    /// assert_eq!(Label::parse("iban")?, Label::Iban);
    /// assert!(Label::parse("IBANS").is_err());
    /// # Ok::<(), ibriz::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::UnknownLabel`].
    pub fn parse(name: &str) -> Result<Self> {
        let found = Self::ALL.iter().find(|(label, _)| label.name().eq_ignore_ascii_case(name));
        found.map(|(label, _)| *label).ok_or_else(|| unknown(name, Self::ALL.iter().map(|(label, _)| *label)))
    }

    /// Whether nothing inside of such an entity is an entity: the digits of a telephone number are no numbers.
    pub(super) fn is_whole(self) -> bool {
        matches!(
            self,
            Self::Url
                | Self::Email
                | Self::Phone
                | Self::Hashtag
                | Self::Mention
                | Self::Iban
                | Self::Ip
                | Self::Cardinal
        )
    }

    /// How sure a label is of a span that another claims as well, beside length: a checksum or a fixed form beats a
    /// plain number.
    pub(super) fn specificity(self) -> u8 {
        match self {
            Self::Cardinal => 0,
            Self::Ordinal | Self::Quantity | Self::Duration | Self::Misc => 1,
            Self::Phone => 2,
            Self::Iban | Self::Ip | Self::Url | Self::Email | Self::Hashtag | Self::Mention => 4,
            _ => 3,
        }
    }
}

/// The error for a label that is not among those known.
pub(super) fn unknown(name: &str, known: impl Iterator<Item = Label>) -> Error {
    Error::UnknownLabel { name: name.to_owned(), known: known.map(Label::name).collect::<Vec<_>>().join(", ") }
}
