//! Amounts of money: «7 ملايين دولار», «$3.42», «عشرون ريالا وخمس وعشرون هللة», «جنيهين», «100 د.ك».

use std::ops::Range;

use super::currency::{Currency, Subunit, currency, currency_of_stem, of_region, parts, subunit};
use super::magnitude::Magnitude;
use super::measure::and_a_fraction;
use super::number_words::{Form, Quantity, quantity};
use super::role::Roles;
use super::tokens::Tokens;
use crate::script::{digit_value, is_bidi_control};

/// An amount.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Money {
    pub(super) value: Magnitude,
    /// ISO 4217; none if it stays open.
    pub(super) code: Option<&'static str>,
    /// What it is counted in, as a word, if it stays open.
    pub(super) noun: &'static str,
    pub(super) span: Range<usize>,
    pub(super) tokens: Range<usize>,
}

/// The amounts of a text; `quantities` are its numbers. `region` says which dinar is meant.
pub(super) fn amounts(tokens: &Tokens<'_>, quantities: &[Quantity], region: Option<&str>) -> Vec<Money> {
    let mut found: Vec<Money> = Vec::new();
    let mut at = 0;
    for number in quantities.iter().map(Some).chain([None]) {
        let stop = number.map_or(tokens.list.len(), |number| number.tokens.start);
        while let Some(noun) = tokens.next_before(stop, at, Roles::CURRENCY) {
            at = noun + 1;
            if let Some(money) = dual(tokens, noun, region) {
                at = money.tokens.end;
                found.push(money);
            }
        }
        let Some(number) = number.filter(|number| number.tokens.start >= at) else { continue };
        at = number.tokens.end;
        let floor = found.last().map_or(0, |money| money.tokens.end);
        if let Some(money) = after(tokens, number, region).or_else(|| before(tokens, number, floor)) {
            at = money.tokens.end;
            found.push(money);
        }
    }
    found
}

fn resolved(currency: Currency, region: Option<&str>) -> Option<&'static str> {
    currency.code.or_else(|| region.and_then(|region| of_region(currency.noun, region)))
}

/// «100 دولار», with parts after it or a half.
fn after(tokens: &Tokens<'_>, number: &Quantity, region: Option<&str>) -> Option<Money> {
    let end = number.tokens.end;
    if !tokens.follows(end) {
        return None;
    }
    let Some((currency, after)) =
        currency(tokens, end).filter(|(currency, _)| !currency.dual || number.value.as_whole() == Some(2))
    else {
        let (part, after) = subunit(tokens, end).filter(|(part, _)| !part.dual)?;
        return Some(of_parts(tokens, number.value, part, number.tokens.start..after, number.span.start, region));
    };
    let code = resolved(currency, region);
    let money = Money {
        value: reread(tokens, number, code).unwrap_or(number.value),
        code,
        noun: if code.is_none() { currency.noun } else { "" },
        span: number.span.start..tokens.list[after - 1].span.end,
        tokens: number.tokens.start..after,
    };
    Some(with_parts(tokens, money))
}

/// Currencies in which nobody writes decimals, so that «1.235» is a thousand and more.
const WITHOUT_DECIMALS: &[&str] = &["IQD", "YER", "LBP", "SYP", "IRR", "SOS", "VND", "KRW", "JPY", "IDR"];
/// Currencies of the Maghreb, where a comma parts decimals.
const WITH_COMMA: &[&str] = &["TND", "LYD"];

/// A number with one separator before its last three digits, read as the currency has it: a dinar of a thousand parts
/// has three decimals, but in the east a comma groups.
fn reread(tokens: &Tokens<'_>, number: &Quantity, code: Option<&'static str>) -> Option<Magnitude> {
    let (code, written) = (code?, &tokens.text[number.span.clone()]);
    if number.form != Form::Digits {
        return None;
    }
    let digits: String = written.chars().filter_map(digit_value).map(|digit| char::from(b'0' + digit)).collect();
    let mut signs = written.chars().filter(|c| digit_value(*c).is_none() && !is_bidi_control(*c));
    let (Some(separator), None) = (signs.next(), signs.next()) else { return None };
    let decimals = written.rsplit(separator).next()?.chars().filter_map(digit_value).count();
    if decimals != 3 || !(4..7).contains(&digits.len()) {
        return None;
    }
    let whole = Magnitude::whole(digits.parse().ok()?);
    match separator {
        '.' if WITHOUT_DECIMALS.contains(&code) => Some(whole),
        '.' if parts(code) == 1000 => whole.times(Magnitude::ratio(1, 1000)?),
        ',' if WITH_COMMA.contains(&code) => whole.times(Magnitude::ratio(1, 1000)?),
        _ => None,
    }
}

/// «$100», «USD 100», «ر.س 100».
fn before(tokens: &Tokens<'_>, number: &Quantity, floor: usize) -> Option<Money> {
    let at = number.tokens.start;
    if !tokens.follows(at) {
        return None;
    }
    let starts = (at.saturating_sub(7).max(floor)..at).find_map(|start| {
        let (currency, end) = currency(tokens, start)?;
        let glued = tokens.list[start].gap > super::tokens::Gap::Nothing || start == 0 || tokens.sign(start).is_some();
        (currency.sign && end == at && glued && (start + 1..at).all(|i| tokens.follows(i))).then_some((start, currency))
    });
    let (start, currency) = starts?;
    let span = tokens.list[start].span.start..number.span.end;
    let value = reread(tokens, number, currency.code).unwrap_or(number.value);
    Some(Money { value, code: currency.code, noun: "", span, tokens: start..number.tokens.end })
}

