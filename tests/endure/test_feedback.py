"""Shares go out and answers come back while everybody is killed: each answer is there once, where it belongs, or not.

Two correspondents share, approve, send, take answers down and answer; one worker sees the deliveries off with the
desk's own clearance. One after the other is killed with SIGKILL at a moment drawn by chance. Three kills in an ordinary
run, 200 for each database with `make endure` (TOCSIN_ENDURE=1; TOCSIN_SEED=N repeats the moments). PostgreSQL itself
is killed too.
"""

import random
import time
from collections import Counter, defaultdict
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from tests.builders import DeskOfStories, StandingClock
from tests.endure.correspondence import lines_of
from tests.endure.place import KILLS, SEED, Crashes, Place
from tests.endure.replies import check_replies
from tests.post_office import PostOffice, message_id, open_for_business
from tests.servers import Cluster
from tests.shares import Stage
from tocsin.settings import FILE, load, written
from tocsin.stages import ledger
from tocsin.stages.claim import Asked, claim_of
from tocsin.stages.desk import Desk
from tocsin.stages.sending import send
from tocsin.verifier.claim import verify
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.errors import ActNotAllowed, ChannelDown
from tocsin.vocab.sharing import Delivery, OutboundRecord, Share
from tocsin.wiring import open_desk
from tocsin.wiring.founding import make_home

DRAINED_S = 240  # on a busy machine; a quiet one needs a few
NEW_CASE_EVERY = 8  # kills
MOST_LINES = 25  # a life is killed after some of them, however slow the machine is


class Correspondents(Struct, frozen=True, kw_only=True):
    """Where it happens, and who is killed."""

    home: Path
    reports: Path  # of the correspondents; those of the worker lie beside
    partner: Path
    places: tuple[Place, ...]
    crashes: Crashes
    chance: random.Random


def test_every_answer_is_there_once_and_nothing_approved_is_forgotten(
    database: tuple[str, Cluster | None], kept_place: Path
) -> None:
    url, cluster = database
    began, reports = time.monotonic(), kept_place / "reports"
    home, errands, partner = kept_place / "home", kept_place / "errands", kept_place / "partner"
    for made in (reports, errands, partner):
        made.mkdir()
    make_home(home, person="Ada", database=url)
    office = PostOffice(chance=random.Random(SEED))  # noqa: S311 -- the same moments for the same seed
    courier = Place("tests.endure.errands", home, errands, "courier", "clearance")
    who = Correspondents(
        home=home,
        reports=reports,
        partner=partner,
        places=(courier, *(Place("tests.endure.correspondence", home, reports, name) for name in ("early", "late"))),
        crashes=Crashes(cluster),
        chance=random.Random(SEED),  # noqa: S311
    )
    with open_for_business(office) as server:
        sending = replace(load(home), mail=server, sender_name="Harbourlight Logistics", undo_minutes=0)
        (home / FILE).write_text(written(sending))
        _prepare(who)
        try:
            _kill_again_and_again(who)
        finally:
            for place in who.places:
                place.kill()
        late = _send_what_was_approved(home)
        _drain(home, courier)
    with open_desk(home) as desk:
        found = check_replies(desk, dict(lines_of(reports)))
        _check_documents(desk, who, office)
        claims = _check_claims(desk)
    assert found.recorded > KILLS
    assert late <= who.places[1].lives + who.places[2].lives + found.held_back
    name, lives = "PostgreSQL" if cluster else "SQLite", sum(place.lives for place in who.places)
    crashed = f", {who.crashes.count} crashes of the server" if cluster else ""
    print(  # noqa: T201 -- the figures of the day, shown by `make endure`
        f"\n{name}: seed {SEED}, {KILLS} kills of {lives} lives{crashed}; {found.acts:,} acts in the log; "
        f"{found.recorded:,} replies ({found.kinds}), each there once and none half; {found.unsaid} recorded by a life "
        f"that could not say so any more, {found.refused} refused; {found.approved} approved documents, all sent, "
        f"those of {late} shares late; {claims}; {time.monotonic() - began:.0f} s"
    )


def _prepare(who: Correspondents) -> None:
    """Somebody who may approve, six parties by three kinds of road, and the first case."""
    with open_desk(who.home) as desk:
        stage = _new_case(desk)
        stage.team()
        for number in range(2):
            stage.party(f"agency {number}", "federal", RoadKind.MAIL, f"desk{number}@agency.example")
            stage.party(f"adopter {number}", "adopter", RoadKind.FOLDER, str(who.partner))
            stage.party(f"vendor {number}", "vendor", RoadKind.PAGE, "https://vendor.example/")


