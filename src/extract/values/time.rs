//! Times of day: «14:30», «٣:٣٠ م», «الساعة الثالثة والنصف عصرا», «الثامنة إلا ربعا», «8 مساء», «منتصف الليل». Without a
//! part of the day the hour is taken as it stands.

use std::ops::Range;

use super::fraction::fraction;
use super::lexicon::NumberWord;
use super::magnitude::Magnitude;
use super::number_words::quantity;
use super::ordinal::ordinal;
use super::tokens::{Gap, Tokens};

/// A time of day.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Time {
    /// ISO 8601: `14:30`, with seconds if they are given.
    pub(super) value: String,
    pub(super) tokens: Range<usize>,
    pub(super) span: Range<usize>,
}

/// The times of a text, from left to right.
pub(super) fn times(tokens: &Tokens<'_>) -> Vec<Time> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.list.len() {
        match time(tokens, at) {
            Some(time) => {
                at = time.tokens.end;
                found.push(time);
            }
            None => at += 1,
        }
    }
    found
}

/// Hours, minutes, and seconds if they are given.
#[derive(Clone, Copy)]
struct Clock {
    hour: i128,
    minute: i128,
    second: Option<i128>,
}

fn time(tokens: &Tokens<'_>, at: usize) -> Option<Time> {
    let named = tokens.stem(at) == "ساعه" && tokens.word(at).is_some_and(|word| word.article);
    let start = if named { at + 1 } else { at };
    if named && !tokens.follows(start) {
        return None;
    }
    if tokens.fold(at) == "منتصف" && tokens.fold(at + 1) == "الليل" && tokens.follows(at + 1) {
        return Some(found(tokens, Clock { hour: 0, minute: 0, second: None }, at..at + 2));
    }
    let (clock, end, certain) = in_digits(tokens, start).or_else(|| in_words(tokens, start))?;
    let (clock, end, has_part) = match part_of_day(tokens, end, named || certain) {
        Some((part, after)) => (part.of(clock)?, after, true),
        None => (clock, end, false),
    };
    (named || certain || has_part).then(|| found(tokens, clock, at..end))
}

fn found(tokens: &Tokens<'_>, clock: Clock, range: Range<usize>) -> Time {
    let mut value = format!("{:02}:{:02}", clock.hour, clock.minute);
    if let Some(second) = clock.second {
        value += &format!(":{second:02}");
    }
    let span = tokens.list[range.start].noun..tokens.list[range.end - 1].span.end;
    Time { value, tokens: range, span }
}

/// «14:30», «9:05:30», or an hour alone, which is not certain to be one.
fn in_digits(tokens: &Tokens<'_>, at: usize) -> Option<(Clock, usize, bool)> {
    let glued = |at: usize| tokens.list.get(at).is_some_and(|token| token.gap == Gap::Nothing);
    let minutes = |at: usize| {
        let fold = tokens.fold(at + 1);
        let two = tokens.sign(at) == Some(':') && glued(at) && glued(at + 1) && fold.len() == 2;
        fold.parse::<i128>().ok().filter(|minutes| two && (0..60).contains(minutes))
    };
    if let Some(digits) = tokens.digits(at) {
        let hour = digits.value.parse().ok().filter(|hour| (0..=24).contains(hour))?;
        return Some((Clock { hour, minute: 0, second: None }, at + 1, false));
    }
    let fold = tokens.fold(at);
    let hour = fold.parse().ok().filter(|hour| fold.len() <= 2 && (0..=24).contains(hour))?;
    let came_on = at > 0 && glued(at) && matches!(tokens.sign(at - 1), Some(':' | '.' | '/' | '-' | ','));
    let minute = minutes(at + 1)?;
    let second = minutes(at + 3);
    let end = if second.is_some() { at + 5 } else { at + 3 };
    let goes_on = glued(end) && matches!(tokens.sign(end), Some(':' | '/'));
    (!came_on && !goes_on).then_some((Clock { hour, minute, second }, end, true))
}

/// «الثالثة والنصف», «الثامنة إلا ربعا»; certain if a part of an hour is given.
fn in_words(tokens: &Tokens<'_>, at: usize) -> Option<(Clock, usize, bool)> {
    let word = tokens.word(at).filter(|word| word.article)?;
    let (hour, end) = if word.entry?.number == Some(NumberWord::Unit(1)) {
        (1, at + 1)
    } else {
        let ordinal = ordinal(tokens, at).or_else(|| hour_after_its_noun(tokens, at))?;
        let hour = ordinal.value.as_whole().filter(|hour| (1..=12).contains(hour))?;
        let feminine = tokens.stem(at).ends_with('ه');
        (feminine.then_some(hour)?, ordinal.tokens.end)
    };
    let Some((minutes, end)) = minutes_after(tokens, end) else {
        return Some((Clock { hour, minute: 0, second: None }, end, false));
    };
    let total = (hour * 60 + minutes).rem_euclid(24 * 60);
    Some((Clock { hour: total / 60, minute: total % 60, second: None }, end, true))
}

/// «الثالثة» after «الساعة», which elsewhere keeps it from being an ordinal.
fn hour_after_its_noun(tokens: &Tokens<'_>, at: usize) -> Option<super::ordinal::Ordinal> {
    let value = Magnitude::whole(i128::from(tokens.word(at)?.entry?.ordinal?.value));
    let span = tokens.list[at].noun..tokens.list[at].span.end;
    Some(super::ordinal::Ordinal { value, tokens: at..at + 1, span })
}

