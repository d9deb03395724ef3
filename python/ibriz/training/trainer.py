"""Trains the network and asks trained ones."""

from __future__ import annotations

import functools
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from ibriz.training import network
from ibriz.training.batches import WORDS, Array, Packer, batches
from ibriz.training.corpus import Encoder, Sentence
from ibriz.training.export import export


@dataclass(frozen=True)
class Recipe:
    """The sizes of the network and how it is trained."""

    width: int = 192
    dilations: tuple[int, ...] = (1, 3)
    epochs: int = 9
    rate: float = 0.3
    word_rate: float = 0.1
    learning_rate: float = 3e-3
    vector_rate: float = 0.05
    seed: int = 0


@dataclass
class Source:
    """Sentences of one guideline, and what share of them is seen in each epoch."""

    sentences: Sequence[Sentence]
    head: int
    share: float = 1.0


@dataclass
class Weights:
    """What training changes: the network, the word vectors, and how far each of those has moved."""

    parameters: network.Parameters
    vectors: jax.Array
    moved: jax.Array


def with_empty_row(vectors: Array | jax.Array) -> jax.Array:
    """Vectors with one more row of zeros, which is that of unknown words (row -1)."""
    return jnp.concatenate([jnp.asarray(vectors), jnp.zeros((1, vectors.shape[1]))])


class Trainer:
    """A network in training."""

    def __init__(
        self, encoder: Encoder, heads: Sequence[str], recipe: Recipe, parameters: network.Parameters, vectors: Array
    ) -> None:
        """Starts from these parameters and vectors, with a head for each name; heads named _… are not written."""
        self.encoder, self.heads, self.recipe = encoder, heads, recipe
        self.packer = Packer(encoder)
        rows = with_empty_row(vectors)
        self.weights = Weights(parameters, rows, jnp.full(len(rows), 1e-6))
        self.rng = np.random.default_rng(recipe.seed)
        self.swaps = random.Random(recipe.seed)

    def fit(self, sources: Callable[[], Sequence[Source]], after: Callable[[int, float], None]) -> None:
        """Goes over the sources ``recipe.epochs`` times.

        ``sources`` is called before each time, ``after`` after it with the number of the epoch and the mean loss.
        """
        recipe, key = self.recipe, jax.random.PRNGKey(self.recipe.seed + 7)
        update = schedule = state = None
        step = 0
        for epoch in range(recipe.epochs):
            jobs = self.jobs(sources())
            if update is None:
                steps = max(20, int(len(jobs) * recipe.epochs * 1.02))
                schedule = optax.cosine_onecycle_schedule(steps, recipe.learning_rate, pct_start=0.1)
                update, optimizer = self.compiled(schedule)
                state = optimizer.init(self.weights.parameters)
            losses = []
            for source, group in jobs:
                key, now = jax.random.split(key)
                batch, words = self.packer.pack([source.sentences[index] for index in group])
                pace = recipe.vector_rate * float(schedule(step)) / recipe.learning_rate  # type: ignore[misc]
                w = self.weights
                *changed, state, loss = update(
                    w.parameters, w.vectors, w.moved, state, batch, words, source.head, now, pace
                )
                self.weights = Weights(*changed)
                losses.append(loss)
                step += 1
            after(epoch, float(np.mean(np.array(losses))))

    def jobs(self, sources: Sequence[Source]) -> list[tuple[Source, list[int]]]:
        """The batches of one epoch in random order."""
        self.packer.refresh()
        jobs: list[tuple[Source, list[int]]] = []
        for source in sources:
            groups = list(batches(source.sentences, self.rng))
            times = math.ceil(source.share)
            jobs += [(source, group) for group in (groups * times)[: math.ceil(len(groups) * source.share)]]
        order = self.rng.permutation(len(jobs))
        return [jobs[index] for index in order]

    def compiled(self, schedule: Any) -> tuple[Any, Any]:
        """One step of training, and its optimizer.

        Word vectors move on their own, each by how much it has moved already (Adagrad, a row): only those of the batch
        are touched.
        """
        recipe = self.recipe
        optimizer = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(schedule, weight_decay=1e-4))
        loss_of = functools.partial(
            network.loss, dilations=recipe.dilations, rate=recipe.rate, word_rate=recipe.word_rate
        )

        @functools.partial(jax.jit, donate_argnums=(0, 1, 2, 3))
        def update(parameters, vectors, moved, state, batch, words, head, key, pace):  # type: ignore[no-untyped-def]
            loss, (slope, vector_slope) = jax.value_and_grad(loss_of, argnums=(0, 1))(
                parameters, vectors[words], batch, head, key
            )
            change, state = optimizer.update(slope, state, parameters)
            parameters = optax.apply_updates(parameters, change)
            # A row beyond the table is left alone.
            rows = jnp.where(words < 0, len(vectors), words)
            moved = moved.at[rows].add((vector_slope * vector_slope).mean(-1), mode="drop")
            vectors = vectors.at[rows].add(-pace * vector_slope / jnp.sqrt(moved[words])[:, None], mode="drop")
            return parameters, vectors, moved, state, loss

        return update, optimizer

    def marginals(self, sentences: Sequence[Sentence], head: int) -> list[Array]:
        """How probable each tag of each word is: ``[words, tags]`` for each sentence."""
        parameters, vectors = self.weights.parameters, self.weights.vectors
        chain = (parameters["transitions"][head], parameters["start"][head])

        @jax.jit
        def probable(batch: dict[str, jax.Array], words: jax.Array) -> jax.Array:
            scores = network.emissions(parameters, vectors[words], batch, jnp.int32(head), self.recipe.dilations)
            # The gradient of the log of the sum over all taggings.
            of = jax.grad(lambda scores: network.partition(scores, batch["mask"], *chain).sum())
            return jnp.asarray(of(scores))

        out: list[Array] = [np.empty(0)] * len(sentences)
        self.packer.refresh()
        for group in batches(sentences, None):
            batch, words = self.packer.pack([sentences[index] for index in group])
            found = np.asarray(probable(batch, words))
            for row, index in enumerate(group):
                out[index] = found[row, : len(sentences[index].forms)]
        return out

    def temperature(self, sentences: Sequence[Sentence], head: int) -> float:
        """By what to divide all scores so that probabilities of tags are right on these sentences (Guo et al. 2017)."""
        weights = self.weights

        def surprise(heat: float) -> float:
            scaled = dict(weights.parameters)
            for name in ("out", "out_bias", "transitions", "start"):
                scaled[name] = scaled[name] / heat
            self.weights = Weights(scaled, weights.vectors, weights.moved)
            found = self.marginals(sentences, head)
            right = [
                np.log(np.maximum(p[np.arange(len(p)), s.tags], 1e-6)).sum()
                for p, s in zip(found, sentences, strict=True)
            ]
            return -float(sum(right))

        try:
            return min((0.8, 0.9, 1.0, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0, 2.5), key=surprise)
        finally:
            self.weights = weights

    def save(self, path: Path, vocabulary: Sequence[str], temperature: float, about: dict[str, str]) -> None:
        """Writes the model file."""
        export(
            path,
            jax.tree.map(np.asarray, self.weights.parameters),
            np.asarray(self.weights.vectors[:-1]),
            vocabulary,
            tags=list(self.encoder.tags),
            heads=self.heads,
            dilations=self.recipe.dilations,
            temperature=temperature,
            about=about,
        )


