"""A desk with partners, documents on their way to them, and a real server on loopback."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256

import httpx
import msgspec
from msgspec import Struct

from tests.builders import DeskOfStories, a_case
from tocsin.stages.desk import Desk
from tocsin.stages.house import House, house_of
from tocsin.stages.token import issue_token
from tocsin.vocab.acts.delivery import DeliveryMoved, DeliveryPlanned
from tocsin.vocab.acts.party import PartyDeclared, RoadOpened
from tocsin.vocab.acts.share import DocumentWritten, ShareApproved, ShareProposed
from tocsin.vocab.case import Case
from tocsin.vocab.delivery import DeliveryState, RoadKind
from tocsin.vocab.marking import Tlp
from tocsin.vocab.secret import TokenScope
from tocsin.vocab.sharing import Delivery, Party
from tocsin.vocab.sheet import DocumentSheet, PartySheet, RoadSheet, ShareSheet
from tocsin.vocab.terms import Terms, terms_bytes
from tocsin.web.app import make_app
from tocsin.web.office import collection_of
from tocsin.web.server import server_for

KEY = b"k" * 32
ACCEPT = {"Accept": "application/taxii+json;version=2.1"}
TLP_AMBER = "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"


class Partner(Struct, frozen=True, kw_only=True):
    """A party with a secret for TAXII."""

    party: str
    road: str
    token: str
    secret: str

    @property
    def collection(self) -> str:
        """The id of its collection."""
        return collection_of(KEY, self.party)

    @property
    def url(self) -> str:
        """The path of its collection."""
        return f"/taxii2/desk/collections/{self.collection}/"

    @property
    def auth(self) -> tuple[str, str]:
        """User and password of HTTP Basic."""
        return self.token, self.secret


class Document(Struct, frozen=True, kw_only=True):
    """What a test says about a document that it has delivered."""

    payload: bytes
    kind: RoadKind = RoadKind.TAXII
    format: str = "stix"
    media_type: str = "application/stix+json;version=2.1"
    file_name: str = "report.json"
    terms: Terms = Terms(tlp=Tlp.AMBER)
    sheet: ShareSheet = ShareSheet(title="our own name of the share")
    purpose: str = "first"
    follows: str | None = None
    until: DeliveryState = DeliveryState.SENT


def a_partner(desk: Desk, name: str, kind: RoadKind, given: str = "") -> Partner:
    """A party with a road, and a secret for TAXII."""
    draft = desk.draft(desk.log_entry())
    party, road = given or desk.new_id("party"), desk.new_id("road")
    draft.add(PartyDeclared(party=party, kinds=("isac",), sheet=draft.sheet(PartySheet(name=name))))
    route = "route-" + "0" * 26
    sheet = draft.sheet(RoadSheet(address="view"))
    draft.add(RoadOpened(road=road, party=party, kind=kind, route=route, sheet=sheet))
    found = draft.record()["party", party]
    assert isinstance(found, Party)
    token, secret = issue_token(desk, found, TokenScope.TAXII, days=90)
    return Partner(party=party, road=road, token=token.id, secret=secret)


def deliver(desk: Desk, case: Case, partner: Partner, document: Document) -> Delivery:
    """A document written, approved, planned, and moved on as far as is said."""
    draft = desk.draft(desk.case(case.id))
    share, written, delivery = desk.new_id("share"), desk.new_id("document"), desk.new_id("delivery")
    terms = terms_bytes(document.terms)
    payload, bound = draft.bear(desk.vault.seal(document.payload)), draft.bear(desk.vault.seal(terms))
    sheet = DocumentSheet(
        number=written.removeprefix("document-"),
        file_name=document.file_name,
        media_type=document.media_type,
        size_bytes=len(document.payload),
        sha256=sha256(document.payload).hexdigest(),
        terms_sha256=sha256(terms).hexdigest(),
    )
    proposed = ShareProposed(
        share=share,
        copy="copy-" + "0" * 26,
        purpose=document.purpose,
        follows=document.follows,
        recipients=(partner.party,),
        sheet=draft.sheet(document.sheet),
    )
    draft.add(proposed)
    draft.add(
        DocumentWritten(
            share=share,
            document=written,
            recipient=partner.party,
            format=document.format,
            payload=payload,
            terms=bound,
            sheet=draft.sheet(sheet),
        )
    )
    draft.add(_approval(share, partner.party, written, payload, bound))
    draft.add(
        DeliveryPlanned(
            delivery=delivery,
            share=share,
            recipient=partner.party,
            document=written,
            payload=payload,
            road=partner.road,
            kind=document.kind,
            wire=None,
            send_after=draft.at,
        )
    )
    for state in _WAYS[document.until]:
        draft.add(DeliveryMoved(delivery=delivery, state=state, attempt=1, reason=None, sheet=None))
    found = draft.record()["delivery", delivery]
    assert isinstance(found, Delivery)
    return found


_WAYS = {
    DeliveryState.QUEUED: (),
    DeliveryState.SENT: (DeliveryState.SENDING, DeliveryState.SENT),
    DeliveryState.BOUNCED: (DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.BOUNCED),
    DeliveryState.FAILED: (DeliveryState.SENDING, DeliveryState.FAILED),
}


def _approval(share: str, recipient: str, document: str, payload: str, terms: str) -> ShareApproved:
    return ShareApproved(
        share=share,
        recipient=recipient,
        document=document,
        payload=payload,
        terms=terms,
        bound=terms,
        table="table",
        row=0,
        outcome="CIRCLE",
        approvers=("person-" + "0" * 26,),
        self_approved=True,
        break_glass=False,
    )


def note(number: int, *, modified: str = "2026-03-24T12:00:00.000Z", text: str = "words") -> dict[str, object]:
    """One note, told apart by a number."""
    return {
        "type": "note",
        "spec_version": "2.1",
        "id": f"note--00000000-0000-4000-8000-{number:012d}",
        "created": "2026-03-24T12:00:00.000Z",
        "modified": modified,
        "content": text,
        "object_refs": ["report--00000000-0000-4000-8000-000000000000"],
        "object_marking_refs": [TLP_AMBER],
    }


def a_file(number: int, name: str) -> dict[str, object]:
    """A cyber observable: it has an id and no version."""
    return {"type": "file", "spec_version": "2.1", "id": f"file--00000000-0000-4000-8000-{number:012d}", "name": name}


def bundle(*objects: dict[str, object] | bytes) -> bytes:
    """The bytes of a bundle; an object given as bytes stands in it exactly so."""
    bodies = [one if isinstance(one, bytes) else msgspec.json.encode(one) for one in objects]
    head = b'{"type":"bundle","id":"bundle--00000000-0000-4000-8000-000000000001","objects":['
    return head + b",".join(bodies) + b"]}"


def notes(*numbers: int, **more: str) -> Document:
    """A document with some notes."""
    return Document(payload=bundle(*(note(number, **more) for number in numbers)))


class Scene:
    """A desk, a case, and documents that go to partners."""

    def __init__(self, story: DeskOfStories) -> None:
        self.story, self.desk = story, story.desk
        self.case = a_case(self.desk)

    def partner(self, name: str = "isac", kind: RoadKind = RoadKind.TAXII, party: str = "") -> Partner:
        """A new partner, with this id where one is given."""
        return a_partner(self.desk, name, kind, party)

    def delivered(self, partner: Partner, document: Document, *, wait_s: int = 5) -> Delivery:
        """A document that a partner may fetch from now on, which is some seconds after the one before."""
        self.story.clock.tick(timedelta(seconds=wait_s))
        return deliver(self.desk, self.case, partner, document)

    def state(self, delivery: Delivery) -> str:
        """How far a delivery has come by now."""
        found = self.desk.index.get("delivery", delivery.id)
        assert isinstance(found, Delivery)
        return found.state


@contextmanager
def running(desk: Desk | House, key: bytes = KEY) -> Iterator[str]:
    """The address of a real server over an open desk, or a house of several."""

    application = next((one for one in _SPARE if one.key == key), None)
    if application is None:
        application = _Application(key)
    else:
        _SPARE.remove(application)
    application.house = desk if isinstance(desk, House) else house_of(desk)
    server = server_for(application.shell)
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started:
        assert thread.is_alive(), "the server ended while it started"
        assert time.monotonic() < deadline, "the server did not start"
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(30)
        listener.close()
        application.house = None
        if not thread.is_alive():
            _SPARE.append(application)


class _Application:
    """The application over whatever house it is given; to make one takes longer than most tests."""

    def __init__(self, key: bytes) -> None:
        self.key = key
        self.house: House | None = None
        self.shell = make_app(self._opened, key)

    @contextmanager
    def _opened(self) -> Iterator[House]:
        assert self.house is not None
        yield self.house


_SPARE: list[_Application] = []  # what serves nobody now; all that an application knows it learns when it starts


def asked(base: str, partner: Partner | None, path: str, **more: object) -> httpx.Response:
    """One GET in the name of a partner, with the standard's own Accept unless said otherwise."""
    headers = more.pop("headers", ACCEPT)
    assert isinstance(headers, dict)
    with httpx.Client(base_url=base, auth=partner.auth if partner else None, trust_env=False, timeout=30) as client:
        return client.get(path, headers=headers, **more)  # type: ignore[arg-type]  # params and the like, as httpx says


def ids(answer: httpx.Response) -> list[str]:
    """The ids of the objects in an answer."""
    assert answer.status_code == 200, answer.text
    return [one["id"] for one in answer.json().get("objects", [])]


def until(is_so: object, seconds: float = 10) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + seconds
    assert callable(is_so)
    while not is_so():
        assert time.monotonic() < deadline, "it never became so"
        time.sleep(0.01)
