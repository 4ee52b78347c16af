"""Stage 6: what may leave is copied out of the case and cleaned.

Nothing is covered: the copy is built anew from rows, components, codes, indicators and chosen items, and each of its
texts is scanned. What nothing found is not clean; a person reads it before it leaves.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256

import msgspec
from msgspec import Struct

from tocsin.rules.marking import at_least_as_strict, effective, join_all
from tocsin.rules.redaction import KEY_BYTES, Pseudonym, Pseudonyms, clean
from tocsin.rules.second_net import leaks
from tocsin.stages.beside import protections
from tocsin.stages.coding import codes, foreign_ids
from tocsin.stages.derivation import CHOSEN, HIT, taken_into
from tocsin.stages.desk import Desk
from tocsin.stages.dictionary import dictionary_of
from tocsin.stages.evidence import is_privileged, needs_reason
from tocsin.stages.fields import text_of
from tocsin.stages.marks import marking_of, marks_on_case
from tocsin.stages.scanning import Scanner
from tocsin.store.catalogues import load
from tocsin.vocab.acts.share import CleanCopyMade
from tocsin.vocab.case import Case, Item
from tocsin.vocab.checklist import Checklist, Row
from tocsin.vocab.clean_copy import (
    CleanCopy,
    SharedComponent,
    SharedIndicator,
    SharedMitigation,
    SharedPassage,
    SharedPrompt,
    SharedTechnique,
)
from tocsin.vocab.errors import ActNotAllowed, BadInput, Gone, TooMuch
from tocsin.vocab.finding import SHAREABLE, Group
from tocsin.vocab.ids import KEY
from tocsin.vocab.marking import Marking
from tocsin.vocab.ports import Compartment
from tocsin.vocab.reading import Detail
from tocsin.vocab.sharing import CleanCopyEntry, Component
from tocsin.vocab.sheet import CaseSheet, CleanCopySheet, CleaningSheet, ComponentSheet
from tocsin.vocab.triage import Statement

RULES = "1.1.0"  # the version of what is looked for; raised whenever a rule or a detector changes what it finds

# The headings of the playbook's checklist whose rows may leave; handling and contact are said in the terms and the ask.
LEAVING = (
    *("description", "detection", "affected_artifacts", "affected_users", "broader_impacts", "mitigations"),
    *("attribution", "technical_data", "proactive", "proactive_categories"),
)
# Rows that say what helps; in a document they stand as measures, not as an account.
HELPING = ("mitigation_detail", "advice_to_others")
PUBLIC_NUMBERS = frozenset({"cve", "ghsa", "vu", "avid", "osv", "pysec", "aiid", "atlas_case"})
MOST_PROMPT_SIGNS = 20_000
# SHA-256 of a text leaves only from this length on: a shorter one can be guessed from its digest.
LEAST_DIGEST_SIGNS = 200


class IndicatorGiven(Struct, frozen=True, kw_only=True):
    """One indicator that a person promotes, with the context without which nothing is sent."""

    kind: str
    value: str
    context: str
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    expires_at: datetime | None = None
    confidence: str = "med"


class Choice(Struct, frozen=True, kw_only=True):
    """What goes into the copy, and what a person says of single words.

    `fields` are rows of the checklist, all that may leave where it is None. `remove` are texts that are ours or a
    victim's, `keep` texts that are the attacker's or public. `items` are items of evidence whose text may be shown.
    """

    fields: tuple[str, ...] | None = None
    leave_out: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    indicators: tuple[IndicatorGiven, ...] = ()
    remove: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    note: str = ""


class Made(Struct, frozen=True, kw_only=True):
    """A clean copy as it was made; `found` is how often each label was removed, `left_out` what did not come along."""

    entry: CleanCopyEntry
    copy: CleanCopy
    found: tuple[tuple[str, int], ...]
    left_out: tuple[Detail, ...]
    by_rules: str = RULES


def make_copy(desk: Desk, case: Case, choice: Choice) -> Made:
    """Build the clean copy of a case and record it. It is the newest from then on; older shares keep theirs."""
    if not marks_on_case(case) or "own" not in case.marks:
        raise ActNotAllowed(
            f"{case.id} is not marked: what nobody marked, nobody may pass on",
            hint=f"`tocsin case mark {case.id} amber`",
        )
    cleaner = _Cleaner(desk, case, choice)
    copy, sources, left_out = _built(desk, case, choice, cleaner)
    draft = desk.draft(case)
    identifier = desk.new_id("copy")
    withheld = CleaningSheet(
        key=cleaner.pseudonyms.key.hex(),
        withheld=tuple(sorted(cleaner.withheld)),
        kept=choice.keep,
        asked=cleaner.asked,
        pseudonyms=tuple((each.mark.hex(), each.name) for each in cleaner.pseudonyms.given),
        sources=tuple(sources),
        findings=tuple(Detail(name=label, value=str(count)) for label, count in sorted(cleaner.found.items())),
    )
    draft.add(
        CleanCopyMade(
            copy=identifier,
            content=draft.bear(desk.vault.seal(msgspec.json.encode(copy, order="sorted"))),
            withheld=draft.sheet(withheld, Compartment.SEALED),
            removed=sum(cleaner.found.values()),
            rules=RULES,
            sheet=draft.sheet(CleanCopySheet(left_out=tuple(left_out), note=choice.note)),
        )
    )
    entry = draft.record()["copy", identifier]
    assert isinstance(entry, CleanCopyEntry)
    found = tuple(sorted(cleaner.found.items()))
    return Made(entry=entry, copy=copy, found=found, left_out=tuple(left_out))


def copy_text(desk: Desk, entry: CleanCopyEntry) -> CleanCopy:
    """A clean copy as it was made."""
    return msgspec.json.decode(desk.vault.read(entry.content), type=CleanCopy)


def refuse_uncleaned(desk: Desk, entry: CleanCopyEntry, said: dict[str, str]) -> None:
    """Refuse words of a person's own, by what they are called, where something stands in them that must not leave.

    A withheld value of the copy is found however it is written; what the copy kept as the attacker's may stay.
    """
    sheet = desk.sheet(entry.withheld, CleaningSheet)
    assert sheet is not None
    texts = {what: text for what, text in said.items() if text}
    kept = {text.casefold() for text in sheet.kept}
    scanner = Scanner(desk.detectors, dictionary_of(desk)) if texts else None
    for what, text in texts.items():
        assert scanner is not None
        if leaks(text.encode("utf-8", "replace"), sheet.withheld):
            raise BadInput(f"the {what} holds a value that was taken out of the clean copy", hint="say it without")
        for found in scanner.scan(text):
            if found.label not in SHAREABLE and text[found.start : found.end].casefold() not in kept:
                raise BadInput(
                    f"the {what} holds something that must not leave: {found.label} at sign {found.start + 1}",
                    hint="say it without; what is the attacker's is kept with `tocsin case clean --keep TEXT`",
                )


class _Cleaner:
    """Cleans text after text of one case, with names that stay the same throughout the case and its later copies."""

    def __init__(self, desk: Desk, case: Case, choice: Choice) -> None:
        known, before = dictionary_of(desk), _before(desk, case)
        self._theirs = {text.casefold() for text in choice.keep}
        # What was taken out of an earlier copy stays out of the next one, until somebody says that it may stay.
        earlier = self._not_theirs(before.asked if before else ())
        self.asked = tuple(dict.fromkeys((*earlier, *choice.remove)))
        ours = tuple(dict.fromkeys((*known.victims, *self.asked)))
        self._scanner = Scanner(desk.detectors, msgspec.structs.replace(known, victims=ours))
        self.pseudonyms = _pseudonyms(desk, before)
        # Looked for in every document and every word of a person's own, also where no text of this copy holds it.
        self.withheld = {*self._not_theirs((*self.asked, *(before.withheld if before else ())))}
        self.found: Counter[str] = Counter()

    def _not_theirs(self, values: tuple[str, ...]) -> Iterator[str]:
        return (value for value in values if value.casefold() not in self._theirs)

    def ours_in(self, value: str) -> str:
        """What of ours, of a victim or of a secret stands in a value that shall leave as it is, by its label; or ""."""
        if value.casefold() in self._theirs:
            return ""
        found = (one for one in self._scanner.scan(value) if one.label.group in (Group.INTERNAL, Group.SECRET))
        left = (one for one in found if value[one.start : one.end].casefold() not in self._theirs)
        return next((str(one.label) for one in left), "")

    def __call__(self, text: str) -> str:
        """The text without what must go."""
        findings = [
            each for each in self._scanner.scan(text) if text[each.start : each.end].casefold() not in self._theirs
        ]
        cleaned = clean(text, findings, self.pseudonyms, frozenset(SHAREABLE), frozenset())
        self.pseudonyms = cleaned.pseudonyms
        for each in cleaned.removed:
            self.withheld.add(text[each.finding.start : each.finding.end])
            self.found[each.finding.label] += 1
        return cleaned.text


def _before(desk: Desk, case: Case) -> CleaningSheet | None:
    """What was taken out of the newest copy so far."""
    before = desk.index.get("copy", case.copy) if case.copy else None
    return desk.sheet(before.withheld, CleaningSheet) if isinstance(before, CleanCopyEntry) else None


def _pseudonyms(desk: Desk, sheet: CleaningSheet | None) -> Pseudonyms:
    if sheet is None:
        return Pseudonyms(key=desk.chance.random_bytes(KEY_BYTES))
    given = tuple(Pseudonym(mark=bytes.fromhex(mark), name=name) for mark, name in sheet.pseudonyms)
    return Pseudonyms(key=bytes.fromhex(sheet.key), given=given)


def _built(desk: Desk, case: Case, choice: Choice, cleaner: _Cleaner) -> tuple[CleanCopy, list[str], list[Detail]]:
    left_out: list[Detail] = []
    rows = list(_rows(desk, case, choice, left_out))
    sources = [*(f"field/{row.key}" for row, _ in rows)]
    prompts = list(_prompts(desk, case, choice, cleaner, left_out))
    sources += [f"{CHOSEN}{item.id}" for item, _ in prompts]
    sources += taken_into(desk, case, PUBLIC_NUMBERS)
    name = desk.sheets((case.sheet,), CaseSheet).get(case.sheet)  # it may have been purged
    marks = [marking_of(mark) for item, _ in prompts for mark in item.marks.values()]
    fields = [marking_of(mark) for row, _ in rows for mark in case.field_marks.get(row.key, {}).values()]
    copy = CleanCopy(
        title=cleaner(name.name if name else "(no name)"),
        classified=case.judged.event_class if case.judged else "needs_information",
        flags=case.judged.flags if case.judged else (),
        passages=tuple(_passage(case, row, text, cleaner) for row, text in rows if row.key not in HELPING),
        components=tuple(_components(desk, case, cleaner)),
        indicators=tuple(_indicator(given, cleaner) for given in choice.indicators),
        techniques=tuple(_techniques(desk, case, cleaner)),
        mitigations=tuple(SharedMitigation(text=cleaner(text)) for row, text in rows if row.key in HELPING),
        prompts=tuple(prompt for _, prompt in prompts),
        foreign_ids=tuple((one, cleaner(number)) for one, number in foreign_ids(desk, case) if one in PUBLIC_NUMBERS),
        severity=tuple(
            (f"{one.scheme} {one.version}", one.low if one.low == one.high else f"{one.low} to {one.high}")
            for one in case.scores.values()
        ),
        legal_state=" ".join(one.text for one in protections(desk)),
        marking=effective(marks_on_case(case), marks, fields),
    )
    return copy, sources, left_out


def _rows(desk: Desk, case: Case, choice: Choice, left_out: list[Detail]) -> Iterator[tuple[Row, str]]:
    """The filled rows that may leave, in the checklist's order."""
    known = {row.key: row for checklist in load("checklists", Checklist, desk.home) for row in checklist.rows}
    for asked in (*(choice.fields or ()), *choice.leave_out):
        if asked not in known:
            raise BadInput(f"the checklist has no row {asked[:60]!r}", hint=f"`tocsin case checklist {case.id} --all`")
    whole = join_all(marks_on_case(case))
    for key, row in known.items():
        answered = case.rows.get(key)
        if answered is None or answered.value != "filled":
            continue
        wanted = key in choice.fields if choice.fields is not None else True
        why = _why_not(case, row, wanted, choice, whole)
        text = "" if why else text_of(desk, case, key)
        if text:
            yield row, text
        elif why:
            left_out.append(Detail(name=key, value=why))


