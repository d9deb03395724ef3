//! One buffer that threads fill in the order of their blocks, so that nothing has to be joined afterwards.
//!
//! The buffer goes from hand to hand: whoever works on the first block that is not in it has it and writes to it. Another
//! block is written elsewhere until those before it are in, and from then on to the buffer. Of one thread, all is written in
//! place, of two, about half. Where blocks come in faster than the one who has the buffer can copy them, with more threads or
//! while memory is slow to be had, each is given its place and copied there by its own thread ([`places`]).

mod places;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use places::Places;

/// Buffers from here on are asked for in large pages.
const LARGE: usize = 4 << 20;

/// The buffer is handed on while no more blocks than these wait to be copied.
const MOST_EARLY: usize = 3;

/// No block has the turn.
const NONE: usize = usize::MAX;

/// A buffer in the making.
pub(crate) struct Output {
    /// The block that may take the buffer: the first that is not in it, while nobody has it.
    turn: AtomicUsize,
    state: Mutex<State>,
}

struct State {
    /// The first block that is not in the buffer.
    next: usize,
    /// How many blocks are worked on.
    at_work: usize,
    way: Way,
    /// Blocks handed in too early.
    early: BTreeMap<usize, String>,
    /// Empty strings whose memory can be used again.
    spare: Vec<String>,
}

/// How blocks come into the buffer.
enum Way {
    /// By whoever has it: here, while nobody does.
    HandedOn(Option<String>),
    /// By whoever wrote them.
    Places(Places),
}

/// The text of a block in the making.
#[derive(Default)]
pub(crate) struct Part {
    /// To be appended to. It may begin with the texts of the blocks before.
    pub(crate) text: String,
    /// Where the block begins in it.
    start: usize,
    /// The block's place among the others; none if its text is of no use.
    number: Option<usize>,
    /// Whether it is written to the buffer.
    is_in_place: bool,
}

impl Part {
    /// The bytes that the block has so far.
    pub(crate) fn len(&self) -> usize {
        self.text.len() - self.start
    }
}

impl Output {
    /// For texts that were `bytes` long before they were worked on. They may grow; it then takes a copy more.
    pub(crate) fn new(bytes: usize) -> Self {
        let way = Way::HandedOn(Some(buffer(bytes)));
        let state = State { next: 0, at_work: 0, way, early: BTreeMap::new(), spare: Vec::new() };
        Self { turn: AtomicUsize::new(0), state: Mutex::new(state) }
    }

    /// Begins a block; one without a number leaves no trace.
    pub(crate) fn begin(&self, number: Option<usize>) -> Part {
        let mut part = Part { number, ..Part::default() };
        if number.is_none() {
            return part;
        }
        let mut state = self.lock();
        state.at_work += 1;
        part.text = state.spare.pop().unwrap_or_default();
        drop(state);
        self.advance(&mut part);
        part
    }

    /// Takes the buffer for a block if it is its turn. To be called between two rows.
    pub(crate) fn advance(&self, part: &mut Part) {
        if part.number != Some(self.turn.load(Ordering::Relaxed)) {
            return;
        }
        let mut state = self.lock();
        let Some(mut text) = self.take(&mut state) else { return };
        drop(state);
        part.start = text.len();
        text += &part.text;
        part.is_in_place = true;
        let scratch = std::mem::replace(&mut part.text, text);
        self.lock().keep(scratch);
    }

    /// Hands in a block.
    pub(crate) fn end(&self, part: Part) {
        let Some(number) = part.number else { return };
        let mut state = self.lock();
        state.at_work -= 1;
        if part.is_in_place {
            state.next = number + 1;
            state.way = Way::HandedOn(Some(part.text));
        } else {
            state.early.insert(number, part.text);
        }
        if let Some(text) = self.take(&mut state) {
            self.append_early(state, text);
        } else {
            self.place_early(state);
        }
    }

