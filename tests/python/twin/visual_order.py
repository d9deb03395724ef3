"""visual_order: lines of presentation forms that run backwards."""

import itertools
import unicodedata

import regex

from .characters import is_mark

# A number keeps its order, the separators between its digits included.
NUMBER = r"\p{Nd}+(?:[.,:/\-\u066B\u066C\u060C]\p{Nd}+)*"
# So does what begins and ends with a Latin letter (or ends with a digit), with no Arabic inside.
LATIN = r"\p{Script=Latin}(?:[\p{Script=Latin}\p{M}\p{Nd}\x20-\x7E]*[\p{Script=Latin}\p{M}\p{Nd}])?"
# Marks follow the letter they stand on, before and after.
CLUSTER = r"\X"
PIECES = regex.compile(f"{LATIN}|{NUMBER}|{CLUSTER}")
LINES = regex.compile("([\n\x0b\x0c\r\x85\u2028\u2029]+)")

MIRRORED = {
    a: b for pair in ("()", "[]", "{}", "<>", "\u00ab\u00bb", "\u2039\u203a") for a, b in (pair, reversed(pair))
}


def repair_visual_order(text: str) -> str:
    """visual_order="repair": every line for itself."""
    return "".join(turned(line) if runs_backwards(line) else line for line in LINES.split(text))


def joining_form(character: str) -> str:
    """The form as its compatibility mapping names it: "initial", "medial", "final", "isolated" or nothing."""
    if not "\ufb50" <= character <= "\ufefc":
        return ""
    kind = unicodedata.decomposition(character).partition(" ")[0]
    return kind.strip("<>") if kind.startswith("<") else ""


def runs_backwards(line: str) -> bool:
    """Whether more neighbours join right to left than left to right.

    In logical order an initial or medial form is followed by a medial or final form. A final form is followed by an
    initial one too, after letters such as alef; but each of those two joins with its other neighbour, so that the
    count in the true direction is always the greater one.
    """
    forms = [joining_form(c) for c in line if not is_mark(c)]
    opens, closes = ("initial", "medial"), ("medial", "final")
    forwards = sum(a in opens and b in closes for a, b in itertools.pairwise(forms))
    backwards = sum(a in closes and b in opens for a, b in itertools.pairwise(forms))
    return backwards > forwards


def turned(line: str) -> str:
    """The line from its end to its start; numbers and Latin runs keep their order, brackets are mirrored."""
    pieces = PIECES.findall(line)
    return "".join(MIRRORED.get(piece, piece) for piece in reversed(pieces))
