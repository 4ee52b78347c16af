"""What was approved is planned for its road: exactly those bytes, once, by whoever is named for it."""

from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pyrage
import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories, a_case, names
from tests.shares import CIRCLE_FACTS, Stage
from tocsin.channels import mail
from tocsin.formats import mail_text
from tocsin.settings import load
from tocsin.stages import closing, ready, recall
from tocsin.stages.delivery import cancel
from tocsin.stages.desk import Desk
from tocsin.stages.release import clearance, decisions
from tocsin.stages.sending import send, unsent
from tocsin.stages.share import deliveries_of, drop, find
from tocsin.vocab.act import Act
from tocsin.vocab.acts.share import DocumentWritten
from tocsin.vocab.delivery import DeliveryState, RoadKind
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.marking import EncryptInTransit
from tocsin.vocab.release import Approved, Reason, Refused
from tocsin.vocab.sharing import Delivery, Share
from tocsin.wiring import desk_over, engine_of

MAILBOX = "psirt@vendor.example"


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A marked and cleaned case."""
    made = Stage(story)
    made.marked()
    made.cleaned()
    return made


def approved(stage: Stage, *parties: str, formats: tuple[tuple[str, str], ...] = ()) -> Share:
    """A share that a second person has approved."""
    return stage.approved(stage.proposed(*parties, formats=formats), stage.team())[0]


def payload(stage: Stage, share: Share, party: str) -> bytes:
    """The document as it was approved."""
    return stage.desk.vault.read(share.documents[party].payload)


def wire(stage: Stage, delivery: Delivery) -> bytes:
    """What goes out."""
    assert delivery.wire is not None
    return stage.desk.vault.read(delivery.wire)


def encrypted_to(stage: Stage, party: str, kind: RoadKind, address: str) -> pyrage.x25519.Identity:
    """A newer road to a party, on which documents go encrypted; the party's secret key."""
    identity = pyrage.x25519.Identity.generate()
    stage.later(1)
    stage.road(party, address, kind, encrypt_to=str(identity.to_public()))
    return identity


# --- the bytes --------------------------------------------------------------------------------------------------------


def test_a_folder_gets_the_very_bytes(stage: Stage) -> None:
    share = approved(stage, stage.party("adopter", "adopter"))
    (delivery,) = stage.sent(share)
    assert wire(stage, delivery) == payload(stage, share, share.recipients[0])
    assert (delivery.payload, delivery.document) == (
        share.documents[share.recipients[0]].payload,
        share.documents[share.recipients[0]].id,
    )


@pytest.mark.parametrize("format_name", ["mail-text", "stix", "form-html", "form-pdf"])
def test_out_of_a_mail_comes_what_was_approved(stage: Stage, format_name: str) -> None:
    party = stage.party("vendor", "vendor", RoadKind.MAIL, MAILBOX)
    share = approved(stage, party, formats=((party, format_name),))
    (delivery,) = stage.sent(share)
    found = wire(stage, delivery)
    assert mail.unwrap(found) == payload(stage, share, party)
    headers = message_from_bytes(found)
    assert headers["To"] == MAILBOX
    assert headers["Message-ID"] == f"<{delivery.id}@harbourlight.example>"
    assert str(headers["Subject"]).startswith("[TLP:AMBER] ")


@pytest.mark.parametrize("kind", [RoadKind.TAXII, RoadKind.PAGE, RoadKind.BY_HAND])
def test_what_is_fetched_or_pasted_has_no_other_bytes(stage: Stage, kind: RoadKind) -> None:
    share = approved(stage, stage.party("adopter", "adopter", kind, "somewhere"))
    (delivery,) = stage.sent(share)
    assert (delivery.wire, delivery.kind, delivery.state) == (None, kind, "queued")


def test_an_encrypted_folder_gets_what_only_the_party_reads(stage: Stage) -> None:
    party = stage.party("adopter", "adopter")
    identity = encrypted_to(stage, party, RoadKind.FOLDER, "/elsewhere")
    share = approved(stage, party)
    (delivery,) = stage.sent(share)
    closed = wire(stage, delivery)
    assert pyrage.decrypt(closed, [identity]) == payload(stage, share, party)
    assert b"collect.evil.example" not in closed


