"""`--texts`: answers in the order asked, by several processes."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tocsin.rules.redaction import Pseudonyms
    from tocsin.stages.scanning import Scanner
    from tocsin.vocab.dictionary import Dictionary

Asked = tuple[str, bool]  # a text, and whether its clean copy is wanted
Answer = tuple[list[tuple[int, int, str]], str | None]
BATCH = 200_000  # signs that are handed to a process at once, so that handing over weighs little
AHEAD = 3  # batches a process has before it


def answers(
    texts: Iterable[tuple[object, str]],
    *,
    redacting: bool,
    scanner: "Scanner",
    workers: int,
    batch_signs: int = BATCH,
) -> Iterator[dict[str, object]]:
    """One record a text, in their order. A text that cannot be read ends it, after the answers before it."""
    if workers < 2:
        for name, text in texts:
            yield _record(name, _answered(scanner, (text, redacting)))
        return
    asks = scanner.dictionary, scanner.engine, is_guessing(scanner)
    with _pool(workers) as pool:
        waiting: deque[tuple[list[object], Future[list[Answer]]]] = deque()
        fault: Exception | None = None
        batches = _batches(texts, batch_signs)
        while True:
            try:
                names, batch = next(batches)
            except StopIteration:
                break
            except Exception as raised:  # raised again once the answers before it were given
                fault = raised
                break
            waiting.append((names, pool.submit(_answer_batch, *asks, [(text, redacting) for text in batch])))
            while len(waiting) > AHEAD * workers:
                yield from _records(*waiting.popleft())
        while waiting:
            yield from _records(*waiting.popleft())
        if fault is not None:
            raise fault


def lines(path: Path) -> Iterator[tuple[object, str]]:
    """The texts of a JSON Lines file with their ids, or their line numbers; BadInput names file and line."""
    import json

    from tocsin.cli.scan_source import STDIN
    from tocsin.vocab.errors import BadInput
    from tocsin.vocab.limits import LIMITS

    hint = 'one JSON object a line, with "text"'
    shown = "standard input" if str(path) == STDIN else str(path)
    with _binary(path) as readline:
        given = 0
        for number, line in enumerate(iter(lambda: readline(LIMITS.line_bytes + 1), b""), start=1):
            if len(line) > LIMITS.line_bytes:
                raise BadInput(f"{shown}:{number} is longer than {LIMITS.line_bytes:,} bytes", hint="split the text")
            if not line.strip():
                continue
            given += 1
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as fault:
                raise BadInput(f"{shown}:{number} is not JSON", hint=hint) from fault
            if not isinstance(record, dict) or not isinstance(record.get("text"), str):
                raise BadInput(f'{shown}:{number} has no "text"', hint=hint)
            name = record.get("id")
            yield name if name is not None else given, record["text"]


def fresh_names() -> "Pseudonyms":
    """Names for one run: a key that nobody keeps, so that two runs cannot be joined."""
    import secrets

    from tocsin.rules.redaction import KEY_BYTES, Pseudonyms

    return Pseudonyms(key=secrets.token_bytes(KEY_BYTES))


@contextmanager
def _binary(path: Path) -> Iterator[Callable[[int], bytes]]:
    import sys

    from tocsin.cli.scan_source import STDIN
    from tocsin.vocab.errors import BadInput

    if str(path) == STDIN:
        yield sys.stdin.buffer.readline
        return
    try:
        with path.open("rb") as file:
            yield file.readline
    except OSError as fault:
        raise BadInput(f"{path}: {fault.strerror}", hint="name a file that you may read") from fault


def _batches(texts: Iterable[tuple[object, str]], signs: int) -> Iterator[tuple[list[object], list[str]]]:
    names: list[object] = []
    batch: list[str] = []
    length = 0
    try:
        for name, text in texts:
            names.append(name)
            batch.append(text)
            length += len(text)
            if length >= signs:
                yield names, batch
                names, batch, length = [], [], 0
    except Exception:
        if batch:
            yield names, batch
        raise
    if batch:
        yield names, batch


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that start afresh, as every system can; each makes its own scanner with its first batch."""
    import multiprocessing

    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@lru_cache(maxsize=1)
def scanner_for(dictionary: "Dictionary", engine: str, *, guessing: bool) -> "Scanner":
    """The rules for an organization, with or without the guesses beside them."""
    from tocsin.registry import DETECTORS
    from tocsin.stages.scanning import Scanner
    from tocsin.stages.tagging import ScannerWithGuesses

    return (ScannerWithGuesses if guessing else Scanner)(DETECTORS, dictionary, engine=engine)


def is_guessing(scanner: "Scanner") -> bool:
    """Whether guesses stand beside what its rules find."""
    from tocsin.stages.tagging import ScannerWithGuesses

    return isinstance(scanner, ScannerWithGuesses)


def _answer_batch(dictionary: "Dictionary", engine: str, guessing: bool, batch: list[Asked]) -> list[Answer]:
    return [_answered(scanner_for(dictionary, engine, guessing=guessing), asked) for asked in batch]


def _answered(scanner: "Scanner", asked: Asked) -> Answer:
    from tocsin.rules.redaction import clean
    from tocsin.vocab.finding import SENSITIVE, SHAREABLE

    text, redacting = asked
    found = scanner.scan(text)
    cleaned = clean(text, found, fresh_names(), keep=SHAREABLE, remove=SENSITIVE).text if redacting else None
    return [(each.start, each.end, each.label.value) for each in found], cleaned


def _records(names: list[object], answered: "Future[list[Answer]]") -> Iterator[dict[str, object]]:
    from concurrent.futures.process import BrokenProcessPool

    from tocsin.vocab.errors import ChannelDown

    try:
        given = answered.result()
    except BrokenProcessPool as fault:
        raise ChannelDown(
            f"a worker process ended before it answered for the text {names[0]!r:.80}",
            hint="there may be too little memory: try again with fewer --workers",
        ) from fault
    return (_record(name, answer) for name, answer in zip(names, given, strict=True))


def _record(name: object, answer: Answer) -> dict[str, object]:
    spans, redacted = answer
    shown = [{"start": start, "end": end, "label": label} for start, end, label in spans]
    return {"id": name, "spans": shown, **({} if redacted is None else {"redacted": redacted})}
