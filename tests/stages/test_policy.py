"""Tables of a home: listed, checked, asked and taken in, each for what it is."""

import json
from pathlib import Path

import pytest

from tests.tables import EXAMPLE, document, shipped_bytes
from tocsin.stages.policy import check_document, check_tables, explain, find, tables, take_in
from tocsin.store.tables import load_tables
from tocsin.vocab.errors import BadInput
from tocsin.vocab.judgement import Check


def house_release(version: str = "1.1.0", first: str = "HOLD") -> bytes:
    """The shipped release table of a later version, its first row as given."""
    made = json.loads(shipped_bytes("release")) | {"version": version}
    made["mapping"][0][made["outcome"]] = first
    return json.dumps(made).encode()


def plain(version: str = "1.0.0") -> bytes:
    return json.dumps(document([2, 2], 2, [0, 0, 0, 1], "MINE") | {"version": version}).encode()


def names(home: Path | None) -> list[str]:
    return [listed.name for listed in tables(home)]


def test_the_list_counts_what_each_table_answers() -> None:
    (release,) = (listed for listed in tables(None) if listed.name == "release")
    assert (release.rows, release.own, release.points) == (729, False, tuple(EXAMPLE))
    assert dict(release.outcomes) == {"HOLD": 243, "COORDINATOR": 234, "CIRCLE": 168, "COMMUNITY": 50, "PUBLIC": 34}


@pytest.mark.parametrize(
    "word", ["release", "DT_RELEASE", "dt_release", "x_invalid.tocsin#ai-sharing:DT_RELEASE:1.0.0"]
)
def test_a_table_is_found_by_name_key_or_id(word: str) -> None:
    assert find(None, word).name == "release"


def test_what_is_no_table_here_is_told_with_those_that_are() -> None:
    with pytest.raises(BadInput, match="no table 'ours'") as caught:
        find(None, "ours")
    assert "approvals, release, when" in caught.value.hint


def test_a_key_of_two_tables_is_told(tmp_path: Path) -> None:
    take_in(tmp_path, house_release(), "release")
    assert find(tmp_path, "release").table.version == "1.1.0"
    with pytest.raises(BadInput, match="key of several"):
        find(tmp_path, "DT_RELEASE")


def test_every_table_is_walked_and_one_alone_where_it_is_named() -> None:
    assert [(one.name, one.combinations, one.flaws) for one in check_tables(None)] == [
        ("approvals", 4, ()),
        ("release", 729, ()),
        ("when", 81, ()),
    ]
    assert [one.name for one in check_tables(None, "when")] == ["when"]


def test_a_document_is_walked_without_being_taken_in() -> None:
    assert check_document(plain(), "a.json").flaws == ()
    (flaw,) = check_document(house_release(first="PUBLIC"), "a.json").flaws[:1]
    assert flaw.check is Check.MONOTONE


def test_an_explanation_is_advice_and_carries_the_flips() -> None:
    found = explain(None, "release", EXAMPLE)
    assert (found.layer, found.outcome, found.possible, found.row, found.rows) == (
        "advice",
        "CIRCLE",
        ("CIRCLE",),
        716,
        729,
    )
    assert found.facts == EXAMPLE
    assert {"REACH": "ecosystem", "ACT": "prevent", "EXPO": "recoverable"} in found.reasons
    assert len(found.flips) == 3
    assert found.means == "To trusted organisations, each by name."


def test_with_open_facts_there_is_an_outcome_only_where_one_is_left() -> None:
    found = explain(None, "release", {"SIG": "active"})
    assert (found.outcome, found.row, found.flips, found.means) == (None, None, (), "")
    assert found.asks
    found = explain(None, "release", {"SIG": "none", "EXPO": "identifies"})
    assert (found.outcome, found.row, found.asks) == ("HOLD", None, ())


def test_the_table_of_approvals_is_no_advice() -> None:
    assert explain(None, "approvals", {"AUDIENCE": "PUBLIC"}).layer == "approvals"


def test_a_table_of_the_house_that_is_not_whole_is_never_asked(tmp_path: Path) -> None:
    folder = tmp_path / "catalogues" / "tables"
    folder.mkdir(parents=True)
    (folder / "release.json").write_bytes(house_release(first="PUBLIC"))
    with pytest.raises(BadInput, match="fails: T3"):
        explain(tmp_path, "release", EXAMPLE)
    (one,) = check_tables(tmp_path, "release")
    assert {flaw.check for flaw in one.flaws} == {Check.MONOTONE}


