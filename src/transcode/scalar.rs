//! One character at a time, for machines without AVX-512 and for what is rare.

use super::Unit;

/// Appends code points as UTF-8, U+FFFD for each that is none.
pub(super) fn encode<U: Unit>(code_points: &[U], out: &mut Vec<u8>) {
    out.reserve(2 * code_points.len());
    for code in code_points {
        match (*code).into() {
            code @ 0..0x80 => out.push(code as u8),
            code @ 0x80..0x800 => out.extend_from_slice(&[0xC0 | (code >> 6) as u8, 0x80 | (code & 0x3F) as u8]),
            code => {
                let c = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
                out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            }
        }
    }
}

/// Appends text in units.
pub(super) fn decode<U: Unit>(text: &str, out: &mut Vec<U>) {
    out.reserve(text.len());
    for c in text.chars() {
        U::push(c, out);
    }
}
