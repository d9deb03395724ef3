"""Forked children work, Ctrl-C is answered, huge rows and missing libraries do no harm."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time

import pyarrow as pa
import pytest

import ibriz

TEXT = "الـــرَّقَّة ٢٠١٧ مدينة على الفرات، هاتف +963 944 123 456. "


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs Python code in a process of its own."""
    environment = os.environ | environment
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, timeout=120, env=environment
    )


def test_a_forked_child_works_while_its_parent_is_busy() -> None:
    rows = [TEXT * 20] * 2000
    expected = ibriz.normalize(rows[0])
    busy = True

    def work() -> None:
        while busy:
            ibriz.normalize(rows)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        for _ in range(20):
            child = os.fork()
            if child == 0:
                signal.alarm(20)
                result = ibriz.normalize(rows)
                found = ibriz.extract(rows[:50])
                os._exit(0 if result[-1] == expected and len(found[0]) > 0 else 1)
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    finally:
        busy = False
        thread.join()


@pytest.mark.parametrize("threads", ["1", "2"])
@pytest.mark.parametrize(
    "call",
    [
        "ibriz.normalize([TEXT * 50] * 200_000, 'model')",
        "ibriz.normalize([''] * 20_000_000)",
        "ibriz.normalize([('漢' * 40 + ' ') * 90] * 20_000)",
        "ibriz.normalize(pa.array([TEXT * 50] * 200_000), 'model')",
        "ibriz.normalize('\\ufe8d\\u0301<b ' * 20_000_000, 'model')",
        "ibriz.extract([TEXT * 50] * 200_000)",
    ],
    ids=["list", "empty strings", "words without a table", "arrow", "one huge string", "entities"],
)
def test_ctrl_c_is_answered(call: str, threads: str) -> None:
    code = f"""
    import os, signal, threading, time
    import ibriz
    import pyarrow as pa
    TEXT = {TEXT!r}
    rows = None
    real = {{"normalize": ibriz.normalize, "extract": ibriz.extract}}
    sent = []
    def interrupt():
        time.sleep(0.3)
        sent.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGINT)
    def timed(name):
        def call(*args):
            threading.Thread(target=interrupt).start()
            return real[name](*args)
        return call
    ibriz.normalize, ibriz.extract = timed("normalize"), timed("extract")
    try:
        {call}
    except KeyboardInterrupt:
        print("answered", time.monotonic() - sent[0])
        os._exit(0)
    print("not interrupted")
    os._exit(1)
    """
    done = run(code, IBRIZ_NUM_THREADS=threads)
    assert done.stdout.startswith("answered"), done.stdout + done.stderr
    # 200 ms are promised; a machine that does other things besides gets the same again.
    assert float(done.stdout.split()[1]) < 0.6


