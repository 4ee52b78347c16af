"""The ledger: its entries without words, verified, proved, and held to what was kept."""

import pytest

from tests.asking import ask
from tests.builders import DeskOfStories, a_case
from tests.shares import VICTIM, Stage
from tocsin.operations.cursor import written
from tocsin.stages.ledger import check_proof
from tocsin.vocab.errors import BadInput, ProofFailed


def test_entries_come_newest_first_by_the_page_and_say_no_word(story: DeskOfStories) -> None:
    stage = Stage(story)
    stage.marked()
    stage.cleaned()
    stage.delivered(stage.party("An Adopter", "adopter"))
    size = story.desk.log.size()
    page = ask(story.desk, "ledger.entries", limit=7)
    seen = list(page["items"])
    a_case(story.desk)  # what is recorded meanwhile moves nothing
    while page["next"]:
        page = ask(story.desk, "ledger.entries", limit=7, cursor=page["next"])
        seen += page["items"]
    assert [one["index"] for one in seen] == list(range(size))[::-1]
    assert seen[-1]["act"] == "log_opened/1"
    assert [one for one in seen if one["act"] == "record"]
    assert VICTIM not in str(seen)


@pytest.mark.parametrize("place", ["x", "-1", "9" * 40])
def test_what_is_no_place_in_the_log_is_no_cursor(story: DeskOfStories, place: str) -> None:
    with pytest.raises(BadInput, match="cursor"):
        ask(story.desk, "ledger.entries", cursor=written((place, "")))


def test_it_holds_and_says_what_it_cannot_show(story: DeskOfStories) -> None:
    a_case(story.desk)
    found = ask(story.desk, "ledger.verify")
    assert (found["holds"], found["findings"], found["held_to"]) == (True, [], None)
    assert found["entries"] == story.desk.log.size()
    assert "Not proven" in found["limit"]


def test_it_is_held_to_a_checkpoint_that_was_kept(story: DeskOfStories) -> None:
    kept = ask(story.desk, "ledger.checkpoint")
    size = story.desk.log.size()
    a_case(story.desk)
    assert ask(story.desk, "ledger.hold-to", kept["checkpoint"].encode())["held_to"] == size
    growth = ask(story.desk, "ledger.growth", old=size)
    assert (growth["old"], growth["new"]) == (size, story.desk.log.size())
    with pytest.raises((BadInput, ProofFailed)):
        ask(story.desk, "ledger.hold-to", kept["checkpoint"].replace("\n1", "\n2", 1).encode() + b"x")


def test_an_entry_is_proved_with_its_own_bytes(story: DeskOfStories) -> None:
    a_case(story.desk, exercise=True)
    last = story.desk.log.size() - 1
    proved = ask(story.desk, "ledger.prove", index=last)
    assert proved["exercise"] is True
    assert check_proof(story.desk, proved["proof"].encode(), proved["leaf"].encode()) == last
    assert ask(story.desk, "ledger.prove", index=0)["exercise"] is False
    for index in (-1, last + 1, 10**18):
        with pytest.raises(BadInput):
            ask(story.desk, "ledger.prove", index=index)
