"""Stage 4: labels on case, item and field; assertions; the release block."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from tocsin.rules.fold.evidence import caveats_of, compartment_of
from tocsin.rules.marking import (
    Change,
    ChangeFree,
    ChangePermitted,
    FreeReason,
    Permission,
    PermissionNeeded,
    effective,
    judge_change,
)
from tocsin.stages.compartment import drop, move
from tocsin.stages.desk import Desk, Draft
from tocsin.stages.marks import TLP_CODES, act_of, marking_of, marks_on_case
from tocsin.store.catalogues import load
from tocsin.vocab.acts.marking import FieldAsserted, ReleaseBlocked, ReleaseUnblocked
from tocsin.vocab.case import Case, MarkSet
from tocsin.vocab.checklist import Checklist
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.hold import BlockReason
from tocsin.vocab.marking import Marking
from tocsin.vocab.ports import Compartment
from tocsin.vocab.reason import OWN, UnblockReason, closed, source_of_mark
from tocsin.vocab.sheet import NoteSheet


class Target(Struct, frozen=True, kw_only=True):
    """What is marked: the case, one item (its id) or one field of the checklist (its key)."""

    scope: str = "case"
    target: str = ""


def marks_on(desk: Desk, case: Case, target: Target) -> dict[str, MarkSet]:
    """The marks that stand on a target now, by source."""
    if target.scope == "case":
        return case.marks
    if target.scope == "field":
        _check_field(desk, case, target.target)
        return case.field_marks.get(target.target, {})
    item = desk.item(target.target)
    if item.case != case.id:
        raise BadInput(f"{item.id} belongs to {item.case}, not to {case.id}")
    return item.marks


def mark(
    desk: Desk, case: Case, target: Target, marking: Marking, *, source: str = OWN, permission_text: str = ""
) -> tuple[Case, Change]:
    """Put one source's mark on a target. Tightening is free; widening needs the owner's recorded permission.

    `permission_text` says who permitted it and how; it is kept with the act. Without it, a wider mark is not recorded
    and the answer says what is missing. The mark that stands already is not recorded again. An item that becomes
    counsel's by its mark moves behind counsel's key in the same moment, and back when no mark says so any more.
    """
    standing = marks_on(desk, case, target).get(source_of_mark(source))
    now = desk.clock.now()
    permissions = (
        (Permission(owner=source, to=marking, recorded_by=desk.person, given_at=now),)
        if permission_text.strip()
        else ()
    )
    change = judge_change(marking_of(standing) if standing else None, marking, by=source, permissions=permissions)
    if isinstance(change, PermissionNeeded) or change == ChangeFree(why=FreeReason.SAME):
        return case, change
    draft = desk.draft(case)
    sheet = draft.sheet(NoteSheet(text=permission_text)) if permission_text.strip() else None
    draft.add(
        act_of(
            marking,
            scope=target.scope,
            target=target.target,
            source=source,
            widened=isinstance(change, ChangePermitted),
            sheet=sheet,
        )
    )
    left = _move(draft, target, source, marking)
    after = draft.record_case()
    drop(desk, left)
    return after, change


def _move(draft: Draft, target: Target, source: str, marking: Marking) -> tuple[str, ...]:
    """Take the item's content into the draft where the mark changes behind which key it lies; what that leaves."""
    if target.scope != "item":
        return ()
    item = draft.desk.item(target.target)
    if item.state == "purged":
        return ()
    others = caveats_of({other: mark for other, mark in item.marks.items() if other != source})
    to = compartment_of(item.unmarked or item.compartment, [*others, marking.caveats])
    return move(draft, item, Compartment(to)) if to != item.compartment else ()


def case_marking(case: Case) -> Marking:
    """The marking of the whole case: of every mark on it, with the strictest label of its live items and fields."""
    whole = effective(marks_on_case(case))
    labels = [tlp for tlp, code in TLP_CODES.items() if code in case.item_labels]
    fields = [marking_of(standing).tlp for marks in case.field_marks.values() for standing in marks.values()]
    return replace(whole, tlp=max((whole.tlp, *labels, *fields)))


def assert_field(
    desk: Desk, case: Case, field: str, *, prong: str, proprietary: bool, counsel: str, because: str = ""
) -> Case:
    """Record what somebody asserts a field to be under CISA 2015; counsel decides what it is."""
    _check_field(desk, case, field)
    draft = desk.draft(case)
    sheet = draft.sheet(NoteSheet(text=because)) if because else None
    draft.add(FieldAsserted(field=field, prong=prong, proprietary=proprietary, counsel=counsel, sheet=sheet))
    return draft.record_case()


def block(desk: Desk, case: Case, *, owner: str, until: datetime, reason: BlockReason, lifts_when: str) -> Case:
    """Stop sending, with an owner, an end and what would lift it: a block is never silent, and never shortened."""
    now = desk.clock.now()
    if until <= now:
        raise BadInput("a release block ends in the future", hint="give --until as a later moment")
    if not lifts_when.strip():
        raise BadInput("a release block says what would lift it", hint="say it with --lifts-when TEXT")
    if case.block is not None and case.block.until > max(now, until):
        raise ActNotAllowed(
            f"a block until {case.block.until:%Y-%m-%d %H:%M UTC} stands; a new one cannot end earlier",
            hint="lift that one first, with the reason: `tocsin case unblock`",
        )
    draft = desk.draft(case)
    sheet = draft.sheet(NoteSheet(text=lifts_when))
    draft.add(ReleaseBlocked(owner=desk.active_person(owner), until=until, reason=reason, sheet=sheet))
    return draft.record_case()


def unblock(desk: Desk, case: Case, *, reason: str, because: str) -> Case:
    """Lift the release block."""
    if case.block is None:
        raise ActNotAllowed(f"no release block stands on {case.id}")
    code = closed(UnblockReason, reason, "reason to unblock")
    draft = desk.draft(case)
    draft.add(ReleaseUnblocked(reason=code, sheet=draft.sheet(NoteSheet(text=because))))
    return draft.record_case()


def _check_field(desk: Desk, case: Case, field: str) -> None:
    """A mark on a misspelt field would protect nothing, and nobody would notice."""
    known = {row.key for checklist in load("checklists", Checklist, desk.home) for row in checklist.rows}
    if field not in known:
        raise BadInput(f"the checklist has no row {field[:60]!r}", hint=f"`tocsin case checklist {case.id} --all`")
