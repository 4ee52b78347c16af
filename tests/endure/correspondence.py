"""Somebody who shares and takes down what comes back, step by step by chance, until it is killed.

Run as `python -m tests.endure.correspondence HOME REPORT`; the name of the report is the seed. Each line of the report
is one JSON object. Every answer has words that nobody else says: they are reported before it is recorded (`begun`), and
again when it stands in the log (`done`, with its id) or was refused (`refused`). Exit 3: the database was away.
"""

import json
import os
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from tests.shares import CIRCLE_FACTS
from tocsin.cli import WORLD_FAILED
from tocsin.rules.recall import may_hold
from tocsin.stages import feedback, ledger, page
from tocsin.stages.desk import Desk
from tocsin.stages.packaging import write_documents
from tocsin.stages.release import Approving, approve, binding
from tocsin.stages.sending import send
from tocsin.stages.share import Point, Proposal, decide_points, find, propose, repeated
from tocsin.stages.standing import points_asked
from tocsin.vocab.case import Case, PersonEntry
from tocsin.vocab.delivery import DeliveryReason, RoadKind
from tocsin.vocab.errors import ActNotAllowed, ChangedMeanwhile, ChannelDown
from tocsin.vocab.feedback import ANSWERS, ASKING, AfterReceipt, EffectKind, FeedbackKind, Knowledge, KnownFrom, Means
from tocsin.vocab.sharing import Delivery, Feedback, Party
from tocsin.web.collecting import record_on
from tocsin.wiring import open_desk

EntityT = TypeVar("EntityT")

STEPS_A_DESK = 15  # then it is closed and opened anew, as every command does
NEWEST_CASES = 3  # which are shared; what comes back may be of any case
WAITING = 25  # deliveries on their way: then nothing more is shared until some have arrived


