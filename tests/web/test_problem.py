"""A no of the API is a problem with a stable code, wherever it is said; every code stands on the list of the guide."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.builders import DeskOfStories
from tests.web.people import somebody
from tests.web.scene import KEY, running
from tocsin.vocab import errors
from tocsin.vocab.desk_role import DeskRole
from tocsin.vocab.errors import TocsinError
from tocsin.web.problem import STATUS, codes, problem_of
from tocsin.web.refusal import TITLES, Refusal, refusal

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "api.md"
FAULTS = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, TocsinError)]


@pytest.fixture
def client(story: DeskOfStories) -> Iterator[httpx.Client]:
    """A client of a running server, signed in with every role."""
    headers = somebody(story.desk, *DeskRole).token()
    with running(story.desk, KEY) as base, httpx.Client(base_url=base, trust_env=False, headers=headers) as made:
        yield made


def test_every_fault_has_a_status_and_its_own_code() -> None:
    assert len(FAULTS) >= 9
    for fault in FAULTS:
        problem, _ = problem_of(fault("what happened"))
        assert (problem.code, problem.detail) == (fault.code, "what happened")
        assert problem.status == codes()[fault.code]
        assert problem.title == TITLES[problem.status]
        assert problem.hint
    kinds = [kind for kind, _ in STATUS]
    for place, kind in enumerate(kinds):
        assert not any(issubclass(kind, earlier) for earlier in kinds[:place]), f"{kind.__name__} is never reached"


@pytest.mark.parametrize("status", sorted(set(TITLES) - {406, 500}))
def test_every_refusal_has_a_code_that_is_on_the_list(status: int) -> None:
    problem, _ = problem_of(refusal(status))
    assert codes()[problem.code] == status


def test_a_refusal_may_name_its_own_code_and_when_to_ask_again() -> None:
    problem, headers = problem_of(Refusal(409, "Not now", code="key_in_use", wait_s=2))
    assert (problem.code, problem.title, headers) == ("key_in_use", "Not now", {"Retry-After": "2"})
    assert problem_of(errors.ChannelDown("busy"))[1] == {"Retry-After": "5"}


def test_what_nobody_foresaw_says_nothing_of_itself() -> None:
    problem, _ = problem_of(RuntimeError("secret"))
    assert (problem.status, problem.code, problem.detail) == (500, "fault", "")


def test_the_guide_lists_every_code_with_its_status_and_no_other() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\d{3}) \|", GUIDE.read_text("utf-8"), re.MULTILINE)
    assert {code: int(status) for code, status in rows} == codes()
    assert len(rows) == len(codes())


@pytest.mark.parametrize("path", ["/api/", "/api/v1", "/api/v1/nothing", "/api/v2/cases", "/api/v1/cases/a/b/c"])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_an_unknown_path_is_a_problem(client: httpx.Client, method: str, path: str) -> None:
    answer = client.request(method, path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "not_here"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/api/v1/cases", {"GET", "POST", "OPTIONS"}),
        ("PUT", "/api/v1/cases/x", {"GET", "OPTIONS"}),
        ("POST", "/api/v1/events", {"GET", "OPTIONS"}),
        ("POST", "/api/openapi.json", {"GET", "OPTIONS"}),
        ("TRACE", "/api/v1/cases", {"GET", "POST", "OPTIONS"}),
        ("HEAD", "/api/v1/cases/x/classify", {"POST", "OPTIONS"}),
        ("HEAD", "/api/v1/events", {"GET", "OPTIONS"}),
    ],
)
def test_a_method_that_is_not_served_is_a_problem(
    client: httpx.Client, method: str, path: str, allowed: set[str]
) -> None:
    answer = client.request(method, path)
    assert answer.status_code == 405
    assert set(answer.headers["allow"].replace(" ", "").split(",")) == allowed
    if method != "HEAD":
        assert answer.json()["code"] == "method_not_served"


@pytest.mark.parametrize("path", ["/api/v1/cases", "/api/openapi.json", "/api/v1/whoami"])
def test_head_is_get_without_the_content(client: httpx.Client, path: str) -> None:
    full, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert {**head.headers, "date": ""} == {**full.headers, "date": ""}
    assert client.head("/api/v1/cases/none").status_code == client.get("/api/v1/cases/none").status_code == 404


def test_options_says_what_is_served_and_nothing_else(client: httpx.Client) -> None:
    answer = client.options("/api/v1/cases", headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 204
    assert set(answer.headers["allow"].replace(" ", "").split(",")) == {"GET", "POST", "OPTIONS"}
    assert not [name for name in answer.headers if name.startswith("access-control")]
