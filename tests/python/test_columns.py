"""Every way in and out gives the same answer, and what came in comes out: type, index, name, nulls."""

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given

import ibriz
from texts import ROWS

TEXTS = ["الـــرَّقَّة ٢٠١٧", None, "", "abc 01012345678 12%", "إلى أن", "plain"]
FOUND = ["CARDINAL", "PERCENT", "PHONE"]
KEYS = ["الرقه 2017", None, "", "abc 01012345678 12%", "الي ان", "plain"]
PANDAS_TYPES: list[object] = [object, "category", "string[python]", "string[pyarrow]", pd.ArrowDtype(pa.string())]
if pd.__version__ >= "3":
    # Before, "str" made a text of every null.
    PANDAS_TYPES.append("str")
ARROW_TYPES = [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())]


def arrow(rows: list[str | None], kind: pa.DataType) -> pa.Array:
    """An array of that type."""
    if pa.types.is_dictionary(kind):
        return pa.array(rows, pa.string()).dictionary_encode()
    return pa.array(rows, kind)


def without_na(rows: list[object]) -> list[object]:
    """Rows with None for every null."""
    return [None if pd.isna(row) else row for row in rows]


@given(ROWS)
def test_lists_and_arrow_give_what_single_strings_give(rows: list[str | None]) -> None:
    for preset in ("minimal", "search", "social"):
        normalizer = ibriz.Normalizer(preset)
        single = [normalizer(row) for row in rows]
        assert normalizer(rows) == single
        for kind in ARROW_TYPES:
            assert normalizer(arrow(rows, kind)).to_pylist() == single


@given(ROWS)
def test_entities_stand_where_they_say(rows: list[str | None]) -> None:
    table = ibriz.extract(pd.Series(rows, dtype=object), nested=True)
    for row, start, end, text in zip(table["row"], table["start"], table["end"], table["text"], strict=True):
        assert rows[row][start:end] == text
    documents = ibriz.extract(rows, nested=True)
    found = [(i, e.start, e.end, e.label) for i, d in enumerate(documents) if d is not None for e in d]
    columns = (table[name] for name in ("row", "start", "end", "label"))
    assert found == list(zip(*columns, strict=True))
    singles = [None if row is None else ibriz.extract(row, nested=True).entities for row in rows]
    assert singles == [None if d is None else d.entities for d in documents]


@pytest.mark.parametrize("dtype", PANDAS_TYPES, ids=str)
def test_a_series_keeps_index_name_and_type(dtype: object) -> None:
    series = pd.Series(TEXTS, index=[3, 1, 4, 1, 5, 9], name="نص").astype(dtype)
    result = ibriz.normalize(series)
    assert without_na(result.tolist()) == KEYS
    assert result.index.tolist() == [3, 1, 4, 1, 5, 9]
    assert result.name == "نص"
    if dtype == "category":
        assert isinstance(result.dtype, pd.CategoricalDtype)
        assert set(result.cat.categories) == set(KEYS) - {None}
    else:
        assert result.dtype == series.dtype
    table = series.ibriz.entities(FOUND)
    assert table.index.tolist() == [3, 1, 1]
    assert table["row"].tolist() == [0, 3, 3]
    assert table["label"].tolist() == ["CARDINAL", "PHONE", "PERCENT"]


def test_categories_that_fall_together_become_one() -> None:
    series = pd.Series(["إلى", "الى", None, "إلى"], dtype=pd.CategoricalDtype(["الى", "إلى"], ordered=True))
    result = ibriz.normalize(series)
    assert result.cat.categories.tolist() == ["الي"]
    assert result.cat.ordered
    assert without_na(result.tolist()) == ["الي", "الي", None, "الي"]


def test_object_nulls_stay_what_they_were() -> None:
    result = ibriz.normalize(pd.Series(["أ", None, float("nan"), pd.NA], dtype=object)).tolist()
    assert result[:2] == ["ا", None]
    assert result[2] != result[2]
    assert result[3] is pd.NA


def test_empty_columns_of_every_kind() -> None:
    for dtype in PANDAS_TYPES:
        empty = pd.Series([], dtype=dtype)
        assert len(ibriz.normalize(empty)) == 0
        assert len(empty.ibriz.entities()) == 0
    assert ibriz.normalize([]) == []
    assert len(ibriz.normalize(pl.Series([], dtype=pl.String))) == 0
    for kind in ARROW_TYPES:
        assert ibriz.normalize(arrow([], kind)).to_pylist() == []
        assert ibriz.normalize(pa.chunked_array([], type=kind)).type == kind


def test_a_pandas_index_too() -> None:
    assert ibriz.normalize(pd.Index(["إلى", "أ"], name="k")).tolist() == ["الي", "ا"]


