"""Taxonomies and crosswalks refuse loose ends."""

import msgspec
import pytest

from tocsin.store.catalogues import load
from tocsin.vocab.technique import Crossing, Crosswalk, Entry, Relation, Taxonomy


def shipped() -> tuple[Taxonomy, ...]:
    return load("taxonomies", Taxonomy, None)


@pytest.mark.parametrize(
    "entries",
    [
        [{"id": "A", "kind": "tactic", "name": "a"}, {"id": "A", "kind": "tactic", "name": "b"}],
        [{"id": "A.1", "kind": "technique", "name": "a", "parent": "A"}],
        [{"id": "A", "kind": "technique", "name": "a", "tactics": ["T"]}],
        [{"id": "T", "kind": "tactic", "name": "t"}, {"id": "A", "kind": "technique", "name": "a", "parent": "T"}],
    ],
)
def test_a_taxonomy_with_loose_ends_is_refused(entries: list[dict[str, object]]) -> None:
    header = msgspec.to_builtins(shipped()[0].header)
    with pytest.raises(msgspec.ValidationError, match="entries"):
        msgspec.convert({"header": header, "scheme": "S", "scheme_version": "1", "entries": entries}, Taxonomy)


def test_a_removed_code_leads_nowhere_and_others_lead_somewhere() -> None:
    (crossing, *_) = load("crosswalks", Crosswalk, None)[0].crossings
    with pytest.raises(ValueError, match="`to`"):
        msgspec.structs.replace(crossing, relation=Relation.REMOVED)
    with pytest.raises(ValueError, match="`to`"):
        msgspec.structs.replace(crossing, to=())
    assert isinstance(msgspec.structs.replace(crossing, relation=Relation.REMOVED, to=()), Crossing)


def test_an_entry_needs_a_name() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"id": "A", "kind": "tactic", "name": ""}, Entry)
