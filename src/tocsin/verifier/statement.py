"""The statement of a claim: what its records license, and nothing more.

Grades are per share and recipient: E0 the sender's own record of sending, E1 a receipt that the recipient signed, E2
use or a change that the recipient signed, E3 a hit or a finding that the recipient signed. Each has its verb; a verb
stands only with the records that back it. Every slot is filled from a record or reads "not shown".
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from tocsin.verifier.signed import Json, expect

STATED = ("asks", "by", "period", "stated_at")  # what the sender says in a claim; the rest follows from records
ASKS = ("sent", "acknowledged")  # what the claim is about; the second is unanswered where a recipient signed no receipt
GRADES = ("E0", "E1", "E2", "E3")
FOUND = ("E3", "E4")  # E4 needs a comparison with what else would have been known, which no record here carries
NOT_SHOWN = "not shown"
BOUNDARY = "This is a voluntary share. It satisfies no mandatory report. Not legal advice."
NOT_PROVEN = (
    "that the content was true, useful, or read",
    "that nothing was shared outside this log: a telephone call is invisible to it",
    "that a key is its owner's, unless you compared it or gave it with --key or --policy",
    "what is not shown; how many records are not shown, unless the completeness check counted them",
    "any moment more exactly than the time check says: dates in records are stated by their signers",
    "that nobody who holds the log and its key rewrote what no independent witness had seen",
)


class Record(NamedTuple):
    """A signed record: its digest, its leaf hash in hex, and what it shows."""

    digest: str
    leaf: str
    claims: Json

    @property
    def typ(self) -> str:
        """Its type, perhaps one that is not known here."""
        return str(self.claims.get("typ"))

    @property
    def iss(self) -> str:
        """Who signed it."""
        return str(self.claims.get("iss"))

    @property
    def links(self) -> tuple[str, ...]:
        """The digests of the records it is about."""
        if self.typ == "effect":
            return tuple(map(str, self.claims["because_of"]))
        return (str(self.claims["share_digest"]),) if self.typ in {"receipt", "feedback", "recall"} else ()

    def is_of(self, typ: str, target: "Record") -> bool:
        """Whether it is of this type and about that very record."""
        return self.typ == typ and target.digest in self.links


def derive(stated: Mapping[str, Any], records: Sequence[Record], acts: Sequence[Json]) -> Json:
    """The whole statement: what the sender says of the claim, and what follows from records and the acts shown.

    `acts` are acts of the sender's log in their order; those that say how a share was transported are used.
    """
    goes_back = origins(records)
    effects = [(one, goes_back[one.digest]) for one in records if one.typ == "effect" and one.digest in goes_back]
    shares = [
        _share(record, records, [one for one, to in effects if record.digest in to], _transport(record, acts))
        for record in records
        if record.typ == "share"
    ]
    return {
        **{name: stated[name] for name in STATED},
        "shares": shares,
        "reached": {grade: sum(grade in one["grades"] for one in shares) for grade in GRADES},
        "boundary": BOUNDARY,
        "not_proven": list(NOT_PROVEN),
    }


def compare(stated: Json, derived: Json) -> None:
    """Refuse where the statement is not the derived one; a grade or a verb beyond the records is named as such."""
    by_record = {one["record"]: one for one in derived["shares"]}
    for one in stated.get("shares", []):
        held = by_record.get(one.get("record"), {"grade": "no grade", "grades": []})
        for grade in (*one.get("grades", []), one.get("grade")):
            said = f"it states {grade} of share {one.get('record')}; the records license {held['grade']}"
            expect(grade in held["grades"], said)
    for name in sorted({*stated, *derived}):
        expect(stated.get(name) == derived.get(name), f"its {name} is not what the records say")
    expect(stated == derived, "it is not what the records say")


def recipients(share: Record, records: Sequence[Record]) -> set[str]:
    """Who counts as the share's recipient: as the share shows, else whoever signed an answer to it."""
    shown = share.claims.get("recipient")
    if shown is not None:
        return {shown}
    return {one.iss for one in records if one.is_of("receipt", share) or one.is_of("feedback", share)}


def origins(records: Sequence[Record]) -> dict[str, frozenset[str]]:
    """The shares that each record goes back to, directly or through others, by digest; a record has no circles."""
    known = {one.digest: frozenset({one.digest}) for one in records if one.typ == "share"}
    left = [one for one in records if one.typ != "share"]
    while ready := [one for one in left if all(link in known for link in one.links)]:
        known |= {one.digest: frozenset[str]().union(*(known[link] for link in one.links)) for one in ready}
        left = [one for one in left if one.digest not in known]
    return known


def _share(share: Record, records: Sequence[Record], effects: list[Record], transport: list[str]) -> Json:
    says = [*_says(share, records, [one for one in effects if one.iss in recipients(share, records)])]
    approvers = share.claims.get("approvers")
    return {
        "record": share.digest,
        "recipient": _slot(share, "recipient"),
        "what": _slots(share, "kind", "counts"),
        "when": _slot(share, "released_at"),
        "channel": _slot(share, "channel"),
        "restrictions": _slots(share, "tlp", "iep"),
        "effect": [_effect(one) for one in effects] or NOT_SHOWN,
        "approved_by": NOT_SHOWN if approvers is None else [one["role"] for one in approvers],
        "transport": transport or NOT_SHOWN,
        "recalled": [one.digest for one in records if one.is_of("recall", share)],
        "grade": says[-1]["grade"],
        "grades": [one["grade"] for one in says],
        "says": says,
    }


def _says(share: Record, records: Sequence[Record], changes: Sequence[Record]) -> Iterator[Json]:
    """The verbs that are licensed, weakest first, each with the records that back it."""
    yield {"grade": "E0", "verb": "sent", "records": [share.digest]}
    if receipts := [one.digest for one in records if one.is_of("receipt", share)]:
        terms = share.claims["label_commit"]
        yield {"grade": "E1", "verb": f"delivered, under the terms behind {terms}", "records": receipts}
    feedback = [one for one in records if one.is_of("feedback", share)]
    used = [*(one for one in feedback if one.claims["grade"] == "E2"), *changes]
    if used:
        kinds = sorted({one.claims["change_kind"] for one in changes if one.claims.get("change_kind")})
        verb = f"used; led to change: {', '.join(kinds) or NOT_SHOWN}"
        yield {"grade": "E2", "verb": verb, "records": [one.digest for one in used]}
    if found := [one.digest for one in feedback if one.claims["grade"] in FOUND]:
        yield {"grade": "E3", "verb": "found", "records": found}


def _effect(effect: Record) -> Json:
    kind, at = _slot(effect, "change_kind"), _slot(effect, "at")
    return {"record": effect.digest, "kind": kind, "at": at, "stated_by": effect.iss}


def _transport(share: Record, acts: Sequence[Json]) -> list[str]:
    """The states through which the share's delivery went, as the sender's own acts say."""
    entered = {
        act.get("delivery") for act in acts if act["type"] == "record_entered/1" and act.get("leaf") == share.leaf
    }
    moved = [act for act in acts if act["type"] == "delivery_moved/1" and act.get("delivery") in entered - {None}]
    return [str(act["state"]) for act in moved]


def _slot(record: Record, name: str) -> Any:
    value = record.claims.get(name)
    return NOT_SHOWN if value is None else value


def _slots(record: Record, *names: str) -> Any:
    filled = {name: _slot(record, name) for name in names}
    return NOT_SHOWN if all(value == NOT_SHOWN for value in filled.values()) else filled
