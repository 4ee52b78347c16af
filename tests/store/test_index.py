"""The index finds entities as they were put, and only the owner's."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from msgspec.structs import replace
from sqlalchemy import Engine, update

from tests.histories import world_of
from tests.leaves import leaf_of, one_of_each
from tests.store.logs import CASE, ORG, OTHER, a_log, an_append
from tocsin.store.database import reading, writing
from tocsin.store.index import KINDS, PAGE, Index, put_entities, put_objects, row_of
from tocsin.store.schema import entities
from tocsin.vocab.acts import delivery as d
from tocsin.vocab.acts import feedback as f
from tocsin.vocab.acts import home as h
from tocsin.vocab.acts import intake as i
from tocsin.vocab.acts import party as p
from tocsin.vocab.acts import share as s
from tocsin.vocab.case import Batch, Case, Entity, Item, LogEntry, PersonEntry, Report, RouteEntry
from tocsin.vocab.errors import ChangedMeanwhile, ProofFailed
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.ports import EntityRow, ObjectRow
from tocsin.vocab.practice import Practice
from tocsin.vocab.sharing import SharingEntity

NOON = datetime(2026, 3, 24, 12, 0, tzinfo=UTC)
SHEET, CONTENT, RECEIPT, ROOT = ("5" * 64, "c" * 64, "e" * 64, "7" * 64)
PERSON = "person-" + "1" * 26


def _case(identifier: str = CASE, at: datetime = NOON) -> Case:
    return Case(
        id=identifier,
        size=1,
        opened_at=at,
        opened_by=PERSON,
        changed_at=at,
        exercise=False,
        template=None,
        checklist="",
        sheet=SHEET,
    )


def _item(identifier: str, state: str = "kept", content: str = CONTENT) -> Item:
    return Item(
        id=identifier,
        case=CASE,
        kind=ItemKind.LOG,
        state=state,
        content=content,
        compartment="ordinary",
        parent=None,
        batch=None,
        position=None,
        sheet=SHEET,
        kept_at=NOON,
        kept_by=PERSON,
    )


def _one_of_each() -> Iterator[Entity]:
    yield _case()
    yield _item("item-1")
    yield Report(
        id="report-1",
        case=CASE,
        item="item-1",
        format="mail",
        anonymous=False,
        receipt=RECEIPT,
        sheet=SHEET,
        received_at=NOON,
    )
    yield Batch(
        id="batch-1", case=CASE, item="item-1", format="otlp", root=ROOT, count=2, sheet=SHEET, received_at=NOON
    )
    yield PersonEntry(id=PERSON, roles=("analyst",), sheet=SHEET, added_at=NOON)
    yield RouteEntry(
        id="route-1",
        channel="cisa",
        group="cisa",
        people=(PERSON,),
        deputies=(),
        verified_on="2026-03-01",
        confirmed_by=PERSON,
        sheet=SHEET,
    )
    yield LogEntry(id=ORG, size=1, origin="test", keys=("key",))
    yield Practice(id=CASE, planted=3, helping=2, is_burst=False, sheet=SHEET, begun_at=NOON)
    kinds = (h.LogOpened, p.PartyDeclared, p.RoadOpened, p.ComponentDeclared, p.TokenIssued, p.ReceiptSigned)
    more = (i.CaseOpened, s.CleanCopyMade, s.ShareProposed, d.DeliveryPlanned, d.RecordEntered)
    acts = [one_of_each()[type_] for type_ in (*kinds, *more, f.AfterReceiptNoted, f.EffectRecorded)]
    told = one_of_each()[f.FeedbackReceived]
    assert isinstance(told, f.FeedbackReceived)
    acts += [replace(told, answers=None), one_of_each()[f.ReceiptKept]]
    world = world_of(leaf_of(act, seq=seq if seq < 6 else seq - 6) for seq, act in enumerate(acts))
    yield from (entity for entity in world.values() if isinstance(entity, SharingEntity))


def _put(engine: Engine, *found: Entity, org: str = ORG, stream: str = CASE) -> Index:
    with writing(engine) as connection:
        put_entities(connection, org, [row_of(entity, stream) for entity in found])
    return Index(engine, org)


def test_every_kind_of_entity_comes_back_as_it_was_put(engine: Engine) -> None:
    each = list(_one_of_each())
    assert {type(entity) for entity in each} == set(KINDS.values())
    index = _put(engine, *each)
    for entity in each:
        kind = row_of(entity, CASE).kind
        assert index.get(kind, entity.id) == entity
        assert list(index.all(kind)) == [entity]
    assert index.get("item", CASE) is None
    assert index.get("case", "case-of-nobody") is None


def test_the_body_of_a_row_has_one_spelling() -> None:
    for entity in _one_of_each():
        again = msgspec.json.decode(row_of(entity, CASE).body, type=type(entity))
        assert row_of(again, CASE) == row_of(entity, CASE)


def test_a_newer_row_replaces_the_older_one(engine: Engine) -> None:
    _put(engine, _item("item-1"))
    index = _put(engine, _item("item-1", state="purged"))
    assert index.count("item") == 1
    assert [item.id for item in index.all("item", state="purged")] == ["item-1"]
    assert list(index.all("item", state="kept")) == []


def test_entities_are_listed_in_their_order(engine: Engine) -> None:
    cases = [_case(f"case-{number}", NOON + timedelta(minutes=number % 3)) for number in range(7)]
    index = _put(engine, *cases)
    oldest_first = [case.id for case in sorted(cases, key=lambda case: (case.opened_at, case.id))]
    assert [case.id for case in index.all("case")] == oldest_first
    newest = [case.opened_at for case in index.all("case", newest_first=True) if isinstance(case, Case)]
    assert newest == sorted(newest, reverse=True)


def test_more_entities_than_one_page_are_all_listed(engine: Engine) -> None:
    index = _put(engine, *(_item(f"item-{number:05}") for number in range(PAGE + 7)))
    assert [item.id for item in index.all("item")] == [f"item-{number:05}" for number in range(PAGE + 7)]


@pytest.mark.parametrize("oldest_first", [True, False])
def test_pages_one_after_the_other_are_the_whole_list(engine: Engine, oldest_first: bool) -> None:
    cases = [_case(f"case-{number}", NOON + timedelta(minutes=number % 3)) for number in range(7)]
    index = _put(engine, *cases)
    whole = sorted(((case.opened_at, case.id) for case in cases), reverse=not oldest_first)
    met, place = list[str](), None
    while page := index.page("case", after=place, oldest_first=oldest_first, limit=3):
        met += [entity.id for _, entity in page]
        place = page[-1][0]
    assert met == [identifier for _, identifier in whole]


def test_a_page_can_be_of_one_stream_and_one_state(engine: Engine) -> None:
    _put(engine, _item("item-1"), _item("item-2", state="purged"))
    index = _put(engine, _item("item-3"), stream="case-other")
    assert [entity.id for _, entity in index.page("item", stream=CASE, oldest_first=True)] == ["item-1", "item-2"]
    assert [entity.id for _, entity in index.page("item", stream=CASE, state="kept")] == ["item-1"]
    assert [entity.id for _, entity in index.page("item", stream="case-other")] == ["item-3"]


def test_an_id_is_found_by_its_first_signs(engine: Engine) -> None:
    index = _put(engine, *(_item(f"item-a{number}") for number in range(5)), _item("item-b"), _case())
    assert index.starting_with("item", "item-a") == ["item-a0", "item-a1", "item-a2"]
    assert index.starting_with("item", "item-b") == ["item-b"]
    assert index.starting_with("item", "item-c") == []
    assert index.starting_with("case", "item-a") == []
    assert index.starting_with("item", "item-%") == []


def test_entities_are_found_by_their_content(engine: Engine) -> None:
    index = _put(engine, _item("item-1"), _item("item-2", content="d" * 64), *list(_one_of_each())[2:4])
    assert [item.id for item in index.with_ref("item", [CONTENT, "f" * 64])] == ["item-1"]
    assert [report.id for report in index.with_ref("report", [RECEIPT])] == ["report-1"]
    assert index.with_ref("item", []) == []


def test_another_organization_sees_nothing_not_even_with_the_ids(engine: Engine) -> None:
    _put(engine, *_one_of_each())
    with writing(engine) as connection:
        put_objects(connection, ORG, [ObjectRow(batch="batch-1", position=0, kind="note", body=b"closed")])
    other = Index(engine, OTHER)
    for entity in _one_of_each():
        kind = row_of(entity, CASE).kind
        assert other.get(kind, entity.id) is None
        assert (list(other.all(kind)), other.count(kind), other.starting_with(kind, "")) == ([], 0, [])
        assert other.with_ref(kind, [CONTENT, RECEIPT, ROOT]) == []
    assert (other.rows(), list(other.objects("batch-1")), other.destroy_objects("batch-1")) == ({}, [], 0)
    assert len(list(Index(engine, ORG).objects("batch-1"))) == 1
    _put(engine, _item("item-1", state="purged"), org=OTHER)
    mine = Index(engine, ORG).get("item", "item-1")
    assert isinstance(mine, Item)
    assert mine.state == "kept"


def test_a_collection_is_read_in_order_in_parts_and_destroyed_alone(engine: Engine) -> None:
    rows = [
        ObjectRow(batch=batch, position=place, kind="note", body=bytes([place]))
        for batch in ("batch-1", "batch-2")
        for place in (2, 0, 1)
    ]
    with writing(engine) as connection:
        put_objects(connection, ORG, rows)
    index = Index(engine, ORG)
    assert [row.position for row in index.objects("batch-1")] == [0, 1, 2]
    assert [row.body for row in index.objects("batch-1", start=1, limit=1)] == [b"\x01"]
    assert index.destroy_objects("batch-1") == 3
    assert list(index.objects("batch-1")) == []
    assert len(list(index.objects("batch-2"))) == 3


def _closed(body: bytes, *places: int, batch: str = "batch-1") -> list[ObjectRow]:
    return [ObjectRow(batch=batch, position=place, kind="note", body=body) for place in places]


def test_an_object_that_is_closed_with_another_key_is_written_over(engine: Engine) -> None:
    index = Index(engine, ORG)
    for rows in (_closed(b"once", 0, 1), _closed(b"anew", 1, 2)):
        with writing(engine) as connection:
            put_objects(connection, ORG, rows)
            put_objects(connection, OTHER, _closed(b"theirs", 1))
    assert [row.body for row in index.objects("batch-1")] == [b"once", b"anew", b"anew"]
    assert [row.body for row in Index(engine, OTHER).objects("batch-1")] == [b"theirs"]


def test_objects_that_are_gone_stay_gone_when_the_others_are_closed_anew(engine: Engine) -> None:
    index = Index(engine, ORG)
    with writing(engine) as connection:
        put_objects(connection, ORG, _closed(b"once", 0, 1))
    index.close_objects_anew([*_closed(b"anew", 1, 2), *_closed(b"anew", 0, batch="batch-2")])
    Index(engine, OTHER).close_objects_anew(_closed(b"theirs", 0))
    index.close_objects_anew([])
    assert [row.body for row in index.objects("batch-1")] == [b"once", b"anew"]
    assert list(index.objects("batch-2")) == []


def test_a_row_that_was_changed_is_a_fault_that_names_its_kind(engine: Engine) -> None:
    index = _put(engine, _item("item-1"))
    for body in (b"{}", b"", b'{"id":1}', b"\xff"):
        with writing(engine) as connection:
            connection.execute(update(entities).values(body=body))
        with pytest.raises(ProofFailed, match="item in the index"):
            index.get("item", "item-1")
        with pytest.raises(ProofFailed, match="item in the index"):
            list(index.all("item"))


def _rows(count: int) -> list[EntityRow]:
    return [row_of(_item(f"item-{number}"), CASE) for number in range(count)]


def test_the_index_is_replaced_as_a_whole(engine: Engine) -> None:
    a_log(engine).open_new()
    index = _put(engine, *_one_of_each())
    _put(engine, _case(), org=OTHER)
    index.replace(_rows(PAGE + 5), 0)
    assert set(index.rows()) == {("item", f"item-{number}") for number in range(PAGE + 5)}
    assert set(Index(engine, OTHER).rows()) == {("case", CASE)}
    index.replace([], 0)
    assert index.rows() == {}


def test_the_index_is_not_replaced_by_an_older_one(engine: Engine) -> None:
    log, index = a_log(engine), _put(engine, _item("item-1"))
    log.open_new()
    log.append(an_append())
    before = index.rows()
    with pytest.raises(ChangedMeanwhile):
        index.replace(_rows(2), 0)
    assert index.rows() == before
    index.replace(_rows(2), 1)
    assert len(index.rows()) == 2


def test_a_list_that_is_not_read_to_its_end_holds_nobody_up(engine: Engine) -> None:
    index = _put(engine, *(_item(f"item-{number:05}") for number in range(PAGE * 2)))
    listed = index.all("item")
    next(listed)
    _put(engine, _item("item-00000", state="purged"))
    listed.close()  # type: ignore[attr-defined]  # a generator
    with reading(engine) as connection:
        assert connection.execute(entities.select()).first() is not None


def test_several_are_read_together_by_their_ids(engine: Engine) -> None:
    index = _put(engine, *(_case(f"case-{number:026}") for number in range(3)))
    wanted = [f"case-{number:026}" for number in (2, 0, 7)]
    assert set(index.some("case", wanted)) == {wanted[0], wanted[1]}
    assert index.some("item", wanted) == {}
    assert Index(engine, "org-" + "z" * 26).some("case", wanted) == {}
