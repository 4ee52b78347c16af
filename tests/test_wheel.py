"""The wheel is whole: it installs elsewhere and tells its story from an empty home."""

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tocsin.vocab.errors import TocsinError

SOURCE = Path(__file__).resolve().parent.parent
PACKAGE = SOURCE / "src" / "tocsin"
BUILD_S = 120
STORY_S = 120


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built as `make wheel` builds it."""
    pytest.importorskip("hatchling", reason="no build backend: the package hatchling is not installed")
    folder = tmp_path_factory.mktemp("dist")
    _run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], SOURCE, dict(os.environ))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a fresh virtual environment with the wheel in it.

    The packages it depends on are seen where they are (a .pth file), behind the environment's own, so that the wheel
    stands before this checkout and nothing is fetched.
    """
    folder = tmp_path_factory.mktemp("installed") / "venv"
    _run([sys.executable, "-m", "venv", str(folder)], folder.parent, dict(os.environ))
    python = str(folder / "bin" / "python")
    environment = {**os.environ, "PIP_NO_INDEX": "1"}
    _run([python, "-m", "pip", "install", "--quiet", "--no-deps", str(wheel)], folder.parent, environment)
    paths = {"base": str(folder), "platbase": str(folder)}
    own = Path(sysconfig.get_path("purelib", vars=paths))
    (own / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n")
    return folder / "bin"


def _run(command: list[str], folder: Path, environment: dict[str, str], timeout_s: int = BUILD_S) -> str:
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=timeout_s, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _tocsin(installed: Path, folder: Path, *words: str) -> str:
    """What the installed command says, from an empty home and another folder."""
    home = folder / "empty"
    home.mkdir(exist_ok=True)
    environment = {"PATH": os.defpath, "HOME": str(home), "TMPDIR": str(folder)}
    return _run([str(installed / "tocsin"), *words], folder, environment, STORY_S)


def test_every_file_of_the_package_is_in_the_wheel_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = {name for name in packed.namelist() if not name.split("/")[0].endswith(".dist-info")}
        licence = [name for name in packed.namelist() if name.endswith("/licenses/LICENSE")]
        stale = [name for name in names if packed.read(name) != (SOURCE / "src" / name).read_bytes()]
    here = {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert names == here
    assert not stale
    assert len(licence) == 1


@pytest.mark.parametrize(
    ("folder", "ending"),
    [("catalogues", ".toml"), ("demo/evidence", ".eml"), ("store/migrations/versions", ".py"), ("", "/py.typed")],
)
def test_what_is_no_code_is_in_the_wheel_too(wheel: Path, folder: str, ending: str) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
    assert [name for name in names if name.startswith(f"tocsin/{folder}") and name.endswith(ending)]


def test_no_test_and_no_secret_of_the_checkout_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
    assert not [name for name in names if "test" in name.split("/")[0] or name.endswith((".pem", ".age", ".db"))]
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"tocsin"}


def test_the_installed_command_comes_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    asked = "import tocsin, tocsin.vocab.errors as e; print(tocsin.__file__, e.__file__)"
    environment = {"PATH": os.defpath, "HOME": str(tmp_path)}
    said = _run([str(installed / "python"), "-c", asked], tmp_path, environment).split()
    assert all(path.startswith(str(installed.parent)) for path in said), said
    assert Path(sys.modules[TocsinError.__module__].__file__ or "").is_relative_to(PACKAGE), "and this test does not"


def test_the_installed_command_says_its_version(installed: Path, wheel: Path, tmp_path: Path) -> None:
    assert _tocsin(installed, tmp_path, "--version").strip() == f"tocsin {wheel.name.split('-')[1]}"


def test_the_installed_command_tells_its_story_from_an_empty_home(installed: Path, tmp_path: Path) -> None:
    told = json.loads(_tocsin(installed, tmp_path, "demo", "--json"))
    assert [chapter["stage"] for chapter in told["chapters"]][:5] == [
        *("ready", "report and intake", "triage", "evidence", "marking")
    ]
    assert Path(told["home"]).is_relative_to(tmp_path)
    proven = json.loads(_tocsin(installed, tmp_path, "ledger", "verify", "--json", "--home", told["home"]))
    assert proven["holds"]
    assert list((tmp_path / "empty").iterdir()) == [], "nothing is written into a person's home unasked"
