"""Columns of pandas, polars and Arrow in and out of the core; the core itself knows strings and Arrow data only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ibriz.references import of_rows

if TYPE_CHECKING:
    from ibriz._native import ArrowTable, Extractor, Normalizer
    from ibriz.references import Rows


def normalize(normalizer: Normalizer, x: Any) -> Any:
    """A column of the same kind, with the texts normalized."""
    kind = kind_of(x)
    if kind == "pandas":
        return _pandas_series(normalizer, x)
    if kind == "pandas index":
        return _pandas_index(normalizer, x)
    if kind == "polars":
        return _polars_series(normalizer, x)
    if kind == "pyarrow":
        return _pyarrow(normalizer, x)
    if kind == "arrow":
        columns = normalizer.arrow(x)
        return columns[0] if len(columns) == 1 else columns
    return normalizer.sequence(tuple(_without_nan(x)))


def extract(extractor: Extractor, x: Any, reference: Any = None) -> Any:
    """The entity table of a column, in the library the column came in; the documents of any other iterable."""
    kind = kind_of(x)
    if kind == "iterable":
        texts = tuple(_without_nan(x))
        return extractor.documents(texts, of_rows(reference, len(texts)))
    if kind == "arrow":
        return extractor.arrow_table(x, of_rows(reference, None))
    references = of_rows(reference, len(x), getattr(x, "index", None) if kind == "pandas" else None)
    if kind == "polars":
        import polars as pl

        return pl.DataFrame(extractor.arrow_table(_as_text(x), references))
    if kind == "pyarrow":
        import pyarrow as pa

        return pa.table(extractor.arrow_table(x, references))
    return _pandas_table(extractor, x, references)


def as_core(x: Any) -> Any:
    """A column as the core takes it: Arrow data, or a tuple of strings and None."""
    kind = kind_of(x)
    if kind == "polars":
        return _as_text(x)
    if kind in ("pandas", "pandas index") and _is_arrow_backed(x.dtype):
        return _arrow_chunks(x.array)
    return x if kind in ("pyarrow", "arrow") else tuple(_without_nan(x))


def like(x: Any, values: list[int]) -> Any:
    """Whole numbers in the kind of array that others came in, with its index."""
    library = type(x).__module__.split(".")[0]
    if library == "pandas":
        import pandas as pd

        return pd.Series(values, index=x.index if hasattr(x, "index") else None, name=x.name, dtype="int64")
    if library == "polars":
        import polars as pl

        return pl.Series(x.name, values, dtype=pl.Int64)
    if library == "pyarrow":
        import pyarrow as pa

        return pa.array(values, pa.int64())
    if library == "numpy":
        import numpy as np

        return np.array(values, dtype=np.int64)
    return values


def kind_of(x: Any) -> str:
    """What kind of column this is.

    Raises TypeError for what holds no single column of text.
    """
    library, name = type(x).__module__.split(".")[0], type(x).__name__
    if library in ("pandas", "polars", "pyarrow") and name in ("DataFrame", "LazyFrame", "Table", "RecordBatch"):
        raise TypeError(f"a {library} {name} has several columns: pass one of them, as in df['text']")
    if library == "pandas" and hasattr(x, "dtype"):
        return "pandas" if hasattr(x, "index") else "pandas index"
    if library == "polars" and name == "Series":
        return "polars"
    if library == "polars" and name == "Expr":
        raise TypeError("a polars expression holds no text: use pl.col('text').ibriz.normalize()")
    if library == "pyarrow" and (hasattr(x, "chunks") or hasattr(x, "buffers")):
        return "pyarrow"
    if hasattr(x, "__arrow_c_array__") or hasattr(x, "__arrow_c_stream__"):
        return "arrow"
    if isinstance(x, bytes | bytearray | memoryview):
        raise TypeError("bytes are not text: decode them first, for example with .decode('utf-8')")
    if isinstance(x, dict | set | frozenset) or not hasattr(x, "__iter__"):
        raise TypeError(f"{name} is no text and no column of text: pass a str, a list, a Series or an Arrow array")
    return "iterable"


def _without_nan(values: Any) -> list[Any]:
    """The values with None for every kind of null, so that only text and None reach the core."""
    return [None if not isinstance(v, str) and _is_missing_scalar(v) else v for v in values]


def _is_missing_scalar(value: Any) -> bool:
    # NaN is unequal to itself; pandas.NA says neither yes nor no.
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, float) and value != value


# ----------------------------------------------------------------------------------------------------------- pandas


def _pandas_series(normalizer: Normalizer, series: Any) -> Any:
    import pandas as pd

    dtype = series.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        return pd.Series(_categorical(normalizer, series.array), index=series.index, name=series.name)
    if pd.api.types.is_object_dtype(dtype):
        return _object_series(normalizer, series)
    _check_text(series)
    if _is_arrow_backed(dtype):
        import pyarrow as pa

        chunks = [pa.array(column) for column in normalizer.arrow(_arrow_chunks(series.array))]
        values = dtype.__from_arrow__(pa.chunked_array(chunks, type=None if chunks else pa.large_string()))
    else:
        values = pd.array(normalizer.sequence(tuple(_without_nan(series))), dtype=dtype)
    return pd.Series(values, index=series.index, name=series.name)


def _pandas_index(normalizer: Normalizer, index: Any) -> Any:
    import pandas as pd

    return pd.Index(_pandas_series(normalizer, index.to_series()).array, name=index.name)


def _object_series(normalizer: Normalizer, series: Any) -> Any:
    import pandas as pd

    values = series.tolist()
    normalized: list[Any] = list(normalizer.sequence(tuple(_without_nan(values))))
    # Each kind of null stays what it was.
    for row, value in enumerate(values):
        if normalized[row] is None:
            normalized[row] = value
    return pd.Series(normalized, index=series.index, name=series.name, dtype=object)


def _categorical(normalizer: Normalizer, values: Any) -> Any:
    """Categories that fall together become one; the order is that of the first of them."""
    import pandas as pd

    categories = normalizer.sequence(tuple(values.categories))
    distinct = list(dict.fromkeys(categories))
    place = {category: code for code, category in enumerate(distinct)}
    codes = [place[categories[code]] if code >= 0 else -1 for code in values.codes.tolist()]
    categories_index = pd.Index(distinct, dtype=values.categories.dtype)
    return pd.Categorical.from_codes(codes, categories=categories_index, ordered=values.ordered)


def _check_text(series: Any) -> None:
    import pandas as pd

    dtype = series.dtype
    is_arrow_text = isinstance(dtype, pd.ArrowDtype) and ("string" in str(dtype) or "dictionary" in str(dtype))
    if not (isinstance(dtype, pd.StringDtype) or is_arrow_text):
        first = next((i for i, value in enumerate(series) if not _is_missing_scalar(value)), 0)
        raise TypeError(
            f"the column is of type {dtype}, not text (row {first} is {series.iloc[first]!r})"
            if len(series)
            else f"the column is of type {dtype}, not text"
        )


def _is_arrow_backed(dtype: Any) -> bool:
    import pandas as pd

    return isinstance(dtype, pd.ArrowDtype) or getattr(dtype, "storage", None) == "pyarrow"


def _arrow_chunks(array: Any) -> Any:
    """The Arrow data behind a pandas array, without a copy."""
    import pyarrow as pa

    data = array.__arrow_array__()
    return data if isinstance(data, pa.ChunkedArray) else pa.chunked_array([data])


def _pandas_table(extractor: Extractor, series: Any, references: Rows | None) -> Any:
    import pandas as pd

    dtype = series.dtype
    if _is_arrow_backed(dtype):
        _check_text(series if hasattr(series, "iloc") else series.to_series())
        table = extractor.arrow_table(_arrow_chunks(series.array), references)
    else:
        if not (pd.api.types.is_object_dtype(dtype) or isinstance(dtype, pd.CategoricalDtype)):
            _check_text(series if hasattr(series, "iloc") else series.to_series())
        table = extractor.table(tuple(_without_nan(series)), references)
    frame = as_pandas(table)
    index = series.index if hasattr(series, "index") else series
    frame.index = index.take(frame["row"].to_numpy())
    return frame


def as_pandas(table: ArrowTable) -> Any:
    """An entity table as a pandas DataFrame."""
    import pandas as pd

    try:
        import pyarrow as pa
    except ImportError:
        frame = pd.DataFrame(table.to_lists())
        numbers = dict.fromkeys(("number", "score"), "float64")
        places = dict.fromkeys(("row", "start", "end"), "int64")
        frame = frame.astype(numbers | places)
        return frame.astype({"parent": "Int64"}) if "parent" in frame else frame
    frame = pa.table(table).to_pandas()
    return frame.astype({"parent": "Int64"}) if "parent" in frame else frame


# ----------------------------------------------------------------------------------------------------------- polars


def _as_text(series: Any) -> Any:
    import polars as pl

    if series.dtype in (pl.Categorical, pl.Enum):
        return series.cast(pl.String)
    if series.dtype not in (pl.String, pl.Null):
        raise TypeError(f"the column is of type {series.dtype}, not text")
    return series


def _polars_series(normalizer: Normalizer, series: Any) -> Any:
    import polars as pl

    text = _as_text(series)
    if text.dtype == pl.Null:
        return series
    chunks = [pl.Series(column).rename(series.name) for column in normalizer.arrow(text)]
    result = pl.concat(chunks) if len(chunks) > 1 else chunks[0] if chunks else pl.Series(series.name, [], pl.String)
    if isinstance(series.dtype, pl.Enum):
        return result.cast(pl.Enum(result.unique(maintain_order=True).drop_nulls()))
    return result.cast(series.dtype) if series.dtype == pl.Categorical else result


# ------------------------------------------------------------------------------------------------------------ Arrow


def _pyarrow(normalizer: Normalizer, data: Any) -> Any:
    import pyarrow as pa

    columns = [pa.array(column) for column in normalizer.arrow(data)]
    if isinstance(data, pa.ChunkedArray):
        return pa.chunked_array(columns, type=data.type)
    return columns[0]
