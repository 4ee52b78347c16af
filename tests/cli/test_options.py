"""What every command has: a practice case is announced before anything is said about it."""

from pathlib import Path

import pytest

from tests.builders import a_case, an_item
from tests.terminal import tocsin
from tocsin.wiring import open_desk
from tocsin.wiring.founding import make_home


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home of its own."""
    made = tmp_path / "home"
    make_home(made, person="Ada")
    return made


@pytest.mark.parametrize(
    "words",
    ["case show", "case log", "case checklist", "case open-items", "duty list", "record list", "evidence list"],
)
@pytest.mark.parametrize("exercise", [True, False])
def test_every_command_about_a_practice_case_says_exercise(home: Path, words: str, exercise: bool) -> None:
    with open_desk(home) as desk:
        case = a_case(desk, exercise=exercise)
    for more in ((), ("--json",)):
        ran = tocsin(*words.split(), case.id, *more, home=home)
        assert ran.code == 0
        assert ("EXERCISE" in ran.err) is exercise


def test_an_item_of_a_practice_case_says_exercise(home: Path) -> None:
    with open_desk(home) as desk:
        item = an_item(desk, a_case(desk, exercise=True))
    assert "EXERCISE" in tocsin("evidence", "show", item.id, home=home).err
