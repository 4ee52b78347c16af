"""A file appears whole under its name, or nothing does; nothing that is there is ever touched."""

import os
import resource
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.builders import a_case
from tests.deliveries import Planned, plan, proof_of
from tocsin.channels import folder
from tocsin.stages.desk import Desk
from tocsin.vocab.delivery import DeliveryReason, RoadKind
from tocsin.vocab.exercise import Live
from tocsin.vocab.release import Approved
from tocsin.vocab.road import FolderEnd, RefusedForNow, SendOutcome, Sent

BYTES = b"TLP:AMBER\r\n\0\xff" * 1000


@pytest.fixture
def proof(desk: Desk) -> tuple[Approved, Live]:
    """What the road wants to see."""
    return proof_of(desk, plan(desk, a_case(desk), Planned(kind=RoadKind.FOLDER, address="/nowhere")))


@pytest.fixture
def partner(tmp_path: Path) -> Path:
    """The folder that a party reads."""
    (tmp_path / "partner").mkdir()
    return tmp_path / "partner"


def _end(partner: Path | str, name: str = "report.json") -> FolderEnd:
    return FolderEnd(folder=str(partner), file_name=name)


def _no(outcome: SendOutcome, reason: DeliveryReason = DeliveryReason.REFUSED_FOR_NOW) -> str:
    assert isinstance(outcome, RefusedForNow)
    assert outcome.reason is reason
    return outcome.answer


def test_the_file_is_there_with_exactly_these_bytes_and_nothing_beside_it(
    proof: tuple[Approved, Live], partner: Path
) -> None:
    assert isinstance(folder.send(*proof, BYTES, _end(partner)), Sent)
    assert [entry.name for entry in partner.iterdir()] == ["report.json"]
    assert (partner / "report.json").read_bytes() == BYTES
    assert (partner / "report.json").stat().st_nlink == 1


def test_the_same_bytes_again_are_as_good_as_sent(proof: tuple[Approved, Live], partner: Path) -> None:
    folder.send(*proof, BYTES, _end(partner))
    before = (partner / "report.json").stat()
    again = folder.send(*proof, BYTES, _end(partner))
    assert isinstance(again, Sent)
    assert "was there already" in again.answer
    assert (partner / "report.json").stat().st_ino == before.st_ino


@pytest.mark.parametrize("there", [b"", BYTES[:-1], BYTES[:-1] + b"!", BYTES + b"!"])
def test_a_different_file_is_never_written_over(proof: tuple[Approved, Live], partner: Path, there: bytes) -> None:
    (partner / "report.json").write_bytes(there)
    assert "different" in _no(folder.send(*proof, BYTES, _end(partner)))
    assert (partner / "report.json").read_bytes() == there
    assert len(list(partner.iterdir())) == 1


def test_a_link_that_the_party_put_there_is_not_followed(
    proof: tuple[Approved, Live], partner: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_bytes(BYTES)
    (partner / "report.json").symlink_to(tmp_path / "secret")
    (partner / "new.json").symlink_to(tmp_path / "made")
    assert "no file" in _no(folder.send(*proof, BYTES, _end(partner)))
    assert "no file" in _no(folder.send(*proof, BYTES, _end(partner, "new.json")))
    assert not (tmp_path / "made").exists()


def test_what_is_no_file_is_no_place_for_one(
    proof: tuple[Approved, Live], partner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (partner / "folder").mkdir()
    os.mkfifo(partner / "pipe")
    monkeypatch.chdir(partner)  # the path of a socket may have a hundred signs
    with socket.socket(socket.AF_UNIX) as here:
        here.bind("socket")
    for name in ("folder", "pipe", "socket"):
        assert "no file" in _no(folder.send(*proof, BYTES, _end(partner, name)))


def test_a_folder_behind_a_link_is_not_the_folder(proof: tuple[Approved, Live], partner: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(partner)
    (partner / "inner").mkdir()
    _no(folder.send(*proof, BYTES, _end(tmp_path / "link")), DeliveryReason.NOT_REACHABLE)
    assert "through a link" in _no(folder.send(*proof, BYTES, _end(tmp_path / "link" / "inner")))
    assert "through a link" in folder.look(str(tmp_path / "link" / "inner"))
    assert list((partner / "inner").iterdir()) == []


@pytest.mark.parametrize("place", ["partner", "", "./partner"])
def test_a_relative_folder_is_no_end(proof: tuple[Approved, Live], place: str) -> None:
    assert "no absolute path" in _no(folder.send(*proof, BYTES, _end(place)))


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../report.json", "a/b", ".hidden", "a\0b", "a\nb", "a\u202eb", "ü" * 101, "\udcff"]
)
def test_a_name_that_is_no_plain_name_is_refused(proof: tuple[Approved, Live], partner: Path, name: str) -> None:
    assert "no plain file name" in _no(folder.send(*proof, BYTES, _end(partner, name)))
    assert list(partner.parent.rglob("*.json")) == []


def test_a_folder_that_is_not_there_or_closed_is_not_reachable(
    proof: tuple[Approved, Live], partner: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    for place in (tmp_path / "gone", tmp_path / "file", tmp_path / "file" / "inner"):
        assert str(place) in _no(folder.send(*proof, BYTES, _end(place)), DeliveryReason.NOT_REACHABLE)
        assert folder.look(str(place))


@contextmanager
def _a_full_disk() -> Iterator[None]:
    """No file may become longer than a thousand bytes: the kernel refuses the rest as it does on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


def test_a_full_disk_leaves_nothing_behind_and_can_be_tried_again(proof: tuple[Approved, Live], partner: Path) -> None:
    with _a_full_disk():
        outcome = folder.send(*proof, BYTES, _end(partner))
    _no(outcome, DeliveryReason.NOT_REACHABLE)
    assert list(partner.iterdir()) == []
    assert isinstance(folder.send(*proof, BYTES, _end(partner)), Sent)


def test_what_an_attempt_left_behind_that_was_cut_short_goes_with_the_next(
    proof: tuple[Approved, Live], partner: Path
) -> None:
    (partner / ".report.json.0123456789ab.part").write_bytes(BYTES[:10])
    (partner / ".other.json.0123456789ab.part").write_bytes(b"of another delivery")
    assert isinstance(folder.send(*proof, BYTES, _end(partner)), Sent)
    assert {entry.name for entry in partner.iterdir()} == {"report.json", ".other.json.0123456789ab.part"}


def test_of_many_at_once_none_writes_over_another(proof: tuple[Approved, Live], partner: Path) -> None:
    for turn in range(30):
        end, ready = _end(partner, f"{turn}.json"), threading.Barrier(6)
        sent: list[bytes] = []

        def one(content: bytes, end: FolderEnd = end, ready: threading.Barrier = ready) -> None:
            ready.wait()
            if isinstance(folder.send(*proof, content, end), Sent):
                sent.append(content)  # noqa: B023 -- the threads end within the turn

        threads = [threading.Thread(target=one, args=(content,)) for content in (BYTES, b"another document") * 3]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert set(sent) == {(partner / f"{turn}.json").read_bytes()}
    assert len(list(partner.iterdir())) == 30


def test_a_look_leaves_the_folder_as_it_was(partner: Path) -> None:
    assert folder.look(str(partner)) == ""
    assert list(partner.iterdir()) == []
