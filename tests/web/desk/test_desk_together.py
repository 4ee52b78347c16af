"""Several people, small screens and no script: nothing that somebody typed is lost, and the work goes on."""

from playwright.sync_api import Browser, expect

from tests.builders import an_item
from tests.shares import Stage
from tests.web.chromium import OF_THE_LOOK, PHONE, window
from tests.web.hands import Mouse
from tests.web.route import PARTY, Route
from tests.web.scene import running
from tocsin.stages.outcome import account_of
from tocsin.stages.page import issue_link
from tocsin.stages.share import find
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.sharing import Share

WORDS = "The agent's outbox holds the mail; I have read it twice."


def _ready(stage: Stage) -> Share:
    """A share that waits for somebody's approval."""
    stage.marked()
    stage.cleaned()
    return stage.proposed(stage.party(PARTY, "isac", address=stage.folder("isac")))


def test_of_two_at_one_case_the_second_is_told_and_loses_nothing_typed(stage: Stage, chromium: Browser) -> None:
    path = f"/cases/{stage.case.id}/triage"
    with (
        running(stage.desk) as base,
        window(chromium, base, stage.desk) as one,
        window(chromium, base, stage.desk) as two,
    ):
        slow, quick = Mouse(one), Mouse(two)
        slow.go(path)
        slow.tick("potential", "Is integrity jeopardised")
        slow.write("Why do you say so?", WORDS)
        quick.go(path)
        quick.tick("actual", "Is confidentiality jeopardised")
        quick.press("Record these answers")
        slow.press("Record these answers")
        said = one.page.locator("main")
        expect(said).to_contain_text("Somebody was faster")
        expect(said).to_contain_text(WORDS)
        assert one.barriers() == []
        slow.press("Look at it as it is now")
        expect(slow.field("Why do you say so?")).to_have_value(WORDS)
        expect(slow.choice("potential", "Is integrity jeopardised")).to_be_checked()
        slow.press("Record these answers")
        expect(one.page.locator("main")).to_contain_text("Recorded.")
    facts = stage.now().facts
    assert (facts["confidentiality"].value, facts["integrity"].value) == ("actual", "potential")


def test_a_draft_comes_back_after_the_window_was_left_and_goes_once_it_was_sent(
    stage: Stage, chromium: Browser
) -> None:
    path = f"/cases/{stage.case.id}/triage"
    with running(stage.desk) as base, window(chromium, base, stage.desk) as seen:
        hands = Mouse(seen)
        hands.go(path)
        hands.write("Why do you say so?", WORDS)
        hands.go("/cases")
        hands.go(path)
        expect(hands.field("Why do you say so?")).to_have_value(WORDS)
        expect(seen.page.get_by_text("Brought back from a draft in this browser.")).to_be_visible()
        hands.tick("actual", "Is confidentiality jeopardised")
        hands.press("Record these answers")
        expect(hands.field("Why do you say so?")).to_have_value("")
        hands.go(path)
        expect(hands.field("Why do you say so?")).to_have_value("")


def test_what_was_begun_to_be_typed_leads_on_from_the_case_and_from_home(stage: Stage, chromium: Browser) -> None:
    stage.marked()
    stage.cleaned()
    share = stage.delivered(stage.party(PARTY, "isac", address=stage.folder("isac")))
    with running(stage.desk) as base, window(chromium, base, stage.desk) as seen:
        hands, way = Mouse(seen), "Go on with the correction that you began to write"
        hands.go(f"/cases/{stage.case.id}")
        assert not seen.page.get_by_text("Typed in this browser and not sent").is_visible()
        hands.go(f"/shares/{share.id}")
        hands.write("What was wrong?", WORDS)
        for path in (f"/cases/{stage.case.id}", f"/cases/{stage.case.id}/walk", "/"):
            hands.go(path)
            hands.follow(way)
            assert seen.path == f"/shares/{share.id}#correct"
            expect(hands.field("What was wrong?")).to_have_value(WORDS)
        hands.write("What was wrong?", "")
        hands.go("/")
        assert not seen.page.get_by_text(way).is_visible()


def test_all_values_of_a_kind_are_ticked_at_once(stage: Stage, chromium: Browser) -> None:
    stage.marked()
    an_item(stage.desk, stage.now(), b"exfil-drop[.]top and bad-actor[.]top")
    with running(stage.desk) as base, window(chromium, base, stage.desk) as seen:
        hands = Mouse(seen)
        hands.go(f"/cases/{stage.case.id}/clean")
        hands.tick("All of this kind")
        boxes = seen.page.locator("[data-takes-one]")
        assert [one.is_checked() for one in boxes.all()] == [True, True]
        boxes.first.uncheck()
        expect(hands.choice("All of this kind")).not_to_be_checked()
        assert seen.barriers() == []


def test_without_script_going_back_brings_back_what_was_typed(stage: Stage, chromium: Browser) -> None:
    path = f"/cases/{stage.case.id}/clean"
    with running(stage.desk) as base, window(chromium, base, stage.desk, script=False) as plain:
        hands = Mouse(plain)
        hands.go(path)
        hands.write("Take out these words", WORDS)
        hands.press("Make the clean copy")
        expect(plain.page.locator("main")).to_contain_text("is not marked")
        hands.press("Go back")
        assert plain.path == path
        expect(hands.field("Take out these words")).to_have_value(WORDS)


def test_an_approver_approves_on_a_telephone(stage: Stage, chromium: Browser) -> None:
    share = _ready(stage)
    mira = stage.team()
    with running(stage.desk) as base, window(chromium, base, mira, width=PHONE) as phone:
        route = Route(desk=mira, hands=Mouse(phone))
        phone.go(f"/shares/{share.id}")
        assert phone.too_wide(PHONE) == []
        assert phone.barriers(*OF_THE_LOOK) == []
        route.approve(f"/shares/{share.id}")


def test_without_script_somebody_reads_and_approves(stage: Stage, chromium: Browser) -> None:
    share = _ready(stage)
    mira = stage.team()
    with running(stage.desk) as base, window(chromium, base, mira, script=False) as plain:
        Mouse(plain).go(f"/cases/{stage.case.id}")
        expect(plain.page.locator("main")).to_contain_text(stage.case.id)
        route = Route(desk=mira, hands=Mouse(plain))
        route.approve(f"/shares/{share.id}")


def test_without_script_a_recipient_reads_and_acknowledges(stage: Stage, chromium: Browser) -> None:
    stage.marked()
    stage.cleaned()
    vendor = stage.party("Gateway Vendor", "vendor", RoadKind.PAGE, "psirt@vendor.example")
    share = stage.proposed(vendor)
    stage.approved(share, stage.team())
    (delivery,) = stage.sent(share)
    stage.arrived(delivery)
    link = issue_link(stage.desk, delivery)
    with running(stage.desk) as base, window(chromium, base, script=False, width=PHONE) as theirs:
        hands = Mouse(theirs)
        hands.go(link.path)
        expect(theirs.page.locator("main")).to_contain_text("The page told the agent to send its context")
        assert theirs.too_wide(PHONE) == []
        hands.tick("We have read it")
        hands.press("Review the answer")
        hands.press("Send the answer")
        expect(theirs.page.locator("main")).to_contain_text("Your answer was recorded")
    assert [one.kind for one in account_of(stage.desk, find(stage.desk, share.id)).feedback] == ["acknowledged"]
