//! Ordinals in words: «الثالث», «الحادية والعشرون», «المائة والخمسين», «السابعة بعد الثلاثمئة», and in digits after the
//! article where the noun before asks for one: «القرن الـ21».

use std::ops::Range;

use super::lexicon::{NumberWord, OrdinalWord};
use super::magnitude::Magnitude;
use super::number_words::{Form, quantity};
use super::role::Roles;
use super::tokens::Tokens;

/// An ordinal: its value, tokens and bytes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ordinal {
    pub(super) value: Magnitude,
    pub(super) tokens: Range<usize>,
    pub(super) span: Range<usize>,
}

/// The ordinals of a text, from left to right.
pub(super) fn ordinals(tokens: &Tokens<'_>) -> Vec<Ordinal> {
    let mut found = Vec::new();
    let mut next = 0;
    while let Some(at) = tokens.next(next, Roles::ORDINAL | Roles::NUMBER | Roles::DIGITS) {
        next = at + 1;
        if let Some(ordinal) = ordinal(tokens, at) {
            next = ordinal.tokens.end;
            found.push(ordinal);
        }
    }
    found
}

/// The ordinal that begins with a token.
pub(super) fn ordinal(tokens: &Tokens<'_>, at: usize) -> Option<Ordinal> {
    let (value, mut end) =
        in_digits(tokens, at).or_else(|| small(tokens, at)).or_else(|| definite_number(tokens, at))?;
    let mut value = value;
    // «الحادية والعشرون بعد المئة».
    if tokens.fold(end) == "بعد"
        && tokens.follows(end)
        && let Some(more) = quantity(tokens, end + 1).filter(|more| more.article && more.form != Form::Digits)
        && more.value.as_whole().is_some_and(|more| more >= 100)
    {
        value = value.plus(more.value)?;
        end = more.tokens.end;
    }
    let start = if tokens.digits(at).is_some() { tokens.list[at].span.start } else { tokens.list[at].noun };
    Some(Ordinal { value, tokens: at..end, span: start..tokens.list[end - 1].span.end })
}

fn word(tokens: &Tokens<'_>, at: usize) -> Option<(OrdinalWord, bool)> {
    let word = tokens.word(at)?;
    Some((word.entry?.ordinal?, word.article))
}

/// «الثالث», «الثالث عشر», «الثالثة والعشرون».
fn small(tokens: &Tokens<'_>, at: usize) -> Option<(Magnitude, usize)> {
    let (first, article) = word(tokens, at)?;
    let number = |at: usize| tokens.word(at).filter(|_| tokens.follows(at)).and_then(|word| word.entry?.number);
    let unit = if first.head { 1 } else { i128::from(first.value) };
    if unit < 10 && number(at + 1) == Some(NumberWord::Ten) && !tokens.word(at + 1)?.conjunction {
        return Some((Magnitude::whole(unit + 10), at + 2));
    }
    let next = if tokens.fold(at + 1) == "و" { at + 2 } else { at + 1 };
    let joined = tokens.word(next).is_some_and(|word| word.conjunction || next == at + 2);
    if let Some(NumberWord::Tens(tens)) = number(next)
        && joined
        && unit < 10
        && tokens.word(next)?.article == article
    {
        return Some((Magnitude::whole(unit + i128::from(tens)), next + 1));
    }
    if first.head || (first.weak && !article) || is_idiom(tokens, at) {
        return None;
    }
    Some((Magnitude::whole(unit), at + 1))
}

/// «العشرون», «المائة والخمسين», «المئتين والخامس عشر», «السبعة مئة»: a number from 11 on with the article.
fn definite_number(tokens: &Tokens<'_>, at: usize) -> Option<(Magnitude, usize)> {
    if !tokens.word(at)?.article {
        return None;
    }
    let number = quantity(tokens, at)?;
    let mut end = number.tokens.end;
    let mut value = number.value;
    if value.as_whole()? < 11 || is_counted(tokens, at, end) {
        return None;
    }
    let next = if tokens.fold(end) == "و" { end + 1 } else { end };
    if tokens.word(next).is_some_and(|word| word.conjunction || next == end + 1)
        && let Some((more, after)) = small(tokens, next)
        && value.as_whole()? % 100 == 0
    {
        value = value.plus(more)?;
        end = after;
    }
    Some((value, end))
}

