"""The review: values with all their places, what was not taken out on top.

A verdict is of a value and not of a place: it counts wherever the value stands, however it is written there.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from msgspec.structs import replace

from tocsin.vocab.finding import SENSITIVE, Finding, Group, Label
from tocsin.vocab.review import SAID, STAYING, Entry, JudgedValue, Left, Passed, Place, Probe, Risk, Verdict
from tocsin.vocab.triage import Confidence
from tocsin.vocab.value import folded

AROUND = 60  # signs before and behind a value: half a line on each side
LISTED = 5  # places of a value that are shown; all of them are counted

_SIGN = re.compile(r"[\W_]+")


def taught(text: str, found: Sequence[Finding], ours: Mapping[str, str]) -> list[Finding]:
    """The findings, with those of a value that a person called theirs under the label and reason that they gave."""
    said = {_squeezed(value): label for value, label in ours.items()}
    return [_as_said(text, one, said) if said else one for one in found]


def _as_said(text: str, one: Finding, said: Mapping[str, str]) -> Finding:
    label = said.get(_squeezed(text[one.start : one.end])) if one.rule.startswith("own-victim") else None
    if label is None:
        return one
    reason = "somebody said that it is ours or a victim's"
    return replace(one, label=Label(label) if label else Label.VICTIM, rule=SAID, reason=reason)


def _squeezed(value: str) -> str:
    return _SIGN.sub("", folded(value)) or folded(value)


def entry_id(case: str, value: str) -> str:
    """What an entry is called on a page of this desk. It can be guessed from the value, so it leaves with nothing."""
    return sha256(f"{case}\0{folded(value)}".encode("utf-8", "surrogatepass")).hexdigest()[:20]


def apart(guessed: Iterable[Probe], probes: Iterable[Probe]) -> Iterator[Probe]:
    """The guesses that touch nothing that a person is asked to look at for a better reason."""
    asked = {(one.text, place) for one in probes for place in range(one.start, one.end)}
    return (one for one in guessed if not any((one.text, place) in asked for place in range(one.start, one.end)))


def entries(
    case: str, passed: Sequence[Passed], probes: Iterable[Probe], verdicts: Mapping[str, JudgedValue]
) -> tuple[Entry, ...]:
    """Every value that was found or that a person should look at, what has most to lose first.

    1. What no rule took out: what was taken out elsewhere, addresses, names, numbers, ...
    2. What a rule found and left: the attacker's, or public, or so it seems; the least sure first.
    3. What was taken out, the least sure first: of it only too much can be lost.
    """
    groups: dict[str, _Group] = {}
    for number, one in enumerate(passed):
        for each in one.findings:
            groups.setdefault(folded(one.text[each.start : each.end]), _Group()).found.append((number, each))
    for probe in probes:
        value = passed[probe.text].text[probe.start : probe.end]
        groups.setdefault(folded(value), _Group()).left.append(probe)
    made = [_entry(case, passed, group, verdicts.get(value)) for value, group in groups.items()]
    return tuple(sorted(made, key=_rank))


class _Group:
    """One value: where rules found it, and where it was left."""

    def __init__(self) -> None:
        self.found: list[tuple[int, Finding]] = []
        self.left: list[Probe] = []


def _entry(case: str, passed: Sequence[Passed], group: _Group, said: JudgedValue | None) -> Entry:
    spans = dict.fromkeys((number, each.start, each.end) for number, each in group.found)
    spans |= dict.fromkeys((each.text, each.start, each.end) for each in group.left)
    places = [_place(passed[number], start, end) for number, start, end in spans]
    probe = min(group.left, key=lambda each: (_RISKS[each.risk], _KINDS.index(each.kind)), default=None)
    finding = min((each for _, each in group.found), key=_least_sure, default=None)
    shown, goes = places[0].shown, sum(bool(place.token) for place in places)
    return Entry(
        id=entry_id(case, shown),
        value=shown,
        left=probe.kind if probe else None,
        label=finding.label if finding else None,
        group=finding.label.group if finding else None,
        rule=finding.rule if finding and not probe else str(probe.kind) if probe else "",
        confidence=finding.confidence if finding else Confidence.LOW,
        reason=_reason(finding, group),
        risk=_risk(probe, finding, stays=goes < len(places)),
        count=len(places),
        goes=goes,
        places=tuple(sorted(places, key=lambda place: bool(place.token))[:LISTED]),
        proposed=_proposed(shown, probe, finding),
        verdict=said.verdict if said else None,
        said_by=said.by if said else "",
        said_at=said.at if said else None,
    )


def _place(one: Passed, start: int, end: int) -> Place:
    token = next((token for first, last, token in one.removed if first < end and start < last), "")
    return Place(
        at=one.at,
        title=one.title,
        start=start,
        end=end,
        before=one.text[max(0, start - AROUND) : start],
        shown=one.text[start:end],
        after=one.text[end : end + AROUND],
        token=token,
    )


def _least_sure(each: Finding) -> tuple[int, int]:
    return (0 if each.label in SENSITIVE else 1, _SURE[each.confidence])


def _reason(finding: Finding | None, group: _Group) -> str:
    reasons = dict.fromkeys(each.reason for each in group.left)
    if finding is not None:
        reasons |= {finding.reason: None}
    return "; ".join(reasons)


def _risk(probe: Probe | None, finding: Finding | None, *, stays: bool) -> Risk:
    if probe is not None:
        return probe.risk
    assert finding is not None
    if finding.label in SENSITIVE:
        return Risk.HIGH if stays else Risk.LOW
    return Risk.MED if finding.confidence is Confidence.LOW else Risk.LOW


def _proposed(value: str, probe: Probe | None, finding: Finding | None) -> Label:
    """What it would go as where somebody says that it is ours."""
    if finding is not None:
        return _TURNED.get(finding.label, finding.label)
    assert probe is not None
    if "@" in value:
        return Label.EMAIL
    if probe.kind is Left.ADDRESS:
        return Label.INTERNAL_IP if re.fullmatch(r"[\d.:a-f]+", value) else Label.INTERNAL_HOST
    return _LABELS.get(probe.kind, Label.ORG_TERM)


def _rank(entry: Entry) -> tuple[int, int, int, int, str]:
    if entry.left is not None:
        return (0, _RISKS[entry.risk], _KINDS.index(entry.left), -entry.count, folded(entry.value))
    if entry.verdict is Verdict.OURS:  # said while it was on top, and stays there
        return (0, 0, 0, -entry.count, folded(entry.value))
    return (
        1 if entry.goes < entry.count else 2,
        _RISKS[entry.risk],
        _SURE[entry.confidence],
        -entry.count,
        folded(entry.value),
    )


def alike(one: Entry, every: Iterable[Entry], verdict: Verdict) -> list[Entry]:
    """The entries about which nobody said anything and that are there for the same reason as this one, with it.

    What has most to lose is looked at one by one, and no two secrets stay because of one key.
    """
    same = (other for other in every if (other.rule, other.label, other.left) == (one.rule, one.label, one.left))
    return [one, *(each for each in same if each.id != one.id and each.verdict is None and _goes_along(each, verdict))]


def _goes_along(each: Entry, verdict: Verdict) -> bool:
    return each.risk is not Risk.HIGH and not (verdict in STAYING and each.group is Group.SECRET)


def refusal(one: Entry, verdict: Verdict) -> str:
    """Why a verdict says nothing of this entry; "" where it does."""
    if verdict is Verdict.ACCEPT and one.goes == 0 and one.left is not None:
        return "nothing was taken out here: say whether it is ours, theirs, or nothing to hide"
    return ""


_SURE = {Confidence.LOW: 0, Confidence.NONE: 0, Confidence.NOT_SPECIFIED: 1, Confidence.MED: 1, Confidence.HIGH: 2}
_RISKS = {Risk.HIGH: 0, Risk.MED: 1, Risk.LOW: 2}
_KINDS = list(Left)
_LABELS = {Left.NUMBER: Label.ACCOUNT_ID, Left.NAME: Label.PERSON, Left.EVIDENCE: Label.ORG_TERM}
# What a shareable label becomes where it is ours after all.
_TURNED = {
    Label.IOC_EMAIL: Label.EMAIL,
    Label.IOC_DOMAIN: Label.INTERNAL_HOST,
    Label.IOC_URL: Label.INTERNAL_HOST,
    Label.IOC_IPV4: Label.USER_IP,
    Label.IOC_IPV6: Label.USER_IP,
    Label.CRYPTO_ADDR: Label.ACCOUNT_ID,
} | {
    label: Label.ORG_TERM
    for label in Label
    if label.group is Group.SHAREABLE and not label.startswith("IOC_") and label is not Label.CRYPTO_ADDR
}
_TURNED[Label.IOC_HASH] = Label.ACCOUNT_ID
