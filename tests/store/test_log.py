"""The log records durably, once, all or nothing, and in one order, whoever writes at the same time."""

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import Engine, event, update
from sqlalchemy.exc import IntegrityError

from tests.store.logs import CASE, KEY, ORG, OTHER, OTHER_CASE, a_log, an_append, signed, with_everything, write
from tests.warm import begin_to_read
from tocsin.ledger import checkpoint, merkle, note
from tocsin.store.database import reading, writing
from tocsin.store.index import Index
from tocsin.store.log import Log
from tocsin.store.schema import heads, nodes, seals
from tocsin.vocab.errors import ActNotAllowed, ChangedMeanwhile, ChannelDown, ProofFailed
from tocsin.vocab.ports import Append


@pytest.fixture
def log(engine: Engine) -> Log:
    """An empty log."""
    made = a_log(engine)
    made.open_new()
    return made


def _leaves(log: Log) -> list[bytes]:
    return [entry.leaf for entry in log.entries()]


def _signed(log: Log) -> checkpoint.Checkpoint:
    """The newest checkpoint, its signature checked."""
    keys = [note.key_of("test", KEY)]
    return checkpoint.open_note(note.parse(log.checkpoint().encode()), origin="test", log=keys).checkpoint


def _side_rows(engine: Engine, org: str = ORG) -> tuple[int, int, int]:
    """How many seals, index rows and inbound objects there are."""
    index = Index(engine, org)
    with reading(engine) as connection:
        kept = len(connection.execute(seals.select().where(seals.c.org == org)).all())
    objects = sum(1 for key in "abcdefghij" for _ in index.objects(f"batch-{key}"))
    return kept, len(index.rows()), objects


