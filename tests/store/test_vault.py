"""The vault gives back exactly what was kept, to its owner only, and says so where it cannot."""

import base64
import io
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select, update

from tocsin.ledger import commitment
from tocsin.store import keys, register
from tocsin.store.blobs import Blobs, object_path, open_blobs
from tocsin.store.database import open_engine, reading, writing
from tocsin.store.register import insert_seals
from tocsin.store.schema import metadata, seals
from tocsin.store.vault import INLINE_BYTES, ObjectVault
from tocsin.vocab.errors import ChangedMeanwhile, Gone, ProofFailed, TocsinError, TooMuch
from tocsin.vocab.ports import Compartment, Seal, SealVerdict, Vault

ORG = "org-" + "a" * 26
OTHER = "org-" + "b" * 26
SMALL = b"a prompt, a name, an address"
LARGE = os.urandom(3_000_000)
LATER = datetime.now(UTC) + timedelta(days=2)


class Dice:
    """The operating system's generator."""

    def random_bytes(self, count: int) -> bytes:
        return os.urandom(count)


class Home:
    """A home with one database, one place for objects, and as many owners as a test wants."""

    def __init__(self, folder: Path, engine: Engine, blobs: Blobs) -> None:
        self.folder = folder
        self.engine = engine
        self.blobs = blobs

    def vault(self, org: str = ORG) -> ObjectVault:
        known = (self.folder / "keys" / org).exists()
        own = keys.open(self.folder, org) if known else keys.create(self.folder, org)
        return ObjectVault(self.engine, own, self.blobs, self.folder / "tmp", Dice())

    def kept(self, content: bytes, org: str = ORG, compartment: Compartment = Compartment.ORDINARY) -> Seal:
        """Keep and register some content."""
        seal = self.vault(org).seal(content, compartment)
        with writing(self.engine) as connection:
            insert_seals(connection, org, [seal])
        return seal

    def paths(self, org: str = ORG) -> list[str]:
        return sorted(blob.path for blob in self.blobs.listed(f"{org}/"))

    def change(self, commit: str, **values: object) -> None:
        with writing(self.engine) as connection:
            connection.execute(update(seals).where(seals.c.commit == commit).values(**values))


@pytest.fixture(
    params=[
        "sqlite-folder",
        pytest.param("postgresql-s3", marks=[pytest.mark.postgresql, pytest.mark.s3]),
    ]
)
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    """An empty home in the smallest and in the largest arrangement."""
    database, place = request.param.split("-")
    url = f"sqlite:///{tmp_path}/tocsin.db" if database == "sqlite" else request.getfixturevalue("postgresql_url")
    blobs = (
        open_blobs(tmp_path / "vault", create=True)
        if place == "folder"
        else open_blobs(request.getfixturevalue("s3_bucket").url)
    )
    yield from _home(tmp_path, url, blobs)


@pytest.fixture
def small_home(tmp_path: Path) -> Iterator[Home]:
    """The arrangement of a laptop, for what does not depend on it."""
    yield from _home(tmp_path, f"sqlite:///{tmp_path}/tocsin.db", open_blobs(tmp_path / "vault", create=True))


def _home(folder: Path, url: str, blobs: Blobs) -> Iterator[Home]:
    engine = open_engine(url, create=True)
    with writing(engine) as connection:
        metadata.create_all(connection)
    yield Home(folder, engine, blobs)
    engine.dispose()


def _fits_the_socket(one: ObjectVault) -> Vault:
    return one


@pytest.mark.parametrize(
    "content",
    [b"", SMALL, LARGE[:INLINE_BYTES], LARGE[: INLINE_BYTES + 1], LARGE],
    ids=["empty", "small", "most-inline", "least-object", "large"],
)
def test_what_was_kept_comes_back(home: Home, content: bytes) -> None:
    seal = home.kept(content)
    again = _fits_the_socket(home.vault())
    assert again.read(seal.commit) == content
    assert b"".join(again.open(seal.commit)) == content
    assert seal.commit == sha256(seal.salt + content).hexdigest()
    assert seal.size_bytes == len(content)
    assert (seal.content is not None) == (len(content) <= INLINE_BYTES)
    assert len(home.paths()) == (len(content) > INLINE_BYTES)
    assert home.vault().check(seal.commit).verdict is SealVerdict.HOLDS


