"""tanween_alef: where the fathatan of a final alef stands, or both gone."""

from .characters import is_arabic_letter, is_arabic_mark
from .presets import Options

FATHATAN = "\u064b\u08f0"
ALEF = "\u0627"


def settle_tanween_alef(text: str, options: Options) -> str:
    """Every fathatan, from left to right, with the alef it belongs to."""
    rule = options["tanween_alef"]
    if rule == "keep":
        return text
    at = 0
    while at < len(text):
        if text[at] in FATHATAN and (seat := find_seat(text, at)) is not None:
            word, alef, end = seat
            first = min(alef, at)
            inside = settled(text[first:end], text[word:alef], alef < at, str(rule))
            text = text[:first] + inside + text[end:]
            at = max(first + len(inside), at + 1 - (end - first - len(inside)))
        else:
            at += 1
    return text


def find_seat(text: str, at: int) -> tuple[int, int, int] | None:
    """Where the word of the fathatan begins, where its alef is, and where the marks on the alef end."""
    base = at
    while base >= 0 and is_arabic_mark(text[base]):
        base -= 1
    # Decision: more marks than sixteen in a row are no seat.
    if at - base > 16:
        return None
    after = past_marks(text, at)
    has_alef_after = text[after : after + 1] == ALEF
    alef = base if base >= 0 and text[base] == ALEF and not has_alef_after else after
    if base < 0 or text[alef : alef + 1] != ALEF:
        return None
    word = alef
    while word > 0 and (is_arabic_letter(text[word - 1]) or is_arabic_mark(text[word - 1])):
        word -= 1
    end = past_marks(text, alef + 1)
    if after - at > 16 or end - alef - 1 > 16:
        return None
    if not any(is_arabic_letter(c) for c in text[word:alef]) or (end < len(text) and is_arabic_letter(text[end])):
        return None
    return word, alef, end


def past_marks(text: str, at: int) -> int:
    """The first position from there on that has no Arabic mark."""
    while at < len(text) and is_arabic_mark(text[at]):
        at += 1
    return at


def settled(inside: str, stem: str, stands_on_alef: bool, rule: str) -> str:
    """The stretch from the first of alef and fathatan to the end of the word, as the rule has it."""
    place = next(i for i, c in enumerate(inside) if c in FATHATAN)
    fathatan, without = inside[place], inside[:place] + inside[place + 1 :]
    letters = "".join(c for c in stem if not is_arabic_mark(c)).lstrip("وف")
    match rule:
        case "before":
            return fathatan + without if stands_on_alef else inside
        case "after":
            return inside if stands_on_alef else without.replace(ALEF, ALEF + fathatan, 1)
        case _:
            return without if letters in ("إذ", "اذ") else without.replace(ALEF, "", 1)
