"""Exif: camera, owner, place and time, as names and values.

Source: CIPA DC-008-2023 (Exif 3.0). The names of tags are those of the standard, as Pillow lists them.
"""

from PIL import Image
from PIL.ExifTags import GPSTAGS, IFD, TAGS

from tocsin.vocab.contents import Opening

_MOST = 2_000  # signs of one value
_SPOKEN = {"Artist": "Author", "XPAuthor": "Author", "CameraOwnerName": "Owner", "HostComputer": "computer"}
_CODES = {b"ASCII\0\0\0": "ascii", b"UNICODE\0": "utf-16", b"JIS\0\0\0\0\0": "iso2022_jp"}  # section 4.6.6, table 12


def read(data: bytes, opening: Opening) -> None:
    """Every value that is a text, and the position; what is no text is named."""
    opening.fact("Exif")
    found = Image.Exif()
    try:
        found.load(data)
        groups = [dict(found), dict(found.get_ifd(IFD.Exif))]
        position = dict(found.get_ifd(IFD.GPSInfo))
        thumbnail = found.get_ifd(IFD.IFD1)
    except Exception as fault:  # the library raises whatever a broken block makes of it
        opening.miss(f"Exif: broken ({type(fault).__name__})")
        return
    for tag, value in (pair for group in groups for pair in group.items()):
        _tell(TAGS.get(tag, f"tag {tag}"), value, opening)
    if position:
        _tell_position(position, opening)
    if thumbnail:
        opening.fact("a thumbnail: it may show what was cut away")


def _tell(name: str, value: object, opening: Opening) -> None:
    if name == "MakerNote":
        opening.fact("the maker's own notes")
        opening.miss("the maker's own notes (Exif MakerNote)")
    elif isinstance(value, str) or (isinstance(value, bytes) and len(value) <= _MOST):
        opening.add("Exif", f"{_SPOKEN.get(name, name)}: {_text(name, value)[:_MOST]}", name)
    elif isinstance(value, bytes):
        opening.miss(f"Exif: {name}, {len(value):,} bytes")


def _text(name: str, value: str | bytes) -> str:
    if isinstance(value, str):
        return value.strip("\0 ")
    if name.startswith("XP"):  # Windows writes its own tags so
        return value.decode("utf-16-le", "replace").strip("\0 ")
    code = _CODES.get(value[:8])
    text = value[8:].decode(code, "replace") if code else value.decode("utf-8", "replace")
    return text.strip("\0 ") if text.isprintable() or code else ""


def _tell_position(position: dict[int, object], opening: Opening) -> None:
    opening.fact("the position at which it was taken (GPS)")
    named = {GPSTAGS.get(tag, str(tag)): value for tag, value in position.items()}
    north, east = _degrees(named, "GPSLatitude", "S"), _degrees(named, "GPSLongitude", "W")
    if north is not None and east is not None:
        opening.add("Exif", f"GPS position: {north:.6f}, {east:.6f}", "GPS position")
    for name, value in named.items():
        if isinstance(value, str) and not name.endswith("Ref"):
            opening.add("Exif", f"{name}: {value}", name)


def _degrees(named: dict[str, object], name: str, below: str) -> float | None:
    value, sign = named.get(name), -1 if named.get(f"{name}Ref") == below else 1
    try:
        parts = [float(each) for each in value] if isinstance(value, tuple) else []
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return sign * sum(part / 60**place for place, part in enumerate(parts)) if len(parts) == 3 else None
