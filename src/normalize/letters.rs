//! Letters, digits, signs and invisible characters, each by itself: what one character becomes.
//!
//! All options that look at one character only meet here; characters below U+0800 are worked out once and looked up.

use super::choice::{
    Alef, AlefMaqsura, Digits, FarsiYeh, Folding, Hamza, Joiners, Latin, Punctuation, Removal, TehMarbuta, Unify,
};
use super::edits::{Edits, Shield, ShieldKind};
use super::options::Options;
use super::shields::{Part, parts};
use crate::script::{
    MarkGroup, TATWEEL, digit_value, is_bidi_control, is_control, is_joiner, is_latin_letter, is_number_separator,
    is_of_other_script, is_punctuation, is_variation_selector, is_zero_width, mark_group,
};

/// What one character becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Becomes {
    /// Itself.
    Itself,
    /// Another character.
    Char(char),
    /// Several characters.
    Text(String),
    /// Nothing.
    Nothing,
}

impl Becomes {
    fn from_char(before: char, after: char) -> Self {
        if before == after { Self::Itself } else { Self::Char(after) }
    }

    fn apply(&self, at: usize, c: char, edits: &mut Edits<'_>) {
        let range = at..at + c.len_utf8();
        match self {
            Self::Itself => {}
            Self::Char(other) => edits.replace_char(range, *other),
            Self::Text(text) => edits.replace(range, text),
            Self::Nothing => edits.delete(range),
        }
    }
}

/// The options on single characters, compiled.
#[derive(Debug, Clone)]
pub(super) struct Letters {
    options: Options,
    table: Vec<Becomes>,
    // Whether a character stays as it is: half of every text, and a table that fits the cache.
    stays: Vec<bool>,
}

impl Letters {
    pub(super) fn new(options: &Options) -> Self {
        let table: Vec<Becomes> = ('\0'..='\u{7FF}').map(|c| becomes(c, options)).collect();
        let stays = table.iter().map(|becomes| *becomes == Becomes::Itself).collect();
        Self { options: options.clone(), table, stays }
    }

    /// What a character becomes, wherever it stands.
    pub(super) fn of(&self, c: char) -> Becomes {
        self.table.get(c as usize).cloned().unwrap_or_else(|| becomes(c, &self.options))
    }

    /// Changes every character outside the shields, and in kept addresses what may be changed there.
    pub(super) fn fold(&self, text: &str, shields: &[Shield], edits: &mut Edits<'_>) {
        for part in parts(text, shields) {
            match part {
                Part::Plain { range, .. } => self.fold_plain(&text[range.clone()], range.start, edits),
                Part::Shielded { range, kind: ShieldKind::Address } => {
                    for (i, c) in text[range.clone()].char_indices() {
                        in_address(c, &self.options).apply(range.start + i, c, edits);
                    }
                }
                Part::Shielded { kind: ShieldKind::Emoji, .. } => {}
            }
        }
    }

    fn fold_plain(&self, text: &str, offset: usize, edits: &mut Edits<'_>) {
        let remove_digits = self.options.digits == Digits::Remove;
        for (i, c) in text.char_indices() {
            if remove_digits && is_number_separator(c) && stands_between_digits(text, i, c) {
                Becomes::Nothing.apply(offset + i, c, edits);
                continue;
            }
            if self.stays.get(c as usize) == Some(&true) {
                continue;
            }
            match self.table.get(c as usize) {
                Some(becomes) => becomes.apply(offset + i, c, edits),
                None => becomes(c, &self.options).apply(offset + i, c, edits),
            }
        }
    }
}

/// Whether the separator `c` at `at` stands directly between two digits.
pub(super) fn stands_between_digits(text: &str, at: usize, c: char) -> bool {
    let is_digit = |c: Option<char>| c.and_then(digit_value).is_some();
    is_digit(text[at + c.len_utf8()..].chars().next()) && is_digit(text[..at].chars().next_back())
}

/// The steps on single characters, one after the other.
fn becomes(c: char, options: &Options) -> Becomes {
    let Some(letter) = letter(c, options) else { return Becomes::Nothing };
    let digit = match (options.digits, digit_value(letter)) {
        (Digits::Remove, Some(_)) => return Becomes::Nothing,
        (Digits::Ascii, Some(value)) => char::from(b'0' + value),
        (Digits::ArabicIndic, Some(value)) => char::from_u32(0x660 + u32::from(value)).unwrap_or(letter),
        _ => letter,
    };
    if options.latin != Latin::Keep
        && let Some(becomes) = latin(digit, options.latin)
    {
        return becomes;
    }
    if is_deleted(digit, options) {
        return Becomes::Nothing;
    }
    sign(digit, options).unwrap_or_else(|| Becomes::from_char(c, digit))
}

