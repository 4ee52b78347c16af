"""Stage 6: what may leave is copied out of the case and cleaned.

Nothing is covered: the copy is built anew from rows, components, codes, indicators and chosen items, and each of its
texts is scanned. What nothing found is not clean; a person reads it before it leaves.
"""

from collections.abc import Iterator
from hashlib import sha256

import msgspec
from msgspec import Struct

from tocsin.rules.coarse import coarse
from tocsin.rules.guessable import digests_of_words, may_carry_digest, refused_indicator
from tocsin.rules.marking import at_least_as_strict, effective, join_all
from tocsin.rules.second_net import leaks
from tocsin.stages.beside import protections
from tocsin.stages.cleaner import Cleaner
from tocsin.stages.coding import codes, foreign_ids
from tocsin.stages.derivation import CHOSEN, HIT, taken_into
from tocsin.stages.desk import Desk
from tocsin.stages.dictionary import dictionary_of
from tocsin.stages.evidence import is_privileged, needs_reason
from tocsin.stages.fields import text_of
from tocsin.stages.marks import marking_of, marks_on_case
from tocsin.stages.opening import LISTED_BYTES, inside, plain_text
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
from tocsin.vocab.coarse import Coarse
from tocsin.vocab.errors import ActNotAllowed, BadInput, Gone
from tocsin.vocab.finding import SHAREABLE
from tocsin.vocab.ids import KEY
from tocsin.vocab.indicator import IndicatorGiven
from tocsin.vocab.marking import Marking
from tocsin.vocab.ports import Compartment
from tocsin.vocab.reading import Detail
from tocsin.vocab.sharing import CleanCopyEntry, Component
from tocsin.vocab.sheet import CaseSheet, CleanCopySheet, CleaningSheet, ComponentSheet

RULES = "1.4.0"  # the version of what is looked for; raised whenever a rule or a detector changes what it finds

# The headings of the playbook's checklist whose rows may leave; handling and contact are said in the terms and the ask.
LEAVING = (
    *("description", "detection", "affected_artifacts", "affected_users", "broader_impacts", "mitigations"),
    *("attribution", "technical_data", "proactive", "proactive_categories"),
)
# Rows that say what helps; in a document they stand as measures, not as an account.
HELPING = ("mitigation_detail", "advice_to_others")
PUBLIC_NUMBERS = frozenset({"cve", "ghsa", "vu", "avid", "osv", "pysec", "aiid", "atlas_case"})
MOST_PROMPT_SIGNS = 20_000
NOT_CHOSEN = "not chosen"


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
    times: Coarse = Coarse.EXACT  # how exactly the times in it are said
    note: str = ""


class Made(Struct, frozen=True, kw_only=True):
    """A clean copy as it was made; `found` is how often each label was removed, `left_out` what did not come along.

    `times` is how exactly its times are said, `items` the evidence whose text it shows.
    """

    entry: CleanCopyEntry
    copy: CleanCopy
    found: tuple[tuple[str, int], ...]
    left_out: tuple[Detail, ...]
    by_rules: str = RULES
    times: Coarse = Coarse.EXACT
    items: tuple[str, ...] = ()


