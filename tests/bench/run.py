"""`make bench`: ibriz beside what people use today, on the same texts in the same run.

    python tests/bench/run.py [--texts DIR] [--json FILE] [--rounds N]

Makes an environment of its own under `.envs`, installs the rivals and the wheel that `make` built, and measures in it,
pinned to one core. Each round lets every rival do a whole text once, in an order of its own, so that noise and
temperature meet them alike; the figure is the median round, in MB of UTF-8 of the original a second. DIR holds .txt
files, a row a line; without it the sample articles are used.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import statistics
import subprocess
import sys
import time
import venv
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Job = tuple[Callable[[], Any], Callable[[Any], Any]]

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ENV = HERE / ".envs" / f"py{sys.version_info.major}{sys.version_info.minor}"
INSIDE = "IBRIZ_BENCH_INSIDE"
WAYS = {"str": "str", "list": "list", "arrow": "Arrow", "pandas": "pandas"}


def main() -> None:
    """Prepares the environment, then runs this file again inside it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, help="a folder of .txt files, a row a line")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    if os.environ.get(INSIDE):
        measure(options)
        return
    python = prepare()
    core = str(min(os.sched_getaffinity(0))) if hasattr(os, "sched_getaffinity") else None
    pinned = {"IBRIZ_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
    environment = os.environ | pinned | {INSIDE: core or "-", "TOKENIZERS_PARALLELISM": "false"}
    sys.exit(subprocess.call([python, __file__, *sys.argv[1:]], env=environment))


def prepare() -> str:
    """The Python of an environment with the rivals and the current wheel."""
    python = ENV / "bin" / "python"
    wanted = (HERE / "rivals.txt").read_text()
    stamp = ENV / "rivals.txt"
    if not stamp.exists() or stamp.read_text() != wanted:
        venv.create(ENV, with_pip=True, clear=True)
        pip(python, "-r", HERE / "rivals.txt")
        pip(python, "--no-deps", "camel-tools==1.6.0", "arabert==1.0.1")
        stamp.write_text(wanted)
    wheels = sorted((ROOT / ".venv" / "wheel").glob("*.whl"))
    pip(python, "--no-deps", "--force-reinstall", wheels[-1])
    return str(python)


def pip(python: Path, *arguments: object) -> None:
    """Installs."""
    subprocess.check_call(
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *map(str, arguments)]
    )


def texts(folder: Path | None) -> dict[str, list[str]]:
    """Rows by name of the text."""
    if folder is None:
        with (ROOT / "tests" / "demo" / "articles.csv").open(encoding="utf-8", newline="") as file:
            rows = [row["text"] for row in csv.DictReader(file)]
        return {"sample": rows * 40}
    found = {path.stem: path.read_text(encoding="utf-8").splitlines() for path in sorted(folder.glob("*.txt"))}
    if not found:
        sys.exit(f"no .txt file in {folder}")
    return found


def measure(options: argparse.Namespace) -> None:
    """All figures: printed, and written as JSON."""
    core = os.environ[INSIDE]
    if core != "-":
        os.sched_setaffinity(0, {int(core)})
    import pyarrow as pa

    pa.set_cpu_count(1)
    from rivals import ALIGN, EXTRACT, SEARCH, SOCIAL

    print(f"{options.rounds} rounds, one core, median MB/s of UTF-8; × is ibriz over the best of the others\n")
    figures: list[dict[str, Any]] = []
    for name, rows in texts(options.texts).items():
        size = sum(len(row.encode()) for row in rows) / 1e6
        print(f"{name}: {len(rows):,} rows, {size:.1f} MB")
        for way, title in WAYS.items():
            jobs = {rival: job(ways[way], way, rows) for rival, ways in SEARCH.items() if way in ways}
            report(figures, name, f"search {title} → {title}", rounds(jobs, options.rounds), size)
        for way in ("str", "arrow"):
            jobs = {rival: job(ways[way], way, rows) for rival, ways in SOCIAL.items() if way in ways}
            report(figures, name, f"social {WAYS[way]} → {WAYS[way]}", rounds(jobs, min(3, options.rounds)), size)
        jobs = {title: job(work, "str", rows) for title, work in ALIGN.items()}
        report(figures, name, "search with alignment, str", rounds(jobs, options.rounds), size)
        column = pa.array(rows, pa.large_string())
        memory(figures, name, column, SEARCH["ibriz"]["arrow"], options.rounds)
        jobs = {title: ((lambda column=column: column), extract) for title, extract in EXTRACT.items()}
        report(figures, name, "extraction Arrow → table", rounds(jobs, options.rounds), size)
        figures.append(scaling(name, rows, options.rounds))
        print()
    verdict(figures)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n")


def job(function: Callable[[Any], Any], way: str, rows: list[str]) -> Job:
    """One pass over the rows in the given way: what makes its input, and the pass."""
    # New strings for each pass: one that was read as UTF-8 before keeps that form, and is read at no cost again.
    if way == "str":
        return (lambda: fresh(rows)), (lambda texts: [function(text) for text in texts])
    if way == "list":
        return (lambda: fresh(rows)), function
    import pandas as pd
    import pyarrow as pa

    column: Any = pa.array(rows, pa.large_string()) if way == "arrow" else pd.Series(rows, dtype="str")
    return (lambda: column), function


