"""Acts of triage: facts, the class that follows, codes and scores."""

from msgspec import Struct

from tocsin.vocab.acts.plain import Count
from tocsin.vocab.ids import Commitment, Key
from tocsin.vocab.triage import Statement


class FactAnswered(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="fact_answered/1"
):
    """One answer to one triage question; a free answer says `given`, its text and reason lie in the `AnswerSheet`."""

    fact: Key
    value: Key
    statement: Statement
    confidence: Key
    sheet: Commitment | None


class Classified(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="classified/1"):
    """What the event is, preliminarily, by the facts known then; appended, never overwritten.

    `rules` is the version of the rules that said so, `rule` the number of the rule that fired (6: none did).
    """

    event_class: Key
    flags: tuple[Key, ...]
    rule: Count
    reasons: tuple[Key, ...]
    missing: tuple[Key, ...]
    rules: Key


class TechniqueMapped(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="technique_mapped/1"
):
    """A code of a named edition of a scheme; the name it had then lies in the `TechniqueSheet`."""

    scheme: Key
    version: Key
    id: Key
    statement: Statement
    confidence: Key
    sheet: Commitment


class SeverityScored(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="severity_scored/1"
):
    """A score as a bound from `low` to `high` (equal where every factor is known), decimal digits as text.

    The inputs lie in the `SeveritySheet`. A score is not disclosure, not a duty, not proof of safety.
    """

    scheme: Key
    version: Key
    low: Key
    high: Key
    sheet: Commitment


class ChecklistAnswered(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="checklist_answered/1"
):
    """One row of the playbook checklist: filled (text in the `AnswerSheet`), missing or not_required."""

    row: Key
    state: Key
    statement: Statement
    confidence: Key
    sheet: Commitment | None


class HandedToOwner(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="handed_to_owner/1"
):
    """A matter that is not ours (safety, quality, governance, not AI) went to its named owner (`NoteSheet`)."""

    flag: Key
    owner: Key
    sheet: Commitment
