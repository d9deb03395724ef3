//! Positions in bytes to positions in code points, and back. The only place that converts.

use std::ops::Range;

/// Converts byte positions of one text that come in ascending order, in one walk over it.
///
/// ```
/// use ibriz::offsets::Walk;
///
/// let mut walk = Walk::new("أ ب😀ج");
/// assert_eq!(walk.code_points(3..5), 2..3);
/// assert_eq!(walk.code_points(5..11), 3..5);
/// ```
#[derive(Debug, Clone)]
pub struct Walk<'t> {
    text: &'t str,
    byte: usize,
    code_point: usize,
}

impl<'t> Walk<'t> {
    /// Begins at the start of a text.
    pub fn new(text: &'t str) -> Self {
        Self { text, byte: 0, code_point: 0 }
    }

    /// The code points of a span of bytes that begins no earlier than the one before.
    ///
    /// # Panics
    /// If it begins earlier, or a boundary lies inside a character.
    pub fn code_points(&mut self, span: Range<usize>) -> Range<usize> {
        self.code_point += self.text[self.byte..span.start].chars().count();
        self.byte = span.start;
        self.code_point..self.code_point + self.text[span].chars().count()
    }
}

const STRIDE: usize = 128;

/// How many code points begin before every 128th byte of a text.
#[derive(Debug, Clone)]
pub(crate) struct CodePointIndex {
    before: Vec<usize>,
}

impl CodePointIndex {
    pub(crate) fn new(text: &str) -> Self {
        let mut count = 0;
        let before = text
            .as_bytes()
            .chunks(STRIDE)
            .map(|chunk| {
                let here = count;
                count += chunk.iter().filter(|b| begins_code_point(**b)).count();
                here
            })
            .collect();
        Self { before }
    }

    /// The byte position of a code point; the end of the text if there are not so many.
    fn byte(&self, text: &str, code_point: usize) -> usize {
        let block = self.before.partition_point(|before| *before <= code_point).saturating_sub(1);
        let mut count = self.before.get(block).copied().unwrap_or(0);
        let from = block * STRIDE;
        for (i, byte) in text.as_bytes().iter().enumerate().skip(from) {
            if begins_code_point(*byte) {
                if count == code_point {
                    return i;
                }
                count += 1;
            }
        }
        text.len()
    }

    /// The bytes of a span of code points; positions beyond the end count as the end.
    pub(crate) fn bytes(&self, text: &str, start: usize, end: usize) -> Range<usize> {
        let first = self.byte(text, start);
        first..if end <= start { first } else { self.byte(text, end) }
    }

    fn code_point(&self, text: &str, byte: usize) -> usize {
        let block = (byte / STRIDE).min(self.before.len().saturating_sub(1));
        let before = self.before.get(block).copied().unwrap_or(0);
        before + text.as_bytes()[block * STRIDE..byte].iter().filter(|b| begins_code_point(**b)).count()
    }

    /// The code points of a span of bytes.
    pub(crate) fn code_points(&self, text: &str, span: Range<usize>) -> (usize, usize) {
        (self.code_point(text, span.start), self.code_point(text, span.end))
    }
}

fn begins_code_point(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_agree_with_counting() {
        let text = "أب\u{64E}c😀\u{200F} ".repeat(60);
        let index = CodePointIndex::new(&text);
        let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        let mut walk = Walk::new(&text);
        for (code_point, byte) in starts.iter().enumerate() {
            assert_eq!(index.code_points(&text, *byte..text.len()), (code_point, starts.len() - 1));
            assert_eq!(index.bytes(&text, code_point, usize::MAX), *byte..text.len());
            assert_eq!(walk.code_points(*byte..text.len()).start, code_point);
        }
        assert_eq!(index.bytes(&text, 5, 3), starts[5]..starts[5]);
    }
}
