"""The mirror keeps the longest log's checkpoint, whoever publishes when, and never lies about a failure."""

import os
import threading
from pathlib import Path

import pytest

from tests.store.logs import signed
from tocsin.store.mirror import Mirror, Prepared
from tocsin.vocab.errors import ChannelDown


def _checkpoint(size: int) -> str:
    return signed(size, bytes([size % 256]) * 32)


def test_what_was_published_is_read(tmp_path: Path) -> None:
    mirror = Mirror(tmp_path / "mirror")
    assert (mirror.read(), mirror.size()) == (None, 0)
    mirror.publish(mirror.prepare(_checkpoint(3)), 3)
    assert (mirror.read(), mirror.size()) == (_checkpoint(3).encode(), 3)


def test_a_late_publisher_does_not_put_an_older_checkpoint_back(tmp_path: Path) -> None:
    slow, quick = Mirror(tmp_path / "mirror"), Mirror(tmp_path / "mirror")
    prepared = slow.prepare(_checkpoint(3))
    assert prepared.aside is not None
    moved = prepared.aside.rename(tmp_path / "of-another-process")
    quick.publish(quick.prepare(_checkpoint(4)), 4)
    slow.publish(Prepared(signed=prepared.signed, aside=moved), 3)
    assert quick.size() == 4
    assert [path.name for path in tmp_path.iterdir()] == ["mirror"]


def test_a_checkpoint_of_any_length_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    mirror = Mirror(tmp_path / "mirror")
    for size in (8, 9, 10, 11, 99, 100, 101, 1000):  # as long as the one before, and longer
        mirror.publish(mirror.prepare(_checkpoint(size)), size)
        assert mirror.read() == _checkpoint(size).encode()
        assert Mirror(tmp_path / "mirror").size() == size
    (tmp_path / "mirror").unlink()
    mirror.publish(mirror.prepare(_checkpoint(1001)), 1001)
    assert mirror.size() == 1001


def test_of_many_publishers_the_longest_log_wins(tmp_path: Path) -> None:
    def publish(sizes: range) -> None:
        mirror = Mirror(tmp_path / "mirror")
        for size in sizes:
            mirror.publish(mirror.prepare(_checkpoint(size)), size)

    threads = [threading.Thread(target=publish, args=(range(first, 101, 4),)) for first in (1, 2, 3, 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Mirror(tmp_path / "mirror").size() == 100
    assert [path.name for path in tmp_path.iterdir()] == ["mirror"]


@pytest.mark.parametrize("found", [b"", b"damaged", b"\xff\xfe", _checkpoint(9).encode()[:-3]])
def test_a_mirror_that_nobody_can_read_is_mended(tmp_path: Path, found: bytes) -> None:
    mirror = Mirror(tmp_path / "mirror")
    (tmp_path / "mirror").write_bytes(found)
    assert mirror.size() == 0
    mirror.publish(mirror.prepare(_checkpoint(2)), 2)
    assert mirror.size() == 2


def test_a_place_that_takes_nothing_says_what_became_of_the_record(tmp_path: Path) -> None:
    mirror = Mirror(tmp_path / "missing" / "mirror")
    with pytest.raises(ChannelDown, match="nothing was recorded"):
        mirror.prepare(_checkpoint(1))
    with pytest.raises(ChannelDown, match="what it is of was recorded"):
        mirror.publish(Prepared(signed=b"", aside=None), 1)


def test_the_mirror_is_nobody_elses_to_read_or_write(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        mirror = Mirror(tmp_path / "mirror")
        for size in (9, 10):
            mirror.publish(mirror.prepare(_checkpoint(size)), size)
            assert (tmp_path / "mirror").stat().st_mode & 0o777 == 0o600
    finally:
        os.umask(before)
