"""Hints of errors as a page says them: a command becomes its page."""

import re

from msgspec import Struct

from tocsin.web.desk.ways import PAGES
from tocsin.web.texts import _

_COMMAND = re.compile(r"`tocsin ([^`]+)`")
_OPTION = re.compile(r"--([a-z][a-z-]+)")
_ID = re.compile(r"(case|share|party)-[0-9a-z]{6,26}")


class Said(Struct, frozen=True, kw_only=True):
    """A piece of a hint; with a path it leads there."""

    text: str
    path: str = ""


def pieces(hint: str, here: str = "") -> tuple[Said, ...]:
    """A hint in pieces; `here` is the page that was asked for, whose case or share is meant where none is named."""
    said: list[Said] = []
    at = 0
    for found in _COMMAND.finditer(hint):
        path = _path(found[1], here)
        said.append(Said(text=_without_options(hint[at : found.start()])))
        said.append(
            Said(text=_("this page"), path=path) if path else Said(text=f"{_('at a terminal:')} tocsin {found[1]}")
        )
        at = found.end()
    said.append(Said(text=_without_options(hint[at:])))
    return tuple(one for one in said if one.text)


def _without_options(text: str) -> str:
    """What a command calls `--until` is a field here."""
    return _OPTION.sub(lambda found: f"“{found[1].replace('-', ' ')}”", text)


def _path(command: str, here: str) -> str:
    words = command.split()
    pattern = PAGES.get((words[0], words[1] if len(words) > 1 else ""), "")
    kind = pattern[pattern.index("{") + 1 : pattern.index("}")] if "{" in pattern else ""
    if not kind:
        return pattern
    named = next((found[0] for text in (command, here) for found in _ID.finditer(text) if found[1] == kind), "")
    return pattern.format_map({kind: named}) if named else ""
