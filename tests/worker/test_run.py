"""What was planned goes out once, as the same bytes at every attempt, and only while it may."""

import os
import signal
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories, a_case
from tests.deliveries import Planned, always, never, not_yet, plan
from tests.post_office import Mood, PostOffice, message_id, open_for_business
from tocsin.channels import mail
from tocsin.rules.retry import Backoff
from tocsin.settings import FILE, written
from tocsin.stages import casework
from tocsin.stages import delivery as stage
from tocsin.stages.delivery import SENDING
from tocsin.stages.desk import Desk
from tocsin.stages.ledger import verify
from tocsin.vocab.act import is_record, read_leaf
from tocsin.vocab.acts.delivery import DeliveryMoved
from tocsin.vocab.acts.party import RoadClosed, RoadOpened
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.errors import ChannelDown
from tocsin.vocab.release import Approved, Decision, Reason
from tocsin.vocab.sharing import Delivery, Road, Share
from tocsin.vocab.sheet import RoadSheet, TransportSheet
from tocsin.wiring import open_desk
from tocsin.wiring.founding import make_home
from tocsin.worker.run import Clear, Handled, Pace, one_round, until_told, work, worker_at

PACE = Pace(lease_s=300, later_s=300, idle_s=0.01, backoff=Backoff(first_s=60, longest_s=60, attempts=3))


@pytest.fixture
def office() -> PostOffice:
    """Where mail arrives."""
    return PostOffice()


@pytest.fixture
def online(story: DeskOfStories, office: PostOffice) -> Iterator[DeskOfStories]:
    """A desk with a mail server."""
    with open_for_business(office) as server:
        settings = replace(story.desk.settings, mail=server)
        yield DeskOfStories(replace(story.desk, settings=settings), story.clock)


@pytest.fixture
def partner(tmp_path: Path) -> Path:
    """A folder that a party reads."""
    (tmp_path / "partner").mkdir()
    return tmp_path / "partner"


def _round(desk: Desk, clear: Clear = always, pace: Pace = PACE) -> list[Handled]:
    return list(one_round(worker_at(desk, clear, pace)))


def _states(story: DeskOfStories) -> list[tuple[str, int, str | None]]:
    return [(one.state, one.attempt, one.reason) for one in story.new_acts() if isinstance(one, DeliveryMoved)]


def _now(desk: Desk, planned: Delivery) -> tuple[str, str | None]:
    found = stage.find(desk, planned.id)
    return found.state, found.reason


# --- each road --------------------------------------------------------------------------------------------------------


def test_mail_goes_out_as_it_lies_in_the_vault(online: DeskOfStories, office: PostOffice) -> None:
    desk = online.desk
    planned = plan(desk, a_case(desk))
    online.forget_acts()
    (handled,) = _round(desk)
    assert (handled.delivery, handled.state, handled.attempt) == (planned.id, "sent", 1)
    ((_, recipient, message),) = office.kept
    assert planned.wire is not None
    assert (recipient, message) == ("desk@agency.example", desk.vault.read(planned.wire))
    assert mail.unwrap(message) == desk.vault.read(planned.payload)
    assert _states(online) == [("sending", 1, None), ("sent", 1, None)]
    sheet = desk.sheet(stage.find(desk, planned.id).sheet, TransportSheet)
    assert sheet is not None
    assert sheet.answer == "250 2.0.0 taken over as 4711"
    assert len(sheet.wire_sha256) == 64
    assert desk.outbox.leases([planned.id]) == {}
    assert _round(desk) == []
    assert len(office.kept) == 1


def test_a_file_appears_in_the_folder(story: DeskOfStories, partner: Path) -> None:
    desk = story.desk
    plan(desk, a_case(desk), Planned(kind=RoadKind.FOLDER, address=str(partner), payload=b"{}", file_name="a.json"))
    assert [one.state for one in _round(desk)] == ["sent"]
    assert [(entry.name, entry.read_bytes()) for entry in partner.iterdir()] == [("a.json", b"{}")]


def test_an_encrypted_file_is_named_so(story: DeskOfStories, partner: Path) -> None:
    desk = story.desk
    planned = plan(desk, a_case(desk), Planned(kind=RoadKind.FOLDER, address=str(partner), file_name="a.json"))
    road = desk.index.get("road", planned.road)
    assert isinstance(road, Road)
    _open_again(desk, road, RoadSheet(address=str(partner), encrypt_to="age1example"))
    _round(desk)
    assert [entry.name for entry in partner.iterdir()] == ["a.json.age"]