@pytest.mark.parametrize("content", [SMALL, LARGE], ids=["small", "large"])
@pytest.mark.parametrize("compartment", Compartment)
def test_every_compartment_gives_back_its_own(small_home: Home, content: bytes, compartment: Compartment) -> None:
    seal = small_home.kept(content, compartment=compartment)
    assert seal.compartment is compartment
    assert small_home.vault().read(seal.commit) == content


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(content=st.binary(max_size=100), repeat=st.integers(1, 1000))
def test_a_stream_and_its_bytes_are_kept_alike(small_home: Home, content: bytes, repeat: int) -> None:
    one = small_home.vault()
    sealed, kept = one.seal(content * repeat), one.keep(io.BytesIO(content * repeat))
    assert (sealed.name, sealed.size_bytes, sealed.content is None) == (
        kept.name,
        kept.size_bytes,
        kept.content is None,
    )
    assert sealed.commit != kept.commit, "each has a salt of its own"


def test_what_is_not_registered_is_not_there(home: Home) -> None:
    seal = home.vault().seal(LARGE)
    for deed in (home.vault().read, home.vault().open, home.vault().destroy, home.vault().check):
        with pytest.raises(Gone, match=seal.commit):
            deed(seal.commit)
    assert home.vault().same_as(seal.name) == ()


def test_equal_content_is_stored_once_with_a_commitment_each(home: Home) -> None:
    first, second = home.kept(LARGE), home.kept(LARGE)
    sealed = home.kept(LARGE, compartment=Compartment.SEALED)
    assert first.name == second.name != sealed.name
    assert first.commit != second.commit
    assert len(home.paths()) == 2, "a compartment has objects of its own"
    assert home.vault().same_as(first.name) == tuple(sorted((first.commit, second.commit)))
    assert home.vault().name_of(io.BytesIO(LARGE)) == first.name
    assert home.vault().name_of(io.BytesIO(LARGE), Compartment.SEALED) == sealed.name


def test_a_damaged_object_is_not_trusted_with_new_evidence(home: Home, tmp_path: Path) -> None:
    home.kept(LARGE)
    _flip_object(home, tmp_path, 1000)
    seal = home.kept(LARGE)
    assert home.vault().read(seal.commit) == LARGE


def test_a_purge_destroys_salt_and_object(home: Home) -> None:
    seal = home.kept(LARGE)
    assert home.vault().destroy(seal.commit) is True
    assert home.paths() == []
    with reading(home.engine) as connection:
        assert connection.execute(select(seals)).all() == []
    with pytest.raises(Gone):
        home.vault().read(seal.commit)


def test_a_purge_leaves_no_salt_and_no_content_in_the_files(small_home: Home) -> None:
    seal = small_home.kept(SMALL)
    assert seal.content is not None
    found = [path.read_bytes() for path in small_home.folder.glob("tocsin.db*")]
    assert any(seal.salt in content for content in found)
    small_home.vault().destroy(seal.commit)
    left = b"".join(path.read_bytes() for path in small_home.folder.rglob("*") if path.is_file())
    assert seal.salt not in left
    assert seal.content not in left


@pytest.mark.parametrize("content", [SMALL, LARGE], ids=["small", "large"])
def test_a_purge_spares_what_another_commitment_needs(home: Home, content: bytes) -> None:
    first, second = home.kept(content), home.kept(content)
    assert home.vault().destroy(first.commit) is False
    assert home.vault().read(second.commit) == content
    assert home.vault().destroy(second.commit) is True
    assert home.paths() == []


