"""Cases in a list, filtered, kept as views, taken along; a new one."""

from typing import Any
from urllib.parse import urlencode

import msgspec
from msgspec import Struct
from msgspec.structs import asdict

from tocsin.vocab.case_list import CameFrom, CaseColumn, CaseOrder, CaseQuery, CaseStanding, SavedView
from tocsin.vocab.errors import BadInput
from tocsin.vocab.marking import TLP_NAMES
from tocsin.vocab.triage import EventClass
from tocsin.web.desk.door import get, post
from tocsin.web.desk.visit import LISTED, Answer, Page, Visit, to
from tocsin.web.download import download_of
from tocsin.web.texts import _

FIELDS = CaseQuery.__struct_fields__
# What stands behind "more filters": it is folded away unless something of it is chosen.
_MORE = ("tlp", "blocked", "held", "exercise", "came_from")


class _Shown(Struct, frozen=True, kw_only=True):
    """The list that is meant: a saved view, or what the address says."""

    query: CaseQuery
    columns: tuple[CaseColumn, ...]
    view: SavedView | None = None


def cases(visit: Visit) -> Page:
    """The cases that were asked for, a page at a time."""
    preferred = visit.ask("account.preferred")
    shown = _shown(visit, preferred)
    asked = _said(shown.query)
    found = visit.ask("case.list", cursor=visit.query.get("cursor", ""), limit=LISTED, **asked)
    address = _address(shown)
    return visit.page(
        "cases.html",
        here="cases",
        found=found,
        rows=LISTED,
        shown=shown,
        asked=asked,
        address=address,
        towards={order: _address(shown, order) for order in CaseOrder},
        table=f"/cases/table?{urlencode(asked | {'columns': ' '.join(shown.columns)})}",
        views=preferred.views,
        view_path=lambda name: f"/cases?{urlencode({'view': name})}",
        is_more=any(name in asked for name in _MORE),
        persons=[one for one in visit.ask("user.list") if not one.retired],
        choices={
            "event_class": list(EventClass),
            "standing": list(CaseStanding),
            "came_from": list(CameFrom),
            "order": list(CaseOrder),
            "tlp": list(TLP_NAMES.values()),
            "columns": list(CaseColumn),
        },
    )


def table(visit: Visit) -> Answer:
    """The list as a file: for a spreadsheet, or as STIX."""
    columns = tuple(visit.query.get("columns", "").split())
    form = visit.query.get("form", "csv")
    return download_of(visit.ask("case.table", form=form, columns=columns, **_said(_query(visit.query))))


def saved(visit: Visit) -> Page:
    """Keep this list as a view."""
    name, said = visit.form.get("name"), _said(_query({one: visit.form.get(one) for one in FIELDS}))
    visit.ask("view.save", name=name, columns=visit.form.all("column"), **said)
    return to(
        f"/cases?{urlencode({'view': ' '.join(name.split())})}", _("Kept as a view of yours. Nobody else sees it.")
    )


def dropped(visit: Visit) -> Page:
    """Keep a view no longer."""
    visit.ask("view.drop", name=visit.form.get("name"))
    return to("/cases?view=", _("The view is dropped. The cases are as they were."))


def arranged(visit: Visit) -> Page:
    """Which columns the list has from now on: in this view, or wherever no view says otherwise."""
    columns, name = visit.form.all("column"), visit.form.get("view")
    if not name:
        visit.ask("account.prefer", columns=columns)
        return to(visit.form.page_before, _("These columns are kept."))
    view = next((one for one in visit.ask("view.list") if one.name == name), None)
    if view is None:
        raise BadInput(f"you have no view {name[:60]!r}", hint="choose one from the list")
    visit.ask("view.save", name=name, columns=columns, **_said(view.query))
    return to(f"/cases?{urlencode({'view': name})}", _("These columns are kept with the view."))


def new(visit: Visit) -> Page:
    """What a new case is called and from which template it starts."""
    return visit.page("case_new.html", here="cases", templates=visit.ask("case.templates"))


def opened(visit: Visit) -> Page:
    """Open it."""
    form = visit.form
    made = visit.ask(
        "case.new",
        name=form.get("name"),
        template=form.get("template"),
        component=form.get("component") or "component",
        exercise=form.has("exercise"),
    )
    return to(f"/cases/{made.case.id}", _("The case is open. Add what you have."))


def _shown(visit: Visit, preferred: Any) -> _Shown:
    """The view that is named, else the filter in the address, else the view to start with, else every case."""
    is_filtered = any(visit.query.get(name) for name in FIELDS)
    name = visit.query.get("view", "" if is_filtered else preferred.start)
    view = next((one for one in preferred.views if one.name == name), None) if name else None
    if name and view is None:
        raise BadInput(f"you have no view {name[:60]!r}", hint="choose one from the list")
    if view is not None:
        return _Shown(query=view.query, columns=view.columns, view=view)
    return _Shown(query=_query(visit.query), columns=preferred.columns)


def _query(given: Any) -> CaseQuery:
    """What an address or a form says of a list; BadInput names the field that is wrong."""
    said = {name: given[name] for name in FIELDS if given.get(name)}
    try:
        return msgspec.convert(said, CaseQuery, strict=False)
    except msgspec.ValidationError as fault:
        raise BadInput(str(fault), hint="mend the field that is named") from fault


def _said(query: CaseQuery) -> dict[str, object]:
    """What a query says, as text, in the fields of an operation or an address."""
    bare = asdict(CaseQuery())
    said = {name: value for name, value in asdict(query).items() if value != bare[name]}
    return {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in said.items()}


def _address(shown: _Shown, order: CaseOrder | None = None) -> str:
    """The list again, with a mark behind which more can stand; in another order it is no view any more."""
    if shown.view is not None and order is None:
        return f"/cases?{urlencode({'view': shown.view.name})}&"
    said = _said(shown.query) | ({} if order is None else {"order": str(order)})
    return f"/cases?{urlencode(said)}&" if said else "/cases?view=&"


ROWS = (
    get("/cases", cases),
    get("/cases/table", table),
    get("/cases/new", new),
    post("/cases/new", opened),
    post("/cases/views", saved),
    post("/cases/views/drop", dropped),
    post("/cases/columns", arranged),
)
