"""A scripted night of work in one home: steps drawn by chance, each reported when it is durable, until it is killed.

Run as `python -m tests.endure.night HOME REPORT`; the name of the report is the seed. Each line of the report file is
one JSON object: what was begun, or what is done, with the size and root of the log after it. Exit 3: the database went
away, try again. Anything else that ends it is a defect.
"""

import json
import os
import random
import sys
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from tocsin.cli import WORLD_FAILED
from tocsin.ledger import checkpoint, note
from tocsin.rules.triage import VALUES
from tocsin.stages import beside, casework, evidence, intake, ledger, marking, people, reception, sealing, triage
from tocsin.stages.desk import Desk
from tocsin.vocab.case import Case, Item
from tocsin.vocab.errors import ActNotAllowed, ChangedMeanwhile, ChannelDown, Gone
from tocsin.vocab.evidence import CustodyAction, ItemKind
from tocsin.vocab.hold import PreserveReason
from tocsin.vocab.marking import Caveat, Marking, Tlp
from tocsin.vocab.ports import Compartment
from tocsin.vocab.record import RecordKind, RecordLink, RecordState
from tocsin.vocab.triage import Answer, Confidence, FactKey, Statement
from tocsin.wiring import open_desk
from tocsin.wiring.rotation import rotate

STEPS_A_DESK = 12  # then it is closed and opened anew, as every command does
AGAIN = [f"the same words in more than one case, number {number}. ".encode() * 600 for number in range(4)]


