"""Leaves for tests: one full example of every act, the golden files, and any leaf that the types allow."""

from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
from hypothesis import strategies as st
from msgspec import inspect

from tocsin.vocab.act import ACTS, Act, Leaf, leaf_bytes, tag_of
from tocsin.vocab.acts import delivery as d
from tocsin.vocab.acts import evidence as e
from tocsin.vocab.acts import feedback as f
from tocsin.vocab.acts import home as h
from tocsin.vocab.acts import impact as im
from tocsin.vocab.acts import intake as i
from tocsin.vocab.acts import marking as m
from tocsin.vocab.acts import party as p
from tocsin.vocab.acts import review as r
from tocsin.vocab.acts import share as s
from tocsin.vocab.acts import triage as t
from tocsin.vocab.acts.blind_review import BlindReviewed
from tocsin.vocab.acts.cut import CutChosen
from tocsin.vocab.acts.practice import PracticeBegun, PracticeScored
from tocsin.vocab.evidence import CustodyAction, ItemKind
from tocsin.vocab.triage import Statement

GOLDEN = Path(__file__).parent / "golden" / "acts"
NOON = datetime(2026, 3, 24, 12, 0, 0, 250_000, tzinfo=UTC)
ORG, PERSON, DEPUTY = (f"{kind}-{'0' * 24}{tail}" for kind, tail in (("org", "0a"), ("person", "1a"), ("person", "2b")))
CASE, OTHER_CASE, ITEM, PART = (
    f"{kind}-{'0' * 24}{tail}" for kind, tail in (("case", "3c"), ("case", "4d"), ("item", "5e"), ("item", "6f"))
)
REPORT, BATCH, ROUTE, OPEN_ITEM = (
    f"{kind}-{'0' * 24}{tail}" for kind, tail in (("report", "7g"), ("batch", "8h"), ("route", "9j"), ("open", "ak"))
)
PARTY, ROAD, TOKEN, COMPONENT, COPY, SHARE = (
    f"{kind}-{'0' * 24}{tail}"
    for kind, tail in (
        ("party", "bm"),
        ("road", "cn"),
        ("token", "dp"),
        ("component", "eq"),
        ("copy", "fr"),
        ("share", "gs"),
    )
)
DOCUMENT, DELIVERY, FEEDBACK, EFFECT = (
    f"{kind}-{'0' * 24}{tail}"
    for kind, tail in (("document", "ht"), ("delivery", "jv"), ("feedback", "kw"), ("effect", "mx"))
)
SHEET, CONTENT = "5" * 64, "c0" * 32
KEY, NEW_KEY = "tocsin/example+0a1b2c3d+AQID", "tocsin/example+4e5f6a7b+BAUG"


def one_of_each() -> dict[type[Act], Act]:
    """A full example of every act: no field is left at None that could hold something."""
    examples = (
        *_home(),
        *_intake(),
        *_triage(),
        *_evidence(),
        *_marking(),
        *_party(),
        *_impact(),
        *_share(),
        *_delivery(),
        *_feedback(),
    )
    return {type(act): act for act in examples}


def leaf_of(act: Act, seq: int = 0, at: datetime = NOON) -> Leaf:
    """The leaf of an act in its proper stream."""
    stream = ORG if type(act).__module__.endswith((".home", ".party")) else CASE
    return Leaf(org=ORG, stream=stream, seq=seq, at=at, by=PERSON, salt="5a" * 16, act=act)


def golden_file(act: type[Act]) -> Path:
    """Where the golden leaf of a kind of act lies."""
    return GOLDEN / f"{tag_of(act).replace('/', '-')}.json"


def write_missing_golden() -> None:
    """Write the golden files that are not there yet. One that is there is never written again: it is read for ever."""
    for type_, act in one_of_each().items():
        if not golden_file(type_).exists():
            golden_file(type_).write_bytes(leaf_bytes(leaf_of(act)))


