"""A case on the terminal: the same order as on every screen."""

from tocsin.cli.output import heading, moment, show, table
from tocsin.stages.overview import Overview, next_steps
from tocsin.vocab.marking import TLP_NAMES, TLP_WORDS

MOST_STEPS = 5  # more than a person does next


def show_overview(view: Overview) -> None:
    """Identity, class with reasons, marking, evidence, checklist, what runs beside, next actions."""
    case, verdict = view.case, view.verdict
    heading(view.name)
    flags = f" [{', '.join(verdict.flags)}]" if verdict.flags else ""
    show(f"{case.id}   opened {moment(case.opened_at)}   {case.size} acts")
    show(f"class    {verdict.class_}{flags} — {view.preliminary}")
    for reason in view.reasons:
        show(f"           {reason}")
    if view.asked:
        heading("asked, what decides most on top")
        table(("fact", "question"), view.asked, empty="")
    for former in case.former_classes[-3:]:
        show(f"         formerly {former.event_class}, from {moment(former.at)}")
    for exit_ in view.exits:
        show(f"owner    {exit_.owner}: {exit_.text}")
    unmarked = "" if view.is_marked else " (nobody marked it)"
    show(f"marking  {TLP_NAMES[view.marking.tlp]}{unmarked} — {TLP_WORDS[view.marking.tlp]}")
    if view.marking.caveats:
        show(f"caveats  {', '.join(view.marking.caveats)}")
    for code in view.codes:
        show(f"code     {code.scheme} {code.version} {code.id} {code.name}")
    if view.foreign_ids:
        show("numbers  " + ", ".join(f"{scheme} {number}" for scheme, number in view.foreign_ids))
    if case.block and case.block.until > view.seen_at:
        show(f"blocked  {case.block.reason} until {moment(case.block.until)}: nothing may be sent")
    if case.holds:
        show(f"hold     {', '.join(case.holds)}: nothing may be deleted")
    if view.template:
        looked = ", ".join(kind for kind in view.template.evidence if kind not in {*case.kinds, *case.inside})
        show(f"template {view.template.key}: look for {looked or 'nothing more'}")
        for hint in view.template.parties:
            show(f"think of {hint.who}: {hint.why}")
    _show_evidence(view)
    _show_state(view)
    heading("next")
    for step in next_steps(view)[:MOST_STEPS]:
        show(f"  {step.what}\n      {step.command}")


def _show_evidence(view: Overview) -> None:
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(view.case.kinds.items()))
    count = sum(view.case.inside.values())
    inside = f"; {count} objects understood inside them" if count else ""
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
