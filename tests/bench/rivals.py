"""What people clean Arabic with today, each called in its fastest documented way.

Each entry of `SEARCH` does the same job: diacritics and tatweel removed, the forms of alef, alef maqsura, teh marbuta
and (where the library does it) hamza carriers folded. They differ in rare characters; ibriz does more than any of them.
A rival offers what it has: `str` (a string to a string), `list`, `arrow` (an Arrow array to an Arrow array) and
`pandas` (a Series to a Series).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import arabic_norm
import arabic_normalize
import pandas as pd
import polars as pl
import pyarabic.normalize
import pyarrow as pa
import pyarrow.compute as pc
from arabert.preprocess import ArabertPreprocessor
from camel_tools.utils.dediac import dediac_ar
from camel_tools.utils.normalize import normalize_alef_ar, normalize_alef_maksura_ar, normalize_teh_marbuta_ar
from tokenizers import Regex, normalizers

import ibriz

Way = Callable[[Any], Any]

MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
REMOVED = f"[{MARKS}\u0640]+"
FOLDED = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ؤ": "و", "ئ": "ي", "ة": "ه"}

# Identity entries spare str.translate a KeyError for each character it has no rule for: three times as fast.
TABLE: dict[int, int | None] = {code: code for code in [*range(0x20, 0x700), *range(0x2000, 0x2070)]}
TABLE |= {code: None for code in range(0x20, 0x700) if re.match(REMOVED, chr(code))}
TABLE |= {ord(old): ord(new) for old, new in FOLDED.items()}

SUBSTITUTIONS = [(re.compile(REMOVED), ""), (re.compile("[أإآٱ]"), "ا")]
SUBSTITUTIONS += [(re.compile(old), new) for old, new in FOLDED.items() if new != "ا"]

HUGGING_FACE = normalizers.Sequence(
    [
        normalizers.Replace(Regex(REMOVED), ""),
        normalizers.Replace(Regex("[أإآٱ]"), "ا"),
        *(normalizers.Replace(old, new) for old, new in FOLDED.items() if new != "ا"),
    ]
)
ARABIC_NORMALIZE = arabic_normalize.Normalizer(alef_maqsura=True, ta_marbuta=True, hamza=True)
IBRIZ = ibriz.Normalizer("search")


def _re_sub(text: str) -> str:
    for pattern, new in SUBSTITUTIONS:
        text = pattern.sub(new, text)
    return text


def _camel(text: str) -> str:
    return normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(dediac_ar(text))))


def _pandas_replace(series: pd.Series) -> pd.Series:
    for old, new in [(REMOVED, ""), ("[أإآٱ]", "ا")]:
        series = series.str.replace(old, new, regex=True)
    for old, new in FOLDED.items():
        if new != "ا":
            series = series.str.replace(old, new, regex=False)
    return series


def _pyarrow(array: pa.Array) -> pa.Array:
    for old, new in [("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0640]+", "")]:
        array = pc.replace_substring_regex(array, old, new)
    array = pc.replace_substring_regex(array, "[أإآٱ]", "ا")
    for old, new in FOLDED.items():
        if new != "ا":
            array = pc.replace_substring(array, old, new)
    return array


def _polars(array: pa.Array) -> pa.Array:
    series = pl.Series(array).str.replace_all(REMOVED, "")
    return series.str.replace_many(list(FOLDED), list(FOLDED.values())).to_arrow()


SEARCH: dict[str, dict[str, Way]] = {
    "ibriz": {
        "str": IBRIZ,
        "list": IBRIZ,
        "arrow": IBRIZ,
        "pandas": IBRIZ,
    },
    "str.translate": {
        "str": lambda text: text.translate(TABLE),
        "pandas": lambda series: series.str.translate(TABLE),
    },
    "re.sub": {"str": _re_sub},
    "camel-tools": {"str": _camel},
    "pyarabic": {"str": pyarabic.normalize.normalize_searchtext},
    "arabic-norm": {
        "str": lambda text: arabic_norm.normalize(text, ta_marbuta=True),
        "list": lambda texts: arabic_norm.normalize_batch(texts, ta_marbuta=True),
    },
    "arabic-normalize": {"str": ARABIC_NORMALIZE.normalize, "list": ARABIC_NORMALIZE.normalize_many},
    "tokenizers": {"str": HUGGING_FACE.normalize_str},
    "pandas": {"pandas": _pandas_replace},
    "pyarrow": {"arrow": _pyarrow},
    "polars": {"arrow": _polars},
}

# The whole cleaning of posts: links, addresses, mentions out, hashtags split, markup, marks, letters, digits,
# elongations, white space. Rivals do what of it they have.
SOCIAL_STEPS = [
    (r"<[^>]+>", " "),
    (r"(?:https?://|www\.)\S+", " "),
    (r"[\w.+-]+@[\w-]+\.[\w.-]+", " "),
    (r"@\w+", " "),
    (r"[#_]", " "),
    (REMOVED, ""),
    ("[أإآٱ]", "ا"),
    ("ى|ئ", "ي"),
    ("ؤ", "و"),
    ("ة", "ه"),
]
SOCIAL_COMPILED = [(re.compile(old), new) for old, new in [*SOCIAL_STEPS, (r"([^\W\d])\1{2,}", r"\1\1"), (r"\s+", " ")]]
ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


def _social_re(text: str) -> str:
    for pattern, new in SOCIAL_COMPILED:
        text = pattern.sub(new, text)
    return text.translate(ARABIC_DIGITS).strip()


def _social_polars(array: pa.Array) -> pa.Array:
    # Its regular expressions have no references back: elongations stay.
    series = pl.Series(array)
    for old, new in [*SOCIAL_STEPS, (r"\s+", " ")]:
        series = series.str.replace_all(old, new)
    return series.str.replace_many(list("٠١٢٣٤٥٦٧٨٩"), list("0123456789")).str.strip_chars().to_arrow()


ARABERT = ArabertPreprocessor("bert-base-arabertv02")
IBRIZ_SOCIAL = ibriz.Normalizer("social")
SOCIAL: dict[str, dict[str, Way]] = {
    "ibriz": {"str": IBRIZ_SOCIAL, "arrow": IBRIZ_SOCIAL},
    "re.sub": {"str": _social_re},
    "arabert": {"str": ARABERT.preprocess},
    "polars": {"arrow": _social_polars},
}

# With the way back to the original: nothing else has it at such a speed that it could stand in the same table.
ALIGN: dict[str, Way] = {"ibriz": IBRIZ, "ibriz align": IBRIZ.align}

# Entities of patterns, from an Arrow array to a table; and the regular expressions people paste, as a count of matches.
NAMES = ["PERSON", "ORG", "LOC", "MISC"]
PATTERNS = ["URL", "EMAIL", "PHONE", "HASHTAG", "MENTION", "IBAN", "IP"]
PASTED = [
    re.compile(r"(?:https?://|www\.)\S+"),
    re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"),
    re.compile(r"\+?\d[\d\s()-]{7,}\d"),
    re.compile(r"#\w+"),
    re.compile(r"@\w+"),
    re.compile(r"\b[A-Z]{2}\d{2}[A-Z0-9]{11,30}\b"),
    re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b"),
]


def _pasted(array: pa.Array) -> list[tuple[int, int, int, str]]:
    return [
        (row, match.start(), match.end(), match[0])
        for row, text in enumerate(array.to_pylist())
        for pattern in PASTED
        for match in pattern.finditer(text)
    ]


EXTRACT: dict[str, Way] = {
    "ibriz patterns": ibriz.Extractor(PATTERNS),
    "ibriz values": ibriz.Extractor([label for label, _, there in ibriz.labels() if there and label not in NAMES]),
    "ibriz names": ibriz.Extractor(NAMES),
    "ibriz all": ibriz.Extractor(),
    "seven re.finditer": _pasted,
}
