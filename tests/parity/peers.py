"""The peers: what each needs, and the function that the preset of its name does after.

Run as a program in the environment of a peer (`peers.py NAME`), it reads texts and writes what the peer makes of them,
both as a line of Base64 each, of their UTF-8.
"""

from __future__ import annotations

import base64
import sys
from typing import NamedTuple


class Peer(NamedTuple):
    """How a peer is had and called."""

    code: str | None
    """An expression of the function, after the imports before the last line break; None for `Lucene.java`."""
    requirements: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    """What is installed without what it says it needs: nothing of that is used by the function."""
    jars: tuple[str, ...] = ()
    """The names of the files it needs, if it is in Java."""
    python: tuple[int, int] = (3, 11)
    cases: tuple[tuple[str, str, str | None], ...] = ()
    """How collections of pairs call it: peer, function, profile."""


CAMEL = {"requirements": ("emoji>=2", "six"), "alone": ("camel-tools==1.6.0",)}
PEERS = {
    "camel": Peer(
        "from camel_tools.utils.dediac import dediac_ar\n"
        "from camel_tools.utils.normalize import normalize_alef_ar as alef, normalize_alef_maksura_ar as maksura\n"
        "from camel_tools.utils.normalize import normalize_teh_marbuta_ar as teh\n"
        "lambda text: teh(maksura(alef(dediac_ar(text))))",
        **CAMEL,
        cases=(("camel-tools 1.6.0", "search", None), ("camel-lite 1.6.0.1", "search", None)),
    ),
    "camel-unicode": Peer(
        "from camel_tools.utils.normalize import normalize_unicode\nnormalize_unicode",
        **CAMEL,
        cases=(("camel-tools 1.6.0", "normalize_unicode", None), ("camel-lite 1.6.0.1", "normalize_unicode", None)),
    ),
    "camel-arclean": Peer(
        "from camel_tools.utils.charmap import CharMapper\nCharMapper.builtin_mapper('arclean')",
        **CAMEL,
        cases=(("camel-tools 1.6.0", "arclean", None), ("camel-lite 1.6.0.1", "arclean", None)),
    ),
    "pyarabic": Peer(
        "from pyarabic.normalize import normalize_searchtext\nnormalize_searchtext",
        ("pyarabic==0.6.15",),
        cases=(("pyarabic 0.6.15", "search", None),),
    ),
    "tashaphyne": Peer(
        "from tashaphyne.normalize import normalize_searchtext\nnormalize_searchtext",
        ("Tashaphyne==0.3.6",),
        cases=(("Tashaphyne 0.3.6", "search", None),),
    ),
    "arabert": Peer(
        "from arabert.preprocess import ArabertPreprocessor\nArabertPreprocessor('bert-base-arabertv02').preprocess",
        ("pyarabic==0.6.15", "emoji==1.4.2"),
        ("arabert==1.0.1",),
        cases=(("arabert 1.0.1", "preprocess_v02", None),),
    ),
    "lucene": Peer(
        None,
        jars=("lucene-core-*.jar", "lucene-anal*-common-*.jar"),
        cases=(("lucene", "ArabicNormalizationFilter", None), ("lucene", "DecimalDigitFilter", None)),
    ),
    "arabic-norm": Peer(
        "from arabic_norm import normalize\nnormalize",
        ("arabic-norm==0.1.0",),
        cases=(("arabic-norm 0.1.0 (Rust)", "default", None), ("arabic-norm", "normalize", None)),
    ),
    "araclean-light": Peer(
        "import araclean\nlambda text: araclean.normalize(text, profile='light')",
        ("araclean==0.3.0",),
        python=(3, 12),
        cases=(("araclean 0.3.0", "profile_light", None), ("araclean", "normalize", "light")),
    ),
    "araclean-search": Peer(
        "import araclean\nlambda text: araclean.normalize(text, profile='search')",
        ("araclean==0.3.0",),
        python=(3, 12),
        cases=(("araclean 0.3.0", "profile_search", None), ("araclean", "normalize", "search")),
    ),
    "nfkc": Peer("import unicodedata\nlambda text: unicodedata.normalize('NFKC', text)"),
}


def to_line(text: str) -> str:
    """A text as it is handed over."""
    return base64.b64encode(text.encode("utf-8", "surrogatepass")).decode()


def from_line(line: str) -> str:
    """The text again."""
    return base64.b64decode(line).decode("utf-8", "surrogatepass")


def main() -> None:
    """Runs the peer of that name over the texts of standard input."""
    imports, _, expression = (PEERS[sys.argv[1]].code or "").rpartition("\n")
    names: dict[str, object] = {}
    exec(imports, names)
    function = eval(expression, names)
    for line in sys.stdin:
        print(to_line(function(from_line(line))))


if __name__ == "__main__":
    main()
