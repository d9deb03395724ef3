//! A name that is part of a known organisation is that organisation: «سوريا» in «قوات سوريا الديمقراطية».

use std::ops::Range;

use super::form::form;
use super::lexicon::{Entrance, Lexicon};
use super::words::Word;

/// Organisations of fewer words are left to the model: «مجلس النواب» can be any.
const SURE: usize = 3;

/// The words of the known organisation that a name is part of and that begins in its sentence no earlier than `from`.
pub(super) fn organisation(
    lexicon: &Lexicon,
    text: &str,
    words: &[Word],
    name: &Range<usize>,
    from: usize,
) -> Option<Range<usize>> {
    let org = 1 << lexicon.class("org")?;
    let first = from.max((name.start + 1).saturating_sub(SURE));
    // From the beginning of the sentence to where the longest such name could end.
    let begins = (first..=name.start).rev().find(|at| words[*at].begins).unwrap_or(first);
    let last = (name.end + 2 * SURE).min(words.len());
    let ends = (name.start + 1..last).find(|at| words[*at].begins).unwrap_or(last);
    let entrance = |word: &Word| lexicon.entrance(&form(&text[word.span.clone()]));
    let entrances: Vec<Entrance> = words[begins..ends].iter().map(entrance).collect();
    (begins..=name.start).find_map(|at| {
        let found = lexicon.longest(entrances[at - begins..].iter())?;
        let whole = at..at + found.words;
        let wider = whole.end >= name.end && whole.len() > name.len();
        (wider && found.words >= SURE && found.entry.classes & org != 0).then_some(whole)
    })
}

#[cfg(test)]
mod tests {
    use super::super::words::split;
    use super::*;

    fn whole(text: &str, name: Range<usize>) -> Option<Range<usize>> {
        let lexicon =
            Lexicon::parse("# org city\nقوات سوريا الديمقراطيه\torg\nسوريا\tcity\nسوريا اليوم\torg\n").unwrap();
        let mut words = Vec::new();
        split(text, &mut words);
        organisation(&lexicon, text, &words, &name, 0)
    }

    #[test]
    fn a_part_of_a_known_organisation_is_the_whole() {
        assert_eq!(whole("قالت وقوات سوريا الديمقراطية إن", 2..3), Some(1..4));
        assert_eq!(whole("قالت قوات سوريا. الديمقراطية", 2..3), None);
        assert_eq!(whole("قالت سوريا اليوم", 1..2), None);
        assert_eq!(whole("قوات سوريا الديمقراطية", 0..3), None);
    }
}
