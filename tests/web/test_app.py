"""The doors that everybody may use."""

import httpx
import pytest

from tests.web.scene import Scene, running


def test_the_process_and_the_desk_answer(scene: Scene, server: str) -> None:
    assert httpx.get(f"{server}/healthz").text == "ok\n"
    assert httpx.get(f"{server}/readyz").text == "ready\n"


def test_a_desk_that_does_not_answer_is_not_ready_and_says_nothing(scene: Scene) -> None:
    with running(scene.desk) as base:
        scene.desk.vault._engine.dispose()  # type: ignore[attr-defined]  # the database goes away under the server
        for part in scene.desk.home.glob("tocsin.db*"):
            part.unlink()
        answer = httpx.get(f"{base}/readyz")
        assert answer.status_code >= 500
        assert str(scene.desk.home) not in answer.text
        assert httpx.get(f"{base}/healthz").status_code == 200


@pytest.mark.parametrize("path", ["/schema", "/schema/openapi.json", "/docs", "/static/x", "/p", "/p/a/b", "/.env"])
def test_there_is_nothing_else(scene: Scene, server: str, path: str) -> None:
    assert httpx.get(server + path).status_code == 404


def test_the_fetches_that_wait_are_recorded_before_the_end(scene: Scene) -> None:
    from tests.web.scene import asked, notes  # noqa: PLC0415  # for this one story

    partner = scene.partner()
    delivery = scene.delivered(partner, notes(1))
    with running(scene.desk) as base:
        asked(base, partner, f"{partner.url}objects/")
    assert scene.state(delivery) == "collected"
