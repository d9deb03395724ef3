//! `unicode`: the normalization forms of UAX #15, and letters with hamza or madda written as two code points.
//!
//! A text is cut where a new segment can safely begin (UAX #15, section 9.1); only segments that a quick check does not
//! clear reach `unicode_normalization`.

use std::borrow::Cow;
use std::ops::{Range, RangeInclusive};
use std::sync::LazyLock;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{
    IsNormalized, UnicodeNormalization, is_nfc_quick, is_nfd_quick, is_nfkc_quick, is_nfkd_quick,
};

use super::choice::UnicodeForm;
use super::edits::{Draft, Edits};
use crate::script::{PRESENTATION_FORMS, is_arabic_mark, presentation_form_place};

impl UnicodeForm {
    /// The composed form of the same kind.
    pub(super) fn composed(self) -> Self {
        match self {
            Self::None => Self::None,
            Self::Nfc | Self::Nfd => Self::Nfc,
            Self::Nfkc | Self::Nfkd => Self::Nfkc,
        }
    }
}

const FORMS: [UnicodeForm; 4] = [UnicodeForm::Nfc, UnicodeForm::Nfd, UnicodeForm::Nfkc, UnicodeForm::Nfkd];

/// For each form and code point below U+0800: whether it begins a segment and is normal by itself.
static INERT: LazyLock<[Vec<bool>; 4]> = LazyLock::new(|| FORMS.map(|form| inert('\0'..='\u{7FF}', form)));

/// The same for presentation forms.
static INERT_PRESENTATION_FORMS: LazyLock<[Vec<bool>; 4]> =
    LazyLock::new(|| FORMS.map(|form| inert(PRESENTATION_FORMS, form)));

fn inert(range: RangeInclusive<char>, form: UnicodeForm) -> Vec<bool> {
    range.map(|c| begins_segment(c) && is_normal(c.encode_utf8(&mut [0; 4]), form)).collect()
}

fn index(form: UnicodeForm) -> usize {
    match form {
        UnicodeForm::None | UnicodeForm::Nfc => 0,
        UnicodeForm::Nfd => 1,
        UnicodeForm::Nfkc => 2,
        UnicodeForm::Nfkd => 3,
    }
}

/// Whether no character before can interact with this one: what it decomposes to, by compatibility even, begins with a
/// starter that composes with nothing before it (`NFC_Quick_Check` is not Maybe).
pub(super) fn begins_segment(c: char) -> bool {
    let is_open =
        |c: char| canonical_combining_class(c) == 0 && is_nfc_quick(std::iter::once(c)) != IsNormalized::Maybe;
    match c {
        '\0'..='\u{2FF}' | '\u{620}'..='\u{64A}' | '\u{4E00}'..='\u{9FFF}' | '\u{1F000}'..='\u{1FAFF}' => true,
        _ => std::iter::once(c).nfkd().next().is_some_and(is_open),
    }
}

pub(super) fn is_normal(text: &str, form: UnicodeForm) -> bool {
    // Pictographs, the joiner and the selector, of which most emoji are, neither compose nor decompose.
    let is_plain = |c| matches!(c, '\u{200D}' | '\u{FE0F}' | '\u{2600}'..='\u{27BF}' | '\u{1F300}'..='\u{1FAFF}');
    if text.chars().all(is_plain) {
        return true;
    }
    let quick = match form {
        UnicodeForm::None => return true,
        UnicodeForm::Nfc => is_nfc_quick(text.chars()),
        UnicodeForm::Nfd => is_nfd_quick(text.chars()),
        UnicodeForm::Nfkc => is_nfkc_quick(text.chars()),
        UnicodeForm::Nfkd => is_nfkd_quick(text.chars()),
    };
    quick == IsNormalized::Yes
}

/// Whether a character begins a segment and is normal by itself, so that it needs no check.
pub(super) fn is_inert(c: char, form: UnicodeForm) -> bool {
    let form_of_letter = || INERT_PRESENTATION_FORMS[index(form)].get(presentation_form_place(c)?);
    match INERT[index(form)].get(c as usize).or_else(form_of_letter) {
        Some(inert) => *inert,
        None => begins_segment(c) && is_normal(c.encode_utf8(&mut [0; 4]), form),
    }
}

/// A text as addresses are looked for in it: in the composed form that belongs to the one asked for.
pub(super) fn composed(text: &str, form: UnicodeForm) -> Cow<'_, str> {
    let mut draft = Draft::new(text, false);
    draft.edit(|text, _, edits| normalize(text, form.composed(), edits));
    draft.text
}

/// Brings a text into a form.
pub(super) fn normalize(text: &str, form: UnicodeForm, edits: &mut Edits<'_>) {
    if form == UnicodeForm::None {
        return;
    }
    let inert = &INERT[index(form)];
    let (mut at, mut segment, mut buffer) = (0, 0, String::new());
    loop {
        // The common case: characters of one and two bytes that need no check.
        while let Some(&[first, second]) = text.as_bytes().get(at..at + 2) {
            let (code, width) = match first {
                0..0x80 => (usize::from(first), 1),
                0x80..0xE0 => (usize::from(first & 0x1F) << 6 | usize::from(second & 0x3F), 2),
                _ => break,
            };
            if !inert[code] {
                break;
            }
            segment = at;
            at += width;
        }
        let Some(c) = text[at..].chars().next() else { break };
        if is_inert(c, form) {
            segment = at;
            at += c.len_utf8();
            continue;
        }
        let start = if begins_segment(c) { at } else { segment };
        let rest = &text[at + c.len_utf8()..];
        at = text.len() - rest.find(begins_segment).map_or(0, |i| rest.len() - i);
        segment = at;
        if !is_normal(&text[start..at], form) {
            normal_form(&text[start..at], form, &mut buffer);
            replace_difference(text, start..at, &buffer, edits);
        }
    }
}

