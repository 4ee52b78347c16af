"""Objects lie whole or not at all, in a folder as in a bucket."""

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.servers import S3Place
from tocsin.store.blobs import Blobs, open_blobs
from tocsin.vocab.errors import BadInput, ChannelDown

BIG = os.urandom(20_000_000)  # several parts of an upload


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.s3)])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Blobs]:
    """An empty place of either kind."""
    if request.param == "s3":
        yield open_blobs(request.getfixturevalue("s3_bucket").url)
    else:
        yield open_blobs(tmp_path / "vault", create=True)


def _file(folder: Path, content: bytes) -> Path:
    path = folder / "finished"
    path.write_bytes(content)
    path.chmod(0o600)
    return path


@pytest.mark.parametrize("content", [b"", b"small", BIG], ids=["empty", "small", "big"])
def test_what_was_put_is_there(blobs: Blobs, tmp_path: Path, content: bytes) -> None:
    assert not blobs.has("org-a/aa/bb/cc")
    blobs.put("org-a/aa/bb/cc", _file(tmp_path, content))
    assert blobs.has("org-a/aa/bb/cc")
    assert b"".join(blobs.pieces("org-a/aa/bb/cc")) == content


def test_a_big_object_comes_in_pieces(blobs: Blobs, tmp_path: Path) -> None:
    blobs.put("a/b", _file(tmp_path, BIG))
    assert max(len(piece) for piece in blobs.pieces("a/b")) < len(BIG) / 2


def test_what_is_not_there_is_said_before_the_first_piece(blobs: Blobs) -> None:
    with pytest.raises(FileNotFoundError):
        blobs.pieces("a/b")


def test_a_deleted_object_is_gone_and_deleting_again_is_no_fault(blobs: Blobs, tmp_path: Path) -> None:
    blobs.put("a/b", _file(tmp_path, b"content"))
    blobs.delete("a/b")
    assert not blobs.has("a/b")
    blobs.delete("a/b")


def test_only_what_lies_below_a_prefix_is_listed(blobs: Blobs, tmp_path: Path) -> None:
    for path in ("org-a/1/2/3", "org-a/1/2/4", "org-ab/1/2/3"):
        blobs.put(path, _file(tmp_path, path.encode()))
    found = list(blobs.listed("org-a/"))
    assert sorted(blob.path for blob in found) == ["org-a/1/2/3", "org-a/1/2/4"]
    assert {blob.size_bytes for blob in found} == {11}
    assert all(abs(datetime.now(UTC) - blob.modified) < timedelta(minutes=5) for blob in found)
    assert list(blobs.listed("org-none/")) == []


def test_a_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        blobs = open_blobs(tmp_path / "vault", create=True)
        blobs.put("org-a/aa/bb/cc", _file(tmp_path, b"content"))
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "vault").stat().st_mode) == 0o700
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "vault").rglob("*")}
    assert modes == {0o600, 0o700}


def test_a_missing_folder_is_never_made_quietly(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no vault folder"):
        open_blobs(tmp_path / "vault")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "url",
    [
        "s3://",
        "ftp://bucket/prefix",
        "s3://key:s3cret@bucket/prefix",
        "s3://bucket/prefix?secret_access_key=s3cret",
        "s3://bucket/prefix#part",
        "file:///tmp",
    ],
)
def test_what_is_no_url_of_ours_is_refused_without_its_secret(url: str) -> None:
    with pytest.raises(BadInput) as caught:
        open_blobs(url)
    assert "s3cret" not in str(caught.value)


def test_a_server_that_is_not_there_is_the_worlds_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "b")
    with pytest.raises(ChannelDown, match="nothing of this was recorded"):
        open_blobs("s3://bucket/prefix?endpoint=http://127.0.0.1:1&region=us-east-1").has("a")


@pytest.mark.s3
def test_wrong_credentials_are_named_as_that(
    s3_bucket: S3Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    with pytest.raises(ChannelDown) as caught:
        open_blobs(s3_bucket.url).put("a/b", _file(tmp_path, b"content"))
    assert "AWS_SECRET_ACCESS_KEY" in str(caught.value.hint)


@pytest.mark.s3
def test_plain_http_is_spoken_only_where_the_endpoint_says_so(s3_bucket: S3Place) -> None:
    with pytest.raises(ChannelDown):
        open_blobs(s3_bucket.url.replace("http://", "https://")).has("a")


def test_a_folder_that_cannot_be_written_is_the_worlds_fault(tmp_path: Path) -> None:
    blobs = open_blobs(tmp_path / "vault", create=True)
    (tmp_path / "vault" / "org-a").write_bytes(b"a file where a folder belongs")
    with pytest.raises(ChannelDown):
        blobs.put("org-a/aa/bb/cc", _file(tmp_path, b"content"))
