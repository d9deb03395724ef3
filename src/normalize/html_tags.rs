//! HTML tags, comments, scripts and styles: taken out of the text.
//!
//! A tag is `<` and an ASCII letter, `</` and an ASCII letter, or `<!`, up to the next `>` that is not inside a quoted
//! attribute; so «</3» and «<محمد>» are none. Comments and script and style elements go with what they hold; one that
//! is not closed counts as any other tag.

use memchr::{memchr, memchr_iter, memchr2, memmem, memrchr};

use super::edits::Edits;

/// Tags inside a line of text: `كلمة<b>ك</b>` is one word. All others part what they stand between.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q",
    "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// Removes every tag: an inline tag vanishes, any other becomes a space. Those that are tokens of ours (`<URL>`) stay.
pub(super) fn remove(text: &str, tokens: &[&str], edits: &mut Edits<'_>) {
    let mut tags = Tags::new(text);
    let mut from = 0;
    while let Some(start) = memchr(b'<', &text.as_bytes()[from..]).map(|i| i + from) {
        let Some(end) = tags.end(start) else {
            from = start + 1;
            continue;
        };
        from = end;
        if tokens.contains(&&text[start..end]) {
            continue;
        }
        // A tag that vanishes after `<` or `</` would let a new tag arise.
        let arises = || edits.ends_with(start, "<") || edits.ends_with(start, "</");
        let with = if is_inline(&text[start..end]) && !arises() { "" } else { " " };
        edits.replace(start..end, with);
    }
}

/// Whether there is a tag to remove in a text.
pub(super) fn any(text: &str, tokens: &[&str]) -> bool {
    let mut tags = Tags::new(text);
    let mut is_removed = |start| tags.end(start).is_some_and(|end| !tokens.contains(&&text[start..end]));
    memchr_iter(b'<', text.as_bytes()).any(&mut is_removed)
}

/// Whether a text begins as tags do.
pub(super) fn is_at_start(text: &str) -> bool {
    text.strip_prefix('<').is_some_and(|rest| rest.starts_with('!') || names_element(rest.as_bytes()))
}

/// Whether the name of an element stands here, perhaps of one that is closed.
fn names_element(bytes: &[u8]) -> bool {
    bytes.strip_prefix(b"/").unwrap_or(bytes).first().is_some_and(u8::is_ascii_alphabetic)
}

fn is_inline(tag: &str) -> bool {
    let name = tag[1..].trim_start_matches('/');
    let end = name.find(|c: char| c.is_whitespace() || c == '/' || c == '>').unwrap_or(name.len());
    INLINE.iter().any(|inline| inline.eq_ignore_ascii_case(&name[..end]))
}

/// Finds where tags end. What is known to come no more is remembered, so that a text full of `<` is read in linear
/// time.
struct Tags<'t> {
    text: &'t str,
    last_gt: Option<usize>,
    no_comment_end_from: usize,
    no_element_end_from: [usize; 2],
}

const ELEMENTS: [&str; 2] = ["script", "style"];

impl<'t> Tags<'t> {
    fn new(text: &'t str) -> Self {
        let last_gt = memrchr(b'>', text.as_bytes());
        Self { text, last_gt, no_comment_end_from: usize::MAX, no_element_end_from: [usize::MAX; 2] }
    }

    /// The end of the tag that begins with the `<` at `start`, if one does.
    fn end(&mut self, start: usize) -> Option<usize> {
        if self.last_gt.is_none_or(|last| last < start) {
            return None;
        }
        let rest = &self.text.as_bytes()[start + 1..];
        if rest.starts_with(b"!--")
            && let Some(end) = self.comment_end(start)
        {
            return Some(end);
        }
        if !(rest.first() == Some(&b'!') || names_element(rest)) {
            return None;
        }
        let end = self.tag_end(start)?;
        self.element_end(start, end).or(Some(end))
    }

