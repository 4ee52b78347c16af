"""The case as work: who answers for it, and what is unresolved."""

from datetime import date

from msgspec import Struct

from tocsin.stages.desk import Desk
from tocsin.vocab.acts.intake import CaseAssigned, OpenItemAdded, OpenItemResolved
from tocsin.vocab.case import Case
from tocsin.vocab.errors import BadInput, Gone
from tocsin.vocab.sheet import NoteSheet, OpenItemSheet


class OpenLine(Struct, frozen=True, kw_only=True):
    """One unresolved item as people read it."""

    id: str
    owner: str
    check_on: str
    state: str  # open: what is resolved is read with `case log`
    what: str
    closes_when: str


def assign(desk: Desk, case: Case, person: str) -> Case:
    """Name who answers for the case; to name the same person again records nothing."""
    person = desk.active_person(person)
    if person == case.assigned:
        return case
    draft = desk.draft(case)
    draft.add(CaseAssigned(person=person))
    return draft.record_case()


def add_open_item(desk: Desk, case: Case, *, what: str, closes_when: str, check_on: str, owner: str = "") -> Case:
    """Record something unresolved; it has an owner and a day to look again, or it is not recorded."""
    try:
        day = date.fromisoformat(check_on)
    except ValueError:
        raise BadInput("an open item needs a day to look again", hint="give --check-on as YYYY-MM-DD") from None
    if not what.strip():
        raise BadInput("an open item says what is unresolved", hint="say it in a sentence")
    draft = desk.draft(case)
    draft.add(
        OpenItemAdded(
            open_item=desk.new_id("open"),
            owner=desk.active_person(owner) if owner else case.assigned or desk.person,
            check_on=day.isoformat(),
            sheet=draft.sheet(OpenItemSheet(what=what, closes_when=closes_when)),
        )
    )
    return draft.record_case()


def resolve_open_item(desk: Desk, case: Case, identifier: str, how: str) -> Case:
    """The item is done; how is kept."""
    fitting = [item for item in case.open_items if item.id.startswith(identifier)]
    if len(fitting) != 1:
        raise BadInput(f"{len(fitting)} open items fit {identifier!r}", hint=f"`tocsin case open-items {case.id}`")
    if not how.strip():
        raise BadInput("say how it was resolved", hint="add --because TEXT")
    draft = desk.draft(case)
    draft.add(OpenItemResolved(open_item=fitting[0].id, sheet=draft.sheet(NoteSheet(text=how))))
    return draft.record_case()


def open_items(desk: Desk, case: Case) -> list[OpenLine]:
    """Every unresolved item with its text, the one to look at next first."""
    lines = []
    for item in sorted(case.open_items, key=lambda one: one.check_on):
        try:
            sheet = desk.sheet(item.sheet, OpenItemSheet)
        except Gone:
            sheet = None
        lines.append(
            OpenLine(
                id=item.id,
                owner=item.owner,
                check_on=item.check_on,
                state="open",
                what=sheet.what if sheet else "(purged)",
                closes_when=sheet.closes_when if sheet else "",
            )
        )
    return lines
