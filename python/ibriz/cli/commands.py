"""The commands and their flags; the flags for steps are made from `ibriz.options()`."""

from __future__ import annotations

import glob
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

import ibriz as core
from ibriz.cli.columns import Source
from ibriz.cli.jobs import Outcome, extract_files, normalize_files
from ibriz.cli.read import FORMATS, STDIN

SOME_BROKEN = 1
INTERRUPTED = 130


def input_options(command: Callable[..., None]) -> Callable[..., None]:
    """What both commands take about their input and output."""
    options = [
        click.argument("inputs", nargs=-1, required=True),
        click.option("-c", "--column", help="The column of text; if there is but one, or one named 'text', that one."),
        click.option(
            "-f", "--format", "form", type=click.Choice(FORMATS), help="The format, where no suffix tells it."
        ),
        click.option("--whole-file", is_flag=True, help="Take each txt file as one row, not each line."),
        click.option(
            "-o", "--output", type=click.Path(), help="Where to write; the suffix is the format. Default: stdout."
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def step_options(command: Callable[..., None]) -> Callable[..., None]:
    """A flag for every step of the normalizer."""
    for option in reversed(core.options()):
        flag, name = f"--{option['name'].replace('_', '-')}", option["name"]
        kinds: dict[str, Any] = {
            "choice": click.Choice(list(option["values"])),
            "limit": click.IntRange(0, 255),
            "token": click.STRING,
        }
        command = click.option(flag, name, type=kinds[option["kind"]], help=option["doc"])(command)
    diacritics = click.Choice(["keep", "remove"])
    return click.option("--diacritics", type=diacritics, help="All six groups of marks at once.")(command)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(core.__version__, prog_name="ibriz")
def ibriz() -> None:
    """Arabic text, refined: normalize it and extract its entities.

    INPUTS are files, globs, or - for standard input: txt (a row in each line), csv, jsonl, parquet, all but parquet
    also as .gz. Exit codes: 0 done, 1 done but for broken rows (told on standard error), 2 not understood.
    """


@ibriz.command()
@input_options
@click.option("-p", "--preset", default="search", show_default=True, help=f"One of: {', '.join(core.presets())}.")
@click.option("--into", help="The column to write; the column of text itself if not given.")
@step_options
def normalize(
    inputs: tuple[str, ...],
    column: str | None,
    form: str | None,
    whole_file: bool,
    output: str | None,
    preset: str,
    into: str | None,
    **steps: str | int | None,
) -> None:
    """Normalize the text of INPUTS; all other columns stay."""
    try:
        normalizer = core.Normalizer(preset, **{name: value for name, value in steps.items() if value is not None})
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    sources = [Source(path, form, column, whole_file) for path in files(inputs)]
    finish(lambda: normalize_files(normalizer, sources, output, into))


@ibriz.command()
@input_options
@click.option("-l", "--labels", help="Labels to look for, with commas between them. Default: all there are.")
@click.option("--nested", is_flag=True, help="Entities inside others too, with the line of their parent.")
@click.option("--region", help="The country (ISO 3166) of telephone numbers without a country code.")
def extract(
    inputs: tuple[str, ...],
    column: str | None,
    form: str | None,
    whole_file: bool,
    output: str | None,
    labels: str | None,
    nested: bool,
    region: str | None,
) -> None:
    """Write the entity table of INPUTS: one line for each entity."""
    names = None if labels is None else [name.strip() for name in labels.split(",") if name.strip()]
    try:
        extractor = core.Extractor(names, nested=nested, region=region)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    sources = [Source(path, form, column, whole_file) for path in files(inputs)]
    finish(lambda: extract_files(extractor, sources, output))


@ibriz.command()
def info() -> None:
    """Show the version, the machine, the presets and the labels."""
    about = core.info()
    click.echo(f"ibriz {about['version']}, {about['threads']} threads, {about['instructions']}")
    click.echo("\npresets")
    for name, preset in core.presets().items():
        click.echo(f"  {name:10} {preset['doc']}")
    click.echo("\nlabels")
    for name, doc, is_available in core.labels():
        click.echo(f"  {name:10} {doc}{'' if is_available else ' (not yet)'}")


def files(inputs: tuple[str, ...]) -> list[str]:
    """The files that paths and globs name, in order.

    Raises click.UsageError for one that names none.
    """
    found: list[str] = []
    for given in inputs:
        if given == STDIN or Path(given).is_file():
            found.append(given)
            continue
        matches = sorted(path for path in glob.glob(given, recursive=True) if Path(path).is_file())
        if not matches:
            raise click.UsageError(f"no such file: {given}")
        found += matches
    return found


def finish(job: Callable[[], Outcome]) -> None:
    """Runs a job and leaves with the exit code that says how it went."""
    try:
        outcome = job()
    except KeyboardInterrupt:
        click.echo("interrupted; nothing was written", err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # Whoever read the output has read enough; Python would complain once more when it closes stdout.
        sys.stdout = None
        sys.exit(0)
    if outcome.broken:
        click.echo(f"{outcome.broken} of {outcome.rows} rows were broken", err=True)
        sys.exit(SOME_BROKEN)
