"""The form as Markdown: every third-party text stands as code.

Source: CommonMark 0.31.2, sections 4.5 (fenced code blocks) and 6.1 (code spans). Code is the one place where no
renderer makes markup, links, mentions or HTML of a text, whatever it says; so values are code spans and texts are
fenced blocks, each fence longer than any in the text. Only this program's own words stand outside.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from tocsin.vocab.errors import BadInput
from tocsin.vocab.marking import Tlp, parse_tlp
from tocsin.vocab.outline import Entry, Outline, Row, Section, outline_of
from tocsin.vocab.package import Package, Rendered, Shown
from tocsin.vocab.writable import file_stem

NAME = "form-markdown"
SUMMARY = "The form as Markdown, for wikis, tickets and version control"
MEDIA_TYPE = "text/markdown; charset=utf-8"
CARRIES = frozenset(Tlp)

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#&|~!])")
_TICKS = re.compile(r"`+")
_TILDES = re.compile(r"~+")
_ROW = re.compile(r"- ([^:`]+): (.*)")
_TEXT_NAME = re.compile(r"([^:`]+):")


def write(package: Package) -> Rendered:
    """The form's bytes, UTF-8 with line feeds."""
    outline = outline_of(package)
    return Rendered(
        data="\n".join(_lines(outline)).encode(),
        media_type=MEDIA_TYPE,
        file_name=f"{file_stem(package.number)}.md",
        losses=outline.losses,
    )


def show(data: bytes) -> Shown:
    """What a renderer would show. The label is the first line's; BadInput where the bytes are no text."""
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError as fault:
        raise BadInput(f"byte {fault.start}: not UTF-8 text") from fault
    return Shown(tlp=_label(lines[0]), lines=tuple(_read(lines)))


def _lines(outline: Outline) -> Iterator[str]:
    label = f"**{_ours(outline.label)}**"
    yield from (label, "", f"# {_ours(outline.title)} {_span(outline.number)}", "")
    for section in outline.sections:
        yield from _section(section)
    yield from ("---", "", label, "")


def _section(section: Section) -> Iterator[str]:
    yield from (f"## {_ours(section.title)}", "")
    if section.lead:
        yield from (_ours(section.lead), "")
    is_list = len(section.entries) > 1 or any(entry.heading for entry in section.entries)
    for number, entry in enumerate(section.entries, start=1):
        if is_list:
            yield from (f"### {number}. {_span(entry.heading)}".rstrip(), "")
        yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    if entry.rows:
        yield from (f"- {_ours(row.name)}: {_value(row)}" for row in entry.rows)
        yield ""
    if entry.text:
        fence = "~" * max(3, 1 + max((len(run) for run in _TILDES.findall(entry.text)), default=0))
        yield from (f"{_ours(entry.text_name)}:", "", f"{fence}text", entry.text, fence, "")


def _value(row: Row) -> str:
    return _ours(row.value) if row.is_ours else _span(row.value)


def _span(text: str) -> str:
    if "`" not in text:
        return f"`{text}`" if text else ""
    ticks = "`" * (1 + max(len(run) for run in _TICKS.findall(text)))
    inner = f" {text} " if text.startswith("`") or text.endswith("`") else text
    return f"{ticks}{inner}{ticks}"


@lru_cache(maxsize=256)  # our own words are few and come again in every row
def _ours(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


def _label(line: str) -> Tlp | None:
    try:
        return parse_tlp(line.strip("*")).tlp
    except BadInput:
        return None


def _read(lines: list[str]) -> Iterator[tuple[str, str]]:
    """The small reader: headings, rows, texts and sentences as `_lines` lays them out, but read for themselves."""
    at, named = 0, "Text"
    while at < len(lines):
        line = lines[at]
        at += 1
        fence = re.match(r"~{3,}", line)
        if fence:
            inside = []
            while at < len(lines) and lines[at] != fence.group():
                inside.append(lines[at])
                at += 1
            at += 1
            yield named, "\n".join(inside)
        elif line.startswith("#"):
            yield "Heading", _plain(line.lstrip("#").strip(" "))
        elif row := _ROW.fullmatch(line):
            yield row[1], _plain(row[2])
        elif name := _TEXT_NAME.fullmatch(line):
            named = name[1]
        elif line and line != "---":
            yield "Sentence", _plain(line.removeprefix("**").removesuffix("**"))


def _plain(line: str) -> str:
    """A line as it reads: code spans opened, escapes undone."""
    shown = ""
    while line:
        ticks = _TICKS.match(line)
        end = line.find(ticks.group(), ticks.end()) if ticks else -1
        if ticks and end >= 0:
            inner = line[ticks.end() : end]
            is_padded = inner.startswith(" ") and inner.endswith(" ") and inner.strip(" ")
            shown += inner[1:-1] if is_padded else inner
            line = line[end + ticks.end() :]
        elif line[0] == "\\" and len(line) > 1:
            shown, line = shown + line[1], line[2:]
        else:
            shown, line = shown + line[0], line[1:]
    return shown
