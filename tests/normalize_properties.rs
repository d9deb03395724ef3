//! What holds for every text and every set of options.

use std::borrow::Cow;

use ibriz::normalize::options::{Kind, Value};
use ibriz::normalize::{Normalizer, Options, PRESETS};
use proptest::prelude::*;
use proptest::sample::select;
use unicode_normalization::UnicodeNormalization;

/// Characters by class, each class as likely as the next, so that what is rare in Unicode is met often.
const CLASSES: &[&str] = &[
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "أإآٱٲٳٵؤئءىةٶٷٸ\u{674}",
    "کڪیےۓہھەۀۂۃپچژگڭڤڥڨٹڈڑڕڵںۆۇۈۋێې",
    "\u{64b}\u{64c}\u{64d}\u{64e}\u{64f}\u{650}\u{651}\u{652}\u{670}\u{653}\u{654}\u{655}",
    "\u{610}\u{61a}\u{656}\u{65f}\u{6d6}\u{6dd}\u{6de}\u{6e5}\u{6ed}\u{898}\u{8ca}\u{8d4}\u{8ff}",
    "ـ",
    "ﻻﻵﻷﻹﷲﷺﷻ﷼﷽﵁﵇ﷴﷳ\u{fd3e}\u{fd3f}\u{fdfe}\u{fdff}\u{fdcf}",
    "ﻣﺮﺣﺒﺎﻢﻟﺎﻌﻟﺎﺑﺔﻨﻳﺪﻣﭖﭘﯽﯿﮏ\u{fe70}\u{fe71}\u{fe76}\u{fe77}\u{fe7c}\u{fc5e}\u{fc60}\u{fc63}",
    "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹",
    ".,:/-\u{66b}\u{66c}\u{60c}",
    "!?()[]{}<>@#&;=_%$*+~|^`\\\"'",
    "؛؟٪٭۔…«»“”„‘’‹›′″–—−\u{2010}\u{fe58}\u{ff0d}！（）＋",
    "\u{200c}\u{200d}\u{200b}\u{200e}\u{200f}\u{202a}\u{202e}\u{2066}\u{2069}\u{61c}\u{feff}\u{ad}\u{34f}\u{180e}\u{2060}",
    "\u{fe0f}\u{fe0e}\u{180b}\u{e0100}\u{20e3}",
    "\u{0}\u{8}\u{7f}\u{9f}\u{fff9}\u{fffc}\u{fffd}",
    " \t\n\r\u{b}\u{c}\u{85}\u{a0}\u{2003}\u{2028}\u{2029}\u{3000}\u{2800}\u{3164}\u{115f}\u{1160}\u{ffa0}",
    "abcxyzABCXYZéÉßİıſ",
    "\u{300}\u{301}\u{308}\u{323}\u{327}\u{338}\u{345}",
    "\u{1100}\u{1161}\u{11a8}가각한",
    "привет漢字αβγשלוםहिन्दीกำ",
    "😀👍❤☀☕👨👩👧🏽🏳🌈🇸🇾🇱🐕🦺🏴©™®‼〰↔🈁",
    "①ﬁ½²Å\u{212b}\u{212a}\u{2126}\u{37e}\u{1fef}\u{2260}\u{226f}",
];

/// Whole things that steps look for, and what is easily taken for one.
const PHRASES: &[&str] = &[
    "http://example.com/a?b=1&c=٢",
    "https://www.Example.org/x_(y)",
    "www.example.net",
    "info@example.com",
    "@user_1",
    "@محمد",
    "#وسم_جديد",
    "#MachineLearning",
    "#كأس2022",
    "<b>",
    "</p>",
    "<br/>",
    "<a href=\"x>y\">",
    "<!-- x -->",
    "<script>a<b</script>",
    "&amp;",
    "&lt;b&gt;",
    "&#1593;",
    "&#x639;",
    "👨\u{200d}👩\u{200d}👧",
    "🏳\u{fe0f}\u{200d}🌈",
    "1\u{fe0f}\u{20e3}",
    "👍🏽",
    "هههههه",
    "!!!!",
    "٣٫١٤",
    "1,000.50",
    "12:30",
    "2024/01/15",
    "ﻢﻟﺎﻌﻟﺎﺑ ﺎﺒﺣﺮﻣ 15",
    "\r\n",
    "كتابا\u{64b} ",
    "جد\u{651}\u{64b}ا ",
    "إذ\u{64b}ا",
    "ة\u{200c}ب",
    "كتب\u{200c}الله",
    "می\u{200c}روم",
    "Ø§Ù„Ø³",
    "ط§ظ„ط³",
    "ÇáÓáÇã",
    "Ã˜Â§Ã™â€žÃ˜Â³",
    "\u{202b}قال\u{202a} :CNN\u{202c} نعم\u{202c}",
    "األمن االجتماع",
    "املدينة واحلديقة",
    "ا ل س ل ا م",
    "خوفا \u{64b}",
    "ةيملاعلا ةنسلا",
];

