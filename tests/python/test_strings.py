"""Strings of every kind that Python has, in and out: one, two and four bytes a character, and lone surrogates."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ibriz

TATWEEL = "\u0640"

KINDS = [
    st.characters(max_codepoint=0x7F),
    st.characters(max_codepoint=0xFF),
    st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
    st.characters(max_codepoint=0xFFFF),
    st.characters(),
    st.characters(categories=["Cs"]),
]

TEXTS = st.lists(st.one_of(KINDS), max_size=120).map("".join) | st.one_of(*(st.text(kind) for kind in KINDS))

strip = ibriz.Normalizer("none", tatweel="remove")


def expected(text: str) -> str:
    """What is left without tatweel, with U+FFFD for each lone surrogate."""
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text if c != TATWEEL)


@given(TEXTS)
def test_strings_come_out_as_python_would_make_them(text: str) -> None:
    wanted = expected(text)
    for result in (strip(TATWEEL + text), strip(text + TATWEEL), *strip([TATWEEL + text, text + TATWEEL])):
        assert result == wanted
        assert hash(result) == hash(wanted)
        assert sys.getsizeof(result) == sys.getsizeof("".join(list(wanted)))
        assert result.encode() == wanted.encode()


@given(st.lists(TEXTS | st.none(), max_size=20))
def test_lists_of_mixed_kinds_are_what_single_strings_are(texts: list[str | None]) -> None:
    assert strip(texts) == [None if text is None else expected(text) for text in texts]


class Word(str):
    """A subclass, as ElementTree and BeautifulSoup have them."""


@pytest.mark.parametrize("text", ["abc", "caf\xe9", "\u0628\u0640\u0628", "\u0628\u0640😀"])
def test_subclasses_of_str_are_strings(text: str) -> None:
    assert strip(Word(text)) == expected(text)
    assert strip([Word(text)]) == [expected(text)]


@pytest.mark.parametrize("character", ["a", "\xe9", "\u0628", "😀"])
@pytest.mark.parametrize("length", [0, 1, 31, 32, 33, 63, 64, 65, 1000, 300_000])
def test_every_length(character: str, length: int) -> None:
    assert strip(character * length + TATWEEL) == character * length
    assert strip(TATWEEL + character * length + "\u0628") == character * length + "\u0628"
