"""Hostile text wherever the story can put it: inert, readable, and no page is broken by it."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, expect

from tests.builders import desk_in, founded_home
from tests.hostile.signs import ALL, SIGNS, hidden_in
from tests.shares import CIRCLE_FACTS, ROWS, Stage
from tests.web.chromium import NARROWEST, Window, window
from tests.web.desk.filling import PATHS, filled, name_of
from tests.web.hands import Mouse
from tests.web.scene import running
from tocsin.stages import casework, evidence, fields, people
from tocsin.stages.desk import Desk
from tocsin.stages.feedback import Said, receive
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.desk_role import DeskRole
from tocsin.vocab.evidence import ItemKind

LONG = SIGNS["long-word"]  # a million signs without a space
WORDS = f"{ALL} {'W' * 400}"
PARTY = f"{SIGNS['script']} {SIGNS['vector-picture']} {SIGNS['picture-handler']} {SIGNS['right-to-left']} {'W' * 70}"

# Elements that only the hostile text could have made, wherever on the page: our own pictures are where they belong.
_MADE_BY_IT = (
    "document.querySelectorAll('svg:not(figure.lanes > .table > svg), img, iframe, foreignObject, script:not([src]), "
    "a[href^=javascript]').length"
)


def _text(words: str) -> bytes:
    """As a file of text; with a NUL among it a page shows its bytes."""
    return words.replace("\0", "").encode("utf-8", "surrogatepass")


def _story(stage: Stage) -> Desk:
    """Every field that a person can fill, filled by an enemy; the desk in the name of somebody called so."""
    desk = stage.desk
    stage.marked()
    described = evidence.Described(kind=ItemKind.SYSTEM_PROMPT, name=WORDS, source=WORDS, note=WORDS)
    evidence.keep(desk, stage.now(), described, BytesIO(_text(f"{WORDS}\n{LONG}")))
    said = {row: f"{text} {WORDS}" for row, text in ROWS.items()}
    fields.fill(desk, stage.now(), [fields.Filled(row=row, text=text) for row, text in said.items()])
    casework.add_open_item(desk, stage.now(), what=WORDS, closes_when=WORDS, check_on="2026-04-01")
    stage.cleaned(note=WORDS)
    party = stage.party(PARTY, "isac", RoadKind.PAGE, "desk@isac.example")
    share = stage.proposed(party, facts=CIRCLE_FACTS, title=WORDS, ask=WORDS)
    stage.approved(share, stage.team(), because=WORDS)
    stage.arrived(*stage.sent(share))
    receive(desk, share, Said(party=party, kind="question", text=WORDS))
    somebody = people.add(desk, WORDS, address=WORDS, roles=tuple(DeskRole))
    return replace(desk, person=somebody.id)


@pytest.fixture(scope="module")
def seen(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Window]]:
    """Somebody's narrow screen at the desk of that story."""
    with desk_in(founded_home(tmp_path_factory.mktemp("hostile"))) as story:
        desk = _story(Stage(story, name=WORDS))
        with running(desk) as base, window(chromium, base, desk, width=NARROWEST) as made:
            yield desk, made


@pytest.mark.parametrize("pattern", PATHS)
def test_hostile_text_is_shown_and_does_nothing(seen: tuple[Desk, Window], pattern: str) -> None:
    desk, shown = seen
    path = filled(desk, pattern)
    answer = shown.page.request.get(shown.base + path)
    if "attachment" in answer.headers.get("content-disposition", ""):
        return
    source = answer.text()
    assert hidden_in(source) == set()
    assert "<script>alert" not in source
    shown.faults.clear()
    assert shown.go(path) == 200
    shown.picture(f"hostile_{name_of(pattern)}")
    assert shown.page.evaluate(_MADE_BY_IT) == 0
    assert shown.too_wide(NARROWEST) == []
    expect(shown.page.locator("h1")).to_be_visible()
    expect(shown.page.locator("footer.foot")).to_contain_text("Keyboard map")
    assert shown.faults == []


def test_hostile_content_is_opened_and_does_nothing(seen: tuple[Desk, Window]) -> None:
    desk, shown = seen
    hands = Mouse(shown)
    hands.go(filled(desk, "/evidence/{item}"))
    hands.press("Show it as text")
    inside = shown.page.locator("main pre")
    expect(inside).to_contain_text("<script>alert(1)</script>")
    expect(inside).to_contain_text("invoice⟨U+202E⟩gnp.exe")
    assert shown.too_wide(NARROWEST) == []
    assert shown.faults == []


def test_hostile_text_comes_back_as_it_was_typed(seen: tuple[Desk, Window]) -> None:
    _, shown = seen
    hands = Mouse(shown)
    hands.go("/cases/new")
    hands.write("Name", PARTY)
    hands.press("Open the case")
    expect(shown.page.locator("h1")).to_contain_text('"><img src=x onerror=alert(1)>')
    expect(shown.page.locator("h1")).to_contain_text("invoice⟨U+202E⟩gnp.exe")
    assert shown.page.evaluate(_MADE_BY_IT) == 0
    assert shown.faults == []
