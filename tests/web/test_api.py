"""The API: strict about what it is asked, one answer for each kind of no, and no change over another's change."""

import json
from collections.abc import Iterator

import httpx
import pytest

from tests.builders import DeskOfStories
from tests.web.people import Somebody, send, somebody
from tests.web.scene import running
from tocsin.operations.operation import Method
from tocsin.operations.table import operations
from tocsin.vocab.acts.intake import CaseAssigned
from tocsin.vocab.desk_role import DeskRole


@pytest.fixture
def client(story: DeskOfStories) -> Iterator[httpx.Client]:
    """A client of a running server."""
    with running(story.desk) as base, httpx.Client(base_url=base, trust_env=False, timeout=60) as made:
        yield made


@pytest.fixture
def one(story: DeskOfStories) -> Somebody:
    """Somebody who has every role."""
    return somebody(story.desk, *DeskRole)


def opened(client: httpx.Client, one: Somebody) -> httpx.Response:
    """A new case."""
    answer = send(client, "POST", "/cases", one.token(), fields={"name": "An agent sent mail"})
    assert answer.status_code == 200, answer.text
    return answer


def test_a_case_is_opened_in_the_name_of_whoever_asked(
    story: DeskOfStories, client: httpx.Client, one: Somebody
) -> None:
    before = story.desk.log.size()
    case = opened(client, one).json()
    assert case["name"] == "An agent sent mail"
    written = [json.loads(entry.leaf) for entry in story.desk.log.entries(before)]
    assert [leaf["by"] for leaf in written if leaf["stream"] == case["case"]["id"]]
    assert {leaf["by"] for leaf in written} == {one.person}


def test_what_was_seen_has_to_stand_still(story: DeskOfStories, client: httpx.Client, one: Somebody) -> None:
    identifier = opened(client, one).json()["case"]["id"]
    path = f"/cases/{identifier}"
    seen = {"If-Match": send(client, "GET", path, one.token()).headers["etag"]}
    assert send(client, "GET", path, one.token() | seen).status_code == 200
    draft = story.desk.draft(story.desk.case(identifier))
    draft.add(CaseAssigned(person=story.desk.person))
    draft.record()
    size = story.desk.log.size()
    late = send(client, "POST", f"{path}/fill", one.token() | seen, fields={"rows": {}})
    assert (late.status_code, late.json()["code"]) == (412, "changed_meanwhile")
    assert story.desk.log.size() == size
    assert send(client, "GET", path, one.token() | seen).status_code == 412
    assert send(client, "GET", path, one.token() | {"If-Match": "none"}).status_code == 400


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"name":"a","name":"b"}', "application/json", 400),
        (b'{"name":7}', "application/json", 400),
        (b'{"colour":"red"}', "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"name=a", "application/x-www-form-urlencoded", 415),
        (b'{"name":"a"}', "text/plain", 415),
        (b'{"name":"' + b"a" * (9 * 1024 * 1024) + b'"}', "application/json", 413),
    ],
)
def test_what_is_not_asked_for_properly_is_refused_and_records_nothing(
    client: httpx.Client, one: Somebody, body: bytes, kind: str, status: int
) -> None:
    headers = one.token() | {"Content-Type": kind}
    size = one.desk.log.size()
    answer = client.post("/api/v1/cases", headers=headers, content=body)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["code"]
    assert one.desk.log.size() == size


@pytest.mark.parametrize(
    "query", [{"limit": "0"}, {"limit": "x"}, {"colour": "red"}, {"limit": ["1", "2"]}, {"cursor": "%"}]
)
def test_a_query_is_read_as_strictly(client: httpx.Client, one: Somebody, query: dict[str, str]) -> None:
    assert send(client, "GET", "/cases", one.token(), query=query).status_code == 400


def test_a_field_stands_in_one_place(client: httpx.Client, one: Somebody) -> None:
    case = opened(client, one).json()["case"]["id"]
    twice = send(client, "GET", f"/cases/{case}", one.token(), query={"case": case})
    assert twice.status_code == 400
    beside = send(client, "POST", "/cases", one.token(), query={"name": "x"}, fields={})
    assert beside.status_code == 400


def test_what_is_not_here_is_said_the_same_way(client: httpx.Client, one: Somebody) -> None:
    gone = send(client, "GET", "/cases/case-none", one.token())
    assert (gone.status_code, gone.json()["code"]) == (404, "not_here")
    assert send(client, "GET", "/nothing", one.token()).status_code == 404
    assert send(client, "DELETE", "/cases", one.token()).status_code == 405


def test_a_download_is_a_download(client: httpx.Client, one: Somebody) -> None:
    answer = send(client, "GET", "/access-review.csv", one.token())
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="access-review.csv"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


def test_every_operation_is_at_its_place(client: httpx.Client) -> None:
    for operation in operations():
        path = "/".join("none" if part.startswith("{") else part for part in operation.path.split("/"))
        other = "POST" if operation.method is Method.GET else "GET"
        assert send(client, operation.method, path).status_code == 401, operation.name
        assert send(client, other, path).status_code in {401, 405}, operation.name
