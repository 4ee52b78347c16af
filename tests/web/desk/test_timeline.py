"""A case over time on its page: the picture and its list say the same, and hostile text is inert."""

import re

import pytest

from tests.builders import DeskOfStories, an_item
from tests.web.desk.visitor import HOSTILE, hostile_case, is_inert, visitor
from tocsin.stages.evidence import Described
from tocsin.vocab.evidence import ItemKind


def test_every_mark_leads_to_its_line_and_back(story: DeskOfStories, server: str) -> None:
    case = hostile_case(story.desk)
    for collected_at in ("2026-03-20T08:00:00Z", HOSTILE):
        story.clock.tick()
        described = Described(kind=ItemKind.ARTIFACT, name=HOSTILE, source=HOSTILE, collected_at=collected_at)
        an_item(story.desk, case, collected_at.encode(), described)
    browser = visitor(story, server, "auditor")
    page = browser.get(f"/cases/{case.id}/timeline")
    assert page.status_code == 200
    assert is_inert(page.text)
    marks = re.findall(r'<a class="mark \w+" href="#(t-\d+-\w+)"', page.text)
    assert len(marks) >= 3
    assert marks == re.findall(r'<tr id="(t-\d+-\w+)"', page.text)
    assert "it is no moment with an hour and a zone" in page.text
    assert "a silence of" in page.text
    whole = browser.get(f"/cases/{case.id}").text
    assert f'href="/cases/{case.id}/timeline#{marks[0]}"' in whole
    assert is_inert(whole)


def test_a_large_case_leaves_the_picture_to_its_page(
    story: DeskOfStories, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tocsin.web.desk.case.PICTURED", 0)
    case = hostile_case(story.desk)
    page = visitor(story, server).get(f"/cases/{case.id}").text
    assert "<svg" not in page
    assert f'href="/cases/{case.id}/timeline"' in page