class Night:
    """One worker's night."""

    def __init__(self, home: Path, report: Path) -> None:
        self._home = home
        self._chance = random.Random(report.stem)  # noqa: S311 -- the same night for the same name
        self._report = os.open(report, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def work(self) -> None:
        """Work until the end of time."""
        while True:
            with open_desk(self._home) as desk:
                self._say(desk, "opened")
                for _ in range(self._chance.randrange(1, STEPS_A_DESK)):
                    self._step(desk)
            if self._chance.random() < 0.3:
                self._exchange_the_key()

    def _step(self, desk: Desk) -> None:
        step = self._chance.choices(*zip(*STEPS.items(), strict=True))[0]
        with suppress(ChangedMeanwhile, ActNotAllowed, Gone):  # somebody was faster, or it may not be: a considered no
            step(self, desk)

    def _exchange_the_key(self) -> None:
        try:
            keys = rotate(self._home)
        except (ChangedMeanwhile, ActNotAllowed):
            return
        with open_desk(self._home) as desk:
            self._say(desk, "rotate", key=keys[-1])

    def _say(self, desk: Desk, done: str, **more: str) -> None:
        now = checkpoint.parse(note.parse(desk.log.checkpoint().encode()).text)
        self._write({"done": done, "size": now.size, "root": now.root.hex()} | more)

    def _write(self, line: dict[str, object]) -> None:
        os.write(self._report, json.dumps(line).encode() + b"\n")

    def _cases(self, desk: Desk) -> list[Case]:
        return [case for case in desk.index.all("case") if isinstance(case, Case)]

    def _case(self, desk: Desk) -> Case:
        cases = self._cases(desk)
        return self._chance.choice(cases) if cases else intake.open_case(desk, intake.Opening(name="The first of them"))

    def _item(self, desk: Desk, *states: str) -> Item:
        items = [item for item in desk.index.all("item") if isinstance(item, Item) and item.state in states]
        if not items:
            raise ActNotAllowed("there is none")
        return self._chance.choice(items)

    def add(self, desk: Desk) -> None:
        """A note, a conversation or a mail comes in, for a new case or one that is there."""
        number = self._chance.randrange(10**9)
        content = self._chance.choice(
            (
                f"# A note\n\nThe agent wrote to stranger {number}.\n".encode(),
                b"".join(b'{"role": "user", "content": "turn %d of %d"}\n' % (turn, number) for turn in range(9)),
                b"From: a@example.org\nTo: b@example.com\nSubject: %d\n\nIt happened again.\n" % number,
            )
        )
        into = self._case(desk).id if self._chance.random() < 0.6 else None
        arrival = reception.receive(desk, [intake.offer_bytes(f"{number}.txt", content)], case_id=into)
        for taken in arrival.taken:
            if taken.item:
                self._say(desk, "add", item=taken.item, digest=sha256(content).hexdigest())

    def keep(self, desk: Desk) -> None:
        """An item is kept by hand, small or large, sometimes with content that is there already."""
        fresh = self._chance.randbytes(self._chance.choice((40, 20_000, 200_000)))
        content = self._chance.choice((fresh, fresh, self._chance.choice(AGAIN)))
        compartment = self._chance.choice(list(Compartment))
        described = evidence.Described(kind=ItemKind.ARTIFACT, name="kept.bin", compartment=compartment)
        _, item = evidence.keep(desk, self._case(desk), described, BytesIO(content))
        self._say(desk, "keep", item=item.id, digest=sha256(content).hexdigest())

    def classify(self, desk: Desk) -> None:
        """Facts are answered and the class follows."""
        key = self._chance.choice([key for key in FactKey if VALUES[key]])
        value = self._chance.choice(sorted(VALUES[key]))
        answer = Answer(key=key, value=value, statement=Statement.FACT, confidence=Confidence.HIGH)
        triage.classify_case(desk, self._case(desk), [triage.Answering(answer=answer, because="seen in the log")])
        self._say(desk, "classify")

    def mark(self, desk: Desk) -> None:
        """A case or an item is marked."""
        case = self._case(desk)
        marking.mark(desk, case, marking.Target(), Marking(tlp=self._chance.choice(list(Tlp))), permission_text="asked")
        item = self._item(desk, "kept", "sealed")
        target = marking.Target(scope="item", target=item.id)
        caveats = self._chance.choice(((), (), (Caveat.PRIVILEGED,)))
        marks = Marking(tlp=Tlp.AMBER, owners=("own",), caveats=caveats)
        marking.mark(desk, desk.case(item.case), target, marks, permission_text="asked")
        self._say(desk, "mark")

    def handle(self, desk: Desk) -> None:
        """Custody, a look that is recorded, a hold placed or lifted."""
        item = self._item(desk, "kept", "sealed")
        evidence.hand_over(desk, item, CustodyAction.EXAMINED, counterpart="the lab")
        for _ in evidence.open_item(desk, desk.item(item.id), reason="triage", text="to see it"):
            pass
        if item.holds:
            reason, which = PreserveReason.LITIGATION, item.holds["litigation"][0]
            sealing.lift_hold(desk, desk.case(item.case), item, reason=reason, because="settled", which=which)
        elif self._chance.random() < 0.3:
            sealing.hold(
                desk, desk.case(item.case), desk.item(item.id), reason=PreserveReason.LITIGATION, because="a claim"
            )
        self._say(desk, "handle")

    def seal(self, desk: Desk) -> None:
        """Content moves behind the key for hazardous content."""
        item = self._item(desk, "kept")
        sealing.seal(desk, item, hazard="suspected", because="to be safe")
        self._say(desk, "seal")

    def unseal(self, desk: Desk) -> None:
        """And back."""
        sealing.unseal(desk, self._item(desk, "sealed"), reason="reviewed", because="it is harmless")
        self._say(desk, "unseal")

    def purge(self, desk: Desk) -> None:
        """An item is destroyed for good."""
        item = self._item(desk, "kept", "sealed")
        self._write({"begun": "purge", "item": item.id})
        sealing.purge(desk, item, reason="retention", because="its time is over")
        self._say(desk, "purge", item=item.id)

    def note(self, desk: Desk) -> None:
        """Something open, somebody assigned, a record linked."""
        case = casework.add_open_item(desk, self._case(desk), what="the version", closes_when="", check_on="2026-04-01")
        case = casework.assign(desk, case, desk.person)
        link = RecordLink(kind=RecordKind.LEGAL, state=RecordState.LINKED, text="file 7")
        beside.link_record(desk, case, link)
        self._say(desk, "note")

    def person(self, desk: Desk) -> None:
        """Somebody comes and goes."""
        added = people.add(desk, "A guest", address="guest@example.org", roles=("analyst",))
        people.retire(desk, added.id)
        self._say(desk, "person")

    def verify(self, desk: Desk) -> None:
        """The record is verified while the other one works."""
        found = ledger.verify(desk)
        assert found.holds, found.findings
        self._say(desk, "verify")

    def rebuild(self, desk: Desk) -> None:
        """The index is made anew while the other one works."""
        assert ledger.rebuild(desk) == 0
        self._say(desk, "rebuild")


STEPS: dict[Callable[[Night, Desk], None], int] = {
    Night.add: 8,
    Night.keep: 8,
    Night.classify: 6,
    Night.mark: 4,
    Night.handle: 6,
    Night.seal: 5,
    Night.unseal: 4,
    Night.purge: 4,
    Night.note: 4,
    Night.person: 2,
    Night.verify: 1,
    Night.rebuild: 1,
}


if __name__ == "__main__":
    try:
        Night(Path(sys.argv[1]), Path(sys.argv[2])).work()
    except ChannelDown as fault:
        sys.stderr.write(f"{fault}\n")
        sys.exit(WORLD_FAILED)
