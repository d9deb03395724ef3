"""The slow, obvious twin of the normalizer: what every option means, in plain Python.

It shares no code with the Rust normalizer and cares for nothing but being right and readable; the tests hold the two
against each other. To learn what `ibriz.normalize` does, read `one_pass` and follow it down.

Every step takes a text and the options and returns a text. "Decision" in a comment marks a place where the
documentation of an option leaves more than one reading open, and says which one is taken.

Left out: `visual_order` (`tests/data/visual_order.tsv` covers it) and URLs without scheme or `www.`; the patterns
agree with the library on ordinary cases only.
"""

import html
import html.entities
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache

import regex

Options = Mapping[str, str | int]

# ---------------------------------------------------------------------------------------------------------------------
# Options and presets
# ---------------------------------------------------------------------------------------------------------------------

DIACRITICS = ("tanween", "harakat", "shadda", "sukun", "dagger_alef", "quranic_marks")
MARKS_REMOVED = dict.fromkeys(DIACRITICS, "remove")

NONE: dict[str, str | int] = {
    "unicode": "none",
    "presentation_forms": "keep",
    "visual_order": "keep",
    "tanween": "keep",
    "harakat": "keep",
    "shadda": "keep",
    "sukun": "keep",
    "dagger_alef": "keep",
    "quranic_marks": "keep",
    "tatweel": "keep",
    "alef": "keep",
    "hamza": "keep",
    "alef_maqsura": "keep",
    "teh_marbuta": "keep",
    "lookalikes": "keep",
    "foreign_letters": "keep",
    "digits": "keep",
    "punctuation": "keep",
    "quotes": "keep",
    "dashes": "keep",
    "bidi_controls": "keep",
    "zero_width": "keep",
    "joiners": "keep",
    "variation_selectors": "keep",
    "control": "keep",
    "whitespace": "keep",
    "repeats": 0,
    "punctuation_repeats": 0,
    "urls": "keep",
    "url_token": "[URL]",
    "emails": "keep",
    "email_token": "[EMAIL]",
    "mentions": "keep",
    "mention_token": "[USER]",
    "hashtags": "keep",
    "hashtag_token": "[TAG]",
    "emoji": "keep",
    "emoji_token": "[EMOJI]",
    "html_tags": "keep",
    "html_entities": "keep",
    "latin": "keep",
    "other_scripts": "keep",
}

MINIMAL: dict[str, str | int] = NONE | {
    "unicode": "nfc",
    "presentation_forms": "fold",
    "visual_order": "repair",
    "bidi_controls": "remove",
    "zero_width": "remove",
    "control": "remove",
    "whitespace": "unify",
}

MODEL: dict[str, str | int] = (
    MINIMAL
    | MARKS_REMOVED
    | {
        "tatweel": "remove",
        "lookalikes": "fold",
        "alef": "wasla",
        "digits": "ascii",
        "quotes": "unify",
        "dashes": "unify",
        "joiners": "remove",
        "variation_selectors": "remove",
        "whitespace": "lines",
        "repeats": 2,
        "urls": "replace",
        "url_token": "[رابط]",
        "emails": "replace",
        "email_token": "[بريد]",
        "mentions": "replace",
        "mention_token": "[مستخدم]",
        "html_tags": "remove",
        "html_entities": "decode",
    }
)

SEARCH: dict[str, str | int] = (
    MINIMAL
    | MARKS_REMOVED
    | {
        "unicode": "nfkc",
        "tatweel": "remove",
        "alef": "fold",
        "hamza": "carrier",
        "alef_maqsura": "yeh",
        "teh_marbuta": "heh",
        "lookalikes": "fold",
        "foreign_letters": "fold",
        "digits": "ascii",
        "joiners": "remove",
        "variation_selectors": "remove",
        "whitespace": "collapse",
        "latin": "lower",
    }
)

