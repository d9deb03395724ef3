//! `urls`, `emails`, `mentions`, `hashtags`, `emoji`: kept and shielded, removed, replaced by a token, or split.
//!
//! What counts as a URL, an address, a mention or a hashtag is defined once, in [`crate::extract::patterns`].

use std::ops::Range;

use super::choice::{Hashtags, Pattern};
use super::edits::{Edits, Shield, ShieldKind};
use super::options::Options;
use super::{emoji, hashtag_words};
use crate::extract::patterns::{Found, PatternKind, Wanted, scan};
use crate::script::is_letter;

/// Whether any of the five options is at work.
pub(super) fn are_replaced(options: &Options) -> bool {
    [options.urls, options.emails, options.mentions, options.emoji].iter().any(|rule| *rule != Pattern::Keep)
        || options.hashtags != Hashtags::Keep
}

/// Whether a text holds anything that one of the five options does not keep.
pub(super) fn any_replaced(text: &str, options: &Options) -> bool {
    let mut found = Vec::new();
    scan(text, Wanted::ALL, &mut found);
    let is_replaced = |found: &Found| replacement(found.kind, &text[found.span.clone()], options).is_some();
    found.iter().any(is_replaced) || (options.emoji != Pattern::Keep && emoji::find(text).next().is_some())
}

/// Puts a space, a token or words in place of every pattern that its option does not keep; words are parted from the pattern
/// before them.
pub(super) fn replace(text: &str, options: &Options, edits: &mut Edits<'_>) {
    let mut found = Vec::new();
    scan(text, Wanted::ALL, &mut found);
    let mut emoji = (options.emoji != Pattern::Keep).then(|| emoji::find(text)).into_iter().flatten().peekable();
    let mut from = 0;
    for pattern in found {
        replace_emoji(&mut emoji, from, pattern.span.start, options, edits);
        let is_behind_another = from > 0 && from == pattern.span.start;
        from = pattern.span.end;
        let matched = &text[pattern.span.clone()];
        if let Some(mut with) = replacement(pattern.kind, matched, options) {
            if is_behind_another && with.starts_with(is_letter) && !edits.ends_with(pattern.span.start, " ") {
                with.insert(0, ' ');
            }
            edits.replace(pattern.span, &with);
        }
    }
    replace_emoji(&mut emoji, from, text.len(), options, edits);
}

/// Replaces the emoji between two patterns; those that reach into a pattern stay.
fn replace_emoji(
    emoji: &mut std::iter::Peekable<impl Iterator<Item = Range<usize>>>,
    from: usize,
    to: usize,
    options: &Options,
    edits: &mut Edits<'_>,
) {
    while let Some(range) = emoji.next_if(|range| range.start < to) {
        if range.start >= from && range.end <= to {
            edits.replace(range, if options.emoji == Pattern::Remove { " " } else { &options.emoji_token });
        }
    }
}

fn replacement(kind: PatternKind, matched: &str, options: &Options) -> Option<String> {
    let by_rule = |rule, token: &String| match rule {
        Pattern::Keep => None,
        Pattern::Remove => Some(" ".to_owned()),
        Pattern::Replace => Some(token.clone()),
    };
    match kind {
        PatternKind::Url => by_rule(options.urls, &options.url_token),
        PatternKind::Email => by_rule(options.emails, &options.email_token),
        PatternKind::Mention => by_rule(options.mentions, &options.mention_token),
        PatternKind::Hashtag => match options.hashtags {
            Hashtags::Keep => None,
            Hashtags::Remove => Some(" ".to_owned()),
            Hashtags::Replace => Some(options.hashtag_token.clone()),
            Hashtags::Split => Some(hashtag_words::split(matched)),
        },
    }
}

/// The URLs and e-mail addresses of a text, from left to right.
pub(super) fn addresses(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut found: Vec<Found> = Vec::new();
    scan(text, Wanted::URL | Wanted::EMAIL, &mut found);
    found.into_iter().map(|found| found.span)
}

/// The emoji of a text, to be left alone.
pub(super) fn emoji_shields(text: &str) -> Vec<Shield> {
    emoji::find(text).map(|range| Shield { range, kind: ShieldKind::Emoji }).collect()
}

/// The addresses and emoji that are still in the text, for the steps on letters to leave alone.
pub(super) fn shields(text: &str) -> Vec<Shield> {
    let mut shields: Vec<Shield> = addresses(text).map(|range| Shield { range, kind: ShieldKind::Address }).collect();
    let addresses = shields.len();
    shields.extend(emoji_shields(text));
    if 0 < addresses && addresses < shields.len() {
        shields.sort_by_key(|shield| shield.range.start);
        // An emoji inside an address is part of it.
        let mut end = 0;
        shields.retain(|shield| {
            shield.range.start >= end && {
                end = shield.range.end;
                true
            }
        });
    }
    shields
}
