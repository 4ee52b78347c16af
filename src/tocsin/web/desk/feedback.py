"""What came back because of a share, and what changed."""

from typing import Any

from tocsin.vocab.errors import BadInput
from tocsin.vocab.feedback import (
    ANSWERS,
    ASKING,
    OURS,
    AfterReceipt,
    EffectKind,
    FeedbackKind,
    Knowledge,
    KnownFrom,
    Means,
)
from tocsin.web.desk.door import get, post
from tocsin.web.desk.moment import moment_in
from tocsin.web.desk.visit import Page, Visit, to
from tocsin.web.texts import _

THEIRS = tuple(kind for kind in FeedbackKind if kind not in OURS)


def feedback(visit: Visit) -> Page:
    """What each recipient said or did not say, the open questions, and what is known of what followed."""
    account = visit.ask("share.show", share=visit.params["share"])
    terms = visit.ask("share.preview", share=account.share)
    return visit.page(
        "feedback.html",
        here="shares",
        account=account,
        terms=terms,
        case=visit.ask("case.show", case=terms.case),
        open=[one for one in account.feedback if one.kind in ASKING and not one.answered],
        answers={str(one.id): _answers_to(one.kind) for one in account.feedback},
        after=[(one, _after(account, one.party)) for one in account.recipients],
        effects=[one for one in visit.ask("feedback.effects", case=terms.case) if _is_of(one, account)],
        kinds=THEIRS,
        means=list(Means),
        sources=list(KnownFrom),
        steps=list(AfterReceipt),
        knowledge=list(Knowledge),
        effect_kinds=list(EffectKind),
        today=visit.desk.clock.now().date(),
    )


def said(visit: Visit) -> Page:
    """What a party said."""
    form = visit.form
    since, source = moment_in(form.get("known_since")), form.get("known_from") or None
    done = _("Recorded, as said by them and written down by you.")
    return _written_down(visit, done, known_since=since, known_from=source)


def answered(visit: Visit) -> Page:
    """What we answered to a question or a request."""
    done = _("Recorded that it was answered. The desk itself sent nothing.")
    return _written_down(visit, done, answers=visit.form.get("answers"))


def _written_down(visit: Visit, done: str, **more: object) -> Page:
    form, share = visit.form, visit.params["share"]
    visit.ask(
        "feedback.add",
        share=share,
        party=form.get("party"),
        kind=form.get("kind"),
        text=form.get("text"),
        means=form.get("means") or Means.OTHER,
        **more,
    )
    return to(f"/shares/{share}/feedback", done)


def signed(visit: Visit) -> Page:
    """A receipt that a recipient signed, as a file."""
    form, share = visit.form, visit.params["share"]
    if not form.files:
        raise BadInput("no file was handed in", hint="choose the receipt that the party sent")
    file = form.files[0].file
    means = form.get("means") or Means.OTHER
    taken = visit.hand_in("feedback.receipt", file, share=share, party=form.get("party"), means=means)
    return to(f"/shares/{share}/feedback", " ".join(_of_taken(taken)))


def noted(visit: Visit) -> Page:
    """What is known of one thing that may happen after receipt."""
    form, share = visit.form, visit.params["share"]
    visit.ask(
        "feedback.after",
        share=share,
        party=form.get("party"),
        step=form.get("step"),
        state=form.get("state"),
        on=form.get("on") or None,
        because=form.get("because"),
    )
    return to(f"/shares/{share}/feedback", _("Noted."))


def effect(visit: Visit) -> Page:
    """What changed because of the share, or of one answer to it."""
    form, share = visit.form, visit.params["share"]
    visit.ask(
        "feedback.effect",
        case=form.get("case"),
        kind=form.get("kind"),
        what=form.get("what"),
        because_of=form.all("because_of"),
        on=form.get("on") or None,
    )
    return to(f"/shares/{share}/feedback", _("Recorded, with what caused it."))


def _answers_to(kind: str) -> list[FeedbackKind]:
    return [ours for ours, theirs in ANSWERS.items() if theirs == kind]


def _after(account: Any, party: str) -> list[tuple[AfterReceipt, Any]]:
    """The six things for one recipient, each with the newest that is known of it, or None."""
    known = {one.step: one for one in account.after_receipt if one.party == party}
    return [(step, known.get(step)) for step in AfterReceipt]


def _is_of(effect: Any, account: Any) -> bool:
    causes = {account.share, *(one.id for one in account.feedback)}
    return not causes.isdisjoint(effect.because_of)


def _of_taken(taken: Any) -> list[str]:
    """What became of a receipt, in sentences."""
    if not taken.is_new:
        return [_("This receipt was here before: nothing was recorded again.")]
    told = [_("The receipt holds ({grade}) and is kept.").format(grade=taken.grade)]
    if not taken.as_offered:
        told.append(_("It accepts other terms than were offered, so no claim can show it."))
    if taken.contradicts:
        told.append(_("It contradicts an earlier answer; both are kept."))
    return told


ROWS = (
    get("/shares/{share}/feedback", feedback),
    post("/shares/{share}/feedback", said),
    post("/shares/{share}/answer", answered),
    post("/shares/{share}/receipt", signed),
    post("/shares/{share}/after", noted),
    post("/shares/{share}/effect", effect),
)
