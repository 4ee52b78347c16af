"""What somebody typed comes back under the labels of the form, in the order of the form."""

import pytest

from tests.builders import DeskOfStories
from tests.web.desk.visitor import HOSTILE, hostile_case, is_inert, visitor
from tocsin.web.desk.typed import HIDDEN, LONG, forms, typed


@pytest.mark.parametrize(
    ("path", "sent", "said"),
    [
        (
            "/cases/case-1/block",
            {"lifts_when": "a", "csrf": "x", "until": "b", "reason": "c"},
            [("Reason", "c"), ("Until", "b"), ("What would lift it before?", "a")],
        ),
        (
            "/cases/case-1/clean",  # a form of its own page; rows have a number
            {"value.3": "a", "kind.3": "b", "remove": "c", "note": " "},
            [("Take out these words", "c"), ("Kind", "b"), ("Value", "a")],
        ),
        (
            "/cases/case-1/triage",  # where the words beside a field are no text of ours, its own name is all there is
            {"because": "a", "fact.ai_role": "b"},
            [("Why do you say so?", "a"), ("ai role", "b")],
        ),
        ("/nowhere", {"some_thing": "a"}, [("some thing", "a")]),
    ],
)
def test_the_labels_and_the_order_are_those_of_the_form(
    path: str, sent: dict[str, str], said: list[tuple[str, str]]
) -> None:
    found = typed(path, {name: [text] for name, text in sent.items()})
    if path.endswith("triage"):
        found = tuple(sorted(found, key=lambda one: one.text))
    assert [(one.label, one.text) for one in found] == said


def test_hardly_any_field_of_any_form_lacks_a_label() -> None:
    fields = [(name, label) for form in forms() for name, label in form.labels.items() if name not in HIDDEN]
    lacking = [name for name, label in fields if not label]  # those whose words are a party's name, a duty's question
    assert len(lacking) * 20 < len(fields), lacking
    assert len(forms()) > 80


def test_a_text_that_is_too_long_is_refused_by_name_and_given_back(story: DeskOfStories, server: str) -> None:
    browser = visitor(story, server)
    browser.get("/cases/new")
    answer = browser.send("/cases/new", name="n" * 2_001)
    assert answer.status_code == 413
    assert "`name` has 2,001 characters; it takes 2,000 at most" in answer.text
    assert "n" * 2_001 in answer.text
    assert story.new_acts() == []


def test_an_error_gives_all_of_it_back_and_folds_what_is_long(story: DeskOfStories, server: str) -> None:
    case, browser = hostile_case(story.desk), visitor(story, server, "counsel")
    browser.get(f"/cases/{case.id}/marking")
    long = "word " * LONG
    answer = browser.send(f"/cases/{case.id}/block", until="tomorrow", lifts_when=f"{HOSTILE} {long}", reason="other")
    assert answer.status_code == 400
    assert is_inert(answer.text)
    kept = answer.text[answer.text.index("What you typed") :]
    assert [kept.index(label) for label in ("Reason", "Until", "What would lift it before?")] == sorted(
        kept.index(label) for label in ("Reason", "Until", "What would lift it before?")
    )
    assert "<details><summary>" in kept
    assert long.strip() in kept
