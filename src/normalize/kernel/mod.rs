//! The fast path: option sets that change characters one by one, run over bytes by table.
//!
//! Arabic text is ASCII and sequences of two bytes led by D8-DB, so one table over bytes and one over the 256 pairs
//! hold almost all of it. The tables are filled by running the steps themselves on each character alone; what a table
//! cannot express makes the whole row go through the steps instead ([`Kernel::run`] returns false). Property tests
//! hold both ways equal.
//!
//! A table is right for running text only if no character looks at its neighbours. [`Kernel::new`] therefore refuses
//! option sets with steps that always do. Where the text gives others cause (a decomposed letter that would be composed
//! first, a pattern that is replaced, an address), the word goes through the steps ([`words`]); where that is not enough
//! (markup, presentation forms, long runs beside addresses), [`Kernel::run`] gives up on the row.

#[cfg(target_arch = "x86_64")]
mod avx512;
mod compile;
mod marks;
mod runs;
mod scalar;
mod special;
mod symbols;
mod trace;
mod units;
mod words;

use simdutf8::basic::{Utf8Error, from_utf8};

use super::pass::Pass;
use super::visual_order;
use runs::Runs;
use special::{Handled, Specials};
use symbols::Symbols;
pub(crate) use trace::{Mark, Track};

/// Marks in tables: this byte of the result does not exist. Neither FF nor FE occurs in UTF-8.
const GONE: u8 = 0xFF;
/// Marks in tables: not for the tables to say; see [`special`].
const SPECIAL: u8 = 0xFE;

/// What bytes become.
#[derive(Debug, Clone)]
struct Tables {
    /// For each ASCII byte its result, [`GONE`] or [`SPECIAL`].
    ascii: [u8; 128],
    /// For each pair of bytes from D8 80 to DB BF the first and the second byte of its result.
    lead: [u8; 256],
    cont: [u8; 256],
    /// Whether a space after a space goes, and spaces at both ends.
    collapses: bool,
    /// Whether tashkeel stay that may have to change places.
    orders_marks: bool,
}

/// How the tables are run over text.
#[derive(Debug, Clone, Copy)]
enum Engine {
    #[cfg(target_arch = "x86_64")]
    Avx512,
    Scalar,
}

impl Engine {
    fn best() -> Self {
        #[cfg(target_arch = "x86_64")]
        if avx512::is_available() {
            return Self::Avx512;
        }
        Self::Scalar
    }
}

/// Whether a text has been through [`super::pass::Pass::prepare`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Prepared {
    Yes,
    No,
}

/// An option set compiled to tables.
#[derive(Debug, Clone)]
pub(crate) struct Kernel {
    tables: Box<Tables>,
    specials: Specials,
    symbols: Symbols,
    runs: Runs,
    pass: Pass,
    /// Whether white space parts words for all steps.
    parts_words: bool,
    engine: Engine,
    /// What the tables and symbols say of code points, if nothing else has a say.
    units: Option<units::Table>,
}

/// What became of a row of bytes.
pub(super) enum Ran<'t> {
    /// The result was appended.
    Done,
    /// It is this text, which the steps must run on.
    GaveUp(&'t str),
}

/// What a row may hold.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a doubt of its own")]
struct Doubts {
    /// An address that stays, or what would be a pattern to replace if something in it were deleted.
    address: bool,
    /// A `<` or `&` that begins nothing, unless what stands behind it is deleted.
    markup: bool,
    /// Something to repair.
    defect: bool,
    /// Letters as pages have them.
    page: bool,
}

impl Doubts {
    fn any(self) -> bool {
        self.address || self.markup || self.defect || self.page
    }

    fn add(&mut self, other: Self) {
        self.address |= other.address;
        self.markup |= other.markup;
        self.defect |= other.defect;
        self.page |= other.page;
    }
}

/// Where a stretch of simple text ended, and what was seen in it.
#[derive(Debug, Clone, Copy)]
struct State {
    /// The result so far ends in a space, or is empty: the next space goes.
    after_space: bool,
    /// Up to here in the text, signs of addresses have been looked into.
    cleared: usize,
    /// What has to be looked into when the row is done.
    doubts: Doubts,
    /// Markup and patterns have been dealt with.
    prepared: Prepared,
}

impl State {
    fn new(prepared: Prepared) -> Self {
        Self { after_space: true, cleared: 0, doubts: Doubts::default(), prepared }
    }
}

impl Kernel {
    /// Whether the result of a row was appended; if not, `out` is as it was and the steps must run.
    pub(super) fn run(&self, text: &str, prepared: Prepared, out: &mut String) -> bool {
        Self::append(out, |out| self.run_row(text, prepared, out))
    }

