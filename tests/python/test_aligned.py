"""Normalized columns lead back to the originals, in every kind of column."""

from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import ibriz

TEXTS = ["قَالَ الرَّئِيسُ: ٤٠٠٠", None, "", "سلام  ﻻ\u200f أعلم", "<b>نص</b> 👨\u200d👩\u200d👧 هههههه #وسم_طويل"]
ROWS, STARTS, ENDS = [4, 0, 3], [0, 4, 5], [2, 10, 7]

COLUMNS: list[Any] = [
    TEXTS,
    tuple(TEXTS),
    pd.Series(TEXTS, index=list("abcde")),
    pd.Series(TEXTS, dtype=object),
    pd.Series(TEXTS, dtype="category"),
    pd.Series(TEXTS, dtype=pd.ArrowDtype(pa.string())),
    pl.Series("x", TEXTS),
    pa.array(TEXTS),
    pa.chunked_array([TEXTS[:1], [], TEXTS[1:]]),
    pa.array(TEXTS, pa.large_string()).dictionary_encode(),
]


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: f"{type(column).__module__}.{type(column).__name__}")
@pytest.mark.parametrize("preset", ["search", "social", "minimal"])
def test_columns_lead_back_as_single_strings_do(column: Any, preset: str) -> None:
    """Every span of every row, whatever the column."""
    normalizer = ibriz.Normalizer(preset)
    aligned = normalizer.align(column)
    assert isinstance(aligned, ibriz.AlignedColumn)
    assert len(aligned) == len(TEXTS)
    singles = [None if text is None else normalizer.align(text) for text in TEXTS]
    assert [None if pd.isna(text) else str(text) for text in list(_plain(aligned.text))] == [
        None if single is None else single.text for single in singles
    ]
    spans = [
        (row, start, end)
        for row, single in enumerate(singles)
        if single is not None
        for start in range(len(single.text) + 1)
        for end in range(start, len(single.text) + 1)
    ][::-1]
    rows, starts, ends = (list(part) for part in zip(*spans, strict=True))
    there = aligned.to_original(rows, starts, ends)
    assert list(zip(*there, strict=True)) == [singles[row].to_original(start, end) for row, start, end in spans]  # type: ignore[union-attr]
    back = aligned.to_normalized(rows, *there)
    assert list(zip(*back, strict=True)) == [
        singles[row].to_normalized(start, end)  # type: ignore[union-attr]
        for row, start, end in zip(rows, *there, strict=True)
    ]


def _plain(column: Any) -> Any:
    return column.to_pylist() if hasattr(column, "to_pylist") else column


def test_positions_come_back_in_the_kind_of_array_they_came_in() -> None:
    """Lists, Series of pandas with their index, polars, Arrow and numpy."""
    aligned = ibriz.Normalizer("search").align(TEXTS)
    starts, ends = aligned.to_original(ROWS, STARTS, ENDS)
    assert isinstance(starts, list)
    table = pd.DataFrame({"row": ROWS, "start": STARTS, "end": ENDS}, index=[7, 8, 9])
    found = aligned.to_original(table["row"], table["start"], table["end"])
    assert found[0].index.tolist() == [7, 8, 9]
    assert found[0].tolist() == starts
    assert found[1].tolist() == ends
    assert aligned.to_original(pl.Series(ROWS), pl.Series(STARTS), pl.Series(ENDS))[0].to_list() == starts
    assert aligned.to_original(pa.array(ROWS), pa.array(STARTS), pa.array(ENDS))[0].to_pylist() == starts
    numbers = table["start"].to_numpy()
    assert type(aligned.to_original(ROWS, numbers, ENDS)[0]) is type(numbers)


def test_a_span_of_no_text_is_named() -> None:
    """Rows that are null or not there, lengths that differ, what is no position."""
    aligned = ibriz.Normalizer("search").align(pd.Series(TEXTS))
    for row in (1, 5, 1 << 40):
        with pytest.raises(ValueError, match=f"row {row}"):
            aligned.to_original([row], [0], [1])
    with pytest.raises(ValueError, match="different lengths: 2, 1, 1"):
        aligned.to_original([0, 0], [0], [1])
    with pytest.raises(ValueError, match="starts holds"):
        aligned.to_original([0], [-1], [1])
    with pytest.raises(TypeError, match="not text"):
        ibriz.Normalizer("search").align(pd.Series([1, 2]))
    assert aligned.to_original([], [], []) == ([], [])


def test_many_rows_are_aligned_on_every_core() -> None:
    """More than one block of rows."""
    texts = [f"النَّصُّ رَقْمُ {i}  ﻻ" for i in range(20000)]
    normalizer = ibriz.Normalizer("search")
    aligned = normalizer.align(pa.array(texts))
    rows = list(range(0, 20000, 7))
    starts, ends = aligned.to_original(rows, [0] * len(rows), [4] * len(rows))
    assert {texts[row][start:end] for row, start, end in zip(rows, starts, ends, strict=True)} == {"النَّصُّ"}
