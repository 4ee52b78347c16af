"""The duties of a TAXII 2.1 server, one test each, over real HTTP.

Numbers S1 to S37 are those of the list of duties in docs/guide/taxii.md; "seen" means that a reference server does it
wrong. Sections are those of OASIS, "TAXII Version 2.1", 10 June 2021.
"""

import gzip
import http.client
import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import msgspec
import pytest
from msgspec import Struct

from tests.builders import desk_in
from tests.web.scene import ACCEPT, Document, Partner, Scene, a_file, asked, bundle, ids, note, notes, running, until
from tocsin.stages.token import revoke_token
from tocsin.vocab.sharing import Delivery

TAXII = "application/taxii+json;version=2.1"
UNKNOWN = "/taxii2/desk/collections/00000000-0000-4000-8000-000000000000/"
NOTE = "note--00000000-0000-4000-8000-{:012d}"
OLD, NEW = "2026-03-24T12:00:00.000Z", "2026-03-24T13:30:00.5Z"


class Shop(Struct, frozen=True, kw_only=True):
    """A running server: `isac` has notes 1 to 10, then note 1 anew and a file; `vendor` has notes 101 to 103."""

    scene: Scene
    base: str
    isac: Partner
    vendor: Partner
    first: Delivery

    def get(self, path: str, **more: object) -> httpx.Response:
        """One GET of the ISAC's, below its collection unless the path is whole."""
        return asked(self.base, self.isac, path if path.startswith("/") else self.isac.url + path, **more)