def fresh(rows: list[str]) -> list[str]:
    """The rows as new objects."""
    return [(row + "x")[:-1] for row in rows]


def rounds(jobs: dict[str, Job], count: int) -> dict[str, list[float]]:
    """Seconds of each job in each round; a round does all of them, in a new order.

    A job is done twice, and the second time counts: the first finds memory as another job left it, and what that has
    given back to the system is asked for again, which can take as long as the job.
    """
    order = list(jobs)
    seconds: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(count):
        random.shuffle(order)
        for name in order:
            source, work = jobs[name]
            work(source())
            texts = source()
            begin = time.perf_counter()
            result = work(texts)
            seconds[name].append(time.perf_counter() - begin)
            del result, texts
    return seconds


def report(figures: list[dict[str, Any]], text: str, task: str, seconds: dict[str, list[float]], size: float) -> None:
    """A line of figures."""
    speeds = {name: size / statistics.median(times) for name, times in seconds.items()}
    rivals = [speed for name, speed in speeds.items() if not name.startswith("ibriz")]
    ours = next(iter(speeds.values()))
    # Rivals without a way into this kind of column go through lists of str, at the speed of their str way.
    ratio = ours / max(rivals) if rivals else None
    figures.append({"text": text, "task": task, "mb_per_second": speeds, "ratio": ratio})
    parts = "  ".join(f"{name} {speed:,.0f}" for name, speed in speeds.items())
    print(f"  {task:26} {f'×{ratio:.1f}' if ratio else '':>6}  {parts}")


def memory(figures: list[dict[str, Any]], text: str, column: Any, search: Callable[[Any], Any], count: int) -> None:
    """Arrow to Arrow beside a copy of the same buffers into memory that is already there."""
    source = memoryview(column.buffers()[2])[: column.nbytes]
    target = bytearray(len(source))

    def copy(buffer: Any) -> None:
        target[:] = buffer

    jobs: dict[str, Job] = {"ibriz": ((lambda: column), search), "memcpy": ((lambda: source), copy)}
    report(figures, text, "search beside memcpy", rounds(jobs, count), len(source) / 1e6)


TWO_CORES = """
import json, sys, time
import pyarrow as pa, ibriz
rows = json.load(sys.stdin)
column = pa.array(rows, pa.large_string())
# Names take a second a MB.
few = column.slice(0, max(1, len(column) * 2_000_000 // max(column.nbytes, 2_000_000)))
many = pa.concat_arrays([column] * (1 + 40_000_000 // column.nbytes))
fastest = []
for job, texts, count in ((ibriz.Normalizer("search"), many, ROUNDS), (ibriz.Extractor(), few, 2)):
    job(texts)
    times = []
    for _ in range(count):
        begin = time.perf_counter(); job(texts); times.append(time.perf_counter() - begin)
    fastest.append(min(times))
print(json.dumps(fastest))
"""


def scaling(text: str, rows: list[str], count: int) -> dict[str, Any]:
    """How much faster two cores are than one, on 40 MB and names on 2 of them: processes of their own, in turn.

    Of each process the fastest of many rounds counts: memory that a machine has not used before, or has given back, can
    take four times as long.
    """
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    program = TWO_CORES.replace("ROUNDS", str(max(30, count)))
    taken: dict[int, list[list[float]]] = {1: [], 2: []}
    for _ in range(3):
        for threads, runs in taken.items():
            done = subprocess.run(
                [sys.executable, "-c", program],
                input=json.dumps(rows),
                env=os.environ | {"IBRIZ_NUM_THREADS": str(threads)},
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
            runs.append(json.loads(done.stdout))
    one, two = ([statistics.median(run) for run in zip(*runs, strict=True)] for runs in taken.values())
    ratios = {"search": one[0] / two[0], "extraction": one[1] / two[1]}
    print("  two cores over one          " + "  ".join(f"{task} ×{ratio:.2f}" for task, ratio in ratios.items()))
    os.sched_setaffinity(0, {int(os.environ[INSIDE])})
    return {"text": text, "task": "two cores over one", "ratios": ratios}


def verdict(figures: list[dict[str, Any]]) -> None:
    """What the project promises, and whether it holds here."""
    best_rival: dict[str, float] = {}
    for figure in figures:
        if figure["task"].startswith("search") and " → " in figure["task"]:
            others = [speed for name, speed in figure["mb_per_second"].items() if name != "ibriz"]
            best_rival[figure["text"]] = max(best_rival.get(figure["text"], 0.0), *others)
    print("Arrow → Arrow over the best rival in whatever way it is fastest:")
    for figure in figures:
        if figure["task"] == "search Arrow → Arrow":
            ratio = figure["mb_per_second"]["ibriz"] / best_rival[figure["text"]]
            figure["over_best_of_all_ways"] = ratio
            print(f"  {figure['text']:28} ×{ratio:.1f}")


if __name__ == "__main__":
    main()
