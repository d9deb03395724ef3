//! The table of code points looked into sixteen at a time with AVX-512 (F, BW), POPCNT and BMI.

use std::arch::x86_64::{
    __m256i, __m512i, __mmask16, _mm256_storeu_si256, _mm512_add_epi32, _mm512_and_si512, _mm512_castsi512_si256,
    _mm512_cmpeq_epi32_mask, _mm512_cmpge_epu32_mask, _mm512_cmplt_epu32_mask, _mm512_cmpneq_epi32_mask,
    _mm512_cvtepi32_epi16, _mm512_cvtepu16_epi32, _mm512_i32gather_epi32, _mm512_mask_mov_epi32,
    _mm512_maskz_compress_epi32, _mm512_maskz_loadu_epi16, _mm512_maskz_loadu_epi32, _mm512_min_epu32,
    _mm512_set1_epi32, _mm512_storeu_si512, _mm512_sub_epi32, _pdep_u32, _pext_u32,
};

use super::super::super::emoji::EMOJI_SELECTOR;
use super::Row;
use super::table::{FIRST_ASIDE, GONE, LONG_COUNT, LONG_START, SHORT_COUNT, SIGN, STAYS, Table, WITH_SELECTOR};
use crate::transcode::Unit;

const WINDOW: usize = 16;

/// See [`Table::stretch`].
pub(super) fn stretch<U: Unit>(table: &Table, row: &mut Row<'_, U>) -> Option<u16> {
    // A store is a whole window, wherever it begins.
    row.make_room(WINDOW);
    // SAFETY: an engine of this kind is made only where `kernel::avx512::is_available` found the instructions.
    unsafe { windows(table, row) }
}

#[target_feature(enable = "avx512f,avx512bw,popcnt,bmi1,bmi2")]
fn windows<U: Unit>(table: &Table, row: &mut Row<'_, U>) -> Option<u16> {
    let (units, cleared, mut at, mut written) = (row.units, row.cleared, row.at, row.written);
    let room = row.out.as_mut_slice();
    let mut after_space = written.checked_sub(1).is_none_or(|last| room[last] == U::from(table.blank));
    let mut reason = None;
    while let Some((codes, here)) = load(units, at) {
        let entries = look_up(table, codes);
        let mut aside = here & _mm512_cmpge_epu32_mask(entries, splat(FIRST_ASIDE));
        if aside != 0 {
            aside &= !selectors(codes, entries);
            let signs = aside & _mm512_cmpeq_epi32_mask(entries, splat(SIGN));
            aside ^= idle_signs(signs, |i| at + i < cleared || !table.hints_at_address(units, at + i));
        }
        // All before the first bit, or all.
        let taken = here & (aside.wrapping_sub(1) & !aside);
        let kept = taken & _mm512_cmpneq_epi32_mask(entries, splat(GONE));
        let blanks = _mm512_cmpeq_epi32_mask(entries, splat(table.blank));
        let kept = without_doubled(kept, blanks, &mut after_space);
        let results = _mm512_mask_mov_epi32(entries, _mm512_cmpge_epu32_mask(entries, splat(STAYS)), codes);
        store(_mm512_maskz_compress_epi32(kept, results), &mut room[written..]);
        written += kept.count_ones() as usize;
        if aside != 0 {
            at += aside.trailing_zeros() as usize;
            reason = Some(table.entry(units[at].into()));
            break;
        }
        at += WINDOW;
    }
    (row.at, row.written) = (at.min(units.len()), written);
    reason
}

/// The selectors that stay with the emoji before them.
#[target_feature(enable = "avx512f")]
#[inline]
fn selectors(codes: __m512i, entries: __m512i) -> __mmask16 {
    let emoji = _mm512_cmpeq_epi32_mask(entries, splat(WITH_SELECTOR));
    _mm512_cmpeq_epi32_mask(codes, splat(EMOJI_SELECTOR as u16)) & emoji << 1
}

/// What is kept, but for blanks after blanks.
#[target_feature(enable = "bmi2,popcnt")]
#[inline]
fn without_doubled(kept: __mmask16, blanks: __mmask16, after_space: &mut bool) -> __mmask16 {
    let (kept, blanks) = (u32::from(kept), _pext_u32(blanks.into(), kept.into()));
    let behind = blanks << 1 | u32::from(*after_space);
    *after_space = behind >> kept.count_ones() & 1 == 1;
    let doubled = blanks & behind;
    let kept = if doubled == 0 { kept } else { kept & !_pdep_u32(doubled, kept) };
    kept as __mmask16
}

/// Those of the signs in a window that nothing comes of.
#[inline]
fn idle_signs(mut signs: __mmask16, is_idle: impl Fn(usize) -> bool) -> __mmask16 {
    let mut idle = 0;
    while signs != 0 {
        if is_idle(signs.trailing_zeros() as usize) {
            idle |= signs & signs.wrapping_neg();
        }
        signs &= signs - 1;
    }
    idle
}

/// The entries of code points, as [`Table::entry`].
#[target_feature(enable = "avx512f")]
#[inline]
fn look_up(table: &Table, codes: __m512i) -> __m512i {
    let behind = _mm512_sub_epi32(codes, _mm512_set1_epi32(LONG_START.cast_signed()));
    let long = _mm512_add_epi32(_mm512_min_epu32(behind, splat(LONG_COUNT as u16)), splat(SHORT_COUNT as u16));
    let is_short = _mm512_cmplt_epu32_mask(codes, splat(SHORT_COUNT as u16));
    let places = _mm512_mask_mov_epi32(long, is_short, codes);
    // SAFETY: each place is below `SHORT_COUNT` or at most `LONG_COUNT` behind it, which is where the table has its last
    // entry but one; four bytes are read from there.
    let entries = unsafe { _mm512_i32gather_epi32::<2>(places, table.entries.as_ptr().cast()) };
    _mm512_and_si512(entries, splat(u16::MAX))
}

/// The units from a place on, as many as fit, and which of them are there; none behind the last.
#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
fn load<U: Unit>(units: &[U], at: usize) -> Option<(__m512i, __mmask16)> {
    let units = units.get(at..).filter(|units| !units.is_empty())?;
    let here = if units.len() < WINDOW { (1 << units.len()) - 1 } else { __mmask16::MAX };
    // SAFETY: masked loads touch only the units their mask selects, all of which are there.
    let codes = unsafe {
        if size_of::<U>() == 2 {
            let short = _mm512_maskz_loadu_epi16(here.into(), units.as_ptr().cast());
            _mm512_cvtepu16_epi32(_mm512_castsi512_si256(short))
        } else {
            _mm512_maskz_loadu_epi32(here, units.as_ptr().cast())
        }
    };
    Some((codes, here))
}

/// Stores a window of code points that fit into units.
#[target_feature(enable = "avx512f")]
#[inline]
fn store<U: Unit>(codes: __m512i, room: &mut [U]) {
    let start = room[..WINDOW].as_mut_ptr();
    // SAFETY: the slice has room for a window of units, of two bytes or four.
    unsafe {
        if size_of::<U>() == 2 {
            _mm256_storeu_si256(start.cast::<__m256i>(), _mm512_cvtepi32_epi16(codes));
        } else {
            _mm512_storeu_si512(start.cast(), codes);
        }
    }
}

#[target_feature(enable = "avx512f")]
#[inline]
fn splat(value: u16) -> __m512i {
    _mm512_set1_epi32(i32::from(value))
}
