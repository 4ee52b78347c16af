"""The list of cases: filtered, ordered, kept as views, taken along; and a new one."""

import csv
import io
import re

import pytest

from tests.builders import DeskOfStories, a_case
from tests.web.browser import Browser
from tests.web.desk.visitor import HOSTILE, hostile_case, is_inert, visitor
from tocsin.vocab.case_list import CaseColumn
from tocsin.web.desk.visit import LISTED


def shown(browser: Browser, path: str) -> list[str]:
    """The names in the list at an address, in its order."""
    page = browser.get(path)
    assert page.status_code == 200, page.text
    return re.findall(r'<a data-row href="/cases/case-[^"]+">([^<]*)<', page.text)


def test_cases_are_listed_newest_first_a_page_at_a_time(story: DeskOfStories, server: str) -> None:
    for number in range(LISTED + 1 - story.desk.index.count("case")):
        a_case(story.desk, name=f"case number {number}")
    browser = visitor(story, server)
    first = browser.get("/cases")
    assert f"{LISTED} cases here" in first.text
    after = first.text.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = browser.get(after)
    assert "1 case here" in second.text
    assert 'rel="next"' not in second.text


def test_a_class_without_cases_says_so(story: DeskOfStories, server: str) -> None:
    hostile_case(story.desk)
    browser = visitor(story, server)
    assert is_inert(browser.get("/cases").text)
    assert "No case fits" in browser.get("/cases?event_class=incident").text
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


def test_every_filter_and_order_is_the_servers(story: DeskOfStories, server: str) -> None:
    for name, exercise in (("Beta", False), ("Alpha", True), ("Gamma", False)):
        story.clock.tick()
        a_case(story.desk, name=name, exercise=exercise)
    browser = visitor(story, server)
    assert shown(browser, "/cases?order=name") == ["Beta", "EXERCISE: Alpha", "Gamma"]
    assert shown(browser, "/cases?exercise=false&order=opened") == ["Gamma", "Beta"]
    assert shown(browser, "/cases?text=alph&standing=open&assigned=me&came_from=ourselves&tlp=TLP:RED") == [
        "EXERCISE: Alpha"
    ]
    assert shown(browser, "/cases?blocked=true") == []
    assert shown(browser, "/cases?order=last_act&held=false") == ["Gamma", "EXERCISE: Alpha", "Beta"]
    for wrong in ("tlp=pink", "order=mood", "assigned=person-uu", "blocked=perhaps", "view=none"):
        assert browser.get(f"/cases?{wrong}").status_code in (400, 404), wrong


def test_a_part_of_the_list_says_that_it_is_one(
    story: DeskOfStories, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tocsin.stages.case_list.LOOKED", 1)
    monkeypatch.setattr("tocsin.stages.case_list.CHUNK", 1)
    a_case(story.desk)
    a_case(story.desk)
    browser = visitor(story, server)
    page = browser.get("/cases?standing=closed").text
    assert "1 case was looked at" in page
    assert "Older ones were not looked at yet." in page
    assert 'rel="next"' in page
    assert "In this order stand the newest cases alone" in browser.get("/cases?order=acts").text


def test_a_view_is_kept_opened_first_arranged_and_dropped(story: DeskOfStories, server: str) -> None:
    a_case(story.desk, name="Real")
    a_case(story.desk, name="Drill", exercise=True)
    browser = visitor(story, server)
    browser.get("/cases?exercise=true")
    kept = browser.send("/cases/views", name=HOSTILE, exercise="true")
    assert kept.status_code == 303
    page = browser.get(kept.headers["location"])
    assert is_inert(page.text)
    assert shown(browser, kept.headers["location"]) == ["EXERCISE: Drill"]
    browser.send("/cases/columns", view=HOSTILE, column="came_from")
    assert "opened here" in browser.get(kept.headers["location"]).text
    assert "opened here" not in browser.get("/cases").text.split("<tbody>")[1].split("</tbody>")[0]
    browser.get("/settings")
    assert browser.send("/settings", zone="", start=HOSTILE).status_code == 303
    assert shown(browser, "/cases") == ["EXERCISE: Drill"]
    assert len(shown(browser, "/cases?view=")) == 2
    browser.get(kept.headers["location"])
    assert browser.send("/cases/views/drop", name=HOSTILE).status_code == 303
    assert len(shown(browser, "/cases")) == 2


def test_columns_are_kept_for_whoever_chose_them(story: DeskOfStories, server: str) -> None:
    a_case(story.desk)
    browser = visitor(story, server)
    browser.get("/cases")
    browser.send("/cases/columns", column="last_act")
    assert '<td data-name="Last act">' in browser.get("/cases").text
    assert '<td data-name="Last act">' not in visitor(story, server, "analyst").get("/cases").text


def test_the_list_is_taken_along_as_a_file_that_starts_nothing(story: DeskOfStories, server: str) -> None:
    a_case(story.desk, name="=cmd|' /C calc'!A0")
    browser = visitor(story, server, "auditor")
    answer = browser.get("/cases/table?form=csv&columns=acts")
    assert answer.headers["content-disposition"] == 'attachment; filename="cases-tlp-red.csv"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    rows = list(csv.reader(io.StringIO(answer.text, newline="")))
    assert rows[0] == ["case", "name", "marking", "acts"]
    assert rows[1][1].startswith("'=cmd")
    assert browser.get("/cases/table?form=stix").json()["type"] == "bundle"
    assert browser.get("/cases/table?form=exe").status_code == 400
    assert f"columns={'+'.join(column for column in CaseColumn if column in ('event_class', 'marking'))}" in (
        browser.get("/cases").text
    )
