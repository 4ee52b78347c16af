"""Evidence of a case, its custody, its content on purpose."""

import codecs
import re
from collections.abc import Callable
from typing import Any

from tocsin.operations.looking import Window
from tocsin.operations.operation import Content
from tocsin.vocab.reason import LookReason
from tocsin.vocab.trace import took
from tocsin.web.desk.call_line import drawn
from tocsin.web.desk.door import get, post
from tocsin.web.desk.visit import LISTED, Answer, Page, Visit, to
from tocsin.web.download import download_of
from tocsin.web.texts import _

SHOWN_BYTES = 256 * 1024  # of a content on a page; the rest is in the download, and the page says so
ROW_BYTES = 16  # of a line of hexadecimal digits
HEX_BYTES = 4 * 1024  # of a page of them: 256 lines
ROWS_A_PAGE = 100
CALLS_A_PAGE = 40  # as many as one picture shows at once


def evidence(visit: Visit) -> Page:
    """What is kept on a case, oldest first, and what is still to be kept."""
    case = visit.params["case"]
    view = visit.ask("case.show", case=case)
    return visit.page(
        "evidence.html",
        here="cases",
        view=view,
        found=visit.ask("evidence.list", case=view.case.id, cursor=visit.query.get("cursor", ""), limit=LISTED),
        missing=visit.ask("evidence.missing", case=view.case.id),
        holds=visit.ask("evidence.holds", case=view.case.id),
    )


def item(visit: Visit) -> Page:
    """One item: what it is, where it came from, who had it; its content stays closed until somebody asks."""
    return _item_page(visit, visit.ask("evidence.show", item=visit.params["item"]))


def looked(visit: Visit) -> Page:
    """The content as text, bytes, a trace or its tool calls, after the look was recorded where one needs a reason."""
    given = {"item": visit.params["item"], **_reason(visit)}
    views: dict[str, Callable[[Visit, dict[str, Any]], dict[str, Any]]] = {
        "bytes": _bytes,
        "trace": _trace,
        "calls": _calls,
    }
    opened = views.get(visit.form.get("as"), _text)(visit, given)
    shown = visit.ask("evidence.show", item=given["item"])
    return _item_page(visit, shown, is_open=True, **opened)


def _reason(visit: Visit) -> dict[str, Any]:
    return {"reason": visit.form.get("reason") or None, "because": visit.form.get("because")}


def _text(visit: Visit, given: dict[str, Any]) -> dict[str, Any]:
    raw = b"".join(_within(visit.ask("evidence.content", **given).pieces, SHOWN_BYTES + 1))
    if not _is_text(raw[:SHOWN_BYTES]):
        if not given["reason"]:  # where one is needed, a second look would be recorded for the same page
            return _bytes(visit, given)
        found = Window(offset=0, bytes=raw[:HEX_BYTES].hex(), more=len(raw) > HEX_BYTES)
        return {"what": "bytes", "window": found, "lines": _hexadecimal(found), "step": HEX_BYTES}
    return {"what": "text", "text": raw[:SHOWN_BYTES].decode("utf-8", "replace"), "is_cut": len(raw) > SHOWN_BYTES}


def _bytes(visit: Visit, given: dict[str, Any]) -> dict[str, Any]:
    typed = visit.form.get("offset", "0")
    whole = int(typed, 16 if typed.startswith("0x") else 10) if _is_number(typed) else -1
    found = visit.ask(
        "evidence.bytes", **given, offset=whole - whole % ROW_BYTES if whole > 0 else whole, count=HEX_BYTES
    )
    return {"what": "bytes", "window": found, "lines": _hexadecimal(found), "step": HEX_BYTES}


def _trace(visit: Visit, given: dict[str, Any]) -> dict[str, Any]:
    page = visit.ask("evidence.trace", **given, cursor=visit.form.get("cursor"), limit=ROWS_A_PAGE)
    return {"what": "trace", "rows": page}


def _calls(visit: Visit, given: dict[str, Any]) -> dict[str, Any]:
    page = visit.ask("evidence.calls", **given, cursor=visit.form.get("cursor"), limit=CALLS_A_PAGE)
    return {"what": "calls", "rows": page, "drawing": drawn(page.items)}


def downloaded(visit: Visit) -> Answer:
    """The content as a file."""
    given: Content = visit.ask("evidence.content", item=visit.params["item"], **_reason(visit))
    return download_of(given)


def verified(visit: Visit) -> Page:
    """Read everything on the case again and compare it with what was committed to."""
    found = visit.ask("evidence.verify", case=visit.params["case"])
    broken = f"{len(found.broken):,}" if found.broken else _("none")
    said = _("{count} things were read and compared: {broken} broken.").format(
        count=f"{found.checked:,}", broken=broken
    )
    return to(f"/cases/{visit.params['case']}/evidence", said)


def _item_page(visit: Visit, shown: Any, **opened: Any) -> Page:
    said: dict[str, Any] = {"what": "", "text": "", "is_cut": False, "is_open": False, "took": took} | opened
    view = visit.ask("case.show", case=shown.item.case)
    derived = visit.ask("evidence.derived", item=shown.item.id)
    return visit.page(
        "item.html", here="cases", view=view, shown=shown, derived=derived, reasons=list(LookReason), **said
    )


def _within(pieces: Any, most: int) -> Any:
    left = most
    for piece in pieces:
        yield piece[:left]
        left -= len(piece)
        if left <= 0:
            return


def _is_text(raw: bytes) -> bool:
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(raw)
    except UnicodeDecodeError:
        return False
    return "\0" not in text


def _is_number(typed: str) -> bool:
    return len(typed) <= 20 and bool(re.fullmatch(r"0x[0-9A-Fa-f]+|[0-9]+", typed))


def _hexadecimal(found: Window) -> list[tuple[str, str, str]]:
    """Lines of place, digits and printable signs."""
    raw, lines = bytes.fromhex(found.bytes), []
    for start in range(0, len(raw), ROW_BYTES):
        row = raw[start : start + ROW_BYTES]
        signs = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in row)
        lines.append((f"{found.offset + start:08x}", row.hex(" "), signs))
    return lines


ROWS = (
    get("/cases/{case}/evidence", evidence),
    post("/cases/{case}/verify", verified),
    get("/evidence/{item}", item),
    post("/evidence/{item}", looked),
    post("/evidence/{item}/download", downloaded),
)
