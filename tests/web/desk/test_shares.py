"""A share on its pages: proposed, looked at from the bytes, approved by digest, sent, corrected."""

import re
from hashlib import sha256

from tests.builders import DeskOfStories
from tests.shares import CIRCLE_FACTS, VICTIM, Stage
from tests.web.browser import Browser
from tests.web.desk.visitor import HOSTILE, is_inert, visitor
from tocsin.stages.fields import Filled, fill
from tocsin.vocab.sharing import Share
from tocsin.web.desk.shares import MANY_CUTS


def prepared(story: DeskOfStories) -> tuple[Stage, str]:
    """A case with a clean copy, and a party to tell."""
    stage = Stage(story)
    stage.marked()
    stage.cleaned()
    return stage, stage.party("Vendor", "vendor", address=stage.folder("vendor"))


def proposed(stage: Stage, browser: Browser, party: str) -> str:
    """A share that was proposed on the page, with its facts."""
    path = f"/cases/{stage.case.id}/shares/new"
    browser.get(path)
    answer = browser.send(path, recipient=party, title=HOSTILE, ask="Do you run it?", answer_by="2027-01-01")
    assert answer.status_code == 303, answer.text
    where = answer.headers["location"].split("?")[0]
    browser.get(where)
    said = {f"point.{point}": value for point, value in CIRCLE_FACTS.items()}
    assert browser.send(f"{where}/facts", **said).status_code == 303
    return where


def test_a_share_goes_its_way_on_pages(story: DeskOfStories, server: str) -> None:
    stage, party = prepared(story)
    browser = visitor(story, server)
    where = proposed(stage, browser, party)
    page = browser.get(where).text
    assert "may not have it now" in page
    assert VICTIM not in page.split('<section class="outside"')[1].split("</section>")[0]
    second = visitor(story, server, "approver")
    assert "Here that is <strong>" in browser.get(where).text
    assert f'action="{where}/approve"' in second.get(where).text
    assert f'action="{where}/approve"' not in browser.get(where).text  # not to whoever proposed it
    digest = re.search(r"<code>([0-9a-f]{64})</code>", second.get(where).text.split('id="decide"')[1])
    assert digest is not None
    wrong = second.send(f"{where}/approve", digest="0" * 8)
    assert wrong.status_code in {400, 409}
    second.get(where)
    assert second.send(f"{where}/approve", digest=digest[1][:8]).status_code == 303
    assert "You approved exactly this" in second.get(where).text
    spared = browser.get(f"{where}?ticked=party-other").text.split('id="send"')[1].split("</form>")[0]
    assert f'value="{party}" checked' not in spared  # who was spared before an error is spared behind it
    ready = browser.get(where).text
    assert f'value="{party}" checked' in ready
    assert 'class="do">Send to 1 recipient' in ready
    assert ready.count('class="button do"') == 1  # the same action, at the top
    answer = browser.send(f"{where}/send", recipient=party)
    assert answer.headers["location"].startswith("/outbox?share=")
    share = story.desk.index.get("share", where.rsplit("/", 1)[1])
    assert isinstance(share, Share)
    assert share.state == "sending"
    sent = browser.get(where).text
    assert f'href="/outbox/{next(iter(share.deliveries))}"' in sent
    assert "next round" in sent.split('id="came"')[1]


def test_what_is_shown_is_what_is_downloaded(story: DeskOfStories, server: str) -> None:
    stage, party = prepared(story)
    browser = visitor(story, server)
    where = proposed(stage, browser, party)
    page = browser.get(f"{where}?to={party}").text
    assert "What still shows" in page
    assert "VICTIM: 1 different, in" in page
    shown = re.search(r"SHA-256 <code>([0-9a-f]{64})</code>", page)
    got = browser.get(f"{where}/documents/{party}")
    assert shown is not None
    assert sha256(got.content).hexdigest() == shown[1]
    assert got.headers["content-disposition"].startswith("attachment")


def test_an_approver_proposes_nothing_and_an_auditor_decides_nothing(story: DeskOfStories, server: str) -> None:
    stage, party = prepared(story)
    where = proposed(stage, visitor(story, server), party)
    approver, auditor = visitor(story, server, "approver"), visitor(story, server, "auditor")
    assert "Facts of the decision" not in approver.get(where).text
    assert approver.client.post(f"{where}/facts", data=approver.hidden("/theme")).status_code == 403
    assert "Approve exactly this" not in auditor.get(where).text
    for step in ("approve", "refuse", "send"):
        assert auditor.client.post(f"{where}/{step}", data=auditor.hidden("/theme")).status_code == 403, step


def test_somebody_refuses_with_words(story: DeskOfStories, server: str) -> None:
    stage, party = prepared(story)
    where = proposed(stage, visitor(story, server), party)
    second = visitor(story, server, "approver")
    second.get(where)
    assert second.send(f"{where}/refuse", because=HOSTILE, recipient=party).status_code == 303
    assert is_inert(second.get(where).text)


