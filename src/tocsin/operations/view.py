"""Saved views of the list of cases, and what else a person prefers.

They are whoever asks', and nobody else's: no record of the desk holds them.
"""

from msgspec import Struct

from tocsin.operations.operation import EVERYBODY, READERS, Method, Nothing, Operation
from tocsin.stages import preference
from tocsin.stages.case_list import in_full
from tocsin.stages.desk import Desk
from tocsin.vocab.case_list import CaseColumn, CaseQuery, Preference, SavedView, bare


class ViewSaved(CaseQuery, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A name, and which cases in which order; the columns that are preferred, where none are named."""

    name: str
    columns: tuple[CaseColumn, ...] = ()


class ViewNamed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One view of one's own, by its name."""

    name: str


class Preferred(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to prefer from now on; what is not named stays, and what is "" is taken back."""

    columns: tuple[CaseColumn, ...] | None = None  # of the list of cases
    zone: str | None = None  # beside UTC, for example Europe/Brussels
    start: str | None = None  # the view with which the list of cases begins


def list_views(desk: Desk, _asked: Nothing) -> tuple[SavedView, ...]:
    """The views of the list of cases that I keep, by name."""
    return preference.preference_of(desk).views


def save(desk: Desk, asked: ViewSaved) -> tuple[SavedView, ...]:
    """Keep a view under a name, in the place of the one of that name; nobody else sees it."""
    columns, query = asked.columns or preference.preference_of(desk).columns, in_full(desk, bare(asked))
    return preference.save_view(desk, SavedView(name=asked.name, query=query, columns=columns)).views


def drop(desk: Desk, asked: ViewNamed) -> tuple[SavedView, ...]:
    """Keep a view no longer."""
    return preference.drop_view(desk, asked.name).views


def preferred(desk: Desk, _asked: Nothing) -> Preference:
    """What I prefer: views, columns, a zone beside UTC."""
    return preference.preference_of(desk)


def prefer(desk: Desk, asked: Preferred) -> Preference:
    """Prefer it so from now on; it changes nothing for anybody else."""
    return preference.prefer(desk, columns=asked.columns, zone=asked.zone, start=asked.start)


OPERATIONS = (
    Operation(
        name="view.list",
        method=Method.GET,
        path="/views",
        may=READERS,
        takes=Nothing,
        gives=tuple[SavedView, ...],
        does=list_views,
    ),
    Operation(
        name="view.save",
        method=Method.POST,
        path="/views",
        may=READERS,
        takes=ViewSaved,
        gives=tuple[SavedView, ...],
        does=save,
    ),
    Operation(
        name="view.drop",
        method=Method.POST,
        path="/views/drop",
        may=READERS,
        takes=ViewNamed,
        gives=tuple[SavedView, ...],
        does=drop,
    ),
    Operation(
        name="account.preferred",
        method=Method.GET,
        path="/me/preferences",
        may=EVERYBODY,
        takes=Nothing,
        gives=Preference,
        does=preferred,
    ),
    Operation(
        name="account.prefer",
        method=Method.POST,
        path="/me/preferences",
        may=EVERYBODY,
        takes=Preferred,
        gives=Preference,
        does=prefer,
    ),
)
