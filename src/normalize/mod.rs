//! The normalizer: Arabic text in one spelling.
//!
//! # What a pass does, in this order
//!
//! 0. `peer`: what another library's function makes of the text, once, before all else; the rest sees its result. Then
//!    the following pass is repeated until nothing changes any more, which is what makes the whole idempotent; ordinary
//!    text is done after the first.
//! 1. With a Unicode form, NFC, so that canonically equivalent texts go the same way; then `mojibake`; then
//!    `html_tags` and `html_entities`, until no reference is left.
//! 2. `visual_order`, `ligatures`, `broken_words`.
//! 3. Patterns: URLs, e-mail addresses, mentions, hashtags and emoji are found in the text as it stands and replaced.
//! 4. `presentation_forms`, then the composed Unicode form (NFC for `nfc` and `nfd`, NFKC for `nfkc` and `nfkd`); with
//!    `alef="fold"`, `hamza` or `quranic_marks` at work, alef, waw, yeh and U+06D5, U+06C1, U+06D2 are composed with a
//!    following U+0653-0655, over other marks that stand between (ى U+0649 with U+0654 counts as yeh).
//!    URLs, e-mail addresses and emoji that are in the text now are *shielded*: steps 5 and 6 leave them as they are,
//!    except that `latin="lower"`, `digits="ascii"` and the deletion of invisible characters reach into addresses.
//! 5. `tanween_alef`, `farsi_yeh="maqsura_final"` and `joiners`, which look at what stands beside them. Then letters, each
//!    by itself: Farsi yeh, lookalikes, then alef, hamza, foreign letters, alef maqsura (`yeh`, `alef`), teh
//!    marbuta; digits; Latin; marks and invisible characters are deleted; other scripts; quotes, dashes and
//!    `punctuation="ascii"`.
//! 6. Letters in context: `alef_maqsura="yeh_final"` and `"maqsura_final"`, then `repeats`, then
//!    `punctuation_repeats`, then `punctuation` `remove`, `space` and `isolate`.
//! 7. The Unicode form asked for, then `whitespace`.

mod broken_words;
pub mod choice;
mod composed;
mod context;
pub(crate) mod edits;
mod emoji;
mod hashtag_words;
mod html_entities;
mod html_tags;
mod joiners;
pub(crate) mod kernel;
mod letters;
mod ligatures;
mod mojibake;
pub mod options;
mod pass;
mod patterns;
mod peers;
mod presentation_forms;
mod presets;
pub mod profile;
mod punctuation;
mod shields;
mod tanween_alef;
mod unicode_form;
mod visual_order;
mod whitespace;

pub use options::Options;
pub use presets::PRESETS;

use std::borrow::Cow;
use std::sync::Arc;

use simdutf8::basic::{Utf8Error, from_utf8};

use crate::alignment::{Aligned, Trace};
use crate::error::{Error, Result};
use crate::transcode::Unit;
use edits::{Draft, Edit};
use kernel::{Kernel, Mark, Prepared, Ran};
use pass::Pass;

pub use kernel::instruction_set;

/// Normalizes text as its [`Options`] say; made once, used on any number of rows and threads.
///
/// ```
/// use ibriz::normalize::{Normalizer, Options};
///
/// let search = Normalizer::new(Options::preset("search")?)?;
/// assert_eq!(search.normalize("الـــرَّقَّة ٢٠١٧"), "الرقه 2017");
/// # Ok::<(), ibriz::error::Error>(())
/// ```
///
/// Cloning is cheap.
#[derive(Debug, Clone)]
pub struct Normalizer(Arc<Compiled>);

#[derive(Debug)]
struct Compiled {
    options: Options,
    pass: Pass,
    kernel: Option<Kernel>,
}

impl Normalizer {
    /// Compiles the options.
    ///
    /// # Errors
    /// [`Error::OptionConflict`] if a token would not survive the other steps (`url_token="www.example.com"`).
    pub fn new(options: Options) -> Result<Self> {
        let clean = with_clean_tokens(options.clone())?;
        let pass = Pass::new(&clean);
        let kernel = Kernel::new(&clean, &pass);
        Ok(Self(Arc::new(Compiled { options, pass, kernel })))
    }

    /// The options it was made from.
    pub fn options(&self) -> &Options {
        &self.0.options
    }

