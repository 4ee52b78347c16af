"""Evidence of a case, its custody, its content on purpose."""

import codecs
from typing import Any

from tocsin.operations.operation import Content
from tocsin.vocab.reason import LookReason
from tocsin.web.desk.door import get, post
from tocsin.web.desk.visit import LISTED, Answer, Page, Visit, to
from tocsin.web.download import download_of

SHOWN_BYTES = 256 * 1024  # of a content on a page; the rest is in the download, and the page says so
ROW_BYTES = 16  # of a line of hexadecimal digits
HEX_BYTES = 16 * 1024


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
    """The content as text or as bytes, after the look was recorded where one needs a reason."""
    form, wanted = visit.form, visit.params["item"]
    reason = {"reason": form.get("reason") or None, "because": form.get("because")}
    given = visit.ask("evidence.content", item=wanted, **reason)
    raw = b"".join(_within(given.pieces, SHOWN_BYTES + 1))
    shown = visit.ask("evidence.show", item=wanted)
    as_bytes = form.get("as") == "bytes" or not _is_text(raw)
    return _item_page(
        visit,
        shown,
        text="" if as_bytes else raw[:SHOWN_BYTES].decode("utf-8", "replace"),
        lines=_hexadecimal(raw[:HEX_BYTES]) if as_bytes else [],
        is_cut=len(raw) > (HEX_BYTES if as_bytes else SHOWN_BYTES),
        is_open=True,
    )


def downloaded(visit: Visit) -> Answer:
    """The content as a file."""
    form = visit.form
    given: Content = visit.ask(
        "evidence.content",
        item=visit.params["item"],
        reason=form.get("reason") or None,
        because=form.get("because"),
    )
    return download_of(given)


def verified(visit: Visit) -> Page:
    """Read everything on the case again and compare it with what was committed to."""
    found = visit.ask("evidence.verify", case=visit.params["case"])
    said = f"{found.checked:,} things were read and compared: {len(found.broken) or 'none'} broken."
    return to(f"/cases/{visit.params['case']}/evidence", said)


def _item_page(visit: Visit, shown: Any, **opened: Any) -> Page:
    said: dict[str, Any] = {"text": "", "lines": [], "is_cut": False, "is_open": False} | opened
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


def _hexadecimal(raw: bytes) -> list[tuple[str, str, str]]:
    """Lines of place, digits and printable signs."""
    lines = []
    for start in range(0, len(raw), ROW_BYTES):
        row = raw[start : start + ROW_BYTES]
        signs = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in row)
        lines.append((f"{start:06x}", row.hex(" "), signs))
    return lines


ROWS = (
    get("/cases/{case}/evidence", evidence),
    post("/cases/{case}/verify", verified),
    get("/evidence/{item}", item),
    post("/evidence/{item}", looked),
    post("/evidence/{item}/download", downloaded),
)