@pytest.mark.parametrize("kind", ARROW_TYPES, ids=str)
def test_arrow_keeps_its_type_in_slices_and_chunks(kind: pa.DataType) -> None:
    array = arrow(TEXTS, kind)
    for part, keys in ((array, KEYS), (array.slice(1, 3), KEYS[1:4]), (array.slice(5), KEYS[5:])):
        result = ibriz.normalize(part)
        assert result.type == part.type
        assert result.to_pylist() == keys
        result.validate(full=True)
    chunked = pa.chunked_array([array.slice(2), array.slice(0, 2)])
    result = ibriz.normalize(chunked)
    assert isinstance(result, pa.ChunkedArray)
    assert result.type == chunked.type
    assert result.to_pylist() == KEYS[2:] + KEYS[:2]
    table = ibriz.extract(chunked, FOUND)
    assert isinstance(table, pa.Table)
    assert table["row"].to_pylist() == [1, 1, 4]


def test_nulls_only() -> None:
    assert ibriz.normalize(pa.nulls(3)).type == pa.null()
    assert ibriz.normalize(pl.Series([None, None])).to_list() == [None, None]
    assert without_na(ibriz.normalize(pd.Series([None, None], dtype=object)).tolist()) == [None, None]


@pytest.mark.parametrize(
    "dtype", [pl.String, pl.Categorical, pl.Enum(sorted({t for t in TEXTS if t is not None}))], ids=str
)
def test_polars_series(dtype: pl.DataType) -> None:
    series = pl.Series("نص", TEXTS, dtype=dtype)
    result = series.ibriz.normalize()
    assert result.name == "نص"
    assert result.to_list() == KEYS
    assert type(result.dtype) is type(series.dtype)
    table = series.ibriz.entities(FOUND, nested=True)
    assert isinstance(table, pl.DataFrame)
    assert table["label"].to_list() == ["CARDINAL", "PHONE", "PERCENT", "CARDINAL"]
    assert table["parent"].to_list() == [None, None, None, 2]
    assert series.ibriz.has("PHONE").to_list() == [False, False, False, True, False, False]
    assert series.ibriz.redact("PHONE", token="<{label}>").to_list()[3] == "abc <PHONE> 12%"


def test_polars_expressions() -> None:
    frame = pl.DataFrame({"t": TEXTS}).lazy()
    result = frame.select(
        key=pl.col("t").ibriz.normalize("search", digits="keep"),
        found=pl.col("t").ibriz.entities(FOUND).list.len(),
        has=pl.col("t").ibriz.has(["PHONE"]),
        redacted=pl.col("t").ibriz.redact(FOUND),
    ).collect()
    assert result["key"].to_list()[0] == "الرقه ٢٠١٧"
    assert result["found"].to_list() == [1, 0, 0, 2, 0, 0]
    assert result["has"].to_list() == [False, False, False, True, False, False]
    assert result["redacted"].to_list()[3] == "abc [PHONE] [PERCENT]"


def test_pandas_accessor() -> None:
    series = pd.Series(TEXTS, index=list("abcdef"))
    assert series.ibriz.normalize("none", digits="ascii")["a"] == "الـــرَّقَّة 2017"
    assert series.ibriz.has("PERCENT").tolist() == [False, False, False, True, False, False]
    assert series.ibriz.redact(FOUND)["d"] == "abc [PHONE] [PERCENT]"
    assert series.ibriz.entities("PHONE", region="EG")["value"].tolist() == ["+201012345678"]


def test_other_sequences_and_single_values() -> None:
    assert ibriz.normalize(("إلى", None)) == ["الي", None]
    assert ibriz.normalize(text for text in ["إلى"]) == ["الي"]
    assert ibriz.normalize(None) is None
    assert ibriz.extract(None) is None
    text = "plain"
    assert ibriz.normalize(text) is text
    rows = ["إلى", "plain"]
    assert ibriz.normalize(rows)[1] is rows[1]


def test_lone_surrogates_are_replaced_one_for_one() -> None:
    text = "أ\ud800 ب 12%"
    assert ibriz.normalize(text, "minimal") == "أ\ufffd ب 12%"
    assert ibriz.normalize([text], "minimal") == ["أ\ufffd ب 12%"]
    entity = ibriz.extract(text, "PERCENT").entities[0]
    assert text[entity.start : entity.end] == entity.text == "12%"


def test_every_null_in_a_list_is_one_and_stays_what_it_is() -> None:
    nan = float("nan")
    result = ibriz.normalize(["إلى", None, nan, pd.NA])
    assert result[0] == "الي"
    assert [a is b for a, b in zip(result[1:], [None, nan, pd.NA], strict=True)] == [True] * 3
    assert [document is None for document in ibriz.extract(["1", nan, pd.NA])] == [False, True, True]
