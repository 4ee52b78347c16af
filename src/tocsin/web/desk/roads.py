"""Routes and channels: which are ready, and what the others lack."""

from typing import Any

from tocsin.vocab.reason import WithdrawReason
from tocsin.web.desk.door import get, post
from tocsin.web.desk.visit import Page, Visit, to
from tocsin.web.texts import _

CONFIRMED = ("channel", "address", "hours", "scope", "key_fingerprint", "note", "route")


def routes(visit: Visit) -> Page:
    """Each required group with its routes; the channels there are; the form that confirms one."""
    ready = visit.ask("ready.show")
    known = visit.ask("route.list")
    judged = {one.route: one for group in ready.groups for one in group.routes}
    people = visit.ask("user.list")
    text = visit.query.get("text", "").strip()
    again = next((one for one in known.routes if one.route == visit.query.get("route")), None)
    wanted = again.channel if again else visit.query.get("channel", "")
    return visit.page(
        "routes.html",
        here="parties",
        ready=ready,
        judged=judged,
        known=known,
        others=[one for one in known.routes if one.route not in judged],
        route_of={one.route: one for one in known.routes},
        channel_of={one.channel_id: one for one in known.channels},
        chosen=next((one for one in known.channels if one.channel_id == wanted), None),
        again=again,
        people=[one for one in people if not one.retired],
        name_of={one.id: one.name for one in people},
        text=text,
        takers=visit.ask("route.where", text=text) if text else None,
        withdraw_reasons=list(WithdrawReason),
    )


def confirmed(visit: Visit) -> Page:
    """Confirm a route in one's own name."""
    form = visit.form
    said: dict[str, Any] = {name: form.get(name) for name in CONFIRMED}
    visit.ask(
        "route.confirm",
        **said,
        people=form.all("person"),
        deputies=form.all("deputy"),
        key_expires_on=form.get("key_expires_on") or None,
        verified_on=form.get("verified_on") or None,
    )
    return to("/routes", _("The route is confirmed in your name."))


def withdrawn(visit: Visit) -> Page:
    """Take a route out of use."""
    visit.ask("route.withdraw", route=visit.params["route"], reason=visit.form.get("reason"))
    return to("/routes", _("The route is withdrawn: no new road can be opened on it."))


def channels(visit: Visit) -> Page:
    """Every channel, how many roads lead over it, what it needs."""
    return visit.page("channels.html", here="parties", found=visit.ask("channel.list"), trials=None)


def tested(visit: Visit) -> Page:
    """Try them; nothing is sent."""
    trials = visit.ask("channel.test", channel=visit.form.get("channel"))
    return visit.page("channels.html", here="parties", found=visit.ask("channel.list"), trials=trials)


ROWS = (
    get("/routes", routes),
    post("/routes", confirmed),
    post("/routes/{route}/withdraw", withdrawn),
    get("/channels", channels),
    post("/channels/test", tested),
)