def _why_not(case: Case, row: Row, wanted: bool, choice: Choice, whole: Marking) -> str:
    if row.key in choice.leave_out or not wanted:
        return "not chosen"
    if row.heading not in LEAVING:
        return "handling and contact stand in the terms and the ask"
    marks = [marking_of(mark) for mark in case.field_marks.get(row.key, {}).values()]
    if any("privileged" in mark.caveats for mark in marks):
        return "privileged: it is never an input of a document"
    if choice.fields is None and not all(at_least_as_strict(whole, mark) for mark in marks):
        return "marked stricter than the case: name it with --field to take it, and the whole becomes as strict"
    return ""


def _passage(case: Case, row: Row, text: str, cleaner: _Cleaner) -> SharedPassage:
    answered, said = case.rows[row.key], case.assertions.get(row.key)
    marks = [marking_of(mark) for mark in case.field_marks.get(row.key, {}).values()]
    return SharedPassage(
        key=row.key,
        heading=row.heading,
        title=row.text,
        text=cleaner(text),
        statement=answered.statement,
        confidence=answered.confidence,
        prong=said.prong if said else None,
        proprietary=said.proprietary if said else False,
        tlp=effective(marks_on_case(case), (), marks).tlp,
    )


def _components(desk: Desk, case: Case, cleaner: _Cleaner) -> Iterator[SharedComponent]:
    for found in desk.index.all("component", stream=case.id):
        assert isinstance(found, Component)
        sheet = desk.sheet(found.sheet, ComponentSheet)
        if sheet is None or found.standing not in HIT:
            continue
        yield SharedComponent(
            kind=sheet.kind,
            name=cleaner(sheet.name),
            version=cleaner(sheet.version),
            purl=cleaner(sheet.purl),
            revision=cleaner(sheet.revision),
            digests=tuple((one.name, one.value) for one in sheet.digests),
            standing=found.standing,
        )


