"""A partner's secret never yields anything of another partner, and nothing tells it that there is more."""

import itertools
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import event

from tests.builders import NOON, desk_in
from tests.web.scene import ACCEPT, Partner, Scene, a_file, asked, bundle, ids, note, notes, running, until
from tests.web.scene import Document as Doc
from tocsin.vocab.delivery import DeliveryState, RoadKind

NOTE = "note--00000000-0000-4000-8000-{:012d}"
QUERIES = (
    "",
    "?limit=1",
    "?limit=2",
    "?added_after=2020-01-01T00:00:00Z",
    "?match[type]=note",
    "?match[type]=file,note,report",
    f"?match[id]={NOTE.format(101)}",
    f"?match[id]={NOTE.format(1)},{NOTE.format(101)}",
    "?match[version]=all",
    "?match[version]=first",
    "?match[spec_version]=2.1",
    "?match[version]=all&limit=1&match[type]=note",
)


def plain(answer: httpx.Response) -> tuple[int, bytes, list[tuple[str, str]]]:
    """Everything that a client sees but the date."""
    headers = sorted((name, value) for name, value in answer.headers.multi_items() if name != "date")
    return answer.status_code, answer.content, headers


def walked(base: str, partner: Partner, path: str) -> Iterator[httpx.Response]:
    """Every page from here on."""
    answer = asked(base, partner, path)
    yield answer
    while answer.status_code == 200 and "next" in answer.json():
        answer = asked(base, partner, path.partition("?")[0], params={"next": answer.json()["next"]})
        yield answer


def all_of(base: str, partner: Partner) -> list[tuple[int, bytes, list[tuple[str, str]]]]:
    """Every answer to every question that the partner can ask, down to each page."""
    paths = ["/taxii2/", "/taxii2/desk/", "/taxii2/desk/collections/", partner.url]
    paths += [f"{partner.url}{resource}/{query}" for resource in ("objects", "manifest") for query in QUERIES]
    for number in (1, 2, 101, 999):
        one = f"{partner.url}objects/{NOTE.format(number)}/"
        paths += [one, f"{one}?match[version]=all", f"{one}versions/", f"{one}versions/?limit=1"]
    return [plain(page) for path in paths for page in walked(base, partner, path)]


def test_s18_two_partners_never_see_an_object_of_each_other(scene: Scene, server: str) -> None:
    isac, vendor = scene.partner("isac"), scene.partner("vendor")
    scene.delivered(isac, notes(1, 2, 3, text="only for the isac"))
    scene.delivered(vendor, notes(101, 102, text="only for the vendor"))
    scene.delivered(isac, notes(4, text="only for the isac"))
    for partner, mine, theirs in ((isac, b"the isac", b"the vendor"), (vendor, b"the vendor", b"the isac")):
        answers = all_of(server, partner)
        assert any(mine in body for _, body, _ in answers)
        assert not any(theirs in body for _, body, _ in answers)
    assert ids(asked(server, isac, f"{isac.url}objects/")) == [NOTE.format(number) for number in (1, 2, 3, 4)]
    assert ids(asked(server, vendor, f"{vendor.url}objects/")) == [NOTE.format(number) for number in (101, 102)]


@pytest.mark.parametrize("others", [0, 5])
def test_s18_every_answer_is_the_same_whatever_others_have(
    scene: Scene, others: int, template_home: Path, tmp_path: Path
) -> None:
    def all_answers(here: Scene, number: int) -> list[tuple[int, bytes, list[tuple[str, str]]]]:
        isac = here.partner("isac", party="party-" + "1" * 26)  # the same id on both desks: its collection hangs on it
        rest = [here.partner(f"other {place}") for place in range(number)]
        for turn in range(2):
            for other in rest:
                here.delivered(other, notes(101, 102, 1, text="theirs"))
            here.story.clock.tick(NOON + timedelta(hours=turn + 1) - here.story.clock.now())
            here.delivered(isac, notes(*range(1 + 3 * turn, 4 + 3 * turn)))
        with running(here.desk) as base:
            return all_of(base, isac)

    bare = tmp_path / "bare"
    shutil.copytree(template_home, bare)
    with desk_in(bare) as story:
        alone = all_answers(Scene(story), 0)
    among = all_answers(scene, others)
    assert alone == among


