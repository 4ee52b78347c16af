"""A correction or withdrawal goes to everybody who may hold the document, and who confirmed is shown."""

import json

import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories, names
from tests.shares import CIRCLE_FACTS, Stage
from tocsin.rules.recall import Reach
from tocsin.stages import fields
from tocsin.stages.delivery import cancel
from tocsin.stages.desk import Desk
from tocsin.stages.feedback import Said, receive
from tocsin.stages.packaging import shown, write_documents
from tocsin.stages.preview import preview_of
from tocsin.stages.recall import correct, how_far, withdraw
from tocsin.stages.share import Point, decide_points, drop, find, road_for, sheet_of
from tocsin.stages.standing import points_asked
from tocsin.vocab.acts.party import RoadClosed
from tocsin.vocab.delivery import CloseRoadReason, RoadKind
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.release import Approved
from tocsin.vocab.sharing import Share
from tocsin.vocab.triage import Statement


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A marked and cleaned case."""
    made = Stage(story)
    made.marked()
    made.cleaned()
    return made


@pytest.fixture
def mira(stage: Stage) -> Desk:
    """Somebody else who approves."""
    return stage.team()


def corrected_case(stage: Stage, text: str = "The page told the agent twice.") -> None:
    """The case says something else now, and so does its clean copy."""
    fields.fill(stage.desk, stage.now(), [fields.Filled(row="attack_description", text=text)])
    stage.later(1)
    stage.cleaned()


def seen_off(stage: Stage, mira: Desk, share: Share, *, to: tuple[str, ...] = ()) -> Share:
    """A correction or withdrawal on its way down every road, arrived at those who are named, else at all."""
    share = write_documents(stage.desk, share)
    if share.purpose == "correction":
        share = stage.facts(share, CIRCLE_FACTS)
    stage.approved(share, mira)
    for delivery in stage.sent(share):
        (stage.arrived if not to or delivery.recipient in to else stage.bounced)(delivery)
    stage.later(1)
    return find(stage.desk, share.id)


def bundle(stage: Stage, share: Share, party: str) -> dict[str, dict[str, object]]:
    """The objects of a STIX document by their ids."""
    data = json.loads(stage.desk.vault.read(share.documents[party].payload))
    return {each["id"]: each for each in data["objects"]}


def number(share: Share, party: str) -> str:
    """The number that is printed on a document."""
    return share.documents[party].id.removeprefix("document-")


# --- to whom, by which road -------------------------------------------------------------------------------------------


def test_it_goes_to_everybody_who_may_hold_it_and_to_nobody_else(stage: Stage, mira: Desk) -> None:
    parties = [stage.party(name, "adopter") for name in ("held", "fetched", "bounced", "stopped")]
    share, _ = stage.approved(stage.proposed(*parties, stage.party("refused", "community")), mira)
    planned = {delivery.recipient: delivery for delivery in stage.sent(share)}
    stage.arrived(planned[parties[0]], planned[parties[1]])
    stage.bounced(planned[parties[2]])
    cancel(stage.desk, planned[parties[3]])
    assert set(withdraw(stage.desk, share, why="it was wrong").recipients) == set(parties[:2])


def test_it_takes_the_road_and_the_format_that_the_document_took(stage: Stage, mira: Desk) -> None:
    folder = stage.party("folder", "adopter")
    mailed = stage.party("mailed", "vendor", RoadKind.MAIL, "psirt@vendor.example")
    share = stage.delivered(folder, mailed, by=mira, formats=((folder, "form-markdown"), (mailed, "stix")))
    used = {party: road_for(stage.desk, share, party) for party in share.recipients}
    stage.later(1)
    stage.road(folder, "/newer")
    corrected_case(stage)
    follow = write_documents(stage.desk, correct(stage.desk, share, why="twice"))
    assert {party: road_for(stage.desk, follow, party) for party in follow.recipients} == used
    assert [follow.documents[party].format for party in (folder, mailed)] == ["form-markdown", "stix"]


def test_where_the_road_is_closed_by_now_the_open_one_is_taken(stage: Stage, mira: Desk) -> None:
    party = stage.party("adopter", "adopter")
    share = stage.delivered(party, by=mira)
    old = road_for(stage.desk, share, party)
    assert old is not None
    stage.later(1)
    new = stage.road(party, "/newer")
    draft = stage.desk.draft(stage.desk.log_entry())
    draft.add(RoadClosed(road=old.id, reason=CloseRoadReason.MOVED))
    draft.record()
    assert road_for(stage.desk, withdraw(stage.desk, share, why="wrong"), party) == new


def test_what_reached_nobody_is_not_taken_back(stage: Stage, mira: Desk) -> None:
    share, _ = stage.approved(stage.proposed(stage.party("adopter", "adopter")), mira)
    with pytest.raises(ActNotAllowed, match="reached nobody"):
        withdraw(stage.desk, share, why="wrong")


def test_what_still_waits_is_stopped_first(stage: Stage, mira: Desk) -> None:
    """Otherwise it would arrive after it was taken back."""
    share, _ = stage.approved(stage.proposed(stage.party("one", "adopter"), stage.party("two", "adopter")), mira)
    first, second = stage.sent(share)
    stage.arrived(first)
    with pytest.raises(ActNotAllowed, match="would still go out") as refused:
        withdraw(stage.desk, share, why="wrong")
    assert "tocsin outbox cancel" in refused.value.hint
    cancel(stage.desk, second)
    assert withdraw(stage.desk, share, why="wrong").recipients == (first.recipient,)


def test_it_says_why_and_a_correction_says_something_new(stage: Stage, mira: Desk) -> None:
    share = stage.delivered(stage.party("adopter", "adopter"), by=mira)
    with pytest.raises(BadInput, match="says why"):
        withdraw(stage.desk, share, why=" ")
    with pytest.raises(ActNotAllowed, match="no newer clean copy"):
        correct(stage.desk, share, why="a slip")


# --- what it says -----------------------------------------------------------------------------------------------------


def test_a_correction_continues_the_objects_and_names_the_document(stage: Stage, mira: Desk) -> None:
    party = stage.party("adopter", "adopter")
    share = stage.delivered(party, by=mira)
    corrected_case(stage)
    follow = seen_off(stage, mira, correct(stage.desk, share, why="it happened twice"))
    before, after = bundle(stage, share, party), bundle(stage, follow, party)
    reports = [[each for each in one.values() if each["type"] == "report"] for one in (before, after)]
    assert reports[0][0]["id"] == reports[1][0]["id"]
    assert str(reports[1][0]["modified"]) > str(reports[0][0]["modified"])
    said = json.dumps(list(after.values()))
    assert number(share, party) in said
    assert "it happened twice" in said


@pytest.mark.parametrize("format_name", ["form-markdown", "form-html", "form-pdf", "mail-text", "stix"])
def test_a_withdrawal_names_what_it_takes_back_in_every_format(stage: Stage, mira: Desk, format_name: str) -> None:
    party = stage.party("adopter", "adopter")
    share = stage.delivered(party, by=mira, formats=((party, format_name),))
    follow = seen_off(stage, mira, withdraw(stage.desk, share, why="it named a bystander"))
    told = "\n".join(value for _, value in shown(stage.desk, follow.documents[party]).lines)
    assert number(share, party) in told
    assert "it named a bystander" in " ".join(told.split())


def test_a_withdrawn_bundle_is_revoked_object_by_object(stage: Stage, mira: Desk) -> None:
    party = stage.party("adopter", "adopter")
    share = stage.delivered(party, by=mira)
    before = bundle(stage, share, party)
    after = bundle(stage, seen_off(stage, mira, withdraw(stage.desk, share, why="wrong")), party)
    versioned = {name for name, each in before.items() if "modified" in each and each["type"] not in ("identity",)} - {
        name for name, each in before.items() if str(each["type"]).endswith("-definition")
    }
    assert versioned
    assert all(after[name].get("revoked") is True for name in versioned)


BYSTANDER = "Quillfeather Marrowbone"


@pytest.mark.parametrize("how", ["correction", "correction without the row", "withdrawal"])
def test_what_named_a_bystander_can_be_taken_back_without_naming_it_again(stage: Stage, mira: Desk, how: str) -> None:
    party = stage.party("adopter", "adopter")
    fields.fill(stage.desk, stage.now(), [fields.Filled(row="attack_description", text=f"It asked {BYSTANDER}.")])
    stage.cleaned(keep=(BYSTANDER,))
    share = stage.delivered(party, by=mira)
    assert BYSTANDER.encode() in stage.desk.vault.read(share.documents[party].payload)
    stage.later(1)
    left_out = ("attack_description",) if "without" in how else ()
    stage.cleaned(remove=("Harbour Clinic Nord", BYSTANDER), leave_out=left_out)
    why = "it named somebody"
    follow = withdraw(stage.desk, share, why=why) if how == "withdrawal" else correct(stage.desk, share, why=why)
    follow = seen_off(stage, mira, follow)
    assert follow.state == "shared"
    assert BYSTANDER.encode() not in stage.desk.vault.read(follow.documents[party].payload)


# --- a line of them ---------------------------------------------------------------------------------------------------


def test_a_second_correction_follows_the_first_whichever_is_named(stage: Stage, mira: Desk) -> None:
    share = stage.delivered(stage.party("adopter", "adopter"), by=mira)
    corrected_case(stage)
    first = seen_off(stage, mira, correct(stage.desk, share, why="twice"))
    corrected_case(stage, "The page told the agent three times.")
    second = correct(stage.desk, share, why="three times")
    assert second.follows == first.id
    with pytest.raises(ActNotAllowed, match=f"{second.id} follows it already"):
        withdraw(stage.desk, share, why="wrong")
    drop(stage.desk, second, reason="replaced")
    assert withdraw(stage.desk, first, why="wrong").follows == first.id


def test_who_missed_the_correction_gets_the_withdrawal_of_what_they_hold(stage: Stage, mira: Desk) -> None:
    one, other = stage.party("one", "adopter"), stage.party("other", "adopter")
    share = stage.delivered(one, other, by=mira)
    corrected_case(stage)
    first = seen_off(stage, mira, correct(stage.desk, share, why="twice"), to=(one,))
    follow = seen_off(stage, mira, withdraw(stage.desk, share, why="wrong"))
    assert set(follow.recipients) == {one, other}
    told = {party: json.dumps(list(bundle(stage, follow, party).values())) for party in (one, other)}
    assert number(first, one) in told[one]
    assert number(share, other) in told[other]
    assert number(first, other) not in told[other]
    kept = bundle(stage, share, other)
    report = next(name for name, each in kept.items() if each["type"] == "report")
    assert bundle(stage, follow, other)[report]["revoked"] is True


def test_after_a_withdrawal_there_is_nothing_left_to_correct(stage: Stage, mira: Desk) -> None:
    share = stage.delivered(stage.party("adopter", "adopter"), by=mira)
    follow = seen_off(stage, mira, withdraw(stage.desk, share, why="wrong"))
    corrected_case(stage)
    for again in (share, follow):
        with pytest.raises(ActNotAllowed, match="taken back by"):
            correct(stage.desk, again, why="after all")


def test_a_correction_is_called_like_the_newest_copy(stage: Stage, mira: Desk) -> None:
    share = stage.delivered(stage.party("adopter", "adopter"), by=mira, title="Something wrong")
    corrected_case(stage)
    assert sheet_of(stage.desk, correct(stage.desk, share, why="twice")).title.startswith("Agent of [VICTIM-1]")


# --- how far it came --------------------------------------------------------------------------------------------------


def test_who_confirmed_is_shown_and_who_did_not(stage: Stage, mira: Desk) -> None:
    names = ("confirms", "asks", "silent", "lost", "later")
    parties = {name: stage.party(name, "adopter") for name in names}
    share = stage.delivered(*parties.values(), by=mira)
    assert [one.reach for one in how_far(stage.desk, share)] == [Reach.NOT_SENT] * 5
    assert {one.share for one in how_far(stage.desk, share)} == {""}
    follow = write_documents(stage.desk, withdraw(stage.desk, share, why="wrong"))
    stage.approved(follow, mira)
    planned = {delivery.recipient: delivery for delivery in stage.sent(follow)}
    stage.bounced(planned[parties["lost"]])
    stage.arrived(*(planned[parties[name]] for name in ("confirms", "asks", "silent")))
    follow = find(stage.desk, follow.id)
    receive(stage.desk, follow, Said(party=parties["confirms"], kind="correction_confirmed"))
    receive(stage.desk, follow, Said(party=parties["asks"], kind="question", text="why?"))
    found = {one.party: one for one in how_far(stage.desk, share)}
    assert {name: found[party].reach for name, party in parties.items()} == {
        "confirms": Reach.CONFIRMED,
        "asks": Reach.ANSWERED,
        "silent": Reach.SILENT,
        "lost": Reach.NOT_REACHED,
        "later": Reach.ON_ITS_WAY,
    }
    assert {(one.share, one.purpose) for one in found.values()} == {(follow.id, "withdrawal")}


def test_a_withdrawal_needs_no_facts_but_an_approval(stage: Stage, mira: Desk) -> None:
    share = stage.delivered(stage.party("adopter", "adopter"), by=mira)
    follow = write_documents(stage.desk, withdraw(stage.desk, share, why="wrong"))
    with pytest.raises(ActNotAllowed, match="still needed: an approval"):
        stage.sent(follow)
    _, found = stage.approved(follow, mira)
    assert all(isinstance(one, Approved) for one in found.values())
    assert replace(follow, state="x").points == {}


# --- the facts --------------------------------------------------------------------------------------------------------


def test_a_correction_takes_over_the_facts_and_only_what_was_no_fact_is_asked_again(stage: Stage, mira: Desk) -> None:
    share = stage.delivered(stage.party("adopter", "adopter"), by=mira)
    corrected_case(stage)
    stage.story.forget_acts()
    follow = correct(stage.desk, share, why="twice")
    assert {point: one.value for point, one in follow.points.items()} == CIRCLE_FACTS
    assert {one.by for one in follow.points.values()} == {stage.desk.person}
    assert names(stage.story.new_acts()) == ["ShareProposed", *["PointDecided"] * len(CIRCLE_FACTS)]
    found = preview_of(stage.desk, write_documents(stage.desk, follow))
    assert set(found.taken_over) == set(CIRCLE_FACTS)
    assert "still needed: the table asks for facts that nobody has given" not in found.recipients[0].why


def test_a_fact_that_changed_is_said_anew_and_is_no_longer_shown_as_taken_over(stage: Stage, mira: Desk) -> None:
    share = stage.delivered(stage.party("adopter", "adopter"), by=mira)
    corrected_case(stage)
    follow = correct(stage.desk, share, why="twice")
    stage.later(1)
    follow = stage.facts(follow, {"FIX": "fix"})
    assert {point: one.value for point, one in follow.points.items()} == CIRCLE_FACTS | {"FIX": "fix"}
    assert set(preview_of(stage.desk, follow).taken_over) == CIRCLE_FACTS.keys() - {"FIX"}


def test_what_was_a_guess_or_was_about_another_text_is_asked_again(stage: Stage, mira: Desk) -> None:
    guess = Point(point="HAZ", value="partial", statement=Statement.HYPOTHESIS)
    certain = {point: value for point, value in CIRCLE_FACTS.items() if point != "HAZ"}
    share = stage.proposed(stage.party("adopter", "adopter"), facts=certain | {"REVIEW": "none_found"})
    share = decide_points(stage.desk, share, [guess], allowed=points_asked(stage.desk))
    share = stage.facts(share, {"CHOSEN": "CIRCLE"})
    stage.approved(share, mira)
    stage.arrived(*stage.sent(share))
    stage.later(1)
    corrected_case(stage)
    follow = correct(stage.desk, find(stage.desk, share.id), why="twice")
    assert {point: one.value for point, one in follow.points.items()} == certain | {"CHOSEN": "CIRCLE"}


def test_a_withdrawal_takes_no_facts_over(stage: Stage, mira: Desk) -> None:
    share = stage.delivered(stage.party("adopter", "adopter"), by=mira)
    assert withdraw(stage.desk, share, why="wrong").points == {}
