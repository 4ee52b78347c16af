"""Handling limits: marks, assertions and the release block."""

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import asdict

from tocsin.operations.case import Named
from tocsin.operations.moment import Moment, in_utc
from tocsin.operations.operation import COUNSEL, READERS, WRITERS, Method, Operation
from tocsin.rules.marking import Change, FreeReason, effective
from tocsin.stages import marking
from tocsin.stages.desk import Desk
from tocsin.stages.evidence import effective_marking
from tocsin.stages.marking import Target, case_marking, marks_on
from tocsin.stages.marks import marking_of, marks_on_case
from tocsin.stages.people import who_acts
from tocsin.vocab.assertion import Counsel, Prong
from tocsin.vocab.case import Block, Case, FieldAssertion, MarkSet
from tocsin.vocab.errors import BadInput
from tocsin.vocab.hold import BlockReason
from tocsin.vocab.ids import Key
from tocsin.vocab.marking import (
    AffectedPartyNotification,
    Attribution,
    Caveat,
    EncryptInTransit,
    Marking,
    Pap,
    PermittedAction,
    UnmodifiedResale,
    in_order,
    parse_tlp,
)
from tocsin.vocab.reason import OWN, UnblockReason, source_of_mark

NEEDED = "PermissionNeeded"  # the outcome of a mark that was not put, because nobody permitted it


