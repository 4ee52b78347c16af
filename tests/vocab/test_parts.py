"""A reading in the making: joined where equal, counted, never over the limit."""

import pytest

from tocsin.vocab.errors import TooMuch
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.limits import Limits
from tocsin.vocab.parts import Parts, part
from tocsin.vocab.reading import ComponentSeen, Detail, Place, TechniqueSeen

HERE = Place(line=1)


def read(parts: Parts) -> tuple[tuple[bytes, tuple[Detail, ...]], ...]:
    reading = parts.reading(format_name="test", kind=ItemKind.LOG)
    return tuple((found.data, found.details) for found in reading.objects)


def test_equal_objects_of_one_whole_are_joined_and_say_where_else_they_stand() -> None:
    parts = Parts()
    for span in ("a", "b", "b"):
        found = part(ItemKind.PROMPT, b"hello", "hello", HERE, {"span": span})
        parts.join(found, within="trace", also=Detail(name="also_in_span", value=span))
    assert read(parts) == ((b"hello", (Detail(name="span", value="a"), Detail(name="also_in_span", value="b"))),)


def test_objects_of_different_kinds_or_wholes_are_never_joined() -> None:
    parts = Parts()
    parts.join(part(ItemKind.PROMPT, b"hello", "", HERE), within="one")
    parts.join(part(ItemKind.OUTPUT, b"hello", "", HERE), within="one")
    parts.join(part(ItemKind.PROMPT, b"hello", "", HERE), within="two")
    assert len(read(parts)) == 3


def test_spacing_does_not_matter_where_the_bytes_to_compare_are_given() -> None:
    parts = Parts()
    parts.join(part(ItemKind.SAMPLING, b'{ "a": 1 }', "", HERE), same=b'{"a":1}')
    parts.join(part(ItemKind.SAMPLING, b'{"a":1}', "", HERE), same=b'{"a":1}')
    assert [data for data, _ in read(parts)] == [b'{ "a": 1 }']


def test_units_techniques_and_components_are_counted_once() -> None:
    parts = Parts()
    parts.count(understood=True)
    parts.count(understood=False)
    for _ in range(2):
        parts.name_component(ComponentSeen(kind="agent", name="helper"))
        parts.name_technique(TechniqueSeen(scheme="ATLAS", version=None, id="AML.T0051", name=None))
    reading = parts.reading(format_name="test", kind=ItemKind.LOG)
    assert (reading.units, reading.understood) == (2, 1)
    assert len(reading.components) == len(reading.techniques) == 1


def test_more_objects_or_misses_than_the_limit_are_refused() -> None:
    parts = Parts(Limits(objects=2))
    for _ in range(2):
        parts.add(part(ItemKind.NOTE, b"", "", HERE))
        parts.miss(HERE, "why")
    with pytest.raises(TooMuch, match="more than 2 records"):
        parts.add(part(ItemKind.NOTE, b"", "", HERE))
    with pytest.raises(TooMuch, match="more than 2 records"):
        parts.miss(HERE, "why")