    /// Normalizes one text; borrowed where nothing had to change.
    pub fn normalize<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut out = String::new();
        match self.run(text, &mut out) {
            None if out == text => Cow::Borrowed(text),
            None => Cow::Owned(out),
            Some(by_steps) if by_steps == text => Cow::Borrowed(text),
            Some(by_steps) => by_steps,
        }
    }

    /// Normalizes one text and keeps the way back to it.
    pub fn align(&self, text: &str) -> Aligned {
        let trace = |text: &str, prepared| self.0.kernel.as_ref()?.trace(text, prepared);
        if let Some((result, track)) = trace(text, Prepared::No) {
            let trace = Trace::new(self, None, track);
            return Aligned::new(text, result, Vec::new(), Some(trace));
        }
        let mut draft = Draft::new(text, true);
        let changed = self.0.pass.prepare(&mut draft);
        if let Some((result, track)) = trace(&draft.text, Prepared::Yes) {
            // What was decomposed again is as it was.
            if result == text {
                return Aligned::new(text, result, Vec::new(), None);
            }
            let trace = Trace::new(self, Some(draft.text.into_owned()), track);
            return Aligned::new(text, result, draft.trail.unwrap_or_default(), Some(trace));
        }
        self.0.pass.finish(&mut draft, changed);
        Aligned::new(text, draft.text.into_owned(), draft.trail.unwrap_or_default(), None)
    }

    /// As [`Self::align`], by the steps alone.
    #[cfg(test)]
    pub(crate) fn align_by_steps(&self, text: &str) -> Aligned {
        let mut draft = Draft::new(text, true);
        self.0.pass.run_until_stable(&mut draft);
        Aligned::new(text, draft.text.into_owned(), draft.trail.unwrap_or_default(), None)
    }

    /// What the kernel did to the text between two of its marks.
    pub(crate) fn edits_between(&self, text: &str, prepared: Prepared, marks: (Mark, Mark)) -> Vec<Edit> {
        let kernel = self.0.kernel.as_ref();
        kernel.map(|kernel| kernel.edits_between(text, prepared, marks)).unwrap_or_default()
    }

    /// Appends the normalized text to a buffer, for columns.
    pub fn normalize_into(&self, text: &str, out: &mut String) {
        if let Some(by_steps) = self.run(text, out) {
            *out += &by_steps;
        }
    }

    /// Normalizes code points of two or four bytes each by table, into a buffer that is made longer as needed; none if
    /// they have to be made text of. They always have if there is a surrogate among them, and if one of the steps looks at
    /// patterns, repeats or what stands beside a letter.
    ///
    /// ```
    /// use ibriz::normalize::{Normalizer, Options};
    ///
    /// let search = Normalizer::new(Options::preset("search")?)?;
    /// assert_eq!(search.normalize_units(&[0x623_u16, 0x640], &mut Vec::new()), Some(&[0x627][..]));
    /// assert_eq!(search.normalize_units(&[0xD800_u16], &mut Vec::new()), None);
    /// # Ok::<(), ibriz::error::Error>(())
    /// ```
    pub fn normalize_units<'o, U: Unit>(&self, units: &[U], out: &'o mut Vec<U>) -> Option<&'o [U]> {
        self.0.kernel.as_ref()?.run_units(units, out)
    }

    /// As [`Self::normalize_into`], for bytes that nobody has looked at.
    pub(crate) fn normalize_bytes_into(&self, bytes: &[u8], out: &mut String) -> std::result::Result<(), Utf8Error> {
        let Some(kernel) = &self.0.kernel else {
            self.normalize_into(from_utf8(bytes)?, out);
            return Ok(());
        };
        if let Ran::GaveUp(text) = kernel.run_unchecked(bytes, out)?
            && let Some(by_steps) = self.run_prepared(text, out)
        {
            *out += &by_steps;
        }
        Ok(())
    }

    /// Appends the result if the kernel can make it, else returns it: the kernel is tried on the text as it is, then on
    /// the prepared text.
    fn run<'t>(&self, text: &'t str, out: &mut String) -> Option<Cow<'t, str>> {
        let kernel = self.0.kernel.as_ref();
        if kernel.is_some_and(|kernel| kernel.run(text, Prepared::No, out)) {
            None
        } else {
            self.run_prepared(text, out)
        }
    }

    /// As [`Self::run`], for what the kernel gave up on.
    fn run_prepared<'t>(&self, text: &'t str, out: &mut String) -> Option<Cow<'t, str>> {
        let kernel = self.0.kernel.as_ref();
        let mut draft = Draft::new(text, false);
        let changed = self.0.pass.prepare(&mut draft);
        if kernel.is_some_and(|kernel| kernel.run(&draft.text, Prepared::Yes, out)) {
            return None;
        }
        self.0.pass.finish(&mut draft, changed);
        Some(draft.text)
    }
}

/// The tokens as the steps on letters and signs would leave them: with `punctuation="remove"`, `[URL]` is put in as
/// `URL`. A token that a step on patterns would change cannot be used, since the result would not be stable.
fn with_clean_tokens(mut options: Options) -> Result<Options> {
    if !patterns::are_replaced(&options) {
        return Ok(options);
    }
    let letters_only = Pass::new(&options.without_patterns());
    let clean = |token: &str| {
        let mut draft = Draft::new(token, false);
        letters_only.repeat(&mut draft);
        draft.text.into_owned()
    };
    for token in options.tokens_mut() {
        *token = clean(token);
    }
    let all = Pass::new(&options);
    for (name, token) in options.tokens() {
        let mut draft = Draft::new(token, false);
        all.repeat(&mut draft);
        if draft.text != token {
            return Err(Error::OptionConflict(format!(
                "option {name}: '{token}' would itself be changed to '{}'; choose a token without URLs, addresses, mentions, hashtags, emoji and tags",
                draft.text
            )));
        }
    }
    Ok(options)
}
