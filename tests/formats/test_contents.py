"""Files that are no plain text: what stands in them is found at its place, the rest is said, bombs are refused."""

import gzip
import io
import json
import random
import shutil
import struct
import subprocess
import tarfile
import zlib
from base64 import b64encode
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from tests.formats.contents_files import (
    MAIL,
    PERSON,
    SECRET,
    docx,
    exif,
    named,
    pdf,
    pdf_changed,
    picture,
    png_with_text,
    tarred,
    xlsx,
)
from tocsin.formats.contents import picture as pictures
from tocsin.formats.contents.kind import kind_of
from tocsin.formats.contents.opened import contents_of
from tocsin.vocab.contents import Contents, words_of
from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.limits import Limits

SMALL = Limits(unpacked_bytes=1_000_000, archive_entries=100, contents_chars=100_000, pages=3)


def opened(data: bytes, limits: Limits = SMALL) -> Contents:
    """What is in a file that has to be opened."""
    found = contents_of(data, limits)
    assert found is not None
    return found


def place_of(contents: Contents, text: str) -> str:
    """Where a text stands."""
    words = words_of(contents)
    return words.place(words.text.index(text))


def test_a_place_is_that_of_the_part_in_which_a_sign_stands() -> None:
    words = words_of(opened(xlsx()))
    assert words.text.startswith("=== names of sheets ===\nPayroll\n")
    for text, place in (("contact", "sheet 1, cell A1"), (MAIL, "sheet 1, cell A2"), (SECRET, "sheet 2, cell C7")):
        at = words.text.index(text)
        assert {words.place(at), words.place(at + len(text) - 1)} == {place}
    assert all(one < other for one, other in pairwise(words.starts))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_what_lies_around_the_pixels_is_listed(form: str) -> None:
    found = opened(picture(form, exif=exif()))
    assert place_of(found, PERSON) == "Exif, Artist"
    assert place_of(found, MAIL) == "Exif, UserComment"
    assert "GPS position: -50.108333, 8.683333" in words_of(found).text
    assert any("(GPS)" in fact for fact in found.facts)
    assert any("OCR" in unread for unread in found.unread)


def test_comments_and_texts_of_pictures_are_read() -> None:
    assert place_of(opened(picture("GIF", comment=MAIL.encode())), MAIL) == "comment"
    assert place_of(opened(picture("JPEG", comment=MAIL.encode())), MAIL) == "comment"
    text = words_of(opened(png_with_text())).text
    assert all(one in text for one in (PERSON, MAIL, SECRET))


def test_iptc_xmp_and_provenance_are_seen() -> None:
    iptc = b"8BIM\x04\x04\0\0" + struct.pack(">I", 16) + b"\x1c\x02\x50" + struct.pack(">H", len(PERSON))
    xmp = b'<x xmlns:dc="urn:dc" dc:rights="' + MAIL.encode() + b'"><dc:creator>Zoe Karim</dc:creator></x>'
    segments = (
        (0xED, b"Photoshop 3.0\0" + iptc + PERSON.encode()),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp),
        (0xEB, b"JP\0\1 jumb c2pa"),
    )
    more = b"".join(b"\xff" + bytes([kind]) + struct.pack(">H", len(body) + 2) + body for kind, body in segments)
    plain = picture("JPEG")
    found = opened(plain[:2] + more + plain[2:] + b"PK\x03\x04 behind the end")
    assert place_of(found, f"Author: {PERSON}") == "IPTC, data set 2:80"
    assert place_of(found, MAIL) == "XMP, property 1"
    assert "Author: Zoe Karim" in words_of(found).text
    assert {"C2PA: a signed statement of where the picture comes from", "data behind the end of the picture"} <= set(
        found.facts
    )


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_of_a_picture_nothing_but_its_pixels_is_copied(form: str) -> None:
    around: dict[str, object] = {"exif": exif(), "xmp": MAIL.encode(), "icc_profile": MAIL.encode()}
    copy = pictures.pixels_alone(picture(form, "RGB", **around) + MAIL.encode(), 1_000)
    assert not words_of(opened(copy)).text
    assert opened(copy).facts == ()
    with Image.open(io.BytesIO(copy)) as seen:
        assert (seen.size, seen.format, seen.info) == ((8, 6), "PNG", {})
        shown = seen.convert("RGB").tobytes()
        assert (min(shown[0::3]) > 200, max(shown[1::3]) < 60) == (True, True)


def test_what_nobody_sees_of_a_picture_is_not_in_its_copy() -> None:
    hidden = Image.new("RGBA", (8, 6), (1, 2, 3, 0))
    file = io.BytesIO()
    hidden.save(file, "PNG")
    with Image.open(io.BytesIO(pictures.pixels_alone(file.getvalue(), 1_000))) as seen:
        assert seen.getcolors() == [(48, (255, 255, 255))]


