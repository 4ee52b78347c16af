"""The log's key is exchanged in one step for everybody, wherever the exchange was cut short."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tocsin.ledger import checkpoint, note
from tocsin.settings import load
from tocsin.stages import ledger, people
from tocsin.stages.desk import Desk
from tocsin.store import keys as keyring
from tocsin.vocab.act import read_leaf
from tocsin.vocab.acts.home import LogKeyRotated
from tocsin.vocab.errors import ActNotAllowed, BadInput, ChangedMeanwhile
from tocsin.wiring import desk_over, engine_of, open_desk, origin_of
from tocsin.wiring.founding import make_home
from tocsin.wiring.rotation import rotate


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A fresh home."""
    folder = tmp_path / "home"
    make_home(folder, person="Ada")
    return folder


@pytest.fixture
def running(home: Path) -> Iterator[Desk]:
    """A desk that was opened before anything happens, as a process that runs for days has it."""
    settings = load(home)
    engine = engine_of(home, settings)
    try:
        yield desk_over(home, settings, engine)
    finally:
        engine.dispose()


def _signers(desk: Desk) -> set[str]:
    """The keys that the log names and that signed its newest checkpoint."""
    log = desk.log_entry()
    signed = note.parse(desk.log.checkpoint().encode())
    opened = checkpoint.open_note(signed, origin=log.origin, log=[note.parse_key(key) for key in log.keys])
    return {verified.key.to_text() for verified in opened.log}


def _signatures(desk: Desk) -> int:
    return len(note.parse(desk.log.checkpoint().encode()).signatures)


def _work(desk: Desk) -> None:
    people.add(desk, "Grace", address="", roles=("analyst",))


def _begin(desk: Desk) -> str:
    """Step one: the new key lies beside the old one."""
    return note.key_of(origin_of(desk.settings), keyring.rotate_log_key(desk.home, desk.org)).to_text()


def _record(desk: Desk, new_key: str) -> None:
    """Step two: the act stands."""
    draft = desk.draft(desk.log_entry())
    draft.add(LogKeyRotated(old_key=desk.log_entry().keys[-1], new_key=new_key))
    draft.record()


def test_the_checkpoint_that_covers_the_act_bears_both_signatures_and_the_next_one_only(home: Path) -> None:
    old, new = rotate(home)
    assert old != new
    with open_desk(home) as desk:
        assert desk.log_key() == new
        assert _signers(desk) == {old, new}
        assert ledger.verify(desk).findings == ()
        _work(desk)
        assert _signers(desk) == {new}
        assert _signatures(desk) == 1
        assert ledger.verify(desk).findings == ()


def test_every_exchange_adds_one_key(home: Path) -> None:
    first, second = rotate(home)
    assert rotate(home)[:2] == (first, second)
    assert len(rotate(home)) == 4
    with open_desk(home) as desk:
        assert ledger.verify(desk).holds


def test_a_proof_from_before_an_exchange_holds_after_it(home: Path) -> None:
    with open_desk(home) as desk:
        raw, leaf = ledger.prove(desk, 0), next(iter(desk.log.entries(0, 1))).leaf
    rotate(home)
    with open_desk(home) as desk:
        assert ledger.check_proof(desk, raw, leaf) == 0


def test_a_running_process_signs_with_the_new_key_once_it_was_exchanged(home: Path, running: Desk) -> None:
    _work(running)
    _, new = rotate(home)
    _work(running)
    assert _signers(running) == {new}
    assert running.log_key() == new
    assert ledger.verify(running).findings == ()


def test_cut_short_before_the_act_the_old_key_goes_on(home: Path, running: Desk) -> None:
    dropped = _begin(running)
    _work(running)
    assert ledger.verify(running).findings == ()
    with open_desk(home) as desk:
        assert keyring.pending_rotation(home, desk.org) is None
        assert desk.log_key() == desk.log_entry().keys[-1] != dropped
        _work(desk)
        assert ledger.verify(desk).findings == ()
    assert dropped not in rotate(home)


def test_cut_short_after_the_act_the_new_key_takes_its_place_at_the_next_opening(home: Path, running: Desk) -> None:
    new = _begin(running)
    _record(running, new)
    _work(running)  # a process that is still running: the newest key has to sign here already
    assert new in _signers(running)
    with open_desk(home) as desk:
        assert desk.log_key() == new
        assert keyring.pending_rotation(home, desk.org) is None
        assert ledger.verify(desk).findings == ()
        _work(desk)
        assert _signers(desk) == {new}
    assert running.log_key() == new
    assert ledger.verify(running).findings == ()


def test_cut_short_after_the_act_the_next_exchange_completes_it_and_makes_no_third_key(
    home: Path, running: Desk
) -> None:
    new = _begin(running)
    _record(running, new)
    size = running.log.size()
    assert rotate(home)[-1] == new
    assert running.log.size() == size
    assert len(rotate(home)) == 3
    assert ledger.verify(running).findings == ()


def test_while_one_process_exchanges_the_key_another_neither_interferes_nor_exchanges(
    home: Path, running: Desk
) -> None:
    with keyring.exchanging(home, running.org) as is_ours:
        assert is_ours
        new = _begin(running)
        with open_desk(home) as desk:
            _work(desk)
        with pytest.raises(ActNotAllowed, match="another process"):
            rotate(home)
        assert keyring.pending_rotation(home, running.org) is not None, "it belongs to whoever exchanges the key"
        _record(running, new)
        with open_desk(home) as desk:
            _work(desk)
            assert new in _signers(desk)
        keyring.finish_rotation(home, running.org)
    assert ledger.verify(running).findings == ()
    assert rotate(home)[1] == new


def test_who_was_slower_than_somebody_else_leaves_no_key_behind(
    home: Path, running: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = keyring.rotate_log_key

    def made_while_somebody_records(place: Path, org: str) -> object:
        _work(running)
        return made(place, org)

    monkeypatch.setattr(keyring, "rotate_log_key", made_while_somebody_records)
    with pytest.raises(ChangedMeanwhile):
        rotate(home)
    assert keyring.pending_rotation(home, running.org) is None
    assert len(running.log_entry().keys) == 1
    assert ledger.verify(running).findings == ()


def test_a_damaged_key_that_waits_stops_everything_and_changes_nothing(home: Path, running: Desk) -> None:
    _begin(running)
    waiting = home / "keys" / running.org / keyring.NEXT_LOG
    waiting.write_bytes(b"nonsense")
    size = running.log.size()
    for deed in (lambda: rotate(home), lambda: _work(running)):
        with pytest.raises(BadInput, match="damaged"):
            deed()
    assert running.log.size() == size
    assert waiting.read_bytes() == b"nonsense"


def test_the_key_of_another_organization_is_not_touched(home: Path, running: Desk) -> None:
    other = replace(load(home), organization="org-" + "0" * 26)
    before = keyring.create(home, other.organization).log.public_key().public_bytes_raw()
    rotate(home)
    assert keyring.open(home, other.organization).log.public_key().public_bytes_raw() == before


def test_the_exchange_is_made_by_whoever_was_named(home: Path, running: Desk) -> None:
    robin = people.add(running, "Robin Vale", address="", roles=("admin",)).id
    rotate(home, person="Robin Vale")
    leaves = [read_leaf(entry.leaf) for entry in running.log.entries()]
    assert [leaf.by for leaf in leaves if isinstance(leaf.act, LogKeyRotated)] == [robin]
