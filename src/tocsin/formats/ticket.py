"""Tickets as trackers export them: CSV with a header, or JSON issues.

JSON shapes: Jira Cloud REST API v2 and v3 (`key`, `fields`), GitHub REST API 2022-11-28 and its command line (`number`,
`title`, `body`), ServiceNow Table API (`result` of `number`, `short_description`). CSV: RFC 4180 with comma, semicolon
or tab. A cell is inert: a formula in it stays the letters it is.
"""

import csv
import re
from collections.abc import Iterator

from msgspec import Struct

from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.foreign import caption, clean, details, items, members
from tocsin.vocab.gathering import Gathering
from tocsin.vocab.limits import LIMITS
from tocsin.vocab.passage import Passage, read_records
from tocsin.vocab.reading import Detail, ForeignId, InboundObject, Place, Reading
from tocsin.vocab.sample import Sample

NAME = "ticket"
SUMMARY = "ticket export: CSV with a header, or JSON issues of Jira, GitHub or ServiceNow"

_NUMBER = ("issue key", "key", "number", "ticket", "ticket id", "ticket number", "case number", "issue id", "id", "#")
_TITLE = ("summary", "title", "subject", "short description", "short_description")
_TEXT = ("description", "body", "details", "content")
_MOMENT = ("created", "created at", "created_at", "created date", "createdat", "opened", "opened_at", "sys_created_on")
_PERSON = ("reporter", "creator", "author", "user", "requester", "caller", "caller_id", "opened by", "opened_by")
_CONTAINERS = ("issues", "result", "records", "items")
_NAMES = ("display_value", "displayName", "login", "name", "emailAddress", "value")
_JSON_KNOWN = frozenset(
    {
        *("key", "id", "number", "title", "body", "state", "status", "url", "html_url", "self", "sys_id", "labels"),
        *("summary", "description", "created", "created_at", "createdAt", "reporter", "creator", "author", "user"),
        *("short_description", "opened_at", "sys_created_on", "opened_by", "caller_id", "fields"),
    }
)
_WEB_ISSUE = re.compile(r"https://[^/\s]{1,100}/([^/\s]{1,100}/[^/\s]{1,100})/(?:issues|pull)/([0-9]{1,10})")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_NUMBER_CHARS = 200  # signs of a ticket number; the longest real ones are paths of a repository
_HEADER_CHARS = 32_000  # a header line of a wide Jira export has about 10,000 signs
_CELLS = 4_000_000  # cells of one table: each that is filled becomes a detail
_BAD_ROWS = 1_000  # after so many rows that cannot be read the rest is listed as one: each costs a look ahead


class _Row(Struct, frozen=True, kw_only=True):
    line: int
    raw: str
    cells: list[str] | None  # None where the row cannot be read


class _Ticket(Struct, frozen=True, kw_only=True):
    number: str
    title: str | None
    text: str | None
    at: str | None
    person: str | None


def recognise(sample: Sample) -> int:
    """90 and 85 for the JSON shapes; 80, or 50 with little else, for a CSV header with a number and a title."""
    if sample.first_records:
        return max((max(_likeness(each), _contained(each)) for each in sample.first_records), default=0)
    header = [] if sample.json is not None else _header(sample)
    if _column(header, _NUMBER) is None or _column(header, _TITLE) is None:
        return 0
    return 80 if any(_column(header, names) is not None for names in (_TEXT, _MOMENT, _PERSON)) else 50


def read(sample: Sample) -> Reading:
    """Each ticket one object with its exact bytes; rows and issues that are none are listed."""
    found = Gathering()
    told = (
        _read_issues(sample, found) if sample.first_records or sample.json is not None else _read_table(sample, found)
    )
    if not told:
        raise BadInput("no ticket here: a number and a title are expected in each issue or row")
    only = told[0] if len(told) == 1 else _Ticket(number="", title=None, text=None, at=None, person=None)
    return found.reading(
        format_name=NAME,
        kind=ItemKind.TICKET,
        title=only.title,
        text=only.text,
        reported_at=only.at,
        reporter=only.person,
    )


def _likeness(record: dict[str, object]) -> int:
    if isinstance(record.get("key"), str) and "summary" in members(record.get("fields")):
        return 90
    number = record.get("number")
    if isinstance(number, int) and isinstance(record.get("title"), str):
        return 85 if {"state", "user", "author", "html_url"} & record.keys() and "body" in record else 0
    return 85 if isinstance(number, str | dict) and {"short_description", "sys_id"} & record.keys() else 0


def _contained(record: dict[str, object]) -> int:
    several = (record.get(name) for name in _CONTAINERS)
    return max((_likeness(members(each)) for inner in several for each in items(inner)[:1]), default=0)


def _read_issues(sample: Sample, found: Gathering) -> list[_Ticket]:
    records = read_records(sample)
    found.miss_all(records.bad)
    told: list[_Ticket] = []
    for record in records.passages:
        if _likeness(members(record.value)) or not _contained(members(record.value)):
            told += _read_issue(record, found)
            continue
        for name in _CONTAINERS:
            for each in record.get(name).elements:
                told += _read_issue(each, found)
        found.miss_unknown(record, frozenset(_CONTAINERS), "container of tickets")
    return told


