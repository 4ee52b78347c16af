"""Deliveries by command line: seen, sent, stopped, hastened, done by hand; and channels tried."""

import json
import signal
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories, StandingClock
from tests.post_office import Mood, PostOffice, open_for_business
from tests.shares import SERVER, Stage
from tests.terminal import PROGRAM, tocsin
from tocsin.settings import FILE, load, written
from tocsin.stages import marking, people
from tocsin.stages.desk import Desk
from tocsin.stages.ready import Confirmation, channels, confirm, routes
from tocsin.stages.sending import send
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.hold import BlockReason
from tocsin.vocab.road import MailServer
from tocsin.vocab.sharing import Delivery
from tocsin.wiring import open_desk

MAILBOX = "adopter@adopter.example"


@pytest.fixture
def office() -> PostOffice:
    """Where mail arrives."""
    return PostOffice()


@pytest.fixture
def server(office: PostOffice, own_home: Path) -> Iterator[MailServer]:
    """The mail server that the home's settings name."""
    with open_for_business(office) as found:
        server = replace(found, sender=SERVER.sender)
        settings = replace(load(own_home), mail=server, sender_name="Harbourlight Logistics", undo_minutes=0)
        (own_home / FILE).write_text(written(settings))
        yield server


def _planned(home: Path, kind: RoadKind = RoadKind.MAIL, address: str = MAILBOX) -> Delivery:
    """A share with one recipient, written, approved by a second person and on its way."""
    with open_desk(home) as desk:
        stage = Stage(DeskOfStories(desk, StandingClock()))
        stage.marked()
        stage.cleaned()
        share = stage.proposed(stage.party("adopter", "adopter", kind, address))
        stage.approved(share, stage.team())
        (delivery,) = stage.sent(share)
        return delivery


def _block(desk: Desk, delivery: Delivery) -> None:
    ends, reason = datetime(2099, 1, 1, tzinfo=UTC), BlockReason.COUNSEL_REVIEW
    marking.block(
        desk, desk.case(delivery.case), owner=desk.person, until=ends, reason=reason, lifts_when="counsel says so"
    )


def _state(home: Path, delivery: Delivery) -> str:
    with open_desk(home) as desk:
        found = desk.index.get("delivery", delivery.id)
        assert isinstance(found, Delivery)
        return found.state


def test_one_round_sends_what_is_due_and_says_what_became_of_it(
    own_home: Path, office: PostOffice, server: MailServer
) -> None:
    delivery = _planned(own_home)
    (line,) = tocsin("outbox", "list", "--json", home=own_home).lines
    assert (line["delivery"], line["recipient"], line["state"]) == (delivery.id, "adopter", "queued")
    ran = tocsin("worker", "--once", home=own_home)
    assert (ran.code, ran.out) == (0, f"{delivery.id}  sent\n")
    assert [recipient for _, recipient, _ in office.kept] == [MAILBOX]
    assert "nothing is on its way" in tocsin("outbox", "list", home=own_home).out
    again = tocsin("worker", "--once", home=own_home)
    assert (again.code, again.out) == (0, "")
    assert "nothing is due" in again.err


def test_a_round_that_must_be_repeated_leaves_with_three_and_a_person_may_hasten_it(
    own_home: Path, office: PostOffice, server: MailServer
) -> None:
    office.moods = [Mood.BUSY]
    delivery = _planned(own_home)
    ran = tocsin("worker", "--once", "--json", home=own_home)
    assert ran.code == 3
    assert ran.lines[0]["reason"] == "refused_for_now"
    listed = tocsin("outbox", "list", home=own_home).out
    assert "failed (refused_for_now)" in listed
    assert "451 4.3.0 try again later" in listed
    assert tocsin("worker", "--once", home=own_home).out == ""
    assert tocsin("outbox", "retry", delivery.id, home=own_home).code == 0
    assert tocsin("worker", "--once", home=own_home).code == 0
    assert len(office.kept) == 1
    over = tocsin("outbox", "retry", delivery.id, home=own_home)
    assert (over.code, "cannot become sending" in over.err) == (1, True)


def test_what_was_refused_for_good_leaves_with_one(own_home: Path, office: PostOffice, server: MailServer) -> None:
    office.moods = [Mood.UNKNOWN]
    delivery = _planned(own_home)
    ran = tocsin("worker", "--once", home=own_home)
    assert (ran.code, ran.out) == (1, f"{delivery.id}  bounced (refused_for_good)\n")


def test_a_release_block_holds_what_was_approved_before(own_home: Path, office: PostOffice, server: MailServer) -> None:
    delivery = _planned(own_home)
    with open_desk(own_home) as desk:
        _block(desk, delivery)
    ran = tocsin("worker", "--once", home=own_home)
    assert (ran.code, ran.out) == (3, f"{delivery.id}  queued (blocked)  waits for release_block\n")
    assert office.kept == []
    assert "queued (blocked)" in tocsin("outbox", "list", home=own_home).out
    with open_desk(own_home) as desk:
        marking.unblock(desk, desk.case(delivery.case), reason="counsel_answered", because="counsel has read it")
    assert tocsin("outbox", "retry", delivery.id, home=own_home).code == 0
    assert tocsin("worker", "--once", home=own_home).out == f"{delivery.id}  sent\n"
    assert len(office.kept) == 1


