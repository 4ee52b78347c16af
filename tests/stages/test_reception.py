"""Stage 1, whole: a case is classified by what came in, and look-alike reports are grouped, never merged."""

import json

import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories, names
from tocsin.stages import marking, sealing
from tocsin.stages.desk import Desk
from tocsin.stages.intake import Handing, Opening, offer_bytes
from tocsin.stages.reception import NEAR_DUPLICATE, Arrival, receive
from tocsin.vocab.acts.intake import CaseRelated
from tocsin.vocab.acts.triage import Classified
from tocsin.vocab.marking import Caveat, Marking, Tlp

WORDS = (
    "On Tuesday our support agent followed an instruction hidden in a web page and sent the address list of the "
    "northern branch to a mailbox that nobody here knows. We stopped the agent, took its key away and kept the logs. "
    "The page is still online. We have told nobody else so far and ask what to do next about the mailbox."
)
OTHER_WORDS = (
    "A vendor wrote to us that the weights of their moderation model were replaced on the mirror for two days in March "
    "and that everybody who fetched them then should compare digests and look for connections to unknown hosts."
)


def told(desk: Desk, text: str, name: str = "mail.txt") -> Arrival:
    return receive(desk, [offer_bytes(name, text.encode())])


def test_a_case_is_classified_by_what_the_report_states(story: DeskOfStories) -> None:
    facts = {"integrity": "actual", "without_lawful_authority": "yes", "authorised_research_or_exercise": "no"}
    arrival = receive(story.desk, [offer_bytes("r.json", json.dumps({"description": WORDS, "facts": facts}).encode())])
    (verdict,) = [act for act in story.new_acts() if isinstance(act, Classified)]
    assert verdict.event_class == "incident"
    assert arrival.verdict is not None
    assert arrival.verdict.class_ == "incident"
    assert arrival.case == story.desk.case(arrival.taken[0].case)


def test_a_report_that_states_nothing_needs_information(story: DeskOfStories) -> None:
    arrival = told(story.desk, WORDS)
    assert arrival.verdict is not None
    assert arrival.verdict.class_ == "needs_information"
    assert arrival.verdict.missing
    assert names(story.new_acts()) == ["CaseOpened", "ItemKept", "ReportReceived", "BatchReceived", "Classified"]


def test_to_hand_in_the_same_again_records_nothing(story: DeskOfStories) -> None:
    told(story.desk, WORDS)
    story.forget_acts()
    again = told(story.desk, WORDS, "again.txt")
    assert story.new_acts() == []
    assert again.near == ()


def test_a_report_that_reads_almost_the_same_is_grouped(story: DeskOfStories) -> None:
    first = told(story.desk, WORDS)
    story.forget_acts()
    second = told(story.desk, WORDS.replace("Tuesday", "Wednesday"))
    assert first.case is not None
    assert second.case is not None
    assert second.case.id != first.case.id
    assert second.near == (first.case.id,)
    assert story.new_acts()[-1] == CaseRelated(other=first.case.id, relation=NEAR_DUPLICATE)
    assert [linked.key for linked in second.case.related] == [first.case.id]


def test_a_flood_of_look_alikes_is_grouped_with_each_earlier_case_once(desk: Desk) -> None:
    earlier = [told(desk, WORDS.replace("Tuesday", day)).case for day in ("Monday", "Friday", "Sunday")]
    last = told(desk, WORDS.replace("Tuesday", "Saturday"))
    assert sorted(last.near) == sorted(case.id for case in earlier if case)


def test_another_matter_is_not_grouped(desk: Desk) -> None:
    told(desk, WORDS)
    assert told(desk, OTHER_WORDS).near == ()


def test_a_grouped_case_is_grouped_once(story: DeskOfStories) -> None:
    told(story.desk, WORDS)
    second = told(story.desk, WORDS.replace("Tuesday", "Wednesday"))
    assert second.case is not None
    story.forget_acts()
    more = json.dumps({"title": "more", "description": "The mailbox answered."}).encode()
    receive(story.desk, [offer_bytes("more.json", more)], case_id=second.case.id)
    assert "CaseRelated" not in names(story.new_acts())


def test_a_purged_report_is_not_read_again_to_compare(desk: Desk) -> None:
    first = told(desk, OTHER_WORDS)
    sealing.purge(desk, desk.item(first.taken[0].item), reason="personal_data", because="asked for")
    assert told(desk, OTHER_WORDS.replace("March", "April")).near == ()


def test_a_sealed_report_is_not_read_in_passing(desk: Desk) -> None:
    first = told(desk, OTHER_WORDS)
    sealing.seal(desk, desk.item(first.taken[0].item), hazard="enabling", because="it says how")
    assert told(desk, OTHER_WORDS.replace("March", "April")).near == ()


def test_where_every_file_is_declined_no_case_is_opened(story: DeskOfStories) -> None:
    arrival = receive(story.desk, [offer_bytes("nothing", b"")])
    assert (arrival.case, arrival.verdict) == (None, None)
    assert story.new_acts() == []


@pytest.mark.parametrize("mark", [Marking(tlp=Tlp.RED), Marking(tlp=Tlp.AMBER, caveats=(Caveat.PRIVILEGED,))])
def test_what_is_red_or_privileged_is_not_read_in_passing(desk: Desk, mark: Marking) -> None:
    first = told(desk, OTHER_WORDS)
    assert first.case is not None
    marking.mark(desk, desk.case(first.case.id), marking.Target(), replace(mark, owners=("own",)))
    assert told(desk, OTHER_WORDS.replace("March", "April")).near == ()


def test_practice_is_not_grouped_with_what_really_happened(desk: Desk) -> None:
    told(desk, OTHER_WORDS)
    words = OTHER_WORDS.replace("March", "April").encode()
    drill = receive(desk, [offer_bytes("drill.txt", words)], handing=Handing(opening=Opening(exercise=True)))
    assert drill.case is not None
    assert (drill.case.exercise, drill.near) == (True, ())
