"""What is handed in, as a stream that is read from its start each time."""

import io
from typing import IO, BinaryIO

READ_BYTES = 1024 * 1024  # of what was handed in, at once


def anew(content: IO[bytes]) -> BinaryIO:
    """The content from its start. It stays open when whoever reads it is done; one reader at a time."""
    return io.BufferedReader(_FromItsStart(content), READ_BYTES)


def size_of(content: IO[bytes]) -> int:
    """How many bytes there are."""
    return content.seek(0, io.SEEK_END)


class _FromItsStart(io.RawIOBase):
    def __init__(self, content: IO[bytes]) -> None:
        self._content = content
        content.seek(0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview[int]") -> int:  # type: ignore[override]  # a reader hands over no other
        data = self._content.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
