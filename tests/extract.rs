//! The vectors under `tests/data` that pytest reads too, and what holds for the entities of every text.

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use ibriz::extract::patterns::{Found, PatternKind, Wanted, scan};
use ibriz::extract::{DateOrder, Entity, ExtractOptions, Extractor, Label, Prefer, Reference, WeekStart};
use proptest::prelude::*;
use proptest::sample::select;

const PATTERNS: &[Label] =
    &[Label::Url, Label::Email, Label::Phone, Label::Hashtag, Label::Mention, Label::Iban, Label::Ip];
const NUMBERS: &[Label] = &[Label::Cardinal, Label::Percent];
const VALUES: &[Label] = &[
    Label::Cardinal,
    Label::Ordinal,
    Label::Percent,
    Label::Money,
    Label::Quantity,
    Label::Duration,
    Label::Age,
    Label::Date,
    Label::Time,
];

const TIMES: &[Label] = &[Label::Date, Label::Time, Label::Duration, Label::Set, Label::Age];

/// One line of `patterns.tsv` or `numbers.tsv`: after the text, a label, a span and a value for each entity in it.
#[derive(Clone)]
struct Vector {
    id: String,
    options: String,
    input: String,
    entities: Vec<(String, String, String)>,
}

/// The text of a field: `\uXXXX`, `\n`, `\t` and `\\` stand for the characters they name.
fn unescaped(field: &str) -> String {
    let mut text = String::new();
    let mut rest = field.chars();
    while let Some(character) = rest.next() {
        if character != '\\' {
            text.push(character);
            continue;
        }
        text.push(match rest.next() {
            Some('u') => {
                let digits: String = rest.by_ref().take(4).collect();
                u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32).expect("a code point")
            }
            Some('n') => '\n',
            Some('t') => '\t',
            Some('\\') => '\\',
            other => panic!("an escape that does not exist, \\{other:?}, in {field}"),
        });
    }
    text
}

fn read(file: &str) -> Vec<Vector> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(file);
    let content = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut lines = content.split('\n');
    assert_eq!(lines.next(), Some("id\toptions\tinput\tlabel\ttext\tvalue"), "the columns of {file}");
    lines.filter(|line| !line.is_empty()).map(parse).collect()
}

fn parse(line: &str) -> Vector {
    let fields: Vec<String> = line.split('\t').map(unescaped).collect();
    let [id, options, input, entities @ ..] = &fields[..] else { panic!("less than three columns: {line}") };
    assert!(entities.len().is_multiple_of(3), "label, text and value for each entity: {line}");
    let entities = entities.chunks(3).map(|e| (e[0].clone(), e[1].clone(), e[2].clone())).collect();
    Vector { id: id.clone(), options: options.clone(), input: input.clone(), entities }
}

fn extractor(labels: Option<&[Label]>, nested: bool, region: Option<String>) -> Extractor {
    Extractor::new(ExtractOptions {
        labels: labels.map(<[Label]>::to_vec),
        nested,
        region,
        ..ExtractOptions::default()
    })
    .unwrap()
}

/// The options of a vector, words with spaces between them: a region (`SA`), a reference (`2017-09-15`), `past` or
/// `future`, the day with which weeks begin.
fn options(words: &str) -> ExtractOptions {
    let mut options = ExtractOptions::default();
    for word in words.split_whitespace() {
        match word {
            "past" => options.prefer = Some(Prefer::Past),
            "future" => options.prefer = Some(Prefer::Future),
            "sunday" => options.week_start = WeekStart::Sunday,
            "month-first" => options.date_order = DateOrder::MonthFirst,
            region if region.len() == 2 => options.region = Some(region.to_owned()),
            reference => options.reference = Some(Reference::parse(reference).unwrap()),
        }
    }
    options
}

/// The value of an entity, with its unit where the value says nothing without it.
fn meaning(entity: &ibriz::extract::Entity) -> String {
    let with_unit = matches!(entity.label, Label::Money | Label::Quantity);
    (if with_unit { &entity.canonical } else { &entity.value }).clone().unwrap_or_default()
}

/// Runs every vector of a file and names all that fail, not the first alone.
fn check(file: &str, at_least: usize, labels: &[Label]) {
    let vectors = read(file);
    assert!(vectors.len() >= at_least, "{file} has lost lines: {} are left", vectors.len());
    let mut failures = String::new();
    for Vector { id, options: words, input, entities } in &vectors {
        let extractor = Extractor::new(ExtractOptions { labels: Some(labels.to_vec()), ..options(words) }).unwrap();
        let found: Vec<(String, String, String)> = extractor
            .extract(input)
            .into_iter()
            .map(|e| (e.label.name().to_owned(), input[e.span.clone()].to_owned(), meaning(&e)))
            .collect();
        if found != *entities {
            writeln!(failures, "{id}\n  input    {input:?}\n  expected {entities:?}\n  got      {found:?}").unwrap();
        }
    }
    assert!(failures.is_empty(), "of {} vectors of {file} these fail:\n{failures}", vectors.len());
}

