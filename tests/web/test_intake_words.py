"""The words of a public report's page."""

import pytest

from tocsin.stages.report import STATES
from tocsin.web.intake_words import STANDS, contact_shown


def test_every_state_of_a_report_has_its_words() -> None:
    assert set(STANDS) == set(STATES)
    assert all(heading and sentence.endswith(".") for heading, sentence in STANDS.values())


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("mailto:a@example.org", "a@example.org"),
        ("tel:+1-555-0100", "+1-555-0100"),
        ("https://x.example/", "https://x.example/"),
    ],
)
def test_a_contact_is_shown_as_people_write_it(contact: str, shown: str) -> None:
    assert contact_shown(contact) == shown
