"""Custody: evidence handed over, sealed, held and purged."""

from msgspec.structs import asdict

from tocsin.operations.case import Named
from tocsin.operations.evidence import ItemNamed, ItemView, view_of
from tocsin.operations.operation import COUNSEL, WRITERS, Method, Operation
from tocsin.stages import evidence, sealing
from tocsin.stages.derivation import Derived, derived_from
from tocsin.stages.desk import Desk
from tocsin.vocab.case import Case
from tocsin.vocab.evidence import CustodyAction
from tocsin.vocab.hold import PreserveReason
from tocsin.vocab.reason import Hazard, PurgeReason, UnsealReason


class Handed(ItemNamed, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A handling of an item: the other side, how, and why."""

    to: str
    action: CustodyAction = CustodyAction.HANDED_OVER
    means: str = ""
    because: str = ""


class Sealed(ItemNamed, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why an item is hazardous."""

    because: str
    hazard: Hazard = Hazard.ENABLING


class Unsealed(ItemNamed, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why an item is harmless enough."""

    because: str
    reason: UnsealReason = UnsealReason.REVIEWED


class Purged(ItemNamed, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why an item has to go."""

    because: str
    reason: PurgeReason = PurgeReason.RETENTION


class ItemGone(ItemView, frozen=True, kw_only=True):
    """An item that was purged, and where its content lies all the same."""

    lies_in: Derived


class ItemHeld(ItemNamed, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why nothing of an item may be deleted."""

    reason: PreserveReason = PreserveReason.OTHER
    because: str = ""


class ItemLifted(ItemHeld, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which hold on an item ends; of several for one reason, the one with this id."""

    which: str = ""


class CaseHeld(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why nothing of a case may be deleted."""

    reason: PreserveReason = PreserveReason.OTHER
    because: str = ""


class CaseLifted(CaseHeld, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which hold on a case ends; of several for one reason, the one with this id."""

    which: str = ""


def hand_over(desk: Desk, asked: Handed) -> ItemView:
    """Record a handling of an item: copied, handed over, received back, examined, exported."""
    item = desk.item(asked.item)
    after = evidence.hand_over(desk, item, asked.action, counterpart=asked.to, means=asked.means, because=asked.because)
    return view_of(desk, after)


def seal(desk: Desk, asked: Sealed) -> ItemView:
    """Put the content behind the key for hazardous content."""
    return view_of(desk, sealing.seal(desk, desk.item(asked.item), hazard=asked.hazard, because=asked.because))


def unseal(desk: Desk, asked: Unsealed) -> ItemView:
    """Put the content back behind the ordinary key."""
    return view_of(desk, sealing.unseal(desk, desk.item(asked.item), reason=asked.reason, because=asked.because))


def hold_item(desk: Desk, asked: ItemHeld) -> ItemView:
    """Stop deleting one item. A hold beats a purge."""
    item = desk.item(asked.item)
    sealing.hold(desk, desk.case(item.case), item, reason=asked.reason, because=asked.because)
    return view_of(desk, desk.item(item.id))


def lift_item(desk: Desk, asked: ItemLifted) -> ItemView:
    """End a hold on one item."""
    item = desk.item(asked.item)
    case = desk.case(item.case)
    sealing.lift_hold(desk, case, item, reason=asked.reason, because=asked.because, which=asked.which)
    return view_of(desk, desk.item(item.id))


def hold_case(desk: Desk, asked: CaseHeld) -> Case:
    """Stop deleting the whole case. A hold beats a purge."""
    return sealing.hold(desk, desk.case(asked.case), None, reason=asked.reason, because=asked.because)


def lift_case(desk: Desk, asked: CaseLifted) -> Case:
    """End a hold on the whole case."""
    case = desk.case(asked.case)
    return sealing.lift_hold(desk, case, None, reason=asked.reason, because=asked.because, which=asked.which)


def purge(desk: Desk, asked: Purged) -> ItemGone:
    """Destroy content and salts for good. That it was kept, and when, stays provable; a hold forbids it."""
    after = sealing.purge(desk, desk.item(asked.item), reason=asked.reason, because=asked.because)
    return ItemGone(**asdict(view_of(desk, after)), lies_in=derived_from(desk, after))


OPERATIONS = (
    Operation(
        name="evidence.hand-over",
        method=Method.POST,
        path="/evidence/{item}/hand-over",
        may=WRITERS,
        takes=Handed,
        gives=ItemView,
        does=hand_over,
    ),
    Operation(
        name="evidence.seal",
        method=Method.POST,
        path="/evidence/{item}/seal",
        may=WRITERS,
        takes=Sealed,
        gives=ItemView,
        does=seal,
    ),
    Operation(
        name="evidence.unseal",
        method=Method.POST,
        path="/evidence/{item}/unseal",
        may=WRITERS,
        takes=Unsealed,
        gives=ItemView,
        does=unseal,
    ),
    Operation(
        name="evidence.hold",
        method=Method.POST,
        path="/evidence/{item}/hold",
        may=WRITERS | COUNSEL,
        takes=ItemHeld,
        gives=ItemView,
        does=hold_item,
    ),
    Operation(
        name="evidence.lift",
        method=Method.POST,
        path="/evidence/{item}/lift",
        may=WRITERS | COUNSEL,
        takes=ItemLifted,
        gives=ItemView,
        does=lift_item,
    ),
    Operation(
        name="case.hold",
        method=Method.POST,
        path="/cases/{case}/hold",
        may=WRITERS | COUNSEL,
        takes=CaseHeld,
        gives=Case,
        does=hold_case,
    ),
    Operation(
        name="case.lift",
        method=Method.POST,
        path="/cases/{case}/lift",
        may=WRITERS | COUNSEL,
        takes=CaseLifted,
        gives=Case,
        does=lift_case,
    ),
    Operation(
        name="evidence.purge",
        method=Method.POST,
        path="/evidence/{item}/purge",
        may=WRITERS,
        takes=Purged,
        gives=ItemGone,
        does=purge,
    ),
)
