//! What Python's `str` and `re` take for white space; its words are `[\p{L}\p{N}_]` and its digits `\p{Nd}`.

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;

use super::super::edits::Edits;

/// The characters of `\s` for a class of the regex crate.
pub(super) const SPACES: &str =
    r"\t-\r\x1C-\x1F \x{85}\x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}";

/// `str.isspace` of a character.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\u{1C}'..='\u{1F}' | ' ' | '\u{85}' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}'
        | '\u{2028}' | '\u{2029}' | '\u{202F}' | '\u{205F}' | '\u{3000}')
}

/// `str.isdecimal` of a character.
pub(super) fn is_decimal(c: char) -> bool {
    CodePointMapData::<GeneralCategory>::new().get(c) == GeneralCategory::DecimalNumber
}

/// Puts `with(run)` in place of each run of white space.
pub(super) fn replace_spaces<'w>(text: &str, edits: &mut Edits<'_>, with: impl Fn(&str) -> &'w str) {
    let mut from = 0;
    while let Some(start) = text[from..].find(is_space).map(|at| from + at) {
        let rest = &text[start..];
        let end = start + rest.find(|c| !is_space(c)).unwrap_or(rest.len());
        edits.replace(start..end, with(&text[start..end]));
        from = end;
    }
}
