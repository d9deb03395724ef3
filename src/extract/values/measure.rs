//! Numbers with a unit: «12 كيلومترًا», «لتران», «نصف لتر», «لتر ونصف», «٢ تحت الصفر».

use std::ops::Range;

use super::fraction::fraction;
use super::lexicon::NumberWord;
use super::magnitude::Magnitude;
use super::number_words::{Form as NumberForm, Quantity};
use super::role::Roles;
use super::tokens::{Tokens, Word};
use super::unit::{Form, Kind, Unit, unit, unit_of_stem};

/// So much of a unit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Measure {
    pub(super) value: Magnitude,
    pub(super) unit: &'static Unit,
    pub(super) tokens: Range<usize>,
    pub(super) span: Range<usize>,

    /// One unit of time without a number, which lasts only in company: «شهر وثلاثة أيام».
    pub(super) weak: bool,
}

/// The measures of a text, from left to right; `quantities` are its numbers.
pub(super) fn measures(tokens: &Tokens<'_>, quantities: &[Quantity]) -> Vec<Measure> {
    let mut found = Vec::new();
    let mut at = 0;
    for quantity in quantities.iter().map(Some).chain([None]) {
        let stop = quantity.map_or(tokens.list.len(), |quantity| quantity.tokens.start);
        while let Some(noun) = tokens.next_before(stop, at, Roles::UNIT | Roles::SIGN) {
            at = noun + 1;
            if let Some(measure) = without_number(tokens, noun) {
                at = measure.tokens.end;
                found.push(measure);
            }
        }
        // «سنتين ونصف» has taken the half.
        let Some(quantity) = quantity.filter(|quantity| quantity.tokens.start >= at) else { continue };
        at = quantity.tokens.end;
        if let Some(measure) = with_number(tokens, quantity) {
            at = measure.tokens.end;
            found.push(measure);
        }
    }
    found
}

fn with_number(tokens: &Tokens<'_>, number: &Quantity) -> Option<Measure> {
    let end = number.tokens.end;
    let (value, unit, end) = if let Some(after) = below_zero(tokens, end) {
        (number.value.negated(), &DEGREE, after)
    } else {
        let definite = || tokens.word(end).filter(|word| word.article && number.form == NumberForm::Fraction);
        let found = unit(tokens, end).or_else(|| definite().and_then(|_| unit_of_stem(tokens, end)));
        let (form, after) = found.filter(|_| tokens.follows(end))?;
        if form.dual || is_year_of_era(tokens, number, end) || begins_another(tokens, end, after) {
            return None;
        }
        match below_zero(tokens, after) {
            Some(after) => (number.value.negated(), form.unit, after),
            None => (number.value, form.unit, after),
        }
    };
    let (value, end) = and_a_fraction(tokens, value, end);
    let span = number.span.start..tokens.list[end - 1].span.end;
    let tokens = number.tokens.start..end;
    Some(Measure { value, unit, tokens, span, weak: false })
}

/// A dual, or a noun with a fraction after it, or the noun alone.
fn without_number(tokens: &Tokens<'_>, at: usize) -> Option<Measure> {
    let (form, end) = unit_of_stem(tokens, at)?;
    if tokens.word(at).is_some_and(|word| word.article) {
        return None;
    }
    let one = Magnitude::whole(if form.dual { 2 } else { 1 });
    // «دقيقة واحدة», «ساعتان اثنتان».
    let (counted, end) = counted_again(tokens, end, form);
    let (value, after) = and_a_fraction(tokens, one, end);
    let bare = after == end && !form.dual && !counted;
    if form.unit.kind == Kind::Count && !form.dual {
        return None;
    }
    let alone = stands_alone(tokens, at, end) && (!form.symbol || tokens.fold(at).chars().count() < 4);
    let lasts = form.unit.kind == Kind::Duration && !form.symbol;
    let weak = bare && lasts && !alone && !is_length_of_time(tokens, at, end, form);
    if (bare || form.symbol) && !alone && !lasts {
        return None;
    }
    let mut end = after;
    if bare && matches!(tokens.fold(end), "كامل" | "كامله" | "كاملا") && tokens.follows(end) {
        end += 1;
    }
    let start = tokens.list[at].stem;
    Some(Measure { value, unit: form.unit, tokens: at..end, span: start..tokens.list[end - 1].span.end, weak })
}

/// Whether «واحد» after a noun, or «اثنان» after a dual, says the number again; and the token after it.
fn counted_again(tokens: &Tokens<'_>, at: usize, form: Form) -> (bool, usize) {
    let is_bare = |word: &Word| !word.conjunction && !word.article && word.preposition.is_none();
    let number = tokens.word(at).filter(|word| tokens.follows(at) && is_bare(word)).and_then(|word| word.entry?.number);
    let again = !form.symbol && number == Some(NumberWord::Unit(if form.dual { 2 } else { 1 }));
    (again, at + usize::from(again))
}