def test_threads_of_python_do_not_wait_for_each_other() -> None:
    rows = [TEXT * 10] * 500
    expected = ibriz.normalize(rows)
    results: list[bool] = []
    threads = [threading.Thread(target=lambda: results.append(ibriz.normalize(rows) == expected)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 8


def test_lists_of_a_millisecond_do_not_keep_other_threads_waiting() -> None:
    rows = [TEXT * 20] * 250
    wakes = 0
    busy = True

    def wake() -> None:
        nonlocal wakes
        while busy:
            time.sleep(0.001)
            wakes += 1

    thread = threading.Thread(target=wake)
    thread.start()
    try:
        end = time.monotonic() + 2
        while time.monotonic() < end:
            ibriz.normalize(rows)
    finally:
        busy = False
        thread.join()
    # Some 300 are usual; where each list let others in for a moment, there were 2.
    assert wakes > 20


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_no_library_is_needed(library: str) -> None:
    code = f"""
    import sys
    for blocked in ({library!r}, "numpy" if {library!r} != "pyarrow" else "pyarrow"):
        sys.modules[blocked] = None
    import ibriz
    assert ibriz.normalize(["إلى", None]) == ["الي", None]
    assert ibriz.extract("12%").entities[0].value == "12"
    print("done")
    """
    done = run(code)
    assert done.stdout == "done\n", done.stderr


def test_pandas_without_pyarrow() -> None:
    code = """
    import sys
    sys.modules["pyarrow"] = None
    import pandas as pd
    import ibriz
    for dtype in ("str", object, "category", "string[python]"):
        series = pd.Series(["إلى", None, "12%"], dtype=dtype, index=[5, 6, 7], name="n")
        result = ibriz.normalize(series)
        assert result.tolist()[0] == "الي" and result.name == "n" and result.isna().tolist() == [False, True, False]
        table = series.ibriz.entities(nested=True)
        assert table["value"].tolist() == ["12", "12"] and table.index.tolist() == [7, 7], table
    print("done")
    """
    done = run(code)
    assert done.stdout == "done\n", done.stderr


@pytest.mark.parametrize("order", [("ibriz", "pandas", "polars"), ("pandas", "polars", "ibriz")])
def test_accessors_are_there_in_whichever_order_one_imports(order: tuple[str, ...]) -> None:
    imports = "\n    ".join(f"import {name}" for name in order)
    code = f"""
    {imports}
    assert pandas.Series(["إلى"]).ibriz.normalize().tolist() == ["الي"]
    assert polars.Series(["إلى"]).ibriz.normalize().to_list() == ["الي"]
    print("done")
    """
    done = run(code)
    assert done.stdout == "done\n", done.stderr


def test_importing_ibriz_imports_no_frame_library() -> None:
    done = run("import sys, ibriz; print(sorted({'pandas', 'polars', 'pyarrow', 'numpy'} & sys.modules.keys()))")
    assert done.stdout == "[]\n", done.stderr


@pytest.mark.parametrize(
    "text",
    [
        "ب" + "\u064e\u0651" * 5_000_000,
        "a" + "\u0301" * 3_000_000,
        "<" * 2_000_000,
        "@" * 2_000_000,
        "1." * 1_000_000,
        "www." * 500_000,
        "\ufe8e" * 1_000_000,
        "#" + "ا" * 2_000_000,
    ],
    ids=["marks", "accents", "tags", "signs", "digits", "domains", "forms", "letters"],
)
def test_hostile_rows_take_linear_time(text: str) -> None:
    begun = time.perf_counter()
    for preset in ("minimal", "search", "social"):
        ibriz.normalize(text, preset)
    ibriz.extract(text, nested=True)
    assert time.perf_counter() - begun < 20


@pytest.mark.parametrize(
    "part",
    [
        "\u064b", "ا\u064b", "\u200c\u064e", "ب\u200c", "\u202b", "\u202b\u202a \u202c",
        "\u202bا\u202a ،\u202cب\u202c", "األ", "األ ", "املدينة ", "ﺑ ", "ﺑ ا ", "ا ل ", "ا  ل ", "ا  ل\n", "Ø§", "Ø ",
        "Øا", "ط§ ", "ÇáÓ ", "é", ") ", "ةيملاعلا ", "ة\u064b \u064b",
    ],
)  # fmt: skip
def test_hostile_rows_are_repaired_in_linear_time(part: str) -> None:
    steps = {"tanween_alef": "remove", "joiners": "unneeded", "farsi_yeh": "maqsura_final"}
    text = part * (400_000 // len(part))
    begun = time.perf_counter()
    for normalizer in (ibriz.Normalizer("pdf", **steps), ibriz.Normalizer("search")):
        aligned = normalizer.align(text)
        assert aligned.text == normalizer(text)
        for at in range(0, len(aligned.text), 20_000):
            aligned.to_original(at, at + 1)
    ibriz.profile([text])
    assert time.perf_counter() - begun < 20


def test_a_row_of_two_hundred_megabytes() -> None:
    row = TEXT * (200_000_000 // len(TEXT.encode()))
    result = ibriz.normalize(pa.array([row, "إلى"], pa.large_string()))
    assert result[1].as_py() == "الي"
    assert result[0].as_py().startswith("الرقه 2017 مدينه")
