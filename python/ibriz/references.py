"""When the texts of a column were written, row by row, in the form the core takes.

Moments count by the clock of their own time zone: of 23:30+03:00 the day is the one it is there.
"""

from __future__ import annotations

from array import array
from datetime import date, datetime
from typing import Any

Rows = tuple[bytes, bytes]
"""Seconds from the beginning of 1970 as native integers of eight bytes, and for each row one byte: its kind."""

NONE, DAY, MOMENT = 0, 1, 2
DAY_SECONDS = 86_400


def of_rows(reference: Any, rows: int | None, index: Any = None) -> Rows | None:
    """The references of a column of so many rows: one for all of them, or one for each.

    A column of moments that all are midnight is one of days. Raises ValueError for a column of another length or with
    another index, and for a row that holds no date, TypeError for what is no date.
    """
    if reference is None:
        return None
    if is_single(reference):
        second, kind = moment(reference, None)
        count = 1 if rows is None else rows
        return array("q", [second]).tobytes() * count, bytes([kind]) * count
    if isinstance(reference, bytes | dict | set | frozenset) or not hasattr(reference, "__iter__"):
        raise TypeError(f"reference: {type(reference).__name__} is no date and no column of dates")
    if index is not None and hasattr(reference, "iloc") and not reference.index.equals(index):
        raise ValueError(
            "reference has another index than the column: bring it in line, as with .reindex(column.index)"
        )
    seconds, kinds = of_column(reference)
    if rows is not None and len(kinds) != rows:
        raise ValueError(
            f"reference has {len(kinds)} rows, the column has {rows}: pass one for each row or a single one"
        )
    return seconds, kinds


def is_single(reference: Any) -> bool:
    """Whether it is one date, as text or in any library's type."""
    return isinstance(reference, str | date) or type(reference).__name__ in ("datetime64", "NaTType", "NAType")


def of_column(reference: Any) -> Rows:
    """The references of a column of any library, or of any other iterable."""
    library = type(reference).__module__.split(".")[0]
    if library == "pandas" and getattr(reference.dtype, "kind", "") == "M":
        local = reference.dt.tz_localize(None) if hasattr(reference, "iloc") else reference.tz_localize(None)
        return of_seconds(local.astype("datetime64[s]").astype("int64").to_list(), reference.isna().tolist())
    values = in_seconds(reference).to_pylist() if library == "pyarrow" else list(reference)
    seconds, kinds = array("q", bytes(8 * len(values))), bytearray(len(values))
    for row, value in enumerate(values):
        seconds[row], kinds[row] = moment(value, row)
    return days_if_midnight(seconds, kinds)


def in_seconds(column: Any) -> Any:
    """An Arrow column of moments without the fractions of seconds that Python's datetime cannot hold."""
    import pyarrow as pa

    kind = column.type
    return column.cast(pa.timestamp("s", kind.tz), safe=False) if pa.types.is_timestamp(kind) else column


def of_seconds(seconds: list[int], missing: list[bool]) -> Rows:
    """The references of seconds of which some count for nothing."""
    kinds = bytearray(NONE if is_missing else MOMENT for is_missing in missing)
    kept = (0 if is_missing else second for second, is_missing in zip(seconds, missing, strict=True))
    return days_if_midnight(array("q", kept), kinds)


def days_if_midnight(seconds: array[int], kinds: bytearray) -> Rows:
    """A column that has no time of day but midnight is one of days, as pandas keeps them."""
    if all(second % DAY_SECONDS == 0 for second in seconds):
        kinds = kinds.replace(bytes([MOMENT]), bytes([DAY]))
    return seconds.tobytes(), bytes(kinds)


def moment(value: Any, row: int | None) -> tuple[int, int]:
    """Seconds from the beginning of 1970, and the kind."""
    if hasattr(value, "item"):
        # numpy's own datetime64, of which only seconds become a datetime whatever it counts in.
        value = value.astype("datetime64[s]").item()
    if value is None or type(value).__name__ in ("NaTType", "NAType") or value != value:
        return 0, NONE
    if isinstance(value, str):
        value = parsed(value, row)
    if not isinstance(value, date):
        raise TypeError(f"reference: {place(row)}{value!r} is no date")
    day = (value.toordinal() - date(1970, 1, 1).toordinal()) * DAY_SECONDS
    if not isinstance(value, datetime):
        return day, DAY
    return day + value.hour * 3600 + value.minute * 60 + value.second, MOMENT


def parsed(text: str, row: int | None) -> date:
    """A date or datetime in ISO 8601."""
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(text.strip())
        except ValueError:
            continue
    raise ValueError(f"reference: {place(row)}{text!r} is no date: write it as 2017-09-15 or 2017-09-15T10:30:00")


def place(row: int | None) -> str:
    """How an error names the row."""
    return "" if row is None else f"row {row}: "
