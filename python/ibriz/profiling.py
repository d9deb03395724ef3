"""What is in a column: which rows have which marks, digits, links and defects, and which preset treats them."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from ibriz import _native
from ibriz.frames import as_core, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTEXT = 16
"""How many code points are shown on each side of an example."""

# What a preset is recommended for: in how large a share of the rows one of these has to be. The first that fits.
PAGES = ("visual_order", "ligatures", "presentation_forms")
POSTS = ("mentions", "hashtags", "emoji", "repeats")
MARKUP = ("html_tags", "html_entities", "urls", "emails", "mojibake")
SPELLINGS = (
    "tanween", "harakat", "shadda", "sukun", "dagger_alef", "quranic_marks", "tatweel", "lookalikes", "foreign_letters",
    "arabic_digits", "extended_digits",
)  # fmt: skip
RECOMMENDED = (("pdf", PAGES, 0.05), ("social", POSTS, 0.25), ("model", MARKUP, 0.05), ("search", SPELLINGS, 0.05))


@dataclass(frozen=True)
class Example:
    """A place where a column has a feature: the row, from 0, and the text around it in three parts."""

    row: int
    before: str
    text: str
    after: str

    def __str__(self) -> str:
        """The text around it, in one line."""
        return " ".join((self.before + self.text + self.after).split())


@dataclass(frozen=True)
class Feature:
    """Something a column has: in how many rows, how often, the first examples, and the step that treats it."""

    name: str
    rows: int
    share: float
    count: int
    step: str
    description: str
    examples: tuple[Example, ...] = ()


class Profile:
    """What is in a column; `ibriz.profile` makes it. In a notebook it shows itself as a table."""

    def __init__(self, column: Any, found: dict[str, Any], step: int) -> None:
        """Takes what the core has counted in every `step`-th row."""
        self.rows: int = found["rows"]
        self.bytes: int = found["bytes"]
        self._kind = kind_of(column)
        of_rows = (
            ("null", "nulls", "", "no text"),
            ("blank", "blanks", "", "nothing but white space"),
            ("duplicates", "duplicates", "", "rows that say what one before says"),
            ("normalized_duplicates", "normalized_duplicates", "", 'the same, once normalized by "search"'),
        )
        self._features = [
            Feature(name, found[key], self._share(found[key]), found[key], treated, description)
            for name, key, treated, description in of_rows
        ]
        for name, treated, description, rows, count, places in found["features"]:
            examples = tuple(_example(column, row * step, start, end) for row, start, end in places)
            self._features.append(Feature(name, rows, self._share(rows), count, treated, description, examples))

    def _share(self, rows: int) -> float:
        return rows / self.rows if self.rows else 0.0

    @property
    def features(self) -> tuple[Feature, ...]:
        """What there is, by the share of rows that have it."""
        return tuple(sorted((f for f in self._features if f.rows), key=lambda feature: -feature.rows))

    def __getitem__(self, name: str) -> Feature:
        """The feature of that name, also if no row has it.

        Raises KeyError for a name that is none.
        """
        found = next((feature for feature in self._features if feature.name == name), None)
        if found is None:
            raise KeyError(f"{name!r} is no feature; they are: {', '.join(f.name for f in self._features)}")
        return found

    def __iter__(self) -> Iterator[Feature]:
        """What there is, as `features`."""
        return iter(self.features)

    @property
    def preset(self) -> str:
        """The preset that treats what there is, for texts that are to be read; to match and group by it is `search`."""
        return self._recommended()[0]

    @property
    def reason(self) -> str:
        """Why that preset."""
        return self._recommended()[1]

    def _recommended(self) -> tuple[str, str]:
        for preset, names, share in RECOMMENDED:
            found = sorted((self[name] for name in names), key=lambda feature: -feature.share)
            if found[0].share >= share:
                return preset, ", ".join(f"{f.name} in {f.share:.0%} of the rows" for f in found[:3] if f.rows)
        return "minimal", "there is little to clean"

    def to_dicts(self) -> list[dict[str, Any]]:
        """A dictionary for each feature there is."""
        return [
            {
                "feature": feature.name,
                "rows": feature.rows,
                "share": feature.share,
                "count": feature.count,
                "example": str(feature.examples[0]) if feature.examples else None,
                "step": feature.step,
                "description": feature.description,
            }
            for feature in self.features
        ]

    def to_frame(self) -> Any:
        """The same as a DataFrame: of polars for a column of polars, else of pandas."""
        dicts = self.to_dicts()
        columns = ["feature", "rows", "share", "count", "example", "step", "description"]
        if self._kind == "polars":
            import polars as pl

            return pl.DataFrame({name: [line[name] for line in dicts] for name in columns})
        import pandas as pd

        return pd.DataFrame(dicts, columns=columns)

    def __repr__(self) -> str:
        """The table in plain text."""
        lines = [f"{self.rows} rows, {self.bytes / 1e6:.1f} MB; preset '{self.preset}': {self.reason}"]
        lines += [f"{f.name:22}{f.share:7.1%}  {f.examples[0] if f.examples else ''}".rstrip() for f in self.features]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        head = "".join(f"<th style='text-align:left'>{name}</th>" for name in ("feature", "rows", "examples", "step"))
        body = "".join(_html_line(feature) for feature in self.features)
        return (
            f"<div><b>{self.rows:,} rows</b>, {self.bytes / 1e6:.1f} MB. Recommended preset: "
            f"<code>{self.preset}</code> ({escape(self.reason)}); <code>search</code> to match and group by.</div>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )


def profile(x: Any, *, sample: int | None = None) -> Profile:
    """What is in a column: a list, a Series of pandas or polars, or Arrow data.

    For each kind of mark, digit, letter, link and defect the share of rows that have it, examples, and the step of the
    normalizer that treats it; duplicates before and after normalization; and a preset that fits. `sample` looks at
    about that many rows only, evenly spaced over the column.

    Raises TypeError for a column that holds something else than text, ValueError for a sample below 1.

    >>> found = profile(["مـرحبا @ali 😍😍", "https://example.org ٤٠", None])
    >>> found["tatweel"].rows, found["mentions"].rows, found["emoji"].count
    (1, 1, 2)
    >>> found.preset
    'social'
    """
    if isinstance(x, str):
        raise TypeError("a profile is of a column: pass a list of texts or a Series")
    if sample is not None and sample < 1:
        raise ValueError(f"sample is {sample}: pass how many rows to look at, at least 1")
    column = _readable(x)
    step = 1 if sample is None else max(1, -(-len(column) // sample))
    return Profile(column, _native.profile(_native.Columns(as_core(_every(column, step)))), step)


def _readable(x: Any) -> Any:
    """The column in a form whose rows can be read one by one, as often as one likes."""
    if kind_of(x) == "arrow":
        import pyarrow as pa

        return pa.array(x) if hasattr(x, "__arrow_c_array__") else pa.chunked_array(x)
    return x if hasattr(x, "__len__") else list(x)


def _every(column: Any, step: int) -> Any:
    if step == 1:
        return column
    if kind_of(column) == "pyarrow":
        return column.take(list(range(0, len(column), step)))
    return column.iloc[::step] if hasattr(column, "iloc") else column[::step]


def _example(column: Any, row: int, start: int, end: int) -> Example:
    text = _text(column, row)
    return Example(row, text[max(0, start - CONTEXT) : start], text[start:end], text[end : end + CONTEXT])


def _text(column: Any, row: int) -> str:
    value = column.iloc[row] if hasattr(column, "iloc") else column[row]
    return str(value.as_py() if hasattr(value, "as_py") else value)


def _html_line(feature: Feature) -> str:
    examples = "<br>".join(
        f"<bdi>{escape(example.before)}<mark>{escape(example.text)}</mark>{escape(example.after)}</bdi>"
        for example in feature.examples
    )
    return (
        f"<tr><td style='text-align:left' title='{escape(feature.description)}'>{feature.name}</td>"
        f"<td>{feature.share:.1%}</td><td dir='rtl' style='text-align:right'>{examples}</td>"
        f"<td style='text-align:left'><code>{feature.step}</code></td></tr>"
    )
