//! Which option sets the tables can express, and how the tables are filled.

use super::super::choice::{
    AlefMaqsura, Digits, FarsiYeh, Folding, HtmlEntities, Joiners, Latin, Peer, Punctuation, Removal, Repair,
    TanweenAlef, UnicodeForm, VisualOrder, Whitespace,
};
use super::super::edits::Draft;
use super::super::letters::{Becomes, Letters};
use super::super::options::Options;
use super::super::pass::Pass;
use super::super::{patterns, presentation_forms, unicode_form};
use super::marks::is_tashkeel;
use super::runs::Runs;
use super::special::{Specials, index, indexed};
use super::symbols::Symbols;
use super::{Engine, GONE, Kernel, SPECIAL, Tables, units};
use crate::script::{PRESENTATION_FORMS, is_letter_form, is_line_break, is_mark, is_presentation_form, is_space};

impl Kernel {
    /// Compiles an option set; none if one of its steps looks at more than one character.
    pub(in super::super) fn new(options: &Options, pass: &Pass) -> Option<Self> {
        if looks_around(options) {
            return None;
        }
        let uncut = Pass::new(&Options { whitespace: Whitespace::Keep, repeats: 0, ..options.clone() });
        let signs_are_free = signs_are_free(options, pass);
        let alone = Alone { options, uncut: &uncut, composes: composes(options), signs_are_free };
        let results: Vec<Option<Box<str>>> = indexed().map(|c| alone.result(c)).collect();
        let letters = Letters::new(options);
        let forms = PRESENTATION_FORMS.map(|c| form(c, options, &letters, &results)).collect();
        let tables = tables(options, &alone);
        let specials = Specials {
            letters,
            options: options.clone(),
            results,
            forms,
            ascii_addresses_are_safe: matches!(options.digits, Digits::Keep | Digits::Ascii)
                && options.latin != Latin::Remove,
            replaces_patterns: patterns::are_replaced(options),
        };
        let engine = Engine::best();
        let runs = Runs { letters: options.repeats, punctuation: options.punctuation_repeats, engine };
        let parts_words = options.whitespace != Whitespace::Keep;
        let symbols = Symbols::new(&specials);
        let (tables, pass) = (Box::new(tables), pass.clone());
        let mut kernel = Self { tables, specials, symbols, runs, pass, parts_words, engine, units: None };
        kernel.units = units::Table::new(&kernel);
        Some(kernel)
    }
}

fn looks_around(options: &Options) -> bool {
    options.peer != Peer::None
        || options.digits == Digits::Remove
        || options.visual_order == VisualOrder::Words
        || cuts_before_decomposing(options)
        || options.ligatures == Repair::Repair
        || options.broken_words == Repair::Repair
        || !matches!(options.punctuation, Punctuation::Keep | Punctuation::Ascii)
        || matches!(options.alef_maqsura, AlefMaqsura::YehFinal | AlefMaqsura::MaqsuraFinal)
}

/// Whether a decomposed letter or sign (U+2260) may be one more of those before it, which it is not while repeats are
/// counted.
fn cuts_before_decomposing(options: &Options) -> bool {
    options.cuts_runs() && matches!(options.unicode, UnicodeForm::Nfd | UnicodeForm::Nfkd)
}

/// Whether an option looks at what stands beside a character.
pub(super) fn depends_on_neighbours(c: char, options: &Options) -> bool {
    match c {
        '\u{64B}' | '\u{8F0}' => options.tanween_alef != TanweenAlef::Keep,
        '\u{6CC}' => options.farsi_yeh == FarsiYeh::MaqsuraFinal,
        '\u{200C}' | '\u{200D}' => !matches!(options.joiners, Joiners::Keep | Joiners::Remove),
        _ => false,
    }
}

/// Whether a character holds an address, a tag or a reference together.
pub(super) fn is_syntax(c: char) -> bool {
    matches!(c, '@' | '.' | ':' | '/' | '#' | '&' | '<' | '>')
}

/// Whether letters and marks are ever composed or put in order.
fn composes(options: &Options) -> bool {
    options.unicode != UnicodeForm::None || Pass::composes_hamza(options)
}

/// Whether madda and hamza signs can be deleted one by one: each letter they compose with gives the same result with
/// and without them.
fn signs_are_free(options: &Options, pass: &Pass) -> bool {
    !composes(options)
        || unicode_form::HAMZA_LETTERS.iter().all(|(letter, _, composed)| {
            let alone = |c: char| normalized(pass, c.encode_utf8(&mut [0; 4]));
            alone(*letter) == alone(*composed)
        })
}

fn normalized(pass: &Pass, text: &str) -> String {
    let mut draft = Draft::new(text, false);
    pass.run_until_stable(&mut draft);
    draft.text.into_owned()
}

