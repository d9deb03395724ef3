//! What is in a text that a step of the normalizer would treat: how often, and where first.

use std::ops::Range;

use super::choice::VisualOrder;
use super::edits::{Draft, Edits, Stage};
use super::letters::{is_foreign, is_lookalike};
use super::{broken_words, emoji, html_entities, html_tags, ligatures, mojibake, unicode_form, visual_order};
use crate::extract::patterns::{PatternKind, Wanted, scan};
use crate::script::{
    MarkGroup, TATWEEL, is_bidi_control, is_control, is_joiner, is_latin_letter, is_letter, is_line_break,
    is_of_other_script, is_presentation_form, is_punctuation, is_space, is_variation_selector, is_zero_width,
    mark_group,
};

macro_rules! features {
    ($($feature:ident = $name:literal, $step:literal, $doc:literal;)+) => {
        /// Something a column can have.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Feature { $(#[doc = $doc] $feature,)+ }

        impl Feature {
            /// All of them: the name, the step of the normalizer that treats it, and what it is.
            pub const ALL: &'static [(Self, &'static str, &'static str, &'static str)] =
                &[$((Self::$feature, $name, $step, $doc)),+];
        }
    };
}

features! {
    Tanween = "tanween", "tanween", "tanween: fathatan, dammatan, kasratan";
    Harakat = "harakat", "harakat", "short vowels: fatha, damma, kasra";
    Shadda = "shadda", "shadda", "shadda";
    Sukun = "sukun", "sukun", "sukun";
    DaggerAlef = "dagger_alef", "dagger_alef", "dagger alef";
    QuranicMarks = "quranic_marks", "quranic_marks", "Quranic and other annotation marks";
    Tatweel = "tatweel", "tatweel", "tatweel";
    PresentationForms = "presentation_forms", "presentation_forms", "presentation forms and ligatures, as from PDF files";
    VisualOrder = "visual_order", "visual_order", "lines that run backwards, or as they stand on a page";
    Ligatures = "ligatures", "ligatures", "ligatures of lam lost or turned round";
    BrokenWords = "broken_words", "broken_words", "spaces or fillers inside of words";
    Mojibake = "mojibake", "mojibake", "text decoded with the wrong table";
    LostCharacters = "lost_characters", "", "U+FFFD, where a character was lost";
    NotComposed = "not_composed", "unicode", "letters and marks that are not in the form NFC";
    BidiControls = "bidi_controls", "bidi_controls", "directional marks and embeddings";
    ZeroWidth = "zero_width", "zero_width", "zero width characters";
    Joiners = "joiners", "joiners", "zero width joiners and non-joiners, outside of emoji";
    VariationSelectors = "variation_selectors", "variation_selectors", "variation selectors, outside of emoji";
    Control = "control", "control", "control characters";
    Whitespace = "whitespace", "whitespace", "spaces of other kinds, several in a row, or at the ends";
    Lines = "lines", "whitespace", "line breaks";
    AsciiDigits = "ascii_digits", "digits", "digits 0-9";
    ArabicDigits = "arabic_digits", "digits", "digits U+0660-0669";
    ExtendedDigits = "extended_digits", "digits", "Persian and Urdu digits U+06F0-06F9";
    Lookalikes = "lookalikes", "lookalikes", "Persian, Urdu and Kurdish shapes of Arabic letters";
    ForeignLetters = "foreign_letters", "foreign_letters", "letters that Arabic lacks";
    Latin = "latin", "latin", "Latin letters, outside of addresses";
    OtherScripts = "other_scripts", "other_scripts", "letters of other scripts";
    Emoji = "emoji", "emoji", "emoji";
    Urls = "urls", "urls", "URLs";
    Emails = "emails", "emails", "e-mail addresses";
    Mentions = "mentions", "mentions", "mentions";
    Hashtags = "hashtags", "hashtags", "hashtags";
    HtmlTags = "html_tags", "html_tags", "HTML tags";
    HtmlEntities = "html_entities", "html_entities", "HTML character references";
    Repeats = "repeats", "repeats", "letters three times and more in a row";
    PunctuationRepeats = "punctuation_repeats", "punctuation_repeats", "punctuation marks twice and more in a row";
}

/// How often a text has a feature, and where first, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The feature.
    pub feature: Feature,
    /// How often: characters, sequences, addresses, lines.
    pub count: usize,
    /// Where it is first.
    pub first: Range<usize>,
}

