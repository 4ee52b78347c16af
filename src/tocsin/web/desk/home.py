"""Home: your open work, then what is owed."""

from collections import Counter
from collections.abc import Iterable

from tocsin.stages.status import Status
from tocsin.vocab.desk_role import DeskRole
from tocsin.vocab.promise import Promise, PromiseKind, Side
from tocsin.web.desk.begun import Begun, kinds_of_drafts, open_shares
from tocsin.web.desk.door import THEMES, get, post
from tocsin.web.desk.visit import Page, Visit, to
from tocsin.web.desk.ways import promise_path
from tocsin.web.texts import _

YEAR_S = 365 * 24 * 3600
CASES = 12  # open ones that are named, the first with its next step
FEW_BEGUN = 3  # cases whose open shares are named: each is asked for
FEW, MANY = 8, 200  # promises on the first page, and in their list: the most pressing

# What home counts, in the order in which it presses; a number opens the list of what it counts.
COUNTED = (
    (Side.OWED, PromiseKind.ACKNOWLEDGEMENT),
    (Side.OWE, PromiseKind.DUTY),
    (Side.OWED, PromiseKind.SILENCE),
    (Side.OWE, PromiseKind.BLOCK),
    (Side.OWE, PromiseKind.OPEN_ITEM),
    (Side.OWE, PromiseKind.FAILED),
)
# What is asked of people by name who need not work on the case, in the order in which it presses.
ASKED = (
    PromiseKind.REVIEW,
    PromiseKind.BLIND_REVIEW,
    PromiseKind.APPROVAL,
    PromiseKind.COUNSEL,
    PromiseKind.TO_SEND,
    PromiseKind.DUTY,
    PromiseKind.REFUSAL,
    PromiseKind.BLOCK,
)


# What a share waits for that was begun and is not sent.
BEGUN = frozenset(
    {
        PromiseKind.UNFINISHED,
        PromiseKind.BLIND_REVIEW,
        PromiseKind.APPROVAL,
        PromiseKind.COUNSEL,
        PromiseKind.TO_SEND,
    }
)


def home(visit: Visit) -> Page:
    """What waits: open work with the first thing to resume on top, what is asked of them, then promises."""
    if not visit.may("status.show"):  # an admin alone keeps the house, and works on no case
        return to("/people")
    now = visit.ask("status.show", cases=CASES, steps=1)
    asked = asked_of(visit, now.owe)
    counts = Counter((one.side, one.kind) for one in (*now.owe, *now.owed))
    late = Counter((one.side, one.kind) for one in (*now.owe, *now.owed) if one.overdue)
    return visit.page(
        "home.html",
        here="home",
        asked=asked[:FEW],
        asked_counts=list(Counter(one.kind for one in asked).items()),
        is_worker=visit.may("case.new"),
        begun=_begun(visit, now, asked) if visit.may("share.new") else (),
        drafts=kinds_of_drafts(),
        counted=[(side, kind, counts[side, kind], late[side, kind]) for side, kind in COUNTED],
        public=visit.ask("report.form"),
        status_now=now,
        mine=[line for line in now.cases if line.mine],
        others=[line for line in now.cases if not line.mine],
        names=visit.called(one.case for one in (*now.owe[:FEW], *now.owed[:FEW], *asked[:FEW])),
    )


def _begun(visit: Visit, now: Status, asked: Iterable[Promise]) -> list[Begun]:
    """What was begun and not sent: corrections that are not proposed yet, then open shares of the first few cases."""
    words = _("Go on with the correction: it is not proposed yet")
    found = [Begun(path=f"/cases/{one.case}", words=words, title=one.name) for one in now.cases if one.to_correct]
    cases = list(dict.fromkeys(one.case for one in now.owe if one.kind in BEGUN and one.case))[:FEW_BEGUN]
    found += [one for case in cases for one in open_shares(visit.ask("share.list", case=case).items)]
    named = {promise_path(one) for one in asked}
    return [one for one in found if one.path not in named]


def asked_of(visit: Visit, owed: Iterable[Promise]) -> list[Promise]:
    """What waits for a decision of this person; counsel is asked about every clock of a duty that may apply."""
    is_counsel = DeskRole.COUNSEL in visit.who.roles
    found = [
        one
        for one in owed
        if one.kind in ASKED and (is_counsel if one.kind is PromiseKind.DUTY else visit.who.person in one.who)
    ]
    return sorted(found, key=lambda one: ASKED.index(one.kind))


def promises(visit: Visit) -> Page:
    """Every promise of one side, of one kind, or what waits for whoever looks."""
    side = Side.OWED if visit.query.get("side") == Side.OWED else Side.OWE
    kind, is_mine = visit.query.get("kind", ""), visit.query.get("for") == "me"
    found = visit.ask("promise.list", side=side)
    found = asked_of(visit, found) if is_mine else [one for one in found if not kind or one.kind == kind]
    shown = found[:MANY]
    names = visit.called(one.case for one in shown)
    return visit.page(
        "promises.html",
        here="home",
        side=side,
        kind=kind,
        is_mine=is_mine,
        promises=shown,
        names=names,
        left=len(found) - len(shown),
    )


def theme(visit: Visit) -> Page:
    """How the pages look in this browser."""
    chosen = visit.form.get("theme")
    page = to(visit.form.page_before)
    page.set_cookie("theme", chosen if chosen in THEMES else "", max_age=YEAR_S, httponly=True, samesite="strict")
    return page


ROWS = (get("/", home), get("/promises", promises), post("/theme", theme))
