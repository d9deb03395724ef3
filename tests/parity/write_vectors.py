"""Writes `tests/data/peers.tsv`: what the peers make of the strings of `telling.tsv` and of the pieces of random texts.

    python tests/parity/write_vectors.py

Needs what `make parity` needs, and all of the peers.
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

from peers import PEERS
from run import PIECES, environment, outputs, random_texts

sys.path.insert(0, str(Path(__file__).parents[1] / "python"))

from vectors import escaped, unescaped

DATA = Path(__file__).parent.parent / "data" / "peers.tsv"
TELLING = DATA.with_name("telling.tsv")


def telling() -> list[str]:
    """The strings."""
    lines = [line for line in TELLING.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [unescaped(line.split("\t")[0]) for line in lines]


def main() -> None:
    """Runs every peer and writes the lines."""
    texts = telling()
    texts += PIECES + [text for text in random_texts(40) if all(unicodedata.category(c) != "Cn" for c in text)]
    texts = list(dict.fromkeys(text for text in texts if text))
    lines = [
        "# A preset, a text, and what the peer of that name makes of it; written by tests/parity/write_vectors.py."
    ]
    for name, peer in PEERS.items():
        command = environment(name, peer)
        if command is None:
            needs = "Java and its files" if peer.jars else f"Python {peer.python[0]}.{peer.python[1]}"
            sys.exit(f"{name} needs {needs}")
        results = outputs(command, texts)
        lines += ["\t".join((name, escaped(a), escaped(b))) for a, b in zip(texts, results, strict=True)]
    DATA.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
