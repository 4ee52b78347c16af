"""`serve`: the web desk, its API, TAXII, recipient pages, and the worker."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.options import Home, acting, home_of

if TYPE_CHECKING:
    import socket
    from pathlib import Path

    from tocsin.stages.desk import Desk
    from tocsin.worker.run import Handled

PORT = 8480


def add_to(app: typer.Typer) -> None:
    """Put this command into the tree."""
    app.command("serve", epilog="Example: tocsin serve --port 8480")(serve)


def serve(
    host: Annotated[str, typer.Option(help="The address to listen at; only this machine where not given.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = PORT,
    no_worker: Annotated[
        bool, typer.Option("--no-worker", help="See no deliveries off; another process does.")
    ] = False,
    home: Home = None,
) -> None:
    """The web desk and its API, TAXII at /taxii2/ and recipient pages at /p/… for partners, until told to stop.

    What can be asked of the API it says itself, at /api/openapi.json.

    Where nobody can sign in yet, it shows a link that signs in once. It speaks plain HTTP: put a server in front that
    speaks TLS before anybody outside this machine uses it.
    """
    keep_open(home_of(home), host=host, port=port, no_worker=no_worker)


def invite(desk: "Desk", address: str) -> None:
    """Where nobody can sign in yet: a link for whoever acts here, to be the first."""
    from tocsin.cli.output import say
    from tocsin.stages.account import has_account, make_link

    if not has_account(desk):
        link = address + make_link(desk, desk.person).path
        say(f"nobody can sign in yet; this signs you in, once, within a day: {link}")


def keep_open(
    place: "Path",
    *,
    host: str = "127.0.0.1",
    port: int = PORT,
    no_worker: bool = False,
    greet: "Callable[[Desk, str], None]" = invite,
) -> None:
    """Serve the home at `place` until told to stop; `greet` says who can come in, at the address it is given."""
    from tocsin.cli.output import say
    from tocsin.web.app import make_app
    from tocsin.web.server import server_for
    from tocsin.wiring import open_desk, open_house
    from tocsin.wiring.serving import signing_key
    from tocsin.worker.run import until_told

    key = signing_key(place)

    def opened() -> "AbstractContextManager[Desk]":
        return open_desk(place, say, person=acting.get())

    with opened():  # whatever is wrong with the home is said here, before anybody asks
        pass
    listener = _listener(host, port)
    server = server_for(make_app(lambda: open_house(place, person=acting.get()), key))
    working = _working(opened, lambda: setattr(server, "should_exit", True)) if not no_worker else nullcontext()
    with until_told(), listener, working:
        say(f"serving at {_address(listener)}; Ctrl-C stops")
        with opened() as desk:
            greet(desk, _address(listener))
        server.run(sockets=[listener])
    say("stopped: what was begun was brought to its end")


@contextmanager
def _working(opened: "Callable[[], AbstractContextManager[Desk]]", give_up: "Callable[[], None]") -> Iterator[None]:
    """A worker in a thread of its own, with a desk of its own, while this lasts.

    Where it dies of a fault the server is told to give up too, and the fault is raised again here.
    """
    import threading

    from tocsin.cli.output import say
    from tocsin.stages.release import clearance
    from tocsin.worker.notices import Told, beside, herald_at
    from tocsin.worker.run import work, worker_at

    faults: list[BaseException] = []
    stop = threading.Event()

    def notice(handled: "Handled") -> None:
        say(" ".join(word for word in (handled.delivery, handled.state, handled.reason, handled.waits_for) if word))

    def told(one: Told) -> None:
        say(" ".join(word for word in (one.road, one.state, one.answer) if word))

    def run() -> None:
        try:
            with opened() as desk, beside(herald_at(desk), stop, told):
                work(worker_at(desk, clearance), stop, notice)
        except BaseException as fault:
            faults.append(fault)
            give_up()

    thread = threading.Thread(target=run, name="worker")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
    if faults:
        raise faults[0]


def _listener(host: str, port: int) -> "socket.socket":
    import ipaddress
    import socket

    from tocsin.cli.output import say
    from tocsin.vocab.errors import BadInput

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError as fault:
        why = fault.strerror or "it cannot be used"
        raise BadInput(f"{host}, port {port}: {why}", hint="choose another with --host or --port") from fault
    if not ipaddress.ip_address(listener.getsockname()[0]).is_loopback:
        say("this is reachable from elsewhere, in plain HTTP: let it be reached only through a server that speaks TLS")
    return listener


def _address(listener: "socket.socket") -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
