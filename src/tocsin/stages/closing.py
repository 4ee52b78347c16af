"""Stage 11: a case ends, never in silence over an unanswered share."""

from datetime import date

from tocsin.rules.closing import TO_FINISH, loose_ends
from tocsin.stages.desk import Desk
from tocsin.stages.feedback import feedback_on
from tocsin.stages.party import name_of
from tocsin.stages.share import deliveries_of, party, shares_of
from tocsin.vocab.acts.feedback import CaseClosed, CaseReopened
from tocsin.vocab.acts.intake import OpenItemAdded
from tocsin.vocab.case import Case, PersonEntry
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.feedback import ReopenReason
from tocsin.vocab.ids import short
from tocsin.vocab.loose import Loose, Why
from tocsin.vocab.reason import closed
from tocsin.vocab.sheet import ClosingSheet, NoteSheet, OpenItemSheet

# What hangs, in words; of some of them an open item takes over.
WORDS: dict[Why, str] = {
    Why.NOT_SENT: "neither sent nor refused nor dropped",
    Why.ON_ITS_WAY: "still on its way",
    Why.UNANSWERED: "no answer yet to the delivery",
    Why.NOT_REACHED: "the recipient was not reached by the delivery",
    Why.QUESTION: "the recipient's question or request is not answered",
    Why.NOT_REVIEWED: "its broken glass was not looked at afterwards",
    Why.BLOCKED: "a release block stands",
}
CLOSED_WHEN: dict[Why, str] = {
    Why.UNANSWERED: "the recipient acknowledged or declined, or was asked again by another road",
    Why.NOT_REACHED: "another road reached the recipient",
    Why.QUESTION: "the answer was sent",
}


def hanging(desk: Desk, case: Case) -> tuple[Loose, ...]:
    """Everything that still hangs on a case."""
    shares = shares_of(desk, case)
    return loose_ends(
        shares,
        [one for share in shares for one in deliveries_of(desk, share)],
        [one for share in shares for one in feedback_on(desk, share)],
        blocked_until=case.block.until if case.block else None,
        now=desk.clock.now(),
    )


def close(desk: Desk, case: Case, *, summary: str, who_else: str = "", check_on: date | None = None) -> Case:
    """Close the case. What still hangs becomes an open item with an owner and a day; without a day it is refused.

    What was neither sent nor dropped, or is on its way, or was not reviewed, or is blocked, has to be settled first.
    """
    if case.closed_at is not None:
        raise ActNotAllowed(f"{case.id} is closed", hint="`tocsin case reopen` opens it again")
    if not summary.strip():
        raise BadInput("closing says how it ended", hint="give --summary TEXT")
    loose = hanging(desk, case)
    first = [one for one in loose if one.why in TO_FINISH]
    if first:
        listed = "; ".join(in_words(desk, one) for one in first)
        raise ActNotAllowed(
            f"to be settled first: {listed}",
            hint="send, refuse or drop shares, wait for or cancel deliveries, lift the block, review the broken glass",
        )
    if loose and check_on is None:
        listed = "; ".join(in_words(desk, one) for one in loose)
        raise ActNotAllowed(
            f"loose ends: {listed}",
            hint="give --check-on DAY: each becomes an open item of whoever answers for the case",
        )
    draft = desk.draft(case)
    if check_on is not None and check_on < draft.at.date():
        raise BadInput("the day to look again lies in the past", hint="give --check-on as a later day")
    left = list[str](item.id for item in case.open_items)
    for one in loose:
        assert check_on is not None, "refused above"
        left.append(desk.new_id("open"))
        sheet = OpenItemSheet(what=in_words(desk, one), closes_when=CLOSED_WHEN[one.why])
        draft.add(
            OpenItemAdded(
                open_item=left[-1],
                owner=_owner(desk, case),
                check_on=check_on.isoformat(),
                sheet=draft.sheet(sheet),
            )
        )
    ending = draft.sheet(ClosingSheet(summary=summary, who_else=who_else))
    draft.add(CaseClosed(left_open=tuple(left), sheet=ending))
    return draft.record_case()


def _owner(desk: Desk, case: Case) -> str:
    """Whoever answers for the case, if they still act here."""
    found = desk.index.get("person", case.assigned) if case.assigned else None
    return found.id if isinstance(found, PersonEntry) and not found.retired else desk.person


def in_words(desk: Desk, loose: Loose) -> str:
    """A loose end as people read it: about what, with whom, why."""
    whom = f" ({name_of(desk, party(desk, loose.party))})" if loose.party else ""
    about = "the case" if loose.why is Why.BLOCKED else short(loose.about)
    return f"{about}{whom}: {WORDS[loose.why]}"


def reopen(desk: Desk, case: Case, *, reason: str, because: str = "") -> Case:
    """Open a closed case again; facts arrive late."""
    if case.closed_at is None:
        raise ActNotAllowed(f"{case.id} is open")
    draft = desk.draft(case)
    code = closed(ReopenReason, reason, "reason to open a case again")
    draft.add(CaseReopened(reason=code, sheet=draft.sheet(NoteSheet(text=because)) if because else None))
    return draft.record_case()
