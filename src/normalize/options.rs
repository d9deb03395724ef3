//! The steps of the normalizer as named options: one field each, one table that documents them all.

use super::choice::{
    Alef, AlefMaqsura, Choice, Digits, FarsiYeh, Folding, Hamza, Hashtags, HtmlEntities, Joiners, Latin, Pattern, Peer,
    Punctuation, Removal, Repair, TanweenAlef, TehMarbuta, UnicodeForm, Unify, VisualOrder, Whitespace,
};
use crate::error::{Error, Result};

/// What kind of value an option takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One of these names; each comes with what it does.
    Choice(&'static [(&'static str, &'static str)]),
    /// A whole number; 0 switches the step off.
    Limit,
    /// Any text.
    Token,
}

/// One option: its name, what it acts on, and the values it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OptionDoc {
    /// The name in Rust, in Python and (with dashes) on the command line.
    pub name: &'static str,
    /// What the step does and the code points it acts on.
    pub doc: &'static str,
    /// The values it takes.
    pub kind: Kind,
}

/// The value of an option, whatever its kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// The name of a choice, or a token.
    Text(String),
    /// A limit.
    Limit(u8),
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Limit(limit) => write!(f, "{limit}"),
        }
    }
}

/// How a field of [`Options`] is described, read and written under its name.
trait Field: Sized {
    const KIND: Kind;
    fn read(name: &str, value: &Value) -> Result<Self>;
    fn write(&self) -> Value;
}

impl<C: Choice> Field for C {
    const KIND: Kind = Kind::Choice(C::VALUES);
    fn read(name: &str, value: &Value) -> Result<Self> {
        let given = value.to_string();
        let parsed = if let Value::Text(text) = value { C::parse(text) } else { None };
        parsed.ok_or_else(|| Error::OptionValue {
            name: name.to_owned(),
            value: given,
            allowed: C::VALUES.iter().map(|v| v.0).collect::<Vec<_>>().join(", "),
        })
    }
    fn write(&self) -> Value {
        Value::Text(self.name().to_owned())
    }
}

/// A limit on the length of runs; 0 means no limit.
impl Field for u8 {
    const KIND: Kind = Kind::Limit;
    fn read(name: &str, value: &Value) -> Result<Self> {
        let parsed = match value {
            Value::Limit(limit) => Some(*limit),
            Value::Text(text) => text.parse().ok(),
        };
        parsed.ok_or_else(|| Error::OptionValue {
            name: name.to_owned(),
            value: value.to_string(),
            allowed: "a whole number from 0, which means no limit, to 255".to_owned(),
        })
    }
    fn write(&self) -> Value {
        Value::Limit(*self)
    }
}

impl Field for String {
    const KIND: Kind = Kind::Token;
    fn read(name: &str, value: &Value) -> Result<Self> {
        match value {
            Value::Text(text) => Ok(text.clone()),
            Value::Limit(_) => Err(Error::OptionValue {
                name: name.to_owned(),
                value: value.to_string(),
                allowed: "a text".to_owned(),
            }),
        }
    }
    fn write(&self) -> Value {
        Value::Text(self.clone())
    }
}