@pytest.mark.parametrize("kind", [RoadKind.TAXII, RoadKind.PAGE])
def test_what_the_party_fetches_is_made_available_in_one_step(story: DeskOfStories, kind: RoadKind) -> None:
    desk = story.desk
    case = a_case(desk)
    plan(desk, case, Planned(kind=kind, address="view"))
    size = desk.log.size()
    story.forget_acts()
    assert [one.state for one in _round(desk)] == ["sent"]
    assert _states(story) == [("sending", 1, None), ("sent", 1, None)]
    assert desk.log.size() == size + 4  # two moves, the signed record and the act that names it


def test_what_goes_by_hand_waits_for_a_person(story: DeskOfStories) -> None:
    planned = plan(story.desk, a_case(story.desk), Planned(kind=RoadKind.BY_HAND, address="portal"))
    assert _round(story.desk) == []
    assert _now(story.desk, planned) == ("queued", None)


# --- asked again before anything leaves -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reasons", "recorded"),
    [
        ((Reason.RELEASE_BLOCK, Reason.EXPIRED), "no_longer_approved"),
        ((Reason.SOURCE_PURGED, Reason.SENDER_NOT_AUTHORISED), "source_purged"),
        ((Reason.ROAD_CLOSED,), "road_closed"),
        ((Reason.TLP_TOO_STRICT,), "no_longer_approved"),
    ],
)
def test_what_may_no_longer_leave_is_given_up(
    online: DeskOfStories, office: PostOffice, reasons: tuple[Reason, ...], recorded: str
) -> None:
    desk = online.desk
    planned = plan(desk, a_case(desk))
    online.forget_acts()
    assert [one.state for one in _round(desk, never(*reasons))] == ["given_up"]
    assert _states(online) == [("given_up", 0, recorded)]
    assert (office.kept, office.helo) == ([], [])
    assert _round(desk) == []
    assert _now(desk, planned) == ("given_up", recorded)


@pytest.mark.parametrize(
    ("clear", "reason", "waits_for"),
    [
        (not_yet, "approval_missing", "approval"),
        (never(Reason.RELEASE_BLOCK), "blocked", "release_block"),
        (never(Reason.SENDER_NOT_AUTHORISED), "sender_not_authorised", "sender_not_authorised"),
    ],
)
def test_what_can_be_mended_is_held_says_why_once_and_goes_on(
    online: DeskOfStories, office: PostOffice, clear: Clear, reason: str, waits_for: str
) -> None:
    desk = online.desk
    planned = plan(desk, a_case(desk))
    online.forget_acts()
    assert [(one.state, one.reason, one.waits_for) for one in _round(desk, clear)] == [("queued", reason, waits_for)]
    assert _round(desk, always) == []  # it is looked at again after a while
    for _ in range(2):
        online.clock.tick(timedelta(seconds=PACE.later_s))
        assert [one.state for one in _round(desk, clear)] == ["queued"]
    assert _states(online) == [("queued", 0, reason)]
    assert [(one.state, one.reason) for one in stage.waiting(desk)] == [("queued", reason)]
    assert (office.kept, _now(desk, planned)) == ([], ("queued", reason))
    online.clock.tick(timedelta(seconds=PACE.later_s))
    assert [(one.state, one.reason, one.attempt) for one in _round(desk, always)] == [("sent", None, 1)]
    assert _states(online) == [("sending", 1, None), ("sent", 1, None)]


def test_what_failed_is_held_too_and_goes_on_with_its_next_attempt(online: DeskOfStories, office: PostOffice) -> None:
    desk = online.desk
    planned = plan(desk, a_case(desk))
    office.moods = [Mood.BUSY]
    assert [one.state for one in _round(desk)] == ["failed"]
    online.clock.tick(timedelta(hours=1))
    assert [one.state for one in _round(desk, never(Reason.RELEASE_BLOCK))] == ["queued"]
    assert _now(desk, planned) == ("queued", "blocked")
    online.clock.tick(timedelta(seconds=PACE.later_s))
    assert [(one.state, one.attempt) for one in _round(desk)] == [("sent", 2)]


