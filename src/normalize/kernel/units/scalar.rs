//! The table of code points looked into one at a time, on any machine.

use super::Row;
use super::table::{FIRST_ASIDE, GONE, STAYS, Table};
use crate::transcode::Unit;

/// See [`Table::stretch`].
#[expect(clippy::needless_bitwise_bool, reason = "what text holds cannot be guessed, and a wrong guess costs more")]
pub(super) fn stretch<U: Unit>(table: &Table, row: &mut Row<'_, U>) -> Option<u16> {
    let blank = U::from(table.blank);
    let mut last = row.written.checked_sub(1).map_or(blank, |i| row.out[i]);
    let room = row.out.as_mut_slice();
    let mut written = row.written;
    for (i, unit) in row.units[row.at..].iter().enumerate() {
        let entry = table.entry((*unit).into());
        if entry >= FIRST_ASIDE {
            (row.at, row.written) = (row.at + i, written);
            return Some(entry);
        }
        let result = if entry >= STAYS { *unit } else { U::from(entry) };
        let is_gone = entry == GONE;
        room[written] = result;
        written += usize::from(!is_gone & !((result == blank) & (last == blank)));
        last = if is_gone { last } else { result };
    }
    (row.at, row.written) = (row.units.len(), written);
    None
}
