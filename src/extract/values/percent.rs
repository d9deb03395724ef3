//! Percentages in digits: the sign before or after the number, or «بالمئة», «في المئة» and their spellings.

use super::super::{Entity, Label};
use super::lexicon::NumberWord;
use super::number::Number;
use super::tokens::Tokens;
use crate::script::{is_bidi_control, is_presentation_form, is_space};
use crate::token::{folded, words};

/// «المئة» in the spellings in use, as [`folded`] gives them.
const HUNDRED: &[&str] = &["الميه", "المايه", "الميءه", "الماءه"];

/// The percentage that a number is part of.
pub(super) fn around(text: &str, number: &Number) -> Option<Entity> {
    let span = if let Some(end) = sign_after(text, number.span.end).or_else(|| words_after(text, number.span.end)) {
        number.span.start..end
    } else {
        sign_before(text, number.span.start)?..number.span.end
    };
    let mut entity = Entity::new(Label::Percent, span).with_value(number.value.clone()).with_number(number.magnitude());
    entity.unit = Some("%".to_owned());
    entity.canonical = Some(format!("{}%", number.value));
    Some(entity)
}

fn is_sign(c: char) -> bool {
    matches!(c, '%' | '\u{66A}' | '\u{FF05}' | '\u{FE6A}')
}

fn is_gap(c: char) -> bool {
    is_space(c) || is_bidi_control(c)
}

/// The end of a sign that follows, with at most a space between.
fn sign_after(text: &str, end: usize) -> Option<usize> {
    let gap = text[end..].chars().take(4).take_while(|c| is_gap(*c)).map(char::len_utf8).sum::<usize>();
    let sign = text[end + gap..].chars().next().filter(|c| is_sign(*c))?;
    Some(end + gap + sign.len_utf8())
}

/// The start of a sign that stands before the number and after no other number.
fn sign_before(text: &str, start: usize) -> Option<usize> {
    let gap = text[..start].chars().rev().take(3).take_while(|c| is_gap(*c)).map(char::len_utf8).sum::<usize>();
    let (at, _) = text[..start - gap].char_indices().next_back().filter(|(_, c)| is_sign(*c))?;
    let before = text[..at].chars().rev().find(|c| !is_gap(*c));
    (!before.is_some_and(char::is_numeric)).then_some(at)
}

/// The end of «بالمئة» or «في المئة» after the number.
fn words_after(text: &str, end: usize) -> Option<usize> {
    const LONGEST: usize = 80;
    let gap = text[end..].chars().take(4).take_while(|c| is_gap(*c)).map(char::len_utf8).sum::<usize>();
    // Most numbers are not followed by either letter, and folding words takes its time.
    if !text[end + gap..].starts_with(|c| matches!(c, 'ب' | 'ف') || is_presentation_form(c)) {
        return None;
    }
    let mut limit = text.len().min(end + LONGEST);
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let rest = &text[end..limit];
    let mut following = words(rest);
    let first = following.next()?;
    if !rest[..first.start].chars().all(is_gap) {
        return None;
    }
    let word = folded(&rest[first.clone()]);
    if word.strip_prefix('ب').is_some_and(|hundred| HUNDRED.contains(&hundred)) {
        return Some(end + first.end);
    }
    let second = following.next()?;
    let joined = rest[first.end..second.start].chars().all(is_gap);
    (word == "في" && joined && HUNDRED.contains(&folded(&rest[second.clone()]).as_str())).then_some(end + second.end)
}

/// The end of a percent sign or of «بالمئة», «في المئة» that begins with a token.
pub(super) fn after_words(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    if !tokens.follows(at) {
        return None;
    }
    let is_hundred = |at: usize, preposition: Option<char>| {
        let word = tokens.word(at).filter(|word| word.article && word.preposition == preposition);
        word.and_then(|word| word.entry?.number) == Some(NumberWord::Hundred(100))
    };
    let end = match tokens.sign(at) {
        Some(sign) => is_sign(sign).then_some(at)?,
        None if is_hundred(at, Some('ب')) => at,
        None if tokens.fold(at) == "في" && tokens.follows(at + 1) && is_hundred(at + 1, None) => at + 1,
        None => return None,
    };
    Some(tokens.list[end].span.end)
}

#[cfg(test)]
mod tests {
    use super::super::super::Source;
    use super::super::number::numbers;
    use super::*;

    fn found(text: &str) -> Vec<(&str, f64)> {
        let percents = numbers(&Source::new(text)).into_iter().filter_map(|number| around(text, &number));
        percents.map(|e| (&text[e.span], e.number.unwrap())).collect()
    }

    #[test]
    fn signs_and_words() {
        for (text, span, value) in [
            ("نسبة 12% من", "12%", 12.0),
            ("٪٥٫٥", "٪٥٫٥", 5.5),
            ("12.5 %", "12.5 %", 12.5),
            ("بـ٢٠\u{200F}٪", "٢٠\u{200F}٪", 20.0),
            ("50 بالمئة", "50 بالمئة", 50.0),
            ("50 في المِائَة.", "50 في المِائَة", 50.0),
            ("3 فى الميه", "3 فى الميه", 3.0),
            ("% 7", "% 7", 7.0),
            (
                "95 \u{FE91}\u{FE8E}\u{FEDF}\u{FEE4}\u{FE8C}\u{FE94}",
                "95 \u{FE91}\u{FE8E}\u{FEDF}\u{FEE4}\u{FE8C}\u{FE94}",
                95.0,
            ),
        ] {
            assert_eq!(found(text), [(span, value)], "{text}");
        }
        assert_eq!(found("5 في المدينة و6، بالمئة"), []);
        assert_eq!(found("5% 7"), [("5%", 5.0)]);
    }
}
