"""What was typed into a form, by the labels and in the order of the form.

The labels are read out of the templates, once: an error's page says the very words that stood beside each field, and no
list of them has to be kept anywhere.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct

from tocsin.web.render import FOLDER
from tocsin.web.texts import _

HIDDEN = frozenset(
    {"csrf", "seen", "from", "password", "new_password", "again"}
)  # fields that nobody typed, or that are shown to nobody
LONG = 300  # signs of a text that stands open; a longer one is folded

_INCLUDE = re.compile(r'{%-? *include "([^"]+)" *-?%}')
_FORM = re.compile(r'<form\b([^>]*\bmethod="post"[^>]*)>(.*?)</form>', re.DOTALL)
_ACTION = re.compile(r'(?<![\w-])action="([^"#?]*)')
_PIECE = re.compile(
    r'parts\.(?:field|when)\("(?P<called>[^"]+)", _\("(?P<said>(?:[^"\\]|\\.)*)"\)'
    r"|<label\b(?P<about>[^>]*)>(?P<words>.*?)</label>"
    r"|<legend\b[^>]*>(?P<legend>.*?)</legend>|(?P<end></fieldset>)"
    r"|<(?:input|select|textarea)\b(?P<control>[^>]*)>",
    re.DOTALL,
)
_CONTROL = re.compile(r"<(?:input|select|textarea)\b([^>]*)>", re.DOTALL)
_TEXT = re.compile(r'_\("((?:[^"\\]|\\.)*)"\)')
_VALUE = re.compile(r"{{.*?}}", re.DOTALL)


class Typed(Struct, frozen=True, kw_only=True):
    """One text that somebody typed or chose, under its label; a long one is shown folded."""

    label: str
    text: str

    @property
    def is_long(self) -> bool:
        """Whether it takes more room than an error's page should give it."""
        return len(self.text) > LONG or self.text.count("\n") > 5


class _Form(Struct, frozen=True, kw_only=True):
    """A form of a template: where it is sent, None for its own page, and its fields in order with their labels."""

    action: re.Pattern[str] | None
    labels: Mapping[str, str]


def typed(path: str, texts: Mapping[str, Sequence[str]]) -> tuple[Typed, ...]:
    """What was sent to a path, to be shown again: nothing that somebody wrote is lost because of an error."""
    labels = _labels(path, frozenset(texts))
    order = list(labels)
    given = [name for name, values in texts.items() if name not in HIDDEN and any(map(str.strip, values))]
    given.sort(key=lambda name: order.index(found) if (found := _key(labels, name)) else len(order))
    return tuple(Typed(label=_said(labels, name), text=text) for name in given for text in texts[name] if text.strip())


def _labels(path: str, names: frozenset[str]) -> Mapping[str, str]:
    """The labels of the form that was sent: of those that go there, the one that has most of the fields."""
    there = [one for one in forms() if one.action is not None and one.action.fullmatch(path)]
    either = there or [one for one in forms() if one.action is None]
    best = max(either, key=lambda one: sum(_key(one.labels, name) != "" for name in names), default=None)
    return best.labels if best else {}


def _key(labels: Mapping[str, str], name: str) -> str:
    """The field as its template calls it: of `value.3` it is `value.`."""
    if name in labels:
        return name
    return next((one for one in labels if one.endswith((".", "-")) and name.startswith(one)), "")


def _said(labels: Mapping[str, str], name: str) -> str:
    found = labels.get(_key(labels, name), "")
    return _(found) if found else name.rpartition(".")[2].replace("_", " ")


@cache
def forms() -> tuple[_Form, ...]:
    """Every form of the desk's pages."""
    return tuple(
        form for path in sorted((FOLDER / "desk").glob("*.html")) for form in _forms_in(path.read_text("utf-8"))
    )


def _forms_in(source: str) -> Iterator[_Form]:
    whole = _INCLUDE.sub(lambda found: (FOLDER / found[1]).read_text("utf-8"), source)
    for form in _FORM.finditer(whole):
        action = _ACTION.search(form[1])
        pattern = None
        if action is not None:
            pieces = map(re.escape, _VALUE.split(action[1]))
            pattern = re.compile("[^/]+".join(pieces))
        yield _Form(action=pattern, labels=dict(_fields(form[2])))


def _fields(body: str) -> Iterator[tuple[str, str]]:
    """The fields of a form in their order, each with what stands beside it; "" where that is no text of ours."""
    by_id: dict[str, str] = {}
    legend = ""
    for piece in _PIECE.finditer(body):
        if piece["called"]:
            yield piece["called"], piece["said"]
        elif piece["legend"] is not None:
            legend = _first(piece["legend"])
        elif piece["end"]:
            legend = ""
        elif piece["words"] is not None:
            by_id[_attribute(piece["about"], "for")] = _first(piece["words"])
            for control in _CONTROL.finditer(piece["words"]):  # a box or a choice, with its words behind it
                yield _name(control[1]), legend or _first(piece["words"])
        elif piece["control"] is not None and _attribute(piece["control"], "type") != "hidden":
            yield _name(piece["control"]), by_id.get(_attribute(piece["control"], "id"), legend)


def _name(control: str) -> str:
    return _attribute(control, "name").partition("{{")[0]


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'(?<![\w-]){name}="([^"]*)"', tag)
    return found[1] if found else ""


def _first(text: str) -> str:
    found = _TEXT.search(text)
    return found[1] if found else ""
