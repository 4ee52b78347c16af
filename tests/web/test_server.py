"""The server keeps no log of addresses."""

import logging

import httpx
import pytest

from tests.web.scene import Scene, running


def test_no_address_is_logged_whatever_handlers_there_are(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "uvicorn.access"), running(scene.desk) as base:
        httpx.get(f"{base}/p/very-secret")
    assert not [one for one in caplog.records if one.name.startswith("uvicorn") and "very-secret" in one.getMessage()]
