//! The tables run over 64 bytes at a time with AVX-512 (F, BW, VBMI, VBMI2), POPCNT and BMI.
//!
//! A table of 256 bytes is four registers: two two-register permutes, chosen between by the top bit of the index. Each
//! byte of a pair D8-DB, 80-BF looks its own result up, so a pair may straddle two windows. What is gone is squeezed
//! out by a compress; a second one takes spaces after spaces.

use std::arch::x86_64::{
    __m512i, __mmask64, _MM_HINT_T0, _mm_prefetch, _mm512_and_si512, _mm512_cmpeq_epi8_mask, _mm512_cmplt_epu8_mask,
    _mm512_loadu_si512, _mm512_mask_blend_epi8, _mm512_maskz_compress_epi8, _mm512_maskz_loadu_epi8,
    _mm512_movepi8_mask, _mm512_or_si512, _mm512_permutex2var_epi8, _mm512_set1_epi8, _mm512_slli_epi16,
    _mm512_storeu_si512, _mm512_sub_epi8,
};
use std::ops::RangeInclusive;

use super::marks::{OTHER_MARKS, TASHKEEL, is_disordered};
use super::scalar::may_go;
use super::{GONE, SPECIAL, State, Tables, runs};

/// Whether this machine has the instructions.
pub(super) fn is_available() -> bool {
    std::arch::is_x86_feature_detected!("avx512f")
        && std::arch::is_x86_feature_detected!("avx512bw")
        && std::arch::is_x86_feature_detected!("avx512vbmi")
        && std::arch::is_x86_feature_detected!("avx512vbmi2")
        && std::arch::is_x86_feature_detected!("popcnt")
        && std::arch::is_x86_feature_detected!("bmi1")
        && std::arch::is_x86_feature_detected!("bmi2")
}

/// See [`super::Kernel::simple_stretch`].
pub(super) fn simple_stretch(tables: &Tables, bytes: &[u8], at: usize, out: &mut Vec<u8>, state: &mut State) -> usize {
    // SAFETY: an engine of this kind is made only where `is_available` found the instructions.
    unsafe {
        if tables.orders_marks {
            stretch::<true>(tables, bytes, at, out, state)
        } else {
            stretch::<false>(tables, bytes, at, out, state)
        }
    }
}

/// See [`runs::block_repeats`]: the same, in wider vectors.
pub(super) fn block_repeats(block: &[u8], any_double: bool) -> bool {
    #[target_feature(enable = "avx512f,avx512bw")]
    fn wide(block: &[u8], any_double: bool) -> bool {
        runs::block_repeats(block, any_double)
    }
    // SAFETY: as in `simple_stretch`.
    unsafe { wide(block, any_double) }
}

/// The tables in registers.
#[derive(Clone, Copy)]
struct Registers {
    ascii: [__m512i; 2],
    lead: [__m512i; 4],
    cont: [__m512i; 4],
}

const WINDOW: usize = 64;

/// How far ahead of a window memory is asked for, in columns in what follows the row, too: those that are in no cache are
/// read at 1.5 to 1.7 times the speed. The processor does so by itself within a page of 4 KiB only.
const AHEAD: usize = 2048;

#[target_feature(enable = "avx512f,avx512bw,avx512vbmi,avx512vbmi2,popcnt,bmi1,bmi2")]
unsafe fn stretch<const ORDERS_MARKS: bool>(
    tables: &Tables,
    bytes: &[u8],
    mut at: usize,
    out: &mut Vec<u8>,
    state: &mut State,
) -> usize {
    let registers = load_tables(tables);
    // Results are never longer than what they come from, and a store is always a whole window.
    out.reserve(bytes.len() - at + WINDOW);
    let mut written = out.len();
    let mut after_space = state.after_space;
    // The first character is looked at as the other engine does, on both sides.
    let mut behind_gone = ORDERS_MARKS && is_disordered(tables, bytes, at, out);
    while at < bytes.len() {
        _mm_prefetch::<_MM_HINT_T0>(bytes.as_ptr().wrapping_add(at + AHEAD).cast());
        // SAFETY: `at` lies inside of `bytes`.
        let mut window = unsafe { Window::read(tables, &registers, bytes, at, state.cleared) };
        if ORDERS_MARKS {
            // SAFETY: as above.
            window.special |= unsafe { window.disordered_marks(bytes, at, behind_gone) };
            behind_gone = window.gone & LAST != 0;
        }
        // The branch lets the processor begin with the next window before it knows that this one holds nothing special.
        let read = if window.special == 0 { WINDOW } else { window.special.trailing_zeros() as usize };
        let packed = window.pack(low_bits(read), tables.collapses, &mut after_space);
        // SAFETY: `written` grows by at most the bytes read, so a window fits into what was reserved.
        unsafe { _mm512_storeu_si512(out.as_mut_ptr().add(written).cast(), packed.bytes) };
        written += packed.len;
        if window.special != 0 {
            at += read;
            break;
        }
        at += WINDOW;
    }
    state.after_space = after_space;
    // SAFETY: the bytes up to `written` have been stored, and lie in the capacity reserved above.
    unsafe { out.set_len(written) };
    at.min(bytes.len())
}

