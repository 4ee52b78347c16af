"""The table of operations: everything that can be asked of a desk."""

from functools import cache
from typing import Any

from tocsin.operations import (
    account,
    beside,
    blind_review,
    case,
    case_list,
    claim,
    clean,
    closing,
    coding,
    config,
    contact,
    custody,
    cut,
    dictionary,
    document,
    evidence,
    feedback,
    found,
    impact,
    intake,
    ledger,
    looking,
    marking,
    name,
    open_item,
    outbox,
    party,
    policy,
    practice,
    question,
    receipt,
    review,
    road,
    search,
    share,
    share_point,
    status,
    timeline,
    token,
    user,
    view,
)
from tocsin.operations.operation import Operation

ROOMS = (
    *(
        status,
        search,
        name,
        intake,
        case_list,
        case,
        timeline,
        question,
        open_item,
        coding,
        evidence,
        found,
        looking,
        custody,
        marking,
        beside,
    ),
    *(impact, party, contact, road, token, dictionary, policy),
    *(review, clean, share, cut, share_point, blind_review, document),
    *(outbox, feedback, receipt, closing, claim, ledger),
    *(practice, account, view, config, user),
)

# What takes and gives differ from row to row; whoever asks one reads them from the row itself.
AnyOperation = Operation[Any, Any]


@cache
def operations() -> tuple[AnyOperation, ...]:
    """Every operation, in the order of the route."""
    return tuple(one for room in ROOMS for one in room.OPERATIONS)


@cache
def by_name() -> dict[str, AnyOperation]:
    """Every operation by its name; no two share one, nor a method and a path."""
    found = {one.name: one for one in operations()}
    assert len(found) == len(operations()), "two operations have one name"
    assert len({(one.method, one.path) for one in operations()}) == len(found), "two operations share a place"
    return found
