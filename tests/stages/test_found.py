"""What others could look for is found in the evidence, and nothing of it is promoted by finding it."""

import pytest

from tests.builders import DeskOfStories, a_case, an_item
from tocsin.stages import found as stage
from tocsin.stages.desk import Desk
from tocsin.stages.found import found_in
from tocsin.stages.marking import Target, mark
from tocsin.stages.sealing import seal
from tocsin.vocab.case import Case, Item
from tocsin.vocab.marking import Marking, Tlp

DIGEST = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
TEXT = f"It called hxxps://exfil-drop[.]top/in and exfil-drop[.]top, dropped sha256={DIGEST}; write to ada@a.example."


@pytest.fixture
def case(story: DeskOfStories) -> Case:
    """A case without evidence."""
    return a_case(story.desk)


def _values(desk: Desk, case: Case, *only: str) -> dict[str, str]:
    return {one.value: one.kind for one in found_in(desk, case, only).values}


def test_values_are_found_as_an_indicator_would_have_them_and_nothing_is_recorded(
    story: DeskOfStories, case: Case
) -> None:
    one, two = (an_item(story.desk, case, text.encode()) for text in (TEXT, "again exfil-drop[.]top"))
    story.forget_acts()
    found = found_in(story.desk, case)
    said = {each.value: each for each in found.values}
    assert said["exfil-drop.top"].kind == "domain"
    assert set(said["exfil-drop.top"].items) == {one.id, two.id}
    assert said[DIGEST].kind == "sha256"
    assert said[DIGEST].around.startswith("…")
    assert f"dropped sha256={DIGEST}; write" in said[DIGEST].around
    assert "https://exfil-drop.top/in" in said
    assert "ada@a.example" not in said  # whose it is, nobody said: it is no indicator by its form
    assert (found.read, found.closed, found.left) == (2, 0, 0)
    assert story.new_acts() == []
    assert _values(story.desk, case, two.id) == {"exfil-drop.top": "domain"}


def test_evidence_whose_look_is_recorded_is_not_read(story: DeskOfStories, case: Case) -> None:
    desk = story.desk
    items = [an_item(desk, case, f"evil{place}[.]top".encode()) for place in range(3)]
    seal(desk, items[0], hazard="malware", because="live malware")
    mark(desk, desk.case(case.id), Target(scope="item", target=items[1].id), Marking(tlp=Tlp.RED, owners=("own",)))
    found = found_in(desk, desk.case(case.id))
    assert [one.value for one in found.values] == ["evil2.top"]
    assert (found.read, found.closed) == (1, 2)


def test_of_another_case_nothing_is_read_even_when_it_is_named(story: DeskOfStories, case: Case) -> None:
    theirs: Item = an_item(story.desk, a_case(story.desk), b"exfil-drop[.]top")
    assert _values(story.desk, case, theirs.id) == {}


def test_what_was_not_read_is_counted(story: DeskOfStories, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "READ_CHARS", 20)
    monkeypatch.setattr(stage, "ALL_CHARS", 30)
    monkeypatch.setattr(stage, "MOST_ITEMS", 3)
    for place in range(4):
        an_item(story.desk, case, f"{place} evil{place}[.]top and then more than is read".encode())
    found = found_in(story.desk, case)
    assert len(found.values) < 4
    assert (found.read, found.left) == (3, 1 + 3)


def test_bytes_that_are_no_text_hold_nothing(story: DeskOfStories, case: Case) -> None:
    an_item(story.desk, case, b"\x00\x01exfil-drop.top\xff")
    assert _values(story.desk, case) == {}