def _home() -> tuple[Act, ...]:
    return (
        h.LogOpened(origin="tocsin/example", key=KEY),
        h.LogKeyRotated(old_key=KEY, new_key=NEW_KEY),
        h.PersonAdded(person=PERSON, roles=("analyst", "approver"), sheet=SHEET),
        h.PersonRetired(person=PERSON),
        h.RouteConfirmed(
            route=ROUTE,
            channel="cisa-report",
            group="cisa",
            people=(PERSON,),
            deputies=(DEPUTY,),
            verified_on=date(2026, 3, 1),
            sheet=SHEET,
        ),
        h.RouteWithdrawn(route=ROUTE, reason="address_changed"),
    )


def _intake() -> tuple[Act, ...]:
    counts = (i.KindCount(kind=ItemKind.PROMPT, count=3), i.KindCount(kind=ItemKind.TOOL_CALL, count=2))
    return (
        i.CaseOpened(
            case=CASE, exercise=True, template="poisoned-dataset", checklist="jcdc-ai-playbook@1.0.0", sheet=SHEET
        ),
        i.CaseNamed(sheet=SHEET),
        i.ReportReceived(report=REPORT, item=ITEM, format="mail", anonymous=False, receipt=CONTENT, sheet=SHEET),
        i.ReportAnswered(report=REPORT, state="accepted", sheet=SHEET),
        i.ReporterReplied(report=REPORT, sheet=SHEET),
        i.BatchReceived(batch=BATCH, item=ITEM, format="otlp-genai", root=CONTENT, counts=counts, sheet=SHEET),
        i.ForeignIdLinked(scheme="cve", sheet=SHEET),
        i.CaseRelated(other=OTHER_CASE, relation="near_duplicate"),
        i.CaseAssigned(person=PERSON),
        i.OpenItemAdded(open_item=OPEN_ITEM, owner=PERSON, check_on="2026-04-01", sheet=SHEET),
        i.OpenItemResolved(open_item=OPEN_ITEM, sheet=SHEET),
    )


def _triage() -> tuple[Act, ...]:
    return (
        t.FactAnswered(fact="integrity", value="actual", statement=Statement.FACT, confidence="high", sheet=SHEET),
        t.Classified(
            event_class="incident",
            flags=("also_safety",),
            rule=1,
            reasons=("integrity_actual",),
            missing=("availability",),
            rules="1.0.0",
        ),
        t.TechniqueMapped(
            scheme="ATLAS",
            version="5.6.0",
            id="AML.T0051.001",
            statement=Statement.HYPOTHESIS,
            confidence="low",
            sheet=SHEET,
        ),
        t.SeverityScored(scheme="AIVSS", version="0.8", low="6.1", high="9.3", sheet=SHEET),
        t.ChecklistAnswered(
            row="technical_data", state="filled", statement=Statement.FACT, confidence="med", sheet=SHEET
        ),
        t.HandedToOwner(flag="also_safety", owner="safety_team", sheet=SHEET),
    )


def _evidence() -> tuple[Act, ...]:
    return (
        e.ItemKept(
            item=ITEM,
            kind=ItemKind.SYSTEM_PROMPT,
            content=CONTENT,
            compartment="ordinary",
            parent=PART,
            batch=BATCH,
            position=17,
            sheet=SHEET,
        ),
        e.CustodyRecorded(item=ITEM, action=CustodyAction.HANDED_OVER, sheet=SHEET),
        e.ItemSealed(item=ITEM, hazard="runs_code_on_load", content=CONTENT, sheet=SHEET),
        e.ItemUnsealed(item=ITEM, reason="reviewed", content=CONTENT, sheet=SHEET),
        e.ItemOpened(item=ITEM, reason="reproduction", sheet=SHEET),
        e.HoldPlaced(item=ITEM, reason="litigation", sheet=SHEET),
        e.HoldLifted(item=ITEM, reason="litigation", sheet=SHEET),
        e.HoldEnded(item=ITEM, reason="litigation", placed=CONTENT, sheet=SHEET),
        e.ItemPurged(item=ITEM, reason="retention", sheet=SHEET),
        e.TextsPurged(item=ITEM, texts=(SHEET, CONTENT)),
    )


