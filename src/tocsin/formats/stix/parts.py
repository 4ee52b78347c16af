"""The parts of a clean copy as objects, from passages to mitigations.

What STIX 2.1 has no object for stands in a note, and the loss is stated. Source: OASIS, "STIX Version 2.1", sections 4
(domain objects), 5.2 (sighting), 6.14 (software) and 9 (patterning); prompts: the published extension `ai-prompt` of
dogesec (muchdogesec/stix2extensions, version 1.0).
"""

from tocsin.formats.stix.frame import Frame, StixObject, reference, timestamp
from tocsin.vocab.capsule import BESIDE
from tocsin.vocab.clean_copy import SharedComponent, SharedIndicator, SharedPassage, SharedPrompt, SharedTechnique
from tocsin.vocab.marking import TLP2_MARKING_IDS, Tlp
from tocsin.vocab.outline import component_rows, indicator_rows, seen_rows, technique_rows
from tocsin.vocab.package import Loss, Package
from tocsin.vocab.triage import STIX_CONFIDENCE
from tocsin.vocab.visible import visible

# One comparison each: what most consumers can use.
PATTERNS: dict[str, str] = {
    "ipv4": "ipv4-addr:value",
    "ipv6": "ipv6-addr:value",
    "domain": "domain-name:value",
    "hostname": "domain-name:value",
    "url": "url:value",
    "email": "email-addr:value",
    "mac": "mac-addr:value",
    "file_name": "file:name",
    "md5": "file:hashes.MD5",
    "sha1": "file:hashes.'SHA-1'",
    "sha256": "file:hashes.'SHA-256'",
    "sha512": "file:hashes.'SHA-512'",
}

PROMPT_EXTENSION_ID = "extension-definition--3557a8d5-4e04-5f87-a7af-d48a1384d3ca"

_NO_SOFTWARE = {"dataset", "training_data", "prompt_or_context", "ai_as_tool", "host_infra", "unknown"}
_SOURCES = {"atlas": "mitre-atlas", "attack": "mitre-attack", "att&ck": "mitre-attack"}
_WEAKNESSES = {"cwe"}
_SURENESS = {word.value: number for word, number in STIX_CONFIDENCE.items()}
_MOST_SIGHTINGS = 999_999_999  # STIX Version 2.1, section 5.2: count
_DOGESEC = "9779a2db-f98c-5f4b-8d08-8ee04e02dbb5"
_DOGESEC_MARK = "marking-definition--60c0f466-511a-5419-9f7e-4814e696da40"


class Parts:
    """The objects met so far, and what could not be said; each loss once."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.objects: list[StixObject] = []
        self.losses: list[Loss] = []

    def lose(self, what: str, why: str) -> None:
        """State a loss, once."""
        loss = Loss(what=what, why=why)
        if loss not in self.losses:
            self.losses.append(loss)

    def sureness(self, word: str) -> int | None:
        """The number of a confidence word (STIX 2.1, Appendix A); a word that is not on the scale is a loss."""
        if word not in _SURENESS:
            self.lose(f"the confidence {visible(word)!r}", "it is not on the scale none, low, med, high")
        return _SURENESS.get(word)


def add_parts(parts: Parts, package: Package) -> None:
    """Every part of the copy, in the order of the copy."""
    copy = package.copy
    for at, passage in enumerate(copy.passages):
        _add_passage(parts, at, passage, package.terms.tlp)
    for at, component in enumerate(copy.components):
        _add_component(parts, at, component)
    for at, indicator in enumerate(copy.indicators):
        _add_indicator(parts, at, indicator, package)
    for at, technique in enumerate(copy.techniques):
        _add_technique(parts, at, technique)
    for at, prompt in enumerate(copy.prompts):
        _add_prompt(parts, at, prompt)
    for at, mitigation in enumerate(copy.mitigations):
        labels = [mitigation.layer] if mitigation.layer else []
        helps: StixObject = {"name": f"Mitigation {at + 1}", "description": mitigation.text, "labels": labels}
        parts.objects.append(parts.frame.made("course-of-action", str(at), helps))


def prompt_extension() -> StixObject:
    """The definition of the prompt extension, as published; its own marks are its publisher's."""
    return {
        "type": "extension-definition",
        "spec_version": "2.1",
        "id": PROMPT_EXTENSION_ID,
        "created_by_ref": f"identity--{_DOGESEC}",
        "created": "2020-01-01T00:00:00.000Z",
        "modified": "2020-01-01T00:00:00.000Z",
        "name": "AiPrompt",
        "description": "This extension creates a new SCO that can be used to represent AI prompts.",
        "schema": (
            "https://raw.githubusercontent.com/muchdogesec/stix2extensions/main/automodel_generated/schemas/scos/"
            "ai-prompt.json"
        ),
        "version": "1.0",
        "extension_types": ["new-sco"],
        "object_marking_refs": [TLP2_MARKING_IDS[Tlp.CLEAR], _DOGESEC_MARK],
    }


