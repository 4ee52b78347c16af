"""What was done on a case, and what is first to be done now."""

from tocsin.web.desk.visit import Visit
from tocsin.web.texts import _


def with_next(visit: Visit, case: str, done: str) -> str:
    """A sentence on what was recorded, and the step that the case itself would ask for now."""
    steps = visit.ask("case.next", case=case)
    return _("{done} Next: {step}.").format(done=done, step=steps[0].sentence.rstrip(".")) if steps else done
