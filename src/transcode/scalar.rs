//! One character at a time, for machines without AVX-512 and for what is rare.

/// See [`super::utf8_from_utf32`].
pub(super) fn utf8_from_utf32(code_points: &[u32], out: &mut Vec<u8>) {
    out.reserve(2 * code_points.len());
    for code in code_points {
        match *code {
            code @ 0..0x80 => out.push(code as u8),
            code @ 0x80..0x800 => out.extend_from_slice(&[0xC0 | (code >> 6) as u8, 0x80 | (code & 0x3F) as u8]),
            code => {
                let c = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
                out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            }
        }
    }
}

/// See [`super::utf16_from_utf8`].
pub(super) fn utf16_from_utf8(text: &str, out: &mut Vec<u16>) {
    out.reserve(text.len());
    out.extend(text.encode_utf16());
}