def test_a_picture_of_huge_measures_is_refused_before_it_is_decoded() -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1_000))) + chunk(b"IEND", b"")
    )
    with pytest.raises(TooMuch, match="pixels"):
        pictures.pixels_alone(bomb, 64_000_000)


def test_text_of_a_pdf_is_read_under_bars_in_attachments_and_properties(tmp_path: Path) -> None:
    data = pdf(f"password: {SECRET}", "second")
    found = opened(data)
    assert place_of(found, SECRET) == "page 1"
    assert place_of(found, "second") == "page 2"
    assert place_of(found, f"Author: {PERSON}").startswith("properties")
    assert place_of(found, MAIL) == "attachment 1, text"
    if shutil.which("pdftotext"):  # another reader sees no more text than this one
        (tmp_path / "a.pdf").write_bytes(data)
        other = subprocess.run(["pdftotext", tmp_path / "a.pdf", "-"], capture_output=True, check=True).stdout.decode()
        assert set(other.split()) <= set(words_of(found).text.split())


def test_what_an_earlier_revision_of_a_pdf_said_is_found() -> None:
    found = opened(pdf_changed(f"password: {SECRET}", "nothing here"))
    assert place_of(found, "nothing here") == "page 1"
    assert place_of(found, SECRET) == "earlier revision 1, page 1"
    assert any("earlier revisions" in fact for fact in found.facts)


def test_a_pdf_that_is_broken_or_too_long_is_refused() -> None:
    with pytest.raises(BadInput, match="broken"):
        opened(b"%PDF-1.7\nnothing of a document\n")
    with pytest.raises(TooMuch, match="pages"):
        opened(pdf("a", "b", "c", "d"))


def test_hidden_deleted_and_commented_text_of_a_word_document_is_found() -> None:
    comment = f'<w:comments><w:comment w:author="Zoe Karim"><w:p><w:r><w:t>ask {PERSON}</w:t></w:r></w:p></w:comment>'
    data = docx(
        "<w:p><w:r><w:t>plain </w:t></w:r><w:r><w:t>text</w:t></w:r></w:p>"
        f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{MAIL}</w:t></w:r></w:p>"
        f'<w:p><w:del w:author="Zoe Karim"><w:r><w:delText>{SECRET}</w:delText></w:r></w:del></w:p>',
        {
            "word/comments.xml": comment.replace("<w:comments>", '<w:comments xmlns:w="urn:w">') + "</w:comments>",
            "word/media/image1.png": picture("PNG", exif=exif()),
            "word/_rels/document.xml.rels": '<Relationships><Relationship TargetMode="External" '
            'Target="https://kq7.top/x"/></Relationships>',
            "docProps/core.xml": f"<core><creator>{PERSON}</creator></core>",
            "word/vbaProject.bin": b"\1\2",
        },
    )
    found = opened(data)
    assert place_of(found, "plain text") == "text, paragraph 1"
    assert place_of(found, MAIL) == "text, hidden text, paragraph 2"
    assert place_of(found, SECRET) == "text, deleted text, paragraph 3"
    assert place_of(found, f"ask {PERSON}") == "comments, paragraph 1"
    assert place_of(found, "author: Zoe Karim").endswith("attribute 1")
    assert place_of(found, f"Author: {PERSON}").startswith("properties")
    assert place_of(found, "https://kq7.top") == "links"
    assert "embedded file 1, Exif, Artist" in words_of(found).places
    assert {"macros (a program)", "comments"} <= set(found.facts)


def test_hidden_sheets_and_rows_formulas_and_comments_of_a_workbook_are_found() -> None:
    found = opened(xlsx())
    assert {"sheet 1 has hidden rows", "sheet 2 is hidden", "comments"} <= set(found.facts)
    assert place_of(found, '"x"&A2') == "sheet 1, formulas, cell B2"
    assert place_of(found, f"ask {PERSON}").startswith("comments")


def test_hidden_slides_and_notes_of_a_presentation_are_found() -> None:
    found = opened(
        named(
            {
                "ppt/presentation.xml": "<p/>",
                "ppt/slides/slide2.xml": f'<sld show="0"><p><r><t>{MAIL}</t></r></p></sld>',
                "ppt/notesSlides/notesSlide2.xml": f"<notes><p><r><t>{SECRET}</t></r></p></notes>",
            }
        )
    )
    assert place_of(found, MAIL) == "slide 2, paragraph 1"
    assert place_of(found, SECRET) == "speaker notes 2, paragraph 1"
    assert "slide 2 is hidden" in found.facts


