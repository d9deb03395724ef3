//! One buffer that many threads fill in order, so that nothing has to be joined afterwards.
//!
//! A thread works into a scratch buffer that stays in its cache and hands it in; whoever hands in the block that is next
//! copies it, and those after it that were handed in before, to their final place. Thus a byte is written to main
//! memory once, whatever the number of threads, and nobody waits.

use std::collections::BTreeMap;
use std::mem::ManuallyDrop;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Buffers from here on are asked for in large pages.
const LARGE: usize = 4 << 20;

/// A buffer in the making.
pub(crate) struct Output {
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

impl Output {
    /// For texts that were `bytes` long before they were worked on. They may grow; it then takes a copy more.
    pub(crate) fn new(bytes: usize) -> Self {
        Self { memory: Memory::new(with_room(bytes)), state: Mutex::default() }
    }

    /// For a single block of about so many bytes, which is not copied.
    pub(crate) fn of_one_block(bytes: usize) -> Self {
        let mut block = Vec::with_capacity(with_room(bytes));
        in_large_pages(&mut block);
        let spare = vec![String::from_utf8(block).unwrap_or_default()];
        Self { memory: Memory::new(0), state: Mutex::new(State { spare, ..State::default() }) }
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

impl Drop for Output {
    fn drop(&mut self) {
        if !self.lock().taken {
            // SAFETY: it came from a vector with this capacity and has not been taken.
            drop(unsafe { Vec::from_raw_parts(self.memory.start, 0, self.memory.capacity) });
        }
    }
}

/// The bytes to ask for: texts may grow a little.
fn with_room(bytes: usize) -> usize {
    bytes + bytes / 32 + 4096
}

/// Bytes that threads write to in turn. [`Output`] says who owns them.
struct Memory {
    start: *mut u8,
    capacity: usize,
}

// SAFETY: it is written to by [`Output::put`] alone, where each range belongs to one thread.
unsafe impl Send for Memory {}
// SAFETY: as above.
unsafe impl Sync for Memory {}

impl Memory {
    fn new(capacity: usize) -> Self {
        let mut memory = ManuallyDrop::new(Vec::with_capacity(capacity));
        in_large_pages(&mut memory);
        Self { start: memory.as_mut_ptr(), capacity: memory.capacity() }
    }
}

/// Asks for large pages for a buffer not yet written to: the first touch of 40 MB costs 13 ms in pages of 4 KiB, about
/// as long as it takes to normalize them, and 3 ms in pages of 2 MiB.
#[cfg(target_os = "linux")]
fn in_large_pages(memory: &mut Vec<u8>) {
    const PAGE: usize = 4096;
    let spare = memory.spare_capacity_mut();
    if spare.len() < LARGE {
        return;
    }
    let skip = spare.as_ptr().align_offset(PAGE);
    let len = (spare.len() - skip) / PAGE * PAGE;
    // SAFETY: the range lies within the vector's own memory, and this advice changes nothing that a program can see.
    // Whether it is taken does not matter.
    unsafe { libc::madvise(spare.as_mut_ptr().add(skip).cast(), len, libc::MADV_HUGEPAGE) };
}

#[cfg(not(target_os = "linux"))]
fn in_large_pages(_memory: &mut Vec<u8>) {
    let _ = LARGE;
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn block(i: usize) -> String {
        char::from(b'a' + (i % 26) as u8).to_string().repeat(i * 37 % 501)
    }

    #[test]
    fn blocks_stand_in_order_whoever_was_first() {
        let expected: String = (0..400).map(block).collect();
        for size in [expected.len(), 0, expected.len() / 2, 3 * LARGE] {
            let output = Arc::new(Output::new(size));
            let threads: Vec<_> = (0..4)
                .map(|thread| {
                    let output = Arc::clone(&output);
                    std::thread::spawn(move || {
                        for i in (0..400).filter(|i| i % 4 == thread) {
                            let mut scratch = output.scratch();
                            scratch += &block(i);
                            output.put(i, scratch);
                        }
                    })
                })
                .collect();
            for thread in threads {
                thread.join().unwrap();
            }
            assert_eq!(output.finish(), expected);
        }
    }

    #[test]
    fn one_block_is_handed_on_as_it_is() {
        let output = Output::of_one_block(100);
        let mut scratch = output.scratch();
        scratch += "whole";
        let start = scratch.as_ptr();
        output.put(0, scratch);
        let text = output.finish();
        assert_eq!((text.as_str(), text.as_ptr()), ("whole", start));
    }

    #[test]
    fn an_output_nobody_takes_is_freed() {
        let output = Output::new(10);
        output.put(1, "one".to_owned());
        output.put(0, "nil".to_owned());
        drop(output);
    }
}
