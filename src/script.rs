//! Facts of the Arabic script and its neighbours: which code points are marks, digits, blanks, controls.
//!
//! General categories, scripts and pictographs come from the Unicode Character Database by way of `icu_properties`;
//! the groups that this library defines itself are listed here and nowhere else.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use icu_properties::props::{ExtendedPictographic, GeneralCategory, Script};
use icu_properties::{CodePointMapData, CodePointSetData};
use memchr::memchr_iter;

/// Tatweel (kashida) U+0640.
pub const TATWEEL: char = '\u{640}';

/// The groups of marks that can be deleted each by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MarkGroup {
    /// Fathatan U+064B, dammatan U+064C, kasratan U+064D.
    Tanween,
    /// Fatha U+064E, damma U+064F, kasra U+0650.
    Harakat,
    /// Shadda U+0651.
    Shadda,
    /// Sukun U+0652.
    Sukun,
    /// Dagger (superscript) alef U+0670.
    DaggerAlef,
    /// Quranic annotation signs, honorifics, and madda and hamza signs that belong to no letter.
    Quranic,
}

/// The group of marks a character belongs to.
///
/// ```
/// use ibriz::script::{MarkGroup, mark_group};
/// assert_eq!(mark_group('\u{64E}'), Some(MarkGroup::Harakat));
/// assert_eq!(mark_group('ب'), None);
/// ```
pub fn mark_group(c: char) -> Option<MarkGroup> {
    Some(match c {
        '\u{64B}'..='\u{64D}' => MarkGroup::Tanween,
        '\u{64E}'..='\u{650}' => MarkGroup::Harakat,
        '\u{651}' => MarkGroup::Shadda,
        '\u{652}' => MarkGroup::Sukun,
        '\u{670}' => MarkGroup::DaggerAlef,
        '\u{610}'..='\u{61A}'
        | '\u{653}'..='\u{65F}'
        | '\u{6D6}'..='\u{6ED}'
        | '\u{897}'..='\u{89F}'
        | '\u{8CA}'..='\u{8FF}'
        | '\u{10EFA}'..='\u{10EFF}' => MarkGroup::Quranic,
        _ => return None,
    })
}

/// Whether a character is a mark that stands on an Arabic letter (of a [`mark_group`] and of general category Mn, so
/// not the end-of-ayah sign U+06DD or the small letters U+06E5 and U+06E6).
pub fn is_arabic_mark(c: char) -> bool {
    mark_group(c).is_some() && !matches!(c, '\u{6DD}' | '\u{6DE}' | '\u{6E5}' | '\u{6E6}' | '\u{6E9}' | '\u{8E2}')
}

/// The general category (Unicode Standard, section 4.5).
pub fn category(c: char) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get(c)
}

/// The script (UAX #24).
pub fn script(c: char) -> Script {
    CodePointMapData::<Script>::new().get(c)
}

/// Whether a character is a letter, of any script: general category L; tatweel is one (Lm).
pub fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\u{7F}' => c.is_ascii_alphabetic(),
        '\u{620}'..='\u{64A}' => true,
        _ => matches!(
            category(c),
            GeneralCategory::UppercaseLetter
                | GeneralCategory::LowercaseLetter
                | GeneralCategory::TitlecaseLetter
                | GeneralCategory::ModifierLetter
                | GeneralCategory::OtherLetter
        ),
    }
}

/// Whether a character is a combining mark, of any script: general category M.
pub fn is_mark(c: char) -> bool {
    match c {
        '\0'..='\u{2FF}' | '\u{620}'..='\u{64A}' => false,
        _ => matches!(
            category(c),
            GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark | GeneralCategory::EnclosingMark
        ),
    }
}

/// Whether a character is a number, of any script: general category N.
pub fn is_number(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_digit();
    }
    matches!(category(c), GeneralCategory::DecimalNumber | GeneralCategory::LetterNumber | GeneralCategory::OtherNumber)
}

/// Whether a character is a letter of the Arabic script, tatweel included.
///
/// ```
/// use ibriz::script::is_arabic_letter;
/// assert!(is_arabic_letter('ب') && is_arabic_letter('گ') && is_arabic_letter('\u{640}'));
/// assert!(!is_arabic_letter('b') && !is_arabic_letter('٤') && !is_arabic_letter('\u{64E}'));
/// ```
pub fn is_arabic_letter(c: char) -> bool {
    match c {
        '\0'..='\u{5FF}' => false,
        '\u{620}'..='\u{64A}' | '\u{FE80}'..='\u{FEFC}' => true,
        _ => script(c) == Script::Arabic && is_letter(c),
    }
}

/// Whether a letter of the Arabic script joins the letter after it (`Joining_Type` dual-joining or join-causing in
/// Unicode's `ArabicShaping.txt`).
///
/// ```
/// use ibriz::script::{joins_next, joins_previous};
/// assert!(joins_next('ب') && !joins_next('د') && !joins_next('ء') && !joins_next('b'));
/// assert!(joins_previous('ب') && joins_previous('د') && !joins_previous('ء'));
/// ```
pub fn joins_next(c: char) -> bool {
    joins_previous(c) && !is_right_joining(c)
}

