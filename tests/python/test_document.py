"""A document: its entities, its forms, its look in a notebook."""

import pickle
from html.parser import HTMLParser

import ibriz

TEXT = 'خصم 12% <b>"على" الجوال\u200f +966 50 123 4567'


def test_entities_say_what_they_are() -> None:
    document = ibriz.extract(TEXT, nested=True)
    assert [(e.label, e.text, e.value, e.number, e.unit, e.parent) for e in document] == [
        ("PERCENT", "12%", "12", 12.0, "%", None),
        ("CARDINAL", "12", "12", 12.0, None, 0),
        ("PHONE", "+966 50 123 4567", "+966501234567", None, None, None),
    ]
    assert all(document.text[e.start : e.end] == e.text for e in document)
    assert document[0].canonical == "12%"
    assert len(document) == 3
    assert "PHONE" in repr(document[2])


def test_dicts_have_the_keys_of_a_pipeline() -> None:
    first = ibriz.extract(TEXT).to_dicts()[0]
    assert {"entity_group": "PERCENT", "word": "12%", "start": 4, "end": 7, "score": 1.0}.items() <= first.items()


def test_iob_tags() -> None:
    tags = ibriz.extract("خصم 12% و5").to_iob()
    assert tags == [("خصم", "O"), ("12", "B-PERCENT"), ("%", "I-PERCENT"), ("و5", "B-CARDINAL")]


class Tags(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.seen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "mark" in self.open or self.open == ["div"]:
            self.text += data


def test_html_is_escaped_nested_and_without_script() -> None:
    html = ibriz.extract(TEXT + "<script>alert(1)</script>", nested=True)._repr_html_()
    parser = Tags()
    parser.feed(html)
    assert not parser.open
    assert parser.text.startswith(TEXT + "<script>alert(1)</script>")
    assert set(parser.seen) == {"div", "mark", "span"}
    assert 'dir="rtl"' in html


def test_spacy_gets_the_outermost_entities() -> None:
    class Span:
        def __init__(self, start: int, end: int, label: str) -> None:
            self.start, self.end, self.label = start, end, label

    class Doc:
        def __init__(self) -> None:
            self.ents: list[Span] = []

        def char_span(self, start: int, end: int, label: str, alignment_mode: str) -> Span:
            return Span(start, end, label)

        def set_ents(self, spans: list[Span]) -> None:
            self.ents = spans

    class Nlp:
        def make_doc(self, text: str) -> Doc:
            return Doc()

    doc = ibriz.extract(TEXT, nested=True).to_spacy(Nlp())
    assert [(span.start, span.label) for span in doc.ents] == [(4, "PERCENT"), (TEXT.index("+966"), "PHONE")]


def test_normalizers_and_extractors_are_values() -> None:
    normalizer = ibriz.Normalizer("social", digits="keep", repeats=3)
    assert pickle.loads(pickle.dumps(normalizer)) == normalizer
    assert hash(normalizer) == hash(ibriz.Normalizer("social", repeats=3, digits="keep"))
    assert normalizer != ibriz.Normalizer("social")
    assert repr(normalizer) == "Normalizer('social', digits='keep', repeats=3)"
    assert "tatweel = remove" in repr(normalizer.steps)
    extractor = ibriz.Extractor(["PHONE", "URL"], nested=True, region="SA")
    assert pickle.loads(pickle.dumps(extractor)) == extractor
    assert repr(extractor) == "Extractor(['PHONE', 'URL'], nested=True, region='SA')"


def test_alignment_leads_back() -> None:
    text = "زار  مُحَمَّدٌ الـقـاهِرَةَ"
    aligned = ibriz.Normalizer("search").align(text)
    assert aligned.text == "زار محمد القاهره"
    start = aligned.text.index("محمد")
    begin, end = aligned.to_original(start, start + 4)
    assert text[begin:end] == "مُحَمَّدٌ"
    assert aligned.to_normalized(begin, end) == (start, start + 4)