    /// Lends the bytes of a string to what appends the result of a row to it; takes back what it appended if it fails.
    fn append(out: &mut String, row: impl FnOnce(&mut Vec<u8>) -> bool) -> bool {
        // SAFETY: the kernel appends whole characters only: results of its tables, which take bytes that are UTF-8 and
        // stop at others (`simple_stretch`); characters of its input once that is a `str`; and whole strings that the
        // steps made of a word or run. What it takes back begins behind ASCII white space or where the row began, and
        // ends with the row; what it cuts lies between such places.
        let out = unsafe { out.as_mut_vec() };
        let start = out.len();
        let is_done = row(out);
        if !is_done {
            out.truncate(start);
        }
        is_done
    }

    fn run_row(&self, text: &str, prepared: Prepared, out: &mut Vec<u8>) -> bool {
        let start = out.len();
        let mut state = State::new(prepared);
        self.run_stretch(text, 0, out, start, &mut state) && self.finish_row(text, out, start, state, None)
    }

    /// As [`Self::run`], for bytes that nobody has looked at. The tables tell UTF-8 as they go, so the bytes are checked
    /// by themselves only if they are not all there is.
    pub(super) fn run_unchecked<'t>(&self, bytes: &'t [u8], out: &mut String) -> Result<Ran<'t>, Utf8Error> {
        let mut ran = Ok(Ran::Done);
        Self::append(out, |out| {
            let start = out.len();
            let mut state = State::new(Prepared::No);
            let at = self.simple_stretch(bytes, 0, out, &mut state);
            // Nothing was seen that there could be doubts about, so the text is not asked for.
            if at == bytes.len() && self.finish_row("", out, start, state, None) {
                return true;
            }
            ran = from_utf8(bytes).map(|text| {
                let is_done = self.run_stretch(text, at, out, start, &mut state)
                    && self.finish_row(text, out, start, state, None);
                if is_done { Ran::Done } else { Ran::GaveUp(text) }
            });
            matches!(ran, Ok(Ran::Done))
        });
        ran
    }

    /// What is done when all characters of a row are; false if it has to go through the steps.
    fn finish_row(&self, text: &str, out: &mut Vec<u8>, start: usize, state: State, track: Option<&mut Track>) -> bool {
        if self.tables.collapses {
            special::trim_end(out, start);
        }
        let cuts = track.map(|track| {
            track.uncut = out.len();
            &mut track.cuts
        });
        let cut = self.runs.cut(out, start, cuts);
        self.is_safe(text, &out[start..], cut, state)
    }

    /// Whether what was done without regard to addresses, markup and defects is what the steps do.
    fn is_safe(&self, text: &str, result: &[u8], cut: bool, state: State) -> bool {
        let Doubts { address, markup, defect, page } = state.doubts;
        (!address || (!cut && self.specials.has_no_pattern(result)))
            && (!markup || self.specials.has_no_markup(result))
            && (!defect || self.is_sound(text, result))
            && (!page || self.is_in_order(text))
    }

    /// Whether there is nothing to repair. The steps look at composed text, in which U+212A is K.
    fn is_sound(&self, text: &str, result: &[u8]) -> bool {
        self.specials.is_sound(&self.pass.composed_first(text), result)
    }

    /// Whether the letters of a page stand in the order in which they are read.
    fn is_in_order(&self, text: &str) -> bool {
        visual_order::is_plainly_in_order(text.chars()) || self.is_composed_in_order(text)
    }

    /// The same, asked of the composed text.
    fn is_composed_in_order(&self, text: &str) -> bool {
        visual_order::is_in_order(&self.pass.composed_first(text))
    }

    /// Appends the result of the text from `at` on; false if it has to go through the steps.
    fn run_stretch(&self, text: &str, mut at: usize, out: &mut Vec<u8>, start: usize, state: &mut State) -> bool {
        loop {
            let bytes = text.as_bytes();
            // What stands beside an emoji is often another one, and the tables hold no character of three bytes or more.
            if bytes.get(at).is_none_or(|byte| *byte < 0xE0) {
                at = self.simple_stretch(bytes, at, out, state);
            }
            if at == text.len() {
                return true;
            }
            if let Some(width) = self.symbols.take(&self.specials, &text[at..], out, state) {
                at += width;
                continue;
            }
            at = match self.specials.handle(text, at, out, start, state) {
                Handled::Done(width) => at + width,
                Handled::Word => match self.word(text, at, out, start, state) {
                    Some(end) => end,
                    None => return false,
                },
                Handled::Row => return false,
            }
        }
    }

    /// Appends the result of the text from `at` up to the next special character, or to what is no UTF-8; returns where
    /// that is.
    fn simple_stretch(&self, bytes: &[u8], at: usize, out: &mut Vec<u8>, state: &mut State) -> usize {
        match self.engine {
            #[cfg(target_arch = "x86_64")]
            Engine::Avx512 => avx512::simple_stretch(&self.tables, bytes, at, out, state),
            Engine::Scalar => scalar::simple_stretch(&self.tables, bytes, at, out, state),
        }
    }
}

