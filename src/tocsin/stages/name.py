"""What is meant by a word that somebody typed: an id, or a name.

Names lie in sheets in the vault. They are read a page of the index at a time and compared here, never kept, and what
was purged has no name. Whole ids, and as many signs of one as are shown, are found without reading any name.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Literal

from msgspec import Struct

from tocsin.stages.desk import Desk
from tocsin.vocab.case import Case, PersonEntry
from tocsin.vocab.errors import BadInput
from tocsin.vocab.exercise import EXERCISE
from tocsin.vocab.ids import ALPHABET, short
from tocsin.vocab.sharing import Party, Share
from tocsin.vocab.visible import one_line

Kind = Literal["case", "share", "party", "person"]

PAGE = 1_000  # entities whose sheets are read together: a few hundred kilobytes
MOST_NAMED = 5  # candidates that a refusal lists: more are not read, but typed more exactly
WIDTH = 40  # signs of each of their names
LEAST = 2  # signs of the beginning of a name: a single one is more often a slip than a name
SHOWN = 8  # signs of an id that lists show: nobody's name is the beginning of an id of 40 random bits


class _Sheet(Struct, frozen=True):
    """Of a sheet what it is called by: a share has a title, everybody else a name."""

    name: str = ""
    title: str = ""


class _Called(Struct, frozen=True, kw_only=True):
    """One thing with its name; `is_over` are people who were retired and shares that were dropped."""

    id: str
    name: str
    about: str
    is_over: bool


def meant(desk: Desk, kind: Kind, given: str) -> str:
    """The id of the one case, share, party or person that is meant; BadInput where none, or more than one, fits.

    A whole name comes first, in capitals or not, then what begins so, ids and names together. A retired person and a
    dropped share are meant only where nothing else fits.
    """
    found = _by_id(desk, kind, given)
    wanted = " ".join(given.removeprefix(f"{EXERCISE}:").split()).casefold()
    if found is not None or not wanted:
        return found or desk.full_id(kind, given)
    whole, beginning = list[_Called](), list[_Called]()
    for one in _called(desk, kind):
        name = one.name.casefold()
        if name == wanted or (len(wanted) >= LEAST and name.startswith(wanted)):
            (whole if name == wanted else beginning).append(one)
    for named in (_standing(whole), whole, [*_with_id(desk, kind, given), *_standing(beginning)], beginning):
        if len(named) == 1:
            return named[0].id
        if named:
            raise BadInput(_too_many(kind, given, named), hint="type more of it, or one of these ids")
    return desk.full_id(kind, given)


def _by_id(desk: Desk, kind: Kind, given: str) -> str | None:
    """What is an id beyond doubt: with the word in front, or as many signs as are shown."""
    signs = given.strip().lower().removeprefix(f"{kind}-")
    said_so = given.strip().lower() != signs or (len(signs) >= SHOWN and set(signs) <= set(ALPHABET))
    found = desk.index.starting_with(kind, f"{kind}-{signs}") if said_so and signs else []
    return desk.full_id(kind, signs) if found else None


def _with_id(desk: Desk, kind: Kind, given: str) -> list[_Called]:
    ids = desk.index.starting_with(kind, f"{kind}-{given.strip().lower()}", MOST_NAMED + 1)
    return [_Called(id=one, name="", about="", is_over=False) for one in ids]


def _standing(found: Iterable[_Called]) -> list[_Called]:
    return [one for one in found if not one.is_over]


def _called(desk: Desk, kind: Kind) -> Iterator[_Called]:
    entities = desk.index.all(kind)
    while page := [one for one in islice(entities, PAGE) if isinstance(one, Case | Share | Party | PersonEntry)]:
        sheets = desk.sheets([one.sheet for one in page], _Sheet)
        for one in page:
            sheet = sheets.get(one.sheet)
            if sheet is not None:
                yield _Called(
                    id=one.id,
                    name=" ".join((sheet.name or sheet.title).split()),
                    about=f"{one.purpose}, {one.state}" if isinstance(one, Share) else "",
                    is_over=(isinstance(one, PersonEntry) and one.retired)
                    or (isinstance(one, Share) and one.state == "dropped"),
                )


def _too_many(kind: Kind, given: str, found: list[_Called]) -> str:
    listed = "; ".join(f"{short(one.id)}{_about(one)}" for one in found[:MOST_NAMED])
    more = f"; and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    return f"{given[:60]!r} fits more than one {kind}: {listed}{more}"


def _about(one: _Called) -> str:
    said = [part for part in (one_line(one.name, WIDTH), one.about) if part]
    return f" ({', '.join(said)})" if said else ""
