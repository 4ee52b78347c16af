"""What a case shows of our own words, for a person to take or leave."""

import re
from collections.abc import Iterable

from msgspec import Struct

from tocsin.vocab.dictionary import LEAST_SIGNS, Dictionary, Word, is_private_mail
from tocsin.vocab.finding import Label
from tocsin.vocab.review import SAID, STAYING, Entry, Verdict
from tocsin.vocab.triage import Confidence

# In which list a value of a label belongs; the others name one thing once, and are no words.
LISTS: dict[Label, str] = {
    Label.PERSON: "people",
    Label.INTERNAL_HOST: "hosts",
    Label.USERNAME: "accounts",
    Label.CLOUD_ID: "cloud_accounts",
    Label.ORG_TERM: "org_names",
    Label.VICTIM: "victims",
    Label.EMAIL: "domains",
}
LEAST_MAILBOXES = 2  # of one domain that go: a single stranger's domain is not ours
_UNSURE = frozenset({Confidence.NONE, Confidence.LOW})


class Proposal(Struct, frozen=True, kw_only=True):
    """One word that the dictionary does not hold: why it is proposed, and in how many places it stands."""

    word: Word
    why: str
    count: int


def proposed(entries: Iterable[Entry], known: Dictionary) -> tuple[Proposal, ...]:
    """The words of ours that a case shows: what a person said first, then what rules are sure of."""
    seen: dict[Word, list[Entry]] = {}
    for entry in sorted(entries, key=lambda one: not _is_said(one)):
        word = _word(entry, known)
        if word is not None and not _is_known(word, known):
            seen.setdefault(word, []).append(entry)
    return tuple(
        Proposal(word=word, why=_why(word, some), count=sum(one.count for one in some))
        for word, some in seen.items()
        if word.field != "domains" or _is_said(some[0]) or len(some) >= LEAST_MAILBOXES
    )


def _is_said(entry: Entry) -> bool:
    return entry.verdict in (Verdict.OURS, Verdict.ACCEPT)


def _why(word: Word, some: list[Entry]) -> str:
    if _is_said(some[0]):
        return "somebody said so in the review"
    return "mailboxes that are taken out are there" if word.field == "domains" else some[0].reason


def _word(entry: Entry, known: Dictionary) -> Word | None:
    label = entry.label if entry.rule == SAID or entry.left is None else entry.proposed
    if label is None or label not in LISTS or entry.verdict in STAYING:
        return None
    if not _is_said(entry) and (entry.left is not None or entry.confidence in _UNSURE):
        return None
    value = " ".join(entry.value.split())
    if not value.isprintable():
        return None
    if label is Label.EMAIL:
        value = value.rpartition("@")[2].casefold()
        if not value or is_private_mail(value):
            return None
    if label is Label.INTERNAL_HOST and known.owns_host(value):
        value = value.partition(".")[0]  # the rest of it is known; a host is called by its first part alone, too
        if not re.search(r"[\d-]", value):
            return None
    return Word(field=LISTS[label], value=value) if LEAST_SIGNS <= len(value) <= 500 else None


def _is_known(word: Word, known: Dictionary) -> bool:
    if word.field == "domains" and known.owns_host(word.value):
        return True
    return word.value.casefold() in {one.casefold() for one in getattr(known, word.field)}
