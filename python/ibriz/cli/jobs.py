"""The two jobs: batches in, batches out, broken rows counted, progress shown to a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import click
import pyarrow as pa
import pyarrow.compute as pc
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

from ibriz._native import Extractor, Normalizer
from ibriz.cli.columns import Source, as_text, references, text_column
from ibriz.cli.read import STDIN, batches, format_of
from ibriz.cli.write import writer
from ibriz.profiling import profile
from ibriz.references import Rows


@dataclass
class Outcome:
    """How many rows there were, and how many of them were broken."""

    rows: int = 0
    broken: int = 0


def normalize_files(normalizer: Normalizer, sources: list[Source], output: str | None, into: str | None) -> Outcome:
    """Writes the inputs with their texts normalized. A broken row is null, so that rows stay where they are."""
    outcome = Outcome()
    standard = sources[0].form or format_of(sources[0].path) or "txt"
    standard = "jsonl" if standard == "parquet" else standard
    is_lines = (format_of(output) if output else standard) == "txt"
    with writer(output, standard) as write:
        for batch, column, texts, *_ in _rows(sources, outcome):
            normalized = pa.array(normalizer.arrow(texts)[0])
            # A line holds the text and nothing else.
            write(
                pa.record_batch({column: normalized}) if is_lines else _with_column(batch, into or column, normalized)
            )
    return outcome


def _with_column(batch: pa.RecordBatch, name: str, values: Any) -> pa.RecordBatch:
    columns = dict(zip(batch.schema.names, batch.columns, strict=True)) | {name: values}
    return pa.record_batch(columns)


def extract_files(extractor: Extractor, sources: list[Source], output: str | None) -> Outcome:
    """Writes the entity table of the inputs; of several inputs it has the file of each row."""
    if output is not None and format_of(output) == "txt":
        raise click.UsageError(f"{output}: an entity table is written as .jsonl, .csv or .parquet")
    outcome = Outcome()
    entities = 0
    with writer(output, "jsonl") as write:
        for _, _, texts, dates, place in _rows(sources, outcome):
            found = pa.record_batch(extractor.arrow_table(texts, dates))
            columns = dict(zip(found.schema.names, found.columns, strict=True))
            columns["row"] = pc.add(columns["row"], place.row)
            if "parent" in columns:
                columns["parent"] = pc.add(columns["parent"], entities)
            if len(sources) > 1:
                columns = {"file": pa.array([place.path] * len(found), pa.large_string())} | columns
            entities += len(found)
            write(pa.record_batch(columns))
    return outcome


def profile_files(sources: list[Source], output: str | None) -> Outcome:
    """Says what is in the texts of the inputs, or writes it as a table; all texts are held in memory."""
    outcome = Outcome()
    chunks = [texts for _, _, texts, *_ in _rows(sources, outcome)]
    found = profile(pa.chunked_array([chunk.cast(pa.large_string()) for chunk in chunks], pa.large_string()))
    if output is None:
        click.echo(repr(found))
        return outcome
    if format_of(output) == "txt":
        raise click.UsageError(f"{output}: a profile is written as .jsonl, .csv or .parquet")
    with writer(output, "jsonl") as write:
        if lines := found.to_dicts():
            write(pa.RecordBatch.from_pylist(lines))
    return outcome


@dataclass(frozen=True)
class Place:
    """Where a batch begins."""

    path: str
    row: int


def _rows(sources: list[Source], outcome: Outcome) -> Iterator[tuple[pa.RecordBatch, str, Any, Rows | None, Place]]:
    """The batches of all inputs: each with its column of text, the texts, their references, and where it begins."""
    with _progress(sources) as advance:
        for source in sources:
            yield from _rows_of(source, outcome, advance)


def _rows_of(
    source: Source, outcome: Outcome, advance: Callable[[int], None]
) -> Iterator[tuple[pa.RecordBatch, str, Any, Rows | None, Place]]:
    form = source.form or format_of(source.path) or ("txt" if source.path == STDIN else None)
    if form is None:
        raise click.UsageError(f"{source.path}: which format? Pass --format")
    name = "standard input" if source.path == STDIN else source.path

    def report(line: int, why: str) -> None:
        outcome.broken += 1
        click.echo(f"{name}:{line}: {why}", err=True)

    row = 0
    # Lines count from 1, and a csv file begins with a line of names.
    first_line = {"csv": 2}.get(form, 1)
    try:
        for batch in batches(source.path, form, source.whole_file, report):
            column = text_column(batch, source)
            texts = as_text(batch.column(column), row + first_line, report)
            dates = references(batch, source, row + first_line, report)
            yield batch, column, texts, dates, Place(name, row)
            row += len(batch)
            outcome.rows += len(batch)
            advance(batch.nbytes)
    except (pa.ArrowInvalid, OSError, EOFError) as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise click.UsageError(f"{name}: {error}") from error


@contextmanager
def _progress(sources: list[Source]) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, silence elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    sizes = [os.path.getsize(source.path) if source.path != STDIN else 0 for source in sources]
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        # What is read of a compressed file is more than its size, so the bar counts what was read where it can't know.
        is_plain = all(
            size and not source.path.endswith((".gz", ".parquet")) for size, source in zip(sizes, sources, strict=True)
        )
        task = progress.add_task("read", total=sum(sizes) if is_plain else None)
        yield lambda read: progress.advance(task, read)
