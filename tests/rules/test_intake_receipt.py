"""A receipt holds only as it was given out, and says what it does not prove."""

import json

import pytest

from tests.builders import DeskOfStories, story, template_home
from tests.stages.test_public_report import report_of, sent
from tocsin.rules.intake_receipt import FAILED, PASSED, check_receipt, is_receipt
from tocsin.stages.public_report import receipt_file
from tocsin.vocab.errors import BadInput

__all__ = ["story", "template_home"]


@pytest.fixture
def receipt(story: DeskOfStories) -> bytes:
    """The receipt of a report that came through the form."""
    made = receipt_file(story.desk, report_of(story.desk, sent(story.desk)))
    assert made is not None
    return made


def _states(data: bytes, *keys: str) -> dict[str, str]:
    return {one.name: one.state for one in check_receipt(data, keys).checks}


def test_a_receipt_as_it_was_given_out_holds_and_says_what_it_does_not_prove(receipt: bytes) -> None:
    key = json.loads(receipt)["key"]
    assert is_receipt(receipt)
    found = check_receipt(receipt)
    assert (found.verdict, found.is_pinned) == (PASSED, False)
    assert _states(receipt)["key"] == "not checked"
    assert found.entry is not None
    assert found.size is not None
    assert found.entry < found.size
    assert found.recorded_at == "2026-03-24T12:00:00+00:00"
    assert any(one.startswith("whose key this is") for one in found.not_proven)
    pinned = check_receipt(receipt, [key])
    assert (pinned.verdict, pinned.is_pinned) == (PASSED, True)
    assert len(pinned.not_proven) == len(found.not_proven) - 1
    assert check_receipt(receipt, [key.replace("+", "+0", 1)]).verdict == FAILED


@pytest.mark.parametrize(
    ("field", "fails"),
    [
        ("document", {"document", "commitment"}),
        ("sha256", {"document"}),
        ("salt", {"commitment"}),
        ("commitment", {"commitment", "act"}),
        ("leaf", {"act", "log"}),
        ("received_at", {"act"}),
        ("proof", {"log"}),
        ("key", {"log"}),
    ],
)
def test_every_part_that_was_changed_breaks_what_stands_on_it(receipt: bytes, field: str, fails: set[str]) -> None:
    said = json.loads(receipt)
    text = said[field]
    for place in {1, len(text) // 2, len(text) - 2}:
        changed = text[:place] + ("0" if text[place] != "0" else "1") + text[place + 1 :]
        found = check_receipt(json.dumps(said | {field: changed}).encode())
        failed = {one.name for one in found.checks if one.state == "fails"}
        assert found.verdict == FAILED
        assert failed
        assert failed <= fails
        assert (found.log, found.recorded_at, found.entry) == ("", "", None)


def test_another_report_in_the_same_log_is_not_this_one(story: DeskOfStories, receipt: bytes) -> None:
    other = receipt_file(story.desk, report_of(story.desk, sent(story.desk)))
    assert other is not None
    one, two = json.loads(receipt), json.loads(other)
    for part in ("leaf", "proof", "document"):
        assert check_receipt(json.dumps(one | {part: two[part]}).encode()).verdict == FAILED


@pytest.mark.parametrize(
    "broken",
    [b"", b"[]", b'{"kind": "tocsin-intake-receipt/1"}', b"{" * 100_000],
    ids=["empty", "a list", "nothing in it", "too deep"],
)
def test_what_is_no_receipt_is_said_to_be_none(broken: bytes) -> None:
    with pytest.raises(BadInput, match="no receipt"):
        check_receipt(broken)


def test_a_key_that_stands_twice_is_refused(receipt: bytes) -> None:
    twice = receipt.rstrip()[:-1] + b', "key": "x"}'
    with pytest.raises(BadInput, match="twice"):
        check_receipt(twice)
    assert not is_receipt(b'{"kind": "tocsin-claim/1", "said": "tocsin-intake-receipt/1"}')
