"""Codes others gave: how each scheme writes its numbers and techniques.

Only a whole field is matched (`foreign_id`, `technique`); a search inside a text (`foreign_ids_within`) is for places
where people write such numbers on purpose, as in the subject of a mail.
"""

import re

from tocsin.vocab.reading import ForeignId, TechniqueSeen

_SEARCHED = 2_000  # signs of a subject line that are searched

_SCHEMES: tuple[tuple[str, str], ...] = (
    ("cve", r"CVE-[0-9]{4}-[0-9]{4,19}"),  # CVE JSON record format 5.1, `cveId`
    ("ghsa", r"GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}"),  # GitHub Advisory Database, README, "GHSA IDs"
    ("pysec", r"PYSEC-[0-9]{4}-[0-9]{1,10}"),  # PyPA advisory database, README
    ("avid", r"AVID-[0-9]{4}-[RV][0-9]{3,10}"),  # AVID, report and vulnerability ids in avid-db
    ("atlas_case", r"AML\.CS[0-9]{4}"),  # MITRE ATLAS data, schema of case study ids
    ("vu", r"VU#[0-9]{3,10}"),  # CERT/CC vulnerability notes
    ("vrf", r"VRF#[0-9A-Z][0-9A-Z-]{3,30}"),  # CERT/CC VINCE, vulnerability report form tracking id
    ("aiid", r"https://incidentdatabase\.ai/cite/([0-9]{1,10})/?"),  # AI Incident Database, address of an incident
)
_WHOLE = tuple((scheme, re.compile(pattern, re.IGNORECASE)) for scheme, pattern in _SCHEMES)
_WITHIN = tuple((scheme, re.compile(rf"(?<![\w-]){p}(?![\w-])", re.IGNORECASE)) for scheme, p in _SCHEMES)

_TECHNIQUES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ATLAS", re.compile(r"AML\.T[0-9]{4}(?:\.[0-9]{3})?")),  # MITRE ATLAS data, technique ids
    ("CWE", re.compile(r"CWE-[0-9]{1,6}")),  # CWE, "CWE-ID"
    ("ATT&CK", re.compile(r"T[0-9]{4}(?:\.[0-9]{3})?")),  # MITRE ATT&CK, technique ids
    ("OWASP-LLM", re.compile(r"LLM(?:0[1-9]|10)(?::20[0-9]{2})?")),  # OWASP Top 10 for LLM Applications
)


def foreign_id(text: str) -> ForeignId | None:
    """The id that this field is, as a whole; None where it is no id of a known scheme."""
    for scheme, pattern in _WHOLE:
        if found := pattern.fullmatch(text.strip()):
            return _as_written(scheme, found)
    return None


def foreign_ids_within(text: str) -> tuple[ForeignId, ...]:
    """Every id of a known scheme inside a short text, each once, scheme by scheme."""
    found = (_as_written(scheme, match) for scheme, pattern in _WITHIN for match in pattern.finditer(text[:_SEARCHED]))
    return tuple(dict.fromkeys(found))


def technique(code: str, *, version: str | None = None, name: str | None = None) -> TechniqueSeen | None:
    """The technique or weakness that this field is, as a whole; the scheme is told by how the code is written."""
    for scheme, pattern in _TECHNIQUES:
        if pattern.fullmatch(code.strip()):
            return TechniqueSeen(scheme=scheme, version=version, id=code.strip(), name=name)
    return None


def _as_written(scheme: str, match: re.Match[str]) -> ForeignId:
    value = match.group(1) if match.re.groups else match.group()
    if scheme == "ghsa":
        return ForeignId(scheme=scheme, value="GHSA" + value[4:].lower())
    return ForeignId(scheme=scheme, value=value if scheme == "aiid" else value.upper())
