"""One look at a page by somebody who is signed in.

A page asks operations and nothing else: what the API cannot do, no page can. What is read here of a form is text; the
operation's own types say what it has to be.
"""

import hmac
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import IO, Any, TypeVar
from urllib.parse import quote, unquote
from zoneinfo import ZoneInfo

import msgspec
from litestar import Response
from litestar.datastructures import UploadFile
from litestar.response import Stream
from msgspec import Struct
from msgspec.structs import replace

from tocsin.operations.operation import EVERYBODY, KEEPERS, MOST, READERS
from tocsin.operations.table import by_name
from tocsin.rules.duty import zone_of
from tocsin.stages.desk import Desk, Seen
from tocsin.vocab.desk_role import DeskRole
from tocsin.vocab.errors import BadInput
from tocsin.web.asked import etag_of, seen_in, state_of
from tocsin.web.asset import address_of
from tocsin.web.desk import ways
from tocsin.web.desk.moment import moment_of
from tocsin.web.desk.typed import Typed
from tocsin.web.desk.words import WORDS
from tocsin.web.office import Office
from tocsin.web.refusal import refusal
from tocsin.web.render import HTML, rendered
from tocsin.web.signed import Signed
from tocsin.web.texts import mark

StructT = TypeVar("StructT", bound=Struct)

Page = Response[bytes]
Answer = Page | Stream
NO_STORE = {"Cache-Control": "no-store"}
TICKED, MOST_TICKED = "ticked", 8_000  # recipients in an address, and how many signs of them one takes
_SAID = frozenset({"done", "by"})
LISTED = 50  # of a long list on one page: some screens of it, and as quick to show as to read


class Place(Struct, frozen=True, kw_only=True):
    """A place of the main menu; `key` goes there after `g`."""

    name: str
    path: str
    title: str
    key: str
    may: frozenset[DeskRole] = EVERYBODY


class Form(Struct, frozen=True):
    """What was filled in: the texts by field, and the files."""

    texts: Mapping[str, Sequence[str]] = {}
    files: Sequence[UploadFile] = ()

    def get(self, field: str, default: str = "") -> str:
        """The text of a field, without the spaces around it."""
        found = self.texts.get(field, ())
        return found[0].replace("\r\n", "\n").strip() if found else default

    def all(self, field: str) -> tuple[str, ...]:
        """Every text of a field that can be chosen several times."""
        return tuple(text for text in self.texts.get(field, ()) if text)

    def lines(self, field: str) -> tuple[str, ...]:
        """What stands in a field one a line, without empty lines."""
        return tuple(line.strip() for line in self.get(field).split("\n") if line.strip())

    def moment(self, field: str) -> datetime | None:
        """The moment of a field, UTC where no zone is named; None where it is empty. BadInput where it is none."""
        found = moment_of(self.get(field))
        return None if found is None else found.astimezone(UTC)

    def has(self, field: str) -> bool:
        """Whether a box was ticked."""
        return bool(self.get(field))

    @property
    def page_before(self) -> str:
        """The page that a form was sent from; a path of ours, or home."""
        found = self.get("from")
        return found if found.startswith("/") and not found.startswith(("//", "/\\")) else "/"

    @property
    def page_before_as_left(self) -> str:
        """The same with the recipients that were ticked, so that nobody gets what they were just spared."""
        ticked = ",".join(self.all("recipient"))
        path, _query, said = self.page_before.partition("?")
        kept = [one for one in said.split("&") if one and not one.startswith(f"{TICKED}=")]
        if not ticked or len(ticked) > MOST_TICKED:
            return self.page_before
        return f"{path}?{'&'.join([*kept, f'{TICKED}={quote(ticked)}'])}"