def test_a_purge_cut_short_is_seen_and_can_be_repeated(home: Home) -> None:
    seal = home.kept(LARGE)
    home.blobs.delete(home.paths()[0])
    assert home.vault().check(seal.commit).verdict is SealVerdict.MISSING
    for deed in (home.vault().read, home.vault().open):
        with pytest.raises(Gone, match="cut short"):
            deed(seal.commit)
    assert home.vault().destroy(seal.commit) is True


def test_content_purged_meanwhile_is_not_registered(home: Home) -> None:
    old = home.kept(LARGE)
    late = home.vault().seal(LARGE)
    home.vault().destroy(old.commit)
    with pytest.raises(ChangedMeanwhile, match="nothing was recorded"), writing(home.engine) as connection:
        home.vault().insert_seals(connection, [late])
    again = home.vault().seal(LARGE)
    with writing(home.engine) as connection:
        home.vault().insert_seals(connection, [again, home.vault().seal(SMALL)])
    assert home.vault().read(again.commit) == LARGE


def test_purging_and_registering_at_once_never_leave_a_commitment_without_content(home: Home) -> None:
    for _ in range(5):
        old, late = home.kept(LARGE[:20_000]), home.vault().seal(LARGE[:20_000])
        refused: list[bool] = []

        def register(late: Seal = late, refused: list[bool] = refused) -> None:
            try:
                with writing(home.engine) as connection:
                    home.vault().insert_seals(connection, [late])
            except ChangedMeanwhile:
                refused.append(True)

        thread = threading.Thread(target=register)
        thread.start()
        home.vault().destroy(old.commit)
        thread.join()
        if not refused:
            assert home.vault().read(late.commit) == LARGE[:20_000]
            home.vault().destroy(late.commit)


def test_two_owners_in_one_home_never_see_each_other(home: Home) -> None:
    for content in (SMALL, LARGE):
        mine, theirs = home.kept(content), home.kept(content, OTHER)
        assert mine.name != theirs.name, "equal content gives nothing away"
        stranger = home.vault(OTHER)
        for deed in (stranger.read, stranger.open, stranger.destroy, stranger.check):
            with pytest.raises(Gone):
                deed(mine.commit)
        assert stranger.same_as(mine.name) == ()
        assert home.vault().read(mine.commit) == content
    assert {each.commit for each in home.vault().check_all()}.isdisjoint(
        each.commit for each in home.vault(OTHER).check_all()
    )
    assert set(home.paths()).isdisjoint(home.paths(OTHER))
    assert home.vault(OTHER).sweep(LATER, 1) == 0, "another's objects are no orphans"


def test_even_a_row_carried_over_opens_nothing(home: Home) -> None:
    for content in (SMALL, LARGE):
        mine = home.kept(content)
        home.change(mine.commit, org=OTHER)
        with pytest.raises((ProofFailed, Gone)):
            home.vault(OTHER).read(mine.commit)


def test_a_closed_row_of_a_collection_opens_for_its_owner_and_place_only(small_home: Home) -> None:
    mine, stranger = small_home.vault(), small_home.vault(OTHER)
    closed = mine.close(Compartment.ORDINARY, b"batch|7", b"object")
    assert mine.open_small(Compartment.ORDINARY, b"batch|7", closed) == b"object"
    for opener, aad in ((stranger, b"batch|7"), (mine, b"batch|8")):
        with pytest.raises(ProofFailed):
            opener.open_small(Compartment.ORDINARY, aad, closed)


def _flip_object(home: Home, folder: Path, place: int) -> None:
    path = home.paths()[0]
    content = bytearray(b"".join(home.blobs.pieces(path)))
    content[place] ^= 1
    (folder / "flipped").write_bytes(content)
    home.blobs.put(path, folder / "flipped")


def _assert_changed(home: Home, commit: str) -> None:
    with pytest.raises(ProofFailed, match=commit):
        home.vault().read(commit)
    with pytest.raises(ProofFailed, match=commit):
        list(home.vault().open(commit))
    found = home.vault().check(commit)
    assert found.verdict is SealVerdict.CHANGED
    assert commit in found.detail


