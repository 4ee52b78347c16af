"""Acts of a share: cleaned, proposed, written, decided, approved."""

from msgspec import Struct

from tocsin.vocab.acts.plain import Count, Moment
from tocsin.vocab.ids import Commitment, CopyId, DocumentId, Key, PartyId, PersonId, ShareId
from tocsin.vocab.triage import Statement


class CleanCopyMade(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="clean_copy_made/1"
):
    """What may leave was copied out of the case, from an allowlist, and cleaned.

    `content` commits to the copy itself (`CleanCopy`); `withheld` to what was taken out and to the pseudonyms
    (`CleaningSheet`), from which no document is ever made. `rules` is the version of what was looked for.
    """

    copy: CopyId
    content: Commitment
    withheld: Commitment
    removed: Count
    rules: Key
    sheet: Commitment


class ShareProposed(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="share_proposed/1"
):
    """Somebody would like these parties to get a clean copy; the sheet (`ShareSheet`) has title and ask.

    `purpose` is first, correction or withdrawal; the last two name the share they follow.
    """

    share: ShareId
    copy: CopyId
    purpose: Key
    follows: ShareId | None
    recipients: tuple[PartyId, ...]
    sheet: Commitment


class PointDecided(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="point_decided/1"
):
    """One fact of the decision row, by somebody, with their confidence; the newest counts."""

    share: ShareId
    point: Key
    value: Key
    statement: Statement
    confidence: Key
    sheet: Commitment | None


class DocumentWritten(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="document_written/1"
):
    """One recipient's document was rendered, once, into the vault; a later one for the same recipient replaces it.

    `terms` commits to the terms as they stand in it (`Terms`), `sheet` to its loss report (`DocumentSheet`).
    """

    share: ShareId
    document: DocumentId
    recipient: PartyId
    format: Key
    payload: Commitment
    terms: Commitment
    sheet: Commitment


class ApprovalGiven(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="approval_given/1"
):
    """One person approves exactly these documents for these recipients under these terms and this table.

    `bound` commits to the digest over all of it (`BindingSheet`). `method` says how the person was known
    (host_asserted, ssh, passkey), `break_glass` why it may leave without the approvals that the table asks for.
    """

    share: ShareId
    bound: Commitment
    as_counsel: bool
    self_approved: bool
    method: Key
    break_glass: Key | None
    sheet: Commitment | None


class ShareApproved(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="share_approved/1"
):
    """This document may leave for this recipient, exactly so: made from an `Approved` and from nothing else.

    `table` and `row` say which line of which decision table advised, `outcome` what it said.
    """

    share: ShareId
    recipient: PartyId
    document: DocumentId
    payload: Commitment
    terms: Commitment
    bound: Commitment
    table: Key
    row: Count
    outcome: Key
    approvers: tuple[PersonId, ...]
    self_approved: bool
    break_glass: bool


class ShareRefused(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="share_refused/1"
):
    """Not to this recipient: every reason, who answers for it, until when, and the single changes that would allow it.

    A flip is `POINT:from:to`; the sheet (`NoteSheet`) says in words what would lift it.
    """

    share: ShareId
    recipient: PartyId
    reasons: tuple[Key, ...]
    flips: tuple[Key, ...]
    owner: PersonId
    until: Moment
    sheet: Commitment | None


class ShareDropped(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="share_dropped/1"
):
    """Nobody will get this share; `reason` is a closed code."""

    share: ShareId
    reason: Key
    sheet: Commitment | None


class BreakGlassReviewed(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="break_glass_reviewed/1"
):
    """Somebody else looked afterwards at a release without the approvals asked for."""

    share: ShareId
    verdict: Key  # justified, not_justified
    sheet: Commitment
