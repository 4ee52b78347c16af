"""Workers are killed while they send: nothing planned is forgotten, and nobody gets two different documents.

Two workers share one home, a mail server that is busy, hangs up and forgets to answer, and a folder. One after the
other is killed with SIGKILL at a moment drawn by chance, while deliveries are planned, others record on the same cases,
and the index is made anew. Three kills in an ordinary run, 200 for each database with `make endure` (TOCSIN_ENDURE=1;
TOCSIN_SEED=N repeats the moments). PostgreSQL itself is killed too.
"""

import random
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from tests.builders import a_case
from tests.deliveries import Planned, plan
from tests.endure.place import KILLS, SEED, Crashes, Place
from tests.post_office import PostOffice, message_id, open_for_business
from tests.servers import Cluster
from tocsin.rules.fold.delivery import MOVES
from tocsin.settings import FILE, load, written
from tocsin.stages import casework, ledger
from tocsin.stages.delivery import find
from tocsin.stages.desk import Desk
from tocsin.vocab.act import is_record, read_leaf
from tocsin.vocab.acts.delivery import DeliveryMoved
from tocsin.vocab.case import Case
from tocsin.vocab.delivery import DeliveryState, RoadKind
from tocsin.vocab.errors import ActNotAllowed, ChannelDown
from tocsin.vocab.sharing import Delivery, OutboundRecord
from tocsin.wiring import open_desk
from tocsin.wiring.founding import make_home

DRAINED_S = 180  # on a busy machine; a quiet one needs a few


class Day(Struct, frozen=True, kw_only=True):
    """What happens while the workers are killed."""

    home: Path
    partner: Path
    cluster: Cluster | None
    chance: random.Random
    planned: list[Delivery]


def test_nothing_planned_is_forgotten_and_nobody_gets_two_documents(
    database: tuple[str, Cluster | None], kept_place: Path
) -> None:
    url, cluster = database
    home, folder, began = kept_place / "home", kept_place / "reports", time.monotonic()
    chance = random.Random(SEED)  # noqa: S311 -- the same moments for the same seed
    office = PostOffice(chance=random.Random(SEED))  # noqa: S311
    day = Day(home=home, partner=kept_place / "partner", cluster=cluster, chance=chance, planned=[])
    for made in (folder, day.partner):
        made.mkdir()
    make_home(home, person="Ada", database=url)
    workers = [Place("tests.endure.errands", home, folder, name, "always") for name in ("early", "late")]
    with open_for_business(office) as server:
        (home / FILE).write_text(written(replace(load(home), mail=server)))
        for worker in workers:
            worker.start()
        try:
            _kill_again_and_again(day, workers)
            _wait_until_drained(day, workers)
        finally:
            for worker in workers:
                worker.kill()
        with open_desk(home) as desk:
            _look_at_everything(desk, day, office)
            cut_short = sum(move.reason == "cut_short" for moves in _moves(desk).values() for move in moves)
    name, lives = "PostgreSQL" if cluster else "SQLite", sum(worker.lives for worker in workers)
    print(  # noqa: T201 -- the figures of the day, shown by `make endure`
        f"\n{name}: seed {SEED}, {KILLS} kills of {lives} lives; {len(day.planned)} deliveries, all sent; {cut_short} "
        f"were cut short and went again; {len(office.kept)} messages arrived; {time.monotonic() - began:.0f} s"
    )


def _kill_again_and_again(day: Day, workers: list[Place]) -> None:
    crashes, kills = Crashes(day.cluster), 0
    while kills < KILLS:
        _a_little_happens(day)
        worker = workers[day.chance.randrange(2)]
        worker.wait_until_at_work()
        time.sleep(day.chance.random() * 0.5)
        kills += worker.kill()
        crashes.when_due(kills)
        for each in workers:
            if not each.is_alive():
                each.start()


def _a_little_happens(day: Day) -> None:
    """Deliveries are planned, somebody records on their cases, and sometimes the index is made anew."""
    try:
        with open_desk(day.home) as desk:
            cases = [case for case in desk.index.all("case") if isinstance(case, Case)]
            case = day.chance.choice(cases) if len(cases) > 3 else a_case(desk)
            for _ in range(day.chance.randrange(3, 8)):
                _plan(desk, case, day)
                casework.add_open_item(
                    desk, desk.case(case.id), what="the version", closes_when="", check_on="2026-04-01"
                )
            if day.chance.random() < 0.2:
                ledger.rebuild(desk)
    except (ActNotAllowed, ChannelDown):  # a worker was faster, or the database had just been killed
        return


