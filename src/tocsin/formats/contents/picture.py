"""Pictures: what lies around the pixels, and the pixels alone.

Sources: ITU-T T.81 (JPEG), annex B; PNG specification, third edition (W3C, 2025); RFC 9649 (WebP); CompuServe GIF89a;
CIPA DC-008 (Exif); IPTC IIM 4.2; C2PA technical specification 2.1 (provenance in a JUMBF box).
"""

import io
import struct
import zlib
from collections.abc import Iterator

from PIL import Image, ImageOps

from tocsin.formats.contents import exif, iptc, xmp
from tocsin.vocab.contents import PIXEL_COPY, Contents, Copy, Opening
from tocsin.vocab.errors import BadInput, TooMuch

KINDS = {
    "PNG": "picture (PNG)",
    "JPEG": "picture (JPEG)",
    "GIF": "picture (GIF)",
    "WEBP": "picture (WebP)",
    "TIFF": "picture (TIFF)",
    "BMP": "picture (BMP)",
}
OTHERS = "picture or film (HEIC, AVIF, MP4 and others)"
NOT_DECODED = Copy(suffix="", why="this kind of picture is not decoded here: save it as PNG, and clean that")
_HINT = "get it once more from where it came"
_NO_TEXT = "what can be seen in the picture (no OCR): look at it before it leaves"
_BLOCKS = 20_000  # pieces of one file that are walked through
_INFLATED = 1_000_000  # bytes of one packed text

_XMP, _EXIF, _IPTC = b"http://ns.adobe.com/xap/1.0/\0", b"Exif\0\0", b"Photoshop 3.0\0"
_PNG_PIXELS = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"}
)


def read(data: bytes, form: str, opening: Opening) -> Contents:
    """What lies beside the pixels of a picture of a known form; the pixels themselves are not read."""
    try:
        walk = {"PNG": _png, "JPEG": _jpeg, "WEBP": _webp, "GIF": _gif, "TIFF": _tiff}.get(form)
        if walk is not None:
            walk(data, opening)
        elif form not in KINDS:
            opening.miss("what lies around the pixels: when, where, by whom and with what it was made")
    except (struct.error, IndexError) as fault:
        raise BadInput(f"the picture ends before it should, or its parts are broken ({form})", hint=_HINT) from fault
    opening.miss(_NO_TEXT)
    opening.miss("what may be hidden in the pixels themselves")
    return opening.contents(KINDS.get(form, OTHERS), PIXEL_COPY if form in KINDS else NOT_DECODED)


def pixels_alone(data: bytes, limit: int) -> bytes:
    """The first picture as PNG, made anew from its pixels as they are seen: nothing else of the file is in it.

    What is not wholly opaque is laid on white, for colours that nobody sees can hold anything. BadInput where the
    picture cannot be decoded, TooMuch before a pixel is decoded where it has more than `limit`.
    """
    try:
        with Image.open(io.BytesIO(data), formats=tuple(KINDS)) as picture:
            if picture.width * picture.height > limit:
                raise TooMuch(f"the picture has more than {limit:,} pixels", hint="make it smaller, and clean that")
            picture.load()
            seen = ImageOps.exif_transpose(picture)
            if "A" in seen.getbands() or "transparency" in seen.info:
                below = Image.new("RGBA", seen.size, "white")
                below.alpha_composite(seen.convert("RGBA"))
                seen = below
            seen = seen.convert("L" if seen.mode in {"1", "L", "I;16", "I"} else "RGB")
            anew = Image.frombytes(seen.mode, seen.size, seen.tobytes())
            file = io.BytesIO()
            anew.save(file, "PNG")
            return file.getvalue()
    except TooMuch:
        raise
    except Image.DecompressionBombError as fault:
        raise TooMuch(f"the picture has more than {limit:,} pixels", hint="make it smaller, and clean that") from fault
    except Exception as fault:  # the library raises whatever a broken picture makes of it
        raise BadInput(f"the picture cannot be decoded ({type(fault).__name__})", hint=_HINT) from fault


def _jpeg(data: bytes, opening: Opening) -> None:
    at = 2
    for _ in range(_BLOCKS):
        if data[at] != 0xFF:
            break
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in {0xD9, 0xDA}:  # the end, or the scan of the pixels
            break
        (length,) = struct.unpack_from(">H", data, at + 2)
        body = data[at + 4 : at + 2 + length]
        _segment(marker, body, opening)
        at += 2 + max(2, length)
    end = data.find(b"\xff\xd9", at)  # within a scan 0xFF is always followed by 0 or a restart (T.81, B.1.1.5)
    if 0 <= end < len(data.rstrip(b"\0")) - 2:
        opening.fact("data behind the end of the picture")
        opening.miss("data behind the end of the picture")


