"""The scan of one long text, beside the same bytes in short ones.

Ordinary texts, and texts made to cost: a rule that looked at all of a line, or of a text, for each of its matches would
take a time here that grows with the length.
"""

import base64
from hashlib import sha256

from tocsin.bench.figure import Bar, Effort, Figure, Kind, multiple_of_time, take_turns
from tocsin.bench.passages import dense, sparse
from tocsin.registry import DETECTORS
from tocsin.stages.scanning import Scanner
from tocsin.vocab.dictionary import NO_DICTIONARY

SHORT = 1_000  # signs
LONG = "every rule over one text of the given length, settled into spans"
BESIDE = f"the same signs in texts of {SHORT:,}, one by one"
# Said again and again on one line: cues without what they announce, and shapes that nearly match at each sign.
REPEATED = {
    "a cue of a secret": "password ",
    "a cue of a person": "Dr. John ",
    "an order to an AI model": "ignore previous instructions ",
    "the first words of an order": "from now on ",
    "one letter": "a",
    "numbers": "192.168.0.1 ",
    "letters of another script": "\u044f",
    "open brackets": "[",
    "escapes within escapes": '\\\\\\"',
}


def run(effort: Effort) -> tuple[Figure, ...]:
    """A figure for each sort of text; `size` is the signs of the long one."""
    scanner = Scanner(DETECTORS, NO_DICTIONARY)
    return tuple(_figure(name, text, scanner, effort) for name, text in texts(effort.size).items())


def texts(size: int) -> dict[str, str]:
    """The sorts of text by name, each of as many signs."""
    lines = "\n".join(dense(size))
    made = {
        "logs": "\n".join(sparse(size)),
        "reports": lines,
        "reports on one line": lines.replace("\n", " "),
        "addresses that all differ": " ".join(f"ada.{number}@mailbox.org" for number in range(size // 18 + 1)),
        "base64 on one line": _drawn(size),
    }
    for name, unit in REPEATED.items():
        made[name] = unit * (size // len(unit) + 1)
    return {name: text[:size] for name, text in made.items()}


def _drawn(size: int) -> str:
    digests = b"".join(sha256(b"drawn %d" % number).digest() for number in range(size // 42 + 1))
    return base64.b64encode(digests).decode()


def _figure(name: str, text: str, scanner: Scanner, effort: Effort) -> Figure:
    short = [text[at : at + SHORT] for at in range(0, len(text), SHORT)]
    kind = Kind(name=f"scan by length, {name}", what=LONG, baseline=BESIDE, bar=Bar(kind="at_most", limit=3))
    scanner.scan(short[0])  # not measured: what is made once
    times = take_turns(
        lambda: scanner.scan(text),
        lambda: [scanner.scan(each) for each in short],
        turns=effort.turns,
        tell=effort.telling(kind.name),
    )
    return multiple_of_time(kind, times, len(text))
