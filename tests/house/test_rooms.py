"""Every room: a door plate, a bearable size, a name that says something, a test of its own."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest

PLATE_CHARS = 72
ROOM_LINES = 400
FUNCTION_LINES = 50
NAMELESS = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}
LEFT_OPEN = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "X" * 3)))
DEFINITIONS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.AnnAssign)
DEEDS = {
    "open",
    "print",
    "input",
    "read_text",
    "read_bytes",
    "getenv",
    "now",
    "today",
    "import_module",
    "connect",
    "run",
}
RUN_BY_ALEMBIC = "store/migrations/env.py"  # alembic runs this file as a script; that is its interface


def plate_faults(path: str, source: str) -> list[str]:
    """What is wrong with the first line."""
    tree = ast.parse(source)
    plate = (ast.get_docstring(tree) or "").split("\n", 1)[0]
    if not source.startswith('"""') or not plate:
        return [f"{path}: has no door plate on its first line"]
    if len(plate) > PLATE_CHARS:
        return [f"{path}: the door plate has {len(plate)} characters, at most {PLATE_CHARS}"]
    return [] if plate.endswith(".") else [f"{path}: the door plate does not end in a full stop"]


def size_faults(path: str, source: str) -> list[str]:
    """Files and functions that are too long."""
    lines = source.count("\n")
    faults = [f"{path}: {lines} lines, at most {ROOM_LINES}"] if lines > ROOM_LINES else []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                faults.append(f"{path}:{node.lineno} {node.name} has {length} lines, at most {FUNCTION_LINES}")
    return faults


def name_faults(path: str, source: str) -> list[str]:
    """Names that say nothing, stars, and what was left for later."""
    faults = [f"{path}: {part} is no noun" for part in Path(path).with_suffix("").parts if part in NAMELESS]
    faults += [
        f"{path}:{node.lineno} imports a star"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names)
    ]
    return faults + [f"{path}: left for later: {left.group()}" for left in LEFT_OPEN.finditer(source)]


def deed_faults(path: str, source: str) -> list[str]:
    """What happens at import and is not a definition."""
    if path == RUN_BY_ALEMBIC:
        return []
    return [
        f"{path}:{node.lineno} does something at import"
        for node in ast.parse(source).body
        if not _defines(node, path.startswith("cli"))
    ]


def _defines(node: ast.stmt, in_cli: bool) -> bool:
    match node:
        case ast.Expr(value=ast.Constant(value=str())):
            return True
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="add_typer" | "add_to" | "callback"))):
            return in_cli  # Typer puts the tree of commands together this way
        case ast.For(body=body):
            return in_cli and all(isinstance(inner, ast.Expr) and _defines(inner, in_cli) for inner in body)
        case ast.Expr(value=ast.Call(func=ast.Call(func=ast.Attribute(attr="command" | "callback")))):
            return in_cli  # app.command("name")(function)
        case ast.If(test=ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING")):
            return all(isinstance(inner, ast.Import | ast.ImportFrom) for inner in node.body)
        case ast.Try(body=body, handlers=handlers, orelse=[], finalbody=[]):  # a driver that not every machine has
            inner = [*body, *(statement for handler in handlers for statement in handler.body)]
            return all(isinstance(statement, ast.Import | ast.ImportFrom) for statement in inner)
        case ast.If(test=ast.Compare(left=ast.Name(id="__name__"))):
            return True
        case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
            return not _acts(value)
    return isinstance(node, DEFINITIONS) or type(node).__name__ == "TypeAlias"  # ast.TypeAlias came with Python 3.12


def _acts(value: ast.expr) -> bool:
    for node in ast.walk(value):
        if isinstance(node, ast.Lambda):
            return False
        if isinstance(node, ast.Attribute) and node.attr == "environ":
            return True
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in DEEDS:
                return True
    return False


def places_of_test(path: str) -> list[str]:
    """Where the test of a room may lie: at the mirrored path, or under the name of the folder the room grew into."""
    room = Path(path)
    places = [room.parent / f"test_{room.stem}.py"]
    if room.name == "__init__.py":
        places = [room.parent / f"test_{room.parent.name}.py", room.parent.parent / f"test_{room.parent.name}.py"]
        return [f"tests/{place.as_posix()}" for place in places]
    if len(room.parts) > 2:
        places += [folder.parent / f"test_{folder.name}.py" for folder in list(room.parents)[: len(room.parts) - 2]]
    return [f"tests/{place.as_posix()}" for place in places]


def _has_something_to_test(path: str, source: str) -> bool:
    if not path.endswith(("__init__.py", "__main__.py")):
        return True
    return any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in ast.parse(source).body)


