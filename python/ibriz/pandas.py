"""`Series.ibriz` for pandas: thin over the plain functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

import ibriz

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Unpack

    from ibriz.profiling import Profile
    from ibriz.reading import ExtractOptions, Reading


@pd.api.extensions.register_series_accessor("ibriz")
class SeriesAccessor:
    """Normalization and entities of a Series of text."""

    def __init__(self, series: pd.Series[Any]) -> None:
        """Keeps the Series."""
        self._series = series

    def normalize(self, preset: str = "search", **steps: str | int) -> pd.Series[Any]:
        """The Series with its texts normalized; see `ibriz.normalize`."""
        normalized: pd.Series[Any] = ibriz.normalize(self._series, preset, **steps)
        return normalized

    def entities(self, labels: str | Iterable[str] | None = None, **options: Unpack[ExtractOptions]) -> pd.DataFrame:
        """The entity table of the Series; see `ibriz.extract`."""
        table: pd.DataFrame = ibriz.extract(self._series, labels, **options)
        return table

    def profile(self, *, sample: int | None = None) -> Profile:
        """What is in the Series, feature by feature; see `ibriz.profile`."""
        return ibriz.profile(self._series, sample=sample)

    def has(self, labels: str | Iterable[str], **options: Unpack[Reading]) -> pd.Series[bool]:
        """For each row whether it holds an entity with one of the labels."""
        rows = set(self.entities(labels, nested=True, **options)["row"])
        has: pd.Series[bool] = pd.Series(
            [row in rows for row in range(len(self._series))], index=self._series.index, dtype=bool
        )
        return has

    def redact(
        self, labels: str | Iterable[str] | None = None, *, token: str = "[{label}]", **options: Unpack[Reading]
    ) -> pd.Series[Any]:
        """The texts with every entity replaced by the token, in which `{label}` stands for its label."""
        table = self.entities(labels, **options)
        texts: list[Any] = self._series.astype(object).tolist()
        # From the last entity to the first, so that positions stay right.
        for row, start, end, label in list(
            zip(table["row"], table["start"], table["end"], table["label"], strict=True)
        )[::-1]:
            texts[row] = texts[row][:start] + token.format(label=label) + texts[row][end:]
        redacted: pd.Series[Any] = pd.Series(
            texts, index=self._series.index, name=self._series.name, dtype=_text_dtype(self._series)
        )
        return redacted


def _text_dtype(series: pd.Series[Any]) -> Any:
    # A category for every redacted text would be no category.
    return object if isinstance(series.dtype, pd.CategoricalDtype) else series.dtype
