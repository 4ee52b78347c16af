"""Evidence: listed, looked at on purpose, downloaded as nothing but a file."""

import json
import re

from tests.asking import ask
from tests.builders import DeskOfStories, an_item
from tests.web.desk.visitor import HOSTILE, hostile_case, is_inert, visitor
from tocsin.stages.marking import Target, mark
from tocsin.stages.sealing import seal
from tocsin.vocab.marking import Marking, Tlp


def test_a_case_without_evidence_says_what_to_do(story: DeskOfStories, server: str) -> None:
    case = hostile_case(story.desk)
    page = visitor(story, server).get(f"/cases/{case.id}/evidence")
    assert "Nothing is kept on this case yet" in page.text
    assert is_inert(page.text)


def test_content_is_shown_on_purpose_and_inert(story: DeskOfStories, server: str) -> None:
    case, browser = hostile_case(story.desk), visitor(story, server)
    mark(story.desk, case, Target(), Marking(tlp=Tlp.AMBER, owners=("own",)), source="own")
    item = an_item(story.desk, story.desk.case(case.id), HOSTILE.encode())
    path = f"/evidence/{item.id}"
    assert item.id in browser.get(f"/cases/{case.id}/evidence").text
    closed = browser.get(path)
    assert "What stands in it" not in closed.text
    text = browser.send(path, **{"as": "text"}).text
    assert "What stands in it" in text
    assert is_inert(text)
    browser.get(path)
    assert HOSTILE.encode()[:8].hex(" ") in browser.send(path, **{"as": "bytes"}).text


def test_what_is_sealed_opens_with_a_reason_alone(story: DeskOfStories, server: str) -> None:
    case, browser = hostile_case(story.desk), visitor(story, server)
    mark(story.desk, case, Target(), Marking(tlp=Tlp.AMBER, owners=("own",)), source="own")
    item = seal(
        story.desk, an_item(story.desk, story.desk.case(case.id), b"a weight file"), hazard="malware", because=""
    )
    path = f"/evidence/{item.id}"
    browser.get(path)
    refused = browser.send(path, **{"as": "text"})
    assert refused.status_code in {400, 409}
    assert "a weight file" not in refused.text
    assert story.desk.item(item.id).openings == 0
    browser.get(path)
    assert "a weight file" in browser.send(path, reason="analysis", because="it has to be read", **{"as": "text"}).text
    assert story.desk.item(item.id).openings == 1


def test_a_download_is_a_file_and_nothing_to_show(story: DeskOfStories, server: str) -> None:
    case, browser = hostile_case(story.desk), visitor(story, server)
    mark(story.desk, case, Target(), Marking(tlp=Tlp.AMBER, owners=("own",)), source="own")
    item = an_item(story.desk, story.desk.case(case.id), b"<html><script>alert(1)</script>")
    browser.get(f"/evidence/{item.id}")
    got = browser.send(f"/evidence/{item.id}/download")
    assert got.content == b"<html><script>alert(1)</script>"
    assert got.headers["content-disposition"].startswith("attachment; ")
    assert "sandbox" in got.headers["content-security-policy"]
    assert got.headers["x-content-type-options"] == "nosniff"


def test_everything_is_read_again(story: DeskOfStories, server: str) -> None:
    case, browser = hostile_case(story.desk), visitor(story, server)
    an_item(story.desk, case, b"words")
    browser.get(f"/cases/{case.id}/evidence")
    answer = browser.send(f"/cases/{case.id}/verify")
    assert "none broken" in browser.get(answer.headers["location"]).text


def test_a_conversation_is_shown_as_a_trace_and_its_calls_as_a_picture_with_a_list(
    story: DeskOfStories, server: str
) -> None:
    call = {"id": "c1", "type": "function", "function": {"name": HOSTILE, "arguments": json.dumps({"q": HOSTILE})}}
    turns = [
        {"role": "user", "content": HOSTILE},
        {"role": "assistant", "content": "", "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "c1", "content": "an answer from outside"},
        *({"role": "user", "content": f"line {number}"} for number in range(110)),
    ]
    taken = ask(story.desk, "intake.add", json.dumps(turns).encode(), file_name="chat.json", name="Chat")["taken"][0]
    browser, path = visitor(story, server), f"/evidence/{taken['item']}"
    browser.get(path)
    page = browser.send(path, **{"as": "trace"}).text
    assert "What happens in it" in page
    assert "an answer from outside" in page
    assert is_inert(page)
    assert page.partition("<main")[2].count("<li class=") == 100
    more = browser.client.post(path, data=hidden_of(page, "Show those that follow")).text
    assert "line 109" in more
    browser.get(path)
    drawn = browser.send(path, **{"as": "calls"}).text
    assert is_inert(drawn)
    assert 'href="#call-0"' in drawn
    assert 'id="call-0"' in drawn
    assert "an answer from outside" in drawn
    assert "The file gives no times" in drawn


def hidden_of(page: str, button: str) -> dict[str, str]:
    """The hidden fields of the form with this button."""
    (form,) = (found for found in re.findall(r"<form .*?</form>", page, re.DOTALL) if f">{button}<" in found)
    return dict(re.findall(r'name="([^"]*)" value="([^"]*)"', form))


def test_bytes_are_walked_through_and_each_look_at_what_is_sealed_is_on_record(
    story: DeskOfStories, server: str
) -> None:
    case, browser = hostile_case(story.desk), visitor(story, server)
    mark(story.desk, case, Target(), Marking(tlp=Tlp.AMBER, owners=("own",)), source="own")
    kept = an_item(story.desk, story.desk.case(case.id), b"\x00" * 4_096 + b"the second page" + b"\x00" * 5_000)
    path = f"/evidence/{seal(story.desk, kept, hazard='malware', because='').id}"
    browser.get(path)
    first = browser.send(path, reason="analysis", because="it has to be read", **{"as": "bytes"}).text
    assert "00000ff0" in first
    assert "the second page" not in first
    second = browser.client.post(path, data=hidden_of(first, "After")).text
    assert "the second page" in second
    assert "00001000" in second
    assert story.desk.item(kept.id).openings == 2
    for wrong in ("-5", "elsewhere", "0xzz", "9" * 400):
        answer = browser.client.post(path, data=hidden_of(first, "After") | {"offset": wrong})
        assert answer.status_code == 400
    end = browser.client.post(path, data=hidden_of(first, "After") | {"offset": "0xffffff"}).text
    assert "the content ends before this place" in end
