//! Products of matrices in 32-bit numbers, in the widest instructions of the machine.
//!
//! The loops are plain; what differs is for which instructions they are compiled, and how much of the result is held in
//! registers meanwhile.

// What is inlined into code for certain instructions is compiled for them; what is not inlined is not.
#![allow(clippy::inline_always)]

/// The columns a packed matrix is cut into.
pub const COLUMNS: usize = 32;

/// Which instructions the products run on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kernel {
    /// AVX-512.
    #[cfg(target_arch = "x86_64")]
    Avx512,
    /// AVX2 with fused multiplication.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// What every machine of its kind has.
    Plain,
}

/// A matrix of `width` columns, cut into panels of [`COLUMNS`] columns, each row by row.
pub fn pack(matrix: &[f32], width: usize) -> Vec<f32> {
    let panel = |from: usize| matrix.chunks(width).flat_map(move |row| &row[from..from + COLUMNS]);
    (0..width).step_by(COLUMNS).flat_map(panel).copied().collect()
}

/// A product over rows of a buffer: `out[r] += Σ input[r + tap · dilation] · weights[tap]`.
#[derive(Debug, Clone, Copy)]
pub struct Convolution<'w> {
    /// Packed, the taps' matrices one below the other.
    pub weights: &'w [f32],
    /// How many columns a row of the input has.
    pub width: usize,
    /// How many columns a row of the result has.
    pub out_width: usize,
    /// How many places are looked at for each row.
    pub taps: usize,
    /// How far apart they are.
    pub dilation: usize,
}

