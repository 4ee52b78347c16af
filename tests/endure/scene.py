"""A house in which everything happened once: every kind of act, every compartment, small and large evidence."""

from io import BytesIO
from pathlib import Path

from msgspec.structs import replace

from tests.endure.sharing import share_out_and_back
from tests.leaves import one_of_each
from tocsin.stages import casework, evidence, intake, people, reception, report, sealing
from tocsin.stages.desk import Desk
from tocsin.vocab.act import ACTS, Act, is_record, read_leaf
from tocsin.vocab.acts import home as h
from tocsin.vocab.acts import intake as i
from tocsin.vocab.acts import marking as m
from tocsin.vocab.acts import triage as t
from tocsin.vocab.case import Case, Item
from tocsin.vocab.evidence import CustodyAction, ItemKind
from tocsin.vocab.hold import PreserveReason
from tocsin.vocab.ports import Compartment
from tocsin.vocab.sheet import NoteSheet
from tocsin.wiring import open_desk
from tocsin.wiring.founding import make_home
from tocsin.wiring.rotation import rotate

MAIL = b"""From: finder@example.org
To: security@example.com
Subject: The assistant mails strangers
Date: Mon, 23 Mar 2026 08:15:00 +0000

A web page told it to forward the newest messages, and it did. Tracking number CVE-2026-00001.
"""
TRANSCRIPT = b"".join(
    b'{"role": "%s", "content": "turn %d of the conversation"}\n' % (who, number)
    for number in range(4)
    for who in (b"user", b"assistant")
)
LARGE = b"a line of a log that is longer than what lies in a row\n" * 700  # 37,800 bytes: an object of its own
WRONG = b'{"title": "Not ours", "description": "It came here by mistake.", "ids": ["CVE-2026-00002"]}'
PICKLE = b"\x80\x04\x95\x0b\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix\x94."


def make_eventful_home(home: Path, *, database: str = "", vault: str = "") -> None:
    """Found a home and let everything happen in it."""
    make_home(home, person="Ada", organization="Example Org", database=database, vault=vault)
    with open_desk(home) as desk:
        case = _files_come_in(desk)
        items = _evidence_is_handled(desk, case)
        _the_rest_happens(desk, case, items[0])
        _people_and_routes(desk)
        share_out_and_back(desk)
    rotate(home)
    with open_desk(home) as desk:
        other = intake.open_case(desk, intake.Opening(name="A second case, still small"))
        _keep(desk, other, b"a second copy of nothing", ItemKind.NOTE)
        happened = {type(read_leaf(entry.leaf).act) for entry in desk.log.entries() if not is_record(entry.leaf)}
        assert happened == set(ACTS), f"did not happen: {set(ACTS) - happened}"


def _files_come_in(desk: Desk) -> Case:
    offers = [
        intake.offer_bytes("report.eml", MAIL),
        intake.offer_bytes("chat.jsonl", TRANSCRIPT),
        intake.offer_bytes("gateway.log", LARGE),
    ]
    arrival = reception.receive(desk, offers)
    assert arrival.case is not None
    assert arrival.case.inside
    (told,) = report.listed(desk)
    report.answer(desk, told, "accepted", "We look into it.")
    _add(desk, arrival.case, replace(one_of_each()[i.ReporterReplied], report=told.id))
    return desk.case(arrival.case.id)


def _keep(
    desk: Desk, case: Case, content: bytes, kind: ItemKind, compartment: Compartment = Compartment.ORDINARY
) -> Item:
    described = evidence.Described(kind=kind, name=f"{kind}.bin", source="gateway", compartment=compartment)
    return evidence.keep(desk, desk.case(case.id), described, BytesIO(content))[1]


def _evidence_is_handled(desk: Desk, case: Case) -> list[Item]:
    prompt = _keep(desk, case, b"You are a helpful assistant.", ItemKind.SYSTEM_PROMPT)
    sealed = _keep(desk, case, PICKLE + LARGE, ItemKind.ARTIFACT)
    moved = _keep(desk, case, b"moved there and back", ItemKind.LOG)
    memo = _keep(desk, case, b"Counsel: hold everything.", ItemKind.NOTE, Compartment.PRIVILEGED)
    gone = _keep(desk, case, b"purged in the end" * 2000, ItemKind.MEMORY)
    evidence.hand_over(desk, prompt, CustodyAction.HANDED_OVER, counterpart="forensics lab", means="courier")
    sealing.seal(desk, desk.item(sealed.id), hazard="runs_code_on_load", because="a pickle")
    list(evidence.open_item(desk, desk.item(sealed.id), reason="triage", text="to see what it is"))
    sealing.seal(desk, desk.item(moved.id), hazard="suspected", because="to be safe")
    sealing.unseal(desk, desk.item(moved.id), reason="reviewed", because="it is plain text")
    sealing.hold(desk, desk.case(case.id), desk.item(gone.id), reason=PreserveReason.LITIGATION, because="a claim")
    sealing.hold(desk, desk.case(case.id), desk.item(gone.id), reason=PreserveReason.LITIGATION, because="another")
    for which in desk.item(gone.id).holds["litigation"]:
        reason = PreserveReason.LITIGATION
        sealing.lift_hold(desk, desk.case(case.id), gone, reason=reason, because="settled", which=which)
    sealing.purge(desk, desk.item(gone.id), reason="retention", because="its time is over")
    wrong = intake.take(desk, [intake.offer_bytes("wrong.json", WRONG)], case_id=case.id)[0]
    sealing.purge(desk, desk.item(wrong.item), reason="kept_by_mistake", because="it is another house's")
    return [desk.item(item.id) for item in (prompt, sealed, moved, memo, gone)]


def _the_rest_happens(desk: Desk, case: Case, item: Item) -> None:
    casework.assign(desk, desk.case(case.id), desk.person)
    after = casework.add_open_item(
        desk, desk.case(case.id), what="the model version", closes_when="", check_on="2026-04-01"
    )
    casework.resolve_open_item(desk, after, after.open_items[0].id, "the provider told us")
    each = one_of_each()
    _add(desk, case, each[i.CaseNamed], each[i.ForeignIdLinked], each[i.CaseRelated])
    _add(desk, case, each[t.FactAnswered], each[t.TechniqueMapped], each[t.SeverityScored])
    _add(desk, case, each[t.ChecklistAnswered], each[t.HandedToOwner], each[t.Classified])
    mark = each[m.Marked]
    assert isinstance(mark, m.Marked)
    _add(desk, case, replace(mark, target=item.id), replace(mark, scope="case", target="", source="partner"))
    _add(desk, case, each[m.FieldAsserted], each[m.ReleaseBlocked], each[m.ReleaseUnblocked])
    _add(desk, case, each[m.DutyAnswered], each[m.NoteOpened], each[m.RecordLinked])


def _people_and_routes(desk: Desk) -> None:
    person = people.add(desk, "Bela", address="bela@example.org", roles=("analyst",))
    people.retire(desk, person.id)
    each = one_of_each()
    _add(desk, None, each[h.RouteConfirmed], each[h.RouteWithdrawn])


def _add(desk: Desk, case: Case | None, *acts: Act) -> None:
    """Record acts as they are, each with a sheet of its own where it has one."""
    draft = desk.draft(desk.case(case.id) if case else desk.log_entry())
    for act in acts:
        text = f"why {type(act).__name__} happened"
        has_sheet = getattr(act, "sheet", None) is not None
        draft.add(replace(act, sheet=draft.sheet(NoteSheet(text=text))) if has_sheet else act)
    draft.record()
