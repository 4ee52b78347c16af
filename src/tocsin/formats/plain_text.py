"""Plain text: any UTF-8 text, the reader of last resort for words.

Markup, scripts, formulas and links in it stay letters; nothing is looked up, run or rendered.
"""

from tocsin.vocab.document import looks_like_json, parse_json
from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.foreign import caption
from tocsin.vocab.limits import LIMITS
from tocsin.vocab.reading import InboundObject, NotUnderstood, Place, Reading
from tocsin.vocab.sample import Sample

NAME = "text"
SUMMARY = "plain text (UTF-8), kept exactly as it is"

# Control signs that no text has: C0 without tab, line feed, vertical tab, form feed, carriage return and escape (logs
# of terminals are full of escape sequences). A NUL is the surest sign of a binary file.
_CONTROL = frozenset(range(32)) - {9, 10, 11, 12, 13, 27}


def recognise(sample: Sample) -> int:
    """1 for UTF-8 text without control signs; nothing is less sure."""
    return 1 if sample.text is not None and sample.text.strip() and not _has_control(sample.head) else 0


def read(sample: Sample) -> Reading:
    """The whole text as the account; BadInput where it is no text."""
    if len(sample.data) > LIMITS.document_bytes:
        raise TooMuch(f"the text has {len(sample.data):,} bytes; at most {LIMITS.document_bytes:,} are read")
    text = sample.text
    if text is None:
        raise BadInput("not UTF-8 text", hint="save the file as UTF-8, or keep it whole as evidence")
    if not text.strip():
        raise BadInput("line 1: the file is empty", hint="check that the right file was chosen")
    missed = _broken_json(sample)
    title = next(line for line in text.splitlines() if line.strip())
    note = InboundObject(kind=ItemKind.NOTE, data=sample.data, media_type="text/plain", label=caption(title))
    return Reading(
        format=NAME,
        kind=ItemKind.NOTE,
        title=caption(title),
        text=text,
        objects=(note,),
        not_understood=missed,
        units=1 + len(missed),
        understood=1,
    )


def _has_control(head: bytes) -> bool:
    return not _CONTROL.isdisjoint(head)


def _broken_json(sample: Sample) -> tuple[NotUnderstood, ...]:
    """What to say of a text that begins like JSON and is none: kept as text, with the place of the fault."""
    head = sample.head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not looks_like_json(head) or head[1:].lstrip()[:1] not in (b'"', b"{", b"["):
        return ()
    try:
        parse_json(sample.data)
    except BadInput as error:
        place, _, _ = str(error).partition(":")
        return (
            NotUnderstood(place=Place(pointer=""), why=f"it begins like JSON but is not ({place[:60]}): read as text"),
        )
    return ()
