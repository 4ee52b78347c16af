"""A share: written, decided and queued, beside bare encodings."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tocsin.bench.figure import Bar, Effort, Figure, Kind, Times, multiple_of_time, take_turns
from tocsin.bench.sharing import RECIPIENTS, case_to_share, proposed, recipients
from tocsin.stages import people
from tocsin.stages.desk import Desk
from tocsin.stages.packaging import package_for, prepare, write_documents
from tocsin.stages.release import Approving, approve, binding
from tocsin.stages.rendering import Rendering
from tocsin.stages.sending import send
from tocsin.stages.share import find
from tocsin.store.sealing import seal_all
from tocsin.vocab.blank import BlankWriter, filled
from tocsin.vocab.errors import ProofFailed
from tocsin.vocab.sharing import Share
from tocsin.wiring import open_desk
from tocsin.wiring.founding import make_home

_BASELINE = "msgspec.json.encode of one such document, typed, for each recipient: the same bytes"
SHARED = Kind(
    name="share",
    what=f"render, search, seal, decide, approve and queue one share for {RECIPIENTS} recipients on folder roads",
    baseline=_BASELINE,
    bar=Bar(kind="at_most", limit=15),
)
# The whole is these three.
PHASES = (
    Kind(name="writing", what="render, search, seal and record every document", baseline=_BASELINE),
    Kind(name="deciding", what="show the digest, approve it, decide on each recipient, record", baseline=_BASELINE),
    Kind(name="queueing", what="decide again in the sender's name, plan each delivery, record", baseline=_BASELINE),
)
# Done once more by themselves; in the whole, sealing waits for the disk while the next document is rendered.
PARTS = (
    Kind(name="rendering", what="build the objects once, fill in every document", baseline=_BASELINE),
    Kind(name="rendering and second net", what="the same with the search for withheld values", baseline=_BASELINE),
    Kind(name="sealing", what="encrypt every document and store it durably", baseline=_BASELINE),
)


class _Indicator(Struct, kw_only=True, tag_field="type", tag="indicator"):
    """The typed document of the baseline, where it is long."""

    spec_version: str
    id: str
    created_by_ref: str
    created: str
    modified: str
    name: str
    description: str
    pattern: str
    pattern_type: str
    pattern_version: str
    valid_from: str
    valid_until: str
    labels: list[str]
    confidence: int
    object_marking_refs: list[str]


class _Note(Struct, kw_only=True, tag_field="type", tag="note"):
    """When an indicator was seen stands in a note of its own."""

    spec_version: str
    id: str
    created_by_ref: str
    created: str
    modified: str
    abstract: str
    content: str
    object_refs: list[str]
    object_marking_refs: list[str]


class _Bundle(Struct, kw_only=True, tag_field="type", tag="bundle"):
    id: str
    objects: list[object]


class _Spent:
    """Seconds of each part, turn by turn."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = defaultdict(list)

    @contextmanager
    def on(self, part: str) -> Iterator[None]:
        """Time what happens inside."""
        start = perf_counter()
        yield
        self.seconds[part].append(perf_counter() - start)


def run(effort: Effort) -> tuple[Figure, ...]:
    """The figure of a share and what it is made of; `size` is the number of its indicators."""
    home, spent = effort.folder / "home", _Spent()
    make_home(home, person="Bench", organization="Bench Logistics")
    with open_desk(home) as desk:
        approver = replace(desk, person=people.add(desk, "Second", address="", roles=("approver",)).id)
        case, parties = case_to_share(desk, effort, effort.size), recipients(desk, effort.folder)
        first = _shared(desk, approver, proposed(desk, case, parties), _Spent())  # not measured: caches are warm
        document, shares = _typed(desk, first), (proposed(desk, case, parties) for _ in range(effort.turns))
        waiting = iter(list(shares))
        times = take_turns(
            lambda: _shared(desk, approver, next(waiting), spent),
            lambda: _encode(document),
            turns=effort.turns,
            tell=effort.telling(SHARED.name),
        )
        for _ in range(effort.turns):
            _apart(desk, first, spent)
    whole = multiple_of_time(SHARED, times, RECIPIENTS)
    return whole, *(
        multiple_of_time(kind, Times(ours_s=tuple(spent.seconds[kind.name]), baseline_s=times.baseline_s), RECIPIENTS)
        for kind in (*PHASES, *PARTS)
    )


def _shared(desk: Desk, approver: Desk, share: Share, spent: _Spent) -> Share:
    with spent.on("writing"):
        share = write_documents(desk, share)
    with spent.on("deciding"):
        share, _ = approve(approver, share, Approving(digest=binding(approver, share)))
    with spent.on("queueing"):
        planned = send(desk, share)
    if len(planned) != RECIPIENTS:
        raise ProofFailed(f"the benchmark's own share was queued for {len(planned)} of {RECIPIENTS}")
    return find(desk, share.id)


def _encode(document: _Bundle) -> None:
    for _ in range(RECIPIENTS):
        msgspec.json.encode(document)  # let go of at once: holding all of them would cost more than making them


def _apart(desk: Desk, share: Share, spent: _Spent) -> None:
    prepared, writer = prepare(desk, share), desk.writer_for("stix")
    assert isinstance(writer, BlankWriter)
    packages = [package_for(desk, share, prepared, recipient) for recipient in share.recipients]
    with spent.on("rendering"):
        blank = writer.blank(packages[0])
        documents = [filled(blank, writer.own(package), package).data for package in packages]
    with spent.on("rendering and second net"):
        rendering = Rendering(writer, prepared.withheld)
        for package in packages:
            rendering.document(package)
    with spent.on("sealing"):
        for _ in seal_all(desk.vault, documents):
            pass


def _typed(desk: Desk, share: Share) -> _Bundle:
    """One document of the share with its indicators as typed objects: encoded again, it is the same bytes."""
    written = share.documents[share.recipients[0]]
    payload = desk.vault.read(written.payload)
    bundle = msgspec.json.decode(payload, type=dict[str, object])
    objects = bundle["objects"]
    assert isinstance(objects, list)
    typed = [_typed_object(each) for each in objects]
    document = _Bundle(id=str(bundle["id"]), objects=typed)
    if msgspec.json.encode(document) != payload:
        raise ProofFailed("the benchmark's typed document is not the one that was written")
    return document


def _typed_object(item: dict[str, object]) -> object:
    if item["type"] == "indicator":
        return msgspec.convert(item, _Indicator)
    is_plain = item["type"] == "note" and set(item) == {"type", *_Note.__struct_fields__}
    return msgspec.convert(item, _Note) if is_plain else item
