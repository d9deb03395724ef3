//! Numbers in words, and in digits with words: «ألفان وثلاثمئة وخمسة», «12.5 مليون», «مليون ونصف», «سالب ثلاثة».
//!
//! A number is a sum of groups, each below a thousand and times a scale; within a group hundreds come first, then a unit
//! and tens. Parts are joined by «و» (attached or apart, a comma before it or not) or, in the dialects, by nothing.

use std::ops::Range;

use super::decimals::decimals;
use super::fraction::{leading_fraction, several_follow, with_fraction};
use super::lexicon::NumberWord;
use super::magnitude::Magnitude;
use super::role::Roles;
use super::tokens::{Gap, Tokens};

/// A number in words, or in digits and words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Quantity {
    pub(super) value: Magnitude,
    /// The first token and the one after the last.
    pub(super) tokens: Range<usize>,
    /// Its bytes, without proclitics.
    pub(super) span: Range<usize>,
    /// The first word has the article.
    pub(super) article: bool,
    /// One word, which may be a number only in company: «ست», «مية».
    pub(super) lone: bool,
    pub(super) form: Form,
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Digits alone.
    Digits,
    /// It begins with a fraction: «نصف», «ثلاثة أرباع», «ربع مليون».
    Fraction,
    /// Words, or digits and words.
    Words,
}

/// The numbers of a text, from left to right.
pub(super) fn quantities(tokens: &Tokens<'_>) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut next = 0;
    while let Some(at) = tokens.next(next, QUANTITY) {
        next = at + 1;
        if let Some(quantity) = quantity(tokens, at) {
            next = quantity.tokens.end;
            found.push(quantity);
        }
    }
    found
}

/// What a number begins with.
const QUANTITY: Roles = Roles::numbers();

/// The number that begins with a token.
pub(super) fn quantity(tokens: &Tokens<'_>, at: usize) -> Option<Quantity> {
    // Most words are nothing of the kind.
    if !tokens.has(at, QUANTITY) {
        return None;
    }
    let negative = is_minus(tokens, at);
    let first = if negative { at + 1 } else { at };
    if !negative && let Some((value, end)) = leading_fraction(tokens, at) {
        let span = tokens.list[at].stem..tokens.list[end - 1].span.end;
        let (article, lone) = (tokens.word(at).is_some_and(|word| word.article), end == at + 1);
        return Some(Quantity { value, tokens: at..end, span, article, lone, form: Form::Fraction });
    }
    let mut reader = Reader::new(tokens, first);
    reader.read();
    let mut value = reader.value()?;
    let mut end = reader.at;
    let plain_digits = !negative && end == first + 1 && tokens.digits(first).is_some();
    if let Some((with_decimals, after)) = decimals(tokens, value, end) {
        (value, end) = (with_decimals, after);
    } else if let Some((sum, after)) = with_fraction(tokens, value, reader.last_scale(), end) {
        (value, end) = (sum, after);
    }
    let article = tokens.word(first).is_some_and(|word| word.article);
    let start = if negative { tokens.list[at].span.start } else { tokens.list[first].stem };
    let value = if negative { value.negated() } else { value };
    let lone = end == first + 1 && !plain_digits;
    let span = start..tokens.list[end - 1].span.end;
    let form = if plain_digits && end == first + 1 { Form::Digits } else { Form::Words };
    Some(Quantity { value, tokens: at..end, span, article, lone, form })
}

/// The sum of parts that begins with a token, without decimals and fractions; and the token after it.
pub(super) fn sum(tokens: &Tokens<'_>, at: usize) -> Option<(Magnitude, usize)> {
    let mut reader = Reader::new(tokens, at);
    reader.read();
    Some((reader.value()?, reader.at))
}

fn is_minus(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.has(at, Roles::MINUS) && tokens.follows(at + 1)
}

/// What a group holds so far.
#[derive(Clone, Copy, PartialEq)]
enum Group {
    /// Digits, which take a scale only.
    Digits(Magnitude),
    Words {
        hundreds: u16,
        tens: u8,
        unit: u8,
        zero: bool,
    },
}

