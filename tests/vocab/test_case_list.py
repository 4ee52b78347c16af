"""What is asked of a list of cases, apart from what was asked together with it."""

from tocsin.operations.case_list import Listing
from tocsin.vocab.case_list import COLUMNS, CaseColumn, CaseOrder, CaseQuery, bare


def test_a_query_stands_alone_without_the_page_it_was_asked_with() -> None:
    asked = Listing(text="mail", order=CaseOrder.NAME, cursor="x", limit=7)
    assert asked != CaseQuery(text="mail", order=CaseOrder.NAME)
    assert bare(asked) == CaseQuery(text="mail", order=CaseOrder.NAME)


def test_a_list_begins_with_columns_that_there_are() -> None:
    assert set(COLUMNS) < set(CaseColumn)
