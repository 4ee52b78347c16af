"""A form of a recipient page, read strictly, and the answer in it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

from msgspec import Struct

from tocsin.stages.page import TEXT_CHARS, Answer
from tocsin.vocab.errors import BadInput
from tocsin.vocab.feedback import FeedbackKind, KnownFrom
from tocsin.web.texts import _

MOST_FIELDS = 20
TYPE = "application/x-www-form-urlencoded"


class Fault(Struct, frozen=True, kw_only=True):
    """What is wrong with one field, in a sentence for whoever filled it in."""

    field: str
    sentence: str


def is_same_origin(headers: Mapping[str, str]) -> bool:
    """Whether a POST came from a page of ours.

    Browsers say so in Sec-Fetch-Site (W3C, "Fetch Metadata Request Headers"); what sends neither that nor Origin is no
    browser. Our pages send no referrer, and then Origin is `null` (Fetch Standard, section "append a request Origin
    header"), which says nothing.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin", "null")
    return origin == "null" or urlsplit(origin).netloc == headers.get("host", "")


def fields_of(content_type: str, body: bytes) -> dict[str, str]:
    """The fields of a form; BadInput where it is none."""
    if content_type.partition(";")[0].strip().lower() != TYPE:
        raise BadInput("this is no form", hint=f"send it as {TYPE}")
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as fault:
        raise BadInput("the form is not well formed") from fault
    if len(dict(pairs)) != len(pairs):
        raise BadInput("a field stands there twice")
    return dict(pairs)


def answer_in(fields: Mapping[str, str], allowed: Sequence[FeedbackKind], now: datetime) -> Answer | list[Fault]:
    """The answer that was filled in, or everything that is wrong with it, in the order of the form."""
    faults: list[Fault] = []
    kind = next((one for one in allowed if one == fields.get("answer")), None)
    if kind is None:
        faults.append(Fault(field="answer", sentence=_("Choose one of the answers.")))
    text = fields.get("text", "").replace("\r\n", "\n").strip()
    if len(text) > TEXT_CHARS:
        faults.append(Fault(field="text", sentence=too_long(TEXT_CHARS, len(text))))
    if kind is FeedbackKind.QUESTION and not text:
        faults.append(Fault(field="text", sentence=_("Write your question.")))
    since, source = None, None
    if kind is FeedbackKind.KNOWN_ALREADY:
        since, source = _since(fields.get("since", "")), _source(fields.get("source", ""))
        if since is None or since > now:
            faults.append(Fault(field="since", sentence=_("Give the day since when you know it: today or earlier.")))
        if source is None:
            faults.append(Fault(field="source", sentence=_("Choose from what kind of source you know it.")))
    if faults or kind is None:
        return faults
    return Answer(kind=kind, text=text, known_since=since, known_from=source)


def too_long(most: int, count: int) -> str:
    """What is said of a text that has more characters than may be."""
    return _("Say it in {most} characters or fewer; it has {count}.").format(most=f"{most:,}", count=f"{count:,}")


def _since(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return None


def _source(text: str) -> KnownFrom | None:
    return next((one for one in KnownFrom if one == text), None)
