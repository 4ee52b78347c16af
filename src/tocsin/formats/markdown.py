"""Markdown: title, front matter and sections, all of it kept as text.

Source: CommonMark 0.31.2, sections 4.2 (ATX headings) and 4.5 (fenced code). Front matter (a block between two lines
of three hyphens at the top) is text here: it is never parsed as YAML; no link, image or markup is followed or rendered.
"""

import re

from msgspec import Struct

from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.foreign import caption
from tocsin.vocab.gathering import Gathering
from tocsin.vocab.limits import LIMITS
from tocsin.vocab.reading import InboundObject, Place, Reading
from tocsin.vocab.sample import Sample

NAME = "markdown"
SUMMARY = "Markdown notes: sections by heading, front matter kept as text"

_MEDIA_TYPE = "text/markdown"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_HEADING = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_SIGNS = re.compile(
    r"(?m)^(?:```|~~~|[*+-] \S|[0-9]{1,3}[.)] \S|> )|\[[^\]\n]{1,200}\]\([^)\n]{1,500}\)|\*\*\S|`[^`\n]+`"
)


class _Section(Struct, frozen=True, kw_only=True):
    """Lines from one heading to the next; `level` 0 is what stands before the first, -1 is front matter."""

    line: int
    level: int
    heading: str
    words: str


def recognise(sample: Sample) -> int:
    """30 for headings set off by empty lines with other signs of Markdown, 15 for headings alone."""
    head = sample.head.decode("utf-8-sig", errors="ignore")
    if sample.text is None or "\0" in head:
        return 0
    lines = head.split("\n")
    headings = [n for n, line in enumerate(lines) if line.startswith("#") and _is_set_off(lines, n)]
    if not headings:
        return 0
    return 30 if _SIGNS.search(head) or len(headings) > 1 else 15


def read(sample: Sample) -> Reading:
    """Each section a note of its own; the whole text is the account. BadInput where it is no text."""
    if len(sample.data) > LIMITS.document_bytes:
        raise TooMuch(f"the text has {len(sample.data):,} bytes; at most {LIMITS.document_bytes:,} are read")
    text = sample.text
    if text is None:
        raise BadInput("not UTF-8 text", hint="save the file as UTF-8, or keep it whole as evidence")
    if not text.strip():
        raise BadInput("line 1: the file is empty", hint="check that the right file was chosen")
    found = Gathering()
    sections = _sections(text)
    for section in sections:
        if section.words.strip():
            found.add(
                InboundObject(
                    kind=ItemKind.NOTE,
                    data=section.words.encode("utf-8"),
                    media_type=_MEDIA_TYPE,
                    label=caption(section.heading),
                    place=Place(line=section.line),
                )
            )
    title = next((each.heading for each in sections if each.level >= 1 and each.heading), None)
    return found.reading(format_name=NAME, kind=ItemKind.NOTE, title=caption(title) if title else None, text=text)


def _is_set_off(lines: list[str], number: int) -> bool:
    found = _heading(lines[number])
    if found is None or not found[1]:
        return False
    before = number == 0 or not lines[number - 1].strip() or lines[number - 1].startswith("---")
    after = number + 1 >= len(lines) or not lines[number + 1].strip()
    return before and after


def _sections(text: str) -> list[_Section]:
    lines = _LINE.findall(text)
    start = _after_front_matter(lines)
    sections = [_Section(line=1, level=-1, heading="front matter", words="".join(lines[:start]))] if start else []
    begun, level, heading, fence = start, 0, "", ""
    for number in range(start, len(lines)):
        fence = _fence_after(lines[number], fence)
        found = None if fence else _heading(lines[number])
        if found:
            sections.append(_section(lines, begun, number, level, heading))
            begun, (level, heading) = number, found
    sections.append(_section(lines, begun, len(lines), level, heading))
    return sections


def _heading(line: str) -> tuple[int, str] | None:
    found = _HEADING.match(line.rstrip())
    if found is None:
        return None
    words = line[found.end() :].strip()
    bare = words.rstrip("#")
    closed = not bare or bare[-1] in " \t"  # CommonMark 0.31.2 section 4.2: an optional closing sequence
    return len(found.group(1)), bare.rstrip() if closed else words


def _section(lines: list[str], begun: int, end: int, level: int, heading: str) -> _Section:
    return _Section(line=begun + 1, level=level, heading=heading, words="".join(lines[begun:end]))


def _after_front_matter(lines: list[str]) -> int:
    if not lines or lines[0].rstrip() != "---":
        return 0
    ends = (number for number in range(1, len(lines)) if lines[number].rstrip() in ("---", "..."))
    return next(ends, -1) + 1


def _fence_after(line: str, fence: str) -> str:
    found = _FENCE.match(line)
    if not found:
        return fence
    if not fence:
        return found.group(1)
    closes = found.group(1).startswith(fence) and not line.strip().strip(fence[0])
    return "" if closes else fence
