"""An item as its acts add up to it: its state, its holds, and every handling in order."""

import pytest
from msgspec.structs import replace

from tests.histories import case_after, leaves_of, world_of
from tests.leaves import CONTENT, ITEM, PERSON, SHEET, one_of_each
from tocsin.rules.fold.evidence import ORDER, strictest_label
from tocsin.stages.marks import TLP_CODES
from tocsin.vocab.act import Act
from tocsin.vocab.acts import evidence as e
from tocsin.vocab.acts import intake as i
from tocsin.vocab.acts import marking as m
from tocsin.vocab.case import Item
from tocsin.vocab.evidence import CustodyAction

OPENED, KEPT = one_of_each()[i.CaseOpened], one_of_each()[e.ItemKept]


def item_after(*acts: Act) -> Item:
    item = world_of(leaves_of([OPENED, KEPT, *acts]))["item", ITEM]
    assert isinstance(item, Item)
    return item


def test_a_kept_item_knows_where_it_came_from_and_who_kept_it() -> None:
    item = item_after()
    assert isinstance(KEPT, e.ItemKept)
    assert (item.kind, item.state, item.content, item.compartment) == (KEPT.kind, "kept", CONTENT, "ordinary")
    assert (item.parent, item.batch, item.position) == (KEPT.parent, KEPT.batch, 17)
    assert item.custody == ()
    assert item.kept_by != PERSON  # in these histories two people take turns


def test_an_item_that_came_in_sealed_is_sealed() -> None:
    assert isinstance(KEPT, e.ItemKept)
    world = world_of(leaves_of([OPENED, replace(KEPT, compartment="sealed")]))
    item = world["item", ITEM]
    assert isinstance(item, Item)
    assert item.state == "sealed"


def test_sealing_and_unsealing_move_the_content() -> None:
    sealed = e.ItemSealed(item=ITEM, hazard="program", content="5e" * 32, sheet=SHEET)
    unsealed = e.ItemUnsealed(item=ITEM, reason="reviewed", content="0e" * 32, sheet=SHEET)
    item = item_after(sealed)
    assert (item.state, item.compartment, item.content) == ("sealed", "sealed", "5e" * 32)
    item = item_after(sealed, unsealed)
    assert (item.state, item.compartment, item.content) == ("kept", "ordinary", "0e" * 32)


def test_an_item_that_is_counsels_by_a_mark_stays_behind_counsels_key_when_it_is_sealed() -> None:
    mark = one_of_each()[m.Marked]
    assert isinstance(mark, m.Marked)
    counsels = replace(mark, scope="item", target=ITEM, caveats=("privileged",))
    item = item_after(counsels, e.ItemSealed(item=ITEM, hazard="program", content="5e" * 32, sheet=SHEET))
    assert (item.state, item.compartment, item.unmarked) == ("sealed", "privileged", "sealed")


def test_of_several_holds_for_one_reason_the_one_that_is_named_ends() -> None:
    first, second = "1a" * 32, "2b" * 32
    placed = [e.HoldPlaced(item=ITEM, reason="litigation", sheet=sheet) for sheet in (first, second)]
    ended = e.HoldEnded(item=ITEM, reason="litigation", placed=first, sheet=SHEET)
    item = item_after(*placed, ended)
    assert item.holds == {"litigation": (second,)}
    assert item.custody[-1].action == "released_from_hold"
    assert item_after(*placed, e.HoldLifted(item=ITEM, reason="litigation", sheet=SHEET)).holds == {
        "litigation": (first,)
    }
    on_case = case_after([OPENED, replace(placed[0], item=None), replace(ended, item=None)])
    assert on_case.holds == {}
    assert item_after(*placed, replace(ended, reason="regulator")).holds == {"litigation": (first, second)}


def test_every_handling_is_a_step_of_custody_in_its_order() -> None:
    handlings = (
        e.CustodyRecorded(item=ITEM, action=CustodyAction.HANDED_OVER, sheet=SHEET),
        e.HoldPlaced(item=ITEM, reason="litigation", sheet=SHEET),
        e.ItemOpened(item=ITEM, reason="triage", sheet=SHEET),
        e.HoldLifted(item=ITEM, reason="litigation", sheet=SHEET),
        e.ItemPurged(item=ITEM, reason="retention", sheet=SHEET),
    )
    item = item_after(*handlings)
    actions = ["handed_over", "held", "opened", "released_from_hold", "purged"]
    assert [step.action for step in item.custody] == actions
    assert [step.at for step in item.custody] == sorted(step.at for step in item.custody)
    assert (item.openings, item.state) == (1, "purged")


def test_a_purge_keeps_what_the_item_was() -> None:
    before, after = item_after(), item_after(one_of_each()[e.ItemPurged])
    assert replace(after, state="kept", custody=()) == before
    assert case_after([OPENED, KEPT, one_of_each()[e.ItemPurged]]).kinds == {}


def test_two_holds_of_different_reasons_stand_until_both_are_lifted() -> None:
    placed = [e.HoldPlaced(item=ITEM, reason=reason, sheet=SHEET) for reason in ("litigation", "regulator")]
    lifted = e.HoldLifted(item=ITEM, reason="litigation", sheet=SHEET)
    assert set(item_after(*placed, lifted).holds) == {"regulator"}
    assert case_after([OPENED, KEPT, *placed, lifted]).held_items == 1


def test_a_hold_on_the_case_is_not_one_on_an_item() -> None:
    hold = e.HoldPlaced(item=None, reason="litigation", sheet=SHEET)
    assert item_after(hold).holds == {}
    case = case_after([OPENED, KEPT, hold])
    assert (set(case.holds), case.held_items) == ({"litigation"}, 0)


@pytest.mark.parametrize("strict", range(len(ORDER)))
def test_the_strictest_label_of_any_source_counts(strict: int) -> None:
    marked = one_of_each()[m.Marked]
    assert isinstance(marked, m.Marked)
    marks = [replace(marked, source=f"source-{place}", tlp=tlp) for place, tlp in enumerate(ORDER[: strict + 1])]
    item = item_after(*reversed(marks))
    assert strictest_label(item.marks) == ORDER[strict]
    assert case_after([OPENED, KEPT, *marks]).item_labels == {ORDER[strict]: 1}


def test_the_order_of_labels_is_that_of_the_protocol() -> None:
    assert list(ORDER) == [code for _, code in sorted(TLP_CODES.items())]


def test_an_act_on_an_item_that_was_never_kept_adds_up_to_nothing() -> None:
    with pytest.raises(AssertionError):
        world_of(leaves_of([OPENED, one_of_each()[e.ItemOpened]]))