def test_a_table_taken_in_is_used_from_then_on(tmp_path: Path) -> None:
    made = json.loads(house_release())
    for row in made["mapping"]:
        if row[made["outcome"]] == "PUBLIC":
            row[made["outcome"]] = "COMMUNITY"  # FIX then matters nowhere
    for row in made["mapping"]:
        row.pop("x_invalid.tocsin#ai-sharing:FIX:1.0.0")
    made["decision_points"].pop("x_invalid.tocsin#ai-sharing:FIX:1.0.0")
    found = take_in(tmp_path, json.dumps(made).encode(), "no matter")
    assert (found.name, found.flaws) == ("release", ())
    assert found.replaces == "x_invalid.tocsin#ai-sharing:DT_RELEASE:1.0.0"
    facts = {**EXAMPLE, "EXPO": "clean", "HAZ": "defensive"}
    facts.pop("FIX")
    assert explain(tmp_path, "release", facts).outcome == "COMMUNITY"
    assert names(tmp_path) == ["approvals", "release", "release-1.0.0", "when"]


def test_a_new_table_has_the_name_that_was_given_or_that_of_its_file(tmp_path: Path) -> None:
    assert take_in(tmp_path, plain(), "My Own Table").name == "my-own-table"
    assert take_in(tmp_path, plain("1.1.0"), "x").name == "my-own-table"
    assert take_in(tmp_path, plain("1.2.0"), "x", "other").name == "other"
    with pytest.raises(BadInput, match="no name"):
        take_in(tmp_path, plain("1.3.0"), "x", "../other")


def test_a_table_with_a_flaw_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    found = take_in(tmp_path, house_release(first="PUBLIC"), "release")
    assert {flaw.check for flaw in found.flaws} == {Check.MONOTONE}
    assert found.path == ""
    assert list(tmp_path.iterdir()) == []


def test_a_table_that_the_desk_cannot_use_is_refused_for_that_use_alone(tmp_path: Path) -> None:
    assert {flaw.check for flaw in take_in(tmp_path, plain(), "x", "release").flaws} == {Check.USE}
    assert take_in(tmp_path, plain(), "x", "mine").flaws == ()


def test_one_version_never_becomes_another_table(tmp_path: Path) -> None:
    take_in(tmp_path, plain(), "mine")
    other = json.dumps(document([2, 2], 2, [0, 1, 1, 1], "MINE")).encode()
    with pytest.raises(BadInput, match="is here already") as caught:
        take_in(tmp_path, other, "mine")
    assert "raise the version" in caught.value.hint
    with pytest.raises(BadInput, match="is here already"):
        take_in(tmp_path, house_release("1.0.0", first="HOLD").replace(b"Advice on", b"Words on"), "release")


def test_the_same_table_again_changes_nothing(tmp_path: Path) -> None:
    first = take_in(tmp_path, plain(), "mine")
    before = load_tables(tmp_path)
    again = take_in(tmp_path, plain(), "mine")
    assert (again.path, again.flaws) == (first.path, ())
    assert load_tables(tmp_path) == before
    assert take_in(tmp_path, shipped_bytes("when"), "when").path == "catalogues/tables/when.json"
    assert names(tmp_path) == ["approvals", "mine", "release", "when"]


def test_every_published_table_can_be_taken_in_and_asked(tmp_path: Path, reference_data: Path) -> None:
    for path in sorted((reference_data / "ssvc").glob("*.json")):
        if path.name.endswith(".schema.json"):
            continue
        found = take_in(tmp_path, path.read_bytes(), path.stem)
        assert found.flaws == ()
        assert Path(found.path).read_bytes() == path.read_bytes()
    assert len(names(tmp_path)) == 12
    found_active = explain(tmp_path, "cisa:DT_CO:2.0.3", {"E": "A", "TI": "T", "MWI": "H"})
    assert (found_active.outcome, found_active.idle) == ("AC", ("A",))


def test_a_whole_table_that_the_desk_cannot_use_is_not_asked_in_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "catalogues" / "tables"
    folder.mkdir(parents=True)
    (folder / "release.json").write_bytes(plain())
    with pytest.raises(BadInput, match="it asks A"):
        explain(tmp_path, "release", {"A": "v1", "B": "v1"})
