"""A form filled in again behind an error: nothing has to be typed twice.

It reads pages of our own templates, and no others: attributes in double quotes, nothing unclosed.
"""

import re
from collections.abc import Mapping, Sequence
from html import escape, unescape

from msgspec import Struct

_PIECE = re.compile(
    r"<(?P<end>/?)(?P<name>form|details|input|select|option|textarea)\b(?P<about>(?:[^>\"]|\"[^\"]*\")*)>"
)
_CHECKED, _SELECTED = re.compile(r"\schecked(?=\s|$)"), re.compile(r"\sselected(?=\s|$)")
_VALUE = re.compile(r'(?<![-\w])value="[^"]*"')
_UNTYPED = frozenset({"hidden", "password", "file", "submit", "button"})
_OURS = frozenset({"csrf", "seen", "from"})


class Left(Struct, frozen=True, kw_only=True):
    """What was sent and not taken: where to, the texts by field, and whether somebody else changed it meanwhile."""

    action: str
    texts: Mapping[str, Sequence[str]]
    is_old: bool


def refilled(page: str, here: str, left: Left) -> str:
    """The page that stands `here`, its form as it was filled in; where that is old, what is said by now stays.

    Of several forms that go there, it is the one whose hidden fields say the same. What had been folded is unfolded
    where something came back into it.
    """
    parts = _parts(page)
    begin, end = _form(parts, here, left)
    newer = _held(parts[begin:end]) if left.is_old else frozenset[str]()
    return "".join(_filled(parts, begin, end, _Texts(left.texts), newer)) if end else page


class _Texts:
    """What was left in a form: each text is taken once, in the order of the fields of a name."""

    def __init__(self, texts: Mapping[str, Sequence[str]]) -> None:
        self._texts = {name: list(values) for name, values in texts.items()}

    def next(self, name: str) -> str | None:
        """The text for the next field that is called so; None where it was not sent."""
        values = self._texts.get(name)
        return values.pop(0).replace("\r\n", "\n") if values else None

    def chosen(self, name: str) -> list[str]:
        """What was ticked or chosen under a name."""
        return self._texts.get(name, [])


def _parts(page: str) -> list[str | re.Match[str]]:
    """Text and tags in turn."""
    parts: list[str | re.Match[str]] = []
    at = 0
    for found in _PIECE.finditer(page):
        parts += [page[at : found.start()], found]
        at = found.end()
    return [*parts, page[at:]]


def _form(parts: Sequence[str | re.Match[str]], here: str, left: Left) -> tuple[int, int]:
    """Where the form begins and ends that was sent; (0, 0) where the page has none."""
    best, most, begin = (0, 0), -1, -1
    for place, part in enumerate(parts):
        if isinstance(part, str) or part["name"] != "form":
            continue
        if not part["end"]:
            about = part["about"]
            goes_there = _value(about, "method") == "post" and (_value(about, "action") or here) == left.action
            begin = place if goes_there else -1
        elif begin >= 0:
            fits = _fits(parts[begin:place], left.texts)
            if fits > most:
                best, most = (begin, place), fits
            begin = -1
    return best


def _fits(parts: Sequence[str | re.Match[str]], texts: Mapping[str, Sequence[str]]) -> int:
    """How many of the fields that were sent a form has; -1 where it is about something else."""
    names = set[str]()
    for part in parts:
        if isinstance(part, str) or part["end"] or not (name := _value(part["about"], "name")):
            continue
        is_hidden = _value(part["about"], "type") == "hidden" and name not in _OURS
        if is_hidden and _value(part["about"], "value") not in texts.get(name, ()):
            return -1
        names.add(name)
    return len(names & set(texts))


def _filled(
    parts: Sequence[str | re.Match[str]], begin: int, end: int, left: _Texts, newer: frozenset[str]
) -> list[str]:
    """The pieces with what was left in the form; `newer` are fields that hold something by now, and keep it."""
    said = [part if isinstance(part, str) else part[0] for part in parts]
    folds: list[int] = []
    chooses = ""
    for place, part in enumerate(parts):
        if isinstance(part, str):
            continue
        name, about = part["name"], part["about"]
        if name == "details" and part["end"]:
            del folds[-1:]
        elif name == "details":
            folds.append(place)
        if name == "select":
            chooses = _value(about, "name")
        if not begin < place < end or part["end"]:
            continue
        if name == "textarea":
            text, now = said[place + 1], about
            said[place + 1] = _long(_value(about, "name"), text, left, newer)
            is_changed = said[place + 1] != text
        else:
            now = _field(about, left, newer) if name == "input" else about
            now = _option(about, chooses, left, newer) if name == "option" else now
            is_changed = now != about
            said[place] = f"<{name}{now}>"
        for fold in folds if is_changed else ():
            said[fold] = re.sub(r"^<details(?![^>]*\sopen)", "<details open", said[fold])
    said[begin] = said[begin].replace("<form", '<form data-filled="yes"', 1)
    return said


def _held(parts: Sequence[str | re.Match[str]]) -> frozenset[str]:
    """The fields of a form that hold something as it is shown."""
    found = set[str]()
    chooses = ""
    for place, part in enumerate(parts):
        if isinstance(part, str) or part["end"]:
            continue
        about, name = part["about"], _value(part["about"], "name")
        chooses = name if part["name"] == "select" else chooses
        follows = parts[place + 1] if part["name"] == "textarea" else ""
        is_radio = _value(about, "type") == "radio"
        if part["name"] == "option":
            found |= {chooses} if _SELECTED.search(about) else set()
        elif _CHECKED.search(about) if is_radio else _value(about, "value") or (isinstance(follows, str) and follows):
            found.add(name)
    return frozenset(found)


def _field(about: str, left: _Texts, newer: frozenset[str]) -> str:
    """An input's attributes, with what was typed or ticked."""
    name, kind, value = _value(about, "name"), _value(about, "type") or "text", _value(about, "value")
    if not name or kind in _UNTYPED:
        return about
    if kind in {"checkbox", "radio"}:
        is_chosen, is_held = (value or "on") in left.chosen(name), name in newer
        if is_held and (kind == "radio" or not is_chosen):  # a tick is only added to what holds by now
            return about
        return f"{_CHECKED.sub('', about)} checked" if is_chosen else _CHECKED.sub("", about)
    text = left.next(name)
    if text is None or name in newer or text == value:
        return about
    return f'{_VALUE.sub("", about)} value="{escape(text)}"'


def _option(about: str, name: str, left: _Texts, newer: frozenset[str]) -> str:
    chosen = left.chosen(name)
    if name in newer or not chosen:
        return about
    return f"{_SELECTED.sub('', about)} selected" if _value(about, "value") in chosen else _SELECTED.sub("", about)


def _long(name: str, now: str, left: _Texts, newer: frozenset[str]) -> str:
    """The text of a long field. A first line feed would be dropped (HTML, "textarea")."""
    text = left.next(name)
    return now if text is None or name in newer or text == unescape(now) else f"\n{escape(text, quote=False)}"


def _value(about: str, name: str) -> str:
    found = re.search(rf'(?<![-\w]){name}="([^"]*)"', about)
    return unescape(found[1]) if found else ""
