"""Every text field of every operation has a bound: by construction, over the table."""

import typing
from collections.abc import Iterator
from io import BytesIO
from types import UnionType
from typing import Any, get_args, get_origin

import msgspec
import pytest
from msgspec import NODEFAULT, Struct

from tests.builders import DeskOfStories
from tocsin.operations.bound import LINE_CHARS, most_of
from tocsin.operations.operation import Method
from tocsin.operations.table import by_name, operations
from tocsin.vocab.errors import TooMuch
from tocsin.vocab.limits import LIMITS

Shape = tuple[str, Any]  # the name of the field of the operation, and what stands in it


def with_text(kind: Any, text: str) -> Iterator[Any]:
    """Values of a type with this text in every place where it holds one; none where it holds no text of anybody's."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is typing.Annotated:
        yield from with_text(inner[0], text)
    elif origin in (typing.Union, UnionType):
        for one in inner:
            yield from with_text(one, text)
    elif kind is str:
        yield text
    elif origin in (tuple, list, frozenset):
        yield from ((one,) for one in with_text(inner[0], text))
    elif origin is dict:
        if inner[0] is str:
            yield {text: "x"}
        yield from ({"x": one} for one in with_text(inner[1], text))
    elif isinstance(kind, type) and issubclass(kind, Struct):
        yield from (made(kind, **{field: one}) for field, one in texts_of(kind, text))


def texts_of(takes: type[Struct], text: str) -> Iterator[Shape]:
    """Every field of a Struct that holds text, with this text in it."""
    hints = typing.get_type_hints(takes, include_extras=True)
    for field in msgspec.structs.fields(takes):
        yield from ((field.name, one) for one in with_text(hints[field.name], text))


def made(takes: type[Struct], **given: Any) -> Struct:
    """One of these without anything else in it: bounds are looked at before anything else is."""
    needed = [one.name for one in msgspec.structs.fields(takes) if one.default is one.default_factory is NODEFAULT]
    return takes(**(dict.fromkeys(needed, "") | given))


CHANGING = [one for one in operations() if one.method is Method.POST]


def test_a_text_longer_than_its_field_takes_is_refused_by_name_and_nothing_is_done(story: DeskOfStories) -> None:
    long, wrong = "w" * (LIMITS.text_chars + 1), list[str]()
    for operation in operations():
        for field, value in texts_of(operation.takes, long):
            try:
                operation.ask(story.desk, made(operation.takes, **{field: value}), BytesIO(b""))
            except TooMuch as refused:
                if str(refused).startswith(f"`{field}") and str(refused).endswith(f"takes {most_of(field):,} at most"):
                    continue
            wrong.append(f"{operation.name} {field}")
    assert not wrong
    assert story.new_acts() == []


def test_most_of_what_changes_something_takes_text() -> None:
    fields = {operation.name: [field for field, _ in texts_of(operation.takes, "w")] for operation in CHANGING}
    assert len(fields) > 80
    assert sum(map(len, fields.values())) > 200
    assert fields["clean.make"].count("indicators") > 2  # what is nested is found, too


@pytest.mark.parametrize(("name", "most"), [("x" * LINE_CHARS, True), ("x" * (LINE_CHARS + 1), False)])
def test_a_name_takes_a_line_and_no_more(story: DeskOfStories, name: str, most: bool) -> None:
    operation = by_name()["case.new"]
    if most:
        operation.ask(story.desk, operation.takes(name=name))
    else:
        with pytest.raises(TooMuch, match="`name` has 2,001 characters; it takes 2,000 at most"):
            operation.ask(story.desk, operation.takes(name=name))
