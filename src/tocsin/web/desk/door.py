"""How a page is opened: signed in, asked from a page of ours.

Each page is a function of a `Visit`; its row says at which address it stands.
"""

import hmac
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

import anyio.to_thread
from litestar.datastructures import UploadFile
from litestar.handlers import HTTPRouteHandler
from litestar.types import Method as HttpMethod
from msgspec import Struct
from msgspec.structs import replace

from tocsin.vocab.errors import ChangedMeanwhile
from tocsin.web.api import mounted_at
from tocsin.web.desk.hints import pieces
from tocsin.web.desk.refill import Left, refilled
from tocsin.web.desk.stops import bar_of
from tocsin.web.desk.typed import HIDDEN, Typed, typed
from tocsin.web.desk.visit import NO_STORE, Answer, Form, Page, Visit, sealed
from tocsin.web.form import is_same_origin
from tocsin.web.office import Asking, Office
from tocsin.web.problem import problem_of
from tocsin.web.refusal import Refusal, refusal
from tocsin.web.render import HTML
from tocsin.web.signed import Signed
from tocsin.web.texts import mark

FORM_BYTES = 64 * 1024 * 1024 * 1024  # files among it: they are streamed to the disk and bounded by the intake itself
# Fields of the way back from an error: where the form was sent, whether it is old, and before each field of it.
LEFT, LEFT_OLD, LEFT_FIELD = "left", "left_old", "left."
THEMES = ("light", "dark", "contrast")


class Row(Struct, frozen=True, kw_only=True):
    """A page: its address, and what makes it. A POST changes something, and ends in a page that says so."""

    path: str
    makes: Callable[[Visit], Answer]
    method: str = "GET"


def get(path: str, makes: Callable[[Visit], Answer]) -> Row:
    """A page to look at."""
    return Row(path=path, makes=makes)


def post(path: str, makes: Callable[[Visit], Answer]) -> Row:
    """A form that is sent."""
    return Row(path=path, makes=makes, method="POST")


def handlers(rows: Sequence[Row]) -> list[HTTPRouteHandler]:
    """The rows as the server takes them; to every page somebody can come back with what they had typed there."""
    pages = {row.path: row for row in rows if row.method == "GET"}
    sent = {row.path for row in rows if row.method == "POST"}
    again = [post(path, _nowhere) for path in pages if path not in sent]
    return [_handler(row, pages.get(row.path)) for row in (*rows, *again)]


def _nowhere(_visit: Visit) -> Answer:
    raise refusal(405)


def _handler(row: Row, page: Row | None) -> HTTPRouteHandler:
    async def opened(request: Asking) -> Answer:
        form = await _form_of(request) if row.method == "POST" else Form()
        is_back = page is not None and form.has(LEFT)
        return await anyio.to_thread.run_sync(_opened, request, page if page and is_back else row, form)

    method: HttpMethod = "POST" if row.method == "POST" else "GET"
    handler = HTTPRouteHandler(
        mounted_at(row.path), http_method=method, status_code=200, request_max_body_size=FORM_BYTES
    )
    return handler(opened)


async def _form_of(request: Asking) -> Form:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        raise refusal(415)
    given = await request.form()
    texts: dict[str, list[str]] = {}
    files: list[UploadFile] = []
    for name, value in given.multi_items():
        if isinstance(value, UploadFile):
            if value.filename:
                files.append(value)
        else:
            texts.setdefault(name, []).append(str(value))
    return Form(texts, tuple(files))


def _opened(request: Asking, row: Row, form: Form) -> Answer:
    office: Office = request.app.state.office
    who = office.gate.who(request)
    if who is None or not who.session:
        return _sign_in(request)
    visit = Visit(
        office=office,
        who=who,
        desk=replace(office.desk_of(who.org), person=who.person),
        path=request.url.path,
        params=dict(request.path_params),
        query={name: request.query_params[name] for name in request.query_params},
        form=form,
        theme=_theme(request.cookies),
        host=request.headers.get("host", ""),
        is_part=request.headers.get("hx-request") == "true" and "hx-boosted" not in request.headers,
    )
    try:
        if request.method == "POST":
            _check_ours(request, who, form)
        if request.method == "POST" and row.method == "GET":
            return _come_back(visit, row)
        return sealed(row.makes(replace(visit, bar=bar_of(visit))), who)
    except Exception as fault:
        return _said_no(visit, fault)


def _come_back(visit: Visit, row: Row) -> Answer:
    """A page with what was typed into its form before an error; nothing of it is recorded by that."""
    sent, begin = visit.form, len(LEFT_FIELD)
    texts = {name[begin:]: values for name, values in sent.texts.items() if name.startswith(LEFT_FIELD)}
    left = Left(action=sent.get(LEFT), texts=texts, is_old=sent.has(LEFT_OLD))
    kept = _in_names(visit, typed(left.action, texts))
    visit = replace(visit, form=Form(), left=kept)
    answer = row.makes(replace(visit, bar=bar_of(visit)))
    if isinstance(answer.content, bytes) and answer.headers.get("Content-Type") == HTML:
        answer.content = refilled(answer.content.decode(), visit.path, left).encode()
    return answer


def _check_ours(request: Asking, who: Signed, form: Form) -> None:
    """What changes something was sent by a page of ours, in this session."""
    if not is_same_origin(request.headers) or not hmac.compare_digest(who.csrf.encode(), form.get("csrf").encode()):
        raise Refusal(403, mark("This did not come from a page of this session"))


def _sign_in(request: Asking) -> Page:
    place = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    wanted = f"?next={quote(place)}" if request.method == "GET" and place != "/" else ""
    return Page(b"", status_code=303, headers=NO_STORE | {"Location": f"/sign-in{wanted}"})


def _said_no(visit: Visit, fault: Exception) -> Page:
    problem, headers = problem_of(fault)
    if problem.status >= 500:
        visit.office.log_fault(fault)
    changed = isinstance(fault, ChangedMeanwhile)
    page = visit.page(
        "no.html",
        status=problem.status,
        problem=problem,
        hints=pieces(problem.hint, visit.path),
        changed=changed,
        kept=_in_names(visit, typed(visit.path, visit.form.texts)),
        back=visit.form.page_before_as_left,
        again=[(name, text) for name, texts in visit.form.texts.items() if name not in HIDDEN for text in texts],
        has_files=bool(visit.form.files),
    )
    page.headers.update(headers)
    return page


def _in_names(visit: Visit, kept: Sequence[Typed]) -> tuple[Typed, ...]:
    """What was typed, with the names of those who were chosen in place of their ids."""
    ids = [one.text for one in kept if one.text.startswith(("party-", "person-"))]
    names = visit.called(ids) if visit.may("name.called") else {}
    return tuple(replace(one, text=names.get(one.text, one.text)) for one in kept)


def _theme(cookies: Mapping[str, str]) -> str:
    found = cookies.get("theme", "")
    return found if found in THEMES else ""
