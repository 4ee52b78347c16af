"""A package carries everything a document says, and nothing of the case it came from."""

from msgspec.inspect import StructType, type_info

from tocsin.vocab.case import Case
from tocsin.vocab.package import Loss, Package
from tocsin.vocab.sharing import Share


def test_a_package_knows_neither_case_nor_share() -> None:
    seen: set[object] = set()
    waiting = [Package]
    while waiting:
        info = type_info(waiting.pop())
        assert isinstance(info, StructType)
        for field in info.fields:
            text = repr(field.type)
            seen.add(text)
            assert Case.__name__ + "'" not in text
            assert f".{Share.__name__}'" not in text
    assert seen


def test_a_loss_is_no_lost_mark_unless_somebody_says_so() -> None:
    assert not Loss(what="severity", why="the format has no place for it").is_mark
