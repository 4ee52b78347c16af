"""The list of pages: every address of the desk, one line a room."""

from litestar import Router

from tocsin.web.desk import (
    account,
    add,
    blind,
    case,
    cases,
    claims,
    clean,
    closing,
    dictionary,
    duties,
    evidence,
    feedback,
    help,
    home,
    impact,
    ledger,
    marking,
    neutral,
    outbox,
    parties,
    people,
    practice,
    reports,
    review,
    roads,
    rules,
    search,
    settings,
    shares,
    timeline,
    walk,
)
from tocsin.web.desk.door import handlers

ROOMS = (
    home,
    add,
    cases,
    case,
    timeline,
    walk,
    evidence,
    marking,
    impact,
    review,
    clean,
    neutral,
    shares,
    blind,
    practice,
    outbox,
    feedback,
    closing,
    claims,
    duties,
    reports,
    search,
    parties,
    roads,
    account,
    dictionary,
    settings,
    ledger,
    rules,
    people,
    help,
)


def router() -> Router:
    """Every page, as the server takes it."""
    return Router("/", route_handlers=handlers([row for room in ROOMS for row in room.ROWS]), include_in_schema=False)
