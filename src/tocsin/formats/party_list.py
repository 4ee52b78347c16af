"""A list of parties to take in: JSON, or CSV with a line of names on top.

In CSV several kinds stand in one cell, with a semicolon or a space between them.
"""

import csv
import io

from tocsin.vocab.directory import PartyEntry, entry_of, no_name_twice
from tocsin.vocab.document import looks_like_json, parse_json
from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.foreign import members
from tocsin.vocab.sample import Sample

MOST = 2_000  # the parties of one file; a large sharing community has some hundreds of members


def read_parties(sample: Sample) -> tuple[PartyEntry, ...]:
    """Every party of the list, or BadInput that names the first place that is wrong: a list is taken whole or not."""
    found = _from_json(sample) if looks_like_json(sample.head) else _from_csv(sample)
    if not found:
        raise BadInput(f"{sample.name[:60]!r} holds no party", hint="one object or one line for each party")
    no_name_twice(found)
    return found


def _from_json(sample: Sample) -> tuple[PartyEntry, ...]:
    document = parse_json(sample.data)
    several = document if isinstance(document, list) else members(document).get("parties")
    if not isinstance(several, list):
        raise BadInput("an array of parties was expected", hint='write [{"name": "…", "kinds": ["isac"]}, …]')
    _check_count(len(several))
    return tuple(entry_of(members(each), f"party {number}") for number, each in enumerate(several, 1))


def _from_csv(sample: Sample) -> tuple[PartyEntry, ...]:
    if sample.text is None:
        raise BadInput(f"{sample.name[:60]!r} is not UTF-8", hint="save the file as UTF-8 and try again")
    lines = csv.reader(io.StringIO(sample.text, newline=""), strict=True)
    try:
        names = [name.strip().lower() for name in next(lines, [])]
        if "name" not in names or len(set(names)) != len(names):
            raise BadInput(
                "line 1: the names of the columns were expected, each once",
                hint=f"they are: {', '.join(PartyEntry.__struct_fields__)}",
            )
        found: list[PartyEntry] = []
        for cells in lines:
            if not any(cell.strip() for cell in cells):
                continue
            _check_count(len(found) + 1)
            found.append(_entry(names, cells, f"line {lines.line_num}"))
    except csv.Error as error:
        raise BadInput(f"line {lines.line_num}: not CSV: {error}") from error
    return tuple(found)


def _entry(names: list[str], cells: list[str], where: str) -> PartyEntry:
    if len(cells) != len(names):
        raise BadInput(f"{where}: {len(cells)} cells where the first line has {len(names)}")
    given = dict(zip(names, (cell.strip() for cell in cells), strict=True))
    kinds = given.pop("kinds", "").replace(";", " ").split()
    return entry_of({**given, "kinds": kinds}, where)


def _check_count(count: int) -> None:
    if count > MOST:
        raise TooMuch(f"more than {MOST:,} parties at once", hint="split the list; nothing was taken in")
