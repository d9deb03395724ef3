"""Builds the tables of `ligatures="repair"`: which ligatures of lam were turned round, and which alef a lost one had.

    python -m ibriz.training.ligatures words.txt contexts.tsv alefs.tsv

`words.txt` has a word at the beginning of each line, as CoNLL files have; `.xz` is unpacked. For each letter that
forms a ligature with a lam before it, the table says by the letters around the two which order is the more frequent
one: three letters on each side, else two, else one. A context is written down if it says otherwise than the shorter
one; where there is none, the lam comes last. The second table says in the same way which alef a lam-alef between such
letters has; where there is none, it is the bare one.
"""

from __future__ import annotations

import itertools
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
    unpack = lzma.open if path.suffix == ".xz" else open
    with unpack(path, "rt", encoding="utf-8") as lines:
        first = (line.split(maxsplit=1)[0] for line in lines if line.strip())
        return Counter("".join(c for c in word if "\u0621" <= c <= "\u064a" and c != "\u0640") for word in first)


def places(word: str) -> Iterator[tuple[str, int, bool]]:
    """Every such letter beside a lam: which, where the pair begins, and whether the lam comes first."""
    for at, (a, b) in enumerate(itertools.pairwise(word)):
        if a == LAM and b in PARTNERS:
            yield b, at, True
        elif a in PARTNERS and b == LAM:
            yield a, at, False


def context(word: str, at: int, partner: str, width: int) -> Context:
    """The letters around a pair, `^` before and `$` behind the word."""
    before, after = "^" * width + word[:at], word[at + 2 :] + "$" * width
    return partner, before[-width:], after[:width]


def table(counts: Counter[str]) -> dict[Context, str]:
    """Whether the lam comes `first` or `last`, by context."""
    seen: defaultdict[Context, Counter[str]] = defaultdict(Counter)
    for word, count in counts.items():
        for partner, at, lam_first in places(word):
            for width in WIDTHS:
                seen[context(word, at, partner, width)]["first" if lam_first else "last"] += count
    return pruned(seen, "last")


def alefs(counts: Counter[str]) -> dict[Context, str]:
    """The alef of a lam-alef, by context."""
    seen: defaultdict[Context, Counter[str]] = defaultdict(Counter)
    for word, count in counts.items():
        for partner, at, lam_first in places(word):
            if lam_first and partner in PARTNERS[:4]:
                for width in WIDTHS:
                    seen[context(word, at, "", width)][partner] += count
    return pruned(seen, PARTNERS[0])


def pruned(seen: dict[Context, Counter[str]], default: str) -> dict[Context, str]:
    """The most frequent answer of each context, where it is not that of the shorter one."""
    found: dict[Context, str] = {}
    for key, answers in sorted(seen.items(), key=lambda item: len(item[0][1])):
        partner, before, after = key
        shorter = [(partner, before[-n:], after[:n]) for n in range(len(before) - 1, 0, -1)]
        expected = next((found[key] for key in shorter if key in found), default)
        answer, count = answers.most_common(1)[0]
        if sum(answers.values()) >= FEWEST and answer != expected and count * 2 > sum(answers.values()):
            found[key] = answer
    return found


def main(source: str, contexts: str, lost: str) -> None:
    """Writes the tables of a file of words."""
    counts = words(Path(source))
    turned = [f"{before}\t{partner}\t{after}\t{lam}" for (partner, before, after), lam in sorted(table(counts).items())]
    write(Path(contexts), "before\tpartner\tafter\tlam", turned)
    missing = [f"{before}\t{after}\t{alef}" for (_, before, after), alef in sorted(alefs(counts).items())]
    write(Path(lost), "before\tafter\talef", missing)


def write(target: Path, head: str, lines: list[str]) -> None:
    """Writes a table, sorted, so that it can be compared."""
    target.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
