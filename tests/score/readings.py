"""How the answers of the suites are to be read: each has conventions of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from moments import is_moment, is_offset, is_range

import ibriz


@dataclass(frozen=True)
class Kind:
    """A kind of case, the labels it stands for, and the sign its suite leaves off."""

    labels: tuple[str, ...]
    sign: str = ""


KINDS = {
    "number": Kind(("CARDINAL", "PERCENT")),
    "counted_noun": Kind(("CARDINAL", "QUANTITY", "MONEY")),
    "fraction": Kind(("CARDINAL",)),
    "ordinal": Kind(("ORDINAL",)),
    "percent": Kind(("PERCENT",)),
    "money": Kind(("MONEY",)),
    "quantity": Kind(("QUANTITY", "DURATION")),
    "temperature": Kind(("QUANTITY",)),
    "duration": Kind(("DURATION",)),
    "date": Kind(("DATE", "TIME")),
    "time": Kind(("TIME",)),
    "hijri_date": Kind(("DATE",)),
    "hijri_convert": Kind(("DATE",)),
    "relative": Kind(("DATE", "TIME", "DURATION")),
    "datetime": Kind(("TIME", "DATE")),
    "time_any": Kind(("DATE", "TIME", "DURATION")),
    "datetime_any": Kind(("DATE", "TIME")),
    "datetime_range": Kind(("DATE", "TIME")),
    "date_range": Kind(("DATE", "TIME")),
    "time_range": Kind(("TIME",)),
    "holiday": Kind(("DATE",)),
    "set": Kind(("SET",)),
    "number_range": Kind(("CARDINAL",)),
    "age": Kind(("AGE", "DURATION")),
    "phone": Kind(("PHONE",)),
    "email": Kind(("EMAIL",)),
    "iban": Kind(("IBAN",)),
    "ip": Kind(("IP",)),
    "url": Kind(("URL",)),
    "hashtag": Kind(("HASHTAG",), "#"),
    "mention": Kind(("MENTION",), "@"),
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
    if case["kind"] in ("relative", "time_any", "datetime", "date_range"):
        return is_when(entity, case, expected)
    match kind.labels[0]:
        case "CARDINAL" if entity.label == "PERCENT":
            # A percentage is a number for Maha, a part of one.
            return isinstance(expected, dict) and is_close((entity.number or 0) / 100, as_float(expected.get("value")))
        case "CARDINAL" | "PERCENT" | "ORDINAL":
            return is_number(entity, expected)
        case "MONEY":
            return is_money(entity, expected)
        case "QUANTITY":
            return is_quantity(entity, expected)
        case "TIME":
            return bool(entity.value == expected)
        case "DATE":
            expected = expected.get("gregorian") if isinstance(expected, dict) else expected
            return bool(entity.value == expected)
        case "DURATION" | "AGE":
            return is_duration(entity, expected)
        case "PHONE":
            return is_phone(entity, expected)
        case "URL":
            # What is taken for a host is told, not the form of the whole.
            return isinstance(expected, dict) and expected["value"] in (entity.text, entity.value)
        case _:
            return bool(entity.value == expected)


def is_when(entity: ibriz.Entity, case: dict[str, Any], expected: Any) -> bool:
    """A moment, a span of days, or how far from the reference."""
    match case["kind"]:
        case "relative":
            return is_offset(entity, expected, UNITS.get(entity.unit or ""), case["input"])
        case "date_range":
            return is_range(entity, expected)
        case "datetime":
            value = expected["value"] if isinstance(expected, dict) else expected
            return is_moment(entity, {"value": value, "grain": "minute"}, case)
        case _:
            return is_moment(entity, expected, case)


def is_number(entity: ibriz.Entity, expected: Any) -> bool:
    """Numbers as numbers, as decimals in text, or under the key `value`; percentages with their sign or without."""
    if isinstance(expected, dict):
        expected = expected.get("value")
    if isinstance(expected, str):
        expected = expected.strip("%").replace(",", "")
    return is_close(entity.number, as_float(expected))


def as_float(expected: Any) -> float | None:
    """A number, also «1 3/4»."""
    try:
        return float(sum(map(Fraction, expected.split()))) if isinstance(expected, str) else float(expected)
    except (TypeError, ValueError, ZeroDivisionError):
        return None


def is_close(number: float | None, expected: float | None) -> bool:
    """Whether both are there and equal but for rounding."""
    return number is not None and expected is not None and abs(number - expected) <= 1e-6 * max(1.0, abs(expected))


# How Duckling calls currencies of which it says no more.
CURRENCIES = {
    "Dollar": ("USD",),
    "Pound": ("GBP", "EGP", None),
    "Cent": ("USD",),
    "Dinar": (None,),
    "Riyal": (None,),
    "Dirham": (None,),
}


def is_money(entity: ibriz.Entity, expected: Any) -> bool:
    """Value and currency; Duckling counts cents by themselves; nemo writes dollars."""
    if isinstance(expected, str):
        return entity.unit == "USD" and is_close(entity.number, as_float(expected.strip("$")))
    if not isinstance(expected, dict):
        return False
    unit = expected.get("currency") or expected.get("unit")
    parts = 100 if unit == "Cent" and entity.unit == "USD" else 1
    currencies = CURRENCIES.get(unit, (unit,))
    if "from" in expected and "to" in expected:
        return entity.unit in currencies and entity.value == f"{expected['from']}/{expected['to']}"
    return entity.unit in currencies and is_close((entity.number or 0.0) * parts, as_float(expected.get("value")))


# UCUM, and what CLDR, Maha and Duckling call it (in small letters, singular).
UNITS = {
    "mm": "millimeter",
    "cm": "centimeter",
    "dm": "decimeter",
    "m": "meter",
    "km": "kilometer",
    "[mi_i]": "mile",
    "[ft_i]": "foot",
    "[in_i]": "inch",
    "[yd_i]": "yard",
    "m2": "square-meter",
    "km2": "square-kilometer",
    "har": "hectare",
    "[acr_us]": "acre",
    "m3": "cubic-meter",
    "L": "liter",
    "mL": "milliliter",
    "cL": "centiliter",
    "hL": "hectoliter",
    "[gal_us]": "gallon",
    "[foz_us]": "fluid-ounce",
    "[cup_us]": "cup",
    "[tbs_us]": "tablespoon",
    "[tsp_us]": "teaspoon",
    "[pt_us]": "pint",
    "mg": "milligram",
    "g": "gram",
    "kg": "kilogram",
    "t": "tonne",
    "[oz_av]": "ounce",
    "[lb_av]": "pound",
    "Cel": "celsius",
    "[degF]": "fahrenheit",
    "deg": "degree",
    "km/h": "kilometer-per-hour",
    "m/s": "meter-per-second",
    "[mi_i]/h": "mile-per-hour",
    "bit": "bit",
    "By": "byte",
    "kBy": "kilobyte",
    "MBy": "megabyte",
    "GBy": "gigabyte",
    "TBy": "terabyte",
    "kW": "kilowatt",
    "W": "watt",
    "kcal": "kilocalorie",
    "ns": "nanosecond",
    "us": "microsecond",
    "ms": "millisecond",
    "s": "second",
    "min": "minute",
    "h": "hour",
    "d": "day",
    "wk": "week",
    "mo": "month",
    "{quarter}": "quarter",
    "a": "year",
}
IRREGULAR = {
    "feet": "foot",
    "inches": "inch",
    "litre": "liter",
    "millilitre": "milliliter",
    "hectolitre": "hectoliter",
    "centilitre": "centiliter",
}
METERS = {
    "mm": 0.001,
    "cm": 0.01,
    "dm": 0.1,
    "m": 1.0,
    "km": 1000.0,
    "[mi_i]": 1609.344,
    "[ft_i]": 0.3048,
    "[in_i]": 0.0254,
    "[yd_i]": 0.9144,
}


def unit_name(name: str) -> str:
    """The name of a unit in small letters and the singular."""
    name = name.lower()
    return IRREGULAR.get(name, name.removesuffix("s") if name not in ("celsius",) else name)


def is_quantity(entity: ibriz.Entity, expected: Any) -> bool:
    """Value and unit; Maha gives some lengths in meters, Duckling masses in grams and degrees without a scale."""
    if not isinstance(expected, dict):
        return False
    if "normalized_m" in expected:
        # In whole meters.
        meters = (entity.number or 0.0) * METERS.get(entity.unit or "", 0.0)
        return abs(meters - float(expected["normalized_m"])) <= 0.5
    wanted, number = unit_name(expected.get("unit", "")), entity.number
    if wanted == "gram" and entity.unit in ("kg", "mg"):
        number = (number or 0.0) * (1000 if entity.unit == "kg" else 0.001)
        wanted = UNITS[entity.unit]
    if wanted == "degree" and entity.unit == "Cel":
        wanted = "celsius"
    return UNITS.get(entity.unit or "") == wanted and is_close(number, as_float(expected.get("value")))


DURATION = re.compile(
    r"P(?:(-?[\d.]+)Y)?(?:(-?[\d.]+)M)?(?:(-?[\d.]+)W)?(?:(-?[\d.]+)D)?(?:T(?:(-?[\d.]+)H)?(?:(-?[\d.]+)M)?(?:(-?[\d.]+)S)?)?"
)
PARTS = ("year", "month", "week", "day", "hour", "minute", "second")


def is_duration(entity: ibriz.Entity, expected: Any) -> bool:
    """The same parts; Maha lists them, the others have one."""
    if not isinstance(expected, dict) or (match := DURATION.fullmatch(entity.value or "")) is None:
        return False
    found = {part: float(value) for part, value in zip(PARTS, match.groups(), strict=True) if value}
    wanted = {unit_name(part["unit"]): part["value"] for part in expected.get("values", [expected]) if "unit" in part}
    return found.keys() == wanted.keys() and all(abs(found[part] - float(wanted[part])) < 1e-3 for part in found)


def is_phone(entity: ibriz.Entity, expected: Any) -> bool:
    """E.164, or for Duckling the digits with the calling code in brackets."""
    if not isinstance(expected, dict):
        return False
    if "e164" in expected:
        return bool(entity.value == expected["e164"])
    digits = re.sub(r"[^\d+]", "", expected["value"])
    return entity.value is not None and entity.value.lstrip("+") == digits.lstrip("+")