    /// Appends the blocks that wait, then gives the buffer back. Others may hand in more of them meanwhile.
    fn append_early<'a>(&'a self, mut state: MutexGuard<'a, State>, mut text: String) {
        while state.early.len() <= MOST_EARLY
            && let Some(block) = state.take_early()
        {
            drop(state);
            text += &block;
            state = self.lock();
            state.keep(block);
        }
        if state.early.len() > MOST_EARLY {
            state.way = Way::Places(Places::behind(text));
            self.place_early(state);
        } else {
            state.way = Way::HandedOn(Some(text));
            self.turn.store(state.next, Ordering::Relaxed);
        }
    }

    /// Copies the blocks that wait to their places, if that is the way.
    fn place_early(&self, mut state: MutexGuard<'_, State>) {
        let State { way: Way::Places(buffer), early, next, .. } = &mut *state else { return };
        let mut placed = Vec::new();
        while let Some(block) = early.remove(next) {
            *next += 1;
            placed.extend(buffer.place(block));
        }
        if placed.is_empty() {
            return;
        }
        drop(state);
        // SAFETY: the places stay in the state while copies are under way, which these are until `placed` counts them as done.
        let blocks: Vec<String> = placed.into_iter().map(|placed| unsafe { placed.copy() }).collect();
        self.placed(blocks);
    }

    /// Takes back what has been copied. The buffer is handed on again if but one block is worked on beside the one that is
    /// done here, as it is where there are two threads.
    fn placed(&self, blocks: Vec<String>) {
        let mut state = self.lock();
        let are_few = state.at_work <= 1;
        let Way::Places(buffer) = &mut state.way else { return };
        buffer.done(blocks.len());
        if let Some(text) = are_few.then(|| buffer.take_if_done()).flatten() {
            state.way = Way::HandedOn(Some(text));
            self.turn.store(state.next, Ordering::Relaxed);
        }
        for block in blocks {
            state.keep(block);
        }
    }

    /// The blocks, one after the other.
    ///
    /// # Panics
    /// If a block is still worked on or waits for one before it.
    pub(crate) fn finish(&self) -> String {
        let mut state = self.lock();
        assert!(state.early.is_empty(), "an output is taken when all blocks are in");
        self.turn.store(NONE, Ordering::Relaxed);
        match &mut state.way {
            Way::HandedOn(text) => text.take().expect("an output is taken once, when all blocks are in"),
            Way::Places(buffer) => buffer.finish(),
        }
    }

    /// The buffer, if nobody has it.
    fn take(&self, state: &mut State) -> Option<String> {
        let Way::HandedOn(text) = &mut state.way else { return None };
        self.turn.store(NONE, Ordering::Relaxed);
        text.take()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The next block, if it waits.
    fn take_early(&mut self) -> Option<String> {
        let block = self.early.remove(&self.next)?;
        self.next += 1;
        Some(block)
    }

    /// Keeps the memory of a block for another.
    fn keep(&mut self, mut block: String) {
        block.clear();
        self.spare.push(block);
    }
}

/// A buffer for texts of so many bytes, which may grow a little.
fn buffer(bytes: usize) -> String {
    let text = String::with_capacity(bytes + bytes / 32 + 4096);
    in_large_pages(&text);
    text
}

/// Asks for large pages for a buffer not yet written to: the first touch of 40 MB costs 13 ms in pages of 4 KiB, about
/// as long as it takes to normalize them, and 3 ms in pages of 2 MiB.
#[cfg(target_os = "linux")]
fn in_large_pages(text: &String) {
    const PAGE: usize = 4096;
    if text.capacity() < LARGE {
        return;
    }
    let skip = text.as_ptr().align_offset(PAGE);
    let len = (text.capacity() - skip) / PAGE * PAGE;
    // SAFETY: the range lies within the string's own memory, and this advice changes nothing that a program can see.
    // Whether it is taken does not matter.
    unsafe { libc::madvise(text.as_ptr().add(skip).cast_mut().cast(), len, libc::MADV_HUGEPAGE) };
}

