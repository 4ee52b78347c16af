"""The recipient page: one document for whoever holds its link.

A GET changes and proves nothing: programs that look through mail follow links. Everything that is recorded is recorded
by a POST after a confirmation was shown. There are no cookies, no script and no request to anywhere else.
"""

import re
from collections.abc import Mapping

import anyio
import anyio.to_thread
from litestar import Response, Router, get, post
from litestar.background_tasks import BackgroundTask
from litestar.params import FromPath

from tocsin.stages.page import Answer, Opened, PageView, answer, answers_to, is_code, open_page, payload_of, view_of
from tocsin.vocab.delivery import DeliveryReason
from tocsin.vocab.errors import BadInput
from tocsin.vocab.feedback import FeedbackKind
from tocsin.web import words
from tocsin.web.form import Fault, answer_in, fields_of, is_same_origin
from tocsin.web.office import Asking, Office, slow_down
from tocsin.web.refusal import Refusal, not_found, refusal
from tocsin.web.render import HTML, rendered
from tocsin.web.texts import mark
from tocsin.web.ticket import VALID_FOR, Ticket, read_ticket, write_ticket

BODY_S = 20  # for a form of some kilobytes, over any line
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")
_NO_STORE = {"Cache-Control": "no-store"}

Page = Response[bytes]


@get("/{secret:str}", sync_to_thread=True)
def look(request: Asking, secret: FromPath[str]) -> Page:
    """The document, or the question for the code."""
    office, opened = _opened(request, secret)
    return _code_page() if opened.needs_code else _document_page(office, opened, "")


@post("/{secret:str}", status_code=200)
async def act(request: Asking, secret: FromPath[str]) -> Page:
    """One step: the code, an answer to look at again, or its confirmation."""
    if not is_same_origin(request.headers):
        raise Refusal(403, mark("This did not come from the page itself"))
    try:
        with anyio.fail_after(BODY_S):
            body = await request.body()
        fields = fields_of(request.headers.get("content-type", ""), body)
    except (BadInput, TimeoutError) as fault:
        raise refusal(400) from fault
    return await anyio.to_thread.run_sync(_acted, request, secret, fields)


def router() -> Router:
    """Everything under /p."""
    return Router("/p", route_handlers=[look, act], include_in_schema=False)


def _opened(request: Asking, secret: str) -> tuple[Office, Opened]:
    office: Office = request.app.state.office
    opened = open_page(office.desk, secret)
    if opened is None:
        slow_down(request, office)
        raise not_found()
    return office, opened


def _acted(request: Asking, secret: str, fields: Mapping[str, str]) -> Page:
    office, opened = _opened(request, secret)
    match fields.get("step"):
        case "code":
            return _with_code(office, opened, fields)
        case "choose":
            return _chosen(office, opened, fields)
        case "confirm":
            return _confirmed(office, opened, fields)
        case "print":
            return _printed(office, opened, fields)
    raise refusal(400)


def _with_code(office: Office, opened: Opened, fields: Mapping[str, str]) -> Page:
    """The document, for the right code; too many wrong ones close the page for a while, for the right one too."""
    wait_s = office.wrong_codes.wait_s(opened.token.id)
    if wait_s:
        return _code_page(wait_s=wait_s, status=429)
    if not is_code(office.desk, opened, fields.get("code", "")[:100]):
        return _code_page(wait_s=office.wrong_codes.count(opened.token.id), is_wrong=True, status=403)
    return _document_page(office, opened, _ticket(office, opened))


def _chosen(office: Office, opened: Opened, fields: Mapping[str, str]) -> Page:
    """What will be recorded is shown once more; nothing is recorded yet."""
    seen = fields.get("seen", "")
    if opened.needs_code and _read(office, opened, seen) is None:
        return _code_page(is_late=True, status=403)
    view = view_of(office.desk, opened)
    if fields.get("answer") == "download":
        if view.replaced == "withdrawal":
            raise not_found()
        return _page("confirm.html", view=view, answer=None, ticket=_ticket(office, opened, downloads=True))
    found = answer_in(fields, answers_to(opened), office.desk.clock.now())
    if isinstance(found, list):
        return _document_page(office, opened, seen, view=view, faults=found, fields=fields, status=400)
    return _page("confirm.html", view=view, answer=found, ticket=_ticket(office, opened, found))


