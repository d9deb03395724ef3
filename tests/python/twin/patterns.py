"""urls, emails, mentions, hashtags, emoji."""

from collections.abc import Callable

import regex

from .characters import STAND_INS, is_stand_in
from .presets import TOKENS, Options

# An emoji sequence: a flag, a keycap, or pictographs joined by U+200D, each with selector, skin tone or tags.
# Pictographs below U+2300, U+00A9 and U+00AE among them, are emoji only with the selector U+FE0F.
SPECIAL = r"[\p{Extended_Pictographic}&&[\u0000-\u22FF]]"
ELEMENT = r"(?:[\p{Extended_Pictographic}--[\u0000-\u22FF]]|" + SPECIAL + r"(?=\uFE0F))"
MODIFIERS = r"(?:[\uFE0F\U0001F3FB-\U0001F3FF]|[\U000E0020-\U000E007E]+\U000E007F)*"
EMOJI = (
    r"(?:[\U0001F1E6-\U0001F1FF]{2}|[0-9#*]\uFE0F?\u20E3|"
    + ELEMENT
    + MODIFIERS
    + r"(?:\u200D\p{Extended_Pictographic}"
    + MODIFIERS
    + r")*)"
)
URL_CHARACTER = r"[A-Za-z0-9._~:/?\#\[\]@!$&'*+,;=%-]"
# Brackets belong to a URL in pairs; what it ends with is no punctuation.
URL = (
    r"(?:[A-Za-z][A-Za-z0-9+.-]*://|www\.)"
    rf"(?:{URL_CHARACTER}|\({URL_CHARACTER}*\))*(?<=[A-Za-z0-9/_=)])"
)
EMAIL = r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}"
MENTION = r"(?<![\p{L}\p{M}\p{N}_@.])@[\p{L}\p{M}\p{N}_]+"
# Decision: \G lets one begin where another pattern ends.
HASHTAG = r"(?:(?<![\p{L}\p{M}\p{N}_&])|\G)\#(?=[\p{N}_]*\p{L})[\p{L}\p{M}\p{N}_]+"
PATTERNS = regex.compile(
    rf"(?P<urls>{URL})|(?P<emails>{EMAIL})|(?P<mentions>{MENTION})|(?P<hashtags>{HASHTAG})|(?P<emoji>{EMOJI})",
    regex.VERSION1,
)
EMOJI_ONLY = regex.compile(EMOJI, regex.VERSION1)


class Kept:
    """What the steps must leave alone, each piece with a private use character in its place."""

    def __init__(self, text: str) -> None:
        if any(map(is_stand_in, text)):
            raise ValueError("the twin takes no text with characters of plane 15")
        self.pieces: list[str] = []

    def take(self, piece: str) -> str:
        """Keeps a piece and returns what stands in its place."""
        self.pieces.append(piece)
        return chr(STAND_INS[len(self.pieces) - 1])

    def take_emoji(self, text: str) -> str:
        """Keeps every emoji that is left.

        Decision: so neither `joiners` nor `digits` nor `punctuation` break a family or a keycap.
        """
        return EMOJI_ONLY.sub(lambda emoji: self.take(emoji[0]), text)

    def put_back(self, text: str, change: Callable[[str], str]) -> str:
        """The text with every kept piece in its place, changed by the few steps that reach it."""
        return "".join(self.restored(c, change) if is_stand_in(c) else c for c in text)

    def restored(self, stand_in: str, change: Callable[[str], str]) -> str:
        """The kept piece for which this character stands; emoji come back as they were."""
        piece = self.pieces[STAND_INS.index(ord(stand_in))]
        return piece if EMOJI_ONLY.fullmatch(piece) else change(piece)


def replace_patterns(text: str, options: Options, kept: Kept) -> str:
    """urls, emails, mentions, hashtags, emoji: a space, a token, or itself."""
    before = (0, " ")

    def replacement(found: regex.Match[str]) -> str:
        nonlocal before
        new = replaced(found)
        if found.lastgroup == "emoji":
            return new
        if found.start() == before[0] and new != found[0] and new[:1].isalpha() and not before[1].endswith(" "):
            new = f" {new}"
        before = (found.end(), new)
        return new

    def replaced(found: regex.Match[str]) -> str:
        kind = found.lastgroup or ""
        match options[kind]:
            case "remove":
                return " "
            case "replace":
                return str(options[TOKENS[kind]])
            case "split":
                return split_hashtag(found[0])
            case _:
                return kept.take(found[0]) if kind in ("urls", "emails") else found[0]

    return PATTERNS.sub(replacement, text)


# Where a new word begins inside a hashtag: a capital after a small letter ("Machine|Learning"), the last capital of a
# row when a small letter follows ("NLP|For"), and where Arabic letters meet other letters or digits.
# Decision: digits go with Latin letters (Covid19, 5G stay whole) and part from Arabic ones.
# Marks belong to the letter before them, so that composed and decomposed spelling are split alike.
ARABIC = r"[[\p{L}&&\p{Script=Arabic}]\u0640]"
OTHER = r"[\p{N}[\p{L}--[\p{Script=Arabic}\u0640]]]"
WORD_START = regex.compile(
    rf"""(?<=\p{{Ll}}\p{{M}}*)(?=\p{{Lu}})
      | (?<=[\p{{Lu}}\p{{N}}]\p{{M}}*)(?=\p{{Lu}}\p{{M}}*\p{{Ll}})
      | (?<={ARABIC}\p{{M}}*)(?={OTHER})
      | (?<={OTHER}\p{{M}}*)(?={ARABIC})""",
    regex.VERBOSE | regex.VERSION1,
)


def split_hashtag(hashtag: str) -> str:
    """hashtags="split": the sign goes, underscores become spaces, words are parted."""
    return WORD_START.sub(" ", hashtag[1:]).replace("_", " ")
