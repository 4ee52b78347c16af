"""OSV advisories, one document or JSON Lines.

Source: OpenSSF, "Open Source Vulnerability format", schema 1.5 to 1.7. Required members are `id` and `modified`.
"""

from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.foreign import details
from tocsin.vocab.gathering import Gathering
from tocsin.vocab.passage import Passage, read_records
from tocsin.vocab.reading import ComponentSeen, Detail, Reading
from tocsin.vocab.sample import Sample

NAME = "osv"
SUMMARY = "OSV advisories (JSON, JSON Lines)"

_EVENTS = ("introduced", "fixed", "last_affected", "limit")
_MEMBERS = frozenset(
    {
        *("schema_version", "id", "modified", "published", "withdrawn", "aliases", "upstream", "related", "summary"),
        *("details", "severity", "affected", "references", "credits"),
    }
)


def recognise(sample: Sample) -> int:
    """95 for an advisory with affected packages, 60 where only the schema's version tells."""
    return max((_likeness(each) for each in sample.first_records), default=0)


def read(sample: Sample) -> Reading:
    """Each advisory one object with its exact bytes; its packages as components."""
    records = read_records(sample)
    found = Gathering()
    versions: set[str | None] = set()
    for record in records.passages:
        if not isinstance(record.value, dict) or not _likeness(record.value):
            found.miss(record.place, "not an OSV advisory: `id`, `modified` and `affected` belong to one")
            continue
        versions.add(record.text("schema_version"))
        _read_advisory(record, found)
    if not versions:
        raise BadInput("no record is an OSV advisory: `id`, `modified` and `affected` or `schema_version` are expected")
    found.miss_all(records.bad)
    alone = records.only
    return found.reading(
        format_name=NAME,
        format_version=versions.pop() if len(versions) == 1 else None,
        kind=ItemKind.ADVISORY,
        title=alone.text("summary") or alone.text("id"),
        text=alone.text("details", "summary"),
        reported_at=alone.text("published", "modified"),
    )


def _likeness(record: dict[str, object]) -> int:
    if not (isinstance(record.get("id"), str) and isinstance(record.get("modified"), str)):
        return 0
    affected = record.get("affected")
    if isinstance(affected, list) and any(isinstance(each, dict) and "package" in each for each in affected):
        return 95
    return 60 if isinstance(record.get("schema_version"), str) else 0


def _read_advisory(record: Passage, found: Gathering) -> None:
    number = record.text("id") or ""
    found.identify([number], otherwise="osv")
    found.identify([*record.texts("aliases"), *record.texts("upstream")], otherwise="osv")
    ranges: list[Detail] = []
    for affected in record.get("affected").objects:
        ranges += _read_affected(affected, found)
    severity = tuple(each.text("score") for each in record.get("severity").objects)
    own = record.get("database_specific")
    found.cite(own.texts("cwe_ids"))
    found.keep(
        ItemKind.ADVISORY,
        record,
        label=f"{number} {record.text('summary', 'details') or ''}",
        at=record.text("published", "modified"),
        details=(
            *details({"id": number, "aliases": ", ".join(record.texts("aliases")) or None}),
            *details({"severity": ", ".join(each for each in severity if each) or None}),
            *details({"withdrawn": record.text("withdrawn"), "related": ", ".join(record.texts("related")) or None}),
            *ranges,
        ),
    )
    found.miss_unknown(record, _MEMBERS, "OSV advisory")


def _read_affected(affected: Passage, found: Gathering) -> list[Detail]:
    package = affected.get("package")
    name = package.text("name")
    if name is None:
        found.miss(affected.place, "an affected entry without a package name")
        return []
    ecosystem = package.text("ecosystem") or "package"
    found.component(ComponentSeen(kind=ecosystem, name=name, purl=package.text("purl"), place=affected.place))
    return [
        Detail(name="range", value=f"{ecosystem} {name} {each.text('type') or ''}: {', '.join(_events(each))}")
        for each in affected.get("ranges").objects
    ]


def _events(span: Passage) -> list[str]:
    return [
        f"{word} {version}"
        for event in span.get("events").objects
        for word in _EVENTS
        if (version := event.text(word)) is not None
    ]
