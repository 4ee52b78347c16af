"""The order for a PDF: data only, every sign one that can be typeset."""

import json

import pytest
from hypothesis import given, settings

from tests.documents import HOSTILE, OTHER_SEED, a_package, bytes_elsewhere, texts, unsaid, with_text
from tocsin.formats import form_pdf
from tocsin.vocab.errors import BadInput
from tocsin.vocab.marking import Tlp
from tocsin.vocab.terms import Terms


def test_everything_is_said_and_nothing_of_it_stands_in_the_template() -> None:
    rendered = form_pdf.write(a_package())
    assert rendered.media_type == form_pdf.ORDER_TYPE
    assert rendered.file_name == "NP-2026-0001.pdf"
    assert rendered.losses == ()
    shown = form_pdf.show(rendered.data)
    assert shown.tlp is Tlp.AMBER
    assert unsaid(a_package(), shown) == []
    assert "northpole" not in form_pdf.TEMPLATE


@pytest.mark.parametrize("tlp", Tlp)
def test_every_label_is_read_back(tlp: Tlp) -> None:
    assert form_pdf.show(form_pdf.write(a_package(terms=Terms(tlp=tlp))).data).tlp is tlp


@settings(max_examples=60)
@given(texts())
def test_a_text_is_said_or_its_signs_are_spelled_and_counted(text: str) -> None:
    package = with_text(a_package(), text)
    rendered = form_pdf.write(package)
    missing = unsaid(package, form_pdf.show(rendered.data))
    assert missing in ([], [text])
    assert bool(missing) <= any("code points" in loss.what for loss in rendered.losses)


def test_a_sign_without_a_glyph_stands_as_its_code_point() -> None:
    rendered = form_pdf.write(a_package(sender=HOSTILE[10]))
    assert "Привет, ⟨U+05E9⟩" in rendered.data.decode()
    assert [loss.what for loss in rendered.losses] == ["8 signs that stand as their code points"]


def test_the_template_imports_nothing_and_evaluates_nothing() -> None:
    for word in ("#import", "#include", "eval(", "read(", "@preview", "image(", "link("):
        assert word not in form_pdf.TEMPLATE


def test_the_same_package_gives_the_same_bytes_in_another_process() -> None:
    once = form_pdf.write(a_package()).data
    assert once == bytes_elsewhere("form-pdf", a_package(), "9")
    assert once == form_pdf.write(a_package(seed=OTHER_SEED)).data


def test_the_order_holds_no_time_but_that_of_the_writing() -> None:
    order = json.loads(form_pdf.write(a_package()).data)
    assert order["day"] == [2026, 3, 24]
    assert set(order) == {"label", "title", "number", "day", "sections"}


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"{}", b'{"sections": [], "label": "TLP:PURPLE"}', b"[" * 99999])
def test_what_is_no_order_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        form_pdf.show(data)
