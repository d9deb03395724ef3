"""The column of text in a batch: which one it is, and its bytes made text row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import click
import pyarrow as pa

from ibriz.cli.read import Report
from ibriz.references import Rows, in_seconds, moment, of_column


@dataclass(frozen=True)
class Source:
    """One input."""

    path: str
    form: str | None
    column: str | None
    whole_file: bool
    reference: str | None = None
    """The column that says when each text was written."""


def text_column(batch: pa.RecordBatch, source: Source) -> str:
    """The name of the column of text.

    Raises click.UsageError if it is not there, or not clear which one it is.
    """
    names: list[str] = batch.schema.names
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise click.UsageError(f"{source.path}: two columns are named '{twice}'; rename one of them")
    if source.column is not None:
        if source.column not in names:
            raise click.UsageError(f"{source.path}: no column '{source.column}'; the columns are: {', '.join(names)}")
        return source.column
    fields = (field for field in batch.schema if field.name != source.reference)
    texts: list[str] = [field.name for field in fields if _is_text(field.type)]
    if "text" in texts:
        return "text"
    if len(texts) == 1:
        return texts[0]
    raise click.UsageError(f"{source.path}: which column? Pass --column with one of: {', '.join(texts or names)}")


def references(batch: pa.RecordBatch, source: Source, first_line: int, report: Report) -> Rows | None:
    """When the texts of a batch were written: a row that holds no date is reported and has none."""
    if source.reference is None:
        return None
    names: list[str] = batch.schema.names
    if source.reference not in names:
        known = ", ".join(names)
        raise click.UsageError(
            f"{source.path}: '{source.reference}' is no date (2017-09-15) and no column; the columns are: {known}"
        )
    values = in_seconds(batch.column(source.reference)).to_pylist()
    for row, value in enumerate(values):
        try:
            moment(value or None, None)
        except (ValueError, TypeError) as error:
            report(first_line + row, str(error))
            values[row] = None
    return of_column([value or None for value in values])


def _is_text(kind: Any) -> bool:
    if pa.types.is_dictionary(kind):
        return _is_text(kind.value_type)
    checks = (pa.types.is_string, pa.types.is_large_string, pa.types.is_large_binary, pa.types.is_null)
    return any(check(kind) for check in checks) or kind == pa.string_view()


def as_text(column: Any, first_line: int, report: Report) -> Any:
    """The column as text: a row that is no UTF-8 is reported and becomes null."""
    kind = column.type
    if not _is_text(kind):
        raise click.UsageError(f"the column is of type {kind}, not text")
    is_binary = pa.types.is_large_binary(kind)
    if not (is_binary or pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        return column
    try:
        text = column.cast(pa.large_string()) if is_binary else column
        text.validate(full=True)
        return text
    except pa.ArrowInvalid:
        target = pa.large_binary() if is_binary or pa.types.is_large_string(kind) else pa.binary()
        raw = column if is_binary else column.view(target)
        rows = [_decoded(value, first_line + i, report) for i, value in enumerate(raw.to_pylist())]
        return pa.array(rows, pa.large_string() if is_binary else kind)


def _decoded(value: bytes | None, line: int, report: Report) -> str | None:
    if value is None:
        return None
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError as error:
        report(line, f"not UTF-8 at byte {error.start}")
        return None