@pytest.mark.parametrize("place", [0, 70, 1000, 70_000, -1])
def test_a_flipped_byte_of_an_object_is_found(home: Home, tmp_path: Path, place: int) -> None:
    seal = home.kept(LARGE)
    _flip_object(home, tmp_path, place)
    _assert_changed(home, seal.commit)


CHANGES: dict[str, Callable[[Seal], object]] = {
    "salt": lambda seal: bytes([seal.salt[0] ^ 1]) + seal.salt[1:],
    "content": lambda seal: seal.content and seal.content[:-1] + bytes([seal.content[-1] ^ 1]),
    "size_bytes": lambda seal: seal.size_bytes + 1,
    "compartment": lambda _seal: Compartment.SEALED.value,
}


@pytest.mark.parametrize("column", CHANGES)
@pytest.mark.parametrize("content", [SMALL, LARGE], ids=["small", "large"])
def test_every_changed_column_of_the_register_is_found(home: Home, content: bytes, column: str) -> None:
    seal = home.kept(content)
    changed = CHANGES[column](seal)
    if changed is not None:
        home.change(seal.commit, **{column: changed})
        _assert_changed(home, seal.commit)


def test_a_size_made_smaller_and_a_word_that_is_none_are_found(small_home: Home) -> None:
    seal = small_home.kept(LARGE)
    small_home.change(seal.commit, size_bytes=5)
    _assert_changed(small_home, seal.commit)
    small_home.change(seal.commit, compartment="nonsense")
    _assert_changed(small_home, seal.commit)


def test_swapped_rows_and_objects_are_found(home: Home) -> None:
    small, other_small = home.kept(b"one"), home.kept(b"two")
    home.change(small.commit, content=other_small.content)
    _assert_changed(home, small.commit)
    large, other_large = home.kept(LARGE), home.kept(LARGE[1:])
    home.change(large.commit, name=other_large.name)
    _assert_changed(home, large.commit)
    home.change(small.commit, content=small.content, name=other_small.name)
    _assert_changed(home, small.commit)


def _gather(pieces: Iterator[bytes], gathered: bytearray) -> None:
    for piece in pieces:
        gathered += piece


def test_the_last_piece_never_comes_before_the_check(home: Home) -> None:
    content = os.urandom(5_000_000)
    seal = home.kept(content)
    home.change(seal.commit, salt=bytes(32))  # every byte decrypts; only the commitment differs
    gathered = bytearray()
    with pytest.raises(ProofFailed):
        _gather(home.vault().open(seal.commit), gathered)
    assert 0 < len(gathered) < len(content), "it streams, and keeps back the end"
    small = home.kept(SMALL)
    home.change(small.commit, salt=bytes(32))
    with pytest.raises(ProofFailed):
        next(home.vault().open(small.commit))


def test_a_check_of_everything_names_each_by_its_commitment(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "_PAGE", 3)
    large = home.kept(LARGE)
    _flip_object(home, tmp_path, 1000)
    good = [home.kept(b"%d" % number) for number in range(10)]
    found = {each.commit: each.verdict for each in home.vault().check_all()}
    assert found == {large.commit: SealVerdict.CHANGED} | {seal.commit: SealVerdict.HOLDS for seal in good}


def test_only_old_orphans_are_swept(home: Home) -> None:
    kept = home.kept(LARGE)
    home.vault().seal(LARGE[1:])  # stored, never registered
    assert list(home.vault().orphans(datetime.now(UTC), 1)) == []
    (orphan,) = home.vault().orphans(LATER, 1)
    assert orphan in home.paths()
    assert home.vault().sweep(datetime.now(UTC), 1) == 0
    assert home.vault().sweep(LATER, 1) == 1
    assert home.vault().read(kept.commit) == LARGE
    assert len(home.paths()) == 1


