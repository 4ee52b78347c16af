"""Only what a recorded purge or move took away may be gone."""

import msgspec
import pytest

from tests.leaves import one_of_each
from tocsin.rules.destruction import Destruction, named_by
from tocsin.vocab.act import ACTS, Act
from tocsin.vocab.acts.evidence import ItemKept, ItemPurged, ItemSealed, ItemUnsealed
from tocsin.vocab.acts.intake import BatchReceived, ReportReceived
from tocsin.vocab.evidence import ItemKind

ITEM, OTHER = "item-" + "0" * 26, "item-" + "1" * 26
FIRST, SECOND, THIRD, SHEET, WHY = ("a" * 64, "b" * 64, "c" * 64, "d" * 64, "e" * 64)

# A commitment behind which no single thing lies: the root over the objects of a batch.
OVER_MANY = {"root"}


def _kept(item: str = ITEM, content: str = FIRST, sheet: str = SHEET) -> ItemKept:
    return ItemKept(
        item=item,
        kind=ItemKind.LOG,
        content=content,
        compartment="ordinary",
        parent=None,
        batch=None,
        position=None,
        sheet=sheet,
    )


def _heard(*acts: Act) -> Destruction:
    destruction = Destruction()
    for act in acts:
        destruction.hear(act)
    return destruction


@pytest.mark.parametrize("type_", ACTS)
def test_every_commitment_of_every_act_is_named(type_: type[Act]) -> None:
    committing = {
        field.name
        for field in msgspec.inspect.type_info(type_).fields  # type: ignore[attr-defined]  # acts are Structs
        if "[0-9a-f]{64}" in repr(field.type)
    }
    act = one_of_each()[type_]
    assert sorted(named_by(act)) == sorted(getattr(act, name) for name in committing - OVER_MANY)


def test_what_was_kept_has_to_be_there() -> None:
    assert not any(map(_heard(_kept()).allows, (FIRST, SHEET)))


def test_a_purge_takes_content_and_sheets_of_its_item_and_of_no_other() -> None:
    batch = BatchReceived(batch="batch-" + "0" * 26, item=ITEM, format="otlp", root=WHY, counts=(), sheet="1" * 64)
    report = ReportReceived(
        report="report-" + "0" * 26, item=ITEM, format="mail", anonymous=False, receipt="2" * 64, sheet="3" * 64
    )
    other = _kept(OTHER, SECOND, THIRD)
    after = _heard(_kept(), batch, report, other, ItemPurged(item=ITEM, reason="retention", sheet=WHY))
    assert all(map(after.allows, (FIRST, SHEET, "1" * 64, "3" * 64)))
    assert not any(map(after.allows, (SECOND, THIRD, WHY, "2" * 64)))


def test_a_content_that_moved_may_be_gone_from_where_it_was() -> None:
    sealed = ItemSealed(item=ITEM, hazard="pickle", content=SECOND, sheet=WHY)
    unsealed = ItemUnsealed(item=ITEM, reason="triage", content=THIRD, sheet=WHY)
    assert [_heard(_kept(), sealed).allows(each) for each in (FIRST, SECOND, SHEET)] == [True, False, False]
    assert [_heard(_kept(), sealed, unsealed).allows(each) for each in (FIRST, SECOND, THIRD)] == [True, True, False]


def test_an_item_whose_keeping_is_missing_allows_nothing() -> None:
    after = _heard(
        ItemSealed(item=ITEM, hazard="pickle", content=SECOND, sheet=WHY),
        ItemPurged(item=OTHER, reason="retention", sheet=WHY),
    )
    assert not any(map(after.allows, (FIRST, SECOND, SHEET, WHY)))
