"""Batches of rows to a file or standard output. A file appears under its name only when it is whole."""

from __future__ import annotations

import gzip
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import click
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from ibriz.cli.read import format_of

Write = Callable[[pa.RecordBatch], None]


@contextmanager
def writer(output: str | None, standard: str | None) -> Iterator[Write]:
    """Takes batches and writes them to `output`, or to standard output in the form `standard`.

    If anything is raised on the way, a file that was there before is left as it was.
    """
    if output is None:
        with _to(sys.stdout.buffer, standard or "txt") as write:
            yield write
        sys.stdout.buffer.flush()
        return
    form = format_of(output)
    if form is None:
        raise click.UsageError(f"{output}: the suffix must be one of .txt .csv .jsonl .parquet, with or without .gz")
    directory = Path(output).resolve().parent
    if not directory.is_dir():
        raise click.UsageError(f"{output}: there is no directory {directory}")
    handle, temporary = tempfile.mkstemp(dir=directory, prefix=f".{Path(output).name}.")
    os.close(handle)
    try:
        with ExitStack() as stack:
            is_gz = output.endswith(".gz") and form != "parquet"
            opened = gzip.open(temporary, "wb") if is_gz else open(temporary, "wb")  # noqa: SIM115
            file: Any = stack.enter_context(opened)
            yield stack.enter_context(_to(file, form))
        # Files made by mkstemp are for their owner alone; the result is like any other file.
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(temporary, 0o666 & ~umask)
        os.replace(temporary, output)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


@contextmanager
def _to(file: BinaryIO, form: str) -> Iterator[Write]:
    if form == "txt":
        yield lambda batch: _write_lines(file, batch)
    elif form == "jsonl":
        yield lambda batch: _write_json(file, batch)
    else:
        with ExitStack() as stack:
            opened: list[tuple[Any, pa.Schema]] = []

            def write(batch: pa.RecordBatch) -> None:
                if not opened:
                    opened.append((stack.enter_context(_table_writer(file, form, batch.schema)), batch.schema))
                # Later batches follow the columns of the first.
                table, schema = opened[0]
                table.write_batch(_conform(batch, schema))

            yield write


def _table_writer(file: BinaryIO, form: str, schema: pa.Schema) -> Any:
    return pq.ParquetWriter(file, schema) if form == "parquet" else pacsv.CSVWriter(file, schema)


def _conform(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    if batch.schema.equals(schema):
        return batch
    missing = [name for name in schema.names if name not in batch.schema.names]
    extra = [name for name in batch.schema.names if name not in schema.names]
    if extra:
        raise click.UsageError(f"the rows have other columns than those before them: {', '.join(extra)}")
    nulls = {name: pa.nulls(len(batch)) for name in missing}
    columns = {name: nulls[name] if name in nulls else batch.column(name) for name in schema.names}
    return pa.record_batch([columns[field.name].cast(field.type) for field in schema], schema=schema)


def _write_lines(file: BinaryIO, batch: pa.RecordBatch) -> None:
    """The only column, a row a line; line breaks inside a row become spaces, a null row is an empty line."""
    rows = batch.column(0).to_pylist()
    lines = [("" if row is None else " ".join(str(row).splitlines())) + "\n" for row in rows]
    file.write("".join(lines).encode("utf-8", "replace"))


def _write_json(file: BinaryIO, batch: pa.RecordBatch) -> None:
    rows = (json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in batch.to_pylist())
    file.write("".join(rows).encode("utf-8", "replace"))
