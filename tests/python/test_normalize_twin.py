"""The library against its slow twin, over random texts and random steps."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

import ibriz
import twin

# Characters by class, each class as likely as the next.
CLASSES = [
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "أإآٱٲٳٵؤئءىةٶٷٸ\u0674",
    "کڪیےۓہھەۀۂۃپچژگڭڤڥڨٹڈڑڕڵںۆۇۈۋێې",
    "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0653\u0654\u0655",
    "\u0610\u061a\u0656\u065f\u06d6\u06dd\u06de\u06e5\u06ed\u0898\u08ca\u08d4\u08ff",
    "ـ",
    "ﻻﻵﻷﻹﷲﷺﷻ﷼﷽﵁﵇ﷴﷳ\ufd3e\ufd3f\ufdfe\ufdff\ufdcfﻣﺮﺣﺒﺎﭖﭘﯽﯿﮏ\ufe70\ufe71\ufe76\ufe77\ufe7c\ufc5e\ufc60\ufc63",
    "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹",
    ",:/-\u066b\u066c\u060c",
    "!?()[]{}_%*|~",
    "$+=<>^`",
    "؛؟٪٭۔…«»“”„‘’‹›′″–—−\u2010\ufe58\uff0d！（）",
    "\u200c\u200d\u200b\u200e\u200f\u202a\u202e\u2066\u2069\u061c\ufeff\u00ad\u034f\u180e\u2060",
    "\ufe0f\ufe0e\u180b\U000e0100",
    "\x00\x08\x7f\x9f\ufff9\ufffc\ufffd",
    " \t\n\r\x0b\x0c\x85\xa0\u2003\u2028\u2029\u3000\u2800\u3164\u115f\u1160\uffa0",
    "abcxyzABCXYZéÉßİıſ",
    "\u0300\u0301\u0308\u0323\u0327\u0338\u0345",
    "\u1100\u1161\u11a8가각한",
    "привет漢字αβγשלוםहिन्दीกำ",
    "😀👍❤☀☕👨👩👧🏽🏳🌈🐕🦺🏴‼〰↔🈁",
    "①ﬁ½²ÅΩ",
]
# Whole things that steps look for, set apart by spaces: what ends a URL is the business of other tests.
WHOLE = [
    " http://example.com/a?b=1 ",
    " https://www.Example.org/x_y ",
    " info@example.com ",
    " @user_1 ",
    " @محمد ",
    " #وسم_جديد ",
    " #MachineLearning ",
    " #كأس2022 ",
    "<b>",
    "</p>",
    "<br/>",
    '<a title="x">',
    "<!-- x -->",
    "&amp;",
    "&lt;b&gt;",
    "&#1593;",
    "&#x639;",
    "👨\u200d👩\u200d👧",
    "🏳\ufe0f\u200d🌈",
    "1\ufe0f\u20e3",
    "👍🏽",
    "🇸🇾",
    "٣٫١٤",
    "1,000.50",
    "12:30",
    "2024/01/15",
    "\r\n",
    "\u0643\u062a\u0627\u0628\u0627\u064b ",
    "\u062c\u0651\u064b\u0627 ",
    "\u0625\u0630\u064b\u0627",
    "\u0629\u200c\u0628",
    "\u0643\u062a\u0628\u200c\u0627\u0644\u0644\u0647",
    "\u0645\u06cc\u200c\u0631\u0648\u0645",
]

characters = st.sampled_from(CLASSES).flatmap(st.sampled_from)
pieces = st.one_of(
    *[characters] * 6,
    st.tuples(characters, st.integers(2, 5)).map(lambda run: run[0] * run[1]),
    st.sampled_from(WHOLE),
)
# Python may know fewer characters than the library: what it has no class for, it has no combining class for either.
texts = st.lists(pieces, max_size=14).map(
    lambda found: "".join(c for c in "".join(found) if unicodedata.category(c) != "Cn")
)

REMOVAL = ["keep", "remove"]
FOLDING = ["keep", "fold"]
PATTERN = ["keep", "remove", "replace"]
# Repairs are left to their own vectors: when a text is repaired is a matter of evidence, not of definition.
REPAIRS = ["mojibake", "visual_order", "ligatures", "broken_words"]
steps = st.fixed_dictionaries(
    dict.fromkeys(REPAIRS, st.just("keep")),
    optional={
        "unicode": st.sampled_from(["none", "nfc", "nfd", "nfkc", "nfkd"]),
        **dict.fromkeys(["presentation_forms", "lookalikes", "foreign_letters"], st.sampled_from(FOLDING)),
        **dict.fromkeys(
            [
                "tanween",
                "harakat",
                "shadda",
                "sukun",
                "dagger_alef",
                "quranic_marks",
                "tatweel",
                "bidi_controls",
                "zero_width",
                "variation_selectors",
                "control",
                "html_tags",
                "other_scripts",
            ],
            st.sampled_from(REMOVAL),
        ),
        "alef": st.sampled_from(["keep", "wasla", "fold"]),
        "hamza": st.sampled_from(["keep", "carrier", "remove"]),
        "alef_maqsura": st.sampled_from(["keep", "yeh", "yeh_final", "maqsura_final", "alef"]),
        "joiners": st.sampled_from(["keep", "remove", "unneeded", "words", "space"]),
        "tanween_alef": st.sampled_from(["keep", "before", "after", "remove"]),
        "farsi_yeh": st.sampled_from(["keep", "yeh", "maqsura_final"]),
        "teh_marbuta": st.sampled_from(["keep", "heh", "teh"]),
        "digits": st.sampled_from(["keep", "ascii", "arabic_indic", "remove"]),
        "punctuation": st.sampled_from(["keep", "ascii", "remove", "space", "isolate"]),
        "quotes": st.sampled_from(["keep", "unify"]),
        "dashes": st.sampled_from(["keep", "unify"]),
        "number_signs": st.sampled_from(["keep", "unify"]),
        "whitespace": st.sampled_from(["keep", "unify", "lines", "collapse"]),
        "repeats": st.integers(0, 4),
        "punctuation_repeats": st.integers(0, 4),
        **dict.fromkeys(["urls", "emails", "mentions", "emoji"], st.sampled_from(PATTERN)),
        "hashtags": st.sampled_from(["keep", "remove", "replace", "split"]),
        "html_entities": st.sampled_from(["keep", "decode"]),
        "latin": st.sampled_from(["keep", "lower", "remove"]),
    },
)
presets = st.sampled_from(sorted(twin.PRESETS))


@settings(max_examples=2000, deadline=None)
@given(text=texts, preset=presets, options=steps)
def test_library_and_twin_agree(text: str, preset: str, options: dict[str, str | int]) -> None:
    """Whatever the text and the steps, both give the same result."""
    assert ibriz.normalize(text, preset, **options) == twin.normalize(text, preset, **options)


@settings(max_examples=500, deadline=None)
@given(text=texts, preset=presets, options=steps)
def test_one_step_at_a_time(text: str, preset: str, options: dict[str, str | int]) -> None:
    """A single step by itself, so that no other hides what it does."""
    for name in options:
        step = {name: options[name]}
        assert ibriz.normalize(text, "none", **step) == twin.normalize(text, "none", **step), step


def test_presets_agree() -> None:
    """The presets are written down twice; both copies hold the same values."""
    for preset, expected in twin.PRESETS.items():
        kept = dict.fromkeys(REPAIRS, "keep")
        normalizer = ibriz.Normalizer(preset, **kept)
        assert {name: ibriz.presets()[preset]["options"][name] for name in expected} == expected
        for text in ("الـرَّقَّة ٢٠١٧ «نصّ» – Abc", "راااائع!!! @ali #وسم_جديد <b>x</b> &amp;"):
            assert normalizer(text) == twin.normalize(text, preset, **kept), (preset, expected)
