//! `ArabertPreprocessor("bert-base-arabertv02").preprocess` of arabert 1.0.1.

use std::sync::LazyLock;

use regex::Regex;

use super::super::edits::Draft;
use super::characters::Table;
use super::python::{SPACES, is_decimal, replace_spaces};
use super::references;

table!(LETTERS, "arabert_letters");
table!(DIGITS, "arabert_digits");
table!(ALLOWED, "arabert_allowed");

fn compiled(pattern: &str) -> Regex {
    Regex::new(&pattern.replace("{spaces}", SPACES).replace("{word}", r"\p{L}\p{N}_")).expect("the patterns are right")
}

/// Links with a domain of letters, which must be the end of a word unless more of a link follows it; what else is seen of
/// the text after it is no part of the link.
static DOMAIN: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?P<domain>(?:https?://[^\n])?(?:www\.)?[-a-zA-Z0-9@:%._+~#=]{2,256}\.[a-z]{2,6})(?:(?P<rest>[-@:%+.~#?&/=][-a-zA-Z0-9@:%_+.~#?&/=]*)|[^{word}]|$)",
    )
});
static LINKS: LazyLock<[Regex; 6]> = LazyLock::new(|| {
    [
        r"https?://[a-zA-Z0-9_\-./~?=%&]+",
        r"www[a-zA-Z0-9_\-?=%&/.~]+",
        r"[a-zA-Z]+\.com",
        r"http[^{spaces}]*",
        r"www[^{spaces}]*",
        r"://",
    ]
    .map(compiled)
});
static EMAILS: LazyLock<[Regex; 2]> =
    LazyLock::new(|| [r"[{word}-]+@(?:[{word}-]+\.)+[{word}-]+", r"[^{spaces}]+@[^{spaces}]+"].map(compiled));
static MENTION: LazyLock<Regex> = LazyLock::new(|| compiled("@[{word}]+"));
static TAGS: LazyLock<[Regex; 2]> = LazyLock::new(|| ["<br />", "</?[^>]+>"].map(compiled));
static DIGITS_AND_LETTERS: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    [
        r"(\p{Nd}+)([\x{621}-\x{63A}\x{641}-\x{64A}\x{660}-\x{66C}]+)",
        r"([\x{621}-\x{63A}\x{641}-\x{64A}\x{660}-\x{66C}]+)(\p{Nd}+)",
    ]
    .map(compiled)
});

pub(super) fn run(draft: &mut Draft<'_>) {
    draft.edit(|text, _, edits| references::unescape(text, edits));
    LETTERS.run(draft);
    replace_domains(draft);
    for link in &*LINKS {
        replace(draft, link, " [رابط] ");
    }
    for email in &*EMAILS {
        replace(draft, email, " [بريد] ");
    }
    replace(draft, &MENTION, " [مستخدم] ");
    for tag in &*TAGS {
        replace(draft, tag, " ");
    }
    DIGITS.run(draft);
    cut_runs(draft);
    part(draft);
    ALLOWED.run(draft);
    draft.edit(|text, _, edits| replace_spaces(text, edits, |_| " "));
    draft.edit(|text, _, edits| {
        let (start, end) = (text.len() - text.trim_start_matches(' ').len(), text.trim_end_matches(' ').len());
        edits.delete(0..start.min(end));
        edits.delete(end..text.len());
    });
}

fn replace(draft: &mut Draft<'_>, pattern: &Regex, with: &str) {
    draft.edit(|text, _, edits| {
        for found in pattern.find_iter(text) {
            edits.replace(found.range(), with);
        }
    });
}

fn replace_domains(draft: &mut Draft<'_>) {
    draft.edit(|text, _, edits| {
        let mut from = 0;
        while let Some(found) = DOMAIN.captures_at(text, from) {
            let Some(domain) = found.name("domain") else { break };
            let end = found.name("rest").map_or(domain.end(), |rest| rest.end());
            edits.replace(domain.start()..end, " [رابط] ");
            from = end;
        }
    });
}

/// What stands three times and more and is no digit is written twice.
fn cut_runs(draft: &mut Draft<'_>) {
    draft.edit(|text, _, edits| {
        let mut characters = text.char_indices().peekable();
        while let Some((at, c)) = characters.next() {
            let mut end = at + c.len_utf8();
            while characters.next_if(|(_, next)| *next == c).is_some() {
                end += c.len_utf8();
            }
            let twice = at + 2 * c.len_utf8();
            if end > twice && !is_decimal(c) {
                edits.delete(twice..end);
            }
        }
    });
}

/// Parts signs from all else by spaces, and digits from letters.
fn part(draft: &mut Draft<'_>) {
    draft.edit(|text, _, edits| {
        for (at, c) in text.char_indices() {
            if !matches!(c, '0'..='9' | '\u{621}'..='\u{63A}' | '\u{641}'..='\u{64A}' | '\u{660}'..='\u{669}' | 'a'..='z'
                | 'A'..='Z' | '[' | ']')
            {
                let end = at + c.len_utf8();
                edits.replace(at..at, " ");
                edits.replace(end..end, " ");
            }
        }
    });
    for pattern in &*DIGITS_AND_LETTERS {
        draft.edit(|text, _, edits| {
            for found in pattern.captures_iter(text) {
                let (Some(whole), Some(second)) = (found.get(0), found.get(2)) else { continue };
                for at in [whole.start(), second.start(), whole.end()] {
                    edits.replace(at..at, " ");
                }
            }
        });
    }
}
