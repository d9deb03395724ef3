"""The presets that bear a peer's name give what the peer gives, and docs/presets.md shows what presets give.

`python tests/python/test_presets.py` writes the page anew.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

import ibriz
from vectors import DATA, escaped, unescaped

PAGE = Path(__file__).parents[2] / "docs" / "presets.md"
PEERS = [
    tuple(map(unescaped, line.split("\t")))
    for line in (DATA / "peers.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
TELLING = [
    (unescaped(line.split("\t")[0]), line.split("\t")[1])
    for line in (DATA / "telling.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize("preset", sorted({preset for preset, _, _ in PEERS}))
def test_columns_give_what_the_peer_gives(preset: str) -> None:
    texts = [text for name, text, _ in PEERS if name == preset]
    expected = [result for name, _, result in PEERS if name == preset]
    assert ibriz.normalize(texts, preset) == expected
    assert ibriz.normalize(pa.array(texts), preset).to_pylist() == expected
    assert [ibriz.Normalizer(preset).align(text).text for text in texts] == expected


def test_steps_come_after_the_peer() -> None:
    assert ibriz.normalize("مُستشفى ٤٠", "pyarabic", digits="ascii") == "مستشفا 40"
    assert ibriz.normalize("مُستشفى ٤٠", "none", peer="lucene", alef_maqsura="alef") == "مستشفي 40"
    assert [step[:2] for step in ibriz.Normalizer("camel", digits="ascii").steps] == [
        ("peer", "camel"),
        ("digits", "ascii"),
    ]


def test_a_peer_aligns_with_the_original() -> None:
    text = "قَالَ الوزيرُ: http://a.com"
    aligned = ibriz.Normalizer("arabert").align(text)
    start = aligned.text.index("الوزير")
    assert text[slice(*aligned.to_original(start, start + 6))] == "الوزيرُ"


def cell(text: str) -> str:
    shown = escaped(text).replace("|", "\\|").replace("`", "\\`")
    return f"`{shown}`" if shown.strip() == shown and shown else "(nothing)" if not shown else f"`{shown}`"


def strings() -> str:
    parts = []
    for text, about in TELLING:
        results: dict[str, list[str]] = {}
        for preset in ibriz.presets():
            results.setdefault(ibriz.normalize(text, preset), []).append(preset)
        lines = [f"| {cell(result)} | {', '.join(presets)} |" for result, presets in results.items()]
        parts.append(
            f"**{about[0].upper() + about[1:]}**: {cell(text)}\n\n| result | presets |\n|---|---|\n" + "\n".join(lines)
        )
    return "\n\n".join(parts)


def with_strings(page: str) -> str:
    begin, end = "<!-- strings -->\n", "<!-- /strings -->"
    before, rest = page.split(begin)
    return before + begin + strings() + "\n" + end + rest.split(end)[1]


def test_the_page_says_what_the_library_does() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_strings(page), "python tests/python/test_presets.py writes the page anew"


if __name__ == "__main__":
    PAGE.write_text(with_strings(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
