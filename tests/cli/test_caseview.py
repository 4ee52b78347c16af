"""A case on the terminal: the questions first, the marking in words, what comes next."""

from pathlib import Path

from tests.terminal import tocsin


def test_an_empty_case_says_what_to_do_next(own_home: Path) -> None:
    shown = tocsin("case", "new", "--name", "Agent sent mail", home=own_home).out
    order = [shown.index(word) for word in ("Agent sent mail", "class", "asked", "marking", "evidence", "next")]
    assert order == sorted(order)
    assert "TLP:RED (nobody marked it)" in shown
    assert "tocsin case classify" in shown


def test_a_former_class_stays_visible(own_home: Path) -> None:
    inner = tocsin("case", "new", "--name", "x", "--json", home=own_home).record["case"]
    assert isinstance(inner, dict)
    case = str(inner["id"])
    tocsin("case", "classify", case, "malfunction_without_adversary=yes", home=own_home)
    shown = tocsin("case", "classify", case, "exploitable_by_threat_source=yes", home=own_home).out
    assert "vulnerability" in shown
    assert "formerly product_defect" in shown


def test_a_matter_of_another_owner_names_the_owner(own_home: Path) -> None:
    inner = tocsin("case", "new", "--name", "x", "--json", home=own_home).record["case"]
    assert isinstance(inner, dict)
    none = [f"{leg}=none" for leg in ("confidentiality", "integrity", "availability")]
    no = [
        f"{fact}=no"
        for fact in (
            "exploitable_by_threat_source",
            "shares_ttp_trend_or_mitigation",
            "threat_actor_activity_observed",
        )
    ]
    words = [*none, *no, "noncyber_harm=fairness"]
    shown = tocsin("case", "classify", str(inner["id"]), *words, home=own_home).out
    assert "out_of_scope_safety" in shown
    assert "owner" in shown
