//! Which of overlapping spans wins: the longest, then the most specific. What lies inside another entity is part of it.

use super::Entity;

/// Brings candidates in order of position, a parent before what it holds, and settles their overlaps. Of spans that
/// cut across each other the shorter goes; spans inside another one get it as `parent`, unless that one is a whole
/// without parts. Of two with one and the same span the more specific stays. An empty span is none: one character, such
/// as the ligature U+FC08, can hold a preposition and the unit behind it.
pub(super) fn settle(candidates: &mut Vec<Entity>) {
    candidates.retain(|entity| !entity.span.is_empty());
    candidates.sort_by(|a, b| {
        (a.span.start, b.span.end)
            .cmp(&(b.span.start, a.span.end))
            .then(b.label.specificity().cmp(&a.label.specificity()))
    });
    drop_crossing(candidates);
    let mut settled: Vec<Entity> = Vec::with_capacity(candidates.len());
    // The entities that are still open at the current position, outermost first.
    let mut open: Vec<u32> = Vec::new();
    for mut entity in candidates.drain(..) {
        while open.last().is_some_and(|last| settled[*last as usize].span.end <= entity.span.start) {
            open.pop();
        }
        if let Some(last) = open.last() {
            let around = &settled[*last as usize];
            if around.span == entity.span || !around.label.may_hold(entity.label) {
                continue;
            }
            entity.parent = Some(*last);
        }
        open.push(settled.len() as u32);
        settled.push(entity);
    }
    *candidates = settled;
}

/// Of two spans that overlap without one holding the other, the shorter goes; at equal length the less specific, then
/// the later.
fn drop_crossing(sorted: &mut Vec<Entity>) {
    let beats = |a: &Entity, b: &Entity| (a.span.len(), a.label.specificity()) >= (b.span.len(), b.label.specificity());
    let mut stays = vec![true; sorted.len()];
    // Entities open at the current position, each inside the one before it.
    let mut open: Vec<usize> = Vec::new();
    for (i, entity) in sorted.iter().enumerate() {
        while open.last().is_some_and(|last| sorted[*last].span.end <= entity.span.start) {
            open.pop();
        }
        // Those that end first are last.
        let crossing = open.iter().rev().take_while(|other| sorted[**other].span.end < entity.span.end).count();
        let crossed = &open[open.len() - crossing..];
        if crossed.iter().any(|other| beats(&sorted[*other], entity)) {
            stays[i] = false;
            continue;
        }
        for other in crossed {
            stays[*other] = false;
        }
        open.truncate(open.len() - crossing);
        open.push(i);
    }
    let mut stays = stays.into_iter();
    sorted.retain(|_| stays.next().unwrap_or(true));
}

#[cfg(test)]
mod tests {
    use super::super::Label;
    use super::*;

    fn settled(spans: &[(Label, usize, usize)]) -> Vec<(Label, usize, usize, Option<u32>)> {
        let mut entities: Vec<Entity> = spans.iter().map(|(label, a, b)| Entity::new(*label, *a..*b)).collect();
        settle(&mut entities);
        entities.into_iter().map(|e| (e.label, e.span.start, e.span.end, e.parent)).collect()
    }

    #[test]
    fn the_longest_holds_the_others() {
        let spans = [(Label::Cardinal, 9, 11), (Label::Cardinal, 0, 2), (Label::Percent, 0, 6)];
        assert_eq!(
            settled(&spans),
            [(Label::Percent, 0, 6, None), (Label::Cardinal, 0, 2, Some(0)), (Label::Cardinal, 9, 11, None)]
        );
    }

    #[test]
    fn the_more_specific_wins_at_one_span() {
        assert_eq!(settled(&[(Label::Cardinal, 0, 9), (Label::Phone, 0, 9)]), [(Label::Phone, 0, 9, None)]);
    }

    #[test]
    fn of_crossing_spans_one_goes() {
        let spans = [(Label::Date, 0, 5), (Label::Phone, 3, 12), (Label::Cardinal, 10, 14)];
        assert_eq!(settled(&spans), [(Label::Phone, 3, 12, None)]);
    }

    #[test]
    fn a_span_that_leaves_its_outer_one_crosses_it_whatever_stands_between() {
        let spans = [(Label::Date, 0, 20), (Label::Cardinal, 2, 4), (Label::Money, 15, 25)];
        assert_eq!(settled(&spans), [(Label::Date, 0, 20, None), (Label::Cardinal, 2, 4, Some(0))]);
        let spans = [(Label::Date, 0, 9), (Label::Cardinal, 2, 4), (Label::Money, 6, 25)];
        assert_eq!(settled(&spans), [(Label::Cardinal, 2, 4, None), (Label::Money, 6, 25, None)]);
    }

    #[test]
    fn nothing_is_part_of_a_whole() {
        assert_eq!(settled(&[(Label::Phone, 0, 9), (Label::Cardinal, 0, 3)]), [(Label::Phone, 0, 9, None)]);
    }
}
