"""The network that tags words, in JAX: what ``src/extract/names/network.rs`` computes, and its gradient.

A word is the sum of what its form says (word vector and pieces) and what the lexicon says of it. A first layer looks at
two words on either side; since it is linear in the forms, what each form adds to its neighbours can be computed once a
form. Further layers look at words ``dilation`` apart. Labels follow from a linear-chain CRF, with a head for each
guideline.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

Parameters = dict[str, Any]
REACH = 2


def initial(
    key: jax.Array, *, width: int, vector: int, piece: int, rows: int, bits: int, tags: int, heads: int, layers: int
) -> Parameters:
    """Random weights of a network of that size."""
    keys = iter(jax.random.split(key, 16))

    def dense(*shape: int) -> jax.Array:
        return jnp.asarray(jax.random.normal(next(keys), shape) / np.sqrt(np.prod(shape[:-1])))

    parameters: Parameters = {
        "pieces": jax.random.normal(next(keys), (rows, piece)) * 0.1,
        "word": dense(vector, width),
        "letters": dense(piece, width),
        "lexicon": dense(bits, width),
        "bias": jnp.zeros(width),
        "window": dense(2 * REACH + 1, width, width),
        "window_bias": jnp.zeros(width),
        "out": jnp.stack([dense(width, tags) for _ in range(heads)]),
        "out_bias": jnp.zeros((heads, tags)),
        "transitions": jnp.zeros((heads, tags, tags)),
        "start": jnp.zeros((heads, tags)),
    }
    for layer in range(layers):
        parameters[f"conv{layer}"] = dense(3, width, width)
        parameters[f"conv{layer}_bias"] = jnp.zeros(width)
        parameters[f"norm{layer}"] = jnp.ones(width)
        parameters[f"norm{layer}_bias"] = jnp.zeros(width)
    return parameters


def hard_swish(x: jax.Array) -> jax.Array:
    """X times a ramp from 0 at -3 to 1 at 3."""
    return x * jnp.clip(x + 3, 0, 6) / 6


def shifted(x: jax.Array, by: int) -> jax.Array:
    """Each word's neighbour ``by`` places on, zero beyond the sentence."""
    if by == 0:
        return x
    zeros = jnp.zeros_like(x[:, : abs(by)])
    return jnp.concatenate([x[:, by:], zeros], 1) if by > 0 else jnp.concatenate([zeros, x[:, :by]], 1)


def drop(key: jax.Array, x: jax.Array, rate: float) -> jax.Array:
    """Dropout."""
    return x * jax.random.bernoulli(key, 1 - rate, x.shape) / (1 - rate) if rate else x


def emissions(
    parameters: Parameters,
    vectors: jax.Array,
    batch: dict[str, jax.Array],
    head: jax.Array,
    dilations: tuple[int, ...],
    key: jax.Array | None = None,
    rate: float = 0.0,
    word_rate: float = 0.0,
) -> jax.Array:
    """The score of each tag of each word: ``[sentences, words, tags]``.

    ``vectors`` are those of the distinct forms of the batch, ``batch["pieces"]`` their pieces, ``batch["forms"]`` which
    of them stands where.
    """
    training = key is not None
    keys = iter(jax.random.split(key if key is not None else jax.random.PRNGKey(0), 12))
    rate = rate if training else 0.0
    there = batch["mask"][..., None]
    pieces = batch["pieces"]
    known = (pieces >= 0)[..., None]
    letters = (parameters["pieces"][pieces] * known).sum(1) / jnp.sqrt(jnp.maximum(known.sum(1), 1))
    by_word = drop(next(keys), vectors, rate * 0.7) @ parameters["word"]
    by_letters = drop(next(keys), letters, rate * 0.7) @ parameters["letters"]
    word = by_word[batch["forms"]]
    if training and word_rate:
        word = word * jax.random.bernoulli(next(keys), 1 - word_rate, batch["forms"].shape)[..., None]
    marks = drop(next(keys), batch["marks"], rate * 0.5)
    h = (word + by_letters[batch["forms"]] + marks @ parameters["lexicon"] + parameters["bias"]) * there
    z = sum(shifted(h, by) @ parameters["window"][by + REACH] for by in range(-REACH, REACH + 1))
    h = (h + drop(next(keys), hard_swish(z + parameters["window_bias"]), rate)) * there
    for layer, dilation in enumerate(dilations):
        mean, variance = h.mean(-1, keepdims=True), h.var(-1, keepdims=True)
        x = (h - mean) / jnp.sqrt(variance + 1e-5) * parameters[f"norm{layer}"] + parameters[f"norm{layer}_bias"]
        x = x * there
        z = sum(shifted(x, dilation * by) @ parameters[f"conv{layer}"][by + 1] for by in (-1, 0, 1))
        h = (h + drop(next(keys), hard_swish(z + parameters[f"conv{layer}_bias"]), rate)) * there
    h = drop(next(keys), hard_swish(h), rate)
    return jnp.asarray(h @ parameters["out"][head] + parameters["out_bias"][head])


def partition(scores: jax.Array, mask: jax.Array, transitions: jax.Array, start: jax.Array) -> jax.Array:
    """The log of the sum over all taggings, one number a sentence."""

    def step(alpha: jax.Array, now: tuple[jax.Array, jax.Array]) -> tuple[jax.Array, None]:
        score, there = now
        following = jax.nn.logsumexp(alpha[:, :, None] + transitions[None], axis=1) + score
        return jnp.where(there[:, None] > 0, following, alpha), None

    alpha, _ = jax.lax.scan(step, start + scores[:, 0], (scores[:, 1:].transpose(1, 0, 2), mask[:, 1:].T))
    return jax.nn.logsumexp(alpha, -1)


def loss(
    parameters: Parameters,
    vectors: jax.Array,
    batch: dict[str, jax.Array],
    head: jax.Array,
    key: jax.Array,
    **options: Any,
) -> jax.Array:
    """The negative log likelihood of the evidence, a word.

    ``batch["evidence"]`` is the log probability that a word has a tag, as the labeller sees it, so that doubtful labels
    weigh little.
    """
    scores = emissions(parameters, vectors, batch, head, key=key, **options)
    chain = (batch["mask"], parameters["transitions"][head], parameters["start"][head])
    free = partition(scores, *chain)
    bound = partition(scores + batch["evidence"], *chain)
    return ((free - bound) * batch["mask"][:, 0]).sum() / batch["mask"].sum()


def viterbi(scores: np.ndarray, transitions: np.ndarray, start: np.ndarray) -> list[int]:
    """The best tagging of one sentence."""
    best, back = start + scores[0], []
    for score in scores[1:]:
        paths = best[:, None] + transitions
        back.append(paths.argmax(0))
        best = paths.max(0) + score
    path = [int(best.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]
