//! What is done to the rows of the network one by one, compiled for each set of instructions.

// What is inlined into code for certain instructions is compiled for them; what is not inlined is not.
#![allow(clippy::inline_always)]

use super::kernel::Kernel;
use super::model::REACH;

/// Gives the kernel a method that runs a function compiled for its instructions.
macro_rules! by_instructions {
    ($(#[$doc:meta])* $name:ident = $plain:ident($($argument:ident: $type:ty),+)) => {
        impl Kernel {
            $(#[$doc])*
            pub(super) fn $name(self, $($argument: $type),+) {
                #[cfg(target_arch = "x86_64")]
                #[target_feature(enable = "avx512f,avx512vl,avx512bw,avx512dq,fma")]
                fn wide($($argument: $type),+) {
                    $plain($($argument),+);
                }
                #[cfg(target_arch = "x86_64")]
                #[target_feature(enable = "avx2,fma")]
                fn half($($argument: $type),+) {
                    $plain($($argument),+);
                }
                match self {
                    #[cfg(target_arch = "x86_64")]
                    // SAFETY: `Kernel::best` has found the instructions on this machine.
                    Self::Avx512 => unsafe { wide($($argument),+) },
                    #[cfg(target_arch = "x86_64")]
                    // SAFETY: as above.
                    Self::Avx2 => unsafe { half($($argument),+) },
                    Self::Plain => $plain($($argument),+),
                }
            }
        }
    };
}

by_instructions! {
    /// Adds the block of a form to a word and its neighbours.
    add_form = form_block(place: Place, block: &[u16], hidden: &mut [f32], seen: &mut [f32])
}
by_instructions! {
    /// Adds the block of a bit of the lexicon to a word and its neighbours.
    add_mark = mark_block(place: Place, block: &[f32], hidden: &mut [f32], seen: &mut [f32])
}
by_instructions! {
    /// Adds what a layer has seen, through its activation, to what is there.
    activate = activate(hidden: &mut [f32], seen: &[f32], bias: &[f32])
}
by_instructions! {
    /// Gives each row mean 0 and variance 1, then stretches and shifts it; rows between sentences stay empty.
    normalize = normalize(hidden: &[f32], norm: &[f32], bias: &[f32], is_gap: &[bool], out: &mut [f32])
}
by_instructions! {
    /// Puts every number through the activation.
    finish = finish(hidden: &mut [f32])
}

#[inline(always)]
fn form_block(place: Place, block: &[u16], hidden: &mut [f32], seen: &mut [f32]) {
    add_block(place, block, |number| f32::from_bits(u32::from(number) << 16), hidden, seen);
}

#[inline(always)]
fn mark_block(place: Place, block: &[f32], hidden: &mut [f32], seen: &mut [f32]) {
    add_block(place, block, |number| number, hidden, seen);
}

/// Where a word stands.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// The first row of its sentence.
    pub(super) row: usize,
    pub(super) at: usize,
    pub(super) words: usize,
    pub(super) width: usize,
}

#[inline(always)]
fn add_block<T: Copy>(place: Place, block: &[T], to_float: impl Fn(T) -> f32, hidden: &mut [f32], seen: &mut [f32]) {
    let Place { row, at, words, width } = place;
    let mut parts = block.chunks_exact(width);
    let add = |row: usize, part: &[T], out: &mut [f32]| {
        for (sum, number) in out[row * width..(row + 1) * width].iter_mut().zip(part) {
            *sum += to_float(*number);
        }
    };
    if let Some(own) = parts.next() {
        add(row + at, own, hidden);
    }
    for (tap, part) in parts.enumerate() {
        // The word is the neighbour at `tap - REACH` of this one.
        let Some(other) = (at + REACH).checked_sub(tap).filter(|other| *other < words) else { continue };
        add(row + other, part, seen);
    }
}

#[inline(always)]
fn hard_swish(x: f32) -> f32 {
    x * (x + 3.0).clamp(0.0, 6.0) * (1.0 / 6.0)
}

#[inline(always)]
fn activate(hidden: &mut [f32], seen: &[f32], bias: &[f32]) {
    for (hidden, seen) in hidden.chunks_exact_mut(bias.len()).zip(seen.chunks_exact(bias.len())) {
        for ((hidden, seen), bias) in hidden.iter_mut().zip(seen).zip(bias) {
            *hidden += hard_swish(seen + bias);
        }
    }
}

#[inline(always)]
fn normalize(hidden: &[f32], norm: &[f32], bias: &[f32], is_gap: &[bool], out: &mut [f32]) {
    let width = norm.len();
    for ((row, out), is_gap) in hidden.chunks_exact(width).zip(out.chunks_exact_mut(width)).zip(is_gap) {
        if *is_gap {
            continue;
        }
        // Sixteen sums side by side, which the machine adds at once.
        let (mut sums, mut squares) = ([0.0_f32; 16], [0.0_f32; 16]);
        for values in row.chunks_exact(16) {
            for lane in 0..16 {
                sums[lane] += values[lane];
                squares[lane] += values[lane] * values[lane];
            }
        }
        let mean = sums.iter().sum::<f32>() / width as f32;
        let variance = (squares.iter().sum::<f32>() / width as f32 - mean * mean).max(0.0);
        let factor = (variance + 1e-5).sqrt().recip();
        for (((out, value), norm), bias) in out.iter_mut().zip(row).zip(norm).zip(bias) {
            *out = (value - mean) * factor * norm + bias;
        }
    }
}

#[inline(always)]
fn finish(hidden: &mut [f32]) {
    for value in hidden {
        *value = hard_swish(*value);
    }
}
