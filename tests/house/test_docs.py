"""The docs say what the code says: every plug-in, act, error, setting, command and catalogue has its line."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tocsin.vocab.act import ACTS, tag_of

PAGES = ("formats", "acts", "errors", "settings", "commands", "catalogues", "operations")
CALLED = re.compile(r"(?:^|`|\$ )tocsin((?: [a-z][a-z-]*)+)", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def formats(root: Path) -> Iterator[str]:
    """Every format room that may be plugged in: it says its name."""
    for path in (root / "src" / "tocsin" / "formats").rglob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "NAME":
                yield f"| `{ast.literal_eval(node.value)}` |"


def acts(root: Path) -> Iterator[str]:
    """Every act the log may hold."""
    assert (root / "src" / "tocsin" / "vocab" / "act.py").is_file()
    yield from (f"## `{tag_of(act)}`" for act in ACTS)


def errors(root: Path) -> Iterator[str]:
    """Every code of a fault."""
    text = (root / "src" / "tocsin" / "vocab" / "errors.py").read_text("utf-8")
    yield from (f"| `{code}` |" for code in re.findall(r'^    code = "(\w+)"', text, re.MULTILINE))


def settings(root: Path) -> Iterator[str]:
    """Every key of the settings."""
    if (root / "src" / "tocsin" / "settings.py").is_file():
        fields = msgspec.structs.fields(import_module("tocsin.settings").Settings)
        yield from (f"| `{field.name}` |" for field in fields)


def commands(root: Path) -> Iterator[str]:
    """Every command that the terminal shows."""
    yield from (f"## `{words}`" for words in _commands(root))


def catalogues(root: Path) -> Iterator[str]:
    """Every shipped file of dated data."""
    folder = root / "src" / "tocsin" / "catalogues"
    files = [*folder.rglob("*.toml"), *folder.rglob("*.json")]
    yield from (f"| `{path.relative_to(folder).as_posix()}` |" for path in files)


def operations(root: Path) -> Iterator[str]:
    """Every operation of the table."""
    assert (root / "src" / "tocsin" / "operations" / "table.py").is_file()
    yield from (f"## `{one.name}`" for one in import_module("tocsin.operations.table").operations())


def _commands(root: Path) -> list[str]:
    if not (root / "src" / "tocsin" / "cli" / "commands.py").is_file():
        return []
    return list(_walk(import_module("tocsin.cli.commands").whole(), ""))


def _walk(command: Any, words: str) -> Iterator[str]:
    if not hasattr(command, "commands"):
        yield words.strip()
        return
    for name, inner in command.commands.items():
        if not inner.hidden:
            yield from _walk(inner, f"{words} {name}")


@pytest.mark.parametrize("lines_of", [formats, acts, errors, settings, commands, catalogues, operations])
def test_everything_has_its_line(lines_of: Any, root: Path) -> None:
    page = (root / "docs" / "reference" / f"{lines_of.__name__}.md").read_text("utf-8")
    missing = [line for line in lines_of(root) if line not in page]
    assert not missing, f"make docs; missing in docs/reference/{lines_of.__name__}.md: {missing}"


def test_the_reference_pages_are_as_the_generator_writes_them(root: Path) -> None:
    checked = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=root, check=False, capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stderr


def test_a_reference_page_changed_by_hand_is_found(root: Path, tmp_path: Path) -> None:
    (tmp_path / "docs" / "reference").mkdir(parents=True)
    (tmp_path / "docs" / "generate.py").write_text((root / "docs" / "generate.py").read_text("utf-8"))
    command = [sys.executable, str(tmp_path / "docs" / "generate.py")]
    assert subprocess.run(command, check=False).returncode == 0
    assert subprocess.run([*command, "--check"], check=False).returncode == 0
    with (tmp_path / "docs" / "reference" / "acts.md").open("a") as page:
        page.write("a line by hand\n")
    assert subprocess.run([*command, "--check"], check=False, capture_output=True).returncode == 1


def test_every_command_that_a_page_shows_is_there(root: Path) -> None:
    known = {words.split()[0] for words in _commands(root)} | set(_commands(root))
    pages = [*(root / "docs" / "guide").glob("*.md"), root / "docs" / "index.md", root / "README.md"]
    unknown = [
        f"{page.name}: tocsin{words}"
        for page in pages
        for words in CALLED.findall(page.read_text("utf-8"))
        if known and not any(words.strip() == name or words.strip().startswith(f"{name} ") for name in known)
    ]
    assert not unknown, "\n".join(unknown)


def test_every_link_between_pages_leads_somewhere(root: Path) -> None:
    pages = [*(root / "docs").rglob("*.md"), *root.glob("*.md")]
    broken = [
        f"{page.relative_to(root)}: {link}"
        for page in pages
        for link in LINK.findall(page.read_text("utf-8"))
        if not (page.parent / link).exists()
    ]
    assert not broken, "\n".join(broken)


def test_decisions_are_numbered_without_a_gap(root: Path) -> None:
    numbers = [int(path.name[:4]) for path in sorted((root / "docs" / "decisions").glob("[0-9]*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers


def test_the_version_stands_in_the_changelog(root: Path) -> None:
    version = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    changelog = (root / "CHANGELOG.md").read_text("utf-8")
    assert f"## [{version}]" in changelog or "## [Unreleased]" in changelog


def test_the_docs_build_without_a_warning_and_ask_nobody_for_anything(root: Path, tmp_path: Path) -> None:
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")]
    built = subprocess.run(build, cwd=root, check=False, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    fetched = [
        f"{page.name}: {tag}"
        for page in (tmp_path / "site").rglob("*.html")
        for tag in re.findall(
            r"<(?:script|link|img|iframe)[^>]*(?:src|href)=\"https?://[^>]*>", page.read_text("utf-8")
        )
    ]
    assert not fetched, "\n".join(fetched)
