"""`Series.ibriz` and `Expr.ibriz` for polars: thin over the plain functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

import ibriz

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Unpack

    from ibriz.profiling import Profile
    from ibriz.reading import ExtractOptions, Reading


@pl.api.register_series_namespace("ibriz")
class SeriesNamespace:
    """Normalization and entities of a Series of text."""

    def __init__(self, series: pl.Series) -> None:
        """Keeps the Series."""
        self._series = series

    def normalize(self, preset: str = "search", **steps: str | int) -> pl.Series:
        """The Series with its texts normalized; see `ibriz.normalize`."""
        normalized: pl.Series = ibriz.normalize(self._series, preset, **steps)
        return normalized

    def entities(self, labels: str | Iterable[str] | None = None, **options: Unpack[ExtractOptions]) -> pl.DataFrame:
        """The entity table of the Series; see `ibriz.extract`."""
        table: pl.DataFrame = ibriz.extract(self._series, labels, **options)
        return table

    def profile(self, *, sample: int | None = None) -> Profile:
        """What is in the Series, feature by feature; see `ibriz.profile`."""
        return ibriz.profile(self._series, sample=sample)

    def has(self, labels: str | Iterable[str], **options: Unpack[Reading]) -> pl.Series:
        """For each row whether it holds an entity with one of the labels."""
        rows = set(self.entities(labels, nested=True, **options)["row"])
        return pl.Series(self._series.name, [row in rows for row in range(len(self._series))], dtype=pl.Boolean)

    def redact(
        self, labels: str | Iterable[str] | None = None, *, token: str = "[{label}]", **options: Unpack[Reading]
    ) -> pl.Series:
        """The texts with every entity replaced by the token, in which `{label}` stands for its label."""
        table = self.entities(labels, **options).select("row", "start", "end", "label")
        texts = self._series.cast(pl.String).to_list()
        # From the last entity to the first, so that positions stay right.
        for row, start, end, label in table.rows()[::-1]:
            texts[row] = texts[row][:start] + token.format(label=label) + texts[row][end:]
        return pl.Series(self._series.name, texts, dtype=pl.String)


@pl.api.register_expr_namespace("ibriz")
class ExprNamespace:
    """Normalization and entities of a column in an expression."""

    def __init__(self, expr: pl.Expr) -> None:
        """Keeps the expression."""
        self._expr = expr

    def normalize(self, preset: str = "search", **steps: str | int) -> pl.Expr:
        """The column with its texts normalized; see `ibriz.normalize`."""
        return self._expr.map_batches(lambda series: SeriesNamespace(series).normalize(preset, **steps))

    def entities(self, labels: str | Iterable[str] | None = None, **options: Unpack[ExtractOptions]) -> pl.Expr:
        """For each row the list of its entities, as structs with the columns of the entity table.

        `reference` may be an expression too: the column that says when each text was written.
        """
        entity = pl.Struct(_entity_fields(options.get("nested", False)))

        def of_rows(series: pl.Series, reference: Any) -> pl.Series:
            table = SeriesNamespace(series).entities(labels, **{**options, "reference": reference})
            structs = table.select("row", entity=pl.struct(pl.exclude("row")))
            grouped = structs.group_by("row", maintain_order=True).agg("entity")
            rows = pl.DataFrame({"row": pl.int_range(len(series), eager=True)})
            lists = rows.join(grouped, on="row", how="left", maintain_order="left")["entity"]
            return lists.fill_null(pl.Series([[]], dtype=pl.List(entity))).alias(series.name)

        return self._map(of_rows, options.get("reference"), pl.List(entity))

    def has(self, labels: str | Iterable[str], **options: Unpack[Reading]) -> pl.Expr:
        """For each row whether it holds an entity with one of the labels."""

        def of_rows(series: pl.Series, reference: Any) -> pl.Series:
            return SeriesNamespace(series).has(labels, **{**options, "reference": reference})

        return self._map(of_rows, options.get("reference"), pl.Boolean)

    def redact(
        self, labels: str | Iterable[str] | None = None, *, token: str = "[{label}]", **options: Unpack[Reading]
    ) -> pl.Expr:
        """The texts with every entity replaced by the token, in which `{label}` stands for its label."""

        def of_rows(series: pl.Series, reference: Any) -> pl.Series:
            return SeriesNamespace(series).redact(labels, token=token, **{**options, "reference": reference})

        return self._map(of_rows, options.get("reference"), pl.String)

    def _map(
        self, of_rows: Callable[[pl.Series, Any], pl.Series], reference: Any, dtype: pl.DataType | type[pl.DataType]
    ) -> pl.Expr:
        """The function over the column, and the column of references if that is an expression too."""
        if not isinstance(reference, pl.Expr):
            return self._expr.map_batches(lambda series: of_rows(series, reference), return_dtype=dtype)
        columns = [self._expr, reference]
        return pl.map_batches(columns, lambda columns: of_rows(columns[0], columns[1]), return_dtype=dtype)


def _entity_fields(nested: bool) -> dict[str, pl.DataType | type[pl.DataType]]:
    fields: dict[str, pl.DataType | type[pl.DataType]] = {"start": pl.Int64, "end": pl.Int64}
    fields |= dict.fromkeys(["label", "text", "canonical", "value"], pl.String)
    fields |= {"number": pl.Float64, "unit": pl.String, "score": pl.Float64, "entity": pl.Int64}
    return fields | ({"parent": pl.Int64} if nested else {})
