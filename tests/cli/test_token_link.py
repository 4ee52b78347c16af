"""`tocsin token link`: the link to a recipient page, shown once."""

from pathlib import Path

from tests.builders import desk_in
from tests.terminal import tocsin
from tests.web.pages import a_document, strict
from tests.web.scene import Scene, notes
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.marking import Tlp


def test_a_link_leads_to_the_page_and_a_code_comes_apart(own_home: Path) -> None:
    with desk_in(own_home) as story:
        scene = Scene(story)
        vendor = scene.partner("vendor", RoadKind.PAGE)
        plain, red = scene.delivered(vendor, a_document()), scene.delivered(vendor, strict(Tlp.RED))
        view = scene.delivered(scene.partner(), notes(1))
    ran = tocsin("token", "link", plain.id, "--at", "https://desk.harbourlight.example/", home=own_home)
    assert ran.out.startswith("https://desk.harbourlight.example/p/tocsin_")
    assert "code" not in ran.err
    strictly = tocsin("token", "link", red.id, home=own_home)
    assert "to be given by another way" in strictly.err
    assert "to be given" not in strictly.out
    assert tocsin("token", "link", red.id, "--json", home=own_home).record["code"]
    assert tocsin("token", "link", view.id, home=own_home).code == 1
