"""The README shows what the library does: its examples run, its tables are made from the library.

`python tests/python/test_readme.py` writes the tables anew.
"""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

import ibriz

README = Path(__file__).parents[2] / "README.md"


def presets() -> str:
    return "\n".join(f"| `{name}` | {preset['doc']} |" for name, preset in ibriz.presets().items())


def cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "\\|")


def steps() -> str:
    lines = []
    for option in ibriz.options():
        if option["kind"] == "choice":
            values = "; ".join(f"`{value}` {cell(does)}" for value, does in option["values"].items())
        else:
            values = "a number, 0 for no limit" if option["kind"] == "limit" else "a text"
        lines.append(f"| `{option['name']}` | {cell(option['doc'])} | {values} |")
    return "\n".join(lines)


def labels() -> str:
    return "\n".join(f"| `{name}` | {doc} |" for name, doc, available in ibriz.labels() if available)


def with_tables(readme: str) -> str:
    for name, table in (("presets", presets()), ("steps", steps()), ("labels", labels())):
        begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        before, rest = readme.split(begin)
        readme = before + begin + table + "\n" + end + rest.split(end)[1]
    return readme


def test_the_tables_say_what_the_library_says() -> None:
    assert README.read_text(encoding="utf-8") == with_tables(README.read_text(encoding="utf-8")), (
        "python tests/python/test_readme.py writes the tables anew"
    )


def test_the_examples_run() -> None:
    pytest.importorskip("polars")
    failed, tried = doctest.testfile(str(README), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert tried > 20
    assert not failed


def test_the_commands_exist() -> None:
    from ibriz.cli.commands import ibriz as main

    for command, arguments in re.findall(r"^\$ ibriz (\w+)(.*)$", README.read_text(encoding="utf-8"), re.M):
        known = {flag for parameter in main.commands[command].params for flag in parameter.opts}
        assert set(re.findall(r"(?<=\s)--?[a-z][\w-]*", arguments)) <= known, arguments


if __name__ == "__main__":
    README.write_text(with_tables(README.read_text(encoding="utf-8")), encoding="utf-8")
