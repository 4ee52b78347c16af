"""The application: every door of the server, and how it opens."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread
from litestar import Litestar, Response, get

from tocsin.web import api, intake, oidc, page, security, sign_in, taxii, verify
from tocsin.web.asset import asset
from tocsin.web.desk import pages
from tocsin.web.fault import answer_fault
from tocsin.web.office import Asking, Office, OpenHouse, office_over
from tocsin.web.refusal import MAX_BODY_BYTES
from tocsin.web.shell import Shell


@get("/healthz", sync_to_thread=False)
def healthz() -> Response[bytes]:
    """The process answers."""
    return Response(b"ok\n", media_type="text/plain", headers={"Cache-Control": "no-store"})


@get("/readyz", sync_to_thread=True)
def readyz(request: Asking) -> Response[bytes]:
    """The desk answers: its log can be read."""
    office: Office = request.app.state.office
    office.desk.log.size()
    return Response(b"ready\n", media_type="text/plain", headers={"Cache-Control": "no-store"})


def make_app(open_house: OpenHouse, key: bytes) -> Shell:
    """The whole application. The house is opened when the server starts and closed when it ends."""

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        opened = open_house()
        house = await anyio.to_thread.run_sync(opened.__enter__)
        office = app.state.office = office_over(house, key)
        office.collecting.start()
        office.news.start()
        try:
            yield
        finally:
            office.news.end()
            await anyio.to_thread.run_sync(office.collecting.end)
            await anyio.to_thread.run_sync(opened.__exit__, None, None, None)

    app = Litestar(
        route_handlers=[
            healthz,
            readyz,
            asset,
            page.router(),
            intake.router(),
            security.security_txt,
            taxii.router(),
            api.router(),
            sign_in.router(),
            verify.router(),
            oidc.router(),
            pages.router(),
        ],
        lifespan=[lifespan],
        exception_handlers={Exception: answer_fault},
        openapi_config=None,
        logging_config=None,
        request_max_body_size=MAX_BODY_BYTES,
    )

    def leave() -> None:
        office: Office = app.state.office
        office.news.end()

    def hides(path: str) -> bool:
        office: Office = app.state.office
        return intake.is_hidden(office, path) or security.is_hidden(office, path)

    return Shell(app, leave, hides)
