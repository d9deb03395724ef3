//! Which numbers count by themselves. A word that is a number in company is often something else alone: «ست البيت»,
//! «ألف مبروك», «نصف نهائي».

use super::super::{Entity, Label};
use super::lexicon::FractionWord;
use super::number_words::{Form, Quantity};
use super::tokens::{Tokens, Word};

/// The number as an entity, if it is one.
pub(super) fn cardinal(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<Entity> {
    if quantity.form == Form::Digits {
        return Some(tokens.digits(quantity.tokens.start)?.clone().into_entity());
    }
    if quantity.article
        || (quantity.lone && is_something_else(tokens, quantity))
        || is_part_of_ordinal(tokens, quantity)
    {
        return None;
    }
    let (value, number) = (quantity.value.written(), quantity.value.to_f64());
    Some(Entity::new(Label::Cardinal, quantity.span.clone()).with_value(value).with_number(number))
}

/// One word that is no number here.
fn is_something_else(tokens: &Tokens<'_>, quantity: &Quantity) -> bool {
    let at = quantity.tokens.start;
    let stem = tokens.stem(at);
    let (next, after) = (tokens.fold(quantity.tokens.end), tokens.follows(quantity.tokens.end));
    let next_is_definite = after && next.starts_with("ال");
    let next_is_word = after && !next.is_empty();
    let two_parts = |word: Word| matches!(word.entry.and_then(|entry| entry.fraction), Some(FractionWord::Two { .. }));
    if quantity.form == Form::Fraction && tokens.word(at).is_some_and(two_parts) {
        return false;
    }
    if quantity.form == Form::Fraction && quantity.lone {
        let before_is_word = at > 0 && tokens.follows(at) && !tokens.fold(at - 1).is_empty();
        return next_is_word || before_is_word;
    }
    let written = &tokens.text[tokens.list[at].span.clone()];
    match stem {
        "الف" | "الفا" => {
            has_shadda_inside(written) || matches!(next, "مبروك" | "شكر" | "تحيه" | "سلامه" | "رحمه" | "باء" | "ليله")
        }
        // «ميتا» is dead, «مئتا» before a noun two hundred.
        "ميتا" | "ميتي" => !written.contains('ئ') || !next_is_word,
        "مايتا" | "الفي" => !next_is_word,
        "ست" | "سبع" | "تسع" | "متين" | "ثمان" | "عشر" | "ميه" | "خمس" => {
            next_is_definite || stem == "متين" && next_is_word
        }
        "صفر" => tokens.word(at).is_some_and(|word| word.preposition.is_some()),
        _ => false,
    }
}

/// «ألّف» is a verb.
fn has_shadda_inside(word: &str) -> bool {
    word.find('\u{651}').is_some_and(|at| word[at..].contains('ف'))
}

/// «الثالثة والعشرون»: the tens belong to the ordinal.
fn is_part_of_ordinal(tokens: &Tokens<'_>, quantity: &Quantity) -> bool {
    let at = quantity.tokens.start;
    let ordinal = |word: Word| word.entry.is_some_and(|entry| entry.ordinal.is_some());
    let before = at.checked_sub(1).and_then(|before| tokens.word(before));
    let joins =
        tokens.word(at).is_some_and(|word| word.conjunction) || quantity.lone && tokens.stem(at).starts_with("عشر");
    before.is_some_and(ordinal) && joins
}