SOCIAL: dict[str, str | int] = SEARCH | {
    "repeats": 2,
    "punctuation_repeats": 1,
    "urls": "remove",
    "emails": "remove",
    "mentions": "remove",
    "hashtags": "split",
    "html_tags": "remove",
    "html_entities": "decode",
}

PRESETS = {"none": NONE, "minimal": MINIMAL, "search": SEARCH, "model": MODEL, "social": SOCIAL}


def resolve(preset: str = "search", **steps: str | int) -> dict[str, str | int]:
    """All options of a preset with some of them set otherwise; `diacritics` sets six at once."""
    diacritics = steps.pop("diacritics", None)
    if unknown := steps.keys() - NONE.keys():
        raise ValueError(f"no such option: {sorted(unknown)}")
    groups = {} if diacritics is None else dict.fromkeys(DIACRITICS, diacritics)
    return PRESETS[preset] | groups | steps


def normalize(text: str, preset: str = "search", **steps: str | int) -> str:
    """The text in the spelling that the preset and the steps ask for."""
    options = resolve(preset, **steps)
    if options["html_entities"] == "decode":
        if options["html_tags"] == "remove":
            text = remove_tags(text)
        text = decode_entities(text)
        options["html_tags"] = "keep"
    return until_stable(text, with_clean_tokens(options))


def until_stable(text: str, options: Options) -> str:
    """The passes are repeated until nothing changes: that is what makes `normalize` idempotent."""
    for _ in range(30):
        after = one_pass(text, options)
        if after == text:
            return text
        text = after
    raise RuntimeError(f"does not come to rest: {text!r} {dict(options)!r}")


def one_pass(text: str, options: Options) -> str:
    """One pass over the text: the steps in their fixed order."""
    if options["html_tags"] == "remove":
        text = remove_tags(text)
    kept = Kept(text)
    text = replace_patterns(text, options, kept)
    text = compose(text, options)
    text = kept.take_emoji(text)
    text = fold_letters(text, options)
    text = delete_classes(text, options)
    text = unify_punctuation(text, options)
    text = final_letters(text, options)
    text = limit_repeats(text, options)
    text = limit_punctuation_repeats(text, options)
    text = separate_punctuation(text, options)
    text = kept.put_back(text, lambda inside: fold_inside_kept(compose(inside, options), options))
    text = unicode_form(text, str(options["unicode"]))
    return unify_whitespace(text, str(options["whitespace"]))


# ---------------------------------------------------------------------------------------------------------------------
# Classes of characters
# ---------------------------------------------------------------------------------------------------------------------


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
    """General category L; U+0640 tatweel is one (Lm)."""
    return matches(r"\p{L}", character)


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

    Decision: the Hangul fillers are blanks (`whitespace`), not letters, since they show nothing.
    """
    foreign = r"[[\p{L}\p{M}]--[\p{Script=Arabic}\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]]"
    return character not in BLANKS and matches(foreign, character)


def is_punctuation(character: str) -> bool:
    """General category P and the ASCII symbols $ + < = > ^ ` | ~."""
    return character in "$+<=>^`|~" or matches(r"\p{P}", character)


def is_white(character: str) -> bool:
    """What `whitespace` calls a space or a line break."""
    return character in SPACES or character in BREAKS


# ---------------------------------------------------------------------------------------------------------------------
# html_tags, html_entities
# ---------------------------------------------------------------------------------------------------------------------

INLINE_TAGS = (
    "a abbr b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span strike strong sub sup time tt u "
    "var wbr"
).split()

# In order: a comment; script and style with what they hold; a tag or declaration, whose quoted attributes may hold ">".
# Decision: a tag is "<" and an ASCII letter, "</" and an ASCII letter, or "<!"; so "</3" and "<محمد>" are none.
# Decision: a quotation mark opens a quoted attribute only after "=", and only if it is closed.
# Decision: a comment or script that is not closed is treated like any other tag.
HTML_TAG = regex.compile(
    r"""<!--.*?-->
      | <(?P<element>script|style)(?![^\s/>])[^>]*>.*?</(?P=element)\s*>
      | <(?:!|/?(?P<name>[A-Za-z][^\s/>]*))(?:=\s*"[^"]*"|=\s*'[^']*'|[^>])*?>""",
    regex.DOTALL | regex.IGNORECASE | regex.VERBOSE,
)


