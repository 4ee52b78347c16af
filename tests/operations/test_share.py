"""Shares asked for at the table: proposed, decided, sent; a no is an answer."""

import pytest
from msgspec.structs import replace

from tests.asking import Json, ask, in_role
from tests.builders import DeskOfStories, names
from tests.shares import CIRCLE_FACTS, VICTIM, Stage
from tocsin.operations.table import by_name
from tocsin.stages.desk import Seen
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.desk_role import DeskRole
from tocsin.vocab.errors import ActNotAllowed, BadInput, ChangedMeanwhile, NotHere


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A marked case with a clean copy, an adopter who reads a folder, and somebody who publishes."""
    made = Stage(story)
    made.marked()
    made.cleaned()
    made.party("An Adopter", "adopter")
    made.party("A Press", "public", RoadKind.PAGE, "desk@press.example")
    return made


def proposed(stage: Stage, *recipients: str) -> Json:
    """A share to these (the adopter where nobody is named), with its facts."""
    wanted = list(recipients or ("An Adopter",))
    new = ask(stage.desk, "share.new", case=stage.case.id, recipients=wanted, title="A page", ask="Do you see it too?")
    return ask(stage.desk, "share.facts", share=new["share"], facts=CIRCLE_FACTS)


def test_a_proposal_is_written_and_says_what_is_missing(stage: Stage) -> None:
    stage.story.forget_acts()
    new = ask(stage.desk, "share.new", case=stage.case.id, recipients=["an adopter"], formats={"An Adopter": "stix"})
    assert names(stage.story.new_acts()) == ["ShareProposed", "DocumentWritten"]
    (view,) = new["recipients"]
    assert (view["name"], view["format"], view["verdict"]) == ("An Adopter", "stix", "not yet")
    assert new["facts"] == {}
    assert proposed(stage)["facts"] == CIRCLE_FACTS


def test_somebody_else_approves_exactly_what_the_digest_names(stage: Stage) -> None:
    team, share = stage.team(), proposed(stage)
    with pytest.raises(ActNotAllowed, match="does not approve it"):
        ask(stage.desk, "share.approve", share=share["share"], digest=share["digest"])
    with pytest.raises(ActNotAllowed, match="not that of the documents"):
        ask(team, "share.approve", share=share["share"], digest="0" * 8)
    assert ask(team, "share.approve", share=share["share"], digest=share["digest"][:8])["state"] == "approved"
    anew = ask(stage.desk, "share.write", share=share["share"])
    assert anew["recipients"][0]["verdict"] == "not yet"
    assert anew["digest"] != share["digest"]


def test_counsel_approves_as_counsel_and_nobody_else_does(stage: Stage) -> None:
    team, counsel, share = stage.team(), in_role(stage.story, "counsel"), proposed(stage)
    fields = {"share": share["share"], "digest": share["digest"], "as_counsel": True}
    with pytest.raises(ActNotAllowed, match="no counsel here"):
        ask(team, "share.approve", **fields)
    stage.story.forget_acts()
    ask(counsel, "share.approve", **fields)
    assert names(stage.story.new_acts())[0] == "ApprovalGiven"


def test_who_may_not_have_it_is_an_answer_not_a_fault(stage: Stage) -> None:
    team, share = stage.team(), proposed(stage, "An Adopter", "A Press")
    after = ask(team, "share.approve", share=share["share"], digest=share["digest"])
    assert {one["name"]: one["verdict"] for one in after["recipients"]} == {
        "An Adopter": "may leave",
        "A Press": "refused",
    }
    assert all(one["why"] for one in after["recipients"])
    sent = ask(stage.desk, "share.send", share=share["share"])
    assert len(sent["planned"]) == 1
    assert [(one["name"], bool(one["why"])) for one in sent["unsent"]] == [("A Press", True)]


def test_where_nothing_may_leave_nothing_is_planned_and_it_is_said_why(stage: Stage) -> None:
    share = proposed(stage)["share"]
    stage.team()
    stage.story.forget_acts()
    sent = ask(stage.desk, "share.send", share=share, recipients=["An Adopter"])
    assert sent["planned"] == []
    assert [one["name"] for one in sent["unsent"]] == ["An Adopter"]
    assert stage.story.new_acts() == []


def test_who_is_not_named_for_the_route_sends_nothing(stage: Stage) -> None:
    team, share = stage.team(), proposed(stage)
    ask(team, "share.approve", share=share["share"], digest=share["digest"])
    other = in_role(stage.story, "analyst")
    refused = ask(other, "share.send", share=share["share"])
    assert refused["planned"] == []
    assert "not named for this route" in refused["unsent"][0]["why"][0]
    assert ask(stage.desk, "share.send", share=share["share"])["unsent"] == []
    with pytest.raises(ActNotAllowed, match="on its way"):
        ask(stage.desk, "share.send", share=share["share"])
    with pytest.raises(BadInput, match="no recipient"):
        ask(stage.desk, "share.send", share=share["share"], recipients=["A Press"])


def test_a_person_says_no_until_a_day_and_everybody_reads_why(stage: Stage) -> None:
    share = proposed(stage)["share"]
    fields = {"share": share, "recipient": "An Adopter", "because": "after their fix is out"}
    refused = ask(stage.desk, "share.refuse", **fields, until="2026-04-01T14:00:00+02:00")
    (view,) = refused["recipients"]
    assert view["verdict"] == "refused"
    assert any("until 2026-04-01 12:00 UTC: after their fix is out" in line for line in view["why"])
    with pytest.raises(BadInput, match="future"):
        ask(stage.desk, "share.refuse", **fields, until="2026-03-01T12:00:00Z")


def test_broken_glass_is_looked_at_afterwards_by_somebody_else(stage: Stage) -> None:
    team = stage.team()
    stage.party("An Agency", "federal", RoadKind.PAGE, "desk@agency.example")
    share = proposed(stage, "An Agency")
    fields = {"share": share["share"], "digest": share["digest"], "because": "it spreads now"}
    after = ask(stage.desk, "share.approve", **fields, break_glass="active_attack")
    assert after["recipients"][0]["verdict"] == "may leave"
    ask(stage.desk, "share.send", share=share["share"])
    assert "somebody else looks at it" in ask(stage.desk, "share.show", share=share["share"])["review"]
    said = {"share": share["share"], "verdict": "justified", "because": "it was confirmed"}
    with pytest.raises(ActNotAllowed, match="somebody else"):
        ask(stage.desk, "share.review", **said)
    assert ask(team, "share.review", **said)["reviewed"] == "justified"


def test_shares_are_listed_by_case_state_and_page(stage: Stage) -> None:
    shares = []
    for _ in range(3):
        stage.later(1)
        shares.append(proposed(stage)["share"])
    ask(stage.desk, "share.drop", share=shares[0], reason="not_needed")
    listed = ask(stage.desk, "share.list", case=stage.case.id, limit=2)
    assert [(one["id"], one["title"]) for one in listed["items"]] == [(one, "A page") for one in shares[:0:-1]]
    rest = ask(stage.desk, "share.list", case=stage.case.id, limit=2, cursor=listed["next"])
    assert [one["id"] for one in rest["items"]] == shares[:1]
    assert [one["id"] for one in ask(stage.desk, "share.list", state="dropped")["items"]] == shares[:1]
    with pytest.raises(NotHere):
        ask(stage.desk, "share.list", case="case-nothing")


def test_what_arrived_is_corrected_and_taken_back(stage: Stage) -> None:
    adopter = ask(stage.desk, "party.show", party="An Adopter")["id"]
    first = stage.delivered(adopter)
    with pytest.raises(ActNotAllowed, match="no newer clean copy"):
        ask(stage.desk, "share.correct", share=first.id, because="the version was wrong")
    ask(stage.desk, "clean.make", case=stage.case.id, remove=[VICTIM])
    correction = ask(stage.desk, "share.correct", share=first.id, because="the version was wrong", ask="Replace it.")
    assert (correction["purpose"], [one["party"] for one in correction["recipients"]]) == ("correction", [adopter])
    ask(stage.desk, "share.drop", share=correction["share"], reason="mistake", because="not this one")
    assert ask(stage.desk, "share.withdraw", share=first.id, because="it named a bystander")["purpose"] == "withdrawal"


def test_what_changed_since_it_was_seen_is_not_approved(stage: Stage) -> None:
    team, share = stage.team(), proposed(stage)
    seen = Seen(stream=stage.case.id, size=stage.now().size)
    ask(stage.desk, "case.fill", case=stage.case.id, rows={"attack_description": "It was told twice."})
    stage.story.forget_acts()
    with pytest.raises(ChangedMeanwhile):
        ask(replace(team, seen=seen), "share.approve", share=share["share"], digest=share["digest"])
    assert stage.story.new_acts() == []


def test_who_decides_is_not_who_writes() -> None:
    table = by_name()
    for name in ("share.refuse", "share.review"):
        assert table[name].may == {DeskRole.APPROVER, DeskRole.COUNSEL}
    # Whoever is alone approves their own, and an analyst may break the glass; whose approval counts, the rules say.
    assert table["share.approve"].may == {DeskRole.ANALYST, DeskRole.APPROVER, DeskRole.COUNSEL}
    for name in ("share.new", "share.facts", "share.write", "share.drop", "share.send", "share.correct"):
        assert table[name].may == {DeskRole.ANALYST}