@pytest.mark.parametrize("other", ["recipient", "document", "payload"])
def test_an_approval_of_something_else_is_none(online: DeskOfStories, office: PostOffice, other: str) -> None:
    desk = online.desk
    case = a_case(desk)
    plan(desk, case)
    another = cast("Approved", always(desk, plan(desk, case, Planned(wait=timedelta(days=1)))))

    def of_another(desk: Desk, delivery: Delivery) -> Decision:
        approved = cast("Approved", always(desk, delivery))
        return replace(approved, **{other: getattr(another, other)})

    assert [one.waits_for for one in _round(desk, of_another)] == ["approval"]
    assert office.kept == []


@pytest.mark.parametrize("kind", [RoadKind.MAIL, RoadKind.PAGE])
def test_what_was_recorded_on_the_case_since_it_was_cleared_is_asked_about_first(
    online: DeskOfStories, office: PostOffice, kind: RoadKind
) -> None:
    desk = online.desk
    case = a_case(desk)
    planned = plan(desk, case, Planned(kind=kind))
    asked: list[int] = []

    def blocked_in_the_last_moment(desk: Desk, delivery: Delivery) -> Decision:
        asked.append(desk.case(case.id).size)
        if len(asked) > 1:
            return never(Reason.RELEASE_BLOCK)(desk, delivery)
        approved = always(desk, delivery)
        casework.add_open_item(desk, desk.case(case.id), what="a block", closes_when="", check_on="2026-04-01")
        return approved

    assert [one.reason for one in _round(desk, blocked_in_the_last_moment)] == ["blocked"]
    assert asked == [asked[0], asked[0] + 1]
    assert office.kept == []
    assert _now(desk, planned) == ("queued", "blocked")


def test_what_was_stopped_in_the_last_moment_does_not_go(online: DeskOfStories, office: PostOffice) -> None:
    desk = online.desk
    planned = plan(desk, a_case(desk))

    def and_then_stopped(desk: Desk, delivery: Delivery) -> Decision:
        approved = always(desk, delivery)
        if delivery.state == "queued":
            stage.cancel(desk, delivery)
        return approved

    assert _round(desk, and_then_stopped) == []
    assert (_now(desk, planned), office.kept) == (("cancelled", "stopped_in_time"), [])
    assert desk.outbox.leases([planned.id]) == {}


def test_an_exercise_reaches_nobody_whatever_was_approved(online: DeskOfStories, office: PostOffice) -> None:
    desk = online.desk
    plan(desk, a_case(desk, exercise=True))
    assert [one.reason for one in _round(desk)] == ["no_longer_approved"]
    assert office.kept == []


def _open_again(desk: Desk, road: Road, sheet: RoadSheet) -> None:
    draft = desk.draft(desk.log_entry())
    draft.add(RoadOpened(road=road.id, party=road.party, kind=road.kind, route=road.route, sheet=draft.sheet(sheet)))
    draft.record()


def test_a_road_that_was_closed_or_ends_elsewhere_by_now_is_not_taken(
    online: DeskOfStories, office: PostOffice
) -> None:
    desk = online.desk
    case = a_case(desk)
    closed, moved = plan(desk, case), plan(desk, case)
    draft = desk.draft(desk.log_entry())
    draft.add(RoadClosed(road=closed.road, reason="moved"))
    draft.record()
    online.clock.tick()
    road = desk.index.get("road", moved.road)
    assert isinstance(road, Road)
    _open_again(desk, road, RoadSheet(address="desk@elsewhere.example"))
    assert [one.reason for one in _round(desk)] == ["road_closed", "road_closed"]
    assert office.kept == []


def test_a_message_written_to_somebody_else_is_not_sent(online: DeskOfStories, office: PostOffice) -> None:
    desk = online.desk
    planned = plan(desk, a_case(desk), Planned(wrapped=False))
    _round(desk)
    assert (_now(desk, planned), office.kept) == (("bounced", "refused_for_good"), [])


# --- when it does not work --------------------------------------------------------------------------------------------


def test_what_failed_is_tried_again_after_its_wait_with_the_same_message(
    online: DeskOfStories, office: PostOffice
) -> None:
    desk = online.desk
    plan(desk, a_case(desk))
    online.forget_acts()
    office.moods = [Mood.BUSY, Mood.KEEPS_AND_HANGS_UP]
    assert [one.state for one in _round(desk)] == ["failed"]
    assert _round(desk) == []
    for expected in ("failed", "sent"):
        online.clock.tick(timedelta(seconds=60))
        assert [one.state for one in _round(desk)] == [expected]
    assert [(state, reason) for state, _, reason in _states(online)] == [
        ("sending", None),
        ("failed", "refused_for_now"),
        ("sending", None),
        ("failed", "not_reachable"),
        ("sending", None),
        ("sent", None),
    ]
    assert len(office.kept) == 2  # the one that was kept in silence, and its repeat
    assert len({(message_id(message), message) for _, _, message in office.kept}) == 1