/// The letter after lookalikes, alef, hamza, foreign letters, alef maqsura, teh marbuta; none where it goes.
fn letter(mut c: char, options: &Options) -> Option<char> {
    if options.farsi_yeh != FarsiYeh::Keep && c == '\u{6CC}' {
        c = '\u{64A}';
    }
    if options.lookalikes == Folding::Fold {
        c = lookalike(c);
    }
    c = match (options.alef, c) {
        (Alef::Fold, '\u{622}' | '\u{623}' | '\u{625}' | '\u{671}'..='\u{673}' | '\u{675}')
        | (Alef::Wasla, '\u{671}') => '\u{627}',
        _ => c,
    };
    if options.hamza != Hamza::Keep {
        c = without_hamza(c, options.hamza)?;
    }
    // After hamza, which turns U+0677 into a foreign letter.
    if options.foreign_letters == Folding::Fold {
        c = foreign(c);
    }
    Some(match (options.alef_maqsura, options.teh_marbuta, c) {
        (AlefMaqsura::Yeh, _, '\u{649}') => '\u{64A}',
        (AlefMaqsura::Alef, _, '\u{649}') => '\u{627}',
        (_, TehMarbuta::Heh, '\u{629}') => '\u{647}',
        (_, TehMarbuta::Teh, '\u{629}') => '\u{62A}',
        _ => c,
    })
}

/// Whether `lookalikes` folds a letter.
pub(super) fn is_lookalike(c: char) -> bool {
    lookalike(c) != c
}

/// Whether `foreign_letters` folds a letter.
pub(super) fn is_foreign(c: char) -> bool {
    foreign(c) != c
}

fn lookalike(c: char) -> char {
    match c {
        '\u{6A9}' | '\u{6AA}' => '\u{643}',
        '\u{6CC}' | '\u{6D2}' => '\u{64A}',
        '\u{6D3}' => '\u{626}',
        '\u{6C1}' | '\u{6BE}' | '\u{6D5}' | '\u{6C0}' | '\u{6C2}' => '\u{647}',
        '\u{6C3}' => '\u{629}',
        _ => c,
    }
}

fn foreign(c: char) -> char {
    match c {
        '\u{67E}' => '\u{628}',
        '\u{686}' => '\u{62C}',
        '\u{698}' => '\u{632}',
        '\u{6AF}' | '\u{6AD}' => '\u{643}',
        '\u{6A4}' | '\u{6A5}' => '\u{641}',
        '\u{6A8}' => '\u{642}',
        '\u{679}' => '\u{62A}',
        '\u{688}' => '\u{62F}',
        '\u{691}' | '\u{695}' => '\u{631}',
        '\u{6B5}' => '\u{644}',
        '\u{6BA}' => '\u{646}',
        '\u{6C6}' | '\u{6C7}' | '\u{6C8}' | '\u{6CB}' => '\u{648}',
        '\u{6CE}' | '\u{6D0}' => '\u{64A}',
        _ => c,
    }
}

fn without_hamza(c: char, hamza: Hamza) -> Option<char> {
    Some(match c {
        '\u{624}' | '\u{676}' => '\u{648}',
        '\u{626}' | '\u{678}' => '\u{64A}',
        '\u{677}' => '\u{6C7}',
        '\u{674}' => return None,
        '\u{621}' if hamza == Hamza::Remove => return None,
        _ => c,
    })
}

fn latin(c: char, latin: Latin) -> Option<Becomes> {
    match latin {
        Latin::Remove => (is_latin_letter(c) || matches!(c, '\u{300}'..='\u{36F}')).then_some(Becomes::Nothing),
        Latin::Lower if is_latin_letter(c) => {
            let mut lower = c.to_lowercase();
            Some(match (lower.next(), lower.len()) {
                (Some(one), 0) => Becomes::from_char(c, one),
                _ => Becomes::Text(c.to_lowercase().collect()),
            })
        }
        _ => None,
    }
}

fn is_deleted(c: char, options: &Options) -> bool {
    let removed = |option: Removal| option == Removal::Remove;
    if let Some(group) = mark_group(c) {
        return removed(match group {
            MarkGroup::Tanween => options.tanween,
            MarkGroup::Harakat => options.harakat,
            MarkGroup::Shadda => options.shadda,
            MarkGroup::Sukun => options.sukun,
            MarkGroup::DaggerAlef => options.dagger_alef,
            MarkGroup::Quranic => options.quranic_marks,
        });
    }
    (removed(options.tatweel) && c == TATWEEL)
        || is_invisible(c, options)
        || (options.joiners == Joiners::Remove && is_joiner(c))
        || (removed(options.other_scripts) && is_of_other_script(c))
}