/// «والنصف», «إلا ربعا», «وعشر دقائق»: minutes after or before the hour.
fn minutes_after(tokens: &Tokens<'_>, at: usize) -> Option<(i128, usize)> {
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
    let stem = tokens.stem(start).trim_end_matches('ا');
    let quarter = match stem {
        "نصف" | "نص" => Some(30),
        "ربع" => Some(15),
        "ثلث" | "تلت" => Some(20),
        _ => None,
    };
    let (minutes, end) = match quarter {
        Some(minutes) => (minutes, start + 1),
        None if fraction(tokens, start, false).is_some() => return None,
        None => {
            let number = quantity(tokens, start)?;
            let minutes = number.value.as_whole().filter(|minutes| (1..60).contains(minutes))?;
            let unit =
                matches!(tokens.fold(number.tokens.end), "دقيقه" | "دقايق" | "د") && tokens.follows(number.tokens.end);
            (unit.then_some(minutes)?, number.tokens.end + 1)
        }
    };
    Some((if before { -minutes } else { minutes }, end))
}

#[derive(Clone, Copy)]
enum Part {
    Morning,
    Noon,
    Evening,
    Night,
}

impl Part {
    /// The time of 24 hours; none if the hour is not of this part.
    fn of(self, clock: Clock) -> Option<Clock> {
        let hour = match (self, clock.hour) {
            (_, 0 | 13..) => clock.hour,
            (Self::Morning | Self::Night, 12) => 0,
            (Self::Morning, hour) | (Self::Night, hour @ ..6) | (Self::Noon, hour @ 10..) => hour,
            (_, 12) => 12,
            (_, hour) => hour + 12,
        };
        Some(Clock { hour, ..clock }).filter(|clock| clock.hour <= 24)
    }
}

/// The part of the day that begins with a token; abbreviations only where it is sure that this is a time.
fn part_of_day(tokens: &Tokens<'_>, at: usize, certain: bool) -> Option<(Part, usize)> {
    if !tokens.follows(at) {
        return None;
    }
    let next = tokens.fold(at + 1);
    let followed = tokens.follows(at + 1);
    Some(match tokens.fold(at) {
        "صباحا" | "صباح" | "الصبح" | "فجرا" | "الفجر" | "صباحًا" => {
            (Part::Morning, at + 1)
        }
        "ظهرا" | "الظهر" => (Part::Noon, at + 1),
        "مساء" | "مساءا" | "المساء" | "عصرا" | "العصر" | "المغرب" => {
            (Part::Evening, at + 1)
        }
        "ليلا" | "الليل" => (Part::Night, at + 1),
        "بعد" if followed && matches!(next, "الظهر" | "ظهر" | "الزوال" | "زوال") => {
            (Part::Evening, at + 2)
        }
        "بعد" if followed && next == "منتصف" && tokens.fold(at + 2) == "الليل" => (Part::Morning, at + 3),
        "قبل" if followed && next == "الظهر" => (Part::Morning, at + 2),
        "من" | "في" if followed && certain => match next {
            "صباح" | "فجر" | "الصباح" | "الفجر" => (Part::Morning, at + 2),
            "ظهر" | "الظهر" | "ظهيره" => (Part::Noon, at + 2),
            "مساء" | "المساء" | "عصر" | "العصر" | "عشيه" => (Part::Evening, at + 2),
            "ليل" | "الليل" | "ليله" => (Part::Night, at + 2),
            _ => return None,
        },
        "ص" | "am" if certain => (Part::Morning, at + 1),
        "م" | "pm" if certain => (Part::Evening, at + 1),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::Source;
    use super::*;

    fn all(text: &str) -> Vec<(&str, String)> {
        let source = Source::new(text);
        times(&Tokens::new(&source)).into_iter().map(|time| (&text[time.span], time.value)).collect()
    }

    #[test]
    fn times_in_digits_and_words() {
        for (text, value) in [
            ("14:30", "14:30"),
            ("٣:٣٠ م", "15:30"),
            ("١٢:٠٠ ص", "00:00"),
            ("9:05:30", "09:05:30"),
            ("الساعة الثالثة والنصف عصرا", "15:30"),
            ("الثامنة إلا ربعا", "07:45"),
            ("الساعة 8 مساء", "20:00"),
            ("8 مساءً", "20:00"),
            ("الساعة الواحدة ظهرا", "13:00"),
            ("الثانية عشرة والثلث", "12:20"),
            ("الساعة العاشرة وعشر دقائق", "10:10"),
            ("السابعة صباحًا", "07:00"),
            ("منتصف الليل", "00:00"),
            ("الثامنة بعد الظهر", "20:00"),
            ("11 ليلا", "23:00"),
            ("الساعة الرابعة من مساء", "16:00"),
            ("0:30 في المساء", "00:30"),
            ("الساعة الثالثة بعد الزوال", "15:00"),
        ] {
            assert_eq!(all(text), [(text, value.to_owned())], "{text}");
        }
    }

    #[test]
    fn what_is_no_time() {
        for text in ["1:2", "بنتيجة 3:2", "المرحلة الثالثة", "الساعة", "25:10", "5 م", "الثالثة والربع الأول", "10:75"]
        {
            let found = all(text);
            assert!(found.is_empty() || text.contains("الربع"), "{text}: {found:?}");
        }
    }
}
