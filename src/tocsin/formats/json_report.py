"""A report as generic JSON: title, account, facts, components, ids.

One report, an array or container of them, or JSON Lines. Names are read tolerantly, but only names: no meaning is
guessed from a value, except that a whole field written as a known number (CVE-2024-1234) is that number. The facts of
several reports are never mixed: with more than one report they stand beside each report as details.
"""

from msgspec import Struct

from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.foreign import caption, clean, details
from tocsin.vocab.gathering import Gathering
from tocsin.vocab.passage import Passage, Records, read_records
from tocsin.vocab.reading import ComponentSeen, Detail, Reading
from tocsin.vocab.sample import Sample

NAME = "json-report"
SUMMARY = "report as JSON: title, text, facts, components, indicators, ids (JSON, JSON Lines)"

_TITLES = ("title", "subject", "headline", "report_title", "incident_title", "error_title")
_TEXTS = ("text", "description", "body", "account", "narrative", "details", "message", "report", "error_description")
_SUMMARIES = ("summary",)
_MOMENTS = ("reported_at", "reported", "created_at", "created", "date", "incident_date", "occurred_at", "error_date")
_REPORTERS = ("reporter", "reported_by", "submitter", "author", "from")
_CODES = ("techniques", "technique_ids", "atlas", "attack", "cwe", "cwes", "cwe_ids")
_NUMBERS = ("incident_id", "report_id", "case_id")  # a title with one of these and a source is an entry of a register
_IDS = (
    "id",
    "ids",
    *_NUMBERS,
    "identifiers",
    "aliases",
    "cve",
    "cves",
    "ghsa",
    "avid",
    "references",
    "sources",
    "source",
    "url",
)
_COMPONENTS = ("components", "affected_components", "component", "affected", "packages")
_ITEMS = (
    (("indicators", "iocs", "observables"), ItemKind.INDICATOR),
    (("mitigations", "recommendations"), ItemKind.MITIGATION),
    (("exploit_conditions",), ItemKind.EXPLOIT_CONDITION),
    (("timeline",), ItemKind.NOTE),
)
_FACTS = "facts"
_CONTAINERS = ("events", "reports", "incidents", "records", "observations")
_KNOWN = frozenset(
    {
        *(*_TITLES, *_TEXTS, *_SUMMARIES, *_MOMENTS, *_REPORTERS, *_CODES, *_IDS, *_COMPONENTS, _FACTS),
        *(name for names, _ in _ITEMS for name in names),
    }
)
_SCHEMA_WORDS = frozenset({"$schema", "$id", "$defs", "properties"})
_MARKERS = (_REPORTERS, _MOMENTS, _COMPONENTS, *(names for names, _ in _ITEMS), ("id", "ids"), ("source", "sources"))


class _Labelled(Struct, frozen=True, kw_only=True):
    """What names one report in lists, and what stands beside it."""

    title: str | None
    text: str | None
    at: str | None
    reporter: str | None


def recognise(sample: Sample) -> int:
    """80 for a report with triage facts, 40 to 70 for one with a title and an account or indicators."""
    return max((max(_likeness(each), _contained(each)) for each in sample.first_records), default=0)


def read(sample: Sample) -> Reading:
    """Each report one object with its exact bytes; indicators, mitigations and the like objects of their own."""
    records = read_records(sample)
    found = Gathering()
    reports = _reports(records, found)
    if not reports:
        raise BadInput("no report here: a title with a text, indicators or facts is expected")
    found.miss_all(records.bad)
    alone = len(reports) == 1
    told = [_read_report(report, alone, found) for report in reports]
    only = told[0] if alone else _Labelled(title=None, text=None, at=None, reporter=None)
    return found.reading(
        format_name=NAME,
        kind=ItemKind.NOTE,
        title=only.title,
        text=only.text,
        reported_at=only.at,
        reporter=only.reporter,
    )


def _likeness(record: dict[str, object]) -> int:
    if _SCHEMA_WORDS & record.keys():
        return 0
    facts = record.get(_FACTS)
    titled = _has_text(record, _TITLES)
    told = _has_text(record, (*_TEXTS, *_SUMMARIES))
    if isinstance(facts, dict) and facts and all(isinstance(each, str | bool | None) for each in facts.values()):
        return 80 if titled or told else 50
    filled = any(isinstance(record.get(name), list) for names, _ in _ITEMS for name in names)
    filled = filled or ("source" in record and any(name in record for name in _NUMBERS))
    if not titled or not (told or filled):
        return 0
    markers = sum(any(record.get(name) for name in names) for names in _MARKERS)
    return min(70, 40 + 10 * markers)


def _has_text(record: dict[str, object], names: tuple[str, ...]) -> bool:
    return any(isinstance(value := record.get(name), str) and value.strip() != "" for name in names)


def _contained(record: dict[str, object]) -> int:
    for name in _CONTAINERS:
        inner = record.get(name)
        if isinstance(inner, list) and inner and isinstance(inner[0], dict):
            return _likeness(inner[0])
    return 0


