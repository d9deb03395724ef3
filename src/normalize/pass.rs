//! The order of the steps, and when a text is done.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memchr3_iter};

use super::choice::{
    Alef, AlefMaqsura, Digits, FarsiYeh, Folding, Hamza, HtmlEntities, Joiners, Punctuation, Removal, Repair,
    TanweenAlef, UnicodeForm, VisualOrder, Whitespace,
};
use super::edits::Draft;
use super::letters::Letters;
use super::options::Options;
use super::{
    broken_words, context, html_entities, html_tags, joiners, ligatures, mojibake, patterns, peers, presentation_forms,
    punctuation, tanween_alef, unicode_form, visual_order, whitespace,
};
use crate::script::{has_letter_form, is_joiner};

/// How often markup is read in one pass at most; nobody nests references that deep.
const MOST_READINGS: usize = 32;

/// How often a pass is done at most if the text is long.
const MOST_PASSES: usize = 32;

/// How many bytes all passes over a text may go over if it is short. Each needs something to come about that a step looks
/// for, by the one before; a chain of those takes a pass for each of its links, and made on purpose it could be as long as
/// the text.
const MOST_BYTES: usize = 1 << 20;

/// The steps, compiled.
#[derive(Debug, Clone)]
pub(super) struct Pass {
    options: Options,
    letters: Letters,
    replaces_patterns: bool,
    composes_hamza: bool,
    /// There are no steps beside what the peer does.
    is_done_by_peer: bool,
}

/// What a pass changed, as far as it decides whether another one is needed.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Changed {
    any: bool,
    /// A step changed the text whose result an earlier step might have to look at again.
    unsettled: bool,
}

impl Pass {
    pub(super) fn new(options: &Options) -> Self {
        Self {
            letters: Letters::new(options),
            replaces_patterns: patterns::are_replaced(options),
            composes_hamza: Self::composes_hamza(options),
            is_done_by_peer: *options == Options { peer: options.peer, ..Options::default() },
            options: options.clone(),
        }
    }

    /// Whether madda and hamza signs are joined to their letters: signs that belong to a letter are folded with it, and
    /// must not be deleted as marks.
    pub(super) fn composes_hamza(options: &Options) -> bool {
        options.alef == Alef::Fold || options.hamza != Hamza::Keep || options.quranic_marks == Removal::Remove
    }

    /// Prepares the text, then repeats the pass until nothing changes.
    pub(super) fn run_until_stable(&self, draft: &mut Draft<'_>) {
        let prepared = self.prepare(draft);
        self.finish(draft, prepared);
    }

    /// Does what is done but once, the peer's function, and the first half of the first pass, the steps on markup, the
    /// order of the text, patterns and presentation forms, after which most text is fit for the kernel.
    pub(super) fn prepare(&self, draft: &mut Draft<'_>) -> Changed {
        peers::run(self.options.peer, draft);
        let mut changed = Changed::default();
        self.find_words(draft, &mut changed);
        changed
    }

    /// As [`Self::run_until_stable`], without the peer's function.
    pub(super) fn repeat(&self, draft: &mut Draft<'_>) {
        let mut changed = Changed::default();
        self.find_words(draft, &mut changed);
        self.finish(draft, changed);
    }

    /// Does the second half of the first pass, then repeats the pass until it leaves the text as it was. What one step does
    /// and a later one takes back (a space inside a word, and punctuation that is parted from it) is no change.
    pub(super) fn finish(&self, draft: &mut Draft<'_>, prepared: Changed) {
        if self.is_done_by_peer {
            return;
        }
        let mut changed = prepared;
        self.spell(draft, &mut changed);
        for _ in 1..MOST_PASSES.max(MOST_BYTES / draft.text.len().max(1)) {
            if !changed.any || (!changed.unsettled && self.is_settled(&draft.text)) {
                break;
            }
            let before = draft.waypoint();
            changed = Changed::default();
            self.find_words(draft, &mut changed);
            self.spell(draft, &mut changed);
            if draft.forget_detour(&before) {
                break;
            }
        }
        // What is clean maps to itself.
        draft.forget_detour(&draft.origin());
    }

