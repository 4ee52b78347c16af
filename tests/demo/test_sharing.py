"""The second half of the story: what it says of the recipients is true of what they hold."""

import json
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest
from stix2 import parse
from stix2validator import ValidationOptions, validate_string

from tests.terminal import tocsin
from tocsin.demo.story import Told, tell
from tocsin.stages.share import find
from tocsin.verifier.claim import verify
from tocsin.vocab.sharing import Delivery, Share
from tocsin.wiring import open_desk


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return tell(tmp_path_factory.mktemp("demo") / "home")


def _chapter(told: Told, stage: str) -> str:
    return " ".join(next(chapter.lines for chapter in told.chapters if chapter.stage == stage))


def test_four_get_it_and_one_is_refused_with_the_change_that_would_allow_it(told: Told) -> None:
    released = _chapter(told, "release")
    assert "Refused to Defenders' list (fictional)" in released
    assert "would be allowed if EXPO were clean instead of recoverable: COMMUNITY" in released
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
        body = message.get_body(("plain",))
        assert body is not None
        assert body.get_content().encode().replace(b"\r\n", b"\n") == desk.vault.read(mail.payload)
        payload = desk.vault.read(kinds["folder"].payload)
    files = sorted((Path(told.home).parent / "quayside-freight").iterdir())
    assert payload in [file.read_bytes() for file in files]
    assert len(files) == 2


def test_the_adopters_file_is_a_bundle_that_another_library_reads(told: Told) -> None:
    for file in (Path(told.home).parent / "quayside-freight").iterdir():
        assert parse(json.loads(file.read_bytes()), allow_custom=False).type == "bundle"


def test_the_adopters_files_pass_the_validator_in_its_default_mode(told: Told) -> None:
    for file in (Path(told.home).parent / "quayside-freight").iterdir():
        assert validate_string(file.read_text("utf-8"), ValidationOptions(version="2.1")).is_valid


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
    copied.write_bytes(claim.replace(b"TLP:GREEN", b"TLP:CLEAR", 1))
    assert tocsin("verify", copied).code in (1, 2)
