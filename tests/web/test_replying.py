"""A request under an Idempotency-Key is done once, and answered the same each time."""

import threading
from collections.abc import Iterator, Mapping
from datetime import timedelta
from io import BytesIO

import httpx
import pytest
from litestar import Response
from sqlalchemy import select

from tests.builders import DeskOfStories, a_case, an_item
from tests.web.people import somebody
from tests.web.scene import KEY, running
from tocsin.stages.desk import Desk
from tocsin.store.database import reading
from tocsin.store.replies import KEPT, LEASE, Asked, Standing
from tocsin.store.schema import replies
from tocsin.vocab.credential import TokenReach
from tocsin.vocab.desk_role import DeskRole
from tocsin.vocab.errors import ActNotAllowed, BadInput, ChannelDown, ProofFailed
from tocsin.web.refusal import Refusal
from tocsin.web.replying import Request as Said
from tocsin.web.replying import asked_for, key_in, once
from tocsin.web.signed import Signed

CASES = "/api/v1/cases"
ASKED = Asked(person="person-ada", key="k", request=b"r")
NEW = {"name": "The blue heron"}


@pytest.fixture
def client(story: DeskOfStories) -> Iterator[httpx.Client]:
    """A client of a running server."""
    with running(story.desk, KEY) as base, httpx.Client(base_url=base, trust_env=False, timeout=60) as made:
        yield made


@pytest.fixture
def ada(story: DeskOfStories) -> dict[str, str]:
    """The headers of a program of somebody with every role."""
    return somebody(story.desk, *DeskRole).token()


def post(
    client: httpx.Client, path: str, headers: Mapping[str, str], key: str, body: object = NEW, **more: str
) -> httpx.Response:
    """One POST under a key."""
    return client.post(path, headers={**headers, "Idempotency-Key": key} | more, json=body)


def cases(desk: Desk) -> int:
    """How many cases there are."""
    return len(list(desk.index.all("case")))


def test_the_same_request_is_done_once_and_answered_the_same(
    client: httpx.Client, story: DeskOfStories, ada: dict[str, str]
) -> None:
    first = post(client, CASES, ada, "a-key")
    assert first.status_code == 200, first.text
    before = story.desk.log.size()
    story.clock.tick(timedelta(hours=1))
    second = post(client, CASES, ada, "a-key")
    assert (second.status_code, second.content) == (first.status_code, first.content)
    mine = {name: value for name, value in first.headers.items() if name != "date"}
    assert {name: value for name, value in second.headers.items() if name != "date"} == mine
    assert "etag" in mine
    assert story.desk.log.size() == before
    assert post(client, CASES, ada, '"a-key"').content == first.content  # as the draft writes it
    assert post(client, CASES, ada, "another").content != first.content
    assert cases(story.desk) == 2


def test_without_a_key_it_is_done_each_time(client: httpx.Client, story: DeskOfStories, ada: dict[str, str]) -> None:
    for _ in range(2):
        assert client.post(CASES, headers=ada, json=NEW).status_code == 200
    assert cases(story.desk) == 2
    with reading(story.desk.replies._engine) as connection:
        assert not connection.execute(select(replies)).all()


def test_another_request_under_the_key_is_refused(
    client: httpx.Client, story: DeskOfStories, ada: dict[str, str]
) -> None:
    case = a_case(story.desk)
    assert post(client, CASES, ada, "k").status_code == 200
    others = [
        post(client, CASES, ada, "k", {"name": "Another"}),
        post(client, CASES, ada, "k", NEW, **{"If-Match": "*"}),
        post(client, f"{CASES}/{case.id}/close", ada, "k"),
    ]
    assert [one.status_code for one in others[:2]] == [422, 422]
    assert others[0].json()["code"] == "key_used_otherwise"
    assert others[2].status_code == 400  # what is malformed is said first, and takes no key
    assert cases(story.desk) == 2


def test_files_are_told_apart_by_their_content(client: httpx.Client, story: DeskOfStories, ada: dict[str, str]) -> None:
    case = a_case(story.desk)
    path = f"{CASES}/{case.id}/evidence"

    def handed_in(content: bytes, name: str = "a.txt") -> httpx.Response:
        headers = ada | {"Idempotency-Key": "k"}
        return client.post(path, headers=headers, params={"file_name": name}, content=content)

    first = handed_in(b"one")
    assert first.status_code == 200, first.text
    assert handed_in(b"one").content == first.content
    assert handed_in(b"two").status_code == 422
    assert handed_in(b"one", "b.txt").status_code == 422
    items = [one for one in story.desk.index.all("item")]
    assert len(items) == 1


