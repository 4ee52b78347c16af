"""A recipient page in a test: a document on its way to one recipient, and its link."""

import re
from datetime import datetime

import httpx
from msgspec.structs import replace

from tests.documents import a_package
from tests.web.scene import Document, Partner, Scene
from tocsin.formats import form_html
from tocsin.stages.page import Link, issue_link
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.marking import Tlp
from tocsin.vocab.package import Package
from tocsin.vocab.sharing import Delivery
from tocsin.vocab.sheet import ShareSheet

NAME = "our own name of the share"  # stands in no document, so it may stand on no page


def a_document(package: Package | None = None, **more: object) -> Document:
    """A document to be shown on a page."""
    said = package or a_package()
    made = form_html.write(said)
    by = said.ask.by.isoformat() if said.ask.by else ""
    whole = Document(
        payload=made.data,
        kind=RoadKind.PAGE,
        format="form-html",
        media_type=made.media_type,
        file_name=made.file_name,
        terms=said.terms,
        sheet=ShareSheet(title=NAME, ask=said.ask.text, answer_by=by),
    )
    return replace(whole, **more)


class Recipient:
    """Somebody with a link, and what they do on the page."""

    def __init__(self, scene: Scene, base: str, document: Document | None = None, partner: Partner | None = None):
        self.scene, self.base = scene, base
        self.partner = partner or scene.partner("vendor", RoadKind.PAGE)
        self.document = document or a_document()
        self.delivery: Delivery = scene.delivered(self.partner, self.document)
        self.link: Link = issue_link(scene.desk, self.delivery)

    def get(self, path: str | None = None) -> httpx.Response:
        """Open the page."""
        return httpx.get(self.base + (path or self.link.path), trust_env=False, timeout=30)

    def post(self, headers: dict[str, str] | None = None, /, **fields: str) -> httpx.Response:
        """Send a form of it."""
        return httpx.post(self.base + self.link.path, data=fields, headers=headers, trust_env=False, timeout=30)

    def with_code(self) -> str:
        """What the forms of the page hold after the code was given."""
        return hidden(self.post(step="code", code=self.link.code), "seen")

    def confirmed(self, **fields: str) -> httpx.Response:
        """Choose and confirm."""
        shown = self.post(step="choose", **fields)
        assert shown.status_code == 200, shown.text
        return self.post(step="confirm", ticket=hidden(shown, "ticket"))


def hidden(answer: httpx.Response, name: str) -> str:
    """A hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.text)
    assert found is not None, answer.text
    return found[1]


def strict(tlp: Tlp) -> Document:
    """A document that needs a code."""
    package = a_package()
    return a_document(replace(package, terms=replace(package.terms, tlp=tlp)))


def at(text: str) -> datetime:
    """A moment."""
    return datetime.fromisoformat(text)
