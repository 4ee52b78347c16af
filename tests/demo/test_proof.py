"""The last chapter: the changed byte is really found, and a sound home says so."""

from pathlib import Path

import pytest

from tocsin.demo.proof import changed_byte, chapter_of_proof
from tocsin.demo.story import tell
from tocsin.stages.ledger import verify
from tocsin.wiring import open_desk


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(tell(tmp_path_factory.mktemp("demo") / "home").home)


def test_the_changed_byte_is_found_at_its_entry_and_only_the_copy_was_changed(home: Path) -> None:
    with open_desk(home) as desk:
        said = changed_byte(desk)
        assert "Found at entry 7" in said
        assert verify(desk).holds


def test_the_chapter_says_what_is_not_proven(home: Path) -> None:
    with open_desk(home) as desk:
        assert any("Not proven" in line for line in chapter_of_proof(desk))
