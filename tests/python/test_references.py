"""When texts were written: one date for all or a column of them, in every library, and what goes wrong with it."""

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import ibriz

TEXTS = ["وصل أمس", "قبل ساعتين", None, "الأسبوع الماضي"]
MOMENTS = [dt.datetime(2020, 3, 1, 10, 30), None, dt.datetime(2021, 1, 1), dt.datetime(2021, 1, 4, 1)]
VALUES = ["2020-02-29", None, "2020-W53"]


def values(table: Any) -> list[Any]:
    """The values of an entity table of any library."""
    column = table["value"]
    found = (
        column.to_pylist()
        if hasattr(column, "to_pylist")
        else column.tolist()
        if hasattr(column, "iloc")
        else list(column)
    )
    return [None if value is None or value != value else value for value in found]


def series(of: Any, **options: Any) -> Any:
    """A pandas Series."""
    return pd.Series(of, index=list("abcd"), **options)


REFERENCES = {
    "datetimes": MOMENTS,
    "text": ["2020-03-01T10:30", None, "2021-01-01", "2021-01-04 01:00:00"],
    "pandas": series(pd.to_datetime(MOMENTS)),
    "pandas, nanoseconds": series(pd.to_datetime(MOMENTS)).astype("datetime64[ns]"),
    "pandas, time zone": series(pd.to_datetime(MOMENTS)).dt.tz_localize("Asia/Riyadh"),
    "pandas, objects": series(MOMENTS, dtype=object),
    "pandas, text": series(["2020-03-01T10:30", None, "2021-01-01", "2021-01-04T01:00:00+03:00"]),
    "pandas, Arrow": series(pd.array(MOMENTS, dtype=pd.ArrowDtype(pa.timestamp("us")))),
    "numpy": np.array(MOMENTS, dtype="datetime64[us]"),
    "polars": pl.Series(MOMENTS),
    "pyarrow": pa.array(MOMENTS),
    "pyarrow, chunks": pa.chunked_array([pa.array(MOMENTS[:1]), pa.array(MOMENTS[1:])]),
}


@pytest.mark.parametrize("reference", REFERENCES.values(), ids=REFERENCES.keys())
@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow", "chunks", "list"])
def test_a_reference_for_each_row(kind: str, reference: Any) -> None:
    """The same values, whichever library the texts and whichever the dates come in."""
    if kind == "list":
        documents = ibriz.extract(TEXTS, ["DATE", "TIME"], reference=reference)
        assert [entity.value for document in documents if document for entity in document] == VALUES
        return
    column: Any = {
        "pandas": pd.Series(TEXTS, index=list("abcd")),
        "polars": pl.Series(TEXTS),
        "pyarrow": pa.array(TEXTS),
        "chunks": pa.chunked_array([pa.array(TEXTS[:2]), pa.array(TEXTS[2:])]),
    }[kind]
    assert values(ibriz.extract(column, ["DATE", "TIME"], reference=reference)) == VALUES


@pytest.mark.parametrize(
    "reference",
    [
        "2020-03-01",
        dt.date(2020, 3, 1),
        dt.datetime(2020, 3, 1),
        pd.Timestamp("2020-03-01"),
        np.datetime64("2020-03-01"),
    ],
    ids=lambda reference: type(reference).__name__,
)
def test_one_reference_for_all(reference: Any) -> None:
    """For strings, lists and columns alike."""
    assert ibriz.extract("أمس", "DATE", reference=str(reference)[:10])[0].value == "2020-02-29"
    assert values(ibriz.extract(pd.Series(["أمس", "غدا"]), "DATE", reference=reference)) == ["2020-02-29", "2020-03-02"]
    assert ibriz.extract(["أمس"], "DATE", reference=reference)[0][0].value == "2020-02-29"


def test_a_row_without_one_has_that_of_the_extractor() -> None:
    """As a default for what is missing."""
    extractor = ibriz.Extractor("DATE", reference="2000-01-02")
    found = extractor(pd.Series(["أمس", "أمس"]), reference=["2020-03-01", None])
    assert values(found) == ["2020-02-29", "2000-01-01"]


