"""The vectors of patterns and numbers, which cargo reads too."""

import pytest

import ibriz
from vectors import DATA, unescaped

LABELS = {
    "patterns.tsv": ["URL", "EMAIL", "PHONE", "HASHTAG", "MENTION", "IBAN", "IP"],
    "numbers.tsv": ["CARDINAL", "PERCENT"],
    "values.tsv": ["CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY", "DURATION", "AGE", "DATE", "TIME"],
}


def rows() -> list[tuple[str, list[str]]]:
    """The lines of all files as fields, each with its file."""
    lines = [(name, (DATA / name).read_text(encoding="utf-8").split("\n")[1:]) for name in LABELS]
    return [(name, [unescaped(field) for field in line.split("\t")]) for name, found in lines for line in found if line]


@pytest.mark.parametrize(("name", "fields"), rows(), ids=lambda value: value[0] if isinstance(value, list) else None)
def test_entities(name: str, fields: list[str]) -> None:
    """Label, text and value of every entity, and offsets that point at the text."""
    _, region, text, *expected = fields
    found = ibriz.extract(text, labels=LABELS[name], region=region or None).entities
    # The value of an amount says nothing without its unit.
    meanings = [(e.canonical if e.label in ("MONEY", "QUANTITY") else e.value) or "" for e in found]
    assert [f for e, meaning in zip(found, meanings, strict=True) for f in (e.label, e.text, meaning)] == expected
    assert all(text[e.start : e.end] == e.text for e in found)
