"""Archives: what they hold, by their lists; nothing is unpacked.

Sources: PKWARE APPNOTE 6.3.10 (zip); IEEE Std 1003.1-2017, pax (tar); RFC 1952 (gzip).
"""

import io
import struct
import tarfile
import zipfile
import zlib

from tocsin.vocab.contents import Contents, Copy, Opening
from tocsin.vocab.errors import BadInput, TooMuch

NO_COPY = Copy(suffix="", why="an archive is not cleaned as a whole: unpack it, and clean what is in it")
_UNREAD = "what is in the files of the archive: only their names were read"
_RATIO = 200  # times that a text is smaller when packed, at the very most; a bomb reaches a thousand


def read_zip(archive: zipfile.ZipFile, opening: Opening) -> Contents:
    """Names, comments and sizes of a zip file."""
    packed = unpacked = 0
    for number, info in enumerate(archive.infolist(), start=1):
        if number > opening.limits.archive_entries:
            opening.miss(f"names behind the first {opening.limits.archive_entries:,}")
            break
        packed, unpacked = packed + info.compress_size, unpacked + info.file_size
        _name(info.filename, number, opening)
        if info.comment:
            opening.add("comments", info.comment.decode("utf-8", "replace"), f"entry {number}")
        if info.flag_bits & 1:
            opening.fact("encrypted files")
        if (info.external_attr >> 16) & 0o170000 == 0o120000:
            opening.fact("links to other places: what unpacks them may write elsewhere")
    if archive.comment:
        opening.add("comments", archive.comment.decode("utf-8", "replace"), "the archive")
    _sizes(len(archive.infolist()), packed, unpacked, opening)
    opening.miss(_UNREAD)
    return opening.contents("archive (zip)", NO_COPY)


def read_tar(data: bytes, opening: Opening, kind: str = "archive (tar)") -> Contents:
    """Names, owners and links of a tar file."""
    count = size = 0
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for count, info in enumerate(archive, start=1):
                if count > opening.limits.archive_entries:
                    opening.miss(f"names behind the first {opening.limits.archive_entries:,}")
                    break
                size += info.size
                _name(info.name, count, opening)
                if info.linkname:
                    opening.fact("links to other places: what unpacks them may write elsewhere")
                    opening.add("names", info.linkname, f"entry {count}, where it leads")
                if info.uname or info.gname:
                    opening.fact("names of users")
                    opening.add("owners", f"user: {info.uname} group: {info.gname}", f"entry {count}")
                if info.isdev():
                    opening.fact("devices")
    except TooMuch:
        raise
    except Exception as fault:  # the library raises whatever a broken header makes of it
        if not count:
            raise BadInput(f"the archive is broken ({type(fault).__name__})", hint="get it once more") from fault
        opening.miss(f"names behind entry {count}: the archive is broken there")
    _sizes(count, len(data), size, opening)
    opening.miss(_UNREAD)
    return opening.contents(kind, NO_COPY)


def read_gzip(data: bytes, opening: Opening) -> Contents:
    """The name that a gzip file keeps, and the list of the tar file in it."""
    flags, at = data[3], 10
    try:
        if flags & 4:
            at += 2 + struct.unpack_from("<H", data, at)[0]
        for bit, place in ((8, "name"), (16, "comment")):
            if flags & bit:
                end = data.index(b"\0", at)
                opening.add("names" if place == "name" else "comments", data[at:end].decode("latin-1"), place)
                at = end + 1
        unpacking = zlib.decompressobj(31)
        head = unpacking.decompress(data, opening.room)
    except (struct.error, ValueError, zlib.error) as fault:
        raise BadInput(f"the packed file is broken ({type(fault).__name__})", hint="get it once more") from fault
    opening.unpack(len(head))
    if unpacking.unconsumed_tail:
        opening.fact(f"it unpacks to more than {len(head):,} bytes: it may be made to fill a disk")
    if is_tar(head):
        if unpacking.unconsumed_tail:
            opening.miss("names behind the part of the archive that was unpacked to read its list")
        return read_tar(head, opening, "archive (tar, packed as gzip)")
    _sizes(1, len(data), len(head), opening)
    opening.miss("what is in the packed file: only its name was read")
    return opening.contents("packed file (gzip)", NO_COPY)


def is_tar(head: bytes) -> bool:
    """Whether it begins as a tar file does."""
    return head[257:262] == b"ustar"


def _name(name: str, number: int, opening: Opening) -> None:
    opening.add("names", name, f"entry {number}")
    if name.startswith("/") or ".." in name.replace("\\", "/").split("/"):
        opening.fact("names that lead out of the folder in which it is unpacked")


def _sizes(count: int, packed: int, unpacked: int, opening: Opening) -> None:
    opening.fact(f"files: {count:,}; unpacked they have {unpacked:,} bytes, as it says")
    if unpacked > opening.limits.unpacked_bytes and unpacked > _RATIO * max(1, packed):
        opening.fact("it unpacks to far more than it is: it may be made to fill a disk")
