"""One home for everything hostile: whatever was thrown at it, afterwards its record must hold."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal import tocsin

TRACES = (Path("/tmp/tocsin-was-unpickled"), Path("/tmp/tocsin-was-run"))  # noqa: S108 -- the traps would leave them


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home, and the proof at the end that nothing in it was lost or changed and that nothing ran."""
    folder = tmp_path_factory.mktemp("hostile") / "home"
    assert tocsin("init", "--name", "Ada", home=folder).code == 0
    yield folder
    for command in (("ledger", "verify"), ("evidence", "verify")):
        verified = tocsin(*command, home=folder)
        assert verified.code == 0, f"{verified.out}\n{verified.err}"
    assert tocsin("ledger", "rebuild", "--json", home=folder).record == {"different": 0}
    assert not [trace for trace in TRACES if trace.exists()], "something that was handed in was run"
