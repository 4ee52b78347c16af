"""A list of cases as a bundle: valid, marked case by case, without anything of what is in a case."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from tocsin.formats.stix.case_list import write_list
from tocsin.vocab.case_list import CameFrom, CaseRow, CaseStanding
from tocsin.vocab.marking import TLP2_MARKING_IDS, Tlp

NOON = datetime(2026, 3, 24, 12, tzinfo=UTC)
ROW = CaseRow(
    id="case-" + "0" * 26,
    name="Agent sent mail\u202e to a stranger",
    event_class="incident",
    tlp=Tlp.AMBER,
    standing=CaseStanding.OPEN,
    opened_at=NOON,
    changed_at=NOON + timedelta(hours=1),
    acts=7,
    who="Ada",
    came_from=CameFrom.REPORT,
    evidence=2,
    shares=1,
)
ROWS = (
    ROW,
    replace(ROW, id="case-" + "1" * 26, event_class="vulnerability", tlp=Tlp.RED),
    replace(ROW, id="case-" + "2" * 26, event_class="needs_information", tlp=Tlp.CLEAR),
)


def written(*rows: CaseRow) -> list[dict[str, object]]:
    """The objects of the bundle."""
    made = json.loads(write_list(rows, org="org-a", whose="Example Org", at=NOON))
    return list(made.get("objects", []))


def test_every_case_is_an_object_with_the_label_of_its_case() -> None:
    cases = [one for one in written(*ROWS) if "external_references" in one]
    assert [one["type"] for one in cases] == ["incident", "vulnerability", "note"]
    assert [one["object_marking_refs"] for one in cases] == [[TLP2_MARKING_IDS[row.tlp]] for row in ROWS]
    assert "\u202e" not in json.dumps(cases, ensure_ascii=False)
    assert all("preliminary" in json.dumps(one) for one in cases)


def test_who_owns_the_list_bears_the_strictest_label() -> None:
    (owner,) = [one for one in written(*ROWS) if one["type"] == "identity"]
    assert owner["object_marking_refs"] == [TLP2_MARKING_IDS[Tlp.RED]]


def test_no_case_is_an_empty_bundle() -> None:
    assert written() == []


def test_judges_take_it() -> None:
    validator = pytest.importorskip("stix2validator", reason="stix2-validator is absent: the bundle is not judged")
    stix2 = pytest.importorskip("stix2", reason="the stix2 library is absent: the bundle is not judged")
    raw = write_list(ROWS, org="org-a", whose="Example Org", at=NOON).decode()
    assert len(stix2.parse(raw, allow_custom=True).objects) == len(written(*ROWS))
    assert validator.validate_string(raw, validator.ValidationOptions(version="2.1")).is_valid
