"""Builds the table by which `ligatures="repair"` tells a ligature of lam that was turned round from two letters.

    python -m ibriz.training.ligatures words.txt contexts.tsv

`words.txt` has a word at the beginning of each line, as CoNLL files have; `.xz` is unpacked. For each letter that
forms a ligature with a lam before it, the table says by the letters around the two which order is the more frequent
one: three letters on each side, else two, else one. A context is written down if it says otherwise than the shorter
one; where there is none, the lam comes last.
"""

from __future__ import annotations

import lzma
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTNERS = "\u0627\u0623\u0625\u0622\u0645\u062d\u062c\u062e"
"""Alef with and without hamza and madda; meem, hah, jeem, khah."""
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
    """Every such letter beside a lam: which, where the pair begins, and whether the lam comes first."""
    for at, (a, b) in enumerate(zip(word, word[1:], strict=False)):
        if a == LAM and b in PARTNERS:
            yield b, at, True
        elif a in PARTNERS and b == LAM:
            yield a, at, False


def context(word: str, at: int, partner: str, width: int) -> Context:
    """The letters around a pair, `^` before and `$` behind the word."""
    before, after = "^" * width + word[:at], word[at + 2 :] + "$" * width
    return partner, before[-width:], after[:width]


def table(counts: Counter[str]) -> dict[Context, bool]:
    """Whether the lam comes first, by context; shortest contexts first, so that longer ones see what they add."""
    found: dict[Context, bool] = {}
    for width in reversed(WIDTHS):
        seen: defaultdict[Context, list[int]] = defaultdict(lambda: [0, 0])
        for word, count in counts.items():
            for partner, at, lam_first in places(word):
                seen[context(word, at, partner, width)][lam_first] += count
        for (partner, before, after), (lam_last, lam_first) in seen.items():
            shorter = [(partner, before[-n:], after[:n]) for n in range(width - 1, 0, -1)]
            expected = next((found[key] for key in shorter if key in found), False)
            if lam_last + lam_first >= FEWEST and (lam_first > lam_last) != expected:
                found[partner, before, after] = lam_first > lam_last
    return found


def main(source: str, target: str) -> None:
    """Writes the table of a file of words."""
    lines = [
        f"{before}\t{partner}\t{after}\t{'first' if lam_first else 'last'}\n"
        for (partner, before, after), lam_first in sorted(table(words(Path(source))).items())
    ]
    Path(target).write_text("before\tpartner\tafter\tlam\n" + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
