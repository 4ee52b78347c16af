"""A case as its acts of intake and triage add up to it."""

import pytest
from msgspec.structs import replace

from tests.histories import case_after, leaves_of, world_of
from tests.leaves import BATCH, OPEN_ITEM, OTHER_CASE, PERSON, REPORT, SHEET, one_of_each
from tocsin.rules.fold.casework import KEPT_FORMER_CLASSES, KEPT_RELATED
from tocsin.vocab.act import Act
from tocsin.vocab.acts import intake as i
from tocsin.vocab.acts import triage as t
from tocsin.vocab.case import Batch, Report
from tocsin.vocab.triage import Statement

OPENED = one_of_each()[i.CaseOpened]


def classified(event_class: str) -> t.Classified:
    act = one_of_each()[t.Classified]
    assert isinstance(act, t.Classified)
    return replace(act, event_class=event_class)


def test_a_new_case_knows_who_opened_it_and_under_which_checklist() -> None:
    case = case_after([OPENED])
    assert (case.size, case.opened_by, case.exercise) == (1, PERSON, True)
    assert (case.template, case.checklist, case.sheet) == ("poisoned-dataset", "jcdc-ai-playbook@1.0.0", SHEET)
    assert case.judged is None


def test_the_newest_name_and_the_newest_person_count() -> None:
    case = case_after([OPENED, i.CaseNamed(sheet="a" * 64), i.CaseAssigned(person=PERSON), i.CaseNamed(sheet="b" * 64)])
    assert (case.sheet, case.assigned) == ("b" * 64, PERSON)


def test_numbers_and_neighbours_are_listed_in_the_order_they_came() -> None:
    numbers = [i.ForeignIdLinked(scheme=scheme, sheet=SHEET) for scheme in ("cve", "vu")]
    case = case_after([OPENED, *numbers, i.CaseRelated(other=OTHER_CASE, relation="near_duplicate")])
    assert [linked.key for linked in case.foreign_ids] == ["cve", "vu"]
    assert [(linked.key, linked.state) for linked in case.related] == [(OTHER_CASE, "near_duplicate")]


def test_a_neighbour_stands_once_for_each_relation_where_it_was_said_last() -> None:
    others = [OTHER_CASE[:-1] + sign for sign in "abc"]
    related = [i.CaseRelated(other=other, relation="near_duplicate") for other in (*others, others[0])]
    case = case_after([OPENED, *related, i.CaseRelated(other=others[0], relation="same_component")])
    assert [linked.key[-1] + linked.state[0] for linked in case.related] == ["bn", "cn", "an", "as"]


def test_only_the_newest_neighbours_stand_in_the_body() -> None:
    others = [f"case-{number:026d}" for number in range(KEPT_RELATED + 5)]
    case = case_after([OPENED, *(i.CaseRelated(other=other, relation="near_duplicate") for other in others)])
    assert [linked.key for linked in case.related] == others[5:]


def test_a_report_takes_the_state_of_its_newest_answer_and_keeps_the_others() -> None:
    states = ("accepted", "resolved")
    answers = [i.ReportAnswered(report=REPORT, state=state, sheet=SHEET) for state in states]
    world = world_of(leaves_of([OPENED, one_of_each()[i.ReportReceived], *answers]))
    report = world["report", REPORT]
    assert isinstance(report, Report)
    assert report.state == "resolved"
    assert [answer.state for answer in report.answers] == [*states]


def test_a_batch_counts_its_objects_and_the_case_counts_them_by_kind() -> None:
    world = world_of(leaves_of([OPENED, one_of_each()[i.BatchReceived]]))
    batch = world["batch", BATCH]
    assert isinstance(batch, Batch)
    assert batch.count == 5
    assert case_after([OPENED, one_of_each()[i.BatchReceived]]).inside == {"prompt": 3, "tool_call": 2}


def test_only_the_open_item_that_was_named_is_resolved_and_leaves_the_body() -> None:
    other = OPEN_ITEM[:-1] + "z"
    added = [
        i.OpenItemAdded(open_item=item, owner=PERSON, check_on="2026-04-01", sheet=SHEET) for item in (OPEN_ITEM, other)
    ]
    case = case_after([OPENED, *added, i.OpenItemResolved(open_item=other, sheet=SHEET)])
    assert [item.id for item in case.open_items] == [OPEN_ITEM]


def test_the_newest_answer_to_a_question_counts() -> None:
    answers = [
        t.FactAnswered(fact="integrity", value=value, statement=Statement.FACT, confidence="low", sheet=None)
        for value in ("none", "actual")
    ]
    assert {key: found.value for key, found in case_after([OPENED, *answers]).facts.items()} == {"integrity": "actual"}


def test_earlier_classes_are_kept_up_to_a_number_newest_last() -> None:
    names = [f"class_{number}" for number in range(KEPT_FORMER_CLASSES + 5)]
    case = case_after([OPENED, *map(classified, names)])
    assert case.judged is not None
    assert case.judged.event_class == names[-1]
    assert [judged.event_class for judged in case.former_classes] == names[-KEPT_FORMER_CLASSES - 1 : -1]


def test_a_code_stands_once_for_each_edition_and_the_newest_statement_counts() -> None:
    first = one_of_each()[t.TechniqueMapped]
    assert isinstance(first, t.TechniqueMapped)
    again, other_edition = replace(first, confidence="high"), replace(first, version="4.0.0")
    case = case_after([OPENED, first, other_edition, again])
    assert sorted((code.version, code.confidence) for code in case.techniques) == [("4.0.0", "low"), ("5.6.0", "high")]


@pytest.mark.parametrize("act", [one_of_each()[t.SeverityScored], one_of_each()[t.HandedToOwner]])
def test_a_score_of_a_scheme_and_an_owner_of_a_flag_stand_once(act: Act) -> None:
    case = case_after([OPENED, act, act])
    assert len(case.scores) + len(case.handed) == 1


def test_a_row_is_filled_or_set_aside() -> None:
    row = one_of_each()[t.ChecklistAnswered]
    assert isinstance(row, t.ChecklistAnswered)
    case = case_after([OPENED, row, replace(row, state="not_required")])
    assert {key: found.value for key, found in case.rows.items()} == {"technical_data": "not_required"}
