"""Files that are no plain text: opened in quiet, and a copy of each."""

import logging
import warnings

from tocsin.formats.contents import opened, picture
from tocsin.formats.contents.kind import HEAD, kind_of
from tocsin.vocab.contents import PIXEL_COPY, Contents
from tocsin.vocab.errors import BadInput
from tocsin.vocab.limits import LIMITS

LISTED_BYTES = 4 * 1024 * 1024  # of a file that is opened only to say what lies in it
MOST_LISTED = 12  # things that one sentence names


def needs_opening(head: bytes) -> bool:
    """Whether a file that begins so has to be opened before its words can be read."""
    return bool(kind_of(head))


def contents_of(data: bytes) -> Contents | None:
    """What is in a file; None where it is a plain text, or of a kind that nobody here knows.

    What the readers of documents and pictures have to say of broken ones would go to the terminal, in words of the
    file; so they are told to be quiet.
    """
    warnings.filterwarnings("ignore", module="PIL")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    return opened.contents_of(data)


def plain_text(data: bytes) -> str:
    """The words of a file that is text throughout; BadInput where it is none, or where some of them are encoded."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise BadInput("no UTF-8 text") from fault
    if needs_opening(data[:HEAD]):
        raise BadInput("some of its words are encoded")
    return text


def pixels_of(data: bytes, contents: Contents) -> bytes | None:
    """The copy of a picture; None where the copy of a file is its words, or none."""
    return picture.pixels_alone(data, LIMITS.pixels) if contents.copy == PIXEL_COPY else None


def inside(data: bytes) -> str:
    """The same of a whole file, or why it cannot be opened; "" of a text and of what nobody here knows."""
    try:
        found = contents_of(data)
    except BadInput as fault:
        return str(fault)
    return listed(found) if found else ""


def listed(contents: Contents) -> str:
    """What kind a file is, what is in it and what becomes of it, in one sentence that holds no word of the file."""
    facts = [*contents.facts[:MOST_LISTED], *(["more"] if len(contents.facts) > MOST_LISTED else [])]
    holds = f"; it holds {', '.join(facts)}" if facts else ""
    words = f"; its words stand in {len(contents.parts):,} places" if contents.parts else ""
    way = "`tocsin redact` makes a clean copy of it, which a person can look at and add as an item of its own"
    return f"{contents.kind}{holds}{words}; {way if contents.copy.suffix else contents.copy.why}"
