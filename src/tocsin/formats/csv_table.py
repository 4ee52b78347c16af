"""Tables for a spreadsheet: comma-separated values that start no formula.

Source: RFC 4180; OWASP, "CSV Injection".
"""

import csv
import io
from collections.abc import Iterable, Sequence

MEDIA_TYPE = "text/csv; charset=utf-8"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # the last four are full-width


def csv_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The table in UTF-8; what cannot be written so is replaced."""
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow(header)
    for row in rows:
        lines.writerow([inert(cell) for cell in row])
    return written.getvalue().encode("utf-8", "replace")


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; spaces before the sign hide nothing."""
    return f"'{cell}" if cell.lstrip(" \u00a0").startswith(FORMULA) else cell
