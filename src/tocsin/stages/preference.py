"""What a person prefers: saved views, columns, a zone.

Nothing of it is an act: it says how somebody looks, and decides nothing. It lies beside the log, and is theirs alone.
"""

from collections.abc import Callable

import msgspec
from msgspec.structs import replace

from tocsin.rules.case_list import check
from tocsin.rules.duty import zone_of
from tocsin.stages.desk import Desk
from tocsin.vocab.case_list import COLUMNS, CaseColumn, Preference, SavedView
from tocsin.vocab.errors import BadInput, NotHere, TooMuch

MOST_VIEWS = 50  # more than anybody chooses from
MOST_SIGNS = 100  # of a name
MOST_BYTES = 64 * 1024

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Preference)


def preference_of(desk: Desk) -> Preference:
    """What whoever acts prefers."""
    return _read(desk.preferences.of(desk.person))


def save_view(desk: Desk, view: SavedView) -> Preference:
    """Keep a view under its name, in the place of the one that had it."""
    name = " ".join(view.name.split())
    if not name or len(name) > MOST_SIGNS:
        raise BadInput(f"a view needs a name of at most {MOST_SIGNS} signs", hint="say what it is a list of")
    check(view.query)
    kept = replace(view, name=name, columns=_once(view.columns))

    def with_it(before: Preference) -> Preference:
        others = tuple(one for one in before.views if one.name != name)
        if len(others) >= MOST_VIEWS:
            raise TooMuch(f"there are {MOST_VIEWS} views already", hint="drop one of them first")
        return replace(before, views=tuple(sorted((*others, kept), key=lambda one: one.name.casefold())))

    return _change(desk, with_it)


def drop_view(desk: Desk, name: str) -> Preference:
    """Keep a view no longer; NotHere where there is none of that name."""
    view_named(desk, name)

    def without_it(before: Preference) -> Preference:
        start = "" if before.start == name else before.start
        return replace(before, views=tuple(one for one in before.views if one.name != name), start=start)

    return _change(desk, without_it)


def view_named(desk: Desk, name: str) -> SavedView:
    """A view by its name; NotHere where there is none."""
    found = next((one for one in preference_of(desk).views if one.name == name), None)
    if found is None:
        raise NotHere(f"you have no view {name[:60]!r}", hint="the list of cases shows yours")
    return found


def prefer(
    desk: Desk, *, columns: tuple[CaseColumn, ...] | None = None, zone: str | None = None, start: str | None = None
) -> Preference:
    """Look so from now on; what is not named stays. BadInput for a zone, NotHere for a view that there is not."""
    if zone:
        zone_of(zone)
    if start:
        view_named(desk, start)
    named = {"columns": None if columns is None else _once(columns), "zone": zone, "start": start}
    return _change(
        desk, lambda before: replace(before, **{name: one for name, one in named.items() if one is not None})
    )


def _once(columns: tuple[CaseColumn, ...]) -> tuple[CaseColumn, ...]:
    """Each column once, in the order in which they are shown."""
    return tuple(one for one in CaseColumn if one in columns) or COLUMNS


def _change(desk: Desk, changed: Callable[[Preference], Preference]) -> Preference:
    made: list[Preference] = []

    def written(before: bytes | None) -> bytes:
        made.append(changed(_read(before)))
        try:
            after = _ENCODER.encode(made[-1])
        except UnicodeEncodeError as error:
            raise BadInput("a text here is not UTF-8", hint="type or paste it again; nothing was kept") from error
        if len(after) > MOST_BYTES:
            raise TooMuch("your views say more than can be kept", hint="drop some, or shorten the words they look for")
        return after

    desk.preferences.change(desk.person, written)
    return made[-1]


def _read(kept: bytes | None) -> Preference:
    return Preference() if kept is None else _DECODER.decode(kept)