def _techniques(desk: Desk, case: Case, cleaner: _Cleaner) -> Iterator[SharedTechnique]:
    for coded, code in zip(case.techniques, codes(desk, case), strict=True):
        yield SharedTechnique(
            scheme=code.scheme,
            version=code.version,
            id=code.id,
            name=cleaner(code.name),
            statement=coded.statement,
            confidence=coded.confidence,
        )


def _indicator(given: IndicatorGiven, cleaner: _Cleaner) -> SharedIndicator:
    if not given.context.strip():
        raise BadInput(
            f"the indicator {given.kind} has no context",
            hint="say when it matters, what it does and what to do about it: nothing is sent without",
        )
    if not KEY.match(given.kind):
        raise BadInput(
            f"{given.kind[:60]!r} is no kind of indicator", hint="such as ipv4, domain, url, sha256 or email"
        )
    ours = cleaner.ours_in(given.kind) or cleaner.ours_in(given.value)
    if ours:
        raise BadInput(
            f"the indicator {given.kind} holds something of ours or of a victim: {ours}",
            hint="leave it out; what is the attacker's all the same is kept with --keep and the whole value",
        )
    return SharedIndicator(
        kind=given.kind,
        value=given.value,
        context=cleaner(given.context),
        first_seen=given.first_seen,
        last_seen=given.last_seen,
        expires_at=given.expires_at,
        statement=Statement.FACT,
        confidence=given.confidence,
    )