/// Characters taken by themselves.
struct Alone<'o> {
    options: &'o Options,
    /// The steps without those that would take a space off the ends of a result, or letters that are one more of those
    /// beside it.
    uncut: &'o Pass,
    composes: bool,
    signs_are_free: bool,
}

impl Alone<'_> {
    /// The result of a character, if it is the same in every context and does nothing to its neighbours.
    fn result(&self, c: char) -> Option<Box<str>> {
        if is_presentation_form(c) || matches!(c, '\u{200D}' | '\u{20E3}') || depends_on_neighbours(c, self.options) {
            return None;
        }
        if self.begins_markup(c) {
            return None;
        }
        if (is_space(c) || is_line_break(c)) && self.options.whitespace != Whitespace::Keep {
            return self.white(c).map(Into::into);
        }
        let result = normalized(self.uncut, c.encode_utf8(&mut [0; 4]));
        if result.chars().any(|other| other != c && other != '.' && is_syntax(other)) {
            return None;
        }
        let is_sign = matches!(c, '\u{653}'..='\u{655}');
        if is_mark(c) && self.composes {
            // A mark that stays may have to change places; one that goes must not have composed before.
            let is_arabic = matches!(c, '\u{600}'..='\u{6FF}');
            let goes = result.is_empty() && is_arabic && (!is_sign || self.signs_are_free);
            return goes.then(|| "".into());
        }
        let form = self.options.unicode;
        let stands_anywhere = !self.composes
            || (unicode_form::begins_segment(c) && result.chars().all(|c| unicode_form::is_inert(c, form)));
        let parts_words = result.chars().any(|c| is_space(c) || is_line_break(c)) && !is_space(c);
        (stands_anywhere && !parts_words).then(|| result.into())
    }

    /// Whether a character is a mark to which nothing is done but to put it in order among others.
    fn stays_in_order(&self, c: char) -> bool {
        self.options.unicode != UnicodeForm::None
            && is_tashkeel(c)
            && !depends_on_neighbours(c, self.options)
            && normalized(self.uncut, c.encode_utf8(&mut [0; 4])).chars().eq([c])
    }

    /// Whether a character could begin a tag, a reference, a mention or a hashtag that is not left alone.
    fn begins_markup(&self, c: char) -> bool {
        match c {
            '<' => self.options.html_tags == Removal::Remove,
            '&' => self.options.html_entities == HtmlEntities::Decode,
            '@' | '#' => patterns::are_replaced(self.options),
            _ => false,
        }
    }

    /// What white space becomes, if that does not depend on what stands beside it.
    fn white(&self, c: char) -> Option<&'static str> {
        match self.options.whitespace {
            Whitespace::Unify if c == '\r' => None,
            Whitespace::Unify if is_line_break(c) => Some("\n"),
            Whitespace::Lines if is_line_break(c) => None,
            _ => Some(" "),
        }
    }
}

/// The result of a presentation form, if it is that of the letters it shows, each by itself.
fn form(c: char, options: &Options, letters: &Letters, results: &[Option<Box<str>>]) -> Option<Box<str>> {
    if !is_presentation_form(c) || options.presentation_forms != Folding::Fold {
        return None;
    }
    let shown = presentation_forms::letters_of(c);
    if shown.is_empty() {
        // Letters that stay have a say in the order of the result, too.
        let stays = matches!(letters.of(c), Becomes::Itself) && unicode_form::is_inert(c, options.unicode);
        return (stays && !is_letter_form(c)).then(|| c.to_string().into());
    }
    let result: Option<String> = shown.chars().map(|letter| results[index(letter)?].as_deref()).collect();
    result.map(Into::into)
}

fn tables(options: &Options, alone: &Alone<'_>) -> Tables {
    let mut tables = Tables {
        ascii: [SPECIAL; 128],
        lead: [SPECIAL; 256],
        cont: [SPECIAL; 256],
        collapses: matches!(options.whitespace, Whitespace::Collapse | Whitespace::Lines),
        orders_marks: false,
    };
    for byte in 0..128_u8 {
        tables.ascii[usize::from(byte)] = match alone.result(char::from(byte)).as_deref().map(str::as_bytes) {
            Some([]) => GONE,
            Some([result]) => *result,
            _ => SPECIAL,
        };
    }
    for code in 0..256_usize {
        let Some(c) = char::from_u32(0x600 + code as u32) else { continue };
        (tables.lead[code], tables.cont[code]) = match alone.result(c).as_deref().map(str::as_bytes) {
            Some([]) => (GONE, GONE),
            // A full stop may come to stand in an address.
            Some(b".") => (SPECIAL, SPECIAL),
            Some([result]) => (GONE, *result),
            Some([first, second]) => (*first, *second),
            None if alone.stays_in_order(c) => {
                tables.orders_marks = true;
                (0xC0 | (c as u32 >> 6) as u8, 0x80 | (c as u32 & 0x3F) as u8)
            }
            _ => (SPECIAL, SPECIAL),
        };
    }
    tables
}
