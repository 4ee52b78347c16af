"""A list of cases as a STIX 2.1 bundle: names, classes and labels.

Nothing of what is in a case stands in it. A case of another class has no object of its own and is a note. Ids follow
from the ids of the cases, which are random themselves.

Source: OASIS, "STIX Version 2.1", sections 4.5 (identity), 4.7 (incident), 4.14 (note), 4.18 (vulnerability).
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from tocsin.formats.stix.frame import StixObject, filled, timestamp
from tocsin.formats.stix.marks import tlp_extension, tlp_mark
from tocsin.vocab.blank import drawn_ids
from tocsin.vocab.boundary import PRELIMINARY
from tocsin.vocab.case_list import CaseRow
from tocsin.vocab.marking import TLP2_MARKING_IDS
from tocsin.vocab.triage import EventClass
from tocsin.vocab.visible import visible

MEDIA_TYPE = "application/stix+json;version=2.1"
_KINDS = {EventClass.INCIDENT: "incident", EventClass.VULNERABILITY: "vulnerability"}


def write_list(rows: Sequence[CaseRow], *, org: str, whose: str, at: datetime) -> bytes:
    """The bundle; every object bears the label of its case, the owner of the list bears the strictest of them."""
    owner = _id("identity", org)
    labels = sorted({row.tlp for row in rows})
    identity: StixObject = {
        "type": "identity",
        "spec_version": "2.1",
        "id": owner,
        "created": timestamp(at),
        "modified": timestamp(at),
        "name": visible(whose) or org,
        "identity_class": "organization",
        "object_marking_refs": [TLP2_MARKING_IDS[max(labels)]] if labels else [],
    }
    objects = [tlp_extension(), *(tlp_mark(label) for label in labels), filled(identity)] if rows else []
    objects += [_case(row, owner) for row in rows]
    bundle: StixObject = {"type": "bundle", "id": _id("bundle", f"{org}/{at.isoformat()}"), "objects": objects}
    return msgspec.json.encode(filled(bundle))


def _case(row: CaseRow, owner: str) -> StixObject:
    kind = _KINDS.get(EventClass(row.event_class), "note")
    said = f"Class: {row.event_class} ({PRELIMINARY}). The case is {row.standing}. From a list of cases."
    head: StixObject = {
        "type": kind,
        "spec_version": "2.1",
        "id": _id(kind, row.id),
        "created_by_ref": owner,
        "created": timestamp(row.opened_at),
        "modified": timestamp(max(row.opened_at, row.changed_at)),
        "object_marking_refs": [TLP2_MARKING_IDS[row.tlp]],
        "external_references": [{"source_name": "case", "external_id": row.id}],
    }
    name = visible(row.name)
    if kind == "note":
        return {**head, "abstract": name, "content": said, "object_refs": [owner]}
    return {**head, "name": name, "description": said}


def _id(kind: str, what: str) -> str:
    """The same id for the same thing each time."""
    (drawn,) = drawn_ids(f"a list of cases/{kind}/{what}".encode(), 1)
    return f"{kind}--{drawn.decode()}"
