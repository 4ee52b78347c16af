"""A header that dates a catalogue: nothing may be left out of it."""

import msgspec
import pytest

from tocsin.vocab.catalogue import Header

GOOD = {
    "catalogue_id": "things",
    "version": "1.0.0",
    "title": "Things",
    "issuer": "Tocsin",
    "date": "2026-11-23",
    "source": "a document",
    "read_on": "2026-11-23",
    "certainty": "design",
}


@pytest.mark.parametrize("key", GOOD)
def test_every_key_of_the_header_is_needed(key: str) -> None:
    assert msgspec.convert(GOOD, Header).verified_by == ""
    with pytest.raises(msgspec.ValidationError, match=key):
        msgspec.convert({name: value for name, value in GOOD.items() if name != key}, Header)


@pytest.mark.parametrize(
    ("key", "value"),
    [("version", "1.0"), ("certainty", "sure"), ("read_on", "yesterday"), ("title", ""), ("catalogue_id", "a b")],
)
def test_a_wrong_value_is_refused_with_its_key(key: str, value: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=key):
        msgspec.convert(GOOD | {key: value}, Header)
