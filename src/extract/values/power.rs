//! Powers of ten in Latin letters right after a number: «1e10», «4K», «3.5M».

use super::super::digits::after;

/// The power of ten that follows a number, and where it ends: an exponent of two digits, or a capital letter as they are
/// used for counts.
pub(super) fn power_after(text: &str, end: usize) -> Option<(i32, usize)> {
    let rest = &text[end..];
    let first = rest.chars().next()?;
    let (power, length) = match first {
        'K' | 'k' => (3, 1),
        'M' => (6, 1),
        'B' => (9, 1),
        'e' | 'E' => {
            let digits = rest[1..].trim_start_matches(['+', '-']);
            let count = digits.bytes().take_while(u8::is_ascii_digit).count();
            let sign = rest.len() - 1 - digits.len();
            if !(1..=2).contains(&count) || sign > 1 {
                return None;
            }
            (rest[1..=sign + count].parse().ok()?, 1 + sign + count)
        }
        _ => return None,
    };
    let goes_on = after(text, end + length).is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '/' | '-'));
    (!goes_on).then_some((power, end + length))
}

#[cfg(test)]
mod tests {
    use super::super::super::Source;
    use super::super::number::numbers;

    #[test]
    fn powers_of_ten() {
        let found = |text: &str| numbers(&Source::new(text)).into_iter().map(|number| number.value).collect::<Vec<_>>();
        for (text, value) in
            [("1e10", "10000000000"), ("4K", "4000"), ("3.5M", "3500000"), ("2e-3", "0.002"), ("-2k", "-2000")]
        {
            assert_eq!(found(text), [value], "{text}");
        }
        for text in ["4Kb", "5G", "1e", "1e1000", "3D", "7M_x", "1e5a", "4K-x"] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
