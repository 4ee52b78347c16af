"""Documents: what one recipient will get, read back from the bytes, as text, and to the byte."""

import json
from hashlib import sha256

import pytest

from tests.asking import ask
from tests.builders import DeskOfStories
from tests.shares import VICTIM, Stage
from tocsin.operations.document import DocumentAsked, download
from tocsin.stages.share import find
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.sharing import Share


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A marked case with a clean copy."""
    made = Stage(story)
    made.marked()
    made.cleaned()
    return made


@pytest.fixture
def share(stage: Stage) -> Share:
    """A share to somebody who reads a folder."""
    return stage.proposed(stage.party("An Adopter", "adopter"), ask="Do you see it too?")


def test_the_view_and_the_text_are_read_back_from_the_bytes(stage: Stage, share: Share) -> None:
    view = ask(stage.desk, "document.view", share=share.id, recipient="An Adopter")
    assert (view["name"], view["verdict"]) == ("An Adopter", "not yet")
    text = ask(stage.desk, "document.text", share=share.id, recipient="An Adopter").decode()
    assert "Do you see it too?" in text
    assert VICTIM not in text
    assert len(text.splitlines()) >= len(view["lines"])


def test_a_long_document_is_read_a_part_at_a_time(stage: Stage, share: Share) -> None:
    whole = ask(stage.desk, "document.view", share=share.id, recipient="An Adopter")["lines"]
    read, after = [], 0
    while after is not None:
        part = ask(stage.desk, "document.lines", share=share.id, recipient="An Adopter", after=after, limit=7)
        assert part["document"]["recipient"] == share.recipients[0]
        read += part["lines"]
        after = part["next"]
    assert read == whole
    with pytest.raises(BadInput, match="behind -1"):
        ask(stage.desk, "document.lines", share=share.id, recipient="An Adopter", after=-1)
    with pytest.raises(BadInput, match="at least one"):
        ask(stage.desk, "document.lines", share=share.id, recipient="An Adopter", limit=0)


def test_the_document_is_given_to_the_byte(stage: Stage, share: Share) -> None:
    (line,) = ask(stage.desk, "document.list", share=share.id)
    payload = ask(stage.desk, "document.download", share=share.id, recipient="an adopter")
    assert sha256(payload).hexdigest() == line["sha256"]
    assert len(payload) == line["size_bytes"]
    assert json.loads(payload)["type"] == "bundle"
    given = download(stage.desk, DocumentAsked(share=share.id, recipient="An Adopter"))
    assert (given.media_type, given.file_name) == (line["media_type"], line["file_name"])


def test_nobody_else_has_a_document(stage: Stage, share: Share) -> None:
    stage.party("A Vendor", "vendor")
    with pytest.raises(BadInput, match="no recipient"):
        ask(stage.desk, "document.view", share=share.id, recipient="A Vendor")
    with pytest.raises(ActNotAllowed, match="no document"):
        ask(stage.desk, "document.download", share=share.id, recipient="A Vendor")


def test_there_is_a_note_to_sign_for_once_it_was_sent(stage: Stage, share: Share) -> None:
    with pytest.raises(ActNotAllowed, match="nothing was sent"):
        ask(stage.desk, "document.note", share=share.id, recipient="An Adopter")
    assert ask(stage.desk, "delivery.list", share=share.id) == []
    stage.approved(share, stage.team())
    stage.arrived(*stage.sent(find(stage.desk, share.id)))
    assert [one["state"] for one in ask(stage.desk, "delivery.list", share=share.id)] == ["sent"]
    note = json.loads(ask(stage.desk, "document.note", share=share.id, recipient="An Adopter"))
    assert note["file_name"].endswith(".json")
