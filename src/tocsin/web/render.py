"""Pages, from templates: all text is escaped, nothing is loaded.

The style stands in the page; the policy names its digest, so that no other style, no script and no picture ever runs.
Source: W3C, "Content Security Policy Level 3".
"""

from base64 import b64encode
from collections.abc import Iterable
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
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


@lru_cache(maxsize=5_000)  # more than there are
def _said(text: str) -> Markup:
    """One of our own texts, in the language of the desk."""
    return Markup(catalogue().gettext(text))  # noqa: S704  # it stands in a template, or in a translation of it


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
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        finalize=_shown,
    )
    made.install_gettext_translations(catalogue(), newstyle=True)  # type: ignore[attr-defined]  # the extension's
    made.globals["_"] = _said  # the extension's own asks for the catalogue anew each time, a hundred times a page
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
