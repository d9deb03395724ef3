"""Turns labelled text into what the network takes in.

A sentence of a corpus is joined with spaces and parted again by the words of the library itself, so that a model learns
from exactly what it will see; a label spreads over all the words its token is parted into.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ibriz._native import NameFeatures
from ibriz.training.conll import Token


@dataclass
class Sentence:
    """A sentence as arrays, one place a word, and for each word the token it belongs to."""

    forms: np.ndarray
    marks: np.ndarray
    tags: np.ndarray
    confidence: np.ndarray
    tokens: np.ndarray
    # How probable each tag of each word is, where several labellers were asked: [words, tags].
    soft: np.ndarray | None = None


class Encoder:
    """Turns sentences into arrays; remembers the forms it has met and their pieces."""

    def __init__(self, lexicon: str, vocabulary: Sequence[str], tags: Sequence[str]) -> None:
        """Knows the lines of a lexicon, the words that have vectors, and the tags, O first."""
        self.features = NameFeatures(lexicon)
        self.bits, self.rows = self.features.sizes
        self.vocabulary = {word: place for place, word in enumerate(vocabulary)}
        self.tags = {tag: place for place, tag in enumerate(tags)}
        self.places: dict[str, int] = {}
        self.words: list[int] = []
        self.pieces: list[np.ndarray] = []

    def place(self, form: str) -> int:
        """The number of a form, given when it is first met."""
        place = self.places.get(form)
        if place is None:
            place = self.places[form] = len(self.words)
            self.words.append(self.vocabulary.get(form, -1))
            self.pieces.append(np.array(self.features.pieces(form), np.int32))
        return place

    def encode(self, tokens: Sequence[Token]) -> list[Sentence]:
        """The sentences that the library parts these tokens into."""
        owners: list[int] = []
        for index, (token, _, _) in enumerate(tokens):
            owners += [index] * (len(token) + 1)
        rows: list[list[tuple[int, int, int, float, int]]] = []
        last = -1
        for start, _, form, mark, begins in self.features.words(" ".join(token for token, _, _ in tokens)):
            owner = owners[start]
            _, tag, confidence = tokens[owner]
            if tag.startswith("B-") and owner == last:
                tag = "I-" + tag[2:]
            last = owner
            if begins:
                rows.append([])
            rows[-1].append((self.place(form), mark, self.tags[tag], confidence, owner))
        return [
            Sentence(
                np.array([row[0] for row in part], np.int32),
                np.array([row[1] for row in part], np.uint64),
                np.array([row[2] for row in part], np.int32),
                np.array([row[3] for row in part], np.float32),
                np.array([row[4] for row in part], np.int32),
            )
            for part in rows
        ]

    def encode_all(self, sentences: Sequence[Sequence[Token]]) -> list[Sentence]:
        """The sentences of many."""
        return [part for sentence in sentences for part in self.encode(sentence)]

    def piece_table(self) -> np.ndarray:
        """The pieces of every form met, one row a form, shorter rows filled up with -1."""
        table = np.full((len(self.pieces), max(map(len, self.pieces), default=1)), -1, np.int32)
        for row, pieces in enumerate(self.pieces):
            table[row, : len(pieces)] = pieces
        return table


def swap_names(
    sentence: Sequence[Token], pools: dict[str, list[tuple[str, ...]]], share: dict[str, float], rng: random.Random
) -> list[Token]:
    """The sentence with some of its names exchanged for others of the same label, so that contexts are learnt."""
    out: list[Token] = []
    place = 0
    while place < len(sentence):
        tag = sentence[place][1]
        label, end = tag[2:], place + 1
        while tag.startswith("B-") and end < len(sentence) and sentence[end][1] == "I-" + label:
            end += 1
        if tag.startswith("B-") and label in pools and rng.random() < share[label]:
            name = rng.choice(pools[label])
            if end - place == 1 and label == "PER":
                name = name[-1:]
            out += [(word, ("I-" if index else "B-") + label, 1.0) for index, word in enumerate(name)]
        else:
            out += sentence[place:end]
        place = end
    return out