#[cfg(not(target_os = "linux"))]
fn in_large_pages(_text: &String) {
    let _ = LARGE;
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;
    use std::thread;

    use super::*;

    /// The rows of a block.
    fn rows(block: usize) -> impl Iterator<Item = String> {
        (0..block % 7)
            .map(move |row| char::from(b'a' + ((block + row) % 26) as u8).to_string().repeat(block * 37 % 101))
    }

    fn text(blocks: usize) -> String {
        (0..blocks).flat_map(rows).collect()
    }

    fn fill(output: &Output, block: usize) {
        let mut part = output.begin(Some(block));
        let mut len = 0;
        for row in rows(block) {
            part.text += &row;
            len += row.len();
            assert_eq!(part.len(), len);
            output.advance(&mut part);
            thread::yield_now();
        }
        output.end(part);
    }

    fn begin(output: &Output, block: usize) -> Part {
        let mut part = output.begin(Some(block));
        rows(block).for_each(|row| part.text += &row);
        part
    }

    fn is_handed_on(output: &Output) -> bool {
        matches!(output.lock().way, Way::HandedOn(_))
    }

    #[test]
    fn blocks_stand_in_order_whoever_was_first() {
        const BLOCKS: usize = 600;
        let expected = text(BLOCKS);
        for size in [expected.len(), 0, expected.len() / 2, 3 * LARGE] {
            for threads in [1, 2, 3, 8] {
                let (output, next) = (Output::new(size), AtomicUsize::new(0));
                let work = || {
                    std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed))
                        .take_while(|block| *block < BLOCKS)
                        .for_each(|block| fill(&output, block));
                };
                thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
                assert!(output.finish() == expected, "{size} bytes, {threads} threads");
            }
        }
    }

    #[test]
    fn two_blocks_at_a_time_are_handed_on() {
        let output = Output::new(10);
        let mut first = begin(&output, 0);
        for block in 1..60 {
            let mut second = begin(&output, block);
            output.end(first);
            output.advance(&mut second);
            // What follows is written to the buffer itself.
            assert_eq!(second.text, text(block + 1));
            first = second;
        }
        output.end(first);
        assert!(is_handed_on(&output));
        assert_eq!(output.finish(), text(60));
    }

    #[test]
    fn blocks_that_come_in_too_fast_are_placed() {
        // With and without room for them.
        for size in [100_000, 0] {
            let output = Output::new(size);
            let slow = begin(&output, 0);
            (1..=MOST_EARLY).for_each(|block| fill(&output, block));
            output.end(slow);
            assert!(is_handed_on(&output));
            // Of three threads, too.
            let others = [300, 301].map(|block| begin(&output, block));
            let slow = begin(&output, MOST_EARLY + 1);
            (MOST_EARLY + 2..300).for_each(|block| fill(&output, block));
            output.end(slow);
            assert!(!is_handed_on(&output));
            // Of two the buffer is handed on again, unless something did not fit.
            for part in others {
                output.end(part);
            }
            assert_eq!(is_handed_on(&output), size > 0);
            assert_eq!(output.finish(), text(302));
        }
    }

    #[test]
    fn a_block_of_no_use_leaves_no_trace() {
        let output = Output::new(10);
        let mut part = output.begin(None);
        part.text += "lost";
        output.advance(&mut part);
        output.end(part);
        fill(&output, 0);
        fill(&output, 1);
        assert_eq!(output.finish(), text(2));
    }

    #[test]
    fn a_single_block_is_not_copied() {
        let output = Output::new(100);
        let mut part = output.begin(Some(0));
        part.text += "whole";
        let start = part.text.as_ptr();
        output.end(part);
        let text = output.finish();
        assert_eq!((text.as_str(), text.as_ptr()), ("whole", start));
    }

    #[test]
    #[should_panic(expected = "when all blocks are in")]
    fn a_block_that_waits_is_missed() {
        let output = Output::new(10);
        fill(&output, 2);
        output.finish();
    }

    #[test]
    #[should_panic(expected = "when all blocks are in")]
    fn a_block_that_is_worked_on_is_missed() {
        let output = Output::new(10);
        let _part = begin(&output, 0);
        output.finish();
    }
}
