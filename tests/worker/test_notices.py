"""People are told once of each thing, by a road that works, and no road that does not holds up a delivery."""

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.builders import NOON, DeskOfStories, a_case
from tests.deliveries import Planned, always, plan
from tests.hook import Hook, Temper, listening
from tests.post_office import Mood, PostOffice, message_id, open_for_business
from tocsin.channels import webhook
from tocsin.rules.retry import Backoff
from tocsin.stages import casework, marking
from tocsin.stages.beside import DutyStep, answer_duty
from tocsin.stages.delivery import SENDING, Move, moved
from tocsin.stages.desk import Desk
from tocsin.stages.notice import planned as would_be_told
from tocsin.vocab.delivery import DeliveryReason, DeliveryState, RoadKind
from tocsin.vocab.duty import DutyAnswer
from tocsin.vocab.hold import BlockReason
from tocsin.vocab.notice import Notices
from tocsin.vocab.sharing import Delivery
from tocsin.worker import run
from tocsin.worker.notices import NoticePace, Told, beside, herald_at, one_round, work

TO = "night-shift@example.org"
LOST = (SENDING, Move(state=DeliveryState.BOUNCED, reason=DeliveryReason.REFUSED_FOR_GOOD))


@pytest.fixture
def office() -> PostOffice:
    """Where mail arrives."""
    return PostOffice()


@pytest.fixture
def hook() -> Hook:
    """Where a webhook ends."""
    return Hook()


@pytest.fixture
def online(story: DeskOfStories, office: PostOffice, hook: Hook, tmp_path: Path) -> Iterator[DeskOfStories]:
    """A desk whose people are told by mail and by webhook."""
    (tmp_path / "secret").write_bytes(b"sixteen or more signs")
    with open_for_business(office) as server, listening(hook) as url:
        told = Notices(mail_to=(TO,), webhook=url, secret_file=str(tmp_path / "secret"), interval_minutes=30)
        settings = replace(story.desk.settings, mail=server, notices=told)
        yield DeskOfStories(replace(story.desk, settings=settings), story.clock)


def _round(desk: Desk) -> list[tuple[str, int, str]]:
    return [(one.road, one.count, one.state) for one in one_round(herald_at(desk))]


def _fails(desk: Desk, name: str = "Agent sent mail to a stranger") -> Delivery:
    """A case in which a delivery bounced: something to tell at once."""
    lost = plan(desk, a_case(desk, name=name), Planned(kind=RoadKind.PAGE, address="x"))
    moved(desk, lost, *LOST)
    return lost


def _settings(desk: Desk) -> Notices:
    assert desk.settings.notices is not None
    return desk.settings.notices


def _with(desk: Desk, settings: Notices) -> Desk:
    return replace(desk, settings=replace(desk.settings, notices=settings))


# --- told -------------------------------------------------------------------------------------------------------------


def test_where_nobody_is_named_nobody_is_told(story: DeskOfStories) -> None:
    _fails(story.desk)
    assert _round(story.desk) == []
    assert would_be_told(story.desk) == []


def test_what_arises_is_told_once_on_every_road(online: DeskOfStories, office: PostOffice, hook: Hook) -> None:
    desk = online.desk
    assert _round(desk) == []
    lost = _fails(desk)
    assert _round(desk) == [("mail-1", 1, "told"), ("webhook", 1, "told")]
    ((sender, recipient, message),) = office.kept
    mail = message_from_bytes(message)
    assert (sender, recipient, mail["To"], mail["Subject"]) == ("desk@sender.example", TO, TO, "Tocsin: 1 new")
    text = mail.get_payload(decode=True)
    assert isinstance(text, bytes)
    assert f"1 delivery that did not arrive: {lost.case[:13]}\n" in text.decode()
    (got,) = hook.got
    assert json.loads(got.body)["text"] == text.decode()
    assert message_id(message) == f"<notice-{json.loads(got.body)['number']}@sender.example>"
    online.clock.tick(timedelta(hours=47))
    assert _round(desk) == []


def test_what_becomes_overdue_is_told_again_once(online: DeskOfStories, office: PostOffice) -> None:
    desk = online.desk
    _fails(desk)
    _round(desk)
    online.clock.tick(timedelta(hours=48, seconds=1))
    assert _round(desk) == [("mail-1", 1, "told"), ("webhook", 1, "told")]
    assert message_from_bytes(office.kept[-1][2])["Subject"] == "Tocsin: 1 overdue"
    online.clock.tick(timedelta(days=300))
    assert _round(desk) == []


def test_between_two_notices_lies_an_interval_and_what_arises_meanwhile_is_told_together(
    online: DeskOfStories, office: PostOffice
) -> None:
    desk = online.desk
    _fails(desk)
    _round(desk)
    for _ in range(29):
        _fails(desk)
        online.clock.tick()
        assert _round(desk) == []
    online.clock.tick()
    assert _round(desk) == [("mail-1", 29, "told"), ("webhook", 29, "told")]
    text = message_from_bytes(office.kept[-1][2]).get_payload(decode=True)
    assert isinstance(text, bytes)
    assert " and 24 more\n" in text.decode()