def test_what_a_crash_left_unfinished_is_swept(small_home: Home) -> None:
    one = small_home.vault()
    one.seal(LARGE)
    left = small_home.folder / "tmp" / f"{ORG}.left"
    left.write_bytes(b"half an object")
    os.utime(left, (0, 0))
    theirs = small_home.folder / "tmp" / f"{OTHER}.left"
    theirs.write_bytes(b"")
    os.utime(theirs, (0, 0))
    assert one.sweep(datetime.now(UTC), 1) == 1
    assert not left.exists()
    assert theirs.exists()


class Failing(io.RawIOBase):
    """A disk that fails in the middle of a file."""

    def __init__(self) -> None:
        self._reads = 0

    def read(self, size: int = -1) -> bytes:
        self._reads += 1
        if self._reads > 5:
            raise OSError(5, "the disk failed")
        return os.urandom(size)


def test_a_stream_that_fails_leaves_nothing_behind(small_home: Home) -> None:
    with pytest.raises(OSError, match="the disk failed"):
        small_home.vault().keep(_binary(Failing()))
    assert list((small_home.folder / "tmp").iterdir()) == []
    assert small_home.paths() == []


def _binary(stream: io.RawIOBase) -> BinaryIO:
    return stream  # type: ignore[return-value]  # the standard library's stubs keep the two apart


def test_nothing_unfinished_stays_after_keeping(home: Home) -> None:
    home.kept(LARGE)
    home.kept(LARGE)
    assert list((home.folder / "tmp").iterdir()) == []


@pytest.mark.parametrize("content", [SMALL, LARGE], ids=["small", "large"])
def test_content_over_the_asked_limit_is_not_read(home: Home, content: bytes) -> None:
    seal = home.kept(content)
    assert home.vault().read(seal.commit, limit_bytes=len(content)) == content
    with pytest.raises(TooMuch):
        home.vault().read(seal.commit, limit_bytes=len(content) - 1)


@pytest.mark.parametrize("compartment", Compartment)
def test_a_canary_is_nowhere_in_the_homes_files(small_home: Home, compartment: Compartment) -> None:
    canary = "canary-" + os.urandom(12).hex()
    filler = b"." * 20_000
    small_home.kept(canary.encode(), compartment=compartment)
    small_home.kept(filler + canary.encode() + filler, compartment=compartment)
    row = small_home.vault().close(compartment, b"", canary.encode())
    (small_home.folder / "row").write_bytes(row)
    plain = canary.encode()
    forms = [plain, canary.encode("utf-16-le"), canary.encode("utf-16-be"), plain.hex().encode()]
    # Base64 shows a text in one of three ways, by where it begins; its first and last signs depend on the neighbours.
    forms += [base64.b64encode(b"x" * shift + plain)[4:-4] for shift in range(3)]
    digests = [sha256(plain).digest(), sha256(plain).hexdigest().encode()]
    files = [path for path in small_home.folder.rglob("*") if path.is_file() and "keys" not in path.parts]
    assert len(files) >= 3
    for path in files:
        content = path.read_bytes()
        assert not [form for form in forms + digests if form in content], path


def test_no_key_is_in_the_database_or_the_vault(small_home: Home) -> None:
    small_home.kept(SMALL)
    small_home.kept(LARGE)
    own = keys.open(small_home.folder, ORG)
    secrets = [own.names, own.names.hex().encode(), *(str(own.identity(each)).encode() for each in Compartment)]
    for path in small_home.folder.rglob("*"):
        if path.is_file() and "keys" not in path.parts:
            assert not [secret for secret in secrets if secret in path.read_bytes()], path


def test_a_name_tells_nothing_without_the_key(small_home: Home) -> None:
    seal = small_home.kept(LARGE)
    guesses = {sha256(LARGE).hexdigest(), sha256(b"ordinary\0" + sha256(LARGE).digest()).hexdigest(), seal.commit}
    assert seal.name not in guesses
    assert "".join(small_home.paths()[0].split("/")[1:]) == seal.name


CONTENTS = pytest.mark.parametrize("content", [SMALL, LARGE], ids=["small", "large"])