def _prompts(
    desk: Desk, case: Case, choice: Choice, cleaner: _Cleaner, left_out: list[Detail]
) -> Iterator[tuple[Item, SharedPrompt]]:
    """Chosen items: their cleaned text where nobody needs a reason to look, else a digest that cannot be guessed."""
    for given in choice.items:
        item = desk.item(given)
        why = _item_stays(desk, case, item)
        if why:
            left_out.append(Detail(name=item.id, value=why))
            continue
        try:
            text = desk.vault.read(item.content, limit_bytes=4 * MOST_PROMPT_SIGNS).decode("utf-8")
        except (UnicodeDecodeError, Gone, TooMuch) as fault:
            left_out.append(
                Detail(name=item.id, value=f"its content is no text that can be shown ({type(fault).__name__})")
            )
            continue
        shown = "" if needs_reason(desk, item) else cleaner(text)
        digest = sha256(text.encode()).hexdigest() if len(text) >= LEAST_DIGEST_SIGNS and shown == text else ""
        yield item, SharedPrompt(role=item.kind, sha256=digest, text=shown)


def _item_stays(desk: Desk, case: Case, item: Item) -> str:
    if item.case != case.id:
        raise BadInput(f"{item.id} belongs to {item.case}, not to {case.id}")
    if item.state == "purged":
        return "purged"
    return "privileged: it is never an input of a document" if is_privileged(desk, item) else ""


def chosen_indicators(pairs: Sequence[str], context: str) -> tuple[IndicatorGiven, ...]:
    """Indicators as the command line gives them: `kind=value`, all with one context."""
    found = []
    for pair in pairs:
        kind, equals, value = pair.partition("=")
        if not equals or not kind or not value:
            raise BadInput(f"{pair[:60]!r} is no KIND=VALUE", hint="such as ipv4=203.0.113.9 or domain=evil.example")
        found.append(IndicatorGiven(kind=kind, value=value, context=context))
    return tuple(found)
