"""The bodies of the index: complete after a round trip, and without texts."""

import msgspec
import pytest

from tests.leaves import CASE, NOON, PERSON, SHEET
from tocsin.vocab import case as case_room
from tocsin.vocab.case import Case, Entity, Item, Judged, LogEntry, MarkSet

BODIES: tuple[type[msgspec.Struct], ...] = Entity.__args__
TEXTS = {"name", "title", "text", "reporter", "because", "address", "note", "summary"}


def a_case() -> Case:
    judged = Judged(event_class="incident", flags=(), rule=1, reasons=(), missing=(), rules="1.0.0", by=PERSON, at=NOON)
    return Case(
        id=CASE,
        size=1,
        opened_at=NOON,
        opened_by=PERSON,
        changed_at=NOON,
        exercise=False,
        template=None,
        checklist="jcdc-ai-playbook@1.0.0",
        sheet=SHEET,
        judged=judged,
    )


def test_a_case_is_the_same_after_a_round_trip() -> None:
    encoder = msgspec.json.Encoder(order="sorted")
    body = encoder.encode(a_case())
    again = msgspec.json.decode(body, type=Case)
    assert again == a_case()
    assert encoder.encode(again) == body


def test_a_new_case_starts_with_nothing_of_another() -> None:
    one, other = a_case(), a_case()
    one.facts["integrity"] = "spoiled"  # type: ignore[assignment]  # only to see that nothing is shared
    assert other.facts == {}


@pytest.mark.parametrize("type_", BODIES, ids=lambda type_: type_.__name__)
def test_every_body_has_an_id_and_no_place_for_a_text(type_: type[msgspec.Struct]) -> None:
    assert "id" in type_.__struct_fields__
    assert type_.__struct_config__.frozen


def test_no_part_of_a_body_is_named_like_a_text() -> None:
    parts = [
        type_
        for type_ in vars(case_room).values()
        if isinstance(type_, type) and type_.__module__ == case_room.__name__ and issubclass(type_, msgspec.Struct)
    ]
    assert {Case, Item, LogEntry, MarkSet} <= set(parts)
    assert [
        (part.__name__, TEXTS & set(part.__struct_fields__)) for part in parts if TEXTS & set(part.__struct_fields__)
    ] == []
