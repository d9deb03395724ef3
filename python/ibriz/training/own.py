"""Trains a model on someone's own labelled text, from the shipped model on: ``ibriz train``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
from safetensors import safe_open

from ibriz.training.batches import Array
from ibriz.training.conll import read_conll
from ibriz.training.corpus import Encoder
from ibriz.training.network import Parameters
from ibriz.training.trainer import Recipe, Source, Trainer

MODELS = Path(__file__).parents[1] / "models"


def load(path: Path) -> tuple[Parameters, Array, list[str], tuple[int, ...]]:
    """The network, the word vectors, their words and the dilations of a model file."""
    with safe_open(str(path), "numpy") as file:
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        metadata = file.metadata()
    words = bytes(tensors.pop("words")).decode().split("\n")
    for name in ("vectors", "pieces"):
        tensors[name] = tensors[name].astype(np.float32) * tensors.pop(name + "_scale")[:, None]
    vectors = tensors.pop("vectors")
    dilations = tuple(int(dilation) for dilation in metadata["dilations"].split(" "))
    return {name: jnp.asarray(value) for name, value in tensors.items()}, vectors, words, dilations


def train(
    files: Sequence[Path],
    out: Path,
    *,
    dev: Path | None = None,
    base: Path | None = None,
    epochs: int = 12,
    seed: int = 0,
    report: Callable[[str], None] = print,
) -> None:
    """Trains a model on CoNLL files and writes it to ``out``; ``Extractor(model=out)`` finds its labels.

    It starts from the shipped model (or ``base``) with a new head for the labels of the files, which may be any; those
    called as ours or as corpora call ours (PER, GPE, FAC) become ours. With ``dev``, labelled text that is
    not trained on, probabilities are made to fit it.

    Raises:
        ValueError: for files without sentences or with lines that have no label, naming file and line.

    """
    sentences = [sentence for path in files for sentence in read_conll(path)]
    if not sentences:
        raise ValueError(f"{', '.join(map(str, files))}: no labelled sentences")
    held = list(read_conll(dev)) if dev else []
    labels = sorted({tag[2:] for sentence in sentences + held for _, tag, _ in sentence if tag != "O"})
    tags = ["O", *(prefix + label for label in labels for prefix in ("B-", "I-"))]
    parameters, vectors, vocabulary, dilations = load(base or MODELS / "names.safetensors")
    encoder = Encoder((MODELS / "lexicon.tsv").read_text(encoding="utf-8"), vocabulary, tags)
    width = parameters["word"].shape[1]
    key = jax.random.PRNGKey(seed)
    parameters["out"] = jax.random.normal(key, (1, width, len(tags))) / np.sqrt(width)
    parameters["out_bias"] = jnp.zeros((1, len(tags)))
    parameters["transitions"] = jnp.zeros((1, len(tags), len(tags)))
    parameters["start"] = jnp.zeros((1, len(tags)))
    recipe = Recipe(width=width, dilations=dilations, epochs=epochs, learning_rate=1e-3, vector_rate=0.01, seed=seed)
    source = Source(encoder.encode_all(sentences), 0)
    trainer = Trainer(encoder, ["own"], recipe, parameters, vectors)
    trainer.fit(lambda: [source], lambda epoch, loss: report(f"epoch {epoch + 1} of {epochs}: loss {loss:.4f}"))
    temperature = trainer.temperature(encoder.encode_all(held), 0) if held else 1.0
    trainer.save(out, vocabulary, temperature, {"about": "trained by ibriz train"})
