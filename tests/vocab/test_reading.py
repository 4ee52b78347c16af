"""A reading trusts nothing by itself, and travels as JSON without loss."""

import msgspec
import pytest

from tocsin.vocab.evidence import ItemKind, SourceTrust
from tocsin.vocab.ids import KEY
from tocsin.vocab.reading import FOREIGN_SCHEMES, Detail, InboundObject, NotUnderstood, Place, Reading

FOUND = InboundObject(
    kind=ItemKind.PROMPT,
    data=b'{"content": "\xc3\xa4"}',
    label="user",
    place=Place(line=3, pointer="/messages/0"),
    details=(Detail(name="role", value="user"),),
)


def test_an_object_of_a_reading_is_the_same_after_it_was_kept() -> None:
    assert msgspec.json.decode(msgspec.json.encode(FOUND), type=InboundObject) == FOUND


def test_an_object_is_trusted_only_when_somebody_says_so() -> None:
    assert FOUND.trust is SourceTrust.UNKNOWN


def test_a_reading_of_nothing_claims_nothing() -> None:
    empty = Reading(format="kept", kind=ItemKind.ARTIFACT)
    assert (empty.units, empty.understood, empty.objects, empty.facts, empty.reporter) == (0, 0, (), (), None)


def test_every_scheme_of_foreign_numbers_is_a_closed_code() -> None:
    assert len(set(FOREIGN_SCHEMES)) == len(FOREIGN_SCHEMES)
    assert all(KEY.match(scheme) for scheme in FOREIGN_SCHEMES)


@pytest.mark.parametrize(
    "wrong", [b'{"place":{},"why":"a","more":1}', b'{"place":{"row":1},"why":"a"}', b'{"why":"a"}']
)
def test_a_part_of_a_reading_with_other_members_is_refused(wrong: bytes) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(wrong, type=NotUnderstood)