class MarkTarget(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is marked: the case, or with `item` or `field` one item or one row of its checklist."""

    item: str = ""
    field: str = ""


class MarkGiven(MarkTarget, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mark. What is left out, the source says nothing about; `permission` says who permitted a wider one, and how."""

    tlp: str  # clear, green, amber, amber+strict or red
    caveat: tuple[Caveat, ...] = ()
    permitted_actions: PermittedAction | None = None
    pap: str | None = None  # clear, green, amber or red
    may_tell_affected: AffectedPartyNotification | None = None
    attribution: Attribution | None = None
    audience: tuple[str, ...] | None = None  # only for these sorts of party
    encrypt_in_transit: EncryptInTransit | None = None
    resale: UnmodifiedResale | None = None
    embargo_until: Moment | None = None
    expires_at: Moment | None = None
    source: str = OWN
    permission: str = ""


class MarkOutcome(Struct, frozen=True, kw_only=True):
    """What a change of a mark came to: ChangeFree, ChangePermitted, or PermissionNeeded, and nothing was recorded."""

    outcome: str
    change: "ChangeJudged"


class ChangeJudged(Struct, frozen=True, kw_only=True):
    """Why: `why` where it was free, else which fields are wider, whose permission stands or is missing."""

    why: FreeReason | UnsetType = UNSET
    widened: tuple[Key, ...] | UnsetType = UNSET
    owners: tuple[Key, ...] | UnsetType = UNSET
    owners_missing: tuple[Key, ...] | UnsetType = UNSET
    reasons: tuple[str, ...] | UnsetType = UNSET


class Marks(Struct, frozen=True, kw_only=True):
    """The marks that stand, by their source, and the one that counts: the strictest of each, the case's included."""

    marks: dict[str, MarkSet]
    effective: Marking


class Asserted(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a row of the checklist is asserted to be under CISA 2015."""

    field: str
    prong: Prong
    proprietary: bool = False
    counsel: Counsel = Counsel.NOT_ASKED
    because: str = ""


class Blocked(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A release block: when it ends, and what would lift it before."""

    until: Moment
    lifts_when: str
    reason: BlockReason = BlockReason.COUNSEL_REVIEW
    owner: str = ""  # a person; whoever asks where not given


class Unblocked(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a release block is lifted."""

    because: str
    reason: UnblockReason = UnblockReason.DONE


def show(desk: Desk, asked: MarkTarget) -> Marks:
    """The marks on a case, an item or a field, and what counts in the end."""
    case = desk.case(asked.case)
    target = _target(desk, asked)
    marks = marks_on(desk, case, target)
    match target.scope:
        case "item":
            counts = effective_marking(desk, desk.item(target.target))
        case "field":
            counts = effective(marks_on_case(case), field=map(marking_of, marks.values()))
        case _:
            counts = case_marking(case)
    return Marks(marks=marks, effective=counts)


def mark(desk: Desk, asked: MarkGiven) -> MarkOutcome:
    """Mark a case, an item or a field. Tightening is free; widening needs the owner's recorded permission."""
    given = Marking(
        tlp=parse_tlp(asked.tlp).tlp,
        owners=(asked.source,),
        audience=None if asked.audience is None else in_order(map(source_of_mark, asked.audience)),
        caveats=in_order(asked.caveat),
        encrypt_in_transit=asked.encrypt_in_transit,
        permitted_actions=asked.permitted_actions,
        notifications=asked.may_tell_affected,
        attribution=asked.attribution,
        resale=asked.resale,
        pap=_pap(asked.pap),
        embargo_until=in_utc(asked.embargo_until) if asked.embargo_until else None,
        expires_at=in_utc(asked.expires_at) if asked.expires_at else None,
    )
    case, target = desk.case(asked.case), _target(desk, asked)
    _, change = marking.mark(desk, case, target, given, source=asked.source, permission_text=asked.permission)
    return outcome_of(change)


def outcome_of(change: Change) -> MarkOutcome:
    """How a change was judged, as every door says it."""
    return MarkOutcome(outcome=type(change).__name__, change=ChangeJudged(**asdict(change)))


def assert_field(desk: Desk, asked: Asserted) -> FieldAssertion:
    """Record what a field is asserted to be under CISA 2015. An assertion, not a finding: counsel decides."""
    case = marking.assert_field(
        desk,
        desk.case(asked.case),
        asked.field,
        prong=asked.prong,
        proprietary=asked.proprietary,
        counsel=asked.counsel,
        because=asked.because,
    )
    return case.assertions[asked.field]


def block(desk: Desk, asked: Blocked) -> Block:
    """Stop sending. It always has an owner, an end, and what would lift it."""
    case = marking.block(
        desk,
        desk.case(asked.case),
        owner=who_acts(desk, asked.owner) if asked.owner else desk.person,
        until=in_utc(asked.until),
        reason=asked.reason,
        lifts_when=asked.lifts_when,
    )
    assert case.block is not None
    return case.block


def unblock(desk: Desk, asked: Unblocked) -> Case:
    """Lift the release block."""
    return marking.unblock(desk, desk.case(asked.case), reason=asked.reason, because=asked.because)


def _target(desk: Desk, asked: MarkTarget) -> Target:
    if asked.item and asked.field:
        raise BadInput("an item or a field is marked, not both at once", hint="mark them one after the other")
    if asked.item:
        return Target(scope="item", target=desk.full_id("item", asked.item))
    return Target(scope="field", target=asked.field) if asked.field else Target()


def _pap(given: str | None) -> Pap | None:
    if given is not None and given.upper() not in Pap.__members__:
        raise BadInput(f"{given[:40]!r} is no PAP level", hint="one of: clear, green, amber, red")
    return Pap[given.upper()] if given is not None else None


OPERATIONS = (
    Operation(
        name="marking.show",
        method=Method.GET,
        path="/cases/{case}/marking",
        may=READERS,
        takes=MarkTarget,
        gives=Marks,
        does=show,
    ),
    Operation(
        name="case.mark",
        method=Method.POST,
        path="/cases/{case}/mark",
        may=WRITERS | COUNSEL,
        takes=MarkGiven,
        gives=MarkOutcome,
        does=mark,
    ),
    Operation(
        name="case.assert",
        method=Method.POST,
        path="/cases/{case}/assert",
        may=WRITERS | COUNSEL,
        takes=Asserted,
        gives=FieldAssertion,
        does=assert_field,
    ),
    Operation(
        name="case.block",
        method=Method.POST,
        path="/cases/{case}/block",
        may=WRITERS | COUNSEL,
        takes=Blocked,
        gives=Block,
        does=block,
    ),
    Operation(
        name="case.unblock",
        method=Method.POST,
        path="/cases/{case}/unblock",
        may=WRITERS | COUNSEL,
        takes=Unblocked,
        gives=Case,
        does=unblock,
    ),
)
