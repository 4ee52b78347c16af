"""Checklists: which rows of a lane are filled, missing, or not required.

Missing is shown, never demanded: no row here stops a case or a share.
"""

from collections.abc import Set as AbstractSet

from tocsin.vocab.checklist import Checklist, Lane, Line, Row, RowState, SharedContent, Weight
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.triage import UNKNOWN, EventClass, Facts


def lane_of(class_: EventClass) -> Lane | None:
    """The lane in which a class is shared; None for the classes that are not shared by the playbook."""
    return {
        EventClass.INCIDENT: Lane.INCIDENT,
        EventClass.VULNERABILITY: Lane.VULNERABILITY,
        EventClass.PROACTIVE_OBSERVATION: Lane.PROACTIVE,
    }.get(class_)


def stand(
    checklist: Checklist,
    lane: Lane | None,
    *,
    answered: AbstractSet[str],
    set_aside: AbstractSet[str],
    facts: Facts,
    evidence: AbstractSet[ItemKind],
) -> tuple[Line, ...]:
    """Every row of the checklist with its state, in the order of the file.

    `answered` are the keys of rows with a typed answer ("unknown" is one, where somebody said so); `set_aside` those a
    person declared not needed. A row that is filled counts as filled even where it was not required.
    """
    return tuple(
        Line(
            catalogue_id=checklist.header.catalogue_id,
            version=checklist.header.version,
            row=row,
            state=RowState.FILLED if filled else _unfilled(row, lane, facts, set_aside),
            filled_by=filled,
        )
        for row in checklist.rows
        for filled in [_filled_by(row, answered, facts, evidence)]
    )


def missing(lines: tuple[Line, ...]) -> tuple[Row, ...]:
    """The rows that are missing, core rows first, else in the order of the file."""
    rows = [line.row for line in lines if line.state is RowState.MISSING]
    return tuple(sorted(rows, key=lambda row: list(Weight).index(row.weight)))


def content_held(lines: tuple[Line, ...]) -> dict[SharedContent, bool]:
    """For each of the eight kinds of content (R16) whether any row holds some."""
    held = {line.row.shares for line in lines if line.state is RowState.FILLED}
    return {content: content in held for content in SharedContent}


def _filled_by(row: Row, answered: AbstractSet[str], facts: Facts, evidence: AbstractSet[ItemKind]) -> tuple[str, ...]:
    by_answer = ("answer",) if row.key in answered else ()
    by_facts = tuple(f"fact:{key}" for key in row.facts if str(getattr(facts, key.value)) != UNKNOWN)
    by_evidence = tuple(f"evidence:{kind}" for kind in row.evidence if kind in evidence)
    return (*by_answer, *by_facts, *by_evidence)


def _unfilled(row: Row, lane: Lane | None, facts: Facts, set_aside: AbstractSet[str]) -> RowState:
    # Required only when all hold: 1 the lane asks for it; 2 it is not optional; 3 nobody set it aside;
    # 4 it belongs to no proactive category, or to the one that was chosen.
    in_lane = lane is not None and lane in row.applies_to
    in_category = row.category in (None, facts.proactive_category)
    required = in_lane and row.weight is not Weight.OPTIONAL and row.key not in set_aside and in_category
    return RowState.MISSING if required else RowState.NOT_REQUIRED
