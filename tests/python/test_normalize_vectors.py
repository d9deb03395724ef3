"""The vectors under `tests/data`: through the library, and through its slow twin."""

import pytest

import ibriz
import twin
import vectors

DEFINED = vectors.read("normalize.tsv") + vectors.read("visual_order.tsv")
# Repairs go by evidence; the twin has none of them but that of forms in visual order.
VECTORS = DEFINED + vectors.read("repair.tsv")


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.id)
def test_library(vector: vectors.Vector) -> None:
    """`ibriz.normalize` gives what the vector says."""
    assert ibriz.normalize(vector.input, vector.preset, **vector.steps) == vector.expected


@pytest.mark.parametrize("vector", DEFINED, ids=lambda vector: vector.id)
def test_twin(vector: vectors.Vector) -> None:
    """So does the twin, which is worth nothing as a judge if it does not."""
    assert twin.normalize(vector.input, vector.preset, **vector.steps) == vector.expected


def test_ids_are_unique() -> None:
    """A failing id names one line."""
    ids = [vector.id for vector in VECTORS]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("option", sorted(twin.PRESETS["none"]))
def test_every_option_has_a_vector(option: str) -> None:
    """Each option is set by itself in some vector."""
    assert any(option in vector.steps for vector in VECTORS if vector.preset == "none")


@pytest.mark.parametrize("line", (vectors.DATA / "uthmani.tsv").read_text(encoding="utf-8").splitlines()[1:])
def test_words_of_the_quran(line: str) -> None:
    """Words of the Quran get one key if they are spellings of one word, and two if they are two."""
    relation, word, other = line.split("\t")
    assert (ibriz.normalize(word) == ibriz.normalize(other)) == (relation == "together")
