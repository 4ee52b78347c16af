"""Stage 1, the public form: a report by somebody without an account.

What comes so is attributed to the form and to nobody else. It opens a case of its own, whatever it repeats: an
outsider joins nothing to a case that is here already. Its reporter follows it by the receipt, and reads nothing else of
the case.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from itertools import islice
from typing import TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tocsin.stages import report as reports
from tocsin.stages.desk import Desk
from tocsin.stages.evidence import sheet_once_looked
from tocsin.stages.intake import TRIES, Handing, Opening, Teller, offer_bytes
from tocsin.stages.ledger import prove
from tocsin.stages.marking import Target, mark
from tocsin.stages.overview import checklist_version
from tocsin.stages.reception import receive
from tocsin.stages.report import Said
from tocsin.stages.understanding import Offer
from tocsin.vocab.act import is_record, read_leaf
from tocsin.vocab.acts.evidence import ItemKept
from tocsin.vocab.acts.intake import ReporterReplied
from tocsin.vocab.case import Case, Item, Report
from tocsin.vocab.errors import ActNotAllowed, BadInput, ChangedMeanwhile, Gone, ProofFailed, TocsinError
from tocsin.vocab.marking import Attribution, Marking, Tlp
from tocsin.vocab.ports import Entry
from tocsin.vocab.public_report import (
    FORM_MEANS,
    PUBLIC_FORM,
    FileSent,
    Handling,
    Naming,
    PublicReport,
    ReceiptFile,
)
from tocsin.vocab.sheet import NoteSheet

T = TypeVar("T")

MOST_WAITING = (
    50  # public reports that nobody has looked at: a day's work of one analyst, and the rest of theirs is seen
)
LOOKED_THROUGH = 2_000  # newest unread reports of any kind among which those are counted: the cost stays bounded
REPLY_CHARS = 10_000
_NAME = "public report.json"
_SOURCE = "reporter"  # whose mark it is
_PIECE = 1024 * 1024

_TLPS = {
    Handling.RED: Tlp.RED,
    Handling.AMBER_STRICT: Tlp.AMBER_STRICT,
    Handling.AMBER: Tlp.AMBER,
    Handling.GREEN: Tlp.GREEN,
    Handling.CLEAR: Tlp.CLEAR,
}


class Full(Struct, frozen=True, kw_only=True):
    """Not taken in: as many public reports wait unread as may; whoever reports comes another way."""

    waiting: int


class Received(Struct, frozen=True, kw_only=True):
    """Taken in; the receipt code is given to its reporter, once."""

    receipt: str
    report: str


class Status(Struct, frozen=True, kw_only=True):
    """What a reporter reads: how it stands, what they were told, what they answered. Nothing of the case."""

    report: Report
    meaning: str
    told: tuple[Said, ...]
    replies: tuple[Said, ...]

    @property
    def asks(self) -> bool:
        """Whether the reporter was asked something and has not answered."""
        return self.report.state == "needs_information"


class Copy(Struct, frozen=True, kw_only=True):
    """Exactly what was received. `missing` are the places of files that are not kept here (any more)."""

    told: PublicReport
    document: bytes
    sha256: str
    name: str
    contact: str
    missing: frozenset[int]


def waiting(desk: Desk) -> int:
    """How many public reports nobody has looked at, as far as `MOST_WAITING`."""
    unread = islice(desk.index.all("report", state="received", newest_first=True), LOOKED_THROUGH)
    public = (one for one in unread if isinstance(one, Report) and one.means == FORM_MEANS)
    return sum(1 for _ in islice(public, MOST_WAITING))


def submit(desk: Desk, told: PublicReport, files: Sequence[Offer], *, name: str, contact: str) -> Received | Full:
    """Take a report in: a case of its own, the reporter's marking on it, its files beside it.

    The report itself is recorded first and durably: a file that cannot be kept is told by the receipt, and costs
    nothing else.
    """
    there = waiting(desk)
    if there >= MOST_WAITING:
        return Full(waiting=there)
    desk = as_form(desk)
    whole = replace(
        told,
        submission=desk.chance.random_bytes(16).hex(),
        received_at=desk.clock.now(),
        files=tuple(_file_sent(one) for one in files),
    )
    handing = Handing(
        wanted="public-form",
        opening=Opening(checklist=checklist_version(desk)),
        teller=Teller(name=name, contact=contact, anonymous=not (name or contact)),
    )
    arrival = receive(desk, [offer_bytes(_NAME, written(whole))], handing=handing)
    (taken,), case = arrival.taken, arrival.case
    assert case is not None, "a report is never empty"
    _mark(desk, case.id, whole)
    if files:
        with suppress(TocsinError):  # the report stands; its receipt says which files are not here
            receive(desk, list(files), case_id=case.id, handing=Handing(attached=True))
    return Received(receipt=taken.receipt, report=taken.receipt.partition(".")[0])


def written(told: PublicReport) -> bytes:
    """The document that is kept, byte for byte."""
    return msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n"


def as_form(desk: Desk) -> Desk:
    """The desk in the name of the form: what it records is attributed to it."""
    return replace(desk, person=PUBLIC_FORM, seen=None)


def status(desk: Desk, code: str) -> Status | None:
    """How the report of a receipt stands; None for whatever reason, it looks the same."""
    report = _public(desk, code)
    if report is None:
        return None
    return Status(
        report=report,
        meaning=reports.STATES[report.state],
        told=reports.said_in(desk, report.answers),
        replies=reports.said_in(desk, report.replies),
    )


def reply(desk: Desk, code: str, text: str) -> Report:
    """The reporter's answer to what they were asked: one answer to a question."""
    if not text.strip():
        raise BadInput("an answer has words")
    if len(text) > REPLY_CHARS:
        raise BadInput(f"an answer has at most {REPLY_CHARS:,} characters", hint="shorten it")
    desk = as_form(desk)

    def once() -> Report:
        report = _public(desk, code)
        if report is None:
            raise BadInput("no report fits this receipt code")
        if report.state != "needs_information":
            raise ActNotAllowed("nothing is asked of the reporter now", hint="look at the page again")
        draft = desk.draft(desk.case(report.case))
        draft.add(ReporterReplied(report=report.id, sheet=draft.sheet(NoteSheet(text=text))))
        after = draft.record()["report", report.id]
        assert isinstance(after, Report)
        return after

    return _repeated(once)


