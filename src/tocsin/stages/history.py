"""The history of a case: every act with the words that lie beside it.

What is privileged stays closed here: counsel's notes, and what counsel's items are called. What was purged says
nothing.
"""

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from tocsin.stages.desk import Desk
from tocsin.stages.evidence import is_privileged, sheet_of
from tocsin.vocab.act import Act, Leaf, is_record, read_leaf
from tocsin.vocab.acts import delivery as d
from tocsin.vocab.acts import evidence as e
from tocsin.vocab.acts import feedback as f
from tocsin.vocab.acts import impact as p
from tocsin.vocab.acts import intake as i
from tocsin.vocab.acts import marking as m
from tocsin.vocab.acts import review as r
from tocsin.vocab.acts import share as s
from tocsin.vocab.acts import triage as t
from tocsin.vocab.acts.blind_review import BlindReviewed
from tocsin.vocab.acts.cut import CutChosen
from tocsin.vocab.acts.practice import PracticeBegun, PracticeScored
from tocsin.vocab.case import Case
from tocsin.vocab.errors import Gone
from tocsin.vocab.practice import PracticeScore, PracticeSheet
from tocsin.vocab.sheet import (
    AnswerSheet,
    BlindReviewSheet,
    CaseSheet,
    CleanCopySheet,
    ClosingSheet,
    ComponentSheet,
    CustodySheet,
    DocumentSheet,
    ForeignIdSheet,
    NoteSheet,
    OpenItemSheet,
    ReportSheet,
    SeveritySheet,
    ShareSheet,
    TechniqueSheet,
    TransportSheet,
    VerdictSheet,
)

# What lies beside each act, and which of its members are words. An item's sheet is read by `stages.evidence`, which
# knows what is closed; a batch's holds a salt, a record's a nonce; a duty's is counsel's note.
_NOTE = (NoteSheet, ("text",))
_ANSWER = (AnswerSheet, ("value", "because"))
_SHEETS: dict[type[Act], tuple[type[Struct], tuple[str, ...]]] = {
    i.CaseOpened: (CaseSheet, ("name", "summary")),
    i.CaseNamed: (CaseSheet, ("name", "summary")),
    i.ReportReceived: (ReportSheet, ("title", "reporter", "contact", "reported_at")),
    i.ReportAnswered: _NOTE,
    i.ReporterReplied: _NOTE,
    i.ForeignIdLinked: (ForeignIdSheet, ("value",)),
    i.OpenItemAdded: (OpenItemSheet, ("what", "closes_when")),
    i.OpenItemResolved: _NOTE,
    t.FactAnswered: _ANSWER,
    t.ChecklistAnswered: _ANSWER,
    t.TechniqueMapped: (TechniqueSheet, ("name", "because")),
    t.SeverityScored: (SeveritySheet, ("vector", "shown")),
    t.HandedToOwner: _NOTE,
    e.CustodyRecorded: (CustodySheet, ("counterpart", "means", "because")),
    e.ItemSealed: _NOTE,
    e.ItemUnsealed: _NOTE,
    e.ItemOpened: _NOTE,
    e.HoldPlaced: _NOTE,
    e.HoldLifted: _NOTE,
    e.HoldEnded: _NOTE,
    e.ItemPurged: _NOTE,
    m.Marked: _NOTE,
    m.FieldAsserted: _NOTE,
    m.ReleaseBlocked: _NOTE,
    m.ReleaseUnblocked: _NOTE,
    m.NoteOpened: _NOTE,
    m.RecordLinked: _NOTE,
    p.ComponentNamed: (ComponentSheet, ("name", "version", "purl", "revision", "note")),
    p.PartyInvolved: _NOTE,
    p.ContactDecided: _NOTE,
    PracticeBegun: (PracticeSheet, ()),  # what is planted, nobody is shown before it is counted
    PracticeScored: (PracticeScore, ()),
    r.ValuesJudged: (VerdictSheet, ()),  # the values are what must not leave: they are shown in the review alone
    s.CleanCopyMade: (CleanCopySheet, ("note",)),
    s.ShareProposed: (ShareSheet, ("title", "ask", "answer_by", "why")),
    s.PointDecided: _NOTE,
    CutChosen: _NOTE,
    BlindReviewed: (BlindReviewSheet, ()),  # guesses at what must not leave: shown to nobody
    s.DocumentWritten: (DocumentSheet, ("number", "file_name")),
    s.ApprovalGiven: _NOTE,
    s.ShareRefused: _NOTE,
    s.ShareDropped: _NOTE,
    s.BreakGlassReviewed: _NOTE,
    d.DeliveryMoved: (TransportSheet, ("answer", "receipt", "note")),
    f.FeedbackReceived: _NOTE,
    f.AfterReceiptNoted: _NOTE,
    f.EffectRecorded: _NOTE,
    f.CaseClosed: (ClosingSheet, ("summary", "who_else")),
    f.CaseReopened: _NOTE,
}

# The members of acts that are closed codes, in the order in which they read well.
_CODES = (
    *("scope", "target", "source", "tlp", "field", "prong", "counsel"),
    *("grade", "purpose", "point", "cut", "standing", "group", "outcome", "verdict", "step"),
    *("fact", "row", "record", "duty", "flag", "owner", "scheme", "version", "id", "low", "high"),
    *("kind", "compartment", "action", "hazard", "reason", "event_class", "relation", "value", "answer", "state"),
    *("statement", "confidence"),
)


class Told(Struct, frozen=True, kw_only=True):
    """One act: its entry in the log, its leaf, its closed codes, and what was said beside it."""

    index: int
    leaf: Leaf
    codes: str
    said: str


def history(desk: Desk, case: Case) -> Iterator[Told]:
    """Every act of a case, oldest first."""
    for entry in desk.log.stream(case.id):
        if is_record(entry.leaf):
            continue  # the act after it says what it is
        leaf = read_leaf(entry.leaf)
        yield Told(index=entry.index, leaf=leaf, codes=codes_of(leaf.act), said=_said(desk, leaf.act))


def codes_of(act: Act) -> str:
    """The closed codes of an act, in the order in which they read well."""
    words = " ".join(str(code) for name in _CODES if (code := getattr(act, name, None)))
    return f"{words} (preliminary)" if isinstance(act, t.Classified) else words


def _said(desk: Desk, act: Act) -> str:
    item: str | None = getattr(act, "item", None)
    if item is not None and is_privileged(desk, desk.item(item)):
        return ""
    if isinstance(act, e.ItemKept):
        sheet = sheet_of(desk, desk.item(act.item))
        return "; ".join(part for part in (sheet.name, sheet.source, sheet.note) if part)
    commit: str | None = getattr(act, "sheet", None)
    if type(act) not in _SHEETS or commit is None:
        return ""
    type_, words = _SHEETS[type(act)]
    try:
        found = msgspec.json.decode(desk.vault.read(commit), type=type_)
    except Gone:
        return ""
    return "; ".join(part for word in words if (part := getattr(found, word)))
