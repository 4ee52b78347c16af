"""The channels of this home: whether each is set up, and whether it works."""

from collections.abc import Iterator

from msgspec import Struct

from tocsin.channels import folder, mail
from tocsin.stages.desk import Desk
from tocsin.vocab.delivery import NO_SERVER, RoadKind
from tocsin.vocab.errors import BadInput
from tocsin.vocab.sharing import Road
from tocsin.vocab.sheet import RoadSheet

_WHAT = {
    RoadKind.FOLDER: folder.SUMMARY,
    RoadKind.MAIL: mail.SUMMARY,
    RoadKind.TAXII: "the party fetches from its own view of our TAXII 2.1 server",
    RoadKind.PAGE: "the party opens a page of ours with a secret link",
    RoadKind.BY_HAND: "a person pastes it into the party's portal",
}


class ChannelView(Struct, frozen=True, kw_only=True):
    """One channel, how many open roads lead over it, and what it still needs ("" is nothing)."""

    channel: str
    what: str
    roads: int
    needs: str
    over: str = ""  # through which server, and as whom


class Trial(Struct, frozen=True, kw_only=True):
    """One thing that was tried without sending anything; `why` says what is wrong."""

    channel: str
    what: str
    holds: bool
    why: str


def channels(desk: Desk) -> list[ChannelView]:
    """Every channel there is."""
    kinds = [road.kind for road in _open_roads(desk)]
    server = desk.settings.mail
    over = f"{server.host}:{server.port}, {server.security}, as {server.sender}" if server else ""
    return [
        ChannelView(
            channel=kind,
            what=_WHAT[kind],
            roads=kinds.count(kind),
            needs=NO_SERVER if kind is RoadKind.MAIL and server is None else "",
            over=over if kind is RoadKind.MAIL else "",
        )
        for kind in RoadKind
    ]


def try_channels(desk: Desk, name: str = "") -> list[Trial]:
    """Talk to the mail server and log in; make a file in every folder and remove it. Nothing is sent.

    The folders come by their paths, so that two trials read alike.
    """
    if name and name not in (RoadKind.MAIL, RoadKind.FOLDER):
        raise BadInput(f"{name[:40]!r} is no channel on which anything is sent", hint="mail or folder")
    found: list[Trial] = []
    if name != RoadKind.FOLDER:
        found.append(_try_mail(desk))
    if name != RoadKind.MAIL:
        folders = [_try_folder(desk, road) for road in _open_roads(desk) if road.kind == RoadKind.FOLDER]
        found += sorted(folders, key=lambda trial: trial.what)
    return found


def _open_roads(desk: Desk) -> Iterator[Road]:
    return (road for road in desk.index.all("road", state="open") if isinstance(road, Road))


def _try_mail(desk: Desk) -> Trial:
    server = desk.settings.mail
    if server is None:
        return Trial(channel=RoadKind.MAIL, what="server", holds=False, why=NO_SERVER)
    why = mail.look(server)
    return Trial(channel=RoadKind.MAIL, what=f"{server.host}:{server.port}", holds=not why, why=why)


def _try_folder(desk: Desk, road: Road) -> Trial:
    sheet = desk.sheet(road.sheet, RoadSheet)
    assert sheet is not None, "a road has an end"
    why = folder.look(sheet.address)
    return Trial(channel=RoadKind.FOLDER, what=sheet.address, holds=not why, why=why)
