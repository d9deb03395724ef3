//! One buffer that threads fill in the order of their blocks, so that nothing has to be joined afterwards.
//!
//! One of the blocks at work always is the first that is not done, and where it begins is known: it is written to its place.
//! The others are written elsewhere until they are the first. Of two threads either is the first half of the time, and one
//! buffer goes from hand to hand ([`relay`]). Of many threads most are not, and all of them copy at once ([`places`]).

mod places;
mod relay;

use places::Places;
use relay::Relay;

/// Buffers from here on are asked for in large pages.
const LARGE: usize = 4 << 20;

/// Up to so many threads hand on one buffer.
const FEW: usize = 2;

/// A buffer in the making.
pub(crate) enum Output {
    Relay(Relay),
    Places(Places),
}

/// The text of a block in the making.
#[derive(Default)]
pub(crate) struct Part {
    /// To be appended to. What it holds at first may be the texts of the blocks before.
    pub(crate) text: String,
    /// Where the block begins in it.
    start: usize,
    /// The block's place among the others; none if its text is of no use.
    number: Option<usize>,
    /// Whether it is written to where it stays.
    is_in_place: bool,
}

impl Part {
    /// The bytes that the block has so far.
    pub(crate) fn len(&self) -> usize {
        self.text.len() - self.start
    }
}

impl Output {
    /// For texts that were `bytes` long before so many threads worked on them. They may grow; it then takes a copy more.
    pub(crate) fn new(bytes: usize, threads: usize) -> Self {
        if threads <= FEW { Self::Relay(Relay::new(bytes)) } else { Self::Places(Places::new(bytes)) }
    }

    /// Begins a block.
    pub(crate) fn begin(&self, number: Option<usize>) -> Part {
        match (self, number) {
            (_, None) => Part::default(),
            (Self::Relay(relay), Some(number)) => relay.begin(number),
            (Self::Places(places), Some(_)) => Part { text: places.scratch(), number, ..Part::default() },
        }
    }

    /// To be called between two rows of a block: it may have become the first.
    pub(crate) fn advance(&self, part: &mut Part) {
        if let Self::Relay(relay) = self {
            relay.advance(part);
        }
    }

    /// Hands in a block.
    pub(crate) fn end(&self, part: Part) {
        match (self, part.number) {
            (_, None) => {}
            (Self::Relay(relay), Some(number)) => relay.end(part, number),
            (Self::Places(places), Some(number)) => places.put(number, part.text),
        }
    }

    /// The blocks, one after the other.
    ///
    /// # Panics
    /// If a block is not in, or it was called before.
    pub(crate) fn finish(&self) -> String {
        match self {
            Self::Relay(relay) => relay.finish(),
            Self::Places(places) => places.finish(),
        }
    }
}

/// A buffer for texts of so many bytes, which may grow a little.
fn buffer(bytes: usize) -> Vec<u8> {
    let mut memory = Vec::with_capacity(bytes + bytes / 32 + 4096);
    in_large_pages(&mut memory);
    memory
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
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// The rows of a block.
    fn rows(block: usize) -> impl Iterator<Item = String> {
        (0..block % 7)
            .map(move |row| char::from(b'a' + ((block + row) % 26) as u8).to_string().repeat(block * 37 % 101))
    }

    fn fill(output: &Output, block: usize) {
        let mut part = output.begin(Some(block));
        let mut len = 0;
        for row in rows(block) {
            part.text += &row;
            len += row.len();
            assert_eq!(part.len(), len);
            output.advance(&mut part);
            std::thread::yield_now();
        }
        output.end(part);
    }

    #[test]
    fn blocks_stand_in_order_whoever_was_first() {
        const BLOCKS: usize = 600;
        let expected: String = (0..BLOCKS).flat_map(rows).collect();
        for size in [expected.len(), 0, expected.len() / 2, 3 * LARGE] {
            // More threads than an output is meant for do no harm.
            for (meant, threads) in [(1, 1), (2, 2), (2, 5), (4, 4)] {
                let output = Arc::new(Output::new(size, meant));
                let next = Arc::new(AtomicUsize::new(0));
                let work = || {
                    let (output, next) = (Arc::clone(&output), Arc::clone(&next));
                    std::thread::spawn(move || {
                        std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed))
                            .take_while(|block| *block < BLOCKS)
                            .for_each(|block| fill(&output, block));
                    })
                };
                let threads: Vec<_> = std::iter::repeat_with(work).take(threads).collect();
                for thread in threads {
                    thread.join().unwrap();
                }
                assert!(output.finish() == expected, "{size} bytes, {meant} threads");
            }
        }
    }

    #[test]
    fn blocks_handed_in_backwards_stand_in_order() {
        for threads in [2, 4] {
            let output = Output::new(10, threads);
            let parts: Vec<Part> = (0..40).map(|block| output.begin(Some(block))).collect();
            for (block, mut part) in parts.into_iter().enumerate().rev() {
                rows(block).for_each(|row| part.text += &row);
                output.end(part);
            }
            assert_eq!(output.finish(), (0..40).flat_map(rows).collect::<String>());
        }
    }

    #[test]
    fn a_block_of_no_use_leaves_no_trace() {
        let output = Output::new(10, 2);
        let mut part = output.begin(None);
        part.text += "lost";
        output.advance(&mut part);
        output.end(part);
        fill(&output, 0);
        assert_eq!(output.finish(), "");
    }

    #[test]
    fn an_output_nobody_takes_is_freed() {
        for threads in [2, 4] {
            let output = Output::new(10, threads);
            fill(&output, 6);
            fill(&output, 1);
            drop(output);
        }
    }

    #[test]
    fn a_single_block_is_handed_on_as_it_is() {
        let output = Output::new(100, 1);
        let mut part = output.begin(Some(0));
        part.text += "whole";
        let start = part.text.as_ptr();
        output.end(part);
        let text = output.finish();
        assert_eq!((text.as_str(), text.as_ptr()), ("whole", start));
    }
}
