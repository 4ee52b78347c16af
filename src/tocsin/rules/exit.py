"""Exits: whose an event is instead of ours, or beside ours."""

from tocsin.vocab.exit import Exit, Exits
from tocsin.vocab.triage import EventClass, Facts, Verdict


def exits_for(exits: Exits, verdict: Verdict, facts: Facts) -> tuple[Exit, ...]:
    """The words to hand back: those of the class first, then of each flag; none for a plain security event."""
    of_class = (exit_ for exit_ in exits.exits if exit_.class_ is verdict.class_ and _harm_fits(exit_, facts))
    of_flags = (exit_ for exit_ in exits.exits if exit_.flag in verdict.flags)
    return (*of_class, *of_flags)


def _harm_fits(exit_: Exit, facts: Facts) -> bool:
    return exit_.class_ is not EventClass.OUT_OF_SCOPE_SAFETY or facts.noncyber_harm in exit_.harms