impl Group {
    fn value(self) -> Magnitude {
        match self {
            Self::Digits(value) => value,
            Self::Words { hundreds, tens, unit, .. } => {
                Magnitude::whole(i128::from(hundreds) + i128::from(tens) + i128::from(unit))
            }
        }
    }
}

/// A part of a number: below a thousand, or a scale.
enum Part {
    Small(u16),
    Digits(Magnitude),
    Scale { power: u32, count: i128 },
}

struct Reader<'a, 't> {
    tokens: &'a Tokens<'t>,
    start: usize,
    at: usize,
    total: Magnitude,
    group: Option<Group>,
    /// The last scale and what was added with it.
    last: Option<(i128, Magnitude)>,
    parts: usize,
}

impl<'a, 't> Reader<'a, 't> {
    fn new(tokens: &'a Tokens<'t>, start: usize) -> Self {
        Self { tokens, start, at: start, total: Magnitude::ZERO, group: None, last: None, parts: 0 }
    }

    fn read(&mut self) {
        loop {
            let Some((start, joined)) = self.next_part() else { return };
            let Some((part, end)) = self.part(start) else { return };
            if !self.take(&part, joined) {
                return;
            }
            self.at = end;
            self.parts += 1;
        }
    }

    fn value(&self) -> Option<Magnitude> {
        if self.parts == 0 {
            return None;
        }
        self.total.plus(self.group.map_or(Magnitude::ZERO, Group::value))
    }

    fn last_scale(&self) -> i128 {
        if self.group.is_some() { 1 } else { self.last.map_or(1, |(scale, _)| scale) }
    }

    /// Where the next part begins, and whether «و» joins it.
    fn next_part(&self) -> Option<(usize, bool)> {
        let tokens = self.tokens;
        if self.parts == 0 {
            return Some((self.at, false));
        }
        let mut at = self.at;
        if matches!(tokens.sign(at), Some(',' | '،')) && tokens.word(at + 1).is_some_and(|word| word.conjunction) {
            at += 1;
        }
        if tokens.fold(at) == "و" && tokens.follows(at) && tokens.list.get(at + 1)?.gap != Gap::LineBreak {
            return Some((at + 1, true));
        }
        let next = tokens.list.get(at)?;
        if next.gap == Gap::LineBreak {
            return None;
        }
        Some((at, tokens.word(at).is_some_and(|word| word.conjunction)))
    }

    /// The part that begins with a token, and the token after it.
    fn part(&self, at: usize) -> Option<(Part, usize)> {
        let tokens = self.tokens;
        if let Some(number) = tokens.digits(at) {
            return Some((Part::Digits(Magnitude::decimal(&number.value)?), at + 1));
        }
        let word = tokens.word(at)?;
        if self.parts > 0 && (word.preposition.is_some() || (word.article && !self.may_have_article(at))) {
            return None;
        }
        let number = word.entry?.number?;
        let next = || {
            let next = tokens.word(at + 1).filter(|next| !next.conjunction && next.preposition.is_none())?;
            tokens.follows(at + 1).then_some(next.entry?.number?)
        };
        Some(match number {
            // «وثلاثة أرباع» is a fraction.
            NumberWord::Unit(_) if several_follow(tokens, at + 1) => return None,
            NumberWord::Unit(unit) => match next() {
                Some(NumberWord::Ten) if unit > 0 => (Part::Small(u16::from(unit) + 10), at + 2),
                Some(NumberWord::Hundred(100) | NumberWord::Hundreds) if unit > 2 => {
                    (Part::Small(u16::from(unit) * 100), at + 2)
                }
                _ => (Part::Small(u16::from(unit)), at + 1),
            },
            NumberWord::UnitBefore(unit) => match next()? {
                NumberWord::Hundred(100) | NumberWord::Hundreds => (Part::Small(u16::from(unit) * 100), at + 2),
                NumberWord::Ten => (Part::Small(u16::from(unit) + 10), at + 2),
                NumberWord::Scale { power: 3, count: 1 } if unit != 4 && unit != 3 => {
                    (Part::Small(u16::from(unit)), at + 1)
                }
                _ => return None,
            },
            NumberWord::TeenHead(unit) => match next() {
                Some(NumberWord::Ten) => (Part::Small(u16::from(unit) + 10), at + 2),
                _ if unit == 1 && self.tens_follow(at + 1) => (Part::Small(1), at + 1),
                _ if unit == 1 && word.conjunction && self.parts > 0 => (Part::Small(1), at + 1),
                _ => return None,
            },
            NumberWord::Ten => (Part::Small(10), at + 1),
            NumberWord::Teen(teen) => (Part::Small(u16::from(teen)), at + 1),
            NumberWord::Tens(tens) => (Part::Small(u16::from(tens)), at + 1),
            NumberWord::Hundred(hundred) => (Part::Small(hundred), at + 1),
            NumberWord::Hundreds => return None,
            NumberWord::Scale { power, count: 1 } if self.group.is_none() && self.is_dual_construct(at) => {
                (Part::Scale { power, count: 2 }, at + 1)
            }
            NumberWord::Scale { power, count } => (Part::Scale { power, count: i128::from(count) }, at + 1),
            NumberWord::Scales { power } => {
                self.group?;
                (Part::Scale { power, count: 1 }, at + 1)
            }
            NumberWord::Thousands(unit) => (Part::Scale { power: 3, count: i128::from(unit) }, at + 1),
        })
    }

