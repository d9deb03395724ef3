"""Measures an extractor of names on labelled text, as conlleval and seqeval count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ibriz import Extractor, labels
from ibriz.training.conll import Token, spans

# What corpora call the labels, in our terms.
SAME = {"PER": "PERSON", "PERS": "PERSON", "GPE": "LOC", "FAC": "LOC"}


@dataclass(frozen=True)
class Score:
    """How many entities were found that are right, found, and there."""

    right: int
    found: int
    there: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found."""
        return self.right / self.there if self.there else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.right / (self.found + self.there) if self.found + self.there else 0.0


def found_tags(extractor: Extractor, sentences: Sequence[Sequence[Token]]) -> list[list[str]]:
    """For each token of each sentence the tag that the extractor's names give it, in IOB2."""
    rules = {name for name, _, _ in labels()} - {"PERSON", "LOC", "ORG", "MISC"}
    extractor = Extractor(
        [label for label in extractor.labels if label not in rules], names=extractor.names, model=extractor.model
    )
    texts = [" ".join(token for token, _, _ in sentence) for sentence in sentences]
    out: list[list[str]] = []
    for sentence, document in zip(sentences, extractor(texts), strict=True):
        owners: list[int] = []
        for index, (token, _, _) in enumerate(sentence):
            owners += [index] * (len(token) + 1)
        tags = ["O"] * len(sentence)
        for entity in document.entities:
            first, last = owners[entity.start], owners[entity.end - 1]
            tags[first : last + 1] = ["B-" + entity.label] + ["I-" + entity.label] * (last - first)
        out.append(tags)
    return out


def evaluate(
    extractor: Extractor, sentences: Sequence[Sequence[Token]]
) -> tuple[dict[str, Score], Counter[tuple[str, str]]]:
    """The scores by label, that of all under ``all``, and how often which label was taken for which.

    An entity is right if its label and both its ends are. In the confusions, ``O`` stands for no entity at that place.
    """
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    there: Counter[str] = Counter()
    confusions: Counter[tuple[str, str]] = Counter()
    for sentence, tags in zip(sentences, found_tags(extractor, sentences), strict=True):
        truth, guess = spans(in_our_terms(tag for _, tag, _ in sentence)), spans(tags)
        for counter, entities in ((right, truth & guess), (found, guess), (there, truth)):
            counter.update(label for label, _, _ in entities)
        at = {(start, end): label for label, start, end in guess}
        for label, start, end in truth:
            confusions[label, at.pop((start, end), "O")] += 1
        for label in at.values():
            confusions["O", label] += 1
    scores = {label: Score(right[label], found[label], there[label]) for label in sorted(there | found)}
    scores["all"] = Score(right.total(), found.total(), there.total())
    return scores, confusions


def in_our_terms(tags: Iterable[str]) -> list[str]:
    """Tags with the labels by our names."""
    return [tag[:2] + SAME.get(tag[2:], tag[2:]) for tag in tags]


def report(scores: dict[str, Score], confusions: Counter[tuple[str, str]]) -> str:
    """Both as text, in tables."""
    lines = [f"{'':8}{'precision':>10}{'recall':>8}{'F1':>8}{'there':>8}"]
    for label, score in scores.items():
        lines.append(
            f"{label:8}{100 * score.precision:10.1f}{100 * score.recall:8.1f}{100 * score.f1:8.1f}{score.there:8}"
        )
    kinds = sorted({label for pair in confusions for label in pair})
    lines += ["", "there \\ found".ljust(14) + "".join(f"{label:>8}" for label in kinds)]
    for label in kinds:
        lines.append(f"{label:14}" + "".join(f"{confusions[label, other]:8}" for other in kinds))
    return "\n".join(lines)