macro_rules! options {
    ($($(#[doc = $doc:literal])+ $field:ident: $type:ty = $default:expr,)+) => {
        /// What a [`Normalizer`](super::Normalizer) does, step by step.
        ///
        /// `Options::default()` does nothing at all; presets and users switch steps on. The order in which the steps
        /// run is fixed (see [`super`]) and does not depend on the order in which they are named.
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub struct Options { $($(#[doc = $doc])+ pub $field: $type,)+ }

        impl Default for Options {
            fn default() -> Self {
                Self { $($field: $default,)+ }
            }
        }

        impl Options {
            /// Every option, in the order in which `steps` prints them.
            pub const ALL: &'static [OptionDoc] = &[$(OptionDoc {
                name: stringify!($field),
                doc: concat!($($doc),+),
                kind: <$type as Field>::KIND,
            }),+];

            /// Sets the option of that name.
            ///
            /// # Errors
            /// [`Error::UnknownOption`] and [`Error::OptionValue`].
            pub fn set(&mut self, name: &str, value: &Value) -> Result<()> {
                match name {
                    $(stringify!($field) => self.$field = Field::read(name, value)?,)+
                    DIACRITICS => self.set_diacritics(Field::read(name, value)?),
                    _ => return Err(unknown(name)),
                }
                Ok(())
            }

            /// The value of the option of that name.
            pub fn get(&self, name: &str) -> Option<Value> {
                match name {
                    $(stringify!($field) => Some(self.$field.write()),)+
                    _ => None,
                }
            }
        }
    };
}

/// The short name that sets all six groups of marks at once.
pub const DIACRITICS: &str = "diacritics";

fn unknown(name: &str) -> Error {
    let mut known: Vec<&str> = Options::ALL.iter().map(|o| o.name).collect();
    known.push(DIACRITICS);
    Error::UnknownOption { name: name.to_owned(), known: known.join(", ") }
}

options! {
    /// What a function of another library makes of the text, done first; the other steps see its result. Where it has
    /// faults they are kept, and few of them give the same when done twice.
    peer: Peer = Peer::None,
    /// Unicode normalization form of the result (UAX #15). With a form other than none, canonically equivalent texts
    /// give equal results.
    unicode: UnicodeForm = UnicodeForm::None,
    /// Text decoded with the wrong table: UTF-8 read as Windows-1252, ISO 8859-1 or Windows-1256, and Windows-1256 read
    /// as Windows-1252 or ISO 8859-1.
    mojibake: Repair = Repair::Keep,
    /// Presentation forms A and B (U+FB50-FDFF, U+FE70-FEFC) to the letters they show: lam-alef and all other
    /// ligatures are spelled out, lone marks U+FE70-FE7F and U+FC5E-FC63 become the mark without a space, ﷲ becomes
    /// الله, and phrases (ﷺ U+FDFA, ﷻ, ﷽, ﷼, U+FD40-FD4F, U+FDCF, U+FDFE, U+FDFF) become words, spaced from their
    /// neighbours.
    presentation_forms: Folding = Folding::Keep,
    /// Text in the order in which it stands on a page, as PDF extraction leaves it; brackets that face the wrong way
    /// there are mirrored.
    visual_order: VisualOrder = VisualOrder::Keep,
    /// Ligatures of lam with alef, meem, hah, jeem and khah taken apart in the wrong order, as in األمن and املدينة, where
    /// the text proves it by two alefs in a row and by articles with their lam in third place; and lam-alef that is gone
    /// from presentation forms, with a space in its place.
    ligatures: Repair = Repair::Keep,
    /// Spaces inside of words: before a mark, between two presentation forms that join, around letters that are no words,
    /// and between four and more single letters; and tatweel U+0640 between two letters.
    broken_words: Repair = Repair::Keep,
    /// Tanween: fathatan U+064B, dammatan U+064C, kasratan U+064D.
    tanween: Removal = Removal::Keep,
    /// Fathatan U+064B and U+08F0 with the alef U+0627 that carries it at the end of a word, on the alef or on the letter
    /// before it.
    tanween_alef: TanweenAlef = TanweenAlef::Keep,
    /// Short vowels: fatha U+064E, damma U+064F, kasra U+0650.
    harakat: Removal = Removal::Keep,
    /// Shadda U+0651.
    shadda: Removal = Removal::Keep,
    /// Sukun U+0652.
    sukun: Removal = Removal::Keep,
    /// Dagger alef U+0670.
    dagger_alef: Removal = Removal::Keep,
    /// Quranic and other annotation marks: U+0610-061A, U+0656-065F, U+06D6-06ED, U+0897-089F, U+08CA-08FF,
    /// U+10EFA-10EFF, and madda and hamza signs U+0653-0655 where they form no letter with what they stand on.
    quranic_marks: Removal = Removal::Keep,
    /// Tatweel (kashida) U+0640.
    tatweel: Removal = Removal::Keep,
    /// Alef with madda, hamza or wasla: أ U+0623, إ U+0625, آ U+0622, ٱ U+0671, ٲ U+0672, ٳ U+0673, ٵ U+0675, also
    /// where written as alef and a combining U+0653-0655.
    alef: Alef = Alef::Keep,
    /// Hamza on its carriers: ؤ U+0624 and ٶ U+0676 to waw, ئ U+0626 and ٸ U+0678 to yeh, ٷ U+0677 to U+06C7, also
    /// where written with a combining U+0653-0655, and the high hamza U+0674, which goes; remove also deletes ء U+0621.
    hamza: Hamza = Hamza::Keep,
    /// Alef maqsura U+0649 and yeh U+064A.
    alef_maqsura: AlefMaqsura = AlefMaqsura::Keep,
    /// Farsi yeh U+06CC by its place in the word.
    farsi_yeh: FarsiYeh = FarsiYeh::Keep,
    /// Teh marbuta U+0629.
    teh_marbuta: TehMarbuta = TehMarbuta::Keep,
    /// Persian, Urdu and Kurdish shapes of Arabic letters: ک U+06A9 and ڪ U+06AA to kaf; ی U+06CC and ے U+06D2 to yeh;
    /// ۓ U+06D3 to ئ; ہ U+06C1, ھ U+06BE, ە U+06D5, ۀ U+06C0 and ۂ U+06C2 to heh; ۃ U+06C3 to teh marbuta.
    lookalikes: Folding = Folding::Keep,
    /// Letters that Arabic lacks, to the letters used in their place: پ U+067E to beh; چ U+0686 to jeem; ژ U+0698 to
    /// zain; گ U+06AF and ڭ U+06AD to kaf; ڤ U+06A4 and ڥ U+06A5 to feh; ڨ U+06A8 to qaf; ٹ U+0679 to teh; ڈ U+0688 to
    /// dal; ڑ U+0691 and ڕ U+0695 to reh; ڵ U+06B5 to lam; ں U+06BA to noon; ۆ U+06C6, ۇ U+06C7, ۈ U+06C8 and ۋ U+06CB
    /// to waw; ێ U+06CE and ې U+06D0 to yeh.
    foreign_letters: Folding = Folding::Keep,
    /// Digits 0-9, Arabic-Indic U+0660-0669, extended Arabic-Indic U+06F0-06F9.
    digits: Digits = Digits::Keep,
    /// Punctuation: general category P and the ASCII symbols $ + < = > ^ ` | ~. Separators inside numbers, dates and
    /// times (one of . , : / - U+066B U+066C U+060C between two digits), URLs and e-mail addresses are left alone.
    /// ascii maps ، U+060C ؛ U+061B ؟ U+061F ٪ U+066A ٫ U+066B ٬ U+066C ٭ U+066D ۔ U+06D4 … U+2026 ﴾ U+FD3E ﴿ U+FD3F,
    /// the quotes and dashes below and the fullwidth forms U+FF01-FF5E that are punctuation.
    punctuation: Punctuation = Punctuation::Keep,
    /// Double quotes « » U+00AB U+00BB, U+201C-201F, U+2033, U+2036, U+301D-301F to " and single ones U+2018-201B,
    /// U+2032, U+2035, U+2039, U+203A to '.
    quotes: Unify = Unify::Keep,
    /// Dashes U+2010-2015, U+2212, U+FE58, U+FE63, U+FF0D to the hyphen-minus.
    dashes: Unify = Unify::Keep,
    /// The signs of numbers, decimal separator ٫ U+066B to . and thousands separator ٬ U+066C to , and percent sign
    /// ٪ U+066A to %.
    number_signs: Unify = Unify::Keep,
    /// Directional marks, embeddings and isolates: U+061C, U+200E, U+200F, U+202A-202E, U+2066-2069.
    bidi_controls: Removal = Removal::Keep,
    /// Characters of no width that mean nothing: zero width space U+200B, word joiner U+2060, byte order mark U+FEFF,
    /// soft hyphen U+00AD, U+034F, U+180E, U+2061-2064, U+206A-206F.
    zero_width: Removal = Removal::Keep,
    /// Zero width non-joiner U+200C and joiner U+200D, outside emoji sequences.
    joiners: Joiners = Joiners::Keep,
    /// Variation selectors U+180B-180D, U+180F, U+FE00-FE0F, U+E0100-E01EF, outside emoji sequences.
    variation_selectors: Removal = Removal::Keep,
    /// Control characters U+0000-0008, U+000E-001F, U+007F-0084, U+0086-009F and the interlinear and object
    /// characters U+FFF9-FFFC.
    control: Removal = Removal::Keep,
    /// White space. Spaces: tab U+0009, U+0020, no-break U+00A0, U+1680, U+2000-200A, U+202F, U+205F, U+3000, and the
    /// blanks U+2800, U+3164, U+115F, U+1160, U+FFA0. Line breaks: U+000A-000D (CR LF is one), U+0085, U+2028, U+2029.
    whitespace: Whitespace = Whitespace::Keep,
    /// Longest run of one and the same letter; longer runs of three and more are cut to it. Digits are never touched,
    /// nor are the double letters of ordinary words.
    repeats: u8 = 0,
    /// Longest run of one and the same punctuation mark; longer runs are cut to it.
    punctuation_repeats: u8 = 0,
    /// URLs: with a scheme, or beginning with www., or a bare domain name of a well-known ending.
    urls: Pattern = Pattern::Keep,
    /// What URLs are replaced by.
    url_token: String = "[URL]".to_owned(),
    /// E-mail addresses.
    emails: Pattern = Pattern::Keep,
    /// What e-mail addresses are replaced by.
    email_token: String = "[EMAIL]".to_owned(),
    /// Mentions: @ and a name.
    mentions: Pattern = Pattern::Keep,
    /// What mentions are replaced by.
    mention_token: String = "[USER]".to_owned(),
    /// Hashtags: # and letters, digits and underscores, not digits alone.
    hashtags: Hashtags = Hashtags::Keep,
    /// What hashtags are replaced by.
    hashtag_token: String = "[TAG]".to_owned(),
    /// Emoji, whole sequences at a time (UTS #51: pictographs with their selectors, skin tones, joined families, flags,
    /// keycaps).
    emoji: Pattern = Pattern::Keep,
    /// What emoji are replaced by.
    emoji_token: String = "[EMOJI]".to_owned(),
    /// HTML tags, comments, and script and style elements with what they hold. Inline tags vanish, others become a
    /// space, as does an inline tag after `<` or `</`, where a new tag would arise. A tag that is one of the tokens
    /// (`<URL>`) stays.
    html_tags: Removal = Removal::Keep,
    /// HTML character references such as `&amp;` `&nbsp;` `&#1593;` `&#x639;`
    html_entities: HtmlEntities = HtmlEntities::Keep,
    /// Letters of the Latin script and combining marks U+0300-036F.
    latin: Latin = Latin::Keep,
    /// Letters and their marks of scripts other than Arabic and Latin.
    other_scripts: Removal = Removal::Keep,
}

impl Options {
    /// Sets the six groups of marks at once: tanween, harakat, shadda, sukun, dagger alef, Quranic marks.
    pub fn set_diacritics(&mut self, removal: Removal) {
        self.tanween = removal;
        self.harakat = removal;
        self.shadda = removal;
        self.sukun = removal;
        self.dagger_alef = removal;
        self.quranic_marks = removal;
    }

    /// Whether runs of letters or of punctuation are cut.
    pub(super) fn cuts_runs(&self) -> bool {
        self.repeats > 0 || self.punctuation_repeats > 0
    }

    /// The tokens that stand in place of patterns, with their names.
    pub(super) fn tokens(&self) -> [(&'static str, &str); 5] {
        [
            ("url_token", &self.url_token),
            ("email_token", &self.email_token),
            ("mention_token", &self.mention_token),
            ("hashtag_token", &self.hashtag_token),
            ("emoji_token", &self.emoji_token),
        ]
    }

    pub(super) fn tokens_mut(&mut self) -> [&mut String; 5] {
        [
            &mut self.url_token,
            &mut self.email_token,
            &mut self.mention_token,
            &mut self.hashtag_token,
            &mut self.emoji_token,
        ]
    }

    /// The same steps, but with every pattern and all markup kept.
    pub(super) fn without_patterns(&self) -> Self {
        Self {
            urls: Pattern::Keep,
            emails: Pattern::Keep,
            mentions: Pattern::Keep,
            hashtags: Hashtags::Keep,
            emoji: Pattern::Keep,
            html_tags: Removal::Keep,
            html_entities: HtmlEntities::Keep,
            ..self.clone()
        }
    }
}