/// Whether a letter of the Arabic script joins the letter before it.
pub fn joins_previous(c: char) -> bool {
    is_arabic_letter(c)
        && !matches!(c, '\u{621}' | '\u{674}' | '\u{6E5}' | '\u{6E6}' | '\u{8AD}' | '\u{8C9}' | '\u{FB50}'..)
}

/// Letters that join only the letter before them.
fn is_right_joining(c: char) -> bool {
    matches!(
        c,
        '\u{622}'..='\u{625}' | '\u{627}' | '\u{629}' | '\u{62F}'..='\u{632}' | '\u{648}' | '\u{671}'..='\u{673}'
            | '\u{675}'..='\u{677}' | '\u{688}'..='\u{699}' | '\u{6C0}' | '\u{6C3}'..='\u{6CB}' | '\u{6CD}'
            | '\u{6CF}' | '\u{6D2}' | '\u{6D3}' | '\u{6D5}' | '\u{6EE}' | '\u{6EF}' | '\u{759}'..='\u{75B}'
            | '\u{76B}' | '\u{76C}' | '\u{771}' | '\u{773}' | '\u{774}' | '\u{778}' | '\u{779}'
            | '\u{870}'..='\u{882}' | '\u{88E}' | '\u{8AA}'..='\u{8AC}' | '\u{8AE}' | '\u{8B1}' | '\u{8B2}' | '\u{8B9}'
    )
}

/// Whether a character is a letter of the Latin script.
pub fn is_latin_letter(c: char) -> bool {
    match c {
        '\0'..='\u{7F}' => c.is_ascii_alphabetic(),
        '\u{300}'..='\u{6FF}' => false,
        _ => script(c) == Script::Latin && is_letter(c),
    }
}

/// Whether a character is a letter or mark of a script of its own that is neither Arabic nor Latin. The Hangul fillers
/// are blanks, not letters: they show nothing.
pub fn is_of_other_script(c: char) -> bool {
    if c < '\u{300}' || is_space(c) {
        return false;
    }
    (is_letter(c) || is_mark(c))
        && !matches!(script(c), Script::Arabic | Script::Latin | Script::Common | Script::Inherited)
}

/// The value of a digit of one of the three sets in use with Arabic: 0-9, U+0660-0669, U+06F0-06F9.
///
/// ```
/// use ibriz::script::digit_value;
/// assert_eq!([digit_value('4'), digit_value('٤'), digit_value('۴'), digit_value('x')], [Some(4), Some(4), Some(4), None]);
/// ```
pub fn digit_value(c: char) -> Option<u8> {
    match c {
        '0'..='9' => Some(c as u8 - b'0'),
        '\u{660}'..='\u{669}' => Some((c as u32 - 0x660) as u8),
        '\u{6F0}'..='\u{6F9}' => Some((c as u32 - 0x6F0) as u8),
        _ => None,
    }
}

/// Whether a character can separate the digits of one number, date or time: . , : / - U+066B U+066C U+060C.
pub fn is_number_separator(c: char) -> bool {
    matches!(c, '.' | ',' | ':' | '/' | '-' | '\u{66B}' | '\u{66C}' | '\u{60C}')
}

/// The blocks of Arabic presentation forms, A and B, and those between them, for tables that are looked into by
/// [`presentation_form_place`].
pub(crate) const PRESENTATION_FORMS: RangeInclusive<char> = '\u{FB50}'..='\u{FEFC}';

/// The place of a character in [`PRESENTATION_FORMS`]; it may lie behind the last.
pub(crate) fn presentation_form_place(c: char) -> Option<usize> {
    (c as usize).checked_sub(*PRESENTATION_FORMS.start() as usize)
}

