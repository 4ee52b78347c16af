"""`scan`, `redact`: what must not leave a file, and a copy without it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from tocsin.cli.options import Json

if TYPE_CHECKING:
    from tocsin.rules.redaction import Pseudonyms
    from tocsin.stages.scanning import Scanner
    from tocsin.vocab.finding import Finding

NOT_PROOF = "that is not proof of absence: a person reads the copy before it leaves"

Files = Annotated[list[Path] | None, typer.Argument(help="Text files: logs, traces, mail, JSON, Markdown.")]
Texts = Annotated[
    Path | None, typer.Option("--texts", help='JSON Lines of {"id", "text"}: the answer is JSON Lines of spans.')
]
Org = Annotated[
    Path | None,
    typer.Option("--org", help="Your organization's dictionary: names, domains, networks, customers (JSON)."),
]
Engine = Annotated[str, typer.Option(help="hyperscan, or re (pure Python); the findings are the same.")]


def add_to(app: typer.Typer) -> None:
    """Put these commands into the tree."""
    app.command("scan", epilog="Example: tocsin scan trace.json --org organization.json")(scan)
    app.command("redact", epilog="Example: tocsin redact trace.json --org organization.json")(redact)


def scan(files: Files = None, texts: Texts = None, org: Org = None, engine: Engine = "", as_json: Json = False) -> None:
    """Find what must not leave a text, and what a recipient needs of it. Needs no home and sends nothing."""
    scanner = _scanner(org, engine)
    if texts is not None:
        _answer(scanner, _one_of(files, texts), redacting=False)
        return
    for path in _named(files):
        text = _text(path)
        found = scanner.scan(text)
        _report_json(path, text, found, copy=None) if as_json else _report(path, text, found)


def redact(
    files: Files = None,
    texts: Texts = None,
    org: Org = None,
    out: Annotated[
        Path | None, typer.Option(help="The cleaned copy of the one file; beside it as NAME.clean.EXT where not given.")
    ] = None,
    engine: Engine = "",
    as_json: Json = False,
) -> None:
    """Write a copy without what must not leave: names such as [PERSON-1] stand in its place. Never overwrites."""
    from tocsin.cli.output import new_file
    from tocsin.vocab.errors import BadInput

    scanner = _scanner(org, engine)
    if texts is not None:
        _answer(scanner, _one_of(files, texts), redacting=True)
        return
    paths = _named(files)
    if out is not None and len(paths) > 1:
        raise BadInput("--out names one copy, and several files were given", hint="leave --out away")
    pseudonyms = _fresh_names()
    for path in paths:
        text = _text(path)
        found = scanner.scan(text)
        cleaned, pseudonyms, left = _cleaned(scanner, text, found, pseudonyms)
        target = out or path.with_name(f"{path.stem}.clean{path.suffix}")
        with new_file(target) as file:
            file.write(cleaned.encode("utf-8", "surrogatepass"))
        if as_json:
            _report_json(path, text, found, copy=target)
        else:
            _report(path, text, found)
            _report_left(left)


def _scanner(org: Path | None, engine: str) -> "Scanner":
    from tocsin.registry import DETECTORS
    from tocsin.stages.scanning import ENGINES, Scanner
    from tocsin.vocab.dictionary import NO_DICTIONARY, read_dictionary
    from tocsin.vocab.errors import BadInput

    chosen = engine or ENGINES[0]
    if chosen not in ENGINES:
        raise BadInput(f"no engine is called {chosen[:40]!r} here", hint=f"choose one of: {', '.join(ENGINES)}")
    dictionary = NO_DICTIONARY if org is None else read_dictionary(_bytes(org))
    return Scanner(DETECTORS, dictionary, engine=chosen)


def _fresh_names() -> "Pseudonyms":
    """Names for one run: a key that nobody keeps, so that two runs cannot be joined."""
    import secrets

    from tocsin.rules.redaction import KEY_BYTES, Pseudonyms

    return Pseudonyms(key=secrets.token_bytes(KEY_BYTES))


def _cleaned(
    scanner: "Scanner", text: str, found: "Sequence[Finding]", pseudonyms: "Pseudonyms"
) -> "tuple[str, Pseudonyms, int]":
    """The clean copy, the names as they are now, and how many removed values the second net still finds in it."""
    from tocsin.rules.redaction import clean
    from tocsin.rules.second_net import leaks
    from tocsin.vocab.finding import SENSITIVE, SHAREABLE

    cleaned = clean(text, found, pseudonyms, keep=frozenset(SHAREABLE), remove=frozenset(SENSITIVE))
    values = {text[each.finding.start : each.finding.end] for each in cleaned.removed}
    return cleaned.text, cleaned.pseudonyms, len(leaks(cleaned.text.encode("utf-8", "replace"), values))


def _answer(scanner: "Scanner", texts: Path, *, redacting: bool) -> None:
    """One line a text, in their order: spans in Unicode code points, and the cleaned text where asked for."""
    from tocsin.cli.output import emit_line

    for number, (name, text) in enumerate(_lines(texts), start=1):
        found = scanner.scan(text)
        line: dict[str, object] = {
            "id": name if name is not None else number,
            "spans": [{"start": each.start, "end": each.end, "label": each.label.value} for each in found],
        }
        if redacting:
            line["redacted"] = _cleaned(scanner, text, found, _fresh_names())[0]
        emit_line(line)


def _lines(path: Path) -> Iterator[tuple[object, str]]:
    import json

    from tocsin.vocab.errors import BadInput
    from tocsin.vocab.limits import LIMITS

    hint = 'one JSON object a line, with "text"'
    with _opened(path) as file:
        for number, line in enumerate(iter(lambda: file.readline(LIMITS.line_bytes + 1), b""), start=1):
            if len(line) > LIMITS.line_bytes:
                raise BadInput(f"{path}:{number} is longer than {LIMITS.line_bytes:,} bytes", hint="split the text")
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as fault:
                raise BadInput(f"{path}:{number} is not JSON", hint=hint) from fault
            if not isinstance(record, dict) or not isinstance(record.get("text"), str):
                raise BadInput(f'{path}:{number} has no "text"', hint=hint)
            yield record.get("id"), record["text"]


def _one_of(files: list[Path] | None, texts: Path) -> Path:
    from tocsin.vocab.errors import BadInput

    if files:
        raise BadInput("files and --texts were given at once", hint="give one of the two")
    return texts


def _named(files: list[Path] | None) -> list[Path]:
    from tocsin.vocab.errors import BadInput

    if not files:
        raise BadInput("no file was named", hint="name a text file, or JSON Lines with --texts")
    return files


def _opened(path: Path) -> BinaryIO:
    from tocsin.vocab.errors import BadInput

    try:
        return path.open("rb")
    except OSError as fault:
        raise BadInput(f"{path}: {fault.strerror}", hint="name a file that you may read") from fault


def _bytes(path: Path) -> bytes:
    from tocsin.vocab.errors import TooMuch
    from tocsin.vocab.limits import LIMITS

    with _opened(path) as file:
        data = file.read(LIMITS.document_bytes + 1)
    if len(data) > LIMITS.document_bytes:
        raise TooMuch(f"{path} is larger than {LIMITS.document_bytes:,} bytes", hint="split it into parts")
    return data


def _text(path: Path) -> str:
    from tocsin.vocab.errors import BadInput

    try:
        return _bytes(path).decode()
    except UnicodeDecodeError as fault:
        raise BadInput(
            f"{path} is not UTF-8 text (byte {fault.start})",
            hint="hand in its text; other kinds of file are not read here",
        ) from fault


def _report(path: Path, text: str, found: "Sequence[Finding]") -> None:
    from tocsin.cli.output import heading, show, table
    from tocsin.vocab.finding import SENSITIVE

    must_go = [each for each in found if each.label in SENSITIVE]
    heading(f"{path.name}: {len(must_go)} to remove, {len(found) - len(must_go)} a recipient can use")
    if not found:
        show(f"nothing found by these rules; {NOT_PROOF}")
        return
    rows = (
        (*place, "remove" if each.label in SENSITIVE else "keep", each.label, each.confidence, each.rule, each.reason)
        for place, each in zip(_places(text, found), found, strict=True)
    )
    table(("line", "column", "", "what", "confidence", "rule", "reason"), rows, empty="")
    show(f"what these rules did not find may still be there; {NOT_PROOF}")


def _report_left(left: int) -> None:
    from tocsin.cli.output import say

    if left:
        say(f"ATTENTION: {left} of the removed values still stand elsewhere in the copy. Read it before use.")


def _report_json(path: Path, text: str, found: "Sequence[Finding]", *, copy: Path | None) -> None:
    from tocsin.cli.output import emit_line

    places = _places(text, found)
    findings = [
        {
            **{"start": each.start, "end": each.end, "line": line, "column": column, "label": each.label},
            **{"group": each.label.group, "rule": each.rule, "confidence": each.confidence, "reason": each.reason},
        }
        for each, (line, column) in zip(found, places, strict=True)
    ]
    written = {} if copy is None else {"copy": str(copy)}
    emit_line({"file": str(path), "findings": findings, "note": NOT_PROOF, **written})


def _places(text: str, found: "Sequence[Finding]") -> list[tuple[int, int]]:
    """Line and column of each finding, from 1."""
    from bisect import bisect_right

    starts = [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n")]
    lines = [bisect_right(starts, each.start) for each in found]
    return [(line, each.start - starts[line - 1] + 1) for line, each in zip(lines, found, strict=True)]
