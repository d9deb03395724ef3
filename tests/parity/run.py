"""`make parity`: every preset that bears a peer's name beside the peer itself, on the same texts.

    python tests/parity/run.py [--texts DIR] [--cases FILE] [--peers NAMES] [--random N]

Each peer is installed in an environment of its own under `.envs`, in the version that the preset names, and run on the
sample articles, on the rows of the .txt files of DIR, on N random strings, and on the inputs of FILE (JSON lines with
`peer`, `function`, `input` and `expected`), whose expected outputs count, too. A peer that needs a newer Python than
there is, and Lucene without Java or its files (Debian: liblucene8-java and default-jdk-headless), are compared by the
pairs of FILE alone. Ends with 1 if any text differs.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

from peers import PEERS, Peer, from_line, to_line

import ibriz

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
# What random strings are made of: one of these, then a few of its characters.
ALPHABETS = [
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىةٱ",
    "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0656\u0670\u06d6\u06dd\u06e9\u0640\u0610",
    "".join(map(chr, range(0x0600, 0x0700))),
    "".join(map(chr, [*range(0xFB50, 0xFE00), *range(0xFE70, 0xFF00)])),
    "".join(map(chr, range(0x20, 0x7F))),
    "abcwhtps:/.@-_#&;<>=?%+~ ",
    "".join(map(chr, [*range(0x80, 0x250), *range(0x2000, 0x2070), 0xFEFF, 0xFFFD])),
    " \t\n\r\x0b\x0c\x1c\x1f\x85\xa0\u2028\u3000",
    "\U0001f600\U0001f468\u200d\U0001f469\ufe0f\u20e3\U0001f1f8\U0001f1e6\U0001f3fb\u2764",
]
PIECES = [
    "http://",
    "https://www.",
    "www.",
    ".com",
    "a.org/x?y=1",
    "me@host.net",
    "@user",
    "#tag",
    "&amp;",
    "&copy",
    "&#1593;",
    "&#x41",
    "<br />",
    "<b>",
    "</p>",
    "123",
    "٤٥٦",
    "اً",
    "ًا",
    "ههههه",
    "لل",
    "!!!",
    "ـــ",
    "﷼",
    "﷽",
    "ﷺ",
    "ﻻ",
]


def main() -> None:
    """Compares all peers and prints a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--cases", type=Path)
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--random", type=int, default=20_000)
    options = parser.parse_args()
    texts = rows(options.texts) + random_texts(options.random)
    cases = read_cases(options.cases)
    differing = 0
    for name in options.peers.split(","):
        differing += compare(name, PEERS[name], texts, cases.get(name, []))
    sys.exit(1 if differing else 0)


def compare(name: str, peer: Peer, texts: list[str], cases: list[tuple[str, str]]) -> int:
    """Compares one peer, prints what came of it, and returns how many texts differ."""
    normalize = ibriz.Normalizer(name)
    pairs = list(cases)
    command = environment(name, peer)
    if command is not None:
        pairs += zip(texts, outputs(command, texts), strict=True)
    wrong = [(text, expected, normalize(text)) for text, expected in pairs if normalize(text) != expected]
    aligned = sum(normalize.align(text).text != expected for text, expected in pairs[:5_000])
    beside = "beside the peer itself" if command is not None else "by known pairs alone"
    print(f"{name:16} {len(pairs):7,} texts {beside}: {len(wrong)} differ, aligned {aligned}")
    for text, expected, got in wrong[:3]:
        print(f"    of       {text[:150]!a}\n    expected {expected[:150]!a}\n    got      {got[:150]!a}")
    return len(wrong) + aligned


def environment(name: str, peer: Peer) -> list[str | Path] | None:
    """What runs the peer in an environment of its own, made if need be; None if it cannot be had."""
    if peer.jars:
        return java_environment(name, peer)
    base = python_for(peer)
    if base is None:
        return None
    folder = HERE / ".envs" / name
    python, stamp = folder / "bin" / "python", folder / "requirements.txt"
    wanted = "\n".join([*peer.requirements, "--", *peer.alone])
    if not stamp.exists() or stamp.read_text() != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.check_call([base, "-m", "venv", folder])
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        if peer.requirements:
            subprocess.check_call([*install, *peer.requirements])
        if peer.alone:
            subprocess.check_call([*install, "--no-deps", *peer.alone])
        stamp.write_text(wanted)
    return [python, HERE / "peers.py", name]


def java_environment(name: str, peer: Peer) -> list[str | Path] | None:
    """The same for a peer in Java, whose files lie under `.envs` or where Debian puts them."""
    java = shutil.which("java")
    for folder in (HERE / ".envs" / name, Path("/usr/share/java")):
        jars = [path for pattern in peer.jars for path in sorted(folder.glob(pattern))[:1]]
        if java is not None and len(jars) == len(peer.jars):
            return [java, "-cp", os.pathsep.join(map(str, jars)), HERE / "Lucene.java"]
    return None


def python_for(peer: Peer) -> str | None:
    """A Python that is new enough for the peer."""
    if sys.version_info[:2] >= peer.python:
        return sys.executable
    for minor in range(peer.python[1], peer.python[1] + 4):
        found = shutil.which(f"python3.{minor}")
        if found and subprocess.run([found, "-c", ""], capture_output=True, check=False).returncode == 0:
            return found
    return None


def outputs(command: list[str | Path], texts: list[str]) -> list[str]:
    """What the peer that a command runs makes of the texts."""
    given = "".join(f"{to_line(text)}\n" for text in texts)
    run = subprocess.run(command, input=given, stdout=subprocess.PIPE, check=True, text=True)
    return [from_line(line) for line in run.stdout.split("\n")[:-1]]


def rows(folder: Path | None) -> list[str]:
    """The sample articles and the rows of the text files of a folder."""
    with (ROOT / "tests" / "demo" / "articles.csv").open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    for path in sorted(folder.glob("*.txt")) if folder else []:
        texts += path.read_text(encoding="utf-8").split("\n")
    return texts


def random_texts(count: int) -> list[str]:
    """Random strings, the same each time."""
    source = random.Random(7)
    texts = [""]
    while len(texts) < count:
        parts = []
        for _ in range(source.randint(1, 9)):
            kind = source.random()
            if kind < 0.25:
                parts.append(source.choice(PIECES))
            elif kind < 0.3:
                parts.append(chr(source.choice([source.randrange(0x20, 0xD800), source.randrange(0xE000, 0x10000)])))
            else:
                parts.append("".join(source.choices(source.choice(ALPHABETS), k=source.randint(1, 6))))
        texts.append("".join(parts))
    return texts


def read_cases(path: Path | None) -> dict[str, list[tuple[str, str]]]:
    """The pairs of a file by preset."""
    presets = {case: name for name, peer in PEERS.items() for case in peer.cases}
    cases: dict[str, list[tuple[str, str]]] = {}
    for line in path.read_text(encoding="utf-8").split("\n") if path else []:
        if not line:
            continue
        case = json.loads(line)
        options = case.get("options") or {}
        plain = not options or "see" in options or case["function"] == "normalize"
        key = (case["peer"], case["function"], options.get("profile"))
        # Half a surrogate pair is no text.
        whole = not any("\ud800" <= c <= "\udfff" for c in case["input"])
        if plain and whole and key in presets and not set(options) - {"see", "profile"}:
            cases.setdefault(presets[key], []).append((case["input"], case["expected"]))
    return cases


if __name__ == "__main__":
    main()