@pytest.mark.parametrize("format_name", ["mail-text", "form-markdown"])
def test_of_an_encrypted_mail_nothing_but_label_and_number_stands_outside(stage: Stage, format_name: str) -> None:
    party = stage.party("vendor", "vendor", RoadKind.MAIL, MAILBOX)
    identity = encrypted_to(stage, party, RoadKind.MAIL, MAILBOX)
    stage.marked(encrypt_in_transit=EncryptInTransit.MUST)
    stage.cleaned()
    share = approved(stage, party, formats=((party, format_name),))
    (delivery,) = stage.sent(share)
    found, document = wire(stage, delivery), payload(stage, share, party)
    assert pyrage.decrypt(mail.unwrap(found), [identity]) == document
    number = share.documents[party].id.removeprefix("document-")
    assert str(message_from_bytes(found)["Subject"]) == f"[TLP:AMBER] {number}"
    if format_name == mail_text.NAME:
        assert mail_text.split(document)[0] != f"[TLP:AMBER] {number}"  # its own subject stays inside


def test_what_must_be_encrypted_goes_on_no_open_road(stage: Stage) -> None:
    stage.marked(encrypt_in_transit=EncryptInTransit.MUST)
    stage.cleaned()
    open_road, by_hand = stage.party("one", "adopter"), stage.party("other", "adopter", RoadKind.BY_HAND, "portal")
    encrypted_to(stage, by_hand, RoadKind.BY_HAND, "portal")  # a person pastes the text itself, whatever the key
    share = stage.proposed(open_road, by_hand)
    for decision in decisions(stage.desk, share).values():
        assert isinstance(decision, Refused)
        assert decision.reasons == (Reason.MUST_BE_ENCRYPTED,)


def test_a_road_with_a_key_that_is_none_sends_nothing(stage: Stage) -> None:
    party = stage.party("adopter", "adopter")
    stage.later(1)
    stage.road(party, "/elsewhere", encrypt_to="age1notakey")
    share = approved(stage, party)
    with pytest.raises(BadInput, match="no age recipient"):
        stage.sent(share)
    assert find(stage.desk, share.id).deliveries == {}


def test_mail_without_a_server_is_not_planned(stage: Stage) -> None:
    share = approved(stage, stage.party("vendor", "vendor", RoadKind.MAIL, MAILBOX))
    without = replace(stage.desk, settings=replace(stage.desk.settings, mail=None))
    with pytest.raises(ActNotAllowed, match="no mail server"):
        send(without, share)


def test_one_without_a_server_does_not_keep_the_document_from_the_others(stage: Stage) -> None:
    by_mail, by_folder = stage.party("vendor", "vendor", RoadKind.MAIL, MAILBOX), stage.party("adopter", "adopter")
    share = approved(stage, by_mail, by_folder)
    without = replace(stage.desk, settings=replace(stage.desk.settings, mail=None))
    assert [one.recipient for one in send(without, share)] == [by_folder]
    (left,) = unsent(without, share)
    assert (left.recipient, left.name, "no mail server" in left.why[0]) == (by_mail, "vendor", True)


# --- when -------------------------------------------------------------------------------------------------------------


def test_it_can_be_stopped_for_a_while_and_not_where_somebody_attacks(stage: Stage) -> None:
    stage.desk = replace(stage.desk, settings=replace(stage.desk.settings, undo_minutes=5))
    mira, now = stage.team(), stage.desk.clock.now()
    calm = stage.proposed(stage.party("one", "adopter"), facts=CIRCLE_FACTS | {"SIG": "credible"})
    stage.approved(calm, mira)
    (waits,) = send(stage.desk, calm)
    attacked = stage.proposed(stage.party("two", "adopter"))
    stage.approved(attacked, mira)
    (at_once,) = send(stage.desk, attacked)
    hurried = stage.proposed(stage.party("three", "adopter"), facts=CIRCLE_FACTS | {"SIG": "credible"})
    stage.approved(hurried, mira)
    (asked,) = send(stage.desk, hurried, at_once=True)
    assert [one.send_after - now for one in (waits, at_once, asked)] == [
        timedelta(minutes=5),
        timedelta(0),
        timedelta(0),
    ]


