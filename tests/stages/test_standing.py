"""How a share stands for one recipient: everything that its decision looks at, as it is now."""

from datetime import timedelta
from importlib.resources import files

import msgspec
import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories, an_item
from tests.shares import CIRCLE_FACTS, Stage
from tocsin.rules.release import Question, RoadStanding
from tocsin.stages import marking, people, ready
from tocsin.stages.marking import Target
from tocsin.stages.packaging import write_documents
from tocsin.stages.recall import withdraw
from tocsin.stages.share import Proposal, propose
from tocsin.stages.standing import cooled_at, is_solo, marking_now, points_asked, question_on, standing_of, tables_of
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.marking import Caveat, Marking, Tlp
from tocsin.vocab.release import Audience
from tocsin.vocab.sharing import Share


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A marked and cleaned case."""
    made = Stage(story)
    made.marked()
    made.cleaned()
    return made


def asked(stage: Stage, share: Share, *, sender: str | None = None) -> Question:
    """What the decision about its first recipient looks at."""
    return question_on(stage.desk, standing_of(stage.desk, share, sender=sender), share.recipients[0])


def test_the_points_are_those_of_the_table_low_to_high(stage: Stage) -> None:
    assert points_asked(stage.desk)["EXPO"] == ("identifies", "recoverable", "clean")
    assert tables_of(stage.desk).release.table.names == tuple(points_asked(stage.desk))


def test_a_share_is_looked_at_as_it_is_now_and_not_as_it_was_handed_in(stage: Stage) -> None:
    """Whoever reads the share before the case could decide over a share that the case has left behind."""
    draft = propose(stage.desk, stage.now(), Proposal(recipients=(stage.party("adopter", "adopter"),)))
    write_documents(stage.desk, draft)
    standing = standing_of(stage.desk, draft)
    assert standing.share.state == "written"
    assert standing.case.size == stage.now().size


def test_facts_that_are_missing_leave_the_advice_open(stage: Stage) -> None:
    share = stage.proposed(stage.party("adopter", "adopter"), facts={"SIG": "active"})
    assert asked(stage, share).advice is None
    advice = asked(stage, stage.facts(share, CIRCLE_FACTS)).advice
    assert advice is not None
    assert (advice.outcome, advice.row) == (Audience.CIRCLE, 716)


def test_a_withdrawal_is_not_advised_against(stage: Stage) -> None:
    share = stage.delivered(stage.party("adopter", "adopter"), by=stage.team())
    follow = write_documents(stage.desk, withdraw(stage.desk, share, why="wrong"))
    advice = asked(stage, follow).advice
    assert advice is not None
    assert advice.outcome is Audience.PUBLIC


def test_how_many_must_approve_follows_from_the_audience_and_the_exposure(stage: Stage) -> None:
    adopter = asked(stage, stage.proposed(stage.party("adopter", "adopter")))
    everybody = asked(stage, stage.proposed(stage.party("press", "public")))
    assert (adopter.people_needed, adopter.counsel_needed) == (1, False)
    assert (everybody.people_needed, everybody.counsel_needed) == (2, True)


def test_the_mark_is_that_of_everything_the_copy_was_made_of(stage: Stage) -> None:
    item = an_item(stage.desk, stage.now(), b"Ignore your rules.")
    stage.cleaned(items=(item.id,))
    share = stage.proposed(stage.party("adopter", "adopter"))
    assert marking_now(stage.desk, stage.now(), share).tlp is Tlp.AMBER
    personal = Marking(tlp=Tlp.AMBER_STRICT, owners=("own",), caveats=(Caveat.PERSONAL_DATA,))
    marking.mark(stage.desk, stage.now(), Target(scope="item", target=item.id), personal)
    found = asked(stage, share)
    assert (found.marking.tlp, found.marking.caveats) == (Tlp.AMBER_STRICT, (Caveat.PERSONAL_DATA,))
    assert not found.personal_data_settled
    assert asked(stage, stage.facts(share, {"REVIEW": "personal_information_removed"})).personal_data_settled


def test_a_field_that_was_not_copied_does_not_bind_the_document(stage: Stage) -> None:
    stage.cleaned(leave_out=("attack_description",))
    share = stage.proposed(stage.party("adopter", "adopter"))
    field = Target(scope="field", target="attack_description")
    marking.mark(stage.desk, stage.now(), field, Marking(tlp=Tlp.RED, owners=("own",)))
    assert asked(stage, share).marking.tlp is Tlp.AMBER


def test_a_road_stands_as_its_route_and_whoever_sends(stage: Stage) -> None:
    share = stage.proposed(stage.party("vendor", "vendor", RoadKind.MAIL, "psirt@vendor.example"))
    road = asked(stage, share).road
    assert road is not None
    assert (road.is_open, road.route_confirmed, road.address_confirmed) == (True, True, True)
    assert (road.sender_authorised, road.encrypts, road.reaches_many) == (True, False, False)
    mira = stage.team()
    sent_by = asked(stage, share, sender=mira.person).road
    assert sent_by is not None
    assert not sent_by.sender_authorised


def test_a_route_whose_people_all_left_is_nobodys(stage: Stage) -> None:
    mira = stage.team()
    party = stage.party("adopter", "adopter")
    share = stage.proposed(party)
    found = next(route for route in ready.routes(stage.desk))
    again = ready.Confirmation(
        channel=found.channel, address=found.address, people=(mira.person,), hours="always", route=found.route
    )
    ready.confirm(stage.desk, again)
    assert _road(stage, share).sender_authorised
    people.retire(stage.desk, mira.person)
    assert not _road(stage, share).sender_authorised


def _road(stage: Stage, share: Share) -> RoadStanding:
    road = asked(stage, share).road
    assert road is not None
    return road


def test_a_mailbox_that_is_not_the_confirmed_one_is_told(stage: Stage) -> None:
    party = stage.party("vendor", "vendor", RoadKind.MAIL, "psirt@vendor.example")
    stage.later(1)
    stage.road(party, "psirt@vendor.example.net", RoadKind.MAIL)
    road = asked(stage, stage.proposed(party)).road
    assert road is not None
    assert not road.address_confirmed


@pytest.mark.parametrize(
    ("kind", "encrypts"),
    [(RoadKind.TAXII, True), (RoadKind.PAGE, True), (RoadKind.FOLDER, False), (RoadKind.BY_HAND, False)],
)
def test_which_roads_encrypt(stage: Stage, kind: RoadKind, encrypts: bool) -> None:
    party = stage.party("adopter", "adopter", kind, "somewhere")
    share = stage.proposed(party)
    road = asked(stage, share).road
    assert road is not None
    assert road.encrypts is encrypts


def test_a_list_reaches_many(stage: Stage) -> None:
    road = asked(stage, stage.proposed(stage.party("list", "community"))).road
    assert road is not None
    assert road.reaches_many


def test_a_newer_copy_makes_the_documents_old(stage: Stage) -> None:
    share = stage.proposed(stage.party("adopter", "adopter"))
    written = asked(stage, share).written
    assert written is not None
    assert written.from_newest_copy
    stage.cleaned()
    old = asked(stage, share).written
    assert old is not None
    assert not old.from_newest_copy


def test_alone_until_somebody_else_may_approve_and_never_again(stage: Stage) -> None:
    assert is_solo(stage.desk)
    people.add(stage.desk, "Jo", address="", roles=("analyst",))
    assert is_solo(stage.desk)
    mira = stage.team()
    assert not is_solo(stage.desk)
    people.retire(stage.desk, mira.person)
    assert not is_solo(stage.desk)


def test_the_cooling_time_begins_with_the_newest_document(stage: Stage) -> None:
    share = stage.proposed(stage.party("adopter", "adopter"))
    minutes = timedelta(minutes=stage.desk.settings.solo_cooling_minutes)
    assert cooled_at(stage.desk, share) == stage.desk.clock.now() + minutes
    stage.later(5)
    assert cooled_at(stage.desk, write_documents(stage.desk, share)) == stage.desk.clock.now() + minutes
    assert cooled_at(stage.desk, replace(share, documents={})) is None


def test_an_approval_is_no_more_when_whoever_gave_it_may_not_any_longer(stage: Stage) -> None:
    mira = stage.team()
    share, _ = stage.approved(stage.proposed(stage.party("adopter", "adopter")), mira)
    assert [one.may_approve for one in asked(stage, share).approvals] == [True]
    people.retire(stage.desk, mira.person)
    assert [one.may_approve for one in asked(stage, share).approvals] == [False]


def test_an_emergency_gives_nobody_a_role(stage: Stage) -> None:
    stage.team()
    analyst = people.add(stage.desk, "Jo", address="", roles=("analyst",))
    share = stage.proposed(stage.party("agency", "federal"))
    share, _ = stage.approved(share, replace(stage.desk, person=analyst.id), break_glass="active_attack")
    (given,) = asked(stage, share).approvals
    assert (given.may_approve, given.break_glass) == (False, True)
    people.retire(stage.desk, analyst.id)
    (left,) = asked(stage, share).approvals
    assert (left.may_approve, left.break_glass) == (False, False)


def test_a_table_that_keeps_its_id_and_changes_is_another_table(stage: Stage) -> None:
    shipped = files("tocsin").joinpath("catalogues", "tables", "approvals.json").read_bytes()
    own = stage.desk.home / "catalogues" / "tables" / "approvals.json"
    own.parent.mkdir(parents=True, exist_ok=True)
    table = msgspec.json.decode(shipped) | {"version": "9.9.9"}
    own.write_bytes(msgspec.json.encode(table))
    share = stage.proposed(stage.party("adopter", "adopter"))
    before = standing_of(stage.desk, share)
    own.write_bytes(msgspec.json.encode(table | {"definition": "Another one."}))
    after = standing_of(stage.desk, share)
    assert before.tables.approvals.table.id == after.tables.approvals.table.id
    assert before.binding != after.binding
