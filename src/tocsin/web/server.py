"""The server that carries the application; it logs no address.

The address of a recipient page is its secret.
"""

import logging

import uvicorn
from litestar.types import ASGIApp

KEEP_ALIVE_S = 15  # a client that pages asks again within this; one that is silent for longer may connect anew


def server_for(app: ASGIApp) -> uvicorn.Server:
    """A server that is ready to run on a socket that listens."""
    logging.getLogger("uvicorn.access").disabled = True  # whatever handlers a host program has hung on its root
    return uvicorn.Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,  # who asks is only counted by it, and the header could say anything
            timeout_keep_alive=KEEP_ALIVE_S,
        )
    )
