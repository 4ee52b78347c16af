"""Practice on its page: announced, reviewed, counted; figures for the team alone."""

from tests.builders import DeskOfStories
from tests.stages.test_practice import planted
from tests.web.desk.visitor import visitor


def test_a_team_practises_on_pages(story: DeskOfStories, server: str) -> None:
    browser = visitor(story, server)
    page = browser.get("/practice").text
    assert "holds planted leaks" in page
    assert "Nobody has finished" in page
    answer = browser.send("/practice")
    where = answer.headers["location"].split("?")[0]
    case = where.split("/")[2]
    assert "EXERCISE" in browser.get(where).text
    assert "Done with this practice case" in browser.get(where).text
    assert browser.get(f"/practice?case={case}").status_code == 409
    browser.get("/practice")
    assert browser.send(f"/practice/{case}").status_code == 303
    told = browser.get(f"/practice?case={case}").text
    assert "Missed: it would have left" in told
    assert all(one.value in told for one in planted(story, case).leaks)
    assert "short burst" in told
    assert "Wilson" in browser.get("/practice").text
    for role in ("auditor", "admin"):
        other = visitor(story, server, role)
        assert other.get("/practice").status_code == 403
