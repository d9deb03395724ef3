"""The commands and their flags; the flags for steps are made from `ibriz.options()`."""

from __future__ import annotations

import glob
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Literal

import click

import ibriz as core
from ibriz.cli.columns import Source
from ibriz.cli.jobs import Outcome, extract_files, normalize_files, profile_files
from ibriz.cli.read import FORMATS, STDIN

SOME_BROKEN = 1
INTERRUPTED = 130
LEXICON_FORM = "A line is a label, a tab and a name."


def input_options(command: Callable[..., None]) -> Callable[..., None]:
    """What the commands take about their input and output."""
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
def profile(
    inputs: tuple[str, ...], column: str | None, form: str | None, whole_file: bool, output: str | None
) -> None:
    """Show what is in the text of INPUTS, and which preset treats it."""
    sources = [Source(path, form, column, whole_file) for path in files(inputs)]
    finish(lambda: profile_files(sources, output))


def read_lexicon(path: Path) -> dict[str, list[str]]:
    """The names of a file by their label.

    Raises ValueError for a line that is none of its kind.
    """
    names: dict[str, list[str]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        label, tab, name = line.partition("\t")
        if line.strip():
            if not (tab and label.strip() and name.strip()):
                raise ValueError(f"{path}, line {number}: {line!r} is no label and name. {LEXICON_FORM}")
            names.setdefault(label.strip(), []).append(name.strip())
    return names


@ibriz.command()
@input_options
@click.option("-l", "--labels", help="Labels to look for, with commas between them. Default: all there are.")
@click.option("--nested", is_flag=True, help="Entities inside others too, with the line of their parent.")
@click.option("--region", help="The country (ISO 3166) of telephone numbers without a country code.")
@click.option("--names", help="The guideline that names follow: anercorp (the default), aqmar, or none for no model.")
@click.option("--model", type=click.Path(exists=True, dir_okay=False), help="Another model of names (see ibriz train).")
@click.option(
    "--lexicon", type=click.Path(exists=True, dir_okay=False, path_type=Path), help=f"Names of your own. {LEXICON_FORM}"
)
@click.option("--reference", help="When the texts were written: a date (2017-09-15), or the column that says it.")
@click.option("--prefer", type=click.Choice(["past", "future"]), help="Which day «Sunday» or «15 March» is.")
@click.option("--week-start", type=click.Choice(["monday", "sunday", "saturday"]), default="monday", show_default=True)
@click.option("--month-first", is_flag=True, help="Read 3/4/2017 as the fourth of March.")
@click.option(
    "--hijri-method",
    type=click.Choice(["umm_al_qura", "civil"]),
    default="umm_al_qura",
    help="How Hijri days are counted.",
)
def extract(
    inputs: tuple[str, ...],
    column: str | None,
    form: str | None,
    whole_file: bool,
    output: str | None,
    labels: str | None,
    nested: bool,
    region: str | None,
    names: str | None,
    model: str | None,
    lexicon: Path | None,
    reference: str | None,
    prefer: Literal["past", "future"] | None,
    week_start: Literal["monday", "sunday", "saturday"],
    month_first: bool,
    hijri_method: Literal["umm_al_qura", "civil"],
) -> None:
    """Write the entity table of INPUTS: one line for each entity."""
    wanted = None if labels is None else [name.strip() for name in labels.split(",") if name.strip()]
    try:
        listed = read_lexicon(lexicon) if lexicon else None
        date = reference if reference and reference[:1].isdigit() else None
        extractor = core.Extractor(
            wanted,
            nested=nested,
            region=region,
            names=names,
            model=model,
            lexicon=listed,
            reference=date,
            prefer=prefer,
            week_start=week_start,
            day_first=not month_first,
            hijri_method=hijri_method,
        )
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    dates = None if date else reference
    sources = [Source(path, form, column, whole_file, dates) for path in files(inputs)]
    finish(lambda: extract_files(extractor, sources, output))


@ibriz.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The model file to write.")
@click.option("--dev", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Labelled text to hold back.")
@click.option("--epochs", default=12, show_default=True, help="How often to go over the text.")
@click.option("--seed", default=0, show_default=True, help="What chance is drawn from.")
def train(inputs: tuple[Path, ...], output: Path, dev: Path | None, epochs: int, seed: int) -> None:
    """Train a model of names on INPUTS: a word and its label (IOB2) a line, a blank line between sentences.

    It starts from the shipped model; the labels may be any. Needs pip install 'ibriz[train]'.
    """
    try:
        from ibriz.training import own
    except ImportError as error:
        raise click.UsageError(f"training needs more packages: pip install 'ibriz[train]' ({error})") from error
    try:
        own.train(inputs, output, dev=dev, epochs=epochs, seed=seed, report=lambda line: click.echo(line, err=True))
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    if dev:
        click.echo(measured(core.Extractor(None, model=str(output)), [dev]))


@ibriz.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--names", help="The guideline that names follow: anercorp (the default) or aqmar.")
@click.option(
    "--model", type=click.Path(exists=True, dir_okay=False), help="Another model of names than the shipped one."
)
def evaluate(inputs: tuple[Path, ...], names: str | None, model: str | None) -> None:
    """Measure names on INPUTS, labelled as for train.

    Shows precision, recall and F1 of whole entities by label, and what is taken for what.
    """
    try:
        click.echo(measured(core.Extractor(None, names=names, model=model), inputs))
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def measured(extractor: core.Extractor, inputs: Iterable[Path]) -> str:
    """The scores of the names that an extractor finds."""
    from ibriz.training.conll import read_conll
    from ibriz.training.evaluate import evaluate, report

    return report(*evaluate(extractor, [sentence for path in inputs for sentence in read_conll(path)]))


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