#[target_feature(enable = "avx512f")]
fn load_tables(tables: &Tables) -> Registers {
    // SAFETY: each offset leaves a whole window inside of the array.
    let load = |table: &[u8], i: usize| unsafe { _mm512_loadu_si512(table[i * WINDOW..][..WINDOW].as_ptr().cast()) };
    Registers {
        ascii: [load(&tables.ascii, 0), load(&tables.ascii, 1)],
        lead: [0, 1, 2, 3].map(|i| load(&tables.lead, i)),
        cont: [0, 1, 2, 3].map(|i| load(&tables.cont, i)),
    }
}

/// Up to 64 bytes with their results.
struct Window {
    this: __m512i,
    /// The bytes behind those of `this`.
    next: __m512i,
    results: __m512i,
    /// The bytes that are there and whose result exists.
    kept: __mmask64,
    /// Those whose result does not exist.
    gone: __mmask64,
    /// Where special characters are.
    special: __mmask64,
}

/// The first bytes of a register.
struct Packed {
    bytes: __m512i,
    len: usize,
}

impl Window {
    /// Looks up the window at `at`; signs of addresses before `cleared` are nothing special.
    ///
    /// # Safety
    /// `at` lies inside of `bytes`.
    #[target_feature(enable = "avx512f,avx512bw,avx512vbmi,avx512vbmi2,popcnt,bmi1,bmi2")]
    #[inline]
    unsafe fn read(tables: &Tables, registers: &Registers, bytes: &[u8], at: usize, cleared: usize) -> Self {
        let left = bytes.len() - at;
        let here = low_bits(left);
        // SAFETY: masked loads touch only the bytes their mask selects, all of which lie inside of `bytes`.
        let (this, previous, next) = unsafe {
            let start = bytes.as_ptr().add(at);
            let first = if at == 0 { here & !1 } else { here };
            (
                _mm512_maskz_loadu_epi8(here, start.cast()),
                _mm512_maskz_loadu_epi8(first, start.wrapping_sub(1).cast()),
                _mm512_maskz_loadu_epi8(low_bits(left - 1), start.wrapping_add(1).cast()),
            )
        };
        let leads = is_pair_lead(this);
        let conts = is_pair_lead(previous);
        let results = look_up(registers, this, previous, next, leads, conts);
        let high = _mm512_movepi8_mask(this);
        let gone = here & _mm512_cmpeq_epi8_mask(results, splat(GONE));
        let (mut hints, signs) = address_hints(this, next, gone);
        if signs & LAST != 0 && goes_behind(tables, bytes, at) {
            hints |= LAST;
        }
        let hints = hints & !low_bits(cleared.saturating_sub(at));
        let stray = (leads & !is_continuation(next)) | (high & !leads & !conts);
        let special = here & (stray | _mm512_cmpeq_epi8_mask(results, splat(SPECIAL)) | hints);
        Self { this, next, results, kept: here & !gone, gone, special }
    }

    /// The vector form of [`is_disordered`] in a stretch.
    ///
    /// # Safety
    /// The window is that at `at`, which lies inside of `bytes`.
    #[target_feature(enable = "avx512f,avx512bw")]
    #[inline]
    unsafe fn disordered_marks(&self, bytes: &[u8], at: usize, behind_gone: bool) -> __mmask64 {
        let at_offset = |skip: usize| {
            let here = low_bits((bytes.len() - at).saturating_sub(skip));
            // SAFETY: masked loads touch only the bytes their mask selects, all of which lie inside of `bytes`.
            unsafe { _mm512_maskz_loadu_epi8(here, bytes.as_ptr().wrapping_add(at + skip).cast()) }
        };
        let is_tashkeel = |lead: __m512i, second: __m512i| {
            let (first, signs, alef) = TASHKEEL;
            let is_sign = is_within(second, &signs) | _mm512_cmpeq_epi8_mask(second, splat(alef));
            _mm512_cmpeq_epi8_mask(lead, splat(first)) & is_sign
        };
        let (lead, second) = (at_offset(2), at_offset(3));
        let mut before_other = 0;
        for (first, seconds) in &OTHER_MARKS {
            before_other |= _mm512_cmpeq_epi8_mask(lead, splat(*first)) & is_within(second, seconds);
        }
        let before_smaller = is_tashkeel(lead, second) & _mm512_cmplt_epu8_mask(second, self.next);
        let behind_gone = self.gone << 1 | u64::from(behind_gone);
        is_tashkeel(self.this, self.next) & (before_smaller | before_other | behind_gone)
    }

