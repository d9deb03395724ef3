//! `presentation_forms="fold"`: presentation forms A and B to the letters they show.
//!
//! The letters are those of the compatibility decomposition (Unicode Standard, section 9.2), with three differences:
//! a mark that stands alone (U+FE70-FE7E, U+FC5E-FC63) loses the space the decomposition gives it; phrases become
//! words, those without a decomposition too; and a phrase is parted from the words beside it.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::edits::Edits;
use crate::script::{PRESENTATION_FORMS, is_letter, is_mark, is_number, presentation_form_place, presentation_forms};

/// What each form shows; empty where the form stays as it is.
static LETTERS: LazyLock<Vec<String>> = LazyLock::new(|| PRESENTATION_FORMS.map(shown).collect());

fn shown(form: char) -> String {
    if let Some(phrase) = phrase(form) {
        return phrase.to_owned();
    }
    let letters: String = form.nfkc().collect();
    let letters = letters.strip_prefix(' ').unwrap_or(&letters);
    if letters.chars().eq([form]) { String::new() } else { letters.to_owned() }
}

/// The words of a ligature that stands for a phrase (Unicode names list, blocks FB50 and FE70).
fn phrase(form: char) -> Option<&'static str> {
    Some(match form {
        '\u{FD40}' => "رحمه الله",
        '\u{FD41}' => "رضي الله عنه",
        '\u{FD42}' => "رضي الله عنها",
        '\u{FD43}' => "رضي الله عنهم",
        '\u{FD44}' => "رضي الله عنهما",
        '\u{FD45}' => "رضي الله عنهن",
        '\u{FD46}' => "صلى الله عليه وآله",
        '\u{FD47}' => "عليه السلام",
        '\u{FD48}' => "عليهم السلام",
        '\u{FD49}' => "عليهما السلام",
        '\u{FD4A}' => "عليه الصلاة والسلام",
        '\u{FD4B}' => "قدس سره",
        '\u{FD4C}' => "صلى الله عليه وآله وسلم",
        '\u{FD4D}' => "عليها السلام",
        '\u{FD4E}' => "تبارك وتعالى",
        '\u{FD4F}' => "رحمهم الله",
        '\u{FDCF}' => "سلامه عليه",
        '\u{FDFA}' => "صلى الله عليه وسلم",
        '\u{FDFB}' => "جل جلاله",
        '\u{FDFC}' => "ريال",
        '\u{FDFD}' => "بسم الله الرحمن الرحيم",
        '\u{FDFE}' => "سبحانه وتعالى",
        '\u{FDFF}' => "عز وجل",
        _ => return None,
    })
}

/// The letters or words that a form shows; empty where it stays as it is.
///
/// # Panics
/// If it is no presentation form.
pub(super) fn letters_of(form: char) -> &'static str {
    let letters = presentation_form_place(form).and_then(|place| LETTERS.get(place));
    letters.expect("only presentation forms are asked about")
}

/// Replaces every presentation form by the letters it shows.
pub(super) fn fold(text: &str, edits: &mut Edits<'_>) {
    for (start, form) in presentation_forms(text) {
        let letters = letters_of(form);
        let end = start + form.len_utf8();
        if phrase(form).is_some() {
            let left = edits.chars_before(start).find(|c| !is_mark(*c)).is_some_and(is_alphanumeric);
            let right = text[end..].chars().next().is_some_and(is_alphanumeric);
            let space = |wanted| if wanted { " " } else { "" };
            edits.replace(start..end, &[space(left), letters, space(right)].concat());
        } else if !letters.is_empty() {
            edits.replace(start..end, letters);
        }
    }
}

/// Whether a form shows words, which are parted from those beside them.
pub(super) fn is_phrase(form: char) -> bool {
    phrase(form).is_some()
}

fn is_alphanumeric(c: char) -> bool {
    is_letter(c) || is_number(c)
}

#[cfg(test)]
mod tests {
    use super::super::edits::edited;
    use super::*;

    fn folded(text: &str) -> String {
        edited(text, |text, _, edits| fold(text, edits))
    }

    #[test]
    fn ligatures_are_spelled_out() {
        assert_eq!(folded("\u{FEFB}\u{FEF7}\u{FDF2}"), "لالأالله");
        assert_eq!(folded("\u{FC5E}\u{FE77}\u{FE76}"), "\u{64C}\u{651}\u{640}\u{64E}\u{64E}");
        assert_eq!(folded("\u{FD3E}\u{FD3F}"), "\u{FD3E}\u{FD3F}");
    }

    #[test]
    fn phrases_are_parted_from_words() {
        assert_eq!(folded("محمد\u{FDFA}قال"), "محمد صلى الله عليه وسلم قال");
        assert_eq!(folded("محمدٌ\u{FDFA}."), "محمدٌ صلى الله عليه وسلم.");
        assert_eq!(folded("(5\u{FDFC})"), "(5 ريال)");
        assert_eq!(folded("\u{FDFA}\u{FDFB}"), "صلى الله عليه وسلم جل جلاله");
    }
}
