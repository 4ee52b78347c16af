"""Our own words on their page: added, dropped, brought in from an asset list after a look, learned from a case."""

from tests.builders import DeskOfStories
from tests.shares import VICTIM, Stage
from tests.web.desk.visitor import HOSTILE, is_inert, visitor
from tocsin.stages.dictionary import dictionary_of, keep_dictionary
from tocsin.stages.review import judge
from tocsin.vocab.review import Verdict

LISTED = "hostname,owner,serial\ndb-prod-07,Mira Jansen,X\nnot a host,,\n"


def test_words_are_added_and_dropped(story: DeskOfStories, server: str) -> None:
    browser = visitor(story, server)
    assert "No words yet" in browser.get("/dictionary").text
    assert browser.send("/dictionary", field="people", words=f"Mira Jansen\n{HOSTILE}").status_code == 303
    page = browser.get("/dictionary").text
    assert "Mira Jansen" in page
    assert is_inert(page)
    assert browser.send("/dictionary/drop", word="people=Mira Jansen").status_code == 303
    assert "Mira Jansen" not in dictionary_of(story.desk).people


def test_an_asset_list_is_looked_at_before_it_is_taken_in(story: DeskOfStories, server: str) -> None:
    browser = visitor(story, server)
    browser.get("/dictionary")
    fields = browser.hidden("/dictionary/assets")
    shown = browser.client.post("/dictionary/assets", data=fields, files={"file": ("assets.csv", LISTED, "text/csv")})
    assert shown.status_code == 200, shown.text
    assert "line 3, hostname: &#39;not a host&#39; is no host name" in shown.text
    assert "serial" in shown.text
    assert "Nothing is recorded yet" in shown.text
    assert dictionary_of(story.desk).hosts == ()
    typed = fields | {"word": "hosts=db-prod-07"}  # the other box was cleared
    assert browser.client.post("/dictionary", data=typed).status_code == 303
    assert (dictionary_of(story.desk).hosts, dictionary_of(story.desk).people) == (("db-prod-07",), ())


def test_a_case_proposes_and_a_person_takes_in(story: DeskOfStories, server: str) -> None:
    stage = Stage(story)
    stage.marked()
    judge(stage.desk, stage.now(), Verdict.OURS, [VICTIM])
    browser, path = visitor(story, server), f"/cases/{stage.case.id}/words"
    assert VICTIM in browser.get(path).text
    assert dictionary_of(story.desk).victims == ()
    answer = browser.send("/dictionary", word=f"org_names={VICTIM}")
    assert answer.headers["location"].startswith(path)
    assert VICTIM in dictionary_of(story.desk).org_names


def test_what_is_wrong_is_told_and_who_may_not_drop_sees_no_button(story: DeskOfStories, server: str) -> None:
    keep_dictionary(story.desk, b'{"victims": ["Nordkai Clinic"]}')
    browser = visitor(story, server, "analyst")
    page = browser.get("/dictionary").text
    assert "Nordkai Clinic" in page
    assert "/dictionary/drop" not in page
    refused = browser.send("/dictionary", field="people", words="ab")
    assert refused.status_code == 400
    assert "shorter than" in refused.text
    csrf = browser.hidden("/sign-out")
    assert browser.client.post("/dictionary/drop", data=csrf | {"word": "victims=Nordkai Clinic"}).status_code == 403
    assert dictionary_of(story.desk).victims == ("Nordkai Clinic",)
