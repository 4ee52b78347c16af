"""The form as HTML: one page that loads nothing, in which every text is only text."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from tests.documents import HOSTILE, OTHER_SEED, a_package, bytes_elsewhere, texts, unsaid, with_text
from tocsin.formats import form_html
from tocsin.vocab.errors import BadInput
from tocsin.vocab.marking import Tlp
from tocsin.vocab.package import Package
from tocsin.vocab.release import Purpose
from tocsin.vocab.terms import Terms


class Tags(HTMLParser):
    """Every element and attribute of a page, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(attrs)))

    def handle_comment(self, data: str) -> None:
        self.found.append(("comment", ((data, None),)))

    def handle_decl(self, decl: str) -> None:
        self.found.append(("declaration", ((decl, None),)))

    def unknown_decl(self, data: str) -> None:
        self.handle_decl(data)

    def handle_pi(self, data: str) -> None:
        self.handle_comment(data)


def _tags(package: Package) -> list[tuple[str, tuple[tuple[str, str | None], ...]]]:
    tags = Tags()
    tags.feed(form_html.write(package).data.decode())
    tags.close()
    return tags.found


def test_everything_is_said_and_the_label_stands_on_top_at_the_bottom_and_on_printed_pages() -> None:
    rendered = form_html.write(a_package())
    shown = form_html.show(rendered.data)
    assert shown.tlp is Tlp.AMBER
    assert unsaid(a_package(), shown) == []
    page = rendered.data.decode()
    assert re.search(r"<header>.*TLP:AMBER.*</header>", page)
    assert re.search(r"<footer>.*TLP:AMBER.*</footer>", page)
    assert re.search(r'@page .*@top-right .*"TLP:AMBER".*@bottom-right .*"TLP:AMBER"', page)
    assert rendered.file_name == "NP-2026-0001.html"


@pytest.mark.parametrize("tlp", Tlp)
def test_every_label_is_read_back(tlp: Tlp) -> None:
    assert form_html.show(form_html.write(a_package(terms=Terms(tlp=tlp))).data).tlp is tlp


def test_the_page_runs_loads_and_sends_nothing() -> None:
    found = _tags(a_package())
    assert not {"script", "link", "img", "a", "iframe", "form", "object", "base"} & {tag for tag, _ in found}
    names = {name for _, attributes in found for name, _ in attributes}
    assert not {name for name in names if name in {"src", "href", "style", "srcset", "action"} or name.startswith("on")}
    policy = dict(
        next(attributes for _, attributes in found if ("http-equiv", "Content-Security-Policy") in attributes)
    )
    assert str(policy["content"]).startswith("default-src 'none'")
    assert b"url(" not in form_html.write(a_package()).data
    assert b"@import" not in form_html.write(a_package()).data


@settings(max_examples=60)
@given(texts())
def test_no_text_becomes_an_element_and_none_is_lost(text: str) -> None:
    package = with_text(a_package(), text)
    assert _tags(package) == _tags(a_package())
    shown = form_html.show(form_html.write(package).data)
    assert unsaid(package, shown) == []
    assert shown.tlp is Tlp.AMBER


def test_a_parser_would_make_elements_of_bare_text() -> None:
    tags = Tags()
    tags.feed("\n".join(HOSTILE))
    assert {tag for tag, _ in tags.found} >= {"script", "img", "b"}


def test_the_same_package_gives_the_same_bytes_in_another_process() -> None:
    package = a_package()
    once = form_html.write(package).data
    assert once == bytes_elsewhere("form-html", package, "11")
    assert once == form_html.write(a_package(seed=OTHER_SEED)).data


def test_a_correction_names_what_it_corrects_before_it_says_anything() -> None:
    package = a_package(purpose=Purpose.CORRECTION, follows="NP-2026-0000", why="A digest was wrong.")
    lines = form_html.show(form_html.write(package).data).lines
    assert lines.index(("Why", "A digest was wrong.")) < lines.index(("Heading", "What happened"))


@pytest.mark.parametrize(
    "data", [b"", b"TLP:RED", b"<header><span>TLP:PURPLE</span></header>", b"<span>TLP:RED</span>"]
)
def test_a_page_without_a_label_in_its_header_has_none(data: bytes) -> None:
    assert form_html.show(data).tlp is None


def test_bytes_that_are_no_text_are_refused_with_the_place() -> None:
    with pytest.raises(BadInput, match="byte 1"):
        form_html.show(b"a\xff")
