"""Hints of errors as a page says them: a command becomes its page."""

import re

from msgspec import Struct

from tocsin.web.texts import _

_COMMAND = re.compile(r"`tocsin ([^`]+)`")
_ID = re.compile(r"(case|share|party)-[0-9a-z]{6,26}")

# By noun and verb of a command: the page on which the same is done. A word in braces is the id of that kind.
_PAGES: dict[tuple[str, str], str] = {
    ("case", "show"): "/cases/{case}",
    ("case", "classify"): "/cases/{case}/triage",
    ("case", "checklist"): "/cases/{case}/checklist",
    ("case", "fill"): "/cases/{case}/checklist",
    ("case", "mark"): "/cases/{case}/marking",
    ("case", "block"): "/cases/{case}/marking",
    ("case", "unblock"): "/cases/{case}/marking",
    ("case", "clean"): "/cases/{case}/clean",
    ("case", "components"): "/cases/{case}/impact",
    ("case", "reopen"): "/cases/{case}/close",
    ("case", "open-items"): "/cases/{case}/close",
    ("case", "list"): "/cases",
    ("evidence", "list"): "/cases/{case}/evidence",
    ("evidence", "add"): "/cases/{case}/evidence",
    ("duty", "show"): "/cases/{case}/duties",
    ("duty", "list"): "/cases/{case}/duties",
    ("share", "new"): "/cases/{case}/shares/new",
    ("share", "show"): "/shares/{share}",
    ("share", "preview"): "/shares/{share}",
    ("share", "write"): "/shares/{share}",
    ("share", "send"): "/shares/{share}",
    ("share", "drop"): "/shares/{share}",
    ("share", "withdraw"): "/shares/{share}",
    ("share", "correct"): "/shares/{share}",
    ("share", "download"): "/shares/{share}",
    ("feedback", "list"): "/shares/{share}/feedback",
    ("feedback", "add"): "/shares/{share}/feedback",
    ("party", "add"): "/parties/new",
    ("party", "show"): "/parties/{party}",
    ("party", "road"): "/parties/{party}",
    ("party", "list"): "/parties",
    ("route", "list"): "/routes",
    ("route", "confirm"): "/routes",
    ("outbox", "list"): "/outbox",
    ("outbox", "cancel"): "/outbox",
    ("policy", "show"): "/catalogues",
    ("policy", "check"): "/catalogues",
    ("user", "list"): "/people",
    ("user", "token"): "/account",
    ("ledger", "verify"): "/ledger",
    ("ledger", "checkpoint"): "/ledger",
}


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
        said.append(Said(text=hint[at : found.start()]))
        said.append(
            Said(text=_("this page"), path=path) if path else Said(text=f"{_('at a terminal:')} tocsin {found[1]}")
        )
        at = found.end()
    said.append(Said(text=hint[at:]))
    return tuple(one for one in said if one.text)


def _path(command: str, here: str) -> str:
    words = command.split()
    pattern = _PAGES.get((words[0], words[1] if len(words) > 1 else ""), "")
    kind = pattern[pattern.index("{") + 1 : pattern.index("}")] if "{" in pattern else ""
    if not kind:
        return pattern
    named = next((found[0] for text in (command, here) for found in _ID.finditer(text) if found[1] == kind), "")
    return pattern.format_map({kind: named}) if named else ""
