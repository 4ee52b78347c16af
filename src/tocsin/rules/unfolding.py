"""Text as it reads, with the way back to where it stands.

Escapes, percent codes, entities, invisible and look-alike signs are undone, so that one rule sees one spelling; every
place found in the readable text is led back to the code points of the text as it came. Base64 is not undone here.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator

from msgspec import Struct

MOST_LEVELS = 3  # JSON in JSON in JSON: what agent traces nest; deeper than that nobody reads it as text
_ESCAPE = re.compile(r'\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|["\\/bfnrt])')
_SHORT = {'"': '"', "\\": "\\", "/": "/", "b": " ", "f": " ", "n": "\n", "r": " ", "t": "\t"}
_JSON = re.compile(r'\\"|\\u[0-9a-fA-F]{4}|[{\[,]\s{0,40}"[^"\n]{1,80}"\s{0,4}:')
_NESTED = re.compile(r'\\"|\\u[0-9a-fA-F]{4}')
# Reserved signs that part a URL (%20 %22 %26 %3F …) stay: undoing them would change where an address ends.
_PERCENT = re.compile(
    r"(?:%[89A-Fa-f][0-9A-Fa-f]){1,4}|%(?:2[DdEe]|3[0-9Aa]|4[0-9A-Fa-f]|5[0-9AaFf]|6[1-9A-Fa-f]|7[0-9Aa]|2[Ff])"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+"
)
_MIXED = re.compile(r"(?=[\w.@-]{0,80}[a-zA-Z])(?=[\w.@-]{0,80}[\u0370-\u04ff])[\w.@-]{2,80}")
# Letters that look like Latin ones. Source: Unicode Technical Standard 39, confusables.txt; Cyrillic and Greek only.
_LOOK_ALIKE = str.maketrans(
    "аеорсухіјѕһԁԛԝАВЕКМНОРСТХІЈЅαεονρτυκικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aeopcyxijshdqwABEKMHOPCTXIJSaeovptukikABEZHIKMNOPTYX"
)

# The signs outside ASCII that equal a letter of ASCII once case is left aside (Unicode, CaseFolding.txt and the dotless
# and dotted i): as that letter, a rule finds them whatever matches it.
_LETTERS_OF_ANOTHER_CASE = {"\u0130": "I", "\u0131": "i", "\u017f": "s", "\u212a": "K"}


class Step(Struct, frozen=True):
    """One undoing: where its replaced pieces stand now, and where they stood before."""

    now: tuple[int, ...]  # start of each piece in the new text
    now_length: tuple[int, ...]
    before: tuple[int, ...]  # its start in the old text
    before_length: tuple[int, ...]

    def start(self, place: int) -> int:
        """Where the sign at `place` began."""
        at = bisect_right(self.now, place) - 1
        if at < 0:
            return place
        if place < self.now[at] + self.now_length[at]:
            return self.before[at]
        return self.before[at] + self.before_length[at] + place - self.now[at] - self.now_length[at]

    def end(self, place: int) -> int:
        """Where the sign before `place` ended."""
        at = bisect_right(self.now, place - 1) - 1
        if at < 0:
            return place
        if place - 1 < self.now[at] + self.now_length[at]:
            return self.before[at] + self.before_length[at]
        return self.before[at] + self.before_length[at] + place - self.now[at] - self.now_length[at]


class Unfolded(Struct, frozen=True):
    """The readable text and the way back."""

    text: str
    steps: tuple[Step, ...] = ()

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a span of the readable text, one sign or longer, stands in the text as it came."""
        for step in reversed(self.steps):
            start, end = step.start(start), step.end(end)
        return start, end


def holds_json(text: str) -> bool:
    """Whether something in a text reads like JSON: its escapes are then undone, all over the text."""
    return _JSON.search(text) is not None


def unfold(text: str, *, is_escaped: bool | None = None) -> Unfolded:
    """The text with its encodings undone; the same text, where there are none.

    Whether escapes are undone is said for a part of a longer text, and seen in the text otherwise.
    """
    steps: list[Step] = []
    for pattern, undo in _undoings(text, "\\" in text and holds_json(text) if is_escaped is None else is_escaped):
        text, step = _replace(text, pattern, undo)
        if step.now:
            steps.append(step)
    return Unfolded(_plain_signs(text), tuple(steps))


def _undoings(text: str, is_escaped: bool) -> Iterator[tuple[re.Pattern[str], Callable[[str], str]]]:
    """Which steps a text asks for; those for levels below the first are no-ops where nothing is left to undo."""
    if is_escaped and "\\" in text:
        yield _ESCAPE, _unescape
        for _ in range(1, MOST_LEVELS):
            yield _ESCAPE_NESTED, _unescape
    if "%" in text:
        yield _PERCENT, _unpercent
    if "&" in text:
        yield _ENTITY, _unentity
    if not text.isascii() or "\\u" in text or "%" in text or "&" in text:
        yield _INVISIBLE, lambda _: ""


# Below the first level only what cannot be a path of Windows: quotes, backslashes, `\u` and four digits, and `\n`
# where a message goes on behind it.
_ESCAPE_NESTED = re.compile(
    r'\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|["\\]|[nrt](?=[\s"{}\[\]\\A-Z0-9#*-]))'
)


def _unescape(found: str) -> str:
    if found[1] != "u":
        return _SHORT[found[1]]
    if len(found) > 6:
        return bytes.fromhex(found[2:6] + found[8:12]).decode("utf-16-be")
    sign = chr(int(found[2:6], 16))
    return found if unicodedata.category(sign) in {"Cs", "Cc"} and sign not in "\t\n" else sign


def _unpercent(found: str) -> str:
    try:
        return bytes.fromhex(found.replace("%", "")).decode()
    except UnicodeDecodeError:
        return found


def _unentity(found: str) -> str:
    sign = html.unescape(found)
    return found if any(unicodedata.category(each) in {"Cs", "Cc"} for each in sign) else sign


def _replace(text: str, pattern: re.Pattern[str], undo: Callable[[str], str]) -> tuple[str, Step]:
    parts: list[str] = []
    rows: list[tuple[int, int, int, int]] = []
    done = length = 0
    for match in pattern.finditer(text):
        new = undo(match.group())
        if new == match.group():
            continue
        parts += (text[done : match.start()], new)
        length += match.start() - done
        rows.append((length, len(new), match.start(), match.end() - match.start()))
        length += len(new)
        done = match.end()
    if not rows:
        return text, Step((), (), (), ())
    parts.append(text[done:])
    return "".join(parts), Step(*(tuple(column) for column in zip(*rows, strict=True)))


def _plain_signs(text: str) -> str:
    """Wide letters, digits of other scripts, look-alikes in mixed words as ASCII: sign for sign, so no place moves."""
    if text.isascii():
        return text
    table = {ord(sign): _plain(sign) for sign in set(text) if not sign.isascii()}
    text = text.translate(table)
    return _MIXED.sub(lambda word: word.group().translate(_LOOK_ALIKE), text)


def _plain(sign: str) -> str:
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    if sign.isspace():
        return " "
    if sign in _LETTERS_OF_ANOTHER_CASE:
        return _LETTERS_OF_ANOTHER_CASE[sign]
    folded = unicodedata.normalize("NFKC", sign) if "\uff00" <= sign <= "\uff5e" else sign
    return folded if len(folded) == 1 else sign
