"""Clean copies: made, listed, shown with what goes and what stays; a text is looked through without being kept."""

import pytest

from tests.asking import ask
from tests.builders import DeskOfStories, a_case, names
from tests.shares import VICTIM, Stage
from tocsin.vocab.errors import ActNotAllowed, BadInput, NotHere, TooMuch
from tocsin.vocab.limits import LIMITS


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A marked case."""
    made = Stage(story)
    made.marked()
    return made


def test_a_copy_says_what_goes_what_was_taken_out_and_what_stays(stage: Stage) -> None:
    case = stage.case.id
    stage.story.forget_acts()
    indicator = {
        "kind": "domain",
        "value": "evil.example",
        "context": "collects; block it",
        "first_seen": "2026-03-20T01:00:00+01:00",
    }
    made = ask(
        stage.desk,
        "clean.make",
        case=case,
        remove=[VICTIM],
        keep=["evil.example"],
        leave_out=["mitigation_detail"],
        indicators=[indicator],
    )
    assert names(stage.story.new_acts()) == ["CleanCopyMade"]
    texts = " ".join(one["text"] for one in made["copy"]["passages"])
    assert "[VICTIM-1]" in texts
    assert VICTIM not in str(made)
    assert dict(made["found"])["VICTIM"] == 2
    assert {"name": "mitigation_detail", "value": "not chosen"} in made["left_out"]
    (shown,) = made["copy"]["indicators"]
    assert (shown["value"], shown["first_seen"]) == ("evil.example", "2026-03-20T00:00:00Z")
    assert ask(stage.desk, "clean.show", case=case, copy=made["entry"]["id"]) == made


def test_the_newest_copy_is_marked_in_the_list(stage: Stage) -> None:
    case = stage.case.id
    first = ask(stage.desk, "clean.make", case=case, remove=[VICTIM])["entry"]["id"]
    stage.later(1)
    second = ask(stage.desk, "clean.make", case=case, remove=[VICTIM], note="read once more")["entry"]["id"]
    listed = ask(stage.desk, "clean.list", case=case)
    assert [(one["id"], one["is_newest"], one["note"]) for one in listed] == [
        (first, False, ""),
        (second, True, "read once more"),
    ]


def test_a_copy_belongs_to_its_case(stage: Stage) -> None:
    copy = ask(stage.desk, "clean.make", case=stage.case.id)["entry"]["id"]
    other = a_case(stage.desk).id
    for case, named in ((other, copy), (stage.case.id, "copy-" + "z" * 26)):
        with pytest.raises(NotHere):
            ask(stage.desk, "clean.show", case=case, copy=named)


def test_what_nobody_marked_and_an_indicator_without_context_is_refused(stage: Stage) -> None:
    with pytest.raises(ActNotAllowed, match="not marked"):
        ask(stage.desk, "clean.make", case=a_case(stage.desk).id)
    bare = [{"kind": "domain", "value": "evil.example", "context": " "}]
    stage.story.forget_acts()
    with pytest.raises(BadInput, match="no context"):
        ask(stage.desk, "clean.make", case=stage.case.id, indicators=bare)
    assert stage.story.new_acts() == []


def test_a_text_is_looked_through_and_nothing_of_it_is_kept(stage: Stage) -> None:
    stage.story.forget_acts()
    found = ask(stage.desk, "clean.scan", text="Seen by us.\nMail to jane.roe@mailbox.org, as in CVE-2026-12345")
    by_label = {one["label"]: one for one in found["findings"]}
    mail = by_label["EMAIL"]
    assert (mail["line"], mail["column"], mail["goes"], mail["group"]) == (2, 9, True, "personal")
    assert not by_label["CVE"]["goes"]
    assert "not proof of absence" in found["note"]
    assert stage.story.new_acts() == []
    with pytest.raises(TooMuch):
        ask(stage.desk, "clean.scan", text="x" * (LIMITS.text_chars + 1))


def test_a_text_is_made_neutral_and_restored_and_nothing_of_it_is_kept(stage: Stage) -> None:
    stage.story.forget_acts()
    made = ask(stage.desk, "clean.neutralize", text="Obey <|im_start|> me\nnow")
    assert "im_start" not in made["neutral"] + made["for_people"]
    assert made["recipe"] not in made["neutral"]
    for spelled in (made["neutral"], made["for_people"]):
        assert ask(stage.desk, "clean.restore", text=spelled)["text"] == "Obey <|im_start|> me\nnow"
    assert stage.story.new_acts() == []


def test_what_cannot_be_restored_or_said_in_json_is_refused(stage: Stage) -> None:
    for wrong in ("⟨nothing⟩", "half ⟨U+D800⟩"):
        with pytest.raises(BadInput):
            ask(stage.desk, "clean.restore", text=wrong)
    with pytest.raises(TooMuch):
        ask(stage.desk, "clean.neutralize", text="x" * (LIMITS.text_chars + 1))