def remove_tags(text: str) -> str:
    """html_tags="remove": inline tags vanish, all others become a space."""

    def replacement(tag: regex.Match[str]) -> str:
        name = tag["name"]
        return "" if name and name.lower() in INLINE_TAGS else " "

    return HTML_TAG.sub(replacement, text)


# Decision: the semicolon is required, also of numbers: "&copy=1" in an address is not a reference.
ENTITY = regex.compile(r"&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);")


def decode_entities(text: str) -> str:
    """html_entities="decode": as `html.unescape` has it, for references that end in a semicolon."""

    def decoded(reference: regex.Match[str]) -> str:
        known = reference[0][1] == "#" or reference[0][1:] in html.entities.html5
        return html.unescape(reference[0]) if known else reference[0]

    return ENTITY.sub(decoded, text)


# ---------------------------------------------------------------------------------------------------------------------
# urls, emails, mentions, hashtags, emoji
# ---------------------------------------------------------------------------------------------------------------------

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
URL = r"(?:[A-Za-z][A-Za-z0-9+.-]*://|www\.)[A-Za-z0-9._~:/?\#\[\]@!$&'()*+,;=%-]*[A-Za-z0-9/_=]"
EMAIL = r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}"
MENTION = r"(?<![\p{L}\p{M}\p{N}_@.])@[\p{L}\p{M}\p{N}_]+"
HASHTAG = r"(?<![\p{L}\p{M}\p{N}_&])\#(?=[\p{N}_]*\p{L})[\p{L}\p{M}\p{N}_]+"
PATTERNS = regex.compile(
    rf"(?P<urls>{URL})|(?P<emails>{EMAIL})|(?P<mentions>{MENTION})|(?P<hashtags>{HASHTAG})|(?P<emoji>{EMOJI})",
    regex.VERSION1,
)
EMOJI_ONLY = regex.compile(EMOJI, regex.VERSION1)
TOKENS = {
    "urls": "url_token",
    "emails": "email_token",
    "mentions": "mention_token",
    "hashtags": "hashtag_token",
    "emoji": "emoji_token",
}

STAND_INS = range(0xF0000, 0xFFFFE)


