//! A text as the value rules see it: words with what they can mean, numbers in digits, signs.
//!
//! Each word is folded and looked up once, whole and then without proclitics («و», «ب», «ال»); the rules run over
//! these tokens, not over the text.

use std::ops::Range;

use super::super::{HijriMethod, Source};
use super::calendar::Calendar;
use super::lexicon::{Entry, entry};
use super::number::{Number, numbers};
use super::role::Roles;
use crate::script::{
    TATWEEL, digit_value, is_arabic_letter, is_bidi_control, is_line_break, is_mark, is_number, is_presentation_form,
    is_space,
};
use crate::token::{folded, is_in_word, is_unseen};

/// What stands between a token and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
pub(super) enum Gap {
    Nothing,
    Space,
    LineBreak,
}

#[derive(Debug, Clone)]
pub(super) enum Kind {
    Word(Word),
    /// The place of a number in [`Tokens::numbers`].
    Digits(usize),
    Sign(char),
}

/// A word with its proclitics told apart.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Word {
    pub(super) entry: Option<&'static Entry>,
    /// «و» or «ف» before it.
    pub(super) conjunction: bool,
    /// «ب», «ل» or «ك» before it.
    pub(super) preposition: Option<char>,
    pub(super) article: bool,
    /// How many bytes of the folded form the proclitics take.
    proclitics: usize,
}

#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) span: Range<usize>,
    /// Where the word begins without its proclitics.
    pub(super) stem: usize,
    /// The same, but with its article.
    pub(super) noun: usize,
    pub(super) gap: Gap,
    pub(super) kind: Kind,
    roles: Roles,
    fold: Range<usize>,
}

