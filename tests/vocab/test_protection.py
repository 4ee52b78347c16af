"""Protection rows as values: an interval runs forward, a key stands once."""

import msgspec
import pytest

from tocsin.vocab.protection import Interval, ProtectionCatalogue

ROW: dict[str, object] = {
    "row": "2026",
    "first": "2026-01-01",
    "last": "2026-12-31",
    "state": "in_force",
    "text": "An example.",
    "source": "This test",
    "certainty": "design",
    "read_on": "2026-11-23",
}
HEADER: dict[str, object] = {
    "catalogue_id": "example",
    "version": "1.0.0",
    "title": "An example",
    "issuer": "This test",
    "date": "2026-11-23",
    "source": "This test",
    "read_on": "2026-11-23",
    "certainty": "design",
}
WHOLE: dict[str, object] = {
    "header": HEADER,
    "intervals": [ROW],
    "doors": [],
    "prongs": [{"prong": "neither", "text": "Nothing."}],
    "qualifications": [],
    "without": [],
}


def test_one_day_is_an_interval() -> None:
    assert msgspec.convert(ROW | {"last": "2026-01-01"}, Interval).state.value == "in_force"


@pytest.mark.parametrize(
    "wrong", [{"last": "2025-12-31"}, {"state": "probably"}, {"read_on": None}, {"source": ""}, {"from": "2026-01-01"}]
)
def test_a_row_that_says_nothing_certain_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(ROW | wrong, Interval)


@pytest.mark.parametrize("doubled", ["intervals", "prongs"])
def test_a_key_that_stands_twice_is_refused(doubled: str) -> None:
    rows = WHOLE[doubled]
    assert isinstance(rows, list)
    with pytest.raises(msgspec.ValidationError, match="twice"):
        msgspec.convert(WHOLE | {doubled: rows * 2}, ProtectionCatalogue)
