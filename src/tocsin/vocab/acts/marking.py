"""Acts of marking: labels, assertions, release blocks, duties, records."""

from msgspec import Struct

from tocsin.vocab.acts.plain import Moment, Target
from tocsin.vocab.ids import Commitment, Key, PersonId


class Marked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="marked/1"):
    """A handling mark on the case, an item or a field of the checklist.

    `scope` is case, item or field; `target` the item's id or the field's key ("" for the case). `source` says whose
    mark it is (`own`, or a party); marks are kept per source and the strictest wins. The others are the fields of
    `vocab.marking.Marking` in closed words; None means that the source said nothing about it.
    """

    scope: Key
    target: Target
    source: Key
    tlp: Key
    caveats: tuple[Key, ...]
    audience: tuple[Key, ...] | None
    encrypt_in_transit: Key | None
    permitted_actions: Key | None
    pap: Key | None
    affected_party_notification: Key | None
    attribution: Key | None
    resale: Key | None
    embargo_until: Moment | None
    expires_at: Moment | None
    widened: bool  # wider than before, with the owner's permission in the sheet (`NoteSheet`)
    sheet: Commitment | None


class FieldAsserted(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="field_asserted/1"
):
    """What somebody asserts a field to be under CISA 2015: a prong, a defensive measure, or neither (R19)."""

    field: Key
    prong: Key
    proprietary: bool
    counsel: Key  # asked, not_asked, answered
    sheet: Commitment | None


class ReleaseBlocked(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="release_blocked/1"
):
    """Stop sending: with an owner, an expiry and what would lift it (`NoteSheet`). Not a preservation hold."""

    owner: PersonId
    until: Moment
    reason: Key
    sheet: Commitment


class ReleaseUnblocked(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="release_unblocked/1"
):
    """The release block is lifted."""

    reason: Key
    sheet: Commitment


class DutyAnswered(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="duty_answered/1"
):
    """What was answered about a duty that may apply. A share never closes a clock; only this act does.

    `answer` is yes, no or unknown; `zone` the IANA time zone of its recipient. An `event` starts stages at `event_at`;
    `stage_met` is a stage that was met at `met_at`. A correction is a further act.
    """

    duty: Key
    answer: Key
    zone: Key
    event: Key | None
    event_at: Moment | None
    stage_met: Key | None
    met_at: Moment | None
    sheet: Commitment | None


class NoteOpened(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="note_opened/1"):
    """Somebody looks at counsel's notes on a duty: recorded before anything shows; the sheet (`NoteSheet`) says why."""

    duty: Key
    reason: Key
    sheet: Commitment


class RecordLinked(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="record_linked/1"
):
    """One of the four other records (R24): linked, not_needed or missing; the sheet (`NoteSheet`) says where or why."""

    record: Key
    state: Key
    sheet: Commitment | None
