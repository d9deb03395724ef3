//! Which of overlapping spans wins: the longest, then the most specific. What lies inside another entity is part of it.

use super::Entity;

/// Brings candidates in order of position and settles their overlaps. Spans that cut across a longer one go; spans
/// inside another one get it as `parent`, or go too unless `nested`. Of two with one and the same span the more
/// specific stays.
pub(super) fn settle(candidates: &mut Vec<Entity>, nested: bool) {
    // Parents come before what they hold.
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
            if !nested || around.span == entity.span || around.label.is_whole() {
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
    let mut kept: Vec<Entity> = Vec::with_capacity(sorted.len());
    'next: for entity in sorted.drain(..) {
        // Only those at the end of the list can reach this far: what lies inside another ends before it.
        let mut reaching = kept.len();
        while reaching > 0 && kept[reaching - 1].span.end > entity.span.start {
            let other = &kept[reaching - 1];
            let crosses = other.span.end < entity.span.end && other.span.start < entity.span.start;
            if crosses && beats(other, &entity) {
                continue 'next;
            }
            if crosses {
                kept.remove(reaching - 1);
            }
            reaching -= 1;
        }
        kept.push(entity);
    }
    *sorted = kept;
}

#[cfg(test)]
mod tests {
    use super::super::Label;
    use super::*;

    fn settled(spans: &[(Label, usize, usize)], nested: bool) -> Vec<(Label, usize, usize, Option<u32>)> {
        let mut entities: Vec<Entity> = spans.iter().map(|(label, a, b)| Entity::new(*label, *a..*b)).collect();
        settle(&mut entities, nested);
        entities.into_iter().map(|e| (e.label, e.span.start, e.span.end, e.parent)).collect()
    }

    #[test]
    fn the_longest_wins_and_holds_the_others() {
        let spans = [(Label::Cardinal, 0, 2), (Label::Percent, 0, 6), (Label::Cardinal, 9, 11)];
        assert_eq!(settled(&spans, false), [(Label::Percent, 0, 6, None), (Label::Cardinal, 9, 11, None)]);
        assert_eq!(
            settled(&spans, true),
            [(Label::Percent, 0, 6, None), (Label::Cardinal, 0, 2, Some(0)), (Label::Cardinal, 9, 11, None)]
        );
    }

    #[test]
    fn the_more_specific_wins_at_one_span() {
        assert_eq!(settled(&[(Label::Cardinal, 0, 9), (Label::Phone, 0, 9)], true), [(Label::Phone, 0, 9, None)]);
    }

    #[test]
    fn of_crossing_spans_one_goes() {
        let spans = [(Label::Date, 0, 5), (Label::Phone, 3, 12), (Label::Cardinal, 10, 14)];
        assert_eq!(settled(&spans, true), [(Label::Phone, 3, 12, None)]);
    }
}
