"""What a recipient page shows and takes, as stories."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories, names
from tests.web.pages import NAME, a_document, strict
from tests.web.scene import Partner, Scene, notes
from tocsin.stages.page import Answer, Opened, answer, answers_to, is_code, issue_link, open_page, payload_of, view_of
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.errors import ActNotAllowed
from tocsin.vocab.feedback import FeedbackKind
from tocsin.vocab.marking import Tlp


@pytest.fixture
def scene(story: DeskOfStories) -> Scene:
    """A desk with a case."""
    return Scene(story)


@pytest.fixture
def vendor(scene: Scene) -> Partner:
    """Somebody who reads pages."""
    return scene.partner("vendor", RoadKind.PAGE)


def opened_by(scene: Scene, path: str) -> Opened:
    """The page of a link."""
    found = open_page(scene.desk, path.removeprefix("/p/"))
    assert found is not None
    return found


def test_a_link_opens_its_page_and_gives_the_approved_bytes(scene: Scene, vendor: Partner) -> None:
    delivery = scene.delivered(vendor, a_document())
    link = issue_link(scene.desk, delivery)
    page = opened_by(scene, link.path)
    assert (page.delivery.id, page.needs_code, link.code) == (delivery.id, False, "")
    assert payload_of(scene.desk, page) == a_document().payload
    assert link.token.expires_at - scene.story.clock.now() == timedelta(days=30)


def test_looking_records_nothing(scene: Scene, vendor: Partner) -> None:
    link = issue_link(scene.desk, scene.delivered(vendor, a_document()))
    scene.story.forget_acts()
    view_of(scene.desk, opened_by(scene, link.path))
    assert scene.story.new_acts() == []


def test_only_a_delivery_by_page_has_a_link(scene: Scene) -> None:
    with pytest.raises(ActNotAllowed, match="not by a page"):
        issue_link(scene.desk, scene.delivered(scene.partner(), notes(1)))


@pytest.mark.parametrize(("tlp", "needs"), [(tlp, tlp in {Tlp.RED, Tlp.AMBER_STRICT}) for tlp in Tlp])
def test_the_strict_labels_come_with_a_code(scene: Scene, vendor: Partner, tlp: Tlp, needs: bool) -> None:
    link = issue_link(scene.desk, scene.delivered(vendor, strict(tlp)))
    page = opened_by(scene, link.path)
    assert page.needs_code is needs
    assert bool(link.code) is needs
    assert is_code(scene.desk, page, link.code) is needs
    assert not is_code(scene.desk, page, "0000-0000")


def test_an_answer_is_feedback_and_acknowledges(scene: Scene, vendor: Partner) -> None:
    page = opened_by(scene, issue_link(scene.desk, scene.delivered(vendor, a_document())).path)
    scene.story.forget_acts()
    found = answer(scene.desk, page, Answer(kind=FeedbackKind.AFFECTED, text="two machines"))
    assert names(scene.story.new_acts())[:2] == ["FeedbackReceived", "DeliveryMoved"]
    assert (found.party, found.means, found.delivery) == (vendor.party, "page", page.delivery.id)
    (given,) = view_of(scene.desk, page).said
    assert given.kind == "affected"


def test_only_a_document_that_follows_another_can_be_confirmed_as_one(scene: Scene, vendor: Partner) -> None:
    first = opened_by(scene, issue_link(scene.desk, scene.delivered(vendor, a_document())).path)
    follow = a_document(purpose="correction", follows=first.share.id)
    second = opened_by(scene, issue_link(scene.desk, scene.delivered(vendor, follow)).path)
    assert FeedbackKind.CORRECTION_CONFIRMED not in answers_to(first)
    assert answers_to(second)[0] is FeedbackKind.CORRECTION_CONFIRMED
    assert view_of(scene.desk, first).replaced == "correction"


def test_the_view_says_what_the_document_says_and_not_what_we_call_it(scene: Scene, vendor: Partner) -> None:
    page = opened_by(scene, issue_link(scene.desk, scene.delivered(vendor, a_document())).path)
    view = view_of(scene.desk, page)
    assert view.title == "Poisoned tool description in a build agent"
    assert view.ask == "Tell us whether you run the package."
    assert NAME not in repr(view)
    invented = replace(a_document(), sheet=replace(a_document().sheet, ask="something else"))
    other = view_of(scene.desk, opened_by(scene, issue_link(scene.desk, scene.delivered(vendor, invented)).path))
    assert (other.ask, other.by) == ("", None)


def test_a_file_that_cannot_be_read_back_is_still_there_to_download(scene: Scene, vendor: Partner) -> None:
    broken = a_document(payload=b"\xff\xfe no text")
    page = opened_by(scene, issue_link(scene.desk, scene.delivered(vendor, broken)).path)
    view = view_of(scene.desk, page)
    assert (view.is_readable, view.lines) == (False, ())
    assert payload_of(scene.desk, page) == broken.payload
