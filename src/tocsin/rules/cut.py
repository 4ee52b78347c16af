"""What a cut gives of a clean copy, and which one is proposed.

A cut can only take away. The copy that a document is written from is built anew from the parts that the cut names, so
nothing that it does not name can show in the document: not its words, its number, its order or its length.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from tocsin.vocab.clean_copy import CleanCopy, SharedPrompt
from tocsin.vocab.cut import SEALED, UNSAID, Cut, Part
from tocsin.vocab.finding import TOKEN
from tocsin.vocab.marking import Marking, Tlp
from tocsin.vocab.party import PartyKind, PartyRole
from tocsin.vocab.sharing import Share
from tocsin.vocab.visible import counted

_PATTERN = (
    *(Part.CLASS, Part.TITLE, Part.SEVERITY, Part.NUMBERS, Part.COMPONENTS, Part.INDICATORS),
    *(Part.TECHNIQUES, Part.MITIGATIONS, Part.PROMPT_DIGESTS),
)
_PROMPT = (*_PATTERN, Part.PROMPT_TEXTS)
_WHOLE = (*_PROMPT, Part.ACCOUNT)
# What each cut gives, in the order in which it is said.
GIVES: dict[Cut, tuple[Part, ...]] = {
    Cut.CLASS: (Part.CLASS,),
    Cut.PATTERN: _PATTERN,
    Cut.PROMPT: _PROMPT,
    Cut.PROMPT_SEALED: _PROMPT,
    Cut.WHOLE: _WHOLE,
    Cut.WHOLE_SEALED: _WHOLE,
}
# Every field of a clean copy and the part it belongs to. The marking is said anew for each cut.
FIELDS: dict[str, Part] = {
    **{"classified": Part.CLASS, "flags": Part.CLASS, "legal_state": Part.CLASS, "marking": Part.CLASS},
    **{"title": Part.TITLE, "severity": Part.SEVERITY, "foreign_ids": Part.NUMBERS, "components": Part.COMPONENTS},
    **{"indicators": Part.INDICATORS, "techniques": Part.TECHNIQUES, "mitigations": Part.MITIGATIONS},
    **{"prompts": Part.PROMPT_DIGESTS, "passages": Part.ACCOUNT, "occurred": Part.ACCOUNT, "known_at": Part.ACCOUNT},
}
_LEAST_SEARCHED = 24  # signs of a text that a cut holds back: a shorter one stands in other sentences by chance


class Proposed(Struct, frozen=True, kw_only=True):
    """A cut that is proposed, and why."""

    cut: Cut
    why: str


def cut_for(share: Share, recipient: str) -> Cut:
    """What somebody chose for a recipient; the whole where nobody did."""
    return Cut(share.cuts.get(recipient, UNSAID))


def cut_copy(copy: CleanCopy, cut: Cut, marking: Marking) -> CleanCopy:
    """What the cut gives of the copy, under the marking of what it gives; the texts of prompts still as they are."""
    gives = GIVES[cut]
    given = {name: getattr(copy, name) for name, part in FIELDS.items() if part in gives}
    if Part.TITLE not in gives:
        given["title"] = f"AI security event: {copy.classified.replace('_', ' ')}"
    if Part.PROMPT_DIGESTS in gives and Part.PROMPT_TEXTS not in gives:
        given["prompts"] = tuple(SharedPrompt(role=one.role, sha256=one.sha256) for one in copy.prompts)
    whole = CleanCopy(**(given | {"marking": marking}))
    return whole if gives == _WHOLE else _renumbered(whole)


def held_back(copy: CleanCopy, cut: Cut) -> tuple[str, ...]:
    """Texts that the cut holds back and that no other words of its document may repeat: prompts, and indicators."""
    gives = GIVES[cut]
    texts = () if Part.PROMPT_TEXTS in gives else tuple(one.text for one in copy.prompts)
    values = () if Part.INDICATORS in gives else tuple(one.value for one in copy.indicators)
    return tuple(dict.fromkeys((*(text for text in texts if len(text) >= _LEAST_SEARCHED), *filter(None, values))))


def counts_for(sources: Iterable[str], cut: Cut, helping: Iterable[str]) -> tuple[str, ...]:
    """Of what a copy was made from (field/KEY, item/ID), what the cut gives something of: its marks count, others not.

    `helping` are the rows that become measures.
    """
    gives, measures = GIVES[cut], {f"field/{key}" for key in helping}

    def counts(source: str) -> bool:
        if source.startswith("item/"):
            return Part.PROMPT_DIGESTS in gives
        if source.startswith("field/"):
            return (Part.MITIGATIONS if source in measures else Part.ACCOUNT) in gives
        return True

    return tuple(filter(counts, sources))


def gets(copy: CleanCopy, cut: Cut) -> tuple[str, ...]:
    """What the recipient gets, in words."""
    how = "sealed to them alone" if cut in SEALED else "in neutral form"
    said = dict(_parts(copy))
    if Part.PROMPT_TEXTS in said:
        said[Part.PROMPT_TEXTS] += f", {how}"
    return tuple(said[part] for part in GIVES[cut] if part in said)


def does_not_get(copy: CleanCopy, cut: Cut) -> tuple[str, ...]:
    """What of the copy the recipient does not get, in words."""
    return tuple(words for part, words in _parts(copy) if part not in GIVES[cut])


def proposed(kinds: Iterable[str], roles: Iterable[str], marking: Marking) -> Proposed:
    """A cut by what a party is, what it is in the case, and how strict the whole is; a person decides.

    1. Anyone gets the class, many at once the pattern.
    2. Who reported, owns or suffered it knows it already: the whole.
    3. Who makes what was hit needs the prompt to mend it; where the whole is for named people only, sealed.
    4. Everybody else can look for it with the pattern.
    """
    are, plays = set(kinds), set(roles)
    if PartyKind.PUBLIC in are or not are:  # 1
        return Proposed(cut=Cut.CLASS, why="anyone can read it")
    if PartyKind.COMMUNITY in are:
        return Proposed(cut=Cut.PATTERN, why="many get it at once, and can look for it with this")
    if plays & {PartyRole.REPORTER, PartyRole.ORIGINATOR, PartyRole.AFFECTED}:  # 2
        return Proposed(cut=Cut.WHOLE, why="it is theirs: they reported, own or suffered it")
    if PartyRole.SUPPLIER in plays or are & {PartyKind.VENDOR, PartyKind.PROVIDER, PartyKind.DEVELOPER}:  # 3
        strict = marking.tlp >= Tlp.AMBER_STRICT
        cut = Cut.PROMPT_SEALED if strict else Cut.PROMPT
        return Proposed(cut=cut, why="who makes what was hit needs the prompt to mend it")
    return Proposed(cut=Cut.PATTERN, why="it is enough to look for it")  # 4


def _renumbered(copy: CleanCopy) -> CleanCopy:
    """The copy with its names ([PERSON-3]) numbered as they come: a gap would tell of somebody in what is held back."""
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()

    def anew(found: re.Match[str]) -> str:
        name = found.group()
        if name not in names:
            label = name[1:-1].rpartition("-")[0]
            counts[label] += 1
            names[name] = f"[{label}-{counts[label]}]"
        return names[name]

    spelled = msgspec.json.encode(copy).decode()
    return msgspec.json.decode(TOKEN.sub(anew, spelled), type=CleanCopy)


def _parts(copy: CleanCopy) -> Iterator[tuple[Part, str]]:
    """Every part that the copy has, in words."""
    texts = sum(bool(one.text) for one in copy.prompts)
    counts = (
        (Part.INDICATORS, len(copy.indicators), "indicator"),
        (Part.TECHNIQUES, len(copy.techniques), "technique"),
        (Part.COMPONENTS, len(copy.components), "component"),
        (Part.MITIGATIONS, len(copy.mitigations), "measure"),
        (Part.NUMBERS, len(copy.foreign_ids), "public number"),
        (Part.SEVERITY, len(copy.severity), "severity score"),
    )
    yield Part.CLASS, "the preliminary class"
    yield Part.TITLE, "the title"
    yield from ((part, counted(number, what)) for part, number, what in counts if number)
    if copy.prompts:
        yield Part.PROMPT_DIGESTS, f"{counted(len(copy.prompts), 'prompt')} without text"
    if texts:
        yield Part.PROMPT_TEXTS, f"the text of {counted(texts, 'prompt')}"
    if copy.passages:
        yield Part.ACCOUNT, f"the account, {counted(len(copy.passages), 'row')}"