/// «في المئة» and «الألف دولار» count; «الأربعين» after «بعد» too, but that is a matter of taste.
fn is_counted(tokens: &Tokens<'_>, at: usize, end: usize) -> bool {
    let is_hundredth = tokens.stem(at).ends_with("يه") && matches!(tokens.fold(at.wrapping_sub(1)), "في" | "فى");
    let by_hundred = tokens.word(at).is_some_and(|word| word.preposition == Some('ب'));
    let after_digits = at > 0 && tokens.digits(at - 1).is_some();
    is_hundredth || by_hundred || after_digits || tokens.digits(end).is_some()
}

/// Nouns before which «الـ21» is a place in a row.
const COUNTED_THROUGH: &[&str] = &[
    "القرن",
    "الدوره",
    "المره",
    "الذكري",
    "المركز",
    "المرتبه",
    "الطبعه",
    "النسخه",
    "الدقيقه",
    "الجوله",
    "الاسبوع",
    "الماده",
    "الفصل",
    "الصفحه",
    "الحلقه",
    "العدد",
    "القمه",
    "الجلسه",
    "اليوم",
    "الاجتماع",
    "الموتمر",
    "المهرجان",
    "الموسم",
];

/// «القرن الـ21».
fn in_digits(tokens: &Tokens<'_>, at: usize) -> Option<(Magnitude, usize)> {
    let digits = tokens.digits(at)?;
    let article = at.checked_sub(1).filter(|before| tokens.fold(*before) == "ال")?;
    let noun = tokens.fold(article.checked_sub(1)?);
    let noun = noun.strip_prefix(['و', 'ب', 'ل']).filter(|rest| rest.starts_with("ال")).unwrap_or(noun);
    COUNTED_THROUGH.contains(&noun).then_some((Magnitude::decimal(&digits.value)?, at + 1))
}

/// Ordinals that are part of something else: months, «أول أمس», hours.
fn is_idiom(tokens: &Tokens<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| tokens.fold(before));
    let bare = before.strip_prefix("ال").unwrap_or(before);
    let bare = bare.strip_prefix(['ل', 'ب', 'و']).unwrap_or(bare);
    let month = matches!(bare, "كانون" | "تشرين" | "ربيع" | "جمادي");
    let hour = matches!(bare, "ساعه" | "الساعه");
    let fold = tokens.fold(at);
    let after = tokens.fold(at + 1);
    let yesterday = fold.ends_with("اول") && matches!(after, "امس" | "امبارح" | "من") && {
        after != "من" || tokens.fold(at + 2) == "امس"
    };
    month || hour || yesterday || after == "العدويه"
}

#[cfg(test)]
mod tests {
    use super::super::super::Source;
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        let source = Source::new(text);
        ordinals(&Tokens::new(&source)).into_iter().map(|o| (text[o.span].to_owned(), o.value.written())).collect()
    }

    #[test]
    fn ordinals_to_the_thousands() {
        for (text, value) in [
            ("الثالث", "3"),
            ("الحادية والعشرون", "21"),
            ("الحادي عشر", "11"),
            ("الثامنه عشره", "18"),
            ("المائة والخمسين", "150"),
            ("المئتين والخامس عشر", "215"),
            ("الحادية و العشرون بعد المئة", "121"),
            ("السابعة و العشرون بعد الثلاث مئة", "327"),
            ("العشرون", "20"),
            ("السبعة مئة", "700"),
            ("ثالث", "3"),
            ("الخامس والعشرين", "25"),
        ] {
            assert_eq!(found(text), [(text.to_owned(), value.to_owned())], "{text}");
        }
        assert_eq!(found("في القرن الـ21 وللثالثة"), [("21".into(), "21".into()), ("لثالثة".into(), "3".into())]);
    }

    #[test]
    fn what_only_looks_like_one() {
        for text in
            ["كانون الثاني", "أول أمس", "50 في المئة", "الثلاثة", "بالمئة", "بعد ثانية", "الـ50 شخصا", "الساعة الثالثة"]
        {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
