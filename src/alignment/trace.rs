//! What the fast path did to positions: marks, and the kernel that goes over the text between them again.

use std::ops::Range;

use super::links::{Link, Sides, carry_end, carry_start, links_from};
use crate::normalize::Normalizer;
use crate::normalize::kernel::{Mark, Prepared};

/// The way of one text through the kernel.
#[derive(Debug, Clone)]
pub(crate) struct Trace {
    /// Whose kernel it was.
    pub(crate) normalizer: Normalizer,
    /// The text that the kernel was given, if it is not the original.
    pub(crate) prepared: Option<String>,
    /// From the beginning to the end of the text.
    pub(crate) marks: Vec<Mark>,
}

impl Trace {
    pub(super) fn backwards(&self, original: &str, result: &str, span: Range<usize>) -> Range<usize> {
        let way = Way { trace: self, original, result, near: |mark| mark.after, far: |mark| mark.before };
        way.carry(&span, |link| (&link.after, &link.before), self.text(original).len())
    }

    pub(super) fn forwards(&self, original: &str, result: &str, span: Range<usize>) -> Range<usize> {
        let way = Way { trace: self, original, result, near: |mark| mark.before, far: |mark| mark.after };
        way.carry(&span, |link| (&link.before, &link.after), result.len())
    }

    fn text<'t>(&'t self, original: &'t str) -> &'t str {
        self.prepared.as_deref().unwrap_or(original)
    }
}

/// From one side of a trace to the other.
struct Way<'t> {
    trace: &'t Trace,
    original: &'t str,
    result: &'t str,
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
        let edits = self.trace.normalizer.edits_between(text, self.result, prepared, (from, *to));
        carry(&links_from(&edits, from.before, from.after), position, sides).unwrap_or(linear)
    }
}
