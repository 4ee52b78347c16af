"""A zip file and its members, within limits against bombs.

Source: PKWARE, "APPNOTE.TXT - .ZIP File Format Specification", version 6.3.10.
"""

import io
import zipfile
import zlib

from tocsin.vocab.contents import Opening
from tocsin.vocab.errors import BadInput, TooMuch

_READ = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})  # others may ask for memory before they give a byte
_DIRECTORY = b"PK\x01\x02"  # APPNOTE 4.3.12, before every entry of the directory
_ENCRYPTED = 1  # APPNOTE 4.4.4, bit 0


def opened_zip(data: bytes, opening: Opening) -> zipfile.ZipFile:
    """The directory of a zip file; BadInput where it is broken, TooMuch where it has too many entries."""
    if data.count(_DIRECTORY) > 10 * opening.limits.archive_entries:
        raise TooMuch(f"the archive has more than {10 * opening.limits.archive_entries:,} entries")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except Exception as fault:  # the library raises whatever a broken directory makes of it
        raise BadInput(
            f"the file is packed as zip and its directory is broken ({type(fault).__name__})",
            hint="get it once more from where it came",
        ) from fault


def member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, opening: Opening) -> bytes | None:
    """A member unpacked and counted; None and listed where it is encrypted, broken or packed in another way."""
    if info.flag_bits & _ENCRYPTED:
        opening.miss("encrypted members")
        return None
    if info.compress_type not in _READ:
        opening.miss("members that are packed in a way that is not read here")
        return None
    try:
        with archive.open(info) as file:
            data = file.read(opening.room + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        opening.miss("members that are broken")
        return None
    opening.unpack(len(data))
    return data
