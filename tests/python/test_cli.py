"""The command line as a user calls it: every format in and out, broken rows, exit codes, no half files."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

TEXTS = ["الـــرَّقَّة ٢٠١٧", "هاتف 01012345678", "إلى أن 12%"]
KEYS = ["الرقه 2017", "هاتف 01012345678", "الي ان 12%"]


def ibriz(*arguments: object, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Runs the command line."""
    command = [sys.executable, "-m", "ibriz", *map(str, arguments)]
    return subprocess.run(command, input=given, capture_output=True, timeout=120)


def write(path: Path) -> Path:
    """Writes the texts in the format that the suffix says."""
    frame = pd.DataFrame({"id": [1, 2, 3], "text": TEXTS})
    name = path.name.removesuffix(".gz")
    if name.endswith(".txt"):
        data = "\n".join(TEXTS).encode() + b"\n"
    elif name.endswith(".csv"):
        data = frame.to_csv(index=False).encode()
    elif name.endswith(".jsonl"):
        data = frame.to_json(orient="records", lines=True, force_ascii=False).encode()
    else:
        frame.to_parquet(path)
        return path
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def read(path: Path) -> list[str]:
    """The texts in a file."""
    name = path.name.removesuffix(".gz")
    if name.endswith(".parquet"):
        return pq.read_table(path)["text"].to_pylist()
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    if name.endswith(".txt"):
        return text.splitlines()
    if name.endswith(".jsonl"):
        return [json.loads(line)["text"] for line in text.splitlines()]
    import io

    return pd.read_csv(io.StringIO(text))["text"].tolist()


FORMATS = ["a.txt", "a.txt.gz", "a.csv", "a.csv.gz", "a.jsonl", "a.jsonl.gz", "a.parquet"]


@pytest.mark.parametrize("source", FORMATS)
@pytest.mark.parametrize("target", ["b.txt", "b.csv.gz", "b.jsonl", "b.parquet"])
def test_every_format_into_every_other(tmp_path: Path, source: str, target: str) -> None:
    done = ibriz("normalize", write(tmp_path / source), "-o", tmp_path / target)
    assert (done.returncode, done.stderr, done.stdout) == (0, b"", b"")
    assert read(tmp_path / target) == KEYS
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([source, target])


def test_other_columns_stay(tmp_path: Path) -> None:
    done = ibriz("normalize", write(tmp_path / "a.csv"), "--into", "key", "-o", tmp_path / "b.parquet")
    assert done.returncode == 0
    table = pq.read_table(tmp_path / "b.parquet")
    assert table.column_names == ["id", "text", "key"]
    assert table["key"].to_pylist() == KEYS
    assert table["text"].to_pylist() == TEXTS


def test_steps_are_flags() -> None:
    given = "راااائع ٤٠٠٠ https://example.com\n".encode()
    done = ibriz("normalize", "-", "-p", "none", "--repeats", 2, "--digits", "ascii", "--urls", "replace", given=given)
    assert done.stdout.decode() == "راائع 4000 [URL]\n"
    done = ibriz("normalize", "-", "-p", "none", "--diacritics", "remove", given="عَرَبِيّ\n".encode())
    assert done.stdout.decode() == "عربي\n"


def test_a_file_can_be_one_row(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("سطر ١\nسطر ٢\n")
    done = ibriz("extract", path, "--whole-file", "--labels", "cardinal")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["row"], row["value"]) for row in rows] == [(0, "1"), (0, "2")]