def is_stand_in(character: str) -> bool:
    """Whether a character stands for something kept; texts under test have no private use characters."""
    return ord(character) in STAND_INS


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
        """Decision: an emoji that is not replaced is kept whole, so that neither `joiners` nor `digits` nor
        `punctuation` break a family or a keycap.
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

    def replacement(found: regex.Match[str]) -> str:
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


def with_clean_tokens(options: Options) -> Options:
    """The tokens as the other steps would leave them: with punctuation="remove", [URL] is put in as URL."""
    bare = dict(options) | dict.fromkeys(TOKENS, "keep")
    return dict(options) | {token: until_stable(str(options[token]), bare) for token in TOKENS.values()}


# ---------------------------------------------------------------------------------------------------------------------
# presentation_forms and the composed Unicode form
# ---------------------------------------------------------------------------------------------------------------------

# Phrases: set off by spaces from the words beside them.
PHRASES = {
    "\ufd40": "رحمه الله",
    "\ufd41": "رضي الله عنه",
    "\ufd42": "رضي الله عنها",
    "\ufd43": "رضي الله عنهم",
    "\ufd44": "رضي الله عنهما",
    "\ufd45": "رضي الله عنهن",
    "\ufd46": "صلى الله عليه وآله",
    "\ufd47": "عليه السلام",
    "\ufd48": "عليهم السلام",
    "\ufd49": "عليهما السلام",
    "\ufd4a": "عليه الصلاة والسلام",
    "\ufd4b": "قدس سره",
    "\ufd4c": "صلى الله عليه وآله وسلم",
    "\ufd4d": "عليها السلام",
    "\ufd4e": "تبارك وتعالى",
    "\ufd4f": "رحمهم الله",
    "\ufdcf": "سلامه عليه",
    "\ufdfa": "صلى الله عليه وسلم",
    "\ufdfb": "جل جلاله",
    "\ufdfc": "ريال",
    "\ufdfd": "بسم الله الرحمن الرحيم",
    "\ufdfe": "سبحانه وتعالى",
    "\ufdff": "عز وجل",
}

PRESENTATION_FORMS = span((0xFB50, 0xFDFF), (0xFE70, 0xFEFC))


def letters_of(form: str) -> str:
    """What a presentation form shows; a mark that stands alone loses the space NFKC gives it."""
    return unicodedata.normalize("NFKC", form).removeprefix(" ")


def fold_presentation_forms(text: str) -> str:
    """presentation_forms="fold"."""
    result = ""
    for position, character in enumerate(text):
        if character in PHRASES:
            result += spaced_phrase(PHRASES[character], result, text[position + 1 : position + 2])
        elif character in PRESENTATION_FORMS:
            result += letters_of(character)
        else:
            result += character
    return result


def spaced_phrase(phrase: str, before: str, after: str) -> str:
    """A phrase with a space towards a neighbour that is a letter or digit, be it with marks on it."""
    base = before
    while base and is_mark(base[-1]):
        base = base[:-1]
    left = " " if base and is_alphanumeric(base[-1]) else ""
    right = " " if after and is_alphanumeric(after) else ""
    return left + phrase + right


def compose(text: str, options: Options) -> str:
    """The text with every letter in one piece, so that the steps that follow meet one spelling of it."""
    if options["presentation_forms"] == "fold":
        text = fold_presentation_forms(text)
    composed = {"none": "none", "nfc": "nfc", "nfd": "nfc", "nfkc": "nfkc", "nfkd": "nfkc"}
    text = unicode_form(text, composed[str(options["unicode"])])
    # Decision: with alef="wasla" alone nothing but U+0671 changes, so nothing is composed.
    if options["alef"] == "fold" or options["hamza"] != "keep" or options["quranic_marks"] == "remove":
        text = compose_hamza(text)
    return text


def unicode_form(text: str, form: str) -> str:
    """unicode: one of the four forms of UAX #15."""
    match form:
        case "nfc":
            return unicodedata.normalize("NFC", text)
        case "nfd":
            return unicodedata.normalize("NFD", text)
        case "nfkc":
            return unicodedata.normalize("NFKC", text)
        case "nfkd":
            return unicodedata.normalize("NFKD", text)
        case _:
            return text


# A letter and a madda or hamza sign: the pairs that Unicode composes, and alef maqsura with hamza, which looks the
# same as U+0626 and is written for it.
HAMZA_PAIRS = {
    ("\u0627", "\u0653"): "\u0622",
    ("\u0627", "\u0654"): "\u0623",
    ("\u0627", "\u0655"): "\u0625",
    ("\u0648", "\u0654"): "\u0624",
    ("\u064a", "\u0654"): "\u0626",
    ("\u0649", "\u0654"): "\u0626",
    ("\u06d5", "\u0654"): "\u06c0",
    ("\u06c1", "\u0654"): "\u06c2",
    ("\u06d2", "\u0654"): "\u06d3",
}


def compose_hamza(text: str) -> str:
    """Madda and hamza signs joined to the letter they stand on, over the marks between them.

    Decision: this is done under every Unicode form, so that U+0649 U+0654 counts as U+0626 under all of them, and so
    that quranic_marks="remove" never takes the hamza off a letter.
    """
    result: list[str] = []
    base = -1
    for character in text:
        pair = (result[base], character) if base >= 0 else ("", "")
        if pair in HAMZA_PAIRS:
            result[base] = HAMZA_PAIRS[pair]
            continue
        result.append(character)
        if not is_arabic_mark(character):
            base = len(result) - 1
    return "".join(result)


