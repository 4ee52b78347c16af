"""The share itself: proposed from a clean copy, with facts, dropped; what a person says in it is looked at too."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories, names
from tests.shares import CIRCLE_FACTS, VICTIM, Stage
from tocsin.stages import closing
from tocsin.stages.packaging import write_documents
from tocsin.stages.share import (
    Point,
    Proposal,
    ancestors,
    decide_points,
    drop,
    find,
    propose,
    repeated,
    road_for,
    shares_of,
    sheet_of,
    successors,
)
from tocsin.stages.standing import points_asked
from tocsin.vocab.acts.party import PartyDeclared, RoadClosed
from tocsin.vocab.delivery import CloseRoadReason
from tocsin.vocab.errors import ActNotAllowed, BadInput, ChangedMeanwhile
from tocsin.vocab.marking import Attribution
from tocsin.vocab.release import Purpose
from tocsin.vocab.sharing import Share
from tocsin.vocab.sheet import PartySheet


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A marked and cleaned case."""
    made = Stage(story)
    made.marked()
    made.cleaned()
    return made


def test_nothing_is_proposed_from_a_case_without_a_clean_copy(story: DeskOfStories) -> None:
    raw = Stage(story)
    raw.marked()
    with pytest.raises(ActNotAllowed, match="no clean copy"):
        propose(raw.desk, raw.now(), Proposal(recipients=(raw.party("adopter", "adopter"),)))


def test_a_proposal_is_one_act_and_sends_nothing(stage: Stage) -> None:
    party = stage.party("adopter", "adopter")
    stage.story.forget_acts()
    share = propose(
        stage.desk, stage.now(), Proposal(recipients=(party, party), answer_by=datetime(2026, 4, 1, tzinfo=UTC))
    )
    assert names(stage.story.new_acts()) == ["ShareProposed"]
    assert (share.state, share.recipients, share.deliveries) == ("draft", (party,), {})
    assert sheet_of(stage.desk, share).answer_by == "2026-04-01T00:00:00+00:00"
    assert shares_of(stage.desk, stage.now()) == [share]


def test_without_a_title_it_is_called_like_the_clean_copy(stage: Stage) -> None:
    party = stage.party("adopter", "adopter")
    share = propose(stage.desk, stage.now(), Proposal(recipients=(party,)))
    assert sheet_of(stage.desk, share).title == "Agent of [VICTIM-1] sent mail to a stranger"


def test_a_title_that_somebody_gives_is_what_recipients_read(stage: Stage) -> None:
    share = stage.proposed(stage.party("adopter", "adopter"), title="A poisoned page, and what to do")
    payload = stage.desk.vault.read(share.documents[share.recipients[0]].payload)
    assert b"A poisoned page, and what to do" in payload
    assert b"sent mail to a stranger" not in payload


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"title": f"Agent of {VICTIM}"}, "the title holds a value that was taken out"),
        ({"ask": "Ask harbour clinic  nord, please"}, "the ask holds a value that was taken out"),
        ({"ask": "Mail mary.contrary@mailbox.org"}, "the ask holds something that must not leave: EMAIL at sign 6"),
        ({"title": "Key AKIAQ3EGRNTX5LQ2PVHB was used"}, "the title holds something that must not leave: "),
    ],
)
def test_what_must_not_leave_does_not_leave_in_a_persons_own_words(
    stage: Stage, said: dict[str, str], told: str
) -> None:
    party = stage.party("adopter", "adopter")
    with pytest.raises(BadInput, match=told) as refused:
        propose(stage.desk, stage.now(), replace(Proposal(recipients=(party,)), **said))
    assert VICTIM.casefold() not in str(refused.value).casefold()
    assert shares_of(stage.desk, stage.now()) == []


def test_what_the_copy_kept_as_the_attackers_may_be_said(stage: Stage) -> None:
    stage.cleaned(keep=("jane.roe@mailbox.org",))
    party = stage.party("adopter", "adopter")
    ask = "Do you get mail from jane.roe@mailbox.org, or see https://collect.evil.example/x?"
    assert propose(stage.desk, stage.now(), Proposal(recipients=(party,), ask=ask)).state == "draft"


def test_a_share_has_a_recipient_and_only_a_correction_follows_another(stage: Stage) -> None:
    with pytest.raises(BadInput, match="needs a recipient"):
        propose(stage.desk, stage.now(), Proposal(recipients=()))
    party = stage.party("adopter", "adopter")
    for wrong in (
        Proposal(recipients=(party,), purpose=Purpose.CORRECTION),
        Proposal(recipients=(party,), follows="x"),
    ):
        with pytest.raises(BadInput, match="follows a share"):
            propose(stage.desk, stage.now(), wrong)


def test_where_no_document_could_be_written_nothing_is_proposed(stage: Stage) -> None:
    party, other = stage.party("adopter", "adopter"), stage.party("other", "adopter")
    (road,) = stage.desk.index.with_ref("road", [other])
    draft = stage.desk.draft(stage.desk.log_entry())
    nobody = stage.desk.new_id("party")
    draft.add(PartyDeclared(party=nobody, kinds=("adopter",), sheet=draft.sheet(PartySheet(name="nobody"))))
    draft.record()
    wrong = (
        ({"formats": ((party, "csv"),)}, "csv"),
        ({"formats": ((other, "stix"),)}, "is no recipient"),
        ({"roads": ((party, road.id),)}, "is no road to"),
        ({"recipients": (party, nobody)}, "no road leads to"),
    )
    for more, told in wrong:
        with pytest.raises(BadInput, match=told):
            propose(stage.desk, stage.now(), replace(Proposal(recipients=(party,)), **more))
    assert shares_of(stage.desk, stage.now()) == []