def test_nothing_is_planned_twice(stage: Stage) -> None:
    share = approved(stage, stage.party("adopter", "adopter"))
    (delivery,) = stage.sent(share)
    for _ in range(2):
        with pytest.raises(ActNotAllowed, match="all of it is on its way, or went"):
            send(stage.desk, share)  # as it was before
        stage.arrived(*(one for one in deliveries_of(stage.desk, find(stage.desk, share.id)) if one.state == "queued"))
    assert [one.id for one in deliveries_of(stage.desk, find(stage.desk, share.id))] == [delivery.id]


def test_what_was_stopped_in_time_leaves_the_share_approved_and_can_be_sent_again(stage: Stage) -> None:
    share = approved(stage, stage.party("adopter", "adopter"))
    (first,) = stage.sent(share)
    cancel(stage.desk, first)
    assert find(stage.desk, share.id).state == "approved"  # nothing of it ever went out: it is shared with nobody
    stage.later(1)
    (second,) = stage.sent(share)
    assert second.id != first.id
    assert [one.id for one in deliveries_of(stage.desk, find(stage.desk, share.id))] == [first.id, second.id]
    assert isinstance(clearance(stage.desk, second), Approved)


def test_what_bounced_is_planned_anew_for_that_party_alone(stage: Stage) -> None:
    one, other = stage.party("one", "adopter"), stage.party("other", "adopter")
    share = approved(stage, one, other)
    planned = {delivery.recipient: delivery for delivery in stage.sent(share)}
    stage.arrived(planned[one])
    stage.bounced(planned[other])
    stage.later(1)
    (again,) = stage.sent(share)
    assert (again.recipient, again.payload) == (other, planned[other].payload)


def test_two_who_send_at_once_plan_each_delivery_once(stage: Stage) -> None:
    one, other = stage.party("one", "adopter"), stage.party("other", "adopter")
    share = approved(stage, one, other)
    engine = engine_of(stage.desk.home, load(stage.desk.home))
    try:
        second = replace(
            desk_over(stage.desk.home, stage.desk.settings, engine), clock=stage.desk.clock, person=stage.desk.person
        )
        first = replace(stage.desk, vault=_Meanwhile(stage.desk, lambda: send(second, share, only=(one,))))
        planned = send(first, share)
    finally:
        engine.dispose()
    assert [delivery.recipient for delivery in planned] == [other]
    kept = deliveries_of(stage.desk, find(stage.desk, share.id))
    assert sorted(delivery.recipient for delivery in kept) == sorted([one, other])


class _Meanwhile:
    """A vault at whose first sealing of a wire somebody else is faster."""

    def __init__(self, desk: Desk, happens: object) -> None:
        self._vault, self._happens, self._reads = desk.vault, happens, 0

    def seal(self, *words: object, **more: object) -> object:
        """Seal, after the other has sent."""
        happens, self._happens = self._happens, None
        if callable(happens):
            happens()
        return self._vault.seal(*words, **more)  # type: ignore[arg-type]  # as they come

    def __getattr__(self, name: str) -> object:
        return getattr(self._vault, name)


# --- who, and what not ------------------------------------------------------------------------------------------------


def test_whoever_is_named_for_the_route_sends_what_somebody_else_proposed(stage: Stage) -> None:
    mira = stage.team()
    party = stage.party("adopter", "adopter")
    confirmation = ready.Confirmation(
        channel="affected_partner", address="desk@adopter.example", people=(mira.person,), hours="always"
    )
    ready.confirm(stage.desk, replace(confirmation, route=_route(stage, party)))
    share, found = stage.approved(stage.proposed(party), mira)
    assert isinstance(found[party], Approved)  # somebody here may send it
    with pytest.raises(ActNotAllowed, match="adopter: whoever sends is not named for this route"):
        send(stage.desk, share)
    (delivery,) = send(mira, share)
    assert delivery.planned_by == mira.person
    assert isinstance(clearance(stage.desk, delivery), Approved)


def _route(stage: Stage, party: str) -> str:
    (road,) = stage.desk.index.with_ref("road", [party])
    return str(getattr(road, "route", ""))


def test_for_whom_nothing_is_planned_is_told_with_the_reason(stage: Stage) -> None:
    adopter, community = stage.party("adopter", "adopter"), stage.party("list", "community")
    share = approved(stage, adopter, community)
    assert [delivery.recipient for delivery in stage.sent(share)] == [adopter]
    (left,) = unsent(stage.desk, find(stage.desk, share.id))
    assert (left.name, left.why[0]) == ("list", "the label does not reach that far")
    with pytest.raises(ActNotAllowed, match="list: the label does not reach that far"):
        send(stage.desk, share, only=(community,))