def _moved(home: Home, seal: Seal, compartment: Compartment) -> Seal:
    """Move and register, as a draft does; the old place is left as it is."""
    moved = home.vault().moved(seal.commit, compartment)
    with writing(home.engine) as connection:
        home.vault().insert_seals(connection, [moved])
    return moved


@CONTENTS
def test_whoever_holds_salt_and_content_can_check_the_commitment(home: Home, content: bytes) -> None:
    seal = home.kept(content)
    assert commitment.holds(seal.commit, salt=home.vault().salt_of(seal.commit), data=content)
    home.vault().destroy(seal.commit)
    with pytest.raises(Gone):
        home.vault().salt_of(seal.commit)


@CONTENTS
def test_what_moves_behind_another_key_keeps_salt_and_commitment(home: Home, content: bytes) -> None:
    seal = home.kept(content)
    moved = _moved(home, seal, Compartment.SEALED)
    assert (moved.commit, moved.salt, moved.size_bytes) == (seal.commit, seal.salt, seal.size_bytes)
    assert moved.name == home.vault().name_of(io.BytesIO(content), Compartment.SEALED) != seal.name
    assert home.vault().place_of(seal.commit) == ("sealed", moved.name)
    assert home.vault().read(seal.commit) == b"".join(home.vault().open(seal.commit)) == content
    assert [each.verdict for each in home.vault().check_all()] == [SealVerdict.HOLDS]
    home.vault().drop(seal.name)
    assert len(home.paths()) == (len(content) > INLINE_BYTES)
    assert home.vault().read(seal.commit) == content


@CONTENTS
def test_what_moved_can_be_read_with_the_new_key_only(small_home: Home, content: bytes) -> None:
    seal = small_home.kept(content)
    _moved(small_home, seal, Compartment.PRIVILEGED)
    small_home.vault().drop(seal.name)
    small_home.change(seal.commit, compartment="ordinary")
    with pytest.raises(ProofFailed):
        small_home.vault().read(seal.commit)


def test_an_old_place_that_another_commitment_needs_is_not_dropped(home: Home) -> None:
    first, second = home.kept(LARGE), home.kept(LARGE)
    _moved(home, first, Compartment.SEALED)
    home.vault().drop(first.name)
    assert home.vault().read(second.commit) == LARGE
    assert len(home.paths()) == 2


def test_an_old_place_that_was_not_dropped_is_swept(home: Home) -> None:
    seal = home.kept(LARGE)
    moved = _moved(home, seal, Compartment.SEALED)
    (orphan,) = home.vault().orphans(LATER, 1)
    assert orphan == object_path(ORG, seal.name)
    assert home.vault().sweep(LATER, 1) == 1
    assert home.paths() == [object_path(ORG, moved.name)]


@CONTENTS
def test_a_changed_content_does_not_move(home: Home, tmp_path: Path, content: bytes) -> None:
    seal = home.kept(content)
    home.change(seal.commit, salt=bytes(32))
    with pytest.raises(ProofFailed):
        home.vault().moved(seal.commit, Compartment.SEALED)
    assert len(home.paths()) == (len(content) > INLINE_BYTES)