def _read_issue(issue: Passage, found: Gathering) -> list[_Ticket]:
    if not _likeness(members(issue.value)):
        found.miss(issue.place, "not a ticket: a number and a title are expected")
        return []
    inner = issue.get("fields") if issue.get("fields").is_object else issue
    link = _WEB_ISSUE.fullmatch(issue.text("html_url", "url") or "")
    number = f"{link.group(1)}#{link.group(2)}" if link else _said(issue, ("key", "number"))
    ticket = _Ticket(
        number=number or "",
        title=_said(inner, ("summary", "title", "short_description")),
        text=_said(inner, ("description", "body")) or _rich_text(inner.get("description").value) or None,
        at=_said(inner, ("created", "created_at", "createdAt", "opened_at", "sys_created_on")),
        person=_said(inner, ("reporter", "creator", "author", "user", "caller_id", "opened_by")),
    )
    found.identify([label for label in inner.get("labels").texts() if not label.isdigit()])
    state = _said(inner, ("status", "state"))
    found.keep(ItemKind.TICKET, issue, label=_label(ticket), at=ticket.at, details=_named(ticket, state))
    found.name_ids(_ticket_id(ticket))
    found.miss_unknown(issue, _JSON_KNOWN, "ticket")
    if inner is not issue:
        found.miss_unknown(inner, _JSON_KNOWN, "fields of a ticket")
    return [ticket]


def _said(passage: Passage, names: tuple[str, ...]) -> str | None:
    """A member as text, or the name inside it where it is a person or a status."""
    return next((said for name in names if (said := passage.text(name) or passage.get(name).text(*_NAMES))), None)


def _rich_text(value: object) -> str:
    """The words of an Atlassian Document Format tree: blocks as paragraphs, everything inside a block on one line."""
    node = members(value)
    if isinstance(text := node.get("text"), str):
        return clean(text)
    inside = [_rich_text(each) for each in items(node.get("content"))]
    return ("\n\n" if node.get("type") == "doc" else "").join(each for each in inside if each)


def _read_table(sample: Sample, found: Gathering) -> list[_Ticket]:
    text = sample.text
    if text is None:
        raise BadInput("not UTF-8 text", hint="export the tickets as UTF-8 CSV")
    if len(sample.data) > LIMITS.document_bytes:
        raise TooMuch(f"the table has {len(sample.data):,} bytes; at most {LIMITS.document_bytes:,} are read")
    header = _header(sample)
    if _column(header, _NUMBER) is None or _column(header, _TITLE) is None:
        raise BadInput("line 1: no header with a column for the number and one for the title")
    rows = _rows(text, _delimiter(text))
    next(rows)  # the header itself
    columns = tuple(_column(header, names) for names in (_NUMBER, _TITLE, _TEXT, _MOMENT, _PERSON))
    told: list[_Ticket] = []
    met = 0
    for row in rows:
        if row.cells is None:
            found.miss(Place(line=row.line), "a row that cannot be read: unbalanced quotes, or a cell that is too long")
        elif any(cell.strip() for cell in row.cells):
            met += len(row.cells)
            if met > _CELLS:
                raise TooMuch(f"line {row.line}: the table has more than {_CELLS:,} cells")
            told += _read_row(row, row.cells, header, columns, found)
    return told


def _read_row(
    row: _Row, cells: list[str], header: list[str], columns: tuple[int | None, ...], found: Gathering
) -> list[_Ticket]:
    said = [cells[n] if n is not None and n < len(cells) and cells[n].strip() else None for n in columns]
    number, title, text, at, person = said
    if number is None or title is None:
        found.miss(Place(line=row.line), "a row without a number or a title")
        return []
    ticket = _Ticket(number=number.strip(), title=title, text=text, at=at, person=person)
    names = [*header, *(f"column {number}" for number in range(len(header) + 1, len(cells) + 1))]
    found.add(
        InboundObject(
            kind=ItemKind.TICKET,
            data=row.raw.encode("utf-8"),
            media_type="text/csv",
            label=_label(ticket),
            at=ticket.at,
            place=Place(line=row.line),
            details=tuple(Detail(name=name, value=value) for name, value in zip(names, cells, strict=False) if value),
        )
    )
    found.name_ids(_ticket_id(ticket))
    return [ticket]


def _rows(text: str, delimiter: str) -> Iterator[_Row]:
    """The rows with their first line and exact text; after a bad row reading goes on with the next line."""
    lines = _LINE.findall(text)
    feed = _Feed(lines)
    bad = 0
    while feed.at < len(lines):
        start = feed.at
        try:
            cells = next(csv.reader(feed, delimiter=delimiter, strict=True))
        except csv.Error:
            feed.at = start + 1
            bad += 1
            if bad > _BAD_ROWS:
                feed.at = len(lines)
            yield _Row(line=start + 1, raw="", cells=None)
            continue
        yield _Row(line=start + 1, raw="".join(lines[start : feed.at]), cells=cells)


class _Feed:
    """Lines for the CSV reader, one at a time, with the place reached."""

    def __init__(self, lines: list[str]) -> None:
        self.at = 0
        self._lines = lines

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        if self.at >= len(self._lines):
            raise StopIteration
        self.at += 1
        return self._lines[self.at - 1]


def _header(sample: Sample) -> list[str]:
    text = sample.text
    if text is None or "\n" not in text[:_HEADER_CHARS]:
        return []
    row = next(_rows(text[: text.index("\n") + 1], _delimiter(text)))
    return [caption(cell) for cell in row.cells or []]


def _delimiter(text: str) -> str:
    first = text[: text.find("\n")]
    return max(",;\t", key=first.count)


def _column(header: list[str], names: tuple[str, ...]) -> int | None:
    plain = [cell.strip().lower() for cell in header]
    return next((plain.index(name) for name in names if name in plain), None)


def _label(ticket: _Ticket) -> str:
    return caption(f"{ticket.number} {ticket.title or ''}")


def _named(ticket: _Ticket, state: str | None) -> tuple[Detail, ...]:
    return details({"number": ticket.number or None, "reporter": ticket.person, "state": state})


def _ticket_id(ticket: _Ticket) -> tuple[ForeignId, ...]:
    number = ticket.number
    return (ForeignId(scheme="ticket", value=number),) if 0 < len(number) <= _NUMBER_CHARS else ()