def ask(teachers: Sequence[Trainer], sentences: Sequence[Sentence], own: float) -> None:
    """Sets how probable each tag is by what the teachers say; the labels that are there count ``own`` of a teacher."""
    tags = teachers[0].packer.tags
    sums = [np.zeros((len(sentence.forms), tags), np.float32) for sentence in sentences]
    for teacher in teachers:
        for total, found in zip(sums, teacher.marginals(sentences, 0), strict=True):
            total += found
    for sentence, total in zip(sentences, sums, strict=True):
        sure = np.minimum(sentence.confidence, 0.999)
        given = np.repeat((1 - sure)[:, None] / (tags - 1), tags, 1)
        given[np.arange(len(given)), sentence.tags] = sure
        sentence.soft = ((total + own * given) / (len(teachers) + own)).astype(np.float16)


def initial(encoder: Encoder, heads: int, recipe: Recipe, vector: int) -> network.Parameters:
    """A network of random weights."""
    return network.initial(
        jax.random.PRNGKey(recipe.seed),
        width=recipe.width,
        vector=vector,
        piece=64,
        rows=encoder.rows,
        bits=encoder.bits,
        tags=len(encoder.tags),
        heads=heads,
        layers=len(recipe.dilations),
    )


__all__ = ["WORDS", "Recipe", "Source", "Trainer", "ask", "initial"]
