"""ATLAS case studies: what happened, step by step, with techniques.

Source: MITRE ATLAS data 5.6, dist/schemas/atlas_output_schema.json, object type `case-study`; members with hyphens are
the data files' own, members with underscores those of the site's submission form.
"""

from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.foreign import details
from tocsin.vocab.gathering import Gathering
from tocsin.vocab.passage import Passage, read_records
from tocsin.vocab.reading import Reading
from tocsin.vocab.sample import Sample

NAME = "atlas-case"
SUMMARY = "ATLAS case study (JSON, JSON Lines)"

_MEMBERS = frozenset(
    {
        *("id", "name", "object-type", "summary", "incident-date", "incident-date-granularity", "procedure", "target"),
        *("actor", "case-study-type", "references", "reporter", "study", "meta"),
    }
)


def recognise(sample: Sample) -> int:
    """100 for the object type `case-study`, 90 for a procedure of tactics and techniques."""
    return max((_likeness(each) for each in sample.first_records), default=0)


def read(sample: Sample) -> Reading:
    """Each study one object with its exact bytes; the techniques of its procedure."""
    records = read_records(sample)
    found = Gathering()
    read_any = False
    for record in records.passages:
        if not isinstance(record.value, dict) or not _likeness(record.value):
            found.miss(record.place, "not a case study: neither `object-type` nor a `procedure` of techniques")
            continue
        read_any = True
        _read_study(_study(record), record, found)
    if not read_any:
        raise BadInput('no record is a case study: `object-type` "case-study" or a `procedure` is expected')
    found.miss_all(records.bad)
    alone = _study(records.only)
    return found.reading(
        format_name=NAME,
        kind=ItemKind.CASE_STUDY,
        title=alone.text("name", "title"),
        text=_account(alone),
        reported_at=alone.text("incident-date", "incident_date"),
        reporter=alone.text("reporter"),
    )


def _likeness(record: dict[str, object]) -> int:
    if record.get("object-type") == "case-study":
        return 100
    inner = record.get("study")
    steps = inner.get("procedure") if isinstance(inner, dict) else record.get("procedure")
    if isinstance(steps, list) and any(isinstance(step, dict) and "technique" in step for step in steps):
        return 90
    return 0


def _study(record: Passage) -> Passage:
    inner = record.get("study")
    return inner if inner.is_object else record


def _read_study(study: Passage, record: Passage, found: Gathering) -> None:
    number = study.text("id")
    found.identify([number] if number else [])
    for step in study.get("procedure").elements:
        code = step.text("technique")
        if code is None or not found.cite([code]):
            found.miss(step.place, "a step whose technique is not a known kind of code")
    found.keep(
        ItemKind.CASE_STUDY,
        record,
        label=f"{number or ''} {study.text('name', 'title') or ''}",
        at=study.text("incident-date", "incident_date"),
        details=details(
            {
                "id": number,
                "type": study.text("case-study-type"),
                "target": study.text("target"),
                "actor": study.text("actor"),
                "reporter": study.text("reporter"),
                "date granularity": study.text("incident-date-granularity"),
                "techniques": ", ".join(_codes(study)) or None,
            }
        ),
    )
    found.miss_unknown(study, _MEMBERS, "case study")


def _codes(study: Passage) -> list[str]:
    return [code for step in study.get("procedure").elements if (code := step.text("technique")) is not None]


def _account(study: Passage) -> str | None:
    steps = (each.text("description") for each in study.get("procedure").elements)
    told = [part for part in (study.text("summary"), *steps) if part]
    return "\n\n".join(told) or None