def test_a_share_is_listed_and_dropped(story: DeskOfStories, server: str) -> None:
    stage, party = prepared(story)
    browser = visitor(story, server)
    where = proposed(stage, browser, party)
    assert where in browser.get("/shares").text
    assert where in browser.get(f"/cases/{stage.case.id}/shares").text
    browser.get(where)
    assert browser.send(f"{where}/drop", reason="not_needed", because="told by voice").status_code == 303
    assert where in browser.get("/shares?state=dropped").text


def test_a_desk_without_parties_says_what_to_do(story: DeskOfStories, server: str) -> None:
    stage = Stage(story)
    page = visitor(story, server).get(f"/cases/{stage.case.id}/shares/new")
    assert "No party is declared yet" in page.text


def test_each_recipient_is_given_its_part_on_the_page(story: DeskOfStories, server: str) -> None:
    stage, party = prepared(story)
    browser = visitor(story, server)
    where = proposed(stage, browser, party)
    page = browser.get(where).text
    assert "Proposed: prompt, who makes what was hit needs the prompt to mend it." in " ".join(page.split())
    answer = browser.send(f"{where}/cuts", **{f"cut.{party}": "class", "because": "enough"})
    assert answer.status_code == 303, answer.text
    page = browser.get(where).text
    assert "<strong>They get:</strong> the preliminary class." in page
    assert "the account, 2 rows" in page.split("<strong>Not:</strong>")[1].split("</p>")[0]
    theirs = page.split('<section class="outside"')[1].split("</section>")[0]
    assert "poisoned" not in theirs
    auditor = visitor(story, server, "auditor")
    assert f'action="{where}/cuts"' not in auditor.get(where).text
    assert auditor.client.post(f"{where}/cuts", data={f"cut.{party}": "whole"}).status_code == 403
    browser.get(where)
    assert browser.send(f"{where}/cuts", **{f"cut.{party}": "everything"}).status_code == 400


def test_what_many_recipients_get_is_chosen_on_a_page_of_its_own(story: DeskOfStories, server: str) -> None:
    stage, party = prepared(story)
    browser = visitor(story, server)
    others = "\n".join(stage.party(f"Partner {number}", "vendor") for number in range(MANY_CUTS))
    browser.get(f"/cases/{stage.case.id}/shares/new")
    where = browser.send(f"/cases/{stage.case.id}/shares/new", recipient=party, others=others).headers["location"]
    where = where.partition("?")[0]
    page = browser.get(where).text
    assert f'href="{where}/cuts"' in page
    assert f'name="cut.{party}"' not in page
    page = browser.get(f"{where}/cuts").text
    assert f'name="cut.{party}"' in page
    assert page.count('name="cut.') == MANY_CUTS + 1
    assert browser.send(f"{where}/cuts", **{f"cut.{party}": "class", "because": "enough"}).status_code == 303
    assert visitor(story, server, "auditor").get(f"{where}/cuts").headers["location"] == where


def test_whoever_approves_and_sends_is_shown_one_thing_at_a_time(story: DeskOfStories, server: str) -> None:
    stage, party = prepared(story)
    where = proposed(stage, visitor(story, server), party)
    both = visitor(story, server, "approver", "analyst")
    page = both.get(where).text
    assert 'class="do">Approve for 1 recipient' in page
    digest = re.search(r"<code>([0-9a-f]{64})</code>", page.split('id="decide"')[1])
    assert digest is not None
    both.send(f"{where}/approve", digest=digest[1][:8])
    page = both.get(where).text
    assert 'class="do">Send to 1 recipient' in page
    assert 'class="do">Approve' not in page


def test_a_stix_document_is_shown_in_words_and_its_bytes_one_click_away(story: DeskOfStories, server: str) -> None:
    stage, party = prepared(story)
    browser = visitor(story, server)
    where = proposed(stage, browser, party)
    theirs = browser.get(f"{where}?to={party}").text.split('class="outside"')[1]
    assert "<h3>description: What happened</h3>" in theirs
    assert "object_marking_refs" not in theirs
    assert f"?to={party}&amp;as=bytes#their" in theirs
    page = browser.get(f"{where}?to={party}&as=bytes").text
    assert "&#34;object_marking_refs&#34;" in page
    assert is_inert(page)


def test_a_correction_says_what_it_changes_and_not_to_its_recipient_what_is_gone(
    story: DeskOfStories, server: str
) -> None:
    stage, _ = prepared(story)
    sent = stage.delivered(stage.party("Adopter", "adopter"), by=stage.team(), title=HOSTILE)
    stage.case = fill(stage.desk, stage.now(), [Filled(row="mitigation_detail", text="Turn it off for good.")])
    stage.cleaned()
    browser = visitor(story, server)
    browser.get(f"/shares/{sent.id}")
    made = browser.send(f"/shares/{sent.id}/correct", because=HOSTILE)
    page = browser.get(made.headers["location"]).text
    ours, theirs = page.split('id="changes"')[1].split('class="outside"')
    assert f'href="/shares/{sent.id}"' in ours
    assert re.search("<ins>[^<]*for good", ours)
    assert re.search("<del>[^<]*until the gateway is patched", ours)
    assert "What this document corrects" in theirs
    assert "until the gateway is patched" not in theirs
    assert is_inert(page)
