//! The fast path: option sets that change characters one by one, run over bytes by table.
//!
//! Arabic text is ASCII and sequences of two bytes led by D8-DB, so one table over bytes and one over the 256 pairs
//! hold almost all of it. The tables are filled by running the steps themselves on each character alone; what a table
//! cannot express makes the whole row go through the steps instead ([`Kernel::run`] returns false). Property tests
//! hold both ways equal.
//!
//! A table is right for running text only if no character looks at its neighbours. [`Kernel::new`] therefore refuses
//! option sets with steps that always do, and [`Kernel::run`] gives up on a row where the text gives them cause:
//! a decomposed letter that would be composed first, presentation forms, addresses, patterns, markup, long runs.

#[cfg(target_arch = "x86_64")]
mod avx512;
mod compile;
mod runs;
mod scalar;
mod special;
mod trace;

use runs::Runs;
use special::Specials;
pub(crate) use trace::Mark;

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
    runs: Runs,
    engine: Engine,
}

/// Where a stretch of simple text ended, and what was seen in it.
#[derive(Debug, Clone, Copy)]
struct State {
    /// The result so far ends in a space, or is empty: the next space goes.
    after_space: bool,
    /// There may be a URL or e-mail address in the text.
    maybe_address: bool,
    /// There may be something to repair in the text, though it has been prepared.
    maybe_defective: bool,
    /// Markup and patterns have been dealt with.
    prepared: Prepared,
}

impl State {
    fn new(prepared: Prepared) -> Self {
        Self { after_space: true, maybe_address: false, maybe_defective: false, prepared }
    }
}

impl Kernel {
    /// Whether the result of a row was appended; if not, `out` is as it was and the steps must run.
    pub(super) fn run(&self, text: &str, prepared: Prepared, out: &mut String) -> bool {
        // SAFETY: the kernel appends whole characters only: results of its tables, and characters of its input; what it
        // leaves undone it takes back.
        let out = unsafe { out.as_mut_vec() };
        let start = out.len();
        if self.run_row(text, prepared, out) {
            return true;
        }
        out.truncate(start);
        false
    }

    fn run_row(&self, text: &str, prepared: Prepared, out: &mut Vec<u8>) -> bool {
        let start = out.len();
        let mut state = State::new(prepared);
        if !self.run_stretch(text, 0, out, start, &mut state) {
            return false;
        }
        if self.tables.collapses {
            special::trim_end(out, start);
        }
        let cut = self.runs.may_be_cut(&out[start..]) && self.runs.cut(out, start);
        self.is_safe(text, &out[start..], cut, state)
    }

    /// Whether what was done without regard to addresses and defects is what the steps do.
    fn is_safe(&self, text: &str, result: &[u8], cut: bool, state: State) -> bool {
        (!state.maybe_address || self.specials.addresses_are_safe(text, result, cut))
            && (!state.maybe_defective || self.specials.is_sound(text, result))
    }

    /// Appends the result of the text from `at` on; false if it has to go through the steps.
    fn run_stretch(&self, text: &str, mut at: usize, out: &mut Vec<u8>, start: usize, state: &mut State) -> bool {
        loop {
            at = self.simple_stretch(text, at, out, state);
            if at == text.len() {
                return true;
            }
            let Some(width) = self.specials.handle(&text[at..], out, start, state) else { return false };
            at += width;
        }
    }

    /// Appends the result of the text from `at` up to the next special character; returns where that is.
    fn simple_stretch(&self, text: &str, at: usize, out: &mut Vec<u8>, state: &mut State) -> usize {
        match self.engine {
            #[cfg(target_arch = "x86_64")]
            Engine::Avx512 => avx512::simple_stretch(&self.tables, text, at, out, state),
            Engine::Scalar => scalar::simple_stretch(&self.tables, text, at, out, state),
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
