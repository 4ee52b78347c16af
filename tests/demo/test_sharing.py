"""The second half of the story: what it says of the recipients is true of what they hold."""

import json
import shutil
import subprocess
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader
from stix2 import parse
from stix2validator import ValidationOptions, validate_string
from taxii2client import Server, as_pages

from tests.terminal import tocsin
from tocsin.demo import world
from tocsin.demo.story import Told, tell
from tocsin.formats import form_pdf
from tocsin.stages import typeset
from tocsin.stages.desk import Desk
from tocsin.stages.packaging import package_for, prepare
from tocsin.stages.share import find
from tocsin.store import keys as keyring
from tocsin.verifier.claim import verify
from tocsin.vocab.secret import read_secret
from tocsin.vocab.sharing import Delivery, Share, WrittenDocument
from tocsin.vocab.sheet import DocumentSheet
from tocsin.web.app import make_app
from tocsin.wiring import open_desk, open_house


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return tell(tmp_path_factory.mktemp("demo") / "home")


def _chapter(told: Told, stage: str) -> str:
    return " ".join(next(chapter.lines for chapter in told.chapters if chapter.stage == stage))


def test_four_get_it_and_one_is_refused_with_the_change_that_would_allow_it(told: Told) -> None:
    released = _chapter(told, "release")
    assert "Refused to Defenders' list (fictional)" in released
    assert "would be allowed if Exposure after cleaning were Clean instead of Recoverable: Community" in released
    assert "4 may leave; nothing else does." in released


def test_every_road_carried_what_was_approved(told: Told) -> None:
    with open_desk(Path(told.home)) as desk:
        first, second = (one for one in desk.index.all("share") if isinstance(one, Share))
        assert (first.state, second.state, second.purpose) == ("shared", "shared", "correction")
        kinds = {
            one.kind: one for one in desk.index.all("delivery") if isinstance(one, Delivery) and one.share == first.id
        }
        assert set(kinds) == {"mail", "taxii", "page", "folder"}
        assert kinds["taxii"].state in ("collected", "acknowledged")
        mail = kinds["mail"]
        assert mail.wire is not None
        message = message_from_bytes(desk.vault.read(mail.wire), policy=SMTP)
        assert isinstance(message, EmailMessage)
        body, (attached,) = message.get_body(("plain",)), tuple(message.iter_attachments())
        assert body is not None
        assert str(message["Subject"]).startswith("[TLP:GREEN] ")
        assert body.get_content().startswith("TLP:GREEN")
        assert attached.get_content() == desk.vault.read(mail.payload)
        payload = desk.vault.read(kinds["folder"].payload)
    files = sorted((Path(told.home).parent / "quayside-freight").iterdir())
    assert payload in [file.read_bytes() for file in files]
    assert len(files) == 2


@pytest.fixture(scope="module")
def forms(told: Told) -> tuple[Path, ...]:
    """What came to the agency in its two mails: the form, and its correction."""
    inbox = Path(told.home).parent / world.INBOX
    mails = sorted(inbox.glob("*.eml"))
    assert len(mails) == 2
    return tuple(sorted(set(inbox.iterdir()) - set(mails)))


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is absent: the demonstration's PDF is not judged by it")
    return found


def _text_of(form: Path) -> str:
    """The text without its lines and spaces: a long word may be broken over two lines."""
    read = subprocess.run([_tool("pdftotext"), str(form), "-"], capture_output=True, check=True).stdout
    return "".join(read.decode().split())


def _approved(desk: Desk) -> list[tuple[Share, str, WrittenDocument]]:
    """What went to the agency by mail: each share, the agency, and its document as it lies in the vault."""
    mailed = [one for one in desk.index.all("delivery") if isinstance(one, Delivery) and one.kind == "mail"]
    shares = [(find(desk, one.share), one.recipient) for one in mailed]
    return [(share, agency, share.documents[agency]) for share, agency in shares]


