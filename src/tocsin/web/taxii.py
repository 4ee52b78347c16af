"""The TAXII 2.1 server: each partner reads its own view and no other.

Source: OASIS, "TAXII Version 2.1", OASIS Standard, 10 June 2021. There is one API root with one collection for each
account. It can be read and not written: a collection that can_write is false for refuses a POST with 403.
"""

import gzip
import hmac
from collections.abc import Mapping, Sequence

import msgspec
from litestar import Response, Router, delete, get, post
from litestar.background_tasks import BackgroundTask
from litestar.params import FromPath

from tocsin.stages.views import Placed, View, moment_text
from tocsin.vocab.delivery import DeliveryReason
from tocsin.vocab.errors import BadInput
from tocsin.web.account import CHALLENGE, Account
from tocsin.web.cursor import Place, resumed, write_cursor
from tocsin.web.media_type import TAXII, accepts, is_content_type
from tocsin.web.office import Asking, Office, collection_of, slow_down
from tocsin.web.paging import Page, page_of, page_of_object
from tocsin.web.query import FIELDS, wanted_in
from tocsin.web.refusal import MAX_BODY_BYTES, TITLES, Refusal, not_found, refusal

ROOT = "/taxii2/desk/"
GZIP_FROM_BYTES = 1_000  # below this it saves less than a packet


