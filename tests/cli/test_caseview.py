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


def test_what_was_said_stands_beside_it_in_short_with_the_way_to_all_of_it(own_home: Path) -> None:
    inner = tocsin("case", "new", "--name", "x", "--json", home=own_home).record["case"]
    assert isinstance(inner, dict)
    case = str(inner["id"])
    assert "what was said" not in tocsin("case", "show", case, home=own_home).out
    tocsin("case", "classify", case, "integrity=actual", "--because", "a mail went out " * 20, home=own_home)
    tocsin("case", "mark", case, "amber", home=own_home)
    tocsin("case", "mark", case, "green", "--permission", "the author, by telephone", home=own_home)
    tocsin("case", "block", case, "--until", "2099-01-01", "--lifts-when", "counsel read it", home=own_home)
    tocsin("evidence", "hold", "--case", case, "--reason", "litigation", "--because", "letter of Monday", home=own_home)
    tocsin("case", "fill", case, "plain_account=It obeyed a web page.", home=own_home)
    shown = tocsin("case", "show", case, home=own_home).out
    order = [
        *("integrity", "actual", "a mail went out a mail", "…"),
        *("own permitted it: the author, by telephone", "lifted when counsel read it", "because letter of Monday"),
        f"tocsin case log {case[:13]}",
    ]
    places = [shown.index(word) for word in order]
    assert places == sorted(places)
    words = tocsin("case", "show", case, "--json", home=own_home).record["words"]
    assert isinstance(words, dict)
    assert words["facts"]["integrity"].count("a mail went out") == 20
    assert words["rows"] == {"plain_account": "It obeyed a web page."}


def test_few_steps_of_each_sort_are_shown_and_the_rest_is_counted(own_home: Path) -> None:
    shown = tocsin("case", "new", "--name", "x", home=own_home).out.partition("\nnext\n")[2]
    assert shown.count("tocsin case classify") == 2
    assert shown.count("tocsin record link") == 2
    assert "more of these sorts" in shown


def test_one_of_a_thing_is_said_as_one(own_home: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It mailed a stranger.")
    shown = tocsin("add", tmp_path / "a.txt", "--name", "x", home=own_home).out
    assert "1 object understood inside" in shown
    assert "1 act\n" in tocsin("case", "new", "--name", "x", home=own_home).out


def test_a_closed_case_says_so_and_what_may_follow(own_home: Path) -> None:
    tocsin("case", "new", "--name", "Nothing came of it", home=own_home)
    tocsin("case", "close", "Nothing", "--summary", "a test", home=own_home)
    shown = tocsin("case", "show", "Nothing", home=own_home).out
    assert "\nclosed   20" in shown
    assert "tocsin case classify" not in shown
