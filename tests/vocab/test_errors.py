"""Every fault says whose it is, has a code of its own, and one thing to do next."""

import pytest

from tocsin.vocab import errors
from tocsin.vocab.errors import ActNotAllowed, BadInput, ChangedMeanwhile, TocsinError, TooMuch

CLASSES = [type_ for type_ in vars(errors).values() if isinstance(type_, type) and issubclass(type_, TocsinError)]


def test_every_class_has_a_code_of_its_own() -> None:
    codes = [type_.code for type_ in CLASSES]
    assert len(CLASSES) >= 8
    assert len(set(codes)) == len(codes)
    assert all(code.replace("_", "").isalpha() and code.islower() for code in codes)


@pytest.mark.parametrize("type_", CLASSES)
def test_a_fault_always_has_a_hint(type_: type[TocsinError]) -> None:
    assert type_("what happened").hint == type_.default_hint
    assert len(type_.default_hint) > 10
    assert type_("what happened", hint="do this").hint == "do this"
    assert str(type_("what happened")) == "what happened"


def test_too_much_is_bad_input_and_a_lost_race_is_not_allowed() -> None:
    assert issubclass(TooMuch, BadInput)
    assert issubclass(ChangedMeanwhile, ActNotAllowed)
    assert not issubclass(ActNotAllowed, BadInput)
