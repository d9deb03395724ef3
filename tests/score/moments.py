"""How the suites write moments: each reads its texts at a moment of its own, and rounds in a way of its own."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import ibriz

# What a suite takes for granted: which day of a name is meant, and with which day a week begins.
CONVENTIONS: dict[str, dict[str, str]] = {
    "duckling": {"prefer": "future", "week_start": "monday"},
    "maha": {"prefer": "future", "week_start": "sunday"},
}

GRAINS = ("year", "month", "day", "hour", "minute", "second")


def options_of(case: dict[str, Any]) -> dict[str, Any]:
    """The options a case is to be read with."""
    reference = case.get("reference")
    if not reference:
        return {}
    return {"reference": local(reference)} | CONVENTIONS.get(case["suite"], {})


def parse(value: str) -> tuple[datetime, str] | None:
    """The beginning of what an ISO 8601 value stands for, and how fine it is."""
    if match := re.fullmatch(r"(\d{4})-W(\d\d)", value):
        return datetime.combine(date.fromisocalendar(int(match[1]), int(match[2]), 1), datetime.min.time()), "week"
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d))?)?)?)?)?", value)
    if match is None:
        return None
    parts = [int(part) for part in match.groups() if part is not None]
    return datetime(*(parts + [1, 1][len(parts) - 1 :] if len(parts) < 3 else parts)), GRAINS[len(parts) - 1]  # type: ignore[arg-type]


def is_moment(entity: ibriz.Entity, expected: Any, case: dict[str, Any]) -> bool:
    """Whether an entity begins when the case says, as exactly as the case says it."""
    if isinstance(expected, dict) and expected.get("type") == "time_interval":
        return is_interval(entity, expected, case)
    if isinstance(expected, dict) and "gregorian" in expected:
        # Of a Hijri month or year Maha gives the day that the reference's is there.
        begin, _, after = (entity.value or "").partition("/")
        return begin == expected["gregorian"] or begin < expected["gregorian"] < after
    if isinstance(expected, dict) and "am_pm" in expected:
        return (entity.value or "")[-2:] in (("MO",) if expected["am_pm"] == "AM" else ("AF", "EV", "NI", "MI"))
    if not isinstance(expected, dict) or not isinstance(expected.get("value"), str):
        return False
    wanted = datetime.fromisoformat(local(expected["value"]))
    value = entity.value or ""
    if value[:4].isdigit() and case["suite"] == "duckling" and re.match("منتصف|نص ", entity.text):
        # The middle of a month is its fifteenth.
        value = value[:8] + "15"
    if re.fullmatch(r"\d\d:\d\d(:\d\d)?", value):
        value = on_day(value, entity.text, case)
    found = parse(value.split("/")[0])
    if found is None:
        return False
    begin, grain = found
    # Maha gives the reference's own time of day to days of which nothing is said.
    asked = expected.get("grain", grain)
    if case["suite"] == "maha" and not re.search(r"\d{3}", entity.text) and "XXXX" in open_value(entity, case):
        # A month without a year is this year's.
        begin = begin.replace(year=wanted.year)
    if asked == "week":
        return (grain == "week" and begin == wanted) or ("/" in value and begin == wanted)
    if asked == "quarter":
        return (begin.year, begin.month) == (wanted.year, wanted.month)
    if asked not in GRAINS:
        return False
    # A minute that is not named is not there.
    finest = GRAINS[: GRAINS.index(asked) + 1]
    is_as_fine = grain == asked or {grain, asked} <= {"hour", "minute", "second"}
    return is_as_fine and all(getattr(begin, part) == getattr(wanted, part) for part in finest)


def open_value(entity: ibriz.Entity, case: dict[str, Any]) -> str:
    """The value without a preference."""
    options = {key: value for key, value in options_of(case).items() if key != "prefer"}
    same = [e.value for e in ibriz.extract(case["input"], "DATE", **options) if e.start == entity.start]
    return (same[0] or "") if same else ""


def is_interval(entity: ibriz.Entity, expected: dict[str, Any], case: dict[str, Any]) -> bool:
    """The same bounds; Maha gives the last day for the one after it, and the reference's time of day to both."""
    begin, _, after = (entity.value or "").partition("/")
    if re.fullmatch(r"\d\d:\d\d", begin):
        today = options_of(case)["reference"][:10]
        begin, after = f"{today}T{begin}", f"{today}T{after}"
    found, wanted = [parse(begin), parse(after)], [parse(local(expected[key] or "")) for key in ("from", "to")]
    if None in found or None in wanted:
        return False
    # The last hour is one more for Duckling.
    if wanted[1] is not None and found[1] is not None and wanted[1][0] - found[1][0] == timedelta(hours=1):
        wanted[1] = found[1]
    pairs = [(a[0], b[0]) for a, b in zip(found, wanted, strict=True)]  # type: ignore[index]
    if all(a == b for a, b in pairs):
        return True
    first, last = pairs
    step = timedelta(days=366 if len(after) == 4 else 31 if len(after) == 7 else 1)
    return first[0].date() == first[1].date() and timedelta(0) < last[0] - last[1] + timedelta(days=1) <= step


def local(moment: str) -> str:
    """A moment without its fraction and zone."""
    return re.sub(r"(\.\d+)?(Z|[+-]\d\d:\d\d)$", "", moment)


def on_day(time: str, text: str, case: dict[str, Any]) -> str:
    """A time of day of which no day is said: today's, but for Duckling the next that it can be."""
    now = datetime.fromisoformat(options_of(case)["reference"]).replace(second=0)
    then = datetime.combine(now.date(), datetime.fromisoformat(f"2000-01-01T{time}").time())
    half_known = then.hour > 12 or re.search("صباح|فجر|ظهر|مساء|ليل|عصر", text)
    if case["suite"] == "duckling" and not half_known:
        then = next(t for t in (then + timedelta(hours=12 * i) for i in range(4)) if t >= now)
    return then.isoformat()


def is_offset(entity: ibriz.Entity, expected: Any, name: str | None, text: str) -> bool:
    """So many units before or after the reference; of CLDR «in three days» is «خلال ثلاثة أيام»."""
    if not isinstance(expected, dict):
        return False
    after = text.startswith(("خلال", "في غضون")) and entity.label == "DURATION"
    number = entity.number
    return name == expected.get("unit") and number == expected.get("value") and (after or entity.label != "DURATION")


def is_range(entity: ibriz.Entity, expected: Any) -> bool:
    """A half-open interval, of which CLDR gives the last day."""
    if not isinstance(expected, dict) or "from" not in expected or "/" not in (entity.value or ""):
        return False
    first, after = (entity.value or "").split("/")
    begin, end = parse(first), parse(after)
    if begin is None or end is None:
        return False
    last = end[0] - timedelta(days=1) if end[1] == "day" else end[0]
    return begin[0] == parse(expected["from"])[0] and last == parse(expected["to"])[0]  # type: ignore[index]
