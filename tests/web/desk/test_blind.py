"""A document read blind on its page: the view and the questions alone, no way round for who wrote it."""

from tests.builders import DeskOfStories
from tests.shares import VICTIM
from tests.stages.test_blind_review import Press
from tests.web.browser import Browser
from tests.web.desk.visitor import HOSTILE, SHOWN, visitor
from tocsin.stages.packaging import write_documents
from tocsin.stages.share import find


def test_a_reader_sees_the_document_and_nothing_of_ours(story: DeskOfStories, server: str) -> None:
    press = Press(story)
    path = f"/shares/{press.share.id}/blind"
    reader, author = Browser(server), visitor(story, server)
    reader.come_by_link(press.ann, press.ann.person)
    assert path in reader.get("/").text
    page = reader.get(path).text
    assert "poisoned page" in page
    assert "Who is the victim?" in page
    for ours in (VICTIM, press.case.id, "Agent of", "/documents/", "Ada"):
        assert ours not in page
    assert path in author.get(f"/shares/{press.share.id}").text

    closed = author.get(path).text
    assert "knows who it is about" in closed
    assert "<textarea" not in closed
    assert author.client.post(path, data=author.hidden("/theme") | {"victim": "x"}).status_code == 409
    auditor = visitor(story, server, "auditor")
    assert auditor.get(path).status_code == 403
    auditor.get("/ledger")
    assert auditor.client.post(path, data=auditor.hidden("/theme") | {"victim": "x"}).status_code == 403
    assert reader.client.post(path, data={"victim": "x"}).status_code == 403  # no page of ours sent it

    reader.get(path)
    answer = reader.send(path, recipient=press.list, victim=VICTIM.lower(), attack=HOSTILE)
    assert answer.status_code == 303
    after = reader.get(answer.headers["location"]).text
    assert "Blocked" in after
    assert "one reader guesses once" in after
    assert VICTIM not in after
    assert 'id="asked"' not in reader.get("/").text  # what follows is for whoever proposed it
    shown = author.get(f"/shares/{press.share.id}").text
    assert "who the victim is" in shown
    assert SHOWN not in shown
    write_documents(press.desk, find(press.desk, press.share.id))
    assert "who the victim is" in author.get(f"/shares/{press.share.id}").text