def test_a_document_type_is_refused_wherever_it_stands() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    for name in ("word/document.xml", "docProps/core.xml", "customXml/item1.xml"):
        with pytest.raises(BadInput, match="document type"):
            opened(named({"word/document.xml": "<a/>", name: bomb}))


def test_what_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(TooMuch, match="unpacks"):
        opened(docx("", {"word/media/a.bin": bytes(2_000_000)}))
    inner = docx("", {"a.bin": bytes(400_000)})
    with pytest.raises(TooMuch, match="unpacks"):  # each of them alone is small enough
        opened(docx("", {f"word/embeddings/{number}.docx": inner for number in range(4)}))
    (fact, _) = opened(gzip.compress(bytes(2_000_000))).facts
    assert fact.startswith("it unpacks to more than 1,000,000 bytes")
    with pytest.raises(TooMuch, match="words"):
        opened(docx(f"<w:p><w:r><w:t>{'many words ' * 20_000}</w:t></w:r></w:p>"))


def test_what_would_take_minutes_is_refused() -> None:
    few = Limits(contents_elements=1_000)
    with pytest.raises(TooMuch, match="elements"):
        opened(docx("<w:b/>" * 1_100), few)
    with pytest.raises(TooMuch, match="elements"):
        opened(docx("", {f"word/embeddings/{number}.docx": docx("<w:b/>" * 400) for number in range(3)}), few)
    head = "From: a@b.example\nTo: x\nSubject: =?utf-8?q?a?=\nContent-Type: text/plain; "
    with pytest.raises(BadInput, match="too many lines or parts"):
        opened(head.encode() + b"a*0*=b; " * 20_000 + b"\n\nx")


def test_archives_are_listed_and_never_unpacked() -> None:
    found = opened(named({f"{PERSON}/notes.txt": SECRET, "../../etc/passwd": "x"}))
    assert place_of(found, PERSON) == "names, entry 1"
    assert SECRET not in words_of(found).text
    assert any("lead out of the folder" in fact for fact in found.facts)
    assert not found.copy.suffix
    assert any("only their names" in unread for unread in found.unread)


@pytest.mark.parametrize("packed", [False, True])
def test_links_and_users_of_a_tar_file_are_listed(packed: bool) -> None:
    link = tarfile.TarInfo("here")
    link.type, link.linkname, link.uname = tarfile.SYMTYPE, "/home/odile.brun/.ssh/id", "odile.brun"
    found = opened(tarred(link, packed=packed))
    assert place_of(found, "/home/odile.brun") == "names, entry 1, where it leads"
    assert any("links" in fact for fact in found.facts)
    assert place_of(found, "user: odile.brun") == "owners, entry 1"


def test_a_long_archive_is_listed_as_far_as_the_limit() -> None:
    found = opened(named({f"file-{number}": "" for number in range(150)}))
    assert len(found.parts) == 100
    assert "names behind the first 100" in found.unread


def test_encoded_words_and_attachments_of_a_message_are_read() -> None:
    lines = (
        f"From: =?utf-8?q?{PERSON.replace(' ', '_')}?= <{MAIL}>\nTo: x@corp.example\nMIME-Version: 1.0",
        "Content-Type: multipart/mixed; boundary=q\n\n--q\nContent-Type: text/plain; charset=latin-1",
        f"Content-Transfer-Encoding: base64\n\n{b64encode('Grüße'.encode('latin-1')).decode()}",
        '--q\nContent-Type: image/png\nContent-Disposition: attachment; filename="a.png"',
        f"Content-Transfer-Encoding: base64\n\n{b64encode(png_with_text()).decode()}\n--q--",
    )
    found = opened("\n".join(lines).encode())
    assert place_of(found, f"From: {PERSON}") == "headers, header 1"
    assert place_of(found, "Grüße") == "part 2"
    assert place_of(found, SECRET).startswith("attachment 1, PNG text")


def test_a_message_that_is_plain_text_stays_one() -> None:
    assert contents_of(f"From: {MAIL}\nTo: a@b.example\nSubject: x\n\nhello\n".encode()) is None


def test_cells_outputs_and_pictures_of_a_notebook_are_read() -> None:
    output = {"output_type": "display_data", "data": {"image/png": b64encode(png_with_text()).decode()}}
    error = {"output_type": "error", "ename": "E", "evalue": "", "traceback": ["user zoe.k"]}
    cell = {"cell_type": "code", "source": ["a = 1\n", f"# {PERSON}"], "outputs": [output, error], "metadata": {}}
    found = opened(json.dumps({"cells": [cell], "nbformat": 4, "metadata": {"authors": [{"name": "Zoe"}]}}).encode())
    assert place_of(found, f"# {PERSON}") == "cell 1"
    assert place_of(found, SECRET).startswith("cell 1, output 1, PNG text")
    assert place_of(found, "user zoe.k") == "cell 1, output 2"
    assert place_of(found, "name: Zoe") == "what is kept with the notebook"


