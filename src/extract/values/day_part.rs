//! Parts of the day: «صباحا», «بعد الظهر», «مساء أمس», and which hours they hold.

use std::sync::LazyLock;

use super::clock::Clock;
use super::phrases::Phrases;
use super::tokens::Tokens;

/// A part of the day, as TIMEX3 names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
}

impl Part {
    fn of_name(name: &str) -> Option<Self> {
        let parts = [Self::Morning, Self::Midday, Self::Afternoon, Self::Evening, Self::Night];
        parts.into_iter().find(|part| part.name() == name)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Morning => "MO",
            Self::Midday => "MI",
            Self::Afternoon => "AF",
            Self::Evening => "EV",
            Self::Night => "NI",
        }
    }

    /// The time of 24 hours.
    pub(super) fn of(self, clock: Clock) -> Clock {
        let hour = match (self, clock.hour) {
            (_, 0 | 13..) => clock.hour,
            (Self::Morning | Self::Night, 12) => 0,
            (Self::Morning, hour) | (Self::Night, hour @ ..6) | (Self::Midday, hour @ 10..) => hour,
            (_, 12) => 12,
            (_, hour) => hour + 12,
        };
        Clock { hour, ..clock }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Adverb,
    Noun,
    Hour,
}

static PARTS: LazyLock<[Phrases<Part>; 3]> = LazyLock::new(|| {
    let mut parts: [Phrases<Part>; 3] = Default::default();
    for line in include_str!("data/day_parts.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(name), Some(place), Some(names)) = (cells.next(), cells.next(), cells.next()) else { continue };
        let place = match place {
            "adverb" => Place::Adverb,
            "noun" => Place::Noun,
            _ => Place::Hour,
        };
        if let Some(part) = Part::of_name(name) {
            names.split('|').for_each(|name| parts[place as usize].add(name, part));
        }
    }
    parts
});

/// The words with which the names of parts of the day begin, where they stand by themselves or before a date.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    PARTS[..Place::Hour as usize].iter().flat_map(Phrases::first_words)
}

fn named(tokens: &Tokens<'_>, place: Place, at: usize) -> Option<(Part, usize)> {
    PARTS[place as usize].at(tokens, at, tokens.fold(at))
}

/// The part of the day that stands by itself from a token on: «صباحا», «قبل الظهر».
pub(super) fn adverb(tokens: &Tokens<'_>, at: usize) -> Option<(Part, usize)> {
    named(tokens, Place::Adverb, at)
}

/// The part of the day that begins with a token and wants a date after it: «صباح», «فجر».
pub(super) fn noun(tokens: &Tokens<'_>, at: usize) -> Option<(Part, usize)> {
    PARTS[Place::Noun as usize].at(tokens, at, tokens.stem(at))
}

/// The part of the day after an hour; abbreviations only where it is certain that this is a time.
pub(super) fn after_hour(tokens: &Tokens<'_>, at: usize, certain: bool) -> Option<(Part, usize)> {
    if !tokens.follows(at) {
        return None;
    }
    if let Some(found) = named(tokens, Place::Adverb, at).or_else(|| named(tokens, Place::Hour, at)) {
        return Some(found);
    }
    match tokens.fold(at) {
        "من" | "في" if tokens.follows(at + 1) => {
            let next = at + 1;
            named(tokens, Place::Noun, next).or_else(|| named(tokens, Place::Hour, next)).filter(|_| certain)
        }
        "ص" | "am" if certain => Some((Part::Morning, at + 1)),
        "م" | "pm" if certain => Some((Part::Evening, at + 1)),
        // «بالليل», «بالنهار».
        fold => {
            let article = fold.strip_prefix('ب').filter(|rest| rest.starts_with("ال"))?;
            PARTS[Place::Hour as usize].alone(article).map(|part| (part, at + 1))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::found_on_10_march_2021;

    #[test]
    fn parts_of_the_day() {
        for (text, found, value) in [
            ("صباحا", "صباحا", "TMO"),
            ("مساء الأربعاء", "مساء الأربعاء", "XXXX-WXX-3TEV"),
            ("فجر أمس", "فجر أمس", "2021-03-09TMO"),
            ("في المساء", "المساء", "TEV"),
            ("9 بالليل", "9 بالليل", "21:00"),
            ("12:30 ظهرا", "12:30 ظهرا", "12:30"),
        ] {
            assert_eq!(found_on_10_march_2021(text, None), [(found.to_owned(), value.to_owned())], "{text}");
        }
        for text in ["صباح الخير", "الفجر الجديد"] {
            assert_eq!(found_on_10_march_2021(text, None), [], "{text}");
        }
    }
}
