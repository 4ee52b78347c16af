"""A case over time: acts in their lanes, what evidence says of itself, what cannot be placed; nothing is recorded."""

import json
from datetime import timedelta

import pytest

from tests.builders import NOON, DeskOfStories, a_case, an_item
from tests.shares import Stage
from tocsin.stages import timeline as room
from tocsin.stages.desk import Desk
from tocsin.stages.evidence import Described, items_of
from tocsin.stages.intake import offer_bytes, take
from tocsin.stages.marking import Target, mark
from tocsin.stages.sealing import seal
from tocsin.stages.timeline import timeline
from tocsin.vocab.case import Case
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.marking import Marking, Tlp
from tocsin.vocab.ports import Compartment
from tocsin.vocab.timeline import Happening, Lane, Timeline

SOON = 1_774_000_000_000_000_000  # nanoseconds since 1970, UTC: four days before noon


def kept(desk: Desk, case: Case, collected_at: str, compartment: Compartment = Compartment.ORDINARY) -> str:
    """An item that says when it happened."""
    described = Described(
        kind=ItemKind.ARTIFACT, name="x", source="y", collected_at=collected_at, compartment=compartment
    )
    return an_item(desk, case, collected_at.encode(), described).id


def lane(found: Timeline, wanted: Lane) -> list[str]:
    """What stands in a lane, by kind."""
    return [
        kind.what for column in found.columns for cell in column.cells if cell.lane is wanted for kind in cell.kinds
    ]


def only(found: Timeline, wanted: Lane) -> list[Happening]:
    """What stands alone in a lane."""
    return [cell.only for column in found.columns for cell in column.cells if cell.lane is wanted and cell.only]


def test_evidence_says_when_it_happened_and_the_act_when_it_was_kept(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    story.clock.tick(timedelta(days=2))
    item = kept(story.desk, case, "2026-03-20T08:00:00Z")
    story.forget_acts()
    found = timeline(story.desk, story.desk.case(case.id))
    (said,) = only(found, Lane.OUTSIDE)
    assert (said.what, said.item, said.act) == ("evidence_says", item, None)
    assert found.columns[0].at == said.at
    assert "item_kept" in lane(found, Lane.HERE)
    assert found.is_whole
    assert story.new_acts() == []


def test_a_time_without_a_zone_and_a_clock_that_is_ahead_are_named(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    kept(story.desk, case, "2026-03-20 08:00")
    kept(story.desk, case, (NOON + timedelta(days=3)).isoformat())
    found = timeline(story.desk, story.desk.case(case.id))
    assert sorted(one.why.split()[0] + one.why.split()[1] for one in found.unplaced) == ["itis", "itlies"]
    assert len(only(found, Lane.OUTSIDE)) == 1


def test_what_is_counsels_says_not_even_when(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    kept(story.desk, case, "2026-03-20T08:00:00Z", Compartment.PRIVILEGED)
    assert lane(timeline(story.desk, story.desk.case(case.id)), Lane.OUTSIDE) == []


def test_what_is_in_a_document_says_when_until_a_look_at_it_needs_a_reason(story: DeskOfStories) -> None:
    desk = story.desk
    span = {"traceId": "0" * 31 + "1", "spanId": "0" * 15 + "1", "name": "chat", "startTimeUnixNano": f"{SOON}"}
    trace = {"resourceSpans": [{"scopeSpans": [{"spans": [span]}]}]}
    case = desk.case(take(desk, [offer_bytes("trace.json", json.dumps(trace).encode())])[0].case)
    mark(desk, case, Target(), Marking(tlp=Tlp.GREEN, owners=("own",)))
    found = timeline(desk, desk.case(case.id))
    assert "trace" in lane(found, Lane.OUTSIDE)
    assert found.columns[0].at.timestamp() == SOON // 10**9
    (item,) = items_of(desk, case)
    seal(desk, item, hazard="enabling", because="it works")
    assert "trace" not in lane(timeline(desk, desk.case(case.id)), Lane.OUTSIDE)


def test_what_came_back_stands_apart_from_what_we_did(story: DeskOfStories) -> None:
    stage = Stage(story)
    party = stage.party("A Reader", "isac", address=stage.folder("reader"))
    stage.marked()
    stage.cleaned()
    stage.delivered(party)
    found = timeline(stage.desk, stage.now())
    assert "share_proposed" in lane(found, Lane.HERE)
    assert not {"duty_answered", "record_linked"} & {what for one in Lane for what in lane(found, one)}


def test_a_case_of_more_acts_than_are_looked_at_says_so(story: DeskOfStories, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_ACTS", 2)
    case = a_case(story.desk)
    for number in range(3):
        an_item(story.desk, case, bytes([number]))
    found = timeline(story.desk, story.desk.case(case.id))
    assert (found.looked, found.is_whole) == (2, False)
    assert found.acts == story.desk.case(case.id).size
