//! Hours and minutes in digits and words: «14:30», «الثالثة والنصف», «خمسة إلا ربع», «ثلاثة وثماني عشرة دقيقة».

use super::fraction::fraction;
use super::lexicon::NumberWord;
use super::number_words::quantity;
use super::ordinal::ordinal;
use super::tokens::{Gap, Tokens};

/// Hours, minutes, and seconds if they are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: i128,
    pub(super) minute: i128,
    pub(super) second: Option<i128>,
}

impl Clock {
    pub(super) fn at(hour: i128) -> Self {
        Self { hour, minute: 0, second: None }
    }

    pub(super) fn written(self) -> String {
        let time = format!("{:02}:{:02}", self.hour, self.minute);
        self.second.map_or(time.clone(), |second| format!("{time}:{second:02}"))
    }

    /// So many minutes later.
    fn after(self, minutes: i128) -> Self {
        let total = (self.hour * 60 + self.minute + minutes).rem_euclid(24 * 60);
        Self { hour: total / 60, minute: total % 60, ..self }
    }
}

/// How sure it is that a number is a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
pub(super) enum Sure {
    /// It takes «الساعة» before it.
    Named,
    /// It takes that, or a part of the day.
    Hour,
    /// It is one.
    Time,
}

/// The clock that begins with a token, the token after it, and how sure it is to be one.
pub(super) fn clock(tokens: &Tokens<'_>, at: usize) -> Option<(Clock, usize, Sure)> {
    let (clock, end, sure) = in_digits(tokens, at).or_else(|| hour_in_words(tokens, at))?;
    if clock.second.is_some() || clock.minute > 0 || sure == Sure::Time {
        return Some((clock, end, sure));
    }
    let ordinal = tokens.word(at).is_some_and(|word| word.article);
    let (clock, end, exact) = with_minutes(tokens, clock, end);
    let sure = if exact && ordinal { Sure::Time } else { sure };
    Some((clock, end, sure))
}

/// «14:30», «9:05:30», or an hour alone.
fn in_digits(tokens: &Tokens<'_>, at: usize) -> Option<(Clock, usize, Sure)> {
    let glued = |at: usize| tokens.list.get(at).is_some_and(|token| token.gap == Gap::Nothing);
    let minutes = |at: usize| {
        let fold = tokens.fold(at + 1);
        let two = tokens.sign(at) == Some(':') && glued(at) && glued(at + 1) && fold.len() == 2;
        fold.parse::<i128>().ok().filter(|minutes| two && (0..60).contains(minutes))
    };
    if let Some(digits) = tokens.digits(at) {
        let hour = digits.value.parse().ok().filter(|hour| (0..=24).contains(hour))?;
        return Some((Clock::at(hour), at + 1, Sure::Hour));
    }
    let fold = tokens.fold(at);
    let hour = fold.parse().ok().filter(|hour| fold.len() <= 2 && (0..=24).contains(hour))?;
    // «14:00-15:30».
    let second_of_range = at > 2 && tokens.sign(at - 1) == Some('-') && tokens.sign(at - 3) == Some(':');
    let came_on = at > 0 && glued(at) && matches!(tokens.sign(at - 1), Some(':' | '.' | '/' | '-' | ','));
    let came_on = came_on && !second_of_range;
    let minute = minutes(at + 1)?;
    let second = minutes(at + 3);
    let end = if second.is_some() { at + 5 } else { at + 3 };
    let goes_on = glued(end) && matches!(tokens.sign(end), Some(':' | '/'));
    (!came_on && !goes_on).then_some((Clock { hour, minute, second }, end, Sure::Time))
}

