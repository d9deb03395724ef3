//! One step's changes to a text: recorded as they are made, applied in one go, remembered for alignment.

use std::borrow::Cow;
use std::ops::Range;

/// One change: `old` bytes at `at` became `new` bytes. Positions are those of the text before the step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Edit {
    pub at: usize,
    pub old: usize,
    pub new: usize,
}

/// What one step did to a text, as far as positions are concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Replacements, in order, without overlap.
    Edits(Vec<Edit>),
    /// Characters changed places: for each character of the result, where it begins in the text before, and its
    /// position in the result; both in bytes, ordered by position in the result.
    Order(Vec<Moved>),
}

/// A character that [`Stage::Order`] moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moved {
    pub from: usize,
    pub to: usize,
    pub len: usize,
}

/// A stretch of text that later steps leave alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shield {
    pub range: Range<usize>,
    pub kind: ShieldKind,
}

/// Why a stretch is left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ShieldKind {
    /// A URL or e-mail address that is kept.
    Address,
    /// An emoji sequence.
    Emoji,
}

/// A text on its way through the steps.
pub(crate) struct Draft<'t> {
    /// The text as the steps so far have left it.
    pub text: Cow<'t, str>,
    /// What the steps on letters leave alone; in order.
    pub shields: Vec<Shield>,
    /// What the steps did, if alignment is wanted.
    pub trail: Option<Vec<Stage>>,
    original: &'t str,
    spare: String,
}

impl<'t> Draft<'t> {
    pub(crate) fn new(text: &'t str, align: bool) -> Self {
        Self {
            text: Cow::Borrowed(text),
            shields: Vec::new(),
            trail: align.then(Vec::new),
            original: text,
            spare: String::new(),
        }
    }

    /// Runs one step; true if it changed the text.
    pub(crate) fn edit(&mut self, step: impl FnOnce(&str, &[Shield], &mut Edits<'_>)) -> bool {
        let mut record = self.trail.is_some().then(Vec::new);
        let shields = self.shields.clone();
        let mut edits = Edits {
            text: &self.text,
            out: std::mem::take(&mut self.spare),
            done: 0,
            changed: false,
            record: record.as_mut(),
            shields: &mut self.shields,
            at_boundary: 0,
        };
        step(&self.text, &shields, &mut edits);
        let (out, changed) = edits.finish();
        if changed {
            self.replace_text(out);
            if let (Some(trail), Some(record)) = (&mut self.trail, record) {
                trail.push(Stage::Edits(record));
            }
        } else {
            self.spare = out;
        }
        changed
    }

    /// Puts the result of a reordering in place of the text.
    pub(crate) fn reorder(&mut self, out: String, moved: Vec<Moved>) {
        self.replace_text(out);
        if let Some(trail) = &mut self.trail {
            trail.push(Stage::Order(moved));
        }
    }

    /// Where the text is now.
    pub(crate) fn waypoint(&self) -> Waypoint<'t> {
        Waypoint { text: self.text.clone(), stages: self.trail.as_ref().map_or(0, Vec::len) }
    }

    /// Where the text was before all steps.
    pub(crate) fn origin(&self) -> Waypoint<'t> {
        Waypoint { text: Cow::Borrowed(self.original), stages: 0 }
    }

    /// Takes the steps since out of the trail if the text is as it was; true if so.
    pub(crate) fn forget_detour(&mut self, since: &Waypoint<'_>) -> bool {
        if self.text != since.text {
            return false;
        }
        if let Some(trail) = &mut self.trail {
            trail.truncate(since.stages);
        }
        true
    }

    fn replace_text(&mut self, out: String) {
        if let Cow::Owned(mut old) = std::mem::replace(&mut self.text, Cow::Owned(out)) {
            old.clear();
            self.spare = old;
        }
    }
}

/// A text between two steps.
pub(crate) struct Waypoint<'t> {
    text: Cow<'t, str>,
    stages: usize,
}

/// Takes the changes of one step, from left to right.
pub(crate) struct Edits<'a> {
    text: &'a str,
    out: String,
    done: usize,
    changed: bool,
    record: Option<&'a mut Vec<Edit>>,
    shields: &'a mut Vec<Shield>,
    // Boundaries of shields moved so far: two for each shield, start and end.
    at_boundary: usize,
}