def test_days_are_no_midnights() -> None:
    """A column of dates has no hours to count from; one moment among them makes it one of moments."""
    texts = pd.Series(["قبل ساعة", "قبل ساعة"])
    days = pd.Series(pd.to_datetime(["2020-03-01", "2020-03-02"]))
    assert values(ibriz.extract(texts, "TIME", reference=days)) == [None, None]
    moments = pd.Series(pd.to_datetime(["2020-03-01 00:00", "2020-03-02 12:00"]))
    assert values(ibriz.extract(texts, "TIME", reference=moments)) == ["2020-02-29T23:00:00", "2020-03-02T11:00:00"]


def test_accessors_take_columns() -> None:
    """The accessors of pandas and polars, an expression too."""
    frame = pd.DataFrame({"text": ["أمس", "غدا"], "day": pd.to_datetime(["2020-03-01", None])})
    assert values(frame["text"].ibriz.entities("DATE", reference=frame["day"])) == ["2020-02-29", None]
    lazy = pl.DataFrame({"text": ["أمس", "غدا"], "day": [dt.date(2020, 3, 1), None]}).lazy()
    found = lazy.select(pl.col("text").ibriz.entities("DATE", reference=pl.col("day"))).collect()
    assert [row[0]["value"] for row in found["text"].to_list()] == ["2020-02-29", None]
    assert (
        lazy.select(pl.col("text").ibriz.has("DATE", reference=pl.col("day"))).collect()["text"].to_list() == [True] * 2
    )


@pytest.mark.parametrize(
    ("reference", "error", "told"),
    [
        ("yesterday", ValueError, "yesterday"),
        (["2020-03-01"], ValueError, "1 rows"),
        (["2020-03-01", "2020-02-30"], ValueError, "row 1"),
        (["2020-03-01", 7], TypeError, "row 1"),
        (7, TypeError, "int"),
        (pd.Series(["2020-03-01", "2020-03-02"], index=[1, 2]), ValueError, "index"),
    ],
    ids=["no date", "too few", "no such day", "no date in a row", "no column", "another index"],
)
def test_errors_name_the_row(reference: Any, error: type[Exception], told: str) -> None:
    """And say what to do."""
    with pytest.raises(error, match=told):
        ibriz.extract(pd.Series(["أمس", "أمس"]), "DATE", reference=reference)


def test_options_are_kept() -> None:
    """In the representation, in pickles, in equality."""
    import pickle

    extractor = ibriz.Extractor(
        "DATE", reference="2020-03-01", prefer="past", week_start="sunday", day_first=False, hijri_method="civil"
    )
    assert repr(extractor) == (
        "Extractor(['DATE'], reference='2020-03-01', prefer='past', week_start='sunday', day_first=False,"
        " hijri_method='civil')"
    )
    again = pickle.loads(pickle.dumps(extractor))
    assert again == extractor
    assert hash(again) == hash(extractor)
    assert again("أمس")[0].value == "2020-02-29"
    assert extractor != ibriz.Extractor("DATE", reference="2020-03-01")
    for options in ({"prefer": "now"}, {"week_start": "friday"}):
        with pytest.raises(ValueError, match=next(iter(options))):
            ibriz.Extractor("DATE", **options)  # type: ignore[arg-type]


def test_the_command_line_takes_a_date_or_a_column(tmp_path: Path) -> None:
    """A row whose date cannot be read is told and has none."""
    file = tmp_path / "posts.csv"
    file.write_text("text,day\nأمس,2020-03-01\nأمس,soon\nأمس,\n", encoding="utf-8")
    for reference, expected in [("day", ["2020-02-29", None, None]), ("2000-01-02", ["2000-01-01"] * 3)]:
        command = [
            sys.executable,
            "-m",
            "ibriz",
            "extract",
            str(file),
            "-c",
            "text",
            "-l",
            "DATE",
            "--reference",
            reference,
        ]
        done = subprocess.run(command, capture_output=True, text=True)
        assert [json.loads(line)["value"] for line in done.stdout.splitlines()] == expected
        assert ("soon" in done.stderr) == (reference == "day")
    done = subprocess.run([*command[:-1], "dey"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "dey" in done.stderr
    assert "text, day" in done.stderr
