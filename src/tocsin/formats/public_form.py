"""What came through the public form of this desk, or of another one."""

import msgspec

from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.public_report import EDITION, About, PublicReport, Told
from tocsin.vocab.reading import FactSeen, Reading
from tocsin.vocab.sample import Sample
from tocsin.vocab.triage import FactKey, Occurrence

NAME = "public-form"
SUMMARY = "report from the public form of a desk (JSON)"

TITLE_CHARS = 100  # of the account's first words: a line in a list

_OCCURRENCE = {About.HAPPENED: Occurrence.HAPPENED, About.WEAKNESS: Occurrence.HAZARD}


def recognise(sample: Sample) -> int:
    """95 where the document says that it is one."""
    return 95 if isinstance(sample.json, dict) and sample.json.get("form") == EDITION else 0


def read(sample: Sample) -> Reading:
    """The account and the facts that were ticked; BadInput where it is not what the form writes."""
    if not recognise(sample):
        raise BadInput(f"not from the public form: `form` is expected to be {EDITION}")
    try:
        told = msgspec.convert(sample.json, PublicReport)
    except msgspec.ValidationError as fault:
        raise BadInput(f"not what the public form writes: {fault}") from fault
    return Reading(
        format=NAME,
        format_version=EDITION.partition("/")[2],
        kind=ItemKind.MESSAGE,
        title=title_of(told.account),
        text=told.account,
        reported_at=told.received_at.isoformat(),
        facts=facts_of(told),
        units=1,
        understood=1,
    )


def title_of(account: str) -> str:
    """The first words of an account, on one line."""
    line = " ".join(account.split())
    if len(line) <= TITLE_CHARS:
        return line
    return (line[:TITLE_CHARS].rpartition(" ")[0] or line[:TITLE_CHARS]) + " …"


def facts_of(told: PublicReport) -> tuple[FactSeen, ...]:
    """The triage facts that its answers state; what the reporter does not know states nothing."""
    found: list[tuple[FactKey, str]] = []
    if told.about in _OCCURRENCE:
        found.append((FactKey.OCCURRENCE, _OCCURRENCE[told.about]))
    if told.about is About.BEHAVIOUR:
        found.append((FactKey.MALFUNCTION_WITHOUT_ADVERSARY, Told.YES))
    if told.used is not Told.UNKNOWN:
        found.append((FactKey.EXPLOITED_IN_THE_WILD, told.used))
    return tuple(FactSeen(key=key.value, value=str(value)) for key, value in found)
