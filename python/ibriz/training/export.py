"""Writes a trained network as the file that the library reads: safetensors, vectors in eight bits."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file

FORMAT = "ibriz-names-1"


def in_eight_bits(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A matrix as whole numbers from -127 to 127, and a scale for each row."""
    scale = np.abs(matrix).max(axis=1) / 127
    rounded = np.round(matrix / np.maximum(scale, 1e-12)[:, None])
    return rounded.astype(np.int8), scale.astype(np.float32)


def export(
    path: Path,
    parameters: dict[str, Any],
    vectors: np.ndarray,
    vocabulary: Sequence[str],
    *,
    tags: Sequence[str],
    heads: Sequence[str],
    dilations: Sequence[int],
    temperature: float,
    about: dict[str, str],
) -> None:
    """Writes the file. ``vocabulary`` goes from the most frequent word to the rarest; ``about`` is kept as metadata."""
    tensors = {
        name: np.ascontiguousarray(value, np.float32)
        for name, value in parameters.items()
        if name != "pieces" and not name.startswith("head_")
    }
    keep = [heads.index(head) for head in heads if not head.startswith("_")]
    for name in ("out", "out_bias", "transitions", "start"):
        tensors[name] = np.ascontiguousarray(tensors[name][keep])
    tensors["words"] = np.frombuffer("\n".join(vocabulary).encode(), np.uint8)
    tensors["vectors"], tensors["vectors_scale"] = in_eight_bits(np.asarray(vectors, np.float32))
    tensors["pieces"], tensors["pieces_scale"] = in_eight_bits(np.asarray(parameters["pieces"], np.float32))
    metadata = {
        "format": FORMAT,
        "tags": " ".join(tags),
        "heads": " ".join(head for head in heads if not head.startswith("_")),
        "dilations": " ".join(map(str, dilations)),
        "temperature": f"{temperature:.3f}",
    }
    save_file(tensors, str(path), metadata={**about, **metadata})
