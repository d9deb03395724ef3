"""How the answers of the suites are to be read: each has conventions of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import ibriz


@dataclass(frozen=True)
class Kind:
    """A kind of case, the label it stands for, and the sign its suite leaves off."""

    label: str
    sign: str = ""


KINDS = {
    "number": Kind("CARDINAL"),
    "percent": Kind("PERCENT"),
    "phone": Kind("PHONE"),
    "email": Kind("EMAIL"),
    "iban": Kind("IBAN"),
    "url": Kind("URL"),
    "hashtag": Kind("HASHTAG", "#"),
    "mention": Kind("MENTION", "@"),
}


def written(entity: ibriz.Entity, kind: Kind) -> str:
    """The text of an entity as twitter-text lists it: without its sign."""
    text: str = entity.text
    return re.sub("^[#＃@＠]", "", text) if kind.sign else text


def is_value(entity: ibriz.Entity, case: dict[str, Any], kind: Kind) -> bool:
    """Whether an entity means what the case expects."""
    expected = case["expected"]
    if isinstance(expected, list):
        expected = expected[0] if len(expected) == 1 else None
    match kind.label:
        case "CARDINAL" | "PERCENT":
            return is_number(entity, expected)
        case "PHONE":
            return is_phone(entity, expected)
        case "URL":
            # What is taken for a host is told, not the form of the whole.
            return isinstance(expected, dict) and expected["value"] in (entity.text, entity.value)
        case _:
            return bool(entity.value == expected)


def is_number(entity: ibriz.Entity, expected: Any) -> bool:
    """Numbers as numbers, as decimals in text, or under the key `value`; percentages with their sign or without."""
    if isinstance(expected, dict):
        expected = expected.get("value")
    if isinstance(expected, str):
        expected = expected.strip("%").replace(",", "")
    try:
        number = float(expected)
    except (TypeError, ValueError):
        return False
    return entity.number is not None and abs(entity.number - number) <= 1e-9 * max(1.0, abs(number))


def is_phone(entity: ibriz.Entity, expected: Any) -> bool:
    """E.164, or for Duckling the digits with the calling code in brackets."""
    if not isinstance(expected, dict):
        return False
    if "e164" in expected:
        return bool(entity.value == expected["e164"])
    digits = re.sub(r"[^\d+]", "", expected["value"])
    return entity.value is not None and entity.value.lstrip("+") == digits.lstrip("+")
