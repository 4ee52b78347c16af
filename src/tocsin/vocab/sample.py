"""A sample: one foreign file as the formats see it, within the limits.

Formats are pure: they get the bytes, the name it came under, and never a path they could open.
"""

from functools import cached_property

from tocsin.vocab.document import first_json_line, looks_like_json, parse_json
from tocsin.vocab.errors import BadInput

_FRONT = 20  # records that tell what a file is
_FRONT_BYTES = 16 * 1024 * 1024 + 1  # one line of the greatest length that is parsed, and its end


class Sample:
    """The bytes of one file with its name; parsed views are made once and only when asked for."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.data = data

    @cached_property
    def head(self) -> bytes:
        """The first 64 KiB: enough to recognise every format here."""
        return self.data[: 64 * 1024]

    @cached_property
    def text(self) -> str | None:
        """The whole as UTF-8 text (a byte order mark removed), or None where it is not UTF-8."""
        try:
            return self.data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return None

    @cached_property
    def json(self) -> object | None:
        """The whole as one strict JSON document (a dict or a list), or None where it is not one."""
        if not looks_like_json(self.head) or self._has_lines:
            return None
        try:
            return parse_json(self.data)
        except BadInput:
            return None

    @property
    def _has_lines(self) -> bool:
        """Whether more follows a whole document: then the file is no single document, and is not tried as one."""
        return self.first_line is not None and b"\n" in self.data.strip()

    @cached_property
    def first_line(self) -> object | None:
        """The first line as strict JSON, where the file may be JSON Lines; else None."""
        return first_json_line(self.data)

    @cached_property
    def first_records(self) -> tuple[dict[str, object], ...]:
        """The objects at the front: the document itself, the first of its array, or the first of its JSON Lines.

        Empty where the file is neither. JSON Lines may have bad lines; where the first is one of them, at least half of
        the lines at the front must be good, or the file is rather one broken document.
        """
        if self.json is not None:
            several = self.json if isinstance(self.json, list) else [self.json]
            return tuple(each for each in several[:_FRONT] if isinstance(each, dict))
        if not looks_like_json(self.head):
            return ()
        whole_lines = self.data[:_FRONT_BYTES].removeprefix(b"\xef\xbb\xbf").split(b"\n")
        if len(self.data) > _FRONT_BYTES:
            whole_lines.pop()
        lines = [line for line in whole_lines if line.strip()][:_FRONT]
        found = [value for line in lines if isinstance(value := _parsed(line), dict)]
        return tuple(found) if self._has_lines or 2 * len(found) >= len(lines) else ()


def _parsed(line: bytes) -> object | None:
    try:
        return parse_json(line) if looks_like_json(line) else None
    except BadInput:
        return None