fn is_invisible(c: char, options: &Options) -> bool {
    let removed = |option: Removal| option == Removal::Remove;
    (removed(options.bidi_controls) && is_bidi_control(c))
        || (removed(options.zero_width) && is_zero_width(c))
        || (removed(options.variation_selectors) && is_variation_selector(c))
        || (removed(options.control) && is_control(c))
}

/// The ASCII that quotes, dashes, signs of numbers and `punctuation="ascii"` put in place of a sign.
fn sign(c: char, options: &Options) -> Option<Becomes> {
    let ascii = options.punctuation == Punctuation::Ascii;
    let one = match c {
        '\u{AB}' | '\u{BB}' | '\u{201C}'..='\u{201F}' | '\u{2033}' | '\u{2036}' | '\u{301D}'..='\u{301F}'
            if ascii || options.quotes == Unify::Unify =>
        {
            '"'
        }
        '\u{2018}'..='\u{201B}' | '\u{2032}' | '\u{2035}' | '\u{2039}' | '\u{203A}'
            if ascii || options.quotes == Unify::Unify =>
        {
            '\''
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}'
            if ascii || options.dashes == Unify::Unify =>
        {
            '-'
        }
        '\u{60C}' if ascii => ',',
        '\u{61B}' if ascii => ';',
        '\u{61F}' if ascii => '?',
        '\u{66A}' if ascii || options.number_signs == Unify::Unify => '%',
        '\u{66B}' if ascii || options.number_signs == Unify::Unify => '.',
        '\u{66C}' if ascii || options.number_signs == Unify::Unify => ',',
        '\u{6D4}' if ascii => '.',
        '\u{66D}' if ascii => '*',
        '\u{2026}' if ascii => return Some(Becomes::Text("...".to_owned())),
        '\u{FD3F}' if ascii => '(',
        '\u{FD3E}' if ascii => ')',
        '\u{FF01}'..='\u{FF5E}' if ascii => char::from_u32(c as u32 - 0xFEE0).filter(|twin| is_punctuation(*twin))?,
        _ => return None,
    };
    Some(Becomes::Char(one))
}

/// What may change inside a URL or e-mail address that is kept.
fn in_address(c: char, options: &Options) -> Becomes {
    if is_invisible(c, options) || (options.joiners != Joiners::Keep && is_joiner(c)) {
        return Becomes::Nothing;
    }
    match (digit_value(c), options.digits, options.latin) {
        (Some(value), Digits::Ascii, _) => Becomes::from_char(c, char::from(b'0' + value)),
        (None, _, Latin::Lower) => latin(c, Latin::Lower).unwrap_or(Becomes::Itself),
        _ => Becomes::Itself,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_meet_in_the_order_of_the_options() {
        let search = Options::preset("search").unwrap();
        // U+06D3 looks like U+0626, whose hamza goes; U+06C3 looks like teh marbuta, which becomes heh.
        assert_eq!(becomes('\u{6D3}', &search), Becomes::Char('\u{64A}'));
        assert_eq!(becomes('\u{6C3}', &search), Becomes::Char('\u{647}'));
        assert_eq!(becomes('\u{677}', &search), Becomes::Char('\u{648}'));
        assert_eq!(becomes('\u{674}', &search), Becomes::Nothing);
        assert_eq!(becomes('İ', &search), Becomes::Text("i\u{307}".to_owned()));
        assert_eq!(becomes('ب', &search), Becomes::Itself);
    }

    #[test]
    fn an_ascii_sign_replaces_its_equivalents() {
        let options = Options { punctuation: Punctuation::Ascii, ..Options::default() };
        assert_eq!(becomes('\u{2026}', &options), Becomes::Text("...".to_owned()));
        assert_eq!(becomes('\u{FF5E}', &options), Becomes::Char('~'));
        assert_eq!(becomes('\u{FF21}', &options), Becomes::Itself);
        assert_eq!(becomes('\u{AB}', &options), Becomes::Char('"'));
    }

    #[test]
    fn separators_go_with_the_digits_they_part() {
        assert!(stands_between_digits("1.٢", 1, '.'));
        assert!(!stands_between_digits("1. 2", 1, '.') && !stands_between_digits(".2", 0, '.'));
    }
}
