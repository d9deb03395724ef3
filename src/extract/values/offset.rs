//! Lengths of time before or after the reference: «قبل ثلاثة أيام», «منذ أكثر من ست سنوات», «17 يوما من الآن».

use std::ops::Range;

use super::anchor::{self, Grain};
use super::bounds::comparison_before;
use super::duration::Duration;
use super::relative::{Relative, View, bare, before, relative};
use super::tokens::Tokens;

/// «قبل ثلاثة أيام», «منذ أكثر من ست سنوات», «بعد ساعتين», «17 يوما من الآن».
pub(super) fn offset(tokens: &Tokens<'_>, view: View, duration: &Duration) -> Option<Relative> {
    let (value, unit) = duration.simple.as_ref()?;
    let grain = Grain::of(unit)?;
    let count = i64::try_from(value.as_whole()?).ok()?;
    let range = duration.tokens.clone();
    let (sign, range) = direction_of(tokens, range)?;
    let count = count.checked_mul(sign)?;
    let value = view.reference.and_then(|reference| anchor::away(reference, grain, count));
    Some(relative(tokens, range, value, Some((count, grain))))
}

fn direction_of(tokens: &Tokens<'_>, range: Range<usize>) -> Option<(i64, Range<usize>)> {
    let (end, at) = (range.end, before_hedge(tokens, range.start));
    let word_after = |nth: usize| if tokens.follows(end + nth) { tokens.fold(end + nth) } else { "" };
    let from_now = word_after(0) == "من" && matches!(word_after(1), "الان" | "اليوم" | "الحين" | "هلا");
    if from_now {
        let into = at.filter(|at| matches!(bare(tokens, *at), "بعد" | "خلال" | "غضون"));
        let into = into.map_or(range.start, |at| if tokens.fold(at) == "غضون" { at.saturating_sub(1) } else { at });
        return Some((1, into..end + 2));
    }
    if matches!(word_after(0), "مضت" | "مضي" | "خلت" | "مضيا" | "مضتا") {
        return Some((-1, range.start..end + 1));
    }
    let at = at?;
    let sign = match bare(tokens, at) {
        "قبل" | "منذ" | "مند" => -1,
        "بعد" => 1,
        _ => return None,
    };
    // «بعد يوم من الحادث» is counted from something else, «بعد ثلاثة أيام على».
    if matches!(word_after(0), "من" | "علي") && bare(tokens, at) != "منذ" {
        return None;
    }
    // «الأربعاء قبل يومين» has a day of its own.
    Some((sign, at..end))
}

/// The token before a length of time, over «نحو», «أكثر من» and the like.
fn before_hedge(tokens: &Tokens<'_>, start: usize) -> Option<usize> {
    before(tokens, comparison_before(tokens, start).map_or(start, |(_, phrase)| phrase))
}

#[cfg(test)]
mod tests {
    use super::super::found_on_10_march_2021;

    #[test]
    fn lengths_before_and_after_now() {
        for (text, found, value) in [
            ("قبل ثلاثة أيام", "قبل ثلاثة أيام", "2021-03-07"),
            ("منذ ما يزيد عن عشر سنوات", "منذ ما يزيد عن عشر سنوات", "2011"),
            ("17 يوما من الآن", "17 يوما من الآن", "2021-03-27"),
            ("بعد ساعتين", "بعد ساعتين", "2021-03-10T12:20:00"),
            ("بعد يومين من الحادث", "يومين", "P2D"),
            ("سنتان مضتا", "سنتان مضتا", "2019"),
        ] {
            assert_eq!(found_on_10_march_2021(text, None), [(found.to_owned(), value.to_owned())], "{text}");
        }
    }
}
