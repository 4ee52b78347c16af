"""Search: where words were found, by case."""

from itertools import groupby
from typing import Any

from msgspec import Struct

from tocsin.stages.search import MOST_CASES, MOST_HITS
from tocsin.web.desk.door import get
from tocsin.web.desk.visit import Page, Visit


class Found(Struct, frozen=True, kw_only=True):
    """One place: the page that shows it, and the text around it with the words in the middle."""

    kind: str
    path: str
    before: str
    words: str
    after: str


def search(visit: Visit) -> Page:
    """The cases in which the words were found, newest first, each with its places."""
    wanted = " ".join(visit.query.get("text", "").split())
    hits = visit.ask("search.find", text=wanted) if wanted else ()
    cases = [(case, list(some)) for case, some in groupby(hits, key=lambda hit: str(hit.case))]
    return visit.page(
        "search.html",
        here="",
        searched=wanted,
        cases=[(some[0], [_found(hit, wanted) for hit in some]) for _, some in cases],
        count=len(hits),
        is_cut=len(hits) >= MOST_HITS,
        most_cases=MOST_CASES,
    )


def _found(hit: Any, wanted: str) -> Found:
    place = hit.snippet.lower().find(wanted.lower())
    whole = place >= 0 and len(hit.snippet.lower()) == len(hit.snippet)  # some signs grow when they become small
    start, end = (place, place + len(wanted)) if whole else (len(hit.snippet), len(hit.snippet))
    return Found(
        kind=hit.kind,
        path=_path(hit),
        before=hit.snippet[:start],
        words=hit.snippet[start:end],
        after=hit.snippet[end:],
    )


def _path(hit: Any) -> str:
    return f"/evidence/{hit.where}" if hit.where.startswith("item-") else f"/cases/{hit.case}"


ROWS = (get("/search", search),)