def _marking() -> tuple[Act, ...]:
    return (
        m.Marked(
            scope="item",
            target=ITEM,
            source="own",
            tlp="amber+strict",
            caveats=("personal_data", "proprietary"),
            audience=("cisa",),
            encrypt_in_transit="must",
            permitted_actions="none",
            pap="red",
            affected_party_notification="must-not",
            attribution="must-not",
            resale="must-not",
            embargo_until=NOON,
            expires_at=NOON,
            widened=True,
            sheet=SHEET,
        ),
        m.FieldAsserted(field="technical_data", prong="B_method", proprietary=True, counsel="answered", sheet=SHEET),
        m.ReleaseBlocked(owner=PERSON, until=NOON, reason="counsel_review", sheet=SHEET),
        m.ReleaseUnblocked(reason="counsel_answered", sheet=SHEET),
        m.DutyAnswered(
            duty="nis2_23",
            answer="yes",
            zone="Europe/Berlin",
            event="start",
            event_at=NOON,
            stage_met="early_warning",
            met_at=NOON,
            sheet=SHEET,
        ),
        m.NoteOpened(duty="nis2_23", reason="legal_review", sheet=SHEET),
        m.RecordLinked(record="incident_response", state="linked", sheet=SHEET),
    )


def _party() -> tuple[Act, ...]:
    return (
        p.PartyDeclared(party=PARTY, kinds=("isac", "industry"), sheet=SHEET),
        p.RoadOpened(road=ROAD, party=PARTY, kind="taxii", route=ROUTE, sheet=SHEET),
        p.RoadClosed(road=ROAD, reason="moved"),
        p.ComponentDeclared(component=COMPONENT, party=PARTY, relation="operates", sheet=SHEET),
        p.TokenIssued(token=TOKEN, party=PARTY, scope="page", delivery=DELIVERY, expires_at=NOON, sheet=SHEET),
        p.TokenRevoked(token=TOKEN, reason="lost"),
        p.DictionaryKept(sheet=SHEET),
        p.RecordKeyAdded(key="02" + "a1" * 32),
        p.ReceiptSigned(record="receipt", grade="E1", content=CONTENT, sheet=SHEET),
    )


def _impact() -> tuple[Act, ...]:
    return (
        im.ComponentNamed(component=COMPONENT, kind="model", standing="affected", item=ITEM, sheet=SHEET),
        im.PartyInvolved(
            party=PARTY, roles=("supplier", "recipient"), group="vendor", proposed_by="graph", sheet=SHEET
        ),
        im.ContactDecided(
            group="vendor", party=PARTY, answer="deliberately_not_contacted", reason="embargo", sheet=SHEET
        ),
    )


def _share() -> tuple[Act, ...]:
    return (
        PracticeBegun(planted=3, helping=2, burst=True, sheet=SHEET),
        PracticeScored(found=2, lost=1, sheet=SHEET),
        r.ValuesJudged(verdict="ours", values=3, whole=True, sheet=SHEET),
        s.CleanCopyMade(copy=COPY, content=CONTENT, withheld=SHEET, removed=7, rules="1.0.0", sheet=SHEET),
        s.ShareProposed(share=SHARE, copy=COPY, purpose="correction", follows=SHARE, recipients=(PARTY,), sheet=SHEET),
        s.PointDecided(
            share=SHARE, point="SIG", value="active", statement=Statement.FACT, confidence="high", sheet=SHEET
        ),
        CutChosen(share=SHARE, recipient=PARTY, cut="pattern", sheet=SHEET),
        s.DocumentWritten(
            share=SHARE,
            document=DOCUMENT,
            recipient=PARTY,
            format="stix",
            payload=CONTENT,
            terms=SHEET,
            sheet=SHEET,
        ),
        BlindReviewed(share=SHARE, recipient=PARTY, document=DOCUMENT, guessed=("victim",), sheet=SHEET),
        s.ApprovalGiven(
            share=SHARE,
            bound=SHEET,
            as_counsel=True,
            self_approved=False,
            method="host_asserted",
            break_glass="active_attack",
            sheet=SHEET,
        ),
        s.ShareApproved(
            share=SHARE,
            recipient=PARTY,
            document=DOCUMENT,
            payload=CONTENT,
            terms=SHEET,
            bound=SHEET,
            table="x_example.invalid:SHARE:1.0.0",
            row=728,
            outcome="CIRCLE",
            approvers=(DEPUTY,),
            self_approved=False,
            break_glass=True,
        ),
        s.ShareRefused(
            share=SHARE,
            recipient=PARTY,
            reasons=("tlp_too_strict", "embargo"),
            flips=("EXPO:identifies:clean",),
            owner=PERSON,
            until=NOON,
            sheet=SHEET,
        ),
        s.ShareDropped(share=SHARE, reason="not_needed", sheet=SHEET),
        s.BreakGlassReviewed(share=SHARE, verdict="justified", sheet=SHEET),
    )


