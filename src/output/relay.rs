//! One buffer that goes from hand to hand: whoever works on the first block that is not done has it and writes to it.
//!
//! Another block is written elsewhere until the one before it is done, and from then on to the buffer, so that about half
//! of the text is copied where two threads work, and the memory is touched for the first time by one of them only.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Part, buffer};

/// A buffer in the making.
pub(crate) struct Relay {
    /// The first block that is not in the buffer, or is being written to it. It changes under the lock only.
    first: AtomicUsize,
    state: Mutex<State>,
}

struct State {
    /// The buffer, while nobody has it.
    text: Option<String>,
    /// Blocks handed in too early.
    early: BTreeMap<usize, String>,
    spare: Vec<String>,
}

impl Relay {
    pub(super) fn new(bytes: usize) -> Self {
        let text = String::from_utf8(buffer(bytes)).ok();
        Self {
            first: AtomicUsize::new(0),
            state: Mutex::new(State { text, early: BTreeMap::new(), spare: Vec::new() }),
        }
    }

    pub(super) fn begin(&self, number: usize) -> Part {
        let mut state = self.lock();
        if self.first() == number
            && let Some(text) = state.text.take()
        {
            return Part { start: text.len(), text, number: Some(number), is_in_place: true };
        }
        Part { text: state.spare.pop().unwrap_or_default(), number: Some(number), ..Part::default() }
    }

    /// Takes the buffer if the block has become the first.
    pub(super) fn advance(&self, part: &mut Part) {
        if part.is_in_place || part.number != Some(self.first()) {
            return;
        }
        let Some(mut text) = self.lock().text.take() else { return };
        part.start = text.len();
        text += &part.text;
        part.is_in_place = true;
        let scratch = std::mem::replace(&mut part.text, text);
        self.lock().keep(scratch);
    }

    pub(super) fn end(&self, part: Part, number: usize) {
        let mut state = self.lock();
        let (mut text, mut first) = if part.is_in_place {
            (part.text, number + 1)
        } else {
            state.early.insert(number, part.text);
            // Whoever has the buffer looks for early blocks before giving it back.
            let Some(text) = state.text.take() else { return };
            (text, self.first())
        };
        while let Some(block) = state.early.remove(&first) {
            drop(state);
            text += &block;
            first += 1;
            state = self.lock();
            state.keep(block);
        }
        state.text = Some(text);
        self.first.store(first, Ordering::Relaxed);
    }

    pub(super) fn finish(&self) -> String {
        let mut state = self.lock();
        let text = state.text.take().filter(|_| state.early.is_empty());
        text.expect("an output is taken once, when all blocks are in")
    }

    fn first(&self) -> usize {
        self.first.load(Ordering::Relaxed)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Keeps the memory of a block for another.
    fn keep(&mut self, mut block: String) {
        block.clear();
        self.spare.push(block);
    }
}
