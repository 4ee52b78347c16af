"""The list of cases as every door gives it, and the table that is taken along."""

import csv
import io
import json

import pytest

from tests.asking import ask
from tests.builders import DeskOfStories, a_case
from tocsin.operations.case_list import TableAsked, table
from tocsin.operations.operation import Content
from tocsin.stages import marking
from tocsin.stages.desk import Desk
from tocsin.vocab.case_list import CaseColumn
from tocsin.vocab.errors import BadInput
from tocsin.vocab.marking import TLP2_MARKING_IDS, Marking, Tlp

FORMULA = "=HYPERLINK(1)"


def read_csv(raw: bytes) -> list[list[str]]:
    """The lines of a table."""
    return list(csv.reader(io.StringIO(raw.decode(), newline="")))


def test_a_line_says_who_answers_for_it_and_what_it_came_from(desk: Desk) -> None:
    case = a_case(desk)
    (line,) = [one for one in ask(desk, "case.list")["items"] if one["id"] == case.id]
    assert (line["who"], line["came_from"]) == ("Ada", "ourselves")


def test_a_list_that_the_index_chose_says_nothing_of_looking(desk: Desk) -> None:
    a_case(desk)
    assert ask(desk, "case.list")["looked"] == 0
    found = ask(desk, "case.list", exercise="true")
    assert (found["items"], found["looked"] > 0, found["next"], found["back_to"]) == ([], True, "", None)


def test_the_table_starts_no_formula_and_always_says_the_label(desk: Desk) -> None:
    case = a_case(desk, name=FORMULA)
    header, *rows = read_csv(ask(desk, "case.table", columns=["acts"]))
    assert header == ["case", "name", "marking", "acts"]
    assert [case.id, f"'{FORMULA}", "TLP:RED", "1"] in rows
    assert read_csv(ask(desk, "case.table"))[0] == ["case", "name", *CaseColumn]


def test_the_table_is_of_what_was_asked_for(desk: Desk) -> None:
    a_case(desk, name="One")
    a_case(desk, name="Two", exercise=True)
    names = [row[1] for row in read_csv(ask(desk, "case.table", exercise="true"))[1:]]
    assert names == ["EXERCISE: Two"]


def test_the_file_is_called_by_its_strictest_label(desk: Desk) -> None:
    assert isinstance(empty := table(desk, TableAsked(text="nothing is called so")), Content)
    assert empty.file_name == "cases.csv"
    a_case(desk)
    assert table(desk, TableAsked()).file_name == "cases-tlp-red.csv"


def test_a_table_that_is_a_part_says_so_in_its_name(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tocsin.operations.case_list.MOST", 1)
    a_case(desk, name="One")
    a_case(desk, name="Two")
    assert table(desk, TableAsked()).file_name == "cases-newest-1-tlp-red.csv"


def test_the_bundle_bears_the_label_of_each_case_and_nothing_of_what_is_in_it(story: DeskOfStories) -> None:
    desk = story.desk
    case = a_case(desk, name="Marked green")
    marking.mark(desk, case, marking.Target(), Marking(tlp=Tlp.GREEN, owners=("own",)))
    made = json.loads(ask(desk, "case.table", form="stix", text="marked green"))
    (found,) = [one for one in made["objects"] if "external_references" in one]
    assert found["object_marking_refs"] == [TLP2_MARKING_IDS[Tlp.GREEN]]
    assert found["abstract"] == "Marked green"


def test_words_that_are_no_filter_are_refused(desk: Desk) -> None:
    for fields in ({"tlp": "pink"}, {"cursor": "x"}, {"limit": "0"}):
        with pytest.raises(BadInput):
            ask(desk, "case.list", **fields)