@pytest.fixture(scope="module")
def shop(template_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """One server for all tests that only read."""
    home = tmp_path_factory.mktemp("shop") / "home"
    shutil.copytree(template_home, home)
    with desk_in(home) as story:
        scene = Scene(story)
        isac, vendor = scene.partner("isac"), scene.partner("vendor")
        first = scene.delivered(isac, notes(*range(1, 11)))
        scene.delivered(vendor, notes(101, 102, 103))
        scene.delivered(isac, Document(payload=bundle(note(1, modified=NEW, text="again"), a_file(1, "weights.bin"))))
        with running(scene.desk) as base:
            yield Shop(scene=scene, base=base, isac=isac, vendor=vendor, first=first)


def error_of(answer: httpx.Response, status: int) -> dict[str, str]:
    """The error in an answer, as section 3.6.1 wants it."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == TAXII
    said: dict[str, str] = answer.json()
    assert said["title"]
    assert said["http_status"] == str(status)
    return said


@pytest.mark.parametrize(
    "accept",
    [
        "application/taxii+json;version=2.1",
        "application/taxii+json",
        "application/taxii+json; version=2.1",
        'application/taxii+json; version="2.1"; q=0.8',
        "application/json, text/plain, */*",
        "text/html, application/taxii+json;version=2.1;q=0.5",
        "*/*",
    ],
)
def test_s1_a_defined_media_type_is_served_with_or_without_its_version(shop: Shop, accept: str) -> None:
    answer = shop.get("objects/", headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == TAXII


def test_s2_without_a_version_the_answer_names_media_type_and_version(shop: Shop) -> None:
    for path in ("/taxii2/", "/taxii2/desk/", "/taxii2/desk/collections/", "", "objects/", "manifest/"):
        answer = shop.get(path, headers={"Accept": "application/taxii+json"})
        assert answer.headers["content-type"] == TAXII, path


@pytest.mark.parametrize(
    "accept",
    ["application/json", "text/html", "application/taxii+json;version=2.0", "application/vnd.oasis.taxii+json", "junk"],
)
def test_s3_an_undefined_media_type_is_not_acceptable(shop: Shop, accept: str) -> None:
    error_of(shop.get("objects/", headers={"Accept": accept}), 406)


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/taxii+json;version=2.1", 403),
        ("application/taxii+json", 403),
        ("application/taxii+json; version=2.1", 403),
        ("application/json", 415),
        ("", 415),
    ],
)
def test_s4_a_defined_type_of_a_post_is_never_415(shop: Shop, content_type: str, status: int) -> None:
    headers = ACCEPT | {"Content-Type": content_type}
    answer = httpx.post(
        f"{shop.base}{shop.isac.url}objects/", content=b'{"objects":[]}', headers=headers, auth=shop.isac.auth
    )
    error_of(answer, status)


def test_s5_every_error_is_taxii_those_of_the_framework_too(shop: Shop) -> None:
    address = f"{shop.base}{shop.isac.url}"
    error_of(asked(shop.base, None, shop.isac.url), 401)
    error_of(shop.get("/taxii2/nothing/"), 404)
    error_of(httpx.put(f"{address}objects/", auth=shop.isac.auth), 405)
    error_of(httpx.post(f"{address}objects/", content=b"a" * 70_000, auth=shop.isac.auth), 413)
    error_of(shop.get(f"objects/?match[id]={'a' * 20_000}"), 414)


def test_s5_a_fault_of_ours_is_taxii_and_says_nothing(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    partner = scene.partner()
    delivery = scene.delivered(partner, notes(1))
    with running(scene.desk) as base:
        scene.desk.vault._engine.dispose()  # type: ignore[attr-defined]  # the database goes away under the server
        (scene.desk.home / "tocsin.db").unlink()
        answer = asked(base, partner, f"{partner.url}objects/")
    assert answer.status_code in {500, 503}
    error_of(answer, answer.status_code)
    for secret in (delivery.id, partner.party, partner.secret, str(scene.desk.home)):
        assert secret not in answer.text
        assert secret not in caplog.text


def test_s6_an_error_has_a_title_and_its_status_as_a_string(shop: Shop) -> None:
    said = error_of(shop.get(UNKNOWN), 404)
    assert set(said) == {"title", "http_status"}


def test_s7_401_names_the_ways_to_be_known(shop: Shop) -> None:
    assert asked(shop.base, None, "/taxii2/").headers["www-authenticate"].startswith("Basic ")


def test_s8_a_missing_slash_is_redirected_with_query_and_method(shop: Shop) -> None:
    answer = shop.get("objects?limit=3&match%5Btype%5D=note")
    assert answer.status_code == 308
    assert answer.headers["location"] == f"{shop.isac.url}objects/?limit=3&match%5Btype%5D=note"
    followed = httpx.get(f"{shop.base}{shop.isac.url}objects?limit=3", auth=shop.isac.auth, follow_redirects=True)
    assert len(followed.json()["objects"]) == 3
    posted = httpx.post(f"{shop.base}{shop.isac.url}objects", auth=shop.isac.auth, follow_redirects=True)
    assert posted.request.method == "POST"


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=-1",
        "limit=ten",
        "limit=",
        "limit=%D9%A3",
        "added_after=yesterday",
        "added_after=2026-03-24",
        "added_after=2026-02-30T12:00:00Z",
        "added_after=2026-03-24T12:00:00",
        "added_after=2026-03-24T12:00:00.1234567Z",
        "added_after=0000-01-01T00:00:00Z",
        "limit=1&limit=2",
        "added_after=2026-03-24T12:00:00Z&added_after=2026-03-25T12:00:00Z",
        "match[version]=all,last",
        "match[version]=newest",
        "match[type]=note&match[type]=file",
        "match[id]=not-an-id",
        "match[revoked]=true",
        "match=note",
        "next=",
        "next=abc",
        "next=%00",
        "match[type]=%ff",
        "match[id]=" + ",".join(["note--00000000-0000-4000-8000-000000000001", ""]),
    ],
)
def test_s9_a_malformed_parameter_is_400_and_never_500(shop: Shop, query: str) -> None:
    for resource in ("objects/", "manifest/"):
        error_of(shop.get(f"{resource}?{query}"), 400)


def test_s9_a_parameter_that_is_not_of_taxii_is_ignored(shop: Shop) -> None:
    assert len(ids(shop.get("objects/?utm_source=mail&limit=2"))) == 2


@pytest.mark.parametrize("body", [b"{}", b"[" * 20_000, b"\xff\xfe", b'{"objects": 1}', b""])
def test_s10_what_is_no_envelope_is_a_4xx(shop: Shop, body: bytes) -> None:
    headers = ACCEPT | {"Content-Type": TAXII}
    answer = httpx.post(f"{shop.base}{shop.isac.url}objects/", content=body, headers=headers, auth=shop.isac.auth)
    error_of(answer, 403)


def test_s11_an_empty_answer_has_no_objects(scene: Scene, server: str) -> None:
    partner = scene.partner()
    for resource in ("objects/", "manifest/"):
        answer = asked(server, partner, partner.url + resource)
        assert answer.content == b"{}"
        assert "x-taxii-date-added-first" not in answer.headers


def test_s12_gzip_is_sent_where_it_is_asked_for(shop: Shop) -> None:
    host = shop.base.removeprefix("http://")
    plain = shop.get("objects/", headers=ACCEPT | {"Accept-Encoding": "identity"})
    connection = http.client.HTTPConnection(host, timeout=30)
    basic = {"Authorization": plain.request.headers["authorization"], "Accept-Encoding": "gzip"}
    connection.request("GET", f"{shop.isac.url}objects/", headers=ACCEPT | basic)
    packed = connection.getresponse()
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.read()) == plain.content


def test_s13_a_revoked_secret_opens_nothing_from_the_next_request_on(scene: Scene, server: str) -> None:
    partner = scene.partner()
    assert asked(server, partner, "/taxii2/").status_code == 200
    revoke_token(scene.desk, partner.token, "lost")
    error_of(asked(server, partner, "/taxii2/"), 401)


def test_s13_an_expired_secret_opens_nothing_however_lately_it_was_used(scene: Scene, server: str) -> None:
    partner = scene.partner()
    assert asked(server, partner, "/taxii2/").status_code == 200
    scene.story.clock.tick(timedelta(days=91))
    error_of(asked(server, partner, "/taxii2/"), 401)


def test_s14_basic_and_bearer_are_both_taken(shop: Shop) -> None:
    answer = httpx.get(f"{shop.base}/taxii2/", headers={"Authorization": f"Bearer {shop.isac.secret}"})
    assert answer.status_code == 200
    assert shop.get("/taxii2/").content == answer.content


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Basic",
        "Basic !!!",
        "Basic Og==",
        "Bearer x",
        "Bearer " + "a" * 2_000,
        "Digest a",
        "Basic /////w==",
        "Bearer tocsin_" + "0" * 26 + "_" + "A" * 43,
    ],
)
def test_s14_anything_else_is_401_and_looks_the_same(shop: Shop, header: str) -> None:
    answer = httpx.get(f"{shop.base}/taxii2/", headers={"Authorization": header} if header else {})
    assert answer.content == error_bytes(401)


def error_bytes(status: int) -> bytes:
    """The one body that an error of a status has."""
    title = {401: "Who asks is not known here", 404: "There is nothing here"}[status]
    return msgspec.json.encode({"title": title, "http_status": str(status)})


def test_s14_the_secret_of_one_token_does_not_open_another(shop: Shop) -> None:
    crossed = httpx.get(f"{shop.base}/taxii2/", auth=(shop.vendor.token, shop.isac.secret))
    error_of(crossed, 401)


def test_s15_max_content_length_is_true(shop: Shop) -> None:
    most = shop.get("/taxii2/desk/").json()["max_content_length"]
    address, headers = f"{shop.base}{shop.isac.url}objects/", ACCEPT | {"Content-Type": TAXII}
    error_of(httpx.post(address, content=b" " * most, headers=headers, auth=shop.isac.auth), 403)
    error_of(httpx.post(address, content=b" " * (most + 1), headers=headers, auth=shop.isac.auth), 413)


def test_s16_the_api_root_names_its_version_and_discovery_its_default(shop: Shop) -> None:
    discovery = shop.get("/taxii2/").json()
    assert discovery["default"] in discovery["api_roots"]
    assert TAXII in shop.get(discovery["default"]).json()["versions"]


def test_s17_a_status_is_nobodys(shop: Shop) -> None:
    error_of(shop.get("/taxii2/desk/status/2d086da7-4bdc-4f91-900e-d77486753710/"), 404)


def test_s19_delete_of_an_unknown_object_is_404_and_of_a_known_one_is_not_allowed(shop: Shop) -> None:
    address = f"{shop.base}{shop.isac.url}objects/"
    error_of(httpx.delete(f"{address}{NOTE.format(999)}/", headers=ACCEPT, auth=shop.isac.auth), 404)
    error_of(httpx.delete(f"{address}{NOTE.format(101)}/", headers=ACCEPT, auth=shop.isac.auth), 404)
    error_of(httpx.delete(f"{address}{NOTE.format(2)}/", headers=ACCEPT, auth=shop.isac.auth), 403)


def manifest_of(shop: Shop) -> list[dict[str, str]]:
    """Every version that the ISAC has."""
    records: list[dict[str, str]] = shop.get("manifest/?match[version]=all").json()["objects"]
    return records


def test_s20_the_date_added_rises_with_each_object_also_within_one_document(shop: Shop) -> None:
    dates = [record["date_added"] for record in manifest_of(shop)]
    assert dates == sorted(set(dates))
    assert len(dates) == 12
    assert all(len(date) == len("2026-03-24T12:00:05.000000Z") for date in dates)


def test_s21_added_after_is_exclusive(shop: Shop) -> None:
    for record in manifest_of(shop):
        found = shop.get(f"manifest/?match[version]=all&added_after={record['date_added']}").json().get("objects", [])
        assert record not in found
        assert all(other["date_added"] > record["date_added"] for other in found)


@pytest.mark.parametrize("digits", range(7))
def test_s22_times_with_no_to_six_digits_are_taken_and_six_are_sent(shop: Shop, digits: int) -> None:
    date = manifest_of(shop)[3]["date_added"]
    cut = date[: 19 + bool(digits) + digits] + "Z"
    found = shop.get(f"manifest/?match[version]=all&added_after={cut}").json()["objects"]
    whole = cut.removesuffix("Z").ljust(20, ".").ljust(26, "0") + "Z"
    assert found == [record for record in manifest_of(shop) if record["date_added"] > whole]


def test_s23_objects_manifest_and_versions_ascend_by_date_added(shop: Shop) -> None:
    records = manifest_of(shop)
    assert [record["id"] for record in records] == ids(shop.get("objects/?match[version]=all"))
    assert shop.get(f"objects/{NOTE.format(1)}/versions/").json()["versions"] == [OLD, NEW]


@pytest.mark.parametrize("resource", ["objects/", "manifest/", f"objects/{NOTE.format(3)}/", "versions"])
def test_s24_the_first_and_last_date_added_are_in_the_headers(shop: Shop, resource: str) -> None:
    path = f"objects/{NOTE.format(3)}/versions/" if resource == "versions" else resource
    answer = shop.get(path)
    dates = {(record["id"], record["version"]): record["date_added"] for record in manifest_of(shop)}
    if "objects" in answer.json() and resource != "manifest/":
        found = [dates[one["id"], one["modified"]] for one in answer.json()["objects"] if "modified" in one]
        first = found[0]
    else:
        first = dates[NOTE.format(2), OLD] if resource == "manifest/" else dates[NOTE.format(3), OLD]
    assert answer.headers["x-taxii-date-added-first"] == first
    assert answer.headers["x-taxii-date-added-last"] >= first


@pytest.mark.parametrize("resource", ["objects/", "manifest/", f"objects/{NOTE.format(1)}/", "versions"])
def test_s25_more_never_comes_without_next(shop: Shop, resource: str) -> None:
    path = f"objects/{NOTE.format(1)}/versions/" if resource == "versions" else resource
    query = "limit=1" if resource == "versions" else "limit=1&match[version]=all"
    said = shop.get(f"{path}?{query}").json()
    assert said["more"] is True
    pages, key = [said], "versions" if resource == "versions" else "objects"
    while "next" in pages[-1]:
        pages.append(shop.get(path, params={"next": pages[-1]["next"]}).json())
    assert all(len(page[key]) == 1 for page in pages)
    assert all(("next" in page) == page.get("more", False) for page in pages)


def test_s26_next_is_refused_for_another_account_collection_resource_and_when_changed(shop: Shop) -> None:
    cursor = shop.get("objects/?limit=2").json()["next"]
    for other in (
        asked(shop.base, shop.vendor, f"{shop.vendor.url}objects/", params={"next": cursor}),
        shop.get("manifest/", params={"next": cursor}),
        shop.get(f"objects/{NOTE.format(1)}/", params={"next": cursor}),
        shop.get(f"objects/{NOTE.format(1)}/versions/", params={"next": cursor}),
        shop.get("objects/", params={"next": cursor[:-1] + ("A" if cursor[-1] != "A" else "B")}),
        shop.get("objects/", params={"next": "A" + cursor}),
    ):
        error_of(other, 400)


def test_s27_next_keeps_filters_that_the_client_forgets_and_refuses_others(shop: Shop) -> None:
    page = shop.get("objects/?match[type]=file,note&match[version]=all&limit=11").json()
    rest = shop.get("objects/", params={"next": page["next"]}).json()["objects"]
    assert [one["type"] for one in rest] == ["file"]
    only = shop.get("objects/?match[type]=note&limit=9").json()
    (again,) = shop.get("objects/", params={"next": only["next"]}).json()["objects"]
    assert again["type"] == "note"
    error_of(shop.get("objects/", params={"next": only["next"], "match[type]": "file"}), 400)
    same = shop.get("objects/", params={"next": only["next"], "match[type]": "note"})
    assert same.json()["objects"] == [again]


def test_s28_next_beside_a_moved_on_added_after_means_the_same_place(shop: Shop) -> None:
    page = shop.get("objects/?limit=4")
    cursor, last = page.json()["next"], page.headers["x-taxii-date-added-last"]
    plain = shop.get("objects/", params={"next": cursor}).content
    assert shop.get("objects/", params={"next": cursor, "added_after": last}).content == plain
    assert shop.get("objects/", params={"next": cursor, "added_after": "2020-01-01T00:00:00Z"}).content == plain


def test_s29_next_can_be_repeated_and_holds_after_a_restart(shop: Shop) -> None:
    cursor = shop.get("objects/?limit=4").json()["next"]
    first = shop.get("objects/", params={"next": cursor}).content
    assert shop.get("objects/", params={"next": cursor}).content == first
    with running(shop.scene.desk) as again:
        assert asked(again, shop.isac, f"{shop.isac.url}objects/", params={"next": cursor}).content == first


def test_s30_a_limit_above_ours_is_cut_and_everything_comes_that_fits(scene: Scene, server: str) -> None:
    partner = scene.partner()
    scene.delivered(partner, notes(*range(1_001)))
    answer = asked(server, partner, f"{partner.url}objects/?limit=999999999999999999")
    assert len(ids(answer)) == 1_000
    assert answer.json()["more"] is True
    assert len(ids(asked(server, partner, f"{partner.url}objects/?limit=7"))) == 7
    few = asked(server, partner, f"{partner.url}objects/?match[id]={NOTE.format(5)}")
    assert len(ids(few)) == 1
    assert "more" not in few.json()


def test_s31_a_purged_document_is_gone_from_every_page(scene: Scene, server: str) -> None:
    partner = scene.partner()
    scene.delivered(partner, notes(1, 2))
    second = scene.delivered(partner, notes(3, 4))
    cursor = asked(server, partner, f"{partner.url}objects/?limit=2").json()["next"]
    scene.desk.vault.destroy(second.payload)
    scene.delivered(scene.partner("another"), notes(9))  # something is recorded, as every purge is
    assert asked(server, partner, f"{partner.url}objects/", params={"next": cursor}).content == b"{}"
    assert ids(asked(server, partner, f"{partner.url}manifest/")) == [NOTE.format(1), NOTE.format(2)]


def test_s32_the_latest_version_is_the_default_and_the_words_of_the_standard_hold(shop: Shop) -> None:
    def versions(query: str) -> list[str]:
        found = shop.get(f"objects/{NOTE.format(1)}/{query}").json().get("objects", [])
        return [one["modified"] for one in found]

    assert versions("") == [NEW]
    assert versions("?match[version]=last") == [NEW]
    assert versions("?match[version]=first") == [OLD]
    assert versions("?match[version]=first,last") == [OLD, NEW]
    assert versions("?match[version]=all") == [OLD, NEW]
    assert versions(f"?match[version]={OLD}") == [OLD]
    assert versions(f"?match[version]={OLD},last") == [OLD, NEW]
    assert versions("?match[version]=2001-01-01T00:00:00Z") == []


def test_s33_a_version_comes_back_as_it_stands_in_the_object(shop: Shop) -> None:
    versions = shop.get(f"objects/{NOTE.format(1)}/versions/").json()["versions"]
    assert NEW in versions
    for spelling in (NEW, "2026-03-24T13:30:00.500Z", "2026-03-24T13:30:00.500000Z"):
        found = shop.get(f"objects/{NOTE.format(1)}/?match[version]={spelling}").json()["objects"]
        assert [one["modified"] for one in found] == [NEW]


def test_s33_what_has_no_version_has_its_date_added(shop: Shop) -> None:
    (record,) = shop.get("manifest/?match[type]=file").json()["objects"]
    assert record["version"] == record["date_added"]


def test_s34_a_bundle_in_a_post_is_refused_like_everything_else(shop: Shop) -> None:
    headers = ACCEPT | {"Content-Type": TAXII}
    answer = httpx.post(
        f"{shop.base}{shop.isac.url}objects/", content=bundle(note(1)), headers=headers, auth=shop.isac.auth
    )
    error_of(answer, 403)


def test_s35_the_manifest_says_the_same_as_the_objects_under_every_filter(shop: Shop) -> None:
    for query in ("", "match[type]=file", f"match[id]={NOTE.format(1)},{NOTE.format(4)}", "match[version]=all"):
        for more in ("", "&match[spec_version]=2.1", "&match[spec_version]=2.0", "&limit=3"):
            listed = shop.get(f"manifest/?{query}{more}")
            served = shop.get(f"objects/?{query}{more}")
            assert ids(listed) == ids(served)
            for header in ("x-taxii-date-added-first", "x-taxii-date-added-last"):
                assert listed.headers.get(header) == served.headers.get(header)
    assert {record["media_type"] for record in manifest_of(shop)} == {"application/stix+json;version=2.1"}


def test_s36_an_indicator_goes_out_as_complete_as_it_was_written(scene: Scene, server: str) -> None:
    partner = scene.partner()
    indicator: dict[str, object] = {
        "type": "indicator",
        "spec_version": "2.1",
        "id": "indicator--00000000-0000-4000-8000-000000000001",
        "created": OLD,
        "modified": OLD,
        "pattern": "[url:value = 'https://collect.evil.example/x']",
        "pattern_type": "stix",
        "valid_from": OLD,
    }
    scene.delivered(partner, Document(payload=bundle(indicator)))
    assert asked(server, partner, f"{partner.url}objects/?match[type]=indicator").json()["objects"] == [indicator]


def test_s37_objects_are_sent_as_the_bytes_that_stand_in_the_payload(scene: Scene, server: str) -> None:
    odd = (
        b'{ "type":"note",  "id":"note--00000000-0000-4000-8000-000000000001", "created":"2026-03-24T12:00:00.000Z",\n'
        b'\t"modified":"2026-03-24T12:00:00.000Z","content":"\\u00e9\\/ \xc3\xa9","x_number":1.50e+3}'
    )
    partner = scene.partner()
    scene.delivered(partner, Document(payload=bundle(odd, note(2))))
    answer = asked(server, partner, f"{partner.url}objects/")
    assert answer.content == b'{"objects":[' + odd + b"," + json.dumps(note(2), separators=(",", ":")).encode() + b"]}"


def test_a_fetch_is_recorded_as_collected_and_a_look_at_the_manifest_is_not(scene: Scene, server: str) -> None:
    partner = scene.partner()
    delivery = scene.delivered(partner, notes(1))
    other = scene.delivered(partner, notes(2))
    for path in ("", "manifest/", f"objects/{NOTE.format(1)}/versions/", "objects/?match[type]=file"):
        asked(server, partner, partner.url + path)
    asked(server, partner, f"{partner.url}objects/{NOTE.format(1)}/")
    until(lambda: scene.state(delivery) == "collected")
    assert scene.state(other) == "sent"
    found = scene.desk.index.get("delivery", delivery.id)
    assert isinstance(found, Delivery)
    assert found.reason == "fetched"
    assert found.acknowledged_at is None
