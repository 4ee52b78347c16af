"""Which kind a file is, by its first bytes.

This is asked of every text, so no reader of documents is needed for it.
"""

from tocsin.formats.contents import archive, message
from tocsin.formats.contents.compound import MAGIC as COMPOUND

HEAD = 4_096  # bytes by which a kind is told
CLOSED = (  # known, and not opened here
    (b"BZh", "archive or packed file (bzip2)"),
    (b"\xfd7zXZ\0", "archive or packed file (xz)"),
    (b"7z\xbc\xaf\x27\x1c", "archive (7z)"),
    (b"Rar!\x1a\x07", "archive (RAR)"),
    (b"\x28\xb5\x2f\xfd", "archive or packed file (zstd)"),
)
_PICTURES = (  # by the first bytes, and further ones at a place
    (b"\x89PNG\r\n\x1a\n", 0, b"", "PNG"),
    (b"\xff\xd8\xff", 0, b"", "JPEG"),
    (b"GIF87a", 0, b"", "GIF"),
    (b"GIF89a", 0, b"", "GIF"),
    (b"RIFF", 8, b"WEBP", "WEBP"),
    (b"II*\0", 0, b"", "TIFF"),
    (b"MM\0*", 0, b"", "TIFF"),
    (b"BM", 6, b"\0\0\0\0", "BMP"),
    (b"\0\0\0", 4, b"ftyp", "HEIC"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def kind_of(head: bytes) -> str:
    """A word for the reader of a file that begins so; "" for a plain text, and for what nobody here knows."""
    for magic, at, more, form in _PICTURES:
        if head.startswith(magic) and head[at : at + len(more)] == more:
            return form
    if b"%PDF-" in head[:1024] and (head.lstrip().startswith(b"%PDF-") or b"\0" in head):
        return "pdf"
    if head.startswith(_ZIP):
        return "zip"
    if head.startswith(b"\x1f\x8b\x08") or archive.is_tar(head):
        return "gzip" if head.startswith(b"\x1f") else "tar"
    if head.startswith(COMPOUND):
        return "compound"
    if any(head.startswith(magic) for magic, _ in CLOSED):
        return "closed"
    if head.startswith(_WIDE):
        return "wide"
    if head.lstrip().startswith(b"{") and (b'"cells"' in head or b'"nbformat"' in head):
        return "notebook"
    return "message" if message.is_message(head) else ""
