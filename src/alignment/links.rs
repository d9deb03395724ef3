//! What one step did to positions, to be searched from both sides.

use std::ops::Range;

use crate::normalize::edits::{Edit, Moved, Stage};

/// One step's changes, to be searched from both sides.
#[derive(Debug, Clone)]
pub(super) enum Links {
    /// Replacements, ordered on both sides alike.
    Edits(Vec<Link>),
    /// Characters that changed places, ordered by their place after and before.
    Order { by_after: Vec<Moved>, by_before: Vec<Moved> },
}

/// The bytes `before` became the bytes `after`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) before: Range<usize>,
    pub(super) after: Range<usize>,
}

impl Links {
    pub(super) fn new(stage: Stage) -> Self {
        match stage {
            Stage::Edits(edits) => Self::Edits(links(&edits)),
            Stage::Order(by_after) => {
                let mut by_before: Vec<Moved> =
                    by_after.iter().map(|m| Moved { from: m.to, to: m.from, len: m.len }).collect();
                by_before.sort_by_key(|m| m.to);
                Self::Order { by_after, by_before }
            }
        }
    }

    pub(super) fn backwards(&self, span: Range<usize>) -> Range<usize> {
        match self {
            Self::Edits(links) => carry(links, &span, |link| (&link.after, &link.before)),
            Self::Order { by_after, .. } => carry_moved(by_after, &span),
        }
    }

    pub(super) fn forwards(&self, span: Range<usize>) -> Range<usize> {
        match self {
            Self::Edits(links) => carry(links, &span, |link| (&link.before, &link.after)),
            Self::Order { by_before, .. } => carry_moved(by_before, &span),
        }
    }
}

fn links(edits: &[Edit]) -> Vec<Link> {
    links_from(edits, 0, 0)
}

/// The links of edits that begin behind these positions.
pub(super) fn links_from(edits: &[Edit], mut before_end: usize, mut after_end: usize) -> Vec<Link> {
    edits
        .iter()
        .map(|edit| {
            let start = after_end + (edit.at - before_end);
            (before_end, after_end) = (edit.at + edit.old, start + edit.new);
            Link { before: edit.at..before_end, after: start..after_end }
        })
        .collect()
}

/// The near and the far side of a link.
pub(super) type Sides = fn(&Link) -> (&Range<usize>, &Range<usize>);

/// Carries a span from one side of the links to the other. The start moves past what vanishes or appears there, the end
/// stays before it.
fn carry(links: &[Link], span: &Range<usize>, sides: Sides) -> Range<usize> {
    let start = carry_start(links, span.start, sides).unwrap_or(span.start);
    if span.is_empty() {
        return start..start;
    }
    let end = carry_end(links, span.end, sides).unwrap_or(span.end);
    start..end.max(start)
}

/// Carries the start of a span; none if it comes before all links.
pub(super) fn carry_start(links: &[Link], position: usize, sides: Sides) -> Option<usize> {
    let passed = links.partition_point(|link| sides(link).0.start <= position);
    let (near, far) = sides(&links[passed.checked_sub(1)?]);
    Some(position.checked_sub(near.end).map_or(far.start, |beyond| far.end + beyond))
}

/// Carries the end of a span; none if it comes before all links.
pub(super) fn carry_end(links: &[Link], position: usize, sides: Sides) -> Option<usize> {
    let passed = links.partition_point(|link| sides(link).0.start < position);
    let (near, far) = sides(&links[passed.checked_sub(1)?]);
    Some(far.end + position.saturating_sub(near.end))
}

/// The smallest span that holds everything that the span's characters moved to.
fn carry_moved(moved: &[Moved], span: &Range<usize>) -> Range<usize> {
    let first = moved.partition_point(|m| m.to + m.len <= span.start);
    if span.is_empty() {
        let at = moved.get(first).map_or(span.start, |m| m.from + (span.start - m.to));
        return at..at;
    }
    let touched = moved[first..].iter().take_while(|m| m.to < span.end).map(|m| {
        let (skip, cut) = (span.start.saturating_sub(m.to), (m.to + m.len).saturating_sub(span.end));
        m.from + skip..m.from + m.len - cut
    });
    touched.reduce(|hull, next| hull.start.min(next.start)..hull.end.max(next.end)).unwrap_or(span.clone())
}
