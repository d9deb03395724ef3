"""`make score CASES=file.jsonl`: how many labelled cases the extractor gets right, by kind, suite and tier.

A case is a JSON object a line: `suite`, `kind`, `mode`, `input`, `expected`, `tier` (A reliable, B by a house's
convention), and where it matters `reference` and `locale`. Modes:

- `value_full`: the whole input is one entity; its value is compared as `readings.py` reads the suite's answer.
- `spans`: the entities of that kind, by text and place (code points); all of them and no other.
- `extract`: their texts alone.
- `negative`: nothing of that kind.
- `itn`: the input is rewritten, as arabic-itn does it, with the value in place of what it stands for.

Suites and tiers are never pooled. Kinds the library has no label for are listed, not counted.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
from pathlib import Path
from typing import Any

from moments import options_of
from readings import KINDS, Kind, is_value, written

import ibriz


def main() -> None:
    """Scores a file and prints a table, and with `--failures` what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--failures", action="store_true", help="print each case that is not right")
    parser.add_argument("--out", type=Path, help="write the table here too, as JSON")
    parser.add_argument("--kind", help="only this kind")
    options = parser.parse_args()
    right: collections.Counter[tuple[str, str, str, str]] = collections.Counter()
    total: collections.Counter[tuple[str, str, str, str]] = collections.Counter()
    left_out: collections.Counter[str] = collections.Counter()
    unread: collections.Counter[str] = collections.Counter()
    available = {name for name, _, is_available in ibriz.labels() if is_available}
    for line in options.cases.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        kind = KINDS.get(case["kind"])
        if options.kind not in (None, case["kind"]):
            continue
        if kind is None or kind.labels[0] not in available or case["mode"] not in MODES or is_reply(case):
            left_out[f"{case['kind']}/{case['mode']}"] += 1
            continue
        key = (case["kind"], case["suite"], case["mode"], case["tier"])
        total[key] += 1
        found = extract(case, kind)
        try:
            is_right = MODES[case["mode"]](case, kind, found)
        except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
            # An answer in a form that no suite had: not right, and told.
            is_right = False
            unread[f"{case['suite']}: {error!r}"] += 1
        if is_right:
            right[key] += 1
        elif options.failures:
            shown = [(e.text, e.value, e.start, e.end) for e in found]
            print(
                f"{case['kind']} {case['suite']} {case['tier']}: {case['input']!r}\n    {case['expected']}\n    {shown}"
            )
    report(right, total, left_out)
    for what, count in unread.items():
        print(f"{count} answers could not be read, {what}")
    if options.out:
        names = ("kind", "suite", "mode", "tier")
        table = [dict(zip(names, key, strict=True)) | {"n": total[key], "right": right[key]} for key in sorted(total)]
        options.out.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def report(
    right: collections.Counter[Any], total: collections.Counter[Any], left_out: collections.Counter[str]
) -> None:
    """Prints a line for each kind, suite, mode and tier."""
    print(f"{'kind':16} {'suite':14} {'mode':11} tier  right  of")
    for key in sorted(total):
        kind, suite, mode, tier = key
        print(f"{kind:16} {suite:14} {mode:11} {tier:4} {right[key]:6} {total[key]:4}  {right[key] / total[key]:6.1%}")
    if left_out:
        print("\nnot counted: " + ", ".join(f"{name} {count}" for name, count in sorted(left_out.items())))


def extract(case: dict[str, Any], kind: Kind) -> list[ibriz.Entity]:
    """What the library finds of the kind, nested or not."""
    # Telephone numbers in national form are given with the country they are dialled in, amounts with the one whose
    # separators they are written with.
    expected = case["expected"]
    region = expected.get("region") if "PHONE" in kind.labels and isinstance(expected, dict) else None
    if kind.labels == ("MONEY",) and "-" in (case.get("locale") or ""):
        region = case["locale"].split("-")[1]
    # For Maha it is a sign like any other, before an Arabic word too.
    text = case["input"].replace("@", " ", 1) if case["suite"] == "maha" else case["input"]
    document = ibriz.extract(text, kind.labels, nested=True, region=region, **options_of(case))
    return list(document)


