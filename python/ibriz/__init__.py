"""Arabic text, refined: normalization with alignment, and entity extraction with exact offsets.

>>> import ibriz
>>> ibriz.normalize("الـــرَّقَّة ٢٠١٧")
'الرقه 2017'
>>> ibriz.extract("اتصل على 01012345678").entities
(Entity(PHONE 9-20 '01012345678' = +201012345678),)
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, overload

from ibriz import _accessors
from ibriz._native import Aligned, Document, Entity, Extractor, Normalizer, __version__, info, labels, options, presets

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "Aligned",
    "Document",
    "Entity",
    "Extractor",
    "Normalizer",
    "__version__",
    "extract",
    "info",
    "labels",
    "normalize",
    "options",
    "presets",
]


@lru_cache(maxsize=64)
def _normalizer(preset: str, steps: tuple[tuple[str, str | int], ...]) -> Normalizer:
    return Normalizer(preset, **dict(steps))


@lru_cache(maxsize=64)
def _extractor(names: tuple[str, ...] | None, nested: bool, region: str | None) -> Extractor:
    return Extractor(names, nested=nested, region=region)


@overload
def normalize(x: str, preset: str = ..., **steps: str | int) -> str: ...
@overload
def normalize(x: None, preset: str = ..., **steps: str | int) -> None: ...
@overload
def normalize(x: list[str], preset: str = ..., **steps: str | int) -> list[str]: ...
@overload
def normalize(x: Any, preset: str = ..., **steps: str | int) -> Any: ...
def normalize(x: Any, preset: str = "search", **steps: str | int) -> Any:
    """Text in one spelling: a string, a list, or a column; what comes in comes out.

    Columns are pandas and polars Series and Arrow arrays of any string type; index, name and type stay, nulls stay
    null, unchanged strings are the same objects. `preset` names a set of steps (see `presets()`), and each step can be
    set beside it (see `options()`), as in `normalize(x, "search", digits="keep")`.

    Raises ValueError for unknown presets, steps and values, TypeError for a column that holds something else than
    text.

    >>> normalize(["إلى", None], "search")
    ['الي', None]
    >>> normalize("٤٠٠٠ نسمة", "none", digits="ascii")
    '4000 نسمة'
    """
    return _normalizer(preset, tuple(sorted(steps.items())))(x)


@overload
def extract(
    x: str, labels: str | Iterable[str] | None = ..., *, nested: bool = ..., region: str | None = ...
) -> Document: ...
@overload
def extract(
    x: None, labels: str | Iterable[str] | None = ..., *, nested: bool = ..., region: str | None = ...
) -> None: ...
@overload
def extract(
    x: list[str], labels: str | Iterable[str] | None = ..., *, nested: bool = ..., region: str | None = ...
) -> list[Document]: ...
@overload
def extract(
    x: Any, labels: str | Iterable[str] | None = ..., *, nested: bool = ..., region: str | None = ...
) -> Any: ...
def extract(
    x: Any, labels: str | Iterable[str] | None = None, *, nested: bool = False, region: str | None = None
) -> Any:
    """Entities: the `Document` of a string, a list of documents, or the entity table of a column.

    The table has one line for each entity, in the library the column came in: `row start end label text canonical
    value number unit score`, and `parent` if `nested`. `start` and `end` are code points, half-open, so that
    `column[row][start:end] == text`. A pandas table has the index of the Series it came from.

    `labels` limits what is looked for, `region` is the country (ISO 3166) whose telephone
    numbers are read without a country code, and whose dinar, pound or riyal is meant where nothing else is said.

    Raises ValueError for unknown labels, TypeError for a column that holds something else than text.

    >>> [(e.label, e.value) for e in extract("نسبة ٥٫٥٪")]
    [('PERCENT', '5.5')]
    """
    names = None if labels is None else ((labels,) if isinstance(labels, str) else tuple(labels))
    return _extractor(names, nested, region)(x)


_accessors.register()