def test_the_agency_files_the_form_and_its_correction_as_they_were_approved(
    told: Told, forms: tuple[Path, ...]
) -> None:
    assert str(forms[0].parent) in _chapter(told, "delivery")
    with open_desk(Path(told.home)) as desk:
        approved = {desk.vault.read(written.payload) for _, _, written in _approved(desk)}
    assert {form.read_bytes() for form in forms} == approved
    assert (len(forms), {form.suffix for form in forms}) == (2, {".pdf"})


def test_qpdf_finds_no_fault_in_the_agencys_forms(forms: tuple[Path, ...]) -> None:
    for form in forms:
        checked = subprocess.run([_tool("qpdf"), "--check", str(form)], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_agencys_forms_declare_pdf_a_2b_in_their_xmp(forms: tuple[Path, ...]) -> None:
    for form in forms:
        xmp = PdfReader(form).xmp_metadata
        assert xmp is not None
        assert (xmp.pdfaid_part, xmp.pdfaid_conformance) == ("2", "B")


def test_pdftotext_reads_what_the_agency_was_told(forms: tuple[Path, ...]) -> None:
    texts = [_text_of(form) for form in forms]
    for text in texts:
        for said in (
            *("TLP:GREEN", "National Cyber Agency (fictional)", "pkg:pypi/litellm@1.82.8"),
            *("models[.]litellm[.]cloud", "Install by hash only"),
        ):
            assert "".join(said.split()) in text
    assert all("Doyourun1.82.7or1.82.8?" in text for text in texts)  # a correction asks the same again
    (correction,) = [text for text in texts if "Correctionofanearlierreport" in text]
    assert "1.82.7worksinanotherwaythanwesaid" in correction


def test_the_agencys_forms_are_the_same_bytes_when_they_are_written_again(told: Told) -> None:
    with open_desk(Path(told.home)) as desk:
        for share, recipient, written in _approved(desk):
            payload = desk.vault.read(written.payload)
            sheet = desk.sheet(written.sheet, DocumentSheet)
            assert sheet is not None
            package = package_for(desk, share, prepare(desk, share), recipient)
            again = replace(package, number=sheet.number, written_at=_written(payload))
            assert typeset.write(form_pdf, again).data == payload
            other = replace(again, number="another")
            assert typeset.write(form_pdf, other).data != payload


def _written(payload: bytes) -> datetime:
    (said,) = [line for _, line in typeset.read_pdf(payload).lines if line.startswith("Written: ")]
    return datetime.strptime(said, "Written: %Y-%m-%d %H:%M:%S UTC").replace(tzinfo=UTC)


def test_what_was_withheld_is_neither_text_nor_metadata_of_the_agencys_forms(forms: tuple[Path, ...]) -> None:
    for form in forms:
        reader = PdfReader(form)
        assert reader.xmp_metadata is not None
        said = [_text_of(form), str(reader.metadata), reader.xmp_metadata.stream.get_data().decode(), form.name]
        for value in ("Nordkai", "Marek", "Nowak", "runner-7", "build.harbourlight.example"):
            assert [text for text in said if value.casefold() in text.casefold()] == []


@pytest.fixture(scope="module")
def bundles(told: Told) -> tuple[bytes, ...]:
    """What the adopter found in its folder, and what the ISAC may fetch: each first, then its correction."""
    files = tuple(file.read_bytes() for file in (Path(told.home).parent / "quayside-freight").iterdir())
    return files + _for_the_isac(told)


def _for_the_isac(told: Told) -> tuple[bytes, ...]:
    with open_desk(Path(told.home)) as desk:
        deliveries = [one for one in desk.index.all("delivery") if isinstance(one, Delivery) and one.kind == "taxii"]
        return tuple(desk.vault.read(one.payload) for one in deliveries)


def test_the_bundles_are_what_another_library_reads(bundles: tuple[bytes, ...]) -> None:
    assert len(bundles) == 4
    for bundle in bundles:
        assert parse(json.loads(bundle), allow_custom=False).type == "bundle"


def test_the_bundles_pass_the_validator_in_its_default_mode(bundles: tuple[bytes, ...]) -> None:
    for bundle in bundles:
        assert validate_string(bundle.decode(), ValidationOptions(version="2.1")).is_valid


def test_taxii2_client_lists_and_pages_the_isacs_view_and_nothing_else(told: Told) -> None:
    home, presented = Path(told.home), read_secret(told.taxii_secret)
    assert presented is not None
    with open_desk(home) as desk:
        key = keyring.open(home, desk.org).names
    with world.web_server(make_app(lambda: open_house(home), key)) as port:
        server = Server(f"http://{world.HOST}:{port}/taxii2/", user=presented.token, password=told.taxii_secret)
        (root,) = server.api_roots
        (view,) = root.collections
        assert (view.can_read, view.can_write) == (True, False)
        pages = list(as_pages(view.get_objects, per_request=5, version="all"))
    found = [one for page in pages for one in page["objects"]]
    approved = [one for bundle in _for_the_isac(told) for one in json.loads(bundle)["objects"]]
    assert len(pages) > 2
    assert sorted(map(json.dumps, found)) == sorted({json.dumps(one) for one in approved})


def test_no_document_holds_what_was_withheld(told: Told) -> None:
    with open_desk(Path(told.home)) as desk:
        for share in desk.index.all("share"):
            assert isinstance(share, Share)
            for written in share.documents.values():
                payload = desk.vault.read(written.payload)
                for value in (b"Nordkai", b"Marek Nowak", b"runner-7"):
                    assert value not in payload


def test_one_answers_one_asks_one_is_silent_and_nothing_is_made_up(told: Told) -> None:
    came_back = _chapter(told, "what came back")
    assert "Quayside Freight (fictional): affected" in came_back
    assert "National Cyber Agency (fictional): no answer" in came_back
    assert "open questions: 1" in came_back
    assert "we know 0" in came_back


def test_the_correction_reaches_everybody_who_had_the_first_one(told: Told) -> None:
    assert "goes to all 4 earlier recipients" in _chapter(told, "correction")
    with open_desk(Path(told.home)) as desk:
        second = [one for one in desk.index.all("share") if isinstance(one, Share)][1]
        assert len(find(desk, second.id).deliveries) == 4


def test_the_case_is_closed_with_every_loose_end_in_somebodys_hands(told: Told) -> None:
    with open_desk(Path(told.home)) as desk:
        case = desk.case(told.case)
        assert case.closed_at is not None
        assert case.open_items


def test_the_claim_is_verified_from_a_copied_file_by_the_command(told: Told, tmp_path: Path) -> None:
    claim = (Path(told.home).parent / "share.claim.json").read_bytes()
    copied = tmp_path / "elsewhere.claim.json"
    copied.write_bytes(claim)
    ran = tocsin("verify", copied)
    assert ran.code == 0
    assert "SELF-LOGGED" in ran.out
    assert len(verify(claim)["statement"]["shares"]) == 8
    assert b"TLP:GREEN" in claim
    copied.write_bytes(claim.replace(b"TLP:GREEN", b"TLP:CLEAR", 1))
    ran = tocsin("verify", copied)
    assert (ran.code, "FAILED" in ran.out) == (1, True)


# Every byte is walked through in tests/verifier, on a claim that is small enough for it; this one has 80,000.
STEP = 307


def test_the_claim_fails_wherever_a_byte_of_it_is_changed(told: Told) -> None:
    claim = (Path(told.home).parent / "share.claim.json").read_bytes()
    for place in (*range(0, len(claim), STEP), len(claim) - 1):
        changed = claim[:place] + bytes([claim[place] ^ 1]) + claim[place + 1 :]
        assert verify(changed)["verdict"] == "FAILED", place
