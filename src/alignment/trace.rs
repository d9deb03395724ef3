//! What the fast path did to positions: marks, and the kernel that goes over the text between them again.

use std::ops::Range;

use super::links::{Link, Links, Sides, carry_end, carry_start, links_from};
use crate::normalize::Normalizer;
use crate::normalize::edits::Stage;
use crate::normalize::kernel::{self, Mark, Prepared};

/// The way of one text through the kernel.
#[derive(Debug, Clone)]
pub(crate) struct Trace {
    /// Whose kernel it was.
    normalizer: Normalizer,
    /// The text that the kernel was given, if it is not the original.
    prepared: Option<String>,
    /// From the beginning to the end of the text.
    marks: Vec<Mark>,
    /// What was cut from the result at last, and how long it was before.
    cuts: Links,
    uncut: usize,
}

impl Trace {
    pub(crate) fn new(normalizer: &Normalizer, prepared: Option<String>, track: kernel::Track) -> Self {
        let cuts = Links::new(Stage::Edits(track.cuts));
        Self { normalizer: normalizer.clone(), prepared, marks: track.marks, cuts, uncut: track.uncut }
    }

    pub(super) fn backwards(&self, original: &str, span: Range<usize>) -> Range<usize> {
        let way = Way { trace: self, original, near: |mark| mark.after, far: |mark| mark.before };
        way.carry(&self.cuts.backwards(span), |link| (&link.after, &link.before), self.text(original).len())
    }

    pub(super) fn forwards(&self, original: &str, span: Range<usize>) -> Range<usize> {
        let way = Way { trace: self, original, near: |mark| mark.before, far: |mark| mark.after };
        self.cuts.forwards(way.carry(&span, |link| (&link.before, &link.after), self.uncut))
    }

    fn text<'t>(&'t self, original: &'t str) -> &'t str {
        self.prepared.as_deref().unwrap_or(original)
    }
}

/// From one side of a trace to the other.
struct Way<'t> {
    trace: &'t Trace,
    original: &'t str,
    near: fn(&Mark) -> usize,
    far: fn(&Mark) -> usize,
}

impl Way<'_> {
    /// Carries a span; nothing comes out behind `limit`, where white space at the end was trimmed.
    fn carry(&self, span: &Range<usize>, sides: Sides, limit: usize) -> Range<usize> {
        let near = self.near;
        let marks = &self.trace.marks;
        let at_start = marks.partition_point(|mark| near(mark) <= span.start);
        let start = self.across(at_start, span.start, sides, carry_start).min(limit);
        if span.is_empty() {
            return start..start;
        }
        let at_end = marks.partition_point(|mark| near(mark) < span.end);
        let end = self.across(at_end, span.end, sides, carry_end).min(limit);
        start..end.max(start)
    }

    /// Carries a position that lies behind the first `passed` marks; the first mark is the beginning of the text.
    fn across(
        &self,
        passed: usize,
        position: usize,
        sides: Sides,
        carry: fn(&[Link], usize, Sides) -> Option<usize>,
    ) -> usize {
        let marks = &self.trace.marks;
        let from = marks[passed - 1];
        let linear = (self.far)(&from) + (position - (self.near)(&from));
        let Some(to) = marks.get(passed) else { return linear };
        let text = self.trace.text(self.original);
        let prepared = if self.trace.prepared.is_some() { Prepared::Yes } else { Prepared::No };
        let edits = self.trace.normalizer.edits_between(text, prepared, (from, *to));
        carry(&links_from(&edits, from.before, from.after), position, sides).unwrap_or(linear)
    }
}
