//! The fast path over code points of two or four bytes each, as Python keeps them: for single short strings, to which the
//! way to UTF-8 and back is longer than all work on them.
//!
//! One table says what becomes of a code point ([`table`]). Where that depends on what stands beside it, it is looked
//! into ([`aside`]); where more than the word has a say, the row is given up and goes through text. Property tests hold
//! both ways equal.

mod aside;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod scalar;
mod table;

use super::super::visual_order;
use super::{Engine, Kernel, words::is_white};
use crate::transcode::Unit;
pub(super) use table::Table;

/// A row on its way.
struct Row<'r, U> {
    units: &'r [U],
    at: usize,
    /// The result, as far as `written`, with room behind it for all that is left.
    out: &'r mut Vec<U>,
    written: usize,
    /// Up to here, signs of addresses have been looked into.
    cleared: usize,
    /// Whether there are letters as pages have them.
    is_of_page: bool,
}

impl Kernel {
    /// The result of a row, put into a buffer; none if it has to go through text, as each row with a lone surrogate has.
    pub(in super::super) fn run_units<'o, U: Unit>(&self, units: &[U], out: &'o mut Vec<U>) -> Option<&'o [U]> {
        let table = self.units.as_ref()?;
        let mut row = Row { units, at: 0, out, written: 0, cleared: 0, is_of_page: false };
        row.make_room(0);
        while let Some(entry) = table.stretch(self.engine, &mut row) {
            self.aside(table, entry, &mut row)?;
        }
        let chars = || units.iter().filter_map(|unit| char::from_u32((*unit).into()));
        if row.is_of_page
            && !visual_order::is_plainly_in_order(chars())
            && !self.is_composed_in_order(&aside::text(units)?)
        {
            return None;
        }
        let end = row.written;
        let is_trimmed = self.tables.collapses && end > 0 && row.is_white(end - 1);
        Some(&out[..end - usize::from(is_trimmed)])
    }
}

impl Table {
    /// Writes results up to the first code point that the table does not tell of, and returns its entry.
    fn stretch<U: Unit>(&self, engine: Engine, row: &mut Row<'_, U>) -> Option<u16> {
        match engine {
            #[cfg(target_arch = "x86_64")]
            Engine::Avx512 => avx512::stretch(self, row),
            Engine::Scalar => scalar::stretch(self, row),
        }
    }
}

