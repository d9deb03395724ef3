//! The words and punctuation of a text, parted into sentences: what the tagger reads.

use std::ops::Range;

use crate::token::{self, is_unseen};

/// A word, or one character of punctuation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it stands, in bytes.
    pub span: Range<usize>,
    /// Whether a sentence begins with it.
    pub begins: bool,
}

/// No sentence is longer, in words: a text without full stops is cut.
const LONGEST: usize = 120;

/// The words of a text, those of hashtags too, into a list that is emptied first. A sentence ends with a line, and with a full stop, question or
/// exclamation mark that white space follows and no initial goes before («د. محمد»).
///
/// ```
/// use ibriz::extract::names::words::split;
///
/// let (text, mut words) = ("قال د. سامي: نعم! ثم خرج.", Vec::new());
/// split(text, &mut words);
/// let starts: Vec<&str> = words.iter().filter(|w| w.begins).map(|w| &text[w.span.clone()]).collect();
/// assert_eq!(starts, ["قال", "ثم"]);
/// ```
pub fn split(text: &str, out: &mut Vec<Word>) {
    out.clear();
    let mut splitter = Splitter { text, out, begins: true, length: 0 };
    let mut from = 0;
    for word in token::words(text) {
        splitter.gap(from..word.start);
        from = word.end;
        splitter.push(word);
    }
    splitter.gap(from..text.len());
}

struct Splitter<'t> {
    text: &'t str,
    out: &'t mut Vec<Word>,
    begins: bool,
    length: usize,
}

impl Splitter<'_> {
    fn push(&mut self, span: Range<usize>) {
        let begins = self.begins || self.length == LONGEST;
        self.length = if begins { 1 } else { self.length + 1 };
        self.begins = false;
        self.out.push(Word { span, begins });
    }

    /// What stands between two words: each visible character is a word of its own.
    fn gap(&mut self, gap: Range<usize>) {
        if self.text.as_bytes()[gap.clone()] == [b' '] {
            return;
        }
        for (at, c) in self.text[gap.clone()].char_indices() {
            let start = gap.start + at;
            if matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}') {
                self.begins = true;
            } else if !c.is_whitespace() && !is_unseen(c) && !self.is_of_hashtag(c, start) {
                self.push(start..start + c.len_utf8());
                self.begins = self.ends_sentence(c, start);
            }
        }
    }

    /// Whether it is the sign of a hashtag or parts its words, which are read as text.
    fn is_of_hashtag(&self, c: char, at: usize) -> bool {
        let beside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || is_unseen(c));
        let (before, after) = (self.text[..at].chars().next_back(), self.text[at + c.len_utf8()..].chars().next());
        matches!(c, '#' | '\u{ff03}') && beside(after) || c == '_' && beside(after) && beside(before)
    }

    fn ends_sentence(&self, c: char, at: usize) -> bool {
        if !matches!(c, '.' | '!' | '?' | '؟' | '…' | '۔') {
            return false;
        }
        let after = self.text[at + c.len_utf8()..].chars().next();
        let initial = || {
            let before = self.out.len().checked_sub(2).map(|i| &self.text[self.out[i].span.clone()]);
            before.is_some_and(|word| word.chars().filter(|c| c.is_alphabetic()).count() == 1)
        };
        after.is_none_or(char::is_whitespace) && !(c == '.' && initial())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<Vec<&str>> {
        let mut words = Vec::new();
        split(text, &mut words);
        let mut out: Vec<Vec<&str>> = Vec::new();
        for word in words {
            if word.begins {
                out.push(Vec::new());
            }
            out.last_mut().unwrap().push(&text[word.span]);
        }
        out
    }

    #[test]
    fn punctuation_is_words_and_unseen_characters_are_none() {
        assert_eq!(sentences("«قال»\u{200F} (أ.ب)"), [["«", "قال", "»", "(", "أ", ".", "ب", ")"]]);
        assert!(sentences(" \u{200F}\n ").is_empty());
    }

    #[test]
    fn lines_end_sentences_and_numbers_and_hashtags_do_not() {
        assert_eq!(sentences("بلغ 1.5 م.\nثم").len(), 2);
        assert_eq!(sentences("#قوات_سوريا"), [["قوات", "سوريا"]]);
    }

    #[test]
    fn endless_sentences_are_cut() {
        assert_eq!(sentences(&"و ".repeat(1000)).iter().map(Vec::len).max(), Some(LONGEST));
    }
}
