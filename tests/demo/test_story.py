"""The demonstration: what it says is true of the home it leaves behind."""

from pathlib import Path

import pytest

from tests.terminal import tocsin
from tocsin.demo.story import Told, tell
from tocsin.stages.custody import verify_evidence
from tocsin.stages.evidence import items_of
from tocsin.stages.ledger import verify
from tocsin.stages.overview import overview
from tocsin.vocab.marking import Tlp
from tocsin.wiring import open_desk


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return tell(tmp_path_factory.mktemp("demo") / "home")


def test_it_walks_the_whole_route(told: Told) -> None:
    assert [chapter.stage for chapter in told.chapters] == [
        "ready",
        "report and intake",
        "triage",
        "evidence",
        "marking",
        "beside the case",
        "impact",
        "cleaning",
        "release",
        "delivery",
        "what came back",
        "correction",
        "closing",
        "claim",
        "proof",
    ]


def test_the_case_it_leaves_is_an_incident_whose_strictest_item_is_for_the_named_only(told: Told) -> None:
    with open_desk(Path(told.home)) as desk:
        view = overview(desk, desk.case(told.case))
        assert view.verdict.class_ == "incident"
        assert view.marking.tlp is Tlp.RED
        assert view.case.block is None  # counsel answered before anything was shared
        assert view.case.holds


def test_everything_it_claims_to_have_verified_holds(told: Told) -> None:
    with open_desk(Path(told.home)) as desk:
        found = verify(desk)
        assert found.holds
        assert f"{found.entries} acts: the log holds" in told.chapters[-1].lines[0]
        assert {one.verdict for one in verify_evidence(desk, None)} == {"holds"}


def test_one_item_is_sealed_and_the_originals_are_kept(told: Told) -> None:
    with open_desk(Path(told.home)) as desk:
        items = list(items_of(desk, desk.case(told.case)))
    assert [item.state for item in items].count("sealed") == 1
    assert len(items) == 10


def test_no_chapter_names_a_party_without_saying_that_it_is_fictional(told: Told) -> None:
    text = " ".join(line for chapter in told.chapters for line in chapter.lines)
    assert "Harbourlight" not in text or "fictional" in text


def test_the_command_tells_it_and_names_the_home(tmp_path: Path) -> None:
    ran = tocsin("demo", "--keep", tmp_path / "kept")
    assert ran.code == 0
    assert "every party in it is fictional" in ran.out
    assert str(tmp_path / "kept") in ran.out
    assert tocsin("ledger", "verify", home=tmp_path / "kept").code == 0


def test_it_never_writes_into_a_folder_that_is_in_use(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a").write_text("mine")
    assert tocsin("demo", "--keep", tmp_path / "full").code == 2
    assert (tmp_path / "full" / "a").read_text() == "mine"


def test_the_case_is_called_after_the_own_report_and_not_after_a_partners_mail(told: Told) -> None:
    with open_desk(Path(told.home)) as desk:
        assert overview(desk, desk.case(told.case)).name == "Compromised litellm release ran on our build runner"
