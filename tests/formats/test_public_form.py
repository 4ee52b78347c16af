"""The public form's document: read back as an account with facts, and refused where it is anything else."""

from datetime import UTC, datetime

import msgspec
import pytest
from msgspec.structs import replace

from tocsin.formats import public_form
from tocsin.registry import recognise
from tocsin.stages.public_report import written
from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.public_report import About, PublicReport, Told
from tocsin.vocab.sample import Sample

TOLD = PublicReport(
    submission="00", received_at=datetime(2026, 3, 24, tzinfo=UTC), about=About.HAPPENED, account="It sent my mail on."
)


def sample(told: PublicReport = TOLD) -> Sample:
    """The document as the desk keeps it."""
    return Sample("public report.json", written(told))


def test_the_account_is_the_text_and_its_first_words_the_title() -> None:
    reading = public_form.read(sample())
    assert (reading.kind, reading.title, reading.text) == (ItemKind.MESSAGE, TOLD.account, TOLD.account)
    assert (reading.units, reading.understood, reading.format_version) == (1, 1, "1")
    long = public_form.read(sample(replace(TOLD, account="many words " * 40)))
    assert long.title is not None
    assert len(long.title) <= public_form.TITLE_CHARS + 2
    assert long.title.endswith(" …")


@pytest.mark.parametrize(
    ("answers", "facts"),
    [
        ({}, [("occurrence", "happened")]),
        (
            {"about": About.WEAKNESS, "used": Told.NO},
            [("occurrence", "hazard"), ("exploited_in_the_wild", "no")],
        ),
        ({"about": About.BEHAVIOUR}, [("malfunction_without_adversary", "yes")]),
        ({"about": About.UNSURE}, []),
    ],
)
def test_what_was_ticked_are_facts_and_what_is_not_known_is_none(
    answers: dict[str, object], facts: list[tuple[str, str]]
) -> None:
    reading = public_form.read(sample(replace(TOLD, **answers)))
    assert [(one.key, one.value) for one in reading.facts] == facts


def test_the_desk_knows_it_among_all_formats() -> None:
    assert recognise(sample()).NAME == "public-form"


@pytest.mark.parametrize(
    "data",
    [
        b"It sent my mail on.",
        b'{"form": "tocsin-public-report/2"}',
        b'{"form": "tocsin-public-report/1"}',
        written(TOLD).replace(b'"happened"', b'"rumoured"'),
        written(TOLD).replace(b'"harm"', b'"harms"'),
        msgspec.json.encode([TOLD]),
    ],
)
def test_what_the_form_never_writes_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        public_form.read(Sample("a.json", data))
