"""Decided, approved, refused: a team, one person alone, an emergency; and nobody approves what they did not see."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories, names
from tests.shares import CIRCLE_FACTS, Stage, names_of
from tocsin.stages import marking, people
from tocsin.stages.packaging import write_documents
from tocsin.stages.release import Approving, approve, binding, clearance, decisions, refuse, review
from tocsin.stages.sending import send
from tocsin.stages.share import CHOSEN, Point, decide_points, find
from tocsin.stages.standing import points_asked
from tocsin.vocab.acts.party import PartyDeclared
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.hold import BlockReason
from tocsin.vocab.release import Approved, Need, Pending, Reason, Refused
from tocsin.vocab.sheet import PartySheet


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A marked and cleaned case."""
    made = Stage(story)
    made.marked()
    made.cleaned()
    return made


def test_a_second_person_approves_exactly_what_was_written(stage: Stage) -> None:
    mira = stage.team()
    share = stage.proposed(stage.party("adopter", "adopter"))
    assert decisions(stage.desk, share)[share.recipients[0]] == Pending(
        recipient=share.recipients[0], missing=(Need.APPROVAL,)
    )
    stage.story.forget_acts()
    share, found = stage.approved(share, mira)
    assert names(stage.story.new_acts()) == ["ApprovalGiven", "ShareApproved"]
    assert names_of(found.values()) == ["Approved"]
    assert share.state == "approved"


def test_the_author_does_not_approve_their_own(stage: Stage) -> None:
    stage.team()
    share = stage.proposed(stage.party("adopter", "adopter"))
    with pytest.raises(ActNotAllowed, match="does not approve"):
        stage.approved(share, stage.desk)


def test_whoever_may_not_approve_is_told_so(stage: Stage) -> None:
    stage.team()
    analyst = people.add(stage.desk, "Jo", address="", roles=("analyst",))
    share = stage.proposed(stage.party("adopter", "adopter"))
    with pytest.raises(ActNotAllowed, match="is no approver"):
        stage.approved(share, replace(stage.desk, person=analyst.id))


@pytest.mark.parametrize("digest", ["", "abc", "0" * 64])
def test_a_digest_of_something_else_approves_nothing(stage: Stage, digest: str) -> None:
    mira = stage.team()
    share = stage.proposed(stage.party("adopter", "adopter"))
    with pytest.raises(ActNotAllowed, match="not that of the documents"):
        approve(mira, share, Approving(digest=digest))


def test_what_is_written_anew_needs_a_new_approval(stage: Stage) -> None:
    mira = stage.team()
    share, _ = stage.approved(stage.proposed(stage.party("adopter", "adopter")), mira)
    before = binding(stage.desk, share)
    again = write_documents(stage.desk, share)
    assert binding(stage.desk, again) != before
    assert names_of(decisions(stage.desk, again).values()) == ["Pending"]


def test_a_changed_fact_voids_the_approval(stage: Stage) -> None:
    mira = stage.team()
    share, _ = stage.approved(stage.proposed(stage.party("adopter", "adopter")), mira)
    changed = stage.facts(share, {"EXPO": "identifies"})
    assert changed.approvals == ()
    found = decisions(stage.desk, changed)[share.recipients[0]]
    assert isinstance(found, Refused)
    assert found.reasons == (Reason.WIDER_THAN_TABLE,)
    assert [(flip.point, flip.after) for flip in found.flips] == [("EXPO", "clean"), ("EXPO", "recoverable")]


def test_alone_one_may_share_with_named_recipients_after_a_while(stage: Stage) -> None:
    share = stage.proposed(stage.party("adopter", "adopter"))
    share, found = stage.approved(share, stage.desk)
    assert found[share.recipients[0]] == Pending(recipient=share.recipients[0], missing=(Need.COOLING_TIME,))
    stage.later(stage.desk.settings.solo_cooling_minutes)
    later = decisions(stage.desk, share)[share.recipients[0]]
    assert isinstance(later, Approved)
    assert later.self_approved


def test_alone_one_shares_with_no_community_and_not_after_somebody_else_may_approve(stage: Stage) -> None:
    community = stage.party("list", "community")
    share = stage.proposed(community, facts=CIRCLE_FACTS | {"EXPO": "clean", "HAZ": "defensive"})
    found = decisions(stage.desk, share)[community]
    assert isinstance(found, Refused)
    assert Reason.SOLO_TOO_WIDE in found.reasons
    mira = stage.team()
    people.retire(stage.desk, mira.person)
    assert Reason.SOLO_TOO_WIDE not in getattr(decisions(stage.desk, share)[community], "reasons", ())


def test_an_emergency_reaches_a_coordinator_and_is_looked_at_afterwards(stage: Stage) -> None:
    mira = stage.team()
    share = stage.proposed(stage.party("agency", "federal"))
    share, found = stage.approved(share, stage.desk, break_glass="active_attack", because="exfiltration runs")
    decision = found[share.recipients[0]]
    assert isinstance(decision, Approved)
    assert decision.break_glass
    stage.sent(share)
    share = find(stage.desk, share.id)
    with pytest.raises(ActNotAllowed, match="somebody else"):
        review(stage.desk, share, verdict="justified", because="it was me")
    assert review(mira, share, verdict="justified", because="the attack was real").reviewed == "justified"