/// «الثالثة», «خمسة», «اثنتا عشرة»: a feminine number of one to twelve.
fn hour_in_words(tokens: &Tokens<'_>, at: usize) -> Option<(Clock, usize, Sure)> {
    let word = tokens.word(at)?;
    let entry = word.entry?;
    let feminine = tokens.stem(at).ends_with('ه');
    if word.article
        && let Some(first) = entry.ordinal.filter(|_| feminine || tokens.stem(at) == "اولي")
    {
        let (value, end) = ordinal(tokens, at)
            .and_then(|ordinal| Some((ordinal.value.as_whole()?, ordinal.tokens.end)))
            .unwrap_or((i128::from(first.value), at + 1));
        let sure = if tokens.stem(at) == "اولي" { Sure::Named } else { Sure::Hour };
        return (1..=12).contains(&value).then_some((Clock::at(value), end, sure));
    }
    let ten = |at: usize| tokens.follows(at) && tokens.word(at).is_some_and(|word| is_bare_ten(&word));
    let (hour, end) = match entry.number? {
        NumberWord::Unit(unit) | NumberWord::TeenHead(unit) if ten(at + 1) && unit <= 2 => (10 + unit, at + 2),
        NumberWord::Unit(unit @ 1..) => (unit, at + 1),
        NumberWord::Ten => (10, at + 1),
        NumberWord::Teen(number @ 11..=12) => (number, at + 1),
        _ => return None,
    };
    // «خمس» counts things, «خمسة» hours too; but of «واحد» and «اثنين» only «الساعة» makes an hour.
    let sure = if feminine || hour > 10 { Sure::Hour } else { Sure::Named };
    Some((Clock::at(i128::from(hour)), end, if word.article && hour == 1 { Sure::Hour } else { sure }))
}

fn is_bare_ten(word: &super::tokens::Word) -> bool {
    let number = word.entry.and_then(|entry| entry.number);
    number == Some(NumberWord::Ten) && !word.conjunction && !word.article && word.preposition.is_none()
}

/// «والنصف», «إلا ربعا», «وعشر دقائق», «ونص وخمسة»: the clock with its minutes, the token after them, and whether they
/// are named as such.
fn with_minutes(tokens: &Tokens<'_>, mut clock: Clock, mut at: usize) -> (Clock, usize, bool) {
    let mut exact = false;
    for _ in 0..2 {
        let Some((minutes, end, named)) = minutes_after(tokens, at, exact) else { break };
        (clock, at) = (clock.after(minutes), end);
        exact |= named;
    }
    (clock, at, exact)
}

fn minutes_after(tokens: &Tokens<'_>, at: usize, fraction_before: bool) -> Option<(i128, usize, bool)> {
    if !tokens.follows(at) {
        return None;
    }
    let before = matches!(tokens.fold(at), "الا" | "غير");
    let apart = before || tokens.fold(at) == "و";
    let start = at + usize::from(apart);
    let joined = apart || tokens.word(at).is_some_and(|word| word.conjunction);
    if !joined || !tokens.follows(start) {
        return None;
    }
    let signed = |minutes: i128| if before { -minutes } else { minutes };
    let part = match tokens.stem(start).trim_end_matches('ا') {
        "نصف" | "نص" => Some(30),
        "ربع" => Some(15),
        "ثلث" | "تلت" => Some(20),
        _ => None,
    };
    if let Some(minutes) = part {
        return Some((signed(minutes), start + 1, true));
    }
    if fraction(tokens, start, false).is_some() {
        return None;
    }
    let number = quantity(tokens, start).filter(|number| !number.article);
    let (minutes, end) = number.and_then(|number| Some((number.value.as_whole()?, number.tokens.end)))?;
    if !(1..60).contains(&minutes) {
        return None;
    }
    if matches!(tokens.fold(end), "دقيقه" | "دقايق" | "د") && tokens.follows(end) {
        return Some((signed(minutes), end + 1, true));
    }
    // «الساعة أربعة وعشرة»; but «الساعة الثالثة وخمسة أشخاص».
    let alone = minutes % 5 == 0 && (before || fraction_before || ends_here(tokens, end));
    alone.then_some((signed(minutes), end, before || fraction_before))
}

/// Whether what follows is no noun that the minutes could count.
fn ends_here(tokens: &Tokens<'_>, at: usize) -> bool {
    !tokens.follows(at) || tokens.sign(at).is_some() || super::day_part::after_hour(tokens, at, false).is_some()
}
