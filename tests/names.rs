//! The names of `tests/data/names.tsv`, which pytest reads too, and what holds for the names of every text.

use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use ibriz::extract::names::Tagger;
use ibriz::extract::{Entity, ExtractOptions, Extractor, Label};
use proptest::prelude::*;

static TAGGER: LazyLock<Tagger> = LazyLock::new(|| {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("python/ibriz/models");
    let model = std::fs::read(models.join("names.safetensors")).expect("the model is shipped");
    let lexicon = std::fs::read_to_string(models.join("lexicon.tsv")).expect("the lexicon is shipped");
    Tagger::read(&model, &lexicon).expect("they belong together")
});

fn names(text: &str) -> Vec<Entity> {
    let labels = Some(vec![Label::Person, Label::Loc, Label::Org, Label::Misc]);
    let options = ExtractOptions { labels, ..ExtractOptions::default() };
    Extractor::with_names(options, &TAGGER).expect("the labels are those of names").extract(text)
}

#[test]
fn the_names_of_the_vectors() {
    let file = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/names.tsv")).unwrap();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let text = fields[1];
        let entities = names(text);
        let described = entities.iter().flat_map(|e| {
            let name = &text[e.span.clone()];
            [e.label.name(), name, e.grouped(name), e.value.as_deref().unwrap_or("-")]
        });
        assert_eq!(described.collect::<Vec<_>>(), fields[2..], "{}", fields[0]);
    }
}

#[test]
fn names_stand_inside_hashtags_and_numbers_inside_names() {
    let options = ExtractOptions { nested: true, ..ExtractOptions::default() };
    let extractor = Extractor::with_names(options, &TAGGER).unwrap();
    let text = "#الأمم_المتحدة تدعو إلى هدنة";
    let found = extractor.extract(text);
    assert_eq!(found[0].label, Label::Hashtag);
    assert!(found.iter().all(|e| e.label == Label::Hashtag || e.parent == Some(0)), "{found:?}");
}

#[test]
fn scores_do_not_fade_with_the_length_of_a_sentence() {
    let text = format!("عاد الوفد من دمشق {}", "وقال إن الأمر جيد ".repeat(27));
    let found = names(&text);
    assert!(found.len() == 1 && found[0].score > 0.9, "{found:?}");
}

#[test]
fn files_that_are_no_model_are_refused() {
    for bytes in [&b""[..], b"not a model", &[0xff; 64]] {
        assert!(Tagger::read(bytes, "# country\n").unwrap_err().to_string().contains("model"));
    }
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("python/ibriz/models/names.safetensors");
    let error = Tagger::read(&std::fs::read(model).unwrap(), "# country\n").unwrap_err().to_string();
    assert!(error.contains("lexicon"), "{error}");
}

#[test]
fn time_grows_with_the_text_and_no_faster() {
    for piece in ["وليد المعلم ", "ا", "#", "الأمم المتحدة. ", "\u{64e}", "محمد بن علي بن "]
    {
        let seconds = |times: usize| {
            let text = piece.repeat(times);
            (0..3)
                .map(|_| {
                    let begun = Instant::now();
                    names(&text);
                    begun.elapsed()
                })
                .min()
                .unwrap_or_default()
        };
        let (short, long) = (seconds(500), seconds(4_000));
        assert!(long < short * 20 + Duration::from_millis(50), "{piece:?}: {short:?}, {long:?}");
    }
}

proptest! {
    #[test]
    fn spans_are_of_the_text_and_scores_are_probabilities(text in "[ \\.،#0-9a-z\u{621}-\u{652}\u{660}-\u{66a}\u{200f}\u{feff}\u{fe80}-\u{fef0}\\n]{0,120}|.{0,60}") {
        let found = names(&text);
        let mut end = 0;
        for entity in &found {
            prop_assert!(text.get(entity.span.clone()).is_some_and(|name| !name.trim().is_empty()));
            prop_assert!((0.0..=1.0).contains(&entity.score));
            prop_assert!(entity.span.start >= end);
            end = entity.span.end;
        }
        prop_assert_eq!(&found, &names(&text));
    }
}
