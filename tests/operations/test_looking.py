"""Looks into an item: a tree, its calls, its bytes; in pages, and never before a reason that is needed is on record."""

import json

import pytest

from tests.asking import ask, in_role
from tests.builders import DeskOfStories, a_case, an_item
from tests.formats.contents_files import exif, picture
from tests.operations.test_evidence import WHY, chat_in, privileged, red, sealed
from tocsin.operations.looking import MOST_BYTES
from tocsin.stages.desk import Desk
from tocsin.vocab.acts.evidence import ItemOpened
from tocsin.vocab.errors import ActNotAllowed, BadInput, Gone

LOOKS = ("evidence.trace", "evidence.calls", "evidence.bytes")
CALLS = json.dumps([
    {"role": "user", "content": "weather?"},
    *(
        part
        for number in range(3)
        for part in (
            {"role": "assistant", "content": None, "tool_calls": [
                {"id": f"c{number}", "type": "function", "function": {"name": "look", "arguments": "{}"}}]},
            {"role": "tool", "tool_call_id": f"c{number}", "content": f"answer {number}"},
        )
    ),
]).encode()  # fmt: skip


def test_a_conversation_is_a_trace_in_pages(desk: Desk) -> None:
    item, met, after = chat_in(desk)["item"], [], ""
    whole = ask(desk, "evidence.trace", item=item)["items"]
    assert [row["words"] for row in whole] == [f"line {number}" for number in range(7)]
    while True:
        page = ask(desk, "evidence.trace", item=item, limit=3, cursor=after)
        met += page["items"]
        after = page["next"]
        if not after:
            break
    assert met == whole


def test_calls_and_their_answers_come_in_pages(desk: Desk) -> None:
    item = ask(desk, "intake.add", CALLS, file_name="chat.json", name="Calls")["taken"][0]["item"]
    first = ask(desk, "evidence.calls", item=item, limit=2)
    second = ask(desk, "evidence.calls", item=item, limit=2, cursor=first["next"])
    told = [(one["number"], one["tool"], one["answer"]) for one in (*first["items"], *second["items"])]
    assert told == [(number, "look", f"answer {number}") for number in range(3)]
    assert second["next"] == ""


def test_a_window_shows_these_bytes_and_says_whether_more_follow(desk: Desk) -> None:
    content = bytes(range(256)) * 8_200  # longer than one piece of the vault
    item = an_item(desk, a_case(desk), content).id
    for offset, count in ((0, 16), (1_048_570, 20), (len(content) - 3, 10), (len(content), 5), (10**12, 1)):
        found = ask(desk, "evidence.bytes", item=item, offset=offset, count=count)
        assert bytes.fromhex(found["bytes"]) == content[offset : offset + count]
        assert found["more"] is (offset + count < len(content))


def test_beside_the_first_bytes_of_a_file_that_is_no_text_it_says_what_lies_in_it(desk: Desk) -> None:
    case = a_case(desk)
    shot = an_item(desk, case, picture("PNG", exif=exif())).id
    assert ask(desk, "evidence.bytes", item=shot)["inside"].startswith("picture (PNG); it holds Exif")
    assert ask(desk, "evidence.bytes", item=shot, offset=1)["inside"] == ""
    assert ask(desk, "evidence.bytes", item=an_item(desk, case, b"plain").id)["inside"] == ""
    broken = an_item(desk, case, b"%PDF-1.7 nothing").id
    assert "broken" in ask(desk, "evidence.bytes", item=broken)["inside"]


@pytest.mark.parametrize("asked", [{"offset": -1}, {"count": 0}, {"count": MOST_BYTES + 1}])
def test_a_window_that_is_none_is_refused(desk: Desk, asked: dict[str, int]) -> None:
    with pytest.raises(BadInput, match="window"):
        ask(desk, "evidence.bytes", item=an_item(desk, a_case(desk)).id, **asked)


@pytest.mark.parametrize("name", LOOKS)
@pytest.mark.parametrize("closed", [sealed, red, privileged])
def test_nothing_shows_before_the_reason_is_recorded(story: DeskOfStories, name: str, closed: object) -> None:
    desk = story.desk
    item = closed(desk).id  # type: ignore[operator]  # one of three functions
    with pytest.raises(ActNotAllowed, match="needs a reason"):
        ask(desk, name, item=item)
    ask(desk, name, item=item, **WHY)
    assert [act for act in story.new_acts() if isinstance(act, ItemOpened)]


@pytest.mark.parametrize("name", LOOKS)
def test_what_is_counsels_is_closed_to_an_auditor_whatever_the_reason(story: DeskOfStories, name: str) -> None:
    item = privileged(story.desk).id
    with pytest.raises(ActNotAllowed, match="privileged"):
        ask(in_role(story, "auditor"), name, item=item, **WHY)


def test_a_purged_item_shows_no_byte(desk: Desk) -> None:
    item = an_item(desk, a_case(desk)).id
    ask(desk, "evidence.purge", item=item, reason="retention_ended", because="over")
    with pytest.raises(Gone):
        ask(desk, "evidence.bytes", item=item)


def test_a_cursor_of_another_list_is_refused(desk: Desk) -> None:
    item = chat_in(desk)["item"]
    a_case(desk)
    foreign = ask(desk, "case.list", limit="1")["next"]
    for name in LOOKS[:2]:
        with pytest.raises(BadInput, match="cursor"):
            ask(desk, name, item=item, cursor=foreign)
