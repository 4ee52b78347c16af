"""Decision tables: listed, shown, walked, asked, and kept only where they are whole."""

import json

import pytest

from tests.asking import ask
from tocsin.stages.desk import Desk
from tocsin.vocab.errors import BadInput

EXAMPLE = {"SIG": "active", "REACH": "ecosystem", "ACT": "prevent", "EXPO": "recoverable", "HAZ": "partial"}


def test_every_table_is_listed_and_the_shipped_ones_are_whole(desk: Desk) -> None:
    listed = ask(desk, "policy.list")
    assert {"release", "approvals", "when"} <= {one["name"] for one in listed}
    checked = ask(desk, "policy.check")
    assert [one["name"] for one in checked] == [one["name"] for one in listed]
    assert all(one["flaws"] == [] for one in checked)
    assert [one["name"] for one in ask(desk, "policy.check", table="release")] == ["release"]


def test_a_table_is_shown_and_given_as_its_document(desk: Desk) -> None:
    shown = ask(desk, "policy.show", table="release")
    document = json.loads(ask(desk, "policy.document", table="release"))
    assert [point["key"] for point in shown["points"]] == list(EXAMPLE | {"FIX": ""})
    assert (document["key"], document["version"]) == (shown["key"], shown["version"])
    with pytest.raises(BadInput, match="no table"):
        ask(desk, "policy.show", table="nothing")


def test_a_table_says_what_it_advises_and_asks_for_what_is_open(desk: Desk) -> None:
    known = ask(desk, "policy.explain", facts=EXAMPLE | {"FIX": "mitigation"})
    assert (known["outcome"], bool(known["flips"])) == ("CIRCLE", True)
    unknown = ask(desk, "policy.explain", facts={"SIG": "active"})
    assert unknown["outcome"] is None
    assert unknown["asks"]
    with pytest.raises(BadInput):
        ask(desk, "policy.explain", facts={"SIG": "loud"})


def test_a_whole_table_is_kept_and_one_with_a_flaw_is_a_considered_no(desk: Desk) -> None:
    document = json.loads(ask(desk, "policy.document", table="release"))
    document["version"] = "9.0.0"
    whole = json.dumps(document).encode()
    taken = ask(desk, "policy.import", whole, name="ours")
    assert (taken["name"], taken["flaws"]) == ("ours", [])
    assert ask(desk, "policy.show", table="ours")["version"] == "9.0.0"
    document["version"] = "9.1.0"
    document["mapping"] = document["mapping"][1:]
    holed = json.dumps(document).encode()
    assert ask(desk, "policy.check-file", holed, name="holed.json")["flaws"]
    refused = ask(desk, "policy.import", holed, name="ours")
    assert refused["flaws"]
    assert refused["path"] == ""
    assert ask(desk, "policy.show", table="ours")["version"] == "9.0.0"
