"""A backup holds all of a home at one moment, and appears whole or not at all."""

import hashlib
import os
import stat
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, event

from tests.builders import a_case, an_item
from tocsin.ledger import checkpoint, note
from tocsin.stages.desk import Desk
from tocsin.stages.sealing import purge
from tocsin.store.backup import DATABASE, DIGEST, MANIFEST, PART, Manifest, Source, backup, header_of
from tocsin.store.blobs import Blobs, open_blobs
from tocsin.vocab.case import Item
from tocsin.vocab.errors import ActNotAllowed, BadInput, ChangedMeanwhile, ChannelDown
from tocsin.wiring import desk_over, engine_of
from tocsin.wiring.founding import make_home
from tocsin.wiring.rotation import rotate

NOON = datetime(2026, 3, 24, 12, 0, tzinfo=UTC)
LARGE = os.urandom(200_000)


class Founded:
    """A home with one case, and what a backup is made from."""

    def __init__(self, home: Path, engine: Engine, desk: Desk, blobs: Blobs) -> None:
        self.home, self.engine, self.desk, self.blobs = home, engine, desk, blobs
        self.case = a_case(desk)
        self.large = an_item(desk, self.case, LARGE)
        self.small = an_item(desk, self.case, b"a prompt in plain words")

    def backup(self, target: Path, *, blobs: Blobs | None = None, with_keys: bool = True) -> Manifest:
        source = Source(home=self.home, orgs=(self.desk.org,), engine=self.engine, blobs=blobs or self.blobs)
        return backup(source, target, with_keys=with_keys, made_at=NOON, program="0")


class Interrupted(Blobs):
    """The vault's folder, where something else happens each time before an object is read."""

    def __init__(self, folder: Path, happens: Callable[[], object]) -> None:
        store = open_blobs(folder)
        super().__init__(store._store, store._folder)
        self._happens = happens

    def measured(self, path: str) -> tuple[int, Iterator[bytes]]:
        self._happens()
        return super().measured(path)


@pytest.fixture
def founded(tmp_path: Path) -> Iterator[Founded]:
    """A home in use."""
    home = tmp_path / "home"
    settings = make_home(home, person="Ada")
    engine = engine_of(home, settings)
    yield Founded(home, engine, desk_over(home, settings, engine), open_blobs(home / "vault"))
    engine.dispose()


def _members(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as tar:
        return {info.name: tar.extractfile(info).read() for info in tar}  # type: ignore[union-attr]  # plain files only


def test_everything_of_the_home_is_in_it_and_its_manifest_is_true(founded: Founded, tmp_path: Path) -> None:
    own = founded.home / "catalogues" / "exits" / "our own.toml"
    own.parent.mkdir()
    own.write_text("x = 1")
    target = tmp_path / "a.tar"
    manifest = founded.backup(target)
    members = _members(target)  # by the tar of the standard library, as anybody may take it apart
    folder = founded.home / "keys" / founded.desk.org
    assert members["tocsin.toml"] == (founded.home / "tocsin.toml").read_bytes()
    assert members["catalogues/exits/our own.toml"] == b"x = 1"
    for path in folder.iterdir():
        assert members[f"keys/{founded.desk.org}/{path.name}"] == path.read_bytes()
    (vaulted,) = [name for name in members if name.startswith("vault/")]
    (stored,) = [path for path in (founded.home / "vault").rglob("*") if path.is_file()]
    assert members[vaulted] == stored.read_bytes()
    assert manifest.checkpoints == {founded.desk.org: founded.desk.log.checkpoint()}
    assert members[f"checkpoints/{founded.desk.org}"].decode() == founded.desk.log.checkpoint()
    assert msgspec.json.decode(members[MANIFEST], type=Manifest) == manifest
    assert members[DIGEST].decode() == f"{hashlib.sha256(members[MANIFEST]).hexdigest()}  {MANIFEST}\n"
    said = {part.name: (part.size_bytes, part.sha256) for part in manifest.parts}
    there = {name: (len(content), hashlib.sha256(content).hexdigest()) for name, content in members.items()}
    assert said == {name: value for name, value in there.items() if name not in (MANIFEST, DIGEST)}
    assert DATABASE in said


def test_only_its_owner_can_read_it_and_no_content_stands_in_it_plainly(founded: Founded, tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        founded.backup(tmp_path / "a.tar")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "a.tar").stat().st_mode) == 0o600
    assert b"a prompt in plain words" not in (tmp_path / "a.tar").read_bytes()
    assert LARGE[:64] not in (tmp_path / "a.tar").read_bytes()


def test_without_keys_no_key_is_in_it(founded: Founded, tmp_path: Path) -> None:
    assert founded.backup(tmp_path / "a.tar", with_keys=False).has_keys is False
    raw = (tmp_path / "a.tar").read_bytes()
    assert not any(name.startswith("keys/") for name in _members(tmp_path / "a.tar"))
    for path in (founded.home / "keys" / founded.desk.org).iterdir():
        assert path.read_bytes().strip().splitlines()[-2 if path.suffix == ".pem" else -1] not in raw


