"""The public form: a report by somebody without an account, and its page.

It has no cookies and no script; what was answered travels in the form until it is sent. A GET changes nothing. Nothing
that was sent is shown in place or fetched. Where the form is off, there is no such page: see `is_hidden`.
"""

from collections.abc import Sequence

import anyio
import anyio.to_thread
from litestar import Response, Router, get, post
from litestar.exceptions import HTTPException
from litestar.params import FromPath
from msgspec.structs import replace

from tocsin.stages import public_report
from tocsin.stages.public_report import REPLY_CHARS, Full, Received, Status
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.ids import short
from tocsin.vocab.limits import LIMITS
from tocsin.web import intake_words as said_so
from tocsin.web import words
from tocsin.web.form import Fault, fields_of, is_same_origin, too_long
from tocsin.web.intake_form import (
    MOST_PARTS,
    TRAP,
    Filled,
    faults_to_send,
    filled_in,
    next_step,
    offers_of,
    told_in,
)
from tocsin.web.office import Asking, Office, slow_down
from tocsin.web.origin import origin_of
from tocsin.web.question import STEPS, TITLES, Step, answered, asked
from tocsin.web.refusal import MAX_REPLY_BYTES, Refusal, not_found, refusal
from tocsin.web.render import HTML, rendered
from tocsin.web.sent import is_number, write_number
from tocsin.web.texts import _, mark

PATH = "/intake"
BODY_S = 120  # for some megabytes over a slow line
NO_STORE = {"Cache-Control": "no-store"}

Page = Response[bytes]


@get("/", sync_to_thread=True)
def begin(request: Asking) -> Page:
    """The first question, and what comes of a report."""
    office = office_of(request)
    return _step(office, Filled(step=Step.ABOUT, go="", number=_number(office), trap="", answers={}))


@post("/", status_code=200, request_max_body_size=LIMITS.public_bytes, multipart_form_part_limit=MOST_PARTS)
async def go_on(request: Asking) -> Page:
    """One page further, one back, or the whole report."""
    office = office_of(request)
    _check_ours(request)
    _slow_posts(request, office)
    try:
        with anyio.fail_after(BODY_S):
            form = await request.form()
        filled = filled_in([(name, value) for name, value in form.multi_items()])
    except (TimeoutError, HTTPException, UnicodeDecodeError) as fault:
        raise (refusal(413) if getattr(fault, "status_code", 400) == 413 else refusal(400)) from fault
    if filled.step is Step.CHECK and filled.go == "send":
        # A line of its own: whoever waits in it holds no thread that other pages need.
        return await anyio.to_thread.run_sync(_sent, request, filled, limiter=office.public_readers)
    return await anyio.to_thread.run_sync(_turned, office, filled)


@get("/{code:str}", sync_to_thread=True)
def follow(request: Asking, code: FromPath[str]) -> Page:
    """How a report stands, for whoever holds its receipt."""
    office, found = _opened(request, code)
    return _status(office, code, found)


@post("/{code:str}", status_code=200, request_max_body_size=MAX_REPLY_BYTES)
async def answer(request: Asking, code: FromPath[str]) -> Page:
    """The answer to what the reporter was asked."""
    _check_ours(request)
    _slow_posts(request, office_of(request))
    try:
        with anyio.fail_after(BODY_S):
            body = await request.body()
        fields = fields_of(request.headers.get("content-type", ""), body)
    except (BadInput, TimeoutError) as fault:
        raise refusal(400) from fault
    return await anyio.to_thread.run_sync(_replied, request, code, fields.get("text", ""))


@get("/{code:str}/receipt", sync_to_thread=True)
def receipt(request: Asking, code: FromPath[str]) -> Page:
    """Exactly what was received, to keep or to print."""
    office, found = _opened(request, code)
    copy = public_report.copy(office.desk, found.report)
    if copy is None:
        raise not_found()
    return _page(
        office,
        "intake_receipt.html",
        report=found.report,
        copy=copy,
        rows=list(answered(copy.told, name=copy.name, contact=copy.contact)),
        path=f"{PATH}/{code}",
        link=f"{_base(request, office)}{PATH}/{code}",
        is_new="new" in request.query_params,
    )


