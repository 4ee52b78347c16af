"""What the records of a claim say together, and what they do not.

Each record is verified before it comes here; these checks look at how they fit.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple

from tocsin.verifier.policy import Policy
from tocsin.verifier.signed import Checkpoint, Json, Refused, Unreadable, expect, moment, open_note, root_over, unbase64
from tocsin.verifier.statement import FOUND, STATED, Record, compare, derive, origins, recipients

MAX_LEAVES = 200_000  # of a completeness list
CHECKS = (
    *("limits", "form", "signature", "log", "witnesses", "keys", "records", "links", "time", "period", "statement"),
    *("completeness", "contradictions", "answers"),
)
PASSED = ("VERIFIED", "SELF-LOGGED")


class Found(NamedTuple):
    """What the checks of the file found: the claim, its records, the acts shown, when known witnesses cosigned."""

    claim: Json
    records: list[Record]
    places: dict[str, int]  # the place in the sender's log of each record that stands there, by its digest
    acts: list[Json]
    policy: Policy
    seen: list[int]  # POSIX seconds
    head: Checkpoint

    @property
    def shares(self) -> list[Record]:
        """The shares among the records."""
        return [record for record in self.records if record.typ == "share"]


class Checks:
    """The checks that were run, and the verdict so far."""

    def __init__(self) -> None:
        self.done = list[dict[str, str]]()
        self.verdict = "SELF-LOGGED"

    @contextmanager
    def run(self, name: str, otherwise: str = "FAILED") -> Iterator[dict[str, str]]:
        """One check. Whatever goes wrong inside fails it; a check that means FAILED ends the work with Refused."""
        self.done.append(one := {"name": name, "state": "ok", "said": ""})
        try:
            yield one
        except Exception as fault:
            said = str(fault) if isinstance(fault, Refused | Unreadable) else "it is not of the form expected"
            one.update(state="failed", said=said)
            if otherwise == "FAILED" or self.verdict in PASSED:
                self.verdict = otherwise
            if otherwise == "FAILED":
                raise Refused(name) from fault

    def all(self) -> list[dict[str, str]]:
        """Every check there is; those that were not reached say so."""
        left = [
            {"name": name, "state": "not run", "said": "an earlier check failed"} for name in CHECKS[len(self.done) :]
        ]
        return self.done + left


def examine(found: Found, checks: Checks) -> Json:
    """The checks of what the records say together, in their order; the statement that follows from them."""
    stated, shares = found.claim["statement"], found.shares
    with checks.run("links") as one:
        expect(shares, "no share is shown: nothing to check is no pass")
        goes_back = cache(lambda: origins(found.records))  # once, and only where an effect is among them
        for record in found.records:
            _check_links(record, found, goes_back)
        one["said"] = "every answer is to a record shown here, of the same content, under the terms offered"
    with checks.run("time") as one:
        _check_time(one, found)
    with checks.run("period") as one:
        _check_period(one, stated["period"], shares)
    with checks.run("statement") as one:
        derived = derive({name: stated[name] for name in STATED}, found.records, found.acts)
        compare(stated, derived)
        one["said"] = "it says what the records say, and no more"
    with checks.run("completeness", "INCOMPLETE") as one:
        _check_completeness(one, found, derived)
    with checks.run("contradictions", "CONTRADICTED") as one:
        _check_contradictions(found.records)
        one["said"] = "no two records of one party disagree"
    with checks.run("answers", "UNANSWERED") as one:
        silent = [share for share in derived["shares"] if "E1" not in share["grades"]]
        named = [f"{share['record'][:16]}, transport: {share['transport']}" for share in silent]
        expect(not silent or stated["asks"] == "sent", f"no receipt signed by the recipient: {'; '.join(named)}")
        one["said"] = f"{len(shares) - len(silent)} of {len(shares)} shares have a receipt signed by the recipient"
    return derived


def counted(types: Iterable[str]) -> str:
    """How many of each: "2 receipt, 3 share"."""
    return ", ".join(f"{count} {typ[:50]}" for typ, count in sorted(Counter(types).items()))


def _check_links(record: Record, found: Found, goes_back: Callable[[], Mapping[str, frozenset[str]]]) -> None:
    """Refuse a record that is not about one shown here, of another content, under other terms, or of the wrong party.

    1. A share and a recall are the sender's; a recall is of a share.
    2. A receipt is of a share or of a recall, with the content and the terms of the share; feedback is of a share.
    3. A receipt or feedback is not the sender's own, and is of the recipient where the share shows who that is.
    4. An effect is the sender's, or of a recipient of a share that it goes back to.
    """
    sender, by_digest = found.claim["statement"]["by"], {one.digest: one for one in found.records}
    if record.typ not in {"share", "receipt", "feedback", "effect", "recall"}:
        return
    targets = [by_digest.get(digest) for digest in record.links]
    expect(None not in targets, f"a {record.typ} is about a record that is not shown")
    (target,) = targets if record.typ in {"receipt", "feedback", "recall"} else (None,)
    # 1
    expect(record.typ not in {"share", "recall"} or record.iss == sender, f"a {record.typ} that is not the sender's")
    # 2
    allowed = {"receipt": {"share", "recall"}, "feedback": {"share"}, "recall": {"share"}}
    expect(target is None or target.typ in allowed[record.typ], f"a {record.typ} is about a record of the wrong type")
    # 3
    if target is not None and record.typ != "recall":
        share = target if target.typ == "share" else by_digest[target.links[0]]
        expect(record.iss != sender, f"a {record.typ} that the sender signed for itself")
        shown = share.claims.get("recipient")
        expect(shown in {None, record.iss}, f"a {record.typ} of {record.iss}, but the share went to {shown}")
        # 2
        if record.typ == "receipt":
            pair = (record.claims["content_commit"], record.claims["terms_accepted"])
            expect(
                pair == (share.claims["content_commit"], share.claims["label_commit"]),
                "a receipt of other content or terms",
            )
    # 4
    if record.typ == "effect":
        own = goes_back()[record.digest]
        expect(own, "an effect that goes back to no share")
        known = {sender}.union(*(recipients(by_digest[share], found.records) for share in own))
        expect(record.iss in known, "an effect stated by neither sender nor recipient")


def _check_time(one: dict[str, str], found: Found) -> None:
    """Each share lies between the checkpoint it quotes and the first cosignature over it, where witnesses are known."""
    known = [key for _, key in found.policy.witnesses]
    beacons = dict[str, int]()
    for text in found.claim["beacons"]:
        _, signed = open_note(text, known)
        beacons[sha256(text.encode()).hexdigest()] = max(signed.values(), default=0)
    quoted = {share.claims["beacon"] for share in found.shares}
    expect({*beacons} <= quoted, "a checkpoint that no share quotes")
    upper = min(found.seen, default=None)
    if upper is None:
        one.update(state="not run", said="no known witness cosigned: every date is its signer's own statement")
        return
    for share in found.shares:
        at, lower = share.claims.get("released_at"), beacons.get(share.claims["beacon"], 0)
        expect(
            lower <= upper and (at is None or lower <= moment(at) <= upper),
            "a share is dated outside what witnesses saw",
        )
    first = min((beacons.get(share.claims["beacon"], 0) for share in found.shares), default=0)
    one["said"] = f"released between {_said(first) if first else 'no known moment'} and {_said(upper)}"


def _said(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _check_period(one: dict[str, str], period: Any, shares: list[Record]) -> None:
    if period is None:
        one.update(state="not run", said="no period is claimed")
        return
    expect(set(period) == {"from", "to"} and moment(period["from"]) < moment(period["to"]), "a period of another form")
    for share in shares:
        at = share.claims.get("released_at")
        expect(at is not None, "a share does not show when it was released: it may be of another period")
        expect(moment(period["from"]) <= moment(at) < moment(period["to"]), "a share is of another period")
    one["said"] = f"all {len(shares)} shares were released in it, as they state"


def _check_completeness(one: dict[str, str], found: Found, derived: Json) -> None:
    """The list is of every entry from `first` to the end of the log; types and grades of what is hidden are stated.

    1. The leaf hashes make up the checkpoint's root.
    2. Every record that stands in the log is on the list, with its type, and with no lower grade than it shows.
    """
    listed = found.claim["completeness"]
    if listed is None:
        one.update(state="not run", said="no list of all entries is in the file: what was left out is not counted")
        return
    leaves, first = listed["leaves"], listed["first"]
    expect(set(listed) == {"before", "first", "leaves"} and len(leaves) <= MAX_LEAVES, "a list of another form")
    # 1
    root = root_over(
        first, [unbase64(node) for node in listed["before"]], [bytes.fromhex(leaf) for leaf, _, _ in leaves]
    )
    expect(
        (root, first + len(leaves)) == (found.head.root, found.head.size),
        "the list is not of every entry up to the checkpoint",
    )
    # 2
    grades = {share["record"]: share["grade"] for share in derived["shares"]}
    for record in found.records:
        if (place := found.places.get(record.digest)) is not None:
            expect(place >= first, "a record that is shown stands before the list begins")
            _, typ, grade = leaves[place - first]
            least = grades.get(record.digest, record.claims.get("grade"))
            expect(
                typ == record.typ and (grade or "") >= (least or ""),
                "the list says another type or grade than a record",
            )
    one["said"] = f"from entry {first} on: {counted(typ for _, typ, _ in leaves)}; shown: {len(found.records)} records"


def _check_contradictions(records: list[Record]) -> None:
    """Two records of one party disagree: one id twice, one share received twice, found and yet a false alarm."""
    seen = dict[tuple[str, str, str], str]()
    for record in records:
        said = {("id", str(record.claims.get("id", record.digest))): record.digest}
        if record.typ == "receipt":
            said["receipt", record.links[0]] = str(record.claims["received_at"])
        for (kind, about), what in said.items():
            same = seen.setdefault((record.iss, kind, about), what) == what
            expect(same, f"{record.iss} signed two records that disagree about the {kind} {about}")
    found = {(one.iss, one.links) for one in records if one.typ == "feedback" and one.claims["grade"] in FOUND}
    false = {(one.iss, one.links) for one in records if one.typ == "feedback" and one.claims.get("false_positive")}
    expect(not found & false, "one party says of one share both that it was found and that it was a false alarm")
