"""A column and its normalized form, with the way from each to the other."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from ibriz._native import Columns
from ibriz.frames import as_core, like

if TYPE_CHECKING:
    from ibriz._native import Normalizer


class AlignedColumn:
    """A column, its normalized form, and spans between them; `Normalizer.align` makes it.

    Nothing is kept but the texts: rows are gone over again when their spans are asked for, on every core.

    >>> from ibriz import Normalizer
    >>> aligned = Normalizer("search").align(["في الـــرَّقَّةِ", None])
    >>> aligned.text
    ['في الرقه', None]
    >>> aligned.to_original([0], [3], [8])
    ([3], [16])
    """

    def __init__(self, normalizer: Normalizer, column: Any) -> None:
        """Keeps the column, which has to be one of text."""
        self._normalizer = normalizer
        self._column = column if hasattr(column, "__len__") else list(column)
        self._core = Columns(as_core(self._column))

    @property
    def original(self) -> Any:
        """The column as it was."""
        return self._column

    @cached_property
    def text(self) -> Any:
        """The column with its texts normalized, in the kind it came in."""
        return self._normalizer(self._column)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._column)

    def __repr__(self) -> str:
        """The number of rows and the normalizer."""
        return f"AlignedColumn({len(self)} rows, {self._normalizer!r})"

    def to_original(self, rows: Any, starts: Any, ends: Any) -> tuple[Any, Any]:
        """The spans of the original texts that spans of the normalized ones came from.

        `rows` are positions in the column, from 0, `starts` and `ends` code points, half-open; all three are lists,
        Series or arrays of the same length. What comes out is of the kind of `starts`. A letter at the end of a span
        keeps its marks.

        Raises ValueError for a row that is not there or null, and for lengths that differ.
        """
        return self._carry(rows, starts, ends, to_original=True)

    def to_normalized(self, rows: Any, starts: Any, ends: Any) -> tuple[Any, Any]:
        """The spans of the normalized texts that spans of the original ones became; empty where they were deleted."""
        return self._carry(rows, starts, ends, to_original=False)

    def _carry(self, rows: Any, starts: Any, ends: Any, *, to_original: bool) -> tuple[Any, Any]:
        places, first, last = _as_list("rows", rows), _as_list("starts", starts), _as_list("ends", ends)
        if not len(places) == len(first) == len(last):
            lengths = f"{len(places)}, {len(first)}, {len(last)}"
            raise ValueError(f"rows, starts and ends have different lengths: {lengths}")
        found = self._normalizer.carry(self._core, places, first, last, to_original)
        return like(starts, found[0]), like(starts, found[1])


def _as_list(name: str, values: Any) -> list[int]:
    for method in ("to_pylist", "to_list", "tolist"):
        if hasattr(values, method):
            values = getattr(values, method)()
            break
    numbers = list(values)
    if any(not isinstance(number, int) or number < 0 for number in numbers):
        raise ValueError(f"{name} holds something else than positions: pass whole numbers from 0")
    return numbers
