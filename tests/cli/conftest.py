"""What every test of the terminal may ask for: a home of its own, copied from one that was made once."""

import shutil
from pathlib import Path

import pytest

from tests.builders import founded_home


@pytest.fixture(scope="session")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose first person is Ada; copied, never used itself."""
    return founded_home(tmp_path_factory.mktemp("terminal"))


@pytest.fixture
def own_home(made_home: Path, tmp_path: Path) -> Path:
    """A home for one test."""
    home = tmp_path / "home"
    shutil.copytree(made_home, home)
    return home
