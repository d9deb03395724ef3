//! URLs: with a scheme, beginning with `www.`, or a bare domain name of a well-known ending (RFC 3986, RFC 3987).
//!
//! Paths may hold letters of any script, as browsers show them («ar.example.org/wiki/مصر»), but only from the beginning
//! of a word: Arabic that follows an ASCII word without a space («t.co/abcقال») is the text going on.

use std::ops::Range;

use crate::script::{is_letter, is_mark, is_number};

/// Generic endings that make a bare name a domain name.
const GENERIC: &[&str] = &[
    "com",
    "org",
    "net",
    "edu",
    "gov",
    "mil",
    "int",
    "info",
    "biz",
    "app",
    "dev",
    "online",
    "site",
    "store",
    "shop",
    "news",
    "blog",
    "cloud",
    "tech",
    "xyz",
    "live",
    "media",
    "link",
    "page",
    "agency",
    "travel",
    "museum",
    "mobi",
    "pro",
    "club",
    "wiki",
    "press",
    "social",
    "website",
    "academy",
    "foundation",
    "network",
];

/// Countries whose endings make a bare name a domain name.
const COUNTRIES: &[&str] = &[
    "ae", "bh", "dj", "dz", "eg", "iq", "jo", "km", "kw", "lb", "ly", "ma", "mr", "om", "ps", "qa", "sa", "sd", "sy",
    "tn", "ye", "uk", "fr", "de", "es", "nl", "ch", "se", "dk", "fi", "pl", "ru", "ua", "tr", "ir", "il", "pk", "cn",
    "jp", "kr", "au", "nz", "ca", "br", "mx", "ar", "za", "ng", "ke", "eu", "io", "co", "tv", "ai", "gl", "gg", "cc",
    "fm", "ws",
];

/// Countries whose endings are English words as well: they need a path, or a second level of its own («co.in»).
const WORDS: &[&str] = &["so", "us", "it", "be", "at", "no", "in", "me", "to"];

/// Second levels that make a country's ending certain.
const SECOND_LEVEL: &[&str] = &["com", "org", "net", "edu", "gov", "co", "ac", "mil", "sch", "med", "pub"];

/// Names of programs that look like domain names.
const PROGRAMS: &[&str] = &["asp.net", "vb.net", "ado.net"];

/// The longest host name (RFC 1035, section 2.3.4).
const LONGEST_HOST: usize = 253;
const LONGEST_SCHEME: usize = 16;

/// The URL whose scheme ends in the colon at `colon` (of `://`); where there is none, the end of what stands in the
/// place of a host. Text before `floor` is closed.
pub(super) fn with_scheme(text: &str, colon: usize, floor: usize) -> Result<Range<usize>, usize> {
    let bytes = text.as_bytes();
    let from = floor.max(colon.saturating_sub(LONGEST_SCHEME));
    let scheme =
        bytes[from..colon].iter().rev().take_while(|b| b.is_ascii_alphanumeric() || b"+-.".contains(b)).count();
    // A scheme begins with a letter; what is glued before it («1http://») is no part of it.
    let start = (colon - scheme..colon).find(|i| bytes[*i].is_ascii_alphabetic()).filter(|start| colon - start > 1);
    let host = colon + 3;
    let Some(start) = start else { return Err(host) };
    // The path is read once the host has shown that this is a URL, so that no text is read twice.
    let host_end = host_end(text, host);
    if !is_host(&text[host..trimmed(text, host, host_end)]) {
        return Err(host_end);
    }
    Ok(start..trimmed(text, host, path_end(text, host)))
}

/// Where the host at `from`, with what stands before and after it, gives way to a path or to other text.
fn host_end(text: &str, from: usize) -> usize {
    let mut limit = text.len().min(from + 2 * LONGEST_HOST);
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let end = path_end(&text[..limit], from);
    text[from..end].find(['/', '?', '#']).map_or(end, |i| from + i)
}

