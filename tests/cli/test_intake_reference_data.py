"""Every real file of the reference data is added or refused with a reason; none crashes, none is lost."""

from pathlib import Path
from typing import cast

import pytest

from tests.terminal import Ran, tocsin
from tocsin.wiring import open_desk

FOLDERS = ("evals", "traces", "bom", "atlas", "avid", "osv", "scenarios")


@pytest.fixture
def data(reference_data: Path, own_home: Path) -> Path:
    """The reference data, which must never be where a home writes."""
    assert not own_home.is_relative_to(reference_data)
    return reference_data


@pytest.mark.data
@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_is_kept_whole_with_what_was_not_understood(folder: str, data: Path, own_home: Path) -> None:
    files = sorted(path for path in (data / folder).rglob("*") if path.is_file())
    assert files
    ran = tocsin("add", data / folder, "--name", folder, "--json", home=own_home)
    assert ran.code == 0, ran.err
    taken = {str(one["name"]): one for one in _taken(ran)}
    assert set(taken) == {str(path.relative_to(data / folder)) for path in files}
    with open_desk(own_home) as desk:
        for path in files:
            one = taken[str(path.relative_to(data / folder))]
            assert one["outcome"] in ("kept", "joined"), one
            assert b"".join(desk.vault.open(desk.item(str(one["item"])).content)) == path.read_bytes()
            units, understood = cast("int", one["units"]), cast("int", one["understood"])
            assert understood <= units
            assert one["not_understood"] or understood == units, one
            assert all(place["why"] for place in cast("list[dict[str, str]]", one["not_understood"]))
    for command in (("ledger", "verify"), ("evidence", "verify")):
        assert tocsin(*command, home=own_home).code == 0


# What stands below the list of what looks like an indicator.
FOUND_IN_IT = "none of it is an indicator yet: take what is the attacker's into the clean copy, with its context\n"


@pytest.mark.data
def test_each_file_alone_opens_a_case_of_its_own(data: Path, own_home: Path) -> None:
    for path in sorted((data / "evals").iterdir()):
        ran = tocsin("add", path, home=own_home)
        assert ran.code == 0
        assert ran.err in {"", FOUND_IN_IT}
        assert path.name in ran.out


def _taken(ran: Ran) -> list[dict[str, object]]:
    return cast("list[dict[str, object]]", ran.record["taken"])
