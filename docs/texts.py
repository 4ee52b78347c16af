"""Writes the catalogue of the pages' texts from templates and code, so that it lacks none.

`python docs/texts.py` writes it; `--check` writes nothing and exits 1 where it differs. Source of the format: GNU
gettext manual, "The Format of PO Files".
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import write_po

WEB = Path(__file__).resolve().parent.parent / "src" / "tocsin" / "web"
CATALOGUE = WEB / "texts" / "desk.pot"
KEYWORDS = {"_": None, "mark": None}
METHODS = {".html": "jinja2.ext:babel_extract", ".py": "python"}


def texts() -> Iterator[tuple[str, str]]:
    """Every marked text with the file in which it stands, in the order of files and lines."""
    for path in sorted(one for one in WEB.rglob("*") if one.suffix in METHODS):
        for _, text, _, _ in extract_from_file(METHODS[path.suffix], path, KEYWORDS):
            yield (text if isinstance(text, str) else text[0]), path.relative_to(WEB).as_posix()


def catalogue() -> bytes:
    """The catalogue as a file: without moments and lines, so that it differs only where a text does."""
    made = Catalog(project="Tocsin", copyright_holder="the authors of Tocsin", fuzzy=False)
    for text, path in texts():
        made.add(text, locations=[(path, 0)])
    out = BytesIO()
    write_po(out, made, width=120, omit_header=True, include_lineno=False, sort_output=True)
    return out.getvalue()


def main() -> int:
    """Write it, or with --check say whether it is as it would be written."""
    wanted = catalogue()
    if "--check" in sys.argv[1:]:
        stands = CATALOGUE.read_bytes() if CATALOGUE.exists() else b""
        if stands != wanted:
            print(f"{CATALOGUE.name} differs from the pages: run `make docs`")  # noqa: T201
        return int(stands != wanted)
    CATALOGUE.parent.mkdir(exist_ok=True)
    CATALOGUE.write_bytes(wanted)
    return 0


if __name__ == "__main__":
    sys.exit(main())
