//! Code points to UTF-8, and UTF-8 to UTF-16 and code points: the way of a Python string in and out.
//!
//! Python hands its strings over as code points four times as fast as in UTF-8, which it would also keep beside the
//! string for as long as that lives, and takes UTF-16 eight times as fast as UTF-8.

#[cfg(target_arch = "x86_64")]
mod avx512;
mod scalar;

/// 16 or 32 bits that hold a code point, or a part of it.
///
/// Made for `u16` and `u32` alone: the vectors tell them by their size.
pub trait Unit: of_size::OfSize + Copy + Eq + From<u16> + Into<u32> {
    /// Appends a character.
    fn push(c: char, out: &mut Vec<Self>);

    /// A character in one unit; none if it is too small.
    fn of(c: char) -> Option<Self>;
}

/// What keeps others from being units.
mod of_size {
    pub trait OfSize {}
    impl OfSize for u16 {}
    impl OfSize for u32 {}
}

impl Unit for u16 {
    fn push(c: char, out: &mut Vec<Self>) {
        out.extend_from_slice(c.encode_utf16(&mut [0; 2]));
    }

    fn of(c: char) -> Option<Self> {
        u16::try_from(c as u32).ok()
    }
}

impl Unit for u32 {
    fn push(c: char, out: &mut Vec<Self>) {
        out.push(c as u32);
    }

    fn of(c: char) -> Option<Self> {
        Some(c as u32)
    }
}

/// Appends code points as UTF-8; U+FFFD stands for each that is none (a lone surrogate).
///
/// ```
/// let mut text = String::new();
/// ibriz::transcode::utf8_from_utf32(&[0x628, 0xD800, 0x61], &mut text);
/// assert_eq!(text, "ب\u{FFFD}a");
/// ```
pub fn utf8_from_utf32(code_points: &[u32], out: &mut String) {
    encode(code_points, out);
}

/// Appends code points up to U+FFFF as UTF-8; U+FFFD stands for each that is none, also for both of a pair of surrogates.
///
/// ```
/// let mut text = String::new();
/// ibriz::transcode::utf8_from_ucs2(&[0x628, 0xD800, 0x61], &mut text);
/// assert_eq!(text, "ب\u{FFFD}a");
/// ```
pub fn utf8_from_ucs2(code_points: &[u16], out: &mut String) {
    encode(code_points, out);
}

/// Appends text as UTF-16.
///
/// ```
/// let mut units = Vec::new();
/// ibriz::transcode::utf16_from_utf8("ب😀", &mut units);
/// assert_eq!(units, [0x628, 0xD83D, 0xDE00]);
/// ```
pub fn utf16_from_utf8(text: &str, out: &mut Vec<u16>) {
    decode(text, out);
}

/// Appends the code points of text.
///
/// ```
/// let mut code_points = Vec::new();
/// ibriz::transcode::utf32_from_utf8("ب😀", &mut code_points);
/// assert_eq!(code_points, [0x628, 0x1F600]);
/// ```
pub fn utf32_from_utf8(text: &str, out: &mut Vec<u32>) {
    decode(text, out);
}

fn encode<U: Unit>(code_points: &[U], out: &mut String) {
    // SAFETY: both engines append whole characters.
    let out = unsafe { out.as_mut_vec() };
    #[cfg(target_arch = "x86_64")]
    if avx512::is_available() {
        return avx512::encode(code_points, out);
    }
    scalar::encode(code_points, out);
}

fn decode<U: Unit>(text: &str, out: &mut Vec<U>) {
    #[cfg(target_arch = "x86_64")]
    if avx512::is_available() {
        return avx512::decode(text, out);
    }
    scalar::decode(text, out);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code_point() -> impl Strategy<Value = u32> {
        prop_oneof![8 => 0x600u32..0x700, 4 => 0u32..0x100, 1 => 0x7F0u32..0x810, 1 => 0xD7F0u32..0xE010, 1 => 0xFE00u32..0x1_0010, 1 => any::<u32>()]
    }

    fn as_text(code_points: &[u32]) -> String {
        code_points.iter().map(|code| char::from_u32(*code).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    }

    /// Both engines make `expected` of code points.
    fn check_encode<U: Unit>(code_points: &[U], expected: &str) {
        let (mut fast, mut slow) = ("x".to_owned(), b"x".to_vec());
        encode(code_points, &mut fast);
        scalar::encode(code_points, &mut slow);
        assert!(str::from_utf8(fast.as_bytes()).is_ok());
        assert_eq!(&fast[1..], expected);
        assert_eq!(slow, fast.into_bytes());
    }

    /// Both engines make `expected` of a text.
    fn check_decode<U: Unit + PartialEq + std::fmt::Debug>(text: &str, expected: &[U], before: U) {
        let (mut fast, mut slow) = (vec![before], vec![before]);
        decode(text, &mut fast);
        scalar::decode(text, &mut slow);
        assert_eq!(&fast[1..], expected);
        assert_eq!(slow, fast);
    }

    proptest! {
        #[test]
        fn both_engines_agree_with_the_standard_library(code_points in prop::collection::vec(code_point(), 0..200)) {
            let text = as_text(&code_points);
            check_encode(&code_points, &text);
            check_decode(&text, &text.chars().map(u32::from).collect::<Vec<_>>(), 7_u32);
            check_decode(&text, &text.encode_utf16().collect::<Vec<_>>(), 7_u16);
            let short: Vec<u16> = code_points.iter().map(|code| *code as u16).collect();
            check_encode(&short, &as_text(&short.iter().map(|code| u32::from(*code)).collect::<Vec<_>>()));
        }
    }
}