    /// The results of some of its bytes, one after the other.
    #[target_feature(enable = "avx512f,avx512bw,avx512vbmi,avx512vbmi2,popcnt,bmi1,bmi2")]
    #[inline]
    fn pack(&self, taken: __mmask64, collapses: bool, after_space: &mut bool) -> Packed {
        let kept = taken & self.kept;
        let bytes = _mm512_maskz_compress_epi8(kept, self.results);
        let len = kept.count_ones() as usize;
        if !collapses || len == 0 {
            return Packed { bytes, len };
        }
        let counted = low_bits(len);
        let spaces = _mm512_cmpeq_epi8_mask(bytes, splat(b' ')) & counted;
        let doubled = spaces & ((spaces << 1) | u64::from(*after_space));
        *after_space = spaces >> (len - 1) & 1 == 1;
        if doubled == 0 {
            return Packed { bytes, len };
        }
        let bytes = _mm512_maskz_compress_epi8(counted & !doubled, bytes);
        Packed { bytes, len: len - doubled.count_ones() as usize }
    }
}

/// The result of every byte: ASCII by itself, the two bytes of a pair each by the index of the pair.
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi")]
#[inline]
fn look_up(
    registers: &Registers,
    this: __m512i,
    previous: __m512i,
    next: __m512i,
    leads: __mmask64,
    conts: __mmask64,
) -> __m512i {
    let first = _mm512_mask_blend_epi8(conts, this, previous);
    let second = _mm512_mask_blend_epi8(leads, this, next);
    // The shift is of 16-bit lanes; what it carries from one byte into the next lies below the two bits kept.
    let high = _mm512_and_si512(_mm512_slli_epi16::<6>(first), splat(0xC0));
    let index = _mm512_or_si512(high, _mm512_and_si512(second, splat(0x3F)));
    let upper = _mm512_movepi8_mask(index);
    let of_pair = |table: &[__m512i; 4]| {
        _mm512_mask_blend_epi8(
            upper,
            _mm512_permutex2var_epi8(table[0], index, table[1]),
            _mm512_permutex2var_epi8(table[2], index, table[3]),
        )
    };
    let ascii = _mm512_permutex2var_epi8(registers.ascii[0], this, registers.ascii[1]);
    let with_leads = _mm512_mask_blend_epi8(leads, ascii, of_pair(&registers.lead));
    _mm512_mask_blend_epi8(conts, with_leads, of_pair(&registers.cont))
}

/// Which bytes lead a pair: D8 to DB.
#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
fn is_pair_lead(bytes: __m512i) -> __mmask64 {
    _mm512_cmpeq_epi8_mask(_mm512_and_si512(bytes, splat(0xFC)), splat(0xD8))
}

/// Which bytes are the second of a pair, or later ones of longer sequences: 80 to BF.
#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
fn is_continuation(bytes: __m512i) -> __mmask64 {
    _mm512_cmpeq_epi8_mask(_mm512_and_si512(bytes, splat(0xC0)), splat(0x80))
}

/// Whether what follows the window at `at` may be deleted.
#[cold]
fn goes_behind(tables: &Tables, bytes: &[u8], at: usize) -> bool {
    bytes.get(at + WINDOW..).is_some_and(|rest| may_go(tables, rest))
}

/// The vector form of `hints_at_address` beside the other engine, and the full stops and colons that are a hint, too, if
/// what follows them is deleted; of what follows the window nothing is known here.
#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
fn address_hints(this: __m512i, next: __m512i, gone: __mmask64) -> (__mmask64, __mmask64) {
    let stops = _mm512_cmpeq_epi8_mask(this, splat(b'.'));
    let colons = _mm512_cmpeq_epi8_mask(this, splat(b':'));
    let at_signs = _mm512_cmpeq_epi8_mask(this, splat(b'@'));
    let folded = _mm512_or_si512(next, splat(0x20));
    let letters = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(folded, splat(b'a')), splat(26));
    let slashes = _mm512_cmpeq_epi8_mask(next, splat(b'/'));
    let high = _mm512_movepi8_mask(next);
    let may_go = (gone >> 1) | (high & !is_pair_lead(next));
    (at_signs | (stops & (letters | may_go)) | (colons & (slashes | may_go)), stops | colons)
}

/// The last byte of a window.
const LAST: u64 = 1 << (WINDOW - 1);

/// Which bytes lie in a range.
#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
fn is_within(bytes: __m512i, range: &RangeInclusive<u8>) -> __mmask64 {
    let (from, count) = (*range.start(), range.end() - range.start() + 1);
    _mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes, splat(from)), splat(count))
}

#[target_feature(enable = "avx512f")]
#[inline]
fn splat(byte: u8) -> __m512i {
    _mm512_set1_epi8(byte.cast_signed())
}

#[inline]
fn low_bits(count: usize) -> u64 {
    if count >= WINDOW { u64::MAX } else { (1 << count) - 1 }
}
