"""Labelled text in columns (CoNLL): reading it, and the entities its tags stand for."""

from __future__ import annotations

import io
import lzma
from collections.abc import Iterable, Iterator
from pathlib import Path

Token = tuple[str, str, float]


def read_conll(path: Path | str) -> Iterator[list[Token]]:
    """The sentences of a file: a token a line, its label in the second column, a confidence in the third if there is.

    Columns are parted by tabs or spaces, sentences by blank lines; files ending in ``.xz`` are unpacked.

    Raises:
        ValueError: for a line without a label, naming the line.

    """
    with open(path, "rb") as raw, lzma.open(raw) if str(path).endswith(".xz") else raw as packed:
        yield from sentences_of(io.TextIOWrapper(packed, encoding="utf-8-sig"), path)


def sentences_of(lines: Iterable[str], path: Path | str) -> Iterator[list[Token]]:
    """The sentences of lines that come from that file."""
    sentence: list[Token] = []
    for number, line in enumerate(lines, 1):
        columns = line.split()
        if not columns:
            if sentence:
                yield sentence
            sentence = []
        elif len(columns) == 1:
            raise ValueError(f"{path}, line {number}: {line.strip()!r} has no label")
        else:
            confidence = float(columns[2]) if len(columns) > 2 and is_number(columns[2]) else 1.0
            sentence.append((columns[0], columns[1], confidence))
    if sentence:
        yield sentence


def is_number(text: str) -> bool:
    """Whether a column holds a number."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def spans(tags: Iterable[str]) -> set[tuple[str, int, int]]:
    """The entities of a row of tags as conlleval and seqeval read them: label, first token, token after the last."""
    found: set[tuple[str, int, int]] = set()
    label, start = "", 0
    place = 0
    for place, tag in enumerate([*tags, "O"]):
        begins = tag.startswith("B-") or (tag.startswith("I-") and tag[2:] != label)
        if label and (begins or tag == "O"):
            found.add((label, start, place))
            label = ""
        if begins:
            label, start = tag[2:], place
    return found
