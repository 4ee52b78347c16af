"""Shares in the eventful house, walked through the real stages: every act between a clean copy and the closed case."""

from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric import ec
from msgspec.structs import replace

from tests.builders import DeskOfStories, StandingClock
from tests.shares import VICTIM, Stage
from tocsin.ledger import record
from tocsin.ledger.sdjwt import signer
from tocsin.stages import blind_review, cut, feedback, party, people, practice, road, token, verdict
from tocsin.stages.closing import close, reopen
from tocsin.stages.contact import Decision, Part, decide_contact, involve
from tocsin.stages.delivery_note import note_for, open_note, sign_for
from tocsin.stages.desk import Desk
from tocsin.stages.dictionary import keep_dictionary
from tocsin.stages.impact import name_component
from tocsin.stages.packaging import write_documents
from tocsin.stages.preview import payload_of
from tocsin.stages.receipt import take_in
from tocsin.stages.release import refuse, review
from tocsin.stages.share import drop, find
from tocsin.vocab.blind_review import BlindAnswers
from tocsin.vocab.component import Holding, Standing, naming_of
from tocsin.vocab.contact import ContactAnswer, ContactGroup
from tocsin.vocab.cut import Cut
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.delivery_note import read_note
from tocsin.vocab.directory import PartyEntry
from tocsin.vocab.party import PartyKind, PartyRole
from tocsin.vocab.review import Verdict
from tocsin.vocab.secret import TokenScope
from tocsin.vocab.sharing import Share

COMPONENT = "pkg:pypi/litellm@1.82.7"
PRIVATE, ISS = ec.derive_private_key(91, ec.SECP256R1()), "isac.example"


def share_out_and_back(desk: Desk) -> None:
    """One share that arrives and is answered, one that is refused and dropped, one in an emergency; the case ends."""
    clock = StandingClock(desk.clock.now())
    stage = Stage(DeskOfStories(replace(desk, clock=clock), clock))
    vendor, coordinator = stage.party("vendor", "vendor"), stage.party("isac", "isac")
    _prepared(stage, vendor)
    mira = stage.team()
    point = record.key_of(ISS, PRIVATE.public_key()).point.hex()
    entry = PartyEntry(name="isac", kinds=(PartyKind.ISAC,), record_key=point, record_iss=ISS)
    party.declare(stage.desk, entry, party=coordinator)
    share = stage.delivered(vendor, coordinator, by=mira)
    _answered(stage, share, vendor)
    _signed_for(stage, share, coordinator)
    unwanted = stage.proposed(vendor)
    drop(stage.desk, refuse(stage.desk, unwanted, recipient=None, until=None, because="a second one"), reason="mistake")
    _read_blind(stage)
    _practised(stage)
    urgent = stage.proposed(coordinator)
    urgent = write_documents(
        stage.desk, cut.choose(stage.desk, urgent, {coordinator: Cut.CLASS}, because="it is enough")
    )
    urgent, _ = stage.approved(urgent, stage.desk, break_glass="active_attack", because="it goes on")
    stage.arrived(*stage.sent(urgent))
    review(mira, urgent, verdict="justified", because="nobody else was awake")
    tomorrow = (clock.now() + timedelta(days=1)).date()
    close(stage.desk, stage.now(), summary="The link following is off.", check_on=tomorrow)
    reopen(stage.desk, stage.now(), reason="late_answer", because="they wrote again")


def _prepared(stage: Stage, vendor: str) -> None:
    """Marked, cleaned and understood; the vendor can be reached on a second road no more."""
    desk, naming = stage.desk, naming_of(COMPONENT)
    keep_dictionary(desk, b'{"victims": ["%b"]}' % VICTIM.encode())
    stage.marked()
    name_component(desk, stage.now(), naming, Standing.AFFECTED)
    supplier = party.find_party(desk, vendor)
    party.declare_component(desk, supplier, Holding.SUPPLIES, naming)
    involve(
        desk,
        stage.now(),
        Part(party=supplier, group=ContactGroup.VENDOR, roles=(PartyRole.SUPPLIER,), because="it makes the gateway"),
    )
    decide_contact(desk, stage.now(), Decision(answer=ContactAnswer.CONTACTED, party=supplier, because="by telephone"))
    verdict.record(desk, stage.now(), Verdict.THEIRS, [("gateway.example", "IOC_DOMAIN")])
    stage.cleaned()
    road.close_road(desk, stage.road(vendor, "/elsewhere").id, "wrong")
    issued, _ = token.issue_token(desk, supplier, TokenScope.TAXII, days=30)
    token.revoke_token(desk, issued.id, "replaced")


def _read_blind(stage: Stage) -> None:
    """What would go to a list is read by somebody who knows nothing of it; then nobody wants it any more."""
    public = stage.proposed(stage.party("list", "community", RoadKind.PAGE, "list@list.example"))
    ann = people.add(stage.desk, "Ann", address="", roles=("analyst",))
    answers = BlindAnswers(victim="cannot tell", product="cannot tell", attack="cannot tell")
    blind_review.answer(replace(stage.desk, person=ann.id), public, "", answers)
    drop(stage.desk, public, reason="mistake")


def _practised(stage: Stage) -> None:
    (case,) = practice.begin(stage.desk)
    practice.done(stage.desk, stage.desk.case(case.id))


def _answered(stage: Stage, share: Share, vendor: str) -> None:
    desk, today = stage.desk, stage.desk.clock.now().date()
    feedback.receive(desk, share, feedback.Said(party=vendor, kind="affected", text="We see it too."))
    feedback.note_after_receipt(
        desk, share, given=vendor, step="used", state="stated_by_recipient", on=today, because="they said so"
    )
    feedback.record_effect(
        desk, stage.now(), kind="mitigation", because_of=(share.id,), on=today, text="They turned it off."
    )


def _signed_for(stage: Stage, share: Share, recipient: str) -> None:
    """The recipient's signed receipt comes back, and we sign one ourselves, as a recipient would with its own desk."""
    desk = stage.desk
    note = read_note(note_for(desk, share, recipient)[1])
    sent = record.read(note.record, desk.record_key)
    assert isinstance(sent, record.Share)
    receipt = record.Receipt(
        iss=ISS,
        id="a" * 32,
        share_digest=record.digest(note.record),
        content_commit=sent.content_commit,
        terms_accepted=sent.label_commit,
        received_at="2026-03-24T13:00:00Z",
    )
    key = record.key_of(ISS, PRIVATE.public_key())
    signed = record.issue(receipt, key, sign=signer(PRIVATE), random_bytes=desk.chance.random_bytes)
    take_in(desk, find(desk, share.id), signed.encode())
    sign_for(desk, open_note(desk, note, payload_of(desk, share, recipient)[1]))
