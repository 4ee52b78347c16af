"""The clients that will call us, each with its habits: every way of paging gives the same set, each object once.

The habits are those of public issues of the clients; the judge is `taxii2-client`, which is used here as it is.
"""

from collections.abc import Callable, Iterator

import httpx
import pytest
from taxii2client import ApiRoot, Collection, Server, as_pages

from tests.web.scene import ACCEPT, Document, Partner, Scene, a_file, asked, bundle, ids, note, notes, running

WAYS: list[Callable[[str, Partner], Iterator[httpx.Response]]] = []


def way(walk: Callable[[str, Partner], Iterator[httpx.Response]]) -> Callable[[str, Partner], Iterator[httpx.Response]]:
    """One client's way through a collection."""
    WAYS.append(walk)
    return walk


@pytest.fixture
def partner(scene: Scene) -> Partner:
    """A partner with 23 objects of three documents, which came at once."""
    found = scene.partner()
    for start in (0, 10, 20):
        scene.delivered(found, notes(*range(start, min(start + 10, 23))), wait_s=0)
    return found


@way
def by_next(base: str, partner: Partner) -> Iterator[httpx.Response]:
    """The way of the standard."""
    answer = asked(base, partner, f"{partner.url}objects/", params={"limit": 4})
    yield answer
    while answer.json().get("more"):
        answer = asked(base, partner, f"{partner.url}objects/", params={"limit": 4, "next": answer.json()["next"]})
        yield answer


@way
def by_the_header(base: str, partner: Partner) -> Iterator[httpx.Response]:
    """OpenCTI and Elastic: `added_after` of the last header alone (opencti#4537, integrations PR#12084)."""
    after = "1970-01-01T00:00:00.000Z"
    while True:
        answer = asked(base, partner, f"{partner.url}objects/", params={"limit": 4, "added_after": after})
        if not answer.json().get("objects"):
            return
        yield answer
        after = answer.headers["x-taxii-date-added-last"]


@way
def by_both(base: str, partner: Partner) -> Iterator[httpx.Response]:
    """OpenCTI: `next` and a moved-on `added_after` together (opencti#5681), without the slash (opencti#7755)."""
    params: dict[str, str | int] = {"limit": 4}
    while True:
        with httpx.Client(base_url=base, auth=partner.auth, follow_redirects=True, trust_env=False) as client:
            answer = client.get(f"{partner.url}objects", params=params, headers={"Accept": "application/json, */*"})
        yield answer
        if not answer.json().get("more"):
            return
        params |= {"next": answer.json()["next"], "added_after": answer.headers["x-taxii-date-added-last"]}


@way
def by_a_forgotten_filter(base: str, partner: Partner) -> Iterator[httpx.Response]:
    """Elastic until 1.8.2: `added_after` only on the first page (integrations PR#20184)."""
    answer = asked(base, partner, f"{partner.url}objects/", params={"limit": 4, "added_after": "2001-01-01T00:00:00Z"})
    yield answer
    while answer.json().get("more"):
        answer = asked(base, partner, f"{partner.url}objects/", params={"next": answer.json()["next"]})
        yield answer


@way
def by_repeating(base: str, partner: Partner) -> Iterator[httpx.Response]:
    """A client whose answers get lost: each page is asked for twice."""
    cursor: dict[str, str] = {}
    while True:
        lost = asked(base, partner, f"{partner.url}objects/", params={"limit": 5} | cursor)
        answer = asked(base, partner, f"{partner.url}objects/", params={"limit": 5} | cursor)
        assert lost.content == answer.content
        yield answer
        if not answer.json().get("more"):
            return
        cursor = {"next": answer.json()["next"]}


@pytest.mark.parametrize("walk", WAYS, ids=lambda walk: str(walk.__name__))
def test_every_way_of_paging_gives_each_object_once(
    scene: Scene, server: str, partner: Partner, walk: Callable[[str, Partner], Iterator[httpx.Response]]
) -> None:
    found = [identifier for answer in walk(server, partner) for identifier in ids(answer)]
    assert found == [str(note(number)["id"]) for number in range(23)]


def test_a_client_that_cuts_the_time_loses_nothing(scene: Scene, server: str, partner: Partner) -> None:
    """OpenCTI cuts the time's resolution (opencti#10090): it reads some objects again, and none is lost."""
    found: list[str] = []
    answer = asked(server, partner, f"{partner.url}objects/", params={"limit": 12})
    found += ids(answer)
    cut = answer.headers["x-taxii-date-added-last"][:23] + "Z"
    found += ids(asked(server, partner, f"{partner.url}objects/", params={"added_after": cut}))
    assert set(found) == {str(note(number)["id"]) for number in range(23)}


def test_what_comes_while_a_client_pages_is_not_lost(scene: Scene, server: str, partner: Partner) -> None:
    found: list[str] = []
    for count, answer in enumerate(by_next(server, partner)):
        found += ids(answer)
        if count == 1:
            scene.delivered(partner, notes(50, 51))
    assert found == [str(note(number)["id"]) for number in (*range(23), 50, 51)]


def test_taxii2_client_finds_lists_and_pages_the_view(scene: Scene, server: str, partner: Partner) -> None:
    user, password = partner.auth
    discovery = Server(f"{server}/taxii2/", user=user, password=password)
    root = discovery.default
    assert isinstance(root, ApiRoot)
    (listed,) = root.collections
    assert (listed.id, listed.can_read, listed.can_write) == (partner.collection, True, False)
    collection = Collection(f"{server}{partner.url}", user=user, password=password)
    wanted = [str(note(number)["id"]) for number in range(23)]
    pages = list(as_pages(collection.get_objects, per_request=5))
    assert [one["id"] for page in pages for one in page["objects"]] == wanted
    manifest = list(as_pages(collection.get_manifest, per_request=7))
    assert [one["id"] for page in manifest for one in page["objects"]] == wanted
    assert collection.get_object(wanted[3])["objects"] == [note(3)]
    assert collection.object_versions(wanted[3])["versions"] == [note(3)["modified"]]


def test_taxii2_client_sees_a_correction_as_a_new_version(scene: Scene, server: str) -> None:
    partner = scene.partner()
    scene.delivered(partner, notes(1))
    newer = "2026-03-25T12:00:00.000Z"
    scene.delivered(partner, Document(payload=bundle(note(1, modified=newer), a_file(1, "a.bin"))))
    user, password = partner.auth
    collection = Collection(f"{server}{partner.url}", user=user, password=password)
    assert [one.get("modified") for one in collection.get_objects()["objects"]] == [newer, None]
    both = collection.get_objects(version="all")["objects"]
    assert len(both) == 3


def test_the_same_log_gives_the_same_view_after_a_restart(scene: Scene, partner: Partner) -> None:
    answers = []
    for _ in range(2):
        with running(scene.desk) as base:
            answers.append(asked(base, partner, f"{partner.url}manifest/", headers=ACCEPT).content)
    assert answers[0] == answers[1]
