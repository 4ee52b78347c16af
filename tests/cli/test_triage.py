"""Triage by facts, without a home: one line out for every line in."""

import json
from pathlib import Path

import pytest

from tests.terminal import tocsin


def test_every_gold_class_of_the_labelled_reports(reference_data: Path) -> None:
    path = reference_data / "triage" / "dev.jsonl"
    gold = [json.loads(line) for line in path.read_text().splitlines()]
    ran = tocsin("triage", "--facts", path)
    assert ran.code == 0
    assert [(line["id"], line["class"]) for line in ran.lines] == [(one["id"], one["gold"]["class"]) for one in gold]


def test_where_the_deciding_facts_are_hidden_it_asks_for_them_first(reference_data: Path) -> None:
    path = reference_data / "triage" / "dev_incomplete.jsonl"
    gold = [json.loads(line)["gold"] for line in path.read_text().splitlines()]
    for line, expected in zip(tocsin("triage", "--facts", path).lines, gold, strict=True):
        assert line["class"] == "needs_information"
        missing = line["missing"]
        assert isinstance(missing, list)
        asked = expected["must_ask"]
        assert set(missing[: len(asked)]) == set(asked)


def test_a_bad_line_is_answered_in_its_place_and_the_run_leaves_with_two() -> None:
    good, bad = b'{"id":1,"facts":{"integrity":"actual"}}', b'{"id":3,"facts":{"integrity":"maybe"}}'
    lines = b"\n".join((good, b"not json", bad, b'{"id":4,"facts":{}}'))
    ran = tocsin("triage", "--facts", "-", stdin=lines)
    assert ran.code == 2
    assert [line["id"] for line in ran.lines] == [1, None, 3, 4]
    assert ["error" in line for line in ran.lines] == [False, True, True, False]


def test_a_file_that_is_not_there_is_bad_input(tmp_path: Path) -> None:
    assert tocsin("triage", "--facts", tmp_path / "none").code == 2


VECTOR = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"


@pytest.fixture
def case(own_home: Path) -> str:
    inner = tocsin("case", "new", "--name", "x", "--json", home=own_home).record["case"]
    assert isinstance(inner, dict)
    return str(inner["id"])


def test_a_cvss_score_keeps_its_vector_and_is_no_duty(own_home: Path, case: str) -> None:
    ran = tocsin("case", "score", "cvss", case, VECTOR, home=own_home)
    assert "9.3" in ran.out
    assert "not a duty" in ran.out
    assert tocsin("case", "score", "cvss", case, "CVSS:3.1/AV:N", home=own_home).code == 2


def test_unknown_factors_of_aivss_leave_a_range(own_home: Path, case: str) -> None:
    found = tocsin("case", "score", "aivss", case, VECTOR, "tools=1.0", "--json", home=own_home).record
    assert float(str(found["low"])) < float(str(found["high"]))
    assert tocsin("case", "score", "aivss", case, VECTOR, "tools=7", home=own_home).code == 2


def test_the_classes_are_said_to_be_preliminary_beside_the_lines(tmp_path: Path) -> None:
    (tmp_path / "facts.jsonl").write_text('{"id": "1", "facts": {}}\n')
    ran = tocsin("triage", "--facts", tmp_path / "facts.jsonl")
    assert "preliminary and is not a legal determination" in ran.err
    assert [line["id"] for line in ran.lines] == ["1"]