    fn comment_end(&mut self, start: usize) -> Option<usize> {
        let from = start + 4;
        if from >= self.no_comment_end_from {
            return None;
        }
        let end = memmem::find(&self.text.as_bytes()[from..], b"-->").map(|i| from + i + 3);
        if end.is_none() {
            self.no_comment_end_from = from;
        }
        end
    }

    /// The end of the tag alone. A `>` inside a quoted attribute counts only if no other is left.
    fn tag_end(&self, start: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let (mut at, mut quoted_gt) = (start + 1, None);
        while let Some(i) = memchr2(b'>', b'=', &bytes[at..]) {
            at += i + 1;
            if bytes[at - 1] == b'>' {
                return Some(at);
            }
            if let Some((open, close)) = quoted(bytes, at) {
                quoted_gt = memchr(b'>', &bytes[open..close]).map(|i| open + i + 1).or(quoted_gt);
                at = close + 1;
            }
        }
        quoted_gt
    }

    /// The end of the script or style element that the tag `start..end` opens.
    fn element_end(&mut self, start: usize, end: usize) -> Option<usize> {
        let name = &self.text.as_bytes()[start + 1..end];
        let which = ELEMENTS.iter().position(|element| {
            name.len() > element.len()
                && name[..element.len()].eq_ignore_ascii_case(element.as_bytes())
                && matches!(name[element.len()], b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r' | 0x0C)
        })?;
        if end >= self.no_element_end_from[which] {
            return None;
        }
        let close = closing_tag(&self.text.as_bytes()[end..], ELEMENTS[which].as_bytes()).map(|i| end + i);
        if close.is_none() {
            self.no_element_end_from[which] = end;
        }
        close
    }
}

/// The quoted attribute value that follows the `=` before `at`: where it opens and closes.
fn quoted(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let open = at + bytes[at..].iter().position(|b| !b.is_ascii_whitespace())?;
    let quote = bytes[open];
    if !matches!(quote, b'"' | b'\'') {
        return None;
    }
    Some((open, open + 1 + memchr(quote, &bytes[open + 1..])?))
}

/// Where `</element>` ends.
fn closing_tag(bytes: &[u8], element: &[u8]) -> Option<usize> {
    memmem::find_iter(bytes, b"</").find_map(|i| {
        let name = i + 2;
        let after = name + element.len();
        if !bytes.get(name..after)?.eq_ignore_ascii_case(element) {
            return None;
        }
        let blank = bytes[after..].iter().take_while(|b| b.is_ascii_whitespace()).count();
        (bytes.get(after + blank) == Some(&b'>')).then_some(after + blank + 1)
    })
}

#[cfg(test)]
mod tests {
    use super::super::edits::edited;
    use super::*;

    fn removed(text: &str) -> String {
        edited(text, |text, _, edits| remove(text, &["<URL>"], edits))
    }

    #[test]
    fn inline_tags_vanish_and_others_part() {
        assert_eq!(removed("كلمة<b>ك</b><p>نص</p>"), "كلمةك نص ");
        assert_eq!(removed("<a href=\"x>y\">رابط</a><br/>"), "رابط ");
        assert_eq!(removed("a<!-- <b> --> b"), "a  b");
        assert_eq!(removed("a<script type='x'>if (a<b) {}</SCRIPT >b"), "a b");
    }

    #[test]
    fn what_is_no_tag_stays() {
        for text in ["a < b > c", "</3 <3", "<محمد>", "x <b", "<1>", "<URL>"] {
            assert_eq!(removed(text), text);
        }
    }

    #[test]
    fn no_new_tag_arises() {
        assert_eq!(removed("<<b>b>"), "< b>");
        assert_eq!(removed("</<i>b>"), "</ b>");
    }

    #[test]
    fn unclosed_tags_are_read_in_linear_time() {
        for piece in ["<", "<b ", "<!--", "<script>", "<a =\"", "</script", "<a ='>"] {
            let text = piece.repeat(300_000);
            removed(&text);
        }
    }
}