def test_after_the_last_attempt_it_is_given_up(online: DeskOfStories, office: PostOffice) -> None:
    desk = online.desk
    planned = plan(desk, a_case(desk))
    office.moods = [Mood.BUSY] * 3
    for expected in ("failed", "failed", "given_up"):
        assert [one.state for one in _round(desk)] == [expected]
        online.clock.tick(timedelta(seconds=60))
    assert _now(desk, planned) == ("given_up", "too_many_attempts")
    assert _round(desk) == []
    sheet = desk.sheet(stage.find(desk, planned.id).sheet, TransportSheet)
    assert sheet is not None
    assert sheet.answer.startswith("451")


def test_what_the_other_side_will_never_take_has_bounced(online: DeskOfStories, office: PostOffice) -> None:
    desk = online.desk
    planned = plan(desk, a_case(desk))
    office.moods = [Mood.UNKNOWN]
    _round(desk)
    assert _now(desk, planned) == ("bounced", "refused_for_good")


def test_without_a_mail_server_mail_waits_and_the_rest_goes(story: DeskOfStories, partner: Path) -> None:
    desk = story.desk
    case = a_case(desk)
    waiting = plan(desk, case)
    story.clock.tick()
    plan(desk, case, Planned(kind=RoadKind.FOLDER, address=str(partner)))
    first, second = _round(desk)
    assert (first.state, first.waits_for) == ("queued", "bad_input: no mail server is set")
    assert second.state == "sent"
    assert _now(desk, waiting) == ("queued", None)
    assert _round(desk) == []


def test_a_wire_that_was_purged_or_never_made_does_not_stop_the_others(
    online: DeskOfStories, office: PostOffice
) -> None:
    desk = online.desk
    case = a_case(desk)
    gone = plan(desk, case)
    assert gone.wire is not None
    desk.vault.destroy(gone.wire)
    online.clock.tick()
    plan(desk, case)
    first, second = _round(desk)
    assert (first.state, first.waits_for.partition(":")[0]) == ("queued", "gone")
    assert second.state == "sent"
    assert len(office.kept) == 1


def test_what_could_not_be_recorded_as_sent_is_not_sent(online: DeskOfStories, office: PostOffice) -> None:
    desk = online.desk
    planned = plan(desk, a_case(desk))
    share = desk.index.get("share", planned.share)
    assert isinstance(share, Share)
    desk.vault.destroy(share.documents[planned.recipient].terms)
    assert [one.waits_for.partition(":")[0] for one in _round(desk)] == ["gone"]
    assert (_now(desk, planned), office.kept) == (("queued", None), [])


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_a_login_that_lies_in_a_file_of_the_home_is_used(tmp_path: Path, office: PostOffice) -> None:
    home = tmp_path / "logged in"
    made = make_home(home, person="Ada")
    (home / "smtp-password").write_text("p4ss word")
    with open_for_business(office, login=True) as server:
        settings = replace(made, mail=replace(server, username="desk", password_file="smtp-password"))
        (home / FILE).write_text(written(settings))
        with open_desk(home) as desk:
            plan(desk, a_case(desk))
            assert [one.state for one in _round(desk)] == ["sent"]
    assert office.logins == [("desk", "p4ss word")]


# --- leases and death -------------------------------------------------------------------------------------------------


def test_what_a_dead_worker_left_in_the_middle_goes_again_as_the_same_message(
    online: DeskOfStories, office: PostOffice
) -> None:
    desk = online.desk
    planned = plan(desk, a_case(desk))
    now = desk.clock.now()
    assert desk.outbox.take(planned.id, "the dead one", now=now, until=now + timedelta(seconds=PACE.lease_s))
    stage.moved(desk, planned, SENDING)
    online.forget_acts()
    assert _round(desk) == []
    online.clock.tick(timedelta(seconds=PACE.lease_s))
    assert [(one.state, one.attempt) for one in _round(desk)] == [("sent", 2)]
    assert _states(online) == [("failed", 1, "cut_short"), ("sending", 2, None), ("sent", 2, None)]
    assert len(office.kept) == 1


