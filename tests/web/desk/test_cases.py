"""The list of cases, and a new one."""

from tests.builders import DeskOfStories, a_case
from tests.web.desk.visitor import hostile_case, is_inert, visitor


def test_cases_are_listed_newest_first_a_page_at_a_time(story: DeskOfStories, server: str) -> None:
    for number in range(101 - story.desk.index.count("case")):
        a_case(story.desk, name=f"case number {number}")
    browser = visitor(story, server)
    first = browser.get("/cases")
    assert "100 cases here" in first.text
    after = first.text.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = browser.get(after)
    assert "1 case here" in second.text
    assert 'rel="next"' not in second.text


def test_a_class_without_cases_says_so(story: DeskOfStories, server: str) -> None:
    hostile_case(story.desk)
    browser = visitor(story, server)
    assert is_inert(browser.get("/cases").text)
    assert "No case of this class" in browser.get("/cases?event_class=incident").text
    assert browser.get("/cases?event_class=nonsense").status_code == 400
    assert browser.get("/cases?cursor=nonsense").status_code == 400


def test_a_case_is_opened(story: DeskOfStories, server: str) -> None:
    browser = visitor(story, server)
    browser.get("/cases/new")
    answer = browser.send("/cases/new", name="A new case", exercise="yes")
    assert answer.status_code == 303
    page = browser.get(answer.headers["location"])
    assert "A new case" in page.text
    assert "EXERCISE" in page.text
    assert "The case is open" in page.text


def test_who_only_reads_opens_none(story: DeskOfStories, server: str) -> None:
    browser = visitor(story, server, "auditor")
    assert "/cases/new" not in browser.get("/cases").text
    assert browser.get("/").status_code == 200
    fields = browser.hidden("/theme")
    assert browser.client.post("/cases/new", data=fields | {"name": "x"}).status_code == 403


def test_what_comes_from_elsewhere_changes_nothing(story: DeskOfStories, server: str) -> None:
    browser, before = visitor(story, server), story.desk.index.count("case")
    assert browser.client.post("/cases/new", data={"name": "x"}).status_code == 403
    browser.get("/cases/new")
    fields = browser.hidden("/cases/new")
    other = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
    assert browser.client.post("/cases/new", data=fields | {"name": "x"}, headers=other).status_code == 403
    assert story.desk.index.count("case") == before
