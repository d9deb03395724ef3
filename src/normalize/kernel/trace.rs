//! Alignment on the fast path: how far the result was at a few places of the text, from which the rest is worked out when
//! it is asked for.

use super::super::edits::Edit;
use super::special::Handled;
use super::words::word_around;
use super::{Kernel, Prepared, State, scalar};
use crate::script::{is_line_break, is_space};

/// A place of the text and of its result, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) before: usize,
    pub(crate) after: usize,
}

/// How far apart marks are, at least: what a look-up has to go over, against what a mark costs.
const STRIDE: usize = 512;

/// How far apart they may be; text without words has to go through the steps.
const LONGEST: usize = 16 << 10;

/// What was done to a row.
#[derive(Debug, Clone)]
pub(crate) struct Track {
    /// From its beginning to its end.
    pub(crate) marks: Vec<Mark>,
    /// Where the runs were cut, when all else was done.
    pub(crate) cuts: Vec<Edit>,
    /// How long it was before.
    pub(crate) uncut: usize,
}

impl Kernel {
    /// The result of a row and its track; none if the steps must run.
    pub(crate) fn trace(&self, text: &str, prepared: Prepared) -> Option<(String, Track)> {
        let mut result = String::with_capacity(text.len() + 64);
        let mut track = Track { marks: vec![Mark { before: 0, after: 0 }], cuts: Vec::new(), uncut: 0 };
        Self::append(&mut result, |out| self.trace_row(text, prepared, out, &mut track)).then_some((result, track))
    }

    fn trace_row(&self, text: &str, prepared: Prepared, out: &mut Vec<u8>, track: &mut Track) -> bool {
        let mut state = State::new(prepared);
        let mut at = 0;
        while at < text.len() {
            let end = boundary(text, at + STRIDE);
            if end - at > LONGEST || !self.run_stretch(&text[..end], at, out, 0, &mut state) {
                return false;
            }
            at = end;
            track.marks.push(Mark { before: at, after: out.len() });
        }
        self.finish_row(text, out, 0, state, Some(track))
    }

    /// What was done to the text between two marks that follow each other; positions are those of the whole text.
    pub(crate) fn edits_between(&self, text: &str, prepared: Prepared, (from, to): (Mark, Mark)) -> Vec<Edit> {
        let text = &text[..to.before];
        let mut state = State::new(prepared);
        // A space stands before each mark.
        let mut out = if from.after > 0 { b" ".to_vec() } else { Vec::new() };
        let mut edits = Gatherer { collapses: self.tables.collapses, edits: Vec::new(), white: None };
        // The characters of the word so far: if it goes through the steps, they count for nothing.
        let mut word: Vec<Piece<'_>> = Vec::new();
        let mut at = from.before;
        while at < text.len() {
            let length = out.len();
            match self.run_one(text, at, &mut out, &mut state) {
                // A sign of an address that is none.
                Handled::Done(0) => {}
                Handled::Done(width) => {
                    let piece = Piece { text: &text[at..at + width], at, written: (length, out.len()) };
                    let is_white = piece.text.starts_with(char::is_whitespace);
                    word.push(piece);
                    if is_white {
                        edits.take_all(&mut word, &out);
                    }
                    at += width;
                }
                Handled::Word => {
                    word.clear();
                    let start = word_around(text, at).start;
                    let Some(end) = self.word(text, at, &mut out, 0, &mut state) else { break };
                    edits.take_word(&text[start..end], start, &self.word_edits(&text[start..end], prepared));
                    at = end;
                }
                Handled::Row => break,
            }
        }
        edits.take_all(&mut word, &out);
        edits.finish()
    }

    /// Appends the result of one character, or of what is taken together with it.
    fn run_one(&self, text: &str, at: usize, out: &mut Vec<u8>, state: &mut State) -> Handled {
        match scalar::simple_character(&self.tables, text.as_bytes(), at, out, state) {
            Some(width) => Handled::Done(width),
            None => self.specials.handle(text, at, out, 0, state),
        }
    }
}

/// A piece of text that was worked on in one go, and from where to where its result went.
struct Piece<'t> {
    text: &'t str,
    at: usize,
    written: (usize, usize),
}

/// Gathers what became of characters. White space that becomes one space or line break is one edit, over what is deleted
/// inside of it.
struct Gatherer {
    collapses: bool,
    edits: Vec<Edit>,
    white: Option<White>,
}

/// A run of white space: where it begins and ends in the text, and where its result does.
#[derive(Clone, Copy)]
struct White {
    start: usize,
    end: usize,
    written_from: usize,
    written_to: usize,
    /// How many edits behind its last white character have been gathered.
    pending: usize,
    stays: bool,
}

impl Gatherer {
    /// Takes pieces whose results stand in `out`.
    fn take_all(&mut self, pieces: &mut Vec<Piece<'_>>, out: &[u8]) {
        for piece in pieces.drain(..) {
            let stays = out.get(piece.written.0..piece.written.1) == Some(piece.text.as_bytes());
            self.take(piece.text, piece.at, piece.written, stays);
        }
    }

    /// Takes a word that begins at `start`, and what was done to it.
    fn take_word(&mut self, word: &str, start: usize, edits: &[Edit]) {
        let mut from = 0;
        for edit in edits {
            self.take_unchanged(&word[from..edit.at], start + from);
            from = edit.at + edit.old;
            self.take(&word[edit.at..from], start + edit.at, (0, edit.new), false);
        }
        self.take_unchanged(&word[from..], start + from);
    }

    fn take_unchanged(&mut self, piece: &str, at: usize) {
        if !piece.is_empty() {
            self.take(piece, at, (0, piece.len()), true);
        }
    }

    /// Takes the piece of text at a position, of which the result went from `written.0` to `written.1`.
    fn take(&mut self, piece: &str, at: usize, written: (usize, usize), stays: bool) {
        let new = written.1.saturating_sub(written.0);
        let end = at + piece.len();
        if self.collapses && piece.starts_with(|c| is_space(c) || is_line_break(c)) {
            if let Some(white) = &mut self.white {
                self.edits.truncate(self.edits.len() - white.pending);
                *white = White { end, written_to: written.1, pending: 0, stays: false, ..*white };
            } else {
                let (written_from, written_to) = written;
                self.white = Some(White { start: at, end, written_from, written_to, pending: 0, stays });
            }
            return;
        }
        if new == 0
            && let Some(white) = &mut self.white
        {
            white.pending += 1;
        } else {
            self.close();
        }
        if !stays {
            self.edits.push(Edit { at, old: piece.len(), new });
        }
    }

    /// Ends the run of white space.
    fn close(&mut self) {
        let Some(white) = self.white.take().filter(|white| !white.stays) else { return };
        let place = self.edits.len() - white.pending;
        let new = white.written_to.saturating_sub(white.written_from);
        self.edits.insert(place, Edit { at: white.start, old: white.end - white.start, new });
    }

    fn finish(mut self) -> Vec<Edit> {
        self.close();
        self.edits
    }
}

/// The first place from a position on where a word begins that has nothing to do with what comes before.
fn boundary(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let begins = |at: &usize| {
        let next = bytes.get(at + 1).copied().unwrap_or(0);
        bytes[at - 1] == b' '
            && match bytes[*at] {
                0xD8 => next >= 0xA1,
                0xD9 => next < 0x8B || (0xA0..=0xA9).contains(&next),
                byte => byte.is_ascii_graphic() || byte == 0xF0,
            }
    };
    (from..text.len()).find(begins).unwrap_or(text.len())
}
