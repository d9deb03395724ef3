//! Centuries and decades: «القرن العشرين», «القرن الـ19», «القرن الثالث الهجري», «التسعينيات», «ثمانينيات القرن الماضي».

use super::super::reference::iso_day;
use std::sync::LazyLock;

use super::calendar::hijri_day;
use super::numeric_date::{before_christ, is_hijri};
use super::ordinal::ordinal;
use super::role::Roles;
use super::tokens::Tokens;

/// The century that begins with a token, as ISO 8601-2 writes years of which the last digits are open (`19XX`), or the
/// half-open interval of a Hijri one; and the token after it.
pub(super) fn century(tokens: &Tokens<'_>, at: usize) -> Option<(String, usize)> {
    let next = at + 1;
    if tokens.stem(at) != "قرن" || !tokens.word(at)?.article || !tokens.follows(next) {
        return None;
    }
    // «الـ19» is two tokens.
    let next = next + usize::from(tokens.fold(next) == "ال");
    let (which, end) = if let Some(digits) = tokens.digits(next) {
        (digits.value.parse().ok()?, next + 1)
    } else {
        let ordinal = ordinal(tokens, next)?;
        (i32::try_from(ordinal.value.as_whole()?).ok()?, ordinal.tokens.end)
    };
    if !(1..=30).contains(&which) {
        return None;
    }
    if let Some(end) = before_christ(tokens, end) {
        return Some((format!("-{:02}XX", which - 1), end));
    }
    if is_hijri(tokens, end) {
        let year = |year| hijri_day(tokens.hijri_method, year, 1, 1).map(iso_day);
        return Some((format!("{}/{}", year(which * 100 - 99)?, year(which * 100 + 1)?), end + 1));
    }
    let era = matches!(tokens.fold(end), "الميلادي" | "ميلادي" | "م") && tokens.follows(end);
    Some((format!("{:02}XX", which - 1), end + usize::from(era)))
}

/// The names of decades without an article, folded.
pub(super) fn decades() -> &'static [(String, u8)] {
    static DECADES: LazyLock<Vec<(String, u8)>> = LazyLock::new(|| {
        let stems = [
            ("عشرين", 2),
            ("ثلاثين", 3),
            ("تلاتين", 3),
            ("اربعين", 4),
            ("خمسين", 5),
            ("ستين", 6),
            ("سبعين", 7),
            ("ثمانين", 8),
            ("تسعين", 9),
        ];
        let named = |(stem, decade)| ["يات", "ات"].map(|ending| (format!("{stem}{ending}"), decade));
        stems.into_iter().flat_map(named).collect()
    });
    &DECADES
}

/// The decade of a century that a token names, 2 for the twenties.
pub(super) fn decade(tokens: &Tokens<'_>, at: usize) -> Option<u8> {
    if !tokens.has(at, Roles::OPENER) {
        return None;
    }
    let (_, decade) = decades().iter().find(|(name, _)| name == tokens.stem(at))?;
    // «في الستينيات من عمره».
    let of_life = tokens.fold(at + 1) == "من" && tokens.fold(at + 2).contains("عمر");
    (!of_life).then_some(*decade)
}

/// A decade by itself is one of the twentieth century.
pub(super) fn decade_alone(tokens: &Tokens<'_>, at: usize) -> Option<String> {
    let decade = decade(tokens, at)?;
    tokens.word(at)?.article.then(|| format!("19{decade}X"))
}

/// The decade of a century: of `19XX` the nineties are `199X`.
pub(super) fn decade_of(century: &str, decade: u8) -> Option<String> {
    century.strip_suffix("XX").filter(|century| century.len() == 2).map(|century| format!("{century}{decade}X"))
}
