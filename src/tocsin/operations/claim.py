"""Claims: one file that a stranger checks, made and verified."""

from typing import IO, Any, Literal, TypeAlias

import msgspec
from msgspec import Struct, field

from tocsin.ledger.claim import Period
from tocsin.operations.moment import Moment, in_utc
from tocsin.operations.operation import READERS, Content, Method, Operation
from tocsin.operations.upload import document_in
from tocsin.stages.claim import Asked, claim_of, left_out
from tocsin.stages.desk import Desk
from tocsin.verifier.claim import verify
from tocsin.verifier.signed import Unreadable
from tocsin.vocab.errors import BadInput

FILE_NAME = "tocsin.claim.json"
# A part of a statement: what a signer wrote there, whoever it was and in whichever form, or "not shown".
Slot: TypeAlias = Any


class ClaimWanted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The cases whose shares are claimed, what is asked, and which members of the records are shown besides.

    With `acknowledged` a share without a signed receipt is UNANSWERED. A period has two ends.
    """

    cases: tuple[str, ...]
    asks: Literal["sent", "acknowledged"] = "sent"
    show: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()
    since: Moment | None = None
    until: Moment | None = None


class CasesAsked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Some cases, by their ids or the first signs of them."""

    cases: tuple[str, ...]


class ClaimGiven(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """With what a claim is checked: verifier keys, and a policy (C2SP tlog-policy), that are not from its sender."""

    keys: tuple[str, ...] = ()
    policy: str = ""


class CheckDone(Struct, frozen=True, kw_only=True):
    """One check by its name: ok, failed or not run, and what it says."""

    name: str
    state: str
    said: str


class KeyTied(Struct, frozen=True, kw_only=True):
    """A key of the claim, and how it is tied to its owner."""

    owner: str
    key: str
    tied: str


class Says(Struct, frozen=True, kw_only=True):
    """One verb that the records license."""

    grade: str
    verb: str
    records: tuple[str, ...]


class ShareStated(Struct, frozen=True, kw_only=True):
    """One share as its records show it."""

    record: str
    recipient: Slot
    what: Slot
    when: Slot
    channel: Slot
    restrictions: Slot
    effect: Slot
    approved_by: Slot
    transport: tuple[str, ...] | str  # its states, or that they are not shown
    recalled: tuple[str, ...]
    grade: str
    grades: tuple[str, ...]
    says: tuple[Says, ...]


class PeriodStated(Struct, frozen=True, kw_only=True):
    """From the first moment up to, not including, the last."""

    first: str = field(name="from")
    last: str = field(name="to")


class StatementRead(Struct, frozen=True, kw_only=True):
    """What the records of a claim say together, and what they do not prove."""

    by: str
    asks: str
    stated_at: str
    period: PeriodStated | None
    shares: tuple[ShareStated, ...]
    reached: dict[str, int]
    boundary: str
    not_proven: tuple[str, ...]


class ClaimVerdict(Struct, frozen=True, kw_only=True):
    """What the verifier found; where the verdict is FAILED nothing may be concluded, and no statement is given."""

    verdict: str
    checks: tuple[CheckDone, ...]
    keys: tuple[KeyTied, ...]
    statement: StatementRead | None
    unknown: tuple[str, ...]
    not_proven: tuple[str, ...]


class ReceiptLeftOut(Struct, frozen=True, kw_only=True):
    """A receipt that no claim can hold: it accepts other terms than were offered."""

    feedback: str
    share: str
    party: str
    signer: str  # the name under which it was signed


def make(desk: Desk, asked: ClaimWanted) -> Content:
    """A claim over everything that left of these cases, verified before it is given; anybody checks it offline."""
    if not asked.cases:
        raise BadInput("a claim is over a case", hint="name one")
    cases = list({case.id: case for case in map(desk.case, asked.cases)}.values())
    what = Asked(asks=asked.asks, show=frozenset(asked.show), hide=frozenset(asked.hide), period=_period(asked))
    return Content(media_type="application/json", file_name=FILE_NAME, pieces=iter((claim_of(desk, cases, what),)))


def list_left_out(desk: Desk, asked: CasesAsked) -> tuple[ReceiptLeftOut, ...]:
    """The signed receipts of these cases that no claim can hold."""
    found = left_out(desk, [desk.case(one) for one in asked.cases])
    return tuple(
        ReceiptLeftOut(feedback=one.entry.id, share=one.entry.share, party=one.entry.party, signer=one.key.name)
        for one in found
    )


def verify_file(_desk: Desk, asked: ClaimGiven, content: IO[bytes]) -> ClaimVerdict:
    """Check a claim that is handed in: every check by name, every key's tie, what is not proven."""
    raw = document_in(content)
    try:
        report = verify(raw, asked.policy.encode() if asked.policy else None, asked.keys)
    except Unreadable as fault:
        raise BadInput(str(fault), hint="ask its sender for a `.claim.json` file, whole and unchanged") from fault
    return msgspec.convert(report, ClaimVerdict)


def _period(asked: ClaimWanted) -> Period | None:
    if asked.since is None and asked.until is None:
        return None
    if asked.since is None or asked.until is None:
        raise BadInput("a period has two ends", hint="give since and until")
    first, last = (in_utc(one).strftime("%Y-%m-%dT%H:%M:%SZ") for one in (asked.since, asked.until))
    return Period(first=first, last=last)


OPERATIONS = (
    Operation(
        name="claim.make",
        method=Method.POST,
        path="/claims",
        may=READERS,
        takes=ClaimWanted,
        gives=Content,
        does=make,
    ),
    Operation(
        name="claim.left-out",
        method=Method.GET,
        path="/claims/left-out",
        may=READERS,
        takes=CasesAsked,
        gives=tuple[ReceiptLeftOut, ...],
        does=list_left_out,
    ),
    Operation(
        name="claim.verify",
        method=Method.POST,
        path="/claims/verify",
        may=READERS,
        takes=ClaimGiven,
        gives=ClaimVerdict,
        does_with=verify_file,
    ),
)
