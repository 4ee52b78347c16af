"""Several people, small screens and no script: nothing that somebody typed is lost, and the work goes on."""

from playwright.sync_api import Browser, expect

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
        slow.follow("Look at it as it is now")
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
