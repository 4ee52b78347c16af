"""The lower floors touch nothing outside: no files, network, clock, chance, environment or log."""

import ast

import pytest

PURE = ("vocab/", "ledger/", "rules/", "formats/", "detectors/")
OUTSIDE = {
    *("os", "pathlib", "shutil", "tempfile", "glob", "fcntl", "mmap", "sys", "platformdirs", "getpass", "locale"),
    *("socket", "ssl", "http", "urllib.request", "urllib3", "httpx", "requests", "ftplib", "smtplib", "imaplib"),
    *("subprocess", "multiprocessing", "threading", "asyncio", "concurrent", "signal", "ctypes"),
    *("time", "random", "secrets", "uuid", "logging", "structlog", "warnings"),
    *("importlib", "pkgutil", "runpy", "pickle", "marshal", "shelve"),
    *("sqlite3", "pysqlite3", "sqlalchemy", "alembic", "obstore", "psycopg"),
}
NEVER_CALLED = {"open", "print", "input", "exec", "eval", "compile", "__import__", "breakpoint"}
THE_CLOCK = {"now", "utcnow", "today"}  # of datetime and date
CHANCE = {"generate", "generate_key", "urandom", "token_bytes"}  # of key classes and of os


def impurities(path: str, source: str) -> list[str]:
    """Every reach outside in one room."""
    found = []
    for node in ast.walk(ast.parse(source)):
        for what in _reaches(node):
            found.append(f"{path}:{getattr(node, 'lineno', 0)} {what}")
    return found


def _reaches(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names=names):
            return [f"imports {alias.name}" for alias in names if _outside(alias.name)]
        case ast.ImportFrom(module=str(module), names=names):
            parts = [module, *(f"{module}.{alias.name}" for alias in names)]
            return [f"imports {part}" for part in parts if _outside(part) or part == "io.open"][:1]
        case ast.Call(func=ast.Name(id=name)) if name in NEVER_CALLED:
            return [f"calls {name}"]
        case ast.Call(func=ast.Attribute(attr=name, value=owner)) if name in THE_CLOCK | CHANCE | {"open"}:
            return [f"calls {ast.unparse(owner)}.{name}"] if _is_a_class_or_module(owner, name) else []
    return []


def _outside(name: str) -> bool:
    return name in OUTSIDE or any(name.startswith(f"{module}.") for module in OUTSIDE)


def _is_a_class_or_module(owner: ast.expr, name: str) -> bool:
    last = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    if name in THE_CLOCK:
        return last in {"datetime", "date"}
    if name == "open":
        return last in {"io", "codecs", "gzip", "bz2", "lzma"}
    return last.endswith("Key") or last == "AESGCM"


def test_the_lower_floors_touch_nothing_outside(rooms: dict[str, str]) -> None:
    pure = {path: source for path, source in rooms.items() if path.startswith(PURE)}
    assert pure, "no pure room was found"
    faults = [fault for path, source in pure.items() for fault in impurities(path, source)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    "source",
    [
        "import os\n",
        "import os.path\n",
        "from pathlib import Path\n",
        "from urllib import request\n",
        "from urllib.request import urlopen\n",
        "from io import open\n",
        "import time\n",
        "text = open('a')\n",
        "print('a')\n",
        "import datetime\nnow = datetime.datetime.now()\n",
        "from datetime import date\ntoday = date.today()\n",
        "import io\nfile = io.open('a')\n",
        "key = Ed25519PrivateKey.generate()\n",
        "def decide():\n    import random\n",
    ],
)
def test_a_reach_outside_is_found(source: str) -> None:
    assert len(impurities("rules/release.py", source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "import io\nfile = io.BytesIO(b'')\n",
        "from urllib.parse import urlsplit\n",
        "moment = clock.now()\n",
        "import zipfile\n",
    ],
)
def test_work_on_bytes_in_hand_is_pure(source: str) -> None:
    assert impurities("formats/mail.py", source) == []
