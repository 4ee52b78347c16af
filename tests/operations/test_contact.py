"""Contacts: every group is asked about; told, deliberately not told and why, or open."""

import pytest

from tests.asking import Json, ask
from tests.builders import DeskOfStories, a_case
from tests.shares import Stage
from tocsin.vocab.errors import ActNotAllowed, BadInput


def of_group(board: Json, group: str) -> Json:
    """The line of one group."""
    return next(line for line in board if line["group"] == group)


def test_a_party_gets_a_part_and_an_answer(story: DeskOfStories) -> None:
    case, party = a_case(story.desk).id, Stage(story).party("A Vendor", "vendor")
    assert {line["answer"] for line in ask(story.desk, "contact.list", case=case)} == {"open"}
    board = ask(
        story.desk,
        "contact.involve",
        case=case,
        party="A Vendor",
        group="vendor",
        roles=["supplier"],
        because="makes it",
    )
    (line,) = of_group(board, "vendor")["parties"]
    assert (line["party"], line["because"], line["answer"]) == (party, "makes it", "open")
    board = ask(story.desk, "contact.decide", case=case, party="A Vendor", answer="contacted", because="by telephone")
    assert of_group(board, "vendor")["answer"] == "contacted"
    assert board == ask(story.desk, "contact.list", case=case)


def test_a_group_is_deliberately_not_told_for_a_reason(story: DeskOfStories) -> None:
    case = a_case(story.desk).id
    fields = {"case": case, "group": "critical_infrastructure", "answer": "deliberately_not_contacted"}
    board = ask(story.desk, "contact.decide", **fields, reason="not_concerned", because="nobody runs it")
    line = of_group(board, "critical_infrastructure")
    assert (line["answer"], line["reason"], line["words"]) == (fields["answer"], "not_concerned", "nobody runs it")
    with pytest.raises(BadInput, match="reason"):
        ask(story.desk, "contact.decide", **fields)


def test_who_is_meant_has_to_be_said_and_to_have_a_part(story: DeskOfStories) -> None:
    case = a_case(story.desk).id
    Stage(story).party("A Vendor", "vendor")
    story.forget_acts()
    with pytest.raises(BadInput, match="who is meant"):
        ask(story.desk, "contact.decide", case=case, answer="contacted")
    with pytest.raises(ActNotAllowed, match="no part"):
        ask(story.desk, "contact.decide", case=case, party="A Vendor", answer="contacted")
    assert story.new_acts() == []
