"""A document to look at: highlighted in a notebook, as IOB tags, in spaCy."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ibriz._native import Document, Entity

# Hues around the circle, far apart for labels that stand together; text and frame take their tone from the theme.
HUES = {
    "PERSON": 210, "ORG": 275, "LOC": 140, "MISC": 45, "DATE": 20, "TIME": 35, "DURATION": 50, "SET": 65, "AGE": 5,
    "MONEY": 95, "PERCENT": 170, "QUANTITY": 185, "CARDINAL": 200, "ORDINAL": 225, "URL": 250, "EMAIL": 300,
    "PHONE": 330, "HASHTAG": 315, "MENTION": 290, "IBAN": 350, "IP": 240,
}  # fmt: skip

WORD = re.compile(r"[^\W_](?:[^\W_]|[\u064b-\u065f\u0670\u0640\u200c-\u200f\u061c])*|\S")


def to_html(document: Document) -> str:
    """The text from right to left with its entities marked; nested ones within the others. No JavaScript."""
    body = _marked(document.text, list(document.entities), 0, len(document.text))
    used = sorted({entity.label for entity in document.entities}, key=list(HUES).index)
    legend = " ".join(f'<span style="{_style(label)}">{label}</span>' for label in used)
    return (
        '<div dir="rtl" style="line-height:2;white-space:pre-wrap;unicode-bidi:plaintext">'
        f"{body}</div>"
        f'<div dir="ltr" style="font-size:80%;margin-top:.5em">{legend}</div>'
    )


def _marked(text: str, entities: list[Entity], start: int, end: int) -> str:
    parts: list[str] = []
    while entities and entities[0].start < end:
        entity = entities.pop(0)
        parts.append(escape(text[start : entity.start]))
        inner = _marked(text, entities, entity.start, entity.end)
        title = escape(" ".join(filter(None, [entity.label, entity.value, entity.unit])))
        parts.append(f'<mark style="{_style(entity.label)}" title="{title}">{inner}</mark>')
        start = entity.end
    return "".join(parts) + escape(text[start:end])


def _style(label: str) -> str:
    hue = HUES.get(label, 0)
    return (
        f"background:hsl({hue} 70% 50% / .22);border-bottom:2px solid hsl({hue} 70% 45%);"
        "color:inherit;border-radius:.25em;padding:0 .15em"
    )


def to_iob(document: Document) -> list[tuple[str, str]]:
    """The words of the text, each with its tag: `B-` begins an entity, `I-` goes on, `O` is outside of all."""
    outer = [entity for entity in document.entities if entity.parent is None]
    tagged: list[tuple[str, str]] = []
    place, last = 0, -1
    for word in WORD.finditer(document.text):
        while place < len(outer) and outer[place].end <= word.start():
            place += 1
        inside = place < len(outer) and outer[place].start < word.end()
        prefix = "I" if last == place else "B"
        tagged.append((word.group(), f"{prefix}-{outer[place].label}" if inside else "O"))
        last = place if inside else -1
    return tagged


def to_spacy(document: Document, nlp: Any) -> Any:
    """A spaCy `Doc` with the outermost entities as `doc.ents`; spans grow to the tokens they touch."""
    doc = nlp.make_doc(document.text)
    spans: list[Any] = []
    for entity in document.entities:
        span = doc.char_span(entity.start, entity.end, label=entity.label, alignment_mode="expand")
        if entity.parent is None and span is not None and not (spans and span.start < spans[-1].end):
            spans.append(span)
    doc.set_ents(spans)
    return doc
