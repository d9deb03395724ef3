"""Strings of every kind that Python has, in and out: one, two and four bytes a character, and lone surrogates."""

import sys

import pyarrow as pa
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


class Counted(str):
    """A subclass with a length of its own."""

    length: int

    def __len__(self) -> int:
        if self.length < 0:
            raise RuntimeError
        return self.length


@pytest.mark.parametrize("text", ["abc", "caf\xe9", "\u0628\u0640\u0628", "\u0628\u0640😀"])
def test_subclasses_of_str_are_strings(text: str) -> None:
    assert strip(Word(text)) == expected(text)
    assert strip([Word(text)]) == [expected(text)]


@pytest.mark.parametrize("length", [-1, 0, 1, 30])
@pytest.mark.parametrize("text", ["abc", "\u0628\u0640\u0628", "\ufefb\u0640<"])
def test_no_row_takes_the_text_of_another_by_a_length_of_its_own(text: str, length: int) -> None:
    word = Counted(text)
    word.length = length
    longer = "\u0628\u064b<" * 100
    assert strip(word) == expected(text)
    assert strip([longer, word]) == [expected(longer), expected(text)]


@pytest.mark.parametrize("character", ["a", "\xe9", "\u0628", "😀"])
@pytest.mark.parametrize("length", [0, 1, 31, 32, 33, 63, 64, 65, 1000, 300_000])
def test_every_length(character: str, length: int) -> None:
    assert strip(character * length + TATWEEL) == character * length
    assert strip(TATWEEL + character * length + "\u0628") == character * length + "\u0628"


POSTS = st.lists(
    st.one_of(
        st.text("ءأابةطعنوىیک\u064b\u0651\u0640٠٤ab1 ", max_size=8),
        st.text(" \t\n.:/@#&<…“”«»–•❤♥😂👍🏽🇸🇦\ufe0f\u200d\u20e3", max_size=4),
        st.text("‼⁉™ℹ❤\ufe0f\u200d", max_size=4),
        st.text("()«»\uff08\ufe73\ufdc8ﺎﻓﺐ ", max_size=4),
        st.text("\u200c\u200f\u202b\u00a0\u2800\u3164é§\u0301\u0332\u0654ﻻﺎﻓﷺﷲ﴾½™Ⓜ", max_size=3),
        st.sampled_from(["http://t.co/ab", "a.b@c.com", "www.x.com", "&amp;", "<b>", "1\ufe0f\u20e3", "طھظ…"]),
    ),
    max_size=8,
).map("".join)


@given(st.lists(POSTS, min_size=1, max_size=5))
@pytest.mark.parametrize("preset", ["search", "minimal", "social"])
def test_posts_are_the_same_by_string_list_and_arrow(preset: str, posts: list[str]) -> None:
    normalizer = ibriz.Normalizer(preset)
    by_string = [normalizer(post) for post in posts]
    assert [normalizer(post) for post in by_string] == by_string
    assert normalizer(posts) == by_string
    assert normalizer(pa.array(posts)).to_pylist() == by_string


def test_calls_of_every_shape_are_the_same_the_first_time_and_later() -> None:
    normalizer = ibriz.Normalizer("search")
    for _ in range(2):
        assert normalizer("\u0623") == normalizer(x="\u0623") == normalizer(*["\u0623"]) == "\u0627"
        assert normalizer(["\u0623", None]) == ["\u0627", None]
        assert normalizer(None) is None
        unchanged = "\u0628😀"
        assert normalizer(unchanged) is unchanged
        for arguments, named in [((), {}), (("a", "b"), {}), (("a",), {"x": "b"}), ((), {"y": "a"}), ((1,), {})]:
            with pytest.raises(TypeError):
                normalizer(*arguments, **named)  # type: ignore[arg-type, call-overload]
