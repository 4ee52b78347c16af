"""Pages, from templates: all text is escaped, nothing is loaded.

The style stands in the page; the policy names its digest, so that no other style, no script and no picture ever runs.
Source: W3C, "Content Security Policy Level 3".
"""

from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from tocsin.vocab.visible import visible
from tocsin.web.texts import catalogue

HTML = "text/html; charset=utf-8"
FOLDER = Path(__file__).parent / "templates"


def policy_for(style: str) -> str:
    """The policy under which a page with this one style stands."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


@cache
def style() -> str:
    """The one style sheet."""
    return (FOLDER / "style.css").read_text("utf-8")


@cache
def policy() -> str:
    """The policy of every answer."""
    return policy_for(style())


def _shown(value: object) -> object:
    """Text never hides, turns or steers anything, in whichever template somebody forgot to ask for it."""
    return visible(value, keep_lines=True) if type(value) is str else value


class _Told(NodeTransformer):
    """Puts our own texts into a template while it is compiled: there are a hundred on a page, and they never change."""

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802  # the visitor's own way to name it
        """`_("text")` becomes the text in the language of the desk."""
        self.generic_visit(node)
        match node:
            case nodes.Call(node=nodes.Name(name="_"), args=[nodes.Const(value=str(text))], kwargs=[]):
                return nodes.MarkSafe(nodes.Const(catalogue().gettext(text), lineno=node.lineno), lineno=node.lineno)
        return node


class _Environment(Environment):
    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """As Jinja parses it, with our own texts put in."""
        template = _Told().visit(super()._parse(source, name, filename))
        assert isinstance(template, nodes.Template)
        return template


def pairs(rows: Iterable[tuple[str, str]]) -> Markup:
    """Names and values of a definition list: here and not in a template, for a document has thousands."""
    parts: list[str] = []
    for name, text in rows:
        shown, said = visible(name, keep_lines=True), visible(text, keep_lines=True)
        parts += "<dt>", escape(shown), '</dt><dd class="said">', escape(said), "</dd>"
    return Markup("".join(parts))  # noqa: S704  # what comes from outside is escaped


@cache
def environment() -> Environment:
    """The templates: an unknown name in one is a fault, never an empty place."""
    made = _Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        finalize=_shown,
    )
    said = catalogue()
    # What is looked up by a variable is text, like any other: the extension would take it for markup.
    made.install_gettext_callables(  # type: ignore[attr-defined]  # the extension's
        lambda text: escape(said.gettext(text)),
        lambda one, many, count: escape(said.ngettext(one, many, count)),
        newstyle=True,
    )
    made.filters["pairs"] = pairs
    made.filters["visible"] = lambda text: visible(text, keep_lines=True)
    made.globals["style"] = Markup(style())  # noqa: S704  # our own file, which no text from outside gets into
    return made


def rendered(name: str, /, **values: object) -> bytes:
    """A page's bytes."""
    return environment().get_template(name).render(values).encode("utf-8", "backslashreplace")


def nothing_here(status: int, title: str) -> bytes:
    """The page that says no. It is the same for everything that is not there, whatever the reason."""
    return rendered("nothing.html", status=status, title=title)
