"""Builds the table by which `lam_alef="repair"` tells a lam-alef that was turned round from an alef and a lam.

    python -m ibriz.training.lam_alef words.txt contexts.tsv

`words.txt` has a word at the beginning of each line, as CoNLL files have; `.xz` is unpacked. For each alef beside a lam
the table says by the letters around them which order is the more frequent one: three letters on each side, else two,
else one. A context is written down if it says otherwise than the shorter one, and `ال` where there is none.
"""

from __future__ import annotations

import lzma
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ALEFS = "\u0627\u0623\u0625\u0622"
LAM = "\u0644"
WIDTHS = (3, 2, 1)
FEWEST = 3
"""How often a context has to be met to count."""

Context = tuple[str, str, str]


def words(path: Path) -> Counter[str]:
    """The words of a file with how often each is met, their letters only."""
    opened = lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8")
    with opened as lines:
        first = (line.split(maxsplit=1)[0] for line in lines if line.strip())
        return Counter("".join(c for c in word if "\u0621" <= c <= "\u064a" and c != "\u0640") for word in first)


def places(word: str) -> Iterator[tuple[str, int, bool]]:
    """Every alef beside a lam: which alef, where the pair begins, and whether the lam comes first."""
    for at, (a, b) in enumerate(zip(word, word[1:], strict=False)):
        if a == LAM and b in ALEFS:
            yield b, at, True
        elif a in ALEFS and b == LAM:
            yield a, at, False


def context(word: str, at: int, alef: str, width: int) -> Context:
    """The letters around a pair, `^` before and `$` behind the word."""
    before, after = "^" * width + word[:at], word[at + 2 :] + "$" * width
    return alef, before[-width:], after[:width]


def table(counts: Counter[str]) -> dict[Context, bool]:
    """Whether the lam comes first, by context; shortest contexts first, so that longer ones see what they add."""
    found: dict[Context, bool] = {}
    for width in reversed(WIDTHS):
        seen: defaultdict[Context, list[int]] = defaultdict(lambda: [0, 0])
        for word, count in counts.items():
            for alef, at, lam_first in places(word):
                seen[context(word, at, alef, width)][lam_first] += count
        for (alef, before, after), (alef_first, lam_first) in seen.items():
            shorter = [(alef, before[-n:], after[:n]) for n in range(width - 1, 0, -1)]
            expected = next((found[key] for key in shorter if key in found), False)
            if alef_first + lam_first >= FEWEST and (lam_first > alef_first) != expected:
                found[alef, before, after] = lam_first > alef_first
    return found


def main(source: str, target: str) -> None:
    """Writes the table of a file of words."""
    lines = [
        f"{before}\t{alef}\t{after}\t{'lam' if lam_first else 'alef'}\n"
        for (alef, before, after), lam_first in sorted(table(words(Path(source))).items())
    ]
    Path(target).write_text("before\talef\tafter\tfirst\n" + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
