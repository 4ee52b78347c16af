"""Stage 12: a claim, one file that a stranger checks offline."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Literal

from msgspec import Struct

from tocsin.ledger import checkpoint, merkle, note, record
from tocsin.ledger.claim import Entry, Period, Shown, Stated, make_claim
from tocsin.ledger.fault import ProofError
from tocsin.ledger.proof import LogProof
from tocsin.stages.desk import Desk
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
    known = {name for type_ in _RECORDS.values() for name in record.hidden_members(type_)}
    unknown = sorted((asked.show | asked.hide) - known)
    if unknown:
        raise BadInput(f"no record has {', '.join(unknown)}", hint=f"one of: {', '.join(sorted(known))}")
    found = [pair for case in cases for pair in records_in(desk, case)]
    if not found:
        raise ActNotAllowed(
            "nothing has left yet: there is nothing to claim", hint="`tocsin share send`, then `tocsin worker`"
        )
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
            records=[_shown(one, compact, asked, prover.prove(places[one.id])) for one, compact in found],
            entries=[Entry(leaf=leaf, proof=prover.prove(index)) for index, leaf in _entries(desk, cases, found)],
            keys=[],
            signed_by=desk.record_key,
            sign=desk.sign_record,
        )
    except ProofError as fault:
        raise ProofFailed(
            f"the claim would not hold: {fault}", hint="`tocsin ledger verify` looks at the whole log"
        ) from fault


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
