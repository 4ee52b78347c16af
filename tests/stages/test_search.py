"""Search finds words in names, numbers and notes; what was purged is not found."""

import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories, a_case, an_item
from tocsin.stages import marking, sealing
from tocsin.stages.desk import Desk
from tocsin.stages.evidence import Described
from tocsin.stages.intake import Handing, Teller, offer_bytes, take
from tocsin.stages.search import AROUND, MOST_HITS, search
from tocsin.stages.triage import Answering, classify_case
from tocsin.vocab.boundary import PRELIMINARY
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.marking import Caveat, Marking, Tlp
from tocsin.vocab.ports import Compartment
from tocsin.vocab.reading import Detail
from tocsin.vocab.triage import Answer, FactKey

REPORT = b'{"title": "Odd mails", "description": "It mailed the list.", "ids": ["CVE-2026-12345"]}'


def test_a_word_is_found_wherever_a_person_put_it(desk: Desk) -> None:
    teller = Teller(name="Robin Vale")
    taken = take(desk, [offer_bytes("mails.json", REPORT)], handing=Handing(teller=teller))[0]
    described = Described(
        kind=ItemKind.LOG, name="a.log", note="kept by the night shift", details=(Detail(name="zone", value="north"),)
    )
    item = an_item(desk, desk.case(taken.case), b"x", described)
    assert {hit.kind for hit in search(desk, "ODD  mails")} == {"case", "report"}
    assert [hit.kind for hit in search(desk, "cve-2026-12345")] == ["cve"]
    assert [hit.kind for hit in search(desk, "robin")] == ["report"]
    assert [hit.where for hit in search(desk, "night shift")] == [item.id]
    assert [hit.where for hit in search(desk, "zone north")] == [item.id]
    assert all(hit.case == taken.case for hit in search(desk, "mails"))


@pytest.mark.parametrize("nothing", ["", "   ", "no such word"])
def test_nothing_is_found_where_nothing_was_asked_or_is(desk: Desk, nothing: str) -> None:
    a_case(desk)
    assert search(desk, nothing) == []


def test_a_snippet_shows_the_words_around_the_hit(desk: Desk) -> None:
    a_case(desk, name="before " * 10 + "needle" + " after" * 10)
    (hit,) = search(desk, "needle")
    assert "needle" in hit.snippet
    assert len(hit.snippet) <= 2 * AROUND + len("needle")


def test_what_was_purged_is_not_found(desk: Desk) -> None:
    item = an_item(desk, a_case(desk), b"x", Described(kind=ItemKind.LOG, name="northern.log"))
    assert search(desk, "northern")
    sealing.purge(desk, item, reason="retention", because="policy")
    assert search(desk, "northern") == []


def test_what_is_privileged_is_not_searched(desk: Desk) -> None:
    described = Described(kind=ItemKind.NOTE, name="advice on northern.txt", compartment=Compartment.PRIVILEGED)
    an_item(desk, a_case(desk), b"x", described)
    assert search(desk, "northern") == []


def test_no_report_is_searched_of_what_is_counsels(desk: Desk) -> None:
    case = a_case(desk)
    taken = take(desk, [offer_bytes("mails.json", REPORT)], case_id=case.id)[0]
    assert [hit.kind for hit in search(desk, "odd mails")] == ["report"]
    mark = Marking(tlp=Tlp.RED, owners=("own",), caveats=(Caveat.PRIVILEGED,))
    marking.mark(desk, desk.case(case.id), marking.Target(scope="item", target=taken.item), mark)
    assert search(desk, "odd mails") == []


def test_the_newest_case_comes_first_and_hits_are_bounded(story: DeskOfStories) -> None:
    first = a_case(story.desk, name="odd one")
    story.clock.tick()
    second = a_case(story.desk, name="odd two")
    assert [hit.case for hit in search(story.desk, "odd")] == [second.id, first.id]
    assert len(search(story.desk, "odd")) <= MOST_HITS


@pytest.mark.parametrize("mark", [Marking(tlp=Tlp.RED), Marking(tlp=Tlp.AMBER, caveats=(Caveat.PRIVILEGED,))])
@pytest.mark.parametrize("scope", ["case", "item"])
def test_no_item_is_searched_whose_look_needs_a_reason(desk: Desk, mark: Marking, scope: str) -> None:
    item = an_item(desk, a_case(desk), b"x", Described(kind=ItemKind.LOG, name="northern.log"))
    assert search(desk, "northern")
    target = marking.Target(scope="item", target=item.id) if scope == "item" else marking.Target()
    marking.mark(desk, desk.case(item.case), target, replace(mark, owners=("own",)))
    assert search(desk, "northern") == []


def test_a_hit_in_a_practice_case_says_so(desk: Desk) -> None:
    a_case(desk, name="odd mails", exercise=True)
    assert [hit.snippet for hit in search(desk, "odd")] == ["EXERCISE: odd mails"]


@pytest.mark.parametrize("exercise", [True, False])
def test_a_hit_says_what_its_case_is(desk: Desk, exercise: bool) -> None:
    case = a_case(desk, name="northern", exercise=exercise)
    (hit,) = search(desk, "northern")
    assert (hit.exercise, hit.event_class, hit.preliminary) == (exercise, "needs_information", PRELIMINARY)
    answer = Answering(answer=Answer(key=FactKey.EXPLOITABLE_BY_THREAT_SOURCE, value="yes"))
    _, verdict = classify_case(desk, case, [answer])
    assert search(desk, "northern")[0].event_class == verdict.class_
