//! What several steps did to a text, one after the other, told as the edits of one.

use super::edits::{Edit, Stage};

/// The edits that lead from the first text to the last; none if characters changed places.
pub(super) fn composed(stages: &[Stage]) -> Option<Vec<Edit>> {
    stages.iter().try_fold(Vec::new(), |before, stage| match stage {
        Stage::Edits(edits) => Some(after_another(&before, edits)),
        Stage::Order(_) => None,
    })
}

/// A change of the text between two steps: made by the first of them, or undone by the second.
struct Change {
    start: usize,
    end: usize,
    /// How many bytes stand for these before the first step, and after the second.
    before: Option<usize>,
    after: Option<usize>,
}

/// The edits of two steps. Those that touch the same text become one, of all that either covers.
fn after_another(first: &[Edit], second: &[Edit]) -> Vec<Edit> {
    let mut edits = Vec::new();
    // What to add to a position between the steps to get the one before the first.
    let mut shift = 0;
    let mut cluster: Vec<Change> = Vec::new();
    for change in in_order(first, second) {
        let end = cluster.iter().map(|change| change.end).max();
        // Something deleted where something is inserted.
        let meets = |other: &Change| other.start == other.end && (other.start, other.end) == (change.start, change.end);
        if end.is_some_and(|end| change.start >= end) && !cluster.iter().all(meets) {
            close(&mut cluster, &mut shift, &mut edits);
        }
        cluster.push(change);
    }
    close(&mut cluster, &mut shift, &mut edits);
    edits
}

/// The changes by where they begin between the two steps, the empty ones first.
fn in_order(first: &[Edit], second: &[Edit]) -> Vec<Change> {
    let mut moved = 0;
    let made = first.iter().map(|edit| {
        let start = edit.at.wrapping_add_signed(moved);
        moved += edit.new.cast_signed() - edit.old.cast_signed();
        Change { start, end: start + edit.new, before: Some(edit.old), after: None }
    });
    let mut changes: Vec<Change> = made.collect();
    let undone = |edit: &Edit| Change { start: edit.at, end: edit.at + edit.old, before: None, after: Some(edit.new) };
    changes.extend(second.iter().map(undone));
    changes.sort_by_key(|change| (change.start, change.end));
    changes
}

/// Makes one edit of changes that touch each other.
fn close(cluster: &mut Vec<Change>, shift: &mut isize, edits: &mut Vec<Edit>) {
    let (Some(start), Some(end)) = (cluster.first().map(|c| c.start), cluster.iter().map(|c| c.end).max()) else {
        return;
    };
    let grown = |to: fn(&Change) -> Option<usize>| -> isize {
        let each = |change: &Change| to(change).map(|to| to.cast_signed() - (change.end - change.start).cast_signed());
        cluster.iter().filter_map(each).sum()
    };
    let (before, after) = (grown(|change| change.before), grown(|change| change.after));
    edits.push(Edit {
        at: start.wrapping_add_signed(*shift),
        old: (end - start).wrapping_add_signed(before),
        new: (end - start).wrapping_add_signed(after),
    });
    *shift += before;
    cluster.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(at: usize, old: usize, new: usize) -> Edit {
        Edit { at, old, new }
    }

    #[test]
    fn edits_of_different_places_stay_apart() {
        assert_eq!(
            after_another(&[edit(4, 2, 1)], &[edit(0, 1, 3), edit(5, 1, 0)]),
            [edit(0, 1, 3), edit(4, 2, 1), edit(6, 1, 0)]
        );
    }

    #[test]
    fn edits_of_one_place_become_one() {
        // abc -> XYZW at 2, of which YZ goes.
        assert_eq!(after_another(&[edit(2, 3, 4)], &[edit(3, 2, 0)]), [edit(2, 3, 2)]);
        // One of the second step over two of the first and what stands between them.
        assert_eq!(after_another(&[edit(0, 1, 2), edit(4, 1, 2)], &[edit(1, 5, 1)]), [edit(0, 5, 3)]);
    }

    #[test]
    fn what_was_deleted_stands_before_what_follows_it() {
        assert_eq!(after_another(&[edit(1, 2, 0)], &[edit(1, 1, 2)]), [edit(1, 2, 0), edit(3, 1, 2)]);
        assert_eq!(after_another(&[edit(1, 2, 0)], &[edit(0, 1, 2)]), [edit(0, 1, 2), edit(1, 2, 0)]);
        assert_eq!(after_another(&[edit(1, 2, 0)], &[edit(1, 0, 3)]), [edit(1, 2, 3)]);
        assert_eq!(after_another(&[edit(1, 2, 0)], &[edit(0, 3, 1)]), [edit(0, 5, 1)]);
    }
}
