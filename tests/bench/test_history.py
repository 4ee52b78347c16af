"""A made-up history is one that the desk takes, and that verifies."""

from collections import Counter
from pathlib import Path

from tocsin.bench.history import History
from tocsin.stages.ledger import verify
from tocsin.vocab.act import read_leaf
from tocsin.wiring import open_desk
from tocsin.wiring.founding import make_home


def test_what_it_makes_is_recorded_and_verifies(tmp_path: Path) -> None:
    make_home(tmp_path / "home", person="Ada")
    with open_desk(tmp_path / "home") as desk:
        history = History(desk)
        for number in (1, 60, 39):
            desk.log.append(history.append(number))
        assert verify(desk).findings == ()
        assert desk.case(history.stream).size == history.size == 100
        acts = Counter(type(read_leaf(entry.leaf).act).__name__ for entry in desk.log.stream(history.stream))
    assert acts["CaseOpened"] == 1
    assert acts["FactAnswered"] > acts["ItemKept"] > 5


def test_it_goes_on_from_a_case_that_is_there(tmp_path: Path) -> None:
    make_home(tmp_path / "home", person="Ada")
    with open_desk(tmp_path / "home") as desk:
        first = History(desk)
        desk.log.append(first.append(5))
        more = History(desk, desk.case(first.stream))
        desk.log.append(more.append(20))
        case = desk.case(first.stream)
        assert verify(desk).findings == ()
        assert case.size == 25
