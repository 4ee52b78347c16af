"""A backup is used only when every byte of it is what was written."""

import os
import shutil
import tarfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.backups import Change, listing, rewritten
from tests.builders import a_case, an_item
from tocsin.store.backup import DIGEST, MANIFEST, Manifest
from tocsin.store.blobs import open_blobs
from tocsin.store.restore import open_backup
from tocsin.vocab.errors import BadInput, ProofFailed, TocsinError
from tocsin.wiring import open_desk
from tocsin.wiring.care import back_up
from tocsin.wiring.founding import make_home

SEALED_END = 2 * 512


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a home with a little of everything."""
    folder = tmp_path_factory.mktemp("good")
    make_home(folder / "home", person="Ada")
    with open_desk(folder / "home") as desk:
        case = a_case(desk)
        an_item(desk, case, os.urandom(20_000))
    back_up(folder / "home", folder / "good.tar")
    return folder / "good.tar"


def _refused(path: Path) -> TocsinError:
    with pytest.raises((BadInput, ProofFailed)) as caught, open_backup(path):
        pass
    assert str(path) in str(caught.value)
    assert "nothing was restored" in str(caught.value)
    return caught.value


def test_a_good_backup_opens(good: Path) -> None:
    with open_backup(good) as backup:
        assert backup.manifest.has_keys
        assert b"organization" in backup.settings()


@given(data=st.data())
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_changed_byte_is_refused(good: Path, tmp_path: Path, data: st.DataObject) -> None:
    raw = bytearray(good.read_bytes())
    at = data.draw(st.integers(min_value=0, max_value=len(raw) - 1))
    raw[at] ^= data.draw(st.integers(min_value=1, max_value=255))
    bad = tmp_path / "bad.tar"
    bad.write_bytes(raw)
    _refused(bad)


def test_every_changed_byte_of_headers_filling_manifest_and_end_is_refused(good: Path, tmp_path: Path) -> None:
    raw = good.read_bytes()
    with tarfile.open(good) as tar:
        members = list(tar)
    places = set(range(len(raw) - SEALED_END, len(raw), 7))
    for member in members:
        places |= set(range(member.offset, member.offset_data, 11))
        places |= set(range(member.offset_data + member.size, -(-(member.offset_data + member.size) // 512) * 512, 13))
    places |= set(range(members[-2].offset_data, len(raw) - SEALED_END, 17))
    bad = tmp_path / "bad.tar"
    bad.write_bytes(raw)
    for at in sorted(places):
        with bad.open("r+b") as file:
            file.seek(at)
            file.write(bytes((raw[at] ^ 0x20,)))
        _refused(bad)
        with bad.open("r+b") as file:
            file.seek(at)
            file.write(raw[at : at + 1])
    with open_backup(bad):
        pass


def test_the_changed_part_is_named(good: Path, tmp_path: Path) -> None:
    with tarfile.open(good) as tar:
        places = {member.name: member.offset_data for member in tar}
    for name, place in places.items():
        bad = tmp_path / "bad.tar"
        shutil.copy(good, bad)
        with bad.open("r+b") as file:
            file.seek(place)
            file.write(b"\xff")
        said = str(_refused(bad))
        assert name in said
        assert f"byte {place}" in said or name in (MANIFEST, DIGEST)


def test_every_truncation_is_refused(good: Path, tmp_path: Path) -> None:
    raw = good.read_bytes()
    for length in [*range(0, len(raw), 331), len(raw) - 1, len(raw) - 512, len(raw) - 1024]:
        bad = tmp_path / "bad.tar"
        bad.write_bytes(raw[:length])
        _refused(bad)


def test_something_behind_the_end_is_refused(good: Path, tmp_path: Path) -> None:
    for more in (b"\0", bytes(512), good.read_bytes()):
        (tmp_path / "bad.tar").write_bytes(good.read_bytes() + more)
        assert "the end of the file" in str(_refused(tmp_path / "bad.tar"))


def test_what_is_no_backup_at_all_is_refused(tmp_path: Path, good: Path) -> None:
    for name, content in (("empty", b""), ("text", b"no tar\n" * 1000), ("zeros", bytes(10_240))):
        (tmp_path / name).write_bytes(content)
        _refused(tmp_path / name)
    for path in (tmp_path / "absent", tmp_path, Path("/dev/null")):
        with pytest.raises(BadInput), open_backup(path):
            pass


def _block(info: tarfile.TarInfo, content: bytes = b"") -> bytes:
    info.size = len(content)
    return info.tobuf(tarfile.GNU_FORMAT) + content + bytes(-len(content) % 512)


def _kind(name: str, kind: bytes, target: str = "") -> bytes:
    info = tarfile.TarInfo(name)
    info.type, info.linkname, info.mode = kind, target, 0o600
    return _block(info)


@pytest.mark.parametrize(
    ("member", "said"),
    [
        pytest.param(_kind("tocsin.toml", tarfile.SYMTYPE, "/etc/passwd"), "tocsin.toml", id="symbolic-link"),
        pytest.param(_kind("tocsin.toml", tarfile.LNKTYPE, "/etc/passwd"), "tocsin.toml", id="hard-link"),
        pytest.param(_kind("tocsin.toml", tarfile.CHRTYPE), "tocsin.toml", id="device"),
        pytest.param(_kind("tocsin.toml", tarfile.FIFOTYPE), "tocsin.toml", id="pipe"),
        pytest.param(_kind("keys/org-a", tarfile.DIRTYPE), "keys/org-a", id="folder"),
        pytest.param(_kind("../../etc/passwd", tarfile.REGTYPE), "../../etc/passwd", id="path-upwards"),
        pytest.param(_kind("/etc/passwd", tarfile.REGTYPE), "/etc/passwd", id="absolute-path"),
        pytest.param(_kind("vault/../../x", tarfile.REGTYPE), "vault/../../x", id="path-upwards-inside"),
        pytest.param(_kind("././@LongLink", tarfile.GNUTYPE_LONGNAME), "@LongLink", id="long-name"),
        pytest.param(_kind("x", tarfile.XHDTYPE), "'x'", id="pax-header"),
        pytest.param(_kind("x", tarfile.GNUTYPE_SPARSE), "'x'", id="sparse"),
    ],
)
def test_a_hostile_member_is_refused_at_its_byte(good: Path, tmp_path: Path, member: bytes, said: str) -> None:
    for at in (0, 512 * 3):
        bad = tmp_path / "bad.tar"
        raw = good.read_bytes()
        place = 0 if at == 0 else raw.index(b"checkpoints/")
        bad.write_bytes(raw[:place] + member + raw[place:])
        fault = str(_refused(bad))
        assert f"byte {place}" in fault
        assert said in fault


def _without(name: str) -> Change:
    def change(manifest: Manifest, parts: dict[str, bytes]) -> Manifest:
        del parts[name]
        return manifest

    return change


def _unlisted(manifest: Manifest, parts: dict[str, bytes]) -> Manifest:
    parts["vault/" + "0" * 64] = b"x"
    return manifest


def _another_version(manifest: Manifest, parts: dict[str, bytes]) -> Manifest:
    return msgspec.structs.replace(manifest, version=2)


def _listed_twice(manifest: Manifest, parts: dict[str, bytes]) -> Manifest:
    return msgspec.structs.replace(manifest, parts=(*manifest.parts, manifest.parts[0]))


def _no_settings_anywhere(manifest: Manifest, parts: dict[str, bytes]) -> Manifest:
    del parts["tocsin.toml"]
    return msgspec.structs.replace(manifest, parts=listing(parts))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_without("tocsin.toml"), "tocsin.toml is missing"),
        (_without("database.dump"), "database.dump is missing"),
        (_unlisted, "is not in MANIFEST.json"),
        (_another_version, "another form"),
        (_listed_twice, "lists a part twice"),
        (_no_settings_anywhere, "tocsin.toml is missing"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(good: Path, tmp_path: Path, change: Change, said: str) -> None:
    rewritten(good, tmp_path / "bad.tar", change)
    assert said in str(_refused(tmp_path / "bad.tar"))


def test_rewritten_without_a_change_it_opens(good: Path, tmp_path: Path) -> None:
    rewritten(good, tmp_path / "same.tar", lambda manifest, parts: manifest)
    assert (tmp_path / "same.tar").read_bytes() == good.read_bytes()


@pytest.mark.parametrize(
    ("name", "org"), [("0" * 64, "../../elsewhere"), ("../" * 10, "org-a"), ("0" * 64, "org-a/.."), ("", "org-a")]
)
def test_a_database_that_leads_objects_elsewhere_is_refused(good: Path, tmp_path: Path, name: str, org: str) -> None:
    blobs = open_blobs(tmp_path / "vault", create=True)
    with open_backup(good) as backup, pytest.raises(BadInput, match="names an object"):
        list(backup.place_objects({name: org}, blobs, tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["vault"]


def test_an_object_that_the_database_needs_and_the_backup_lacks_is_refused(good: Path, tmp_path: Path) -> None:
    blobs = open_blobs(tmp_path / "vault", create=True)
    with open_backup(good) as backup, pytest.raises(BadInput, match="not in the backup"):
        list(backup.place_objects({"0" * 64: "org-a"}, blobs, tmp_path))


def test_a_file_exchanged_after_it_was_verified_is_found(good: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.tar"
    shutil.copy(good, copy)
    with tarfile.open(good) as tar:
        at = tar.getmember("tocsin.toml").offset_data
    with open_backup(copy) as backup:
        with copy.open("r+b") as file:
            file.seek(at)
            file.write(b"X")
        with pytest.raises(ProofFailed, match=r"tocsin\.toml in the backup changed"):
            backup.settings()
