//! `visual_order="repair"`: lines of presentation forms that run backwards, put in logical order.
//!
//! Text taken out of PDF files can hold its letters in the order in which they stand on the page, from left to right.
//! Presentation forms prove it: in logical order a letter that joins the next one (initial or medial form) is followed
//! by one that joins the one before (medial or final form); in visual order it is the other way round. A line is
//! turned when the joins that only make sense backwards are at least twice as many as those that only make sense
//! forwards. Numbers and words in Latin letters keep their own direction (the inverse of UAX #9, rule L2), brackets
//! and guillemets are mirrored (L4).

use super::edits::{Draft, Moved};
use crate::script::{digit_value, is_letter, is_line_break, is_mark, is_presentation_form};

/// Which neighbours a presentation form joins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Isolated,
    Final,
    Initial,
    Medial,
}

impl Form {
    fn joins_next(self) -> bool {
        matches!(self, Self::Initial | Self::Medial)
    }
    fn joins_previous(self) -> bool {
        matches!(self, Self::Medial | Self::Final)
    }
}

const IN_FOURS: [Form; 4] = [Form::Isolated, Form::Final, Form::Initial, Form::Medial];

/// Runs of letters in the code charts: first, last, and how many forms each letter has (isolated, final and, for
/// letters that join on both sides, initial, medial).
const CHART: &[(u32, u32, u32)] = &[
    (0xFB50, 0xFB51, 2),
    (0xFB52, 0xFB81, 4),
    (0xFB82, 0xFB8D, 2),
    (0xFB8E, 0xFB9D, 4),
    (0xFB9E, 0xFB9F, 2),
    (0xFBA0, 0xFBA3, 4),
    (0xFBA4, 0xFBA5, 2),
    (0xFBA6, 0xFBAD, 4),
    (0xFBAE, 0xFBB1, 2),
    (0xFBD3, 0xFBD6, 4),
    (0xFBD7, 0xFBDC, 2),
    (0xFBDE, 0xFBE3, 2),
    (0xFBE4, 0xFBE7, 4),
    (0xFBFC, 0xFBFF, 4),
    (0xFE81, 0xFE88, 2),
    (0xFE89, 0xFE8C, 4),
    (0xFE8D, 0xFE8E, 2),
    (0xFE8F, 0xFE92, 4),
    (0xFE93, 0xFE94, 2),
    (0xFE95, 0xFEA8, 4),
    (0xFEA9, 0xFEB0, 2),
    (0xFEB1, 0xFEEC, 4),
    (0xFEED, 0xFEF0, 2),
    (0xFEF1, 0xFEF4, 4),
    (0xFEF5, 0xFEFC, 2),
];

fn form(c: char) -> Option<Form> {
    if !is_presentation_form(c) {
        return None;
    }
    let code = c as u32;
    let (first, _, forms) = CHART.iter().find(|(first, last, _)| (*first..=*last).contains(&code))?;
    Some(IN_FOURS[((code - first) % forms) as usize])
}

/// Puts every line that runs backwards in logical order; true if there was one.
pub(super) fn repair(draft: &mut Draft<'_>) -> bool {
    let mut from = 0;
    let mut lines = Vec::new();
    for line in draft.text.split_inclusive(is_line_break) {
        let content = line.trim_end_matches(is_line_break);
        if runs_backwards(content) {
            lines.push(from..from + content.len());
        }
        from += line.len();
    }
    if lines.is_empty() {
        return false;
    }
    let mut out = String::with_capacity(draft.text.len());
    let mut moved = Vec::new();
    let mut from = 0;
    for line in lines {
        let (start, end) = (line.start, line.end);
        put_in_order(&draft.text[from..start], from, false, &mut out, &mut moved);
        put_in_order(&draft.text[start..end], start, true, &mut out, &mut moved);
        from = end;
    }
    let rest = draft.text[from..].to_owned();
    put_in_order(&rest, from, false, &mut out, &mut moved);
    draft.reorder(out, moved);
    true
}

fn runs_backwards(line: &str) -> bool {
    let (mut forwards, mut backwards) = (0, 0);
    let mut previous: Option<Form> = None;
    for c in line.chars().filter(|c| !is_mark(*c)) {
        let now = form(c);
        if let (Some(a), Some(b)) = (previous, now) {
            let makes_sense_forwards = a.joins_next() && b.joins_previous();
            let makes_sense_backwards = a.joins_previous() && b.joins_next();
            forwards += u32::from(makes_sense_forwards && !makes_sense_backwards);
            backwards += u32::from(makes_sense_backwards && !makes_sense_forwards);
        }
        previous = now;
    }
    backwards > 0 && backwards >= 2 * forwards
}

/// Appends a stretch as it is, or a line turned round.
fn put_in_order(text: &str, offset: usize, turn: bool, out: &mut String, moved: &mut Vec<Moved>) {
    if !turn {
        if !text.is_empty() {
            moved.push(Moved { from: offset, to: out.len(), len: text.len() });
            out.push_str(text);
        }
        return;
    }
    let clusters = clusters(text);
    for run in runs(&clusters).into_iter().rev() {
        let left_to_right = run.left_to_right;
        let mut emit = |cluster: &Cluster<'_>| {
            moved.push(Moved { from: offset + cluster.start, to: out.len(), len: cluster.text.len() });
            match mirrored(cluster.first) {
                Some(mirror) if !left_to_right => out.push(mirror),
                _ => out.push_str(cluster.text),
            }
        };
        let run = &clusters[run.first..run.last];
        if left_to_right { run.iter().for_each(&mut emit) } else { run.iter().rev().for_each(&mut emit) }
    }
}

/// What moves as one: a character, with its marks where they follow it.
struct Cluster<'t> {
    start: usize,
    text: &'t str,
    first: char,
}

