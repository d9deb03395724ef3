//! A month as a text calls it: «سبتمبر / أيلول», «يونيو حزيران», «شهر مايو», «شهر 11».

use super::calendar::{Calendar, Month, month};
use super::number_words::{Form, quantity};
use super::tokens::Tokens;

/// The month that begins with a token, and the token after it.
pub(super) fn named_month(tokens: &Tokens<'_>, at: usize) -> Option<(Month, usize)> {
    let noun = tokens.stem(at) == "شهر" && tokens.word(at).is_some_and(|word| !word.article);
    if !noun {
        return by_name(tokens, at);
    }
    let next = at + 1;
    if !tokens.follows(next) {
        return None;
    }
    by_name(tokens, next).map(|(month, end)| (Month { weak: false, ..month }, end)).or_else(|| by_number(tokens, next))
}

/// «سبتمبر», perhaps by two names.
fn by_name(tokens: &Tokens<'_>, at: usize) -> Option<(Month, usize)> {
    let (first, end) = single(tokens, at)?;
    let bracket = tokens.sign(end) == Some('(');
    let apart = usize::from(bracket || matches!(tokens.sign(end), Some('/' | '-' | '\\')));
    let Some((second, after)) = single(tokens, end + apart).filter(|_| tokens.follows(end + apart)) else {
        return Some((first, end));
    };
    let same = second.calendar == first.calendar && second.number == first.number;
    let plain = tokens.word(end + apart).is_some_and(|word| !word.conjunction && word.preposition.is_none());
    if !same || !plain || (bracket && tokens.sign(after) != Some(')')) {
        return Some((first, end));
    }
    Some((Month { weak: false, ..first }, after + usize::from(bracket)))
}

fn single(tokens: &Tokens<'_>, at: usize) -> Option<(Month, usize)> {
    let (month, end) = month(tokens, at).filter(|(_, end)| (at + 1..*end).all(|i| tokens.follows(i)))?;
    Some((Month { calendar: tokens.calendar(month.calendar), ..month }, end))
}

/// «11» and «ثلاثة» after «شهر»; but «شهر واحد» is a length of time.
fn by_number(tokens: &Tokens<'_>, at: usize) -> Option<(Month, usize)> {
    let (number, end) = if let Some(digits) = tokens.digits(at) {
        (digits.value.parse().ok()?, at + 1)
    } else {
        let number = quantity(tokens, at).filter(|number| number.form == Form::Words && !number.article)?;
        (u8::try_from(number.value.as_whole()?).ok().filter(|number| *number > 1)?, number.tokens.end)
    };
    (1..=12).contains(&number).then_some((Month { calendar: Calendar::Gregorian, number, weak: false }, end))
}

#[cfg(test)]
mod tests {
    use super::super::found_on_10_march_2021;

    #[test]
    fn months_by_names_and_numbers() {
        for (text, found, value) in [
            ("سبتمبر / أيلول", "سبتمبر / أيلول", "XXXX-09"),
            ("شهر 11", "شهر 11", "XXXX-11"),
            ("شهر تسعة 2020", "شهر تسعة 2020", "2020-09"),
            ("كانون الثاني (يناير) 2019", "كانون الثاني (يناير) 2019", "2019-01"),
        ] {
            assert_eq!(found_on_10_march_2021(text, None), [(found.to_owned(), value.to_owned())], "{text}");
        }
        for text in ["شهر 13", "شهر 0"] {
            assert_eq!(found_on_10_march_2021(text, None), [], "{text}");
        }
    }
}
