"""What a request to the API asks for, read strictly."""

from collections.abc import Mapping
from typing import Any, get_origin, get_type_hints

import msgspec
from litestar.datastructures import MultiDict
from msgspec import Struct

from tocsin.operations.operation import Method
from tocsin.operations.table import AnyOperation
from tocsin.stages.desk import Desk, Seen
from tocsin.vocab.case import Item, Report
from tocsin.vocab.document import parse_json
from tocsin.vocab.errors import BadInput
from tocsin.vocab.sharing import Delivery, Share

JSON = "application/json"


def asked_of(operation: AnyOperation, path: Mapping[str, str], query: MultiDict[Any], body: bytes) -> Struct:
    """What it takes. BadInput names the field that is wrong; a field of the path stands nowhere else."""
    in_path = {name: path[name] for name in operation.fields_in_path}
    in_query = operation.method is Method.GET or operation.does_with is not None
    if in_query:  # where everything is text
        said: dict[str, object] = _from_query(operation.takes, query)
    else:
        parsed = parse_json(body) if body else {}
        if not isinstance(parsed, dict):
            raise BadInput("the body is no JSON object", hint="send an object with the fields of the operation")
        said = parsed
        if query:
            raise BadInput("this operation takes nothing in its query", hint="put the fields into the body")
    twice = sorted(in_path.keys() & said.keys())
    if twice:
        raise BadInput(f"{', '.join(twice)} stands in the path already", hint="leave it out elsewhere")
    try:
        found: Struct = msgspec.convert(said | in_path, operation.takes, strict=not in_query)
    except msgspec.ValidationError as fault:
        raise BadInput(str(fault), hint=f"see {operation.name} in /api/openapi.json") from fault
    empty = sorted(name for name in said if said[name] is not None and getattr(found, name) is None)
    if empty:  # `null` in an address: whoever leaves a field out does not name it
        raise BadInput(f"{', '.join(empty)} has no value", hint="leave it out")
    return found


def _from_query(takes: type[Struct], query: MultiDict[Any]) -> dict[str, object]:
    """Fields from a query: several of one name are a list, where the field takes one."""
    hints = get_type_hints(takes)
    found: dict[str, object] = {}
    for name in query:
        given = query.getall(name)
        if get_origin(hints.get(name)) in (tuple, list, frozenset):
            found[name] = given
        elif len(given) == 1:
            found[name] = given[0]
        else:
            raise BadInput(f"{name} stands {len(given)} times in the query")
    return found


def state_of(desk: Desk, asked: Struct) -> Seen:
    """What the request is about, as it is now: its case, or where it names none the organization itself."""
    case = _case_of(desk, asked)
    if case is None:
        log = desk.log_entry()
        return Seen(stream=log.id, size=log.size)
    found = desk.case(case)
    return Seen(stream=found.id, size=found.size)


def _case_of(desk: Desk, asked: Struct) -> str | None:
    fields = asked.__struct_fields__
    if "case" in fields and (named := getattr(asked, "case")):  # noqa: B009  # the field is of some Structs only
        return str(named)
    for kind in ("item", "report", "share", "delivery"):
        if kind in fields and (given := getattr(asked, kind)):
            found = desk.index.get(kind, desk.full_id(kind, given))
            assert isinstance(found, Item | Report | Share | Delivery)
            return found.case
    return None


def etag_of(seen: Seen) -> str:
    """The state as an entity tag (RFC 9110, section 8.8.3): the same as long as nothing was recorded on it."""
    return f'"{seen.stream}.{seen.size}"'


def seen_in(header: str) -> Seen | None:
    """The state that an If-Match names; None for `*`. BadInput where it is no tag of ours."""
    tag = header.strip()
    if tag == "*":
        return None
    stream, dot, size = tag.strip('"').rpartition(".")
    if not (dot and tag.startswith('"') and tag.endswith('"') and size.isdecimal() and len(size) < 16):
        raise BadInput(
            "If-Match holds no tag of this desk", hint="send the ETag of the answer you saw, with its quotes"
        )
    return Seen(stream=stream, size=int(size))