def test_the_entity_table(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b.parquet")
    done = ibriz(
        "extract",
        tmp_path / "*.*",
        "--nested",
        "--labels",
        "CARDINAL,PHONE,PERCENT",
        "--region",
        "EG",
        "-o",
        tmp_path / "out.csv",
    )
    assert done.returncode == 0, done.stderr
    table = pd.read_csv(tmp_path / "out.csv", dtype={"value": str})
    assert [Path(f).name for f in table["file"]] == ["a.txt"] * 4 + ["b.parquet"] * 4
    assert table["row"].tolist() == [0, 1, 2, 2] * 2
    assert table["label"].tolist() == ["CARDINAL", "PHONE", "PERCENT", "CARDINAL"] * 2
    assert table["parent"].tolist()[3::4] == [2, 6]
    assert table["value"].tolist()[1] == "+201012345678"
    for _, line in table.iterrows():
        assert TEXTS[line["row"]][line["start"] : line["end"]] == line["text"]


def test_a_profile(tmp_path: Path) -> None:
    """What is in a column is shown, or written as a table."""
    path = write(tmp_path / "a.csv")
    shown = ibriz("profile", path)
    assert shown.returncode == 0
    lines = shown.stdout.decode().splitlines()
    assert lines[0].startswith("3 rows, 0.0 MB; preset 'search': ")
    assert ibriz("profile", path, "-o", tmp_path / "found.jsonl").returncode == 0
    found = [json.loads(line) for line in (tmp_path / "found.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {line["feature"]: line["rows"] for line in found}["ascii_digits"] == 2
    assert ibriz("profile", path, "-o", tmp_path / "found.txt").returncode == 2
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    assert ibriz("profile", tmp_path / "empty.txt").stdout.startswith(b"0 rows")


def test_rows_are_counted_across_batches(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["x"] * 30_000 + ["12%"]}), path)
    done = ibriz("extract", path)
    assert json.loads(done.stdout)["row"] == 30_000


def test_broken_rows_are_told_and_the_others_go_on(tmp_path: Path) -> None:
    lines = tmp_path / "a.txt"
    lines.write_bytes("إلى\n".encode() + b"\xff\xfe\n" + "أن\n".encode())
    done = ibriz("normalize", lines)
    assert done.returncode == 1
    assert done.stdout.decode() == "الي\n\nان\n"
    assert f"{lines}:2: not UTF-8 at byte 0" in done.stderr.decode()
    assert "1 of 3 rows were broken" in done.stderr.decode()

    objects = tmp_path / "a.jsonl"
    objects.write_text('{"text": "إلى"}\n{oops\n[1]\n{"other": 1}\n{"text": "أن"}\n')
    done = ibriz("normalize", objects)
    assert done.returncode == 1
    assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == ["الي", None, None, None, "ان"]
    assert f"{objects}:2: no JSON" in done.stderr.decode()

    fields = tmp_path / "a.csv"
    fields.write_bytes("id,text\n1,إلى\n2,a,b\n3,".encode() + b"\xff\n" + "4,أن\n".encode())
    done = ibriz("normalize", fields)
    assert done.returncode == 1
    assert done.stdout.decode().splitlines()[1:] == ['"1","الي"', ",", '"3",', '"4","ان"']
    assert f"{fields}:3: 3 fields, where 2 were expected" in done.stderr.decode()
    assert f"{fields}:4: not UTF-8" in done.stderr.decode()


def test_what_is_not_understood_is_exit_2_and_says_why(tmp_path: Path) -> None:
    csv, parquet, twice = write(tmp_path / "a.csv"), write(tmp_path / "a.parquet"), tmp_path / "b.csv"
    twice.write_text("a,a\nأ,ب\n", encoding="utf-8")
    for arguments, says in [
        (["normalize", tmp_path / "none.txt"], "no such file"),
        (["normalize", csv, "--preset", "serach"], "unknown preset 'serach'"),
        (["normalize", csv, "--digits", "asci"], "'asci' is not one of"),
        (["normalize", csv, "--column", "body"], "no column 'body'; the columns are: id, text"),
        (["extract", csv, "--labels", "PHON"], "unknown label 'PHON'"),
        (["extract", csv, "-o", tmp_path / "x.txt"], "entity table"),
        (["normalize", csv, "-o", tmp_path / "x.doc"], "suffix"),
        (["normalize", csv, "-o", tmp_path / "no" / "x.csv"], "no directory"),
        (["normalize", parquet, "--column", "id"], "not text"),
        (["normalize", twice, "--column", "a"], "two columns are named 'a'"),
    ]:
        done = ibriz(*arguments)
        assert done.returncode == 2, done.stderr
        assert says in done.stderr.decode()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "a.parquet", "b.csv"]


def test_no_half_file_is_left(tmp_path: Path) -> None:
    good, output = write(tmp_path / "a.parquet"), tmp_path / "out.jsonl"
    output.write_text("before\n")
    broken = tmp_path / "b.parquet"
    broken.write_bytes(good.read_bytes()[:-20])
    done = ibriz("normalize", good, broken, "-o", output)
    assert done.returncode == 2
    assert output.read_text() == "before\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.parquet", "b.parquet", "out.jsonl"]


def test_ctrl_c_leaves_no_half_file(tmp_path: Path) -> None:
    big, output = tmp_path / "a.txt", tmp_path / "out.jsonl"
    big.write_text((TEXTS[0] * 30 + "\n") * 300_000)
    command = [sys.executable, "-m", "ibriz", "normalize", str(big), "-o", str(output)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    while not any(path.name.startswith(".out") and path.stat().st_size for path in tmp_path.iterdir()):
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 130
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_reader_that_has_enough_is_no_error(tmp_path: Path) -> None:
    big = tmp_path / "a.txt"
    big.write_text((TEXTS[0] + "\n") * 300_000)
    process = subprocess.Popen(
        [sys.executable, "-m", "ibriz", "normalize", str(big)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline().decode() == KEYS[0] + "\n"
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=60) == 0


def test_memory_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    table = pa.table({"text": [TEXTS[0] * 40] * 20_000})
    with pq.ParquetWriter(path, table.schema, compression="snappy") as writer:
        for _ in range(20):
            writer.write_table(table)
    script = (
        "import resource, subprocess, sys; subprocess.run([sys.executable, '-m', 'ibriz', *sys.argv[1:]], check=True);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    )
    command = [sys.executable, "-c", script, "normalize", str(path), "-o", str(tmp_path / "out.parquet")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert pq.ParquetFile(tmp_path / "out.parquet").metadata.num_rows == 400_000
    # Some 550 MB of text.
    assert int(done.stdout) < 500


def test_info_and_help() -> None:
    assert b"social" in ibriz("info").stdout
    text = ibriz("normalize", "--help").stdout.decode()
    assert "--alef-maqsura" in text
    assert "U+0640" in text


def test_without_its_libraries_it_says_what_to_install() -> None:
    code = "import sys; sys.modules['click'] = None; from ibriz.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=dict(os.environ))
    assert done.returncode == 2
    assert "pip install 'ibriz[cli]'" in done.stderr
