"""Whether a case belongs to a list that was asked for."""

from datetime import datetime

from tocsin.vocab.case import Case
from tocsin.vocab.case_list import NOBODY, CameFrom, CaseQuery, CaseStanding
from tocsin.vocab.marking import parse_tlp
from tocsin.vocab.public_report import PUBLIC_FORM
from tocsin.vocab.triage import EventClass


def class_of(case: Case) -> str:
    """The class as the index has it; without a classification it needs information."""
    return case.judged.event_class if case.judged else EventClass.NEEDS_INFORMATION


def standing_of(case: Case) -> CaseStanding:
    """Whether it is worked on."""
    return CaseStanding.OPEN if case.closed_at is None else CaseStanding.CLOSED


def came_from(case: Case) -> CameFrom:
    """What it began with."""
    if case.opened_by == PUBLIC_FORM:
        return CameFrom.PUBLIC_FORM
    if case.reports:
        return CameFrom.REPORT
    return CameFrom.COLLECTION if case.batches else CameFrom.OURSELVES


def answers_for(case: Case) -> str:
    """Who answers for it: whoever it is assigned to, else whoever opened it."""
    return case.assigned or case.opened_by


def is_blocked(case: Case, now: datetime) -> bool:
    """Whether a release block is in force."""
    return case.block is not None and case.block.until > now


def is_held(case: Case) -> bool:
    """Whether anything of it may not be deleted."""
    return bool(case.holds) or case.held_items > 0


def needs_a_look(query: CaseQuery) -> bool:
    """Whether cases have to be looked at one by one: the index chooses by class alone."""
    bare = CaseQuery(event_class=query.event_class, order=query.order)
    return query != bare


def fits(case: Case, query: CaseQuery, now: datetime) -> bool:
    """Whether it is what was asked for, as far as the case itself says; its label and its name, the caller compares."""
    return all(
        (
            query.event_class is None or class_of(case) == query.event_class,
            query.standing is None or standing_of(case) == query.standing,
            not query.assigned or _is_for(case, query.assigned),
            query.blocked is None or is_blocked(case, now) == query.blocked,
            query.held is None or is_held(case) == query.held,
            query.exercise is None or case.exercise == query.exercise,
            query.came_from is None or came_from(case) == query.came_from,
        )
    )


def check(query: CaseQuery) -> None:
    """BadInput where a label is asked for that there is not."""
    if query.tlp:
        parse_tlp(query.tlp)


def _is_for(case: Case, who: str) -> bool:
    return case.assigned is None if who == NOBODY else answers_for(case) == who
