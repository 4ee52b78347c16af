"""Privilege by type: the wrong wrapper around a thing cannot be made, by any road."""

import msgspec
import pytest

from tocsin.vocab.marking import Caveat, Marking, Tlp
from tocsin.vocab.ports import Compartment
from tocsin.vocab.privilege import Candidate, Privileged, Shareable, is_privileged

ORDINARY = Candidate(
    item="item-" + "0" * 26, content="0" * 64, compartment=Compartment.ORDINARY, marking=Marking(tlp=Tlp.GREEN)
)
BY_COMPARTMENT = msgspec.structs.replace(ORDINARY, compartment=Compartment.PRIVILEGED)
BY_CAVEAT = msgspec.structs.replace(ORDINARY, marking=Marking(tlp=Tlp.CLEAR, caveats=(Caveat.PRIVILEGED,)))


@pytest.mark.parametrize("candidate", [BY_COMPARTMENT, BY_CAVEAT])
def test_privileged_material_is_never_shareable(candidate: Candidate) -> None:
    assert is_privileged(candidate)
    assert Privileged(candidate=candidate).candidate is candidate
    with pytest.raises(ValueError, match="never be an input"):
        Shareable(candidate=candidate)
    with pytest.raises(ValueError, match="never be an input"):
        msgspec.structs.replace(Shareable(candidate=ORDINARY), candidate=candidate)
    with pytest.raises(msgspec.ValidationError, match="never be an input"):
        msgspec.convert({"candidate": msgspec.to_builtins(candidate)}, Shareable)


def test_ordinary_material_is_not_hidden_behind_privilege() -> None:
    assert Shareable(candidate=ORDINARY).candidate is ORDINARY
    with pytest.raises(ValueError, match="neither"):
        Privileged(candidate=ORDINARY)


def test_neither_wrapper_is_the_other() -> None:
    assert not issubclass(Privileged, Shareable)
    assert not issubclass(Shareable, Privileged)
