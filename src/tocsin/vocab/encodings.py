"""A document in every reading: its encodings undone, one within another.

Compressed and encrypted parts are not read.
"""

import base64
import binascii
import html
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote_to_bytes

from tocsin.vocab.neutral import JOINT, SHOWN_JOINT, SHOWN_SPACE, SPACE_MARK

MOST_LAYERS = 3  # base64 of percent of JSON; deeper nesting is somebody hiding, and no longer an accident
_MOST_VIEWS = 160  # of one document; each layer adds some, and a hostile document many
BASE64_RUN = re.compile(r"[A-Za-z0-9+/_-]{8,}(?:\r?\n[A-Za-z0-9+/_-]{2,})*={0,2}")
URL_SAFE = str.maketrans("-_", "+/")
# A run of small letters alone is a word; a value written so is still found by its own spelling in base64.
_MIXED = re.compile(r"^(?=.*[A-Z])(?=.*[a-z0-9])")
_SAYS = re.compile(r"[^\W\ufffd]{2}")
# The next three begin with one of a few signs, though that makes them longer: most of a document is then skipped over.
# The first also looks ahead at what any run has there.
_HEX = re.compile(
    r"[\\%0-9a-fA-F](?=[0-9a-fA-Fx][ :\\%0-9a-fA-F][ :\\%x0-9a-fA-F])"
    r"(?:(?<=[0-9a-fA-F])[0-9a-fA-F]|(?:(?<=\\)x|(?<=0)x|(?<=%))[0-9a-fA-F]{2})[ :]?"
    r"(?:(?:\\x|0x|%)?[0-9a-fA-F]{2}[ :]?){2,}"
)
_JSON = re.compile(r'\\(?:u[0-9a-fA-F]{4}|["\\/bfnrt]|x[0-9a-fA-F]{2})')
_SPELLED_OUT = re.compile("⟨U\\+([0-9A-F]{4,6})⟩")  # how our own documents show a hidden sign
_NEUTRAL_LAYOUT = re.compile(f"([\u27e9{SHOWN_SPACE}{SHOWN_JOINT}])\\n")  # line ends that are none of the text's
_NEUTRAL_MARKS = {ord(SPACE_MARK): " ", ord(SHOWN_SPACE): " ", ord(JOINT): "", ord(SHOWN_JOINT): ""}
_SOFT = re.compile(r"=\r?\n|=([0-9A-Fa-f]{2})")

Known = dict[str, tuple[str, ...]]  # a run that was undone before: most runs stand in several readings


def readings(document: bytes) -> Iterator[tuple[str, str]]:
    """The document as text, and every text that its encodings give when undone, one within another."""
    seen: set[str] = set()
    known: tuple[Known, Known, Known] = ({}, {}, {})
    layer = [("", document.decode("utf-8", "replace"))]
    layer += [(name, document.decode(name, "replace")) for name in ("utf-16-le", "utf-16-be") if b"\0" in document]
    for _ in range(MOST_LAYERS + 1):
        following: list[tuple[str, str]] = []
        for how, text in layer:
            if text in seen or len(seen) >= _MOST_VIEWS:
                continue
            seen.add(text)
            yield how, text
            following += [(f"{name} in {how}" if how else name, undone) for name, undone in _undone(text, known)]
        layer = following


def _undone(text: str, known: tuple[Known, Known, Known]) -> Iterator[tuple[str, str]]:
    """The lines of the text on which an encoding can be undone, undone; the other lines say nothing new."""
    for name, sign, undo in _UNDOINGS:
        if sign.search(text):
            # In two of them a line goes on behind its end, and each is undone once.
            whole = name in ("quoted-printable", "neutral form")
            yield name, undo(text) if whole else "\n".join(map(undo, _lines(sign, text)))
    if _HEX.search(text):
        yield "hexadecimal", _from_hexadecimal(text, known[0])
    yield from _from_base64(text, known[1], known[2])