#[test]
fn patterns_are_found_and_resolved() {
    check("patterns.tsv", 300, PATTERNS);
}

#[test]
fn numbers_and_percentages_are_found_and_resolved() {
    check("numbers.tsv", 120, NUMBERS);
}

#[test]
fn values_are_found_and_resolved() {
    check("values.tsv", 80, VALUES);
}

#[test]
fn dates_and_times_are_found_and_resolved() {
    check("dates.tsv", 120, TIMES);
}

#[test]
fn every_label_with_a_rule_has_a_vector() {
    let vectors = [read("patterns.tsv"), read("numbers.tsv"), read("values.tsv"), read("dates.tsv")];
    let has = |name| vectors.iter().flatten().flat_map(|vector| &vector.entities).any(|(label, ..)| label == name);
    for label in Extractor::available().into_iter().filter(|label| !label.is_name()) {
        assert!(has(label.name()), "no vector for {}", label.name());
    }
}

#[test]
fn numbers_carry_their_magnitude_and_percentages_their_unit() {
    let text = "بنسبة ١٢٫٥٪ من 3,000";
    let found = extractor(None, true, None).extract(text);
    let seen: Vec<_> = found.iter().map(|e| (e.label, e.number, e.unit.as_deref(), e.parent)).collect();
    assert_eq!(
        seen,
        [
            (Label::Percent, Some(12.5), Some("%"), None),
            (Label::Cardinal, Some(12.5), None, Some(0)),
            (Label::Cardinal, Some(3000.0), None, None),
        ]
    );
}

#[test]
fn a_list_that_is_handed_in_is_emptied_first() {
    let extractor = extractor(None, false, None);
    let mut found = extractor.extract("5 و6");
    extractor.extract_into("7", None, &mut found);
    assert_eq!(found.len(), 1);
    assert_eq!(found, extractor.extract("7"));
}

/// Rows that invite a recognizer to read the same text over and over. A quadratic one takes hours on these.
#[test]
fn hard_rows_are_read_in_linear_time() {
    const PIECES: &[&str] = &[
        "@",
        "#",
        ".",
        "www.",
        "1",
        "1.",
        "1 ",
        "+1",
        "(",
        "-",
        "٫",
        "1,",
        "a@",
        "@a.",
        "://",
        "http://",
        "a://-b",
        "\u{64E}",
        "\u{200F}",
        "1\u{200F}",
        "ـ1",
        "x.com/(",
        "SA03",
        "SA03 8",
        "::",
        "f:",
        "1.1.1.1 ",
        "ffff:",
        "1%",
        "% ",
        "12 في ",
        "و1",
        "#1_",
        "\u{202B}1\u{202C}",
        "http://[",
        "1 234 ",
        "0500000000 ",
        "هاتف 1 2-3 4 ",
        "كل ",
        "من 3 إلى ",
        "بين 2011 و",
        "أول يوم من ",
        "منتصف ",
        "قبل أكثر من ",
        "الأحد ",
        "الساعة 3 و",
        "مارس ",
        "في شهر ",
        "أمس صباح ",
        "مرات 3 ",
        "الساعة 3 مساء اليوم ",
        "كل يوم أحد الساعة 3 ",
    ];
    let options = ExtractOptions { nested: true, ..options("2020-03-01T10:30 past") };
    let extractor = Extractor::new(options).unwrap();
    for piece in PIECES {
        let text = piece.repeat(400_000 / piece.len());
        let start = Instant::now();
        extractor.extract(&text);
        assert!(start.elapsed() < Duration::from_secs(20), "{piece:?} took {:?}", start.elapsed());
    }
}

#[test]
fn ten_million_combining_marks_after_a_number() {
    let text = format!("5{} 7%", "\u{64E}".repeat(10_000_000));
    let found = extractor(None, false, None).extract(&text);
    assert_eq!(found.last().map(|e| &text[e.span.clone()]), Some("7%"));
}

/// What entities are made of, and what stands around them.
const PARTS: &[&str] = &[
    "5",
    "12",
    "٣٤",
    "۷",
    "2018",
    "000",
    "123",
    "4567",
    "01007654321",
    "+966",
    "50",
    "(968)",
    "00",
    "%",
    "٪",
    "بالمئة",
    "في المئة",
    "-",
    "+",
    ".",
    ",",
    "،",
    "٫",
    "٬",
    "/",
    ":",
    "_",
    "(",
    ")",
    "«",
    "»",
    "?",
    "!",
    "؟",
    "@",
    "#",
    "://",
    "http",
    "https://example.org",
    "www.",
    "example.com",
    "x",
    "abc",
    "SA0380000000608010167519",
    "SA03",
    "192.168.1.1",
    "fe80::1",
    "::",
    "و",
    "بـ",
    "ال",
    "عام",
    "هاتف",
    "كم",
    "نص",
    "مِئة",
    "\u{64E}",
    "ـ",
    "\u{200F}",
    "\u{202B}",
    "\u{200D}",
    "\u{FE0F}",
    "😀",
    "é",
    "漢",
    " ",
    " ",
    " ",
    "\n",
    "\u{A0}",
];