def _new_case(desk: Desk) -> Stage:
    """A case that is marked and cleaned, as anything that leaves has to be."""
    stage = Stage(DeskOfStories(desk, StandingClock()))
    stage.marked()
    stage.cleaned()
    return stage


def _kill_again_and_again(who: Correspondents) -> None:
    kills, cases = 0, 1
    courier, *_ = who.places
    for place in who.places:
        place.start()
    _wait_for_an_answer(who)
    while kills < KILLS:
        if kills >= cases * NEW_CASE_EVERY:
            cases += 1
            _one_more_case(who.home)
        place = who.places[who.chance.randrange(len(who.places))]
        place.wait_until_at_work(1 if place is courier else who.chance.randrange(1, MOST_LINES))
        time.sleep(who.chance.random() * 0.3)
        kills += place.kill()
        who.crashes.when_due(kills)
        for each in who.places:
            if not each.is_alive():
                each.start()


def _wait_for_an_answer(who: Correspondents) -> None:
    """Before the first share has arrived there is nothing to answer."""
    deadline = time.monotonic() + DRAINED_S
    while not any("done" in line for _, lines in lines_of(who.reports) for line in lines):
        assert all([place.is_alive() for place in who.places])
        assert time.monotonic() < deadline, f"seed {SEED}: no answer could be recorded"
        time.sleep(0.1)


def _one_more_case(home: Path) -> None:
    try:
        with open_desk(home) as desk:
            _new_case(desk)
    except ChannelDown:  # the database had just been killed
        return


def _send_what_was_approved(home: Path) -> int:
    """Whoever approved may have been killed before it was sent; it stands as approved, and is found by that."""
    count = 0
    with open_desk(home) as desk:
        for share in desk.index.all("share"):
            if isinstance(share, Share) and any(one.approved for one in share.outcomes.values()):
                try:
                    count += bool(send(desk, share))
                except ActNotAllowed:  # all of it is on its way, or went
                    continue
    return count


def _drain(home: Path, courier: Place) -> None:
    deadline = time.monotonic() + DRAINED_S
    courier.start()
    try:
        while time.monotonic() < deadline:
            assert courier.is_alive()
            with open_desk(home) as desk:
                if not desk.outbox.waiting():
                    return
            time.sleep(0.2)
    finally:
        courier.kill()
    with open_desk(home) as desk:
        raise AssertionError(f"seed {SEED}: the outbox does not drain: {desk.outbox.waiting()}")


def _check_documents(desk: Desk, who: Correspondents, office: PostOffice) -> None:
    """Each recipient of each share has the one document that was approved for it, and nobody has anything else."""
    hint = f"seed {SEED}, home {who.home}"
    every = [one for one in desk.index.all("delivery") if isinstance(one, Delivery)]
    planned = {(one.share, one.recipient): (one.document, one.payload) for one in every}
    assert len(planned) == len(every), f"{hint}: something was planned twice"
    approved = {}
    for share in desk.index.all("share"):
        assert isinstance(share, Share)
        for recipient, outcome in share.outcomes.items():
            if outcome.approved:
                approved[share.id, recipient] = (outcome.document, share.documents[recipient].payload)
    assert planned == approved, f"{hint}: not everything approved was sent, or something else was"
    assert all(one.sent_at for one in every), hint
    signed = Counter(
        one.delivery for one in desk.index.all("record") if isinstance(one, OutboundRecord) and one.record == "share"
    )
    assert signed == Counter(one.id for one in every), f"{hint}: not exactly one signed record of each"
    arrived: dict[str, set[bytes]] = defaultdict(set)
    for _, _, message in office.kept:
        arrived[message_id(message).strip("<>").partition("@")[0]].add(message)
    mailed = {one.id: {desk.vault.read(str(one.wire))} for one in every if one.kind == RoadKind.MAIL}
    assert arrived == mailed, f"{hint}: other messages than approved"
    filed = sorted(desk.vault.read(one.payload) for one in every if one.kind == RoadKind.FOLDER)
    assert sorted(path.read_bytes() for path in who.partner.iterdir()) == filed, f"{hint}: other files than approved"


def _check_claims(desk: Desk) -> str:
    """The record holds, the index is what the acts add up to, and what left of every case can be claimed."""
    found = ledger.verify(desk)
    assert found.holds, (SEED, found.findings)
    assert ledger.rebuild(desk) == 0
    sent = {one.case for one in desk.index.all("delivery") if isinstance(one, Delivery)}
    cases, size = [desk.case(one) for one in sorted(sent)], 0
    for case in cases:
        claim = claim_of(desk, [case], Asked())
        said = verify(claim)
        assert said["verdict"] == "SELF-LOGGED", (SEED, case.id, said["checks"])
        size += len(said["statement"]["shares"])
    return f"{len(cases)} claims of {size} deliveries hold"
