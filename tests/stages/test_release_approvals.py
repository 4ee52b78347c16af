"""Whose approval counts: not one before a person's no, and nobody's twice."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.builders import DeskOfStories, names
from tests.shares import CIRCLE_FACTS, Stage, names_of
from tocsin.stages import marking, people
from tocsin.stages.blind_review import answer
from tocsin.stages.desk import Desk
from tocsin.stages.release import clearance, decisions, refuse, settle
from tocsin.stages.sending import send
from tocsin.stages.share import find
from tocsin.vocab.blind_review import BlindAnswers
from tocsin.vocab.errors import ActNotAllowed
from tocsin.vocab.hold import BlockReason
from tocsin.vocab.marking import Tlp
from tocsin.vocab.release import Approved, Need, Pending, Reason, Refused

PUBLIC_FACTS = CIRCLE_FACTS | {"EXPO": "clean", "HAZ": "defensive"}


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A marked and cleaned case."""
    made = Stage(story)
    made.marked()
    made.cleaned()
    return made


def _somebody(stage: Stage, name: str, *roles: str) -> Desk:
    return replace(stage.desk, person=people.add(stage.desk, name, address="", roles=roles).id)


def test_what_was_approved_before_a_no_is_no_approval_when_the_no_is_over(stage: Stage) -> None:
    mira, party = stage.team(), stage.party("adopter", "adopter")
    share, found = stage.approved(stage.proposed(party), mira)
    assert names_of(found.values()) == ["Approved"]
    share = refuse(stage.desk, share, recipient=None, until=None, because="their fix comes out at noon")
    assert share.approvals[0].not_for == (party,)
    stage.later(8 * 24 * 60)
    assert decisions(stage.desk, share)[party] == Pending(recipient=party, missing=(Need.APPROVAL,))
    with pytest.raises(ActNotAllowed, match="an approval"):
        send(stage.desk, share)
    _, again = stage.approved(share, mira)
    assert names_of(again.values()) == ["Approved"]
    assert len(send(stage.desk, share)) == 1


def test_who_approves_while_a_no_stands_has_approved_when_it_is_over(stage: Stage) -> None:
    mira, party = stage.team(), stage.party("adopter", "adopter")
    share = refuse(mira, stage.proposed(party), recipient=None, until=None, because="not yet")
    stage.approved(share, mira)
    stage.later(8 * 24 * 60)
    assert names_of(decisions(stage.desk, share).values()) == ["Approved"]


def test_a_no_to_one_leaves_the_approval_of_the_others(stage: Stage) -> None:
    mira = stage.team()
    one, other = stage.party("one", "adopter"), stage.party("other", "adopter")
    share, _ = stage.approved(stage.proposed(one, other), mira)
    share = refuse(mira, share, recipient=one, until=None, because="not that one")
    assert [delivery.recipient for delivery in send(stage.desk, share)] == [other]
    stage.later(8 * 24 * 60)
    assert decisions(stage.desk, find(stage.desk, share.id))[one] == Pending(recipient=one, missing=(Need.APPROVAL,))


def test_what_broke_the_glass_before_a_no_breaks_nothing_after_it(stage: Stage) -> None:
    mira, agency = stage.team(), stage.party("agency", "federal")
    share, _ = stage.approved(stage.proposed(agency), stage.desk, break_glass="active_attack")
    refuse(mira, share, recipient=None, until=None, because="nobody is attacked")
    stage.later(8 * 24 * 60)
    assert decisions(stage.desk, share)[agency] == Pending(recipient=agency, missing=(Need.APPROVAL,))


def test_a_queued_delivery_that_was_refused_meanwhile_does_not_leave_when_the_no_is_over(stage: Stage) -> None:
    mira = stage.team()
    share, _ = stage.approved(stage.proposed(stage.party("adopter", "adopter")), mira)
    (delivery,) = send(stage.desk, share)
    refuse(mira, find(stage.desk, share.id), recipient=None, until=None, because="on second thoughts")
    assert isinstance(clearance(stage.desk, delivery), Refused)
    stage.later(8 * 24 * 60)
    assert clearance(stage.desk, delivery) == Pending(recipient=delivery.recipient, missing=(Need.APPROVAL,))


def test_a_no_keeps_its_day_and_its_words_whatever_else_stands_against_it(stage: Stage) -> None:
    mira, party = stage.team(), stage.party("adopter", "adopter")
    until = stage.desk.clock.now() + timedelta(hours=2)
    share = refuse(mira, stage.proposed(party), recipient=None, until=until, because="their fix comes out at two")
    said = share.outcomes[party]
    marking.block(
        stage.desk,
        stage.now(),
        owner=stage.desk.person,
        until=stage.desk.clock.now() + timedelta(hours=1),
        reason=BlockReason.COUNSEL_REVIEW,
        lifts_when="counsel has read it",
    )
    stage.story.forget_acts()
    share, found = settle(stage.desk, share)
    refused = found[party]
    assert isinstance(refused, Refused)
    assert refused.reasons == (Reason.RELEASE_BLOCK, Reason.REFUSED_BY_PERSON)
    assert (stage.story.new_acts(), share.outcomes[party]) == ([], said)
    stage.approved(share, mira)
    stage.later(121)
    assert names_of(decisions(stage.desk, share).values()) == ["Approved"]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(happens=st.lists(st.sampled_from(("approve", "refuse", "settle", "a day", "a week")), max_size=6))
def test_no_sequence_with_an_approval_before_a_no_and_none_after_it_ends_approved(
    stage: Stage, happens: list[str]
) -> None:
    known = [one.id for one in people.people(stage.desk) if one.name == "Mira"]
    approver = replace(stage.desk, person=known[0]) if known else stage.team()
    stage.later(1)
    party = stage.party("adopter", "adopter")
    share = stage.proposed(party)
    is_approved = False
    for what in [*happens, "a week", "a day"]:
        if what == "approve":
            stage.approved(share, approver)
            is_approved = True
        elif what == "refuse":
            refuse(approver, share, recipient=None, until=None, because="not now")
            is_approved = False
        elif what == "settle":
            settle(stage.desk, share)
        else:
            stage.later(24 * 60 * (7 if what == "a week" else 1))
    assert isinstance(decisions(stage.desk, share)[party], Approved) == is_approved


def test_for_the_public_two_approve_and_counsel_is_a_third(story: DeskOfStories) -> None:
    stage = Stage(story)
    stage.marked(Tlp.CLEAR)
    stage.cleaned()
    mira, kim = stage.team(), _somebody(stage, "Kim", "approver", "counsel")
    press = stage.party("press", "public")
    share = stage.proposed(press, facts=PUBLIC_FACTS)
    stage.approved(share, mira)
    stage.approved(share, kim)
    stage.story.forget_acts()
    _, found = stage.approved(share, kim, as_counsel=True)  # once more, and no more than once
    assert names(stage.story.new_acts()) == ["ApprovalGiven"]
    assert found[press] == Pending(recipient=press, missing=(Need.BLIND_REVIEW, Need.COUNSEL))
    answer(_somebody(stage, "Ann", "analyst"), share, press, BlindAnswers(victim="cannot tell"))
    assert decisions(stage.desk, share)[press] == Pending(recipient=press, missing=(Need.COUNSEL,))
    with pytest.raises(ActNotAllowed, match="not one of the approvers"):
        send(stage.desk, share)
    _, found = stage.approved(share, _somebody(stage, "Lou", "approver"))
    decision = found[press]
    assert isinstance(decision, Approved)
    assert len(decision.approvers) == 3
