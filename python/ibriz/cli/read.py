"""Files as batches of rows: txt, csv, jsonl and parquet, in bounded memory. A broken row does not stop the others."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

FORMATS = ["txt", "csv", "jsonl", "parquet"]
STDIN = "-"
SUFFIXES = {".txt": "txt", ".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}

# About how much text a batch holds.
BATCH_BYTES = 8 << 20
BATCH_ROWS = 16_384

# Told of a broken row: its line (or row) and what is wrong with it.
Report = Callable[[int, str], None]


def format_of(path: str) -> str | None:
    """The format that the suffix of a path tells, .gz aside."""
    return SUFFIXES.get(Path(path.removesuffix(".gz")).suffix.lower())


def open_bytes(path: str) -> BinaryIO:
    """A file or standard input, decompressed if its name ends in .gz."""
    if path == STDIN:
        return sys.stdin.buffer
    return gzip.open(path, "rb") if path.endswith(".gz") else open(path, "rb")  # type: ignore[return-value]


def batches(path: str, form: str, whole_file: bool, report: Report) -> Iterator[pa.RecordBatch]:
    """The rows of a file in batches. The lines of txt are bytes still; they are decoded later."""
    if form == "parquet":
        yield from _parquet(path)
        return
    with open_bytes(path) as file:
        if form == "txt":
            yield from _whole(file) if whole_file else _lines(file)
        elif form == "csv":
            yield from _csv(file, path, report)
        else:
            yield from _jsonl(file, report)


def _whole(file: BinaryIO) -> Iterator[pa.RecordBatch]:
    yield pa.record_batch({"text": pa.array([file.read()], pa.large_binary())})


def _lines(file: BinaryIO) -> Iterator[pa.RecordBatch]:
    for lines in _chunks(file):
        rows = [line.rstrip(b"\r\n") for line in lines]
        yield pa.record_batch({"text": pa.array(rows, pa.large_binary())})


def _chunks(file: BinaryIO) -> Iterator[list[bytes]]:
    """Lines, as many at a time as make a batch."""
    while lines := file.readlines(BATCH_BYTES):
        yield lines


def _csv(file: BinaryIO, path: str, report: Report) -> Iterator[pa.RecordBatch]:
    """Rows of csv, all columns as text, so that 007 stays 007. A broken row is a row of nulls."""
    # Fields are as long as they are.
    csv.field_size_limit(sys.maxsize)
    lines = io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="")
    reader = csv.reader(lines, delimiter="\t" if ".tsv" in path else ",")
    names = next(reader, None)
    if names is None:
        return
    rows: list[list[str | None]] = []
    size = 0
    while (fields := _next_row(reader, report)) is not None:
        if not fields:
            continue
        rows.append(_checked(fields, len(names), reader.line_num, report))
        size += sum(map(len, fields))
        if size > BATCH_BYTES // 2 or len(rows) >= BATCH_ROWS:
            yield _csv_batch(names, rows)
            rows, size = [], 0
    if rows:
        yield _csv_batch(names, rows)


def _next_row(reader: Any, report: Report) -> list[str] | None:
    """The fields of the next row, none for an empty line; None at the end."""
    try:
        return next(reader, None)
    except csv.Error as error:
        report(reader.line_num, f"no csv: {error}")
        return [""]


def _checked(fields: list[str], expected: int, line: int, report: Report) -> list[str | None]:
    if len(fields) != expected:
        report(line, f"{len(fields)} fields, where {expected} were expected")
        return [None] * expected
    if all(field.isascii() or field.isprintable() for field in fields):
        return list(fields)
    checked: list[str | None] = []
    for field in fields:
        try:
            field.encode("utf-8")
            checked.append(field)
        except UnicodeEncodeError:
            report(line, "not UTF-8")
            checked.append(None)
    return checked


def _csv_batch(names: list[str], rows: list[list[str | None]]) -> pa.RecordBatch:
    columns = [pa.array(column, pa.large_string()) for column in zip(*rows, strict=True)]
    return pa.record_batch(columns, names=names)


def _jsonl(file: BinaryIO, report: Report) -> Iterator[pa.RecordBatch]:
    number = 0
    for lines in _chunks(file):
        rows: list[dict[str, Any]] = []
        for line in lines:
            number += 1
            if line.strip():
                rows.append(_object(line, number, report))
        if rows:
            names = list(dict.fromkeys(name for row in rows for name in row))
            yield pa.record_batch({name: _json_column([row.get(name) for row in rows]) for name in names or ["text"]})


def _object(line: bytes, number: int, report: Report) -> dict[str, Any]:
    """The object of a line; an empty one, which is a row of nulls, if it is broken."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        report(number, f"no JSON: {error}")
        return {}
    if not isinstance(value, dict):
        report(number, f"no JSON object, but {type(value).__name__}")
        return {}
    return value


def _json_column(values: list[Any]) -> pa.Array:
    # What does not fit one type is kept as the JSON it was.
    try:
        return pa.array(values)
    except (pa.ArrowInvalid, pa.ArrowTypeError, UnicodeEncodeError):
        texts = [v if v is None or isinstance(v, str) else json.dumps(v, ensure_ascii=False) for v in values]
        return pa.array(
            [None if t is None else t.encode("utf-8", "replace").decode() for t in texts], pa.large_string()
        )


def _parquet(path: str) -> Iterator[pa.RecordBatch]:
    source: Any = io.BytesIO(sys.stdin.buffer.read()) if path == STDIN else path
    with pq.ParquetFile(source, buffer_size=1 << 20, pre_buffer=False) as file:
        yield from file.iter_batches(batch_size=BATCH_ROWS // 2, use_threads=False)
