"""AVID reports and vulnerabilities, one document or JSON Lines.

Source: avidml/avid-db and avidtools, AVID schema 0.1 to 0.3.3. `impact` and `reports` may be null, an artifact may be
named "n/a", and `problemtype.classof` says what a record is: an entry made from a CVE, a measurement, a disclosure.
"""

from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.foreign import details
from tocsin.vocab.gathering import Gathering
from tocsin.vocab.passage import Passage, read_records
from tocsin.vocab.reading import ComponentSeen, Reading, TechniqueSeen
from tocsin.vocab.sample import Sample

NAME = "avid"
SUMMARY = "AVID reports and vulnerabilities (JSON, JSON Lines)"

_KINDS = {
    "CVE Entry": ItemKind.ADVISORY,
    "LLM Evaluation": ItemKind.EVALUATION_REPORT,
    "Third-party Report": ItemKind.ADVISORY,
    "ATLAS Case Study": ItemKind.CASE_STUDY,
    "AIID Incident": ItemKind.CASE_STUDY,
}
_VIEWS = (("sep_view", "AVID-SEP"), ("lifecycle_view", "AVID-LIFECYCLE"))
_NAMELESS = frozenset({"", "n/a", "none", "unknown", "-"})
_MEMBERS = frozenset(
    {
        *("data_type", "data_version", "metadata", "affects", "problemtype", "metrics", "references", "description"),
        *("impact", "credit", "reported_date", "published_date", "last_modified_date", "reports"),
    }
)
_IMPACT = frozenset({"avid", "cvss", "cwe"})


def recognise(sample: Sample) -> int:
    """100 where the front records say they are AVID's."""
    front = sample.first_records
    return 100 if front and any(each.get("data_type") == "AVID" for each in front) else 0


def read(sample: Sample) -> Reading:
    """Each record one object with its exact bytes; records of something else are listed."""
    records = read_records(sample)
    found = Gathering()
    kinds: set[ItemKind] = set()
    versions: set[str] = set()
    for record in records.passages:
        if record.text("data_type") != "AVID":
            found.miss(record.place, 'not an AVID record: `data_type` is not "AVID"')
            continue
        versions.add(record.text("data_version") or "")
        kinds.add(_read_record(record, found))
    if not kinds:
        raise BadInput('no record has `data_type` "AVID"')
    found.miss_all(records.bad)
    alone = records.only
    return found.reading(
        format_name=NAME,
        format_version=versions.pop() or None if len(versions) == 1 else None,
        kind=kinds.pop() if len(kinds) == 1 else ItemKind.ADVISORY,
        title=alone.get("problemtype").get("description").text("value"),
        text=alone.get("description").text("value"),
        reported_at=alone.text("reported_date", "published_date"),
        reporter=_credit(alone),
    )


def _read_record(record: Passage, found: Gathering) -> ItemKind:
    problem = record.get("problemtype")
    classof = problem.text("classof")
    kind = _KINDS.get(classof or "")
    if kind is None:
        found.miss(problem.place_of("classof"), "`classof` is none of AVID's words; the record is kept as a note")
    number = record.get("metadata").text("report_id", "vuln_id")
    found.identify([number] if number else [])
    _read_links(record, found)
    _read_artifacts(record, found)
    cvss = record.get("impact").get("cvss")
    found.keep(
        kind or ItemKind.NOTE,
        record,
        label=f"{number or ''} {problem.get('description').text('value') or ''}",
        at=record.text("reported_date", "published_date"),
        details=details(
            {
                "id": number,
                "class": classof,
                "type": problem.text("type"),
                "credit": _credit(record),
                "cvss": cvss.text("vectorString"),
                "severity": cvss.text("baseSeverity"),
                "risk domain": ", ".join(record.get("impact").get("avid").texts("risk_domain")) or None,
            }
        ),
    )
    _read_impact(record, found)
    found.miss_unknown(record, _MEMBERS, "AVID record")
    return kind or ItemKind.NOTE


def _read_links(record: Passage, found: Gathering) -> None:
    for reference in record.get("references").objects:
        url = reference.text("url") or ""
        found.identify([url, url.removeprefix("https://www.cve.org/CVERecord?id=")])
    for report in record.get("reports").objects:
        found.identify(report.texts("report_id"))
    found.identify(record.get("impact").get("avid").texts("vuln_id"))


def _read_artifacts(record: Passage, found: Gathering) -> None:
    for artifact in record.get("affects").get("artifacts").objects:
        name = artifact.text("name") or ""
        if name.strip().lower() in _NAMELESS:
            found.miss(artifact.place, "an affected artifact without a name")
            continue
        kind = artifact.text("type") or "artifact"
        found.component(ComponentSeen(kind=kind, name=name, version=artifact.text("version"), place=artifact.place))


def _read_impact(record: Passage, found: Gathering) -> None:
    impact = record.get("impact")
    avid = impact.get("avid")
    for member, scheme in _VIEWS:
        for view in avid.texts(member):
            code, colon, name = view.partition(":")
            version = avid.text("taxonomy_version")
            found.name_technique(
                TechniqueSeen(scheme=scheme, version=version, id=code.strip(), name=name.strip() if colon else None)
            )
    for weakness in impact.get("cwe").objects:
        number = weakness.text("cweId")
        if number is None:
            found.miss(weakness.place, "a weakness without a CWE number")
            continue
        found.name_technique(TechniqueSeen(scheme="CWE", version=None, id=number, name=weakness.text("description")))
    found.miss_unknown(impact, _IMPACT, "impact of an AVID record")


def _credit(record: Passage) -> str | None:
    names = (each.text("value") for each in record.get("credit").objects)
    return "; ".join(name for name in names if name) or None