def _segment(marker: int, body: bytes, opening: Opening) -> None:
    match marker:
        case 0xE0 if body.startswith((b"JFXX", b"JFIF")) and len(body) > 14:
            opening.fact("a thumbnail: it may show what was cut away")
        case 0xE1 if body.startswith(_EXIF):
            exif.read(body[len(_EXIF) :], opening)
        case 0xE1 if body.startswith(_XMP):
            opening.fact("XMP")
            xmp.read(body[len(_XMP) :], "XMP", opening)
        case 0xE1:
            opening.fact("more XMP, or data of an application")
            opening.add("XMP", body.decode("utf-8", "replace") if b"xap" in body[:40] else "", "extension")
        case 0xE2:
            opening.fact("a colour profile" if body.startswith(b"ICC_PROFILE") else "further pictures or data (APP2)")
        case 0xEB if b"c2pa" in body or body.startswith(b"JP"):
            opening.fact("C2PA: a signed statement of where the picture comes from")
            opening.miss("the inside of the C2PA statement")
        case 0xED if body.startswith(_IPTC):
            opening.fact("IPTC")
            iptc.read(body[len(_IPTC) :], opening)
        case 0xFE:
            opening.fact("a comment")
            opening.add("comment", body.decode("utf-8", "replace"))
        case _ if 0xE3 <= marker <= 0xEF:
            opening.fact(f"data of an application (APP{marker - 0xE0})")
            opening.miss(f"data of an application (APP{marker - 0xE0})")


def _png(data: bytes, opening: Opening) -> None:
    at = 8
    for number, (kind, body, end) in enumerate(_chunks(data, at), start=1):
        at = end
        if kind in {b"tEXt", b"zTXt", b"iTXt"}:
            opening.fact("PNG text")
            _png_text(kind, body, number, opening)
        elif kind == b"eXIf":
            exif.read(body, opening)
        elif kind == b"caBX":
            opening.fact("C2PA: a signed statement of where the picture comes from")
            opening.miss("the inside of the C2PA statement")
        elif kind == b"iCCP":
            opening.fact("a colour profile")
        elif kind == b"tIME":
            opening.fact("the time of its last change")
        elif kind in {b"acTL", b"fcTL", b"fdAT"}:
            opening.fact("further pictures (an animation): only the first goes into a copy")
        elif kind not in _PNG_PIXELS:
            opening.fact("data of an application (a private chunk)")
            opening.miss("data of an application (a private chunk)")
        if kind == b"IEND":
            break
    if data[at:].strip(b"\0"):
        opening.fact("data behind the end of the picture")
        opening.miss("data behind the end of the picture")


def _chunks(data: bytes, at: int) -> Iterator[tuple[bytes, bytes, int]]:
    for _ in range(_BLOCKS):
        if at + 8 > len(data):
            return
        length, kind = struct.unpack_from(">I4s", data, at)
        yield kind, data[at + 8 : at + 8 + length], min(len(data), at + 12 + length)
        at += 12 + length


def _png_text(kind: bytes, body: bytes, number: int, opening: Opening) -> None:
    keyword, _, rest = body.partition(b"\0")
    if kind == b"zTXt":
        text = _inflated(rest[1:]).decode("latin-1")
    elif kind == b"iTXt":
        is_packed = rest[:1] == b"\1"
        text_bytes = rest[2:].split(b"\0", 2)[-1]
        text = (_inflated(text_bytes) if is_packed else text_bytes).decode("utf-8", "replace")
    else:
        text = rest.decode("latin-1")
    if keyword == b"XML:com.adobe.xmp":
        opening.fact("XMP")
        xmp.read(text.encode(), "XMP", opening)
        return
    opening.add("PNG text", f"{keyword.decode('latin-1')}: {text}", f"chunk {number}")


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _INFLATED)
    except zlib.error:
        return b""


def _webp(data: bytes, opening: Opening) -> None:
    at = 12
    for _ in range(_BLOCKS):
        if at + 8 > len(data):
            break
        kind, length = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + length]
        if kind == b"EXIF":
            exif.read(body.removeprefix(_EXIF), opening)
        elif kind == b"XMP ":
            opening.fact("XMP")
            xmp.read(body, "XMP", opening)
        elif kind == b"ICCP":
            opening.fact("a colour profile")
        elif kind == b"ANMF":
            opening.fact("further pictures (an animation): only the first goes into a copy")
        elif kind not in {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM"}:
            opening.fact("data of an application (another chunk)")
            opening.miss("data of an application (another chunk)")
        at += 8 + length + length % 2


def _gif(data: bytes, opening: Opening) -> None:
    at = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    pictures = 0
    for _ in range(_BLOCKS):
        kind = data[at]
        if kind == 0x2C:
            pictures += 1
            packed = data[at + 9]
            at += 10 + (3 << ((packed & 7) + 1) if packed & 0x80 else 0) + 1
            _, at = _sub_blocks(data, at)
        elif kind == 0x21:
            label = data[at + 1]
            body, at = _sub_blocks(data, at + 2)
            if label in {0xFE, 0x01}:
                opening.fact("a comment")
                opening.add("comment", body.decode("utf-8", "replace"))
            elif label == 0xFF and not body.startswith((b"NETSCAPE", b"ANIMEXTS")):
                opening.fact("data of an application")
                opening.miss("data of an application")
        else:
            break
    if pictures > 1:
        opening.fact("further pictures (an animation): only the first goes into a copy")
    if data[at + 1 :].strip(b"\0"):
        opening.fact("data behind the end of the picture")
        opening.miss("data behind the end of the picture")


def _sub_blocks(data: bytes, at: int) -> tuple[bytes, int]:
    pieces = []
    while size := data[at]:
        pieces.append(data[at + 1 : at + 1 + size])
        at += 1 + size
    return b"".join(pieces), at + 1


def _tiff(data: bytes, opening: Opening) -> None:
    exif.read(data, opening)
    opening.miss("further pictures of the file, if it has any: only the first goes into a copy")