@get("/{code:str}/receipt.json", sync_to_thread=True)
def receipt_file(request: Asking, code: FromPath[str]) -> Page:
    """The receipt as a file, with its proof."""
    office, found = _opened(request, code)
    made = public_report.receipt_file(office.desk, found.report)
    if made is None:
        raise not_found()
    name = f"{short(found.report.id)}-receipt.json"
    headers = {"Content-Type": "application/json", "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(made, headers=NO_STORE | headers)


def router() -> Router:
    """Everything under /intake."""
    return Router(PATH, route_handlers=[begin, go_on, follow, answer, receipt, receipt_file], include_in_schema=False)


def is_hidden(office: Office, path: str) -> bool:
    """Whether there is nothing at this path: the form is off."""
    parts = [part for part in path.split("/") if part]  # the framework takes several strokes for one
    return parts[:1] == [PATH[1:]] and not office.desk.settings.public_intake


def office_of(request: Asking) -> Office:
    """The office of the server, where the form is open: an address written in an odd way opens nothing either."""
    office: Office = request.app.state.office
    if not office.desk.settings.public_intake:
        raise not_found()
    return office


def _check_ours(request: Asking) -> None:
    if not is_same_origin(request.headers):
        raise Refusal(403, mark("This did not come from the page itself"))


def _slow_posts(request: Asking, office: Office) -> None:
    origin = _origin(request)
    wait_s = office.public_posts.count(origin) if origin else 0
    if wait_s:
        raise Refusal(429, mark("Too much came from where you are"), wait_s=wait_s)


def _origin(request: Asking) -> str:
    return origin_of(request.client.host if request.client else "", request.headers.get("x-forwarded-for", ""))


def _number(office: Office) -> str:
    return write_number(office.key, office.desk.chance.random_bytes(16))


def _turned(office: Office, filled: Filled) -> Page:
    step, faults = next_step(filled)
    return _step(office, replace(filled, step=step), faults)


def _sent(request: Asking, filled: Filled) -> Page:
    """Take the report in, once, unless something is wrong with it or too much came from there."""
    office = office_of(request)
    if not is_number(office.key, filled.number):
        fresh = replace(filled, number=_number(office))
        return _step(office, fresh, [Fault(field="files", sentence=_("Nothing was sent yet. Send it once more."))])
    step, faults = faults_to_send(filled)
    if faults:
        return _step(office, replace(filled, step=step), faults)
    desk, origin = office.desk, _origin(request)
    wait_s = office.public_reports.wait_s(origin) if origin else 0
    if wait_s:
        return _step(office, filled, [], status=429, wait_s=wait_s)

    def take() -> Received | Full:
        told, files = told_in(filled, desk.clock.now()), offers_of(filled.files)
        name, contact = filled.answers.get("name", ""), filled.answers.get("contact", "")
        taken = public_report.submit(desk, told, files, name=name, contact=contact)
        if origin and isinstance(taken, Received):
            office.public_reports.count(origin)
        return taken

    became = office.public_sent.once(filled.number, take)
    if isinstance(became, Full):
        return _step(office, filled, [], status=503, is_full=True)
    place = f"{PATH}/{became.receipt}/receipt?new"
    return Response(b"", status_code=303, headers=NO_STORE | {"Location": place})


def _opened(request: Asking, code: str) -> tuple[Office, Status]:
    office = office_of(request)
    found = public_report.status(office.desk, code)
    if found is None:
        slow_down(request, office)
        raise not_found()
    return office, found


def _replied(request: Asking, code: str, text: str) -> Page:
    office, found = _opened(request, code)
    words_ = text.replace("\r\n", "\n").strip()
    fault = ""
    if not words_:
        fault = _("Write your answer.")
    elif len(words_) > REPLY_CHARS:
        fault = too_long(REPLY_CHARS, len(words_))
    if not fault:
        try:
            public_report.reply(office.desk, code, words_)
        except ActNotAllowed:
            fault = _("Nothing is asked of you any more: it was answered or withdrawn meanwhile. Nothing was sent.")
    if fault:
        return _status(office, code, found, fault=fault, typed=text, status=400)
    return Response(b"", status_code=303, headers=NO_STORE | {"Location": f"{PATH}/{code}"})


def _step(
    office: Office,
    filled: Filled,
    faults: Sequence[Fault] = (),
    *,
    status: int = 200,
    wait_s: int = 0,
    is_full: bool = False,
) -> Page:
    if filled.step is Step.CHECK:  # nothing is read back that could not be sent
        step, wrong = faults_to_send(replace(filled, files=(), trap=""))
        filled, faults = replace(filled, step=step), wrong or faults
    questions = asked(filled.about, filled.step)
    shown = {one.name for one in questions}
    rows: list[tuple[str, str]] = []
    if filled.step is Step.CHECK:
        told = told_in(filled, office.desk.clock.now())
        rows = list(answered(told, name=filled.answers.get("name", ""), contact=filled.answers.get("contact", "")))
    return _page(
        office,
        "intake.html",
        status=400 if faults else status,
        step=filled.step,
        place=STEPS.index(filled.step) + 1,
        steps=STEPS,
        titles=TITLES,
        questions=questions,
        about=filled.about,
        answers=filled.answers,
        carried={name: text for name, text in filled.answers.items() if name not in shown},
        number=filled.number,
        trap=TRAP,
        is_caught=bool(filled.trap),
        faults=faults,
        rows=rows,
        limits=LIMITS,
        minutes=-(-wait_s // 60),
        is_full=is_full,
        had_files=bool(filled.files),
    )


def _status(office: Office, code: str, found: Status, *, fault: str = "", typed: str = "", status: int = 200) -> Page:
    spoken = sorted(
        [(one.at, False, one) for one in found.told] + [(one.at, True, one) for one in found.replies],
        key=lambda one: one[:2],
    )
    return _page(
        office,
        "intake_status.html",
        status=status,
        found=found,
        spoken=spoken,
        path=f"{PATH}/{code}",
        fault=fault,
        typed=typed,
    )


def _page(office: Office, template: str, *, status: int = 200, **values: object) -> Page:
    settings = office.desk.settings
    said = rendered(
        template,
        words=words,
        said_so=said_so,
        short=short,
        organization=settings.sender_name,
        contact=settings.security_contact,
        policy=settings.security_policy,
        now=office.desk.clock.now(),
        **values,
    )
    return Response(said, headers=NO_STORE | {"Content-Type": HTML}, status_code=status)


def _base(request: Asking, office: Office) -> str:
    return office.desk.settings.address or f"http://{request.headers.get('host', '')}"