def bare(text: str) -> str:
    """A text without signs around it: some suites put them there to see whether they disturb."""
    # A dollar sign is one of them unless digits follow.
    return re.sub(r"^(?:\$(?!\d)|[^\w%٪$€£¥°½¼¾+-])+|[^\w%٪$€£¥°⃁″]+$", "", text)


def is_right_value(case: dict[str, Any], kind: Kind, found: list[ibriz.Entity]) -> bool:
    """Whether one entity covers the input, signs around it aside, and means what is expected."""
    text = bare(case["input"].removeprefix("tel:"))
    if case["kind"] in ("relative", "time_any"):
        # «in three days» begins with a preposition that is no part of the length of time.
        # And the noun before a weekday is no part of its name.
        for word in ("خلال ", "في ", "عند ", "يوم "):
            text = text.removeprefix(word)
    if case["kind"] == "money":
        # What says that an amount is not exact is no part of it.
        for word in ("بحدود ", "حوالي ", "نحو "):
            text = text.removeprefix(word)
    if isinstance(case["expected"], dict) and "product" in case["expected"]:
        # Duckling takes in what is measured, which is no part of the measure.
        text = text.removesuffix(case["expected"]["product"]).strip().removesuffix(" من")
    whole = [e for e in found if bare(e.text) in (text, f"يوم {text}")]
    if case["expected"] == []:
        # Maha's way to say that nothing is there.
        return not found
    if case["kind"] == "counted_noun":
        # The noun need not be one that the library counts.
        whole = found
    return any(is_value(entity, case, kind) for entity in whole)


def is_right_spans(case: dict[str, Any], kind: Kind, found: list[ibriz.Entity]) -> bool:
    """Whether exactly the expected texts are found where they are."""
    places = sorted((e.start, e.end) for e in found if e.parent is None)
    if any(span["start"] is None for span in case["expected"]):
        return sorted(e.text for e in found if e.parent is None) == sorted(span["text"] for span in case["expected"])
    return places == sorted((span["start"], span["end"]) for span in case["expected"])


def is_right_list(case: dict[str, Any], kind: Kind, found: list[ibriz.Entity]) -> bool:
    """Whether the texts are the expected ones, in order."""
    expected = case["expected"]
    if expected and isinstance(expected[0], dict):
        return [[e.start, e.end] for e in found] == [entry["indices"] for entry in expected]
    return [written(entity, kind) for entity in found] == expected


def is_right_nothing(case: dict[str, Any], kind: Kind, found: list[ibriz.Entity]) -> bool:
    """Whether nothing is found."""
    return not found


def is_right_rewriting(case: dict[str, Any], kind: Kind, found: list[ibriz.Entity]) -> bool:
    """Whether the text that arabic-itn makes of the input holds the value of what is found."""
    return any(entity.value is not None and entity.value in case["expected"] for entity in found)


def is_reply(case: dict[str, Any]) -> bool:
    """Whether the case asks whom a post answers, which is no entity."""
    return case["mode"] == "extract" and not isinstance(case["expected"], list)


def is_right_conversion(case: dict[str, Any], kind: Kind, found: list[ibriz.Entity]) -> bool:
    """Whether a Hijri day in ISO order, with its era, has the Gregorian value."""
    return [e.value for e in ibriz.extract(case["input"] + " هـ", kind.labels)] == [case["expected"]]


MODES = {
    "convert": is_right_conversion,
    "value_full": is_right_value,
    "spans": is_right_spans,
    "extract": is_right_list,
    "negative": is_right_nothing,
    "itn": is_right_rewriting,
    "itn_negative": is_right_nothing,
}


if __name__ == "__main__":
    main()
