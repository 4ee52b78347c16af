"""An operation asked as a door asks it: by its name, with plain values, and answered in JSON."""

import json
from io import BytesIO
from typing import Any

import msgspec
from msgspec.structs import replace

from tests.builders import DeskOfStories
from tocsin.operations.operation import Content, Method
from tocsin.operations.table import by_name
from tocsin.stages import people
from tocsin.stages.desk import Desk

# JSON of any shape: a test says what it expects of it.
Json = Any


def ask(desk: Desk, operation: str, content: bytes | None = None, /, **fields: object) -> Json:
    """What the operation gives, as JSON; the bytes themselves where it gives content."""
    found = by_name()[operation]
    in_query = found.method is Method.GET or found.does_with is not None
    asked = msgspec.convert(fields, found.takes, strict=not in_query)
    given = found.ask(desk, asked, None if content is None else BytesIO(content))
    if isinstance(given, Content):
        return b"".join(given.pieces)
    return json.loads(msgspec.json.encode(given))


def in_role(story: DeskOfStories, *roles: str) -> Desk:
    """The desk in the name of somebody who has these roles and no other."""
    person = people.add(story.desk, f"Somebody who is {' and '.join(roles)}", address="", roles=roles)
    return replace(story.desk, person=person.id)
