"""Two desks that play two worlds the whole way, and everything that anybody outside gets of it.

Both begin as copies of one home: the same people, parties, roads and keys. On each of them a case is recorded, cleaned,
packed, approved and sent by every road. From the moment something is written for outside, both draw the same chance,
so that what does not depend on a withheld value or record comes out the same.
"""

import base64
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import httpx
from msgspec import Struct
from msgspec.structs import replace

from tests.builders import NOON, StandingClock, a_case, an_item, desk_in
from tests.post_office import PostOffice, open_for_business
from tests.shares import CIRCLE_FACTS, Stage
from tests.web.scene import ACCEPT, KEY, a_partner, deliver, notes, running
from tests.worlds import World
from tocsin.rules.notice import due_now
from tocsin.stages import fields, marking, notice
from tocsin.stages.cleaning import Choice, make_copy
from tocsin.stages.delivery import find as find_delivery
from tocsin.stages.delivery import form, retry
from tocsin.stages.delivery_note import note_for
from tocsin.stages.desk import Desk
from tocsin.stages.evidence import Described
from tocsin.stages.impact import name_component
from tocsin.stages.marking import Target
from tocsin.stages.packaging import write_documents
from tocsin.stages.page import issue_link
from tocsin.stages.preview import preview_of
from tocsin.stages.promise import promises
from tocsin.stages.release import Approving, approve, binding, clearance, refuse
from tocsin.stages.sending import send
from tocsin.stages.share import Point, Proposal, decide_points, deliveries_of, find, propose
from tocsin.stages.standing import points_asked
from tocsin.stages.token import issue_token
from tocsin.vocab.case import Case
from tocsin.vocab.component import ComponentType, Naming, Standing
from tocsin.vocab.cut import Cut
from tocsin.vocab.delivery import DeliveryState, RoadKind
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.marking import Caveat, Marking, Tlp
from tocsin.vocab.notice import json_of, subject_of, text_of
from tocsin.vocab.release import Approved
from tocsin.vocab.road import MailServer
from tocsin.vocab.secret import TokenScope
from tocsin.vocab.sharing import Delivery, Party, Share
from tocsin.vocab.sheet import DocumentSheet, TransportSheet
from tocsin.web.office import collection_of
from tocsin.worker.run import one_round, worker_at

MARK = Marking(tlp=Tlp.AMBER, owners=("own",))
# Who is looked at: by which road each gets it, in which language, and where the road ends.
ROADS: dict[str, tuple[RoadKind, str, str]] = {
    "folder": (RoadKind.FOLDER, "stix", "drop"),
    "print": (RoadKind.FOLDER, "form-pdf", "prints"),
    "mail": (RoadKind.MAIL, "mail-text", "desk@mail.example"),
    "attached": (RoadKind.MAIL, "stix", "desk@attached.example"),
    "taxii": (RoadKind.TAXII, "stix", "view"),
    "page": (RoadKind.PAGE, "form-html", "page"),
    "portal": (RoadKind.BY_HAND, "form-markdown", "cisa_report"),
}
# What some of them get of the copy; the others the whole.
CUTS = {"page": Cut.PROMPT, "portal": Cut.CLASS}  # a pattern may not repeat the prompt, which these worlds do
FOLDERS = ("drop", "prints", "rest")  # the last is the others', and nobody else reads it
TRIES = 10  # of a delivery
OTHERS = ("second", "third")  # other recipients of the same share, behind those who are looked at
QUESTIONS = (
    *("objects/", "objects/?limit=3", "manifest/", "manifest/?limit=4", "objects/?match[type]=note"),
    *("objects/?match[version]=all", "objects/?added_after=2026-03-24T00:00:00Z"),
)
# What is drawn anew whenever something is sealed or signed: salts, ids, digests and signatures, in hexadecimal or in
# base64url.
_DRAWN = re.compile(
    r"(?<![\w-])(?:[0-9a-f]{32}|[0-9a-f]{64}|[A-Za-z0-9_-]{22}|[A-Za-z0-9_-]{43}|[A-Za-z0-9_-]{86})(?![\w-])"
)


def roads_of(number: int) -> tuple[str, ...]:
    """The roads of a world by its number: every third is printed too, which takes as long as all the others."""
    return tuple(name for name in ROADS if name != "print" or number % 3 == 0)


