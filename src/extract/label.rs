//! The labels of entities.

use std::sync::{PoisonError, RwLock};

use crate::error::{Error, Result};

/// The names of the labels that models brought along.
static CUSTOM: RwLock<Vec<&'static str>> = RwLock::new(Vec::new());

fn custom_labels() -> std::sync::RwLockReadGuard<'static, Vec<&'static str>> {
    CUSTOM.read().unwrap_or_else(PoisonError::into_inner)
}

macro_rules! labels {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// What kind of entity a span is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Label {
            $($(#[doc = $doc])+ $variant,)+
            /// a label of a user's own model of names, see [`Label::of_model`]
            Custom(u8),
        }

        impl Label {
            /// Every label there is or will be, each with what it stands for.
            pub const ALL: &'static [(Self, &'static str)] = &[$((Self::$variant, concat!($($doc),+)),)+];

            /// The name of the label in tables.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                    Self::Custom(place) => custom_labels().get(usize::from(place)).copied().unwrap_or("CUSTOM"),
                }
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
        let custom = custom_labels().len();
        let known =
            || Self::ALL.iter().map(|(label, _)| *label).chain((0..custom).map(|place| Self::Custom(place as u8)));
        known().find(|label| label.name().eq_ignore_ascii_case(name)).ok_or_else(|| unknown(name, known()))
    }

    /// The label of a model of names: one of ours, by its own name or by one that corpora use, or a new one.
    ///
    /// ```
    /// use ibriz::extract::Label;
    /// assert_eq!(Label::of_model("PERS")?, Label::Person);
    /// assert_eq!(Label::of_model("DISEASE")?.name(), "DISEASE");
    /// # Ok::<(), ibriz::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Model`] once 256 labels that are not ours are in use.
    pub fn of_model(name: &str) -> Result<Self> {
        match name {
            "PER" | "PERS" => return Ok(Self::Person),
            "GPE" | "FAC" => return Ok(Self::Loc),
            _ => {}
        }
        if let Ok(label) = Self::parse(name) {
            return Ok(label);
        }
        let mut custom = CUSTOM.write().unwrap_or_else(PoisonError::into_inner);
        let place = u8::try_from(custom.len()).map_err(|_| Error::Model("too many labels of their own".to_owned()))?;
        // Labels live as long as the program: there are few, and they are told apart by their place.
        custom.push(Box::leak(name.to_owned().into_boxed_str()));
        Ok(Self::Custom(place))
    }

    /// Whether it is the label of a name, which a model finds and no rule.
    pub fn is_name(self) -> bool {
        matches!(self, Self::Person | Self::Org | Self::Loc | Self::Misc | Self::Custom(_))
    }

    /// Whether an entity of the other label can be part of one of this: the digits of a telephone number are no numbers,
    /// but the words of a hashtag are words.
    pub(super) fn may_hold(self, other: Self) -> bool {
        match self {
            Self::Hashtag => other.is_name(),
            Self::Url | Self::Email | Self::Phone | Self::Mention | Self::Iban | Self::Ip | Self::Cardinal => false,
            _ => true,
        }
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