def test_a_considered_no_is_an_answer_too(client: httpx.Client, story: DeskOfStories, ada: dict[str, str]) -> None:
    case = a_case(story.desk)
    path = f"{CASES}/{case.id}/reopen"
    body = {"reason": "late_answer"}
    first = post(client, path, ada, "k", body)
    assert first.status_code == 409, first.text
    second = post(client, path, ada, "k", body)
    assert (second.status_code, second.content) == (409, first.content)
    assert second.headers["content-type"] == "application/problem+json"


def test_what_is_malformed_takes_no_key(client: httpx.Client, story: DeskOfStories, ada: dict[str, str]) -> None:
    assert post(client, CASES, ada, "k", {"nonsense": 1}).status_code == 400
    assert post(client, CASES, ada, "k").status_code == 200
    for wrong in ("", "a b", "x" * 201, 'a"b'):
        assert post(client, CASES, ada, wrong).status_code == 400, wrong
    assert cases(story.desk) == 1


def test_the_gate_comes_first_and_a_key_is_one_persons(client: httpx.Client, story: DeskOfStories) -> None:
    ada, bo = (somebody(story.desk, DeskRole.ANALYST, name=name) for name in ("Ada B", "Bo C"))
    first = post(client, CASES, ada.token(), "k")
    assert post(client, CASES, ada.token(), "k").content == first.content  # another token of theirs
    assert post(client, CASES, ada.session(), "k").content == first.content
    assert post(client, CASES, bo.token(), "k").content != first.content
    assert post(client, CASES, {}, "k").status_code == 401
    assert post(client, CASES, ada.token(TokenReach.READ), "k").status_code == 403
    assert post(client, CASES, {"Cookie": ada.session()["Cookie"]}, "k").status_code == 403


def test_what_is_answered_again_needs_the_roles_of_then(client: httpx.Client, story: DeskOfStories) -> None:
    one = somebody(story.desk, DeskRole.ANALYST, DeskRole.COUNSEL)
    case = a_case(story.desk)
    item = an_item(story.desk, case)
    path = f"/api/v1/evidence/{item.id}/look"
    assert post(client, path, one.token(), "k", {}).status_code == 200
    narrower = one.token(TokenReach.WRITE)  # of which counsel's role is not a part
    assert post(client, path, narrower, "k", {}).status_code == 422


def test_a_download_is_not_kept_for_a_repeat(client: httpx.Client, story: DeskOfStories, ada: dict[str, str]) -> None:
    item = an_item(story.desk, a_case(story.desk))
    before = story.desk.log.size()
    answer = post(client, f"/api/v1/evidence/{item.id}/content", ada, "k", {})
    assert answer.status_code == 400
    assert "Idempotency-Key" in answer.json()["hint"]
    assert story.desk.log.size() == before


def test_a_get_takes_no_notice_of_a_key(client: httpx.Client, story: DeskOfStories, ada: dict[str, str]) -> None:
    headers = ada | {"Idempotency-Key": "k"}
    assert client.get(CASES, headers=headers).json()["items"] == []
    a_case(story.desk)
    assert len(client.get(CASES, headers=headers).json()["items"]) == 1


def test_a_purge_forgets_every_answer(story: DeskOfStories) -> None:
    desk = story.desk
    seal = desk.vault.seal(b"x" * 20_000)
    draft = desk.draft(desk.log_entry())
    draft.bear(seal)
    desk.replies.begin(ASKED, "first", desk.clock.now())
    desk.replies.keep(ASKED, "first", b"x" * 20)
    running_one = Asked(person="person-ada", key="l", request=b"r")
    desk.replies.begin(running_one, "first", desk.clock.now())
    with desk.replies._engine.begin() as connection:
        desk.vault.insert_seals(connection, [seal])  # type: ignore[attr-defined]  # the vault of a home has it
    desk.vault.destroy(seal.commit)
    desk.replies.keep(running_one, "first", b"x" * 20)  # it may have read what is gone by now
    with reading(desk.replies._engine) as connection:
        assert not connection.execute(select(replies)).all()


