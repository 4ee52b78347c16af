"""What `scan` and `redact` read: a file or standard input."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

PIECE = 1 << 20  # bytes
LONG = 8 << 20  # bytes; a longer text is scanned part by part, and its memory stays as it is
KEPT = 64 << 20  # bytes of standard input that are held in memory; more lies in an unnamed file meanwhile
STDIN = "-"


class Source:
    """A text that is read from its beginning as often as need be."""

    def __init__(self, name: str, file: BinaryIO, size: int, tell: Callable[[int], None]) -> None:
        self.name = name
        self.size = size
        self._file = file
        self._tell = tell

    @property
    def is_long(self) -> bool:
        """Whether it is scanned part by part."""
        return self.size > LONG

    def pieces(self) -> Iterator[str]:
        """The text from its beginning, about a megabyte at a time; BadInput names the byte that is no UTF-8."""
        import codecs

        from tocsin.vocab.errors import BadInput

        self._file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        before = 0
        while True:
            data = self._file.read(PIECE)
            pending = len(decoder.getstate()[0])
            try:
                text = decoder.decode(data, final=not data)
            except UnicodeDecodeError as fault:
                raise BadInput(
                    f"{self.name} is not UTF-8 text (byte {before - pending + fault.start})",
                    hint="hand in its text; other kinds of file are not read here",
                ) from fault
            before += len(data)
            self._tell(before)
            if text:
                yield text
            if not data:
                return

    def text(self) -> str:
        """The whole text."""
        return "".join(self.pieces())


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """A file, or standard input where the path is `-`; how far it was read is shown where somebody looks on."""
    import tempfile

    from tocsin.vocab.errors import BadInput

    if str(path) != STDIN:
        try:
            with path.open("rb") as file, _shown(path.name, size := path.stat().st_size) as tell:
                yield Source(str(path), file, size, tell)
        except OSError as fault:
            raise BadInput(f"{path}: {fault.strerror}", hint="name a file that you may read") from fault
        return
    with tempfile.SpooledTemporaryFile(max_size=KEPT) as spool:
        size = 0
        while data := sys.stdin.buffer.read(PIECE):
            size += spool.write(data)
        with _shown("standard input", size) as tell:
            yield Source("standard input", spool, size, tell)  # type: ignore[arg-type]  # it reads and seeks as they do


@contextmanager
def _shown(name: str, size: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal for what takes a while, and nothing anywhere else."""
    if size <= LONG or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    from tocsin.cli.output import console
    from tocsin.vocab.visible import one_line

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(on_error=True), transient=True) as bar:
        readings = 1
        task = bar.add_task(one_line(name, 40), total=size)
        last = 0

        def tell(place: int) -> None:
            nonlocal readings, last
            if place < last:
                readings += 1
            last = place
            bar.update(task, completed=place, description=f"{one_line(name, 40)}, reading {readings}")

        yield tell
