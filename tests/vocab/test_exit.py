"""The exits refuse to lack an owner for any class or flag."""

import msgspec
import pytest

from tocsin.store.catalogues import load
from tocsin.vocab.exit import Exits
from tocsin.vocab.triage import Flag


def shipped() -> Exits:
    (exits,) = load("exits", Exits, None)
    return exits


def test_breaking_terms_of_use_alone_is_noted_with_source_and_day() -> None:
    (note,) = (note for note in shipped().notes if note.key == "terms_of_use")
    assert "alone is not a cybersecurity threat" in note.text
    assert "6 U.S.C." in note.source
    assert str(note.read_on) == "2026-11-23"


@pytest.mark.parametrize("left_out", range(len(load("exits", Exits, None)[0].exits)))
def test_no_exit_can_be_left_out(left_out: int) -> None:
    exits = shipped()
    with pytest.raises(ValueError, match="none for"):
        msgspec.structs.replace(exits, exits=exits.exits[:left_out] + exits.exits[left_out + 1 :])


def test_an_exit_for_both_a_class_and_a_flag_is_refused() -> None:
    with pytest.raises(ValueError, match="one of the two"):
        msgspec.structs.replace(shipped().exits[0], flag=Flag.NOT_AI)
    with pytest.raises(ValueError, match="one of the two"):
        msgspec.structs.replace(shipped().exits[0], class_=None)
