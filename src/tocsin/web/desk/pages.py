"""The list of pages: every address of the desk, one line a room."""

from litestar import Router

from tocsin.web.desk import (
    account,
    add,
    case,
    cases,
    clean,
    evidence,
    home,
    marking,
    shares,
)
from tocsin.web.desk.door import handlers

ROOMS = (
    home,
    add,
    cases,
    case,
    evidence,
    marking,
    clean,
    shares,
    account,
)


def router() -> Router:
    """Every page, as the server takes it."""
    return Router("/", route_handlers=handlers([row for room in ROOMS for row in room.ROWS]), include_in_schema=False)
