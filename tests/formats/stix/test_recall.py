"""Corrections keep the ids of what goes on and revoke the rest; a withdrawal revokes all of it."""

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.documents import COPY, OTHER_SEED, WRITTEN, a_package
from tocsin.formats.stix import bundle
from tocsin.vocab.clean_copy import CleanCopy
from tocsin.vocab.errors import BadInput
from tocsin.vocab.marking import TLP2_MARKING_IDS, Tlp
from tocsin.vocab.package import Package, Rendered
from tocsin.vocab.release import Purpose
from tocsin.vocab.terms import Terms

LATER = WRITTEN + timedelta(days=1)
UNVERSIONED = {"software", "ai-prompt", "marking-definition", "extension-definition"}


def _objects(rendered: Rendered) -> dict[str, dict[str, Any]]:
    return {each["id"]: each for each in json.loads(rendered.data)["objects"]}


def _follows(purpose: Purpose, earlier: bytes, **changed: object) -> Package:
    said = {"written_at": LATER, "seed": OTHER_SEED, "follows": "NP-2026-0001", "why": "The address was not theirs."}
    return a_package(purpose=purpose, number="NP-2026-0002", earlier=earlier, **(said | changed))


def _corrected(copy: CleanCopy) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    first = bundle.write(a_package())
    return _objects(first), _objects(bundle.write(_follows(Purpose.CORRECTION, first.data, copy=copy)))


def test_what_goes_on_keeps_its_id_and_is_newer() -> None:
    before, after = _corrected(COPY)
    kept = [each for each in before.values() if each["type"] not in {"marking-definition", "extension-definition"}]
    for old in kept:
        new = after[old["id"]]
        assert "revoked" not in new
        if "modified" in old:
            assert new["created"] == old["created"]
            assert new["modified"] == "2026-03-25T12:00:00.000Z"
    assert [each["abstract"] for key, each in after.items() if key not in before and each["type"] == "note"] == [
        "What this document corrects"
    ]


def test_what_is_no_longer_there_is_revoked_and_what_moved_keeps_its_id() -> None:
    before, after = _corrected(replace(COPY, indicators=COPY.indicators[1:], components=COPY.components[1:]))
    gone = {each["id"] for each in before.values() if "collector.example.net" in str(each.get("pattern"))}
    assert len(gone) == 1
    sighted = {each["id"] for each in before.values() if each.get("sighting_of_ref") in gone}
    noted = {each["id"] for each in before.values() if "northpole-tools" in str(each.get("abstract"))}
    assert {key for key, each in after.items() if each.get("revoked")} == gone | sighted | noted
    (kept,) = [key for key, each in before.items() if "192.0.2.7" in str(each.get("pattern"))]
    assert "192.0.2.7" in after[kept]["pattern"]


def test_a_changed_indicator_is_another_one() -> None:
    changed = replace(COPY.indicators[0], value="collector.example.org")
    before, after = _corrected(replace(COPY, indicators=(changed, *COPY.indicators[1:])))
    (old,) = [key for key, each in before.items() if "collector.example.net" in str(each.get("pattern"))]
    assert after[old]["revoked"] is True
    assert "collector.example.net" not in after[old]["pattern"]


@pytest.mark.parametrize("purpose", [Purpose.CORRECTION, Purpose.WITHDRAWAL])
def test_what_is_taken_back_is_not_said_again(purpose: Purpose) -> None:
    first = bundle.write(a_package())
    nothing = replace(COPY, title="x", passages=(), components=(), indicators=(), techniques=(), prompts=())
    after = _objects(bundle.write(_follows(purpose, first.data, copy=replace(nothing, mitigations=()))))
    said = json.dumps([each for each in after.values() if each.get("revoked")])
    for text in ("collector.example.net", "northpole-tools", COPY.title, "It did so twice."):
        assert text in first.data.decode()
        assert text not in said


