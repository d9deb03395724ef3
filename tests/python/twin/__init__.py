"""The slow, obvious twin of the normalizer: what every option means, in plain Python.

It shares no code with the Rust normalizer and cares for nothing but being right and readable; the tests hold the two
against each other. To learn what `ibriz.normalize` does, read `one_pass` and follow it down: each step takes a text
and the options and returns a text. "Decision" in a comment marks a place where the documentation of an option leaves
more than one reading open, and says which one is taken.

Left out: the repairs mojibake, ligatures and broken_words, and URLs without scheme or `www.`; the patterns agree with
the library on ordinary cases only.
"""

from .context import (
    final_farsi_yeh,
    final_letters,
    limit_punctuation_repeats,
    limit_repeats,
    separate_punctuation,
    unify_punctuation,
)
from .forms import compose, unicode_form
from .joining import tidy_joiners
from .letters import delete_classes, fold_inside_kept, fold_letters
from .markup import read_markup
from .patterns import Kept, replace_patterns
from .presets import PRESETS, TOKENS, Options, resolve
from .spaces import unify_whitespace
from .tanween_alef import settle_tanween_alef
from .visual_order import repair_visual_order

__all__ = ["PRESETS", "normalize", "resolve"]


def normalize(text: str, preset: str = "search", **steps: str | int) -> str:
    """The text in the spelling that the preset and the steps ask for."""
    options = resolve(preset, **steps)
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
    text = composed(text, options)
    text = read_markup(text, options)
    if options["visual_order"] == "repair":
        text = repair_visual_order(text)
    kept = Kept(text)
    text = replace_patterns(text, options, kept)
    text = compose(text, options)
    text = kept.take_emoji(text)
    text = settle_tanween_alef(text, options)
    text = final_farsi_yeh(text, options)
    text = tidy_joiners(text, options)
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


def composed(text: str, options: Options) -> str:
    """Decision: under a Unicode form the text is composed before tags and patterns are looked for.

    The documentation promises equal results for canonically equivalent texts; without this, ">" and U+0338, which are
    one character in the composed form, would end a tag in one spelling and not in the other.
    """
    return text if options["unicode"] == "none" else unicode_form(text, "nfc")


def with_clean_tokens(options: Options) -> Options:
    """The tokens as the other steps would leave them: with punctuation="remove", [URL] is put in as URL."""
    bare = dict(options) | dict.fromkeys([*TOKENS, "html_tags", "html_entities"], "keep")
    return dict(options) | {token: until_stable(str(options[token]), bare) for token in TOKENS.values()}
