"""How acts add up: the entities that one more act leaves behind.

Folding is deterministic, and every prefix of a valid history is a valid history. Whether an act may be recorded at all
is judged before it is recorded; here every recorded act is taken as it is.
"""

from collections.abc import Callable
from typing import TypeAlias

from msgspec.structs import replace

from tocsin.rules.fold import beside, casework, delivery, evidence, home, party, practice, review, share
from tocsin.vocab.act import Leaf
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
from tocsin.vocab.case import Case, Entity

# What is known before the act: the entity of a kind ("case", "item", ...) and id, or None.
Look: TypeAlias = Callable[[str, str], Entity | None]


def fold(leaf: Leaf, look: Look) -> tuple[Entity, ...]:
    """The entities that change because of this leaf, as they are afterwards."""
    match leaf.act:
        case h.LogOpened() | h.LogKeyRotated() | h.PersonAdded() | h.PersonRetired():
            return home.after_log_or_person(leaf, look)
        case h.RouteConfirmed() | h.RouteWithdrawn():
            return home.after_route(leaf, look)
        case (
            p.PartyDeclared()
            | p.RoadOpened()
            | p.RoadClosed()
            | p.ComponentDeclared()
            | p.TokenIssued()
            | p.TokenRevoked()
            | p.DictionaryKept()
            | p.RecordKeyAdded()
            | p.ReceiptSigned()
        ):
            return party.after_party(leaf, leaf.act, look)
        case i.CaseOpened():
            assert leaf.seq == 0, "a case is opened once"
            return (casework.opened(leaf, leaf.act),)
        case _:
            pass
    before = look("case", leaf.stream)
    assert isinstance(before, Case), "an act of a case follows its opening"
    now = replace(before, size=leaf.seq + 1, changed_at=leaf.at)
    return _after_case_act(leaf, now, look)


def _after_case_act(leaf: Leaf, now: Case, look: Look) -> tuple[Entity, ...]:
    act = leaf.act
    match act:
        case i.ReportReceived() | i.ReportAnswered() | i.ReporterReplied() | i.BatchReceived():
            return casework.after_report(leaf, act, now, look)
        case i.CaseNamed() | i.ForeignIdLinked() | i.CaseRelated() | i.CaseAssigned():
            return (casework.after_case(leaf, act, now),)
        case i.OpenItemAdded() | i.OpenItemResolved():
            return (casework.after_open_item(leaf, act, now),)
        case t.FactAnswered() | t.Classified() | t.ChecklistAnswered() | t.HandedToOwner():
            return (casework.after_triage(leaf, act, now),)
        case t.TechniqueMapped() | t.SeverityScored():
            return (casework.after_code(leaf, act, now),)
        case e.ItemKept() | e.CustodyRecorded() | e.ItemOpened():
            return evidence.after_handling(leaf, act, now, look)
        case e.ItemSealed() | e.ItemUnsealed() | e.ItemPurged():
            return evidence.after_change(leaf, act, now, look)
        case e.HoldPlaced() | e.HoldLifted() | e.HoldEnded():
            return evidence.after_hold(leaf, act, now, look)
        case e.TextsPurged() | m.NoteOpened():
            return (now,)  # what it took away, or who looked, is heard from the log
        case m.Marked():
            return beside.after_mark(leaf, act, now, look)
        case m.FieldAsserted() | m.ReleaseBlocked() | m.ReleaseUnblocked():
            return (beside.after_restriction(leaf, act, now),)
        case m.DutyAnswered() | m.RecordLinked():
            return (beside.after_beside(leaf, act, now),)
        case im.ComponentNamed() | im.PartyInvolved() | im.ContactDecided():
            return party.after_impact(leaf, act, now, look)
        case s.CleanCopyMade():
            return share.after_copy(leaf, act, now)
        case PracticeBegun() | PracticeScored():
            return practice.after_practice(leaf, act, now, look)
        case r.ValuesJudged():
            return (review.after_verdict(act, now),)
        case _:
            return _after_share_act(leaf, now, look)


def _after_share_act(leaf: Leaf, now: Case, look: Look) -> tuple[Entity, ...]:
    act = leaf.act
    match act:
        case s.ShareProposed() | s.PointDecided() | CutChosen() | s.DocumentWritten() | s.ApprovalGiven():
            return share.after_share(leaf, act, now, look)
        case BlindReviewed() | s.ShareApproved() | s.ShareRefused() | s.ShareDropped() | s.BreakGlassReviewed():
            return share.after_share(leaf, act, now, look)
        case d.DeliveryPlanned() | d.DeliveryMoved() | d.RecordEntered():
            return delivery.after_delivery(leaf, act, now, look)
        case f.FeedbackReceived() | f.ReceiptKept() | f.AfterReceiptNoted() | f.EffectRecorded():
            return delivery.after_feedback(leaf, act, now, look)
        case f.CaseClosed() | f.CaseReopened():
            return delivery.after_feedback(leaf, act, now, look)
        case _:
            raise AssertionError("answered above")
