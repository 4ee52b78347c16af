"""Every command says the same of a home here and of a desk elsewhere: the whole route, done both ways."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bills import BILL
from tests.cli.both import MIRA, ROUTE, Side, Step, documents, prepared, shape, steps
from tests.cli.test_policy import whole_table
from tests.cli.test_serve import serving
from tests.terminal import Ran, tocsin
from tocsin.cli.commands import whole

STEPS = steps(ROUTE)

# Commands that ask no desk elsewhere, each with why.
AT_HOME = {
    "demo": "makes a home of its own",
    "init": "makes the home",
    "bench": "measures this computer",
    "triage": "reads a file, and needs no home",
    "scan": "reads a file, and needs no home",
    "redact": "reads a file, and needs no home",
    "verify": "reads a file, and needs no home: whoever checks a claim trusts no desk",
    "worker": "sends, with what the home is set up with",
    "serve": "serves the home",
    "login": "is about the logins of this computer",
    "logout": "is about the logins of this computer",
    "backup": "copies the home",
    "restore": "makes the home",
    "upgrade": "changes the home's own database",
    "doctor": "examines the home",
    "config show": "reads the home's own file, as it stands",
    "config check": "reads the home's own files",
    "config provider": "reads the settings of the home, and asks from the machine that will ask",
    "ledger rebuild": "makes the home's own index anew",
    "user token": "makes a key for somebody else: over the API nobody makes one but for themselves, signed in",
    "key rotate": "exchanges the home's own key",
}
# Commands whose operation no token opens: a person does it signed in, or where the home lies.
SIGNED_IN = {"user add", "user link"}


def _paths(command: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, frozenset[str]]]:
    inner = getattr(command, "commands", {})
    if path and not inner:
        yield " ".join(path), frozenset(name for one in getattr(command, "params", ()) for name in one.opts)
    for name, one in inner.items():
        yield from _paths(one, (*path, name))


COMMANDS = dict(_paths(whole()))


def command_of(step: Step) -> str:
    """The command of the tree that a line of the route runs."""
    return max((one for one in COMMANDS if f"{step.words} ".startswith(f"{one} ")), key=len)


def logged_in(base: str, home: Path, name: str, person: str, reach: str = "approve") -> Ran:
    """A token made where the home lies, and kept here."""
    token = tocsin("user", "token", person, "--scope", reach, home=home).out
    return tocsin("login", base, "--name", name, stdin=token.encode())


@pytest.fixture(scope="module")
def told(made_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Side, Side, dict[int, Ran]]]:
    """The route at a home, the same at a desk elsewhere, and what a look at that desk's own home said."""
    place = tmp_path_factory.mktemp("both")
    first = Path(shutil.copytree(made_home, place / "home"))
    for who in (MIRA, "Robin Example"):
        roles = ("analyst", "approver", "counsel", "admin", "auditor") if who == MIRA else ("analyst",)
        tocsin("user", "add", who, *(word for role in roles for word in ("--role", role)), home=first)
    second = Path(shutil.copytree(first, place / "there"))
    bill, table = json.dumps(BILL).encode(), json.dumps(whole_table()).encode()
    here = Side(home=first, desk={}, names=prepared(first, place / "files", bill, table))
    there = Side(
        home=second, desk={"": "ada", MIRA: "mira"}, names=prepared(second, place / "files-there", bill, table)
    )
    looks: dict[int, Ran] = {}
    with pytest.MonkeyPatch.context() as patch, serving(second, place / "log", "--no-worker") as (base, _):
        patch.setenv("XDG_CONFIG_HOME", str(place / "config"))
        for name, person in (("ada", "Ada"), ("mira", MIRA)):
            assert logged_in(base, second, name, person).code == 0
            tocsin("user", "token", person, "--scope", "approve", home=first)  # so that reviews of both are alike
        for number, step in enumerate(STEPS):
            here.run(step)
            there.run(step)
            if step.is_look:
                looks[number] = there.at_home(step)
        yield here, there, looks


def test_every_command_asks_a_desk_or_says_why_not() -> None:
    asks = {name for name, options in COMMANDS.items() if "--desk" in options}
    assert asks | set(AT_HOME) == set(COMMANDS)
    assert not asks & set(AT_HOME)
    assert {command_of(step) for step in STEPS} - set(AT_HOME) == asks - SIGNED_IN - {"token link"}


def test_every_command_says_the_same_of_a_desk_elsewhere(told: tuple[Side, Side, dict[int, Ran]]) -> None:
    here, there, looks = told
    wrong = []
    for number, step in enumerate(STEPS):
        one, other = here.ran[number], there.ran[number]
        if (one.code, other.code) != (step.code, step.code):
            wrong.append(f"{step.words}: {one.code} {one.err} but {other.code} {other.err}")
        if shape(_still(documents(one.out))) != shape(_still(documents(other.out))):
            wrong.append(f"{step.words}: {one.out} but {other.out}")
        if _words(one.err, here) != _words(other.err, there):
            wrong.append(f"{step.words}: {one.err} but {other.err}")
        if step.is_look and _still(documents(looks[number].out)) != _still(documents(other.out)):
            wrong.append(f"{step.words}: at the home itself {looks[number].out} but {other.out}")
    assert not wrong, "\n".join(wrong)


_OTHERWISE = {"seen_at", "token", "used_at", "linked_at", "linked_by"}


def _words(text: str, side: Side) -> str:
    for name, value in sorted(side.names.items(), key=lambda one: -len(one[1])):
        text = text.replace(value, f"<{name}>")
    return "\n".join(" ".join(word for word in line.split() if "-" not in word) for line in text.splitlines())


def _still(document: object) -> object:
    """Without what is another with every look, and what a desk has that is served: a token, a link to set it up."""
    if isinstance(document, dict):
        return {key: _still(value) for key, value in document.items() if key not in _OTHERWISE}
    return [_still(one) for one in document] if isinstance(document, list) else document
