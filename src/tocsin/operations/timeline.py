"""A case over time, in three lanes."""

from tocsin.operations.case import Named
from tocsin.operations.operation import READERS, Method, Operation
from tocsin.stages.desk import Desk
from tocsin.stages.timeline import timeline
from tocsin.vocab.timeline import Timeline


def show(desk: Desk, asked: Named) -> Timeline:
    """A case over time: what happened out there, what we did, what came back; what lies close together as one."""
    return timeline(desk, desk.case(asked.case))


OPERATIONS = (
    Operation(
        name="case.timeline",
        method=Method.GET,
        path="/cases/{case}/timeline",
        may=READERS,
        takes=Named,
        gives=Timeline,
        does=show,
    ),
)
