"""How a share is shown: before it leaves, and what came of it."""

from typing import TYPE_CHECKING

from tocsin.vocab.ids import short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tocsin.stages.preview import Account, Preview, RecipientView
    from tocsin.vocab.sharing import Delivery


def show_preview(found: "Preview") -> None:
    """A whole share as it stands now: who would get what, whether they may, why not, and what to type next."""
    from tocsin.cli.output import show, table

    show(f"{short(found.share)}  {found.purpose}, {found.state}  {found.title}")
    show(f"terms: {found.tlp}: {found.reach}")
    rows = [(one.name, one.audience, one.road, one.format, one.size, one.verdict) for one in found.recipients]
    table(("recipient", "audience", "road", "format", "bytes", "decision"), rows, empty="no recipient")
    for view in found.recipients:
        for line in (*view.why, *view.losses):
            show(f"  {view.name}: {line}")
    show(f"table: {found.table}, {found.advice}")
    if found.facts:
        show(f"facts: {' '.join(f'{point}={value}' for point, value in found.facts.items())}")
    if found.taken_over:
        show(f"{', '.join(found.taken_over)}: as in the share that this one corrects. What has changed is said anew:")
        show(f"  tocsin share facts {short(found.share)} POINT=VALUE")
    show(f"digest of these documents, recipients and terms: {found.digest}")
    if found.self_approving:
        show("nobody else may approve here: what leaves says that it was self-approved")
    for line in found.next:
        show(line)


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
    show(f"decision: {view.verdict}; digest of the whole share: {digest}")


def show_account(account: "Account") -> None:
    """What came of a share, and what nobody told us."""
    from tocsin.cli.output import heading, show, table

    names = {one.party: one.name for one in account.recipients}
    heading(f"{account.title}: {account.purpose}, {account.state}")
    if account.follows:
        show(f"it takes the place of {short(account.follows)}")
    rows = [(one.name, one.road, one.decision, one.delivery, one.said or one.silence) for one in account.recipients]
    table(("recipient", "road", "decision", "delivery", "what came back"), rows, empty="no recipient")
    said = [(one.name, one.kind, one.evidence, one.text) for one in account.feedback]
    table(("from", "what", "evidence", "words"), said, empty="nothing came back yet: silence is not an answer")
    known = [(one.name, one.step, one.state, one.on) for one in account.after_receipt]
    table(("recipient", "after receipt", "what we know", "on"), known, empty="")
    back = [(names[one.party], f"{one.purpose} {short(one.share)}", one.reach) for one in account.recalled]
    table(("recipient", "taken back by", "how far it came"), back, empty="")
    if account.review:
        show(account.review)


def leaving(planned: "Sequence[Delivery]") -> str:
    """What happens now with what was planned."""
    by_hand = [one for one in planned if one.kind == "by_hand"]
    said = [f"tocsin outbox show {short(one.id)} gives what is pasted by hand" for one in by_hand]
    if len(by_hand) < len(planned):
        said.insert(0, "tocsin worker sees it off; until then: tocsin outbox cancel DELIVERY")
    return "\n".join(said)
