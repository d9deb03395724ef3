//! `mojibake="repair"`: text that was decoded with the wrong table, where only the right one makes sense of it.
//!
//! Three mistakes leave all of the text in place: UTF-8 read as Windows-1252 (or ISO 8859-1, its C1 controls included),
//! UTF-8 read as Windows-1256, and Windows-1256 read as Windows-1252. Each leaves marks that real text does not have:
//! the first two a letter that stands for a leading byte before every sign that stands for a continuation byte (as in
//! Ø§Ù„ and ط§ظ„), the third whole words of accented letters that are none of those of French, since Windows-1256 keeps
//! these. The tables are those of the WHATWG Encoding Standard.

mod single_byte;
mod utf8;

use std::ops::Range;

use super::edits::Edits;
pub(super) use utf8::{continues, is_accented, is_possible};

/// Puts every stretch that is certainly misread in the letters it was meant to be.
pub(super) fn repair(text: &str, edits: &mut Edits<'_>) {
    for (range, meant) in find(text) {
        edits.replace_char(range, meant);
    }
}

/// Whether there is something to repair.
pub(super) fn is_certain(text: &str) -> bool {
    is_possible(text) && !find(text).is_empty()
}

/// The characters that were meant, each with the stretch of the text that stands for it.
fn find(text: &str) -> Vec<(Range<usize>, char)> {
    let found = utf8::find(text);
    if found.is_empty() { single_byte::find(text) } else { found }
}

#[cfg(test)]
mod tests {
    use super::super::edits::edited;
    use super::*;

    /// The bytes of a text read by the table of another encoding.
    fn misread(bytes: &[u8], table: fn(u8) -> char) -> String {
        bytes.iter().map(|byte| table(*byte)).collect()
    }

    fn repaired(text: &str) -> String {
        edited(text, |text, _, edits| repair(text, edits))
    }

    const TEXT: &str = "السلام عليكم، قال «محمد»: 50٪ من الطلاب — في مدرسةٍ كبيرة";

    #[test]
    fn utf8_read_by_other_tables_comes_back() {
        for table in [single_byte::windows_1252 as fn(u8) -> char, single_byte::windows_1256, char::from] {
            assert_eq!(repaired(&misread(TEXT.as_bytes(), table)), TEXT);
            assert_eq!(repaired(&misread("قال".as_bytes(), table)), "قال");
        }
    }

    const MIXED: &str = "السلام عليكم، قال «محمد»؛ هـ60: CNN في مدرسةٍ";

    #[test]
    fn windows_1256_read_as_latin_comes_back() {
        let bytes: Vec<u8> = MIXED.chars().filter_map(single_byte::to_windows_1256).collect();
        assert_eq!(repaired(&misread(&bytes, single_byte::windows_1252)), MIXED);
        assert_eq!(repaired(&misread(&bytes, char::from)), MIXED);
    }

    #[test]
    fn what_may_be_meant_stays() {
        for text in [
            "São Paulo, Ação, À É",
            "été où ça",
            "Ålesund – Tromsø",
            "Øystein § 5",
            "ط§",
            "لفظ… وحظ\u{200D}",
            "السلام عليكم",
            "Þórður Árnason áðan",
            "ñandú",
            "Ù",
            "×÷",
        ] {
            assert_eq!(repaired(text), text);
        }
    }

    #[test]
    fn only_the_stretch_that_was_misread_changes() {
        let wrong = misread("قال محمد".as_bytes(), single_byte::windows_1252);
        assert_eq!(repaired(&format!("خبر: {wrong} © 2018")), "خبر: قال محمد © 2018");
        // A text cut off in the middle of a letter.
        assert_eq!(repaired(&format!("{wrong}Ø")), "قال محمدØ");
    }
}
