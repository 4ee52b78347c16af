"""`scan` and `redact` on files that are no text: kind, places, what was not read; a copy only where it can be whole."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.formats.contents_files import MAIL, PERSON, SECRET, docx, exif, named, pdf, picture
from tests.terminal import tocsin
from tocsin.formats.contents.opened import contents_of


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture, two documents and an archive."""
    place = tmp_path_factory.mktemp("files")
    (place / "shot.jpg").write_bytes(picture("JPEG", exif=exif()))
    (place / "report.pdf").write_bytes(pdf(f"password: {SECRET}"))
    core = {"docProps/core.xml": f"<core><creator>{PERSON}</creator></core>"}
    (place / "note.docx").write_bytes(docx(f"<w:p><w:r><w:t>write to {MAIL}</w:t></w:r></w:p>", core))
    (place / "all.zip").write_bytes(named({f"{MAIL}.txt": SECRET}))
    return place


def test_a_report_says_kind_place_and_what_was_not_read_and_no_value(folder: Path) -> None:
    ran = tocsin("scan", folder / "shot.jpg", folder / "report.pdf", folder / "all.zip")
    assert ran.code == 0
    for said in (
        *("picture (JPEG)", "Exif, Artist", "Exif, GPS position", "no OCR", "PDF document", "page 1"),
        *("covering is not removing", "attachment 1, text", "archive (zip)", "names, entry 1", "only their names"),
        *("no clean copy of it is written", "not proof of absence"),
    ):
        assert said in ran.out
    for value in (PERSON, MAIL, SECRET):
        assert value not in ran.out + ran.err


def test_json_for_scripts_has_places_and_no_values(folder: Path) -> None:
    (line,) = tocsin("scan", folder / "note.docx", "--json").lines
    assert (line["kind"], line["counts"]) == ("Word document (DOCX)", {"EMAIL": 1, "PERSON": 1})
    found = line["findings"]
    assert isinstance(found, list)
    assert [one["place"] for one in found] == ["text, paragraph 1", "properties, property 1"]
    assert not any(value in json.dumps(line) for value in (PERSON, MAIL))


def test_a_document_becomes_a_text_without_what_must_go(folder: Path) -> None:
    ran = tocsin("redact", folder / "note.docx", folder / "report.pdf")
    assert ran.code == 0
    assert (folder / "note.clean.txt").read_text("utf-8") == (
        "=== text ===\nwrite to [EMAIL-1]\n\n=== properties ===\nAuthor: [PERSON-1]\n"
    )
    copy = (folder / "report.clean.txt").read_text("utf-8")
    assert "password: [PASSWORD-1]" in copy
    assert "mail [EMAIL-1]" in copy  # the same value has the same name in all files of a run
    assert "its words alone" in ran.out


def test_a_picture_becomes_its_pixels(folder: Path) -> None:
    assert tocsin("redact", folder / "shot.jpg").code == 0
    found = contents_of((folder / "shot.clean.png").read_bytes())
    assert found is not None
    assert (found.parts, found.facts) == ((), ())
    assert tocsin("redact", folder / "shot.jpg").code == 2  # nothing is overwritten


def test_of_an_archive_no_copy_is_written_and_the_reason_is_said(folder: Path) -> None:
    ran = tocsin("redact", folder / "all.zip")
    assert ran.code == 2
    assert "no clean copy" in ran.err
    assert "unpack it" in ran.err
    assert not (folder / "all.clean.zip").exists()


def test_a_file_that_is_broken_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing\n")
    ran = tocsin("scan", path)
    assert (ran.code, str(path) in ran.err) == (2, True)


def test_a_plain_text_is_told_without_the_readers_of_documents(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("plain words\n")
    asked = (
        "import sys; from pathlib import Path; from tocsin.cli.contents import opened_file;"
        "print(opened_file(Path(sys.argv[1]), None, knows_names=False), {'pypdf', 'PIL'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked, tmp_path / "note.txt"], capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == "None set()"
