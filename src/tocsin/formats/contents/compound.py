"""Compound files: what Outlook messages and older documents lie in.

Source: Microsoft, [MS-CFB] "Compound File Binary File Format", version 12.0.
"""

import struct

from msgspec import Struct

from tocsin.vocab.errors import BadInput

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NONE = 0xFFFFFFFA  # this and above are marks, not sectors (2.1)
_ENTRY = 128  # bytes of an entry of the directory (2.6.1)
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_ENTRIES = 20_000


class Stream(Struct, frozen=True):
    """A stream with the storages that it lies in, from the outermost."""

    path: tuple[str, ...]
    start: int
    size: int


class CompoundFile:
    """The directory of a compound file, and its streams; BadInput where it is broken."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            shift, self._mini_shift = struct.unpack_from("<HH", data, 30)
            directory, self._cutoff, mini = (struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60))
            if not 7 <= shift <= 16 or not 4 <= self._mini_shift <= shift:
                raise ValueError("sizes of sectors")
            self._size = 1 << shift
            self._table = self._fat()
            entries = self._chain(directory, self._table)
            self._mini_table = _numbers(self._chain(mini, self._table))
            self._entries = [entries[at : at + _ENTRY] for at in range(0, min(len(entries), _ENTRIES * _ENTRY), _ENTRY)]
            (first,) = struct.unpack_from("<I", self._entries[0], 116)
            self._small = self._chain(first, self._table)
            self.streams = self._walk()
        except (struct.error, ValueError, IndexError) as fault:
            raise BadInput(
                "the file is a compound file and its directory is broken", hint="get it once more"
            ) from fault

    def read(self, stream: Stream) -> bytes:
        """The bytes of a stream."""
        if stream.size < self._cutoff:
            return self._chain(stream.start, self._mini_table, self._small, 1 << self._mini_shift, 0)[: stream.size]
        return self._chain(stream.start, self._table)[: stream.size]

    def _fat(self) -> list[int]:
        sectors = [one for one in struct.unpack_from("<109I", self._data, 76) if one < _NONE]
        next_, left = struct.unpack_from("<II", self._data, 68)
        seen: set[int] = set()
        while next_ < _NONE and left and next_ not in seen:
            seen.add(next_)
            more = _numbers(self._sector(next_))
            sectors += [one for one in more[:-1] if one < _NONE]
            next_, left = more[-1], left - 1
        known = dict.fromkeys(sectors)  # a sector that is named twice would make a small file a large table
        return [number for one in known for number in _numbers(self._sector(one))]

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        return self._data[at : at + self._size]

    def _chain(self, start: int, table: list[int], data: bytes | None = None, size: int = 0, first: int = 1) -> bytes:
        source, size = (self._data, self._size) if data is None else (data, size)
        pieces: list[bytes] = []
        seen: set[int] = set()
        while start < _NONE and start not in seen and start < len(table):
            seen.add(start)
            at = (start + first) * size
            pieces.append(source[at : at + size])
            start = table[start]
        return b"".join(pieces)

    def _walk(self) -> list[Stream]:
        """Every stream that the tree of the directory reaches; an entry counts once."""
        found: list[Stream] = []
        seen: set[int] = {0}
        waiting: list[tuple[int, tuple[str, ...]]] = [(struct.unpack_from("<I", self._entries[0], 76)[0], ())]
        while waiting:
            number, path = waiting.pop()
            if number >= len(self._entries) or number in seen:
                continue
            seen.add(number)
            entry = self._entries[number]
            length, kind = struct.unpack_from("<HB", entry, 64)
            left, right, child = struct.unpack_from("<III", entry, 68)
            start, size = struct.unpack_from("<IQ", entry, 116)
            name = entry[: max(0, min(64, length) - 2)].decode("utf-16-le", "replace")
            waiting += [(right, path), (left, path)]
            if kind == _STREAM:
                found.append(Stream((*path, name), start, min(size, len(self._data))))
            elif kind == _STORAGE:
                waiting.append((child, (*path, name)))
        return sorted(found, key=lambda one: one.path)


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))