def make_copy(desk: Desk, case: Case, choice: Choice) -> Made:
    """Build the clean copy of a case and record it. It is the newest from then on; older shares keep theirs."""
    if not marks_on_case(case) or "own" not in case.marks:
        raise ActNotAllowed(
            f"{case.id} is not marked: what nobody marked, nobody may pass on",
            hint=f"`tocsin case mark {case.id} amber`",
        )
    cleaner = Cleaner(desk, case, remove=choice.remove, keep=choice.keep, times=choice.times)
    copy, sources, left_out = passing(desk, case, choice, cleaner)
    _refuse_digests(copy, (*cleaner.read, *cleaner.withheld))
    draft = desk.draft(case)
    identifier = desk.new_id("copy")
    withheld = CleaningSheet(
        key=cleaner.pseudonyms.key.hex(),
        withheld=tuple(sorted(cleaner.withheld)),
        kept=cleaner.kept,
        asked=cleaner.asked,
        times=choice.times,
        pseudonyms=tuple((each.mark.hex(), each.name) for each in cleaner.pseudonyms.given),
        sources=tuple(sources),
        findings=tuple(Detail(name=label, value=str(count)) for label, count in sorted(cleaner.found.items())),
        struck=tuple(cleaner.struck),
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
    items = shown_in(withheld)
    return Made(entry=entry, copy=copy, found=found, left_out=tuple(left_out), times=choice.times, items=items)


def shown_in(sheet: CleaningSheet) -> tuple[str, ...]:
    """The evidence whose text a clean copy shows, by id."""
    return tuple(one.removeprefix(CHOSEN) for one in sheet.sources if one.startswith(CHOSEN))


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


def passing(desk: Desk, case: Case, choice: Choice, cleaner: Cleaner) -> tuple[CleanCopy, list[str], list[Detail]]:
    """A copy that is not recorded: what passes the cleaner, what it is made from, what did not come along and why."""
    # Names are given in this order: what stands in every document first, so that nobody sees a number left out.
    left_out: list[Detail] = []
    rows = list(_rows(desk, case, choice, left_out))
    passages = tuple(_passage(case, row, text, cleaner) for row, text in rows if row.key not in HELPING)
    helping = tuple(_helping(row, text, cleaner) for row, text in rows if row.key in HELPING)
    components = tuple(_components(desk, case, cleaner))
    indicators = tuple(_indicators(choice, cleaner))
    techniques = tuple(_techniques(desk, case, cleaner))
    public = [one for one in foreign_ids(desk, case) if one[0] in PUBLIC_NUMBERS]
    numbers = tuple((one, cleaner.at(f"foreign-id/{one}", "A public number")(number)) for one, number in public)
    prompts = list(_prompts(desk, case, choice, cleaner, left_out))
    name = desk.sheets((case.sheet,), CaseSheet).get(case.sheet)  # it may have been purged
    sources = [*(f"field/{row.key}" for row, _ in rows), *(f"{CHOSEN}{item.id}" for item, _ in prompts)]
    sources += taken_into(desk, case, PUBLIC_NUMBERS)
    marks = [marking_of(mark) for item, _ in prompts for mark in item.marks.values()]
    fields = [marking_of(mark) for row, _ in rows for mark in case.field_marks.get(row.key, {}).values()]
    copy = CleanCopy(
        title=cleaner.at("name", "What it is called")(name.name if name else "(no name)"),
        classified=case.judged.event_class if case.judged else "needs_information",
        flags=case.judged.flags if case.judged else (),
        passages=passages,
        components=components,
        indicators=indicators,
        techniques=techniques,
        mitigations=helping,
        prompts=tuple(prompt for _, prompt in prompts),
        foreign_ids=numbers,
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
        return NOT_CHOSEN
    if row.heading not in LEAVING:
        return "handling and contact stand in the terms and the ask"
    marks = [marking_of(mark) for mark in case.field_marks.get(row.key, {}).values()]
    if any("privileged" in mark.caveats for mark in marks):
        return "privileged: it is never an input of a document"
    if choice.fields is None and not all(at_least_as_strict(whole, mark) for mark in marks):
        return "marked stricter than the case: name it with --field to take it, and the whole becomes as strict"
    return ""


def left_behind(desk: Desk, case: Case, choice: Choice) -> list[str]:
    """The texts of the filled rows that stay here."""
    leaving = {row.key for row, _ in _rows(desk, case, choice, [])}
    return [text_of(desk, case, key) for key, row in case.rows.items() if row.value == "filled" and key not in leaving]


def _indicators(choice: Choice, cleaner: Cleaner) -> Iterator[SharedIndicator]:
    for number, given in enumerate(choice.indicators, start=1):
        yield _indicator(given, cleaner.at(f"indicator/{number}", f"Context of indicator {number}"), choice.times)


def _helping(row: Row, text: str, cleaner: Cleaner) -> SharedMitigation:
    return SharedMitigation(text=cleaner.at(f"field/{row.key}", row.name)(text))


def _passage(case: Case, row: Row, text: str, cleaner: Cleaner) -> SharedPassage:
    answered, said = case.rows[row.key], case.assertions.get(row.key)
    marks = [marking_of(mark) for mark in case.field_marks.get(row.key, {}).values()]
    return SharedPassage(
        key=row.key,
        heading=row.heading,
        title=row.name,
        text=cleaner.at(f"field/{row.key}", row.name)(text),
        statement=answered.statement,
        confidence=answered.confidence,
        prong=said.prong if said else None,
        proprietary=said.proprietary if said else False,
        tlp=effective(marks_on_case(case), (), marks).tlp,
    )


def _components(desk: Desk, case: Case, cleaner: Cleaner) -> Iterator[SharedComponent]:
    for found in desk.index.all("component", stream=case.id):
        assert isinstance(found, Component)
        sheet = desk.sheet(found.sheet, ComponentSheet)
        if sheet is None or found.standing not in HIT:
            continue
        ours = (sheet.name, sheet.version, sheet.purl, sheet.revision)
        name, version, purl, revision = said = tuple(map(cleaner.at(f"component/{found.id}", "A component"), ours))
        yield SharedComponent(
            kind=sheet.kind,
            name=name,
            version=version,
            purl=purl,
            revision=revision,
            # Its digests would name a component whose name was taken out: there is a list of all public ones.
            digests=tuple((one.name, one.value) for one in sheet.digests) if said == ours else (),
            standing=found.standing,
        )


def _techniques(desk: Desk, case: Case, cleaner: Cleaner) -> Iterator[SharedTechnique]:
    for coded, code in zip(case.techniques, codes(desk, case), strict=True):
        yield SharedTechnique(
            scheme=code.scheme,
            version=code.version,
            id=code.id,
            name=cleaner.at(f"technique/{code.id}", "A technique")(code.name),
            statement=coded.statement,
            confidence=coded.confidence,
        )


def _indicator(given: IndicatorGiven, cleaner: Cleaner, times: Coarse) -> SharedIndicator:
    """The indicator as it leaves; BadInput without context, as a form of what can be guessed, with ours in it."""
    if not given.context.strip():
        raise BadInput(
            f"the indicator {given.kind} has no context",
            hint="say when it matters, what it does and what to do about it: nothing is sent without",
        )
    if not KEY.match(given.kind):
        raise BadInput(
            f"{given.kind[:60]!r} is no kind of indicator", hint="such as ipv4, domain, url, sha256 or email"
        )
    refused = refused_indicator(given.kind, given.value)
    if refused is not None:
        raise BadInput(f"{refused.what} does not leave: {refused.why}", hint=refused.hint)
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
        first_seen=coarse(given.first_seen, times) if given.first_seen else None,
        last_seen=coarse(given.last_seen, times) if given.last_seen else None,
        expires_at=given.expires_at,
        confidence=given.confidence,
    )


def _refuse_digests(copy: CleanCopy, read: tuple[str, ...]) -> None:
    """BadInput where a digest stands in a copy that is of a word of the texts it was made from."""
    texts = [*(one.text for one in copy.passages), *(one.text for one in copy.mitigations)]
    texts += [one.text for one in copy.prompts]
    texts += [f"{one.value}\n{one.context}" for one in copy.indicators]
    for found in digests_of_words("\n".join(texts), read):
        raise BadInput(f"the copy would hold {found.what}: {found.why}", hint=found.hint)


def _prompts(
    desk: Desk, case: Case, choice: Choice, cleaner: Cleaner, left_out: list[Detail]
) -> Iterator[tuple[Item, SharedPrompt]]:
    """Chosen items: their cleaned text where nobody needs a reason to look, else a digest that cannot be guessed."""
    for given in choice.items:
        item = desk.item(given)
        why = _item_stays(desk, case, item)
        if why:
            left_out.append(Detail(name=item.id, value=why))
            continue
        try:
            text = plain_text(desk.vault.read(item.content, limit_bytes=4 * MOST_PROMPT_SIGNS))
        except (BadInput, Gone) as fault:
            value = f"its content is no text that can be shown ({type(fault).__name__}){_inside(desk, item)}"
            left_out.append(Detail(name=item.id, value=value))
            continue
        cleaner.at(f"{CHOSEN}{item.id}", "An item of evidence")
        shown = "" if needs_reason(desk, item) else cleaner(text)
        digest = sha256(text.encode()).hexdigest() if may_carry_digest(text, shown) else ""
        yield item, SharedPrompt(role=item.kind, sha256=digest, text=shown)


def _inside(desk: Desk, item: Item) -> str:
    """What lies in an item that is no text, and the way on; nothing where a look needs a reason."""
    if needs_reason(desk, item):
        return ""
    try:
        said = inside(desk.vault.read(item.content, limit_bytes=LISTED_BYTES))
    except (BadInput, Gone):
        return ""
    return f": {said}" if said else ""


def _item_stays(desk: Desk, case: Case, item: Item) -> str:
    if item.case != case.id:
        raise BadInput(f"{item.id} belongs to {item.case}, not to {case.id}")
    if item.state == "purged":
        return "purged"
    return "privileged: it is never an input of a document" if is_privileged(desk, item) else ""