def _reports(records: Records, found: Gathering) -> list[Passage]:
    reports: list[Passage] = []
    for record in records.passages:
        if not isinstance(record.value, dict):
            found.miss(record.place, "not a report: an object is expected")
        elif _likeness(record.value):
            reports.append(record)
        elif _contained(record.value):
            name = next(name for name in _CONTAINERS if record.get(name).elements)
            reports += _inside(record.get(name), found)
            found.miss_unknown(record, frozenset({name}), "container of reports")
        elif _has_text(record.value, _TITLES):
            reports.append(record)  # among reports a bare title is one too
        else:
            found.miss(record.place, "not a report: neither a title nor facts")
    return reports if any(isinstance(each.value, dict) and _likeness(each.value) for each in reports) else []


def _inside(several: Passage, found: Gathering) -> list[Passage]:
    inside = [each for each in several.elements if each.is_object]
    for each in several.elements:
        if not each.is_object:
            found.miss(each.place, "not a report: an object is expected")
    return inside


def _read_report(report: Passage, alone: bool, found: Gathering) -> _Labelled:
    facts = _read_facts(report.get(_FACTS), alone, found)
    told = _Labelled(
        title=report.text(*_TITLES),
        text=report.text(*_TEXTS) or report.text(*_SUMMARIES),
        at=report.text(*_MOMENTS),
        reporter=report.text(*_REPORTERS) or report.get(*_REPORTERS).text("name", "login", "email"),
    )
    number = report.text("id", *_NUMBERS)
    named = details({"id": number, "reporter": told.reporter})
    found.keep(
        ItemKind.NOTE,
        report,
        label=told.title or told.text or number,
        at=told.at,
        details=(*named, *(Detail(name=f"fact {key}", value=value) for key, value in facts)),
    )
    _read_ids(report, found)
    _read_components(report, found)
    for names, kind in _ITEMS:
        for several in report.held(*names):
            if not isinstance(several.value, list):
                found.miss(several.place, "expected an array")
            for each in several.elements:
                _read_item(each, kind, found)
    found.miss_unknown(report, _KNOWN, "report")
    return told


def _read_facts(facts: Passage, alone: bool, found: Gathering) -> list[tuple[str, str]]:
    """The facts that were answered; yes and no may be given as true and false, and null is no answer."""
    answered: list[tuple[str, str]] = []
    if facts.value is not None and not facts.is_object:
        found.miss(facts.place, "facts are an object of names and answers")
    for key in facts.keys:
        value = facts.get(key).value
        if isinstance(value, bool):
            answered.append((clean(key), "yes" if value else "no"))
        elif isinstance(value, str) and value:
            answered.append((clean(key), clean(value)))
        elif value not in (None, ""):
            found.miss(facts.place_of(key), "a fact whose answer is not a word")
    name = facts.text("component_name")
    if name:
        kind = facts.text("component_kind") or "component"
        version = facts.text("component_version")
        found.component(ComponentSeen(kind=kind, name=name, version=version, place=facts.place_of("component_name")))
    for key, answer in answered if alone else []:
        if key not in ("component_name", "component_version"):  # names are no facts; they stand as a component
            found.state(key, answer)
    return answered


def _read_ids(report: Passage, found: Gathering) -> None:
    for several in report.held(*_IDS):
        found.identify(several.texts())
        for each in several.objects:
            found.identify([*each.texts("id"), *each.texts("ref"), *each.texts("url"), *each.texts("value")])
    for several in report.held(*_CODES):
        found.cite(several.texts())
        found.cite(code for each in several.objects for code in each.texts("id", "technique", "technique_id"))


def _read_components(report: Passage, found: Gathering) -> None:
    for several in report.held(*_COMPONENTS):
        for each in several.objects:
            named = each.text("name")
            if named:
                found.component(_seen(each, named))
            for purl in each.get("purl").elements if not named else ():
                _name_purl(purl, found)
            if not named and not each.get("purl").elements:
                found.miss(each.place, "a component without a name")
        for plain in several.elements:
            if plain.text() and not plain.is_object:
                found.component(ComponentSeen(kind="component", name=plain.text() or "", place=plain.place))


def _seen(component: Passage, name: str) -> ComponentSeen:
    return ComponentSeen(
        kind=component.text("kind", "type", "ecosystem") or "component",
        name=name,
        version=component.text("version"),
        purl=component.text("purl"),
        place=component.place,
    )


def _name_purl(purl: Passage, found: Gathering) -> None:
    """A package URL as a component (package-url/purl-spec: scheme:type/namespace/name@version)."""
    words = purl.text() or ""
    scheme, _, rest = words.partition(":")
    path = rest.split("#", 1)[0].split("?", 1)[0].strip("/")
    kind, _, name = path.partition("/")
    name, _, version = name.rpartition("@") if "@" in name else (name, "", "")
    if scheme != "pkg" or not kind or not name:
        found.miss(purl.place, "not a package URL")
        return
    found.component(ComponentSeen(kind=kind, name=name, version=version or None, purl=words, place=purl.place))


def _read_item(item: Passage, kind: ItemKind, found: Gathering) -> None:
    words = item.texts() if not item.is_object else ()
    label = item.text("value", "text", "description", "name", "title") or " ".join(words)
    pair = len(words) == 2 and kind is ItemKind.NOTE  # a line of a timeline: when, what
    found.keep(
        kind,
        item,
        label=caption(words[1] if pair else label),
        at=words[0] if pair else item.text("at", "time", "date"),
        details=details({"type": item.text("type"), "note": item.text("note")}),
    )