    /// «ألفا دولار» is two thousand; «ألفًا» with its tanween, or at the end of a phrase, is one.
    fn is_dual_construct(&self, at: usize) -> bool {
        let tokens = self.tokens;
        let raw = &tokens.text[tokens.list[at].span.clone()];
        let noun = tokens.word(at + 1).is_some_and(|next| !next.conjunction && next.preposition.is_none());
        let ends_in_alef = tokens.stem(at).ends_with('ا') && !raw.contains('\u{64B}');
        ends_in_alef
            && noun
            && tokens.follows(at + 1)
            && !matches!(tokens.fold(at + 1), "من" | "في" | "على" | "علي" | "الي")
    }

    /// «الخمسة والعشرون», «الثلاثة آلاف» begin with the article; so may what goes on.
    fn may_have_article(&self, at: usize) -> bool {
        let started = (self.start..self.at).any(|i| self.tokens.word(i).is_some_and(|word| word.article));
        started && self.tokens.word(at).is_some_and(|word| word.conjunction)
    }

    /// «أحد وعشرون».
    fn tens_follow(&self, at: usize) -> bool {
        let at = if self.tokens.fold(at) == "و" { at + 1 } else { at };
        let joined = self.tokens.word(at).filter(|word| word.conjunction || self.tokens.fold(at - 1) == "و");
        joined.and_then(|word| word.entry?.number).is_some_and(|number| matches!(number, NumberWord::Tens(_)))
    }

    /// Adds a part if it can stand here.
    fn take(&mut self, part: &Part, joined: bool) -> bool {
        match *part {
            Part::Small(value) => self.take_small(value, joined),
            Part::Digits(value) => self.take_digits(value, joined),
            Part::Scale { power, count } => self.take_scale(10_i128.pow(power), count, joined).is_some(),
        }
    }

    fn take_small(&mut self, value: u16, joined: bool) -> bool {
        let (below_hundred, is_zero) = (value < 100, value == 0);
        let fresh = Group::Words {
            hundreds: if below_hundred { 0 } else { value },
            tens: if below_hundred && value >= 10 { value as u8 } else { 0 },
            unit: if value < 10 { value as u8 } else { 0 },
            zero: is_zero,
        };
        match &mut self.group {
            None if self.parts == 0 => self.group = Some(fresh),
            // After a scale; zero is a number of its own.
            None if !is_zero && self.last.is_some_and(|(scale, _)| i128::from(value) < scale) => {
                self.group = Some(fresh);
            }
            Some(Group::Words { hundreds, tens: tens @ 0, unit: unit @ 0, zero: false })
                if *hundreds > 0 && below_hundred && !is_zero =>
            {
                if value >= 10 {
                    *tens = value as u8;
                } else {
                    *unit = value as u8;
                }
            }
            Some(Group::Words { tens: tens @ 0, unit: 1..=9, .. }) if joined && (20..100).contains(&value) => {
                *tens = value as u8;
            }
            _ => return false,
        }
        true
    }