def test_nothing_is_ever_replaced(founded: Founded, tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_text("mine")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    for name in ("a.tar", "dangling", "home"):
        with pytest.raises(ActNotAllowed, match="is there already"):
            founded.backup(tmp_path / name)
    assert (tmp_path / "a.tar").read_text() == "mine"
    with pytest.raises(ActNotAllowed):
        founded.backup(Path("/dev/full"))
    with pytest.raises(BadInput, match="there is no folder"):
        founded.backup(tmp_path / "absent" / "a.tar")


def test_what_is_purged_meanwhile_is_not_referred_to(founded: Founded, tmp_path: Path) -> None:
    later: list[Item] = [an_item(founded.desk, founded.case, os.urandom(100_000))]

    def happens() -> None:
        if later:
            purge(founded.desk, later.pop(), reason="retention", because="its time is over")
            purge(founded.desk, founded.large, reason="retention", because="its time is over")

    manifest = founded.backup(tmp_path / "a.tar", blobs=Interrupted(founded.home / "vault", happens))
    assert manifest.absent == ()
    assert manifest.checkpoints == {founded.desk.org: founded.desk.log.checkpoint()}  # as it was after the purge


def test_a_home_that_never_comes_to_rest_is_told_so(founded: Founded, tmp_path: Path) -> None:
    def happens() -> None:
        items = [item for item in founded.desk.index.all("item", state="kept") if isinstance(item, Item)]
        for item in items:
            purge(founded.desk, item, reason="retention", because="its time is over")
        an_item(founded.desk, founded.case, os.urandom(50_000))

    with pytest.raises(ChangedMeanwhile, match="no backup was made"):
        founded.backup(tmp_path / "a.tar", blobs=Interrupted(founded.home / "vault", happens))
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_an_object_that_was_lost_before_is_named_and_the_rest_is_saved(founded: Founded, tmp_path: Path) -> None:
    (stored,) = [path for path in (founded.home / "vault").rglob("*") if path.is_file()]
    stored.unlink()
    manifest = founded.backup(tmp_path / "a.tar")
    assert manifest.absent == ("".join(stored.relative_to(founded.home / "vault").parts[1:]),)


def test_keys_that_are_exchanged_meanwhile_fit_the_log_in_it(founded: Founded, tmp_path: Path) -> None:
    exchanged: list[tuple[str, ...]] = []

    def exchange(_connection: object) -> None:
        if not exchanged:  # after the keys were read, and just before the database is
            exchanged.append(rotate(founded.home))

    event.listen(founded.engine, "begin", exchange, insert=True)
    manifest = founded.backup(tmp_path / "a.tar")
    assert len(exchanged[0]) == 2
    private = load_pem_private_key(_members(tmp_path / "a.tar")[f"keys/{founded.desk.org}/log.pem"], None)
    assert isinstance(private, Ed25519PrivateKey)
    origin = founded.desk.log_entry().origin
    assert note.key_of(origin, private).to_text() == exchanged[0][-1]
    signed = note.parse(manifest.checkpoints[founded.desk.org].encode())
    assert checkpoint.open_note(signed, origin=origin, log=[note.key_of(origin, private)])


LIMITED = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))
from tocsin.cli import main
sys.argv = ["tocsin", "backup", sys.argv[2], "--home", sys.argv[1]]
main()
"""


def test_a_full_disk_leaves_no_half_backup(founded: Founded, tmp_path: Path) -> None:
    before = sorted(path.name for path in tmp_path.iterdir())
    command = [sys.executable, "-c", LIMITED, str(founded.home), str(tmp_path / "a.tar")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 3, done.stderr
    assert "nothing of it was left behind" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_vault_that_fails_half_way_leaves_no_half_backup(founded: Founded, tmp_path: Path) -> None:
    def happens() -> None:
        raise ChannelDown("the vault's place cannot be read")

    with pytest.raises(ChannelDown):
        founded.backup(tmp_path / "a.tar", blobs=Interrupted(founded.home / "vault", happens))
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_a_name_that_could_lead_elsewhere_is_refused(founded: Founded, tmp_path: Path) -> None:
    own = founded.home / "catalogues" / "exits" / "ein Ümlaut.toml"
    own.parent.mkdir()
    own.touch()
    with pytest.raises(BadInput, match="cannot stand in a backup"):
        founded.backup(tmp_path / "a.tar")


@pytest.mark.parametrize(
    "name",
    [
        *(
            "../tocsin.toml",
            "/tocsin.toml",
            "vault/../keys",
            f"vault/{'A' * 64}",
            f"vault/{'a' * 63}",
            "database.dump\n",
        ),
        *("keys/org-a/../x", "keys/org-a/.ssh", "catalogues/../x.toml", "catalogues/a/..toml", "catalogues/a/b/c.toml"),
        *("checkpoints/org-A", "checkpoints/", "tocsin.toml/x", "", "x", f"catalogues/a/{'b' * 90}.toml"),
    ],
)
def test_names_that_lead_elsewhere_are_no_parts(name: str) -> None:
    assert not PART.match(name)


@given(st.integers(min_value=0, max_value=2**50))
def test_a_header_of_any_size_is_one_block_that_tar_reads(size: int) -> None:
    name = f"vault/{'a' * 64}"
    header = header_of(name, size)
    info = tarfile.TarInfo.frombuf(header, "utf-8", "strict")
    assert (len(header), info.name, info.size, info.mode, info.isreg()) == (512, name, size, 0o600, True)