# ---------------------------------------------------------------------------------------------------------------------
# Letters, each by itself
# ---------------------------------------------------------------------------------------------------------------------


def table(targets: Iterable[str]) -> dict[int, str]:
    """A translation table from lines such as "ك ک ڪ": the first letter replaces the others."""
    return {ord(letter): line[0] for line in targets for letter in line.split()[1:]}


LOOKALIKES = table(["ك ک ڪ", "ي ی ے", "ئ ۓ", "ه ہ ھ ە ۀ ۂ", "ة ۃ"])
FOREIGN_LETTERS = table(
    ["ب پ", "ج چ", "ز ژ", "ك گ ڭ", "ف ڤ ڥ", "ق ڨ", "ت ٹ", "د ڈ", "ر ڑ ڕ", "ل ڵ", "ن ں", "و ۆ ۇ ۈ ۋ", "ي ێ ې"]
)
ALEF_WASLA = table(["ا ٱ"])
ALEFS = table(["ا أ إ آ ٱ ٲ ٳ ٵ"])
HAMZA_CARRIERS = {**table(["و ؤ ٶ", "ي ئ ٸ", "ۇ ٷ"]), ord("\u0674"): ""}
LONE_HAMZA = {ord("\u0621"): ""}

TO_ASCII_DIGITS = str.maketrans(ARABIC_DIGITS + EXTENDED_DIGITS, ASCII_DIGITS * 2)
TO_ARABIC_DIGITS = str.maketrans(ASCII_DIGITS + EXTENDED_DIGITS, ARABIC_DIGITS * 2)


def fold_letters(text: str, options: Options) -> str:
    """lookalikes, foreign_letters, alef, hamza, alef_maqsura, teh_marbuta, digits, latin: one after the other."""
    if options["lookalikes"] == "fold":
        text = text.translate(LOOKALIKES)
    if options["foreign_letters"] == "fold":
        text = text.translate(FOREIGN_LETTERS)
    text = fold_hamza(text, options)
    match options["alef_maqsura"]:
        case "yeh":
            text = text.replace("\u0649", "\u064a")
        case "alef":
            text = text.replace("\u0649", "\u0627")
    match options["teh_marbuta"]:
        case "heh":
            text = text.replace("\u0629", "\u0647")
        case "teh":
            text = text.replace("\u0629", "\u062a")
    return fold_latin(fold_digits(text, str(options["digits"])), str(options["latin"]))


def fold_hamza(text: str, options: Options) -> str:
    """alef and hamza."""
    match options["alef"]:
        case "wasla":
            text = text.translate(ALEF_WASLA)
        case "fold":
            text = text.translate(ALEFS)
    match options["hamza"]:
        case "carrier":
            text = text.translate(HAMZA_CARRIERS)
        case "remove":
            text = text.translate(HAMZA_CARRIERS | LONE_HAMZA)
    return text


def fold_digits(text: str, digits: str) -> str:
    """digits."""
    match digits:
        case "ascii":
            return text.translate(TO_ASCII_DIGITS)
        case "arabic_indic":
            return text.translate(TO_ARABIC_DIGITS)
        case "remove":
            return "".join(c for i, c in enumerate(text) if c not in DIGITS and not is_number_separator(text, i))
        case _:
            return text


def is_number_separator(text: str, position: int) -> bool:
    """Whether the character there is one of . , : / - U+066B U+066C U+060C directly between two digits.

    Decision: directly means directly; a bidi mark beside the separator, unless deleted before, hides the number.
    """
    if not 0 < position < len(text) - 1:
        return False
    return text[position] in NUMBER_SEPARATORS and text[position - 1] in DIGITS and text[position + 1] in DIGITS


COMBINING_LATIN = span((0x300, 0x36F))


