"""A file's objects as a tree: each once, under what it names or was found in, whatever a hostile file says."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.rules.trace import parents, unfold
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.reading import Detail, InboundObject, Place
from tocsin.vocab.telling import MOST_CHARS


def a_span(name: str, parent: str = "", at: str | None = None, **facts: str) -> InboundObject:
    place = f"/resourceSpans/0/scopeSpans/0/spans/{name}"
    ids = {"trace_id": "t", "span_id": name, "parent_span_id": parent}
    return an_object(ItemKind.TRACE, place, at=at, label=name, line=None, **ids, **facts)


def an_object(
    kind: ItemKind,
    pointer: str | None,
    *,
    value: Any = None,
    at: str | None = None,
    label: str = "",
    line: int | None = None,
    **facts: str,
) -> InboundObject:
    return InboundObject(
        kind=kind,
        data=json.dumps(value).encode(),
        label=label,
        at=at,
        place=Place(line=line, pointer=pointer),
        details=tuple(Detail(name=name, value=said) for name, said in facts.items() if said),
    )


def test_spans_stand_under_the_span_they_name_wherever_they_lie_in_the_file() -> None:
    objects = [a_span("late", "root", "2026-01-01T00:00:03Z"), a_span("early", "root", "2026-01-01T00:00:01Z")]
    rows = unfold([*objects, a_span("root", at="2026-01-01T00:00:00Z"), a_span("within", "early")])
    assert [(row.label, row.depth, row.inside) for row in rows] == [
        ("root", 0, 3),
        ("early", 1, 1),
        ("within", 2, 0),
        ("late", 1, 0),
    ]
    assert [row.number for row in rows] == [0, 1, 2, 3]
    assert [row.object for row in rows] == [2, 1, 3, 0]


def test_anything_else_stands_under_what_it_was_found_in() -> None:
    sample = an_object(ItemKind.EVALUATION_ATTEMPT, "/samples/0", label="sample")
    turn = an_object(ItemKind.OUTPUT, "/samples/0/messages/1", label="turn", role="assistant")
    call = an_object(ItemKind.TOOL_CALL, "/samples/0/messages/1/tool_calls/0", label="call")
    other = an_object(ItemKind.PROMPT, "/samples/00/messages/0", label="other")
    assert parents([call, sample, turn, other]) == [2, None, 1, None]
    attempt, said = an_object(ItemKind.EVALUATION_ATTEMPT, None, line=3), an_object(ItemKind.PROMPT, "/prompt", line=3)
    assert parents([attempt, said, an_object(ItemKind.PROMPT, "/prompt", line=4)]) == [None, 0, None]


def test_a_log_record_stands_under_its_span_and_is_none_itself() -> None:
    record = an_object(ItemKind.TRACE, "/resourceLogs/0/scopeLogs/0/logRecords/0", trace_id="t", span_id="a")
    assert parents([record, a_span("a")]) == [1, None]


@pytest.mark.parametrize("ways", [{"a": "a"}, {"a": "b", "b": "a"}, {"a": "b", "b": "c", "c": "a", "d": "a"}])
def test_spans_that_lead_round_in_a_circle_are_shown_all_the_same(ways: dict[str, str]) -> None:
    rows = unfold([a_span(name, parent) for name, parent in ways.items()])
    assert sorted(row.label for row in rows) == sorted(ways)
    assert rows[0].depth == 0


names = st.sampled_from("abcdefgh")
some_spans = st.lists(st.tuples(names, names | st.just("")), max_size=12).map(
    lambda pairs: [a_span(name, parent) for name, parent in pairs]
)


@given(some_spans)
def test_every_object_is_one_row_and_each_row_stands_one_step_below_its_parent(objects: list[InboundObject]) -> None:
    rows, above = unfold(objects), parents(objects)
    assert sorted(row.object for row in rows) == list(range(len(objects)))
    row_of = {row.object: row for row in rows}
    for place, parent in enumerate(above):
        row = row_of[place]
        if parent is None:
            assert row.depth == 0
        else:
            over = row_of[parent]
            assert row.depth == over.depth + 1
            assert over.number < row.number <= over.number + over.inside


def test_a_tree_as_deep_as_the_file_is_long_is_unfolded() -> None:
    rows = unfold([a_span(str(number), str(number - 1)) for number in range(5_000)])
    assert rows[-1].depth == 4_999
    assert rows[0].inside == 4_999


def test_a_row_says_how_long_it_took_and_what_went_wrong() -> None:
    span = a_span(
        "a",
        at="2026-01-01T00:00:00.000001500Z",
        ended_at="2026-01-01T00:00:01Z",
        status="error",
        status_message="too late",
    )
    (row,) = unfold([span])
    assert (row.took_us, row.is_error, row.error) == (999_999, True, "too late")
    assert unfold([a_span("a")])[0].took_us is None


def test_long_words_are_cut_and_the_row_says_so() -> None:
    (row,) = unfold([an_object(ItemKind.PROMPT, None, value="x" * 10_000, arguments="y" * 10_000)])
    assert len(row.words) == len(row.arguments) == MOST_CHARS
    assert row.is_cut
