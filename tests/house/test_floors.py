"""The picture holds: imports run downstairs only, and none of them hides."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    code = f"import sys; sys.path.insert(0, {str(folder)!r}); {LINT}"
    return subprocess.run([sys.executable, "-c", code], cwd=folder, check=False, capture_output=True, text=True)


def late_imports(path: str, source: str) -> list[str]:
    """Imports inside functions; `cli` alone may have them, so that `--help` stays quick."""
    if path.startswith("cli/") or path == "cli.py":
        return []
    return [
        f"{path}:{inner.lineno} imports inside the function {function.name}"
        for function in ast.walk(ast.parse(source))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]


def test_imports_run_downstairs_only(root: Path) -> None:
    checked = _lint(root)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_an_arrow_upstairs_is_found_even_under_type_checking(root: Path, tmp_path: Path) -> None:
    shutil.copy(root / "pyproject.toml", tmp_path)
    for room in ("__init__", "vocab/__init__", "rules/__init__", "rules/marking"):
        file = tmp_path / "tocsin" / f"{room}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text('"""A room."""\n')
    upstairs = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from tocsin.rules import marking\n"
    (tmp_path / "tocsin" / "vocab" / "noun.py").write_text(upstairs)
    checked = _lint(tmp_path)
    assert checked.returncode == 1
    assert "tocsin.vocab is not allowed to import tocsin.rules" in checked.stdout


def test_a_room_without_a_floor_is_found(root: Path, tmp_path: Path) -> None:
    shutil.copy(root / "pyproject.toml", tmp_path)
    for room in ("__init__", "vocab/__init__", "attic"):
        file = tmp_path / "tocsin" / f"{room}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text('"""A room."""\n')
    checked = _lint(tmp_path)
    assert checked.returncode == 1
    assert "tocsin.attic" in checked.stdout


def test_no_import_hides_in_a_function(rooms: dict[str, str]) -> None:
    faults = [fault for path, source in rooms.items() for fault in late_imports(path, source)]
    assert not faults, "\n".join(faults)


def test_a_hidden_import_is_found() -> None:
    source = "def decide() -> None:\n    import os\n"
    assert late_imports("rules/release.py", source) == ["rules/release.py:2 imports inside the function decide"]
    assert late_imports("cli/share.py", source) == []
