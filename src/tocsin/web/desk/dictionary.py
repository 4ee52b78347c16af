"""Our own words that must not leave: read, added to, learned from a case."""

from collections.abc import Iterable
from typing import Any

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.web.desk.door import get, post
from tocsin.web.desk.visit import Page, Visit, to
from tocsin.web.texts import _, mark

LISTS: dict[str, str] = {
    "org_names": mark("Names of the organization"),
    "domains": mark("Domains"),
    "host_suffixes": mark("Endings of host names"),
    "hosts": mark("Hosts"),
    "netblocks": mark("Networks"),
    "codenames": mark("Code names"),
    "victims": mark("Customers and victims"),
    "cloud_accounts": mark("Accounts at cloud providers"),
    "tenants": mark("Tenants"),
    "accounts": mark("Users and service accounts"),
    "people": mark("People"),
}
SHOWN = 100  # words of a list on the page; the command line prints all
MOST_TAKEN = 5_000  # words that a page carries from a preview to the taking in


def dictionary(visit: Visit) -> Page:
    """The words that every cleaning looks for."""
    return _page(visit)


def added(visit: Visit) -> Page:
    """Put words beside those that are there, from a field or from what was proposed."""
    form = visit.form
    words = [{"field": form.get("field"), "value": value} for value in form.lines("words")]
    words += list(_chosen(form.all("word")))
    if not words:
        raise BadInput("no word was named", hint="write one a line")
    visit.ask("dictionary.add", words=tuple(words))
    back = form.page_before if form.page_before.startswith("/cases/") else "/dictionary"
    return to(back, _("Taken in. Make clean copies again, so that they lack them too."))


def dropped(visit: Visit) -> Page:
    """Take a word out again."""
    visit.ask("dictionary.drop", words=tuple(_chosen(visit.form.all("word"))))
    return to("/dictionary", _("Taken out: nothing looks for it any more."))


def previewed(visit: Visit) -> Page:
    """What an asset list would add; nothing is recorded yet."""
    if not visit.form.files:
        raise BadInput("no file was chosen", hint="choose an asset list, CSV")
    file = visit.form.files[0]
    found = visit.hand_in("dictionary.preview", file.file, name=file.filename)
    if len(found.new) > MOST_TAKEN:
        raise TooMuch(
            f"{len(found.new):,} new words; a page takes {MOST_TAKEN:,} at once",
            hint="split the list, or `tocsin dictionary assets FILE`",
        )
    return _page(visit, preview=found, file=file.filename)


def proposals(visit: Visit) -> Page:
    """What a case shows of our own words, for a person to take or leave."""
    view = visit.ask("case.show", case=visit.params["case"])
    return visit.page(
        "words.html", here="cases", view=view, found=visit.ask("case.learn", case=view.case.id), lists=_lists()
    )


def _page(visit: Visit, **more: Any) -> Page:
    known: Dictionary = visit.ask("dictionary.show")
    lists = [(field, title, getattr(known, field)) for field, title in _lists().items()]
    given = {"preview": None, "file": "", **more}
    return visit.page("dictionary.html", here="people", lists=lists, titles=_lists(), most=SHOWN, **given)


def _lists() -> dict[str, str]:
    return {field: _(title) for field, title in LISTS.items()}


def _chosen(texts: Iterable[str]) -> Iterable[dict[str, str]]:
    """Words as boxes carry them: the list, a sign of equality, the word."""
    for text in texts:
        field, _equals, value = text.partition("=")
        yield {"field": field, "value": value}


ROWS = (
    get("/dictionary", dictionary),
    post("/dictionary", added),
    post("/dictionary/drop", dropped),
    post("/dictionary/assets", previewed),
    get("/cases/{case}/words", proposals),
)
