"""Evidence: listed, looked at on purpose, downloaded as nothing but a file."""

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