/// Texts made of such parts, with any other character now and then.
fn texts() -> impl Strategy<Value = String> {
    let part = prop_oneof![9 => select(PARTS).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    proptest::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

fn assert_well_formed(text: &str, entities: &[Entity], nested: bool) {
    for (i, entity) in entities.iter().enumerate() {
        assert!(entity.span.start < entity.span.end, "empty: {entity:?}");
        assert!(text.get(entity.span.clone()).is_some(), "cuts a character: {entity:?}");
        assert!(entity.number.is_none_or(f64::is_finite), "no number: {entity:?}");
        let parent = entity.parent.map(|parent| &entities[parent as usize]);
        if let Some(parent) = parent {
            assert!((entity.parent.unwrap() as usize) < i, "a parent comes first");
            assert!(parent.span.start <= entity.span.start && entity.span.end <= parent.span.end);
        }
        assert!(nested || parent.is_none());
        if let Some(before) = entities[..i].last() {
            assert!(before.span.start <= entity.span.start, "out of order: {before:?} {entity:?}");
        }
        let apart = |other: &Entity| other.span.end <= entity.span.start;
        let outer = entities[..i].iter().rev().find(|other| other.parent.is_none());
        assert!(parent.is_some() || outer.is_none_or(apart), "overlap: {outer:?} {entity:?}");
    }
}

/// The same text with a directional mark after every few characters.
fn marked(text: &str, every: usize) -> String {
    let mut out = String::new();
    for (i, c) in text.chars().enumerate() {
        out.push(c);
        if i % every == 0 {
            out.push('\u{200F}');
        }
    }
    out
}

#[test]
fn a_ligature_of_preposition_and_unit_is_no_quantity() {
    // U+FC08 is beh with meem, U+FCB0 seen with meem: «ب» and a metre, or «سم», a centimetre.
    assert_eq!(extractor(None, true, None).extract("\u{FC08}"), []);
    let measured = extractor(None, true, None).extract("5 \u{FCB0}");
    assert_well_formed("5 \u{FCB0}", &measured, true);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn entities_are_well_formed(text in texts(), nested in any::<bool>(), region in select(&[None, Some("EG"), Some("SA"), Some("QA")][..])) {
        let found = extractor(None, nested, region.map(str::to_owned)).extract(&text);
        assert_well_formed(&text, &found, nested);
    }

    #[test]
    fn outer_entities_are_those_without_a_parent(text in texts()) {
        let nested = extractor(None, true, None).extract(&text);
        let outer: Vec<Entity> = nested.into_iter().filter(|entity| entity.parent.is_none()).collect();
        prop_assert_eq!(outer, extractor(None, false, None).extract(&text));
    }

    #[test]
    fn any_text_at_all(text in any::<String>()) {
        assert_well_formed(&text, &extractor(None, true, None).extract(&text), true);
    }

    #[test]
    fn a_scan_gives_what_the_extractor_gives(text in texts()) {
        let mut found = Vec::new();
        scan(&text, Wanted::ALL, &mut found);
        let labels = [Label::Url, Label::Email, Label::Mention, Label::Hashtag];
        let kinds = [PatternKind::Url, PatternKind::Email, PatternKind::Mention, PatternKind::Hashtag];
        let extracted: Vec<Found> = extractor(Some(&labels), false, None)
            .extract(&text)
            .into_iter()
            .map(|e| Found { kind: kinds[labels.iter().position(|label| *label == e.label).unwrap()], span: e.span })
            .collect();
        prop_assert_eq!(found, extracted);
    }
}

#[test]
fn directional_marks_change_no_value() {
    let vectors = read("numbers.tsv").into_iter().chain(read("patterns.tsv"));
    // A mark inside an address of ASCII makes it another one.
    let ascii = ["URL", "EMAIL", "IP", "MENTION"];
    let vectors = vectors.filter(|vector| !vector.entities.iter().any(|(label, ..)| ascii.contains(&label.as_str())));
    let mut failures = String::new();
    for (vector, every) in
        vectors.filter(|v| !v.entities.is_empty()).flat_map(|v| [(v.clone(), 1), (v.clone(), 2), (v, 3)])
    {
        let text = marked(&vector.input, every);
        let labels = [PATTERNS, NUMBERS].concat();
        let wanted = |label: &Label| vector.entities.iter().any(|(name, ..)| name == label.name());
        let labels: Vec<Label> = labels.into_iter().filter(wanted).collect();
        let options = ExtractOptions { labels: Some(labels.clone()), ..options(&vector.options) };
        let found = Extractor::new(options).unwrap().extract(&text);
        let values: Vec<String> = found.into_iter().map(|entity| entity.value.unwrap_or_default()).collect();
        let expected: Vec<String> = vector.entities.iter().map(|(.., value)| value.clone()).collect();
        if values != expected {
            writeln!(failures, "{} {text:?}: {values:?} is not {expected:?}", vector.id).unwrap();
        }
    }
    assert!(failures.is_empty(), "{failures}");
}
