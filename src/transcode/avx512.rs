//! 32 units or 64 bytes at a time with AVX-512 (F, BW, VBMI2): characters of one and two bytes, which is Arabic, Latin,
//! Greek, Cyrillic, Hebrew. A longer one ends a stretch and goes the slow way.

use std::arch::x86_64::{
    __m256i, __m512i, __mmask64, _mm512_and_si512, _mm512_castsi256_si512, _mm512_castsi512_si256,
    _mm512_cmpge_epu8_mask, _mm512_cmpge_epu16_mask, _mm512_cvtepu8_epi16, _mm512_cvtepu16_epi32,
    _mm512_cvtusepi32_epi16, _mm512_extracti64x4_epi64, _mm512_inserti64x4, _mm512_loadu_si512, _mm512_mask_mov_epi16,
    _mm512_maskz_compress_epi8, _mm512_maskz_loadu_epi8, _mm512_maskz_loadu_epi16, _mm512_maskz_loadu_epi32,
    _mm512_movepi8_mask, _mm512_or_si512, _mm512_set1_epi8, _mm512_set1_epi16, _mm512_slli_epi16, _mm512_srli_epi16,
    _mm512_storeu_si512,
};

use super::{Unit, scalar};

/// Whether this machine has the instructions.
pub(super) fn is_available() -> bool {
    std::arch::is_x86_feature_detected!("avx512f")
        && std::arch::is_x86_feature_detected!("avx512bw")
        && std::arch::is_x86_feature_detected!("avx512vbmi2")
}

/// See [`scalar::encode`].
///
/// # Panics
/// Never where [`is_available`] says yes.
pub(super) fn encode<U: Unit>(code_points: &[U], out: &mut Vec<u8>) {
    let mut rest = code_points;
    while !rest.is_empty() {
        // SAFETY: the caller asked `is_available`.
        let short = unsafe { encode_short(rest, out) };
        rest = &rest[short..];
        let long = rest.iter().position(|code| (*code).into() < 0x800).unwrap_or(rest.len());
        scalar::encode(&rest[..long], out);
        rest = &rest[long..];
    }
}

/// See [`scalar::decode`].
pub(super) fn decode<U: Unit>(text: &str, out: &mut Vec<U>) {
    let mut rest = text;
    while !rest.is_empty() {
        // SAFETY: the caller asked `is_available`.
        let short = unsafe { decode_short(rest.as_bytes(), out) };
        rest = &rest[short..];
        let long = rest.find(|c| c < '\u{800}').unwrap_or(rest.len());
        scalar::decode(&rest[..long], out);
        rest = &rest[long..];
    }
}

/// Appends code points up to the first from U+0800 on; returns how many.
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi2")]
unsafe fn encode_short<U: Unit>(code_points: &[U], out: &mut Vec<u8>) -> usize {
    // A store is a whole window, wherever it begins.
    out.reserve(2 * code_points.len() + 64);
    let (mut written, mut read) = (out.len(), 0);
    while read < code_points.len() {
        let window = load(&code_points[read..]);
        let long = u64::from(_mm512_cmpge_epu16_mask(window, _mm512_set1_epi16(0x800)));
        let count = (code_points.len() - read).min(long.trailing_zeros() as usize).min(32);
        let pairs = as_pairs(window);
        // The first byte of a pair always counts, the second if it continues the first.
        let kept = (0x5555_5555_5555_5555 | _mm512_movepi8_mask(pairs)) & low_bits(2 * count);
        // SAFETY: each code point takes at most two bytes, so a whole window fits into what was reserved.
        unsafe {
            _mm512_storeu_si512(out.as_mut_ptr().add(written).cast(), _mm512_maskz_compress_epi8(kept, pairs));
        }
        written += kept.count_ones() as usize;
        read += count;
        if count < 32 {
            break;
        }
    }
    // SAFETY: the bytes up to `written` have been stored.
    unsafe { out.set_len(written) };
    read
}

/// Up to 32 code points in 16 bits each, what is greater than U+FFFF as that.
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi2")]
fn load<U: Unit>(code_points: &[U]) -> __m512i {
    let here = low_bits(code_points.len());
    let start = code_points.as_ptr();
    // SAFETY: the masks select units of the slice only, of the size that they have.
    unsafe {
        if size_of::<U>() == 2 {
            return _mm512_maskz_loadu_epi16(here as u32, start.cast());
        }
        let low = _mm512_maskz_loadu_epi32(here as u16, start.cast());
        let high = _mm512_maskz_loadu_epi32((here >> 16) as u16, start.wrapping_add(16).cast());
        let [low, high] = [low, high].map(|half| _mm512_cvtusepi32_epi16(half));
        _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1)
    }
}