/// Replaces no more than what differs, so that alignment stays fine.
fn replace_difference(text: &str, range: Range<usize>, with: &str, edits: &mut Edits<'_>) {
    let old = &text[range.clone()];
    let same = |(a, b): (char, char)| (a == b).then_some(a.len_utf8());
    let prefix: usize = old.chars().zip(with.chars()).map_while(same).sum();
    let suffix: usize = old[prefix..].chars().rev().zip(with[prefix..].chars().rev()).map_while(same).sum();
    edits.replace(range.start + prefix..range.end - suffix, &with[prefix..with.len() - suffix]);
}

pub(super) fn normal_form(segment: &str, form: UnicodeForm, out: &mut String) {
    out.clear();
    match form {
        UnicodeForm::None => out.push_str(segment),
        UnicodeForm::Nfc => out.extend(segment.nfc()),
        UnicodeForm::Nfd => out.extend(segment.nfd()),
        UnicodeForm::Nfkc => out.extend(segment.nfkc()),
        UnicodeForm::Nfkd => out.extend(segment.nfkd()),
    }
}

/// Letters, the madda and hamza signs they take, and the letters they form: the pairs that Unicode composes, and alef
/// maqsura with hamza, which looks like U+0626 and is written for it.
pub(super) const HAMZA_LETTERS: [(char, char, char); 9] = [
    ('\u{627}', '\u{653}', '\u{622}'),
    ('\u{627}', '\u{654}', '\u{623}'),
    ('\u{627}', '\u{655}', '\u{625}'),
    ('\u{648}', '\u{654}', '\u{624}'),
    ('\u{64A}', '\u{654}', '\u{626}'),
    ('\u{649}', '\u{654}', '\u{626}'),
    ('\u{6D5}', '\u{654}', '\u{6C0}'),
    ('\u{6C1}', '\u{654}', '\u{6C2}'),
    ('\u{6D2}', '\u{654}', '\u{6D3}'),
];

fn with_sign(letter: char, sign: char) -> Option<char> {
    HAMZA_LETTERS.iter().find(|(l, s, _)| (*l, *s) == (letter, sign)).map(|(.., composed)| *composed)
}

/// Joins madda and hamza signs U+0653-0655 to the letter they stand on, over the marks between them, so that no step
/// takes the hamza off a letter for want of its composed form.
pub(super) fn compose_hamza(text: &str, edits: &mut Edits<'_>) {
    let mut base: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        if let ('\u{653}'..='\u{655}', Some((base_at, letter))) = (c, base)
            && let Some(composed) = with_sign(letter, c)
        {
            edits.replace_char(base_at..base_at + letter.len_utf8(), composed);
            edits.delete(at..at + c.len_utf8());
            base = None;
        } else if !is_arabic_mark(c) {
            base = Some((at, c));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::edits::Draft;
    use super::*;

    fn formed(text: &str, form: UnicodeForm) -> String {
        let mut draft = Draft::new(text, false);
        draft.edit(|text, _, edits| normalize(text, form, edits));
        draft.text.into_owned()
    }

    #[test]
    fn segments_join_to_what_the_whole_text_gives() {
        let texts = [
            "شّ\u{64E}\u{651}\u{64E} ا\u{653} ا\u{64E}\u{654}",
            "\u{1112}\u{1161}\u{11AB} \u{9C7}\u{9BE} e\u{301}\u{323} \u{A0}\u{308} \u{2026}\u{301} \u{FB01}\u{FDFA}\u{64E}",
            "\u{301}\u{64B}\u{651} ｱﾞ ①½ \u{1F600}\u{FE0F}",
        ];
        for text in texts {
            assert_eq!(formed(text, UnicodeForm::Nfc), text.nfc().collect::<String>());
            assert_eq!(formed(text, UnicodeForm::Nfd), text.nfd().collect::<String>());
            assert_eq!(formed(text, UnicodeForm::Nfkc), text.nfkc().collect::<String>());
            assert_eq!(formed(text, UnicodeForm::Nfkd), text.nfkd().collect::<String>());
        }
    }

    #[test]
    fn characters_that_compose_with_those_before_them_begin_no_segment() {
        // Hangul vowels, also from compatibility and halfwidth jamo; Bengali AA; marks, halfwidth voiced mark too.
        for c in ['\u{1161}', '\u{314F}', '\u{FFC2}', '\u{9BE}', '\u{64E}', '\u{301}', '\u{FF9E}', '\u{344}'] {
            assert!(!begins_segment(c), "U+{:04X}", c as u32);
        }
        for c in ['a', '\u{627}', '\u{3B1}', '\u{939}', '\u{2026}', '\u{FE8D}', '\u{4E00}', '\u{1F600}', '\u{1100}'] {
            assert!(begins_segment(c), "U+{:04X}", c as u32);
        }
    }

    #[test]
    fn hamza_signs_join_their_letter_over_other_marks() {
        let mut draft = Draft::new("ا\u{64E}\u{654}ى\u{654}ب\u{655}\u{654}", false);
        draft.edit(|text, _, edits| compose_hamza(text, edits));
        assert_eq!(draft.text, "\u{623}\u{64E}\u{626}ب\u{655}\u{654}");
    }
}
