"""The record itself: what nobody touched holds, what somebody changed is named, and the index is made anew."""

import pytest
from msgspec.structs import replace
from sqlalchemy import Executable, delete, update

from tests.builders import DeskOfStories, a_case, an_item
from tocsin.stages import sealing
from tocsin.stages.desk import Desk
from tocsin.stages.intake import offer_bytes
from tocsin.stages.ledger import LIMIT_OF_PROOF, Verification, check_proof, prove, rebuild, verify
from tocsin.stages.reception import receive
from tocsin.store.database import writing
from tocsin.store.schema import entities, entries, heads
from tocsin.vocab.case import Case
from tocsin.vocab.errors import BadInput, ProofFailed
from tocsin.wiring import engine_of

REPORT = b'{"title": "Odd mails", "description": "It mailed the list.", "facts": {"integrity": "actual"}}'


@pytest.fixture
def case(desk: Desk) -> Case:
    arrival = receive(desk, [offer_bytes("r.json", REPORT)])
    assert arrival.case is not None
    an_item(desk, arrival.case)
    return desk.case(arrival.case.id)


def change(desk: Desk, statement: Executable) -> None:
    """Somebody who has the database changes it behind our back."""
    engine = engine_of(desk.home, desk.settings)
    with writing(engine) as connection:
        connection.execute(statement)
    engine.dispose()


def leaf_at(desk: Desk, index: int) -> bytes:
    return next(iter(desk.log.entries(index, index + 1))).leaf


def test_what_nobody_touched_holds_and_says_how_far_that_reaches(desk: Desk, case: Case) -> None:
    found = verify(desk)
    assert found.holds
    assert found.entries == desk.log.size() > case.size
    assert found.limit == LIMIT_OF_PROOF
    assert "could have rewritten" in found.limit


def test_nothing_to_check_is_not_a_pass() -> None:
    assert not Verification(entries=0, root="", findings=()).holds


def test_a_changed_leaf_is_named_by_its_place(desk: Desk, case: Case) -> None:
    place = desk.log.size() - 1
    leaf = leaf_at(desk, place)
    here = (entries.c.org == desk.org) & (entries.c.idx == place)
    change(desk, update(entries).where(here).values(leaf=leaf.replace(b'"v":1', b'"v":2')))
    found = verify(desk)
    assert not found.holds
    assert any(f"entry {place}" in finding.place for finding in found.findings)
    assert case.size


@pytest.mark.parametrize("back", [1, 3])
def test_a_missing_entry_is_found(desk: Desk, case: Case, back: int) -> None:
    place = desk.log.size() - back
    change(desk, delete(entries).where(entries.c.idx == place))
    found = verify(desk)
    assert not found.holds
    assert found.findings
    assert case.size


def test_a_log_that_was_put_back_to_an_earlier_state_is_found(desk: Desk) -> None:
    engine = engine_of(desk.home, desk.settings)
    with engine.connect() as connection:
        (before,) = connection.execute(heads.select()).all()
    engine.dispose()
    a_case(desk)
    change(desk, delete(entries).where(entries.c.idx >= before.size))
    change(desk, delete(entities).where(entities.c.kind == "case"))
    earlier = {"size": before.size, "edge": before.edge, "checkpoint": before.checkpoint}
    change(desk, update(heads).values(**earlier))
    assert any("was signed" in finding.what for finding in verify(desk).findings)


def test_a_changed_index_is_found_and_made_anew_from_the_acts(desk: Desk, case: Case) -> None:
    before = desk.index.get("case", case.id)
    change(desk, update(entities).where(entities.c.id == case.id).values(state="vulnerability"))
    (finding,) = verify(desk).findings
    assert case.id in finding.place
    assert "rebuild" in finding.what
    assert rebuild(desk) == 1
    assert verify(desk).holds
    assert desk.index.get("case", case.id) == before
    assert rebuild(desk) == 0


def test_an_index_that_was_deleted_is_made_anew_and_is_the_same(desk: Desk, case: Case) -> None:
    with desk.log.snapshot() as now:
        before = now.entities()
    change(desk, delete(entities))
    assert rebuild(desk) == len(before)
    with desk.log.snapshot() as now:
        assert now.entities() == before
    assert desk.case(case.id) == case


def test_a_log_still_holds_after_a_purge(desk: Desk, case: Case) -> None:
    for item in list(desk.index.all("item", stream=case.id)):
        sealing.purge(desk, desk.item(item.id), reason="retention", because="policy")
    assert verify(desk).holds


def test_an_entry_is_proved_offline_and_no_other_passes_for_it(desk: Desk, case: Case) -> None:
    for index in range(desk.log.size()):
        proof = prove(desk, index)
        assert check_proof(desk, proof, leaf_at(desk, index)) == index
        with pytest.raises(ProofFailed):
            check_proof(desk, proof, leaf_at(desk, index) + b" ")
    with pytest.raises(ProofFailed):
        check_proof(desk, prove(desk, 0), leaf_at(desk, 1))
    assert case.size


def test_an_entry_that_is_not_there_is_not_proved(story: DeskOfStories) -> None:
    with pytest.raises(BadInput) as caught:
        prove(story.desk, story.desk.log.size())
    assert "entries 0 to" in caught.value.hint


def test_a_desk_whose_key_is_not_the_logs_is_found(desk: Desk) -> None:
    stranger = replace(desk, log_key=lambda: "tocsin/other+0a1b2c3d+AQID")
    assert any(finding.place == "the log's key" for finding in verify(stranger).findings)