/// Whether what stands between scheme and path is a host: a name of one or more labels, or an address in numbers, with
/// a user name before and a port after it if need be (RFC 3986, section 3.2).
fn is_host(authority: &str) -> bool {
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    if host.starts_with('[') {
        return host.contains(']');
    }
    let host = host.split_once(':').map_or(host, |(host, _)| host).trim_end_matches('.');
    let is_label = |label: &str| {
        label.starts_with(|c: char| is_letter(c) || is_number(c))
            && label.ends_with(|c: char| is_letter(c) || is_mark(c) || is_number(c))
    };
    let last = host.rsplit('.').next().unwrap_or(host);
    let ends_well = !host.contains('.') || last.parse::<u8>().is_ok() || (last.len() > 1 && !last.contains('_'));
    host.split('.').all(is_label) && ends_well
}

/// Whether the full stop at `at` stands between two characters of a domain name.
pub(super) fn parts_labels(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let is_label = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_alphanumeric);
    at > 0 && is_label(at - 1) && is_label(at + 1)
}

/// The URL without a scheme around the full stop at `at`; where there is none, the end of the name that was looked at.
pub(super) fn bare(text: &str, at: usize, floor: usize) -> Result<Range<usize>, usize> {
    let bytes = text.as_bytes();
    let is_host = |b: &u8| b.is_ascii_alphanumeric() || *b == b'-' || *b == b'.';
    let from = floor.max(at.saturating_sub(LONGEST_HOST));
    let start = at - bytes[from..at].iter().rev().take_while(|b| is_host(b)).count();
    let end = at + bytes[at..].iter().take(LONGEST_HOST).take_while(|b| is_host(b)).count();
    let host = text[start..end].trim_matches(['.', '-']);
    // «x@-y.com» is no address, and no domain name either.
    if text[..start].ends_with('@') {
        return Err(end);
    }
    let start = start + text[start..end].find(host).unwrap_or(0);
    let host_end = start + host.len();
    let before = text[..start].chars().next_back();
    let after = bytes.get(host_end).copied();
    if matches!(before, Some('@' | '_' | '/' | '\\')) || after == Some(b'@') || !is_host_name(host, after) {
        return Err(end);
    }
    let continues = matches!(after, Some(b'/' | b'?' | b'#'))
        || (after == Some(b':') && bytes.get(host_end + 1).is_some_and(u8::is_ascii_digit));
    let url_end = if continues { trimmed(text, host_end, path_end(text, host_end)) } else { host_end };
    Ok(start..url_end.max(host_end))
}

/// Whether a name is a host name that needs no scheme; `after` is the byte that follows it.
fn is_host_name(host: &str, after: Option<u8>) -> bool {
    let labels: Vec<&str> = host.split('.').collect();
    let [first, .., ending] = labels[..] else { return false };
    let well_formed = |label: &&str| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-');
    if !labels.iter().all(well_formed) || !ending.bytes().all(|b| b.is_ascii_alphabetic()) {
        return false;
    }
    let lower = ending.to_ascii_lowercase();
    if first.eq_ignore_ascii_case("www") {
        return labels.len() > 2 && lower.len() > 1;
    }
    // «end.It» is a full stop without a space.
    let one_case = *ending == lower || !host.bytes().any(|b| b.is_ascii_lowercase());
    let second = labels[labels.len() - 2].to_ascii_lowercase();
    let is_certain = after == Some(b'/') || (labels.len() > 2 && SECOND_LEVEL.contains(&second.as_str()));
    let is_country = COUNTRIES.contains(&lower.as_str());
    let known = GENERIC.contains(&lower.as_str()) || (is_country && second.len() > 1);
    let known = known && !PROGRAMS.iter().any(|program| host.eq_ignore_ascii_case(program));
    one_case && (known || (is_certain && (is_country || WORDS.contains(&lower.as_str()))))
}

