"""Markings joined, inherited, changed: nothing widens by itself.

The join is a product lattice, field by field; `UNMARKED` is what no marks at all add up to. Treating TLP as a ladder
is this program's reading of FIRST's text (Denning, "A lattice model of secure information flow", 1976).
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from functools import reduce
from typing import TypeVar

from msgspec import Struct

from tocsin.vocab.errors import ActNotAllowed
from tocsin.vocab.ids import Key, PersonId
from tocsin.vocab.marking import (
    UNMARKED,
    AffectedPartyNotification,
    Attribution,
    EncryptInTransit,
    Marking,
    PermittedAction,
    Tlp,
    UnmodifiedResale,
    in_order,
)
from tocsin.vocab.privilege import Candidate, Privileged, Shareable, is_privileged

V = TypeVar("V")

# From loose to strict. Attribution is no ladder (must and must-not are opposites) and has its own join.
ENCRYPT_LADDER = (EncryptInTransit.MAY, EncryptInTransit.MUST)
ACTION_LADDER = (
    PermittedAction.EXTERNAL_DIRECT,
    PermittedAction.EXTERNAL_INDIRECT,
    PermittedAction.INTERNAL,
    PermittedAction.CONTACT,
    PermittedAction.NONE,
)
NOTIFICATION_LADDER = (AffectedPartyNotification.MAY, AffectedPartyNotification.MUST_NOT)
RESALE_LADDER = (UnmodifiedResale.MAY, UnmodifiedResale.MUST_NOT)


class Permission(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An owner's recorded word that a mark may become as wide as `to`, and no wider."""

    owner: Key
    to: Marking
    recorded_by: PersonId
    given_at: datetime

    def __post_init__(self) -> None:
        if self.given_at.utcoffset() != timedelta(0):
            raise ValueError("given_at is a moment in UTC")


class FreeReason(StrEnum):
    """Why a change needs nobody's permission."""

    SAME = "same"
    TIGHTER = "tighter"
    FIRST_MARK_BY_OWNER = "first_mark_by_owner"


class ChangeFree(Struct, frozen=True, kw_only=True):
    """May be made at once."""

    why: FreeReason


class ChangePermitted(Struct, frozen=True, kw_only=True):
    """Wider than before, with the recorded permission of every owner."""

    widened: tuple[Key, ...]  # the fields of `Marking` that widen
    owners: tuple[Key, ...]


class PermissionNeeded(Struct, frozen=True, kw_only=True):
    """Wider than before, and not every owner allowed it. `owners_missing` is empty where no owner is known at all."""

    widened: tuple[Key, ...]
    owners_missing: tuple[Key, ...]
    reasons: tuple[str, ...]


Change = ChangeFree | ChangePermitted | PermissionNeeded


def strictest(labels: Iterable[Tlp]) -> Tlp:
    """The label of a whole, from the labels of its parts. No labels at all is RED."""
    return max(labels, default=Tlp.RED)


def join(a: Marking, b: Marking) -> Marking:
    """The mark of something made from both: at least as strict as either, field by field."""
    return Marking(
        tlp=max(a.tlp, b.tlp),
        owners=in_order(a.owners + b.owners),
        audience=_either(a.audience, b.audience, lambda x, y: in_order(set(x) & set(y))),
        caveats=in_order(a.caveats + b.caveats),
        encrypt_in_transit=_higher(ENCRYPT_LADDER, a.encrypt_in_transit, b.encrypt_in_transit),
        permitted_actions=_higher(ACTION_LADDER, a.permitted_actions, b.permitted_actions),
        notifications=_higher(NOTIFICATION_LADDER, a.notifications, b.notifications),
        attribution=_either(a.attribution, b.attribution, _join_attribution),
        resale=_higher(RESALE_LADDER, a.resale, b.resale),
        pap=_either(a.pap, b.pap, max),
        embargo_until=_either(a.embargo_until, b.embargo_until, max),
        expires_at=_either(a.expires_at, b.expires_at, min),
    )


def join_all(parts: Iterable[Marking]) -> Marking:
    """The mark of a whole from the marks of its parts; no parts at all is UNMARKED: RED, for nobody."""
    marks = tuple(parts)
    return reduce(join, marks) if marks else UNMARKED


def at_least_as_strict(mark: Marking, than: Marking) -> bool:
    """Whether `mark` allows nothing that `than` does not allow."""
    return join(mark, than) == mark


def effective(case: Iterable[Marking], item: Iterable[Marking] = (), field: Iterable[Marking] = ()) -> Marking:
    """The mark that counts, from every source's mark on the case, the item and the field.

    A field inherits from its item, an item from its case; the strictest wins. Where nobody marked the case it is
    UNMARKED, so that marking a part can never open it further than the whole.
    """
    return join_all((join_all(case), *item, *field))


def has_conflict(mark: Marking) -> bool:
    """Whether owners contradict each other, so that a person has to resolve it before anything leaves."""
    return mark.attribution is Attribution.CONFLICT


def judge_change(old: Marking | None, new: Marking, *, by: Key, permissions: tuple[Permission, ...] = ()) -> Change:
    """Whether one source's mark may be replaced: tightening is free, widening needs every owner's recorded word.

    `by` is the source that makes the change; only for the first mark on its own material is its act itself enough.
    """
    if old is not None and at_least_as_strict(new, old):
        return ChangeFree(why=FreeReason.SAME if new == old else FreeReason.TIGHTER)
    if old is None and new.owners == (by,):
        return ChangeFree(why=FreeReason.FIRST_MARK_BY_OWNER)
    widened = widened_fields(old or UNMARKED, new)
    owners = new.owners if old is None else old.owners
    allowing = {permission.owner for permission in permissions if at_least_as_strict(new, permission.to)}
    missing = tuple(owner for owner in owners if owner not in allowing)
    if owners and not missing:
        return ChangePermitted(widened=widened, owners=owners)
    reasons = tuple(f"{owner} has not permitted a mark as wide as this" for owner in missing)
    nobody = ("no owner is recorded, so nobody can permit a wider mark",)
    return PermissionNeeded(widened=widened, owners_missing=missing, reasons=reasons or nobody)


def widened_fields(old: Marking, new: Marking) -> tuple[Key, ...]:
    """The fields of `Marking` in which `new` allows what `old` did not."""
    both = join(old, new)
    return tuple(name for name in Marking.__struct_fields__ if getattr(both, name) != getattr(new, name))


def shareable(candidate: Candidate) -> Shareable | Privileged:
    """What may be an input of a document, and what never can: told apart by type from here on."""
    if is_privileged(candidate):
        return Privileged(candidate=candidate)
    return Shareable(candidate=candidate)


def require_shareable(thing: object) -> Shareable:
    """The same value, for callers that the type checker did not see; ActNotAllowed for anything else."""
    if type(thing) is Shareable:
        return thing
    raise ActNotAllowed(
        f"a {type(thing).__name__} cannot be an input of a document; only what is Shareable can",
        hint="leave privileged items out; they stay on the case",
    )


def _either(a: V | None, b: V | None, both: Callable[[V, V], V]) -> V | None:
    if a is None:
        return b
    return a if b is None else both(a, b)


def _higher(ladder: tuple[V, ...], a: V | None, b: V | None) -> V | None:
    return _either(a, b, lambda x, y: max(x, y, key=ladder.index))


def _join_attribution(a: Attribution, b: Attribution) -> Attribution:
    stated = {a, b} - {Attribution.MAY}
    if len(stated) > 1:
        return Attribution.CONFLICT
    return stated.pop() if stated else Attribution.MAY
