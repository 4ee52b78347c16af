"""Marks, assertions, blocks, duties and records as they add up."""

from datetime import timedelta

from msgspec.structs import replace

from tests.histories import case_after, leaves_of, world_of
from tests.leaves import ITEM, NOON, one_of_each
from tocsin.vocab.act import Act
from tocsin.vocab.acts import evidence as e
from tocsin.vocab.acts import intake as i
from tocsin.vocab.acts import marking as m
from tocsin.vocab.case import Item

OPENED, KEPT = one_of_each()[i.CaseOpened], one_of_each()[e.ItemKept]


def marked(scope: str, target: str, tlp: str, source: str = "own") -> m.Marked:
    mark = one_of_each()[m.Marked]
    assert isinstance(mark, m.Marked)
    return replace(mark, scope=scope, target=target, tlp=tlp, source=source)


def answered(event: str | None, at: int, stage: str | None = None) -> m.DutyAnswered:
    moment = NOON + timedelta(hours=at)
    return m.DutyAnswered(
        duty="nis2_23",
        answer="yes",
        zone="Europe/Berlin",
        event=event,
        event_at=moment if event else None,
        stage_met=stage,
        met_at=moment if stage else None,
        sheet=None,
    )


def test_each_source_has_one_mark_and_the_newest_counts() -> None:
    case = case_after(
        [OPENED, marked("case", "", "red"), marked("case", "", "green", "cisa"), marked("case", "", "amber")]
    )
    assert {source: mark.tlp for source, mark in case.marks.items()} == {"own": "amber", "cisa": "green"}


def test_a_mark_on_a_field_is_not_one_on_the_case() -> None:
    case = case_after([OPENED, marked("field", "plain_account", "red"), marked("field", "contact", "amber")])
    assert case.marks == {}
    assert {field: marks["own"].tlp for field, marks in case.field_marks.items()} == {
        "plain_account": "red",
        "contact": "amber",
    }


def test_a_tighter_mark_on_an_item_moves_it_to_the_stricter_count() -> None:
    case = case_after([OPENED, KEPT, marked("item", ITEM, "green")])
    assert case.item_labels == {"green": 1}
    case = case_after([OPENED, KEPT, marked("item", ITEM, "green"), marked("item", ITEM, "red")])
    assert case.item_labels == {"red": 1}


def test_a_mark_on_a_purged_item_counts_for_no_live_one() -> None:
    purged = one_of_each()[e.ItemPurged]
    assert case_after([OPENED, KEPT, marked("item", ITEM, "red"), purged]).item_labels == {}
    assert case_after([OPENED, KEPT, purged, marked("item", ITEM, "red")]).item_labels == {}


def test_the_newest_assertion_on_a_field_counts() -> None:
    first = one_of_each()[m.FieldAsserted]
    assert isinstance(first, m.FieldAsserted)
    case = case_after([OPENED, first, replace(first, prong="neither", counsel="asked")])
    assert {field: found.prong for field, found in case.assertions.items()} == {"technical_data": "neither"}


def test_a_block_stands_until_it_is_lifted() -> None:
    blocked, lifted = one_of_each()[m.ReleaseBlocked], one_of_each()[m.ReleaseUnblocked]
    case = case_after([OPENED, blocked])
    assert case.block is not None
    assert case.block.reason == "counsel_review"
    assert case_after([OPENED, blocked, lifted]).block is None


def test_an_event_that_is_corrected_stands_once_with_its_newest_moment() -> None:
    case = case_after([OPENED, answered("start", 0), answered("known", 1), answered("start", 2)])
    assert case.duties["nis2_23"].events == (
        ("known", NOON + timedelta(hours=1)),
        ("start", NOON + timedelta(hours=2)),
    )


def test_a_stage_that_repeats_counts_every_time_it_was_met() -> None:
    case = case_after([OPENED, answered("start", 0), answered(None, 1, "update"), answered(None, 2, "update")])
    clock = case.duties["nis2_23"]
    assert (clock.met, clock.times) == ((("update", NOON + timedelta(hours=1)),), {"update": 2})


def test_a_stage_was_met_when_it_was_met_first_in_whatever_order_it_was_said() -> None:
    said = [answered(None, hour, "update") for hour in (3, 1, 2)]
    clock = case_after([OPENED, *said]).duties["nis2_23"]
    assert (clock.met, clock.times) == ((("update", NOON + timedelta(hours=1)),), {"update": 3})


def test_a_mark_that_says_privileged_moves_an_item_to_counsels_key_and_back_when_it_no_longer_does() -> None:
    def compartments(*acts: Act) -> tuple[str, str]:
        item = world_of(leaves_of([OPENED, KEPT, *acts]))["item", ITEM]
        assert isinstance(item, Item)
        return item.compartment, item.unmarked

    counsels = replace(marked("item", ITEM, "red"), caveats=("privileged",))
    another = replace(counsels, source="vendor")
    plain = marked("item", ITEM, "red")
    sealed = e.ItemSealed(item=ITEM, hazard="program", content="5e" * 32, sheet="5" * 64)
    unsealed = e.ItemUnsealed(item=ITEM, reason="reviewed", content="5e" * 32, sheet="5" * 64)
    assert compartments(plain) == ("ordinary", "ordinary")
    assert compartments(counsels) == compartments(counsels, another, plain) == ("privileged", "ordinary")
    assert compartments(counsels, plain) == ("ordinary", "ordinary")
    assert compartments(sealed, counsels) == ("privileged", "sealed")
    assert compartments(sealed, counsels, unsealed) == ("privileged", "ordinary")
    assert compartments(sealed, counsels, plain) == ("sealed", "sealed")


def test_a_later_answer_keeps_the_events_of_the_earlier() -> None:
    case = case_after([OPENED, answered("start", 0), replace(answered(None, 1), answer="unknown")])
    clock = case.duties["nis2_23"]
    assert (clock.answer, [event for event, _ in clock.events]) == ("unknown", ["start"])


def test_a_record_is_linked_where_it_was_said_last() -> None:
    linked = one_of_each()[m.RecordLinked]
    assert isinstance(linked, m.RecordLinked)
    case = case_after([OPENED, linked, replace(linked, state="not_needed")])
    assert {key: found.state for key, found in case.records.items()} == {"incident_response": "not_needed"}
