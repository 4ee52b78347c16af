"""Handling terms in words: one row a term, as a recipient reads them."""

from datetime import UTC, datetime

from tocsin.vocab.marking import (
    TLP_NAMES,
    AffectedPartyNotification,
    Attribution,
    EncryptInTransit,
    Pap,
    PermittedAction,
    UnmodifiedResale,
)
from tocsin.vocab.package import Loss, Package
from tocsin.vocab.terms import REACH, Terms

# Our own wording of FIRST, "Information Exchange Policy 2.0" (6 November 2019), and of the Permissible Actions
# Protocol, MISP taxonomy `PAP` version 3. The value of the standard stands in front, so that nothing hangs on ours.
ENCRYPTION: dict[EncryptInTransit, str] = {
    EncryptInTransit.MAY: "may: you may pass it on without encryption.",
    EncryptInTransit.MUST: "must: encrypt it whenever you pass it on.",
}
ACTIONS: dict[PermittedAction, str] = {
    PermittedAction.NONE: "none: take no action on it.",
    PermittedAction.CONTACT: "contact-for-instruction: ask us before you act on it.",
    PermittedAction.INTERNAL: "internally-visible-actions: act only where nobody outside can see it.",
    PermittedAction.EXTERNAL_INDIRECT: (
        "externally-visible-indirect-actions: outsiders may see an effect, but do not act on their systems."
    ),
    PermittedAction.EXTERNAL_DIRECT: "externally-visible-direct-actions: you may act on it openly.",
}
NOTIFICATION: dict[AffectedPartyNotification, str] = {
    AffectedPartyNotification.MAY: "may: you may tell affected parties.",
    AffectedPartyNotification.MUST_NOT: "must-not: do not tell affected parties.",
}
ATTRIBUTION: dict[Attribution, str] = {
    Attribution.MAY: "may: you may name us as the source.",
    Attribution.MUST: "must: name us as the source.",
    Attribution.MUST_NOT: "must-not: do not name us as the source.",
    Attribution.CONFLICT: "not settled between the owners: do not name anybody as the source.",
}
RESALE: dict[UnmodifiedResale, str] = {
    UnmodifiedResale.MAY: "may: you may sell it on unchanged.",
    UnmodifiedResale.MUST_NOT: "must-not: do not sell it on.",
}
PAP_USE: dict[Pap, str] = {
    Pap.CLEAR: "PAP:CLEAR: no restriction on use.",
    Pap.GREEN: "PAP:GREEN: active actions are allowed, such as blocking.",
    Pap.AMBER: "PAP:AMBER: passive cross-checks online are allowed, nothing that touches the other side.",
    Pap.RED: "PAP:RED: only passive actions that cannot be seen from outside.",
}


def handling(terms: Terms) -> tuple[tuple[str, str], ...]:
    """The terms as (name, words), the label first; what is not said is left out."""
    said = (
        ("Label", TLP_NAMES[terms.tlp]),
        ("Who may know", REACH[terms.tlp]),
        ("Caveats", ", ".join(terms.caveats)),
        ("Encryption in transit", ENCRYPTION.get(terms.encrypt_in_transit, "") if terms.encrypt_in_transit else ""),
        ("What you may do", ACTIONS.get(terms.permitted_actions, "") if terms.permitted_actions else ""),
        ("Telling affected parties", NOTIFICATION.get(terms.notifications, "") if terms.notifications else ""),
        ("Naming us", ATTRIBUTION.get(terms.attribution, "") if terms.attribution else ""),
        ("Selling it on", RESALE.get(terms.resale, "") if terms.resale else ""),
        ("Use on networks", PAP_USE[terms.pap] if terms.pap is not None else ""),
        ("Embargo until", moment(terms.embargo_until)),
        ("Terms end", moment(terms.expires_at)),
    )
    return tuple((name, words) for name, words in said if words)


def sender_of(sender: str, terms: Terms) -> str:
    """The sender as the terms let it be named; "" where they do not."""
    return "" if terms.attribution in {Attribution.MUST_NOT, Attribution.CONFLICT} else sender


def stricter_parts(package: Package) -> tuple[Loss, ...]:
    """A loss of the mark for each passage whose own label is stricter than that of the document it stands in."""
    return tuple(
        Loss(
            what=f"the label {TLP_NAMES[passage.tlp]} of the passage {passage.key}",
            why=f"the document as a whole says {TLP_NAMES[package.terms.tlp]}, which lets more people see it",
            is_mark=True,
        )
        for passage in package.copy.passages
        if passage.tlp > package.terms.tlp
    )


def moment(at: datetime | None) -> str:
    """A moment as people read it, in UTC; "" where there is none."""
    return "" if at is None else f"{at.astimezone(UTC).isoformat(' ', 'seconds')[:19]} UTC"