/// All features of a text.
///
/// ```
/// use ibriz::normalize::profile::{Feature, features};
///
/// let hits = features("شكرا\u{64B} ٤٠");
/// assert_eq!((hits[0].feature, hits[0].count, hits[0].first.clone()), (Feature::Tanween, 1, 8..10));
/// assert_eq!((hits[1].feature, hits[1].count, hits[1].first.clone()), (Feature::ArabicDigits, 2, 11..13));
/// ```
pub fn features(text: &str) -> Vec<Hit> {
    let mut found = Tally { hits: vec![None; Feature::ALL.len()] };
    let mut covered = found.patterns(text);
    let emoji: Vec<Range<usize>> = emoji::find(text).collect();
    for range in &emoji {
        found.note(Feature::Emoji, range.clone());
    }
    covered.extend(emoji);
    covered.extend(found.markup(text));
    let covered = union(covered);
    found.characters(text, &covered);
    found.runs(text, &covered);
    found.defects(text);
    found.hits.into_iter().flatten().collect()
}

struct Tally {
    hits: Vec<Option<Hit>>,
}

impl Tally {
    fn note(&mut self, feature: Feature, range: Range<usize>) {
        match &mut self.hits[feature as usize] {
            Some(hit) => hit.count += 1,
            none => *none = Some(Hit { feature, count: 1, first: range }),
        }
    }

    /// URLs and the like; where they are.
    fn patterns(&mut self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        scan(text, Wanted::ALL, &mut found);
        for pattern in &found {
            let feature = match pattern.kind {
                PatternKind::Url => Feature::Urls,
                PatternKind::Email => Feature::Emails,
                PatternKind::Mention => Feature::Mentions,
                PatternKind::Hashtag => Feature::Hashtags,
            };
            self.note(feature, pattern.span.clone());
        }
        let is_address = |kind| matches!(kind, PatternKind::Url | PatternKind::Email | PatternKind::Mention);
        found.into_iter().filter(|pattern| is_address(pattern.kind)).map(|pattern| pattern.span).collect()
    }

    /// HTML; where it is.
    fn markup(&mut self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        if text.contains('<') {
            found.extend(self.edits(Feature::HtmlTags, text, |text, edits| html_tags::remove(text, &[], edits)));
        }
        if text.contains('&') {
            found.extend(self.edits(Feature::HtmlEntities, text, html_entities::decode));
        }
        found
    }

    /// Characters by themselves, outside of addresses and emoji.
    fn characters(&mut self, text: &str, covered: &[Range<usize>]) {
        let mut after_space = true;
        for (at, c) in text.char_indices() {
            let range = at..at + c.len_utf8();
            if let Some(feature) = feature(c).filter(|_| !is_covered(covered, at)) {
                self.note(feature, range.clone());
            }
            let space = is_space(c);
            if space && (after_space || c != ' ' || range.end == text.len()) {
                self.note(Feature::Whitespace, range);
            }
            after_space = space || is_line_break(c);
        }
    }

    /// Runs of one character.
    fn runs(&mut self, text: &str, covered: &[Range<usize>]) {
        let mut run = ('\0', 0, 0);
        for (at, c) in text.char_indices().chain([(text.len(), '\0')]) {
            if c == run.0 {
                run.2 += 1;
                continue;
            }
            let (repeated, start, len) = run;
            run = (c, at, 1);
            if len < 2 || is_covered(covered, start) {
                continue;
            }
            if len > 2 && is_letter(repeated) && repeated != TATWEEL {
                self.note(Feature::Repeats, start..at);
            } else if is_punctuation(repeated) {
                self.note(Feature::PunctuationRepeats, start..at);
            }
        }
    }

    /// What a step finds by looking at more than one character.
    fn defects(&mut self, text: &str) {
        if mojibake::is_possible(text) {
            self.edits(Feature::Mojibake, text, mojibake::repair);
        }
        self.edits(Feature::Ligatures, text, ligatures::restore);
        self.edits(Feature::Ligatures, text, ligatures::repair);
        self.edits(Feature::BrokenWords, text, broken_words::repair);
        let composed = |text: &str, edits: &mut Edits<'_>| {
            unicode_form::normalize(text, super::choice::UnicodeForm::Nfc, edits);
        };
        self.edits(Feature::NotComposed, text, composed);
        let mut draft = Draft::new(text, false);
        if visual_order::repair(&mut draft, VisualOrder::Words) {
            self.note(Feature::VisualOrder, 0..text.find(is_line_break).unwrap_or(text.len()));
        }
    }

    /// Notes what a step changes, and says where.
    fn edits(&mut self, feature: Feature, text: &str, step: impl Fn(&str, &mut Edits<'_>)) -> Vec<Range<usize>> {
        let mut draft = Draft::new(text, true);
        draft.edit(|text, _, edits| step(text, edits));
        let edits = draft.trail.into_iter().flatten().flat_map(|stage| match stage {
            Stage::Edits(edits) => edits,
            Stage::Order(_) => Vec::new(),
        });
        let ranges: Vec<Range<usize>> = edits.map(|edit| edit.at..edit.at + edit.old).collect();
        for range in &ranges {
            self.note(feature, range.clone());
        }
        ranges
    }
}

