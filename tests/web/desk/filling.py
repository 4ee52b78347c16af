"""The addresses of every page of the desk, filled in from whatever a story has."""

import re

from tocsin.stages.desk import Desk
from tocsin.store.index import key_of
from tocsin.vocab.sharing import Share
from tocsin.web.desk.pages import ROOMS

PATHS = sorted({row.path for room in ROOMS for row in room.ROWS if row.method == "GET"})

# What stands for a part that is the id of nothing.
_WORDS = {"index": "7", "table": "release"}


def filled(desk: Desk, pattern: str) -> str:
    """An address of the story: for each part in braces the newest thing of that kind."""
    return re.sub(r"\{(\w+)\}", lambda part: _value(desk, part[1]), pattern)


def name_of(pattern: str) -> str:
    """The page's name in a folder of pictures."""
    return re.sub(r"\W+", "_", pattern).strip("_") or "home"


def _value(desk: Desk, part: str) -> str:
    if part in _WORDS:
        return _WORDS[part]
    if part == "recipient":
        share = list(desk.index.all("share"))[-1]
        assert isinstance(share, Share)
        return share.recipients[0]
    found = list(desk.index.all(part))
    assert found, f"the story has no {part}: say in filling.py what stands for {{{part}}}"
    return str(key_of(found[-1])[1])
