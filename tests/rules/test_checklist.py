"""Checklists: the shipped catalogue is whole, and each row stands where the answers put it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.rules.checklist import content_held, lane_of, missing, stand
from tocsin.store.catalogues import load
from tocsin.vocab.catalogue import Certainty
from tocsin.vocab.checklist import Checklist, Lane, Line, RowState, SharedContent, Weight
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.triage import EventClass, Facts, Leg, ProactiveCategory


def playbook() -> Checklist:
    (found,) = (each for each in load("checklists", Checklist, None) if each.header.catalogue_id == "jcdc-ai-playbook")
    return found


PLAYBOOK = playbook()
KEYS = sorted(row.key for row in PLAYBOOK.rows)


def lines_of(
    lane: Lane | None,
    answered: frozenset[str] = frozenset(),
    set_aside: frozenset[str] = frozenset(),
    facts: Facts | None = None,
    evidence: frozenset[ItemKind] = frozenset(),
) -> dict[str, Line]:
    stood = stand(PLAYBOOK, lane, answered=answered, set_aside=set_aside, facts=facts or Facts(), evidence=evidence)
    return {line.row.key: line for line in stood}


def test_the_playbook_has_its_identity() -> None:
    header = PLAYBOOK.header
    assert (header.title, str(header.date)) == ("JCDC AI Cybersecurity Collaboration Playbook", "2025-01-14")
    assert "CISA" in header.issuer
    assert header.version == "2025.1.14"


def test_the_playbook_has_its_headings_and_categories() -> None:
    lettered = [heading.letter for heading in PLAYBOOK.headings if heading.letter]
    assert lettered == list("ABCDEFGH")
    categories = {row.category for row in PLAYBOOK.rows} - {None}
    assert categories == set(ProactiveCategory) - {ProactiveCategory.UNKNOWN}
    used = {row.heading for row in PLAYBOOK.rows}
    assert used == {heading.key for heading in PLAYBOOK.headings}


def test_rows_that_are_not_the_playbooks_own_say_that_they_are_unconfirmed() -> None:
    for row in PLAYBOOK.rows:
        if "PB" not in row.source:
            assert row.certainty in (Certainty.UNVERIFIED, Certainty.DESIGN), row.key
        assert row.verified_by == ""


def test_all_eight_kinds_of_content_have_rows() -> None:
    assert {row.shares for row in PLAYBOOK.rows} - {None} == set(SharedContent)


@pytest.mark.parametrize("class_", EventClass)
def test_each_class_has_its_lane_or_none(class_: EventClass) -> None:
    lane = lane_of(class_)
    assert (lane is None) is (class_ not in ("incident", "vulnerability", "proactive_observation"))
    assert lane is None or lane.value == class_.value


@given(
    st.sampled_from([*Lane, None]),
    st.frozensets(st.sampled_from(KEYS)),
    st.frozensets(st.sampled_from(KEYS)),
    st.builds(Facts, confidentiality=st.sampled_from(Leg), proactive_category=st.sampled_from(ProactiveCategory)),
    st.frozensets(st.sampled_from(ItemKind)),
)
def test_every_row_has_one_state_and_filled_says_by_what(
    lane: Lane | None,
    answered: frozenset[str],
    set_aside: frozenset[str],
    facts: Facts,
    evidence: frozenset[ItemKind],
) -> None:
    stood = lines_of(lane, answered, set_aside, facts, evidence)
    assert sorted(stood) == KEYS
    for key, line in stood.items():
        assert (line.state is RowState.FILLED) is bool(line.filled_by)
        if key in answered:
            assert "answer" in line.filled_by
        elif key in set_aside:
            assert line.state is not RowState.MISSING
        if line.state is RowState.MISSING:
            assert lane in line.row.applies_to
            assert line.row.weight is not Weight.OPTIONAL


@given(st.sampled_from(Lane), st.frozensets(st.sampled_from(KEYS)), st.sampled_from(KEYS))
def test_one_more_answer_never_makes_more_missing(lane: Lane, answered: frozenset[str], more: str) -> None:
    before = missing(tuple(lines_of(lane, answered).values()))
    after = missing(tuple(lines_of(lane, answered | {more}).values()))
    assert set(row.key for row in after) == set(row.key for row in before) - {more}


def test_the_lanes_ask_for_different_things() -> None:
    incident, vulnerability, proactive = (lines_of(lane) for lane in Lane)
    assert incident["cia_integrity"].state is RowState.MISSING
    assert vulnerability["cia_integrity"].state is RowState.NOT_REQUIRED
    assert vulnerability["weakness"].state is RowState.MISSING
    assert incident["weakness"].state is RowState.NOT_REQUIRED
    assert proactive["ask_of_recipient"].state is RowState.MISSING
    assert proactive["plain_account"].state is RowState.NOT_REQUIRED
    assert all(stood["tlp_label"].state is RowState.MISSING for stood in (incident, vulnerability, proactive))


def test_no_lane_asks_for_nothing() -> None:
    assert {line.state for line in lines_of(None).values()} == {RowState.NOT_REQUIRED}


def test_a_row_that_counts_if_known_is_never_missing_there() -> None:
    assert lines_of(Lane.INCIDENT)["user_types"].state is RowState.MISSING
    assert lines_of(Lane.VULNERABILITY)["user_types"].state is RowState.NOT_REQUIRED
    assert lines_of(Lane.VULNERABILITY, frozenset({"user_types"}))["user_types"].state is RowState.FILLED


def test_only_the_chosen_category_asks() -> None:
    chosen = Facts(proactive_category=ProactiveCategory.SYSTEM_CONFIGURATION)
    stood = lines_of(Lane.PROACTIVE, facts=chosen)
    asking = [key for key, line in stood.items() if line.row.category and line.state is RowState.MISSING]
    assert asking == ["system_configuration"]
    assert stood["proactive_category"].filled_by == ("fact:proactive_category",)
    unchosen = lines_of(Lane.PROACTIVE)
    assert unchosen["proactive_category"].state is RowState.MISSING
    assert unchosen["system_configuration"].state is RowState.NOT_REQUIRED


def test_facts_and_evidence_fill_rows() -> None:
    stood = lines_of(
        Lane.INCIDENT,
        facts=Facts(integrity=Leg.NONE),
        evidence=frozenset({ItemKind.MODEL_IDENTITY, ItemKind.PROMPT}),
    )
    assert stood["cia_integrity"].filled_by == ("fact:integrity",)
    assert stood["model_source"].filled_by == ("evidence:model_identity",)
    assert stood["prompts_ref"].filled_by == ("evidence:prompt",)


def test_what_is_missing_is_told_core_first() -> None:
    weights = [list(Weight).index(row.weight) for row in missing(tuple(lines_of(Lane.INCIDENT).values()))]
    assert weights == sorted(weights)
    assert len(set(weights)) == 2


def test_the_eight_kinds_of_content_are_counted_as_held() -> None:
    held = content_held(tuple(lines_of(Lane.INCIDENT, frozenset({"tlp_label", "indicators"})).values()))
    assert [content for content, is_held in held.items() if is_held] == [
        SharedContent.INDICATORS_OF_COMPROMISE,
        SharedContent.HANDLING_RESTRICTIONS,
    ]


def test_every_line_carries_the_catalogue_and_its_version() -> None:
    line = lines_of(Lane.INCIDENT)["title"]
    assert (line.catalogue_id, line.version) == ("jcdc-ai-playbook", "2025.1.14")
