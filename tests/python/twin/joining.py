"""joiners: "unneeded", "words", "space", which depend on what stands beside the joiner."""

import regex

from .characters import is_arabic_letter, is_arabic_mark, is_letter, is_mark, is_of_other_script, matches
from .presets import Options

NON_JOINER = "\u200c"


def joins_next(letter: str) -> bool:
    """Whether a letter of the Arabic script joins the one after it."""
    return is_arabic_letter(letter) and matches(r"[\p{jt=D}\p{jt=C}]", letter)


def joins_previous(letter: str) -> bool:
    """Whether a letter of the Arabic script joins the one before it."""
    return is_arabic_letter(letter) and matches(r"[\p{jt=D}\p{jt=C}\p{jt=R}]", letter)


def tidy_joiners(text: str, options: Options) -> str:
    """Decision: a run of joiners counts as a non-joiner if there is one in it, except for "unneeded"."""
    rule = options["joiners"]
    if rule in ("keep", "remove"):
        return text
    pieces = regex.split("([\u200c\u200d]+)", text)
    result = ""
    for i, piece in enumerate(pieces):
        before, after = "".join(pieces[:i]), "".join(pieces[i + 1 :])
        result += piece if i % 2 == 0 else tidied(piece, before, after, str(rule))
    return result


def tidied(run: str, before: str, after: str, rule: str) -> str:
    """What becomes of one run."""
    # Decision: sixteen characters are looked at on each side.
    before, after = before[-16:], after[:16]
    base = [c for c in before if not is_mark(c) and c not in "\u200c\u200d"]
    following = [c for c in after if not is_mark(c) and c not in "\u200c\u200d"]
    last, first = base[-1] if base else "", following[0] if following else ""
    joins = (bool(last) and joins_next(last), bool(first) and joins_previous(first))
    if rule == "space":
        return " " if NON_JOINER in run and joins == (True, True) else ""
    if rule == "words":
        return " " if NON_JOINER in run and parts_words(last, first, before, after) else ""
    if len(set(run)) > 1 or any(c and is_of_other_script(c) for c in (last, first)):
        return run
    # A non-joiner shows where both would join, a joiner where just one side does.
    shows = all(joins) if run[0] == NON_JOINER else joins[0] != joins[1]
    return run[0] if shows else ""


def parts_words(last: str, first: str, before: str, after: str) -> bool:
    """Whether one word ends before the joiner and another begins behind it."""
    if last and last in "ةىۃ" and first and is_letter(first):
        return True
    left = "".join("." if is_arabic_letter(c) else " " for c in before if not is_arabic_mark(c))
    right = "".join(c if is_arabic_letter(c) else " " for c in after if not is_arabic_mark(c))
    return left.endswith("...") and bool(regex.match(r"ال\S\S", right))