class Same:
    """The same chance on both desks, from this label on."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._drawn = 0

    def random_bytes(self, count: int) -> bytes:
        """What was drawn at this place on the other desk."""
        self._drawn += 1
        drawn = b""
        while len(drawn) < count:
            drawn += sha256(f"{self._label} {self._drawn} {len(drawn)}".encode()).digest()
        return drawn[:count]


class Cast(Struct, frozen=True, kw_only=True):
    """A home with everybody in it, to be copied: ids by name, and the secret for TAXII."""

    home: Path
    parties: dict[str, str]
    approver: str
    token: str
    secret: str


class Got(Struct, frozen=True, kw_only=True):
    """What everybody outside got of some worlds: by who and what. `notices` go to our own people."""

    outside: dict[str, object]
    notices: tuple[str, ...]


def cast_in(home: Path) -> Cast:
    """Everybody who plays, in a home that is open to nobody afterwards."""
    with desk_in(home) as story:
        stage = Stage(story)
        approver = stage.team().person
        parties = {
            name: stage.party(f"{name.title()} Adopter", "adopter", kind, _end(home, end))
            for name, (kind, _, end) in ROADS.items()
        }
        parties |= {
            name: stage.party(f"{name.title()} Adopter", "adopter", address=_end(home, "rest")) for name in OTHERS
        }
        reader = stage.desk.index.get("party", parties["taxii"])
        assert isinstance(reader, Party)
        token, secret = issue_token(stage.desk, reader, TokenScope.TAXII, days=90)
    return Cast(home=home, parties=parties, approver=approver, token=token.id, secret=secret)


def _end(home: Path, end: str) -> str:
    """Folders lie beside the home; both desks write into the same one, one after the other."""
    if end not in FOLDERS:
        return end
    folder = home.parent / end
    folder.mkdir(exist_ok=True)
    return str(folder)


@contextmanager
def _opened(cast: Cast, folder: Path, server: MailServer) -> Iterator[tuple[Desk, StandingClock]]:
    home = folder / "played"
    shutil.copytree(cast.home, home)
    try:
        with desk_in(home) as story:
            settings = replace(story.desk.settings, mail=server, sender_name="Harbourlight Logistics", undo_minutes=0)
            yield replace(story.desk, settings=settings), story.clock
    finally:
        shutil.rmtree(home)
        for end in FOLDERS:
            for file in (cast.home.parent / end).iterdir():
                file.unlink()


def played(cast: Cast, folder: Path, worlds: list[tuple[tuple[str, ...], World]]) -> Got:
    """Everything that leaves while these worlds are played on one desk, one after another."""
    outside: dict[str, object] = {}
    office = PostOffice()
    with open_for_business(office) as server, _opened(cast, folder, server) as (desk, clock):
        play = _Play(cast, desk, clock)
        links = []
        for number, (shape, world) in enumerate(worlds):
            share = play.world(number, shape, world)
            outside |= {f"{number} {what}": got for what, got in play.got(number, share).items()}
            links.append(play.link(number, share))
        outside["mail"] = [(sender, to, wire) for sender, to, wire in office.kept]
        outside["greetings"] = sorted(set(office.helo))
        for end in ("drop", "prints"):
            files = sorted((cast.home.parent / end).iterdir())
            outside[end] = [(file.name, file.read_bytes()) for file in files]
        with running(replace(desk, chance=Same("server")), KEY) as address:
            outside |= _fetched(address, cast)
            for number, link in enumerate(links):
                outside |= {f"{number} page {step}": page for step, page in _visited(address, link)}
        told = tuple(notice_of_all(desk))
    return Got(outside=outside, notices=told)


def notice_of_all(desk: Desk) -> Iterator[str]:
    """What our own people would be told now: in words, and as a program reads it."""
    tellings = due_now(promises(desk), frozenset(), desk.clock.now() + timedelta(days=30))
    if tellings:
        made = notice.notice_of(desk, tellings)
        yield from (subject_of(made), text_of(made), json_of(made).decode())


class _Play:
    """One desk, and how a world is played on it."""

    def __init__(self, cast: Cast, desk: Desk, clock: StandingClock) -> None:
        self.cast, self.desk, self.clock = cast, desk, clock

    def world(self, number: int, shape: tuple[str, ...], world: World) -> Share:
        """A case of this world, and a share of it that went out."""
        release_at = NOON + timedelta(hours=1 + number)
        self._wait_until(release_at - timedelta(minutes=world.minutes))
        case = self._recorded(number, shape, world)
        self._wait_until(release_at)
        return self._released(number, case, world)

    def _wait_until(self, moment: datetime) -> None:
        self.clock.tick(moment - self.clock.now())

    def _recorded(self, number: int, shape: tuple[str, ...], world: World) -> Case:
        """What is known, by whoever recorded it; more of it stays here than leaves."""
        desk = replace(self.desk, person=self.cast.approver) if world.other_author else self.desk
        named = replace(desk, chance=Same(f"case {number}"))
        case = a_case(named, name=world.left_out)  # the share has a name of its own
        marking.mark(desk, case, Target(), MARK)
        rows = ("plain_account", "attack_description", "mitigation_detail")
        texts = dict(zip(rows, map(world.said, shape), strict=True))
        hidden = {"detection_method": world.left_out, "contact_email": world.contact}
        filled = [fields.Filled(row=row, text=text) for row, text in (texts | hidden).items() if text]
        if world.privileged:
            filled.append(fields.Filled(row="weakness", text=world.privileged))
        fields.fill(desk, desk.case(case.id), filled)
        if world.privileged:
            closed = replace(MARK, tlp=Tlp.RED, caveats=(Caveat.PRIVILEGED,))
            marking.mark(desk, desk.case(case.id), Target(scope="field", target="weakness"), closed)
        for naming in _components(world):
            name_component(named, desk.case(case.id), naming, Standing.AFFECTED)
        shown = an_item(desk, case, world.said(shape[0]).encode())
        for at in range(world.kept_items):
            described = Described(kind=ItemKind.LOG, name=f"{world.values['host']}.log", source=world.values["mail"])
            an_item(desk, case, f"{world.left_out} {at}".encode(), described)
        for _ in range(world.earlier_copies):  # with more names in it, and nobody gets it
            more = an_item(desk, case, f"{world.left_out} {world.contact}".encode())
            make_copy(desk, desk.case(case.id), Choice(items=(more.id, shown.id), remove=world.removed))
        choice = Choice(items=(shown.id,), leave_out=("detection_method",), remove=world.removed)
        make_copy(desk, desk.case(case.id), choice)
        return desk.case(case.id)

    def _released(self, number: int, case: Case, world: World) -> Share:
        desk, parties = self.desk, self.cast.parties
        beside = self._same("beside", number)
        for _ in range(world.other_cases):
            partner = a_partner(beside, world.values["victim"], RoadKind.TAXII)
            deliver(beside, a_case(beside, name=world.values["victim2"]), partner, notes(900 + number))
        for _ in range(world.refused_shares):
            other = propose(beside, desk.case(case.id), Proposal(recipients=(parties["folder"],)))
            refuse(desk, other, recipient=None, until=None, because=world.left_out)
        others = tuple(parties[name] for name in OTHERS[: world.other_recipients])
        proposal = Proposal(
            title="A poisoned page",
            ask="Do you see this too?",
            recipients=(*(parties[name] for name in roads_of(number)), *others),
            cuts=tuple((parties[name], cut) for name, cut in CUTS.items()),
            formats=tuple((parties[name], ROADS[name][1]) for name in roads_of(number)),
        )
        share = propose(self._same("propose", number), desk.case(case.id), proposal)
        share = write_documents(self._same("write", number), share)
        points = [Point(point=point, value=value) for point, value in CIRCLE_FACTS.items()]
        share = decide_points(desk, share, points, allowed=points_asked(desk))
        approve(replace(desk, person=self.cast.approver), share, Approving(digest=binding(desk, share)))
        send(self._same("send", number), find(desk, share.id))
        self._see_off(number, share)
        return find(desk, share.id)

    def _see_off(self, number: int, share: Share) -> None:
        """Until everything went; a mail server on a busy machine is asked more than once."""
        for _ in range(TRIES):
            for _handled in one_round(worker_at(self._same("see off", number), clearance)):
                pass
            late = [
                one for one in deliveries_of(self.desk, find(self.desk, share.id)) if one.state == DeliveryState.FAILED
            ]
            if not late:
                return
            for one in late:
                retry(self.desk, find_delivery(self.desk, one.id))
        answers = [self.desk.sheet(one.sheet, TransportSheet) for one in late]
        raise AssertionError(f"did not go out: {answers}")

    def _same(self, step: str, number: int) -> Desk:
        return replace(self.desk, chance=Same(f"{step} {number}"))

    def got(self, number: int, share: Share) -> dict[str, object]:
        """The document, its name and size, what is said to show, the note, and what a person pastes, by recipient."""
        desk, found = self._same("note", number), dict[str, object]()
        shows = {one.party: one.shows for one in preview_of(desk, share).recipients}
        for name in roads_of(number):
            party = self.cast.parties[name]
            sheet = desk.sheet(share.documents[party].sheet, DocumentSheet)
            assert sheet is not None
            found[f"{name} document"] = desk.vault.read(share.documents[party].payload)
            found[f"{name} sheet"] = replace(sheet, sha256="")
            found[f"{name} shows"] = shows[party]
            if name != "portal":
                found[f"{name} note"] = _undrawn(*note_for(desk, share, party))
        by_hand = self._to(share, "portal")
        approved = clearance(desk, by_hand)
        assert isinstance(approved, Approved), approved
        found["portal form"] = form(desk, by_hand, approved)
        return found

    def _to(self, share: Share, name: str) -> Delivery:
        wanted = self.cast.parties[name]
        return next(one for one in deliveries_of(self.desk, share) if one.recipient == wanted)

    def link(self, number: int, share: Share) -> str:
        """The path of the page."""
        return issue_link(self._same("link", number), self._to(share, "page")).path


def _components(world: World) -> tuple[Naming, Naming]:
    """One that everybody knows, and one that only we know, whose digest would say which it is."""
    known = sha256(b"litellm").hexdigest()
    ours = sha256(world.values["victim"].encode()).hexdigest()
    return (
        Naming(type=ComponentType.PACKAGE, name="litellm", version="1.82.7", digests=(("SHA-256", known),)),
        Naming(
            type=ComponentType.MODEL,
            name=world.said("assistant of {victim}"),
            version="2.1",
            digests=(("SHA-256", ours),),
        ),
    )


def _undrawn(name: str, note: bytes) -> tuple[str, str, int]:
    """A note without what is drawn for it: what its record says, and how long everything is."""
    said = json.loads(note)
    record = said.pop("record")
    signed, *disclosures = record.split("~")
    parts = [_decoded(part) for part in (*signed.split(".")[:2], *disclosures)]
    return name, _DRAWN.sub("(drawn)", json.dumps([said, parts])), len(note)


def _decoded(part: str) -> str:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode() if part else ""


def _plain(answer: httpx.Response) -> tuple[int, bytes, list[tuple[str, str]]]:
    """Everything that a client sees but the date of the answer."""
    headers = sorted((name, value) for name, value in answer.headers.multi_items() if name != "date")
    return answer.status_code, answer.content, headers


def _fetched(address: str, cast: Cast) -> dict[str, object]:
    """Every answer of TAXII that the one partner can ask for, plain and compressed, down to each page."""
    collection = f"/taxii2/desk/collections/{collection_of(KEY, cast.parties['taxii'])}/"
    found: dict[str, object] = {}
    auth = (cast.token, cast.secret)
    with httpx.Client(base_url=address, auth=auth, trust_env=False, timeout=30, headers=ACCEPT) as client:
        for path in ("/taxii2/", "/taxii2/desk/", "/taxii2/desk/collections/", collection):
            found[f"taxii {path}"] = _plain(client.get(path))
        for question in QUESTIONS:
            answer, turn = client.get(collection + question), 0
            while True:
                found[f"taxii {question} {turn}"] = _plain(answer)
                following = answer.json().get("next")
                if following is None:
                    break
                answer, turn = client.get(collection + question.partition("?")[0], params={"next": following}), turn + 1
        raw = client.build_request("GET", collection + "objects/", headers={"Accept-Encoding": "gzip"})
        with client.stream("GET", raw.url, headers={"Accept-Encoding": "gzip"}) as streamed:
            found["taxii compressed"] = b"".join(streamed.iter_raw())
    return found


def _visited(address: str, path: str) -> Iterator[tuple[str, object]]:
    """The page, what it shows before an answer is recorded, and the document as it is downloaded."""
    with httpx.Client(base_url=address, trust_env=False, timeout=30) as client:
        yield "looked at", _plain(client.get(path))
        yield "answered", _plain(client.post(path, data={"step": "choose", "answer": "affected"}))
        chosen = client.post(path, data={"step": "choose", "answer": "download"})
        yield "asked for", _plain(chosen)
        ticket = re.search(r'name="ticket" value="([^"]+)"', chosen.text)
        assert ticket is not None
        yield "downloaded", _plain(client.post(path, data={"step": "confirm", "ticket": ticket.group(1)}))
