"""A case on the terminal: the same order as on every screen."""

from collections import Counter
from collections.abc import Sequence

from tocsin.cli.output import heading, moment, show, table
from tocsin.rules.triage import VALUES
from tocsin.stages.overview import Overview
from tocsin.stages.words import Words
from tocsin.vocab.case import Case
from tocsin.vocab.ids import short
from tocsin.vocab.marking import TLP_NAMES, TLP_WORDS, Marking
from tocsin.vocab.onward import Onward
from tocsin.vocab.triage import FactKey
from tocsin.vocab.visible import counted, one_line

MOST_STEPS = 6  # more than a person does next
MOST_ALIKE = 2  # of one sort, so that the next sort is seen too
SAID = 60  # signs of what somebody said, beside what it belongs to


def show_overview(view: Overview, words: Words, steps: Sequence[Onward]) -> None:
    """Identity, class with reasons, marking, evidence, checklist, what runs beside, next actions."""
    case = view.case
    heading(view.name)
    show(f"{case.id}   opened {moment(case.opened_at)}   {counted(case.size, 'act')}")
    if case.closed_at is not None:
        show(f"closed   {moment(case.closed_at)}")
    _show_class(view)
    _show_answers(view, words)
    _show_owners(view)
    _show_marking(view, words)
    for code in view.codes:
        show(f"code     {code.scheme} {code.version} {code.id} {code.name}")
    if view.foreign_ids:
        show("numbers  " + ", ".join(f"{scheme} {number}" for scheme, number in view.foreign_ids))
    if case.block and case.block.until > view.seen_at:
        show(f"blocked  {case.block.reason} until {moment(case.block.until)}: nothing may be sent")
        _show_said("lifted when ", words.block)
    if case.holds:
        show(f"hold     {', '.join(case.holds)}: nothing may be deleted")
    for said in words.holds.values():
        _show_said("because ", said)
    if view.template:
        looked = ", ".join(kind for kind in view.template.evidence if kind not in {*case.kinds, *case.inside})
        show(f"template {view.template.key}: look for {looked or 'nothing more'}")
        for hint in view.template.parties:
            show(f"think of {hint.who}: {hint.why}")
    _show_evidence(view)
    _show_state(view)
    show_steps(steps)
    if any((words.facts, words.marks, words.assertions, words.holds, words.block)):
        show(f"\nwhat was said stands here in short; all of it: tocsin case log {short(case.id)}")


def show_classified(before: Case, view: Overview, steps: Sequence[Onward]) -> None:
    """What an answer changed: what was recorded, the class that follows, and what is still asked."""
    heading(view.name)
    for fact, given in view.case.facts.items():
        if given != before.facts.get(fact):
            show(f"answered {fact}: {given.value}, {given.statement}")
    _show_class(view)
    _show_owners(view)
    show_steps(steps)


def show_filled(before: Case, view: Overview, steps: Sequence[Onward]) -> None:
    """Which rows were filled or set aside, how many are missing, and what comes next."""
    heading(view.name)
    for row, given in view.case.rows.items():
        if given != before.rows.get(row):
            show(f"{'filled   ' if given.value == 'filled' else 'set aside '}{row}")
    short_of = [line for line in view.checklist if line.state == "missing"]
    core = sum(line.row.weight == "core" for line in short_of)
    show(f"missing  {counted(len(short_of), 'row')}, {core} of them core: {_listing(view)}")
    show_steps(steps)


def _listing(view: Overview) -> str:
    return f"tocsin case checklist {short(view.case.id)} --missing --core"


def show_steps(steps: Sequence[Onward]) -> None:
    """What to do next: a few steps of each sort, and how many there are beside them."""
    if not steps:
        return
    heading("next")
    sorts = Counter[str]()
    few = list[Onward]()
    for step in steps:
        sorts[step.code] += 1
        if sorts[step.code] <= MOST_ALIKE and len(few) < MOST_STEPS:
            few.append(step)
            show(f"  {step.sentence}\n      {step.command}")
    if len(few) < len(steps):
        show(f"  and {len(steps) - len(few)} more of these sorts")