def copy(desk: Desk, report: Report) -> Copy | None:
    """What was received, read back; None where it was purged."""
    try:
        document = desk.vault.read(desk.item(report.item).content)
    except Gone:
        return None
    told = read(document)
    sheet = reports.sheet_of(desk, report)
    here = _files_here(desk, desk.case(report.case))
    missing = [place for place, one in enumerate(told.files) if (one.name, one.size_bytes) not in here]
    return Copy(
        told=told,
        document=document,
        sha256=sha256(document).hexdigest(),
        name=sheet.reporter,
        contact=sheet.contact,
        missing=frozenset(missing),
    )


def read(document: bytes) -> PublicReport:
    """The report in a document that was kept; ProofFailed where it is none."""
    try:
        return msgspec.json.decode(document, type=PublicReport)
    except msgspec.MsgspecError as fault:
        raise ProofFailed("what came through the public form is no report") from fault


def receipt_file(desk: Desk, report: Report) -> bytes | None:
    """The receipt as a file, with the proof that what was received stands in the log; None where it was purged."""
    found = copy(desk, report)
    entry = _kept_at(desk, report)
    if found is None or entry is None:
        return None
    commitment = desk.item(report.item).content
    made = ReceiptFile(
        report=report.id,
        received_at=report.received_at.isoformat(),
        document=found.document.decode(),
        sha256=found.sha256,
        salt=desk.vault.salt_of(commitment).hex(),
        commitment=commitment,
        leaf=entry.leaf.decode(),
        proof=prove(desk, entry.index).decode(),
        key=desk.log_key(),
    )
    return msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n"


def _public(desk: Desk, code: str) -> Report | None:
    report = reports.with_receipt(desk, code)
    return report if report is not None and report.means == FORM_MEANS else None


def _mark(desk: Desk, case_id: str, told: PublicReport) -> None:
    """What the reporter said of its handling, as their mark: without their permission nobody makes it wider."""
    tlp = _TLPS.get(told.handling)
    if tlp is None:
        return
    attribution = Attribution.MAY if told.naming is Naming.MAY else Attribution.MUST_NOT
    marking = Marking(tlp=tlp, owners=(_SOURCE,), attribution=attribution)
    _repeated(lambda: mark(desk, desk.case(case_id), Target(), marking, source=_SOURCE))


def _file_sent(offer: Offer) -> FileSent:
    digest = sha256()
    with offer.open() as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
    return FileSent(name=offer.name, size_bytes=offer.size_bytes, sha256=digest.hexdigest())


def _files_here(desk: Desk, case: Case) -> set[tuple[str, int]]:
    """Name and size of what the form kept in a case and is still there."""
    items = [one for one in desk.index.all("item", stream=case.id) if isinstance(one, Item)]
    kept = [one for one in items if one.kept_by == PUBLIC_FORM and one.state != "purged"]
    return {(sheet.name, sheet.size_bytes) for sheet in (sheet_once_looked(desk, one) for one in kept)}


def _kept_at(desk: Desk, report: Report) -> Entry | None:
    for entry in desk.log.stream(report.case):
        act = None if is_record(entry.leaf) else read_leaf(entry.leaf).act
        if isinstance(act, ItemKept) and act.item == report.item:
            return entry
    return None


def _repeated(step: Callable[[], T]) -> T:
    """A step, tried again while others record on the same case."""
    for _ in range(TRIES - 1):
        try:
            return step()
        except ChangedMeanwhile:
            continue
    return step()
