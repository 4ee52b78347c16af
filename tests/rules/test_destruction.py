"""Only what a recorded purge or move took away may be gone."""

import msgspec
import pytest
from msgspec.structs import replace

from tests.leaves import one_of_each
from tocsin.rules.destruction import Destruction, named_by
from tocsin.vocab.act import ACTS, Act
from tocsin.vocab.acts.evidence import (
    CustodyRecorded,
    HoldEnded,
    HoldLifted,
    HoldPlaced,
    ItemKept,
    ItemOpened,
    ItemPurged,
    ItemSealed,
    ItemUnsealed,
    TextsPurged,
)
from tocsin.vocab.acts.intake import BatchReceived, ForeignIdLinked, ReportAnswered, ReportReceived
from tocsin.vocab.acts.marking import Marked
from tocsin.vocab.evidence import CustodyAction, ItemKind

ITEM, OTHER = "item-" + "0" * 26, "item-" + "1" * 26
FIRST, SECOND, THIRD, SHEET, WHY = ("a" * 64, "b" * 64, "c" * 64, "d" * 64, "e" * 64)

# What looks like a commitment and has nothing of its own behind it: the root over the objects of a batch, commitments
# that another act made, the hash of a leaf, a public key.
NOTHING_BEHIND = {"root", "placed", "texts", "leaf", "key"}


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
    assert sorted(named_by(act)) == sorted(getattr(act, name) for name in committing - NOTHING_BEHIND)


def test_what_was_kept_has_to_be_there() -> None:
    assert not any(map(_heard(_kept()).allows, (FIRST, SHEET)))


BATCH = BatchReceived(batch="batch-" + "0" * 26, item=ITEM, format="otlp", root="f" * 64, counts=(), sheet="1" * 64)
REPORT = ReportReceived(
    report="report-" + "0" * 26, item=ITEM, format="mail", anonymous=False, receipt="2" * 64, sheet="3" * 64
)
ANSWER = ReportAnswered(report=REPORT.report, state="accepted", sheet="4" * 64)
LOOK = ItemOpened(item=ITEM, reason="triage", sheet="5" * 64)
HANDED = CustodyRecorded(item=ITEM, action=CustodyAction.HANDED_OVER, sheet="6" * 64)
SEALED = ItemSealed(item=ITEM, hazard="program", content=FIRST, sheet="7" * 64)
UNSEALED = ItemUnsealed(item=ITEM, reason="reviewed", content=FIRST, sheet="8" * 64)
PURGED = ItemPurged(item=ITEM, reason="retention", sheet=WHY)


def test_a_purge_takes_all_that_was_said_of_its_item_and_nothing_of_another() -> None:
    other = (_kept(OTHER, SECOND, THIRD), replace(LOOK, item=OTHER, sheet="9" * 64))
    after = _heard(_kept(), BATCH, REPORT, ANSWER, LOOK, HANDED, SEALED, UNSEALED, *other, PURGED)
    taken = (FIRST, SHEET, "1" * 64, "2" * 64, "3" * 64, "4" * 64, "5" * 64, "6" * 64, "7" * 64, "8" * 64)
    assert after.gone_with(ITEM) == taken
    assert all(map(after.allows, taken))
    assert not any(map(after.allows, (SECOND, THIRD, "9" * 64, WHY)))
    assert (after.items(), after.gone_with(OTHER)) == ((ITEM,), ())


def test_why_it_was_held_and_purged_and_by_whose_leave_it_was_marked_stays() -> None:
    holds: list[Act] = [
        HoldPlaced(item=ITEM, reason="litigation", sheet="1" * 64),
        HoldLifted(item=ITEM, reason="litigation", sheet="2" * 64),
        HoldEnded(item=ITEM, reason="litigation", placed="1" * 64, sheet="3" * 64),
    ]
    marked = one_of_each()[Marked]
    assert isinstance(marked, Marked)
    after = _heard(_kept(), *holds, replace(marked, target=ITEM, sheet="4" * 64), PURGED)
    assert not any(map(after.allows, ("1" * 64, "2" * 64, "3" * 64, "4" * 64, WHY)))


def test_what_is_said_of_an_item_after_its_purge_is_not_taken_by_it() -> None:
    after = _heard(_kept(), REPORT, PURGED, HANDED, ANSWER)
    assert not any(map(after.allows, (HANDED.sheet, ANSWER.sheet)))


def test_texts_that_were_taken_from_a_purged_item_go_where_the_purge_names_them() -> None:
    number = ForeignIdLinked(scheme="cve", sheet="1" * 64)
    assert not _heard(_kept(), number, PURGED).allows(number.sheet)
    after = _heard(_kept(), number, PURGED, TextsPurged(item=ITEM, texts=(number.sheet,)))
    assert after.allows(number.sheet)
    assert number.sheet in after.gone_with(ITEM)


def test_content_that_moves_behind_another_key_has_to_be_there() -> None:
    after = _heard(_kept(), SEALED, UNSEALED)
    assert not any(map(after.allows, (FIRST, SHEET, SEALED.sheet, UNSEALED.sheet)))
    assert after.items() == ()


def test_content_that_an_older_program_kept_anew_may_be_gone_from_where_it_was() -> None:
    sealed = replace(SEALED, content=SECOND)
    unsealed = replace(UNSEALED, content=THIRD)
    assert [_heard(_kept(), sealed).allows(each) for each in (FIRST, SECOND, SHEET)] == [True, False, False]
    after = _heard(_kept(), sealed, unsealed, replace(SEALED, content=THIRD))
    assert [after.allows(each) for each in (FIRST, SECOND, THIRD)] == [True, True, False]
    assert after.gone_with(ITEM) == (FIRST, SECOND)


def test_an_item_whose_keeping_is_missing_allows_nothing() -> None:
    after = _heard(
        ItemSealed(item=ITEM, hazard="pickle", content=SECOND, sheet=WHY),
        ItemPurged(item=OTHER, reason="retention", sheet=WHY),
    )
    assert not any(map(after.allows, (FIRST, SECOND, SHEET, WHY)))