/// Whether nothing but signs stands around.
fn stands_alone(tokens: &Tokens<'_>, at: usize, end: usize) -> bool {
    let is_sign = |at: usize| tokens.sign(at).is_some();
    tokens.list.len() < 12 && (0..at).all(is_sign) && (end..tokens.list.len()).all(is_sign)
}

/// «لمدة شهر», «يوم كامل».
fn is_length_of_time(tokens: &Tokens<'_>, at: usize, end: usize, form: Form) -> bool {
    let before = at.checked_sub(1).map_or("", |before| tokens.fold(before));
    let announced = matches!(before, "لمده" | "مده" | "طوال" | "طيله" | "لفتره" | "ولمده");
    let whole = matches!(tokens.fold(end), "كامل" | "كامله" | "كاملا") && tokens.follows(end);
    !form.symbol && (announced || whole)
}

fn below_zero(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    (tokens.fold(at) == "تحت" && tokens.fold(at + 1) == "الصفر" && tokens.follows(at)).then_some(at + 2)
}

/// Of no scale that is named.
static DEGREE: Unit = Unit { code: "deg", kind: Kind::Temperature };

/// «2016 م» is a year.
fn is_year_of_era(tokens: &Tokens<'_>, number: &Quantity, at: usize) -> bool {
    let is_year = number.value.as_whole().is_some_and(|year| (1000..2200).contains(&year));
    is_year && number.form == NumberForm::Digits && matches!(tokens.fold(at), "م" | "ه" | "ق")
}

/// «5 ساعات» is a unit, «الخميس 5 ساعة الصفر» is not told apart; but a unit before another number is that one's.
fn begins_another(tokens: &Tokens<'_>, at: usize, after: usize) -> bool {
    // «في 2013 عام 2014»: the noun is the next number's.
    let digits = |at: usize| tokens.digits(at).is_some_and(|number| number.value.len() == 4);
    matches!(tokens.fold(at), "عام" | "سنه" | "يوم" | "شهر") && digits(after) && at > 0 && digits(at - 1)
}

/// «ونصف» after a unit.
pub(super) fn and_a_fraction(tokens: &Tokens<'_>, value: Magnitude, at: usize) -> (Magnitude, usize) {
    let start = if tokens.fold(at) == "و" && tokens.follows(at) { at + 1 } else { at };
    let joined = start > at || tokens.word(at).is_some_and(|word| word.conjunction);
    if joined
        && tokens.follows(at)
        && tokens.follows(start)
        && let Some((more, end)) = fraction(tokens, start, true)
        // «شهر ونصف سنة» counts another unit.
        && unit(tokens, end).is_none_or(|_| !tokens.follows(end))
        && let Some(sum) = value.plus(more)
    {
        return (sum, end);
    }
    (value, at)
}

#[cfg(test)]
mod tests {
    use super::super::super::Source;
    use super::super::number_words::quantities;
    use super::*;

    fn found(text: &str) -> Vec<(&str, String, &str)> {
        let source = Source::new(text);
        let tokens = Tokens::new(&source);
        let found = measures(&tokens, &quantities(&tokens));
        found.into_iter().filter(|m| !m.weak).map(|m| (&text[m.span], m.value.written(), m.unit.code)).collect()
    }

    #[test]
    fn numbers_with_units() {
        for (text, value, code) in [
            ("12 كيلومترًا", "12", "km"),
            ("لتران", "2", "L"),
            ("نصف لتر", "0.5", "L"),
            ("لتر و نص", "1.5", "L"),
            ("ربع كيلو متر", "0.25", "km"),
            ("٢ ميل في الساعة", "2", "[mi_i]/h"),
            ("37 ° سلزيوس", "37", "Cel"),
            ("100°م", "100", "Cel"),
            ("2 تحت الصفر", "-2", "deg"),
            ("ثلاثة آلاف متر مربع", "3000", "m2"),
            ("250 ملي لتر", "250", "mL"),
            ("متران.", "2", "m"),
            ("5 كم²", "5", "km2"),
            ("3 أشهر", "3", "mo"),
            ("كغ", "1", "kg"),
            ("سنتين ونصف", "2.5", "a"),
            ("دقيقة واحدة", "1", "min"),
            ("متران اثنان", "2", "m"),
        ] {
            assert_eq!(found(text), [(text.trim_end_matches('.'), value.to_owned(), code)], "{text}");
        }
    }

    #[test]
    fn what_is_no_measure() {
        for text in ["عام 2016 م كان", "يوم الأحد", "قال مدنيون", "في ساعة متأخرة"]
        {
            assert_eq!(found(text), [], "{text}");
        }
        assert_eq!(found("وبكيلومترين من"), [("كيلومترين", "2".into(), "km")]);
    }
}
