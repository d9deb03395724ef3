"""What a user can get wrong is told by name, with what to do; bad bytes are an error, never a crash."""

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import ibriz


@pytest.mark.parametrize(
    ("column", "says"),
    [
        (pd.DataFrame({"a": ["x"]}), "pass one of them"),
        (pl.DataFrame({"a": ["x"]}), "pass one of them"),
        (pa.table({"a": ["x"]}), "pass one of them"),
        (pd.Series([1, 2]), "int64, not text"),
        (pd.Series(["a", None, 5], dtype=object), "row 2 is int"),
        (pd.Series(["a", b"b"], dtype=object), "row 1 is bytes, not text; decode"),
        (pl.Series([1.5]), "Float64, not text"),
        (pl.col("a"), "pl.col"),
        (pa.array([1]), "Int64 holds no text"),
        (["a", 7], "row 1 is int"),
        (np.array([1, 2]), "row 0 is"),
        (b"bytes", "decode them first"),
        (5, "int is no text"),
        ({"a": 1}, "dict is no text"),
    ],
)
def test_what_is_no_column_of_text_is_a_type_error(column: object, says: str) -> None:
    for call in (ibriz.normalize, ibriz.extract):
        with pytest.raises(TypeError, match=says):
            call(column)


def test_unknown_names_are_told_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"unknown preset 'serach'; the presets are: none, minimal, pdf, search"):
        ibriz.normalize("x", "serach")
    with pytest.raises(ValueError, match=r"unknown option 'digit'; the options are: .*digits"):
        ibriz.normalize("x", digit="ascii")
    with pytest.raises(ValueError, match=r"option digits: 'asci' is not one of its values \(keep, ascii"):
        ibriz.normalize("x", digits="asci")
    with pytest.raises(ValueError, match=r"unknown label 'PHON'; the labels are: .*PHONE"):
        ibriz.extract("x", ["PHON"])
    with pytest.raises(ValueError, match=r"option names: 'conll' is not one of its values \(anercorp, aqmar\)"):
        ibriz.Extractor(names="conll")
    with pytest.raises(ValueError, match="region"):
        ibriz.extract("x", region="Egypt")
    with pytest.raises(TypeError, match="0 to 255"):
        ibriz.normalize("x", repeats=1000)


def test_a_token_that_would_be_changed_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="option url_token: 'see @user' would itself be changed"):
        ibriz.Normalizer("none", urls="replace", url_token="see @user", mentions="remove")


def broken(kind: pa.DataType, rows: list[bytes]) -> pa.Array:
    """An array of text whose bytes are not checked."""
    raw = pa.array(rows, pa.large_binary() if kind == pa.large_string() else pa.binary())
    return pa.Array.from_buffers(kind, len(rows), raw.buffers())


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string()], ids=str)
def test_bytes_that_are_no_utf8_name_their_row(kind: pa.DataType) -> None:
    array = broken(kind, ["أ".encode(), b"ok", b"\xd8\xff", "ب".encode()])
    for call in (ibriz.normalize, ibriz.extract):
        with pytest.raises(ValueError, match="row 2: the column is not valid UTF-8"):
            call(array)
        chunked = pa.chunked_array([broken(kind, [b"a"]), array])
        with pytest.raises(ValueError, match="row 3"):
            call(chunked)
    # A letter cut in two by the offsets.
    halves = broken(kind, [b"\xd8", b"\xa7"])
    with pytest.raises(ValueError, match="row 0"):
        ibriz.normalize(halves)


def test_offsets_that_lead_astray() -> None:
    data = pa.py_buffer(b"abcdef")
    for offsets in ([0, 4, 2, 6], [0, -1, 3, 6]):
        array = pa.Array.from_buffers(pa.string(), 3, [None, pa.array(offsets, pa.int32()).buffers()[1], data])
        with pytest.raises(ValueError, match="broken Arrow array"):
            ibriz.normalize(array)


def test_views_that_lead_astray() -> None:
    # A view of 20 bytes into a buffer of 4.
    view = (20).to_bytes(4, "little") + b"abcd" + (0).to_bytes(4, "little") + (0).to_bytes(4, "little")
    array = pa.Array.from_buffers(pa.string_view(), 1, [None, pa.py_buffer(view), pa.py_buffer(b"abcd")])
    with pytest.raises(ValueError, match="broken Arrow array"):
        ibriz.normalize(array)


def test_keys_that_lead_astray() -> None:
    array = pa.DictionaryArray.from_arrays(pa.array([0, 7], pa.int8()), pa.array(["a"]), safe=False)
    with pytest.raises(ValueError, match="row 1 has key 7"):
        ibriz.normalize(array)
