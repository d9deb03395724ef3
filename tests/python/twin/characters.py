"""Classes of characters: the code points of each option, and what counts as letter, mark, punctuation, space."""

from functools import cache

import regex


def span(*ranges: tuple[int, int]) -> frozenset[str]:
    """The characters of these ranges, both ends included."""
    return frozenset(chr(code) for first, last in ranges for code in range(first, last + 1))


ASCII_DIGITS = "0123456789"
ARABIC_DIGITS = "".join(chr(0x660 + n) for n in range(10))
EXTENDED_DIGITS = "".join(chr(0x6F0 + n) for n in range(10))
DIGITS = frozenset(ASCII_DIGITS + ARABIC_DIGITS + EXTENDED_DIGITS)
NUMBER_SEPARATORS = frozenset(".,:/-\u066b\u066c\u060c")

TATWEEL = "\u0640"
TANWEEN = span((0x64B, 0x64D))
HARAKAT = span((0x64E, 0x650))
SHADDA = span((0x651, 0x651))
SUKUN = span((0x652, 0x652))
DAGGER_ALEF = span((0x670, 0x670))
QURANIC_MARKS = span((0x610, 0x61A), (0x653, 0x65F), (0x6D6, 0x6ED), (0x897, 0x89F), (0x8CA, 0x8FF), (0x10EFA, 0x10EFF))

BIDI_CONTROLS = span((0x61C, 0x61C), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069))
ZERO_WIDTH = span(
    (0x200B, 0x200B),
    (0x2060, 0x2060),
    (0xFEFF, 0xFEFF),
    (0xAD, 0xAD),
    (0x34F, 0x34F),
    (0x180E, 0x180E),
    (0x2061, 0x2064),
    (0x206A, 0x206F),
)
JOINERS = span((0x200C, 0x200D))
VARIATION_SELECTORS = span((0x180B, 0x180D), (0x180F, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
CONTROL = span((0x0, 0x8), (0xE, 0x1F), (0x7F, 0x84), (0x86, 0x9F), (0xFFF9, 0xFFFC))

BLANKS = frozenset("\u2800\u3164\u115f\u1160\uffa0")
SPACES = frozenset("\t \xa0\u1680\u202f\u205f\u3000") | span((0x2000, 0x200A)) | BLANKS
BREAKS = frozenset("\n\x0b\x0c\r\x85\u2028\u2029")

DOUBLE_QUOTES = frozenset("\u00ab\u00bb\u2033\u2036") | span((0x201C, 0x201F), (0x301D, 0x301F))
SINGLE_QUOTES = frozenset("\u2032\u2035\u2039\u203a") | span((0x2018, 0x201B))
DASHES = frozenset("\u2212\ufe58\ufe63\uff0d") | span((0x2010, 0x2015))


@cache
def matches(pattern: str, character: str) -> bool:
    """Whether a character has a Unicode property; VERSION1 has the set operations && and --."""
    return regex.fullmatch(pattern, character, regex.VERSION1) is not None


def is_letter(character: str) -> bool:
    """General category L; U+0640 tatweel is one (Lm).

    Decision: the Hangul fillers are blanks (`whitespace`), not letters, since they show nothing.
    """
    return character not in BLANKS and matches(r"\p{L}", character)


def is_arabic_letter(character: str) -> bool:
    """A letter of the Arabic script, or tatweel, which is common to several scripts."""
    return character == TATWEEL or matches(r"[\p{L}&&\p{Script=Arabic}]", character)


def is_arabic_mark(character: str) -> bool:
    """A combining mark of Arabic: what stands on a letter and is skipped when looking for the next one."""
    marks = TANWEEN | HARAKAT | SHADDA | SUKUN | DAGGER_ALEF | QURANIC_MARKS
    return character in marks and matches(r"\p{Mn}", character)


def is_mark(character: str) -> bool:
    """A combining mark of any script."""
    return matches(r"\p{M}", character)


def is_alphanumeric(character: str) -> bool:
    """General category L or N; what stands for a kept URL counts."""
    return matches(r"[\p{L}\p{N}]", character) or is_stand_in(character)


def is_latin_letter(character: str) -> bool:
    """General category L in the Latin script; so the Roman numeral U+2160 (Nl) is none."""
    return matches(r"[\p{L}&&\p{Script=Latin}]", character)


def is_of_other_script(character: str) -> bool:
    """A letter or mark of a script of its own, neither Arabic nor Latin.

    The Hangul fillers are none, as in `is_letter`.
    """
    foreign = r"[[\p{L}\p{M}]--[\p{Script=Arabic}\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]]"
    return character not in BLANKS and matches(foreign, character)


def is_punctuation(character: str) -> bool:
    """General category P and the ASCII symbols $ + < = > ^ ` | ~."""
    return character in "$+<=>^`|~" or matches(r"\p{P}", character)


def is_white(character: str) -> bool:
    """What `whitespace` calls a space or a line break."""
    return character in SPACES or character in BREAKS


# What stands for something the steps must leave alone; texts under test have none of these characters.
STAND_INS = range(0xF0000, 0xFFFFE)


def is_stand_in(character: str) -> bool:
    """Whether a character stands for something kept; texts under test have no private use characters."""
    return ord(character) in STAND_INS


def is_number_separator(text: str, position: int) -> bool:
    """Whether the character there is one of . , : / - U+066B U+066C U+060C directly between two digits.

    Decision: directly means directly; a bidi mark beside the separator, unless deleted before, hides the number.
    """
    if not 0 < position < len(text) - 1:
        return False
    return text[position] in NUMBER_SEPARATORS and text[position - 1] in DIGITS and text[position + 1] in DIGITS
