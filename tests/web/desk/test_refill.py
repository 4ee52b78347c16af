"""Behind an error nothing has to be typed again, with or without a script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import DeskOfStories
from tests.shares import Stage
from tests.web.desk.visitor import HOSTILE, hostile_case, is_inert, visitor
from tocsin.stages.fields import Filled, fill
from tocsin.web.desk.refill import Left, refilled

PAGE = """<details><summary>Other</summary><form method="post" action="/a"><input type="hidden" name="of" value="1">
<input name="name" value="now" required><input name="name" value=""><textarea name="long">now &amp; here</textarea>
<input type="checkbox" name="box" value="x" checked><input type="checkbox" name="box" value="y">
<input type="radio" name="one" value="p">
<select name="list"><option value="">-</option><option value="q">Q</option></select>
<input type="password" name="password"></form></details>
<form method="post" action="/a"><input type="hidden" name="of" value="2">
<input name="name"></form>"""


def left(is_old: bool = False, **texts: list[str]) -> Left:
    return Left(action="/a", texts={"of": ["1"]} | texts, is_old=is_old)


def test_every_kind_of_field_says_what_was_left_in_it() -> None:
    typed = left(name=["one", 'two "2"'], long=["\nthree <b>"], box=["y"], one=["p"], list=["q"], password=["secret"])
    page = refilled(PAGE, "/", typed)
    for said in (
        '<input name="name"  required value="one">',
        '<input name="name"  value="two &quot;2&quot;">',
        '<textarea name="long">\n\nthree &lt;b&gt;</textarea>',
        '<input type="checkbox" name="box" value="x">',
        '<input type="checkbox" name="box" value="y" checked>',
        '<input type="radio" name="one" value="p" checked>',
        '<option value="q" selected>',
        "<details open>",
    ):
        assert said in page, said
    assert "secret" not in page
    assert page.endswith(
        '<input type="hidden" name="of" value="2">\n<input name="name"></form>'
    )  # about something else


def test_what_somebody_else_said_meanwhile_stays() -> None:
    page = refilled(PAGE, "/", left(is_old=True, name=["one", "two"], long=["three"], one=["p"]))
    assert '<input name="name" value="now" required>' in page
    assert ">now &amp; here</textarea>" in page
    assert 'value="p" checked' in page  # nobody has said it yet
    assert 'value="x" checked' in page


@given(st.text(alphabet="a<>&\"'\n\r{}", max_size=30))
def test_nothing_typed_becomes_markup(text: str) -> None:
    page = refilled(PAGE, "/", left(name=[text], long=[text]))
    assert page.count("<input") == PAGE.count("<input")
    assert page.count("<textarea") == page.count("</textarea>") == 1


@pytest.mark.parametrize("path", ["/elsewhere", "/a?x=1"])
def test_a_form_that_went_elsewhere_is_left_alone(path: str) -> None:
    assert refilled(PAGE, "/", Left(action=path, texts={"name": ["one"]}, is_old=False)) == PAGE


def test_going_back_from_an_error_brings_back_what_was_typed(story: DeskOfStories, server: str) -> None:
    stage = Stage(story)
    stage.marked()
    stage.cleaned()
    share = stage.delivered(stage.party("An Adopter", "adopter"))
    browser, page = visitor(story, server), f"/shares/{share.id}"
    browser.get(page)
    refused = browser.send(f"{page}/correct", because=HOSTILE, ask="Stop using it.\nNow.")
    assert refused.status_code == 409  # there is no newer clean copy
    assert is_inert(refused.text)
    again = browser.send(page)
    assert again.status_code == 200
    assert "What you typed stands in the form again" in again.text
    assert ">\nStop using it.\nNow.</textarea>" in again.text
    assert is_inert(again.text.replace("&#x27;", "&#39;").replace("\u202e", "").replace("\u200b", ""))
    assert visitor(story, server).client.post(page, data={"left": page}).status_code == 403
    assert browser.client.post(page, data={"csrf": browser.hidden("/theme")["csrf"]}).status_code == 405


def test_behind_a_change_by_somebody_else_nothing_of_theirs_is_overwritten(story: DeskOfStories, server: str) -> None:
    case, browser = hostile_case(story.desk), visitor(story, server)
    browser.get(f"/cases/{case.id}/triage")
    said = {"confidentiality": "actual", "without_lawful_authority": "yes", "authorised_research_or_exercise": "no"}
    browser.send(f"/cases/{case.id}/triage", **{f"fact.{fact}": value for fact, value in said.items()})
    path = f"/cases/{case.id}/checklist"
    browser.get(path)
    fill(story.desk, story.desk.case(case.id), [Filled(row="plain_account", text="Theirs.")])
    typed = {"row.plain_account": "Ours.", "row.attack_description": "Ours too."}
    assert browser.send(path, **typed).status_code == 412
    again = browser.send(path).text
    assert ">Theirs.</textarea>" in again
    assert ">\nOurs too.</textarea>" in again
    assert "Ours." in again  # beside the form
