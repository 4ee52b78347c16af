"""Documents of a share: what one recipient will get, to the byte."""

from msgspec import Struct

from tocsin.operations import cursor
from tocsin.operations.operation import READERS, Content, Method, Operation
from tocsin.operations.share import ShareAsked
from tocsin.stages.delivery_note import note_for
from tocsin.stages.desk import Desk
from tocsin.stages.party import find_party
from tocsin.stages.preview import RecipientView, payload_of, read_by, view_of
from tocsin.stages.share import deliveries_of, find
from tocsin.vocab.errors import BadInput, Gone
from tocsin.vocab.sharing import Delivery, Share
from tocsin.vocab.sheet import DocumentSheet
from tocsin.vocab.visible import visible

LINES = 200  # of a document at once, where nobody says how many: some screens
MOST_LINES = 10_000_000  # no file that is let in has more


class DocumentAsked(ShareAsked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The document of one recipient, who is named by name or id."""

    recipient: str


class DocumentLine(Struct, frozen=True, kw_only=True):
    """A document that is written: for whom, in which language, how large, its digest."""

    document: str
    recipient: str
    format: str
    media_type: str
    file_name: str
    size_bytes: int
    sha256: str


class LinesAsked(DocumentAsked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which lines of it: behind how many others, and how many."""

    after: int = 0
    limit: int = LINES


class Lines(Struct, frozen=True, kw_only=True):
    """Some lines of a document, as its reader finds them in the bytes; `next`: so many lie before those that follow.

    `next` is None at the end.
    """

    document: DocumentLine
    lines: tuple[tuple[str, str], ...]
    next: int | None


def list_documents(desk: Desk, asked: ShareAsked) -> tuple[DocumentLine, ...]:
    """The documents of a share, one for each recipient who has one."""
    return _documents(desk, find(desk, asked.share))


def view(desk: Desk, asked: DocumentAsked) -> RecipientView:
    """What one recipient will get, read back from the very bytes, and whether it may leave."""
    return view_of(desk, find(desk, asked.share), find_party(desk, asked.recipient).id)


def lines(desk: Desk, asked: LinesAsked) -> Lines:
    """Some lines of what one recipient will get, read back from the very bytes; of a long document a part at a time."""
    share, recipient = find(desk, asked.share), find_party(desk, asked.recipient).id
    limit, after = cursor.bounded(asked.limit), asked.after
    if not 0 <= after <= MOST_LINES:
        raise BadInput(f"no document has its lines behind {after}", hint="take `next` of the lines before, or 0")
    found = read_by(desk, share, recipient, after=after, most=limit + 1)
    documents = _documents(desk, share, only=recipient)
    if not documents:
        raise Gone("what was found out about this document was purged", hint="write the documents anew")
    return Lines(document=documents[0], lines=found[:limit], next=after + limit if len(found) > limit else None)


def text(desk: Desk, asked: DocumentAsked) -> Content:
    """What one recipient will read, as plain text, line for line as their reader would find it in the bytes."""
    found = view(desk, asked)
    lines = (visible(f"{name}: {value}" if name else value, keep_lines=True) for name, value in found.lines)
    return Content(
        media_type="text/plain; charset=utf-8",
        file_name=f"{asked.share}.txt",
        pieces=(f"{line}\n".encode("utf-8", "replace") for line in lines),
    )


def download(desk: Desk, asked: DocumentAsked) -> Content:
    """One recipient's document, byte for byte as it was approved; this is no delivery."""
    share, recipient = find(desk, asked.share), find_party(desk, asked.recipient).id
    name, payload = payload_of(desk, share, recipient)
    return Content(media_type=_media_type(desk, share, recipient), file_name=name, pieces=iter((payload,)))


def note(desk: Desk, asked: DocumentAsked) -> Content:
    """The note on what a party was sent last, with which its own desk signs a receipt."""
    name, data = note_for(desk, find(desk, asked.share), find_party(desk, asked.recipient).id)
    return Content(media_type="application/json", file_name=name, pieces=iter((data,)))


def list_deliveries(desk: Desk, asked: ShareAsked) -> tuple[Delivery, ...]:
    """The deliveries of a share, in the order in which they were planned."""
    return tuple(deliveries_of(desk, find(desk, asked.share)))


def _documents(desk: Desk, share: Share, only: str = "") -> tuple[DocumentLine, ...]:
    """The documents of everybody, or of one; those of which nothing is known any more are left out."""
    wanted = {to: one for to, one in share.documents.items() if not only or to == only}
    sheets = desk.sheets((one.sheet for one in wanted.values()), DocumentSheet)
    return tuple(
        DocumentLine(
            document=written.id,
            recipient=recipient,
            format=written.format,
            media_type=sheet.media_type,
            file_name=sheet.file_name,
            size_bytes=sheet.size_bytes,
            sha256=sheet.sha256,
        )
        for recipient, written in wanted.items()
        if (sheet := sheets.get(written.sheet)) is not None
    )


def _media_type(desk: Desk, share: Share, recipient: str) -> str:
    sheet = desk.sheet(share.documents[recipient].sheet, DocumentSheet)
    assert sheet is not None, "what it is called was read a moment ago"
    return sheet.media_type


OPERATIONS = (
    Operation(
        name="document.list",
        method=Method.GET,
        path="/shares/{share}/documents",
        may=READERS,
        takes=ShareAsked,
        gives=tuple[DocumentLine, ...],
        does=list_documents,
    ),
    Operation(
        name="document.view",
        method=Method.GET,
        path="/shares/{share}/documents/{recipient}/view",
        may=READERS,
        takes=DocumentAsked,
        gives=RecipientView,
        does=view,
    ),
    Operation(
        name="document.lines",
        method=Method.GET,
        path="/shares/{share}/documents/{recipient}/lines",
        may=READERS,
        takes=LinesAsked,
        gives=Lines,
        does=lines,
    ),
    Operation(
        name="document.text",
        method=Method.GET,
        path="/shares/{share}/documents/{recipient}/text",
        may=READERS,
        takes=DocumentAsked,
        gives=Content,
        does=text,
    ),
    Operation(
        name="document.download",
        method=Method.GET,
        path="/shares/{share}/documents/{recipient}",
        may=READERS,
        takes=DocumentAsked,
        gives=Content,
        does=download,
    ),
    Operation(
        name="document.note",
        method=Method.GET,
        path="/shares/{share}/documents/{recipient}/note",
        may=READERS,
        takes=DocumentAsked,
        gives=Content,
        does=note,
    ),
    Operation(
        name="delivery.list",
        method=Method.GET,
        path="/shares/{share}/deliveries",
        may=READERS,
        takes=ShareAsked,
        gives=tuple[Delivery, ...],
        does=list_deliveries,
    ),
)
