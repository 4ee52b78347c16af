"""The terminal of a test: a command in, its exit code and its two streams out."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from tocsin import cli

PROGRAM = Path(sys.executable).with_name("tocsin")
# What a person's own terminal may have set, and what would change an answer here.
_UNSET = ("TOCSIN_HOME", "TOCSIN_AS", "TOCSIN_TRACEBACK", "COLUMNS", "FORCE_COLOR", "NO_COLOR")


class Ran(Struct, frozen=True, kw_only=True):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> object:
        """Standard output as the one JSON document that it must be."""
        return json.loads(self.out)

    @property
    def record(self) -> dict[str, object]:
        """Standard output as one JSON object."""
        found = self.json
        assert isinstance(found, dict)
        return found

    @property
    def lines(self) -> list[dict[str, object]]:
        """Standard output as JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]


def tocsin(
    *arguments: str | Path, home: Path | None = None, stdin: bytes = b"", environment: Mapping[str, str] | None = None
) -> Ran:
    """Run a command in this process, through the same door as the installed program."""
    words = ["tocsin", *map(str, arguments)]
    if home is not None:
        words += ["--home", str(home)]
    with _terminal(words, stdin, environment or {}) as (out, err):
        try:
            cli.main()
            code = 0
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 0
        sys.stdout.flush()
        sys.stderr.flush()
        return Ran(code=code, out=out.getvalue().decode(), err=err.getvalue().decode())


def installed(*arguments: str | Path, stdin: bytes = b"", environment: Mapping[str, str] | None = None) -> Ran:
    """Run the installed program as its user does."""
    inherited = {key: value for key, value in os.environ.items() if key not in _UNSET}
    done = subprocess.run(
        [PROGRAM, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
        env={**inherited, **(environment or {})},
    )
    return Ran(code=done.returncode, out=done.stdout.decode(), err=done.stderr.decode())


@contextmanager
def _terminal(
    words: list[str], stdin: bytes, environment: Mapping[str, str]
) -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    out, err = io.BytesIO(), io.BytesIO()
    before = sys.argv, sys.stdin, sys.stdout, sys.stderr
    others = {key: os.environ.pop(key) for key in {*_UNSET, *environment} if key in os.environ}
    os.environ.update(environment)
    sys.argv = words
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    sys.stdout = io.TextIOWrapper(out, encoding="utf-8")
    sys.stderr = io.TextIOWrapper(err, encoding="utf-8", errors="backslashreplace")
    try:
        yield out, err
    finally:
        sys.argv, sys.stdin, sys.stdout, sys.stderr = before
        for key in environment:
            os.environ.pop(key, None)
        os.environ.update(others)
