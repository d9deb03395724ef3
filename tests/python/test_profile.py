"""What `ibriz.profile` says of a column, in every kind of column."""

from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import ibriz

POSTS = [
    "راااائع @salem_1990 #جدة 😍😍",
    None,
    "مُحَمَّد ٤٠ #وسم 👍",
    "  ",
    "محمد ٤٠ #وسم 👍",
    "محمد ٤٠ #وسم 👍",
    "<b>Hello</b> &amp; https://example.org/x 5",
]
COLUMNS: list[Any] = [
    POSTS,
    iter(POSTS),
    pd.Series(POSTS, index=list("abcdefg")),
    pd.Series(POSTS, dtype=object),
    pl.Series(POSTS),
    pa.array(POSTS),
    pa.chunked_array([POSTS[:2], [], POSTS[2:]]),
    ibriz.Normalizer("none").arrow(pa.array(POSTS))[0],
]


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: f"{type(column).__module__}.{type(column).__name__}")
def test_a_column_is_described(column: Any) -> None:
    """Rows, counts, examples and the recommendation are the same whatever the column."""
    found = ibriz.profile(column)
    assert found.rows == 7
    assert (found["null"].rows, found["blank"].rows) == (1, 1)
    assert (found["duplicates"].rows, found["normalized_duplicates"].rows) == (1, 2)
    counts = {
        name: (found[name].rows, found[name].count) for name in ("hashtags", "emoji", "harakat", "latin", "tatweel")
    }
    assert counts == {"hashtags": (4, 4), "emoji": (4, 5), "harakat": (1, 3), "latin": (1, 5), "tatweel": (0, 0)}
    example = found["arabic_digits"].examples[0]
    assert (example.row, example.text, example.after) == (2, "٤", "٠ #وسم 👍")
    assert [example.row for example in found["hashtags"].examples] == [0, 2, 4]
    assert found.preset == "social"
    assert found.reason == "hashtags in 57% of the rows, emoji in 57% of the rows, mentions in 14% of the rows"
    assert [f.name for f in found][:2] == ["emoji", "hashtags"]


def test_it_is_a_frame_of_the_library_of_the_column() -> None:
    """pandas, and polars for polars."""
    frame = pd.Series(POSTS).ibriz.profile().to_frame()
    assert frame.columns.tolist() == ["feature", "rows", "share", "count", "example", "step", "description"]
    assert frame.set_index("feature").loc["hashtags", "share"] == pytest.approx(4 / 7)
    assert frame["rows"].is_monotonic_decreasing
    of_polars = pl.Series(POSTS).ibriz.profile().to_frame()  # type: ignore[attr-defined]
    assert isinstance(of_polars, pl.DataFrame)
    assert of_polars["feature"].to_list() == frame["feature"].tolist()
    assert ibriz.profile([]).to_frame().empty


def test_it_shows_itself() -> None:
    """In a notebook as a table without markup of the texts, elsewhere as lines."""
    found = ibriz.profile(POSTS)
    html = found._repr_html_()
    assert "<mark>&lt;b&gt;</mark>Hello&lt;/b&gt;" in html
    assert "<b>Hello" not in html
    assert repr(found).startswith("7 rows, 0.0 MB; preset 'social': ")


@pytest.mark.parametrize(
    ("texts", "preset"),
    [
        (["\u202bﻣﺪﻳﻨﺔ\u202a ،\u202cﻛﺒﻴﺮة\u202c"], "pdf"),
        (["<p>نص</p>", "نص"], "model"),
        (["مدرسـة", "مدرسة"], "search"),
        (["قال الوزير: نعم"], "minimal"),
        ([], "minimal"),
    ],
)
def test_a_preset_is_recommended(texts: list[str], preset: str) -> None:
    """For pages, posts, markup, spelling variants, and clean text."""
    assert ibriz.profile(texts).preset == preset


def test_every_step_is_one_of_the_normalizer() -> None:
    """What a feature is treated by can be switched on, and treats the example."""
    known = {option["name"] for option in ibriz.options()}
    assert {feature.step for feature in ibriz.profile(POSTS)} - {""} <= known


def test_a_sample_is_spread_over_the_column() -> None:
    """Examples keep the rows of the whole column."""
    texts = pd.Series(["نص"] * 99 + ["ـنص"] + ["نص"] * 900)
    assert ibriz.profile(texts, sample=100).rows == 100
    found = ibriz.profile(pa.array(["ـ" * (i % 10 == 0) for i in range(1000)]), sample=100)
    assert [example.row for example in found["tatweel"].examples] == [0, 10, 20]


def test_what_is_no_column_is_refused() -> None:
    """A single text, a column of numbers, a sample of nothing, a feature that is none."""
    with pytest.raises(TypeError, match="a profile is of a column"):
        ibriz.profile("نص")
    with pytest.raises(TypeError, match="row 0"):
        ibriz.profile([1])
    with pytest.raises(ValueError, match="at least 1"):
        ibriz.profile(POSTS, sample=0)
    with pytest.raises(KeyError, match="no feature"):
        ibriz.profile(POSTS)["tatwil"]
