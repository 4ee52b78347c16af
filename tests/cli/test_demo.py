"""The demo's command: JSON for scripts, and nothing on standard output beside it."""

from pathlib import Path

from tests.terminal import tocsin


def test_the_story_as_one_document(tmp_path: Path) -> None:
    told = tocsin("demo", "--keep", tmp_path / "home", "--json").record
    chapters = told["chapters"]
    assert isinstance(chapters, list)
    assert len(chapters) == 15
    assert told["home"] == str(tmp_path / "home")
