"""The ledger on its pages: entries without words, a check of all of it, a proof to take along."""

from tests.builders import DeskOfStories
from tests.web.desk.visitor import HOSTILE, hostile_case, visitor


def test_entries_are_listed_without_a_word_of_a_case(story: DeskOfStories, server: str) -> None:
    case = hostile_case(story.desk)
    page = visitor(story, server).get("/ledger")
    assert case.id in page.text
    assert "alert(1)" not in page.text
    assert HOSTILE not in page.text


def test_all_of_it_is_checked_on_purpose(story: DeskOfStories, server: str) -> None:
    browser = visitor(story, server)
    browser.get("/ledger")
    page = browser.send("/ledger/verify")
    assert page.status_code == 200
    assert "It holds" in page.text
    assert "could rewrite" in page.text


def test_an_entry_has_its_proof_as_a_file(story: DeskOfStories, server: str) -> None:
    browser = visitor(story, server)
    assert "Entry 0" in browser.get("/ledger/0").text
    proof = browser.get("/ledger/0/proof")
    assert proof.headers["content-disposition"].startswith("attachment")
    assert proof.text.startswith("c2sp.org/tlog-proof")
    assert browser.get("/ledger/999999").status_code in {400, 404}
    assert browser.get("/ledger/x").status_code == 400


def test_the_checkpoint_is_what_the_log_signed(story: DeskOfStories, server: str) -> None:
    assert visitor(story, server).get("/ledger/checkpoint").text == story.desk.log.checkpoint()
