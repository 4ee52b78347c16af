"""A table in a text: its heading, and the cells of its rows.

Delimited (comma, semicolon, tab, bar), set in columns of blanks, in HTML, or as the rows of an SQL statement. What is
read of it is bounded, so that a part of a long text with its margin shows the same as the whole.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

REACH = 48_000  # signs below its heading that a table is read for
LONGEST_LINE = 2_000
_WIDE = re.compile(r" {2,}|\t")
_RULE = re.compile(r"[\s|+:=─━-]{3,}")
_DASHES = re.compile(r"[-=─]{2,}")
_CELL_TAG = re.compile(r"(?i)<t[hd]\b[^>\n]{0,200}>(.{0,400}?)</t[hd]>", re.DOTALL)
_ROW_TAG = re.compile(r"(?i)</tr>|</table>")
_ROW_BEGINS = re.compile(r"(?i)<tr")
_TAG = re.compile(r"<[^<>]{1,80}>")
_TUPLE = re.compile(r"\(((?:[^()'\n]|'(?:[^'\\\n]|\\.|'')*'){2,1500})\)")


class Cell(Struct, frozen=True):
    """What stands in one cell, without the signs around it, and where."""

    start: int
    end: int


class Grid(Struct, frozen=True):
    """The heading of a table, and where its rows begin."""

    heading: tuple[Cell, ...]
    kind: str  # the delimiter, "wide", "html" or "sql"
    rows: int


def grid(text: str, place: int) -> Grid | None:
    """The table that has its heading at a place; None where no more than a sentence stands there."""
    start = text.rfind("\n", max(0, place - LONGEST_LINE - 1), place) + 1
    end = _line_end(text, start)
    if place - start > LONGEST_LINE or end - start > LONGEST_LINE:
        return None
    if "<t" in text[max(0, place - 300) : place].lower():
        return _html(text, place)
    line = text[start:end]
    if (named := _sql(text, line, start, place)) is not None:
        return named
    for delimiter in ("\t", "|", ";", ","):
        cells = _delimited(text, start, end, delimiter)
        if len(cells) > 1:
            return Grid(cells, delimiter, end + 1)
    cells = _wide(text, start, end)
    return Grid(cells, "wide", end + 1) if len(cells) > 1 else None


def rows(text: str, table: Grid) -> Iterator[tuple[tuple[int, Cell], ...]]:
    """Each row as cells with the number of the column they stand in."""
    match table.kind:
        case "html":
            return _html_rows(text, table)
        case "sql":
            return _sql_rows(text, table)
        case "wide":
            return _wide_rows(text, table)
    return _delimited_rows(text, table)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start, start + LONGEST_LINE + 1)
    return end if end >= 0 else min(len(text), start + LONGEST_LINE + 1)


def _lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    limit = min(len(text), start + REACH)
    while start < limit:
        end = _line_end(text, start)
        yield start, end
        start = end + 1


def _cell(text: str, start: int, end: int) -> Cell:
    """Without blanks, quotes and marks of emphasis."""
    while start < end and text[start] in " \t\u00a0\"'`*":
        start += 1
    while start < end and text[end - 1] in " \t\r\u00a0\"'`*":
        end -= 1
    return Cell(start, end)


def _delimited(text: str, start: int, end: int, delimiter: str) -> tuple[Cell, ...]:
    """The cells of a line; a delimiter within quotes parts nothing."""
    if delimiter not in text[start:end]:
        return ()
    cells, at, is_quoted = [], start, False
    for place in range(start, end):
        sign = text[place]
        if sign == '"' and (is_quoted or place == at):
            is_quoted = not is_quoted
        elif sign == delimiter and not is_quoted:
            cells.append(_cell(text, at, place))
            at = place + 1
    cells.append(_cell(text, at, end))
    if delimiter == "|" and len(cells) > 2 and cells[0].start == cells[0].end and cells[-1].start == cells[-1].end:
        return tuple(cells[1:-1])  # bars on both sides
    return tuple(cells)


def _delimited_rows(text: str, table: Grid) -> Iterator[tuple[tuple[int, Cell], ...]]:
    width, strange = len(table.heading), 0
    for start, end in _lines(text, table.rows):
        if _RULE.fullmatch(text, start, end):
            continue
        cells = _delimited(text, start, end, table.kind)
        if abs(len(cells) - width) > (1 if width > 3 else 0) or not cells:
            strange += 1
            if strange > 1 or start == end:
                return
            continue
        strange = 0
        yield tuple(enumerate(cells[:width]))


def _wide(text: str, start: int, end: int) -> tuple[Cell, ...]:
    cells, at = [], start
    for gap in _WIDE.finditer(text, start, end):
        if gap.start() > at:
            cells.append(_cell(text, at, gap.start()))
        at = gap.end()
    if at < end:
        cells.append(_cell(text, at, end))
    return tuple(cell for cell in cells if cell.end > cell.start)


def _wide_rows(text: str, table: Grid) -> Iterator[tuple[tuple[int, Cell], ...]]:
    first = text.rfind("\n", 0, table.rows - 1) + 1
    columns = [(cell.start - first, cell.end - first) for cell in table.heading]
    for start, end in _lines(text, table.rows):
        if start == end:
            return
        if _RULE.fullmatch(text, start, end):
            dashes = [match.span() for match in _DASHES.finditer(text, start, end)]
            if len(dashes) == len(columns):
                columns = [(one - start, other - start) for one, other in dashes]
            continue
        cells = _wide(text, start, end)
        if len(cells) < 2:
            return
        if len(cells) == len(columns):
            yield tuple(enumerate(cells))
        else:
            yield tuple((_over(columns, cell, start), cell) for cell in cells)


def _over(columns: list[tuple[int, int]], cell: Cell, start: int) -> int:
    """The column that a cell stands under: the one it shares most with, or the nearest."""
    one, other = cell.start - start, cell.end - start
    return max(range(len(columns)), key=lambda at: min(columns[at][1], other) - max(columns[at][0], one))


def _html(text: str, place: int) -> Grid | None:
    begins = [tag.start() for tag in _ROW_BEGINS.finditer(text, max(0, place - LONGEST_LINE), place)]
    begin = begins[-1] if begins else -1
    end = _ROW_TAG.search(text, place, place + LONGEST_LINE)
    if begin < 0 or end is None:
        return None
    cells = _html_cells(text, begin, end.start())
    return Grid(cells, "html", end.end()) if len(cells) > 1 else None


def _html_cells(text: str, start: int, end: int) -> tuple[Cell, ...]:
    cells = []
    for match in _CELL_TAG.finditer(text, start, end):
        one, other = match.span(1)
        for tag in _TAG.finditer(text, one, other):
            one = tag.end() if tag.start() == one else one
        closing = _TAG.search(text, one, other)
        cells.append(_cell(text, one, closing.start() if closing else other))
    return tuple(cells)


def _html_rows(text: str, table: Grid) -> Iterator[tuple[tuple[int, Cell], ...]]:
    at, limit = table.rows, min(len(text), table.rows + REACH)
    while (end := _ROW_TAG.search(text, at, limit)) is not None:
        cells = _html_cells(text, at, end.start())
        if len(cells) == len(table.heading):
            yield tuple(enumerate(cells))
        if end.group().lower() == "</table>":
            return
        at = end.end()


def _sql(text: str, line: str, start: int, place: int) -> Grid | None:
    """The columns named by INSERT INTO or COPY."""
    told = re.search(r"(?i)\b(?:insert into|replace into|copy)\b[^(\n]{1,80}\(([^()\n]{3,600})\)", line)
    if told is None:
        return None
    one, other = told.span(1)
    cells, at = [], one
    for match in re.finditer(r",|$", line[one:other]):
        cells.append(_cell(text, start + at, start + one + match.start()))
        at = one + match.end()
    is_copy = re.match(r"(?i)copy", told.group()) is not None
    rest = _line_end(text, start) + 1 if is_copy else start + told.end()
    return Grid(tuple(cells), "\t" if is_copy else "sql", rest)


def _sql_rows(text: str, table: Grid) -> Iterator[tuple[tuple[int, Cell], ...]]:
    limit = min(len(text), table.rows + REACH)
    for match in _TUPLE.finditer(text, table.rows, limit):
        between = text[max(table.rows, match.start() - 12) : match.start()]
        if ";" in between.rpartition(")")[2]:
            return
        cells, at = [], match.start(1)
        for comma in re.finditer(r",(?=(?:[^']*'[^']*')*[^']*$)", match[1]):
            cells.append(_cell(text, at, match.start(1) + comma.start()))
            at = match.start(1) + comma.end()
        cells.append(_cell(text, at, match.end(1)))
        if len(cells) == len(table.heading):
            yield tuple(enumerate(cells))