fn piece() -> impl Strategy<Value = String> {
    let character = select(CLASSES).prop_flat_map(|class| select(class.chars().collect::<Vec<_>>()));
    prop_oneof![
        8 => character.clone().prop_map(String::from),
        3 => (character, 2..6_usize).prop_map(|(c, times)| String::from(c).repeat(times)),
        2 => select(PHRASES).prop_map(str::to_owned),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        20 => prop::collection::vec(piece(), 0..16).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

/// A preset of ours, which promises what no peer's does, and up to a dozen steps set otherwise; tokens keep their defaults.
fn options() -> impl Strategy<Value = Options> {
    let own: Vec<_> = Options::ALL.iter().filter(|option| option.name != "peer").collect();
    let step = select(own).prop_flat_map(|option| {
        let values = match option.kind {
            Kind::Choice(values) => values.iter().map(|(value, _)| Value::Text((*value).to_owned())).collect(),
            Kind::Limit => (0..4).map(Value::Limit).collect(),
            Kind::Token => vec![],
        };
        let name = option.name;
        if values.is_empty() { Just(None).boxed() } else { select(values).prop_map(move |v| Some((name, v))).boxed() }
    });
    let presets: Vec<&str> = PRESETS.iter().map(|preset| preset.0).filter(|name| !is_peers(name)).collect();
    (select(presets), prop::collection::vec(step, 0..12)).prop_map(|(preset, steps)| {
        let mut options = Options::preset(preset).unwrap();
        for (name, value) in steps.into_iter().flatten() {
            options.set(name, &value).unwrap();
        }
        options
    })
}

/// Whether a preset does what another library's function does.
fn is_peers(preset: &str) -> bool {
    let options = Options::preset(preset).unwrap();
    options.get("peer") != Options::default().get("peer")
}

/// The steps that differ from the preset none, for reports.
fn described(options: &Options) -> String {
    let plain = Options::default();
    Options::ALL
        .iter()
        .filter(|option| options.get(option.name) != plain.get(option.name))
        .map(|option| format!("{}={}", option.name, options.get(option.name).unwrap()))
        .collect::<Vec<_>>()
        .join(";")
}

proptest! {
    // PROPTEST_CASES=20000 looks further than the 256 cases of every day.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn peers_presets_align(preset in select(PRESETS).prop_map(|preset| preset.0).prop_filter("a peer", |name| is_peers(name)), text in text()) {
        let normalizer = Normalizer::new(Options::preset(preset).unwrap()).unwrap();
        let aligned = normalizer.align(&text);
        prop_assert_eq!(aligned.text(), &*normalizer.normalize(&text));
    }

    #[test]
    fn normalizing_twice_is_normalizing_once(text in text(), options in options()) {
        let normalizer = Normalizer::new(options.clone()).unwrap();
        let once = normalizer.normalize(&text).into_owned();
        let twice = normalizer.normalize(&once);
        prop_assert_eq!(&*twice, &*once, "input {:?}, options {}", text, described(&options));
        prop_assert!(matches!(twice, Cow::Borrowed(_)), "{once:?} is clean and was copied, options {}", described(&options));
    }

    #[test]
    fn what_is_clean_maps_to_itself(text in text(), options in options()) {
        let normalizer = Normalizer::new(options.clone()).unwrap();
        let clean = normalizer.normalize(&text).into_owned();
        let aligned = normalizer.align(&clean);
        for at in 0..clean.chars().count() {
            let (start, end) = aligned.to_original(at, at + 1);
            prop_assert!(start == at && end > at, "{} of {:?}, options {}", at, clean, described(&options));
        }
    }

    #[test]
    fn equivalent_spellings_give_one_result(text in text(), options in options()) {
        let mut options = options;
        if options.get("unicode") == Some(Value::Text("none".to_owned())) {
            options.set("unicode", &Value::Text("nfc".to_owned())).unwrap();
        }
        let normalizer = Normalizer::new(options.clone()).unwrap();
        let composed: String = text.nfc().collect();
        let decomposed: String = text.nfd().collect();
        let result = normalizer.normalize(&text);
        prop_assert_eq!(&*normalizer.normalize(&composed), &*result, "NFC of {:?}, options {}", text, described(&options));
        prop_assert_eq!(&*normalizer.normalize(&decomposed), &*result, "NFD of {:?}, options {}", text, described(&options));
    }

    #[test]
    fn every_way_in_gives_the_same_answer(text in text(), options in options()) {
        let normalizer = Normalizer::new(options.clone()).unwrap();
        let result = normalizer.normalize(&text);
        let mut column = "before".to_owned();
        normalizer.normalize_into(&text, &mut column);
        prop_assert_eq!(column, format!("before{result}"), "input {:?}, options {}", text, described(&options));
        let aligned = normalizer.align(&text);
        prop_assert_eq!(aligned.text(), &*result, "aligned {:?}, options {}", text, described(&options));
    }

    /// Every character of the result leads to a place of the text, and every one of the text to a place of the result;
    /// where no line is turned, the places are in order.
    #[test]
    fn every_character_leads_back(text in text(), options in options()) {
        let normalizer = Normalizer::new(options.clone()).unwrap();
        let aligned = normalizer.align(&text);
        let total = text.chars().count();
        let in_order = options.get("visual_order") == Options::default().get("visual_order");
        let mut last = 0;
        for at in 0..aligned.text().chars().count() {
            let (start, end) = aligned.to_original(at, at + 1);
            prop_assert!(start <= end && end <= total, "{} of {:?}, options {}", at, text, described(&options));
            prop_assert!(!in_order || start >= last, "{} of {:?}, options {}", at, text, described(&options));
            last = start;
        }
        for at in 0..total {
            let (start, end) = aligned.to_normalized(at, at + 1);
            prop_assert!(start <= end && end <= aligned.text().chars().count(), "{} of {:?}", at, text);
        }
    }

    #[test]
    fn unchanged_text_is_borrowed(text in text(), options in options()) {
        let normalizer = Normalizer::new(options.clone()).unwrap();
        let result = normalizer.normalize(&text);
        prop_assert!(*result != *text || matches!(result, Cow::Borrowed(_)), "{text:?} was copied, options {}", described(&options));
    }

    /// The Unicode form asked for is the form of the result.
    #[test]
    fn the_result_is_in_the_form_asked_for(text in text(), options in options()) {
        let normalizer = Normalizer::new(options.clone()).unwrap();
        let result = normalizer.normalize(&text).into_owned();
        let formed: String = match options.get("unicode").unwrap().to_string().as_str() {
            "nfc" => result.nfc().collect(),
            "nfd" => result.nfd().collect(),
            "nfkc" => result.nfkc().collect(),
            "nfkd" => result.nfkd().collect(),
            _ => result.clone(),
        };
        prop_assert_eq!(&formed, &result, "input {:?}, options {}", text, described(&options));
    }

    /// With no step switched on nothing changes, whatever the text.
    #[test]
    fn nothing_is_done_unasked(text in text()) {
        let normalizer = Normalizer::new(Options::default()).unwrap();
        prop_assert!(matches!(normalizer.normalize(&text), Cow::Borrowed(same) if same == text));
    }
}

#[test]
fn misread_text_with_a_kelvin_sign_is_repaired_as_with_a_k() {
    let normalizer = Normalizer::new(Options::preset("social").unwrap()).unwrap();
    assert_eq!(normalizer.normalize("Ø§Ù„Ø³\u{212A}"), normalizer.normalize("Ø§Ù„Ø³K"));
}

#[test]
fn halves_of_a_flag_that_come_together_are_a_flag() {
    let mut options = Options::preset("search").unwrap();
    options.set("emoji", &Value::Text("remove".to_owned())).unwrap();
    let normalizer = Normalizer::new(options).unwrap();
    for between in ["\u{FE0F}", "\u{200E}", "\u{651}", "\u{640}"] {
        assert_eq!(normalizer.normalize(&format!("\u{1F1F8}{between}\u{1F1E6}")), "");
    }
}

#[test]
fn repeats_are_counted_before_letters_are_decomposed() {
    let mut options = Options::preset("none").unwrap();
    options.set("unicode", &Value::Text("nfd".to_owned())).unwrap();
    options.set("repeats", &Value::Limit(1)).unwrap();
    let normalizer = Normalizer::new(options).unwrap();
    let text = "\u{641}\u{627}\u{627}\u{623} \u{641}\u{627}\u{627}\u{627}";
    let aligned = normalizer.align(text);
    assert_eq!(aligned.text(), "\u{641}\u{627}\u{627}\u{627}\u{654} \u{641}\u{627}");
    assert_eq!(normalizer.normalize(text), aligned.text());
    assert_eq!((aligned.to_original(3, 5), aligned.to_original(6, 8)), ((3, 4), (5, 7)));
    let mut options = Options::preset("none").unwrap();
    options.set("unicode", &Value::Text("nfd".to_owned())).unwrap();
    options.set("punctuation_repeats", &Value::Limit(1)).unwrap();
    assert_eq!(Normalizer::new(options).unwrap().normalize("==\u{2260}"), "==\u{338}");
}

/// A normalizer of the steps given and no others.
fn of_steps(steps: &[(&str, &str)]) -> Normalizer {
    let mut options = Options::default();
    for (name, value) in steps {
        options.set(name, &Value::Text((*value).to_owned())).unwrap();
    }
    Normalizer::new(options).unwrap()
}

/// Spaces inside a word go, and come back with its punctuation: what stands together in between is not looked at.
#[test]
fn what_a_later_step_takes_back_is_no_change() {
    let steps = [("mojibake", "repair"), ("broken_words", "repair"), ("punctuation", "isolate"), ("quotes", "unify")];
    let normalizer = of_steps(&steps);
    let once = normalizer.normalize("ه  ه„Ø„Ø§Ù…").into_owned();
    assert_eq!(once, "ه  ه \" Ø \" Ø § Ù …");
    assert_eq!(normalizer.normalize(&once), once);
    let steps = [("visual_order", "repair"), ("broken_words", "repair"), ("punctuation", "isolate")];
    let normalizer = of_steps(&[&steps[..], &[("emoji", "remove"), ("other_scripts", "remove")]].concat());
    let once = normalizer.normalize("\u{FEA6}؟؟؟\u{FB01}㊗👧ل.»\u{FE2E}\u{FDB3}").into_owned();
    assert_eq!(normalizer.normalize(&once), once);
    let aligned = normalizer.align(&once);
    let places: Vec<_> = (0..once.chars().count()).map(|at| aligned.to_original(at, at + 1)).collect();
    assert!(places.iter().enumerate().all(|(at, place)| *place == (at, at + 1)), "{places:?}");
}

/// U+02DC is a space and a tilde to NFKC; by itself in a text, nothing is left of it.
#[test]
fn a_tilde_that_goes_leaves_its_space() {
    let steps = [("unicode", "nfkc"), ("latin", "remove"), ("whitespace", "collapse")];
    for (text, result) in [("€\u{2DC}³", "€ 3"), ("ب\u{2DC}ب", "ب ب"), ("\u{2DC}ب", "ب")] {
        assert_eq!(of_steps(&steps).normalize(text), result);
        assert_eq!(of_steps(&steps).align(text).text(), result);
    }
}

/// Where a step cuts runs, an address keeps the stops that U+2026 becomes in it.
#[test]
fn an_ellipsis_in_an_address_is_not_cut() {
    for limit in [1, 2] {
        let mut options = Options::default();
        options.set("unicode", &Value::Text("nfkc".to_owned())).unwrap();
        options.set("punctuation_repeats", &Value::Limit(limit)).unwrap();
        let normalizer = Normalizer::new(options).unwrap();
        let result = normalizer.normalize("t.co/\u{2026}ا و\u{2026}").into_owned();
        assert_eq!(result, format!("t.co/...ا و{}", ".".repeat(limit.into())));
        assert_eq!(normalizer.normalize("t.co/...ا و..."), result);
    }
}

/// U+2172 is iii to NFKC, of which one i may be left, with another one beside it or not.
#[test]
fn letters_of_one_character_count_with_those_beside_it() {
    let mut options = Options::default();
    options.set("unicode", &Value::Text("nfkc".to_owned())).unwrap();
    options.set("repeats", &Value::Limit(1)).unwrap();
    let normalizer = Normalizer::new(options).unwrap();
    for text in ["\u{2172}i", "iiii", "\u{2172}", "\u{2172}\u{2172} "] {
        assert_eq!(normalizer.normalize(text).trim_end(), "i", "{text}");
    }
}

/// Each link of a chain takes a pass of its own, or is found with the one before.
#[test]
fn chains_end() {
    type Chain<'t> = (&'t [(&'t str, &'t str)], &'t str, &'t str);
    let chains: [Chain<'_>; 4] = [
        (&[("hashtags", "remove")], "", "#\u{628}"),
        (&[("visual_order", "repair")], "\u{FEFB}", "\u{202B}"),
        (&[("unicode", "nfkc"), ("broken_words", "repair")], "\u{628}", "\u{FC5E}"),
        (&[("broken_words", "repair"), ("punctuation", "space")], "\u{628}", "\u{2014}\u{64E}"),
    ];
    for (steps, start, link) in chains {
        let normalizer = of_steps(steps);
        for links in [30, 31, 32, 33, 34, 100, 500] {
            for text in [format!("{start}{}", link.repeat(links)), format!("{}{start}", link.repeat(links))] {
                let once = normalizer.normalize(&text);
                assert_eq!(normalizer.normalize(&once), once, "{steps:?}, {links} times {link:?}");
            }
        }
    }
}