def test_in_quiet_hours_nobody_is_told_and_afterwards_everything(online: DeskOfStories) -> None:
    berlin = replace(online.desk.settings, time_zone="Europe/Berlin")  # 13:00 there
    desk = _with(replace(online.desk, settings=berlin), replace(_settings(online.desk), quiet="12:30-14:00"))
    _fails(desk)
    assert _round(desk) == []
    assert all(line.quiet for line in would_be_told(desk))
    online.clock.tick(timedelta(hours=1))
    assert _round(desk) == [("mail-1", 1, "told"), ("webhook", 1, "told")]


def test_practice_reaches_nobody(online: DeskOfStories) -> None:
    desk = online.desk
    case = a_case(desk, exercise=True)
    marking.block(
        desk, case, owner=desk.person, until=NOON + timedelta(hours=9), reason=BlockReason.OTHER, lifts_when="x"
    )
    online.clock.tick(timedelta(days=1))
    assert _round(desk) == []


def test_what_was_met_and_comes_back_is_told_again(online: DeskOfStories) -> None:
    desk = online.desk
    case = a_case(desk)
    block = {"owner": desk.person, "until": NOON + timedelta(hours=1), "reason": BlockReason.OTHER, "lifts_when": "x"}
    for _ in range(2):
        case = marking.block(desk, desk.case(case.id), **block)  # type: ignore[arg-type]  # four plain values
        assert [state for _, _, state in _round(desk)] == ["told", "told"]
        case = marking.unblock(desk, case, reason="answered", because="x")
        online.clock.tick(timedelta(minutes=30))
        assert _round(desk) == []


def test_nothing_of_a_case_stands_in_a_notice(online: DeskOfStories, office: PostOffice, hook: Hook) -> None:
    desk = online.desk
    lost = _fails(desk, name="Agent of Harbour Clinic Nord sent mail")
    case = casework.add_open_item(
        desk, desk.case(lost.case), what="ask jane.roe@mailbox.org", closes_when="never", check_on="2026-03-24"
    )
    marking.block(
        desk,
        case,
        owner=desk.person,
        until=NOON + timedelta(hours=9),
        reason=BlockReason.OTHER,
        lifts_when="Dr. Roe agrees",
    )
    _round(desk)
    text = message_from_bytes(office.kept[0][2]).get_payload(decode=True)
    assert isinstance(text, bytes)
    sent = text + hook.got[0].body + office.kept[0][2]
    for word in ("Harbour", "Clinic", "jane", "Roe", "An agency", "A page", "Example Org", "Ada"):
        assert word.encode() not in sent
    for identifier in (lost.recipient, lost.share, lost.id, desk.person, desk.org, lost.case):
        assert identifier.encode() not in sent
        assert identifier.startswith("case-") or identifier[:14].encode() not in sent


# --- roads that do not work -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mood", [Mood.BUSY, Mood.UNKNOWN, Mood.DISLIKES, Mood.DISTRUSTS, Mood.HANGS_UP])
def test_a_road_that_fails_is_tried_again_and_the_other_is_not_told_twice(
    online: DeskOfStories, office: PostOffice, hook: Hook, mood: Mood
) -> None:
    desk = online.desk
    _fails(desk)
    office.moods = [mood, mood]
    assert _round(desk) == [("mail-1", 1, "failed"), ("webhook", 1, "told")]
    online.clock.tick(timedelta(minutes=4))
    assert _round(desk) == []
    mail, _ = would_be_told(desk)
    assert (mail.failures, mail.not_before, bool(mail.text)) == (1, NOON + timedelta(minutes=5), True)
    online.clock.tick()
    assert _round(desk) == [("mail-1", 1, "failed")]
    online.clock.tick(timedelta(minutes=10))
    assert _round(desk) == [("mail-1", 1, "told")]
    assert (len(office.kept), len(hook.got)) == (1, 1)
    assert would_be_told(desk)[0].failures == 0


@pytest.mark.parametrize("temper", [Temper.BUSY, Temper.FORBIDDEN, Temper.ELSEWHERE, Temper.HANGS_UP])
def test_so_is_a_webhook(online: DeskOfStories, office: PostOffice, hook: Hook, temper: Temper) -> None:
    desk = online.desk
    _fails(desk)
    hook.tempers = [temper]
    assert _round(desk) == [("mail-1", 1, "told"), ("webhook", 1, "failed")]
    online.clock.tick(timedelta(minutes=5))
    assert _round(desk) == [("webhook", 1, "told")]
    assert len(office.kept) == 1


def test_a_repeat_of_what_may_have_arrived_has_the_same_message_id(online: DeskOfStories, office: PostOffice) -> None:
    desk = online.desk
    _fails(desk)
    office.moods = [Mood.KEEPS_AND_HANGS_UP]
    assert _round(desk)[0] == ("mail-1", 1, "failed")
    online.clock.tick(timedelta(minutes=5))
    _round(desk)
    first, second = office.kept
    assert message_id(first[2]) == message_id(second[2])


