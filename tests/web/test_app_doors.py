"""Every door of the server to nobody: closed, but for a list that a person read.

Complete by construction: the doors are those that the application mounts.
"""

import httpx
from litestar import Litestar
from litestar.routes import HTTPRoute

from tests.web.scene import KEY
from tocsin.web.app import make_app

# What is answered to whoever asks, and why.
OPEN = {
    "/healthz": "the process answers",
    "/readyz": "the desk answers",
    "/assets/{digest:str}/{name:str}": "our own style and script",
    "/sign-in": "where one signs in",
    "/sign-in/passkey": "the same",
    "/sign-in/link/{secret:str}": "the secret opens it",
    "/sign-in/oidc": "on to an identity provider, where the settings name one",
    "/sign-in/oidc/back": "and back: a round trip of the same browser opens it",
    "/sign-out": "goes to where one signs in",
    "/p/{secret:str}": "the secret opens it",
    "/taxii2/": "asks for a token of a party",
    "/verify": "a claim is checked in the reader's own browser; the page knows nothing of this desk",
    "/verify.html": "the same page as one file",
    "/verify/verifier.py": "the verifier, which is anybody's",
    "/api/openapi.json": "how the API is called, and nothing of anybody",
}


def routes() -> list[tuple[str, str]]:
    """Every path and method that is mounted."""

    def opened() -> None:
        raise AssertionError("the application is only looked at")

    shell = make_app(opened, KEY)  # type: ignore[arg-type]  # never opened
    app = getattr(shell, "_inner")  # noqa: B009  # the framework's, within
    assert isinstance(app, Litestar)
    return [
        (route.path_format if isinstance(route, HTTPRoute) else route.path, str(method))
        for route in app.routes
        for method in (route.methods if isinstance(route, HTTPRoute) else ("GET",))
        if method not in {"OPTIONS", "HEAD"}
    ]


def test_nobody_comes_through_a_door_that_is_not_on_the_list(server: str) -> None:
    found = routes()
    assert len(found) > 100
    wide = []
    with httpx.Client(base_url=server, trust_env=False, timeout=60) as client:
        for path, method in found:
            place = "/".join("none" if part.startswith("{") else part for part in path.split("/"))
            place += "/" if path.startswith("/taxii2") and not place.endswith("/") else ""  # as the standard has them
            form = {"data": {"x": "y"}} if method == "POST" and not path.startswith("/api/") else {}
            answer = client.request(method, place, **form)  # type: ignore[arg-type]  # as httpx says
            is_closed = answer.status_code in {401, 404, 405} or (
                answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
            )
            if not is_closed and not any(path == one or _is(path, one) for one in OPEN):
                wide.append(f"{method} {path}: {answer.status_code}")
    assert not wide


def _is(path: str, one: str) -> bool:
    return [part.startswith("{") or part for part in path.split("/")] == [
        part.startswith("{") or part for part in one.split("/")
    ]
