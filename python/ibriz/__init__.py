"""Arabic text, refined: normalization with alignment, and entity extraction with exact offsets.

>>> import ibriz
>>> ibriz.normalize("الـــرَّقَّة ٢٠١٧")
'الرقه 2017'
>>> ibriz.extract("اتصل على 01012345678").entities
(Entity(PHONE 9-20 '01012345678' = +201012345678),)
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, overload

from ibriz import _accessors
from ibriz._native import Aligned, Document, Entity, Extractor, Normalizer, __version__, info, labels, options, presets
from ibriz.aligned import AlignedColumn
from ibriz.profiling import Profile, profile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Unpack

    from ibriz.reading import ExtractOptions

__all__ = [
    "Aligned",
    "AlignedColumn",
    "Document",
    "Entity",
    "Extractor",
    "Normalizer",
    "Profile",
    "__version__",
    "extract",
    "info",
    "labels",
    "normalize",
    "options",
    "presets",
    "profile",
]


@lru_cache(maxsize=64)
def _normalizer(preset: str, steps: tuple[tuple[str, str | int], ...]) -> Normalizer:
    return Normalizer(preset, **dict(steps))


@lru_cache(maxsize=64)
def _extractor(labels: tuple[str, ...] | None, options: tuple[tuple[str, Any], ...]) -> Extractor:
    given = dict(options)
    if given.get("lexicon"):
        given["lexicon"] = {label: list(names) for label, names in given["lexicon"]}
    return Extractor(labels, **given)


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
def extract(x: str, labels: str | Iterable[str] | None = ..., **options: Unpack[ExtractOptions]) -> Document: ...
@overload
def extract(x: None, labels: str | Iterable[str] | None = ..., **options: Unpack[ExtractOptions]) -> None: ...
@overload
def extract(
    x: list[str], labels: str | Iterable[str] | None = ..., **options: Unpack[ExtractOptions]
) -> list[Document]: ...
@overload
def extract(x: Any, labels: str | Iterable[str] | None = ..., **options: Unpack[ExtractOptions]) -> Any: ...
def extract(x: Any, labels: str | Iterable[str] | None = None, **options: Unpack[ExtractOptions]) -> Any:
    """Entities: the `Document` of a string, a list of documents, or the entity table of a column.

    The table has one line for each entity, in the library the column came in: `row start end label text canonical
    value number unit score entity`, and `parent` if `nested`. `start` and `end` are code points, half-open, so that
    `column[row][start:end] == text`; `entity` is one number for all that a row says of one and the same thing. A
    pandas table has the index of the Series it came from.

    Keywords, all of them optional:

    - `labels`: what to look for, one label or several; all of `ibriz.labels()` if not given.
    - `nested`: whether entities inside others are given too.
    - `region`: the country (ISO 3166) whose telephone numbers are read without a country code, whose dinar, pound or
      riyal is meant where nothing else is said, and whose separators numbers have (1,500 in the Maghreb is 1.5).
    - `lexicon`: names by label that are always found, as in `{"ORG": ["شركة النور"]}`: with proclitics, in every
      spelling, whatever the model makes of them.
    - `names`: the guideline that names follow, `anercorp` or `aqmar`, or `none` for those of the lexicon alone.
    - `model`: the file of another model of names, as `ibriz train` writes it.
    - `reference`: when the texts were written, which «أمس» and «قبل ثلاثة أيام» are counted from: a date, a datetime or
      a text in ISO 8601, or a column of them with one for each row. Without it relative dates are found, with how far
      they are (`number` and `unit`), and have no value.
    - `prefer`: `past` or `future`, for days and months of which nothing else is said («الأحد», «15 مارس»): the last one
      before the reference or the next after it. They stay open (`XXXX-03-15`) if it is not given.
    - `week_start`: `monday` (as in ISO 8601), `sunday` or `saturday`.
    - `day_first`: False to read 3/4/2017 as the fourth of March.
    - `hijri_method`: `umm_al_qura` (the printed calendar) or `civil` (arithmetic), for Hijri days.

    Raises ValueError for unknown labels and bad options, TypeError for a column that holds something else than text,
    OSError for a model that cannot be read.

    >>> [(e.label, e.value) for e in extract("نسبة ٥٫٥٪")]
    [('PERCENT', '5.5')]
    >>> extract("وصل أمس", "DATE", reference="2017-09-15")[0].value
    '2017-09-14'
    """
    wanted = None if labels is None else ((labels,) if isinstance(labels, str) else tuple(labels))
    given: dict[str, Any] = dict(options)
    # It may be a column.
    reference = given.pop("reference", None)
    lexicon = given.get("lexicon")
    if isinstance(lexicon, Mapping) and not any(isinstance(names, str) for names in lexicon.values()):
        given["lexicon"] = tuple((label, tuple(names)) for label, names in lexicon.items())
    elif lexicon is not None:
        return Extractor(wanted, **given)(x, reference=reference)
    return _extractor(wanted, tuple(sorted(given.items())))(x, reference=reference)


_accessors.register()