/// The tokens of a text.
pub(super) struct Tokens<'t> {
    pub(super) text: &'t str,
    pub(super) numbers: Vec<Number>,
    pub(super) list: Vec<Token>,
    /// Whether 3/4/2017 is the fourth of March.
    pub(super) month_first: bool,
    /// How Hijri days are counted.
    pub(super) hijri_method: HijriMethod,
    folds: String,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(source: &Source<'t>) -> Self {
        let text = source.text();
        let mut tokens = Self {
            text,
            numbers: numbers(source),
            // A word has some five letters of two bytes.
            list: Vec::with_capacity(text.len() / 10),
            month_first: false,
            hijri_method: HijriMethod::default(),
            folds: String::with_capacity(text.len()),
        };
        let (mut at, mut gap, mut number) = (0, Gap::Nothing, 0);
        while let Some(c) = text[at..].chars().next() {
            let before = tokens.list.len();
            if tokens.numbers.get(number).is_some_and(|next| next.span.start <= at) {
                at = tokens.push_number(number, gap);
                number += 1;
            } else if is_in_word(c) && !is_unseen(c) {
                let limit = tokens.numbers.get(number).map_or(text.len(), |next| next.span.start);
                at = tokens.push_word(at, limit.max(at + c.len_utf8()), gap);
            } else {
                if is_line_break(c) {
                    gap = Gap::LineBreak;
                } else if is_space(c) && gap == Gap::Nothing {
                    gap = Gap::Space;
                } else if !is_space(c) && !is_bidi_control(c) && !is_unseen(c) {
                    tokens.push(at..at + c.len_utf8(), gap, Kind::Sign(c), 0..0);
                }
                at += c.len_utf8();
            }
            if tokens.list.len() > before {
                gap = Gap::Nothing;
            }
        }
        tokens
    }

    fn push(&mut self, span: Range<usize>, gap: Gap, kind: Kind, fold: Range<usize>) {
        let roles = if matches!(kind, Kind::Sign(_)) { Roles::SIGN } else { Roles::DIGITS };
        self.list.push(Token { stem: span.start, noun: span.start, span, gap, kind, roles, fold });
    }

    fn push_number(&mut self, number: usize, gap: Gap) -> usize {
        let span = self.numbers[number].span.clone();
        let end = span.end;
        self.push(span, gap, Kind::Digits(number), 0..0);
        end
    }

    fn push_word(&mut self, start: usize, limit: usize, gap: Gap) -> usize {
        let from = self.folds.len();
        let plain = fold_plain(&self.text[start..limit], &mut self.folds);
        let end = if let Some(length) = plain {
            start + length
        } else {
            self.folds.truncate(from);
            start + self.text[start..limit].find(|c| !is_in_word(c)).unwrap_or(limit - start)
        };
        let written = self.text[start..end].trim_end_matches(is_unseen);
        if plain.is_none() {
            fold_into(written, &mut self.folds);
        }
        let mut word = look_up(&self.folds[from..]);
        // «وأحد عشر» folds to «واحد عشر».
        if self.folds[from..] == *"واحد" && written.contains('أ') {
            word = Word { entry: entry("احد"), conjunction: true, proclitics: "و".len(), ..Word::default() };
        }
        let letters = self.folds[from..from + word.proclitics].chars().count();
        let span = start..start + written.len();
        let stem = start + skip_letters(written, letters);
        // «للعشرين»: of its article the lam is left.
        let article = if !word.article {
            0
        } else if self.folds[from..from + word.proclitics].ends_with("ال") {
            2
        } else {
            1
        };
        let noun = start + skip_letters(written, letters.saturating_sub(article));
        let mut roles = word.entry.map_or(Roles::default(), |entry| entry.roles);
        // «½» is digits too.
        if word.entry.is_none() && !written.starts_with(is_arabic_letter) && written.starts_with(is_number) {
            roles.add(Roles::DIGITS);
        }
        self.list.push(Token { span, stem, noun, gap, kind: Kind::Word(word), roles, fold: from..self.folds.len() });
        end
    }

    /// The folded form of a word, proclitics included.
    pub(super) fn fold(&self, token: usize) -> &str {
        self.list.get(token).map_or("", |token| &self.folds[token.fold.clone()])
    }

    /// The folded form of a word without its proclitics.
    pub(super) fn stem(&self, token: usize) -> &str {
        match self.list.get(token) {
            Some(Token { kind: Kind::Word(word), fold, .. }) => &self.folds[fold.start + word.proclitics..fold.end],
            _ => "",
        }
    }

    pub(super) fn word(&self, token: usize) -> Option<Word> {
        match self.list.get(token)?.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(super) fn sign(&self, token: usize) -> Option<char> {
        match self.list.get(token)?.kind {
            Kind::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    pub(super) fn digits(&self, token: usize) -> Option<&Number> {
        match self.list.get(token)?.kind {
            Kind::Digits(number) => self.numbers.get(number),
            _ => None,
        }
    }

    /// The folded word right before a token.
    pub(super) fn fold_before(&self, token: usize) -> &str {
        token.checked_sub(1).filter(|_| self.follows(token)).map_or("", |before| self.fold(before))
    }

    /// Where a word goes on after its first letters, with their marks.
    pub(super) fn after_letters(&self, token: usize, letters: usize) -> usize {
        let span = &self.list[token].span;
        span.start + skip_letters(&self.text[span.clone()], letters)
    }

    /// A calendar of the tables, with Hijri days counted as is wanted.
    pub(super) fn calendar(&self, calendar: Calendar) -> Calendar {
        if calendar.is_hijri() { Calendar::Hijri(self.hijri_method) } else { calendar }
    }

    /// Whether a token can be one of these.
    pub(super) fn has(&self, token: usize, roles: Roles) -> bool {
        self.list.get(token).is_some_and(|token| token.roles.has(roles))
    }

    /// The next token from one on that can be one of these.
    pub(super) fn next(&self, from: usize, roles: Roles) -> Option<usize> {
        self.next_before(self.list.len(), from, roles)
    }

    /// The same, but none from `stop` on.
    pub(super) fn next_before(&self, stop: usize, from: usize, roles: Roles) -> Option<usize> {
        let rest = self.list.get(from..stop)?;
        rest.iter().position(|token| token.roles.has(roles)).map(|ahead| from + ahead)
    }

    /// Whether a token stands in the same line as the one before, with no sign between.
    pub(super) fn follows(&self, token: usize) -> bool {
        self.list.get(token).is_some_and(|token| token.gap <= Gap::Space)
    }
}

/// Words that look like a proclitic and a number or unit.
const NO_NUMBERS: &[&str] = &["في", "بين", "لست", "فست", "كست", "بنص", "لنص", "كتسع"];

/// The word whole, then without the fewest proclitics.
fn look_up(fold: &str) -> Word {
    if let Some(entry) = entry(fold) {
        return Word { entry: Some(entry), ..Word::default() };
    }
    let conjunction = fold.strip_prefix(['و', 'ف']);
    for (rest, conjunction) in [(Some(fold), false), (conjunction, true)] {
        let Some(rest) = rest else { continue };
        if let Some(word) = after_conjunction(fold, rest, conjunction) {
            return word;
        }
    }
    Word::default()
}

fn after_conjunction(fold: &str, rest: &str, conjunction: bool) -> Option<Word> {
    let found = |stem: &str, preposition: Option<char>, article: bool| {
        let entry = entry(stem)?;
        (!NO_NUMBERS.contains(&fold)).then_some(Word {
            entry: Some(entry),
            conjunction,
            preposition,
            article,
            proclitics: fold.len() - stem.len(),
        })
    };
    if conjunction && let Some(word) = found(rest, None, false) {
        return Some(word);
    }
    if let Some(word) = rest.strip_prefix("ال").and_then(|stem| found(stem, None, true)) {
        return Some(word);
    }
    let preposition = rest.chars().next().filter(|c| matches!(c, 'ب' | 'ل' | 'ك'))?;
    let stem = &rest[preposition.len_utf8()..];
    found(stem, Some(preposition), false)
        .or_else(|| stem.strip_prefix("ال").and_then(|stem| found(stem, Some(preposition), true)))
        // «لل» is «ل» and the article.
        .or_else(|| stem.strip_prefix('ل').filter(|_| preposition == 'ل').and_then(|stem| found(stem, Some('ل'), true)))
}

/// What becomes of the letters and marks from U+0620 on, as [`fold_into`] has it; a space for what goes.
const PLAIN: [char; 0x33] = {
    let mut plain = [' '; 0x33];
    let mut i = 1;
    while i < 0x2B {
        plain[i] = match char::from_u32(0x620 + i as u32) {
            Some('أ' | 'إ' | 'آ') => 'ا',
            Some('ى' | 'ئ') => 'ي',
            Some('ة') => 'ه',
            Some('ؤ') => 'و',
            Some('\u{63B}'..='\u{640}') | None => ' ',
            Some(c) => c,
        };
        i += 1;
    }
    plain
};

/// Appends the word a text begins with if it is of plain letters and marks, and tells its bytes. None, and what was
/// appended is of no use, if there is more to it.
fn fold_plain(text: &str, out: &mut String) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let [first @ (0xD8 | 0xD9), second, ..] = bytes[at..] {
        let letter = (usize::from(first & 0x1F) << 6 | usize::from(second & 0x3F)).wrapping_sub(0x620);
        // Comma, semicolon, question mark.
        if matches!((first, second), (0xD8, 0x8C | 0x9B | 0x9F)) {
            return (at > 0).then_some(at);
        }
        // The letters of other languages among them are told apart elsewhere.
        if letter == 0 || (0x1B..0x20).contains(&letter) || letter >= PLAIN.len() {
            return None;
        }
        if PLAIN[letter] != ' ' {
            out.push(PLAIN[letter]);
        }
        at += 2;
    }
    let ends = bytes.get(at).is_none_or(|next| next.is_ascii() && !next.is_ascii_alphanumeric() && *next != b'_');
    (at > 0 && ends).then_some(at)
}

/// Appends a word as the tables have it.
fn fold_into(word: &str, out: &mut String) {
    if word.chars().any(is_presentation_form) {
        out.push_str(&folded(word));
        return;
    }
    for c in word.chars() {
        match c {
            'ا'..='غ' | 'ف'..='و' if c != 'ة' => out.push(c),
            'ي' => out.push(c),
            'أ' | 'إ' | 'آ' | '\u{671}'..='\u{673}' | '\u{675}' => out.push('ا'),
            'ى' | 'ئ' | 'ی' | 'ے' => out.push('ي'),
            'ة' | 'ہ' | 'ە' | 'ھ' | 'ۃ' => out.push('ه'),
            'ؤ' => out.push('و'),
            'ک' | 'ڪ' => out.push('ك'),
            TATWEEL => {}
            c if is_mark(c) || is_unseen(c) => {}
            c => match digit_value(c) {
                Some(digit) => out.push(char::from(b'0' + digit)),
                None => out.extend(c.to_lowercase()),
            },
        }
    }
}

/// How many bytes of a written word its first letters take, with their marks.
fn skip_letters(word: &str, letters: usize) -> usize {
    if letters == 0 && word.starts_with(is_arabic_letter) {
        return 0;
    }
    let mut left = letters;
    for (i, c) in word.char_indices() {
        if is_mark(c) || is_unseen(c) || c == TATWEEL {
            continue;
        }
        if left == 0 {
            return i;
        }
        // A ligature of lam and alef is two letters.
        left = left.saturating_sub(if matches!(c, '\u{FEF5}'..='\u{FEFC}') { 2 } else { 1 });
    }
    if letters == 0 { 0 } else { word.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_are_folded_as_all_are() {
        for word in ["إِلَىٰ", "الـرَّقَّة", "مؤلئك", "آء", "ڪل", "\u{63B}ب", "123", "", "ابc"]
        {
            let (mut plain, mut whole) = (String::new(), String::new());
            fold_into(word, &mut whole);
            if let Some(length) = fold_plain(word, &mut plain) {
                assert_eq!((length, plain), (word.len(), whole), "{word}");
            }
        }
        let mut out = String::new();
        assert_eq!((fold_plain("مدينة.", &mut out), out.as_str()), (Some(10), "مدينه"));
    }

    #[test]
    fn words_are_looked_up_without_their_proclitics() {
        let source = Source::new("وبِثَلاثَةٍ، للألفين 12مليون والف");
        let tokens = Tokens::new(&source);
        let stems: Vec<&str> = tokens.list.iter().map(|token| &tokens.text[token.stem..token.span.end]).collect();
        assert_eq!(stems, ["ثَلاثَةٍ", "،", "ألفين", "12", "مليون", "الف"]);
        let first = tokens.word(0).unwrap();
        assert!(first.conjunction && first.preposition == Some('ب') && !first.article);
        assert!(tokens.word(2).unwrap().article && !tokens.word(5).unwrap().article);
        assert_eq!(tokens.stem(0), "ثلاثه");
    }
}
