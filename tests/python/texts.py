"""Texts for property tests: full of what Arabic columns are full of."""

from hypothesis import strategies as st

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأإؤئٱپچژگکی"
MARKS = "".join(map(chr, [*range(0x64B, 0x653), 0x653, 0x654, 0x670, 0x6D6, 0x6E1, 0x610]))
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2069\u061c\ufeff\u00ad\ufe0f"
OTHER = "abcXYZ éÀ 0123456789٠١٢٣٤٥٦٧٨٩۴ .,:;!?،؛؟٪%()[]«»“”-–_/@# \n\t\u00a0ـ😀👍🏽❤©\ufefb\ufdfa\ufe8d漢"

PIECES = st.one_of(
    st.text(LETTERS, min_size=1, max_size=8),
    st.text(MARKS, min_size=1, max_size=3),
    st.text(INVISIBLE, min_size=1, max_size=2),
    st.text(OTHER, min_size=1, max_size=6),
    st.sampled_from(
        ["+966 50 123 4567", "info@example.com", "https://example.com/مصر", "#وسم_1", "12,5%", "٤٠٠٠", "1.2.3.4"]
    ),
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)
ROWS = st.lists(st.one_of(st.none(), TEXTS), max_size=20)