def test_what_is_met_before_the_next_try_is_told_nobody(online: DeskOfStories, office: PostOffice) -> None:
    desk = online.desk
    case = a_case(desk)
    marking.block(
        desk, case, owner=desk.person, until=NOON + timedelta(hours=9), reason=BlockReason.OTHER, lifts_when="x"
    )
    office.moods = [Mood.BUSY]
    assert _round(desk)[0] == ("mail-1", 1, "failed")
    marking.unblock(desk, desk.case(case.id), reason="answered", because="x")
    online.clock.tick(timedelta(minutes=5))
    assert _round(desk) == []
    assert office.kept == []


def test_a_slow_road_holds_up_no_delivery(
    online: DeskOfStories, hook: Hook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(webhook, "TIMEOUT_S", 30)
    desk, hook.slow_s = online.desk, 60
    _fails(desk)
    (tmp_path / "partner").mkdir()
    plan(desk, a_case(desk), Planned(kind=RoadKind.FOLDER, address=str(tmp_path / "partner"), file_name="a.txt"))
    stop, asked, told = threading.Event(), threading.Event(), list[Told]()
    pace = run.Pace(idle_s=0.01, backoff=Backoff(first_s=60, longest_s=60, attempts=3))
    handled = list[run.Handled]()

    def notice(one: run.Handled) -> None:
        handled.append(one)
        asked.set()

    with beside(herald_at(desk, NoticePace(idle_s=0.01)), stop, told.append):
        while not hook.got:
            stop.wait(0.01)
        deliveries = threading.Thread(target=run.work, args=(run.worker_at(desk, always, pace), stop, notice))
        deliveries.start()
        assert asked.wait(20)
        stop.set()
        hook.closing.set()
        deliveries.join()
    assert [one.state for one in handled] == ["sent"]
    assert [path.name for path in (tmp_path / "partner").iterdir()] == ["a.txt"]
    assert [one.road for one in told] == ["mail-1", "webhook"]


# --- several workers, and one that dies -------------------------------------------------------------------------------


def test_several_workers_send_one_notice_once(online: DeskOfStories, office: PostOffice, hook: Hook) -> None:
    desk = online.desk
    _fails(desk)
    hook.slow_s = 0.2
    told, start = list[Told](), threading.Barrier(4)

    def tell() -> None:
        herald = herald_at(desk)
        start.wait()
        told.extend(one_round(herald))

    heralds = [threading.Thread(target=tell) for _ in range(4)]
    for one in heralds:
        one.start()
    for one in heralds:
        one.join()
    assert sorted((one.road, one.state) for one in told) == [("mail-1", "told"), ("webhook", "told")]
    assert (len(office.kept), len(hook.got)) == (1, 1)


def test_what_a_dead_worker_had_is_told_when_its_lease_ends(online: DeskOfStories, office: PostOffice) -> None:
    desk = online.desk
    _fails(desk)
    dead = herald_at(desk)
    for line in (f"mail/{_digest(TO)}", f"webhook/{_digest(_settings(desk).webhook)}"):
        assert desk.notices.take(line, dead.owner, now=NOON, until=NOON + timedelta(minutes=10))
    online.clock.tick(timedelta(minutes=9))
    assert _round(desk) == []
    online.clock.tick(timedelta(minutes=1))
    assert _round(desk) == [("mail-1", 1, "told"), ("webhook", 1, "told")]
    assert len(office.kept) == 1


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def test_a_fault_is_said_gives_the_road_back_and_ends_nothing(online: DeskOfStories) -> None:
    desk, stop, told = online.desk, threading.Event(), list[Told]()
    _fails(desk)
    (desk.home / "catalogues" / "duties").mkdir(parents=True)
    wrong = desk.home / "catalogues" / "duties" / "wrong.toml"
    started = DutyStep(answer=DutyAnswer.YES, zone="Europe/Berlin", event="start", event_at=NOON)
    answer_duty(desk, a_case(desk), "nis2_23", started)
    herald = herald_at(desk, NoticePace(idle_s=0.01))

    def notice(one: Told) -> None:
        told.append(one)
        if one.state == "failed":
            wrong.unlink(missing_ok=True)
        if len(told) == 3:
            stop.set()

    wrong.write_text("colour = 'blue'\n")
    work(herald, stop, notice)
    assert [one.state for one in told] == ["failed", "told", "told"]
    assert "wrong.toml" in told[0].answer


def test_told_to_stop_it_begins_no_further_road(online: DeskOfStories, office: PostOffice, hook: Hook) -> None:
    _fails(online.desk)
    stop = threading.Event()
    for _ in one_round(herald_at(online.desk), stop):
        stop.set()
    assert (len(office.kept), len(hook.got)) == (1, 0)
