//! One pass over a text for the four patterns that live in running prose: URLs, e-mail addresses, mentions, hashtags.
//!
//! The pass stops only at the characters none of them can do without; what one pattern has taken is closed to others.

use std::ops::{BitOr, Range};
use std::sync::LazyLock;

use memchr::{memchr3_iter, memmem};

use super::{email, hashtag, mention, url};

/// Which pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PatternKind {
    /// A URL or bare domain name.
    Url,
    /// An e-mail address.
    Email,
    /// An at sign and a name.
    Mention,
    /// A number sign and a word.
    Hashtag,
}

/// A pattern and where it stands, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Which pattern.
    pub kind: PatternKind,
    /// Its bytes.
    pub span: Range<usize>,
}

/// A set of patterns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted(u8);

impl Wanted {
    /// URLs.
    pub const URL: Self = Self(1);
    /// E-mail addresses.
    pub const EMAIL: Self = Self(2);
    /// Mentions.
    pub const MENTION: Self = Self(4);
    /// Hashtags.
    pub const HASHTAG: Self = Self(8);
    /// All four.
    pub const ALL: Self = Self(15);
    /// None of them.
    pub const NONE: Self = Self(0);

    fn has(self, kind: PatternKind) -> bool {
        let bit = match kind {
            PatternKind::Url => Self::URL,
            PatternKind::Email => Self::EMAIL,
            PatternKind::Mention => Self::MENTION,
            PatternKind::Hashtag => Self::HASHTAG,
        };
        self.0 & bit.0 != 0
    }
}

impl BitOr for Wanted {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

static SCHEMES: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new("://"));

/// Appends the patterns of a text, from left to right and without overlap. A pattern that is not wanted still closes
/// its text to the others: the address in `https://example.com/@user` is no mention.
///
/// ```
/// use ibriz::extract::patterns::{Found, PatternKind, Wanted, scan};
///
/// let mut found = Vec::new();
/// scan("راسلنا على info@example.com، #عاجل", Wanted::HASHTAG, &mut found);
/// assert_eq!(found, [Found { kind: PatternKind::Hashtag, span: 39..48 }]);
/// ```
pub fn scan(text: &str, wanted: Wanted, out: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    let mut schemes = SCHEMES.find_iter(bytes).peekable();
    let mut scanner = Scanner { text, floor: 0, no_host_before: 0 };
    for at in memchr3_iter(b'@', b'#', b'.', bytes) {
        while let Some(colon) = schemes.next_if(|colon| *colon < at) {
            scanner.take(colon, wanted, out);
        }
        scanner.take(at, wanted, out);
    }
    for colon in schemes {
        scanner.take(colon, wanted, out);
    }
}

struct Scanner<'t> {
    text: &'t str,
    /// Text before this position belongs to a pattern.
    floor: usize,
    /// Full stops before this position stand in something that was found to be no host name.
    no_host_before: usize,
}

impl Scanner<'_> {
    /// Looks for the pattern that the sign at `at` belongs to.
    fn take(&mut self, at: usize, wanted: Wanted, out: &mut Vec<Found>) {
        if at < self.floor {
            return;
        }
        let Some((kind, span)) = self.pattern(at) else { return };
        self.floor = span.end;
        if wanted.has(kind) {
            out.push(Found { kind, span });
        }
    }

    fn pattern(&mut self, at: usize) -> Option<(PatternKind, Range<usize>)> {
        let (text, floor) = (self.text, self.floor);
        match text.as_bytes()[at] {
            b'#' => hashtag::at(text, at, floor).map(|span| (PatternKind::Hashtag, span)),
            b':' => match url::with_scheme(text, at, floor) {
                Ok(span) => Some((PatternKind::Url, span)),
                Err(host_end) => {
                    self.no_host_before = self.no_host_before.max(host_end);
                    None
                }
            },
            b'@' => email::around(text, at, floor)
                .map(|span| (PatternKind::Email, span))
                .or_else(|| mention::at(text, at).map(|span| (PatternKind::Mention, span))),
            _ if at < self.no_host_before || !url::parts_labels(text, at) => None,
            _ => match url::bare(text, at, floor) {
                Ok(span) => Some((PatternKind::Url, span)),
                Err(host_end) => {
                    self.no_host_before = host_end;
                    None
                }
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(PatternKind, &str)> {
        let mut out = Vec::new();
        scan(text, Wanted::ALL, &mut out);
        out.into_iter().map(|found| (found.kind, &text[found.span])).collect()
    }

    #[test]
    fn each_sign_is_taken_once() {
        assert_eq!(
            found("انظر https://example.com/@user#part أو a.b@example.org أو @user_1 #وسم"),
            [
                (PatternKind::Url, "https://example.com/@user#part"),
                (PatternKind::Email, "a.b@example.org"),
                (PatternKind::Mention, "@user_1"),
                (PatternKind::Hashtag, "#وسم"),
            ]
        );
        assert_eq!(
            found("www.example.com.sa، example.com."),
            [(PatternKind::Url, "www.example.com.sa"), (PatternKind::Url, "example.com")]
        );
    }

    #[test]
    fn rows_of_signs_are_read_in_linear_time() {
        for piece in ["@", "#", ".", "a.", "www.", "://", "a@", "http://", "a.b@", "@a.", "x.com/("] {
            found(&piece.repeat(300_000));
        }
    }
}