def test_an_emergency_reaches_nobody_else(stage: Stage) -> None:
    stage.team()
    share = stage.proposed(stage.party("adopter", "adopter"))
    share, found = stage.approved(share, stage.desk, break_glass="active_attack")
    decision = found[share.recipients[0]]
    assert isinstance(decision, Refused)
    assert decision.reasons == (Reason.BREAK_GLASS_TOO_WIDE,)


def test_a_person_may_say_no_until_a_day(stage: Stage) -> None:
    mira = stage.team()
    share = stage.proposed(stage.party("adopter", "adopter"))
    until = stage.desk.clock.now() + timedelta(hours=2)
    share = refuse(mira, share, recipient=None, until=until, because="their fix comes out at noon")
    outcome = share.outcomes[share.recipients[0]]
    assert (outcome.owner, outcome.until) == (mira.person, until)
    _, found = stage.approved(share, mira)
    assert names_of(found.values()) == ["Refused"]
    stage.later(121)
    assert names_of(decisions(stage.desk, find(stage.desk, share.id)).values()) == ["Approved"]


def test_a_refusal_without_words_is_none(stage: Stage) -> None:
    share = stage.proposed(stage.party("adopter", "adopter"))
    with pytest.raises(BadInput, match="what would lift it"):
        refuse(stage.desk, share, recipient=None, until=None, because=" ")


def test_a_block_that_comes_after_the_approval_stops_the_delivery(stage: Stage) -> None:
    mira = stage.team()
    share, _ = stage.approved(stage.proposed(stage.party("adopter", "adopter")), mira)
    (delivery,) = stage.sent(share)
    assert isinstance(clearance(stage.desk, delivery), Approved)
    until = stage.desk.clock.now() + timedelta(hours=1)
    marking.block(
        stage.desk,
        stage.now(),
        owner=stage.desk.person,
        until=until,
        reason=BlockReason.COUNSEL_REVIEW,
        lifts_when="counsel has read it",
    )
    stopped = clearance(stage.desk, delivery)
    assert isinstance(stopped, Refused)
    assert stopped.reasons == (Reason.RELEASE_BLOCK,)


def test_each_recipient_is_decided_for_itself(stage: Stage) -> None:
    mira = stage.team()
    adopter, community = stage.party("adopter", "adopter"), stage.party("list", "community")
    share, found = stage.approved(stage.proposed(adopter, community), mira)
    assert names_of([found[adopter], found[community]]) == ["Approved", "Refused"]
    refused = found[community]
    assert isinstance(refused, Refused)
    assert refused.reasons == (Reason.TLP_TOO_STRICT, Reason.WIDER_THAN_TABLE)
    assert [(flip.point, flip.after) for flip in refused.flips] == [("EXPO", "clean")]
    assert share.outcomes[community].flips == ("EXPO:recoverable:clean",)


def test_somebody_who_is_not_named_for_the_route_cannot_send(stage: Stage) -> None:
    mira = stage.team()
    share, _ = stage.approved(stage.proposed(stage.party("adopter", "adopter")), mira)
    assert names_of(decisions(mira, share).values()) == ["Approved"]  # for whoever proposed it
    with pytest.raises(ActNotAllowed, match="nothing here may leave"):
        send(mira, share)


def test_a_road_that_is_opened_after_the_approval_was_not_approved(stage: Stage) -> None:
    mira = stage.team()
    party = stage.party("adopter", "adopter", address=stage.folder("theirs"))
    share, found = stage.approved(stage.proposed(party), mira)
    assert names_of(found.values()) == ["Approved"]
    stage.later(1)
    stage.road(party, stage.folder("somebody"))
    assert decisions(stage.desk, share)[party] == Pending(recipient=party, missing=(Need.APPROVAL,))
    with pytest.raises(ActNotAllowed, match="an approval"):
        send(stage.desk, share)


def test_what_is_on_its_way_keeps_the_road_it_was_approved_for(stage: Stage) -> None:
    mira = stage.team()
    party = stage.party("adopter", "adopter", address=stage.folder("theirs"))
    share, _ = stage.approved(stage.proposed(party), mira)
    (delivery,) = stage.sent(share)
    stage.later(1)
    stage.road(party, stage.folder("new"))
    assert isinstance(clearance(stage.desk, delivery), Approved)


def test_a_party_that_became_wider_or_narrower_since_is_approved_anew(stage: Stage) -> None:
    mira = stage.team()
    party = stage.party("list", "community")
    share, _ = stage.approved(stage.proposed(party), mira)
    draft = stage.desk.draft(stage.desk.log_entry())
    draft.add(PartyDeclared(party=party, kinds=("isac",), sheet=draft.sheet(PartySheet(name="list"))))
    draft.record()
    assert decisions(stage.desk, share)[party] == Pending(recipient=party, missing=(Need.APPROVAL,))


