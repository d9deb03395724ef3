//! The tables run over text one character at a time, on any machine.

use super::{GONE, SPECIAL, State, Tables};

/// See [`super::Kernel::simple_stretch`].
pub(super) fn simple_stretch(
    tables: &Tables,
    text: &str,
    mut at: usize,
    out: &mut Vec<u8>,
    state: &mut State,
) -> usize {
    let bytes = text.as_bytes();
    out.reserve(bytes.len() - at);
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1).copied().unwrap_or(0);
        let (width, first, second) = if byte < 0x80 {
            state.maybe_address |= hints_at_address(byte, next);
            (1, tables.ascii[byte as usize], GONE)
        } else if byte & 0xFC == 0xD8 {
            let pair = usize::from(byte & 3) << 6 | usize::from(next & 0x3F);
            (2, tables.lead[pair], tables.cont[pair])
        } else {
            return at;
        };
        if first == SPECIAL {
            return at;
        }
        at += width;
        for result in [first, second] {
            if result == GONE || (result == b' ' && tables.collapses && state.after_space) {
                continue;
            }
            out.push(result);
            state.after_space = result == b' ';
        }
    }
    at
}

/// Whether two bytes could be part of a URL or e-mail address: an at sign, a colon and a slash, a full stop and a
/// letter; something invisible may stand between them.
pub(super) fn hints_at_address(byte: u8, next: u8) -> bool {
    let foreign = next >= 0x80 && next & 0xFC != 0xD8;
    match byte {
        b'@' => true,
        b':' => next == b'/' || foreign,
        b'.' => next.is_ascii_alphabetic() || foreign,
        _ => false,
    }
}
