"""Which media types are taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.web.media_type import TAXII, accepts, is_content_type


@pytest.mark.parametrize("header", [None, "", " ", "*/*", TAXII, "APPLICATION/TAXII+JSON", "a/b,*/*;q=0.1"])
def test_what_is_taken(header: str | None) -> None:
    assert accepts(header)


@pytest.mark.parametrize(
    "header", ["*/*;q=0", f"{TAXII};q=0.000", "application/taxii+json;version=3", "application/taxii", ",", ";"]
)
def test_what_is_not(header: str) -> None:
    assert not accepts(header)


@given(st.text())
def test_any_text_is_answered(header: str) -> None:
    assert accepts(header) in {True, False}
    assert not is_content_type(header) or "taxii+json" in header.lower()


def test_a_body_without_a_type_is_not_taxii() -> None:
    assert not is_content_type(None)
    assert not is_content_type("*/*")
