"""The API described as OpenAPI, from the table of operations itself.

Source: OpenAPI Specification, version 3.1.1 (OpenAPI Initiative, October 2024); JSON Schema, draft 2020-12. It holds
names and shapes and nobody's data, so it is served to everybody.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, TypeAlias

import msgspec

from tocsin import __version__
from tocsin.operations.operation import Content, Method
from tocsin.operations.table import AnyOperation, operations
from tocsin.web.problem import MEDIA_TYPE, Problem, codes

# A document of OpenAPI: objects of the standard's own names, as they are written.
Written: TypeAlias = dict[str, Any]

JSON = "application/json"
BYTES = "application/octet-stream"
SCHEMAS = "#/components/schemas/"
TAG = r'^(\*|"[a-z]+-[0-9a-z]{26}\.[0-9]{1,15}")$'  # what `etag_of` writes, and the star
KEY = r'^([!#-~]{1,200}|"[!#-~]{1,200}")$'  # what `web.replying` takes
ALWAYS = (400, 401, 403, 404, 409, 410, 412, 414, 500, 503)  # what every operation can say no with
WITH_BODY = (413, 415, 422)  # what those can say as well that take a body

DESCRIPTION = (
    "Everything that can be asked of a desk. A GET changes nothing. `x-roles` are the roles of which whoever asks has"
    " to have one; what a token may is its reach within these. Every no is a problem (RFC 9457) with a stable `code`."
)


def document(cookie: str = "tocsin_session") -> bytes:
    """The whole document, as JSON; `cookie` is the name under which a session is shown to this desk."""
    said = _document() | {}
    said["components"] = said["components"] | {"securitySchemes": _schemes(cookie)}
    return msgspec.json.encode(said)


@cache
def _document() -> Written:
    shapes = _Shapes()
    paths: dict[str, Written] = {}
    for one in operations():
        paths.setdefault(one.path, {})[one.method.lower()] = _operation(one, shapes)
    paths["/events"] = {"get": _events()}
    components = {
        "schemas": shapes.reached_from(paths) | _problem(),
        "responses": {str(status): _no(status) for status in sorted(set(codes().values()))},
        "headers": {"ETag": _header("the state that was answered from: send it as If-Match", {"type": "string"})},
    }
    return {
        "openapi": "3.1.1",
        "info": {"title": "Tocsin", "version": __version__, "description": DESCRIPTION, "license": _LICENCE},
        "servers": [{"url": "/api/v1"}],
        "paths": paths,
        "components": components,
    }


_LICENCE = {"name": "Apache-2.0", "identifier": "Apache-2.0"}


class _Shapes:
    """The shapes of everything that is taken and given, by the name under which others refer to them."""

    def __init__(self) -> None:
        types = [kind for one in operations() for kind in (one.takes, one.gives) if kind is not Content]
        found, self._all = msgspec.json.schema_components(types, ref_template=SCHEMAS + "{name}")
        self._of = dict(zip((repr(kind) for kind in types), found, strict=True))

    def given(self, one: AnyOperation) -> Written:
        """The shape of what an operation gives."""
        return self._of[repr(one.gives)]

    def taken(self, one: AnyOperation) -> Written:
        """The shape of what an operation takes, as an object of its own."""
        found: Written = self._all[self._of[repr(one.takes)]["$ref"].removeprefix(SCHEMAS)]
        return found

    def reached_from(self, paths: Written) -> Written:
        """The shapes that the paths refer to, and those that these refer to."""
        reached: Written = {}
        wanted = sorted(set(_references(paths)))
        while wanted:
            name = wanted.pop()
            if name not in reached:
                reached[name] = self._all[name]
                wanted += sorted(set(_references(reached[name])))
        return dict(sorted(reached.items()))


def _references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(named := value.get("$ref"), str) and named.startswith(SCHEMAS):
            yield named.removeprefix(SCHEMAS)
        for inner in value.values():
            yield from _references(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _references(inner)


def _operation(one: AnyOperation, shapes: _Shapes) -> Written:
    taken = shapes.taken(one)
    parameters = [_parameter(name, "path", taken) for name in one.fields_in_path]
    rest = [name for name in taken["properties"] if name not in one.fields_in_path]
    is_upload, is_post = one.does_with is not None, one.method is Method.POST
    if is_upload or not is_post:
        parameters += [_parameter(name, "query", taken) for name in rest]
    parameters.append(_asked_header("If-Match", "the ETag of the state that was seen; 412 where it changed", TAG))
    if is_post and one.gives is not Content:
        parameters.append(_asked_header("Idempotency-Key", "a repeat under the same key is done once", KEY))
    said: Written = {
        "operationId": one.name,
        "summary": one.summary,
        "tags": [one.name.partition(".")[0]],
        "x-roles": sorted(one.may),
        "security": _security(one),
        "parameters": parameters,
        "responses": {"200": _answer(one, shapes)} | _noes(ALWAYS + (WITH_BODY if is_post else ())),
    }
    if is_upload:
        said["requestBody"] = {"required": True, "content": {BYTES: {"schema": {}}}}
    elif is_post:
        required = [name for name in taken["required"] if name in rest]
        shape = taken | {"properties": {name: taken["properties"][name] for name in rest}, "required": required}
        said["requestBody"] = {"required": bool(required), "content": {JSON: {"schema": shape}}}
    return said


def _parameter(name: str, place: str, taken: Written) -> Written:
    shape = _never_null(taken["properties"][name])
    said: Written = {"name": name, "in": place, "required": place == "path" or name in taken["required"]}
    if "description" in shape:
        said["description"] = shape["description"]
    return said | {"schema": shape}


def _never_null(shape: Written) -> Written:
    """The shape of a field as a text of an address can say it: what is null there is left out."""
    some = [one for one in shape.get("anyOf", ()) if one != {"type": "null"}]
    if not some:
        return shape
    return some[0] if len(some) == 1 else {"anyOf": some}


def _asked_header(name: str, says: str, pattern: str) -> Written:
    shape = {"type": "string", "pattern": pattern}
    return {"name": name, "in": "header", "required": False, "description": says, "schema": shape}


def _security(one: AnyOperation) -> list[dict[str, list[str]]]:
    """A token, or the session of a browser, which shows with a POST that one of its pages sent it."""
    session: dict[str, list[str]] = {"session": []}
    if one.method is Method.POST:
        session["page"] = []
    return [session] if one.in_session else [{"token": []}, session]


def _schemes(cookie: str) -> Written:
    return {
        "token": {"type": "http", "scheme": "bearer", "description": "a person's token: `tocsin user token`"},
        "session": {"type": "apiKey", "in": "cookie", "name": cookie, "description": "whoever signed in at the desk"},
        "page": {"type": "apiKey", "in": "header", "name": "X-CSRF-Token", "description": "the token of the session"},
    }


def _answer(one: AnyOperation, shapes: _Shapes) -> Written:
    headers: Written = {"ETag": {"$ref": "#/components/headers/ETag"}}
    if one.gives is Content:
        headers["Content-Disposition"] = _header("the name of the file", {"type": "string"})
        return {"description": "The content, as a download.", "headers": headers, "content": {"*/*": {"schema": {}}}}
    return {"description": "What it gives.", "headers": headers, "content": {JSON: {"schema": shapes.given(one)}}}


def _events() -> Written:
    shape = {"type": "integer", "minimum": -1}
    return {
        "operationId": "events",
        "summary": "What is recorded from now on, or since an entry of the log, as server-sent events.",
        "tags": ["events"],
        "x-roles": ["analyst", "approver", "auditor", "counsel"],
        "security": [{"token": []}, {"session": []}],
        "parameters": [
            {"name": "after", "in": "query", "required": False, "schema": shape},
            {"name": "Last-Event-ID", "in": "header", "required": False, "schema": shape},
        ],
        "responses": {"200": {"description": "Events.", "content": {"text/event-stream": {"schema": {}}}}}
        | _noes((400, 401, 403, 429, 500, 503)),
    }


def _header(says: str, shape: Written) -> Written:
    return {"description": says, "schema": shape}


def _noes(statuses: tuple[int, ...]) -> Written:
    return {str(status): {"$ref": f"#/components/responses/{status}"} for status in statuses}


def _no(status: int) -> Written:
    meant = sorted(code for code, of in codes().items() if of == status)
    shape = {"$ref": f"{SCHEMAS}Problem"}
    return {"description": ", ".join(meant), "content": {MEDIA_TYPE: {"schema": shape}}}


def _problem() -> Written:
    (_,), found = msgspec.json.schema_components([Problem], ref_template=SCHEMAS + "{name}")
    shape: Written = found["Problem"]
    shape["properties"] = shape["properties"] | {"code": {"type": "string", "enum": sorted(codes())}}
    return {"Problem": shape}
