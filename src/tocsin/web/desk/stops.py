"""Stops on the way through one case: what each shows, and how far it is."""

from typing import TYPE_CHECKING

from msgspec import Struct

from tocsin.vocab.errors import TocsinError
from tocsin.vocab.release import Purpose, ShareState
from tocsin.web.desk.begun import correction_on
from tocsin.web.desk.visit import Visit
from tocsin.web.desk.words import WORDS
from tocsin.web.texts import _

if TYPE_CHECKING:
    from tocsin.operations.case import CaseView

MARK = "walk"  # the word in an address that says at which stop of which case somebody is


class Stop(Struct, frozen=True, kw_only=True):
    """One page on the way; without a path the case has not come there yet."""

    title: str
    look: str  # what there is to see
    so_far: str  # how far this case is
    path: str = ""


class Bar(Struct, frozen=True, kw_only=True):
    """Where somebody stands on the way, shown on the page of the stop."""

    number: int
    of: int
    stop: Stop
    whole: str
    before: str
    after: str


def stops_of(visit: Visit, case: str) -> tuple[Stop, ...]:
    """The stops of a case, from what came in to what a stranger can check."""
    view = visit.ask("case.show", case=case)
    here = f"/cases/{view.case.id}"
    return (*_inside(visit, here, view), *_outside(visit, here, view), *_end(here, view))


def bar_of(visit: Visit) -> Bar | None:
    """The bar of the stop that the address names; None where it names none."""
    case, sign, number = visit.query.get(MARK, "").rpartition(".")
    if not sign or not number.isdecimal() or not visit.may("case.show"):
        return None
    try:
        stops = [stop for stop in stops_of(visit, case) if stop.path]
    except TocsinError:  # a case that is not there, or not theirs: the page itself stands without a bar
        return None
    at = int(number[:4])
    if not 0 < at <= len(stops):
        return None
    return Bar(
        number=at,
        of=len(stops),
        stop=stops[at - 1],
        whole=f"/cases/{case}/{MARK}",
        before=_address(stops[at - 2].path, case, at - 1) if at > 1 else "",
        after=_address(stops[at].path, case, at + 1) if at < len(stops) else "",
    )


def addresses(stops: tuple[Stop, ...], case: str) -> tuple[str, ...]:
    """The address of each stop, with the word that shows the bar there; empty where there is no page yet."""
    reached = [stop for stop in stops if stop.path]
    return tuple(_address(stop.path, case, reached.index(stop) + 1) if stop.path else "" for stop in stops)


def _address(path: str, case: str, number: int) -> str:
    page, sign, place = path.partition("#")
    return f"{page}{'&' if '?' in page else '?'}{MARK}={case}.{number}{sign}{place}"


def _inside(visit: Visit, here: str, view: "CaseView") -> tuple[Stop, ...]:
    items = visit.ask("evidence.list", case=view.case.id, limit=1).items
    kept = sum(view.case.kinds.values())
    answered = len(view.case.facts)
    clocks = len(view.running_clocks)
    return (
        Stop(
            title=_("What came in"),
            look=_("Every file as it arrived, with its digest, who touched it and why."),
            so_far=WORDS.count(kept, _("item is kept, encrypted"), _("items are kept, encrypted")),
            path=f"{here}/evidence",
        ),
        Stop(
            title=_("One item, closely"),
            look=_("Text with its hidden signs made visible, the bytes beside it, and the chain of custody."),
            so_far=_("The first of them is shown.") if items else _("Nothing is kept yet."),
            path=f"/evidence/{items[0].id}" if items else "",
        ),
        Stop(
            title=_("What it is"),
            look=_("Answers to a few questions decide the class; the reasons and what is missing stand beside."),
            so_far=f"{WORDS.event_class(view.verdict.class_)}. {WORDS.count(answered, _('answer'), _('answers'))}.",
            path=f"{here}/triage",
        ),
        Stop(
            title=_("How it may be handled"),
            look=_("The marking binds everything that is made from the case; a release block stops all of it."),
            so_far=WORDS.tlp_name(view.marking.tlp),
            path=f"{here}/marking",
        ),
        Stop(
            title=_("Duties beside it"),
            look=_("Clocks of the law run beside the case and are never stopped by a share."),
            so_far=WORDS.count(clocks, _("clock may run"), _("clocks may run")) if clocks else _("No clock runs."),
            path=f"{here}/duties",
        ),
        Stop(
            title=_("Who is affected"),
            look=_("The supply chain as a picture: whoever uses what is affected is proposed as a recipient."),
            so_far=_("The components of the case, and the parties that declared them."),
            path=f"{here}/impact",
        ),
        Stop(
            title=_("The clean copy"),
            look=_("What may leave is chosen; everything else stays. What the rules found stands beside each line."),
            so_far=_("Nothing found is never the same as clean: a person looks."),
            path=f"{here}/clean",
        ),
    )


def _outside(visit: Visit, here: str, view: "CaseView") -> tuple[Stop, ...]:
    shares = visit.ask("share.list", case=view.case.id).items
    under_way = correction_on(view.case, shares)
    first = next((one for one in reversed(shares) if one.state != ShareState.DROPPED), None)
    sent = [one for one in shares if one.purpose != Purpose.FIRST and one.state != ShareState.DROPPED]
    corrected = under_way.path if under_way else f"/shares/{sent[0].id}" if sent else ""
    refused = next(
        (f"/shares/{one.id}?to={who}" for one in shares for who, each in one.outcomes.items() if not each.approved), ""
    )
    share = f"/shares/{first.id}" if first else ""
    none = _("No share has been proposed yet.")
    return (
        Stop(
            title=_("What they will get"),
            look=_("One recipient at a time, read back from the very bytes that an approval binds."),
            so_far=WORDS.count(len(first.recipients), _("recipient"), _("recipients")) if first else none,
            path=share,
        ),
        Stop(
            title=_("A refusal"),
            look=_("Somebody gets nothing: the reasons, and the one change that would allow it."),
            so_far=_("One recipient was refused.") if refused else _("Nobody was refused."),
            path=refused,
        ),
        Stop(
            title=_("How it went out"),
            look=_("Each delivery with its road and its state: sent, collected, acknowledged, failed."),
            so_far=WORDS.count(len(first.deliveries), _("delivery"), _("deliveries")) if first else none,
            path=f"/outbox?share={first.id}" if first else "",
        ),
        Stop(
            title=_("What came back"),
            look=_("Answers belong to the share that caused them; what nobody said is not known."),
            so_far=_("Answers, questions and sightings of the recipients.") if first else none,
            path=f"{share}/feedback" if first else "",
        ),
        Stop(
            title=_("A correction"),
            look=_("It goes down every road that the first share took, and shows who confirmed it."),
            so_far=_("It is begun, and not sent yet.")
            if under_way
            else _("A corrected share went out.")
            if sent
            else _("Nothing was corrected."),
            path=corrected,
        ),
    )


def _end(here: str, view: "CaseView") -> tuple[Stop, ...]:
    closed = view.case.closed_at is not None
    return (
        Stop(
            title=_("How it ends"),
            look=_("What changed because of it, what is unresolved and who looks again when."),
            so_far=_("The case is closed.") if closed else _("The case is open."),
            path=f"{here}/close",
        ),
        Stop(
            title=_("What a stranger can check"),
            look=_("A claim says what was shared, when, how and with what effect; a file that is checked offline."),
            so_far=_("Make it, take it away, and check it in another place."),
            path=f"{here}/claim",
        ),
    )
