"""The description of the API says what there is: every operation, its shapes, who may; and judges say it is one."""

import json
from typing import Any

import httpx
import jsonschema  # type: ignore[import-untyped]  # it comes without types
import pytest
from litestar import Litestar

from tests.asking import ask
from tests.builders import DeskOfStories, a_case, an_item
from tests.web.scene import Scene
from tocsin.operations.operation import Content, Method
from tocsin.operations.table import AnyOperation, operations
from tocsin.web import api
from tocsin.web.openapi import document
from tocsin.web.problem import codes
from tocsin.web.replying import _KEY

# A document of OpenAPI: a test says what it expects of it.
Json = Any
NAMES = [one.name for one in operations()]


@pytest.fixture(scope="module")
def described() -> Json:
    """The document."""
    return json.loads(document())


def row(described: Json, one: AnyOperation) -> Json:
    """What the document says of an operation."""
    return described["paths"][one.path][one.method.lower()]


def judge_of(described: Json, shape: Json) -> jsonschema.Draft202012Validator:
    """Who judges by a shape of the document."""
    return jsonschema.Draft202012Validator(shape | {"components": described["components"]})


def test_it_is_served_to_everybody(server: str) -> None:
    answer = httpx.get(f"{server}/api/openapi.json")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    said = answer.json()
    assert said["openapi"].startswith("3.1")
    assert said["components"]["securitySchemes"]["session"]["name"].startswith("tocsin_session_")


def test_it_holds_nobodys_data(scene: Scene, server: str) -> None:
    said = httpx.get(f"{server}/api/openapi.json").text
    assert scene.case.id not in said
    assert scene.desk.person not in said
    assert scene.desk.org not in said


def test_it_names_every_operation_once_with_its_summary_and_roles(described: Json) -> None:
    rows = [one for path in described["paths"].values() for one in path.values()]
    assert sorted(one["operationId"] for one in rows) == sorted([*NAMES, "events"])
    for one in operations():
        said = row(described, one)
        assert (said["operationId"], said["summary"]) == (one.name, one.summary)
        assert said["x-roles"] == sorted(one.may)
        assert ({"token": []} in said["security"]) is not one.in_session


def test_every_route_that_is_mounted_stands_in_it(described: Json) -> None:
    app = Litestar(route_handlers=[api.router()], openapi_config=None)
    mounted = {
        (route.path_format.removeprefix("/api/v1"), method)
        for route in app.routes
        for method in getattr(route, "methods", ())
        if method != "OPTIONS" and route.path_format.startswith("/api/v1")
    }
    said = {(path, method.upper()) for path, row in described["paths"].items() for method in row}
    assert said == mounted


def test_every_field_stands_in_one_place(described: Json) -> None:
    for one in operations():
        said = row(described, one)
        named = {(part["in"], part["name"]) for part in said["parameters"] if part["in"] != "header"}
        body = said.get("requestBody", {}).get("content", {}).get("application/json")
        inside = {("body", name) for name in body["schema"]["properties"]} if body else set()
        assert {name for _, name in named | inside} == set(one.takes.__struct_fields__), one.name
        assert len(named | inside) == len(one.takes.__struct_fields__)
        assert {name for place, name in named if place == "path"} == set(one.fields_in_path)
        assert bool(body) is (one.method is Method.POST and one.does_with is None)
        assert ("application/octet-stream" in said.get("requestBody", {}).get("content", {})) is bool(one.does_with)


def test_what_is_given_has_a_shape_and_a_download_has_none(described: Json) -> None:
    for one in operations():
        (media_type,) = row(described, one)["responses"]["200"]["content"]
        assert media_type == ("*/*" if one.gives is Content else "application/json"), one.name


def test_a_key_is_taken_where_an_answer_is_kept(described: Json) -> None:
    for one in operations():
        headers = {part["name"] for part in row(described, one)["parameters"] if part["in"] == "header"}
        assert "If-Match" in headers
        assert ("Idempotency-Key" in headers) is (one.method is Method.POST and one.gives is not Content)


def test_every_no_is_one_that_there_is(described: Json) -> None:
    statuses = set(codes().values())
    for path in described["paths"].values():
        for one in path.values():
            assert {int(status) for status in one["responses"]} - {200} <= statuses
    assert described["components"]["schemas"]["Problem"]["properties"]["code"]["enum"] == sorted(codes())
    assert {int(status) for status in described["components"]["responses"]} == statuses


def test_every_reference_leads_somewhere_and_every_shape_is_one(described: Json) -> None:
    shapes, whole = described["components"]["schemas"], json.dumps(described)
    for name, shape in shapes.items():
        jsonschema.Draft202012Validator.check_schema(shape)
        assert f'"#/components/schemas/{name}"' in whole, f"nothing refers to {name}"

    def references(value: Json) -> Any:
        if isinstance(value, dict):
            yield from ([value["$ref"]] if isinstance(value.get("$ref"), str) else [])
            for inner in value.values():
                yield from references(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from references(inner)

    for reference in references(described):
        place = described
        for part in reference.removeprefix("#/").split("/"):
            place = place[part]


def test_what_a_desk_gives_has_the_shape_that_is_said(described: Json, story: DeskOfStories) -> None:
    case = a_case(story.desk)
    item = an_item(story.desk, case)
    asked: list[tuple[str, dict[str, object]]] = [
        ("case.show", {"case": case.id}),
        ("case.list", {}),
        ("case.log", {"case": case.id}),
        ("evidence.list", {"case": case.id}),
        ("evidence.show", {"item": item.id}),
        ("status.show", {}),
        ("route.list", {}),
        ("policy.list", {}),
        ("ledger.verify", {}),
        ("user.review", {}),
    ]
    by_name = {one.name: one for one in operations()}
    for name, fields in asked:
        shape = row(described, by_name[name])["responses"]["200"]["content"]["application/json"]["schema"]
        judge = judge_of(described, shape)
        given = ask(story.desk, name, None, **fields)
        judge.validate(given)
        assert not judge.is_valid({"nothing": "like it"}), name


@pytest.mark.parametrize(
    ("text", "fits"), [("*", True), ('"case-' + "0" * 26 + '.12"', True), ("12", False), ('W/"a.1"', False)]
)
def test_the_pattern_of_a_tag_is_that_of_the_api(described: Json, text: str, fits: bool) -> None:
    (part,) = [one for one in row(described, operations()[0])["parameters"] if one["name"] == "If-Match"]
    assert jsonschema.Draft202012Validator(part["schema"]).is_valid(text) is fits


def test_the_pattern_of_a_key_is_that_of_the_api(described: Json) -> None:
    one = next(one for one in operations() if one.name == "case.new")
    (part,) = [part for part in row(described, one)["parameters"] if part["name"] == "Idempotency-Key"]
    assert part["schema"]["pattern"] == f"^({_KEY.pattern})$"
