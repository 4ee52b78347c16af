"""The whole route by mouse, with a second person who approves."""

from playwright.sync_api import Browser

from tests.shares import Stage
from tests.web.chromium import window
from tests.web.hands import Mouse
from tests.web.route import PARTY, Route, walk
from tests.web.scene import running


def test_somebody_with_a_mouse_goes_the_whole_way(stage: Stage, chromium: Browser) -> None:
    stage.party(PARTY, "isac", address=stage.folder("isac"))
    mira = stage.team()
    with (
        running(stage.desk) as base,
        window(chromium, base) as ours,
        window(chromium, base) as theirs,
    ):
        walk(Route(desk=stage.desk, hands=Mouse(ours)), Route(desk=mira, hands=Mouse(theirs)))