def test_one_that_kills_its_worker_every_time_is_given_up_in_the_end(online: DeskOfStories, office: PostOffice) -> None:
    desk = online.desk
    planned = plan(desk, a_case(desk))
    for attempt in range(3):
        found = stage.moved(desk, stage.find(desk, planned.id), SENDING)
        if attempt < 2:
            stage.recovered(desk, found)
    assert [one.reason for one in _round(desk)] == ["too_many_attempts"]
    assert office.kept == []


def test_two_workers_on_one_home_send_everything_once(database_url: str, tmp_path: Path) -> None:
    home, office = tmp_path / "shared home", PostOffice()
    make_home(home, person="Ada", database=database_url)
    with open_for_business(office) as server, open_desk(home) as one, open_desk(home) as two:
        desks = [replace(desk, settings=replace(desk.settings, mail=server)) for desk in (one, two)]
        cases = [a_case(one) for _ in range(3)]
        planned = {plan(one, cases[number % 3]).id for number in range(24)}
        ready, told = threading.Barrier(2), [list[Handled](), list[Handled]()]

        def run(number: int) -> None:
            ready.wait()
            told[number] += _round(desks[number])

        threads = [threading.Thread(target=run, args=(number,)) for number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(one.delivery for each in told for one in each) == sorted(planned)
        assert {message_id(message)[1:].partition("@")[0] for _, _, message in office.kept} == planned
        assert len(office.kept) == 24
        assert all(told)  # both had something to do
        moves = [read_leaf(entry.leaf).act for entry in one.log.entries() if not is_record(entry.leaf)]
        assert sum(isinstance(act, DeliveryMoved) for act in moves) == 48
        assert one.index.count("record") == 24
        assert verify(one).holds
        assert one.outbox.waiting() == []


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Where a new home keeps its tables; "" is a file in it."""
    return "" if request.param == "sqlite" else str(request.getfixturevalue("postgresql_url"))


def test_a_slow_worker_whose_lease_ran_out_records_nothing_over_the_next_one(
    online: DeskOfStories, office: PostOffice
) -> None:
    desk = online.desk
    planned = plan(desk, a_case(desk))

    def the_next_one_is_faster() -> None:
        online.clock.tick(timedelta(seconds=PACE.lease_s))
        assert [one.state for one in _round(desk)] == ["sent"]

    office.meanwhile = the_next_one_is_faster
    online.forget_acts()
    assert _round(desk) == []
    assert _states(online) == [
        ("sending", 1, None),
        ("failed", 1, "cut_short"),
        ("sending", 2, None),
        ("sent", 2, None),
    ]
    assert len(office.kept) == 2
    assert len({message for _, _, message in office.kept}) == 1
    assert desk.outbox.leases([planned.id]) == {}


# --- round after round ------------------------------------------------------------------------------------------------


def test_work_goes_on_until_told_to_stop_and_ends_what_it_has_begun(online: DeskOfStories, office: PostOffice) -> None:
    desk = online.desk
    case = a_case(desk)
    for _ in range(3):
        plan(desk, case)
    told, before = list[Handled](), signal.getsignal(signal.SIGTERM)

    with until_told() as stop:

        def notice(handled: Handled) -> None:
            told.append(handled)
            os.kill(os.getpid(), signal.SIGTERM)

        work(worker_at(desk, always, PACE), stop, notice)
    assert [one.state for one in told] == ["sent"]
    assert len(office.kept) == 1
    assert len(list(stage.due(desk))) == 2  # as they were, and free
    assert signal.getsignal(signal.SIGTERM) == before


def test_a_database_that_goes_away_is_waited_for(online: DeskOfStories, office: PostOffice) -> None:
    desk, stop, told = online.desk, threading.Event(), list[Handled]()
    plan(desk, a_case(desk))
    down = iter([True, False])

    def clear(desk: Desk, delivery: Delivery) -> Decision:
        if next(down):
            raise ChannelDown("the server went away")
        return always(desk, delivery)

    def notice(handled: Handled) -> None:
        told.append(handled)
        if handled.state == "sent":
            stop.set()

    work(worker_at(desk, clear, replace(PACE, later_s=0)), stop, notice)
    assert [one.waits_for for one in told] == ["channel_down: the server went away", ""]
    assert len(office.kept) == 1


def test_every_worker_has_a_name_of_its_own(desk: Desk) -> None:
    assert worker_at(desk, always).owner != worker_at(desk, always).owner


def test_a_lease_outlasts_the_longest_sending() -> None:
    assert Pace().lease_s > 2 * mail.DEADLINE_S
