"""`make pages`: how well text is repaired that comes out of PDF files, next to the libraries that do the same.

    python tests/score/pages.py --texts DIR [--pages N]

Sets rows of the .txt files of DIR as pages with two makers of PDF files, takes the text out again with every reader
there is, repairs it, and compares it with the row: character error rate in percent, white space made one, bidi controls
left out. Pages of which a fifth is lost are left out. Packages are installed into an environment of its own under
`.envs`; `pdftotext` is used if it is installed.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
import venv
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ENV = HERE / ".envs" / f"py{sys.version_info.major}{sys.version_info.minor}"
INSIDE = "IBRIZ_PAGES_INSIDE"
PACKAGES = (
    "arafix==1.2.0", "arabic-repair==0.1.0",
    "reportlab>=4", "arabic-reshaper>=3", "python-bidi>=0.6", "typst>=0.13", "matplotlib>=3.9",
    "pdfminer.six", "pymupdf", "pypdf", "pypdfium2", "rapidfuzz>=3",
)  # fmt: skip
CONTROLS = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


# Presentation forms, and what the font has no glyphs for.
UNPRINTED = re.compile("[\ufb50-\ufefc\u2190-\u2bff\U00010000-\U0010ffff]")


def main() -> None:
    """Prepares the environment, then runs this file again inside it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, required=True, help="a folder of .txt files, a row a line")
    parser.add_argument("--pages", type=int, default=60)
    options = parser.parse_args()
    if os.environ.get(INSIDE):
        measure(rows(options.texts, options.pages))
        return
    python = prepare()
    sys.exit(subprocess.call([python, __file__, *sys.argv[1:]], env=os.environ | {INSIDE: "1"}))


def prepare() -> Path:
    """The Python of an environment with the packages and the current wheel."""
    python, stamp = ENV / "bin" / "python", ENV / "packages.txt"
    if not stamp.exists() or stamp.read_text() != "\n".join(PACKAGES):
        venv.create(ENV, with_pip=True, clear=True)
        pip(python, *PACKAGES)
        stamp.write_text("\n".join(PACKAGES))
    pip(python, "--no-deps", "--force-reinstall", sorted((ROOT / ".venv" / "wheel").glob("*.whl"))[-1])
    return python


def pip(python: Path, *arguments: object) -> None:
    """Installs."""
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *map(str, arguments)]
    subprocess.check_call(command)


def rows(folder: Path, count: int) -> list[str]:
    """Rows that fill the better part of a page, the same in every run."""
    found = [
        " ".join(row.split())
        for path in sorted(folder.glob("*.txt"))
        for row in path.read_text(encoding="utf-8").splitlines()
        if 600 < len(row) < 2600 and not CONTROLS.search(row) and not UNPRINTED.search(row)
    ]
    random.Random(7).shuffle(found)
    return found[:count]


def measure(texts: list[str]) -> None:
    """The table."""
    from rapidfuzz.distance import Levenshtein

    wrong: defaultdict[tuple[str, str], int] = defaultdict(int)
    total: defaultdict[str, int] = defaultdict(int)
    repairs = dict(repairers())
    for way, page, text in pages(texts):
        expected = plain(text)
        total[way] += len(expected)
        for name, repair in repairs.items():
            wrong[way, name] += Levenshtein.distance(plain(repair(page)), expected)
    print(f"{len(texts)} pages; character error rate in percent")
    print(f"{'':24}" + "".join(f"{name:>15}" for name in repairs))
    for way in sorted(total):
        print(f"{way:24}" + "".join(f"{100 * wrong[way, name] / total[way]:15.2f}" for name in repairs))


def plain(text: str) -> str:
    """What is compared."""
    return " ".join(CONTROLS.sub("", text).split())


def repairers() -> Iterator[tuple[str, Callable[[str], str]]]:
    """What is compared: nothing done, the others, ours."""
    import arabic_repair
    import arafix

    import ibriz

    yield "as extracted", str
    yield "arabic-repair", arabic_repair.repair
    yield "arafix", arafix.fix
    for preset in ("minimal", "pdf"):
        yield f"ibriz {preset}", ibriz.Normalizer(preset)


def pages(texts: list[str]) -> Iterator[tuple[str, str, str]]:
    """How a text was set and read, what was read, and the text."""
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            for maker, make in (("reshaper", reshaped), ("typst", typeset)):
                path = Path(folder) / f"{maker}{number}.pdf"
                make(text, path, justified=number % 2 == 1)
                for reader, page in readings(path):
                    if len(plain(page)) > 0.8 * len(plain(text)):
                        yield f"{maker}, {reader}", page, text


def font_folder() -> Path:
    """DejaVu Sans, which has Arabic letters and all their forms, comes with matplotlib."""
    import matplotlib as mpl

    return Path(mpl.get_data_path()) / "fonts" / "ttf"


def reshaped(text: str, path: Path, *, justified: bool) -> None:
    """Presentation forms in visual order, as programs without shaping write them."""
    from arabic_reshaper import ArabicReshaper
    from bidi.algorithm import get_display
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("DejaVu", str(font_folder() / "DejaVuSans.ttf")))
    reshaper = ArabicReshaper(configuration={"delete_harakat": False})
    canvas = Canvas(str(path))
    for number, line in enumerate(textwrap.wrap(text, 80)):
        shown = get_display(reshaper.reshape(line), base_dir="R")
        width = pdfmetrics.stringWidth(shown, "DejaVu", 10)
        # The line is filled by a little more room between all letters, which readers may take for spaces.
        room = (500 - width) / max(1, len(shown) - 1) if justified and width > 350 else 0.0
        drawn = canvas.beginText(550 - width - room * (len(shown) - 1), 800 - 16 * number)
        drawn.setFont("DejaVu", 10)
        drawn.setCharSpace(room)
        drawn.textOut(shown)
        canvas.drawText(drawn)
    canvas.save()


def typeset(text: str, path: Path, *, justified: bool) -> None:
    """Shaped glyphs with their letters, as today's typesetters write them."""
    import typst

    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    source = (
        f'#set page(paper: "a4")\n#set text(font: "DejaVu Sans", lang: "ar", dir: rtl, size: 10pt)\n'
        f'#set par(justify: {str(justified).lower()})\n#"{escaped}"\n'
    )
    document = path.with_suffix(".typ")
    document.write_text(source, encoding="utf-8")
    typst.compile(str(document), output=str(path), font_paths=[str(font_folder())])


def readings(path: Path) -> Iterator[tuple[str, str]]:
    """What every reader makes of a file."""
    import pymupdf
    import pypdf
    import pypdfium2
    from pdfminer.high_level import extract_text

    yield "pdfminer", extract_text(str(path))
    with pymupdf.open(path) as document:
        yield "pymupdf", "".join(page.get_text() for page in document)
    yield "pypdf", "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    document: Any = pypdfium2.PdfDocument(path)
    yield "pdfium", "\n".join(page.get_textpage().get_text_bounded() for page in document)
    if shutil.which("pdftotext"):
        done = subprocess.run(["pdftotext", "-layout", str(path), "-"], stdout=subprocess.PIPE, check=True)
        yield "pdftotext", done.stdout.decode(errors="replace").replace("\f", "")


if __name__ == "__main__":
    main()