/// «جنيهين», «ريالان ونصف».
fn dual(tokens: &Tokens<'_>, at: usize, region: Option<&str>) -> Option<Money> {
    let (currency, after) = currency_of_stem(tokens, at).filter(|(currency, _)| currency.dual)?;
    if tokens.word(at)?.article {
        return None;
    }
    let code = resolved(currency, region);
    let money = Money {
        value: Magnitude::whole(2),
        code,
        noun: if code.is_none() { currency.noun } else { "" },
        span: tokens.list[at].stem..tokens.list[after - 1].span.end,
        tokens: at..after,
    };
    Some(with_parts(tokens, money))
}

/// Parts alone: «20 هللة» is 0.2 riyal; «5 قروش» stays five piastres of some currency.
fn of_parts(
    tokens: &Tokens<'_>,
    count: Magnitude,
    part: Subunit,
    at: Range<usize>,
    start: usize,
    region: Option<&str>,
) -> Money {
    let of_region = region.and_then(|region| {
        ["ريال", "دينار", "درهم", "جنيه", "ليره", "دولار"]
            .iter()
            .filter_map(|noun| of_region(noun, region))
            .find(|code| part.is_of(code))
    });
    let code = of_region.or(part.usual);
    let worth = code.and_then(|code| count.times(Magnitude::ratio(1, parts(code))?));
    Money {
        value: worth.unwrap_or(count),
        code,
        noun: if code.is_none() { part.noun } else { "" },
        span: start..tokens.list[at.end - 1].span.end,
        tokens: at,
    }
}

/// «وخمس وعشرون هللة», «ونصف» after the amount.
fn with_parts(tokens: &Tokens<'_>, mut money: Money) -> Money {
    let end = money.tokens.end;
    let next = if tokens.fold(end) == "و" && tokens.follows(end) { end + 1 } else { end };
    let joined = next > end || tokens.word(end).is_some_and(|word| word.conjunction);
    if joined
        && tokens.follows(end)
        && let Some((value, after)) = parts_after(tokens, &money, next)
    {
        money.value = value;
        money.tokens.end = after;
    } else {
        let (value, after) = and_a_fraction(tokens, money.value, end);
        money.value = value;
        money.tokens.end = after;
    }
    money.span.end = tokens.list[money.tokens.end - 1].span.end;
    money
}

fn parts_after(tokens: &Tokens<'_>, money: &Money, at: usize) -> Option<(Magnitude, usize)> {
    let (count, unit_at) = match quantity(tokens, at) {
        Some(count) => (Some(count.value), count.tokens.end),
        None => (None, at),
    };
    let (part, after) = subunit(tokens, unit_at)?;
    let count = count.or(part.dual.then_some(Magnitude::whole(2)))?;
    let code = money.code.filter(|code| part.is_of(code) || part.noun == "سنت");
    let of = code.map_or(100, parts);
    Some((money.value.plus(count.times(Magnitude::ratio(1, of)?)?)?, after))
}

#[cfg(test)]
mod tests {
    use super::super::super::Source;
    use super::super::number_words::quantities;
    use super::*;

    fn found(text: &str) -> Vec<(&str, String, Option<&str>)> {
        let source = Source::new(text);
        let tokens = Tokens::new(&source);
        let found = amounts(&tokens, &quantities(&tokens), None);
        found.into_iter().map(|m| (&text[m.span], m.value.written(), m.code)).collect()
    }

    #[test]
    fn amounts_in_every_form() {
        for (text, value, code) in [
            ("7 ملايين دولار", "7000000", Some("USD")),
            ("$3.42", "3.42", Some("USD")),
            ("٣٫٠٠ درهم إماراتي", "3", Some("AED")),
            ("100.00 د.ك.", "100", Some("KWD")),
            ("عشرين ريال وخمسة وعشرين هللة", "20.25", None),
            ("خمسة جنيهات ونص", "5.5", None),
            ("جنيهين", "2", None),
            ("سبعون دولار وستون سنت", "70.6", Some("USD")),
            ("\u{200F}1,234.50 CHF", "1234.5", Some("CHF")),
            ("2.00 ديناران جزائريان", "2", Some("DZD")),
            ("UK£ 5", "5", Some("GBP")),
            ("20 هللة", "0.2", Some("SAR")),
            ("نصف مليار يورو", "500000000", Some("EUR")),
            ("ألفا دولار", "2000", Some("USD")),
        ] {
            assert_eq!(found(text), [(text.trim_start_matches('\u{200F}'), value.to_owned(), code)], "{text}");
        }
        assert_eq!(found("10$-20$ وبجنيهين").len(), 3);
    }

    #[test]
    fn a_region_says_which_dinar() {
        let source = Source::new("خمسة دنانير و20 فلسا");
        let tokens = Tokens::new(&source);
        let money = amounts(&tokens, &quantities(&tokens), Some("KW")).remove(0);
        assert_eq!((money.value.written(), money.code), ("5.02".to_owned(), Some("KWD")));
    }
}
