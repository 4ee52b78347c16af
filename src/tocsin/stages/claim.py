"""Stage 12: a claim, one file that a stranger checks offline."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Literal

from msgspec import UNSET, Struct

from tocsin.ledger import checkpoint, merkle, note, record, sdjwt
from tocsin.ledger.claim import Entry, Period, Shown, Stated, make_claim
from tocsin.ledger.fault import ProofError
from tocsin.ledger.proof import LogProof
from tocsin.stages.desk import Desk
from tocsin.stages.receipt import Kept, receipts_in
from tocsin.stages.recording import records_in
from tocsin.vocab.act import Act, is_record, read_leaf
from tocsin.vocab.acts.delivery import DeliveryMoved, RecordEntered
from tocsin.vocab.acts.home import LogKeyRotated, LogOpened
from tocsin.vocab.acts.party import RecordKeyAdded
from tocsin.vocab.case import Case
from tocsin.vocab.errors import ActNotAllowed, BadInput, ProofFailed
from tocsin.vocab.sharing import OutboundRecord

# Who got it stays at home unless somebody shows it: the other slots say what, when, by which road, under which terms.
WITHHELD = frozenset({"recipient", "counts", "policy_row", "legal_basis_state", "redaction_profile"})
_RECORDS: dict[str, type[record.Record]] = {"share": record.Share, "effect": record.Effect, "recall": record.Recall}
_FOREIGN: tuple[type[record.Record], ...] = (record.Receipt, record.Feedback)
# Of what recipients signed: who at their end stays withheld unless shown; that it was a false alarm is never held back.
_PERSONAL, _NEVER_HIDDEN = frozenset({"person_role", "system"}), frozenset({"false_positive"})


class Asked(Struct, frozen=True, kw_only=True):
    """What a claim is about: `sent`, or `acknowledged`, which a share without a signed receipt leaves unanswered.

    `show` and `hide` name members of records beside the usual ones.
    """

    asks: Literal["sent", "acknowledged"] = "sent"
    show: frozenset[str] = frozenset()
    hide: frozenset[str] = frozenset()
    period: Period | None = None


def claim_of(desk: Desk, cases: Sequence[Case], asked: Asked) -> bytes:
    """The bytes of a claim over everything that left of these cases; verified before it is handed out."""
    if any(case.exercise for case in cases):
        raise ActNotAllowed("an exercise shared nothing with anybody: nothing can be claimed of it")
    known = {name for type_ in (*_RECORDS.values(), *_FOREIGN) for name in record.hidden_members(type_)}
    unknown = sorted((asked.show | asked.hide) - known)
    if unknown:
        raise BadInput(f"no record has {', '.join(unknown)}", hint=f"one of: {', '.join(sorted(known))}")
    found = [pair for case in cases for pair in records_in(desk, case)]
    if not found:
        raise ActNotAllowed(
            "nothing has left yet: there is nothing to claim", hint="`tocsin share send`, then `tocsin worker`"
        )
    foreign = [one for case in cases for one in receipts_in(desk, case) if one.entry.as_offered]
    _refuse_other_names(desk, found, foreign, asked)
    prover = _Prover(desk)
    places = {leaf: index for case in cases for leaf, index in _leaves(desk, case)}
    try:
        return make_claim(
            Stated(
                by=desk.record_key.name,
                asks=asked.asks,
                stated_at=desk.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
                period=asked.period,
            ),
            records=[
                *(_shown(one, compact, asked, prover.prove(places[one.id])) for one, compact in found),
                *(Shown(sd_jwt=_answer(one, asked), proof=None) for one in foreign),
            ],
            entries=[Entry(leaf=leaf, proof=prover.prove(index)) for index, leaf in _entries(desk, cases, found)],
            keys=list({one.key.to_text(): one.key for one in foreign}.values()),
            signed_by=desk.record_key,
            sign=desk.sign_record,
        )
    except ProofError as fault:
        raise ProofFailed(
            f"the claim would not hold: {fault}", hint="`tocsin ledger verify` looks at the whole log"
        ) from fault


def left_out(desk: Desk, cases: Sequence[Case]) -> list[Kept]:
    """The receipts of these cases that no claim can hold: they accept other terms than were offered."""
    return [one for case in cases for one in receipts_in(desk, case) if not one.entry.as_offered]


def _refuse_other_names(
    desk: Desk, found: Sequence[tuple[OutboundRecord, str]], foreign: Sequence[Kept], asked: Asked
) -> None:
    """ActNotAllowed where a record that is to show its recipient calls it otherwise than the receipt for it does."""
    if "recipient" not in asked.show - asked.hide:
        return
    signed = {one.answers: one.key.name for one in foreign}
    for _, compact in found:
        named = signed.get(record.digest(compact))
        if named is not None and (shown := _recipient(compact)) != named:
            raise ActNotAllowed(
                f"the record names its recipient {shown!r}, the receipt for it is signed as {named!r}: "
                "their key was declared after it was sent",
                hint="leave out --show recipient; the receipt says who signed it",
            )


def _recipient(compact: str) -> str | None:
    """Whom our own record names, from its disclosures."""
    return next((str(value) for name, value in sdjwt.disclosed(compact) if name == "recipient"), None)


def _answer(one: Kept, asked: Asked) -> str:
    """What a recipient signed, with what it disclosed to us; who it was at its end only where that is asked for."""
    members = {name for name in record.hidden_members(type(one.answer)) if getattr(one.answer, name) is not UNSET}
    hidden = (_PERSONAL - asked.show) | (asked.hide - _NEVER_HIDDEN)
    return record.present(one.sd_jwt, members - hidden)


class _Prover:
    """Proofs under one checkpoint, whatever others record meanwhile."""

    def __init__(self, desk: Desk) -> None:
        self._signed = note.parse(desk.log.checkpoint().encode())
        self._size = checkpoint.parse(self._signed.text).size
        self._nodes = cache(merkle.from_stored(desk.log.fetch))  # paths of one case share most of their way up

    def prove(self, index: int) -> LogProof:
        """That entry `index` stands in the log."""
        path = merkle.inclusion_proof(index, self._size, self._nodes)
        return LogProof(index=index, path=path, signed=self._signed)


def _shown(one: OutboundRecord, compact: str, asked: Asked, proof: LogProof) -> Shown:
    members = set(record.hidden_members(_RECORDS[one.record]))
    kept = (members - WITHHELD | asked.show) - asked.hide
    return Shown(sd_jwt=record.present(compact, kept & members), proof=proof)


def _leaves(desk: Desk, case: Case) -> Iterator[tuple[str, int]]:
    for entry in desk.log.stream(case.id):
        if is_record(entry.leaf):
            yield merkle.leaf_hash(entry.leaf).hex(), entry.index


def _entries(
    desk: Desk, cases: Sequence[Case], found: Sequence[tuple[OutboundRecord, str]]
) -> Iterator[tuple[int, bytes]]:
    """The acts that are shown whole: the log's opening and keys, and how each record's delivery went."""
    deliveries, leaves = {one.delivery for one, _ in found} - {None}, {one.id for one, _ in found}

    def of_home(act: Act) -> bool:
        return isinstance(act, (LogOpened, LogKeyRotated, RecordKeyAdded))

    def of_case(act: Act) -> bool:
        if isinstance(act, RecordEntered):
            return act.leaf in leaves
        return isinstance(act, DeliveryMoved) and act.delivery in deliveries

    yield from _acts(desk, desk.org, of_home)
    for case in cases:
        yield from _acts(desk, case.id, of_case)


def _acts(desk: Desk, stream: str, wanted: Callable[[Act], bool]) -> Iterator[tuple[int, bytes]]:
    for entry in desk.log.stream(stream):
        if not is_record(entry.leaf) and wanted(read_leaf(entry.leaf).act):
            yield entry.index, entry.leaf
