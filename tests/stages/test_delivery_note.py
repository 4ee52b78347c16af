"""A note says nothing its recipient does not hold; what is signed stands in the signer's own ledger."""

import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories
from tests.shares import VICTIM, Stage
from tocsin.ledger import record, sdjwt
from tocsin.ledger.commitment import commit, holds
from tocsin.stages.delivery_note import SHOWN, note_for, open_note, sign_for
from tocsin.stages.preview import payload_of
from tocsin.vocab.act import leaf_bytes, read_leaf
from tocsin.vocab.acts.party import ReceiptSigned
from tocsin.vocab.delivery_note import FORMAT, DeliveryNote, read_note
from tocsin.vocab.errors import ActNotAllowed, BadInput, ProofFailed
from tocsin.vocab.sharing import Share


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A marked and cleaned case."""
    made = Stage(story)
    made.marked()
    made.cleaned()
    return made


@pytest.fixture
def share(stage: Stage) -> Share:
    """A share that arrived."""
    return stage.delivered(stage.party("An Adopter", "adopter"))


def parts(stage: Stage, share: Share) -> tuple[DeliveryNote, bytes]:
    """The note, and the document as it was delivered."""
    _, raw = note_for(stage.desk, share, share.recipients[0])
    return read_note(raw), payload_of(stage.desk, share, share.recipients[0])[1]


def test_a_note_shows_no_more_of_the_record_than_its_recipient_knows(stage: Stage, share: Share) -> None:
    name, raw = note_for(stage.desk, share, share.recipients[0])
    note = read_note(raw)
    assert name.endswith(".note.json")
    assert VICTIM.encode() not in raw
    assert {member for member, _ in sdjwt.disclosed(note.record)} == SHOWN
    one = record.read(note.record, record.parse_key(note.key))
    assert isinstance(one, record.Share)
    document = payload_of(stage.desk, share, share.recipients[0])[1]
    assert holds(one.content_commit, salt=bytes.fromhex(note.document_salt), data=document)
    assert one.recipient == "An Adopter"


def test_there_is_no_note_before_anything_was_sent(stage: Stage) -> None:
    adopter = stage.party("An Adopter", "adopter")
    with pytest.raises(ActNotAllowed, match="nothing was sent"):
        note_for(stage.desk, stage.proposed(adopter), adopter)


def test_what_is_signed_stands_in_the_signers_ledger_and_is_signed_once(stage: Stage, share: Share) -> None:
    note, document = parts(stage, share)
    arrived = open_note(stage.desk, note, document)
    before = stage.desk.log.size()
    signed = sign_for(stage.desk, arrived)
    (entry,) = stage.desk.log.entries(before)
    act = read_leaf(entry.leaf).act
    assert isinstance(act, ReceiptSigned)
    assert leaf_bytes(read_leaf(entry.leaf)) == entry.leaf
    assert arrived.share_digest.encode() not in entry.leaf
    assert stage.desk.vault.read(act.content).decode() == signed.sd_jwt
    again = sign_for(stage.desk, arrived)
    assert (again.sd_jwt, again.is_new) == (signed.sd_jwt, False)
    assert stage.desk.log.size() == before + 1


def test_it_accepts_exactly_the_terms_and_the_content_of_the_note(stage: Stage, share: Share) -> None:
    note, document = parts(stage, share)
    signed = sign_for(stage.desk, open_note(stage.desk, note, document))
    receipt = record.read(signed.sd_jwt, stage.desk.record_key)
    sent = record.read(note.record, record.parse_key(note.key))
    assert isinstance(receipt, record.Receipt)
    assert isinstance(sent, record.Share)
    assert (receipt.content_commit, receipt.terms_accepted) == (sent.content_commit, sent.label_commit)
    assert receipt.share_digest == record.digest(note.record)


@pytest.mark.parametrize("grade", ["E0", "E4", "E5", ""])
def test_only_what_a_recipient_may_say_is_signed(stage: Stage, share: Share, grade: str) -> None:
    with pytest.raises(BadInput, match="no grade"):
        sign_for(stage.desk, open_note(stage.desk, *parts(stage, share)), grade=grade)


def test_nothing_is_signed_for_another_document_or_other_terms(stage: Stage, share: Share) -> None:
    note, document = parts(stage, share)
    for changed, content in (
        (note, document + b" "),
        (replace(note, document_salt="0" * 64), document),
        (replace(note, terms=note.terms + " "), document),
        (replace(note, terms_salt="0" * 64), document),
        (replace(note, record=note.record[:-1]), document),
        (replace(note, key="rubbish"), document),
    ):
        with pytest.raises(ProofFailed):
            open_note(stage.desk, changed, content)


def test_terms_of_a_newer_program_are_shown_as_they_stand(stage: Stage) -> None:
    salt, text = b"\1" * 32, '{"tlp": 9}'
    desk = stage.desk
    share = record.Share(
        iss=desk.record_key.name,
        id="a" * 32,
        content_commit=commit(salt, b"a document"),
        label_commit=commit(salt, text.encode()),
        beacon=None,
    )
    compact = record.issue(share, desk.record_key, sign=desk.sign_record, random_bytes=desk.chance.random_bytes)
    note = DeliveryNote(
        format=FORMAT,
        record=compact,
        key=desk.record_key.to_text(),
        file_name="a.txt",
        document_salt=salt.hex(),
        terms=text,
        terms_salt=salt.hex(),
    )
    arrived = open_note(desk, note, b"a document")
    assert arrived.terms == (("Terms", text),)
    assert arrived.recipient == ""
