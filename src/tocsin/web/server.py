"""The server that carries the application; it logs no address.

The address of a recipient page is its secret.
"""

import logging
import socket

import uvicorn

from tocsin.web.shell import Shell

KEEP_ALIVE_S = 15  # a client that pages asks again within this; one that is silent for longer may connect anew


class Server(uvicorn.Server):
    """A server that tells the application first when it ends: it waits for every answer to be complete."""

    def __init__(self, config: uvicorn.Config, app: Shell) -> None:
        super().__init__(config)
        self._app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End: no new requests, and those that are there are answered."""
        self._app.leave()
        await super().shutdown(sockets)


def server_for(app: Shell) -> Server:
    """A server that is ready to run on a socket that listens."""
    logging.getLogger("uvicorn.access").disabled = True  # whatever handlers a host program has hung on its root
    return Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,  # who asks is only counted by it, and the header could say anything
            timeout_keep_alive=KEEP_ALIVE_S,
        ),
        app,
    )