def test_a_reader_follows_content_that_moves_meanwhile(small_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    seal = small_home.kept(LARGE)
    reader = small_home.vault()
    stale = reader._register.row(seal.commit)
    _moved(small_home, seal, Compartment.SEALED)
    small_home.vault().drop(seal.name)
    rows = iter([stale])
    fresh = reader._register.row
    monkeypatch.setattr(reader._register, "row", lambda commit: next(rows, None) or fresh(commit))
    assert reader.read(seal.commit) == LARGE
    monkeypatch.setattr(reader._register, "rows", lambda: iter([stale]))
    assert [each.verdict for each in reader.check_all()] == [SealVerdict.HOLDS]


@CONTENTS
def test_what_lies_behind_the_wrong_key_is_put_right(home: Home, content: bytes) -> None:
    seal = home.kept(content)
    home.vault().put_right(seal.commit, Compartment.SEALED)
    assert home.vault().place_of(seal.commit)[0] == "sealed"
    assert home.vault().read(seal.commit) == content
    assert len(home.paths()) == (len(content) > INLINE_BYTES)


def test_what_is_destroyed_while_it_is_put_right_stays_destroyed(
    small_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal = small_home.kept(LARGE)
    one = small_home.vault()
    moved = one.moved(seal.commit, Compartment.SEALED)
    monkeypatch.setattr(one, "moved", lambda *_: small_home.vault().destroy(seal.commit) and moved)
    one.put_right(seal.commit, Compartment.SEALED)
    assert not one.is_registered(seal.commit)
    assert one.sweep(LATER, 1) == 1


def test_moving_leaves_nothing_of_the_old_row_in_the_files(small_home: Home) -> None:
    seal = small_home.kept(SMALL)
    assert seal.content is not None
    _moved(small_home, seal, Compartment.SEALED)
    small_home.vault().drop(seal.name)
    left = b"".join(path.read_bytes() for path in small_home.folder.rglob("*") if path.is_file())
    assert seal.content not in left
    assert seal.salt in left


KEEPER = """
import io, os, resource, sys
from pathlib import Path
from tocsin.store import keys
from tocsin.store.blobs import open_blobs
from tocsin.store.database import open_engine, writing
from tocsin.store.register import insert_seals
from tocsin.store.vault import ObjectVault

class Dice:
    def random_bytes(self, count):
        return os.urandom(count)

class Long(io.RawIOBase):
    left, block = 300 * 1024 * 1024, os.urandom(1024 * 1024)
    def read(self, size=-1):
        taken = min(size, self.left, len(self.block))
        self.left -= taken
        return self.block[:taken]

home, url, place, org = Path(sys.argv[1]), *sys.argv[2:]
engine = open_engine(url)
own = keys.open(home, org)
vault = ObjectVault(engine, own, open_blobs(place), home / "tmp", Dice())
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
vault.seal(os.urandom(100_000))
before = peak()
seal = vault.keep(Long())
with writing(engine) as connection:
    insert_seals(connection, org, [seal])
kept = peak()
assert vault.check(seal.commit).verdict == "holds"
assert sum(map(len, vault.open(seal.commit))) == 300 * 1024 * 1024
print(kept - before, peak() - before)
"""


@pytest.mark.parametrize(
    ("place", "most_kb"),
    # An upload holds four parts of 8 MiB at once, and the client its buffers.
    [("folder", 24 * 1024), pytest.param("s3", 128 * 1024, marks=pytest.mark.s3)],
)
def test_a_large_file_never_lies_in_memory(
    request: pytest.FixtureRequest, small_home: Home, place: str, most_kb: int
) -> None:
    small_home.vault()
    where = str(small_home.folder / "vault") if place == "folder" else request.getfixturevalue("s3_bucket").url
    command = [sys.executable, "-c", KEEPER, str(small_home.folder), str(small_home.engine.url), where, ORG]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    kept, opened = map(int, done.stdout.split())
    assert kept < most_kb, f"keeping 300 MiB took {kept} kB"
    assert opened < most_kb, f"opening 300 MiB took {opened} kB"


def test_gone_has_a_code_and_a_hint() -> None:
    fault: TocsinError = Gone("not there")
    assert fault.code == "gone"
    assert "backup" in str(fault.hint)


def test_several_are_read_together_and_what_was_purged_is_left_out(home: Home) -> None:
    small, large, gone = home.kept(SMALL), home.kept(LARGE), home.kept(b"purged")
    home.vault().destroy(gone.commit)
    found = home.vault().read_some([large.commit, gone.commit, small.commit, "f0" * 32])
    assert found == {large.commit: LARGE, small.commit: SMALL}
    assert home.vault(OTHER).read_some([small.commit]) == {}


def test_one_changed_row_among_several_is_found(home: Home) -> None:
    seals = [home.kept(b"%d" % number) for number in range(3)]
    home.change(seals[1].commit, salt=b"x" * 32)
    with pytest.raises(ProofFailed):
        home.vault().read_some([seal.commit for seal in seals])
