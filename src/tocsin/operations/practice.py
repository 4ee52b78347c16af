"""Practice: made-up cases with planted leaks, and what the team finds."""

from msgspec import Struct

from tocsin.operations.case import Named
from tocsin.operations.operation import DECIDERS, WRITERS, Method, Nothing, Operation
from tocsin.stages import practice as stage
from tocsin.stages.desk import Desk
from tocsin.stages.practice import Figures, PracticeResult
from tocsin.vocab.practice import ANNOUNCED

TEAM = WRITERS | DECIDERS  # what a team finds is for the team itself, and not for whoever keeps the house


class PracticeWanted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One case with a few planted leaks, or with `burst` several short ones with many."""

    burst: bool = False


class PracticeOpened(Struct, frozen=True, kw_only=True):
    """The cases that were opened, and what is announced about them; what is planted is not said."""

    cases: tuple[str, ...]
    announced: str = ANNOUNCED


def begin(desk: Desk, asked: PracticeWanted) -> PracticeOpened:
    """Open a made-up case with planted leaks, to be reviewed as a live one; it can never be released."""
    return PracticeOpened(cases=tuple(one.id for one in stage.begin(desk, is_burst=asked.burst)))


def done(desk: Desk, asked: Named) -> PracticeResult:
    """Say that it is reviewed: how many planted leaks were found and missed, and where. Once for a case."""
    return stage.done(desk, desk.case(asked.case))


def show(desk: Desk, asked: Named) -> PracticeResult:
    """What was found and missed in a practice case that somebody is done with."""
    return stage.result(desk, desk.case(asked.case))


def figures(desk: Desk, _asked: Nothing) -> Figures:
    """How many planted leaks the team finds, with the interval in which the true rate lies; nobody by name."""
    return stage.figures(desk)


OPERATIONS = (
    Operation(
        name="practice.new",
        method=Method.POST,
        path="/practice",
        may=WRITERS,
        takes=PracticeWanted,
        gives=PracticeOpened,
        does=begin,
    ),
    Operation(
        name="practice.done",
        method=Method.POST,
        path="/practice/{case}/done",
        may=WRITERS,
        takes=Named,
        gives=PracticeResult,
        does=done,
    ),
    Operation(
        name="practice.show",
        method=Method.GET,
        path="/practice/{case}",
        may=TEAM,
        takes=Named,
        gives=PracticeResult,
        does=show,
    ),
    Operation(
        name="practice.rate",
        method=Method.GET,
        path="/practice",
        may=TEAM,
        takes=Nothing,
        gives=Figures,
        does=figures,
    ),
)
