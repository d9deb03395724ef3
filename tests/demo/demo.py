"""The main job on the sample: a column of articles becomes clean text and an entity table.

The articles in articles.csv are written for this purpose; some are dirty on purpose (tatweel, HTML, directional marks,
presentation forms, a line in visual order), so the file holds invisible characters.
"""

import time
from pathlib import Path

import pandas as pd

import ibriz

SAMPLE = Path(__file__).with_name("articles.csv")


def show(title: str, frame: pd.DataFrame | pd.Series) -> None:
    """Prints a heading and a table."""
    print(f"\n{title}\n{'-' * len(title)}")
    with pd.option_context("display.max_colwidth", 60, "display.width", 180, "display.max_columns", 20):
        print(frame.to_string())


def before_and_after(articles: pd.DataFrame) -> None:
    """Prints some texts as they came and as they left."""
    print("Before and after: normalize('search'), normalize('model')")
    print("---------------------------------------------------------")
    for row in (0, 14, 16, 17, 20):
        for label, column in (("text  ", "text"), ("search", "key"), ("model ", "clean")):
            print(f"{label} | {articles[column][row][:110]}")
        print()


def speed(articles: pd.DataFrame) -> None:
    """Prints rows and MB per second, over the sample repeated to some 20 MB."""
    texts = pd.concat([articles["text"]] * 2000, ignore_index=True)
    size = texts.str.encode("utf-8").str.len().sum() / 1e6
    cores = ibriz.info()["threads"]
    print(f"\nSpeed on {cores} cores, {len(texts):,} rows, {size:.1f} MB\n-----")
    for name, work in (
        ("normalize('search')", lambda: texts.ibriz.normalize("search")),
        ("normalize('model')", lambda: texts.ibriz.normalize("model")),
        ("entities()", texts.ibriz.entities),
    ):
        begun = time.perf_counter()
        work()
        seconds = time.perf_counter() - begun
        print(f"{name:20} {len(texts) / seconds:12,.0f} rows/s {size / seconds:8.0f} MB/s")


def main() -> None:
    """Runs the whole."""
    articles = pd.read_csv(SAMPLE)
    articles["key"] = articles["text"].ibriz.normalize("search")
    articles["clean"] = articles["text"].ibriz.normalize("model")
    before_and_after(articles)
    entities = articles["text"].ibriz.entities(region="SA")
    show(f"Entities: {len(entities)} in {len(articles)} articles", entities.head(24))
    show("By label", entities.groupby("label").agg(found=("text", "size"), example=("text", "first")))
    speed(articles)


if __name__ == "__main__":
    main()
