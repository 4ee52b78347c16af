"""Deliveries for tests: what is approved for a recipient, planned by its acts alone, and a road for each kind."""

from datetime import datetime, timedelta
from hashlib import sha256

import msgspec
from msgspec import Struct

from tests.post_office import SENDER
from tocsin.channels import mail
from tocsin.stages.desk import Desk, Draft
from tocsin.vocab.acts.delivery import DeliveryPlanned
from tocsin.vocab.acts.party import PartyDeclared, RoadOpened
from tocsin.vocab.acts.share import CleanCopyMade, DocumentWritten, ShareApproved, ShareProposed
from tocsin.vocab.case import Case
from tocsin.vocab.clean_copy import CleanCopy
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.exercise import Live
from tocsin.vocab.marking import Marking, Tlp
from tocsin.vocab.release import Approved, Audience, Decision, Pending, Reason, Refused
from tocsin.vocab.sharing import Delivery, Road
from tocsin.vocab.sheet import CleanCopySheet, CleaningSheet, DocumentSheet, PartySheet, RoadSheet, ShareSheet
from tocsin.vocab.terms import Terms, terms_bytes

ROUTE = "route-" + "0" * 26
RECIPIENT = "desk@agency.example"
TEXT = "TLP:AMBER\n\nThe agent forwarded mail to a stranger. Grüße\n"


class Planned(Struct, frozen=True, kw_only=True):
    """What a test says about a delivery that it plans."""

    kind: RoadKind = RoadKind.MAIL
    address: str = RECIPIENT
    payload: bytes = TEXT.encode()
    media_type: str = "text/plain"
    file_name: str = "report.txt"
    wait: timedelta = timedelta(0)
    wrapped: bool = True  # False: mail that was written to somebody else


def a_road(desk: Desk, kind: RoadKind, address: str, *, party: str = "") -> Road:
    """A party, unless it is there, and an open road to it."""
    draft = desk.draft(desk.log_entry())
    whom, road = party or desk.new_id("party"), desk.new_id("road")
    if not party:
        draft.add(PartyDeclared(party=whom, kinds=("federal",), sheet=draft.sheet(PartySheet(name="An agency"))))
    sheet = draft.sheet(RoadSheet(address=address))
    draft.add(RoadOpened(road=road, party=whom, kind=kind, route=ROUTE, sheet=sheet))
    found = draft.record()["road", road]
    assert isinstance(found, Road)
    return found


def plan(desk: Desk, case: Case, planned: Planned | None = None) -> Delivery:
    """A share with one recipient: proposed, written, approved and planned, all in one draft."""
    what = planned or Planned()
    road = a_road(desk, what.kind, what.address)
    draft = desk.draft(desk.case(case.id))
    share, document, delivery = desk.new_id("share"), desk.new_id("document"), desk.new_id("delivery")
    copy, payload = _copied(desk, draft), draft.bear(desk.vault.seal(what.payload))
    written = terms_bytes(Terms(tlp=Tlp.AMBER))
    terms = draft.bear(desk.vault.seal(written))
    sheet = DocumentSheet(
        number="1",
        file_name=what.file_name,
        media_type=what.media_type,
        size_bytes=len(what.payload),
        sha256=sha256(what.payload).hexdigest(),
        terms_sha256=sha256(written).hexdigest(),
    )
    proposed = draft.sheet(ShareSheet(title="A share"))
    draft.add(
        ShareProposed(
            share=share,
            copy=copy,
            purpose="first",
            follows=None,
            recipients=(road.party,),
            sheet=proposed,
        )
    )
    draft.add(
        DocumentWritten(
            share=share,
            document=document,
            recipient=road.party,
            format="text",
            payload=payload,
            terms=terms,
            sheet=draft.sheet(sheet),
        )
    )
    draft.add(
        ShareApproved(
            share=share,
            recipient=road.party,
            document=document,
            payload=payload,
            terms=terms,
            bound=terms,
            table="table",
            row=0,
            outcome="COORDINATOR",
            approvers=(desk.person,),
            self_approved=True,
            break_glass=False,
        )
    )
    wire = wire_of(what, delivery, draft.at)
    draft.add(
        DeliveryPlanned(
            delivery=delivery,
            share=share,
            recipient=road.party,
            document=document,
            payload=payload,
            road=road.id,
            kind=what.kind,
            wire=None if wire is None else draft.bear(desk.vault.seal(wire)),
            send_after=draft.at + what.wait,
        )
    )
    found = draft.record()["delivery", delivery]
    assert isinstance(found, Delivery)
    return found


def _copied(desk: Desk, draft: Draft) -> str:
    """A clean copy with a title and nothing else."""
    copy = desk.new_id("copy")
    content = msgspec.json.encode(
        CleanCopy(title="A page", classified="security_incident", marking=Marking(tlp=Tlp.AMBER))
    )
    draft.add(
        CleanCopyMade(
            copy=copy,
            content=draft.bear(desk.vault.seal(content)),
            withheld=draft.sheet(CleaningSheet(key="00", withheld=())),
            removed=0,
            rules="rules",
            sheet=draft.sheet(CleanCopySheet()),
        )
    )
    return copy


def wire_of(planned: Planned, delivery: str, at: datetime) -> bytes | None:
    """What goes out on this road."""
    if planned.kind is RoadKind.FOLDER:
        return planned.payload
    if planned.kind is not RoadKind.MAIL:
        return None
    return mail.wrap(
        planned.payload,
        media_type=planned.media_type,
        file_name=planned.file_name,
        subject="[TLP:AMBER] An agent forwarded mail",
        body="TLP:AMBER\n\nSee the attachment.\n",
        sender=SENDER,
        recipient=planned.address if planned.wrapped else "someone@else.example",
        message_id=f"<{delivery}@sender.example>",
        date=at,
    )


def always(desk: Desk, delivery: Delivery) -> Decision:
    """A clearance that says yes to what was planned."""
    return Approved(
        recipient=delivery.recipient,
        document=delivery.document,
        payload=delivery.payload,
        terms="0" * 64,
        binding="0" * 64,
        table="table",
        row=0,
        outcome=Audience.COORDINATOR,
        approvers=(desk.person,),
        self_approved=True,
        break_glass=False,
    )


def not_yet(desk: Desk, delivery: Delivery) -> Decision:
    """A clearance that waits for something."""
    return Pending(recipient=delivery.recipient, missing=())


def never(*reasons: Reason) -> "NeverClear":
    """A clearance that says no, for these reasons."""
    return NeverClear(reasons)


class NeverClear:
    """It says no and counts how often it was asked."""

    def __init__(self, reasons: tuple[Reason, ...]) -> None:
        self.reasons, self.asked = reasons, 0

    def __call__(self, desk: Desk, delivery: Delivery) -> Decision:
        """No."""
        self.asked += 1
        return Refused(recipient=delivery.recipient, reasons=self.reasons, flips=())


def proof_of(desk: Desk, delivery: Delivery) -> tuple[Approved, Live]:
    """What a road wants to see before it takes anything."""
    approved = always(desk, delivery)
    assert isinstance(approved, Approved)
    return approved, Live(case=desk.case(delivery.case))
