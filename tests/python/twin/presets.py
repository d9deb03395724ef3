"""Options and presets: the names and values, written down a second time."""

from collections.abc import Mapping

Options = Mapping[str, str | int]

# The token that stands in place of what an option replaces.
TOKENS = {
    "urls": "url_token",
    "emails": "email_token",
    "mentions": "mention_token",
    "hashtags": "hashtag_token",
    "emoji": "emoji_token",
}

DIACRITICS = ("tanween", "harakat", "shadda", "sukun", "dagger_alef", "quranic_marks")
MARKS_REMOVED = dict.fromkeys(DIACRITICS, "remove")

NONE: dict[str, str | int] = {
    "unicode": "none",
    "mojibake": "keep",
    "presentation_forms": "keep",
    "visual_order": "keep",
    "ligatures": "keep",
    "broken_words": "keep",
    "tanween": "keep",
    "tanween_alef": "keep",
    "harakat": "keep",
    "shadda": "keep",
    "sukun": "keep",
    "dagger_alef": "keep",
    "quranic_marks": "keep",
    "tatweel": "keep",
    "alef": "keep",
    "hamza": "keep",
    "alef_maqsura": "keep",
    "farsi_yeh": "keep",
    "teh_marbuta": "keep",
    "lookalikes": "keep",
    "foreign_letters": "keep",
    "digits": "keep",
    "punctuation": "keep",
    "quotes": "keep",
    "dashes": "keep",
    "number_signs": "keep",
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
    "mojibake": "repair",
    "presentation_forms": "fold",
    "visual_order": "repair",
    "bidi_controls": "remove",
    "zero_width": "remove",
    "control": "remove",
    "whitespace": "unify",
}

PDF: dict[str, str | int] = MINIMAL | {
    "visual_order": "words",
    "ligatures": "repair",
    "broken_words": "repair",
    "whitespace": "lines",
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
        "number_signs": "unify",
        "joiners": "words",
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
        "number_signs": "unify",
        "joiners": "words",
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

PRESETS = {"none": NONE, "minimal": MINIMAL, "pdf": PDF, "search": SEARCH, "model": MODEL, "social": SOCIAL}


def resolve(preset: str = "search", **steps: str | int) -> dict[str, str | int]:
    """All options of a preset with some of them set otherwise; `diacritics` sets six at once."""
    diacritics = steps.pop("diacritics", None)
    if unknown := steps.keys() - NONE.keys():
        raise ValueError(f"no such option: {sorted(unknown)}")
    groups = {} if diacritics is None else dict.fromkeys(DIACRITICS, diacritics)
    return PRESETS[preset] | groups | steps
