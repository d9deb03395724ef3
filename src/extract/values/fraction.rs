//! Parts of a number: «نصف», «ثلاثة أرباع», «مليون ونصف», «واحد من ثلاثة», «3/4».

use super::currency::currency;
use super::lexicon::{FractionWord, NumberWord};
use super::magnitude::Magnitude;
use super::number_words::sum;
use super::percent::after_words;
use super::tokens::{Gap, Tokens};
use super::unit::unit;

/// «نصف», «ثلثي», «نصف مليون», «ثلاثة أرباع المليار».
pub(super) fn leading_fraction(tokens: &Tokens<'_>, at: usize) -> Option<(Magnitude, usize)> {
    let (value, end) = fraction(tokens, at, false)
        .or_else(|| half_of_a_unit(tokens, at))
        .or_else(|| one_in(tokens, at))
        .or_else(|| in_digits(tokens, at))?;
    let scale = tokens.word(end).filter(|word| tokens.follows(end) && !word.conjunction && word.preposition.is_none());
    match scale.and_then(|word| word.entry?.number) {
        Some(NumberWord::Scale { power, count: 1 }) => {
            Some((value.times(Magnitude::whole(10_i128.pow(power)))?, end + 1))
        }
        _ => Some((value, end)),
    }
}

/// «نص لتر»: «نص» is a text unless something follows that comes in halves.
fn half_of_a_unit(tokens: &Tokens<'_>, at: usize) -> Option<(Magnitude, usize)> {
    let (value, end) = fraction(tokens, at, true).filter(|_| tokens.stem(at) == "نص")?;
    let counted = tokens.follows(end)
        && (unit(tokens, end).is_some_and(|(form, _)| !form.dual)
            || currency(tokens, end).is_some_and(|(currency, _)| !currency.dual && !currency.sign)
            || matches!(tokens.word(end)?.entry?.number, Some(NumberWord::Scale { count: 1, .. })));
    counted.then_some((value, end))
}

/// «3/4», «2 1/4»: of what is as often a date only common fractions.
fn in_digits(tokens: &Tokens<'_>, at: usize) -> Option<(Magnitude, usize)> {
    if let Some(whole) = tokens.digits(at) {
        if tokens.digits(at + 1).is_some() || !tokens.follows(at + 1) {
            return None;
        }
        let (fraction, end) = in_digits(tokens, at + 1)?;
        return Some((Magnitude::decimal(&whole.value)?.plus(fraction)?, end));
    }
    let number = |at: usize| tokens.fold(at).parse::<i128>().ok();
    let glued = |at: usize| tokens.list.get(at).is_some_and(|token| token.gap == Gap::Nothing);
    let (above, below) = (number(at)?, number(at + 2)?);
    let is_fraction = tokens.sign(at + 1) == Some('/') && glued(at + 1) && glued(at + 2);
    let goes_on = glued(at + 3) && matches!(tokens.sign(at + 3), Some('/' | '-' | '.' | ':'));
    let came_on = at > 0 && glued(at) && tokens.sign(at - 1).is_some_and(|sign| sign != '(');
    let common = matches!(below, 2..=10 | 12 | 16 | 20 | 32 | 64 | 100) && (above < below || below % 10 == 0);
    if !is_fraction || goes_on || came_on || !common {
        return None;
    }
    Some((Magnitude::ratio(above, below)?, at + 3))
}

/// «واحد من ثلاثة», «واحد على عشرين», «١ على ٣».
fn one_in(tokens: &Tokens<'_>, at: usize) -> Option<(Magnitude, usize)> {
    let in_words = tokens.word(at).and_then(|word| word.entry?.number) == Some(NumberWord::Unit(1));
    let by = tokens.fold(at + 1);
    let is_one = in_words || (by == "علي" && tokens.digits(at).is_some_and(|number| number.value == "1"));
    if !is_one || !matches!(by, "من" | "علي") || !tokens.follows(at + 1) || !tokens.follows(at + 2) {
        return None;
    }
    let (of, end) = sum(tokens, at + 2)?;
    let whole = of.as_whole().filter(|whole| *whole > 2)?;
    if tokens.word(at + 2).is_some_and(|word| word.article) || after_words(tokens, end).is_some() {
        return None;
    }
    Some((Magnitude::ratio(1, whole)?, end))
}

/// «ونصف», «وثلاثة أرباع», of the last scale if there is one: «مليون ونصف» is 1,500,000.
pub(super) fn with_fraction(
    tokens: &Tokens<'_>,
    value: Magnitude,
    scale: i128,
    at: usize,
) -> Option<(Magnitude, usize)> {
    let (start, joined) =
        if tokens.fold(at) == "و" && tokens.follows(at) { (at + 1, true) } else { (at, tokens.word(at)?.conjunction) };
    if !joined || !tokens.follows(at) || !tokens.follows(start) {
        return None;
    }
    let (fraction, mut end) = fraction(tokens, start, true)?;
    // «مليونين ونصف مليون» says the scale again.
    let again = tokens.word(end).and_then(|word| word.entry?.number).filter(|_| tokens.follows(end));
    let mut of = if scale >= 1000 { scale } else { 1 };
    if let Some(NumberWord::Scale { power, count: 1 }) = again
        && !tokens.word(end).is_some_and(|word| word.conjunction)
    {
        if scale >= 1000 {
            of = 10_i128.pow(power);
        } else {
            // «خمسة ونصف مليون» is the whole of it times a million.
            let total = value.plus(fraction)?.times(Magnitude::whole(10_i128.pow(power)))?;
            return Some((total, end + 1));
        }
        end += 1;
    }
    Some((value.plus(fraction.times(Magnitude::whole(of))?)?, end))
}

/// A fraction in words: «نصف», «ثلثي», «ثلاثة أرباع», «واحد على عشرين». `weak` lets words be fractions that are first of
/// all something else.
pub(super) fn fraction(tokens: &Tokens<'_>, at: usize, weak: bool) -> Option<(Magnitude, usize)> {
    let word = tokens.word(at)?;
    match word.entry?.fraction {
        Some(FractionWord::Two { parts }) => return Some((Magnitude::ratio(2, i128::from(parts))?, at + 1)),
        Some(FractionWord::One { parts, weak: is_weak }) if weak || !is_weak => {
            // «خمسمئة» begins like a fifth: what is before a hundred is no fraction.
            let before_hundred = tokens
                .word(at + 1)
                .filter(|next| next.preposition.is_none() && !next.article)
                .and_then(|next| next.entry?.number)
                .is_some_and(|next| matches!(next, NumberWord::Hundred(100) | NumberWord::Ten));
            let is_unit = matches!(word.entry?.number, Some(NumberWord::Unit(_)));
            if !before_hundred && (!is_unit || !several_follow(tokens, at + 1)) {
                return Some((Magnitude::ratio(1, i128::from(parts))?, at + 1));
            }
        }
        _ => {}
    }
    let Some(NumberWord::Unit(count @ 1..) | NumberWord::UnitBefore(count)) = word.entry?.number else { return None };
    let parts = tokens.word(at + 1).filter(|_| tokens.follows(at + 1))?.entry?.fraction?;
    let FractionWord::Several { parts } = parts else { return None };
    Some((Magnitude::ratio(i128::from(count), i128::from(parts))?, at + 2))
}

pub(super) fn several_follow(tokens: &Tokens<'_>, at: usize) -> bool {
    let next = tokens.word(at).and_then(|word| word.entry?.fraction);
    matches!(next, Some(FractionWord::Several { .. }))
}
