"""The demo's command: JSON for scripts, and who can look around in it once it is served."""

import re
from pathlib import Path

import pytest

from tests.builders import desk_in
from tests.terminal import tocsin
from tocsin.cli.demo import greet
from tocsin.stages import people


def test_the_story_as_one_document(tmp_path: Path) -> None:
    told = tocsin("demo", "--keep", tmp_path / "home", "--json").record
    chapters = told["chapters"]
    assert isinstance(chapters, list)
    assert len(chapters) == 15
    assert told["home"] == str(tmp_path / "home")


def test_a_demo_that_is_served_has_a_link_for_each_of_its_people(
    own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with desk_in(own_home) as story:
        people.add(story.desk, "Mira", address="", roles=("approver",))
        greet(story.desk, "http://127.0.0.1:1", "case-x")
        known = people.people(story.desk)
    said = capsys.readouterr().out
    links = re.findall(r"http://127\.0\.0\.1:1(/sign-in/link/\S+)\?next=/cases/case-x/walk", said.replace("\n", ""))
    assert "Mira: approver" in said
    assert "nobody can sign in" not in said.lower()
    assert len(set(links)) == len(known) == 2
