//! `hashtags="split"`: the words inside a hashtag.
//!
//! Words part at underscores, where a capital follows a small letter (`MachineLearning`), before the last capital of
//! a row when a small letter follows (`NLPFor`), and where Arabic letters meet other letters or digits. Digits go with
//! Latin letters (`Covid19`, `5G`). Marks belong to the letter before them.

use crate::script::{is_arabic_letter, is_letter, is_mark, is_number};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Arabic,
    Upper,
    Lower,
    Number,
    Other,
    Mark,
    Sign,
}

fn class(c: char) -> Class {
    match c {
        _ if is_arabic_letter(c) => Class::Arabic,
        _ if c.is_lowercase() && is_letter(c) => Class::Lower,
        _ if c.is_uppercase() && is_letter(c) => Class::Upper,
        _ if is_letter(c) => Class::Other,
        _ if is_number(c) => Class::Number,
        _ if is_mark(c) => Class::Mark,
        _ => Class::Sign,
    }
}

/// The hashtag (with its sign) as words with spaces between them.
pub(super) fn split(hashtag: &str) -> String {
    let body = &hashtag[1..];
    let mut words = String::with_capacity(body.len() + 8);
    let mut before = Class::Sign;
    for (i, c) in body.char_indices() {
        let now = class(c);
        if begins_word(before, now, &body[i + c.len_utf8()..]) {
            words.push(' ');
        }
        words.push(if c == '_' { ' ' } else { c });
        if now != Class::Mark {
            before = now;
        }
    }
    words
}

fn begins_word(before: Class, now: Class, rest: &str) -> bool {
    use Class::{Arabic, Lower, Number, Other, Upper};
    match (before, now) {
        (Upper | Number, Upper) => rest.chars().map(class).find(|next| *next != Class::Mark) == Some(Lower),
        (Lower, Upper) | (Arabic, Upper | Lower | Other | Number) | (Upper | Lower | Other | Number, Arabic) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn words_part_at_underscores_scripts_and_capitals() {
        assert_eq!(split("#اليوم_الوطني"), "اليوم الوطني");
        assert_eq!(split("#MachineLearning"), "Machine Learning");
        assert_eq!(split("#NLPForArabic"), "NLP For Arabic");
        assert_eq!(split("#كأس2022"), "كأس 2022");
        assert_eq!(split("#Covid19"), "Covid19");
        assert_eq!(split("#عَرَبيNLP"), "عَرَبي NLP");
    }
}
