//! The vectors under `tests/data`, through the normalizer; pytest reads the same files.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use ibriz::normalize::options::Value;
use ibriz::normalize::{Normalizer, Options};

/// One line of `normalize.tsv`, `visual_order.tsv` or `repair.tsv`.
struct Vector {
    id: String,
    preset: String,
    options: String,
    input: String,
    expected: String,
}

/// The text of a field: `\uXXXX`, `\UXXXXXXXX`, `\n`, `\t`, `\r` and `\\` stand for the characters they name.
fn unescaped(field: &str) -> String {
    let mut text = String::new();
    let mut rest = field.chars();
    while let Some(character) = rest.next() {
        if character != '\\' {
            text.push(character);
            continue;
        }
        text.push(match rest.next() {
            Some('u') => code_point(&rest.by_ref().take(4).collect::<String>()),
            Some('U') => code_point(&rest.by_ref().take(8).collect::<String>()),
            Some('n') => '\n',
            Some('t') => '\t',
            Some('r') => '\r',
            Some('\\') => '\\',
            other => panic!("an escape that does not exist, \\{other:?}, in {field}"),
        });
    }
    text
}

fn code_point(digits: &str) -> char {
    u32::from_str_radix(digits, 16).ok().and_then(char::from_u32).unwrap_or_else(|| panic!("no code point: {digits}"))
}

fn read(file: &str) -> Vec<Vector> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(file);
    let content = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut lines = content.split('\n');
    assert_eq!(lines.next(), Some("id\tpreset\toptions\tinput\texpected"), "the columns of {file}");
    lines.filter(|line| !line.is_empty()).map(parse).collect()
}

fn parse(line: &str) -> Vector {
    let [id, preset, options, input, expected] = line.split('\t').collect::<Vec<_>>()[..] else {
        panic!("not five columns: {line}")
    };
    Vector {
        id: id.to_owned(),
        preset: preset.to_owned(),
        options: options.to_owned(),
        input: unescaped(input),
        expected: unescaped(expected),
    }
}

fn normalizer(vector: &Vector) -> Normalizer {
    let mut options = Options::preset(&vector.preset).unwrap_or_else(|error| panic!("{}: {error}", vector.id));
    for step in vector.options.split(';').filter(|step| !step.is_empty()) {
        let (name, value) = step.split_once('=').unwrap_or_else(|| panic!("{}: no '=' in {step}", vector.id));
        options.set(name, &Value::Text(value.to_owned())).unwrap_or_else(|error| panic!("{}: {error}", vector.id));
    }
    Normalizer::new(options).unwrap_or_else(|error| panic!("{}: {error}", vector.id))
}

/// Runs every vector of a file and names all that fail, not the first alone.
fn check(file: &str, at_least: usize) {
    let vectors = read(file);
    assert!(vectors.len() >= at_least, "{file} has lost lines: {} are left", vectors.len());
    let mut failures = String::new();
    let mut failed = 0;
    let mut normalizers = HashMap::new();
    for vector in &vectors {
        let normalizer = normalizers.entry((&vector.preset, &vector.options)).or_insert_with(|| normalizer(vector));
        let got = normalizer.normalize(&vector.input).into_owned();
        if got != vector.expected {
            failed += 1;
            let Vector { id, preset, options, input, expected } = vector;
            writeln!(
                failures,
                "{id} ({preset}; {options})\n  input    {input:?}\n  expected {expected:?}\n  got      {got:?}"
            )
            .unwrap();
        }
    }
    assert!(failed == 0, "{failed} of {} vectors of {file} fail:\n{failures}", vectors.len());
}

#[test]
fn every_option_and_preset_does_what_it_says() {
    check("normalize.tsv", 300);
}

#[test]
fn lines_in_visual_order_are_turned_and_others_are_not() {
    check("visual_order.tsv", 50);
}

#[test]
fn repairs() {
    check("repair.tsv", 45);
}

/// Every value of every choice is met by a vector of the preset none, so that no option can lose its meaning unseen; peers
/// have vectors of their own.
#[test]
fn every_value_of_every_option_has_a_vector() {
    use ibriz::normalize::options::Kind;

    let steps: Vec<String> = read("normalize.tsv")
        .iter()
        .chain(&read("visual_order.tsv"))
        .chain(&read("repair.tsv"))
        .filter(|vector| vector.preset == "none")
        .flat_map(|vector| vector.options.split(';').map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let untouched = Options::default();
    let mut missing = Vec::new();
    for option in Options::ALL.iter().filter(|option| option.name != "peer") {
        let covered = match option.kind {
            Kind::Choice(values) => values
                .iter()
                .filter(|(value, _)| untouched.get(option.name) != Some(Value::Text((*value).to_owned())))
                .all(|(value, _)| steps.contains(&format!("{}={value}", option.name))),
            Kind::Limit | Kind::Token => steps.iter().any(|step| step.starts_with(&format!("{}=", option.name))),
        };
        if !covered {
            missing.push(option.name);
        }
    }
    assert!(missing.is_empty(), "no vector for {missing:?}");
}

#[test]
fn the_presets_of_peers_give_what_the_peers_give() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/peers.tsv");
    let file = std::fs::read_to_string(path).unwrap();
    let lines: Vec<Vec<String>> = file
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').map(unescaped).collect())
        .collect();
    assert!(lines.len() > 500);
    for line in lines {
        let [preset, text, expected] = &line[..] else { panic!("three fields: {line:?}") };
        let normalizer = Normalizer::new(Options::preset(preset).unwrap()).unwrap();
        assert_eq!(normalizer.normalize(text), expected.as_str(), "{preset} of {text:?}");
        let aligned = normalizer.align(text);
        assert_eq!(aligned.text(), expected, "{preset} of {text:?}, aligned");
    }
}

#[test]
fn words_of_the_quran_fall_together_only_if_they_are_the_same() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/uthmani.tsv");
    let file = std::fs::read_to_string(path).unwrap();
    let search = Normalizer::new(Options::preset("search").unwrap()).unwrap();
    for line in file.lines().skip(1) {
        let [relation, word, other] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("three fields: {line}") };
        let is_same = search.normalize(word) == search.normalize(other);
        assert_eq!(is_same, relation == "together", "{line}");
    }
}