def _delivery() -> tuple[Act, ...]:
    return (
        d.DeliveryPlanned(
            delivery=DELIVERY,
            share=SHARE,
            recipient=PARTY,
            document=DOCUMENT,
            payload=CONTENT,
            road=ROAD,
            kind="mail",
            wire=CONTENT,
            send_after=NOON,
        ),
        d.DeliveryMoved(delivery=DELIVERY, state="failed", attempt=3, reason="not_reachable", sheet=SHEET),
        d.RecordEntered(record="share", share=SHARE, delivery=DELIVERY, leaf="d4" * 32, sheet=SHEET),
    )


def _feedback() -> tuple[Act, ...]:
    return (
        f.FeedbackReceived(
            feedback=FEEDBACK,
            share=SHARE,
            delivery=DELIVERY,
            party=PARTY,
            kind="known_already",
            means="page",
            signed=True,
            known_since=NOON,
            known_from="vendor",
            answers=FEEDBACK,
            sheet=SHEET,
        ),
        f.ReceiptKept(
            feedback=FEEDBACK,
            record="receipt",
            grade="E1",
            as_offered=True,
            contradicts=FEEDBACK,
            content=CONTENT,
            sheet=SHEET,
        ),
        f.AfterReceiptNoted(
            share=SHARE, party=PARTY, step="distributed", state="stated_by_recipient", on="2026-04-01", sheet=SHEET
        ),
        f.EffectRecorded(effect=EFFECT, kind="mitigation", because_of=(FEEDBACK, SHARE), on="2026-04-02", sheet=SHEET),
        f.CaseClosed(left_open=(OPEN_ITEM,), sheet=SHEET),
        f.CaseReopened(reason="late_answer", sheet=SHEET),
    )


def leaves() -> st.SearchStrategy[Leaf]:
    """Any leaf that the types allow, every kind of act as likely as another."""
    return st.sampled_from(ACTS).flatmap(lambda type_: st.builds(leaf_of, acts(type_), _numbers(), _moments()))


def acts(type_: type[Act]) -> st.SearchStrategy[Act]:
    """Any act of one kind."""
    return _filled(type_)


def _filled(type_: type[Act]) -> st.SearchStrategy[Act]:
    info = inspect.type_info(type_)
    assert isinstance(info, inspect.StructType)
    return st.fixed_dictionaries({field.name: _of(field.type) for field in info.fields}).map(
        lambda fields: msgspec.convert(fields | {"type": tag_of(type_)}, type_, builtin_types=(datetime, date))
    )


def _of(info: inspect.Type) -> st.SearchStrategy[object]:
    """Any value of a field's type, in the form that `msgspec.convert` takes."""
    match info:
        case inspect.StrType(pattern=pattern):
            return st.from_regex(pattern) if pattern else st.text()
        case inspect.EnumType(cls=words):
            return st.sampled_from([word.value for word in words])
        case inspect.DateTimeType():
            return _moments()
        case inspect.IntType():
            return _numbers()
        case inspect.BoolType():
            return st.booleans()
        case inspect.NoneType():
            return st.none()
        case inspect.DateType():
            return st.dates()
        case inspect.VarTupleType(item_type=item):
            return st.lists(_of(item), max_size=3)
        case inspect.UnionType(types=types):
            return st.one_of([_of(type_) for type_ in types])
        case inspect.StructType(fields=fields):
            return st.fixed_dictionaries({field.encode_name: _of(field.type) for field in fields})
        case _:
            raise TypeError(f"an act has a field of a type that acts do not have: {info}")


def _numbers() -> st.SearchStrategy[int]:
    return st.integers(0, 2**53 - 1)


def _moments() -> st.SearchStrategy[datetime]:
    return st.datetimes(timezones=st.just(UTC), min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30))  # noqa: DTZ001 -- the strategy puts the zone in
