"""`scan`, `redact` on files that are no plain text: what is in them."""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.cli.scan_report import MOST_PLACES, NOT_PROOF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tocsin.rules.redaction import Register
    from tocsin.stages.scanning import Scanner
    from tocsin.vocab.contents import Contents, Words
    from tocsin.vocab.finding import Finding


class Opened:
    """A file that was opened, its words, and what the rules found in them."""

    def __init__(self, path: Path, data: bytes, contents: "Contents", scanner: "Scanner", *, knows_names: bool) -> None:
        from tocsin.vocab.contents import words_of

        self.path, self.data, self.contents = path, data, contents
        self.knows_names = knows_names
        self.words: Words = words_of(contents)
        self.found: Sequence[Finding] = scanner.scan(self.words.text)

    def report(self, as_json: bool, *, copy: Path | None = None, left: int = 0) -> None:
        """What kind it is, what was read, what was found and where, what was not read."""
        rows = [self._row(each) for each in self.found]
        counts = Counter(each.label for each in self.found)
        if as_json:
            written = {} if copy is None else {"copy": str(copy), "left": left}
            document = {
                "file": str(self.path),
                "kind": self.contents.kind,
                "findings": rows,
                "counts": {str(label): count for label, count in sorted(counts.items())},
                "read": self._read(),
                "holds": self.contents.facts,
                "not_looked_at": self._unseen(),
                "note": NOT_PROOF,
            }
            sys.stdout.buffer.write(json.dumps({**document, **written}).encode("ascii") + b"\n")
            return
        self._show(rows, copy, left)

    def _show(self, rows: "list[dict[str, object]]", copy: Path | None, left: int) -> None:
        from tocsin.cli.output import heading, say, show, table

        going = sum(1 for row in rows if row["goes"])
        heading(f"{self.path}: {self.contents.kind}; {going} to remove, {len(rows) - going} a recipient can use")
        for fact in self.contents.facts:
            show(f"holds: {fact}")
        if not rows:
            show(f"nothing found by these rules; {NOT_PROOF}")
        shown = (
            (row["place"], "remove" if row["goes"] else "keep", *(row[key] for key in ("label", "confidence", "rule")))
            for row in rows[:MOST_PLACES]
        )
        table(("place", "", "what", "confidence", "rule"), shown, empty="")
        if len(rows) > MOST_PLACES:
            show(f"and {len(rows) - MOST_PLACES:,} more places; --json names every one")
        show(f"looked at: {self._read()}")
        for unseen in self._unseen():
            show(f"not looked at: {unseen}")
        if copy is None and not self.contents.copy.suffix:
            show(f"no clean copy of it is written: {self.contents.copy.why}")
        elif copy is not None:
            show(f"the copy is: {self.contents.copy.why}")
        show(f"what these rules did not find may still be there; {NOT_PROOF}")
        if copy is not None and left:
            say(f"ATTENTION: {left} of the removed values still stand elsewhere in the copy. Read it before use.")

    def _row(self, each: "Finding") -> dict[str, object]:
        from tocsin.vocab.finding import SENSITIVE

        return {
            "place": self.words.place(each.start),
            "start": each.start,
            "end": each.end,
            "label": each.label,
            "group": each.label.group,
            "rule": each.rule,
            "confidence": each.confidence,
            "reason": each.reason,
            "goes": each.label in SENSITIVE,
        }

    def _read(self) -> str:
        return f"{len(self.words.text):,} signs in {len(self.contents.parts):,} places"

    def _unseen(self) -> list[str]:
        unseen = [*self.contents.unread, "names and places in running prose that nothing beside them tells"]
        if not self.knows_names:
            unseen.append("your own names, hosts, networks and customers: no dictionary was given (--org)")
        return unseen


def opened_file(path: Path, scanner: "Scanner", *, knows_names: bool) -> Opened | None:
    """A file opened and scanned; None where it is standard input, a plain text or of a kind that nobody here knows."""
    from tocsin.cli.scan_source import STDIN
    from tocsin.formats.contents.kind import HEAD, kind_of
    from tocsin.vocab.errors import BadInput, TooMuch
    from tocsin.vocab.limits import LIMITS

    if str(path) == STDIN:
        return None
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
            if not kind_of(head):
                return None
            data = head + file.read(LIMITS.contents_bytes + 1 - len(head))
    except OSError as fault:
        raise BadInput(f"{path}: {fault.strerror}", hint="name a file that you may read") from fault
    if len(data) > LIMITS.contents_bytes:
        raise TooMuch(f"{path} is larger than {LIMITS.contents_bytes:,} bytes", hint="split it")
    from tocsin.stages.opening import contents_of  # only now: the readers of documents take a fifth of a second

    try:
        contents = contents_of(data)
    except BadInput as fault:
        raise type(fault)(f"{path}: {fault}", hint=fault.hint) from fault
    return None if contents is None else Opened(path, data, contents, scanner, knows_names=knows_names)


def write_clean(file: Opened, target: Path | None, register: "Register", as_json: bool, *, neutral: bool) -> None:
    """The clean copy where one can be written, beside the file or at `target`; BadInput where none can."""
    from tocsin.cli.neutral import neutral_of, tell_recipe
    from tocsin.cli.output import new_file
    from tocsin.rules.second_net import leaks
    from tocsin.stages.opening import pixels_of
    from tocsin.vocab.errors import BadInput
    from tocsin.vocab.finding import SENSITIVE, SHAREABLE, TOKEN

    suffix = file.contents.copy.suffix
    if not suffix:
        raise BadInput(
            f"{file.path}: {file.contents.kind}; no clean copy of it is written", hint=file.contents.copy.why
        )
    copy = target or file.path.with_name(f"{file.path.stem}.{'neutral' if neutral else 'clean'}{suffix}")
    pixels = pixels_of(file.data, file.contents)
    data, left = pixels or b"", 0
    if pixels is None:
        register.reserve(TOKEN.findall(file.words.text))
        cleaned, removed = register.clean(file.words.text, file.found, keep=SHAREABLE, remove=SENSITIVE)
        values = {file.words.text[each.finding.start : each.finding.end] for each in removed}
        left = len(leaks(cleaned.encode("utf-8", "replace"), values))
        data = neutral_of(cleaned) if neutral else cleaned.encode()
    with new_file(copy) as out:
        out.write(data)
    file.report(as_json, copy=copy, left=left)
    if neutral and pixels is None:
        tell_recipe(copy)
