"""The PDF: PDF/A-2b, the same bytes each time, read back by other people's programs."""

import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from pypdf import PdfReader

from tests.documents import COPY, HOSTILE, a_package, squeezed, texts, unsaid, with_text
from tocsin.formats import form_html, form_pdf
from tocsin.registry import WRITERS
from tocsin.stages import typeset
from tocsin.vocab.clean_copy import SharedMitigation
from tocsin.vocab.defang import defanged_value
from tocsin.vocab.errors import BadInput
from tocsin.vocab.marking import TLP_NAMES, Tlp
from tocsin.vocab.package import Package
from tocsin.vocab.terms import Terms

BIG = 0x3000  # up to the first signs of Chinese


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is absent: the PDF is not judged by it")
    return found


def _pdf(package: Package) -> bytes:
    return typeset.write(form_pdf, package).data


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "form.pdf"
    path.write_bytes(_pdf(a_package()))
    return path


def test_a_pdf_is_read_back_with_its_label() -> None:
    rendered = typeset.write(form_pdf, a_package())
    assert rendered.media_type == "application/pdf"
    shown = typeset.show(form_pdf, rendered.data)
    assert shown.tlp is Tlp.AMBER
    assert unsaid(a_package(), shown) == []


def test_other_forms_pass_as_they_are() -> None:
    for writer in WRITERS:
        rendered = typeset.write(writer, a_package())
        assert rendered.media_type == writer.MEDIA_TYPE
        assert typeset.show(writer, rendered.data).tlp is Tlp.AMBER
    assert typeset.write(form_html, a_package()) == form_html.write(a_package())


@pytest.mark.parametrize("tlp", Tlp)
def test_every_label_stands_on_every_page_above_and_below(tlp: Tlp, tmp_path: Path) -> None:
    data = _pdf(a_package(terms=Terms(tlp=tlp)))
    assert typeset.read_pdf(data).tlp is tlp
    path = tmp_path / "form.pdf"
    path.write_bytes(data)
    for page in PdfReader(path).pages:
        assert page.extract_text().split("\n").count(TLP_NAMES[tlp]) >= 2


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("header: align(right, label),", ""),
        ("#align(right, label) #align(center", "#align(center"),
        ("title: order.label", 'title: "TLP:CLEAR"'),
        ("title: order.label", 'title: "TLP"'),
    ],
)
def test_a_label_that_is_missing_or_differs_anywhere_is_none(
    monkeypatch: pytest.MonkeyPatch, said: str, instead: str
) -> None:
    assert said in form_pdf.TEMPLATE
    monkeypatch.setattr(form_pdf, "TEMPLATE", form_pdf.TEMPLATE.replace(said, instead))
    assert typeset.read_pdf(_pdf(a_package())).tlp is None


def test_a_text_is_read_whole_across_lines_and_pages() -> None:
    text = " ".join(f"word{number}" for number in range(3_000))
    package = a_package(copy=replace(COPY, mitigations=(SharedMitigation(text=text),)))
    shown = typeset.read_pdf(_pdf(package))
    assert int(dict(shown.lines[:2])["Pages"]) > 5
    assert unsaid(package, shown) == []


def test_two_renders_are_equal_byte_for_byte_in_another_process_too() -> None:
    once = _pdf(a_package())
    assert once == _pdf(a_package())
    code = """if True:
        import sys
        from tests.documents import a_package
        from tocsin.formats import form_pdf
        from tocsin.stages import typeset
        sys.stdout.buffer.write(typeset.write(form_pdf, a_package()).data)
    """
    environment = {"PYTHONHASHSEED": "3", "TZ": "Pacific/Auckland", "SOURCE_DATE_EPOCH": "1", "LANG": "C"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert done.stdout == once


def test_qpdf_finds_no_fault(pdf: Path) -> None:
    checked = subprocess.run([_tool("qpdf"), "--check", str(pdf)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_pdftotext_reads_everything(pdf: Path) -> None:
    read = subprocess.run([_tool("pdftotext"), str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    for text in (COPY.title, COPY.passages[0].text, defanged_value(COPY.indicators[0].value), a_package().ask.text):
        assert squeezed(text) in squeezed(read)
    assert read.count("TLP:AMBER") >= 2


def test_the_pdf_declares_its_standard_and_runs_and_opens_nothing(pdf: Path) -> None:
    data = pdf.read_bytes()
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in data
    for word in (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/URI", b"/OpenAction"):
        assert word not in data
    assert b"2026-03-24" in data


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_and_does_nothing(text: str) -> None:
    package = with_text(a_package(), text)
    rendered = typeset.write(form_pdf, package)
    shown = typeset.show(form_pdf, rendered.data)
    assert shown.tlp is Tlp.AMBER
    assert unsaid(package, shown) in ([], [text] if rendered.losses else [])
    assert b"/URI" not in rendered.data


@settings(max_examples=15)
@given(texts())
def test_whatever_the_text_a_pdf_comes_out(text: str) -> None:
    assert typeset.read_pdf(_pdf(with_text(a_package(), text))).tlp is Tlp.AMBER


def test_every_sign_that_is_not_spelled_can_be_typeset() -> None:
    candidates = [chr(number) for number in range(0x20, BIG) if unicodedata.category(chr(number))[0] != "C"]
    said = form_pdf.show(form_pdf.write(a_package(sender="".join(candidates))).data)
    printed = set(next(value for name, value in said.lines if name == "From"))
    alone = [sign for sign in candidates if sign in printed]
    assert 500 < len(alone) < 600, len(alone)
    lines = [" ".join(f"x{sign}x" for sign in alone[at : at + 20]) for at in range(0, len(alone), 20)]
    package = a_package(copy=replace(COPY, mitigations=tuple(SharedMitigation(text=line) for line in lines)))
    assert unsaid(package, typeset.read_pdf(_pdf(package))) == []


def test_the_typesetter_sees_no_file_and_fetches_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    order = form_pdf.write(a_package()).data
    (tmp_path / "secret.txt").write_text("secret")
    for code in (f'#read("{tmp_path}/secret.txt")', '#read("/etc/hostname")', '#read("../secret.txt")'):
        monkeypatch.setattr(form_pdf, "TEMPLATE", code)
        with pytest.raises(BadInput, match="cannot be typeset"):
            typeset.typeset(order)


def test_a_fault_of_the_typesetter_is_ours_to_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form_pdf, "_SHOWN", re.compile("(?!)"))
    with pytest.raises(BadInput, match="typese"):
        _pdf(a_package(sender="\u4e2d"))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"x" * 100, msgspec.json.encode({})])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        typeset.read_pdf(data)
