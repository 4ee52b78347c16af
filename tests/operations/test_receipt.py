"""Receipts of ours: looked at first, signed once, and never for another document."""

from base64 import b64encode

import pytest

from tests.asking import ask
from tests.builders import DeskOfStories, names
from tests.shares import Stage
from tocsin.vocab.errors import BadInput, ProofFailed


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A case whose share arrived; the same desk plays both sides."""
    made = Stage(story)
    made.marked()
    made.cleaned()
    made.delivered(made.party("An Adopter", "adopter"))
    return made


def arrived(stage: Stage) -> dict[str, str]:
    """The note and the document, as the recipient got them."""
    share = ask(stage.desk, "share.list")["items"][0]["id"]
    note = ask(stage.desk, "document.note", share=share, recipient="An Adopter").decode()
    document = ask(stage.desk, "document.download", share=share, recipient="An Adopter")
    return {"note": note, "document": b64encode(document).decode()}


def test_what_arrived_is_looked_at_and_then_signed_for_once(stage: Stage) -> None:
    given = arrived(stage)
    stage.story.forget_acts()
    looked = ask(stage.desk, "receipt.look", **given)
    assert looked["sender"] == stage.desk.record_key.name
    assert any("TLP:AMBER" in value for _, value in looked["terms"])
    assert stage.story.new_acts() == []
    signed = ask(stage.desk, "receipt.sign", **given)
    assert (signed["grade"], signed["is_new"]) == ("E1", True)
    assert ask(stage.desk, "receipt.sign", **given) == signed | {"is_new": False}
    assert names(stage.story.new_acts()) == ["ReceiptSigned"]


def test_another_document_or_no_note_is_not_signed_for(stage: Stage) -> None:
    given = arrived(stage)
    stage.story.forget_acts()
    with pytest.raises(ProofFailed, match="not the one"):
        ask(stage.desk, "receipt.sign", note=given["note"], document=b64encode(b"another").decode())
    with pytest.raises(BadInput):
        ask(stage.desk, "receipt.look", note="{}", document=given["document"])
    assert stage.story.new_acts() == []