@pytest.mark.parametrize("faults_of", [plate_faults, size_faults, name_faults, deed_faults])
def test_every_room_is_in_order(faults_of: Callable[[str, str], list[str]], rooms: dict[str, str]) -> None:
    faults = [fault for path, source in rooms.items() for fault in faults_of(path, source)]
    assert not faults, "\n".join(faults)


def test_every_room_has_a_test_of_its_own(root: Path, rooms: dict[str, str]) -> None:
    alone = [
        f"{path}: no test at {' or '.join(places_of_test(path))}"
        for path, source in rooms.items()
        if _has_something_to_test(path, source) and not any((root / place).is_file() for place in places_of_test(path))
    ]
    assert not alone, "\n".join(alone)


def test_every_test_belongs_to_a_room(root: Path, rooms: dict[str, str]) -> None:
    floors = {path.split("/")[0] for path in rooms if "/" in path}
    lost = []
    for test in sorted((root / "tests").rglob("test_*.py")):
        place = test.relative_to(root / "tests").parent
        if place.parts and place.parts[0] in floors:
            folder = root / "src" / "tocsin" / place
            stems = {entry.stem for entry in folder.glob("*") if entry.suffix in {".py", ""}} | {place.name}
            if not any(re.fullmatch(rf"test_{re.escape(stem)}(_\w+)?", test.stem) for stem in stems):
                lost.append(test.relative_to(root).as_posix())
    assert not lost, "\n".join(lost)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import os\n", "no door plate"),
        ('#!/usr/bin/env python\n"""Late."""\n', "no door plate"),
        (f'"""{"A" * 72}."""\n', "73 characters"),
        ('"""Labels and their reach"""\n', "full stop"),
    ],
)
def test_a_bad_door_plate_is_found(source: str, said: str) -> None:
    (fault,) = plate_faults("rules/marking.py", source)
    assert said in fault


def test_a_long_room_and_a_long_function_are_found() -> None:
    body = "".join(f"    a{number} = {number}\n" for number in range(50))
    assert size_faults("rules/marking.py", f"def decide() -> None:\n{body}") == [
        "rules/marking.py:1 decide has 51 lines, at most 50"
    ]
    assert size_faults("rules/marking.py", "a = 1\n" * 401) == ["rules/marking.py: 401 lines, at most 400"]


@pytest.mark.parametrize(
    ("path", "source"),
    [("rules/utils.py", ""), ("rules/marking.py", "from os import *\n"), ("rules/marking.py", "# " + "TO" + "DO\n")],
)
def test_a_name_that_says_nothing_is_found(path: str, source: str) -> None:
    assert len(name_faults(path, source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "print(1)\n",
        "for a in range(3):\n    b = a\n",
        "import os\nHOME = os.environ['HOME']\n",
        "TEXT = open('a').read()\n",
        "try:\n    import os\nexcept ImportError:\n    os = None\n",
        "app.add_typer(case)\n",
        "if True:\n    A = 1\n",
    ],
)
def test_a_deed_at_import_is_found(source: str) -> None:
    assert len(deed_faults("rules/marking.py", source)) == 1


def test_definitions_are_no_deeds() -> None:
    source = """
import re
try:
    import fast as sql
except ImportError:
    import slow as sql
WORD = re.compile("a")
MAKE = lambda: open("a")
class A:
    pass
"""
    assert deed_faults("rules/marking.py", source) == []
    assert deed_faults("cli/case.py", "app.add_typer(case)\nfor part in (a, b):\n    part.add_to(app)\n") == []


@pytest.mark.parametrize(
    ("path", "places"),
    [
        ("registry.py", ["tests/test_registry.py"]),
        ("rules/marking.py", ["tests/rules/test_marking.py"]),
        ("formats/stix/read.py", ["tests/formats/stix/test_read.py", "tests/formats/test_stix.py"]),
        ("cli/__init__.py", ["tests/cli/test_cli.py", "tests/test_cli.py"]),
    ],
)
def test_the_place_of_a_test_mirrors_the_room(path: str, places: list[str]) -> None:
    assert places_of_test(path) == places
