"""A mail in plain words: the subject line, then the body.

The payload is `Subject: …`, an empty line and the body, in UTF-8 with line feeds; a road puts the two where they
belong. The label stands in the subject and before the information (FIRST, "Traffic Light Protocol (TLP)", version 2.0,
on messages). Third-party text stands behind our name for it or behind a bar, so that none can pass for a line of ours.
"""

import re
from collections.abc import Iterator

from tocsin.vocab.errors import BadInput
from tocsin.vocab.marking import Tlp, parse_tlp
from tocsin.vocab.outline import Entry, Outline, Section, outline_of
from tocsin.vocab.package import Package, Rendered, Shown
from tocsin.vocab.writable import file_stem

NAME = "mail-text"
SUMMARY = "A mail in plain words: subject and body"
MEDIA_TYPE = "text/plain; charset=utf-8"
CARRIES = frozenset(Tlp)

_SUBJECT = "Subject: "
_BAR = "| "
_ROW = re.compile(r"([A-Z][^:|]*): (.*)")
_NAME = re.compile(r"([A-Z][^:|]*):")
_LABEL = re.compile(r"\[([^\]]*)\]")


def write(package: Package) -> Rendered:
    """The mail's bytes. The subject says label, purpose and number, and nothing that came from anybody else."""
    outline = outline_of(package)
    return Rendered(
        data=("\n".join(_lines(outline)) + "\n").encode(),
        media_type=MEDIA_TYPE,
        file_name=f"{file_stem(package.number)}.txt",
        losses=outline.losses,
    )


def show(data: bytes) -> Shown:
    """What a mail program would show. No label where subject and body do not say the same one."""
    subject, body = split(data)
    lines = body.split("\n")
    named = _LABEL.match(subject)
    in_subject, in_body = _label(named[1] if named else ""), _label(lines[0])
    read = (("Subject", subject), *_read(lines))
    return Shown(tlp=in_subject if in_subject == in_body else None, lines=read)


def split(data: bytes) -> tuple[str, str]:
    """Subject and body, for the road that sends them; BadInput where the payload is not such a mail."""
    try:
        subject, _, body = data.decode("utf-8").partition("\n\n")
    except UnicodeDecodeError as fault:
        raise BadInput(f"byte {fault.start}: not UTF-8 text") from fault
    if not subject.startswith(_SUBJECT) or not subject.isprintable():
        raise BadInput("line 1: a mail begins with one line `Subject: …` and an empty line")
    return subject.removeprefix(_SUBJECT), body


def _lines(outline: Outline) -> Iterator[str]:
    yield f"{_SUBJECT}[{outline.label}] {outline.title} {outline.number}"
    yield from ("", outline.label, "")
    for section in outline.sections:
        yield from _section(section)
    yield outline.label


def _section(section: Section) -> Iterator[str]:
    yield from (section.title.upper(), "")
    if section.lead:
        yield from (section.lead, "")
    is_list = len(section.entries) > 1 or any(entry.heading for entry in section.entries)
    for number, entry in enumerate(section.entries, start=1):
        if is_list:
            yield f"({number}) {entry.heading}".rstrip()
        yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    yield from (f"{row.name}: {row.value}" for row in entry.rows)
    if entry.text:
        yield f"{entry.text_name}:"
        yield from (f"{_BAR}{line}" for line in entry.text.split("\n"))
    yield ""


def _read(lines: list[str]) -> Iterator[tuple[str, str]]:
    """The small reader: rows, barred texts under their names, headings and sentences."""
    named, inside = "", list[str]()
    for line in [*lines, ""]:
        if line.startswith(_BAR) and named:
            inside.append(line.removeprefix(_BAR))
            continue
        if inside:
            yield named, "\n".join(inside)
            named, inside = "", []
        if row := _ROW.fullmatch(line):
            yield row[1], row[2]
        elif name := _NAME.fullmatch(line):
            named = name[1]
        elif line:
            yield "Heading" if line.isupper() or line.startswith("(") else "Sentence", line


def _label(text: str) -> Tlp | None:
    try:
        return parse_tlp(text).tlp
    except BadInput:
        return None