class _Caller(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks, with everything the answer is made from."""

    office: Office
    account: Account
    gzips: bool

    @property
    def collection(self) -> str:
        return collection_of(self.office.key, self.account.party)

    def place(self, resource: str) -> Place:
        return Place(party=self.account.party, collection=self.collection, resource=resource)


@get("/", sync_to_thread=True)
def discovery(request: Asking) -> Response[bytes]:
    """Section 4.1: the one API root there is."""
    caller = _caller(request)
    return _answer(caller, {"title": "Tocsin", "default": ROOT, "api_roots": [ROOT]})


@get("/desk/", sync_to_thread=True)
def api_root(request: Asking) -> Response[bytes]:
    """Section 4.2."""
    said = {"title": "Shared with you", "versions": [TAXII], "max_content_length": MAX_BODY_BYTES}
    return _answer(_caller(request), said)


@get("/desk/status/{status_id:str}/", sync_to_thread=True)
def status(request: Asking, status_id: FromPath[str]) -> Response[bytes]:
    """Section 4.3: nothing is taken in here, so there is no status of anything."""
    _caller(request)
    raise not_found()


@get("/desk/collections/", sync_to_thread=True)
def collections(request: Asking) -> Response[bytes]:
    """Section 5.1: whoever asks has one collection."""
    caller = _caller(request)
    return _answer(caller, {"collections": [_collection(caller)]})


@get("/desk/collections/{collection_id:str}/", sync_to_thread=True)
def collection(request: Asking, collection_id: FromPath[str]) -> Response[bytes]:
    """Section 5.2."""
    caller = _caller(request, collection_id)
    return _answer(caller, _collection(caller))


@get("/desk/collections/{collection_id:str}/manifest/", sync_to_thread=True)
def manifest(request: Asking, collection_id: FromPath[str]) -> Response[bytes]:
    """Section 5.3: the same objects as `objects`, without their content."""
    caller = _caller(request, collection_id)
    page, following = _page(caller, request, "manifest", FIELDS)
    records = [
        {"id": one.id, "date_added": moment_text(one.added_us), "version": one.version, "media_type": _media_type(one)}
        for one in page.objects
    ]
    return _answer(caller, following | ({"objects": records} if records else {}), headers=_dates(page.objects))


@get("/desk/collections/{collection_id:str}/objects/", sync_to_thread=True)
def objects(request: Asking, collection_id: FromPath[str]) -> Response[bytes]:
    """Section 5.4: the objects as they stand in the documents."""
    caller = _caller(request, collection_id)
    page, following = _page(caller, request, "objects", FIELDS)
    return _envelope(caller, page, following)


@get("/desk/collections/{collection_id:str}/objects/{object_id:str}/", sync_to_thread=True)
def one_object(request: Asking, collection_id: FromPath[str], object_id: FromPath[str]) -> Response[bytes]:
    """Section 5.6."""
    caller = _caller(request, collection_id)
    fields = {"version", "spec_version"}
    page, following = _page(caller, request, "object", fields, object_id)
    return _envelope(caller, page, following)


@get("/desk/collections/{collection_id:str}/objects/{object_id:str}/versions/", sync_to_thread=True)
def versions(request: Asking, collection_id: FromPath[str], object_id: FromPath[str]) -> Response[bytes]:
    """Section 5.8: every version, each written as it stands in the object."""
    caller = _caller(request, collection_id)
    page, following = _page(caller, request, "versions", {"spec_version"}, object_id)
    said = following | ({"versions": [one.version for one in page.objects]} if page.objects else {})
    return _answer(caller, said, headers=_dates(page.objects))


@post("/desk/collections/{collection_id:str}/objects/", sync_to_thread=True, status_code=403)
def add_objects(request: Asking, collection_id: FromPath[str]) -> Response[bytes]:
    """Section 5.5: a view cannot be written to. What was sent is not even read."""
    _caller(request, collection_id)
    if not is_content_type(request.headers.get("content-type")):
        raise refusal(415)
    raise Refusal(403, "This collection cannot be written to")


@delete("/desk/collections/{collection_id:str}/objects/{object_id:str}/", sync_to_thread=True, status_code=403)
def delete_object(request: Asking, collection_id: FromPath[str], object_id: FromPath[str]) -> Response[bytes]:
    """Section 5.7: nothing is deleted on a partner's word."""
    caller = _caller(request, collection_id)
    if object_id not in _view(caller).by_id:
        raise not_found()
    raise Refusal(403, "Objects of this collection cannot be deleted")


def router() -> Router:
    """Everything under /taxii2."""
    read = [discovery, api_root, status, collections, collection, manifest, objects, one_object, versions]
    return Router("/taxii2", route_handlers=[*read, add_objects, delete_object], include_in_schema=False)


def _caller(request: Asking, collection_id: str | None = None) -> _Caller:
    """Who asks. 1. a secret opens something, 2. a media type of ours is accepted, 3. the collection is the caller's."""
    office: Office = request.app.state.office
    account = office.accounts.who(request.headers.get("authorization"))
    if account is None:  # 1
        if "authorization" in request.headers:
            slow_down(request, office)
        raise Refusal(401, TITLES[401], headers={"WWW-Authenticate": CHALLENGE})
    if not accepts(",".join(request.headers.getall("accept", [])) or None):  # 2
        raise refusal(406)
    gzips = "gzip" in request.headers.get("accept-encoding", "").lower()
    caller = _Caller(office=office, account=account, gzips=gzips)
    if collection_id is not None and not hmac.compare_digest(collection_id.encode(), caller.collection.encode()):
        raise not_found()  # 3
    return caller


def _view(caller: _Caller) -> View:
    return caller.office.views.of(caller.account.party)


def _page(
    caller: _Caller, request: Asking, resource: str, fields: set[str] | frozenset[str], object_id: str = ""
) -> tuple[Page, dict[str, object]]:
    """The page that is asked for, and what leads on from it: more is never said without next."""
    place = caller.place(f"{resource}/{object_id}" if object_id else resource)
    view = _view(caller)
    if object_id and object_id not in view.by_id:
        raise not_found()
    try:
        wanted = resumed(caller.office.key, place, wanted_in(request.scope["query_string"], fields))
    except BadInput as fault:
        raise refusal(400) from fault
    if resource == "versions":
        every = msgspec.structs.replace(wanted.filters, versions=("all",))
        page = page_of_object(view, object_id, msgspec.structs.replace(wanted, filters=every))
    elif object_id:
        page = page_of_object(view, object_id, wanted)
    else:
        page = page_of(view, wanted)
    if not page.has_more:
        return page, {}
    return page, {"more": True, "next": write_cursor(caller.office.key, place, wanted, page.last_us, page.limit)}


def _envelope(caller: _Caller, page: Page, following: dict[str, object]) -> Response[bytes]:
    """Section 3.7: the objects' own bytes between ours; what was purged meanwhile is left out."""
    bodies = caller.office.views.bodies(page.objects)
    sent = [body for body in bodies if body is not None]
    head = msgspec.json.encode(following)[:-1]
    joined = b'"objects":[' + b",".join(sent) + b"]" if sent else b""
    answer = b"".join((head, b"," if following and sent else b"", joined, b"}"))
    fetched = frozenset(one.delivery for one, body in zip(page.objects, bodies, strict=True) if body is not None)
    unknown = fetched & _view(caller).waiting
    after = BackgroundTask(caller.office.collecting.take, unknown, DeliveryReason.FETCHED) if unknown else None
    return _response(caller, answer, _dates(page.objects), after)


def _answer(caller: _Caller, said: object, *, headers: Mapping[str, str] | None = None) -> Response[bytes]:
    return _response(caller, msgspec.json.encode(said), headers or {}, None)


def _response(
    caller: _Caller, body: bytes, headers: Mapping[str, str], after: BackgroundTask | None
) -> Response[bytes]:
    said = _always() | dict(headers)
    if caller.gzips and len(body) >= GZIP_FROM_BYTES:
        body = gzip.compress(body, compresslevel=6, mtime=0)
        said["Content-Encoding"] = "gzip"
    return Response(body, media_type=TAXII, headers=said, background=after, status_code=200)


def _always() -> dict[str, str]:
    return {"Vary": "Accept, Accept-Encoding, Authorization", "Cache-Control": "no-store"}


def _dates(objects: Sequence[Placed]) -> dict[str, str]:
    """Section 3.2: between which moments the objects of this answer were added."""
    if not objects:
        return {}
    first, last = moment_text(objects[0].added_us), moment_text(objects[-1].added_us)
    return {"X-TAXII-Date-Added-First": first, "X-TAXII-Date-Added-Last": last}


def _collection(caller: _Caller) -> dict[str, object]:
    return {
        "id": caller.collection,
        "title": "Shared with you",
        "description": "Every document that was sent to your organization by this road, in the order of its sending.",
        "can_read": True,
        "can_write": False,
        "media_types": [_STIX],
    }


_STIX = "application/stix+json;version=2.1"


def _media_type(one: Placed) -> str:
    return f"application/stix+json;version={one.spec_version}"
