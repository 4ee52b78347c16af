"""Anything is added, pasted or as files, and the page says what was understood."""

import json
import re

from tests.builders import DeskOfStories
from tests.web.browser import Browser
from tests.web.desk.visitor import HOSTILE, hostile_case, is_inert, visitor


def handed_in(browser: Browser, files: list[tuple[str, bytes]], **typed: str) -> str:
    """Send the form with files, as a browser does."""
    browser.get("/add")
    parts = [("files", (name, data)) for name, data in files]
    answer = browser.client.post("/add", data=browser.hidden("/add") | typed, files=parts or {"files": ("", b"")})
    assert answer.status_code == 200, answer.text
    return answer.text


def test_a_pasted_text_opens_a_case(story: DeskOfStories, server: str) -> None:
    page = handed_in(visitor(story, server), [], text=f"Our agent sent mail to a stranger. {HOSTILE}", name=HOSTILE)
    assert is_inert(page)
    assert "data-draft-done" in page
    assert story.desk.index.count("case") == 1


def test_several_files_join_one_case_and_gaps_are_listed(story: DeskOfStories, server: str) -> None:
    bill = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "library", "name": "litellm"}]}
    files = [("bill.json", json.dumps(bill).encode()), ("<script>alert(1)\u202e", b"\x00\x01\x02")]
    page = handed_in(visitor(story, server), files)
    assert story.desk.index.count("case") == 1
    assert story.desk.index.count("item") == 2
    assert "cyclonedx" in page
    assert "&lt;script&gt;alert(1)⟨U+202E⟩" in page
    assert "<script>alert" not in page


def test_it_is_added_to_the_case_that_was_shown(story: DeskOfStories, server: str) -> None:
    case, browser = hostile_case(story.desk), visitor(story, server)
    assert is_inert(browser.get(f"/add?case={case.id}").text)
    handed_in(browser, [("note.txt", b"a note of the night shift")], case=case.id)
    assert [item.case for item in story.desk.index.all("item")] == [case.id]  # type: ignore[union-attr]  # items


def test_what_others_could_look_for_is_shown_and_promoted_by_a_person_alone(story: DeskOfStories, server: str) -> None:
    browser = visitor(story, server)
    page = handed_in(browser, [], text="The agent posted it to exfil-drop[.]top and to bad-actor[.]top.", name="Posted")
    assert "Found in it" in page
    assert "exfil-drop.top" in page
    (case,) = story.desk.index.all("case")
    path = f"/cases/{case.id}/clean"
    browser.client.post(f"/cases/{case.id}/marking", data=browser.hidden("/theme") | {"tlp": "amber"})
    ticked = browser.get(path).text
    assert 'value="domain=exfil-drop.top"' in ticked
    assert f'href="{path}#found"' in page
    without = browser.send(path, **{"take.0": "domain=exfil-drop.top"})
    assert (without.status_code, "without its context" in without.text) == (400, True)
    browser.get(path)
    made = browser.send(path, **{"take.0": "domain=exfil-drop.top", "means.0": "it received the token: block it"})
    assert made.status_code == 303, made.text
    page = browser.get(path).text
    copy = page.split('<section class="outside"')[1].split("</section>")[0]
    assert "exfil-drop.top" in copy
    assert "bad-actor.top" not in copy  # nobody ticked it
    assert 'value="domain=exfil-drop.top"' not in page  # it stands among the indicators now


def test_all_of_a_kind_are_taken_each_with_its_own_context_or_that_of_its_kind(
    story: DeskOfStories, server: str
) -> None:
    browser = visitor(story, server)
    posted = f"Posted to exfil-drop[.]top{HOSTILE}, then to bad-actor[.]top\nand hxxps://third-drop[.]top/in"
    handed_in(browser, [], text=posted, name="Posted")
    (case,) = story.desk.index.all("case")
    path = f"/cases/{case.id}/clean"
    browser.client.post(f"/cases/{case.id}/marking", data=browser.hidden("/theme") | {"tlp": "amber"})
    page = browser.get(path).text
    assert is_inert(page)
    found = page.split('id="found"')[1].split("</section>")[0]
    assert "then to bad-actor" in found  # what stands around it
    row = re.search(r'name="take\.(\d+)" value="domain=bad-actor\.top"', found)
    assert row is not None
    assert browser.send(path, take_all="domain").status_code == 400  # without any context
    browser.get(path)
    said = {f"means.{row[1]}": "block it", "meaning-domain": "it received the token"}
    assert browser.send(path, take_all="domain", **said).status_code == 303
    copy = browser.get(path).text.split('<section class="outside"')[1].split("</section>")[0]
    assert "<code>bad-actor.top</code> block it" in copy
    assert "<code>exfil-drop.top</code> it received the token" in copy
    assert "third-drop.top/in" not in copy  # of another kind


def test_nothing_is_no_report(story: DeskOfStories, server: str) -> None:
    browser = visitor(story, server)
    browser.get("/add")
    answer = browser.client.post("/add", data=browser.hidden("/add"), files={"files": ("", b"")})
    assert answer.status_code == 400
    assert "nothing was handed in" in answer.text
