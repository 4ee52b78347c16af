"""Keys are private, whole, never made quietly and never shown."""

import os
import stat
from pathlib import Path

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from tocsin.store import keys
from tocsin.vocab.errors import ActNotAllowed, BadInput, TocsinError
from tocsin.vocab.ports import Compartment

ORG = "org-" + "a" * 26
OTHER = "org-" + "b" * 26
FILES = ("log.pem", "records.pem", "vault.age", "sealed.age", "privileged.age", "names.key")


def _public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def test_created_keys_open_again_as_the_same(tmp_path: Path) -> None:
    made = keys.create(tmp_path, ORG)
    found = keys.open(tmp_path, ORG)
    assert _public(made.log) == _public(found.log)
    assert made.names == found.names
    assert len(made.names) == 32
    for compartment in Compartment:
        assert str(made.identity(compartment)) == str(found.identity(compartment))


def test_every_file_is_for_its_owner_only(tmp_path: Path) -> None:
    keys.create(tmp_path, ORG)
    folder = tmp_path / "keys" / ORG
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
    assert [path.name for path in folder.parent.iterdir()] == [ORG], "nothing unfinished is left"


def test_a_generous_umask_changes_nothing(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        keys.create(tmp_path, ORG)
    finally:
        os.umask(before)
    assert not any(path.stat().st_mode & 0o077 for path in (tmp_path / "keys").rglob("*"))


def test_compartments_purposes_and_owners_have_different_keys(tmp_path: Path) -> None:
    one, other = keys.create(tmp_path, ORG), keys.create(tmp_path, OTHER)
    derived = [each.derived(c, p) for each in (one, other) for c in Compartment for p in (b"content", b"row")]
    assert len(set(derived)) == len(derived)
    assert {len(key) for key in derived} == {32}
    assert one.names != other.names


def test_nothing_is_created_quietly(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="missing") as caught:
        keys.open(tmp_path, ORG)
    assert "backup" in str(caught.value.hint)
    assert not list(tmp_path.iterdir())


def test_keys_that_are_there_are_never_replaced(tmp_path: Path) -> None:
    made = keys.create(tmp_path, ORG)
    with pytest.raises(ActNotAllowed, match="already"):
        keys.create(tmp_path, ORG)
    assert _public(keys.open(tmp_path, ORG).log) == _public(made.log)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_key_is_an_error_with_a_hint(tmp_path: Path, name: str) -> None:
    keys.create(tmp_path, ORG)
    path = tmp_path / "keys" / ORG / name
    path.unlink()
    with pytest.raises(BadInput, match=name):
        keys.open(tmp_path, ORG)
    assert not path.exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o610])
@pytest.mark.parametrize("name", [*FILES, ""])
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, name: str, mode: int) -> None:
    keys.create(tmp_path, ORG)
    (tmp_path / "keys" / ORG / name).chmod(mode | (0o100 if not name else 0))
    with pytest.raises(BadInput, match="open to other users") as caught:
        keys.open(tmp_path, ORG)
    assert "chmod" in str(caught.value.hint)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_key_of_another_user_is_refused(tmp_path: Path) -> None:
    keys.create(tmp_path, ORG)
    os.chown(tmp_path / "keys" / ORG / "log.pem", 65534, 65534)
    with pytest.raises(BadInput, match="another user"):
        keys.open(tmp_path, ORG)


def test_a_link_in_place_of_a_key_is_refused(tmp_path: Path) -> None:
    keys.create(tmp_path, ORG)
    path = tmp_path / "keys" / ORG / "names.key"
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BadInput, match="not a file"):
        keys.open(tmp_path, ORG)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("content", [b"", b"nonsense", b"\xff\x00\xfe", b"AGE-SECRET-KEY-1QQQ\nAGE-SECRET-KEY-1QQQ\n"])
def test_a_damaged_key_is_an_error_that_does_not_quote_it(tmp_path: Path, name: str, content: bytes) -> None:
    keys.create(tmp_path, ORG)
    (tmp_path / "keys" / ORG / name).write_bytes(content)
    with pytest.raises(BadInput, match="damaged") as caught:
        keys.open(tmp_path, ORG)
    assert "QQQ" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    keys.create(tmp_path, ORG)
    wrong = generate_private_key(65537, 2048).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "keys" / ORG / "log.pem").write_bytes(wrong)
    with pytest.raises(BadInput, match="Ed25519"):
        keys.open(tmp_path, ORG)