def test_nothing_is_proposed_from_a_closed_case(stage: Stage) -> None:
    party = stage.party("adopter", "adopter")
    closing.close(stage.desk, stage.now(), summary="over")
    with pytest.raises(ActNotAllowed, match="is closed"):
        propose(stage.desk, stage.now(), Proposal(recipients=(party,)))


@pytest.mark.parametrize("point", ["SIG=loud", "NOISE=active", "CHOSEN=EVERYBODY", "REVIEW=fine"])
def test_a_fact_that_the_table_does_not_ask_is_refused_with_what_it_asks(stage: Stage, point: str) -> None:
    share = stage.proposed(stage.party("adopter", "adopter"), facts={})
    name, value = point.split("=")
    with pytest.raises(BadInput, match="is no fact") as refused:
        decide_points(stage.desk, share, [Point(point=name, value=value)], allowed=points_asked(stage.desk))
    assert "SIG: none, credible, active" in refused.value.hint
    assert find(stage.desk, share.id).points == {}


def test_facts_keep_who_said_them_and_why(stage: Stage) -> None:
    share = stage.proposed(stage.party("adopter", "adopter"), facts={})
    point = Point(point="SIG", value="active", because="three tenants report it")
    found = decide_points(stage.desk, share, [point], allowed=points_asked(stage.desk)).points["SIG"]
    assert (found.value, found.by, found.statement) == ("active", stage.desk.person, "fact")
    assert found.sheet is not None


def test_what_is_on_its_way_is_neither_changed_nor_dropped(stage: Stage) -> None:
    share, _ = stage.approved(stage.proposed(stage.party("adopter", "adopter")), stage.team())
    stage.sent(share)
    late: tuple[Callable[[], Share], ...] = (
        lambda: stage.facts(share, {"SIG": "none"}),  # `share` is as it was before somebody sent it
        lambda: drop(stage.desk, share, reason="mistake"),
        lambda: write_documents(stage.desk, share),
    )
    for act in late:
        with pytest.raises(ActNotAllowed, match="while the share is sending"):
            act()
    assert find(stage.desk, share.id).outcomes[share.recipients[0]].approved


def test_a_dropped_share_comes_to_nothing(stage: Stage) -> None:
    share = drop(stage.desk, stage.proposed(stage.party("adopter", "adopter")), reason="not_needed", because="fixed")
    assert share.state == "dropped"
    with pytest.raises(ActNotAllowed, match="dropped"):
        stage.facts(share, CIRCLE_FACTS)
    with pytest.raises(BadInput, match="reason to drop"):
        drop(stage.desk, stage.proposed(share.recipients[0]), reason="because")


def test_the_newest_open_road_is_taken_and_a_chosen_one_before_it(stage: Stage) -> None:
    party = stage.party("adopter", "adopter")
    share = stage.proposed(party)
    (old,) = stage.desk.index.with_ref("road", [party])
    assert road_for(stage.desk, share, party) == old
    stage.later(1)
    new = stage.road(party, "/elsewhere")
    assert road_for(stage.desk, share, party) == new
    chosen = stage.proposed(party, roads=((party, old.id),))
    assert road_for(stage.desk, chosen, party) == old
    draft = stage.desk.draft(stage.desk.log_entry())
    draft.add(RoadClosed(road=new.id, reason=CloseRoadReason.MOVED))
    draft.record()
    assert road_for(stage.desk, share, party) == old
    assert road_for(stage.desk, share, stage.party("nobody", "adopter")) is not None
    assert road_for(stage.desk, share, "party-none") is None


def test_a_line_of_corrections_is_read_both_ways_and_a_dropped_one_is_left_out(stage: Stage) -> None:
    party = stage.party("adopter", "adopter")
    first = stage.proposed(party)
    line = [first]
    for _ in range(2):
        stage.later(1)
        line.append(stage.proposed(party, purpose=Purpose.CORRECTION, follows=line[-1].id, why="a slip"))
    stage.later(1)
    slip = stage.proposed(party, purpose=Purpose.CORRECTION, follows=line[-1].id, why="no")
    drop(stage.desk, slip, reason="mistake")
    assert [one.id for one in ancestors(stage.desk, line[2])] == [line[1].id, line[0].id]
    assert [one.id for one in successors(stage.desk, first)] == [line[1].id, line[2].id]


def test_what_others_overtake_is_repeated_and_not_for_ever() -> None:
    tries = iter([ChangedMeanwhile("one"), ChangedMeanwhile("two"), None])

    def attempt() -> str:
        failed = next(tries)
        if failed:
            raise failed
        return "done"

    def never() -> str:
        raise ChangedMeanwhile("always")

    assert repeated(attempt) == "done"
    with pytest.raises(ChangedMeanwhile, match="was not"):
        repeated(never)


def test_without_a_name_to_write_under_nothing_is_begun(stage: Stage) -> None:
    party = stage.party("Vendor", "vendor")
    desk = replace(stage.desk, settings=replace(stage.desk.settings, sender_name=""))
    proposal = Proposal(recipients=(party,), title="A page")
    stage.story.forget_acts()
    with pytest.raises(ActNotAllowed, match="under which name"):
        propose(desk, stage.now(), proposal)
    assert not stage.story.new_acts()
    stage.marked(attribution=Attribution.MUST_NOT)
    assert propose(desk, stage.now(), proposal).state == "draft"
