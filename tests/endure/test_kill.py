"""A night of work that is killed again and again: nothing that was reported as done is missing, and nothing is half.

Two workers share one home; one after the other is killed with SIGKILL at a moment drawn by chance and started anew.
PostgreSQL itself is killed too. Three kills in an ordinary run, 200 for each database with `make endure`
(TOCSIN_ENDURE=1; TOCSIN_SEED=N repeats a night). This is the death of processes, not of the machine: what the operating
system had taken over is not lost here.
"""

import json
import random
import time
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

from tests.endure.place import KILLS, SEED, THOROUGH, Crashes, Place
from tests.servers import Cluster
from tocsin.rules.walk import Walk
from tocsin.stages.custody import verify_evidence
from tocsin.stages.desk import Desk
from tocsin.stages.ledger import verify
from tocsin.stages.sealing import destroy_purged, unfinished
from tocsin.vocab.case import Item
from tocsin.vocab.errors import TocsinError
from tocsin.wiring import open_desk
from tocsin.wiring.founding import make_home

LOOK_EVERY = 25 if THOROUGH else 2  # kills between two looks at the whole


class Told:
    """What the workers reported: it has to be true for ever."""

    def __init__(self, folder: Path) -> None:
        self.roots: dict[int, str] = {}
        self.digests: dict[str, str] = {}
        self.purges: set[str] = set()
        self.purged: set[str] = set()
        self.steps = 0
        for report in sorted(folder.glob("*.jsonl")):
            for line in report.read_bytes().splitlines(keepends=True):
                if line.endswith(b"\n"):  # what was cut off was not reported
                    self._take(json.loads(line))

    def _take(self, line: dict[str, str]) -> None:
        if "begun" in line:
            self.purges.add(line["item"])
            return
        self.steps += line["done"] != "opened"
        size = int(line["size"])
        assert self.roots.setdefault(size, line["root"]) == line["root"], f"two histories of {size} entries"
        if "digest" in line:
            assert self.digests.setdefault(line["item"], line["digest"]) == line["digest"]
        if line["done"] == "purge":
            self.purged.add(line["item"])


def test_nothing_reported_is_missing_after_many_kills(database: tuple[str, Cluster | None], kept_place: Path) -> None:
    url, cluster = database
    home, folder, began = kept_place / "home", kept_place / "reports", time.monotonic()
    folder.mkdir()
    make_home(home, person="Ada", database=url)
    night = SimpleNamespace(home=home, folder=folder)
    chance = random.Random(SEED)  # noqa: S311 -- the same moments for the same seed
    workers = [Place("tests.endure.night", home, folder, name) for name in ("early", "late")]
    crashes = Crashes(cluster)
    for worker in workers:
        worker.start()
    try:
        _kill_again_and_again(night, workers, chance, crashes)
    finally:
        for worker in workers:
            worker.kill()
    told = Told(folder)
    _look_at_everything(night, told)
    with open_desk(home) as desk:
        acts, left = desk.log.size(), list(unfinished(desk))
        for item in left:
            destroy_purged(desk, item)
        assert list(unfinished(desk)) == []
        assert not any(desk.vault.is_registered(desk.item(item).content) for item in told.purged)
    _look_at_everything(night, told, is_over=True)
    name, lives = "PostgreSQL" if cluster else "SQLite", sum(worker.lives for worker in workers)
    print(  # noqa: T201 -- the figures of the night, shown by `make endure`
        f"\n{name}: seed {SEED}, {KILLS} kills of {lives} lives"
        f"{f', {crashes.count} crashes of the server' if cluster else ''}; {acts:,} acts in the log, "
        f"{told.steps:,} steps reported as done and {len(told.digests):,} contents, none missing; {len(left)} purges "
        f"or moves were cut short and then finished; {time.monotonic() - began:.0f} s"
    )
    assert told.steps > KILLS


def _kill_again_and_again(
    night: SimpleNamespace, workers: list[Place], chance: random.Random, crashes: Crashes
) -> None:
    kills = 0
    while kills < KILLS:
        worker = workers[chance.randrange(2)]
        if chance.random() < 0.8:
            worker.wait_until_at_work()
        time.sleep(chance.random() * 0.8)
        kills += worker.kill()
        crashes.when_due(kills)
        if kills % LOOK_EVERY == 0:
            _look_at_everything(night, Told(night.folder))  # while the other one goes on working
        for each in workers:
            if not each.is_alive():
                each.start()


def _look_at_everything(night: SimpleNamespace, told: Told, *, is_over: bool = False) -> None:
    """The ledger and the index hold, the evidence is whole, and every report is still true.

    Before the night `is_over` a purge that was cut short may still wait for its end.
    """
    hint = f"seed {SEED}, home {night.home}"
    with open_desk(night.home) as desk:
        found = verify(desk)
        assert found.holds, (hint, found.findings)
        assert _roots_at(desk, told) == told.roots, f"{hint}: the log is not the one that was reported"
        broken = _broken(desk) & _broken(desk)  # what was just being purged or moved is not so a moment later
        assert not broken or (not is_over and all(_is_purged(desk, one) for one in broken)), (hint, broken)
        for item, digest in told.digests.items():
            if not _is_as_told(desk, desk.item(item), digest):
                assert desk.item(item).state == "purged", (hint, item)
                assert item in Told(night.folder).purges, (hint, item)  # begun perhaps after what was told was read


def _roots_at(desk: Desk, told: Told) -> dict[int, str]:
    """The roots of the log at the sizes that were reported."""
    walk = Walk(desk.org, frozenset(told.roots))
    with desk.log.snapshot() as now:
        for rows in now.rows():
            walk.page(rows)
    assert walk.edge.size >= max(told.roots, default=0)
    return {size: walk.edges[size].root().hex() for size in told.roots}


def _broken(desk: Desk) -> set[str]:
    return {one.what for one in verify_evidence(desk, None) if one.verdict == "broken"}


def _is_purged(desk: Desk, what: str) -> bool:
    return what.startswith("item-") and desk.item(what).state == "purged"


def _is_as_told(desk: Desk, item: Item, digest: str) -> bool:
    try:
        return sha256(desk.vault.read(item.content)).hexdigest() == digest
    except TocsinError:  # moved or purged, perhaps by the other one since it was looked up
        again = desk.item(item.id)
        return again != item and _is_as_told(desk, again, digest)
