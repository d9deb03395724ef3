//! Words that say on which side of the reference a unit lies, and how far: «الماضي», «المقبل», «قبل الماضي», «الحالي».

use std::sync::LazyLock;

use super::phrases::Phrases;
use super::tokens::Tokens;

static DIRECTIONS: LazyLock<Phrases<i8>> = LazyLock::new(|| {
    let mut directions = Phrases::default();
    for line in include_str!("data/directions.tsv").lines().filter(|line| !line.starts_with('#')) {
        if let Some((count, words)) = line.split_once('\t') {
            words.split('|').for_each(|word| directions.add(word, count.parse().unwrap_or_default()));
        }
    }
    directions
});

/// How many units from the reference the words from a token on say, and the token after them.
pub(super) fn direction(tokens: &Tokens<'_>, at: usize) -> Option<(i64, usize)> {
    let mut next = at;
    let fold = |at: usize| if tokens.follows(at) { tokens.fold(at) } else { "" };
    let relative = matches!(fold(next), "اللي" | "الي" | "الذي" | "التي" | "يلي");
    if relative {
        next += 1;
        match fold(next) {
            "فات" | "فاتت" | "مضي" | "مضت" | "راح" | "راحت" => return Some((-1, next + 1)),
            "جاي" | "جايه" | "جاء" => return Some((1, next + 1)),
            _ => {}
        }
    }
    let further = match fold(next) {
        "قبل" => -1,
        "بعد" => 1,
        "ما" if matches!(fold(next + 1), "قبل" | "بعد") => {
            next += 1;
            if fold(next) == "قبل" { -1 } else { 1 }
        }
        _ => 0,
    };
    next += usize::from(further != 0);
    let (count, end) = DIRECTIONS.at(tokens, next, tokens.fold(next)).filter(|_| tokens.follows(next))?;
    let count = i64::from(count);
    (further == 0 || further == count).then_some((count + further, end))
}

#[cfg(test)]
mod tests {
    use super::super::found_on_10_march_2021;

    #[test]
    fn words_that_say_which() {
        for (text, found, value) in [
            ("العام قبل الماضي", "العام قبل الماضي", "2019"),
            ("الأسبوع بعد القادم", "الأسبوع بعد القادم", "2021-W12"),
            ("الشهر اللي فات", "الشهر اللي فات", "2021-02"),
            ("الخميس المقبل", "الخميس المقبل", "2021-03-11"),
            ("الشهر الحالي", "الشهر الحالي", "2021-03"),
        ] {
            assert_eq!(found_on_10_march_2021(text, None), [(found.to_owned(), value.to_owned())], "{text}");
        }
    }
}