def test_outlook_messages_are_read() -> None:
    found = opened(
        outlook({"__substg1.0_0037001F": "Subject line", "__substg1.0_0C1A001F": PERSON, "__substg1.0_1000001F": MAIL})
    )
    assert found.kind == "mail message (Outlook MSG)"
    assert place_of(found, f"From: {PERSON}") == "message, property 0C1A"
    assert place_of(found, MAIL) == "message, property 1000"


def test_older_documents_are_named_and_said_to_be_unread() -> None:
    found = opened(outlook({"WordDocument": "x"}, is_message=False))
    assert (found.kind, found.copy.suffix) == ("Word document (DOC)", "")
    assert "everything in it" in found.unread[0]
    with pytest.raises(BadInput, match="encrypted"):
        opened(outlook({"EncryptedPackage": "x"}, is_message=False))


def outlook(streams: dict[str, str], *, is_message: bool = True) -> bytes:
    """A compound file of one sector of table, and small streams."""
    contents = {"__properties_version1.0": "", **streams} if is_message else streams
    bodies = [text.encode("utf-16-le").ljust(64, b"\0") for text in contents.values()]
    assert all(len(one) == 64 for one in bodies)
    entries = [_entry("Root Entry", 5, child=1, start=3, size=64 * len(bodies))]
    for number, (name, text) in enumerate(contents.items()):
        right = number + 2 if number + 1 < len(bodies) else 0xFFFFFFFF
        entries.append(_entry(name, 2, right=right, start=number, size=len(text) * 2))
    directory = b"".join(entries).ljust(1024, b"\0")
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    table = struct.pack(
        "<128I", 0xFFFFFFFD, 2, end, end, end, *[free] * 123
    )  # 0 table, 1-2 directory, 3 small, 4 chains
    chains = struct.pack("<128I", *[end] * len(bodies), *[free] * (128 - len(bodies)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0") + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    head = head.ljust(44, b"\0") + struct.pack("<IIIIIIII", 1, 1, 0, 4096, 4, 1, end, 0)
    head += struct.pack("<109I", 0, *[free] * 108)
    return head + table + directory + b"".join(bodies).ljust(512, b"\0") + chains


def _entry(name: str, kind: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF, start: int, size: int) -> bytes:
    label = name.encode("utf-16-le")
    body = label.ljust(64, b"\0") + struct.pack("<HBBIII", len(label) + 2, kind, 1, 0xFFFFFFFF, right, child)
    return body.ljust(116, b"\0") + struct.pack("<IQ", start, size)


@pytest.mark.parametrize(
    "head", [b"hello", b"{}", b"", b"BMW sold", b"From: a\n", b"PK\n", b'{"spans": []}', b"MM\0\0"]
)
def test_plain_texts_need_no_opening(head: bytes) -> None:
    assert kind_of(head) == ""


def test_bytes_that_only_begin_as_utf_16_are_of_no_known_kind() -> None:
    assert contents_of(b"\xff\xfe\x00\x01\x02") is None
    assert contents_of(b"\xff\xfe\x00\x00") is None


def test_utf_16_is_text_and_archives_of_other_kinds_are_named() -> None:
    assert place_of(opened(f"password: {SECRET}".encode("utf-16")), SECRET) == "text"
    assert opened(b"Rar!\x1a\x07\1\0").kind == "archive (RAR)"
    assert opened(b"7z\xbc\xaf\x27\x1c").unread == ("everything in it",)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
def test_broken_files_are_refused_or_listed_and_never_crash() -> None:
    chance = random.Random(7)  # noqa: S311 -- to break files with, not to guess
    files = (
        picture("JPEG", exif=exif()),
        png_with_text(),
        picture("GIF", comment=b"x"),
        picture("WEBP", exif=exif()),
        xlsx(),
        tarred(tarfile.TarInfo("a"), packed=True),
        outlook({"__substg1.0_0037001F": PERSON}),
        pdf("a"),
    )
    for data in files:
        for _ in range(25):
            broken = bytearray(data)
            for _ in range(chance.choice((1, 4))):
                at = chance.randrange(8, len(broken))
                broken[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"", b"\0\0\0\0", bytes(chance.randbytes(4))))
            try:
                found = contents_of(bytes(broken), SMALL)
            except BadInput:
                continue
            assert found is None or isinstance(words_of(found).text, str)