class Visit(Struct, frozen=True, kw_only=True):
    """Who looks, at which desk, from which address."""

    office: Office
    who: Signed
    desk: Desk
    path: str
    params: Mapping[str, str]
    query: Mapping[str, str]
    form: Form
    theme: str
    host: str  # as the browser calls this desk
    is_part: bool  # htmx asks for a part of the page that is shown already
    left: Sequence[Typed] = ()  # what stands in the form again, behind an error
    bar: Struct | None = None  # the stop of a walk through a case that the address names: `stops.Bar`

    @property
    def address(self) -> str:
        """Under which people reach this desk: as the settings say, else as the browser calls it on this machine."""
        return self.office.desk.settings.address or f"http://{self.host}"

    @property
    def here(self) -> str:
        """This page as its address names it, without what the page before said of it."""
        said = "&".join(f"{quote(name)}={quote(text)}" for name, text in self.query.items() if name not in _SAID)
        return f"{self.path}?{said}" if said else self.path

    def may(self, name: str) -> bool:
        """Whether they may ask for this operation; a page offers nothing that would be refused."""
        return self.who.may(by_name()[name].may)

    def ask(self, operation: str, /, **fields: object) -> Any:  # what it gives is said in its row
        """What an operation gives. What was seen before, where the form says so, has to stand still (`seen`)."""
        return self._asked(operation, fields, None)

    def hand_in(self, operation: str, content: IO[bytes], /, **fields: object) -> Any:  # the same
        """What an operation gives that takes content."""
        return self._asked(operation, fields, content)

    def _asked(self, operation: str, fields: dict[str, object], content: IO[bytes] | None) -> Any:
        found = by_name()[operation]
        if not self.who.may(found.may):
            raise refusal(403)
        try:
            asked = msgspec.convert(fields, found.takes, strict=False)
        except msgspec.ValidationError as fault:
            raise BadInput(str(fault), hint="mend the field that is named") from fault
        return found.ask(replace(self.desk, seen=self._seen()), asked, content)

    def _seen(self) -> Seen | None:
        tag = self.form.get("seen")
        return seen_in(tag) if tag else None

    def called(self, ids: Iterable[str]) -> dict[str, str]:
        """What some cases and people are called, by id."""
        wanted = list(dict.fromkeys(filter(None, ids)))[:MOST]
        return {one.id: one.name for one in self.ask("name.called", ids=wanted)} if wanted else {}

    def state_of(self, case: str) -> str:
        """The state of a case, for a form's hidden field."""
        return etag_of(state_of(self.desk, _OfCase(case=case)))

    def page(self, template: str, *, status: int = 200, here: str = "", **values: object) -> Page:
        """The page of a template, in the frame."""
        said = rendered(
            f"desk/{template}",
            visit=self,
            who=self.who,
            me=self.ask("account.whoami"),
            places=[place for place in PLACES if self.who.may(place.may)],
            here=here,
            theme=self.theme,
            asset=address_of,
            words=WORDS,
            ways=ways,
            now=self.desk.clock.now(),
            done=self._done(),
            zone=self._zone(),
            **values,
        )
        return Response(said, status_code=status, headers=NO_STORE | {"Content-Type": HTML})

    def _done(self) -> str:
        """What the page before says was done; a sentence that nobody here wrote is not shown as ours."""
        said = self.query.get("done", "")
        return said if said and hmac.compare_digest(self.query.get("by", "").encode(), _sign(self.who, said)) else ""

    def _zone(self) -> ZoneInfo | None:
        """The zone beside UTC: the person's, else that of the home; none where this computer does not know it now."""
        wanted = self.ask("account.preferred").zone or self.desk.settings.time_zone
        try:
            return None if wanted == "UTC" else zone_of(wanted)
        except BadInput:
            return None


class _OfCase(Struct, frozen=True, kw_only=True):
    case: str


def to(path: str, done: str = "") -> Page:
    """Go on to another page, which says what was done; a repeated load repeats nothing (RFC 9110, section 15.4.4)."""
    mark = "&" if "?" in path else "?"
    place = f"{path}{mark}done={quote(done)}" if done else path
    return Response(b"", status_code=303, headers=NO_STORE | {"Location": place})


def sealed(answer: Answer, who: Signed) -> Answer:
    """An answer that leads to a page with a sentence of ours: with the sign by which that page knows it."""
    place = str(answer.headers.get("Location", ""))
    path, is_said, said = place.rpartition("done=")
    if is_said:
        answer.headers["Location"] = f"{path}done={said}&by={_sign(who, unquote(said)).decode()}"
    return answer


def _sign(who: Signed, said: str) -> bytes:
    """Holds in this session alone."""
    return hmac.new(who.csrf.encode(), b"done\0" + said.encode(), "sha256").hexdigest()[:16].encode()


PLACES: tuple[Place, ...] = (
    Place(name="home", path="/", title=mark("Home"), key="h"),
    Place(name="cases", path="/cases", title=mark("Cases"), key="c", may=READERS),
    Place(name="reports", path="/reports", title=mark("Reports"), key="i", may=READERS),
    Place(name="shares", path="/shares", title=mark("Shares"), key="s", may=READERS),
    Place(name="outbox", path="/outbox", title=mark("Outbox"), key="x", may=READERS),
    Place(name="parties", path="/parties", title=mark("Parties"), key="p", may=READERS | KEEPERS),
    Place(name="ledger", path="/ledger", title=mark("Ledger"), key="l", may=READERS),
    Place(name="verify", path="/claims/verify", title=mark("Check a claim"), key="v", may=READERS),
    Place(name="catalogues", path="/catalogues", title=mark("Rules"), key="r", may=READERS | KEEPERS),
    Place(name="people", path="/people", title=mark("People"), key="e", may=KEEPERS | {DeskRole.AUDITOR}),
)