def test_a_withdrawal_revokes_everything_that_has_versions_but_the_sender() -> None:
    first = bundle.write(a_package())
    rendered = bundle.write(_follows(Purpose.WITHDRAWAL, first.data))
    before, after = _objects(first), _objects(rendered)
    for key, old in before.items():
        if old["type"] == "identity":
            assert after[key] == old
        elif old["type"] not in UNVERSIONED:
            assert after[key]["revoked"] is True
            assert after[key]["modified"] > old["modified"]
            assert after[key]["object_marking_refs"][0] == old["object_marking_refs"][0] or old["type"] == "note"
    assert bundle.show(rendered.data).tlp is Tlp.AMBER
    said = [each["content"] for key, each in after.items() if each["type"] == "note" and key not in before]
    assert any("The address was not theirs." in each and "NP-2026-0001" in each for each in said)
    assert any("revoking" in loss.what for loss in rendered.losses)


def test_a_recall_never_widens_a_label() -> None:
    first = bundle.write(a_package())
    green = Terms(tlp=Tlp.GREEN)
    after = _objects(bundle.write(_follows(Purpose.WITHDRAWAL, first.data, terms=green)))
    marks = {each["object_marking_refs"][0] for each in after.values() if each.get("revoked")}
    assert marks == {TLP2_MARKING_IDS[Tlp.AMBER], TLP2_MARKING_IDS[Tlp.GREEN]}  # one passage was GREEN before
    assert TLP2_MARKING_IDS[Tlp.AMBER] in after


def test_a_recall_of_a_recall_does_not_bring_back_what_was_revoked() -> None:
    first = bundle.write(a_package())
    second = bundle.write(_follows(Purpose.CORRECTION, first.data, copy=replace(COPY, indicators=())))
    third = bundle.write(
        _follows(Purpose.CORRECTION, second.data, seed=b"\7" * 32, written_at=LATER + timedelta(days=1))
    )
    revoked = {key for key, each in _objects(second).items() if each.get("revoked")}
    assert revoked
    assert not revoked & _objects(third).keys()


@settings(max_examples=30)
@given(st.integers(-3_000, 3_000))
def test_a_new_version_is_newer_whatever_the_clock_says(minutes: int) -> None:
    first = bundle.write(a_package())
    at = WRITTEN + timedelta(minutes=minutes)
    after = _objects(bundle.write(_follows(Purpose.WITHDRAWAL, first.data, written_at=at)))
    assert all(each["modified"] > "2026-03-24T12:00:00.000Z" for each in after.values() if each.get("revoked"))


@pytest.mark.parametrize("purpose", [Purpose.CORRECTION, Purpose.WITHDRAWAL])
def test_the_judges_read_recalls_too(purpose: Purpose) -> None:
    validator = pytest.importorskip("stix2validator", reason="stix2-validator is absent: the bundle is not judged")
    stix2 = pytest.importorskip("stix2", reason="the stix2 library is absent: the bundle is not judged")
    first = bundle.write(a_package()).data
    data = bundle.write(_follows(purpose, first, copy=replace(COPY, indicators=COPY.indicators[1:]))).data.decode()
    result = validator.validate_string(data)
    assert result.is_valid, result.object_results
    stix2.parse(data, allow_custom=True)


def test_a_correction_of_another_format_says_that_it_revokes_nothing() -> None:
    rendered = bundle.write(_follows(Purpose.CORRECTION, b""))
    assert any("nothing can be revoked" in loss.why for loss in rendered.losses)
    with pytest.raises(BadInput, match="needs the bundle"):
        bundle.write(_follows(Purpose.WITHDRAWAL, b""))


@pytest.mark.parametrize("earlier", [b"x", b"[]", b'{"objects": 1}', b'{"objects": []}', b"[" * 99999])
def test_an_earlier_document_that_is_no_bundle_is_refused(earlier: bytes) -> None:
    with pytest.raises(BadInput):
        bundle.write(_follows(Purpose.WITHDRAWAL, earlier))