    fn take_digits(&mut self, value: Magnitude, joined: bool) -> bool {
        let starts = self.parts == 0;
        let goes_on = joined && self.group.is_none() && self.last.is_some_and(|(scale, _)| value.is_below(scale));
        if starts || goes_on {
            self.group = Some(Group::Digits(value));
        }
        starts || goes_on
    }

    fn take_scale(&mut self, scale: i128, count: i128, joined: bool) -> Option<()> {
        let largest = self.last.map_or(i128::MAX, |(last, _)| last);
        let times = Magnitude::whole(scale);
        let term = match self.group {
            // «ثلاثة ملايين»; «ثلاثة مليونين» is nothing.
            Some(group) if !joined => (count == 1 && scale < largest).then(|| group.value().times(times))??,
            // «مائة وألفين» counts a hundred and two thousands, as the old books have it.
            Some(group @ Group::Words { hundreds: 100.., tens: 0, unit: 0, .. }) if self.last.is_none() => {
                group.value().plus(Magnitude::whole(count))?.times(times)?
            }
            None if scale < largest && (joined || self.parts == 0) => Magnitude::whole(count).times(times)?,
            // «مائة ألف وألف».
            None if joined && self.last.is_some_and(|(last, term)| last == scale && term.is_hundreds_of(scale)) => {
                Magnitude::whole(count).times(times)?
            }
            // «ألف مليار», «اثنا عشر ألف مليون».
            None if !joined && self.last.is_some() && count == 1 => {
                let (last, term) = self.last?;
                let raised = term.times(times)?;
                self.total = self.total.plus(term.negated())?.plus(raised)?;
                self.last = Some((last.checked_mul(scale)?, raised));
                return Some(());
            }
            _ => return None,
        };
        self.total = self.total.plus(term)?;
        self.group = None;
        self.last = Some((scale, term));
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Source;
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        let source = Source::new(text);
        let tokens = Tokens::new(&source);
        quantities(&tokens).into_iter().map(|q| (text[q.span].to_owned(), q.value.written())).collect()
    }

    #[test]
    fn whole_texts() {
        for (text, value) in [
            ("ألفان وثلاثمئة وخمسة", "2305"),
            ("مائة وأحد عشر ألفًا ومائة وإحدى عشرة", "111111"),
            ("اثني عشر ألفًا وثلاثمائة وخمس وأربعين", "12345"),
            ("خمسة وعشرون مليونًا ومائتان", "25000200"),
            ("ست مائة وثمانية وسبعون", "678"),
            ("متين تلاتة وستين", "263"),
            ("12 ألفا", "12000"),
            ("3.5 مليون", "3500000"),
            ("٣٢٢ ألف و١٢", "322012"),
            ("مليون ونصف", "1500000"),
            ("خمسة وربع", "5.25"),
            ("ألف مليار", "1000000000000"),
            ("سبعة عشر فاصلة اثنان وأربعون", "17.42"),
            ("واحد فاصلة صفر خمسة", "1.05"),
            ("سالب مليون و واحد", "-1000001"),
            ("سبعطعشر مليون ومية", "17000100"),
            ("خَمْسَةٌ وَعِشْرُونَ", "25"),
            ("مائة وألفين", "102000"),
            ("تسعة اَلاف وثمان مئة وسبعة وثلاثون", "9837"),
            ("مليونين ونصف مليون", "2500000"),
            ("خمستلاف ومية", "5100"),
            ("ثلاثة آلاف، ومئتان", "3200"),
            ("أحد وعشرون", "21"),
        ] {
            assert_eq!(found(text), [(text.to_owned(), value.to_owned())], "{text}");
        }
    }

    #[test]
    fn numbers_side_by_side_stay_apart() {
        let values = |text| found(text).into_iter().map(|(_, value)| value).collect::<Vec<_>>();
        assert_eq!(values("300 و 212"), ["300", "212"]);
        assert_eq!(values("ثلاثة أربعة"), ["3", "4"]);
        assert_eq!(values("خمسة وستة"), ["5", "6"]);
        assert_eq!(values("عشرون وثلاثون"), ["20", "30"]);
        assert_eq!(values("أحد المسؤولين"), [] as [&str; 0]);
        assert_eq!(values("ألف\nمليون"), ["1000", "1000000"]);
        assert_eq!(values("لست هنا"), [] as [&str; 0]);
    }
}
