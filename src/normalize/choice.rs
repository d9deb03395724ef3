//! The values an option can take: one small enum for each kind of choice, with its names and words of explanation.

/// A closed set of named values for an option.
pub trait Choice: Copy + Eq + 'static {
    /// The names the values go by in Python and on the command line, each with what it does.
    const VALUES: &'static [(&'static str, &'static str)];
    /// The value of that name.
    fn parse(name: &str) -> Option<Self>;
    /// The name of this value.
    fn name(self) -> &'static str;
}

macro_rules! choice {
    ($(#[$meta:meta])* $enum:ident { $($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $enum { $($(#[doc = $doc])+ $variant,)+ }

        impl Choice for $enum {
            const VALUES: &'static [(&'static str, &'static str)] = &[$(($name, concat!($($doc),+))),+];
            fn parse(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
            fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

choice! {
    /// Which function of another library is done first, byte for byte.
    Peer {
        /// none
        None = "none",
        /// camel-tools 1.6: `dediac_ar`, then `normalize_alef_ar`, `normalize_alef_maksura_ar`, `normalize_teh_marbuta_ar`
        Camel = "camel",
        /// camel-tools 1.6: `normalize_unicode`
        CamelUnicode = "camel-unicode",
        /// camel-tools 1.6: `CharMapper.builtin_mapper("arclean")`
        CamelArclean = "camel-arclean",
        /// pyarabic 0.6.15: `normalize.normalize_searchtext`
        Pyarabic = "pyarabic",
        /// Tashaphyne 0.3.6: `normalize.normalize_searchtext`
        Tashaphyne = "tashaphyne",
        /// arabert 1.0.1: `ArabertPreprocessor("bert-base-arabertv02").preprocess`
        Arabert = "arabert",
        /// Lucene: `ArabicNormalizer`, then `DecimalDigitFilter`
        Lucene = "lucene",
        /// arabic-norm 0.1: `normalize`
        ArabicNorm = "arabic-norm",
        /// araclean 0.3: `normalize(profile="light")`
        AracleanLight = "araclean-light",
        /// araclean 0.3: `normalize(profile="search")`
        AracleanSearch = "araclean-search",
        /// Python's `unicodedata.normalize("NFKC", text)`
        Nfkc = "nfkc",
    }
}
choice! {
    /// Which Unicode normalization form the result is in (UAX #15).
    UnicodeForm {
        /// no form is imposed
        None = "none",
        /// canonical composition
        Nfc = "nfc",
        /// canonical decomposition
        Nfd = "nfd",
        /// compatibility composition
        Nfkc = "nfkc",
        /// compatibility decomposition
        Nfkd = "nfkd",
    }
}
choice! {
    /// Keep a class of characters or delete it.
    Removal {
        /// left as they are
        Keep = "keep",
        /// deleted
        Remove = "remove",
    }
}
choice! {
    /// Keep letters apart or fold them onto their base letter.
    Folding {
        /// left as they are
        Keep = "keep",
        /// replaced by the base letter
        Fold = "fold",
    }
}
choice! {
    /// Whether a defect is repaired.
    Repair {
        /// left as it is
        Keep = "keep",
        /// repaired where the text proves it
        Repair = "repair",
    }
}
choice! {
    /// Whether text stored in visual order is turned round.
    VisualOrder {
        /// left as it is
        Keep = "keep",
        /// lines whose joining forms prove that they run backwards are put in logical order, and so are the stretches
        /// that `pdftotext` leaves as on the page between U+202A and U+202C
        Repair = "repair",
        /// as repair, and lines of plain letters whose words show it: teh marbuta at their beginning, the article at
        /// their end
        Words = "words",
    }
}
choice! {
    /// What becomes of the letters made of an alef and a mark.
    Alef {
        /// left as they are
        Keep = "keep",
        /// only alef wasla U+0671 becomes alef
        Wasla = "wasla",
        /// all of them become alef U+0627
        Fold = "fold",
    }
}
choice! {
    /// What becomes of hamza on waw and yeh, and alone.
    Hamza {
        /// left as it is
        Keep = "keep",
        /// hamza goes, its carrier stays
        Carrier = "carrier",
        /// as carrier, and the lone hamza U+0621 is deleted as well
        Remove = "remove",
    }
}
choice! {
    /// What becomes of alef maqsura U+0649 and final yeh U+064A.
    AlefMaqsura {
        /// left as they are
        Keep = "keep",
        /// alef maqsura becomes yeh everywhere
        Yeh = "yeh",
        /// alef maqsura becomes yeh at the end of a word only
        YehFinal = "yeh_final",
        /// yeh becomes alef maqsura at the end of a word
        MaqsuraFinal = "maqsura_final",
        /// alef maqsura becomes alef U+0627 everywhere
        Alef = "alef",
    }
}
choice! {
    /// What becomes of Farsi yeh U+06CC.
    FarsiYeh {
        /// left as it is, unless `lookalikes` folds it
        Keep = "keep",
        /// becomes yeh U+064A
        Yeh = "yeh",
        /// becomes yeh inside of a word and alef maqsura U+0649 at its end, as the letter looks there
        MaqsuraFinal = "maqsura_final",
    }
}
choice! {
    /// What becomes of the alef that carries a fathatan at the end of a word.
    TanweenAlef {
        /// left as it is
        Keep = "keep",
        /// fathatan stands on the letter before the alef
        Before = "before",
        /// fathatan stands on the alef
        After = "after",
        /// the alef goes with its fathatan, but for that of the particle `idhan`
        Remove = "remove",
    }
}
choice! {
    /// What becomes of the zero width non-joiner and joiner.
    Joiners {
        /// left as they are
        Keep = "keep",
        /// deleted
        Remove = "remove",
        /// deleted where the letters beside them look the same without
        Unneeded = "unneeded",
        /// deleted inside of words; a non-joiner between words becomes a space: after teh marbuta and alef maqsura, and
        /// before the article where three letters or more stand before it
        Words = "words",
        /// deleted; a non-joiner between two letters that would join without it becomes a space
        Space = "space",
    }
}
choice! {
    /// What becomes of teh marbuta U+0629.
    TehMarbuta {
        /// left as it is
        Keep = "keep",
        /// becomes heh U+0647
        Heh = "heh",
        /// becomes teh U+062A
        Teh = "teh",
    }
}
choice! {
    /// Which digits the result has.
    Digits {
        /// left as they are
        Keep = "keep",
        /// Arabic-Indic U+0660-0669 and extended Arabic-Indic U+06F0-06F9 become 0-9
        Ascii = "ascii",
        /// 0-9 and U+06F0-06F9 become U+0660-0669
        ArabicIndic = "arabic_indic",
        /// numbers are deleted, with the separators between their digits
        Remove = "remove",
    }
}
choice! {
    /// What becomes of punctuation.
    Punctuation {
        /// left as it is
        Keep = "keep",
        /// marks that have an ASCII equivalent become it, quotes and dashes included
        Ascii = "ascii",
        /// deleted
        Remove = "remove",
        /// each mark becomes a space
        Space = "space",
        /// a space is put between each mark and its neighbours
        Isolate = "isolate",
    }
}
choice! {
    /// Whether kinds of one mark are made one.
    Unify {
        /// left as they are
        Keep = "keep",
        /// replaced by the ASCII mark
        Unify = "unify",
    }
}
choice! {
    /// What becomes of white space.
    Whitespace {
        /// left as it is
        Keep = "keep",
        /// every kind of space becomes U+0020, every kind of line break a line feed U+000A
        Unify = "unify",
        /// as unify, then runs of spaces become one, lines are trimmed, empty lines go
        Lines = "lines",
        /// every run of white space, line breaks included, becomes one space; both ends are trimmed
        Collapse = "collapse",
    }
}
choice! {
    /// What becomes of a pattern such as a URL.
    Pattern {
        /// left as it is, untouched by the other steps where it is a URL or an e-mail address
        Keep = "keep",
        /// replaced by a space
        Remove = "remove",
        /// replaced by the token given beside it
        Replace = "replace",
    }
}
choice! {
    /// What becomes of hashtags.
    Hashtags {
        /// left as they are
        Keep = "keep",
        /// replaced by a space
        Remove = "remove",
        /// replaced by the token given beside it
        Replace = "replace",
        /// the sign goes, and the words are parted at underscores, at changes of script and at capitals
        Split = "split",
    }
}
choice! {
    /// Whether HTML character references are decoded.
    HtmlEntities {
        /// left as they are
        Keep = "keep",
        /// decoded, those that come out of others (`&amp;lt;`) too; tags that come out are tags
        Decode = "decode",
    }
}
choice! {
    /// What becomes of letters of the Latin script.
    Latin {
        /// left as they are
        Keep = "keep",
        /// lower case
        Lower = "lower",
        /// deleted
        Remove = "remove",
    }
}