impl Edits<'_> {
    /// Replaces the bytes of `range` by `with`. Ranges come in order and do not overlap.
    pub(crate) fn replace(&mut self, range: Range<usize>, with: &str) {
        if &self.text[range.clone()] == with {
            return;
        }
        if !self.changed {
            self.changed = true;
            self.out.clear();
            self.out.reserve(self.text.len() + self.text.len() / 8);
        }
        self.move_shields(range.start);
        self.out.push_str(&self.text[self.done..range.start]);
        self.out.push_str(with);
        self.done = range.end;
        if let Some(record) = &mut self.record {
            record.push(Edit { at: range.start, old: range.len(), new: with.len() });
        }
    }

    /// Deletes the bytes of `range`.
    pub(crate) fn delete(&mut self, range: Range<usize>) {
        self.replace(range, "");
    }

    /// Replaces the bytes of `range` by one character.
    pub(crate) fn replace_char(&mut self, range: Range<usize>, with: char) {
        self.replace(range, with.encode_utf8(&mut [0; 4]));
    }

    /// Whether what is written so far, with all text up to `position`, ends so.
    pub(crate) fn ends_with(&self, position: usize, end: &str) -> bool {
        let kept = &self.text[self.done..position];
        kept.ends_with(end) || end.strip_suffix(kept).is_some_and(|rest| self.written().ends_with(rest))
    }

    /// The characters written so far, last first, with all text up to `position` counted as written.
    pub(crate) fn chars_before(&self, position: usize) -> impl Iterator<Item = char> {
        self.text[self.done..position].chars().rev().chain(self.written().chars().rev())
    }

    fn written(&self) -> &str {
        if self.changed { &self.out } else { "" }
    }

    // Boundaries up to `start` lie before the change about to be made, so they move by what was changed so far.
    fn move_shields(&mut self, start: usize) {
        let shift = |position: usize| position + self.out.len() - self.done;
        while let Some(shield) = self.shields.get_mut(self.at_boundary / 2) {
            let boundary =
                if self.at_boundary.is_multiple_of(2) { &mut shield.range.start } else { &mut shield.range.end };
            if *boundary > start {
                break;
            }
            *boundary = shift((*boundary).max(self.done));
            self.at_boundary += 1;
        }
    }

    fn finish(mut self) -> (String, bool) {
        if self.changed {
            self.move_shields(usize::MAX);
            self.out.push_str(&self.text[self.done..]);
        }
        (self.out, self.changed)
    }
}

/// The text as one step leaves it, for the tests of steps.
#[cfg(test)]
pub(crate) fn edited(text: &str, step: impl FnOnce(&str, &[Shield], &mut Edits<'_>)) -> String {
    let mut draft = Draft::new(text, true);
    draft.edit(step);
    draft.text.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_changes_nothing_leaves_the_text_borrowed() {
        let mut draft = Draft::new("abc", true);
        assert!(!draft.edit(|_, _, edits| edits.replace(1..2, "b")));
        assert!(matches!(draft.text, Cow::Borrowed("abc")));
        assert_eq!(draft.trail, Some(vec![]));
    }

    #[test]
    fn shields_move_with_the_text() {
        let mut draft = Draft::new("aa www bb", false);
        draft.shields = vec![Shield { range: 3..6, kind: ShieldKind::Address }];
        draft.edit(|_, _, edits| {
            edits.delete(0..1);
            edits.replace(2..3, "----");
            edits.replace(4..5, "");
            edits.replace(7..9, "c");
        });
        assert_eq!(draft.text, "a----ww c");
        assert_eq!(&draft.text[draft.shields[0].range.clone()], "ww");
    }

    #[test]
    fn what_is_written_can_be_asked_for() {
        let mut draft = Draft::new("a<b>c", false);
        draft.edit(|_, _, edits| {
            assert!(edits.chars_before(1).eq(['a']));
            edits.delete(0..1);
            assert_eq!(edits.chars_before(1).next(), None);
            assert!(edits.ends_with(2, "<"));
            edits.replace(1..3, "xy");
            assert!(edits.ends_with(4, "xy>") && !edits.ends_with(4, "axy>"));
        });
    }
}