/// Where the characters that a URL can be made of end.
fn path_end(text: &str, from: usize) -> usize {
    // Inside a word of ASCII, letters of other scripts do not follow.
    let mut after_ascii_word = false;
    let mut in_path = false;
    for (i, c) in text[from..].char_indices() {
        let goes_on = if c.is_ascii() {
            after_ascii_word = c.is_ascii_alphanumeric();
            in_path |= c == '/';
            c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '`' | '{' | '}' | '|' | '\\' | '^')
        } else if matches!(c, '\u{2010}'..='\u{2015}') {
            // «wiki/Hatfield–McCoy_feud»
            let word_follows = text[from + i + c.len_utf8()..].starts_with(|c: char| c.is_ascii_alphanumeric());
            in_path && after_ascii_word && word_follows
        } else {
            let in_word = is_letter(c) || is_mark(c) || is_number(c);
            in_word && !after_ascii_word
        };
        if !goes_on {
            return from + i;
        }
    }
    text.len()
}

/// Takes punctuation off the end that belongs to the sentence, and brackets that were opened outside.
fn trimmed(text: &str, from: usize, mut end: usize) -> usize {
    let bytes = text.as_bytes();
    let count = |bracket: char| text[from..end].matches(bracket).count();
    let mut open = [count('('), count('[')];
    let mut closed = [count(')'), count(']')];
    while end > from {
        let last = bytes[end - 1];
        let bracket = match last {
            b'(' | b')' => 0,
            b'[' | b']' => 1,
            b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'*' | b'~' | b'&' | b'@' => {
                end -= 1;
                continue;
            }
            _ => break,
        };
        if matches!(last, b'(' | b'[') {
            open[bracket] -= 1;
        } else if closed[bracket] > open[bracket] {
            closed[bracket] -= 1;
        } else {
            break;
        }
        end -= 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::super::{PatternKind, Wanted, scan};

    fn urls(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        scan(text, Wanted::URL, &mut out);
        assert!(out.iter().all(|found| found.kind == PatternKind::Url));
        out.into_iter().map(|found| &text[found.span]).collect()
    }

    #[test]
    fn punctuation_of_the_sentence_is_left_out() {
        assert_eq!(urls("(انظر https://example.com/a_(b).)، ثم"), ["https://example.com/a_(b)"]);
        assert_eq!(urls("«http://example.com»؟ http://example.com/؟"), ["http://example.com", "http://example.com/"]);
        assert_eq!(urls("http://example.com:8080/x?y=1&z=%20#a!"), ["http://example.com:8080/x?y=1&z=%20#a"]);
    }

    #[test]
    fn hosts_are_well_formed() {
        for text in [
            "http://localhost:8000/x",
            "https://user@example.org",
            "http://[::1]/",
            "http://10.0.0.1/",
            "http://موقع.مصر/",
        ] {
            assert_eq!(urls(text), [text]);
        }
        for text in [
            "http://-x.com",
            "http://x-.example.com",
            "http://_x.com",
            "http://x.c",
            "http://x.c_m",
            "http://x..com",
            "http:///x",
        ] {
            assert_eq!(urls(text), Vec::<&str>::new(), "{text}");
        }
        assert_eq!(urls("https://en.example.org/wiki/A–B – ثم"), ["https://en.example.org/wiki/A–B"]);
    }

    #[test]
    fn arabic_words_in_paths_but_not_after_ascii() {
        assert_eq!(urls("https://ar.example.org/wiki/مصر_القديمة قال"), ["https://ar.example.org/wiki/مصر_القديمة"]);
        assert_eq!(urls("https://t.co/abcقال"), ["https://t.co/abc"]);
    }

    #[test]
    fn bare_names_need_a_known_ending() {
        assert_eq!(
            urls("example.com و moe.gov.sa و bit.ly/x و sub.example.net/a و WWW.EXAMPLE.COM ثم example.jo و t.me/x"),
            ["example.com", "moe.gov.sa", "bit.ly/x", "sub.example.net/a", "WWW.EXAMPLE.COM", "example.jo", "t.me/x"]
        );
        for text in ["end.It was", "a.b", "3.5", "v1.2.3", "node.js", ".com", "x@y", "ASP.NET", "well.so", "x.co"] {
            assert_eq!(urls(text), Vec::<&str>::new(), "{text}");
        }
    }
}
