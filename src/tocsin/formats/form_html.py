"""The form as one HTML page: no script, no request, nothing but text.

Source: HTML Living Standard, section 13.1 (writing). Every text is escaped; the page names no address, and its policy
forbids a browser to load, run or send anything (W3C, Content Security Policy Level 3). The label stands on top and at
the bottom, and in the margins of every printed page.
"""

from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser

from tocsin.vocab.errors import BadInput
from tocsin.vocab.marking import Tlp, parse_tlp
from tocsin.vocab.outline import Entry, Outline, Section, outline_of
from tocsin.vocab.package import Package, Rendered, Shown
from tocsin.vocab.writable import file_stem

NAME = "form-html"
SUMMARY = "The form as one HTML page that loads nothing, for reading and printing"
MEDIA_TYPE = "text/html; charset=utf-8"
CARRIES = frozenset(Tlp)

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

# 12 points at least and right-justified: FIRST, "Traffic Light Protocol (TLP)", version 2.0, on documents. No colours:
# the label is always read as text.
_STYLE = """
:root { color-scheme: light; }
body { font: 12pt/1.5 serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #000; background: #fff; }
header, footer { text-align: right; }
.label { font: bold 14pt sans-serif; color: #fff; background: #000; padding: .2rem .5rem; }
h1, h2, h3 { font-family: sans-serif; line-height: 1.2; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: 13rem 1fr; gap: .2rem 1rem; }
dt { font-weight: bold; }
dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; border-left: 3px solid #999; padding-left: 1rem; }
@media print { body { margin: 0; max-width: none; } h2, h3 { break-after: avoid; } }
"""

_VOID = {"meta", "br", "hr", "link", "img", "input"}
_NAMED = {"dt", "h4"}  # what stands in these is the name of the value that follows
_VALUES = {"dd": "", "pre": "", "h1": "Heading", "h2": "Heading", "h3": "Heading", "p": "Sentence"}


def write(package: Package) -> Rendered:
    """The page's bytes, UTF-8 with line feeds."""
    outline = outline_of(package)
    return Rendered(
        data=("\n".join(_lines(outline)) + "\n").encode(),
        media_type=MEDIA_TYPE,
        file_name=f"{file_stem(package.number)}.html",
        losses=outline.losses,
    )


def show(data: bytes) -> Shown:
    """What a browser would show, read by a parser. The label is the header's; BadInput where the bytes are no text."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise BadInput(f"byte {fault.start}: not UTF-8 text") from fault
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return Shown(tlp=reader.tlp, lines=tuple(reader.lines))


def _lines(outline: Outline) -> Iterator[str]:
    label = escape(outline.label)
    title = f"{label} {escape(outline.title)} {escape(outline.number)}"
    margins = f'@page {{ margin: 2cm; @top-right {{ content: "{label}"; }} @bottom-right {{ content: "{label}"; }} }}'
    yield from ("<!DOCTYPE html>", '<html lang="en">', "<head>", '<meta charset="utf-8">')
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">'
    yield '<meta name="referrer" content="no-referrer">'
    yield '<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield from (f"<title>{title}</title>", f"<style>{_STYLE}{margins}\n</style>", "</head>", "<body>")
    yield f'<header><span class="label">{label}</span></header>'
    yield from ("<main>", f"<h1>{escape(outline.title)} {escape(outline.number)}</h1>")
    for section in outline.sections:
        yield from _section(section)
    yield from ("</main>", f'<footer><span class="label">{label}</span></footer>', "</body>", "</html>")


def _section(section: Section) -> Iterator[str]:
    yield from ("<section>", f"<h2>{escape(section.title)}</h2>")
    if section.lead:
        yield f"<p>{escape(section.lead)}</p>"
    is_list = len(section.entries) > 1 or any(entry.heading for entry in section.entries)
    for number, entry in enumerate(section.entries, start=1):
        if is_list:
            yield f"<h3>{number}. {escape(entry.heading)}</h3>"
        yield from _entry(entry)
    yield "</section>"


def _entry(entry: Entry) -> Iterator[str]:
    if entry.rows:
        yield "<dl>"
        yield from (f"<dt>{escape(row.name)}</dt><dd>{escape(row.value)}</dd>" for row in entry.rows)
        yield "</dl>"
    if entry.text:
        # A line feed right after <pre> is dropped by a reader; one is put there, so that none of the text's is.
        yield f"<h4>{escape(entry.text_name)}</h4>\n<pre>\n{escape(entry.text)}</pre>"


class _Reader(HTMLParser):
    """The page as a recipient's parser sees it: values under their names, and the label of the header."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tlp: Tlp | None = None
        self.lines: list[tuple[str, str]] = []
        self._open: list[str] = []
        self._named = ""
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins; its text starts anew."""
        if tag not in _VOID:
            self._open.append(tag)
            self._words = []

    def handle_data(self, data: str) -> None:
        """Text of the element that is open."""
        self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        """An element ends: a name is kept for the value that follows, a value becomes a line."""
        text = "".join(self._words)
        if tag in _NAMED:
            self._named = text
        elif tag in _VALUES:
            shown = text.removeprefix("\n") if tag == "pre" else text
            self.lines.append((_VALUES[tag] or self._named, shown))
        elif tag == "span" and "header" in self._open:
            self.tlp = _label(text)
        if tag in self._open:
            del self._open[len(self._open) - 1 - self._open[::-1].index(tag) :]
        self._words = []


def _label(text: str) -> Tlp | None:
    try:
        return parse_tlp(text).tlp
    except BadInput:
        return None
