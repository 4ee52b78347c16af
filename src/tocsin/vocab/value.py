"""One spelling of a value, however it is written."""

import re
import unicodedata

_DOTS = re.compile(r"\s?(?:\[(?:\.|dot)\]|\((?:\.|dot)\)|\{(?:\.|dot)\})\s?")
_ATS = re.compile(r"\s?(?:\[(?:@|at)\]|\((?:@|at)\)|\{(?:@|at)\})\s?")
_FANGED = re.compile(r"[\[({]|hxxp")


def folded(value: str) -> str:
    """The value without case, width, hidden signs and doubled spaces, and with no dot or sign defanged.

    What is nothing but such signs is its own spelling.
    """
    return _folded(value) or value


def _folded(value: str) -> str:
    shown = value.casefold()
    if not value.isascii():
        plain = unicodedata.normalize("NFKC", value).casefold()
        shown = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    if not _FANGED.search(shown):
        return " ".join(shown.split())
    refanged = _ATS.sub("@", _DOTS.sub(".", shown)).replace("hxxp", "http").replace("[:]", ":").replace("[://]", "://")
    return " ".join(refanged.split())
