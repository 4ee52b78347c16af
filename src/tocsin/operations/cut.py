"""Cuts of a share: what of the one clean copy each recipient gets."""

from msgspec import Struct

from tocsin.operations.operation import READERS, WRITERS, Method, Operation
from tocsin.operations.share import ShareAsked
from tocsin.stages.cut import CutLine, choose, cuts_of
from tocsin.stages.desk import Desk
from tocsin.stages.packaging import write_documents
from tocsin.stages.party import find_party
from tocsin.stages.preview import Preview, preview_of
from tocsin.stages.share import find
from tocsin.vocab.cut import Cut
from tocsin.vocab.release import ShareState


class CutsSaid(ShareAsked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What each of these recipients gets of the clean copy, by party; one reason for all of them."""

    cuts: dict[str, Cut]
    because: str = ""


class Cuts(Struct, frozen=True, kw_only=True):
    """What each recipient gets, what it does not, and what is proposed; what each cut would give."""

    recipients: tuple[CutLine, ...]
    gives: dict[Cut, tuple[str, ...]]


def show(desk: Desk, asked: ShareAsked) -> Cuts:
    """For each recipient its cut, the one that is proposed and why; and what each cut would give of this copy."""
    recipients, gives = cuts_of(desk, find(desk, asked.share))
    return Cuts(recipients=recipients, gives=gives)


def choose_cuts(desk: Desk, asked: CutsSaid) -> Preview:
    """Choose what of the clean copy recipients get, and write every document anew; every approval is void then.

    Where each of them gets that already, nothing is recorded.
    """
    said = {find_party(desk, one).id: cut for one, cut in asked.cuts.items()}
    chosen = choose(desk, find(desk, asked.share), said, because=asked.because)
    return preview_of(desk, write_documents(desk, chosen) if chosen.state == ShareState.DRAFT else chosen)


OPERATIONS = (
    Operation(
        name="share.cuts",
        method=Method.GET,
        path="/shares/{share}/cuts",
        may=READERS,
        takes=ShareAsked,
        gives=Cuts,
        does=show,
    ),
    Operation(
        name="share.cut",
        method=Method.POST,
        path="/shares/{share}/cuts",
        may=WRITERS,
        takes=CutsSaid,
        gives=Preview,
        does=choose_cuts,
    ),
)
