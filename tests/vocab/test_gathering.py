"""Gathering: everything found or missed counts once; nothing else is added."""

from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.gathering import Gathering
from tocsin.vocab.passage import Passage, read_records
from tocsin.vocab.reading import ComponentSeen, ForeignId, NotUnderstood, Place
from tocsin.vocab.sample import Sample


def _passages(data: bytes) -> tuple[Passage, ...]:
    return read_records(Sample("x", data)).passages


def test_an_unknown_member_of_many_objects_is_listed_once_with_a_count() -> None:
    found = Gathering()
    for each in _passages(b'{"a": 1, "b": 2}\n{"a": 1, "b": 2}\n{"b": null, "c": 1}'):
        found.miss_unknown(each, frozenset({"a"}), "record")
    reading = found.reading(format_name="x", kind=ItemKind.NOTE)
    assert [(each.place, each.why) for each in reading.not_understood] == [
        (
            Place(line=1, pointer="/b"),
            "a member of the record that this reader does not know (2 times, here first); kept with the whole",
        ),
        (Place(line=3, pointer="/c"), "a member of the record that this reader does not know; kept with the whole"),
    ]


def test_units_are_what_was_found_and_what_was_missed() -> None:
    found = Gathering()
    (passage,) = _passages(b'{"a": [1]}')
    found.keep(ItemKind.NOTE, passage.get("a"), label="x\ny " * 200)
    found.miss_all([NotUnderstood(place=Place(line=9), why="broken")])
    reading = found.reading(format_name="x", kind=ItemKind.NOTE, text="t", reporter="r")
    assert (reading.units, reading.understood) == (2, 1)
    assert (reading.objects[0].data, reading.objects[0].place.pointer) == (b"[1]", "/a")
    assert len(reading.objects[0].label) <= 200
    assert "\n" not in reading.objects[0].label
    assert (reading.text, reading.reporter) == ("t", "r")


def test_ids_are_kept_once_in_order() -> None:
    found = Gathering()
    found.identify(["CVE-2099-0002", "free words", "CVE-2099-0001"])
    found.identify(["CVE-2099-0002", "X-1", "long" * 100], otherwise="osv")
    assert found.reading(format_name="x", kind=ItemKind.NOTE).foreign_ids == (
        ForeignId(scheme="cve", value="CVE-2099-0002"),
        ForeignId(scheme="cve", value="CVE-2099-0001"),
        ForeignId(scheme="osv", value="X-1"),
    )


def test_components_of_equal_name_at_two_places_are_two() -> None:
    found = Gathering()
    for purl in ("pkg:maven/a/x@1", "pkg:maven/b/x@1"):
        found.component(ComponentSeen(kind="library", name="x", version="1", purl=purl))
    assert len(found.reading(format_name="x", kind=ItemKind.NOTE).components) == 2


def test_facts_are_cut_to_a_harmless_length() -> None:
    found = Gathering()
    found.state("k\ud800" * 500, "v" * 500)
    (fact,) = found.reading(format_name="x", kind=ItemKind.NOTE).facts
    assert len(fact.value) == 200
    fact.key.encode()