def test_what_somebody_planned_who_left_is_sent_on_by_somebody_who_is_named(
    own_home: Path, office: PostOffice, server: MailServer
) -> None:
    with open_desk(own_home) as desk:
        stage = Stage(DeskOfStories(desk, StandingClock()))
        stage.marked()
        stage.cleaned()
        mira, jo = stage.team(), people.add(desk, "Jo", address="", roles=("analyst",)).id
        share = stage.proposed(stage.party("adopter", "adopter", RoadKind.MAIL, MAILBOX))
        (route,) = routes(desk)
        named = Confirmation(
            channel=route.channel, address=route.address, people=(desk.person, jo), hours="always", route=route.route
        )
        confirm(desk, named)
        stage.approved(share, mira)
        (delivery,) = send(replace(stage.desk, person=jo), share)
        people.retire(desk, jo)
    ran = tocsin("worker", "--once", home=own_home)
    assert (ran.code, ran.out.split()[1:3]) == (3, ["queued", "(sender_not_authorised)"])
    refused = tocsin("--as", "Mira", "outbox", "retry", delivery.id, home=own_home)
    assert (refused.code, "not named for its route either" in refused.err) == (1, True)
    assert "goes on in your name" in tocsin("outbox", "retry", delivery.id, home=own_home).out
    assert (tocsin("worker", "--once", home=own_home).code, len(office.kept)) == (0, 1)


def test_a_delivery_is_stopped_before_it_goes_out_and_not_after(
    own_home: Path, office: PostOffice, server: MailServer
) -> None:
    delivery = _planned(own_home)
    ran = tocsin("outbox", "cancel", delivery.id[:20], home=own_home)
    assert (ran.code, "stopped in time" in ran.out) == (0, True)
    assert tocsin("worker", "--once", home=own_home).out == ""
    assert office.kept == []
    again = tocsin("outbox", "cancel", delivery.id, home=own_home)
    assert (again.code, again.err.startswith("error: a delivery that is cancelled")) == (1, True)


def _portal(home: Path) -> str:
    with open_desk(home) as desk:
        return next(channel.channel_id for channel in channels(desk) if channel.form)


def test_by_hand_a_person_pastes_and_types_the_receipt(own_home: Path, server: MailServer) -> None:
    delivery = _planned(own_home, RoadKind.BY_HAND, _portal(own_home))
    assert tocsin("worker", "--once", home=own_home).out == ""
    assert "a person sends it" in tocsin("outbox", "list", home=own_home).out
    shown = tocsin("outbox", "show", delivery.id, home=own_home)
    assert shown.code == 0
    assert "Impacted entity, Contact, Description" in shown.out
    assert f"tocsin outbox done {delivery.id} --receipt" in shown.out
    form = tocsin("outbox", "show", delivery.id, "--json", home=own_home).record
    assert "TLP:AMBER" in str(form["text"])
    ran = tocsin("outbox", "done", delivery.id, "--receipt", "INC-4711", home=own_home)
    assert (ran.code, "INC-4711" in ran.out) == (0, True)
    assert _state(own_home, delivery) == "sent"
    assert tocsin("outbox", "done", delivery.id, "--receipt", "INC-4711", home=own_home).code == 1


def test_what_may_not_leave_is_not_shown_to_be_pasted(own_home: Path, server: MailServer) -> None:
    delivery = _planned(own_home, RoadKind.BY_HAND, _portal(own_home))
    with open_desk(own_home) as desk:
        _block(desk, delivery)
    for words in (("show", delivery.id), ("done", delivery.id, "--receipt", "INC-4711")):
        ran = tocsin("outbox", *words, home=own_home)
        assert (ran.code, ran.out) == (1, "")
        assert "may not leave: a release block stands on the case" in ran.err
    assert _state(own_home, delivery) == "queued"


def test_a_worker_works_until_it_is_told_to_stop(own_home: Path, office: PostOffice, server: MailServer) -> None:
    delivery = _planned(own_home)
    command = [str(PROGRAM), "worker", "--json", "--home", str(own_home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert json.loads(running.stdout.readline())["state"] == "sent"
        running.send_signal(signal.SIGTERM)
        out, err = running.communicate(timeout=60)
    assert (running.returncode, out) == (0, "")
    assert "stopped" in err
    assert _state(own_home, delivery) == "sent"


def test_the_channels_say_what_they_need(own_home: Path) -> None:
    ran = tocsin("channel", "list", "--json", home=own_home)
    assert isinstance(ran.json, list)
    assert [one["channel"] for one in ran.json] == list(RoadKind)
    assert [one["channel"] for one in ran.json if one["needs"]] == ["mail"]
    assert "no mail server is set" in tocsin("channel", "list", home=own_home).out
    assert tocsin("channel", "test", home=own_home).code == 3
    assert tocsin("channel", "test", "pigeon", home=own_home).code == 2


def test_channels_are_tried_without_sending_anything(
    own_home: Path, office: PostOffice, server: MailServer, tmp_path: Path
) -> None:
    (tmp_path / "partner").mkdir()
    _planned(own_home, RoadKind.FOLDER, str(tmp_path / "partner"))
    assert f"127.0.0.1:{server.port}, none, as {SERVER.sender}" in tocsin("channel", "list", home=own_home).out
    ran = tocsin("channel", "test", home=own_home)
    assert (ran.code, ran.out.count("works")) == (0, 2)
    assert (office.kept, list((tmp_path / "partner").iterdir())) == ([], [])
    (tmp_path / "partner").rmdir()
    ran = tocsin("channel", "test", "folder", "--json", home=own_home)
    assert (ran.code, "No such file" in ran.out) == (3, True)
    assert tocsin("channel", "test", "mail", home=own_home).code == 0
