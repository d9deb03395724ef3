//! The presets: named sets of options for a purpose.

use super::choice::{
    Alef, AlefMaqsura, Choice, Digits, Folding, Hamza, Hashtags, HtmlEntities, Joiners, Latin, Pattern, Peer, Removal,
    Repair, TehMarbuta, UnicodeForm, Unify, VisualOrder, Whitespace,
};
use super::options::Options;
use crate::error::{Error, Result};

/// The presets by name, each with what it is for.
pub const PRESETS: &[(&str, &str)] = &[
    ("none", "nothing; a start for steps of your own"),
    ("minimal", "repairs only, nothing a reader would notice"),
    ("pdf", "text out of PDF files: as minimal, and what page layout did to words and lines"),
    ("search", "a key to match, join and search by: spelling variants fall together"),
    ("model", "input for a language model: readable text without marks, markup and noise"),
    ("social", "posts and chats: links and mentions out, hashtags split, elongations cut"),
    ("camel", "camel-tools 1.6 to the byte: `dediac_ar`, then its alef, alef maqsura and teh marbuta"),
    ("camel-unicode", "camel-tools 1.6 to the byte: `normalize_unicode`"),
    ("camel-arclean", "camel-tools 1.6 to the byte: the character map `arclean`"),
    ("pyarabic", "PyArabic 0.6.15 to the byte: `normalize_searchtext`"),
    ("tashaphyne", "Tashaphyne 0.3.6 to the byte: `normalize_searchtext`"),
    ("arabert", "AraBERT 1.0.1 to the byte: `preprocess` for bert-base-arabertv02"),
    ("lucene", "Lucene's Arabic analyzer to the byte: `ArabicNormalizer`, then `DecimalDigitFilter`"),
    ("arabic-norm", "arabic-norm 0.1 to the byte: `normalize`"),
    ("araclean-light", "araclean 0.3 to the byte: profile `light`"),
    ("araclean-search", "araclean 0.3 to the byte: profile `search`"),
    ("nfkc", "Unicode NFKC and nothing else"),
];

impl Options {
    /// The options of the preset of that name.
    ///
    /// ```
    /// use ibriz::normalize::Options;
    /// assert_eq!(Options::preset("none").unwrap(), Options::default());
    /// assert!(Options::preset("serach").is_err());
    /// ```
    ///
    /// # Errors
    /// [`Error::UnknownPreset`].
    pub fn preset(name: &str) -> Result<Self> {
        match name {
            "none" => Ok(Self::default()),
            "minimal" => Ok(minimal()),
            "pdf" => Ok(pdf()),
            "search" => Ok(search()),
            "model" => Ok(model()),
            "social" => Ok(social()),
            _ => match Peer::parse(name) {
                Some(peer) => Ok(Self { peer, ..Self::default() }),
                None => Err(Error::UnknownPreset {
                    name: name.to_owned(),
                    known: PRESETS.iter().map(|p| p.0).collect::<Vec<_>>().join(", "),
                }),
            },
        }
    }
}

fn minimal() -> Options {
    Options {
        unicode: UnicodeForm::Nfc,
        mojibake: Repair::Repair,
        presentation_forms: Folding::Fold,
        visual_order: VisualOrder::Repair,
        bidi_controls: Removal::Remove,
        zero_width: Removal::Remove,
        control: Removal::Remove,
        whitespace: Whitespace::Unify,
        ..Options::default()
    }
}

fn pdf() -> Options {
    Options {
        visual_order: VisualOrder::Words,
        ligatures: Repair::Repair,
        broken_words: Repair::Repair,
        whitespace: Whitespace::Lines,
        ..minimal()
    }
}

fn model() -> Options {
    let mut options = Options {
        tatweel: Removal::Remove,
        lookalikes: Folding::Fold,
        alef: Alef::Wasla,
        digits: Digits::Ascii,
        quotes: Unify::Unify,
        dashes: Unify::Unify,
        number_signs: Unify::Unify,
        joiners: Joiners::Words,
        variation_selectors: Removal::Remove,
        whitespace: Whitespace::Lines,
        repeats: 2,
        urls: Pattern::Replace,
        url_token: "[رابط]".to_owned(),
        emails: Pattern::Replace,
        email_token: "[بريد]".to_owned(),
        mentions: Pattern::Replace,
        mention_token: "[مستخدم]".to_owned(),
        html_tags: Removal::Remove,
        html_entities: HtmlEntities::Decode,
        ..minimal()
    };
    options.set_diacritics(Removal::Remove);
    options
}

fn search() -> Options {
    let mut options = Options {
        unicode: UnicodeForm::Nfkc,
        tatweel: Removal::Remove,
        alef: Alef::Fold,
        hamza: Hamza::Carrier,
        alef_maqsura: AlefMaqsura::Yeh,
        teh_marbuta: TehMarbuta::Heh,
        lookalikes: Folding::Fold,
        foreign_letters: Folding::Fold,
        digits: Digits::Ascii,
        number_signs: Unify::Unify,
        joiners: Joiners::Words,
        variation_selectors: Removal::Remove,
        whitespace: Whitespace::Collapse,
        latin: Latin::Lower,
        ..minimal()
    };
    options.set_diacritics(Removal::Remove);
    options
}

fn social() -> Options {
    Options {
        repeats: 2,
        punctuation_repeats: 1,
        urls: Pattern::Remove,
        emails: Pattern::Remove,
        mentions: Pattern::Remove,
        hashtags: Hashtags::Split,
        html_tags: Removal::Remove,
        html_entities: HtmlEntities::Decode,
        ..search()
    }
}