def _lines(sign: re.Pattern[str], text: str) -> Iterator[str]:
    """The lines on which a sign stands that never crosses one."""
    match = sign.search(text)
    while match is not None:
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        yield text[text.rfind("\n", 0, match.start()) + 1 : end]
        match = sign.search(text, end)


def _from_json(text: str) -> str:
    short = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}

    def sign(match: re.Match[str]) -> str:
        code = match.group()
        return chr(int(code[2:], 16)) if code[1] in "ux" else short.get(code[1], code[1])

    return _paired(_JSON.sub(sign, text))


def _paired(text: str) -> str:
    """The text with every two surrogates that belong together as the one sign they are."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _from_quoted(text: str) -> str:
    data = _SOFT.sub(lambda match: chr(int(match.group(1), 16)) if match.group(1) else "", text)
    try:
        return data.encode("latin-1").decode("utf-8", "replace")
    except UnicodeEncodeError:
        return data


def _from_base64(text: str, known: Known, known_wide: Known) -> Iterator[tuple[str, str]]:
    """Every run that can be base64, read from each of its four possible beginnings."""
    runs = dict.fromkeys(BASE64_RUN.findall(text))
    for run in runs:
        if run not in known:
            known[run], known_wide[run] = _read(re.sub(r"[\r\n=]", "", run).translate(URL_SAFE))
    for name, some in (("base64", known), ("base64 of UTF-16", known_wide)):
        pieces = [piece for run in runs for piece in some[run]]
        if pieces:
            yield name, "\n".join(pieces)


def _read(run: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a run of base64 says, and what it says if that is UTF-16."""
    if not _MIXED.search(run):
        return (), ()
    pieces = (decoded(run[phase:]) for phase in range(4))
    wide = decoded(run, "utf-16-le")
    return tuple(piece for piece in pieces if _SAYS.search(piece)), (wide,) if wide and wide.isascii() else ()


def decoded(run: str, encoding: str = "utf-8") -> str:
    """A run of base64 as text; nothing where it is none."""
    whole = run[: len(run) - (len(run) % 4 == 1)]
    try:
        return base64.b64decode(whole + "=" * (-len(whole) % 4)).decode(encoding, "replace")
    except (binascii.Error, ValueError):
        return ""


def _from_code_points(text: str) -> str:
    return _paired(_SPELLED_OUT.sub(lambda match: chr(min(int(match.group(1), 16), 0x10FFFF)), text))


def _from_neutral(text: str) -> str:
    bare = _NEUTRAL_LAYOUT.sub(r"\1", text)
    return _from_code_points(bare.translate(_NEUTRAL_MARKS))


def _from_percent(text: str) -> str:
    return unquote_to_bytes(text.replace("+", " ")).decode("utf-8", "replace")


def _from_hexadecimal(text: str, known: Known) -> str:
    runs = dict.fromkeys(run.group() for run in _HEX.finditer(text))
    for run in runs:
        if run not in known:
            piece = _from_hex(run)
            known[run] = (piece,) if _SAYS.search(piece) else ()
    return "\n".join(piece for run in runs for piece in known[run])


def _from_hex(run: str) -> str:
    digits = re.sub(r"\\x|0x|[%: ]", "", run)
    return bytes.fromhex(digits[: len(digits) // 2 * 2]).decode("utf-8", "replace")


_UNDOINGS: tuple[tuple[str, re.Pattern[str], Callable[[str], str]], ...] = (
    ("JSON escapes", _JSON, _from_json),
    ("neutral form", re.compile(f"[{SPACE_MARK}{JOINT}{SHOWN_SPACE}{SHOWN_JOINT}]"), _from_neutral),
    ("code points", _SPELLED_OUT, _from_code_points),
    ("percent code", re.compile("%[0-9A-Fa-f]{2}"), _from_percent),
    ("HTML entities", re.compile(r"&#?\w{2,8};"), html.unescape),
    ("quoted-printable", re.compile(r"=(?:[0-9A-Fa-f]{2}|\r?\n)"), _from_quoted),
)