def _plan(desk: Desk, case: Case, day: Day) -> None:
    number, kind = desk.log.size(), day.chance.choice((RoadKind.MAIL, RoadKind.MAIL, RoadKind.FOLDER, RoadKind.PAGE))
    day.planned.append(
        plan(
            desk,
            case,
            Planned(
                kind=kind,
                address=str(day.partner) if kind is RoadKind.FOLDER else "desk@agency.example",
                payload=f"TLP:AMBER\n\nDocument {number}\n".encode() * day.chance.randrange(1, 400),
                media_type=day.chance.choice(("text/plain", "application/json")),
                file_name=f"{number}.json",
            ),
        )
    )


def _wait_until_drained(day: Day, workers: list[Place]) -> None:
    deadline = time.monotonic() + DRAINED_S
    while time.monotonic() < deadline:
        assert any(worker.is_alive() for worker in workers)
        with open_desk(day.home) as desk:
            if not desk.outbox.waiting():
                return
        time.sleep(0.2)
    with open_desk(day.home) as desk:
        raise AssertionError(f"seed {SEED}: the outbox does not drain: {desk.outbox.waiting()}")


def _moves(desk: Desk) -> dict[str, list[DeliveryMoved]]:
    found: dict[str, list[DeliveryMoved]] = defaultdict(list)
    for entry in desk.log.entries():
        act = None if is_record(entry.leaf) else read_leaf(entry.leaf).act
        if isinstance(act, DeliveryMoved):
            found[act.delivery].append(act)
    return found


def _look_at_everything(desk: Desk, day: Day, office: PostOffice) -> None:
    hint = f"seed {SEED}, home {day.home}"
    verified = ledger.verify(desk)
    assert verified.holds, (hint, verified.findings)
    every = {one.id: one for one in desk.index.all("delivery") if isinstance(one, Delivery)}
    assert set(every) >= {one.id for one in day.planned}, f"{hint}: what was planned is gone"
    assert {one.state for one in every.values()} == {"sent"}, hint
    desk.outbox.sweep(datetime.now(UTC) + timedelta(hours=1))
    assert desk.outbox.leases(list(every)) == {}, hint
    records = [one.delivery for one in desk.index.all("record") if isinstance(one, OutboundRecord)]
    assert sorted(map(str, records)) == sorted(every), f"{hint}: not exactly one signed record of each"
    for delivery, moves in _moves(desk).items():
        _check_history(moves, f"{hint}: {delivery}")
    arrived: dict[str, set[bytes]] = defaultdict(set)
    for _, recipient, message in office.kept:
        assert recipient == "desk@agency.example"
        arrived[message_id(message).strip("<>").partition("@")[0]].add(message)
    mailed = {one.id: desk.vault.read(str(one.wire)) for one in every.values() if one.kind == RoadKind.MAIL}
    assert arrived == {delivery: {wire} for delivery, wire in mailed.items()}, f"{hint}: other messages than planned"
    filed = [desk.vault.read(one.payload) for one in every.values() if one.kind == RoadKind.FOLDER]
    there = [path.read_bytes() for path in day.partner.iterdir()]
    assert sorted(there) == sorted(filed), f"{hint}: other files than planned"
    assert all(path.name.endswith(".json") for path in day.partner.iterdir()), hint
    assert find(desk, day.planned[0].id).state == "sent"


def _check_history(moves: list[DeliveryMoved], hint: str) -> None:
    """One legal way from planned to sent: every attempt counted once, sent once, and nothing after it."""
    state, attempt = DeliveryState.QUEUED, 0
    for move in moves:
        assert DeliveryState(move.state) in MOVES[state], f"{hint}: {state} to {move.state}"
        state = DeliveryState(move.state)
        attempt += state is DeliveryState.SENDING
        assert move.attempt == attempt, f"{hint}: attempt {move.attempt}, not {attempt}"
    assert state is DeliveryState.SENT, hint
