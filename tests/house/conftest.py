"""What the house tests walk: every room of the source, and every file that goes to a reader."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
MADE = {".git", ".venv", "site", "dist", "build", "node_modules", "__pycache__"}  # what a tool or a build leaves behind


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def rooms(root: Path) -> dict[str, str]:
    """Every Python file under `src/tocsin`, by its path below that folder, with its text."""
    house = root / "src" / "tocsin"
    found = {path.relative_to(house).as_posix(): path.read_text("utf-8") for path in sorted(house.rglob("*.py"))}
    assert found, "the house is empty"
    return found


@pytest.fixture(scope="session")
def readable_files(root: Path) -> dict[str, str]:
    """Every text file that is or would be committed, by its path below the checkout."""
    texts: dict[str, str] = {}
    for path in _listed(root):
        try:
            texts[path.relative_to(root).as_posix()] = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # pictures and hostile samples are not speech
    assert texts, "nothing to read"
    return texts


def _listed(root: Path) -> list[Path]:
    if (root / ".git").exists():
        command = [
            "git",
            "-c",
            f"safe.directory={root}",
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ]
        names = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout.split("\0")
        return [root / name for name in names if name and (root / name).is_file()]
    return [path for path in root.rglob("*") if path.is_file() and not _made(path.relative_to(root))]


def _made(path: Path) -> bool:
    return any(part in MADE or (part.startswith(".") and part.endswith("_cache")) for part in path.parts)
