"""The vectors of patterns and numbers, which cargo reads too."""

from typing import Any

import pytest

import ibriz
from vectors import DATA, unescaped

LABELS = {
    "patterns.tsv": ["URL", "EMAIL", "PHONE", "HASHTAG", "MENTION", "IBAN", "IP"],
    "numbers.tsv": ["CARDINAL", "PERCENT"],
    "values.tsv": ["CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY", "DURATION", "AGE", "DATE", "TIME"],
    "dates.tsv": ["DATE", "TIME", "DURATION", "SET", "AGE"],
}


def rows() -> list[tuple[str, list[str]]]:
    """The lines of all files as fields, each with its file."""
    lines = [(name, (DATA / name).read_text(encoding="utf-8").split("\n")[1:]) for name in LABELS]
    return [(name, [unescaped(field) for field in line.split("\t")]) for name, found in lines for line in found if line]


def options(words: str) -> dict[str, Any]:
    """The options of a vector: a region, a reference, a preference, the day with which weeks begin."""
    options: dict[str, Any] = {}
    for word in words.split():
        if word in ("past", "future"):
            options["prefer"] = word
        elif word == "sunday":
            options["week_start"] = word
        elif word == "month-first":
            options["day_first"] = False
        else:
            options["region" if len(word) == 2 else "reference"] = word
    return options


@pytest.mark.parametrize(("name", "fields"), rows(), ids=lambda value: value[0] if isinstance(value, list) else None)
def test_entities(name: str, fields: list[str]) -> None:
    """Label, text and value of every entity, and offsets that point at the text."""
    _, words, text, *expected = fields
    found = ibriz.extract(text, labels=LABELS[name], **options(words)).entities
    # The value of an amount says nothing without its unit.
    meanings = [(e.canonical if e.label in ("MONEY", "QUANTITY") else e.value) or "" for e in found]
    assert [f for e, meaning in zip(found, meanings, strict=True) for f in (e.label, e.text, meaning)] == expected
    assert all(text[e.start : e.end] == e.text for e in found)