class Correspondence:
    """One life at this work."""

    def __init__(self, home: Path, report: Path) -> None:
        self._home, self._life = home, report.stem
        self._chance = random.Random(self._life)  # noqa: S311 -- the same work for the same name
        self._report = os.open(report, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self._numbers = count(1)

    def work(self) -> None:
        """Work until the end of time."""
        while True:
            with open_desk(self._home) as desk:
                self._write({"opened": desk.log.size()})
                for _ in range(self._chance.randrange(1, STEPS_A_DESK)):
                    step = self._chance.choices(*zip(*STEPS.items(), strict=True))[0]
                    with suppress(ChangedMeanwhile, ActNotAllowed):  # somebody was faster, or there is nothing to do
                        step(self, desk)

    def _write(self, line: dict[str, object]) -> None:
        os.write(self._report, json.dumps(line).encode() + b"\n")

    def _tell(self, what: dict[str, object], record: Callable[[str], str]) -> None:
        """Record something under words of its own, as three lines at most say; what is refused is told as well."""
        words = f"{self._life} says {next(self._numbers)}"
        self._write({"begun": words, **what})
        try:
            identifier = repeated(lambda: record(words))
        except (ActNotAllowed, ChangedMeanwhile):
            self._write({"refused": words})
        else:
            self._write({"done": words, "id": identifier})

    def _all(self, desk: Desk, kind: str, type_: type[EntityT]) -> list[EntityT]:
        return [one for one in desk.index.all(kind) if isinstance(one, type_)]

    def _one(self, found: list[EntityT]) -> EntityT:
        if not found:
            raise ActNotAllowed("there is none")
        return self._chance.choice(found)

    def _arrived(self, desk: Desk) -> Delivery:
        return self._one([one for one in self._all(desk, "delivery", Delivery) if may_hold(one)])

    def share(self, desk: Desk) -> None:
        """A share is proposed, written, approved by somebody else and sent: four stages, and a kill may part them."""
        if len(desk.outbox.waiting()) > WAITING:
            return
        cases = sorted(self._all(desk, "case", Case), key=lambda one: (one.opened_at, one.id))
        case = self._one(cases[-NEWEST_CASES:])
        parties = self._chance.sample(self._all(desk, "party", Party), self._chance.randrange(1, 4))
        proposal = Proposal(recipients=tuple(one.id for one in parties))
        share = repeated(lambda: propose(desk, desk.case(case.id), proposal))
        share = repeated(lambda: write_documents(desk, share))
        points = [Point(point=point, value=value) for point, value in CIRCLE_FACTS.items()]
        share = repeated(lambda: decide_points(desk, share, points, allowed=points_asked(desk)))
        (other,) = (one for one in self._all(desk, "person", PersonEntry) if one.id != desk.person)
        mira = replace(desk, person=other.id)
        share, _ = approve(mira, share, Approving(digest=binding(mira, share)))
        self._write({"approved": share.id, "recipients": [who for who, one in share.outcomes.items() if one.approved]})
        if self._chance.random() < 0.8:  # the others are sent when the day is over: they may not be forgotten
            self._write({"sent": share.id, "deliveries": [one.id for one in send(desk, share)]})

    def say(self, desk: Desk) -> None:
        """A recipient says something of itself."""
        kind = self._chance.choice(SAID)
        known = kind is FeedbackKind.KNOWN_ALREADY
        self._receive(
            desk,
            self._arrived(desk),
            feedback.Said(
                party="",
                kind=kind,
                means=self._chance.choice((Means.VOICE, Means.MAIL, Means.PORTAL)),
                known_since=desk.clock.now() - timedelta(days=3) if known else None,
                known_from=KnownFrom.VENDOR if known else None,
            ),
        )

    def ask(self, desk: Desk) -> None:
        """A recipient asks something of us."""
        self._receive(desk, self._arrived(desk), feedback.Said(party="", kind=self._chance.choice(sorted(ASKING))))

    def reply(self, desk: Desk) -> None:
        """We answer what was asked; two may try to answer the same, and what was answered already is refused."""
        again = self._chance.random() < 0.2
        asked = self._one(
            [
                one
                for one in self._all(desk, "feedback", Feedback)
                if one.kind in ASKING and (again or one.answered_by is None)
            ]
        )
        kind = self._chance.choice([ours for ours, what in ANSWERS.items() if what == asked.kind])
        delivery = desk.index.get("delivery", str(asked.delivery))
        assert isinstance(delivery, Delivery)
        self._receive(desk, delivery, feedback.Said(party="", kind=kind, means=Means.MAIL, answers=asked.id))

    def _receive(self, desk: Desk, caused: Delivery, said: feedback.Said) -> None:
        what = {"kind": said.kind, "means": said.means, "answers": said.answers}
        share = find(desk, caused.share)

        def record(words: str) -> str:
            told = replace(said, party=caused.recipient, text=words)
            return feedback.receive(desk, share, told, delivery=caused.id).id

        self._tell({"what": "feedback", **_about(caused), **what}, record)

    def stray(self, desk: Desk) -> None:
        """What somebody says on a share that it never got, or on another's delivery, is refused."""
        one, other = self._arrived(desk), self._arrived(desk)
        if one.share == other.share or other.recipient in find(desk, one.share).recipients:
            return
        said = feedback.Said(party=other.recipient, kind=FeedbackKind.AFFECTED, text="astray")
        for party, delivery in ((other.recipient, None), (one.recipient, other.id)):
            try:
                feedback.receive(desk, find(desk, one.share), replace(said, party=party), delivery=delivery)
            except ActNotAllowed:
                continue
            raise AssertionError(f"an answer to {other.id} was taken for one to {one.share}")

    def follow(self, desk: Desk) -> None:
        """What may have happened after receipt."""
        caused, step = self._arrived(desk), self._chance.choice(list(AfterReceipt))
        state, share = self._chance.choice(list(Knowledge)), find(desk, caused.share)

        def record(words: str) -> str:
            today = desk.clock.now().date()
            return feedback.note_after_receipt(
                desk, share, given=caused.recipient, step=step, state=state, on=today, because=words
            ).id

        self._tell({"what": "after_receipt", **_about(caused), "step": step, "state": state}, record)

    def effect(self, desk: Desk) -> None:
        """Something changed because of a share, or of an answer to it."""
        caused = self._arrived(desk)
        answers = feedback.feedback_on(desk, find(desk, caused.share))
        causes = [caused.share, *(one.id for one in answers)]
        because = tuple(self._chance.sample(causes, self._chance.randrange(1, min(3, len(causes)) + 1)))
        kind = self._chance.choice(list(EffectKind))

        def record(words: str) -> str:
            case, today = desk.case(caused.case), desk.clock.now().date()
            return feedback.record_effect(desk, case, kind=kind, because_of=because, on=today, text=words).id

        self._tell({"what": "effect", **_about(caused), "kind": kind, "because_of": because}, record)

    def visit(self, desk: Desk) -> None:
        """A recipient opens its page by a fresh link, perhaps fetches the document, and answers there."""
        caused = self._arrived(desk)
        if caused.kind != RoadKind.PAGE:
            return
        opened = page.open_page(desk, page.issue_link(desk, caused).path.removeprefix("/p/"))
        if opened is None:
            return  # it is being sent at this moment
        assert opened.delivery.id == caused.id
        if self._chance.random() < 0.5:
            assert page.payload_of(desk, opened) == desk.vault.read(caused.payload)
            record_on(desk)(caused.id, DeliveryReason.DOWNLOADED)
        kind = self._chance.choice([one for one in page.answers_to(opened) if one is not FeedbackKind.KNOWN_ALREADY])
        what = {"kind": kind, "means": Means.PAGE, "answers": None}
        self._tell(
            {"what": "feedback", **_about(caused), **what},
            lambda words: page.answer(desk, opened, page.Answer(kind=kind, text=words)).id,
        )

    def rebuild(self, desk: Desk) -> None:
        """The index is made anew while the others work."""
        assert ledger.rebuild(desk) == 0


def _about(caused: Delivery) -> dict[str, object]:
    return {"case": caused.case, "share": caused.share, "delivery": caused.id, "party": caused.recipient}


def lines_of(folder: Path) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """What each life reported, by its name; a line that was cut off was not reported."""
    for report in sorted(folder.glob("*.jsonl")):
        whole = [line for line in report.read_bytes().splitlines(keepends=True) if line.endswith(b"\n")]
        yield report.stem, [json.loads(line) for line in whole]


SAID = (
    FeedbackKind.ACKNOWLEDGED,
    FeedbackKind.AFFECTED,
    FeedbackKind.NOT_AFFECTED,
    FeedbackKind.INVESTIGATING,
    FeedbackKind.FIXED,
    FeedbackKind.DECLINED,
    FeedbackKind.SIGHTING,
    FeedbackKind.KNOWN_ALREADY,
)
STEPS: dict[Callable[[Correspondence, Desk], None], int] = {
    Correspondence.share: 4,
    Correspondence.say: 8,
    Correspondence.ask: 4,
    Correspondence.reply: 4,
    Correspondence.stray: 2,
    Correspondence.follow: 4,
    Correspondence.effect: 4,
    Correspondence.visit: 8,
    Correspondence.rebuild: 1,
}


if __name__ == "__main__":
    try:
        Correspondence(Path(sys.argv[1]), Path(sys.argv[2])).work()
    except ChannelDown as fault:
        sys.stderr.write(f"{fault}\n")
        sys.exit(WORLD_FAILED)
