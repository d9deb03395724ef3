//! The one error type of the crate: what a caller did wrong, and what to do instead.

use thiserror::Error;

/// Everything that can go wrong and is the caller's to mend.
///
/// Bad text is never an error: whatever a row holds, it is normalized and searched like any other.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Error {
    /// An option name that does not exist.
    #[error("unknown option '{name}'; the options are: {known}")]
    UnknownOption {
        /// The name as given.
        name: String,
        /// The names there are, separated by commas.
        known: String,
    },
    /// An option value that its option does not take.
    #[error("option {name}: '{value}' is not one of its values ({allowed})")]
    OptionValue {
        /// The option.
        name: String,
        /// The value as given.
        value: String,
        /// The values it takes.
        allowed: String,
    },
    /// Options that contradict each other.
    #[error("{0}")]
    OptionConflict(String),
    /// A preset name that does not exist.
    #[error("unknown preset '{name}'; the presets are: {known}")]
    UnknownPreset {
        /// The name as given.
        name: String,
        /// The presets there are.
        known: String,
    },
    /// An entity label that does not exist.
    #[error("unknown label '{name}'; the labels are: {known}")]
    UnknownLabel {
        /// The label as given.
        name: String,
        /// The labels there are.
        known: String,
    },
    /// A model or lexicon of names that cannot be read.
    #[error("the model of names: {0}")]
    Model(String),
    /// A column whose bytes are not UTF-8, or whose offsets cut a character in two.
    #[error("row {row}: the column is not valid UTF-8; decode it before (for example with errors='replace')")]
    InvalidUtf8 {
        /// The first row that is broken, from 0.
        row: usize,
    },
    /// A span of a row that the column does not have, or that is null.
    #[error("there is no text in row {row}, which a span is said to be of; the column has {rows} rows, from 0")]
    NoSuchRow {
        /// The row as given.
        row: usize,
        /// How many rows there are.
        rows: usize,
    },
    /// An Arrow array that breaks the rules of its own type.
    #[error("broken Arrow array: {0}")]
    BrokenArray(String),
    /// An Arrow type that is not text.
    #[error(
        "a column of type {0} holds no text; pass a string column (string, large_string, string_view, dictionary of strings)"
    )]
    NotText(String),
    /// The thread pool could not be started.
    #[error("cannot start the worker threads: {0}; set IBRIZ_NUM_THREADS to a smaller number")]
    Pool(String),
    /// A panic while working on an item.
    #[error("row {item}: ibriz failed on this text, which is a bug; please report it with the text")]
    Panicked {
        /// The row, from 0.
        item: usize,
    },
    /// The result does not fit into the type of the column.
    #[error("the result is longer than a column of type {0} can hold (2 GB); cast it to large_string before")]
    TooLong(String),
    /// The caller asked to stop (Ctrl-C).
    #[error("interrupted")]
    Interrupted,
}

impl Error {
    /// The same of some rows of a column, told of the column: `place` says where a row stands in it.
    #[must_use]
    pub fn in_rows(self, place: impl Fn(usize) -> usize) -> Self {
        match self {
            Self::InvalidUtf8 { row } => Self::InvalidUtf8 { row: place(row) },
            Self::Panicked { item } => Self::Panicked { item: place(item) },
            other => other,
        }
    }
}

/// The crate's result type.
pub type Result<T, E = Error> = std::result::Result<T, E>;
