"""quotes, dashes and punctuation, and letters that depend on what stands beside them."""

from .characters import (
    DASHES,
    DOUBLE_QUOTES,
    SINGLE_QUOTES,
    is_arabic_letter,
    is_arabic_mark,
    is_letter,
    is_number_separator,
    is_punctuation,
    is_white,
)
from .presets import Options

QUOTES = {ord(c): '"' for c in DOUBLE_QUOTES} | {ord(c): "'" for c in SINGLE_QUOTES}
TO_HYPHEN = {ord(c): "-" for c in DASHES}
# Decision: a fullwidth form counts if its ASCII twin is punctuation as the option defines it, $ + < = > ^ ` | ~ too.
FULLWIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if is_punctuation(chr(code - 0xFEE0))}
TO_ASCII_PUNCTUATION = (
    FULLWIDTH
    | QUOTES
    | TO_HYPHEN
    | {
        ord("\u060c"): ",",
        ord("\u061b"): ";",
        ord("\u061f"): "?",
        ord("\u066a"): "%",
        ord("\u066b"): ".",
        ord("\u066c"): ",",
        ord("\u066d"): "*",
        ord("\u06d4"): ".",
        ord("\u2026"): "...",
        ord("\ufd3e"): ")",
        ord("\ufd3f"): "(",
    }
)


def unify_punctuation(text: str, options: Options) -> str:
    """quotes, dashes, number_signs, punctuation="ascii" (inside numbers too: U+066B becomes the decimal point)."""
    if options["quotes"] == "unify":
        text = text.translate(QUOTES)
    if options["dashes"] == "unify":
        text = text.translate(TO_HYPHEN)
    if options["number_signs"] == "unify":
        text = text.translate({0x66A: "%", 0x66B: ".", 0x66C: ","})
    if options["punctuation"] == "ascii":
        text = text.translate(TO_ASCII_PUNCTUATION)
    return text


def ends_word(text: str, position: int) -> bool:
    """Whether no Arabic letter follows the character there, past the marks on it."""
    rest = text[position + 1 :]
    while rest and is_arabic_mark(rest[0]):
        rest = rest[1:]
    return not (rest and is_arabic_letter(rest[0]))


def final_farsi_yeh(text: str, options: Options) -> str:
    """farsi_yeh="maqsura_final" at the end of words."""
    if options["farsi_yeh"] != "maqsura_final":
        return text
    return "".join("\u0649" if c == "\u06cc" and ends_word(text, i) else c for i, c in enumerate(text))


def final_letters(text: str, options: Options) -> str:
    """alef_maqsura="yeh_final" and "maqsura_final"."""
    match options["alef_maqsura"]:
        case "yeh_final":
            old, new = "\u0649", "\u064a"
        case "maqsura_final":
            old, new = "\u064a", "\u0649"
        case _:
            return text
    return "".join(new if c == old and ends_word(text, i) else c for i, c in enumerate(text))


def runs(text: str) -> list[str]:
    """The text cut into runs of one and the same character."""
    pieces: list[str] = []
    for character in text:
        if pieces and pieces[-1][0] == character:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def limit_repeats(text: str, options: Options) -> str:
    """repeats: runs of a letter longer than the limit, and longer than two, are cut to the limit."""
    limit = int(options["repeats"])
    if limit == 0:
        return text
    return "".join(run[:limit] if is_letter(run[0]) and len(run) > max(limit, 2) else run for run in runs(text))


def limit_punctuation_repeats(text: str, options: Options) -> str:
    """punctuation_repeats: runs of one mark are cut to the limit."""
    limit = int(options["punctuation_repeats"])
    if limit == 0:
        return text
    return "".join(run[:limit] if is_punctuation(run[0]) else run for run in runs(text))


def separate_punctuation(text: str, options: Options) -> str:
    """punctuation="remove", "space", "isolate"; the marks inside numbers, dates and times stay."""
    how = options["punctuation"]
    if how not in ("remove", "space", "isolate"):
        return text
    free = [is_punctuation(c) and not is_number_separator(text, i) for i, c in enumerate(text)]
    if how == "isolate":
        return isolate(text, free)
    return "".join((" " if how == "space" else "") if free[i] else c for i, c in enumerate(text))


def isolate(text: str, free: list[bool]) -> str:
    """A space between every free mark and a neighbour that is not white space, another mark included."""
    result = ""
    for i, character in enumerate(text):
        touching = i > 0 and (free[i] or free[i - 1])
        if touching and not is_white(character) and not is_white(text[i - 1]):
            result += " "
        result += character
    return result