@pytest.mark.parametrize("org", ["", "..", "org-../x", "/etc", "org-A", "person-aaa"])
def test_an_org_that_is_no_id_never_becomes_a_path(tmp_path: Path, org: str) -> None:
    for deed in (keys.create, keys.open, keys.rotate_log_key):
        with pytest.raises(BadInput, match="organization"):
            deed(tmp_path, org)
    assert not list(tmp_path.iterdir())


def test_repr_shows_no_key(tmp_path: Path) -> None:
    made = keys.create(tmp_path, ORG)
    shown = repr(made) + str(made) + f"{made!r:>5}"
    assert made.names.hex() not in shown
    assert "AGE-SECRET" not in shown
    assert str(made.names) not in shown


def test_the_age_files_open_what_they_closed_with_plain_age(tmp_path: Path) -> None:
    made = keys.create(tmp_path, ORG)
    lines = (tmp_path / "keys" / ORG / "vault.age").read_text().splitlines()
    closed = pyrage.encrypt(b"content", [made.identity(Compartment.ORDINARY).to_public()])
    assert lines[0] == f"# public key: {made.identity(Compartment.ORDINARY).to_public()}"
    assert pyrage.decrypt(closed, [pyrage.x25519.Identity.from_str(lines[-1])]) == b"content"


def test_a_new_log_key_is_used_only_once_the_rotation_is_finished(tmp_path: Path) -> None:
    old = _public(keys.create(tmp_path, ORG).log)
    following = _public(keys.rotate_log_key(tmp_path, ORG))
    assert _public(keys.open(tmp_path, ORG).log) == old != following
    assert _public(keys.finish_rotation(tmp_path, ORG).log) == following
    assert _public(keys.open(tmp_path, ORG).log) == following
    assert keys.pending_rotation(tmp_path, ORG) is None
    assert not (tmp_path / "keys" / ORG / "log.next.pem").exists()


def test_an_interrupted_rotation_is_seen_and_can_be_finished(tmp_path: Path) -> None:
    keys.create(tmp_path, ORG)
    following = _public(keys.rotate_log_key(tmp_path, ORG))
    pending = keys.pending_rotation(tmp_path, ORG)
    assert pending is not None
    assert _public(pending) == following
    with pytest.raises(ActNotAllowed, match="interrupted"):
        keys.rotate_log_key(tmp_path, ORG)
    assert _public(keys.finish_rotation(tmp_path, ORG).log) == following


def test_an_interrupted_rotation_can_be_abandoned(tmp_path: Path) -> None:
    old = _public(keys.create(tmp_path, ORG).log)
    keys.rotate_log_key(tmp_path, ORG)
    keys.abandon_rotation(tmp_path, ORG)
    assert keys.pending_rotation(tmp_path, ORG) is None
    assert _public(keys.open(tmp_path, ORG).log) == old


def test_a_damaged_next_key_never_takes_the_place_of_a_good_one(tmp_path: Path) -> None:
    old = _public(keys.create(tmp_path, ORG).log)
    keys.rotate_log_key(tmp_path, ORG)
    (tmp_path / "keys" / ORG / "log.next.pem").write_bytes(b"")
    with pytest.raises(BadInput, match="damaged"):
        keys.finish_rotation(tmp_path, ORG)
    assert _public(keys.open(tmp_path, ORG).log) == old


def test_without_a_rotation_there_is_nothing_to_finish_or_abandon(tmp_path: Path) -> None:
    keys.create(tmp_path, ORG)
    for deed in (keys.finish_rotation, keys.abandon_rotation):
        with pytest.raises(ActNotAllowed, match="no rotation"):
            deed(tmp_path, ORG)


def test_a_home_that_cannot_be_written_leaves_nothing_half_made(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir(mode=0o700)
    (tmp_path / "keys" / ORG).symlink_to(tmp_path / "nowhere")  # exists() says no, rename onto it fails
    with pytest.raises(TocsinError):
        keys.create(tmp_path, ORG)
    assert [path.name for path in (tmp_path / "keys").iterdir()] == [ORG]


def test_only_one_at_a_time_may_exchange_the_key(tmp_path: Path) -> None:
    keys.create(tmp_path, ORG)
    keys.create(tmp_path, OTHER)
    with keys.exchanging(tmp_path, ORG) as is_first:
        with keys.exchanging(tmp_path, ORG) as is_second, keys.exchanging(tmp_path, OTHER) as is_elsewhere:
            assert (is_first, is_second, is_elsewhere) == (True, False, True)
        with keys.exchanging(tmp_path, ORG) as is_third:
            assert not is_third, "whoever asked in vain takes nothing away"
    with keys.exchanging(tmp_path, ORG) as is_free:
        assert is_free
