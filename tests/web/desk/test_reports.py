"""Reports on their page: listed with their state, and answered to whoever holds the receipt."""

from io import BytesIO

from tests.builders import NOON, DeskOfStories
from tests.web.desk.visitor import HOSTILE, is_inert, visitor
from tocsin.stages.desk import Desk
from tocsin.stages.public_report import Received, reply, submit
from tocsin.stages.reception import receive
from tocsin.stages.report import get
from tocsin.stages.understanding import Offer
from tocsin.vocab.case import Report
from tocsin.vocab.public_report import About, PublicReport


def a_report(desk: Desk) -> Report:
    """A report that came in as a mail; its subject is hostile."""
    subject = HOSTILE.replace("\u202e", "=?utf-8?b?4oCu?= ").replace("\u200b", "")
    mail = f"From: a@reporter.example\r\nSubject: {subject}\r\n\r\nYour agent read my mail.\r\n".encode()
    receive(desk, [Offer(name="mail.eml", size_bytes=len(mail), open=lambda: BytesIO(mail))])
    (found,) = desk.index.all("report")
    assert isinstance(found, Report)
    return found


def test_a_report_is_listed_and_its_reporter_is_answered(story: DeskOfStories, server: str) -> None:
    report = a_report(story.desk)
    browser = visitor(story, server)
    page = browser.get("/reports").text
    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert "received" in page
    chosen = browser.get(f"/reports?report={report.id}").text
    assert "Nobody has looked at it yet" in chosen
    assert browser.send(f"/reports/{report.id}/answer", state="declined").status_code == 400  # a no without a reason
    browser.get(f"/reports?report={report.id}")
    assert browser.send(f"/reports/{report.id}/answer", state="accepted", note="").status_code == 303
    kept = story.desk.index.get("report", report.id)
    assert isinstance(kept, Report)
    assert kept.state == "accepted"
    assert report.id in browser.get("/reports?state=accepted").text
    assert "No report stands so" in browser.get("/reports?state=received").text


def test_no_report_is_no_empty_table(story: DeskOfStories, server: str) -> None:
    page = visitor(story, server).get("/reports").text
    assert "No report came in yet" in page
    assert "<table" not in page


def test_who_may_not_answers_nobody(story: DeskOfStories, server: str) -> None:
    report = a_report(story.desk)
    auditor, path = visitor(story, server, "auditor"), f"/reports/{report.id}/answer"
    assert path not in auditor.get(f"/reports?report={report.id}").text
    typed = {"state": "accepted", "csrf": auditor.hidden("/theme")["csrf"]}
    assert auditor.client.post(path, data=typed).status_code == 403
    assert visitor(story, server).client.post(path, data=typed).status_code == 403
    assert visitor(story, server, "admin").get("/reports").status_code == 403


def test_a_report_through_the_public_form_is_new_work_and_its_reporter_is_asked(
    story: DeskOfStories, server: str
) -> None:
    told = PublicReport(submission="", received_at=NOON, about=About.HAPPENED, account=HOSTILE)
    found = submit(story.desk, told, [], name=HOSTILE, contact="robin@example.org")
    assert isinstance(found, Received)
    case = get(story.desk, found.report).case
    browser, came = visitor(story, server), "came through the public form"
    for path in ("/", f"/cases/{case}", f"/reports?report={found.report}"):
        page = browser.get(path).text
        assert came in page, path
        assert is_inert(page), path
    assert "1 report" in browser.get("/").text
    assert "the public form" in browser.get("/cases").text
    assert "robin@example.org" in browser.get(f"/reports?report={found.report}").text
    assert (
        browser.send(f"/reports/{found.report}/answer", state="needs_information", note="Which day?").status_code == 303
    )
    reply(story.desk, found.receipt, f"On Monday. {HOSTILE}")
    chosen = browser.get(f"/reports?report={found.report}").text
    assert all(words in chosen for words in ("Which day?", "On Monday.", "They answered"))
    assert is_inert(chosen)
    assert "They answered what they were asked." in browser.get(f"/cases/{case}").text