def pattern_of(path: str, value: str) -> str:
    """A single comparison; the value is a string of the pattern language (section 9.6.1), escaped."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"[{path} = '{escaped}']"


def _add_passage(parts: Parts, at: int, passage: SharedPassage, whole: Tlp) -> None:
    frame = parts.frame
    # A passage may go further than the whole; where it may not, the loss of its mark has blocked the document.
    marks = [TLP2_MARKING_IDS[min(passage.tlp, whole)], *frame.marks[1:]]
    said = frame.note(
        f"passage/{at}",
        f"{passage.heading.replace('_', ' ')}: {passage.title}",
        passage.text or passage.title,
        labels=[passage.statement, passage.key],
        confidence=parts.sureness(passage.confidence),
    )
    parts.objects.append({**said, "object_marking_refs": marks})


def _add_component(parts: Parts, at: int, component: SharedComponent) -> None:
    frame = parts.frame
    about = frame.subject
    if component.kind not in _NO_SOFTWARE and component.name:
        software = frame.observed("software", str(at), {"name": component.name, "version": component.version})
        parts.objects.append(software)
        about = str(software["id"])
    parts.objects.append(
        frame.note(
            f"component/{at}",
            f"Affected component: {visible(component.name)}",
            _lines(component_rows(component)),
            object_refs=[about],
        )
    )
    parts.lose(
        "kind, package URL, revision, digests and standing of a component, as fields",
        "STIX has no object for them; they stand in a note",
    )


def _add_indicator(parts: Parts, at: int, indicator: SharedIndicator, package: Package) -> None:
    frame = parts.frame
    path = PATTERNS.get(indicator.kind)
    if path is None:
        said = f"{_lines(indicator_rows(indicator))}\n{indicator.context}"
        parts.objects.append(frame.note(f"indicator/{at}", f"Indicator: {visible(indicator.value)}", said))
        parts.lose(f"a pattern for indicators of the kind {indicator.kind}", "STIX has none; they stand in notes")
        return
    is_valid = indicator.expires_at is None or indicator.expires_at > package.written_at
    properties: StixObject = {
        "name": f"Indicator {at + 1}: {indicator.kind}",
        "description": indicator.context,
        "pattern": pattern_of(path, indicator.value),
        "pattern_type": "stix",
        "pattern_version": "2.1",
        "valid_from": frame.at,
        "valid_until": timestamp(indicator.expires_at) if indicator.expires_at and is_valid else None,
        "labels": [indicator.statement],
        "confidence": parts.sureness(indicator.confidence),
    }
    made = frame.made("indicator", str(at), properties)
    parts.objects.append(made)
    if not is_valid:
        parts.lose("an end of use that lies before the writing", "STIX wants an end after the begin; it is left out")
    _add_sighting(parts, at, indicator, str(made["id"]))


def _add_sighting(parts: Parts, at: int, indicator: SharedIndicator, made: str) -> None:
    """When and how often it was seen: a sighting where there was one in order, else a note."""
    first = timestamp(indicator.first_seen) if indicator.first_seen else ""
    last = timestamp(indicator.last_seen) if indicator.last_seen else ""
    if indicator.sightings > 0 and (not first or not last or first <= last):
        count = min(indicator.sightings, _MOST_SIGHTINGS)
        seen: StixObject = {"first_seen": first, "last_seen": last, "count": count, "sighting_of_ref": made}
        parts.objects.append(parts.frame.made("sighting", str(at), seen))
        return
    rows = (*seen_rows(indicator), ("Sightings", str(indicator.sightings) if indicator.sightings else ""))
    if said := _lines(rows):
        parts.objects.append(parts.frame.note(f"seen/{at}", "When the indicator was seen", said, object_refs=[made]))


def _add_technique(parts: Parts, at: int, technique: SharedTechnique) -> None:
    scheme = technique.scheme.lower()
    edition = f"{technique.scheme} {technique.version}".strip()
    told: StixObject = {
        "labels": [technique.statement],
        "confidence": parts.sureness(technique.confidence),
        "external_references": [reference(_SOURCES.get(scheme, scheme), technique.id, edition)],
    }
    if scheme in _WEAKNESSES:
        said = _lines(technique_rows(technique))
        parts.objects.append(parts.frame.note(f"weakness/{at}", f"Weakness: {visible(technique.id)}", said, **told))
        parts.lose(
            "weaknesses as objects", "STIX has no object for a weakness; they stand in notes with their reference"
        )
        return
    named: StixObject = {"name": technique.name or technique.id, "description": f"As in {visible(edition)}."}
    parts.objects.append(parts.frame.made("attack-pattern", str(at), {**named, **told}))


def _add_prompt(parts: Parts, at: int, prompt: SharedPrompt) -> None:
    frame = parts.frame
    about = frame.subject
    beside = BESIDE.get(prompt.form)
    if prompt.text and beside is not None:
        # Not as `ai-prompt`: its value is the prompt itself, and this is not what anybody would look for.
        made = frame.note(f"prompt text/{at}", f"Prompt, {prompt.form}", prompt.text, object_refs=[about])
        said = f"{beside.warning}\n{beside.recipe}"
        recipe = frame.note(f"prompt recipe/{at}", "How to read this prompt", said, object_refs=[str(made["id"])])
        parts.objects += (made, recipe)
        about = str(made["id"])
        parts.lose("the text of a prompt, as an object of its own", "it goes in another form, and stands in a note")
    elif prompt.text:
        extension: StixObject = {PROMPT_EXTENSION_ID: {"extension_type": "new-sco"}}
        made = frame.observed("ai-prompt", str(at), {"value": prompt.text, "extensions": extension})
        parts.objects.append(made)
        about = str(made["id"])
        why = "STIX has no object for one; a reader that knows no extension's objects may refuse the whole bundle"
        parts.lose("the text of a prompt, for readers without the extension `ai-prompt`", why)
    said = _lines((("Role", prompt.role), ("SHA-256", prompt.sha256))) or "A prompt."
    parts.objects.append(frame.note(f"prompt/{at}", "Prompt", said, object_refs=[about]))
    parts.lose("role and digest of a prompt, as fields", "no object has a field for them; they stand in a note")


def _lines(rows: tuple[tuple[str, str], ...]) -> str:
    return "\n".join(f"{name}: {visible(value)}" for name, value in rows if value)
