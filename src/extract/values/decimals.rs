//! Decimals in words: «سبعة عشر فاصلة اثنان وأربعون», «واحد فاصلة صفر خمسة».

use super::lexicon::NumberWord;
use super::magnitude::Magnitude;
use super::number_words::sum;
use super::tokens::Tokens;

/// The number with the decimals that follow it after «فاصلة», and the token after them.
pub(super) fn decimals(tokens: &Tokens<'_>, whole: Magnitude, at: usize) -> Option<(Magnitude, usize)> {
    if !matches!(tokens.fold(at), "فاصله" | "فاصل" | "نقطه" | "فاصلا") || !tokens.follows(at) {
        return None;
    }
    let is_zero = |at: usize| {
        tokens.word(at).and_then(|word| word.entry?.number) == Some(NumberWord::Unit(0)) && tokens.follows(at)
    };
    let mut next = at + 1;
    let mut digits = String::new();
    while is_zero(next) && digits.len() < 20 {
        digits.push('0');
        next += 1;
    }
    let rest = if tokens.follows(next) { sum(tokens, next) } else { None };
    match rest.and_then(|(value, end)| Some((value.as_whole()?, end))) {
        Some((value, end)) => {
            digits += &value.to_string();
            next = end;
        }
        None if digits.is_empty() => return None,
        None => {}
    }
    let fraction = Magnitude::ratio(digits.parse().ok()?, 10_i128.checked_pow(digits.len() as u32)?)?;
    Some((whole.plus(fraction)?, next))
}