def test_s18_unknown_and_forbidden_are_the_same_bytes_and_headers(scene: Scene, server: str) -> None:
    isac, vendor = scene.partner("isac"), scene.partner("vendor")
    scene.delivered(isac, notes(1))
    scene.delivered(vendor, notes(101))
    unknown = "/taxii2/desk/collections/00000000-0000-4000-8000-000000000000/"
    tails = ("", "objects/", "manifest/", f"objects/{NOTE.format(101)}/", f"objects/{NOTE.format(101)}/versions/")
    for tail, query in itertools.product(tails, ("", "?limit=0", "?next=x", "?match[type]=note")):
        forbidden = plain(asked(server, isac, vendor.url + tail + query))
        assert forbidden == plain(asked(server, isac, unknown + tail + query))
        assert forbidden[0] == 404
    theirs = plain(asked(server, isac, f"{isac.url}objects/{NOTE.format(101)}/"))
    assert theirs == plain(asked(server, isac, f"{isac.url}objects/{NOTE.format(999)}/"))
    for send in (httpx.post, httpx.delete, httpx.put):
        answers = {
            send(f"{server}{url}objects/{NOTE.format(101)}/", headers=ACCEPT, auth=isac.auth).content
            for url in (vendor.url, unknown)
        }
        assert len(answers) == 1


def test_s18_a_no_costs_the_same_whether_forbidden_or_unknown(scene: Scene, server: str) -> None:
    """What is looked up for an answer is counted, not timed: the database is asked as often for both."""
    isac, vendor = scene.partner("isac"), scene.partner("vendor")
    scene.delivered(vendor, notes(*range(101, 2_000)))
    scene.delivered(isac, notes(1))
    for partner in (isac, vendor):
        asked(server, partner, f"{partner.url}manifest/")
    asks: list[object] = []
    engine = scene.desk.vault._engine  # type: ignore[attr-defined]  # every question to the database takes a connection
    event.listen(engine, "checkout", lambda *given: asks.append(given))

    def cost(path: str) -> int:
        asks.clear()
        assert asked(server, isac, path).status_code == 404
        return len(asks)

    unknown = "/taxii2/desk/collections/00000000-0000-4000-8000-000000000000/"
    for tail in ("", "objects/", "manifest/", f"objects/{NOTE.format(101)}/"):
        assert cost(vendor.url + tail) == cost(unknown + tail)
    theirs, nobodys = (f"{isac.url}objects/{NOTE.format(number)}/" for number in (101, 9_999))
    assert cost(theirs) == cost(nobodys)


@pytest.mark.parametrize("state", [DeliveryState.QUEUED, DeliveryState.FAILED, DeliveryState.BOUNCED])
def test_what_was_not_delivered_does_not_exist(scene: Scene, server: str, state: DeliveryState) -> None:
    partner = scene.partner()
    scene.delivered(partner, Doc(payload=bundle(note(1)), until=state))
    scene.delivered(partner, Doc(payload=bundle(note(2)), kind=RoadKind.FOLDER))
    assert asked(server, partner, f"{partner.url}objects/").content == b"{}"


def test_what_no_bundle_is_gives_no_object(scene: Scene, server: str) -> None:
    partner = scene.partner()
    for payload in (b"a letter", b'{"objects": "x"}', b'{"objects": [1, {}, {"id": 1, "type": "note"}]}', b"\xff"):
        scene.delivered(partner, Doc(payload=payload))
    scene.delivered(partner, notes(1))
    assert ids(asked(server, partner, f"{partner.url}objects/")) == [NOTE.format(1)]


def test_what_is_in_two_documents_comes_once_and_what_changed_comes_again(scene: Scene, server: str) -> None:
    partner = scene.partner()
    scene.delivered(partner, Doc(payload=bundle(note(1), a_file(1, "a.bin"))))
    scene.delivered(partner, Doc(payload=bundle(note(1), a_file(1, "a.bin"), note(2))))
    scene.delivered(partner, Doc(payload=bundle(a_file(1, "b.bin"))))
    found = asked(server, partner, f"{partner.url}objects/?match[version]=all").json()["objects"]
    assert [(one["id"][:4], one.get("name")) for one in found] == [
        ("note", None),
        ("file", "a.bin"),
        ("note", None),
        ("file", "b.bin"),
    ]
    latest = asked(server, partner, f"{partner.url}objects/").json()["objects"]
    assert [one.get("name") for one in latest] == [None, None, "b.bin"]


def test_a_fetch_of_one_partner_says_nothing_about_anothers_delivery(scene: Scene, server: str) -> None:
    isac, vendor = scene.partner("isac"), scene.partner("vendor")
    mine, theirs = scene.delivered(isac, notes(1)), scene.delivered(vendor, notes(1))
    asked(server, isac, f"{isac.url}objects/")
    until(lambda: scene.state(mine) == "collected")
    assert scene.state(theirs) == "sent"


def test_wrong_secrets_are_slowed_down_and_right_ones_never_are(scene: Scene, server: str) -> None:
    partner = scene.partner()
    wrong = {asked_wrongly(server) for _ in range(40)}
    assert wrong == {401, 429}
    assert asked(server, partner, "/taxii2/").status_code == 200
    assert asked(server, None, "/taxii2/").status_code == 401  # who shows nothing is asked to, and not counted


def asked_wrongly(base: str) -> int:
    """The status for a secret that opens nothing."""
    return httpx.get(f"{base}/taxii2/", headers={"Authorization": "Bearer wrong"}).status_code
