"""What every test of the terminal may ask for: a home of its own, copied from one that was made once."""

import json
import shutil
from pathlib import Path

import pytest

from tests.bills import BILL
from tests.builders import founded_home
from tests.terminal import tocsin


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


@pytest.fixture
def bom(tmp_path: Path) -> Path:
    """The bill as a file."""
    file = tmp_path / "app.cdx.json"
    file.write_text(json.dumps(BILL))
    return file


@pytest.fixture
def case(own_home: Path, bom: Path) -> str:
    """A case with a bill of materials, and two parties: one makes the component, one operates the application."""
    made = tocsin("add", bom, "--name", "A poisoned release", "--json", home=own_home).record["case"]
    assert isinstance(made, dict)
    for name, kind, word, component in (
        ("Example Vendor", "vendor", "--supplies", "pkg:pypi/litellm"),
        ("Example Clinic", "adopter", "--operates", "application:claims-assistant@2.1"),
    ):
        assert tocsin("party", "add", name, "--kind", kind, home=own_home).code == 0
        assert tocsin("party", "declare", name, word, component, home=own_home).code == 0
    return str(made["id"])