def test_alone_means_the_first_person_and_nobody_who_was_added_since(stage: Stage) -> None:
    jo = people.add(stage.desk, "Jo", address="", roles=("analyst",))
    share = stage.proposed(stage.party("adopter", "adopter"))
    with pytest.raises(ActNotAllowed, match="is no approver"):
        stage.approved(share, replace(stage.desk, person=jo.id))
    own = stage.proposed(share.recipients[0])
    with pytest.raises(ActNotAllowed, match="does not approve"):  # nor what they wrote themselves
        stage.approved(write_documents(replace(stage.desk, person=jo.id), own), replace(stage.desk, person=jo.id))


def test_neither_alone_nor_in_an_emergency_does_one_person_go_wider_than_the_advice(stage: Stage) -> None:
    party = stage.party("sector", "isac")
    quiet = {"SIG": "none", "REACH": "self", "ACT": "none", "EXPO": "clean", "HAZ": "defensive", "FIX": "none"}
    share = stage.facts(stage.proposed(party, facts=quiet), {CHOSEN: "COORDINATOR"})
    _, alone = stage.approved(share, stage.desk)
    assert alone[party] == Pending(recipient=party, missing=(Need.COOLING_TIME, Need.SECOND_APPROVAL))
    stage.team()
    _, broken = stage.approved(share, stage.desk, break_glass="active_attack")
    assert broken[party] == Pending(recipient=party, missing=(Need.APPROVAL,))


def test_two_who_approve_at_once_are_both_heard(stage: Stage) -> None:
    two = [stage.team(), replace(stage.desk, person=people.add(stage.desk, "Jo", address="", roles=("approver",)).id)]
    share = stage.proposed(stage.party("adopter", "adopter"))
    digest = binding(stage.desk, share)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda desk: approve(desk, share, Approving(digest=digest)), two))
    assert {one.by for one in find(stage.desk, share.id).approvals} == {desk.person for desk in two}


def test_breaking_the_glass_makes_nobody_an_approver(stage: Stage) -> None:
    """Neither for a circle nor as counsel: it reaches a coordinator, is said, and is looked at afterwards."""
    stage.team()
    analyst = replace(stage.desk, person=people.add(stage.desk, "Jo", address="", roles=("analyst",)).id)
    adopter, agency = stage.party("adopter", "adopter"), stage.party("agency", "federal")
    for as_counsel in (False, True):
        share, found = stage.approved(
            stage.proposed(adopter, agency), analyst, break_glass="active_attack", as_counsel=as_counsel
        )
        refused, told = found[adopter], found[agency]
        assert isinstance(refused, Refused)
        assert refused.reasons == (Reason.BREAK_GLASS_TOO_WIDE,)
        assert isinstance(told, Approved)
        assert told.break_glass
        assert [one.recipient for one in stage.sent(share)] == [agency]


def test_what_went_out_keeps_the_decision_it_left_by(stage: Stage) -> None:
    mira = stage.team()
    agency, other = stage.party("agency", "federal"), stage.party("other", "federal")
    share, _ = stage.approved(stage.proposed(agency, other), stage.desk, break_glass="active_attack")
    (first, waits) = stage.sent(share)
    stage.arrived(first)
    share = refuse(mira, find(stage.desk, share.id), recipient=None, until=None, because="not that one")
    assert share.outcomes[first.recipient].break_glass
    assert not share.outcomes[waits.recipient].approved
    assert isinstance(clearance(stage.desk, waits), Refused)
    with pytest.raises(ActNotAllowed, match="went out already"):
        refuse(mira, share, recipient=first.recipient, until=None, because="too late")


def test_a_release_that_broke_the_glass_is_reviewed_once_and_after_it_left(stage: Stage) -> None:
    mira = stage.team()
    share, _ = stage.approved(stage.proposed(stage.party("agency", "federal")), stage.desk, break_glass="active_attack")
    with pytest.raises(ActNotAllowed, match="while the share is approved"):
        review(mira, share, verdict="justified", because="not yet")
    stage.sent(share)
    with pytest.raises(BadInput, match="no verdict"):
        review(mira, share, verdict="fine", because="it was")
    share = review(mira, share, verdict="not_justified", because="nobody was attacked")
    with pytest.raises(ActNotAllowed, match="was reviewed"):
        review(mira, share, verdict="justified", because="on second thoughts")


def test_an_approval_over_what_was_replaced_meanwhile_is_none(stage: Stage) -> None:
    """The share was read before somebody wrote it anew: what is approved is looked up again."""
    mira = stage.team()
    seen = stage.proposed(stage.party("adopter", "adopter"))
    digest = binding(mira, seen)
    write_documents(stage.desk, seen)
    with pytest.raises(ActNotAllowed, match="not that of the documents"):
        approve(mira, seen, Approving(digest=digest))
    assert find(stage.desk, seen.id).approvals == ()


def test_whoever_says_a_fact_does_not_approve_what_follows_from_it(stage: Stage) -> None:
    mira = stage.team()
    share = stage.proposed(stage.party("adopter", "adopter"))
    restated = decide_points(mira, share, [Point(point="EXPO", value="recoverable")], allowed=points_asked(stage.desk))
    with pytest.raises(ActNotAllowed, match="does not approve"):
        stage.approved(restated, mira)