    /// The second half of the pass: letters, signs and white space.
    fn spell(&self, draft: &mut Draft<'_>, changed: &mut Changed) {
        self.compose(draft, changed);
        self.change_letters(draft, changed);
        draft.shields.clear();
        let form = self.options.unicode;
        changed.note(draft.edit(|text, _, edits| unicode_form::normalize(text, form, edits)), true);
        let rule = self.options.whitespace;
        if rule != Whitespace::Keep {
            changed.note(draft.edit(|text, _, edits| whitespace::tidy(text, rule, edits)), false);
        }
    }

    /// Brings canonically equivalent texts together before anything looks at them.
    pub(super) fn compose_first(&self, draft: &mut Draft<'_>) -> bool {
        self.options.unicode != UnicodeForm::None
            && draft.edit(|text, _, edits| unicode_form::normalize(text, UnicodeForm::Nfc, edits))
    }

    /// A text as the steps first look at it.
    pub(super) fn composed_first<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut draft = Draft::new(text, false);
        self.compose_first(&mut draft);
        draft.text
    }

    /// Takes tags out and decodes references, those that come out of others, too.
    fn read_markup(&self, draft: &mut Draft<'_>, changed: &mut Changed) {
        for _ in 0..MOST_READINGS {
            if self.options.html_tags == Removal::Remove && memchr(b'<', draft.text.as_bytes()).is_some() {
                let tokens = self.options.tokens().map(|(_, token)| token);
                changed.note(draft.edit(|text, _, edits| html_tags::remove(text, &tokens, edits)), false);
            }
            let decodes =
                self.options.html_entities == HtmlEntities::Decode && memchr(b'&', draft.text.as_bytes()).is_some();
            if !decodes || !draft.edit(|text, _, edits| html_entities::decode(text, edits)) {
                return;
            }
            changed.note(true, true);
        }
    }

    /// Steps 1 to 4: markup, the order of the text, patterns, presentation forms.
    fn find_words(&self, draft: &mut Draft<'_>, changed: &mut Changed) {
        let options = &self.options;
        changed.note(self.compose_first(draft), false);
        if options.mojibake == Repair::Repair && mojibake::is_possible(&draft.text) {
            changed.note(draft.edit(|text, _, edits| mojibake::repair(text, edits)), true);
        }
        self.read_markup(draft, changed);
        let order = options.visual_order;
        if order == VisualOrder::Words || (order == VisualOrder::Repair && is_of_page(&draft.text)) {
            changed.note(visual_order::repair(draft, order), true);
        }
        if options.ligatures == Repair::Repair {
            changed.note(draft.edit(|text, _, edits| ligatures::restore(text, edits)), true);
            changed.note(draft.edit(|text, _, edits| ligatures::repair(text, edits)), true);
        }
        if options.broken_words == Repair::Repair {
            changed.note(draft.edit(|text, _, edits| broken_words::repair(text, edits)), true);
        }
        if self.replaces_patterns {
            changed.note(draft.edit(|text, _, edits| patterns::replace(text, options, edits)), false);
        }
        if options.presentation_forms == Folding::Fold && has_forms(&draft.text) {
            changed.note(draft.edit(|text, _, edits| presentation_forms::fold(text, edits)), false);
        }
    }

    /// The second half of step 4: letters in one piece.
    fn compose(&self, draft: &mut Draft<'_>, changed: &mut Changed) {
        let composed = self.options.unicode.composed();
        changed.note(draft.edit(|text, _, edits| unicode_form::normalize(text, composed, edits)), false);
        if self.composes_hamza && has_hamza_signs(&draft.text) {
            changed.note(draft.edit(|text, _, edits| unicode_form::compose_hamza(text, edits)), false);
        }
    }

    /// Steps 5 and 6: letters by themselves and in context.
    fn change_letters(&self, draft: &mut Draft<'_>, changed: &mut Changed) {
        let options = &self.options;
        draft.shields = patterns::shields(&draft.text);
        // Shields can vanish with what was changed around them, and then what they hid is open to all steps.
        self.settle_in_context(draft, changed);
        let unsettling = options.digits == Digits::Remove || !draft.shields.is_empty();
        changed.note(draft.edit(|text, shields, edits| self.letters.fold(text, shields, edits)), unsettling);
        if matches!(options.alef_maqsura, AlefMaqsura::YehFinal | AlefMaqsura::MaqsuraFinal) {
            let rule = options.alef_maqsura;
            changed.note(draft.edit(|text, shields, edits| context::final_letters(text, shields, rule, edits)), false);
        }
        if options.repeats > 0 {
            let limit = options.repeats;
            changed.note(draft.edit(|text, shields, edits| context::limit_letters(text, shields, limit, edits)), true);
        }
        if options.punctuation_repeats > 0 {
            let limit = options.punctuation_repeats;
            changed
                .note(draft.edit(|text, shields, edits| context::limit_punctuation(text, shields, limit, edits)), true);
        }
        let rule = options.punctuation;
        if !matches!(rule, Punctuation::Keep | Punctuation::Ascii) {
            changed.note(draft.edit(|text, shields, edits| punctuation::separate(text, shields, rule, edits)), true);
        }
    }

    /// What looks at neighbours that the steps on letters would change.
    fn settle_in_context(&self, draft: &mut Draft<'_>, changed: &mut Changed) {
        let (tanween, joiners) = (self.options.tanween_alef, self.options.joiners);
        if tanween != TanweenAlef::Keep {
            changed.note(draft.edit(|text, shields, edits| tanween_alef::settle(text, shields, tanween, edits)), true);
        }
        if self.options.farsi_yeh == FarsiYeh::MaqsuraFinal {
            changed.note(draft.edit(context::final_farsi_yeh), true);
        }
        if !matches!(joiners, Joiners::Keep | Joiners::Remove) {
            changed.note(draft.edit(|text, shields, edits| joiners::tidy(text, shields, joiners, edits)), true);
        }
    }

    /// Whether another pass over the result of one that changed only characters by themselves could find anything:
    /// the last step has just proved the Unicode form, so only what looks at more than one character is asked again.
    fn is_settled(&self, text: &str) -> bool {
        let options = &self.options;
        let decomposed = matches!(options.unicode, UnicodeForm::Nfd | UnicodeForm::Nfkd);
        let tags = options.html_tags == Removal::Remove && memchr(b'<', text.as_bytes()).is_some();
        let references = options.html_entities == HtmlEntities::Decode && memchr(b'&', text.as_bytes()).is_some();
        let looks_at_words = options.visual_order == VisualOrder::Words
            || options.ligatures == Repair::Repair
            || options.broken_words == Repair::Repair;
        let joiners = !matches!(options.joiners, Joiners::Keep | Joiners::Remove) && text.contains(is_joiner);
        let tanween = options.tanween_alef != TanweenAlef::Keep && text.contains(['\u{64B}', '\u{8F0}']);
        let open = decomposed
            || joiners
            || tanween
            || looks_at_words
            || (options.visual_order == VisualOrder::Repair && is_of_page(text))
            || (options.mojibake == Repair::Repair && mojibake::is_possible(text))
            || tags
            || references
            || has_forms(text)
            || (self.composes_hamza && has_hamza_signs(text))
            || !patterns::shields(text).is_empty()
            || (self.replaces_patterns && patterns::any_replaced(text, options));
        !open
    }
}

impl Changed {
    /// Nobody knows what, so perhaps everything.
    pub(super) const UNKNOWN: Self = Self { any: true, unsettled: true };

    fn note(&mut self, changed: bool, unsettling: bool) {
        self.any |= changed;
        self.unsettled |= changed && unsettling;
    }
}

/// Whether there are characters in the blocks of the presentation forms: EF AD-B7 or EF B9-BB.
fn has_forms(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr_iter(0xEF, bytes).any(|i| matches!(bytes[i + 1], 0xAD..=0xB7 | 0xB9..=0xBB))
}

/// Whether there are forms of letters or U+202B, that begins an embedding from right to left.
pub(super) fn is_of_page(text: &str) -> bool {
    has_letter_form(text) || visual_order::has_embedding(text)
}

/// Whether there is one of U+0653-0655: D9 93 to D9 95.
fn has_hamza_signs(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr3_iter(0x93, 0x94, 0x95, bytes).any(|i| bytes[i - 1] == 0xD9)
}