/// Whether a character is a presentation form of Arabic, A (U+FB50-FDFF) or B (U+FE70-FEFC).
pub fn is_presentation_form(c: char) -> bool {
    matches!(c, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Whether a character is a presentation form of letters, as pages are made of; signs such as U+FDFA, U+FDF2, the
/// dots U+FBB2-FBC2 and the ornate parentheses stand in any text.
pub fn is_letter_form(c: char) -> bool {
    is_presentation_form(c)
        && !matches!(c, '\u{FBB2}'..='\u{FBD2}' | '\u{FD3E}'..='\u{FD4F}' | '\u{FDCF}' | '\u{FDF0}'..='\u{FDFF}')
}

/// The presentation forms of a text, and where they are, in bytes.
///
/// ```
/// assert!(ibriz::script::presentation_forms("ab\u{FEB3}\u{FEFF}").eq([(2, '\u{FEB3}')]));
/// ```
pub fn presentation_forms(text: &str) -> impl Iterator<Item = (usize, char)> {
    // All of them begin with the byte EF; nothing else in Arabic text does, save the byte order mark.
    let places = memchr_iter(0xEF, text.as_bytes());
    places.filter_map(|at| Some((at, text[at..].chars().next().filter(|c| is_presentation_form(*c))?)))
}

/// Whether a text has a presentation form of letters.
///
/// ```
/// use ibriz::script::has_letter_form;
/// assert!(has_letter_form("ab\u{FEB3}") && !has_letter_form("a\u{FDFA}"));
/// ```
pub fn has_letter_form(text: &str) -> bool {
    presentation_forms(text).any(|(_, c)| is_letter_form(c))
}

/// Whether a character is part of an Arabic word as a page has it: a letter, a mark, or a presentation form of either.
pub fn is_of_arabic_word(c: char) -> bool {
    is_arabic_letter(c) || is_arabic_mark(c) || is_presentation_form(c)
}

/// Whether a letter is one of the conjunctions and prepositions that are written with the article's word: و ف ب ك.
pub fn is_proclitic(c: char) -> bool {
    matches!(c, '\u{648}' | '\u{641}' | '\u{628}' | '\u{643}')
}

/// Whether a character steers the direction of text (UAX #9): marks, embeddings, overrides, isolates.
pub fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character has no width and no meaning: zero width space, word joiner, byte order mark, soft hyphen ...
pub fn is_zero_width(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{180E}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{206A}'..='\u{206F}' | '\u{FEFF}'
    )
}

/// Whether a character joins or parts its neighbours without a width: ZWNJ U+200C and ZWJ U+200D.
pub fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

/// Whether a character selects a glyph variant: U+180B-180D, U+180F, U+FE00-FE0F, U+E0100-E01EF.
pub fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{180B}'..='\u{180D}' | '\u{180F}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Whether a character is a control that is no white space, or an interlinear or object replacement character.
pub fn is_control(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{8}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}' | '\u{FFF9}'..='\u{FFFC}'
    )
}

/// Whether a character is a blank within a line, of whatever width.
pub fn is_space(c: char) -> bool {
    matches!(
        c,
        '\t' | ' ' | '\u{A0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200A}'
                | '\u{202F}'
                | '\u{205F}'
                | '\u{3000}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{115F}'
                | '\u{1160}'
                | '\u{FFA0}'
    )
}

/// Whether a character ends a line: U+000A-000D, U+0085, U+2028, U+2029.
pub fn is_line_break(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether a character is punctuation: general category P, and the ASCII symbols (`$+<=>^|~` and the
/// grave accent).
pub fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    matches!(
        category(c),
        GeneralCategory::ConnectorPunctuation
            | GeneralCategory::DashPunctuation
            | GeneralCategory::OpenPunctuation
            | GeneralCategory::ClosePunctuation
            | GeneralCategory::InitialPunctuation
            | GeneralCategory::FinalPunctuation
            | GeneralCategory::OtherPunctuation
    )
}

/// Whether a character can be the base of an emoji (UTS #51, `Extended_Pictographic`).
pub fn is_pictograph(c: char) -> bool {
    static BITS: LazyLock<Vec<u64>> = LazyLock::new(|| {
        let set = CodePointSetData::new::<ExtendedPictographic>();
        let bits =
            |word: u32| (0..64).filter(|bit| set.contains32(word * 64 + bit)).fold(0, |bits, bit| bits | 1 << bit);
        (0..PICTOGRAPHS_END / 64).map(bits).collect()
    });
    let code = c as usize;
    code >= 0xA9 && BITS.get(code / 64).is_some_and(|bits| bits >> (code % 64) & 1 == 1)
}

/// Where the plane of the pictographs ends, reserved ones included.
const PICTOGRAPHS_END: u32 = 0x2_0000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_marks_do_not_reach_letters_or_digits() {
        for c in ('\u{620}'..='\u{64A}').chain('\u{660}'..='\u{66F}').chain('\u{671}'..='\u{6D5}') {
            assert_eq!(mark_group(c), None, "U+{:04X}", c as u32);
        }
    }

    #[test]
    fn every_arabic_mark_is_a_nonspacing_mark() {
        // U+0897 came with Unicode 16; older data knows it as unassigned.
        for c in ('\u{600}'..='\u{8FF}').filter(|c| *c != '\u{897}') {
            let nonspacing = category(c) == GeneralCategory::NonspacingMark;
            assert_eq!(is_arabic_mark(c), mark_group(c).is_some() && nonspacing, "U+{:04X}", c as u32);
        }
    }

    #[test]
    fn shortcuts_agree_with_the_database() {
        for c in ('\0'..='\u{6FF}').filter(|c| *c >= '\u{80}') {
            let letter = matches!(
                category(c),
                GeneralCategory::UppercaseLetter
                    | GeneralCategory::LowercaseLetter
                    | GeneralCategory::TitlecaseLetter
                    | GeneralCategory::ModifierLetter
                    | GeneralCategory::OtherLetter
            );
            assert_eq!(is_letter(c), letter, "U+{:04X}", c as u32);
            assert_eq!(is_latin_letter(c), letter && script(c) == Script::Latin, "U+{:04X}", c as u32);
        }
        assert!(('\u{FE80}'..='\u{FEFC}').all(|c| is_letter(c) && script(c) == Script::Arabic));
    }

    #[test]
    fn all_pictographs_are_known() {
        let set = CodePointSetData::new::<ExtendedPictographic>();
        assert!(('\u{A9}'..=char::MAX).all(|c| is_pictograph(c) == set.contains(c)));
    }
}
