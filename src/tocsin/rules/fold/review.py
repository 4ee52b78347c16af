"""How what was said of values adds up on a case."""

from msgspec.structs import replace

from tocsin.vocab.acts.review import ValuesJudged
from tocsin.vocab.case import Case


def after_verdict(act: ValuesJudged, now: Case) -> Case:
    """The sheets that have to be read, oldest first; a whole one stands for all before it."""
    before = () if act.whole else now.verdicts
    return replace(now, verdicts=(*before, act.sheet))