fn clusters(line: &str) -> Vec<Cluster<'_>> {
    let marks_first = marks_precede_letters(line);
    let mut clusters: Vec<Cluster<'_>> = Vec::new();
    for (start, c) in line.char_indices() {
        let end = start + c.len_utf8();
        match clusters.last_mut() {
            Some(last) if !marks_first && is_mark(c) => last.text = &line[last.start..end],
            _ => clusters.push(Cluster { start, text: &line[start..end], first: c }),
        }
    }
    clusters
}

/// Whether the line was turned by code points, so that marks stand before their letters: then a mark stands at the
/// beginning of a word.
fn marks_precede_letters(line: &str) -> bool {
    let mut after_letter = false;
    line.chars().any(|c| {
        let lonely = is_mark(c) && !after_letter;
        after_letter = is_mark(c) || is_letter(c);
        lonely
    })
}

/// Clusters `first..last` of one direction.
struct Run {
    first: usize,
    last: usize,
    left_to_right: bool,
}

/// The directions of a line: numbers with the separators inside them, and words in other letters with all that stands
/// between them, run from left to right; each other cluster is a run of its own kind from right to left.
fn runs(clusters: &[Cluster<'_>]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut at = 0;
    while at < clusters.len() {
        let last = left_to_right_end(clusters, at);
        match runs.last_mut() {
            Some(run) if last == at && !run.left_to_right => run.last += 1,
            _ if last == at => runs.push(Run { first: at, last: at + 1, left_to_right: false }),
            _ => runs.push(Run { first: at, last, left_to_right: true }),
        }
        at = last.max(at + 1);
    }
    runs
}

/// Where the run from left to right that begins at `at` ends; `at` itself if none does.
fn left_to_right_end(clusters: &[Cluster<'_>], at: usize) -> usize {
    let (mut end, mut words) = (at, false);
    for (i, cluster) in clusters.iter().enumerate().skip(at) {
        let c = cluster.first;
        let number_sign = matches!(c, '%' | '$' | '#' | '\u{A2}'..='\u{A5}' | '°' | '€' | '\u{66A}');
        if digit_value(c).is_some() || (is_letter(c) && is_left_to_right_letter(c)) {
            words |= is_letter(c);
            end = i + 1;
        } else if is_letter(c) || (end == at && !number_sign) {
            break;
        } else if number_sign && end == i {
            // A sign that touches the number belongs to it.
            end = if end > at || next_is_digit(clusters, i) { i + 1 } else { break };
        } else if !(words || (is_inner_separator(c) && next_is_digit(clusters, i) && end == i)) {
            break;
        }
    }
    end
}

fn next_is_digit(clusters: &[Cluster<'_>], at: usize) -> bool {
    clusters.get(at + 1).is_some_and(|next| digit_value(next.first).is_some())
}

fn is_inner_separator(c: char) -> bool {
    crate::script::is_number_separator(c) || c == '+'
}

// Hebrew, Syriac, Thaana, N'Ko and the like also run from right to left.
fn is_left_to_right_letter(c: char) -> bool {
    !matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

fn mirrored(c: char) -> Option<char> {
    Some(match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        '‹' => '›',
        '›' => '‹',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(text: &str) -> String {
        let mut draft = Draft::new(text, true);
        repair(&mut draft);
        draft.text.into_owned()
    }

    #[test]
    fn backward_lines_are_turned_and_others_stay() {
        // «سلام (عليكم)» as it stands on the page, from left to right.
        let page = "(\u{FEE2}\u{FEDC}\u{FEF4}\u{FEE0}\u{FECB}) \u{FEE1}\u{FEFC}\u{FEB3}";
        let logical = "\u{FEB3}\u{FEFC}\u{FEE1} (\u{FECB}\u{FEE0}\u{FEF4}\u{FEDC}\u{FEE2})";
        assert_eq!(repaired(page), logical);
        assert_eq!(repaired(logical), logical);
        assert_eq!(repaired(&format!("{logical}\n{page}\nنص")), format!("{logical}\n{logical}\nنص"));
    }

    #[test]
    fn numbers_and_latin_words_keep_their_direction() {
        let word = "\u{FEE2}\u{FEDC}\u{FEF4}\u{FEE0}\u{FECB}";
        let turned: String = word.chars().rev().collect();
        assert_eq!(repaired(&format!("2018/1/15 {word} 12 34")), format!("34 12 {turned} 2018/1/15"));
        assert_eq!(repaired(&format!("{word} New York 5")), format!("New York 5 {turned}"));
        assert_eq!(repaired(&format!("50% {word}")), format!("{turned} 50%"));
    }

    #[test]
    fn marks_stay_with_their_letters() {
        let kept = "\u{FEE2}\u{64F}\u{FEDC}\u{FEF4}\u{FEE0}\u{64E}\u{FECB}\u{64E}";
        let logical = "\u{FECB}\u{64E}\u{FEE0}\u{64E}\u{FEF4}\u{FEDC}\u{FEE2}\u{64F}";
        assert_eq!(repaired(kept), logical);
        assert_eq!(repaired(&logical.chars().rev().collect::<String>()), logical);
    }

    #[test]
    fn forms_follow_the_chart() {
        use unicode_normalization::UnicodeNormalization;
        for (first, last, forms) in CHART {
            assert_eq!((last + 1 - first) % forms, 0, "{first:X}");
            for code in (*first..=*last).step_by(*forms as usize) {
                let letters = |code: u32| char::from_u32(code).unwrap().nfkc().collect::<String>();
                assert!((code..code + forms).all(|other| letters(other) == letters(code)), "{code:X}");
            }
        }
    }
}
