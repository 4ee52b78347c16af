"""A clean copy is read back as it was written, and takes nothing that it does not know."""

import msgspec
import pytest

from tocsin.vocab.clean_copy import CleanCopy, SharedPassage
from tocsin.vocab.marking import Marking, Tlp
from tocsin.vocab.triage import Statement

COPY = CleanCopy(
    title="Agent sent mail to a stranger",
    classified="incident",
    passages=(
        SharedPassage(
            key="plain_account",
            heading="description",
            title="What happened",
            text="[PERSON-1] was written to",
            statement=Statement.FACT,
            confidence="high",
        ),
    ),
    marking=Marking(tlp=Tlp.AMBER, owners=("own",)),
)


def test_a_copy_is_read_back_as_it_was_written() -> None:
    assert msgspec.json.decode(msgspec.json.encode(COPY), type=CleanCopy) == COPY


def test_a_member_that_nobody_decided_on_is_refused() -> None:
    more = msgspec.json.decode(msgspec.json.encode(COPY)) | {"victim": "somebody"}
    with pytest.raises(msgspec.ValidationError, match="unknown field"):
        msgspec.convert(more, CleanCopy)


def test_a_passage_that_nobody_marked_is_red() -> None:
    assert COPY.passages[0].tlp is Tlp.RED
