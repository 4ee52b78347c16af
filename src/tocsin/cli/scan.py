"""`scan`, `redact`: what must not leave a file, and a copy without it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.neutral import Neutral, Restore
from tocsin.cli.options import Json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tocsin.cli.scan_report import Report
    from tocsin.cli.scan_source import Source
    from tocsin.rules.redaction import Register
    from tocsin.stages.scanning import Scanner
    from tocsin.vocab.finding import Finding

Files = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Texts (logs, traces, mail, JSON), pictures, PDF, Office documents, archives; - is standard input."
    ),
]
Texts = Annotated[
    Path | None, typer.Option("--texts", help='JSON Lines of {"id", "text"}: the answer is JSON Lines of spans.')
]
Org = Annotated[
    Path | None,
    typer.Option("--org", help="Your organization's dictionary: names, domains, networks, customers (JSON)."),
]
Engine = Annotated[str, typer.Option(help="hyperscan, or re (pure Python); the findings are the same.")]
Model = Annotated[
    bool,
    typer.Option("--model", help="Ask the language model of the extra `names` too, about English prose; it guesses."),
]
Guesses = Annotated[
    bool,
    typer.Option(
        help="Take for sensitive what stands like it though no rule says so, in texts of up to 200,000 signs."
    ),
]
Out = Annotated[
    Path | None, typer.Option(help="The cleaned copy of the one file; beside it as NAME.clean.EXT where not given.")
]
Workers = Annotated[int, typer.Option(min=1, max=256, help="Processes for --texts; the answers are the same.")]

WHY_SLOW = "getting the rules ready: up to a minute the first time, and at once later where you have a cache folder"


def add_to(app: typer.Typer) -> None:
    """Put these commands into the tree."""
    app.command("scan", epilog="Example: tocsin scan trace.json --org organization.json")(scan)
    app.command("redact", epilog="Example: tocsin redact trace.json --org organization.json")(redact)


def scan(
    files: Files = None,
    texts: Texts = None,
    org: Org = None,
    engine: Engine = "",
    workers: Workers = 1,
    guesses: Guesses = True,
    model: Model = False,
    as_json: Json = False,
) -> None:
    """Find what must not leave a text, and what a recipient needs of it. Needs no home and sends nothing.

    A text of any length is read part by part; what is piped in lies in an unnamed temporary file meanwhile.
    """
    from tocsin.cli.contents import opened_file
    from tocsin.cli.scan_source import opened

    scanner = _scanner(org, engine, with_model=model, guessing=guesses, workers=workers)
    if texts is not None:
        _answer(scanner, _one_of(files, texts), redacting=False, workers=workers)
        return
    for path in _named(files):
        if whole := opened_file(path, scanner, knows_names=org is not None):
            whole.report(as_json)
            continue
        with opened(path) as source:
            report = _report(source, org, as_json, guessing=guesses)
            for text, found in _stretches(scanner, source):
                report.add(text, found)
        report.end(copy=None)


def redact(
    files: Files = None,
    texts: Texts = None,
    org: Org = None,
    out: Out = None,
    neutral: Neutral = False,
    restore: Restore = False,
    engine: Engine = "",
    workers: Workers = 1,
    guesses: Guesses = True,
    model: Model = False,
    as_json: Json = False,
) -> None:
    """Write a copy without what must not leave: names such as [PERSON-1] stand in its place. Never overwrites.

    With --neutral the copy is also made so that no model takes it for an instruction; --restore undoes that, exactly.
    """
    from tocsin.cli.contents import opened_file, write_clean
    from tocsin.cli.neutral import check, restore_files, tell_recipe
    from tocsin.cli.scan_source import STDIN, opened
    from tocsin.cli.scan_texts import fresh_names
    from tocsin.rules.redaction import Register
    from tocsin.vocab.errors import BadInput

    check(neutral=neutral, restore=restore, texts=texts)
    if restore:
        restore_files(_named(files), out, as_json)
        return
    scanner = _scanner(org, engine, with_model=model, guessing=guesses, workers=workers)
    if texts is not None:
        _answer(scanner, _one_of(files, texts), redacting=True, workers=workers)
        return
    paths = _named(files)
    if out is not None and len(paths) > 1:
        raise BadInput("--out names one copy, and several files were given", hint="leave --out away")
    if any(str(path) == STDIN for path in paths) and out is None:
        raise BadInput("standard input has no file beside which a copy could stand", hint="name the copy with --out")
    register = Register(fresh_names())
    for path in paths:
        if whole := opened_file(path, scanner, knows_names=org is not None):
            write_clean(whole, out, register, as_json, neutral=neutral)
            continue
        target = out or path.with_name(f"{path.stem}.{'neutral' if neutral else 'clean'}{path.suffix}")
        with opened(path) as source:
            report = _report(source, org, as_json, guessing=guesses)
            left = _write_copy(scanner, source, target, register, report, neutral=neutral)
        report.end(copy=target, left=left)
        if neutral:
            tell_recipe(target)


def _scanner(org: Path | None, engine: str, *, with_model: bool, guessing: bool, workers: int) -> "Scanner":
    from tocsin.cli.output import said_where_slow
    from tocsin.cli.scan_texts import scanner_for
    from tocsin.stages.scanning import ENGINES
    from tocsin.vocab.dictionary import NO_DICTIONARY, read_dictionary
    from tocsin.vocab.errors import BadInput

    chosen = engine or ENGINES[0]
    if chosen not in ENGINES:
        raise BadInput(f"no engine is called {chosen[:40]!r} here", hint=f"choose one of: {', '.join(ENGINES)}")
    dictionary = NO_DICTIONARY if org is None else read_dictionary(_bytes(org))
    if with_model:
        from tocsin.cli.model import ScannerWithModel, check_workers

        check_workers(workers)
        with said_where_slow(WHY_SLOW):
            return ScannerWithModel(dictionary, engine=chosen, guessing=guessing)
    with said_where_slow(WHY_SLOW):
        return scanner_for(dictionary, chosen, guessing=guessing)


def _write_copy(
    scanner: "Scanner", source: "Source", target: Path, register: "Register", report: "Report", *, neutral: bool
) -> int:
    """The clean copy as a new file; how many removed values the second net still finds in it."""
    from tocsin.cli.neutral import neutral_of
    from tocsin.cli.output import new_file
    from tocsin.rules.second_net import leaks
    from tocsin.vocab.errors import TooMuch
    from tocsin.vocab.finding import SENSITIVE, SHAREABLE, TOKEN

    if neutral and source.is_long:
        raise TooMuch(f"{source.name} is too long to be made neutral", hint="leave --neutral away, or split the file")
    register.reserve(name for piece in _overlapping(source.pieces()) for name in TOKEN.findall(piece))
    left = 0
    with new_file(target) as file:
        for text, found in _stretches(scanner, source):
            cleaned, removed = register.clean(text, found, keep=SHAREABLE, remove=SENSITIVE)
            file.write(neutral_of(cleaned) if neutral else cleaned.encode("utf-8", "surrogatepass"))
            report.add(text, found)
            values = {text[each.finding.start : each.finding.end] for each in removed}
            left += len(leaks(cleaned.encode("utf-8", "replace"), values))
    return left


def _stretches(scanner: "Scanner", source: "Source") -> "Iterator[tuple[str, Sequence[Finding]]]":
    """The text with its findings, whole or stretch by stretch; no finding lies in two of them."""
    from msgspec.structs import replace

    if not source.is_long:
        text = source.text()
        yield text, scanner.scan(text)
        return
    behind = 0  # how far the last finding reached into the part that follows, in signs of the whole text
    for scanned in scanner.scan_long(source.pieces):
        window = scanned.window
        start = max(window.start, behind - window.offset)
        found = [each for each in scanned.findings if each.start >= start]
        end = max([window.end, *(each.end for each in found)])
        behind = window.offset + end
        if start < end:
            yield (
                window.text[start:end],
                [replace(each, start=each.start - start, end=each.end - start) for each in found],
            )


def _overlapping(pieces: "Iterator[str]") -> "Iterator[str]":
    """Each piece with the end of the one before it, so that no name of a clean copy is cut in two."""
    before = ""
    for piece in pieces:
        yield before + piece
        before = (before + piece)[-40:]  # longer than any such name


def _report(source: "Source", org: Path | None, as_json: bool, *, guessing: bool) -> "Report":
    from tocsin.cli.scan_report import Report

    return Report(source.name, knows_names=org is not None, is_json=as_json, is_guessing=guessing)


def _answer(scanner: "Scanner", texts: Path, *, redacting: bool, workers: int) -> None:
    """One line a text, in their order: spans in Unicode code points, and the cleaned text where asked for."""
    from tocsin.cli.output import emit_line
    from tocsin.cli.scan_texts import answers, lines

    for record in answers(lines(texts), redacting=redacting, scanner=scanner, workers=workers):
        emit_line(record)


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


def _bytes(path: Path) -> bytes:
    from tocsin.vocab.errors import BadInput, TooMuch
    from tocsin.vocab.limits import LIMITS

    try:
        with path.open("rb") as file:
            data = file.read(LIMITS.document_bytes + 1)
    except OSError as fault:
        raise BadInput(f"{path}: {fault.strerror}", hint="name a file that you may read") from fault
    if len(data) > LIMITS.document_bytes:
        raise TooMuch(f"{path} is larger than {LIMITS.document_bytes:,} bytes", hint="split it into parts")
    return data
