"""How a share is shown: before it leaves, and what came of it."""

from typing import TYPE_CHECKING

from tocsin.vocab.ids import short

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tocsin.operations.share_point import PointAsked
    from tocsin.stages.correction import Correction
    from tocsin.stages.outcome import Account, AccountLine
    from tocsin.stages.preview import Preview, RecipientView
    from tocsin.vocab.sharing import Delivery


def show_preview(found: "Preview") -> None:
    """A whole share as it stands now: who would get what, whether they may, why not, and what to type next."""
    from tocsin.cli.output import show, table

    show(f"{short(found.share)}  {found.purpose}, {found.state}  {found.title}")
    show(f"terms: {found.tlp}: {found.reach}")
    rows = [(one.name, one.audience, one.road, one.format, one.size, one.verdict) for one in found.recipients]
    table(("recipient", "audience", "road", "format", "bytes", "decision"), rows, empty="no recipient")
    for view in found.recipients:
        for line in (*_cut(view, found.tlp), *view.why, *view.losses):
            show(f"  {view.name}: {line}")
    if found.correction:
        show_correction(found.correction)
    for line in _still_shows(found):
        show(line)
    row = "" if found.row is None else f", row {found.row}"
    show(f"advice: {found.advice} ({found.table}{row})")
    if found.facts:
        show(f"facts: {' '.join(f'{point}={value}' for point, value in found.facts.items())}")
    if found.taken_over:
        show(f"{', '.join(found.taken_over)}: as in the share that this one corrects. What has changed is said anew:")
        show(f"  tocsin share facts {short(found.share)} POINT=VALUE")
    show(f"digest of these documents, recipients and terms: {found.digest}")
    if found.self_approving:
        show("nobody else may approve here: what leaves says that it was self-approved, and it waits a while first")
        show("somebody else can, once they are here: tocsin user add 'NAME' --role approver")
    for line in found.next:
        show(line)


def show_points(asked: "Sequence[PointAsked]", as_json: bool) -> None:
    """What the decision asks, and what each answer to it means."""
    from tocsin.cli.output import emit, show

    if as_json:
        emit(asked)
        return
    for one in asked:
        show(f"{one.point}  {one.asks}")
        for value in one.values:
            meaning = one.meanings.get(value)
            show(f"  {one.point}={value}{f'  {meaning.definition}' if meaning else ''}")


def _cut(view: "RecipientView", tlp: str) -> "Iterator[str]":
    """What somebody gets and what not, where it is not the whole."""
    if view.cut == "whole":
        return
    label = "" if view.tlp == tlp else f", {view.tlp}"
    yield f"gets ({view.cut.replace('_', ' ')}{label}): {', '.join(view.gets) or 'not written yet'}"
    if view.held_back:
        yield f"does not get: {', '.join(view.held_back)}"


def show_correction(found: "Correction") -> None:
    """What a correction says otherwise than the share before it: `-` is said no more, `+` is new."""
    from tocsin.cli.output import heading, show

    heading(f"what changes against {found.title} ({short(found.follows)})")
    if found.why:
        show(f"why: {found.why}")
    if found.is_gone:
        show("what one of the two said was purged: they cannot be compared any more")
    elif not found.changes:
        show("nothing: it would say the same again")
    for one in found.changes:
        show(f"{one.how} {one.part}: {one.name}")
        if one.part != "recipient":
            for piece in one.stretches:
                if piece.how != "kept":
                    show(f"  {'+' if piece.how == 'added' else '-'} {piece.text.strip()}")


def _still_shows(found: "Preview") -> "Iterator[str]":
    """What can be told from the documents all the same: each sentence once, with those whose document it is of."""
    shown: dict[str, list[str]] = {}
    for view in found.recipients:
        for line in view.shows:
            shown.setdefault(line, []).append(view.name)
    for line, names in shown.items():
        whose = "" if len(names) == len(found.recipients) else f" ({', '.join(names)})"
        yield f"still shows{whose}: {line}"


def show_view(view: "RecipientView", digest: str) -> None:
    """One recipient's document, read back from its bytes."""
    from tocsin.cli.output import heading, show

    heading(f"{view.name} will get this, and nothing else")
    for name, value in view.lines:  # whole: this is what is approved
        show(f"  {name}: {value}" if name else f"  {value}")
    if not view.lines:
        show("the document shows nothing")
    for line in view.losses:
        show(line)
    for line in view.shows:
        show(f"still shows: {line}")
    show(f"decision: {view.verdict}; digest of the whole share: {digest}")


def show_account(account: "Account") -> None:
    """What came of a share, and what nobody told us."""
    from tocsin.cli.output import heading, show, table

    names = {one.party: one.name for one in account.recipients}
    heading(f"{account.title}: {account.purpose}, {account.state}")
    if account.correction:
        show_correction(account.correction)
    elif account.follows:
        show(f"it takes the place of {short(account.follows)}")
    rows = [(one.name, one.road, one.decision, _went(one), one.said or one.silence) for one in account.recipients]
    table(("recipient", "road", "decision", "delivery", "what came back"), rows, empty="no recipient")
    said = [(one.name, one.kind, one.evidence, one.text) for one in account.feedback]
    table(("from", "what", "evidence", "words"), said, empty="nothing came back yet: silence is not an answer")
    known = [(one.name, one.step, one.state, one.on) for one in account.after_receipt]
    table(("recipient", "after receipt", "what we know", "on"), known, empty="")
    back = [(names[one.party], f"{one.purpose} {short(one.share)}", one.reach) for one in account.recalled]
    table(("recipient", "taken back by", "how far it came"), back, empty="")
    if account.review:
        show(account.review)


def _went(one: "AccountLine") -> str:
    """How far the delivery came, and when."""
    from tocsin.cli.output import moment

    if one.sent_at:
        return f"{one.delivery}, sent {moment(one.sent_at)}"
    return f"{one.delivery}, not before {moment(one.goes_at)}" if one.goes_at else one.delivery


def leaving(planned: "Sequence[Delivery]") -> str:
    """What happens now with what was planned."""
    by_hand = [one for one in planned if one.kind == "by_hand"]
    said = [f"tocsin outbox show {short(one.id)} gives what is pasted by hand" for one in by_hand]
    if len(by_hand) < len(planned):
        said.insert(0, "tocsin worker sees it off; until then: tocsin outbox cancel DELIVERY")
    return "\n".join(said)