def answer(body: bytes = b"done") -> Response[bytes]:
    """An answer."""
    return Response(body, headers={"ETag": '"a"'})


def test_two_at_once_are_one(story: DeskOfStories) -> None:
    desk, entered, may_end = story.desk, threading.Event(), threading.Event()
    found: list[Response[bytes]] = []

    def slow() -> Response[bytes]:
        entered.set()
        assert may_end.wait(30)
        return answer()

    thread = threading.Thread(target=lambda: found.append(once(desk, ASKED, slow)))
    thread.start()
    assert entered.wait(30)
    with pytest.raises(Refusal) as refused:
        once(desk, ASKED, answer)
    assert (refused.value.status, refused.value.code) == (409, "key_in_use")
    assert refused.value.headers["Retry-After"] == "2"
    may_end.set()
    thread.join()
    assert once(desk, ASKED, lambda: answer(b"again")).content == found[0].content == b"done"


@pytest.mark.parametrize(
    "fault", [ChannelDown("busy"), ProofFailed("broken"), RuntimeError("ours"), KeyboardInterrupt()]
)
def test_where_the_fault_is_ours_or_the_worlds_a_repeat_is_taken(story: DeskOfStories, fault: BaseException) -> None:
    def fails() -> Response[bytes]:
        raise fault

    with pytest.raises(type(fault)):
        once(story.desk, ASKED, fails)
    assert once(story.desk, ASKED, answer).content == b"done"


@pytest.mark.parametrize("fault", [BadInput("wrong"), ActNotAllowed("not now"), Refusal(429, "too many", wait_s=9)])
def test_a_no_is_kept_with_its_headers(story: DeskOfStories, fault: Exception) -> None:
    def refuses() -> Response[bytes]:
        raise fault

    first, second = once(story.desk, ASKED, refuses), once(story.desk, ASKED, answer)
    assert (first.status_code, first.content, first.headers) == (second.status_code, second.content, second.headers)
    assert second.headers.get("Retry-After") == ("9" if isinstance(fault, Refusal) else None)


def test_after_a_crash_a_repeat_is_taken_a_minute_later(story: DeskOfStories) -> None:
    desk = story.desk
    assert desk.replies.begin(ASKED, "a process that is no more", desk.clock.now()).standing is Standing.BEGUN
    with pytest.raises(Refusal, match="being done"):
        once(desk, ASKED, answer)
    story.clock.tick(LEASE)
    assert once(desk, ASKED, answer).content == b"done"


def test_after_a_day_it_is_another_request(story: DeskOfStories) -> None:
    once(story.desk, ASKED, answer)
    story.clock.tick(KEPT)
    assert once(story.desk, ASKED, lambda: answer(b"anew")).content == b"anew"


def test_a_request_is_told_apart_by_everything_in_it() -> None:
    who = Signed(org="org-x", person="person-ada", roles=frozenset({DeskRole.ANALYST}))
    said = Said(operation="case.new", path={}, query="", wanted="")
    counsel = Signed(org="org-x", person="person-ada", roles=frozenset({DeskRole.ANALYST, DeskRole.COUNSEL}))
    requests = [
        asked_for(who, "k", said, b"", None),
        asked_for(counsel, "k", said, b"", None),
        asked_for(who, "k", said, b"a", None),
        asked_for(who, "k", Said(operation="case.list", path={}, query="", wanted=""), b"", None),
        asked_for(who, "k", Said(operation="case.new", path={"case": "a"}, query="", wanted=""), b"", None),
        asked_for(who, "k", Said(operation="case.new", path={}, query="a=b", wanted=""), b"", None),
        asked_for(who, "k", Said(operation="case.new", path={}, query="", wanted="*"), b"", None),
        asked_for(who, "k", said, b"", BytesIO(b"content")),
    ]
    assert len({one.request for one in requests}) == len(requests)


def test_a_key_is_plain() -> None:
    assert key_in('"8e03978e-40d5-43dd-bc93-6894a57f9324"') == key_in("8e03978e-40d5-43dd-bc93-6894a57f9324")
    with pytest.raises(BadInput):
        key_in("ä")