/// The name of the instruction set the fast path uses on this machine.
pub fn instruction_set() -> &'static str {
    match Engine::best() {
        #[cfg(target_arch = "x86_64")]
        Engine::Avx512 => "avx512vbmi2",
        Engine::Scalar => "scalar",
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::super::edits::Draft;
    use super::super::options::{Options, Value};
    use super::*;

    /// Bytes of text, some of them in the wrong place.
    fn bytes() -> impl Strategy<Value = Vec<u8>> {
        let stray = prop_oneof![prop::sample::select(&b"\xD8\xDB\xDC\x80\xBF\xC2\xE2\xF0\xFFa "[..]), any::<u8>()];
        let piece = prop_oneof![
            4 => "[ءأابةنوى \u{64B}\u{651}\u{640}٠-٩a-c,\u{600}\u{6FF}]{0,30}".prop_map(String::into_bytes),
            2 => "[دلإ٣٪ \u{64B}-\u{655}\u{670}\u{6E1}\u{610}\u{640}\u{0}]{0,30}".prop_map(String::into_bytes),
            1 => "[.:/@\u{AB}\u{200C}\u{2026}\u{1F602}]".prop_map(String::into_bytes),
            1 => prop::collection::vec(stray, 1..3),
        ];
        prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
    }

    static KERNELS: LazyLock<Vec<(Pass, Kernel)>> = LazyLock::new(|| {
        let mut vocalized = Options::preset("search").unwrap();
        for marks in ["harakat", "sukun"] {
            vocalized.set(marks, &Value::Text("keep".to_owned())).unwrap();
        }
        let compiled = |options: Options| {
            let pass = Pass::new(&options);
            let fast = Kernel::new(&options, &pass).unwrap();
            let slow = Kernel { engine: Engine::Scalar, ..fast.clone() };
            [(pass.clone(), fast), (pass, slow)]
        };
        let presets = ["search", "minimal", "social", "none"].map(|preset| Options::preset(preset).unwrap());
        presets.into_iter().chain([vocalized]).flat_map(compiled).collect()
    });

    /// Windows of 64 bytes end between a sign of an address and what makes it none.
    #[test]
    fn signs_of_addresses_are_seen_at_the_end_of_a_window() {
        for (pass, kernel) in &*KERNELS {
            for filler in 0..130 {
                for address in ["t.\u{0}co/X", "t.\u{651}co/X", "a\u{0}@b.\u{640}org "] {
                    let text = format!("{} {address}", "a".repeat(filler));
                    let (mut draft, mut out) = (Draft::new(&text, false), String::new());
                    pass.run_until_stable(&mut draft);
                    let is_done = kernel.run(&text, Prepared::No, &mut out);
                    assert!(!is_done || out == draft.text, "{text:?} became {out:?}");
                }
            }
        }
    }

    proptest! {
        /// Words that go through the steps are told apart by where the tables stop, on each way anew.
        #[test]
        fn engines_stop_at_the_same_places(bytes in bytes()) {
            let text = String::from_utf8_lossy(&bytes);
            let bytes = text.as_bytes();
            for (_, kernel) in &*KERNELS {
                let slow = Kernel { engine: Engine::Scalar, ..kernel.clone() };
                let stretch = |kernel: &Kernel, at: usize| {
                    let (mut out, mut state) = (b"before ".to_vec(), State::new(Prepared::No));
                    let end = kernel.simple_stretch(bytes, at, &mut out, &mut state);
                    (end, out)
                };
                let mut at = 0;
                while at < bytes.len() {
                    let fast = stretch(kernel, at);
                    prop_assert_eq!(&fast, &stretch(&slow, at));
                    let next = bytes[bytes.len().min(fast.0 + 1)..].iter().position(|byte| byte & 0xC0 != 0x80);
                    at = next.map_or(bytes.len(), |next| fast.0 + 1 + next);
                }
            }
        }

        #[test]
        fn bytes_are_checked_and_worked_on_as_text_is(bytes in bytes()) {
            for (pass, kernel) in &*KERNELS {
                let mut out = "before ".to_owned();
                let ran = kernel.run_unchecked(&bytes, &mut out);
                match (std::str::from_utf8(&bytes), ran) {
                    (Err(_), Err(_)) => prop_assert_eq!(out, "before "),
                    (Ok(text), Ok(Ran::Done)) => {
                        let mut draft = Draft::new(text, false);
                        pass.run_until_stable(&mut draft);
                        prop_assert_eq!(&out["before ".len()..], &*draft.text);
                    }
                    (Ok(text), Ok(Ran::GaveUp(same))) => {
                        prop_assert_eq!(text, same);
                        prop_assert_eq!(out, "before ");
                    }
                    (expected, found) => prop_assert!(false, "{expected:?}, but {}", found.is_ok()),
                }
            }
        }
    }
}
