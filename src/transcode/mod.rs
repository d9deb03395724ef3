//! UTF-32 to UTF-8 and UTF-8 to UTF-16: the way of a Python string in and out.
//!
//! Python hands its strings over as code points four times as fast as in UTF-8, which it would also keep beside the
//! string for as long as that lives, and takes UTF-16 eight times as fast as UTF-8.

#[cfg(target_arch = "x86_64")]
mod avx512;
mod scalar;

/// Appends code points as UTF-8; U+FFFD stands for each that is none (a lone surrogate).
///
/// ```
/// let mut text = String::new();
/// ibriz::transcode::utf8_from_utf32(&[0x628, 0xD800, 0x61], &mut text);
/// assert_eq!(text, "ب\u{FFFD}a");
/// ```
pub fn utf8_from_utf32(code_points: &[u32], out: &mut String) {
    // SAFETY: both engines append whole characters.
    let out = unsafe { out.as_mut_vec() };
    #[cfg(target_arch = "x86_64")]
    if avx512::is_available() {
        return avx512::utf8_from_utf32(code_points, out);
    }
    scalar::utf8_from_utf32(code_points, out);
}

/// Appends text as UTF-16.
///
/// ```
/// let mut units = Vec::new();
/// ibriz::transcode::utf16_from_utf8("ب😀", &mut units);
/// assert_eq!(units, [0x628, 0xD83D, 0xDE00]);
/// ```
pub fn utf16_from_utf8(text: &str, out: &mut Vec<u16>) {
    #[cfg(target_arch = "x86_64")]
    if avx512::is_available() {
        return avx512::utf16_from_utf8(text, out);
    }
    scalar::utf16_from_utf8(text, out);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code_point() -> impl Strategy<Value = u32> {
        prop_oneof![8 => 0x600u32..0x700, 4 => 0u32..0x100, 1 => 0x7F0u32..0x810, 1 => 0xD7F0u32..0xE010, 1 => 0xFE00u32..0x1_0010, 1 => any::<u32>()]
    }

    proptest! {
        #[test]
        fn both_engines_agree_with_the_standard_library(code_points in prop::collection::vec(code_point(), 0..200)) {
            let expected: String =
                code_points.iter().map(|code| char::from_u32(*code).unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
            let units: Vec<u16> = expected.encode_utf16().collect();
            let (mut fast, mut slow) = ("x".to_owned(), b"x".to_vec());
            utf8_from_utf32(&code_points, &mut fast);
            scalar::utf8_from_utf32(&code_points, &mut slow);
            prop_assert!(str::from_utf8(fast.as_bytes()).is_ok());
            prop_assert_eq!(&fast[1..], &expected);
            prop_assert_eq!(slow, fast.into_bytes());
            let (mut fast, mut slow) = (vec![7], vec![7]);
            utf16_from_utf8(&expected, &mut fast);
            scalar::utf16_from_utf8(&expected, &mut slow);
            prop_assert_eq!(&fast[1..], units);
            prop_assert_eq!(slow, fast);
        }
    }
}
