"""Packs sentences into arrays of few sizes, so that few programs are compiled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from ibriz.training.corpus import Encoder, Sentence

Array = np.ndarray[Any, np.dtype[Any]]

LENGTHS = (8, 16, 24, 32, 48, 64, 96, 120)
WORDS = 4096
FORMS = (1536, WORDS)


def smallest(sizes: Sequence[int], needed: int) -> int:
    """The smallest of the sizes that is enough."""
    return next(size for size in sizes if needed <= size)


def batches(sentences: Sequence[Sentence], rng: np.random.Generator | None) -> Iterator[list[int]]:
    """The places of sentences of about the same length, some four thousand words at a time, shuffled by ``rng``."""
    groups: dict[int, list[int]] = {length: [] for length in LENGTHS}
    order = np.arange(len(sentences)) if rng is None else rng.permutation(len(sentences))
    full = []
    for index in order:
        length = smallest(LENGTHS, len(sentences[index].forms))
        groups[length].append(int(index))
        if len(groups[length]) == WORDS // length:
            full.append(groups[length])
            groups[length] = []
    full += [group for group in groups.values() if group]
    if rng is not None:
        rng.shuffle(full)
    yield from full


class Packer:
    """Makes the arrays of a batch."""

    def __init__(self, encoder: Encoder) -> None:
        """Packs what the encoder has made."""
        self.encoder, self.tags = encoder, len(encoder.tags)
        self.table = encoder.piece_table()
        self.words = np.array(encoder.words, np.int32)

    def refresh(self) -> None:
        """Takes in the forms that the encoder has met since."""
        self.table = self.encoder.piece_table()
        self.words = np.array(self.encoder.words, np.int32)

    def pack(self, sentences: Sequence[Sentence]) -> tuple[dict[str, Array], Array]:
        """The batch, and the rows of the table of vectors that its distinct forms have (-1 for none)."""
        length = smallest(LENGTHS, max(len(sentence.forms) for sentence in sentences))
        rows = WORDS // length
        forms = np.zeros((rows, length), np.int32)
        marks = np.zeros((rows, length), np.uint64)
        mask = np.zeros((rows, length), np.float32)
        evidence = np.zeros((rows, length, self.tags), np.float32)
        for row, sentence in enumerate(sentences):
            n = len(sentence.forms)
            forms[row, :n], marks[row, :n], mask[row, :n] = sentence.forms, sentence.marks, 1
            evidence[row, :n] = self.evidence(sentence)
        distinct, where = np.unique(forms, return_inverse=True)
        size = smallest(FORMS, len(distinct))
        pieces = np.full((size, self.table.shape[1]), -1, np.int32)
        pieces[: len(distinct)] = self.table[distinct]
        words = np.full(size, -1, np.int32)
        words[: len(distinct)] = self.words[distinct]
        bits = (marks[..., None] >> np.arange(self.encoder.bits, dtype=np.uint64)) & np.uint64(1)
        batch = {
            "forms": where.reshape(forms.shape).astype(np.int32),
            "marks": bits.astype(np.float32),
            "mask": mask,
            "evidence": evidence,
            "pieces": pieces,
        }
        return batch, words

    def evidence(self, sentence: Sentence) -> Array:
        """The log probability of each tag of each word; what is labelled by hand is certain."""
        if sentence.soft is not None:
            return np.log(np.maximum(sentence.soft.astype(np.float32), 1e-4))
        sure = np.clip(sentence.confidence, 0.02, 1)
        rest = np.where(sure >= 1, 1e-12, (1 - np.minimum(sure, 0.999)) / (self.tags - 1))
        out = np.repeat(np.log(rest)[:, None], self.tags, 1)
        out[np.arange(len(sure)), sentence.tags] = np.log(sure)
        return out.astype(np.float32)
