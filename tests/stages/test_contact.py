"""Stage 5, who else could act: each group is asked about, and each gets an answer."""

from datetime import timedelta

import pytest

from tests.builders import NOON, DeskOfStories, a_case
from tests.deliveries import Planned, plan
from tocsin.stages.contact import Decision, Part, board, decide_contact, involve, open_groups
from tocsin.stages.desk import Desk
from tocsin.stages.party import declare, find_party
from tocsin.vocab.acts.delivery import DeliveryMoved
from tocsin.vocab.acts.impact import ContactDecided, PartyInvolved
from tocsin.vocab.case import Case
from tocsin.vocab.contact import ASKED, ContactAnswer, ContactGroup, NotContactedReason
from tocsin.vocab.directory import PartyEntry
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.party import PartyKind, PartyRole
from tocsin.vocab.sharing import Party

VENDOR = ContactGroup.VENDOR


@pytest.fixture
def vendor(desk: Desk) -> Party:
    return declare(desk, PartyEntry(name="Example Vendor", kinds=(PartyKind.VENDOR,)))


@pytest.fixture
def case(desk: Desk) -> Case:
    return a_case(desk)


def part(party: Party, because: str = "makes the gateway") -> Part:
    return Part(party=party, group=VENDOR, roles=(PartyRole.SUPPLIER,), because=because)


def test_every_group_is_asked_about_and_open_at_first(desk: Desk, case: Case) -> None:
    lines = board(desk, case)
    assert [line.group for line in lines] == list(ASKED)
    assert {line.answer for line in lines} == {"open"}
    assert open_groups(case) == ASKED


def test_a_party_gets_a_part_and_its_reason_lies_in_the_vault(story: DeskOfStories, case: Case, vendor: Party) -> None:
    story.forget_acts()
    after = involve(story.desk, case, part(vendor))
    (act,) = story.new_acts()
    assert isinstance(act, PartyInvolved)
    assert (act.party, act.group, act.roles, act.proposed_by) == (vendor.id, "vendor", ("supplier",), "hand")
    (line,) = board(story.desk, after)[0].parties
    assert (line.name, line.because, line.state, line.says) == (
        "Example Vendor",
        "makes the gateway",
        "not_contacted",
        "not contacted",
    )
    assert b"makes the gateway" not in b"".join(entry.leaf for entry in story.desk.log.entries())


def test_a_part_without_a_reason_or_a_role_is_refused(desk: Desk, case: Case, vendor: Party) -> None:
    for bad in (part(vendor, because=" "), Part(party=vendor, group=VENDOR, roles=(), because="x")):
        with pytest.raises(BadInput):
            involve(desk, case, bad)
    assert involve(desk, case) == case


def test_a_party_told_by_hand_is_silent_from_then_on(story: DeskOfStories, case: Case, vendor: Party) -> None:
    desk = story.desk
    after = involve(desk, case, part(vendor))
    decision = Decision(party=vendor, answer=ContactAnswer.CONTACTED, because="by telephone")
    after = decide_contact(desk, after, decision)
    assert open_groups(after) == ASKED[1:]
    story.clock.tick(timedelta(days=9, hours=3))
    line = board(desk, after)[0]
    (seen,) = line.parties
    assert (line.answer, seen.state, seen.silent_days, seen.says) == (
        "contacted",
        "silent",
        9,
        "no answer for 9 days",
    )
    assert (seen.words, seen.told_at) == ("by telephone", NOON)


def test_a_new_part_keeps_what_was_decided(desk: Desk, case: Case, vendor: Party) -> None:
    after = involve(desk, case, part(vendor))
    after = decide_contact(desk, after, Decision(party=vendor, answer=ContactAnswer.CONTACTED, because="by telephone"))
    after = involve(desk, after, part(vendor, because="and hands it on"))
    (seen,) = board(desk, after)[0].parties
    assert (seen.answer, seen.words, seen.because) == ("contacted", "by telephone", "and hands it on")


def test_a_group_is_deliberately_not_told_for_a_reason(story: DeskOfStories, case: Case) -> None:
    story.forget_acts()
    decision = Decision(
        group=ContactGroup.CRITICAL_INFRASTRUCTURE,
        answer=ContactAnswer.DELIBERATELY_NOT_CONTACTED,
        reason=NotContactedReason.NOT_CONCERNED,
        because="nobody of them runs it",
    )
    after = decide_contact(story.desk, case, decision)
    (act,) = story.new_acts()
    assert isinstance(act, ContactDecided)
    assert (act.group, act.party, act.answer, act.reason) == (
        "critical_infrastructure",
        None,
        "deliberately_not_contacted",
        "not_concerned",
    )
    line = board(story.desk, after)[4]
    assert (line.answer, line.reason, line.words) == (
        "deliberately_not_contacted",
        "not_concerned",
        "nobody of them runs it",
    )
    assert ContactGroup.CRITICAL_INFRASTRUCTURE not in open_groups(after)


def test_who_is_meant_is_a_party_of_the_case_or_a_group(desk: Desk, case: Case, vendor: Party) -> None:
    with pytest.raises(ActNotAllowed, match="no part"):
        decide_contact(desk, case, Decision(party=vendor, answer=ContactAnswer.CONTACTED))
    after = involve(desk, case, part(vendor))
    for group, party in ((None, None), (VENDOR, vendor)):
        with pytest.raises(BadInput, match="who is meant"):
            decide_contact(desk, after, Decision(group=group, party=party, answer=ContactAnswer.CONTACTED))


def test_a_coordinator_is_shown_where_there_is_one(desk: Desk, case: Case, vendor: Party) -> None:
    coordinator = Part(
        party=vendor, group=ContactGroup.COORDINATOR, roles=(PartyRole.COORDINATOR,), because="coordinates"
    )
    assert [line.group for line in board(desk, involve(desk, case, coordinator))][-1] == "coordinator"


def test_a_delivery_tells_and_collecting_is_no_answer(story: DeskOfStories, case: Case) -> None:
    desk = story.desk
    delivery = plan(desk, case, Planned())
    party = find_party(desk, delivery.recipient)
    involve(desk, desk.case(case.id), part(party))
    for attempt, state in ((0, "sending"), (1, "sent"), (1, "collected")):
        draft = desk.draft(desk.case(case.id))
        draft.add(DeliveryMoved(delivery=delivery.id, state=state, attempt=attempt, reason=None, sheet=None))
        draft.record()
    (seen,) = board(desk, desk.case(case.id))[0].parties
    assert (seen.answer, seen.state) == ("contacted", "collected")
    story.clock.tick(timedelta(days=2))
    (seen,) = board(desk, desk.case(case.id))[0].parties
    assert seen.says == "no answer for 2 days, collected"
    with pytest.raises(ActNotAllowed, match="was told"):
        decide_contact(desk, desk.case(case.id), Decision(party=party, answer=ContactAnswer.OPEN))
