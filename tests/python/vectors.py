"""Reads the test vectors under `tests/data`, which cargo and pytest share."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"
ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
SHORT = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\"}


def unescaped(field: str) -> str:
    r"""The text of a field: \\uXXXX, \\UXXXXXXXX, \\n, \\t, \\r and \\\\ stand for the characters they name."""

    def character(escape: re.Match[str]) -> str:
        code = escape[1] or escape[2]
        return chr(int(code, 16)) if code else SHORT[escape[3]]

    return ESCAPE.sub(character, field)


def escaped(text: str) -> str:
    """The text as a field: characters that are not seen, but for the marks of vowels, are escaped."""
    names = {character: rf"\{name}" for name, character in SHORT.items()}

    def field(c: str) -> str:
        unseen = unicodedata.category(c) in ("Cc", "Cf", "Mn", "Zl", "Zp", "Cn", "Co") or c == "\xa0"
        if c in names or not unseen or "\u064b" <= c <= "\u0652":
            return names.get(c, c)
        return f"\\u{ord(c):04X}" if ord(c) < 0x10000 else f"\\U{ord(c):08X}"

    return "".join(map(field, text))


@dataclass(frozen=True)
class Vector:
    """One line of `normalize.tsv` or `visual_order.tsv`."""

    id: str
    preset: str
    steps: dict[str, str | int]
    input: str
    expected: str


def steps_of(field: str) -> dict[str, str | int]:
    """The options of a vector: k=v, separated by semicolons."""
    pairs = (option.split("=", 1) for option in field.split(";") if option)
    return {name: int(value) if value.isdecimal() else value for name, value in pairs}


def read(name: str) -> list[Vector]:
    """All vectors of a file, whose first line names the columns."""
    lines = (DATA / name).read_text(encoding="utf-8").split("\n")
    assert lines[0] == "id\tpreset\toptions\tinput\texpected"
    rows = [line.split("\t") for line in lines[1:] if line]
    return [Vector(i, preset, steps_of(o), unescaped(given), unescaped(out)) for i, preset, o, given, out in rows]