def _show_class(view: Overview) -> None:
    verdict = view.verdict
    flags = f" [{', '.join(verdict.flags)}]" if verdict.flags else ""
    show(f"class    {verdict.class_}{flags} — {view.preliminary}")
    for reason in view.reasons:
        show(f"           {reason}")
    if view.asked:
        heading("asked, what decides most on top")
        rows = [(fact, question, ", ".join(VALUES[FactKey(fact)])) for fact, question in view.asked]
        table(("fact", "question", "answers"), rows, empty="")
    for former in view.case.former_classes[-3:]:
        show(f"         formerly {former.event_class} (preliminary), from {moment(former.at)}")


def _show_owners(view: Overview) -> None:
    for exit_ in view.exits:
        show(f"owner    {exit_.owner}: {exit_.text}")


def _show_answers(view: Overview, words: Words) -> None:
    facts, asserted = view.case.facts, view.case.assertions
    if facts:
        heading("answered")
        rows = [
            (fact, given.value, given.statement, given.confidence, _cut(words.facts.get(fact, "")))
            for fact, given in facts.items()
        ]
        table(("fact", "answer", "", "confidence", "because"), rows, empty="")
    for field, one in asserted.items():
        show(f"asserted {field}: {one.prong}, counsel {one.counsel}")
        _show_said("because ", words.assertions.get(field, ""))


def _show_marking(view: Overview, words: Words) -> None:
    unmarked = "" if view.is_marked else " (nobody marked it)"
    show(f"marking  {TLP_NAMES[view.marking.tlp]}{unmarked} — {TLP_WORDS[view.marking.tlp]}")
    if view.marking.caveats:
        show(f"caveats  {', '.join(view.marking.caveats)}")
    handling = _handling(view.marking) if view.is_marked else ""
    if handling:
        show(f"handling {handling}")
    for source, said in words.marks.items():
        _show_said(f"{source} permitted it: ", said)


def _handling(marking: Marking) -> str:
    """What the marks say beside the label, in the words of FIRST IEP 2.0 and of PAP."""
    given = {
        "audience": None if marking.audience is None else ", ".join(marking.audience) or "nobody",
        "encrypt-in-transit": marking.encrypt_in_transit,
        "permitted-actions": marking.permitted_actions,
        "affected-party-notifications": marking.notifications,
        "attribution": marking.attribution,
        "unmodified-resale": marking.resale,
        "PAP": marking.pap.name if marking.pap is not None else None,
        "embargo until": moment(marking.embargo_until) if marking.embargo_until else None,
        "look again at": moment(marking.expires_at) if marking.expires_at else None,
    }
    return "; ".join(f"{name} {value}" for name, value in given.items() if value is not None)


def _show_said(about: str, said: str) -> None:
    if said:
        show(f"           {about}{_cut(said)}")


def _cut(said: str) -> str:
    return one_line(said, SAID)


def _show_evidence(view: Overview) -> None:
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(view.case.kinds.items()))
    count = sum(view.case.inside.values())
    inside = f"; {counted(count, 'object')} understood inside them" if count else ""
    show(f"evidence {kinds or 'none yet'}{inside}")
    rows = [
        (line.row.order, line.row.title, line.state, f"{line.due_at:%Y-%m-%d %H:%M UTC}")
        for line in view.preservation
        if line.state != "kept"
    ]
    if rows:
        heading("preserve, what evaporates first on top")
        table(("", "what", "state", "suggested by"), rows, empty="")


def _show_state(view: Overview) -> None:
    counts: dict[str, int] = {}
    for line in view.checklist:
        counts[line.state] = counts.get(line.state, 0) + 1
    said = ", ".join(f"{count} {state}" for state, count in sorted(counts.items()))
    show(f"checklist {view.case.checklist}: {said}")
    show("records  " + ", ".join(f"{link.kind}: {link.state}" for link in view.records))
    for duty, stage, due in view.running_clocks:
        show(f"clock    {duty} {stage}: due {due:%Y-%m-%d %H:%M UTC} (may apply; ask counsel)")