def _confirmed(office: Office, opened: Opened, fields: Mapping[str, str]) -> Page:
    """Record what was shown and confirmed; the same confirmation twice is one answer."""
    ticket = _read(office, opened, fields.get("ticket", ""))
    if ticket is None or (ticket.answer is None and not ticket.downloads):
        return _page("late.html", status=403)
    view = view_of(office.desk, opened)
    if ticket.downloads:
        return _download(office, opened, view)
    assert ticket.answer is not None
    with office.confirmed.using(ticket.number) as is_new:
        if is_new:
            wait_s = office.answers.count(opened.token.id)
            if wait_s:
                raise refusal(429, wait_s=wait_s)
            answer(office.desk, opened, ticket.answer)
    return _page("done.html", view=view, answer=ticket.answer, now=office.desk.clock.now())


def _printed(office: Office, opened: Opened, fields: Mapping[str, str]) -> Page:
    """The document as it is printed and filed. Nothing is recorded: it is another look."""
    if opened.needs_code and _read(office, opened, fields.get("seen", "")) is None:
        return _code_page(is_late=True, status=403)
    view = view_of(office.desk, opened)
    if view.replaced == "withdrawal":
        raise not_found()
    return _page(
        "print.html",
        view=view,
        blocks=list(words.blocks(view.lines)),
        further=max(0, len(view.lines) - words.MOST_LINES),
        now=office.desk.clock.now(),
    )


def _download(office: Office, opened: Opened, view: PageView) -> Page:
    if view.replaced == "withdrawal":
        raise not_found()
    name = _UNSAFE.sub("_", view.file_name)
    collected = BackgroundTask(office.collecting.take, frozenset({opened.delivery.id}), DeliveryReason.DOWNLOADED)
    return Response(
        payload_of(office.desk, opened),
        headers=_NO_STORE
        | {"Content-Type": opened.document.media_type, "Content-Disposition": f'attachment; filename="{name}"'},
        background=collected,
        status_code=200,
    )


def _document_page(
    office: Office,
    opened: Opened,
    seen: str,
    *,
    view: PageView | None = None,
    faults: list[Fault] | None = None,
    fields: Mapping[str, str] | None = None,
    status: int = 200,
) -> Page:
    view = view or view_of(office.desk, opened)
    return _page(
        "document.html",
        status=status,
        view=view,
        blocks=list(words.blocks(view.lines)),
        further=max(0, len(view.lines) - words.MOST_LINES),
        answers=answers_to(opened),
        seen=seen,
        faults=faults or [],
        fields=fields or {},
        now=office.desk.clock.now(),
    )


def _code_page(*, wait_s: int = 0, is_wrong: bool = False, is_late: bool = False, status: int = 200) -> Page:
    minutes = -(-wait_s // 60)
    return _page("code.html", minutes=minutes, is_wrong=is_wrong, is_late=is_late, status=status)


def _page(template: str, *, status: int = 200, **values: object) -> Page:
    said = rendered(template, words=words, kinds=FeedbackKind, **values)
    return Response(said, headers=_NO_STORE | {"Content-Type": HTML}, status_code=status)


def _ticket(office: Office, opened: Opened, given: Answer | None = None, *, downloads: bool = False) -> str:
    return write_ticket(
        office.key,
        Ticket(
            token=opened.token.id,
            until=office.desk.clock.now() + VALID_FOR,
            number=office.desk.chance.random_bytes(16).hex(),
            answer=given,
            downloads=downloads,
        ),
    )


def _read(office: Office, opened: Opened, text: str) -> Ticket | None:
    return read_ticket(office.key, opened.token.id, office.desk.clock.now(), text)
