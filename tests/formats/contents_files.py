"""Small files of our own making, of every kind that is opened, for the tests of their readers."""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Mapping

from PIL import Image, PngImagePlugin
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

PERSON, MAIL, SECRET = "Odile Brun", "odile.brun@acme-corp.com", "Blue!heron9"


def exif() -> Image.Exif:
    """An author, a comment and a position."""
    found = Image.Exif()
    found[0x013B] = PERSON
    found.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + MAIL.encode()
    found.get_ifd(0x8825).update({1: "S", 2: (50.0, 6.0, 30.0), 3: "E", 4: (8.0, 41.0, 0.0)})
    return found


def picture(form: str, mode: str = "RGB", **given: object) -> bytes:
    """A small picture; `given` is what lies around its pixels."""
    file = io.BytesIO()
    Image.new(mode, (8, 6), "red").save(file, form, **given)
    return file.getvalue()


def png_with_text() -> bytes:
    """Text in chunks, packed and plain."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", PERSON)
    info.add_itxt("Comment", f"password: {SECRET}", zip=True)
    info.add_text("more", MAIL, zip=True)
    return picture("PNG", pnginfo=info)


def named(members: Mapping[str, str | bytes]) -> bytes:
    """A zip file of members by their names."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def tarred(*infos: tarfile.TarInfo, packed: bool = False) -> bytes:
    """A tar file of empty members."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for info in infos:
            archive.addfile(info)
    return gzip.compress(file.getvalue()) if packed else file.getvalue()


def pdf(*pages: str) -> bytes:
    """A PDF document with a line of text on each page, under a black bar."""
    writer = PdfWriter()
    for text in pages:
        page = writer.add_blank_page(400, 400)
        page[NameObject("/Contents")] = writer._add_object(_drawn(text))
        name = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
        font = DictionaryObject({NameObject(key): NameObject(value) for key, value in name.items()})
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    writer.add_metadata({"/Author": PERSON})
    writer.add_attachment("list.txt", f"mail {MAIL}".encode())
    return _written(writer)


def pdf_changed(before: str, now: str) -> bytes:
    """A PDF document whose page said something else in an earlier revision."""
    writer = PdfWriter(io.BytesIO(pdf(before)), incremental=True)
    writer.pages[0][NameObject("/Contents")] = writer._add_object(_drawn(now))
    return _written(writer)


def _drawn(text: str) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET 0 0 0 rg 0 90 400 40 re f".encode("latin-1"))
    return stream


def _written(writer: PdfWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A Word document of this body."""
    return named({"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>", **(more or {})})


def xlsx() -> bytes:
    """Two sheets, the second hidden, with shared and own texts."""
    return named(
        {
            "xl/workbook.xml": '<workbook><sheets><sheet name="Payroll" sheetId="1" r:id="r1" '
            'xmlns:r="urn:r"/><sheet name="B" state="veryHidden" r:id="r2" xmlns:r="urn:r"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/>'
            '<Relationship Id="r2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
            "xl/sharedStrings.xml": f"<sst><si><t>contact</t></si><si><r><t>{MAIL}</t></r></si></sst>",
            "xl/worksheets/sheet1.xml": '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row>'
            '<row r="2" hidden="1"><c r="A2" t="s"><v>1</v></c><c r="B2"><f>"x"&amp;A2</f><v>5</v></c></row>'
            "</sheetData></worksheet>",
            "xl/worksheets/sheet2.xml": f'<worksheet><sheetData><row><c r="C7" t="inlineStr"><is><t>password: {SECRET}'
            "</t></is></c></row></sheetData></worksheet>",
            "xl/comments1.xml": f"<comments><commentList><comment><text><t>ask {PERSON}</t></text></comment>"
            "</commentList></comments>",
        }
    )
