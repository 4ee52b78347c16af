"""A desk is served in a process of its own, and asked as a browser asks."""

from pathlib import Path

import pytest

from tocsin.bench.served import Browser, serving, signed_in
from tocsin.stages.account import open_session
from tocsin.vocab.errors import ChannelDown
from tocsin.wiring import open_desk
from tocsin.wiring.founding import make_home


def test_a_page_is_answered_to_whoever_is_signed_in_and_nothing_else_is(tmp_path: Path) -> None:
    home = tmp_path / "home"
    make_home(home, person="Ada")
    with open_desk(home) as desk:
        session = open_session(desk, desk.person, agent="a test", how="link")
    with serving(home) as address, Browser(address) as nobody, Browser(address, signed_in(home, session)) as ada:
        assert b"Tocsin" in nobody.get("/sign-in")
        assert b"Ada" in ada.look("/help")()
        with pytest.raises(ChannelDown, match="answered with 303"):
            nobody.get("/help?next=1")
        with pytest.raises(ChannelDown, match="/nowhere was answered with 404"):
            ada.get("/nowhere")


def test_a_home_that_is_none_is_not_waited_for(tmp_path: Path) -> None:
    with pytest.raises(ChannelDown, match="did not start"), serving(tmp_path / "nothing"):
        raise AssertionError("there is nothing to serve")
