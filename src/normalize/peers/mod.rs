//! What other libraries' functions make of a text, byte for byte, with their faults: for those who leave them, and for
//! models and indexes that were made with them.
//!
//! Most of them change characters one by one and are tables here ([`characters`]), written down from what the function
//! gives for every character of Unicode; `make parity` runs the functions themselves beside this.

macro_rules! table {
    ($name:ident, $file:literal) => {
        static $name: LazyLock<Table> = LazyLock::new(|| Table::parse(include_str!(concat!("tables/", $file, ".tsv"))));
    };
}

mod arabert;
mod araclean;
mod characters;
mod python;
mod references;

use std::sync::LazyLock;

use super::choice::{Peer, UnicodeForm};
use super::edits::Draft;
use super::unicode_form;
use characters::Table;

table!(CAMEL, "camel");
table!(ARCLEAN, "arclean");
table!(PYARABIC, "pyarabic");
table!(TASHAPHYNE, "tashaphyne");
table!(LUCENE, "lucene");
table!(ARABIC_NORM, "arabic_norm");

/// Does what the peer's function does.
pub(super) fn run(peer: Peer, draft: &mut Draft<'_>) {
    match peer {
        Peer::None => {}
        Peer::Camel => CAMEL.run(draft),
        Peer::CamelUnicode => camel_unicode(draft),
        Peer::CamelArclean => ARCLEAN.run(draft),
        Peer::Pyarabic => PYARABIC.run(draft),
        Peer::Tashaphyne => TASHAPHYNE.run(draft),
        Peer::Arabert => arabert::run(draft),
        Peer::Lucene => LUCENE.run(draft),
        Peer::ArabicNorm => ARABIC_NORM.run(draft),
        Peer::AracleanLight => araclean::light(draft),
        Peer::AracleanSearch => araclean::search(draft),
        Peer::Nfkc => nfkc(draft),
    }
}

fn nfkc(draft: &mut Draft<'_>) {
    draft.edit(|text, _, edits| unicode_form::normalize(text, UnicodeForm::Nfkc, edits));
}

/// NFKC, but for two characters spelled otherwise.
fn camel_unicode(draft: &mut Draft<'_>) {
    draft.edit(|text, _, edits| {
        for (at, c) in text.char_indices() {
            match c {
                '\u{FDFC}' => edits.replace(at..at + c.len_utf8(), "ريال"),
                '\u{FDFD}' => edits.replace(at..at + c.len_utf8(), "بسم الله الرحمن الرحيم"),
                _ => {}
            }
        }
    });
    nfkc(draft);
}
