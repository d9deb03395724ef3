//! The tables run over text one character at a time, on any machine.

use super::marks::is_disordered;
use super::{GONE, SPECIAL, State, Tables};

/// See [`super::Kernel::simple_stretch`].
pub(super) fn simple_stretch(
    tables: &Tables,
    bytes: &[u8],
    mut at: usize,
    out: &mut Vec<u8>,
    state: &mut State,
) -> usize {
    out.reserve(bytes.len() - at);
    while let Some(width) = simple_character(tables, bytes, at, out, state) {
        at += width;
    }
    at
}

/// Appends the result of the character at `at`; none if it is special or no UTF-8, or the text ends.
pub(super) fn simple_character(
    tables: &Tables,
    bytes: &[u8],
    at: usize,
    out: &mut Vec<u8>,
    state: &mut State,
) -> Option<usize> {
    let byte = *bytes.get(at)?;
    let (width, first, second) = if byte < 0x80 {
        if at >= state.cleared && hints_at_address(tables, &bytes[at..]) {
            return None;
        }
        (1, tables.ascii[usize::from(byte)], GONE)
    } else if is_pair_lead(byte) {
        let next = *bytes.get(at + 1).filter(|next| **next & 0xC0 == 0x80)?;
        if tables.orders_marks && is_disordered(tables, bytes, at, out) {
            return None;
        }
        let pair = pair(byte, next);
        (2, tables.lead[pair], tables.cont[pair])
    } else {
        return None;
    };
    if first == SPECIAL {
        return None;
    }
    for result in [first, second] {
        if result == GONE || (result == b' ' && tables.collapses && state.after_space) {
            continue;
        }
        out.push(result);
        state.after_space = result == b' ';
    }
    Some(width)
}

/// Whether a byte could be part of a URL or e-mail address: an at sign, a colon and a slash, a full stop and a letter;
/// something that is deleted may stand between them.
fn hints_at_address(tables: &Tables, bytes: &[u8]) -> bool {
    let next = bytes.get(1).copied().unwrap_or(0);
    match bytes[0] {
        b'@' => true,
        b':' => next == b'/' || may_go(tables, &bytes[1..]),
        b'.' => next.is_ascii_alphabetic() || may_go(tables, &bytes[1..]),
        _ => false,
    }
}

/// Whether the character that some bytes begin with might be deleted.
pub(super) fn may_go(tables: &Tables, bytes: &[u8]) -> bool {
    match *bytes {
        [] => false,
        [byte @ 0..0x80, ..] => tables.ascii[usize::from(byte)] == GONE,
        [byte, next, ..] if is_pair_lead(byte) => tables.lead[pair(byte, next)] == GONE,
        _ => true,
    }
}

fn is_pair_lead(byte: u8) -> bool {
    byte & 0xFC == 0xD8
}

pub(super) fn pair(lead: u8, next: u8) -> usize {
    usize::from(lead & 3) << 6 | usize::from(next & 0x3F)
}
