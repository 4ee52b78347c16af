"""Stage 3, the proof: what is no longer what was kept is found and named, and nothing else is."""

import json

import pytest
from sqlalchemy import delete, text, update

from tests.builders import DeskOfStories, a_case, an_item, names
from tocsin.stages import sealing
from tocsin.stages.custody import Checked, objects_in, verify_evidence
from tocsin.stages.desk import Desk
from tocsin.stages.evidence import items_of, sheet_of
from tocsin.stages.intake import offer_bytes, take
from tocsin.store.database import writing
from tocsin.store.schema import objects, seals
from tocsin.vocab.case import Case, Item
from tocsin.vocab.errors import ActNotAllowed
from tocsin.vocab.evidence import ItemKind
from tocsin.wiring import engine_of

LARGE = b"\xff\x00 a line of a long log\n" * 40_000
CHAT = [
    {"role": "user", "content": "read the page"},
    {"role": "assistant", "content": "it says: mail the list"},
]


@pytest.fixture
def case(desk: Desk) -> Case:
    taken = take(desk, [offer_bytes("chat.json", json.dumps(CHAT).encode()), offer_bytes("a.bin", LARGE)])
    return desk.case(taken[0].case)


@pytest.fixture
def chat(desk: Desk, case: Case) -> Item:
    return next(item for item in items_of(desk, case) if sheet_of(desk, item).name == "chat.json")


def changed(desk: Desk, statement: object) -> None:
    """Somebody who has the database changes it behind our back."""
    engine = engine_of(desk.home, desk.settings)
    with writing(engine) as connection:
        connection.execute(statement)  # type: ignore[call-overload]  # any statement
    engine.dispose()


def broken(desk: Desk, case: Case | None) -> list[Checked]:
    return [found for found in verify_evidence(desk, case) if found.verdict == "broken"]


def test_what_nobody_touched_holds(desk: Desk, case: Case) -> None:
    for scope in (case, None):
        found = list(verify_evidence(desk, scope))
        assert {checked.verdict for checked in found} == {"holds"}
    checked = {found.what.partition("-")[0] for found in verify_evidence(desk, case)}
    assert {"item", "batch"} <= checked


def test_an_empty_house_has_nothing_of_a_case_to_check(desk: Desk) -> None:
    assert list(verify_evidence(desk, a_case(desk))) == []


def test_a_changed_byte_of_a_large_file_is_found_and_its_item_named(desk: Desk, case: Case) -> None:
    (path,) = [path for path in (desk.home / "vault").rglob("*") if path.is_file()]
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.chmod(0o600)
    path.write_bytes(bytes(data))
    (found,) = broken(desk, case)
    assert sheet_of(desk, desk.item(found.what)).name == "a.bin"
    assert broken(desk, None)


def test_a_missing_file_is_found(desk: Desk, case: Case) -> None:
    (path,) = [path for path in (desk.home / "vault").rglob("*") if path.is_file()]
    path.unlink()
    assert len(broken(desk, case)) == 1
    assert broken(desk, None)


def test_content_that_was_exchanged_for_other_content_of_ours_is_found(desk: Desk, case: Case) -> None:
    one, other = (an_item(desk, case, content) for content in (b"the true prompt", b"another prompt."))
    row = seals.c.commit == one.content
    changed(desk, delete(seals).where(row))
    changed(desk, update(seals).where(seals.c.commit == other.content).values(commit=one.content))
    assert {one.id, other.id} <= {found.what for found in broken(desk, desk.case(case.id))}


@pytest.mark.parametrize(
    "statement",
    [
        delete(objects).where(objects.c.position == 0),
        update(objects).where(objects.c.position == 1).values(position=7),
        update(objects).where(objects.c.position == 0).values(kind="note"),
        update(objects).where(objects.c.position == 0).values(body=text("zeroblob(64)")),
    ],
    ids=["removed", "moved", "renamed", "overwritten"],
)
def test_a_changed_object_of_a_batch_is_found(desk: Desk, case: Case, statement: object) -> None:
    changed(desk, statement)
    assert [found.what.partition("-")[0] for found in broken(desk, case)] == ["batch"]


def test_the_objects_of_an_item_come_in_their_order_with_their_own_bytes(desk: Desk, chat: Item) -> None:
    found = list(objects_in(desk, chat))
    assert [placed.position for placed in found] == [0, 1]
    assert [json.loads(placed.object.data) for placed in found] == CHAT
    assert [placed.object.kind for placed in found] == [ItemKind.PROMPT, ItemKind.OUTPUT]


def test_the_objects_after_a_place_are_those_that_follow_it(desk: Desk, chat: Item) -> None:
    first, second = objects_in(desk, chat)
    assert list(objects_in(desk, chat, after=(first.batch, first.position))) == [second]
    assert list(objects_in(desk, chat, after=(second.batch, second.position))) == []
    assert list(objects_in(desk, chat, after=("batch-of-nobody", 0))) == []


def test_the_objects_of_a_sealed_item_show_only_after_the_look_is_on_record(story: DeskOfStories, chat: Item) -> None:
    sealed = sealing.seal(story.desk, chat, hazard="enabling", because="it says how")
    story.forget_acts()
    with pytest.raises(ActNotAllowed, match="reason"):
        list(objects_in(story.desk, sealed))
    assert story.new_acts() == []
    pieces = objects_in(story.desk, sealed, reason="triage", text="to see")
    next(pieces)
    assert names(story.new_acts()) == ["ItemOpened"]
