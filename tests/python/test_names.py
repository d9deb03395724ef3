"""Names: what is found, that spelling changes nothing, and a model of one's own."""

import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import arabic_reshaper
import pandas as pd
import pytest

import ibriz
from ibriz.training.conll import read_conll, spans
from ibriz.training.evaluate import evaluate, report
from vectors import DATA

NAMES = ["PERSON", "LOC", "ORG", "MISC"]
ROWS = [
    line.split("\t")
    for line in (DATA / "names.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
PRESENTED = {"سوريا": "\ufeb3\ufeee\ufead\ufef3\ufe8e", "دمشق": "\ufea9\ufee3\ufeb8\ufed6"}


def found(text: str, extractor: ibriz.Extractor | None = None) -> list[tuple[str, str]]:
    """The labels and canonical names of a text."""
    extractor = extractor or ibriz.Extractor(NAMES)
    return [(entity.label, entity.canonical) for entity in extractor(text).entities]


@pytest.mark.parametrize("fields", ROWS, ids=lambda fields: fields[0])
def test_vectors(fields: list[str]) -> None:
    text, expected = fields[1], fields[2:]
    entities = ibriz.extract(text, NAMES).entities
    assert [field for e in entities for field in (e.label, e.text, e.canonical, e.value or "-")] == expected
    assert all(text[e.start : e.end] == e.text and 0 < e.score <= 1 for e in entities)


@pytest.mark.parametrize("fields", ROWS, ids=lambda fields: fields[0])
def test_spelling_changes_no_decision(fields: list[str]) -> None:
    text = fields[1]
    as_it_is = found(text)
    for noisy in (
        "".join(c + "\u0640" if c in "سصعفكمه" else c for c in text),
        "".join(c + "\u064e" if "\u0621" <= c <= "\u064a" else c for c in text),
        text.translate(str.maketrans("أإآ", "ااا")),
        "\u200f" + text.replace(" ", " \u202b"),
        " ".join(PRESENTED.get(word, word) for word in text.split(" ")),
    ):
        assert found(noisy) == as_it_is


def test_columns_and_single_texts_agree() -> None:
    texts = [fields[1] for fields in ROWS] * 50
    table = pd.Series(texts).ibriz.entities(NAMES)
    singles = [entity for text in texts for entity in ibriz.extract(text, NAMES).entities]
    assert table["canonical"].tolist() == [entity.canonical for entity in singles]
    assert table["score"].tolist() == pytest.approx([entity.score for entity in singles], abs=1e-6)
    counts = table.groupby("canonical").size()
    assert counts["القاهرة"] == 50
    assert counts["ريان ديلون"] == 100


def test_the_other_guideline_and_pickles() -> None:
    extractor = ibriz.Extractor(NAMES, names="aqmar")
    assert extractor.names == "aqmar"
    again = pickle.loads(pickle.dumps(extractor))
    assert again == extractor
    assert again != ibriz.Extractor(NAMES)
    text = ROWS[0][1]
    assert found(text, again) == found(text, extractor)


def test_the_shipped_files_are_small() -> None:
    models = Path(ibriz.__file__).parent / "models"
    assert sum(path.stat().st_size for path in models.iterdir()) < 25 << 20


def test_files_that_are_no_model_are_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        ibriz.Extractor(model=tmp_path / "nowhere")
    (tmp_path / "bad").write_bytes(b"x" * 100)
    with pytest.raises(ValueError, match="not a model file"):
        ibriz.Extractor(model=str(tmp_path / "bad"))


def test_entities_are_counted_as_conlleval_does() -> None:
    assert spans(["B-LOC", "I-LOC", "B-LOC", "O", "I-ORG", "I-PER"]) == {
        ("LOC", 0, 2),
        ("LOC", 2, 3),
        ("ORG", 4, 5),
        ("PER", 5, 6),
    }


def test_evaluation_on_labelled_text(tmp_path: Path) -> None:
    path = tmp_path / "text.conll"
    path.write_text("زار O\nوليد B-PERS\nالمعلم I-PERS\nدمشق B-ORG\n. O\n\n\nوصل O\nبيروت B-LOC\n", encoding="utf-8")
    scores, confusions = evaluate(ibriz.Extractor(), list(read_conll(path)))
    assert (scores["all"].right, scores["all"].found, scores["all"].there) == (2, 3, 3)
    assert scores["PERSON"].f1 == 1
    assert confusions["ORG", "LOC"] == 1
    assert "66.7" in report(scores, confusions)
    path.write_text("زار O\nوليد\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 2: 'وليد' has no label"):
        list(read_conll(path))


def test_a_model_of_ones_own(tmp_path: Path) -> None:
    dishes, cities = ["كبسة", "مقلوبة", "كشري", "مندي"], ["جدة", "عمان", "حلب", "تعز"]
    lines = [f"أكلنا O\n{dish} B-DISH\nفي O\n{city} B-LOC\nأمس O\n" for dish in dishes for city in cities]
    path, model = tmp_path / "dishes.conll", tmp_path / "dishes.safetensors"
    path.write_text("\n".join(lines * 8), encoding="utf-8")
    command = [sys.executable, "-m", "ibriz", "train", str(path), "--epochs", "12", "-o", str(model)]
    subprocess.run(command, check=True, capture_output=True)
    extractor = ibriz.Extractor(model=model)
    assert "DISH" in extractor.labels
    entities = [(e.label, e.text) for e in extractor("أكلنا كشري في عمان أمس ب 20 دينارا").entities]
    assert entities == [("DISH", "كشري"), ("LOC", "عمان"), ("DATE", "أمس"), ("MONEY", "20 دينارا")]
    assert [e.label for e in ibriz.Extractor(["DISH"], model=model)("أكلنا كشري في عمان").entities] == ["DISH"]


def test_names_of_the_users_own() -> None:
    text = "وقالت شركه النّور في حي السلام إن إبريز للنور"
    lexicon = {"ORG": ["شركة النور", "النور"], "PRODUCT": ["ابريز"]}
    alone = ibriz.extract(text, names="none", lexicon=lexicon)
    found = [(e.label, e.text, e.canonical, e.score) for e in alone]
    assert found == [
        ("ORG", "شركه النّور", "شركة النور", 1.0),
        ("PRODUCT", "إبريز", "ابريز", 1.0),
        ("ORG", "للنور", "النور", 1.0),
    ]
    beside = ibriz.extract(text, ["ORG", "PRODUCT", "LOC"], lexicon=lexicon)
    assert [(e.label, e.text) for e in beside if e.label != "LOC"] == [found[i][:2] for i in range(3)]
    extractor = ibriz.Extractor(lexicon=lexicon, names="none")
    assert extractor.lexicon == lexicon
    assert pickle.loads(pickle.dumps(extractor)) == extractor
    assert "PRODUCT" in extractor.labels
    assert "PERSON" not in extractor.labels


def test_listed_names_stand_against_the_model() -> None:
    text = "التقى وليد المعلم نظيره في القاهرة"
    assert [e.label for e in ibriz.extract(text)] == ["PERSON", "LOC"]
    found = ibriz.extract(text, lexicon={"MISC": ["المعلم"]})
    assert [(e.label, e.text) for e in found] == [("MISC", "المعلم"), ("LOC", "القاهرة")]


@pytest.mark.parametrize("lexicon", [{"ORG": "شركة"}, ["شركة"], {"ORG": [5]}, {5: ["شركة"]}])
def test_lexicons_that_are_none_are_refused(lexicon: Any) -> None:
    with pytest.raises(TypeError, match="lexicon"):
        ibriz.extract("نص", lexicon=lexicon)
    with pytest.raises(TypeError, match="lexicon"):
        ibriz.Extractor(lexicon=lexicon)


def test_a_name_without_letters_is_named() -> None:
    with pytest.raises(ValueError, match="lexicon"):
        ibriz.Extractor(lexicon={"ORG": ["؟"]})


def test_mentions_of_one_thing_have_one_number() -> None:
    series = pd.Series(["سافر وليد المعلم إلى دمشق، وقال المعلم من دمشق إن سوريا ترحب", "دمشق"])
    table = series.ibriz.entities()
    assert table["entity"].tolist() == [0, 1, 0, 1, 2, 0]
    assert table.groupby("canonical").size().to_dict() == {"وليد المعلم": 2, "دمشق": 3, "سوريا": 1}


def test_the_words_of_presentation_forms_are_the_same_names() -> None:
    shape = arabic_reshaper.ArabicReshaper({"delete_harakat": False, "support_ligatures": True}).reshape
    for text in ["أعلن وليد المعلم في دمشق أن سوريا ترحب بالاتفاق", "قالت الأمم المتحدة إن القتال في اليمن مستمر"]:
        plain = [(e.label, e.canonical) for e in ibriz.extract(text)]
        assert [(e.label, e.canonical) for e in ibriz.extract(shape(text))] == plain