def _in_threads(jobs: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_what_was_appended_is_read_back_in_order(log: Log) -> None:
    assert log.append(an_append(CASE, 0, count=3)) == 0
    assert log.append(an_append(OTHER_CASE, 0)) == 3
    assert log.append(an_append(CASE, 3)) == 4
    assert [(entry.index, entry.stream, entry.seq) for entry in log.entries()] == [
        (0, CASE, 0),
        (1, CASE, 1),
        (2, CASE, 2),
        (3, OTHER_CASE, 0),
        (4, CASE, 3),
    ]
    assert [entry.index for entry in log.stream(CASE, after=2)] == [2, 4]
    assert [entry.index for entry in log.entries(1, 4)] == [1, 2, 3]
    assert log.size() == 5


def test_the_checkpoint_is_of_what_is_there(log: Log) -> None:
    for expected in range(5):
        log.append(an_append(CASE, expected))
        root = merkle.root_of(merkle.leaf_hashes(_leaves(log)))
        assert (_signed(log).size, _signed(log).root) == (expected + 1, root)


def test_an_append_at_another_size_is_refused_and_leaves_nothing(log: Log) -> None:
    log.append(an_append(CASE, 0, count=2))
    for expected in (0, 1, 3):
        with pytest.raises(ChangedMeanwhile):
            log.append(an_append(CASE, expected))
    assert log.size() == 2


def test_an_append_of_nothing_is_our_own_mistake(log: Log) -> None:
    with pytest.raises(AssertionError):
        log.append(Append(stream=CASE, expected=0, leaves=()))


def test_a_log_is_opened_once(log: Log) -> None:
    with pytest.raises(ActNotAllowed):
        log.open_new()


def test_a_log_that_is_not_there_is_an_error_and_nothing_to_create(engine: Engine) -> None:
    for use in (lambda: a_log(engine).append(an_append()), a_log(engine).size, a_log(engine).checkpoint):
        with pytest.raises(ActNotAllowed, match="no log here"):
            use()


def test_of_threads_on_one_stream_exactly_one_wins_each_size(log: Log) -> None:
    won: dict[str, list[int]] = {}
    jobs = [lambda mark=mark: won.update({mark: write(log, CASE, mark, 8)}) for mark in "abcdef"]
    _in_threads(jobs)  # type: ignore[arg-type]  # a lambda with a default binds its mark
    assert sorted(size for sizes in won.values() for size in sizes) == list(range(48))
    winner = {size: mark for mark, sizes in won.items() for size in sizes}
    assert _leaves(log) == [f"{CASE} {size} {winner[size]}".encode() for size in range(48)]


def test_of_processes_on_one_stream_exactly_one_wins_each_size(engine: Engine, log: Log) -> None:
    url = engine.url.render_as_string(hide_password=False)
    program = "from tests.store.logs import main; main()"
    running = {mark: begin_to_read(program, url, CASE, mark, "10") for mark in "abcd"}
    won = {mark: [int(line) for line in process.communicate()[0].split()] for mark, process in running.items()}
    assert sorted(size for sizes in won.values() for size in sizes) == list(range(40))
    winner = {size: mark for mark, sizes in won.items() for size in sizes}
    assert _leaves(log) == [f"{CASE} {size} {winner[size]}".encode() for size in range(40)]
    assert _signed(log).root == merkle.root_of(merkle.leaf_hashes(_leaves(log)))


class _Held:
    """A signer that waits at its first signature until everybody else stands in line."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.reached = threading.Event()

    def sign(self, size: int, root: bytes) -> str:
        self.reached.set()
        assert self.go.wait(20)
        return signed(size, root)


def _at_once(engine: Engine, appends: list[Append]) -> tuple[list[Exception | int], int]:
    """Append one thing, and the others together while the first is being signed; results and number of commits."""
    held, commits = _Held(), list[int]()
    log = a_log(engine, sign=held.sign)
    log.open_new()
    event.listen(engine, "commit", lambda _: commits.append(threading.get_ident()))
    results: dict[int, Exception | int] = {}

    def run(place: int) -> None:
        try:
            results[place] = log.append(appends[place])
        except Exception as fault:
            results[place] = fault

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(appends))]
    threads[0].start()
    assert held.reached.wait(20)
    for thread in threads[1:]:
        thread.start()
    while len(log._waiting) < len(appends) - 1:
        threading.Event().wait(0.01)
    commits.clear()
    held.go.set()
    for thread in threads:
        thread.join()
    return [results[place] for place in range(len(appends))], len(commits)


def test_threads_that_append_at_once_share_a_transaction(engine: Engine) -> None:
    appends = [an_append(f"case-{number}", 0, count=2) for number in range(25)]
    results, commits = _at_once(engine, appends)
    assert sorted(result for result in results if isinstance(result, int)) == list(range(0, 50, 2))
    assert commits == 2  # the first alone, then all who waited meanwhile
    assert _signed(a_log(engine)).size == 50


def test_of_a_group_on_one_stream_one_wins_and_the_others_are_told(engine: Engine) -> None:
    first, *others = [an_append(OTHER_CASE), *(an_append(CASE, 0, mark=mark) for mark in "abcdef")]
    results, commits = _at_once(engine, [first, *others])
    assert [result for result in results if isinstance(result, int)] == [0, 1]
    assert sum(isinstance(result, ChangedMeanwhile) for result in results) == 5
    assert commits == 2


def test_a_failing_append_takes_nobody_with_it(engine: Engine) -> None:
    bad = with_everything("case-i", 0, "i")
    bad = replace(bad, seals=[replace(seal, salt=None) for seal in bad.seals])  # refused by the database itself
    good = [with_everything(f"case-{key}", 0, key) for key in "abc"]
    stale = with_everything("case-j", 7, "j")
    results, _ = _at_once(engine, [an_append(), good[0], bad, good[1], stale, good[2]])
    assert isinstance(results[2], IntegrityError)
    assert isinstance(results[4], ChangedMeanwhile)
    assert sorted(results[place] for place in (0, 1, 3, 5)) == [0, 1, 2, 3]  # type: ignore[type-var]  # all numbers
    assert _side_rows(engine) == (3, 3, 3)
    assert b"case-i 0 i" not in _leaves(a_log(engine))
    assert _signed(a_log(engine)).root == merkle.root_of(merkle.leaf_hashes(_leaves(a_log(engine))))


def test_a_fault_of_the_world_is_told_to_the_whole_group(engine: Engine) -> None:
    log = a_log(engine, sign=_no_disk)
    log.open_new()
    told: list[BaseException] = []

    def run(stream: str) -> None:
        try:
            log.append(an_append(stream))
        except ChannelDown as fault:
            told.append(fault)

    _in_threads([lambda stream=stream: run(stream) for stream in ("case-1", "case-2", "case-3")])  # type: ignore[misc]  # bound by its default
    assert len(told) == 3
    assert log.size() == 0


def _no_disk(size: int, root: bytes) -> str:
    raise ChannelDown(f"the disk is full at {size} of {root.hex()}")


def test_seals_index_rows_and_objects_stand_or_fall_with_the_leaves(engine: Engine, log: Log) -> None:
    log.append(with_everything(CASE, 0, "a"))
    assert _side_rows(engine) == (1, 1, 1)
    good = with_everything(CASE, 1, "b")
    no_seals = [replace(seal, salt=None) for seal in good.seals]
    no_objects = [replace(row, kind=None) for row in good.objects]
    for seals_, objects in ((no_seals, good.objects), (good.seals, no_objects)):  # refused by the database itself
        broken = Append(
            stream=CASE, expected=1, leaves=good.leaves, seals=seals_, entities=good.entities, objects=objects
        )
        with pytest.raises(IntegrityError):
            log.append(broken)
        with pytest.raises(ChangedMeanwhile):
            log.append(with_everything(CASE, 0, "c"))
        assert (_side_rows(engine), log.size()) == ((1, 1, 1), 1)
    log.append(good)
    assert (_side_rows(engine), log.size()) == ((2, 2, 2), 2)


def test_what_fails_last_takes_everything_back(engine: Engine, tmp_path: Path) -> None:
    a_log(engine).open_new()
    for fails in (a_log(engine, sign=_no_disk), a_log(engine, mirror=tmp_path / "missing" / "mirror")):
        with pytest.raises(ChannelDown):
            fails.append(with_everything(CASE, 0, "a"))
        assert (_side_rows(engine), a_log(engine).size(), _leaves(a_log(engine))) == ((0, 0, 0), 0, [])


def test_an_interrupted_append_is_not_called_a_success(engine: Engine) -> None:
    def interrupt(size: int, root: bytes) -> str:
        raise KeyboardInterrupt(size, root)

    log = a_log(engine, sign=interrupt)
    log.open_new()
    with pytest.raises(KeyboardInterrupt):
        log.append(an_append())
    assert log.size() == 0


def test_two_organizations_do_not_see_each_other(engine: Engine) -> None:
    own, other = a_log(engine, ORG), a_log(engine, OTHER)
    own.open_new()
    other.open_new()
    own.append(with_everything(CASE, 0, "a"))
    assert (other.size(), _leaves(other), list(other.stream(CASE))) == (0, [], [])
    with suppress(ChangedMeanwhile):
        other.append(an_append(CASE, 1))
    assert other.size() == 0  # the other one's stream is no size of ours, even under the same name
    other.append(with_everything(CASE, 0, "a"))  # the same ids, seals and objects: each has its own
    assert (_side_rows(engine, ORG), _side_rows(engine, OTHER)) == ((1, 1, 1), (1, 1, 1))
    own.append(an_append(CASE, 1, count=300))
    assert (own.size(), other.size()) == (301, 1)
    assert other.fetch(0, 0, 400) == merkle.leaf_hashes(_leaves(other))
    assert other.fetch(1, 0, 1) == []
    with other.snapshot() as now:
        assert [len(rows) for rows in now.rows()] == [1]
        assert list(now.nodes()) == []
        assert set(now.entities()) == {("case", "case-a")}


SIZES = (1, 2, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537)


def test_proofs_from_stored_nodes_hold_around_the_ends_of_blocks(engine: Engine, log: Log) -> None:
    stored, roots, expected = merkle.from_stored(log.fetch), dict[int, bytes](), 0
    for size in SIZES:
        log.append(an_append(CASE, expected, count=size - expected))
        expected, roots[size] = size, _signed(log).root
        leaves = {0, size // 2, size - 1, *(place for place in (254, 255, 256, 65_535) if place < size)}
        for place in leaves:
            (leaf,) = log.fetch(0, place, place + 1)
            path = merkle.inclusion_proof(place, size, stored)
            merkle.verify_inclusion(leaf, index=place, size=size, proof=path, root=roots[size])
        for old, old_root in roots.items():
            grown = merkle.consistency_proof(old, size, stored)
            merkle.verify_consistency(old=old, new=size, old_root=old_root, new_root=roots[size], proof=grown)
    whole, born = merkle.completed(merkle.Edge(), merkle.leaf_hashes(_leaves(log)))
    assert whole.root() == roots[SIZES[-1]]
    with log.snapshot() as now:
        assert list(now.nodes()) == sorted((node.level, node.index, node.hash) for node in born)
        assert len(born) == 257


def test_a_damaged_node_gives_no_proof_that_holds(engine: Engine, log: Log) -> None:
    log.append(an_append(CASE, 0, count=600))
    with writing(engine) as connection:
        connection.execute(update(nodes).where(nodes.c.idx == 0).values(hash=b"\x00" * 32))
    path = merkle.inclusion_proof(400, 600, merkle.from_stored(log.fetch))
    (leaf,) = log.fetch(0, 400, 401)
    with pytest.raises(ValueError, match="does not lead"):
        merkle.verify_inclusion(leaf, index=400, size=600, proof=path, root=_signed(log).root)


def test_a_snapshot_stays_as_it_was_while_others_record(engine: Engine, log: Log) -> None:
    log.append(with_everything(CASE, 0, "a"))
    with log.snapshot() as now:
        before = now.head()
        a_log(engine).append(with_everything(CASE, 1, "b"))
        assert now.head() == before
        assert [len(rows) for rows in now.rows()] == [1]
        assert len(now.entities()) == 1
    assert log.size() == 2


def test_a_database_that_was_put_back_takes_no_more(engine: Engine, tmp_path: Path) -> None:
    mirror = tmp_path / "mirror"
    log = a_log(engine, mirror=mirror)
    log.open_new()
    log.append(an_append(CASE, 0))
    older = mirror.read_text()
    log.append(an_append(CASE, 1))
    newer = mirror.read_text()
    assert log.mirrored_checkpoint() == log.checkpoint() == newer
    mirror.write_text(signed(3, bytes(32)))
    with pytest.raises(ProofFailed, match="put back"):
        log.append(an_append(CASE, 2))
    assert log.size() == 2
    assert mirror.read_text() == signed(3, bytes(32))  # the proof of it is not written over
    for lagging in (older, newer, "damaged", ""):  # an older one is what a crash after the commit leaves
        mirror.write_text(lagging)
        log.append(an_append(CASE, log.size()))
        assert log.mirrored_checkpoint() == log.checkpoint()
    mirror.unlink()
    log.append(an_append(CASE, log.size()))
    assert log.mirrored_checkpoint() == log.checkpoint()


def test_nothing_is_signed_on_a_head_that_was_changed(engine: Engine, log: Log) -> None:
    log.append(an_append(CASE, 0, count=3))
    with reading(engine) as connection:
        sound = connection.execute(heads.select()).one()
    flipped = bytes([*sound.edge[:-1], sound.edge[-1] ^ 1])
    changes = ({"edge": flipped}, {"edge": b""}, {"size": 2}, {"checkpoint": signed(3, bytes(32))}, {"checkpoint": "x"})
    for change in changes:
        with writing(engine) as connection:
            connection.execute(update(heads).values(**change))
        with pytest.raises(ProofFailed):
            log.append(an_append(CASE, 3))
        with writing(engine) as connection:
            connection.execute(update(heads).values(**sound._mapping))
    log.append(an_append(CASE, 3))