def test_a_party_that_is_no_recipient_is_wrong_use(stage: Stage) -> None:
    share = approved(stage, stage.party("adopter", "adopter"))
    with pytest.raises(BadInput, match="is no recipient"):
        send(stage.desk, share, only=(stage.party("other", "adopter"),))


def test_what_waited_for_time_to_pass_is_approved_in_the_log_before_it_is_planned(stage: Stage) -> None:
    share = stage.proposed(stage.party("adopter", "adopter"))
    stage.approved(share, stage.desk)
    with pytest.raises(ActNotAllowed, match="time to look again"):
        send(stage.desk, share)
    stage.later(stage.desk.settings.solo_cooling_minutes)
    stage.story.forget_acts()
    send(stage.desk, share)
    assert names(stage.story.new_acts()) == ["ShareApproved", "DeliveryPlanned"]
    outcome = find(stage.desk, share.id).outcomes[share.recipients[0]]
    assert (outcome.approved, outcome.self_approved) == (True, True)


def test_an_exercise_is_planned_for_nobody(story: DeskOfStories) -> None:
    drill = Stage(story)
    drill.case = a_case(drill.desk, exercise=True)
    drill.marked()
    drill.cleaned()
    share, _ = drill.approved(drill.proposed(drill.party("adopter", "adopter")), drill.team())
    assert share.state == "written"
    with pytest.raises(ActNotAllowed, match="an exercise can never reach a real road"):
        send(drill.desk, share)
    assert find(drill.desk, share.id).deliveries == {}


@pytest.mark.parametrize("undone", ["written anew", "dropped", "closed", "corrected"])
def test_what_is_no_longer_so_is_not_sent(stage: Stage, undone: str) -> None:
    share = stage.delivered(stage.party("adopter", "adopter"))
    other, _ = stage.approved(
        stage.proposed(stage.party("second", "adopter")), replace(stage.desk, person=_mira(stage))
    )
    told = {
        "written anew": "nothing here may leave now",
        "dropped": "was dropped",
        "closed": "is closed",
        "corrected": "takes the place of this share",
    }
    if undone == "written anew":
        from_again = stage.facts(other, {"FIX": "fix"})
        assert from_again.state == "written"
    if undone in ("dropped", "closed"):
        drop(stage.desk, other, reason="not_needed")
    if undone == "closed":
        closing.close(stage.desk, stage.now(), summary="over", check_on=stage.desk.clock.now().date())
    if undone == "corrected":
        stage.cleaned(leave_out=("attack_description",))
        recall.correct(stage.desk, share, why="it said too much")
    with pytest.raises(ActNotAllowed, match=told[undone]):
        send(stage.desk, share if undone == "corrected" else other)


def _mira(stage: Stage) -> str:
    return next(one.id for one in stage.desk.index.all("person") if one.id != stage.desk.person)


def test_a_document_that_was_replaced_in_the_queue_does_not_leave(stage: Stage) -> None:
    """The one that waits is not the one that would be approved by now: the last question says no."""
    share = approved(stage, stage.party("adopter", "adopter"))
    (delivery,) = stage.sent(share)
    stage.later(1)
    stage.road(share.recipients[0], "/elsewhere")  # another road is not what was planned on
    assert isinstance(clearance(stage.desk, delivery), Approved)
    assert not isinstance(clearance(stage.desk, replace(delivery, payload=delivery.document)), Approved)


def acts_of(stage: Stage, kind: type[Act]) -> int:
    """How many acts of a kind the log holds."""
    return sum(isinstance(act, kind) for act in stage.story.new_acts())


def test_nothing_is_rendered_when_it_is_sent(stage: Stage) -> None:
    share = approved(stage, stage.party("adopter", "adopter"))
    stage.story.forget_acts()
    stage.sent(share)
    assert acts_of(stage, DocumentWritten) == 0
    assert not list(Path(stage.desk.home).parent.glob("*.json"))  # and nothing has left yet
    assert {one.state for one in deliveries_of(stage.desk, find(stage.desk, share.id))} == {DeliveryState.QUEUED}
