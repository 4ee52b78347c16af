"""Tables of people: what stands under a heading that says whose it is.

One heading makes its whole column what it says, in text parted by commas, tabs or bars, in columns of blanks, in HTML
and in the rows of an SQL statement. A table counts where its headings are people's, not those of things alone.
"""

import re
from collections.abc import Iterator

from tocsin.vocab.cell import fits
from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.grid import Cell, Grid, grid, rows
from tocsin.vocab.heading import LONGEST_HEADING, is_heading, is_weak, labels_of
from tocsin.vocab.triage import Confidence

NAME = "columns"
SUMMARY = "columns of tables, by their headings"

PATTERNS = (
    Pattern(
        rule="column-of-people",
        label=Label.PERSON,
        trigger=r"(?:[,;|\t]|  )",
        regex=r"(?<=[^\W\d])[\"'*`.)]{0,3}(?:,| ?[;|] ?|\t| {2,60})[\"'*`(]{0,3}(?=[^\W\d])",
        reason="the heading of its column says what it is",
        examples=(
            "name,dob,plan\n⟦Oddny Brekke⟧,1980-02-03,basic\n",
            "| Kunde | Tarif |\n|---|---|\n| ⟦Oddny Brekke⟧ | S |\n",
            "nr  jmeno            telefon\n--  ---------------  ---------\n1   ⟦Oddny Brekke⟧     611204118\n",
        ),
        counterexamples=("file,size\nReadme,12\n", "the customer, who rang, said\nnothing, at all, of it\n"),
    ),
    Pattern(
        rule="column-of-people-in-html",
        label=Label.PERSON,
        trigger=r"<tr",
        regex=r"(?i:<tr)[^>\n]{0,200}>\s{0,40}(?i:<t[hd])[^>\n]{0,200}>(?P<value>[^\n]{1,200})",
        reason="the heading of its column says what it is",
        crosses_lines=True,
        examples=("<tr><th>Name</th><th>Phone</th></tr>\n<tr><td>⟦Oddny Brekke⟧</td><td>-</td></tr></table>",),
        counterexamples=("<tr><th>File</th><th>Size</th></tr><tr><td>Readme</td><td>12</td></tr></table>",),
    ),
    Pattern(
        rule="column-of-people-in-a-statement",
        label=Label.PERSON,
        trigger=r"(?:insert into|replace into|copy )",
        regex=r"(?i:insert into|replace into|\bcopy) [^(\n]{1,80}(?P<value>\()[^()\n]{3,600}\)",
        reason="the name of its column says what it is",
        examples=("INSERT INTO t (id, full_name, email) VALUES (1, '⟦Oddny Brekke⟧', NULL);",),
        counterexamples=("INSERT INTO t (id, size, mode) VALUES (1, 'Readme File', NULL);",),
    ),
)
_SURE = frozenset({Label.EMAIL, Label.PHONE, Label.DOB, Label.ADDRESS, Label.NATIONAL_ID, Label.PASSPORT, Label.IBAN})
_NEEDS_OTHERS = frozenset({Label.USER_IP, Label.EMAIL, Label.GEO, Label.ACCOUNT_ID})
_THEIRS = re.compile(r"(?i)attack|malicious|indicator|\bioc|threat|phish|\bc2\b|sender|absender|remitente|remetente")
_BEFORE_FIRST = re.compile(r"[ \t|\"'*#`]{0,40}[^\d\n\t,;|:={}@][^\n\t,;|:={}@]{0,47}")
MOST_CELLS = 4_000


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> tuple[Finding, ...]:
    """What stands in the columns of people; nothing where the line is no heading of such a table."""
    begin = text.rfind("\n", max(0, hit.match_start - LONGEST_HEADING - 8), hit.match_start) + 1
    if hit.pattern.rule == "column-of-people" and not _BEFORE_FIRST.fullmatch(text, begin, hit.match_start):
        return ()
    table = grid(text, hit.start)
    if table is None or not (columns := _columns(text, table)):
        return ()
    found = []
    for row in rows(text, table):
        if _is_another_heading(text, row, columns):
            break
        found += list(_of_row(text, hit, row, columns))
        if len(found) > MOST_CELLS:
            break
    return tuple(found)


def _columns(text: str, table: Grid) -> dict[int, tuple[Label, ...]]:
    """The columns that are people's, with what may stand in them."""
    heads = [text[cell.start : cell.end] for cell in table.heading]
    if not all(_is_heading(head) for head in heads) or any(_THEIRS.search(head) for head in heads):
        return {}
    if len(heads) == 2 and _is_form(text, table):
        return {}
    named = {place: labels for place, head in enumerate(heads) if (labels := labels_of(head))}
    strong = [place for place in named if not is_weak(heads[place])]
    people = [place for place in named if named[place][0] in {Label.PERSON, Label.USERNAME} or place in strong]
    if not named or len(people) < 1 or (table.kind == "," and len(heads) < 3 and len(named) < 2):
        return {}
    is_sure = any(named[place][0] in _SURE or (named[place][0] is Label.PERSON and place in strong) for place in named)
    if not is_sure and not (len(named) > 1 and any(Label.USERNAME in labels for labels in named.values())):
        return {}
    return {
        place: tuple(label for label in labels if len(people) > 1 or label not in _NEEDS_OTHERS or place in strong)
        for place, labels in named.items()
        if Label.USER_IP not in labels or len(people) > 1
    }


def _is_form(text: str, table: Grid) -> bool:
    """Whether its rows are headings with their values: a form set as a table of two columns."""
    first = next(iter(rows(text, table)), ())
    return bool(first) and is_heading(text[first[0][1].start : first[0][1].end])


def _is_another_heading(text: str, row: tuple[tuple[int, Cell], ...], columns: dict[int, tuple[Label, ...]]) -> bool:
    """Whether another table begins: each is read once, however many headings follow each other."""
    told = [is_heading(text[cell.start : cell.end]) for place, cell in row if place in columns]
    return bool(told) and 2 * sum(told) >= len(columns)


def _is_heading(head: str) -> bool:
    return len(head) <= LONGEST_HEADING and len(head.split()) <= 6 and not head[:1].isdigit() and "@" not in head


def _of_row(
    text: str, hit: Hit, row: tuple[tuple[int, Cell], ...], columns: dict[int, tuple[Label, ...]]
) -> Iterator[Finding]:
    for place, cell in row:
        value = text[cell.start : cell.end]
        if not value or len(value) > 200:
            continue
        for label in columns.get(place, ()):
            if fits(label, value):
                yield finding(hit, label=label, start=cell.start, end=cell.end, confidence=Confidence.MED)
                break
