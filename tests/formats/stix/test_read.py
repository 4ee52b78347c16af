"""A bundle in words: objects by what tells them apart, nothing of the bytes unsaid, nothing hidden."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents import HOSTILE, a_package, squeezed, with_text
from tocsin.formats.stix import bundle, read
from tocsin.vocab.package import Package

# Said by the place of an object.
UNSAID = {"type", "spec_version", "id", "pattern_type", "pattern_version", "extension_type", "definition_type"}


def objects(package: Package) -> list[dict[str, Any]]:
    return list(json.loads(bundle.write(package).data)["objects"])


def shown(*given: dict[str, Any]) -> list[tuple[str, str]]:
    return list(read.lines(json.dumps({"type": "bundle", "id": "bundle--1", "objects": given}).encode()))


def texts_in(value: object) -> list[str]:
    match value:
        case str():
            return [value]
        case list():
            return [text for each in value for text in texts_in(each)]
        case dict():
            return [
                text
                for name, each in value.items()
                if name not in UNSAID | read._TIMES and not name.endswith(("_ref", "_refs"))
                for text in texts_in(each)
            ]
    return []


def headings(package: Package) -> list[str]:
    return [value for name, value in read.lines(bundle.write(package).data) if name == "Heading"]


@pytest.mark.parametrize("text", [None, *HOSTILE])
def test_every_text_of_every_object_is_said(text: str | None) -> None:
    package = a_package() if text is None else with_text(a_package(), text)
    said = squeezed("\n".join(value for _, value in read.show(bundle.write(package).data).lines))
    for each in objects(package):
        assert [one for one in texts_in(each) if squeezed(one) not in said] == [], each["type"]


def test_no_raw_key_and_no_id_of_an_object_here_stands_in_front_of_a_person() -> None:
    lines = read.show(bundle.write(a_package()).data).lines
    assert not [name for name, _ in lines if "_" in name or "-" in name]
    ours = {each["id"] for each in objects(a_package()) if each["type"] not in read._UNMARKED}
    assert not [value for _, value in lines if value in ours]


def test_objects_are_called_by_what_tells_them_apart() -> None:
    found = headings(a_package())
    assert found[:3] == ["Organization: North Pole Labs", "Report", f"Incident: {a_package().copy.title}"]
    for heading in ("Indicator: collector.example.net", "Sighting: collector.example.net", "What we need from you"):
        assert heading in found
    assert "description: What happened" in found


def test_an_object_that_is_taken_back_says_so() -> None:
    lines = shown({"type": "note", "id": "note--1", "abstract": "Old", "content": "Withdrawn", "revoked": True})
    assert lines[0] == ("Heading", "Note: taken back")
    assert ("Named", "Old") in lines
    assert ("Taken back", "yes") in lines


def test_what_is_the_same_is_said_once_and_again_where_it_differs() -> None:
    at, later = "2026-03-24T12:00:00.000Z", "2026-03-25T12:00:00.5Z"
    lines = shown(
        {"type": "tool", "id": "tool--1", "name": "a", "created": at, "modified": at},
        {"type": "tool", "id": "tool--2", "name": "b", "created": at, "modified": at},
        {"type": "tool", "id": "tool--3", "name": "c", "created": at, "modified": later},
        {"type": "tool", "id": "tool--4", "name": "d", "created": at, "modified": later},
    )
    assert [line for line in lines if line[0] != "Heading"] == [
        ("Written", "2026-03-24 12:00:00 UTC"),
        ("First written", "2026-03-24 12:00:00 UTC"),
        ("Written", "2026-03-25 12:00:00.5 UTC"),
    ]


def test_what_nobody_gave_words_to_is_shown_under_its_own_name() -> None:
    lines = shown({"type": "x-odd", "id": "x-odd--1", "x_odd_thing": {"in": [1, True, None]}, "other_ref": "tool--9"})
    assert lines[0] == ("Heading", "X odd")
    assert ("X odd thing in", "1") in lines
    assert ("X odd thing in", "yes") in lines
    assert ("X odd thing in", "null") in lines
    assert ("Other ref", "tool--9") in lines


def test_a_pattern_of_several_comparisons_is_called_by_its_name() -> None:
    pattern = "[ipv4-addr:value = '192.0.2.7'] AND [url:value = 'x']"
    lines = shown({"type": "indicator", "id": "indicator--1", "name": "Two", "pattern": pattern})
    assert lines == [("Heading", "Indicator: Two"), ("Pattern", pattern)]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda one: st.lists(one, max_size=3)
)
PROPS = st.sampled_from(["type", "id", "name", "abstract", "pattern", "object_refs", "created", "confidence", "labels"])


@given(st.lists(st.dictionaries(PROPS | st.text(max_size=6), JSON, max_size=5), max_size=4))
def test_objects_of_any_shape_are_shown_and_hide_nothing(given: list[dict[str, Any]]) -> None:
    for name, value in shown(*given):
        assert "\u202e" not in name + value
