//! The profiles `light` and `search` of araclean 0.3.0.

use std::sync::LazyLock;

use super::super::choice::UnicodeForm;
use super::super::edits::{Draft, Edits, Shield};
use super::super::unicode_form;
use super::characters::Table;
use super::python::{is_decimal, replace_spaces};
use crate::script::is_presentation_form;

table!(LIGHT, "araclean_light");
table!(SEARCH, "araclean_search");

pub(super) fn light(draft: &mut Draft<'_>) {
    nfc(draft);
    draft.edit(|text, _, edits| delete_all(text, edits, is_directional));
    draft.edit(delete_joiners);
    draft.edit(|text, _, edits| fold_forms(text, edits));
    LIGHT.run(draft);
    draft.edit(|text, _, edits| {
        replace_spaces(text, edits, |run| if run.contains(breaks_line) { "\n" } else { " " });
    });
    nfc(draft);
}

pub(super) fn search(draft: &mut Draft<'_>) {
    light(draft);
    draft.edit(|text, _, edits| delete_tanween_alef(text, edits));
    SEARCH.run(draft);
    draft.edit(|text, _, edits| map_punctuation(text, edits));
    draft.edit(|text, _, edits| cut_runs(text, edits));
    draft.edit(|text, _, edits| replace_spaces(text, edits, |_| " "));
    nfc(draft);
}

fn nfc(draft: &mut Draft<'_>) {
    draft.edit(|text, _, edits| unicode_form::normalize(text, UnicodeForm::Nfc, edits));
}

fn delete_all(text: &str, edits: &mut Edits<'_>, which: impl Fn(char) -> bool) {
    for (at, c) in text.char_indices().filter(|(_, c)| which(*c)) {
        edits.delete(at..at + c.len_utf8());
    }
}

fn is_directional(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200B}' | '\u{200C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'
        | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Joiners go, but for those between two emoji.
fn delete_joiners(text: &str, _: &[Shield], edits: &mut Edits<'_>) {
    let mut before = None;
    for (at, c) in text.char_indices() {
        let joins = || {
            let after = text[at + c.len_utf8()..].chars().next();
            before.is_some_and(|c| is_emoji(c) || matches!(c, '\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}'))
                && after.is_some_and(is_emoji)
        };
        if c == '\u{200D}' && !joins() {
            edits.delete(at..at + c.len_utf8());
        }
        before = Some(c);
    }
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1F5FF}' | '\u{1F600}'..='\u{1F64F}' | '\u{1F680}'..='\u{1F6FF}'
        | '\u{1F900}'..='\u{1F9FF}' | '\u{1FA00}'..='\u{1FAFF}' | '\u{203C}' | '\u{2049}' | '\u{231A}'..='\u{231B}'
        | '\u{23E9}'..='\u{23F3}' | '\u{23F8}'..='\u{23FA}' | '\u{25AA}'..='\u{25AB}' | '\u{25B6}' | '\u{25C0}'
        | '\u{25FB}'..='\u{25FE}' | '\u{2600}'..='\u{27BF}' | '\u{2B05}'..='\u{2B07}' | '\u{2B1B}'..='\u{2B1C}'
        | '\u{2B50}' | '\u{2B55}')
}

fn fold_forms(text: &str, edits: &mut Edits<'_>) {
    let mut folded = String::new();
    for (at, c) in text.char_indices().filter(|(_, c)| is_presentation_form(*c)) {
        folded.clear();
        let end = at + c.len_utf8();
        unicode_form::normal_form(&text[at..end], UnicodeForm::Nfkc, &mut folded);
        edits.replace(at..end, &folded);
    }
}

fn breaks_line(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{1C}'..='\u{1E}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Alef and fathatan in either order go at the end of a word.
fn delete_tanween_alef(text: &str, edits: &mut Edits<'_>) {
    let mut from = 0;
    while let Some(start) = text[from..].find(['\u{627}', '\u{64B}']).map(|at| from + at) {
        let rest = &text[start..];
        let pair = ["\u{627}\u{64B}", "\u{64B}\u{627}"].into_iter().find(|pair| rest.starts_with(*pair));
        from = start + '\u{627}'.len_utf8();
        if let Some(pair) = pair.filter(|pair| !rest[pair.len()..].starts_with(is_of_word)) {
            from = start + pair.len();
            edits.delete(start..from);
        }
    }
}

/// Arabic letters and all marks.
fn is_of_word(c: char) -> bool {
    matches!(c, '\u{610}'..='\u{61A}' | '\u{620}'..='\u{65F}' | '\u{66E}'..='\u{6D3}' | '\u{6D5}'..='\u{6DC}'
        | '\u{6DF}'..='\u{6E8}' | '\u{6EA}'..='\u{6EF}' | '\u{6FA}'..='\u{6FC}' | '\u{6FF}' | '\u{750}'..='\u{77F}'
        | '\u{870}'..='\u{887}' | '\u{889}'..='\u{88E}' | '\u{898}'..='\u{8E1}' | '\u{8E3}'..='\u{8FF}'
        | '\u{FB50}'..='\u{FBB1}' | '\u{FBD3}'..='\u{FD3D}' | '\u{FD50}'..='\u{FD8F}' | '\u{FD92}'..='\u{FDC7}'
        | '\u{FDF0}'..='\u{FDFB}' | '\u{FE70}'..='\u{FE74}' | '\u{FE76}'..='\u{FEFC}' | '\u{10EFD}'..='\u{10EFF}')
}

/// Arabic punctuation to Latin, but for what stands between two digits.
fn map_punctuation(text: &str, edits: &mut Edits<'_>) {
    let is_digit = |c: Option<char>| c.is_some_and(is_decimal);
    for (at, c) in text.char_indices() {
        let latin = match c {
            '،' => ',',
            '؛' => ';',
            '؟' => '?',
            _ => continue,
        };
        let end = at + c.len_utf8();
        if !(is_digit(text[..at].chars().next_back()) && is_digit(text[end..].chars().next())) {
            edits.replace_char(at..end, latin);
        }
    }
}

/// A letter three times and more is written once.
fn cut_runs(text: &str, edits: &mut Edits<'_>) {
    let is_letter = |c: char| matches!(c, '\u{621}'..='\u{63A}' | '\u{641}'..='\u{64A}');
    let mut run: Option<(char, usize)> = None;
    let mut cut = |run: Option<(char, usize)>, end: usize| {
        if let Some((c, start)) = run
            && is_letter(c)
            && end - start >= 3 * c.len_utf8()
        {
            edits.delete(start + c.len_utf8()..end);
        }
    };
    for (at, c) in text.char_indices() {
        if run.is_none_or(|(of, _)| of != c) {
            cut(run, at);
            run = Some((c, at));
        }
    }
    cut(run, text.len());
}
