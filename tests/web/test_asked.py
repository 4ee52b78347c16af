"""What a request asks for is read strictly, from one place each."""

import pytest
from litestar.datastructures import MultiDict
from msgspec import Struct

from tests.builders import DeskOfStories, a_case, an_item
from tocsin.operations.case import AnswersGiven
from tocsin.operations.case_list import Listing
from tocsin.operations.table import by_name
from tocsin.stages.desk import Seen
from tocsin.vocab.errors import BadInput, NotHere
from tocsin.web.asked import asked_of, etag_of, seen_in, state_of

CLASSIFY, LIST = by_name()["case.classify"], by_name()["case.list"]
NOTHING: MultiDict[str] = MultiDict()


def test_a_body_and_a_path_are_read_together() -> None:
    found = asked_of(CLASSIFY, {"case": "c7"}, NOTHING, b'{"answers": {"integrity": "actual"}}')
    assert isinstance(found, AnswersGiven)
    assert (found.case, dict(found.answers)) == ("c7", {"integrity": "actual"})


def test_a_query_is_read_as_text() -> None:
    found = asked_of(LIST, {}, MultiDict([("limit", "7"), ("event_class", "incident")]), b"")
    assert isinstance(found, Listing)
    assert (found.limit, found.event_class) == (7, "incident")


@pytest.mark.parametrize(
    ("query", "body", "said"),
    [
        (NOTHING, b"[]", "no JSON object"),
        (NOTHING, b'{"case": "c8", "answers": {}}', "stands in the path already"),
        (NOTHING, b'{"answers": {}, "nonsense": 1}', "unknown field"),
        (NOTHING, b'{"answers": {"integrity": 7}}', "integrity|str"),
        (NOTHING, b'{"answers": {}, "answers": {}}', "twice|duplicate"),
        (MultiDict([("because", "x")]), b'{"answers": {}}', "nothing in its query"),
    ],
)
def test_what_is_wrong_is_named(query: MultiDict[str], body: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=f"(?i){said}"):
        asked_of(CLASSIFY, {"case": "c7"}, query, body)


def test_a_field_stands_once_in_a_query() -> None:
    with pytest.raises(BadInput, match="2 times"):
        asked_of(LIST, {}, MultiDict([("limit", "7"), ("limit", "8")]), b"")


class _About(Struct, kw_only=True):
    case: str = ""
    item: str = ""


class _Item(Struct, kw_only=True):
    item: str


def test_a_state_is_that_of_the_case_that_is_meant(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    item = an_item(story.desk, case, b"words")
    now = story.desk.case(case.id)
    for asked in (_About(case=case.id), _Item(item=item.id)):
        seen = state_of(story.desk, asked)
        assert (seen.stream, seen.size) == (case.id, now.size)
    assert state_of(story.desk, _About()).stream == story.desk.org
    with pytest.raises(NotHere):
        state_of(story.desk, _About(case="case-u"))  # no id has this sign


def test_a_tag_comes_back_as_the_state_it_names() -> None:
    found = seen_in(etag_of(Seen(stream="case-1", size=17)))
    assert found is not None
    assert (found.stream, found.size) == ("case-1", 17)
    assert seen_in("*") is None


@pytest.mark.parametrize(
    "header", ["", "x", '"x"', 'W/"case-1.7"', '"case-1.-7"', '"case-1.' + "9" * 20 + '"', "case-1.7"]
)
def test_what_is_no_tag_of_ours_is_refused(header: str) -> None:
    with pytest.raises(BadInput, match="If-Match"):
        seen_in(header)
