//! One buffer in which each block is given its place once those before it are done.
//!
//! A thread works into a scratch buffer that stays in its cache and hands it in; whoever hands in the block that is next
//! copies it, and those after it that were handed in before, to their final place. Thus a byte is written to main
//! memory once, whatever the number of threads, and nobody waits.

use std::collections::BTreeMap;
use std::mem::ManuallyDrop;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::buffer;

/// A buffer in the making.
pub(crate) struct Places {
    memory: Memory,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The block that is to be placed next.
    next: usize,
    /// How far the buffer is given away.
    len: usize,
    /// How many copies are under way.
    copying: usize,
    /// Blocks handed in too early.
    early: BTreeMap<usize, String>,
    /// Blocks from the first on that did not fit.
    late: Vec<String>,
    spare: Vec<String>,
    taken: bool,
}

impl Places {
    /// For texts that were `bytes` long before they were worked on. They may grow; it then takes a copy more.
    pub(crate) fn new(bytes: usize) -> Self {
        Self { memory: Memory::new(bytes), state: Mutex::default() }
    }

    /// An empty buffer to work into.
    pub(crate) fn scratch(&self) -> String {
        self.lock().spare.pop().unwrap_or_default()
    }

    /// Hands in block number `index`.
    pub(crate) fn put(&self, index: usize, block: String) {
        let mut state = self.lock();
        state.early.insert(index, block);
        let mut placed = Vec::new();
        loop {
            let next = state.next;
            let Some(block) = state.early.remove(&next) else { break };
            state.next += 1;
            if state.late.is_empty() && block.len() <= self.memory.capacity - state.len {
                placed.push((state.len, block));
                state.len += placed.last().map_or(0, |(_, block)| block.len());
            } else {
                state.late.push(block);
            }
        }
        state.copying += placed.len();
        drop(state);
        let count = placed.len();
        for (start, block) in &placed {
            // SAFETY: the range from `start` on lies within the memory, since the length of the block was compared with
            // what is left, and it was given to this thread alone, since `len` was moved on under the lock.
            unsafe { self.memory.start.add(*start).copy_from_nonoverlapping(block.as_ptr(), block.len()) }
        }
        let mut state = self.lock();
        state.copying -= count;
        state.spare.extend(placed.into_iter().map(|(_, mut block)| {
            block.clear();
            block
        }));
    }

    /// The blocks, one after the other.
    ///
    /// # Panics
    /// If a block is still being copied, or it was called before.
    pub(crate) fn finish(&self) -> String {
        let mut state = self.lock();
        assert!(state.copying == 0 && !state.taken, "an output is taken once, when all blocks are in");
        state.taken = true;
        let start = self.memory.start;
        // SAFETY: the memory came from a vector with this capacity; `taken` says that it is the vector's again, and
        // since no copy is under way, the first `len` bytes have been written: whole strings, one after the other.
        let mut text = unsafe { String::from_raw_parts(start, state.len, self.memory.capacity) };
        if text.is_empty() && state.late.len() == 1 {
            text = state.late.pop().unwrap_or_default();
        }
        text.reserve_exact(state.late.iter().map(String::len).sum());
        for block in state.late.drain(..) {
            text += &block;
        }
        // Whatever came now would be late, and nobody would read it.
        state.next = usize::MAX;
        text
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Places {
    fn drop(&mut self) {
        if !self.lock().taken {
            // SAFETY: it came from a vector with this capacity and has not been taken.
            drop(unsafe { Vec::from_raw_parts(self.memory.start, 0, self.memory.capacity) });
        }
    }
}

/// Bytes that threads write to in turn. [`Places`] says who owns them.
struct Memory {
    start: *mut u8,
    capacity: usize,
}

// SAFETY: it is written to by [`Places::put`] alone, where each range belongs to one thread.
unsafe impl Send for Memory {}
// SAFETY: as above.
unsafe impl Sync for Memory {}

impl Memory {
    fn new(bytes: usize) -> Self {
        let mut memory = ManuallyDrop::new(buffer(bytes));
        Self { start: memory.as_mut_ptr(), capacity: memory.capacity() }
    }
}
