"""presentation_forms and the Unicode forms."""

import unicodedata

from .characters import is_alphanumeric, is_arabic_mark, is_mark, span
from .presets import Options

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