impl<U: Unit> Row<'_, U> {
    /// Makes room for all that is left and some units more.
    fn make_room(&mut self, more: usize) {
        let needed = self.written + (self.units.len() - self.at) + more;
        if self.out.len() < needed {
            self.out.resize(needed.next_power_of_two(), U::from(0));
        }
    }

    fn push(&mut self, unit: U) {
        self.out[self.written] = unit;
        self.written += 1;
    }

    /// Appends text; none if a unit does not hold all of its characters.
    fn push_text(&mut self, text: &str) -> Option<()> {
        self.make_room(text.len());
        for c in text.chars() {
            self.push(U::of(c)?);
        }
        Some(())
    }

    /// The character at a place; none if it is a surrogate, or behind the end.
    fn char(&self, at: usize) -> Option<char> {
        char::from_u32((*self.units.get(at)?).into())
    }

    fn is_white(&self, written: usize) -> bool {
        u8::try_from(self.out[written].into()).is_ok_and(is_white)
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;
    use std::sync::LazyLock;
    use std::time::Instant;

    use proptest::prelude::*;

    use super::super::super::options::Value;
    use super::super::super::{Normalizer, Options, PRESETS};
    use super::*;
    use crate::transcode::{utf16_from_utf8, utf32_from_utf8};

    static NORMALIZERS: LazyLock<Vec<(Normalizer, Option<Kernel>)>> = LazyLock::new(|| {
        let mut sets: Vec<Options> = PRESETS.iter().map(|(name, ..)| Options::preset(name).unwrap()).collect();
        sets.extend(["lines", "unify", "keep"].map(|rule| {
            let mut options = Options::preset("search").unwrap();
            options.set("whitespace", &Value::Text(rule.to_owned())).unwrap();
            options
        }));
        let with_scalar = |options| {
            let normalizer = Normalizer::new(options).unwrap();
            let kernel = normalizer.0.kernel.as_ref().filter(|kernel| kernel.units.is_some());
            let scalar = kernel.map(|kernel| Kernel { engine: Engine::Scalar, ..kernel.clone() });
            (normalizer, scalar)
        };
        let normalizers: Vec<_> = sets.into_iter().map(with_scalar).collect();
        let fast = normalizers.iter().filter(|(_, scalar)| scalar.is_some()).count();
        assert!(fast >= 5, "{fast} normalizers have a table");
        normalizers
    });

    /// What both engines make of units.
    fn units_of<U: Unit + Debug>(normalizer: &Normalizer, scalar: Option<&Kernel>, units: &[U]) -> Option<Vec<U>> {
        let mut buffer = vec![U::from(0x20); 3];
        let result = normalizer.normalize_units(units, &mut buffer).map(<[U]>::to_vec);
        let slow = scalar.and_then(|kernel| kernel.run_units(units, &mut buffer));
        assert_eq!(result.as_deref(), slow, "of both engines");
        result
    }

    /// The table makes of a text what the steps make of it, or gives it up.
    fn check(text: &str) {
        let (mut short, mut long, mut expected_short, mut expected_long) = (vec![], vec![], vec![], vec![]);
        utf16_from_utf8(text, &mut short);
        utf32_from_utf8(text, &mut long);
        for (normalizer, scalar) in &*NORMALIZERS {
            let aligned = normalizer.align_by_steps(text);
            expected_short.clear();
            expected_long.clear();
            utf16_from_utf8(aligned.text(), &mut expected_short);
            utf32_from_utf8(aligned.text(), &mut expected_long);
            let options = normalizer.options();
            if let Some(result) = units_of(normalizer, scalar.as_ref(), &long) {
                assert_eq!(result, expected_long, "{text:?} {options:?}");
            }
            match units_of(normalizer, scalar.as_ref(), &short) {
                Some(result) if text.chars().all(|c| c <= '\u{FFFF}') => {
                    assert_eq!(result, expected_short, "{text:?} {options:?}");
                }
                Some(_) => panic!("surrogates of {text:?} were taken for code points"),
                None => {}
            }
        }
    }

    fn piece() -> impl Strategy<Value = String> {
        prop_oneof![
            6 => "[ءأابةطعغنوىیک\u{64B}\u{64E}\u{651}\u{640}٠-٩a-c1-3 ]{1,8}",
            3 => "[ \t\n.:/@#&<>;،,…“”«»–—•❤♥😂😍👍🏽🇸🇦\u{FE0F}\u{200D}]{1,4}",
            1 => "[\u{20E3}\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2066}\u{FEFF}\u{A0}\u{85}\u{2028}\u{3000}\u{2800}\u{115F}]",
            1 => "[\u{300}-\u{303}\u{653}-\u{655}\u{670}\u{6D6}-\u{6ED}éØ§Ã©àﻻﷺﷲﷴ\u{E0067}\u{E007F}½™©]{1,3}",
            1 => "[‼⁉™ℹ❤\u{200D}\u{FE0F}]{1,3}",
            1 => "[()«»\u{FF08}\u{FE73}\u{FDC8}ﺎﻓﺐ]{1,3}",
            1 => prop::sample::select(vec!["http://t.co/ab", "a.b@c.com", "www.x.com", "&amp;", "<b>", "ط§ظ„", "1\u{FE0F}\u{20E3}"])
                .prop_map(str::to_owned),
            1 => any::<char>().prop_map(|c| c.to_string()),
        ]
    }

    proptest! {
        #[test]
        fn units_become_what_text_becomes(pieces in prop::collection::vec(piece(), 0..8)) {
            check(&pieces.concat());
        }
    }

    /// All ways, that over bytes too, make of texts what the steps make of them.
    fn check_all(texts: &[&str]) {
        for text in texts {
            check(text);
            for (normalizer, _) in &*NORMALIZERS {
                let aligned = normalizer.align_by_steps(text);
                assert_eq!(normalizer.normalize(text), aligned.text(), "{text:?} {:?}", normalizer.options());
            }
        }
    }

    #[test]
    fn a_selector_behind_exclamation_marks_makes_an_emoji_of_them() {
        check_all(&["aa://a\u{203C}\u{FE0F}\u{640}", "\u{FDC8}\u{1160}\u{BB}a\u{203C}\u{FE0F}"]);
    }

    #[test]
    fn a_joiner_goes_before_a_pictograph_that_becomes_letters() {
        check_all(&["\u{2764}\u{200D}\u{2139}", "\u{2764}\u{200D}\u{203C}", "\u{2764}\u{200D}\u{203C}\u{FE0F}"]);
    }

    #[test]
    fn addresses_go_on_over_signs_that_become_ascii() {
        check_all(&["http://t.co/ab\u{2049}\u{627}\u{64B}\u{6A9}", "http://t.co/ab\u{2026}\u{623}", "a@b.co\u{2026}"]);
    }

    #[test]
    fn brackets_beside_forms_that_stay_face_as_they_do_in_the_result() {
        check_all(&["\u{628}\u{FF08} \u{FE73}", "\u{FE73}(\u{640}", "\u{FDC8} \u{628}\u{AB}\u{64E} \u{628}"]);
    }

    #[test]
    fn every_character_becomes_what_it_becomes_in_text() {
        for c in ('\0'..'\u{3100}').chain('\u{FB50}'..='\u{FFFF}').chain('\u{1F000}'..'\u{1FB10}') {
            for text in [format!("{c}"), format!("ع{c}ب {c}"), format!("{c}\u{FE0F}.{c}a")] {
                check(&text);
            }
        }
    }

    fn search() -> (&'static Normalizer, Option<&'static Kernel>) {
        let options = Options::preset("search").unwrap();
        let found = NORMALIZERS.iter().find(|(normalizer, _)| *normalizer.options() == options);
        found.map(|(normalizer, scalar)| (normalizer, scalar.as_ref())).unwrap()
    }

    #[test]
    fn long_words_of_signs_take_no_longer_by_length_squared() {
        let (search, scalar) = search();
        for sign in ['\u{B0}', '\u{200D}', '\u{FE0F}', '\u{FE8D}', '\u{FDFA}', '@', '\u{2026}', '\u{332}'] {
            let units = vec![sign as u16; 100_000];
            let started = Instant::now();
            units_of(search, scalar, &units);
            assert!(started.elapsed().as_secs() < 10, "{sign:?}");
        }
    }

    #[test]
    fn most_of_posts_is_told_by_the_table() {
        let (search, scalar) = search();
        let result = |text: &str| {
            let mut units = Vec::new();
            utf32_from_utf8(text, &mut units);
            let result = units_of(search, scalar, &units)?;
            result.into_iter().map(char::from_u32).collect::<Option<String>>()
        };
        assert_eq!(result("  أَهْلاً\t ٤٠… "), Some("اهلا 40...".to_owned()));
        assert_eq!(result("😂❤\u{FE0F} 👍🏽👨\u{200D}👩 🇸🇦"), Some("😂❤\u{FE0F} 👍🏽👨\u{200D}👩 🇸🇦".to_owned()));
        assert_eq!(result("http://t.co/أ a@b.c"), Some("http://t.co/أ a@b.c".to_owned()));
        assert_eq!(result("ﻻ تقل é"), None);
    }

    #[test]
    fn lone_surrogates_are_given_up() {
        let (search, scalar) = search();
        for lone in [0xD800, 0xDBFF, 0xDC00, 0xDFFF] {
            assert_eq!(units_of(search, scalar, &[0x628_u16, lone]), None);
            assert_eq!(units_of(search, scalar, &[0x628_u32, lone.into()]), None);
        }
    }
}
