//! One buffer in which each block is given its place once those before it have theirs, and is copied there by its thread.

use std::mem::take;

/// A buffer in the making.
pub(super) struct Places {
    /// Its length is that of the text it began with; behind that, threads write.
    memory: Vec<u8>,
    /// How far the buffer is given away.
    given: usize,
    /// How many copies are under way.
    copying: usize,
    /// Blocks from the first on that did not fit.
    late: Vec<String>,
}

/// A block and where it goes.
pub(super) struct Placed {
    block: String,
    start: *mut u8,
}

impl Places {
    /// Goes on behind a text, in the memory that it has.
    pub(super) fn behind(text: String) -> Self {
        Self { given: text.len(), memory: text.into_bytes(), copying: 0, late: Vec::new() }
    }

    /// Gives the next block its place. It is to be copied there, without a lock, and then to be counted by [`Self::done`].
    pub(super) fn place(&mut self, block: String) -> Option<Placed> {
        if !self.late.is_empty() || block.len() > self.memory.capacity() - self.given {
            self.late.push(block);
            return None;
        }
        let start = self.memory.as_mut_ptr().wrapping_add(self.given);
        self.given += block.len();
        self.copying += 1;
        Some(Placed { block, start })
    }

    /// Copies that have been made.
    pub(super) fn done(&mut self, count: usize) {
        self.copying -= count;
    }

    /// The blocks, if each found its place and has been copied there.
    pub(super) fn take_if_done(&mut self) -> Option<String> {
        (self.copying == 0 && self.late.is_empty()).then(|| self.finish())
    }

    /// The blocks, one after the other.
    ///
    /// # Panics
    /// If a block is still being copied; the memory stays.
    pub(super) fn finish(&mut self) -> String {
        assert!(self.copying == 0, "an output is taken when all blocks are in");
        let (mut memory, given) = (take(&mut self.memory), take(&mut self.given));
        // SAFETY: since no copy is under way, all that was given away has been written, within the capacity, and what was
        // written is whole strings, one after the other.
        let mut text = unsafe {
            memory.set_len(given);
            String::from_utf8_unchecked(memory)
        };
        let late = take(&mut self.late);
        text.reserve_exact(late.iter().map(String::len).sum());
        for block in late {
            text += &block;
        }
        text
    }
}

impl Placed {
    /// Copies the block to its place, and returns what it was copied from.
    ///
    /// # Safety
    /// The [`Places`] that gave the place exist and have not been told that it is done.
    pub(super) unsafe fn copy(self) -> String {
        // SAFETY: the bytes from `start` on lie within the capacity, since the length was compared with what is left, and
        // were given to this block alone; the vector is neither read nor grown before all copies are done.
        unsafe { self.start.copy_from_nonoverlapping(self.block.as_ptr(), self.block.len()) };
        self.block
    }
}
