"""Letters, each by itself, and what is deleted."""

from collections.abc import Iterable, Mapping

from .characters import (
    ARABIC_DIGITS,
    ASCII_DIGITS,
    BIDI_CONTROLS,
    CONTROL,
    DAGGER_ALEF,
    DIGITS,
    EXTENDED_DIGITS,
    HARAKAT,
    JOINERS,
    QURANIC_MARKS,
    SHADDA,
    SUKUN,
    TANWEEN,
    TATWEEL,
    VARIATION_SELECTORS,
    ZERO_WIDTH,
    is_latin_letter,
    is_number_separator,
    is_of_other_script,
    span,
)
from .presets import Options


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
    if options["farsi_yeh"] != "keep":
        text = text.replace("\u06cc", "\u064a")
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
    """Alef and hamza."""
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
    """Digits."""
    match digits:
        case "ascii":
            return text.translate(TO_ASCII_DIGITS)
        case "arabic_indic":
            return text.translate(TO_ARABIC_DIGITS)
        case "remove":
            return "".join(c for i, c in enumerate(text) if c not in DIGITS and not is_number_separator(text, i))
        case _:
            return text


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
    """Tanween ... quranic_marks, tatweel, bidi_controls ... control, other_scripts: "remove".

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