/// Ranges in order, those that touch made one.
fn union(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    ranges.dedup_by(|next, last| {
        let touches = next.start <= last.end;
        if touches {
            last.end = last.end.max(next.end);
        }
        touches
    });
    ranges
}

fn is_covered(covered: &[Range<usize>], at: usize) -> bool {
    let next = covered.partition_point(|range| range.end <= at);
    covered.get(next).is_some_and(|range| range.contains(&at))
}

/// The feature of a character by itself.
fn feature(c: char) -> Option<Feature> {
    Some(match c {
        '0'..='9' => Feature::AsciiDigits,
        '\u{660}'..='\u{669}' => Feature::ArabicDigits,
        '\u{6F0}'..='\u{6F9}' => Feature::ExtendedDigits,
        TATWEEL => Feature::Tatweel,
        '\u{621}'..='\u{64A}' | ' ' => return None,
        char::REPLACEMENT_CHARACTER => Feature::LostCharacters,
        _ if is_line_break(c) => Feature::Lines,
        _ if is_bidi_control(c) => Feature::BidiControls,
        _ if is_zero_width(c) => Feature::ZeroWidth,
        _ if is_joiner(c) => Feature::Joiners,
        _ if is_variation_selector(c) => Feature::VariationSelectors,
        _ if is_control(c) => Feature::Control,
        // Ornate parentheses are punctuation, though they stand among the forms.
        '\u{FD3E}' | '\u{FD3F}' => return None,
        _ if is_presentation_form(c) => Feature::PresentationForms,
        _ if is_lookalike(c) => Feature::Lookalikes,
        _ if is_foreign(c) => Feature::ForeignLetters,
        _ if is_latin_letter(c) => Feature::Latin,
        _ if is_of_other_script(c) => Feature::OtherScripts,
        _ => return mark_group(c).map(of_mark),
    })
}

fn of_mark(group: MarkGroup) -> Feature {
    match group {
        MarkGroup::Tanween => Feature::Tanween,
        MarkGroup::Harakat => Feature::Harakat,
        MarkGroup::Shadda => Feature::Shadda,
        MarkGroup::Sukun => Feature::Sukun,
        MarkGroup::DaggerAlef => Feature::DaggerAlef,
        MarkGroup::Quranic => Feature::QuranicMarks,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Feature, usize)> {
        features(text).into_iter().map(|hit| (hit.feature, hit.count)).collect()
    }

    #[test]
    fn each_feature_stands_at_its_number() {
        for (number, (feature, name, ..)) in Feature::ALL.iter().enumerate() {
            assert_eq!(*feature as usize, number, "{name}");
        }
    }

    #[test]
    fn clean_text_has_none() {
        assert_eq!(found("قال الوزير: نعم، ثم مضى إلى المدرسة."), []);
        assert_eq!(found(""), []);
    }

    #[test]
    fn what_is_there_is_counted() {
        use Feature::{
            Emoji, Hashtags, Joiners, Latin, Mentions, PunctuationRepeats, Repeats, Tanween, Urls, Whitespace,
        };
        assert_eq!(found("شكراً جداً"), [(Tanween, 2)]);
        assert_eq!(
            found("هههه @ali #وسم !! https://a.org/x"),
            [(Urls, 1), (Mentions, 1), (Hashtags, 1), (Repeats, 1), (PunctuationRepeats, 1)]
        );
        assert_eq!(
            found("👨\u{200D}👩\u{200D}👧 ب\u{200C}ت  OK "),
            [(Joiners, 1), (Whitespace, 2), (Latin, 2), (Emoji, 1)]
        );
    }

    #[test]
    fn defects_are_seen() {
        use Feature::{BidiControls, BrokenWords, HtmlEntities, HtmlTags, Mojibake, NotComposed, PresentationForms};
        assert_eq!(found("<b>نص</b> &amp;"), [(HtmlTags, 2), (HtmlEntities, 1)]);
        assert!(found("Ø§Ù„Ø³Ù„Ø§Ù…").contains(&(Mojibake, 6)));
        assert_eq!(found("ا\u{654}ب"), [(Feature::QuranicMarks, 1), (NotComposed, 1)]);
        let page = found("\u{202B}ﻣﺪﻳﻨﺔ\u{202A} ،\u{202C}خوفا \u{64B}\u{202C}");
        for feature in [PresentationForms, BidiControls, Feature::VisualOrder, BrokenWords] {
            assert!(page.iter().any(|(found, _)| *found == feature), "{feature:?}");
        }
    }
}