def fold_latin(text: str, latin: str) -> str:
    """latin; what stands for a kept URL is no Latin letter."""
    match latin:
        case "lower":
            return "".join(c.lower() if is_latin_letter(c) else c for c in text)
        case "remove":
            return "".join(c for c in text if not is_latin_letter(c) and c not in COMBINING_LATIN)
        case _:
            return text


# ---------------------------------------------------------------------------------------------------------------------
# What is deleted
# ---------------------------------------------------------------------------------------------------------------------

INVISIBLE = {
    "bidi_controls": BIDI_CONTROLS,
    "zero_width": ZERO_WIDTH,
    "joiners": JOINERS,
    "variation_selectors": VARIATION_SELECTORS,
    "control": CONTROL,
}
DELETABLE = {
    "tanween": TANWEEN,
    "harakat": HARAKAT,
    "shadda": SHADDA,
    "sukun": SUKUN,
    "dagger_alef": DAGGER_ALEF,
    "quranic_marks": QURANIC_MARKS,
    "tatweel": frozenset(TATWEEL),
    **INVISIBLE,
}


def without(text: str, classes: Mapping[str, frozenset[str]], options: Options) -> str:
    """The text without the characters of every class whose option is "remove"."""
    for option, characters in classes.items():
        if options[option] == "remove":
            text = "".join(c for c in text if c not in characters)
    return text


def delete_classes(text: str, options: Options) -> str:
    """tanween ... quranic_marks, tatweel, bidi_controls ... control, other_scripts: "remove".

    Madda and hamza signs that belong to a letter have been composed with it (`compose_hamza`).
    """
    text = without(text, DELETABLE, options)
    if options["other_scripts"] == "remove":
        text = "".join(c for c in text if not is_of_other_script(c))
    return text


def fold_inside_kept(piece: str, options: Options) -> str:
    """The steps that reach into a URL or e-mail address that is kept."""
    if options["digits"] == "ascii":
        piece = piece.translate(TO_ASCII_DIGITS)
    if options["latin"] == "lower":
        piece = fold_latin(piece, "lower")
    return without(piece, INVISIBLE, options)


# ---------------------------------------------------------------------------------------------------------------------
# quotes, dashes, punctuation="ascii"
# ---------------------------------------------------------------------------------------------------------------------

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
        ord("\ufd3e"): "(",
        ord("\ufd3f"): ")",
    }
)


def unify_punctuation(text: str, options: Options) -> str:
    """quotes, dashes, punctuation="ascii" (inside numbers too: U+066B becomes the decimal point)."""
    if options["quotes"] == "unify":
        text = text.translate(QUOTES)
    if options["dashes"] == "unify":
        text = text.translate(TO_HYPHEN)
    if options["punctuation"] == "ascii":
        text = text.translate(TO_ASCII_PUNCTUATION)
    return text


# ---------------------------------------------------------------------------------------------------------------------
# Letters and marks in context
# ---------------------------------------------------------------------------------------------------------------------


def ends_word(text: str, position: int) -> bool:
    """Whether no Arabic letter follows the character there, past the marks on it."""
    rest = text[position + 1 :]
    while rest and is_arabic_mark(rest[0]):
        rest = rest[1:]
    return not (rest and is_arabic_letter(rest[0]))


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


# ---------------------------------------------------------------------------------------------------------------------
# whitespace
# ---------------------------------------------------------------------------------------------------------------------


def unify_whitespace(text: str, how: str) -> str:
    """whitespace."""
    if how == "keep":
        return text
    text = text.replace("\r\n", "\n")
    text = "".join(" " if c in SPACES else "\n" if c in BREAKS else c for c in text)
    match how:
        case "lines":
            lines = [" ".join(filter(None, line.split(" "))) for line in text.split("\n")]
            return "\n".join(filter(None, lines))
        case "collapse":
            return " ".join(filter(None, text.replace("\n", " ").split(" ")))
        case _:
            return text
