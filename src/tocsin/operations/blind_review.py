"""The blind review of a share: a document alone, and three questions."""

from msgspec import Struct

from tocsin.operations import cursor
from tocsin.operations.document import LINES, MOST_LINES
from tocsin.operations.operation import DECIDERS, READERS, WRITERS, Method, Operation
from tocsin.operations.share import ShareAsked
from tocsin.stages.blind_review import BlindAnswered, BlindLine, BlindView, answer, standings, view
from tocsin.stages.desk import Desk
from tocsin.stages.party import find_party
from tocsin.stages.share import find
from tocsin.vocab.blind_review import BlindAnswers
from tocsin.vocab.errors import BadInput

READING = WRITERS | DECIDERS  # an auditor reads what was done, and is no part of it


class BlindAsked(ShareAsked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose document is read blind, and which lines of it; the first that waits where nobody is named."""

    recipient: str = ""
    after: int = 0
    limit: int = LINES


class GuessSaid(ShareAsked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody can tell from the document alone; empty where they cannot. One reader answers once."""

    recipient: str = ""
    victim: str = ""
    product: str = ""
    attack: str = ""


class BlindReviews(Struct, frozen=True, kw_only=True):
    """For each recipient whose document takes a second reader: how that stands."""

    recipients: tuple[BlindLine, ...]


def read_blind(desk: Desk, asked: BlindAsked) -> BlindView:
    """A recipient's document and nothing else, as its reader finds it in the bytes; and what is asked about it."""
    limit, after = cursor.bounded(asked.limit), asked.after
    if not 0 <= after <= MOST_LINES:
        raise BadInput(f"no document has its lines behind {after}", hint="take `next` of the lines before, or 0")
    return view(desk, find(desk, asked.share), _party(desk, asked.recipient), start=after, most=limit)


def guess(desk: Desk, asked: GuessSaid) -> BlindAnswered:
    """Say what can be told from the document alone. A right guess blocks; which one it was stays with its author."""
    answers = BlindAnswers(victim=asked.victim, product=asked.product, attack=asked.attack)
    return answer(desk, find(desk, asked.share), _party(desk, asked.recipient), answers)


def show(desk: Desk, asked: ShareAsked) -> BlindReviews:
    """Whose documents take a second reader, which of them were read, and what was guessed; no answer stands in it."""
    return BlindReviews(recipients=standings(desk, find(desk, asked.share)))


def _party(desk: Desk, given: str) -> str:
    return find_party(desk, given).id if given else ""


OPERATIONS = (
    Operation(
        name="share.blind",
        method=Method.GET,
        path="/shares/{share}/blind",
        may=READING,
        takes=BlindAsked,
        gives=BlindView,
        does=read_blind,
    ),
    Operation(
        name="share.guess",
        method=Method.POST,
        path="/shares/{share}/blind",
        may=READING,
        takes=GuessSaid,
        gives=BlindAnswered,
        does=guess,
    ),
    Operation(
        name="share.blinds",
        method=Method.GET,
        path="/shares/{share}/blind-reviews",
        may=READERS,
        takes=ShareAsked,
        gives=BlindReviews,
        does=show,
    ),
)
