"""Stage 7: documents written; the PDF among them typeset and read back.

Typesetting is the same everywhere: the date is the document's, the fonts are those inside the typesetter, and it sees
an empty folder for a file system. The template imports no package, so nothing is fetched.
"""

import re
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import Final

import msgspec
import typst
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from tocsin.formats import form_pdf
from tocsin.vocab.errors import BadInput
from tocsin.vocab.marking import Tlp, parse_tlp
from tocsin.vocab.package import Package, Rendered, Shown, Writer

STANDARD: Final = "a-2b"  # ISO 19005-2, level B

_PAGE_NUMBER = re.compile(r"[0-9]+ / [0-9]+")
_HINT = "write it as HTML or Markdown"


def write(writer: Writer, package: Package) -> Rendered:
    """The document's bytes, whatever the writer: an order for a PDF is typeset."""
    rendered = writer.write(package)
    if rendered.media_type != form_pdf.ORDER_TYPE:
        return rendered
    return msgspec.structs.replace(rendered, data=typeset(rendered.data), media_type=form_pdf.MEDIA_TYPE)


def show(writer: Writer, data: bytes) -> Shown:
    """What a document's bytes say, read by a program that did not write them."""
    return read_pdf(data) if writer.NAME == form_pdf.NAME else writer.show(data)


def typeset(order: bytes) -> bytes:
    """The PDF/A-2b of an order: equal orders give equal bytes."""
    with TemporaryDirectory() as nothing:
        typesetter = typst.Compiler(
            form_pdf.TEMPLATE.encode(),
            root=nothing,
            package_path=nothing,
            package_cache_path=nothing,
            ignore_system_fonts=True,
            sys_inputs={"order": order.decode()},
        )
        try:
            made = typesetter.compile(format="pdf", pdf_standards=STANDARD)
        except typst.TypstError as fault:
            raise BadInput(f"the document cannot be typeset: {fault}"[:300], hint=_HINT) from fault
        except BaseException as fault:
            if type(fault).__name__ != "PanicException":  # the typesetter's own fault; its class cannot be imported
                raise
            raise BadInput("the typesetter failed on a sign of this document", hint=_HINT) from fault
    assert isinstance(made, bytes), "one PDF, whatever the number of pages"
    return made


def read_pdf(data: bytes) -> Shown:
    """The text of all pages as one, line by line without names, so that it can be searched across lines and pages.

    The label is that of the title, if every page says it above and below; these lines are then named once, and taken
    out of the text. BadInput where the bytes are no PDF.
    """
    try:
        reader = PdfReader(BytesIO(data))
        title = (reader.metadata.title if reader.metadata else None) or ""
        pages = [[line for line in page.extract_text().split("\n") if line] for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise BadInput("not a PDF that can be read") from fault
    label = title.split(" ")[0]
    tlp = _label(label)
    if tlp is None or not pages or not all(_is_framed(lines, label) for lines in pages):
        return Shown(tlp=None, lines=tuple(("", line) for lines in pages for line in lines))
    body = tuple(("", line) for lines in pages for line in lines[1:-2])
    return Shown(tlp=tlp, lines=(("Above and below every page", label), ("Pages", str(len(pages))), *body))


def _is_framed(lines: list[str], label: str) -> bool:
    """Whether a page begins with the label and ends with it and the page's number."""
    return len(lines) >= 3 and lines[0] == lines[-2] == label and bool(_PAGE_NUMBER.fullmatch(lines[-1]))


def _label(text: str) -> Tlp | None:
    if not re.fullmatch(r"TLP:[A-Z+]{3,12}", text):
        return None
    try:
        return parse_tlp(text).tlp
    except BadInput:
        return None
