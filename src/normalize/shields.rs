//! What the steps on letters leave alone: kept URLs and e-mail addresses, and emoji sequences.

use std::ops::Range;

use super::edits::{Shield, ShieldKind};

/// A stretch of a text, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// Ordinary text. Whatever borders on a shield borders on something that is neither letter of its word, nor white
    /// space, nor punctuation.
    Plain {
        range: Range<usize>,
        after_shield: bool,
        before_shield: bool,
    },
    Shielded {
        range: Range<usize>,
        kind: ShieldKind,
    },
}

/// Cuts a text at its shields.
pub(super) fn parts<'s>(text: &str, shields: &'s [Shield]) -> impl Iterator<Item = Part> + use<'s> {
    let len = text.len();
    let mut from = 0;
    let mut shields = shields.iter().peekable();
    std::iter::from_fn(move || {
        let next = shields.peek();
        let start = next.map_or(len, |shield| shield.range.start);
        if from < start {
            let plain = Part::Plain { range: from..start, after_shield: from > 0, before_shield: next.is_some() };
            from = start;
            return Some(plain);
        }
        let shield = shields.next()?;
        from = shield.range.end;
        Some(Part::Shielded { range: shield.range.clone(), kind: shield.kind })
    })
}

/// The ordinary stretches of a text, each with where it begins.
pub(super) fn plain<'t>(text: &'t str, shields: &'t [Shield]) -> impl Iterator<Item = (usize, &'t str)> {
    parts(text, shields).filter_map(move |part| match part {
        Part::Plain { range, .. } => Some((range.start, &text[range])),
        Part::Shielded { .. } => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_its_shields() {
        let shield = |range| Shield { range, kind: ShieldKind::Emoji };
        let shields = [shield(0..1), shield(3..4), shield(4..5)];
        let cut: Vec<Part> = parts("abcdefg", &shields).collect();
        assert_eq!(cut.len(), 5);
        assert_eq!(cut[1], Part::Plain { range: 1..3, after_shield: true, before_shield: true });
        assert_eq!(cut[4], Part::Plain { range: 5..7, after_shield: true, before_shield: false });
        assert_eq!(plain("abcdefg", &shields).collect::<Vec<_>>(), [(1, "bc"), (5, "fg")]);
    }
}
