"""Acts of intake: a case opens, a report and its batches come in."""

from msgspec import Struct

from tocsin.vocab.acts.plain import Count, Day
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.ids import BatchId, CaseId, Commitment, ItemId, Key, OpenItemId, PersonId, ReportId


class CaseOpened(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="case_opened/1"):
    """A case begins. An exercise stays one for ever: no act changes `exercise`.

    `checklist` is id@version of the playbook catalogue it is worked under (R2). The sheet (`CaseSheet`) has the name.
    """

    case: CaseId
    exercise: bool
    template: Key | None
    checklist: Key
    sheet: Commitment


class CaseNamed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="case_named/1"):
    """The case has one plain-language name (R34); the sheet (`CaseSheet`) has it."""

    sheet: Commitment


class ReportReceived(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="report_received/1"
):
    """Somebody told us. `item` is the original, kept as it came; the sheet (`ReportSheet`) says who and when.

    `receipt` commits to the receipt code that the reporter holds; with it the report can be followed.
    """

    report: ReportId
    item: ItemId
    format: Key
    anonymous: bool
    receipt: Commitment
    sheet: Commitment


class ReportAnswered(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="report_answered/1"
):
    """What the reporter reads next: a state from a closed list and a text (`NoteSheet`)."""

    report: ReportId
    state: Key
    sheet: Commitment


class ReporterReplied(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="reporter_replied/1"
):
    """The holder of the receipt answered what they were asked; the sheet (`NoteSheet`) has their words."""

    report: ReportId
    sheet: Commitment


class KindCount(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many objects of one kind a batch has."""

    kind: ItemKind
    count: Count


class BatchReceived(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="batch_received/1"
):
    """Objects in bulk came out of `item`: one act, one salted Merkle root; the objects lie in the collection store.

    The sheet (`BatchSheet`) holds the salt, the counts, and the list of what was not understood.
    """

    batch: BatchId
    item: ItemId
    format: Key
    root: Commitment
    counts: tuple[KindCount, ...]
    sheet: Commitment


class ForeignIdLinked(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="foreign_id_linked/1"
):
    """A number that somebody else gave this matter; the sheet (`ForeignIdSheet`) has the value."""

    scheme: Key
    sheet: Commitment


class CaseRelated(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="case_related/1"
):
    """This case stands beside another: near_duplicate, same_component, incident_of_vulnerability, ..."""

    other: CaseId
    relation: Key


class CaseAssigned(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="case_assigned/1"
):
    """Who answers for the case from now on."""

    person: PersonId


class OpenItemAdded(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="open_item_added/1"
):
    """Something unresolved, with an owner and a day to look again; `OpenItemSheet` says what would close it."""

    open_item: OpenItemId
    owner: PersonId
    check_on: Day
    sheet: Commitment


class OpenItemResolved(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="open_item_resolved/1"
):
    """The open item is done; the sheet (`NoteSheet`) says how."""

    open_item: OpenItemId
    sheet: Commitment