impl Kernel {
    /// The best this machine has.
    pub fn best() -> Self {
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vl") {
                return Self::Avx512;
            }
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                return Self::Avx2;
            }
        }
        Self::Plain
    }

    /// A row times a packed matrix, added to `out`.
    pub fn multiply(self, row: &[f32], weights: &[f32], out: &mut [f32]) {
        match self {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `best` has found the instructions on this machine.
            Self::Avx512 => unsafe { multiply_avx512(row, weights, out) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Self::Avx2 => unsafe { multiply_avx2(row, weights, out) },
            Self::Plain => multiply::<false>(row, weights, out),
        }
    }

    /// The convolution over all rows of `out`; `input` has `(taps - 1) * dilation` rows more.
    pub fn convolve(self, convolution: Convolution<'_>, input: &[f32], out: &mut [f32]) {
        match self {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `best` has found the instructions on this machine.
            Self::Avx512 => unsafe { convolve_avx512(convolution, input, out) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Self::Avx2 => unsafe { convolve_avx2(convolution, input, out) },
            Self::Plain => {
                convolve::<1, 1>(convolution, input, out, block_plain::<1>, block_plain::<1>, block_plain::<1>);
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vl,avx512bw,avx512dq,fma")]
fn multiply_avx512(row: &[f32], weights: &[f32], out: &mut [f32]) {
    multiply::<true>(row, weights, out);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn multiply_avx2(row: &[f32], weights: &[f32], out: &mut [f32]) {
    multiply::<true>(row, weights, out);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vl,avx512bw,avx512dq,fma")]
fn convolve_avx512(convolution: Convolution<'_>, input: &[f32], out: &mut [f32]) {
    let rows = |block: Block<'_>, input: &[f32], out: &mut [f32]| block_avx512::<12>(block, input, out);
    let four = |block: Block<'_>, input: &[f32], out: &mut [f32]| block_avx512::<4>(block, input, out);
    let one = |block: Block<'_>, input: &[f32], out: &mut [f32]| block_avx512::<1>(block, input, out);
    convolve::<12, 4>(convolution, input, out, rows, four, one);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn convolve_avx2(convolution: Convolution<'_>, input: &[f32], out: &mut [f32]) {
    let rows = |block: Block<'_>, input: &[f32], out: &mut [f32]| block_avx2::<3>(block, input, out);
    let one = |block: Block<'_>, input: &[f32], out: &mut [f32]| block_avx2::<1>(block, input, out);
    convolve::<3, 1>(convolution, input, out, rows, one, one);
}

#[inline(always)]
fn multiply_add<const FUSED: bool>(a: f32, b: f32, sum: f32) -> f32 {
    if FUSED { a.mul_add(b, sum) } else { a * b + sum }
}

#[inline(always)]
fn multiply<const FUSED: bool>(row: &[f32], weights: &[f32], out: &mut [f32]) {
    for (panel, out) in weights.chunks_exact(row.len() * COLUMNS).zip(out.chunks_exact_mut(COLUMNS)) {
        let mut sums = [0.0; COLUMNS];
        for (value, weights) in row.iter().zip(panel.as_chunks::<COLUMNS>().0) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum = multiply_add::<FUSED>(*value, *weight, *sum);
            }
        }
        for (out, sum) in out.iter_mut().zip(sums) {
            *out += sum;
        }
    }
}

/// A few rows of a convolution.
#[derive(Clone, Copy)]
struct Block<'w> {
    convolution: Convolution<'w>,
    first: usize,
}

impl Block<'_> {
    /// Where the rows begin that are read for these rows at one of the three places.
    fn start(self, tap: usize) -> usize {
        (self.first + tap * self.convolution.dilation) * self.convolution.width
    }
}

/// Goes over all rows, `MANY` at a time, then `SOME`, and the rest one by one.
#[inline(always)]
fn convolve<const MANY: usize, const SOME: usize>(
    convolution: Convolution<'_>,
    input: &[f32],
    out: &mut [f32],
    many: impl Fn(Block<'_>, &[f32], &mut [f32]),
    some: impl Fn(Block<'_>, &[f32], &mut [f32]),
    one: impl Fn(Block<'_>, &[f32], &mut [f32]),
) {
    let Convolution { weights, width, out_width, taps, dilation } = convolution;
    let count = out.len() / out_width;
    assert!(count == 0 || input.len() >= (count + (taps - 1) * dilation) * width);
    assert!(weights.len() == taps * width * out_width && out_width.is_multiple_of(COLUMNS));
    let mut first = 0;
    while first < count {
        let block = Block { convolution, first };
        if first + MANY <= count {
            many(block, input, out);
            first += MANY;
        } else if first + SOME <= count {
            some(block, input, out);
            first += SOME;
        } else {
            one(block, input, out);
            first += 1;
        }
    }
}

/// The sums of a block in plain code, a panel of columns at a time.
#[inline(always)]
fn block_plain<const ROWS: usize>(block: Block<'_>, input: &[f32], out: &mut [f32]) {
    let Convolution { weights, width, out_width, taps, .. } = block.convolution;
    for (place, panel) in weights.chunks_exact(taps * width * COLUMNS).enumerate() {
        let mut sums = [[0.0_f32; COLUMNS]; ROWS];
        for (tap, weights) in panel.chunks_exact(width * COLUMNS).enumerate() {
            let rows = &input[block.start(tap)..][..ROWS * width];
            for (k, weights) in weights.as_chunks::<COLUMNS>().0.iter().enumerate() {
                for (row, sums) in sums.iter_mut().enumerate() {
                    let value = rows[row * width + k];
                    for (sum, weight) in sums.iter_mut().zip(weights) {
                        *sum += value * weight;
                    }
                }
            }
        }
        for (row, sums) in sums.iter().enumerate() {
            let at = (block.first + row) * out_width + place * COLUMNS;
            for (out, sum) in out[at..at + COLUMNS].iter_mut().zip(sums) {
                *out += *sum;
            }
        }
    }
}

/// The same with two registers of sums for each row; the compiler would keep them in memory.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vl,avx512bw,avx512dq,fma")]
fn block_avx512<const ROWS: usize>(block: Block<'_>, input: &[f32], out: &mut [f32]) {
    use std::arch::x86_64::{
        _mm512_add_ps, _mm512_fmadd_ps, _mm512_loadu_ps, _mm512_set1_ps, _mm512_setzero_ps, _mm512_storeu_ps,
    };
    let Convolution { weights, width, out_width, taps, .. } = block.convolution;
    for (place, panel) in weights.chunks_exact(taps * width * COLUMNS).enumerate() {
        let mut sums = [[_mm512_setzero_ps(); 2]; ROWS];
        for (tap, weights) in panel.chunks_exact(width * COLUMNS).enumerate() {
            let rows = &input[block.start(tap)..][..ROWS * width];
            for (k, weights) in weights.as_chunks::<COLUMNS>().0.iter().enumerate() {
                // SAFETY: `weights` are 32 numbers, two registers of sixteen.
                let pair = unsafe { [_mm512_loadu_ps(weights.as_ptr()), _mm512_loadu_ps(weights.as_ptr().add(16))] };
                for (row, sums) in sums.iter_mut().enumerate() {
                    // SAFETY: `rows` are ROWS times `width` numbers; `row` is below ROWS and `k` below `width`, which is
                    // how many groups of COLUMNS numbers `weights` had.
                    let value = _mm512_set1_ps(*unsafe { rows.get_unchecked(row * width + k) });
                    sums[0] = _mm512_fmadd_ps(value, pair[0], sums[0]);
                    sums[1] = _mm512_fmadd_ps(value, pair[1], sums[1]);
                }
            }
        }
        for (row, sums) in sums.iter().enumerate() {
            let at = (block.first + row) * out_width + place * COLUMNS;
            for (out, sum) in out[at..at + COLUMNS].chunks_exact_mut(16).zip(sums) {
                // SAFETY: `out` is a chunk of sixteen numbers.
                unsafe { _mm512_storeu_ps(out.as_mut_ptr(), _mm512_add_ps(_mm512_loadu_ps(out.as_ptr()), *sum)) };
            }
        }
    }
}

/// The same with four registers of half the length for each row.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn block_avx2<const ROWS: usize>(block: Block<'_>, input: &[f32], out: &mut [f32]) {
    use std::arch::x86_64::{
        _mm256_add_ps, _mm256_fmadd_ps, _mm256_loadu_ps, _mm256_set1_ps, _mm256_setzero_ps, _mm256_storeu_ps,
    };
    let Convolution { weights, width, out_width, taps, .. } = block.convolution;
    for (place, panel) in weights.chunks_exact(taps * width * COLUMNS).enumerate() {
        let mut sums = [[_mm256_setzero_ps(); 4]; ROWS];
        for (tap, weights) in panel.chunks_exact(width * COLUMNS).enumerate() {
            let rows = &input[block.start(tap)..][..ROWS * width];
            for (k, weights) in weights.as_chunks::<COLUMNS>().0.iter().enumerate() {
                for (row, sums) in sums.iter_mut().enumerate() {
                    // SAFETY: `rows` are ROWS times `width` numbers; `row` is below ROWS and `k` below `width`, which is
                    // how many groups of COLUMNS numbers `weights` had.
                    let value = _mm256_set1_ps(*unsafe { rows.get_unchecked(row * width + k) });
                    for (sum, weights) in sums.iter_mut().zip(weights.as_chunks::<8>().0) {
                        // SAFETY: `weights` are eight numbers.
                        *sum = _mm256_fmadd_ps(value, unsafe { _mm256_loadu_ps(weights.as_ptr()) }, *sum);
                    }
                }
            }
        }
        for (row, sums) in sums.iter().enumerate() {
            let at = (block.first + row) * out_width + place * COLUMNS;
            for (out, sum) in out[at..at + COLUMNS].chunks_exact_mut(8).zip(sums) {
                // SAFETY: `out` is a chunk of eight numbers.
                unsafe { _mm256_storeu_ps(out.as_mut_ptr(), _mm256_add_ps(_mm256_loadu_ps(out.as_ptr()), *sum)) };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Small numbers that no two places share.
    fn numbers(n: usize) -> Vec<f32> {
        (0..n).map(|i| ((i * 37 % 101) as f32 - 50.0) / 64.0).collect()
    }

    fn kernels() -> Vec<Kernel> {
        let mut kernels = vec![Kernel::best(), Kernel::Plain];
        #[cfg(target_arch = "x86_64")]
        if kernels[0] == Kernel::Avx512 {
            kernels.push(Kernel::Avx2);
        }
        kernels
    }

    #[test]
    fn all_kernels_agree_with_the_definition() {
        let (width, rows, dilation) = (64, 31, 2);
        let (weights, input) = (numbers(3 * width * width), numbers((rows + 2 * dilation) * width));
        let mut expected = vec![0.5; rows * width];
        for row in 0..rows {
            for (tap, k, column) in (0..3 * width * width).map(|i| (i / width / width, i / width % width, i % width)) {
                expected[row * width + column] +=
                    input[(row + tap * dilation) * width + k] * weights[(tap * width + k) * width + column];
            }
        }
        let packed = pack(&weights, width);
        for kernel in kernels() {
            let mut out = vec![0.5; rows * width];
            kernel.convolve(
                Convolution { weights: &packed, width, out_width: width, taps: 3, dilation },
                &input,
                &mut out,
            );
            assert!(out.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-3), "{kernel:?}");
        }
    }

    #[test]
    fn a_row_times_a_matrix() {
        let (row, matrix) = (numbers(48), numbers(48 * 64));
        let packed = pack(&matrix, 64);
        for kernel in kernels() {
            let mut out = vec![1.0; 64];
            kernel.multiply(&row, &packed, &mut out);
            let expected = |c: usize| 1.0 + row.iter().enumerate().map(|(k, v)| v * matrix[k * 64 + c]).sum::<f32>();
            assert!((0..64).all(|c| (out[c] - expected(c)).abs() < 1e-3), "{kernel:?}");
        }
    }
}
