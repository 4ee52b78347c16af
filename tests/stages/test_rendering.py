"""Documents of one share: rendered from one blank, and what is withheld is found wherever it stands."""

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from tests.documents import COPY, OTHER_SEED, SEED, a_package
from tocsin.formats import form_markdown
from tocsin.formats.stix import bundle
from tocsin.rules.second_net import search
from tocsin.stages import typeset
from tocsin.stages.rendering import Rendering
from tocsin.vocab.package import Package, Writer
from tocsin.vocab.release import Purpose

SECRET = "Harbour Clinic Nord"
WRITERS: tuple[Writer, ...] = (bundle, form_markdown)
PLAIN = replace(COPY, prompts=(), techniques=())


def leaks(writer: Writer, packages: Sequence[Package], withheld: tuple[str, ...] = (SECRET,)) -> list[bool]:
    """Of each document of one run, whether something was found in it."""
    rendering = Rendering(writer, withheld)
    return [bool(rendering.document(package)[1].leaks) for package in packages]


def packages(**own: str) -> list[Package]:
    """Four recipients of one share; the third has these texts of its own."""
    each = [
        a_package(number=f"NP-{number}", recipient=f"Partner {number}", seed=bytes([number]) * 32)
        for number in range(4)
    ]
    each[2] = replace(each[2], **own)
    return each


@pytest.mark.parametrize("writer", WRITERS)
def test_a_run_gives_each_recipient_the_document_that_the_writer_gives_alone(writer: Writer) -> None:
    rendering = Rendering(writer, ())
    for package in packages():
        assert rendering.document(package)[0] == typeset.write(writer, package)


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize(
    "own",
    [
        {"recipient": f"Friends of {SECRET}"},
        {"recipient": SECRET.upper()},
        {"recipient": "Harbour\u00adClinic\u200b Nord"},
        {"recipient": "SGFyYm91ciBDbGluaWMgTm9yZA=="},
        {"recipient": 'Harbour"Clinic\\Nord'},
        {"number": f"NP {SECRET}"},
        {"number": "NP-Harbour-Clinic-Nord"},
    ],
)
def test_a_withheld_value_in_what_is_one_recipients_own_is_found_there_and_nowhere_else(
    writer: Writer, own: dict[str, str]
) -> None:
    assert leaks(writer, packages(**own)) == [False, False, True, False]
    first, second, third, fourth = packages(**own)
    assert leaks(writer, [third, first, second, fourth]) == [True, False, False, False]


@pytest.mark.parametrize("where", ["title", "occurred", "passages", "indicators", "ask", "sender"])
def test_a_withheld_value_in_what_all_have_is_found_in_every_document(where: str) -> None:
    copy = PLAIN
    if where in ("title", "occurred"):
        copy = replace(copy, **{where: f"at {SECRET}"})
    if where == "passages":
        copy = replace(copy, passages=(replace(copy.passages[0], text=SECRET),))
    if where == "indicators":
        copy = replace(copy, indicators=(replace(copy.indicators[0], value="harbour-clinic-nord.example"),))
    each = [replace(package, copy=copy) for package in packages()]
    if where == "ask":
        each = [replace(package, ask=replace(package.ask, text=f"Ask {SECRET}.")) for package in each]
    if where == "sender":
        each = [replace(package, sender=SECRET) for package in each]
    assert leaks(bundle, each) == [True] * 4


def test_a_value_that_begins_outside_a_recipients_own_text_is_found() -> None:
    """In the statement the words `For: ` stand before the name; a squeezed spelling of both is one value."""
    each = packages(recipient="Clinic Nord")
    assert leaks(bundle, each, ("For Clinic Nord",)) == [False, False, True, False]


def test_the_run_finds_what_a_search_of_the_whole_document_finds() -> None:
    withheld = (SECRET, "collector.example.net", "Partner 2", "NP-3", "nothing of the kind")
    rendering = Rendering(bundle, withheld)
    for package in packages():
        rendered, found = rendering.document(package)
        assert {leak.value for leak in found.leaks} == {leak.value for leak in search(rendered.data, withheld).leaks}


def test_another_share_is_another_run() -> None:
    rendering = Rendering(bundle, (SECRET,))
    clean, dirty = a_package(seed=SEED), a_package(seed=OTHER_SEED, copy=replace(PLAIN, title=SECRET))
    assert [bool(rendering.document(one)[1].leaks) for one in (clean, dirty, clean)] == [False, True, False]
    assert rendering.document(dirty)[0] == bundle.write(dirty)


def test_a_correction_follows_each_recipients_own_document() -> None:
    before = [bundle.write(package).data for package in packages()]
    after = [
        replace(package, purpose=Purpose.CORRECTION, follows=package.number, earlier=earlier, seed=bytes([9]) * 32)
        for package, earlier in zip(packages(), before, strict=True)
    ]
    rendering = Rendering(bundle, (SECRET,))
    assert [rendering.document(package)[0] for package in after] == [bundle.write(package) for package in after]
