"""Each channel says what it needs, and is tried without anything being sent."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.deliveries import a_road
from tests.post_office import SENDER, PostOffice, open_for_business
from tocsin.stages.channel import channels, try_channels
from tocsin.stages.desk import Desk
from tocsin.vocab.acts.party import RoadClosed
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.errors import BadInput


def test_every_kind_of_road_has_its_line_and_mail_says_what_is_missing(desk: Desk) -> None:
    found = {one.channel: one for one in channels(desk)}
    assert set(found) == set(RoadKind)
    assert all(one.what and one.roads == 0 for one in found.values())
    assert [one.channel for one in found.values() if one.needs] == ["mail"]


def test_open_roads_are_counted_and_closed_ones_are_not(desk: Desk, tmp_path: Path) -> None:
    first, _ = a_road(desk, RoadKind.FOLDER, str(tmp_path)), a_road(desk, RoadKind.PAGE, "x@agency.example")
    a_road(desk, RoadKind.FOLDER, str(tmp_path / "gone"))
    draft = desk.draft(desk.log_entry())
    draft.add(RoadClosed(road=first.id, reason="moved"))
    draft.record()
    counts = {one.channel: one.roads for one in channels(desk)}
    assert (counts["folder"], counts["page"], counts["mail"]) == (1, 1, 0)


def test_a_trial_talks_to_the_server_and_tries_every_folder(desk: Desk, tmp_path: Path) -> None:
    office = PostOffice()
    (tmp_path / "partner").mkdir()
    for place in ("partner", "gone"):
        a_road(desk, RoadKind.FOLDER, str(tmp_path / place))
    assert [(one.channel, one.holds) for one in try_channels(desk, "mail")] == [("mail", False)]
    with open_for_business(office) as server:
        mailing = replace(desk, settings=replace(desk.settings, mail=server))
        assert next(one.over for one in channels(mailing) if one.channel == "mail").endswith(f"none, as {SENDER}")
        found = try_channels(mailing)
    assert [(one.channel, one.holds) for one in found] == [("mail", True), ("folder", False), ("folder", True)]
    assert (office.kept, list((tmp_path / "partner").iterdir())) == ([], [])
    (after,) = try_channels(mailing, "mail")
    assert not after.holds
    assert "not reachable" in after.why


@pytest.mark.parametrize("name", ["page", "taxii", "by_hand", "pigeon"])
def test_what_sends_nothing_cannot_be_tried(desk: Desk, name: str) -> None:
    with pytest.raises(BadInput, match="no channel on which anything is sent"):
        try_channels(desk, name)