/// 32 code points below U+0800 as 32 pairs of bytes; the second is 0 where one byte is enough.
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi2")]
fn as_pairs(code_points: __m512i) -> __m512i {
    let continuation = _mm512_or_si512(
        _mm512_and_si512(_mm512_slli_epi16(code_points, 8), _mm512_set1_epi16(0x3F00)),
        _mm512_srli_epi16(code_points, 6),
    );
    let both = _mm512_or_si512(continuation, _mm512_set1_epi16(0x80C0_u16.cast_signed()));
    let two = _mm512_cmpge_epu16_mask(code_points, _mm512_set1_epi16(0x80));
    _mm512_mask_mov_epi16(code_points, two, both)
}

/// Appends the characters up to the first from U+0800 on; returns how many bytes they take.
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi2")]
unsafe fn decode_short<U: Unit>(bytes: &[u8], out: &mut Vec<U>) -> usize {
    out.reserve(bytes.len() + 64);
    let (mut written, mut read) = (out.len(), 0);
    while read < bytes.len() {
        let left = bytes.len() - read;
        // SAFETY: the masks select bytes of the slice only.
        let (this, next) = unsafe {
            let start = bytes.as_ptr().add(read).cast::<i8>();
            let whole = left > 64;
            let this =
                if whole { _mm512_loadu_si512(start.cast()) } else { _mm512_maskz_loadu_epi8(low_bits(left), start) };
            (this, _mm512_maskz_loadu_epi8(low_bits(left - 1), start.wrapping_add(1)))
        };
        let long = _mm512_cmpge_epu8_mask(this, _mm512_set1_epi8(0xE0_u8.cast_signed()));
        let count = left.min(long.trailing_zeros() as usize).min(64);
        let continuations =
            _mm512_movepi8_mask(this) & !_mm512_cmpge_epu8_mask(this, _mm512_set1_epi8(0xC0_u8.cast_signed()));
        let begins = !continuations & low_bits(count);
        let first = _mm512_maskz_compress_epi8(begins, this);
        let second = _mm512_maskz_compress_epi8(begins, next);
        // SAFETY: each window takes at least as many bytes as it gives units, so two stores fit into what was reserved.
        unsafe {
            let target = out.as_mut_ptr().add(written);
            store(target, as_units(_mm512_castsi512_si256(first), _mm512_castsi512_si256(second)));
            let high = as_units(_mm512_extracti64x4_epi64(first, 1), _mm512_extracti64x4_epi64(second, 1));
            store(target.add(32), high);
        }
        written += begins.count_ones() as usize;
        read += count;
        if count < 64 {
            break;
        }
    }
    // SAFETY: the units up to `written` have been stored.
    unsafe { out.set_len(written) };
    read
}

/// Writes 32 units of 16 bits in the size that they shall have.
///
/// # Safety
/// There is room for all of them.
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi2")]
unsafe fn store<U: Unit>(target: *mut U, units: __m512i) {
    // SAFETY: as above.
    unsafe {
        if size_of::<U>() == 2 {
            return _mm512_storeu_si512(target.cast(), units);
        }
        _mm512_storeu_si512(target.cast(), _mm512_cvtepu16_epi32(_mm512_castsi512_si256(units)));
        let high = _mm512_cvtepu16_epi32(_mm512_extracti64x4_epi64(units, 1));
        _mm512_storeu_si512(target.add(16).cast(), high);
    }
}

/// 32 characters of one or two bytes, of which the second may be anything if there is none.
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi2")]
fn as_units(first: __m256i, second: __m256i) -> __m512i {
    let (first, second) = (_mm512_cvtepu8_epi16(first), _mm512_cvtepu8_epi16(second));
    let high = _mm512_slli_epi16(_mm512_and_si512(first, _mm512_set1_epi16(0x1F)), 6);
    let both = _mm512_or_si512(high, _mm512_and_si512(second, _mm512_set1_epi16(0x3F)));
    _mm512_mask_mov_epi16(first, _mm512_cmpge_epu16_mask(first, _mm512_set1_epi16(0x80)), both)
}

fn low_bits(count: usize) -> __mmask64 {
    if count >= 64 { u64::MAX } else { (1 << count) - 1 }
}
